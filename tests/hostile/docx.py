"""Packages that are broken, huge or meant to harm, each with the verdict that must hold; bytes are made in docx_packages.py."""
import collections
import functools
import os
import random
import re
import subprocess

import docx_packages as P
from docx_packages import Entry, around, body, frame, package, paragraph, part, relations, words, zip_of
from lab import MB, PART, REFUSED, WHOLE, Lab, Skip, judge, one_error, texts

# `NOTED`: converted whole, but with a message
NOTED = "noted"
# what it is, its bytes (or a function of the lab), the verdicts allowed, texts that must be in the result, words of the message, MB,
# texts that must not be in the result
Input = collections.namedtuple("Input", "what data verdicts holds says memory lacks", defaults=((), (), 512, ()))
ANY, GOOD, KEPT, BAD = (WHOLE, PART, REFUSED, NOTED), (WHOLE, NOTED), (WHOLE, NOTED, PART), (REFUSED,)
LOSSY = (PART, REFUSED)
AROUND = ("before", "after")
CONTESTED, SECOND = (NOTED,), ("second names",)
LEVELS = 10_000


def styles(inner):
    return part("styles", inner)


def style(id_, inner="", name=""):
    return f'<w:style w:type="paragraph" w:styleId="{id_}"><w:name w:val="{name or id_}"/>{inner}</w:style>'


def styled(id_, text="styled"):
    return f'<w:p><w:pPr><w:pStyle w:val="{id_}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def listed(num, level=0, text="listed"):
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def level(n, text, kind="decimal", start="1"):
    return f'<w:lvl w:ilvl="{n}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbered(inner, *definitions):
    """A body with numbering.xml."""
    return words(inner, numbering=part("numbering", "".join(definitions)))


def abstract(id_, inner):
    return f'<w:abstractNum w:abstractNumId="{id_}">{inner}</w:abstractNum>'


def num(id_, of):
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{of}"/></w:num>'


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows, grid=3):
    columns = '<w:gridCol w:w="100"/>' * grid
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(f'<w:tr>{r}</w:tr>' for r in rows)}</w:tbl>"


def nested(opening, closing, inner=paragraph("deep"), times=LEVELS):
    return opening * times + inner + closing * times


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def noted(mark, count=1):
    reference = f'<w:r><w:footnoteReference w:id="{mark}"/></w:r>'
    return f"<w:p><w:r><w:t>noted</w:t></w:r>{reference * count}</w:p>"


def footnotes(*notes):
    return part("footnotes", "".join(f'<w:footnote w:id="{i}">{inner}</w:footnote>' for i, inner in notes))


def doctype(subset, inner):
    return package(body(around(inner), f"{P.HEAD}<!DOCTYPE w:document {subset}>"))


def laughs():
    entities = '<!ENTITY a "lol">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij"))
    return doctype(f"[{entities}]", paragraph("&j;"))


def renamed(type_, name):
    types = P.types().decode().replace("/word/document.xml", f"/{name}").replace(f"{P.WORD_TYPE}document.main+xml", type_)
    return zip_of([Entry("[Content_Types].xml", types.encode()),
                   Entry("_rels/.rels", relations(("rId1", "officeDocument", name))), Entry(name, b"<x/>")])


def odt():
    return zip_of([Entry("mimetype", b"application/vnd.oasis.opendocument.text", method=0), Entry("content.xml", b"<office:document/>")])


def swapped(index, *more, **changes):
    """A sound package with one entry changed, and more entries behind."""
    entries = frame(body(around("")))
    old = entries[index]
    entries[index] = Entry(old.name, **{"data": old.data, **changes})
    return zip_of(entries + list(more))


LINK = field("begin") + '<w:r><w:instrText>HYPERLINK "a"</w:instrText></w:r>' + field("separate")


def with_entries(*more):
    return zip_of(frame(body(around(""))) + list(more))


def overlapping(count):
    """A directory that claims the same megabytes under many names."""
    entries = frame(body(around("")))
    kernel = P.repeated("word/media/0.bin", b"", bytes(MB), 60, b"")
    return zip_of([*entries, kernel, *(Entry(f"word/media/{n}.bin", packed=kernel.packed, crc=kernel.crc, size=kernel.size, same_as=len(entries))
                                       for n in range(1, count))])


def bomb(block, times, **claims):
    before, after = body("\0").split(b"\0")
    return zip_of(frame(P.repeated("word/document.xml", before, block, times, after, **claims)))


def attribute():
    """A paragraph whose w:rsidR is a gigabyte long."""
    before, after = body(around('<w:p w:rsidR="\0"/>')).split(b"\0")
    return zip_of(frame(P.repeated("word/document.xml", before, b"A" * MB, 1024, after)))


def picture_bomb():
    blip = ('<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:embed="p"/></a:graphicData></a:graphic></wp:inline>'
            "</w:drawing></w:r></w:p>")
    entries = frame(body(around(blip * 1000)), relations(("p", "image", "media/p.png")))
    return zip_of([*entries, P.repeated("word/media/p.png", b"\x89PNG\r\n\x1a\n", bytes(MB), 1024, b"")])


def inner_zip():
    data = with_entries()
    for n in range(20):
        data = zip_of([Entry(f"word/embeddings/{n}.zip", data), *frame(body(around("")))])
    return data


def utf16(data):
    return data.decode().replace("UTF-8", "UTF-16").encode("utf-16")


BOMBS = [
    Input("a flat zip bomb of blanks", lambda lab: bomb(b" " * MB, lab.amount(256, 1024)), BAD, (), ("--limit (inflated|ratio)",)),
    Input("a flat zip bomb of paragraphs", lambda lab: bomb(b"<w:p/>" * 170_000, lab.amount(256, 1024)), BAD, (), ("--limit",)),
    Input("a zip bomb that claims to be small", lambda lab: bomb(b" " * MB, 1024, size=1000), BAD),
    Input("a zip bomb that claims four gigabytes", lambda lab: bomb(b" " * MB, 64, size=0xFFFFFFF0), BAD),
    Input("a picture of a gigabyte, shown 1,000 times", lambda lab: picture_bomb(), ANY),
    Input("an attribute of a gigabyte", lambda lab: attribute(), BAD),
    Input("an attribute of 30 MB", lambda lab: words(f'<w:p w:rsidR="{random.Random(1).randbytes(15 * MB).hex()}"/>'), ANY),
    Input("zip files in zip files", lambda lab: inner_zip(), GOOD, AROUND),
    Input("5,000 names for the same 60 MB", lambda lab: overlapping(5000), ANY),
    Input("30,000 entries that nobody needs", lambda lab: with_entries(*(Entry(f"word/{n}.xml", b"") for n in range(30_000))), ANY),
    Input("70,000 entries that nobody needs", lambda lab: with_entries(*(Entry(f"word/{n}.xml", b"") for n in range(70_000))), ANY),
]

XML = [
    Input("a billion laughs", laughs(), BAD, (), ("DOCTYPE|DTD|entit|document type",)),
    Input("quadratic entities", lambda lab: doctype(f'[<!ENTITY a "{"x" * 100_000}">]', paragraph("&a;" * 20_000)), BAD),
    Input("an external entity", doctype('[<!ENTITY x SYSTEM "file:///etc/passwd">]', paragraph("&x;")), BAD),
    Input("an external parameter entity", doctype('[<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;]', ""), BAD),
    Input("an external DTD", doctype('SYSTEM "file:///etc/passwd"', ""), BAD),
    Input("a document type and nothing else", doctype("[]", ""), BAD),
    Input("a document type in the styles", package(body(around("")), styles=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), LOSSY),
    Input("UTF-16 parts", package(utf16(body(around(""))), styles=utf16(styles(style("a")))), GOOD, AROUND),
    Input("a byte order mark before the XML", package(b"\xef\xbb\xbf" + body(around(""))), GOOD, AROUND),
    Input("an encoding that nobody knows", package(body(around("")).replace(b"UTF-8", b"x-none")), ANY),
    Input("GB18030 parts", package(body(around(paragraph("总体情况"))).decode().replace("UTF-8", "GB18030").encode("gb18030")), ANY),
    Input("XML that breaks off in the text", package(body(around(""))[:-40]), LOSSY),
    Input("XML that breaks off in a tag", package(body(around(""))[:-3]), LOSSY),
    Input("tags that cross", package(body("<w:p><w:r></w:p></w:r>")), LOSSY),
    Input("two roots", package(body(around("")) + body("")), ANY),
    Input("bytes behind the root", package(body(around("")) + b"\0\0\0"), ANY),
    Input("an undeclared prefix", words("<zz:p/>"), ANY),
    Input("an attribute twice", words('<w:p w:rsidR="1" w:rsidR="2"/>'), LOSSY),
    Input("invalid UTF-8 in the text", package(body(around(paragraph("a#b"))).replace(b"#", b"\xff")), LOSSY),
    Input("an overlong form in the text", package(body(around(paragraph("a#b"))).replace(b"#", b"\xc0\xaf")), LOSSY),
    Input("the character U+0000", words(paragraph("&#0;")), LOSSY),
    Input("half of a surrogate pair", words(paragraph("&#xD800;")), LOSSY),
    Input("noncharacters", words(paragraph("x\ufdd0\U0001fffe")), GOOD, AROUND),
    Input("an empty main part", package(b""), BAD),
    Input("a main part that is no Word document", package(b"<html/>"), BAD),
    Input("a main part of binary data", package(random.Random(3).randbytes(5000)), BAD),
    Input("no body", package(part("document", "")), ANY),
    Input("a comment of 10 MB", lambda lab: words(f"<!--{'x' * 10_000_000}-->"), ANY),
    Input("a comment of 5 MB", lambda lab: words(f"<!--{'x' * 5_000_000}-->"), GOOD, AROUND),
    Input("CDATA in a text", words(paragraph("<![CDATA[<w:t>]]>")), GOOD, AROUND),
    Input("a processing instruction", words("<?xml-stylesheet href='x'?>"), GOOD, AROUND),
    Input("100,000 attributes", lambda lab: words("<w:p " + " ".join(f'w:a{n}=""' for n in range(100_000)) + "/>"), ANY),
    Input("100,000 namespaces", lambda lab: words("<w:p " + " ".join(f'xmlns:a{n}="x"' for n in range(100_000)) + "/>"), ANY),
    Input("20,000 levels of namespaces",
          lambda lab: words(nested('<w:sdt xmlns:q="q"><w:sdtContent>', "</w:sdtContent></w:sdt>", times=20_000)), ANY),
    Input("an element name of 5 MB", lambda lab: words(f"<w:{'x' * 5_000_000}/>"), ANY),
]

ZIP = [
    Input("an empty file", b"", ANY),
    Input("an empty zip", zip_of([]), BAD),
    Input("a zip signature alone", b"PK\3\4", BAD),
    Input("a plain zip", zip_of([Entry("a.txt", b"hello")]), BAD, (), ("zip|Word|DOCX",)),
    Input("an old Word document", P.compound("WordDocument", "1Table"), BAD, (), (r"\.doc\b|Word 97",)),
    Input("an encrypted package", P.compound("EncryptionInfo", "EncryptedPackage"), BAD, (), ("(?i)encrypt|password",)),
    Input("an old workbook", P.compound("Workbook"), BAD),
    Input("a compound file cut short", P.compound("WordDocument")[:700], BAD),
    Input("a workbook", renamed("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "xl/workbook.xml"), BAD, (),
          ("(?i)spreadsheet|workbook|Excel",)),
    Input("a presentation",
          renamed("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "ppt/presentation.xml"),
          BAD, (), ("(?i)presentation|PowerPoint",)),
    Input("an OpenDocument text", odt(), BAD, (), (r"(?i)OpenDocument|\.odt",)),
    Input("a PDF", b"%PDF-1.7\n" + bytes(1000), BAD),
    Input("a wrong checksum of the main part", swapped(2, crc=12345), LOSSY),
    Input("a wrong checksum of a part that is not needed", with_entries(Entry("word/x.bin", b"x" * 1000, crc=1)), GOOD, AROUND),
    Input("an encrypted main part", swapped(2, flags=1), BAD, (), ("(?i)encrypt|password|protect",)),
    Input("a compression method that nobody knows", swapped(2, method=77), BAD),
    Input("the compression method of AES", swapped(2, method=99, flags=1), BAD),
    Input("a main part that is longer than it claims", swapped(2, size=100), ANY),
    Input("a main part that is shorter than it claims", lambda lab: swapped(2, size=100_000), ANY),
    Input("packed data that is none", swapped(2, packed=b"\xff" * 500, size=500), BAD),
    Input("names that leave the folder",
          with_entries(Entry("../../evil-canary", b"x"), Entry("/evil-canary", b"x"), Entry("..\\evil-canary", b"x"),
                                                      Entry("word/../../evil-canary", b"x")), GOOD, AROUND),
    Input("a main part outside the package",
          zip_of([Entry("_rels/.rels", relations(("r", "officeDocument", "../../../etc/passwd")))]), BAD),
    Input("a main part on the network",
          zip_of([Entry("_rels/.rels", relations(("r", "officeDocument", "http://127.0.0.1:9/", "External")))]), BAD),
    Input("the main part twice", with_entries(Entry("word/document.xml", body(paragraph("other")))), BAD, says=("more than one part",)),
    Input("the numbering twice", zip_of(frame(body(around("")), numbering=part("numbering", "")) + [Entry("word/Numbering.xml", b"x")]),
          (PART,), AROUND, ("more than one part",)),
    Input("another entry whose second name is the main part's",
          with_entries(Entry("word/other.xml", body(paragraph("other")), alias="word/document.xml")), CONTESTED, AROUND, SECOND, lacks=("other",)),
    Input("the same before it, in other case",
          zip_of([Entry("word/other.xml", body(paragraph("other")), alias="WORD/document.xml"), *frame(body(around("")))]),
          CONTESTED, AROUND, SECOND, lacks=("other",)),
    Input("another entry of the same text whose second name is the main part's",
          with_entries(Entry("word/other.xml", body(around("")), alias="word/document.xml")), CONTESTED, AROUND, SECOND),
    Input("two entries that have each other's name as their second one",
          swapped(2, Entry("word/other.xml", body(paragraph("other")), alias="word/document.xml"), alias="word/other.xml"),
          CONTESTED, AROUND, SECOND, lacks=("other",)),
    Input("a main part whose second name is another", swapped(2, alias="word/other.xml"), CONTESTED, AROUND, SECOND),
    Input("a main part by second name only", zip_of(frame(Entry("word/other.xml", body(around("")), alias="word/document.xml"))), BAD),
    Input("styles by second name, too",
          zip_of([*frame(body(around("")), styles=styles("")), Entry("a.xml", b"<x", alias="word/styles.xml")]), CONTESTED, AROUND, SECOND),
    Input("the main part twice and by a second name",
          with_entries(Entry("word/document.xml", body(paragraph("other"))), Entry("x", body(paragraph("other")), alias="word/document.xml")),
          BAD, says=("more than one part",)),
    Input("a damaged main part that a sound entry claims",
          swapped(2, Entry("x", body(around("")), alias="word/document.xml"), crc=1), BAD, says=("checksum",)),
    Input("second names in an archive with the record of large ones",
          P.large(with_entries(Entry("x", body(paragraph("other")), alias="word/document.xml"))), CONTESTED, AROUND, SECOND, lacks=("other",)),
    Input("a second name that is no ASCII", with_entries(Entry("word/a.xml", b"x", alias="word/\u9644\u4ef6.xml")), GOOD, AROUND),
    Input("the main part twice, in other case", with_entries(Entry("Word/Document.xml", body(paragraph("other")))), ANY, ()),
    Input("another name before the data than in the directory", swapped(2, central_name="word/document.xml").replace(
        b"word/document.xml", b"word/dacument.xml", 1), ANY),
    Input("a main part in other case only", zip_of([Entry("_rels/.rels", P.ROOT), Entry("WORD/DOCUMENT.XML", body(around("")))]), ANY),
    Input("names with backslashes", zip_of([Entry("_rels\\.rels", P.ROOT), Entry("word\\document.xml", body(around("")))]), ANY),
    Input("no content types", zip_of(frame(body(around("")))[1:]), ANY),
    Input("no relationships", zip_of([Entry("word/document.xml", body(around("")))]), ANY),
    Input("no main part", zip_of([e for e in frame(b"") if e.name != "word/document.xml"]), BAD),
    Input("an entry name with control characters", with_entries(Entry("word/\x1b[31m\n.xml", b"x")), GOOD, AROUND),
    Input("a relationship to nothing",
          package(body(around("")), relations(("r1", "styles", "styles.xml"), ("r2", "footnotes", "none.xml"))), KEPT, AROUND),
    Input("a main part that is its own styles", package(body(around("")), relations(("r1", "styles", "document.xml"))), KEPT, AROUND),
    Input("100,000 relationships",
          lambda lab: package(body(around("")), relations(*((f"r{n}", "hyperlink", "http://x/", "External") for n in range(100_000)))),
          GOOD, AROUND),
    Input("a relationship id twice",
          package(body(around("")), relations(("r", "styles", "a.xml"), ("r", "styles", "b.xml"))), KEPT, AROUND),
    Input("broken relationships", package(body(around("")), b"<Relationships"), LOSSY),
    Input("broken styles", package(body(around("")), styles=b"<w:styles"), LOSSY),
    Input("bytes before the zip", b"MZ" + bytes(500) + words(""), ANY),
    Input("bytes behind the zip", words("") + bytes(500), ANY),
    Input("a zip comment of 65,535 bytes", words("")[:-2] + b"\xff\xff" + b"c" * 65_535, GOOD, AROUND),
]

TABLES = [
    *(Input(f"gridSpan {n}", words(table(cell("a", f'<w:gridSpan w:val="{n}"/>') + cell("b"), cell("1") + cell("2"))), KEPT, (*AROUND, "a", "b"))
      for n in ("2147483647", "4294967296", "-1", "0", "x", "99999999999999999999", "")),
    *(Input(f"gridBefore and gridAfter {n}", words(table(f'<w:trPr><w:gridBefore w:val="{n}"/><w:gridAfter w:val="{n}"/></w:trPr>' + cell("a"), cell("1"))),
            KEPT, (*AROUND, "a", "1")) for n in ("2147483647", "-5", "1000000")),
    Input("10,000 rows that each claim 2147483647 columns",
          lambda lab: words(table(*[cell("a", '<w:gridSpan w:val="2147483647"/>')] * LEVELS)), ANY),
    Input("vMerge without a start",
          words(table(cell("a", "<w:vMerge/>") + cell("b"), cell("c", '<w:vMerge w:val="continue"/>'))), KEPT, (*AROUND, "a", "b")),
    Input("vMerge that meets other widths", words(table(cell("a", '<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>') + cell("b"),
                                                         cell("c", "<w:vMerge/>") + cell("d", "<w:vMerge/>") + cell("e"))), KEPT, (*AROUND, "a", "b", "e")),
    Input("20,000 rows in one vMerge", lambda lab: words(table(cell("a", '<w:vMerge w:val="restart"/>') + cell("1"),
                                                   *[cell("", "<w:vMerge/>") + cell("1")] * 20_000)), GOOD, AROUND),
    Input("10,000 nested tables", lambda lab: words(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>")), BAD, (), ("docx.xml.malformed",)),
    Input("180 nested tables", words(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", times=180)), BAD, (), ("--limit depth=",)),
    Input("99 nested tables", words(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", times=99)), GOOD, (*AROUND, "deep")),
    Input("a table without rows", words("<w:tbl/><w:tbl><w:tblGrid/></w:tbl><w:tbl><w:tr/></w:tbl>"), GOOD, AROUND),
    Input("cells without a table", words(cell("lost") + f"<w:tr>{cell('row')}</w:tr>"), KEPT, (*AROUND, "lost", "row")),
    Input("text between rows and cells",
          words(f"<w:tbl>{paragraph('p1')}<w:tr>{paragraph('p2')}{cell('c')}</w:tr></w:tbl>"), KEPT, (*AROUND, "c")),
    Input("a row of 20,000 cells", lambda lab: words(table(cell("7") * 20_000)), ANY, ()),
    Input("a million columns in the grid", lambda lab: words(table(cell("a"), grid=1_000_000)), ANY, ()),
    Input("a table of 300 by 3,000", lambda lab: words(table(*["<w:tc><w:p/></w:tc>" * 300] * 3000, grid=300)), ANY, ()),
    Input("a table over the limit of a million cells",
          lambda lab: words(table(*(
              "".join(cell(n * 7919 % 99991) for n in range(row * 300, row * 300 + 300)) for row in range(3600)), grid=300)), BAD, (), ("--limit cells=",)),
    Input("rows of one cell more each", lambda lab: words(table(*[cell("1") * n for n in range(1, 500)], grid=1)), ANY, ()),
    Input("10,000 tables, one after the other", lambda lab: words(table(cell("7")) * LEVELS), GOOD, AROUND),
]

STYLES = [
    Input("a style based on itself", words(styled("a"), styles=styles(style("a", '<w:basedOn w:val="a"/>'))), KEPT, AROUND),
    Input("styles in a circle", words(styled("a"), styles=styles(style("a", '<w:basedOn w:val="b"/>') + style("b", '<w:basedOn w:val="c"/>')
                                                                   + style("c", '<w:basedOn w:val="b"/>'))), KEPT, AROUND),
    Input("100,000 styles in a chain", lambda lab: words(styled("s99999") + styled("s5"), styles=styles("".join(
        style(f"s{n}", f'<w:basedOn w:val="s{n - 1}"/>') for n in range(100_000)))), KEPT, AROUND),
    Input("100,000 styles in a chain, backwards", lambda lab: words(styled("s0") + styled("s5"), styles=styles("".join(
        style(f"s{n}", f'<w:basedOn w:val="s{n + 1}"/>') for n in range(100_000)))), KEPT, AROUND),
    Input("100,000 styles of one id", lambda lab: words(styled("a"), styles=styles(style("a") * 100_000)), KEPT, AROUND),
    Input("a style that is not there", words(styled("none")), KEPT, AROUND),
    *(Input(f"outline level {n}", words(styled("a"), styles=styles(style("a", f'<w:pPr><w:outlineLvl w:val="{n}"/></w:pPr>'))), KEPT, AROUND)
      for n in ("9", "-1", "4294967295", "x")),
    Input("numbering in a circle", words(listed(1), numbering=part("numbering", abstract(1, '<w:numStyleLink w:val="a"/>') + num(1, 1)),
                                          styles=styles('<w:style w:type="numbering" w:styleId="a"><w:name w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/>'
                                                        "</w:numPr></w:pPr></w:style>")), KEPT, (*AROUND, "listed")),
    Input("numbering that is not there", words(listed(7) + listed("x") + listed(-1) + listed(99999999999)), KEPT, (*AROUND, "listed")),
    Input("numbering of no definition", words(listed(1), numbering=part("numbering", num(1, 55))), KEPT, (*AROUND, "listed")),
    *(Input(f"list level {n}", words(listed(1, n), numbering=part("numbering", abstract(1, level(0, "%1.") + level(n, "%1.%2")) + num(1, 1))), KEPT,
            (*AROUND, "listed")) for n in ("9", "-1", "4294967296", "x")),
    *(Input(f"a list that starts at {n}, {kind}", numbered(listed(1) * 3, abstract(1, level(0, "%1.", kind, n)), num(1, 1)), KEPT,
            (*AROUND, "listed")) for n in ("2147483647", "-2147483648", "99999999999999999999", "x")
      for kind in ("decimal", "chineseCounting", "lowerRoman", "upperLetter", "nonsense")),
    Input("number texts of a megabyte, 10,000 times",
          lambda lab: numbered(listed(1) * LEVELS, abstract(1, level(0, "x" * MB)), num(1, 1)), ANY),
    Input("number texts that repeat their level",
          lambda lab: numbered(listed(1) * 1000, abstract(1, level(0, "%1" * 50_000)), num(1, 1)), ANY),
    Input("a number text of stray signs", numbered(listed(1), abstract(1, level(0, "%%0%x%9%")), num(1, 1)), KEPT, AROUND),
    Input("lists that nest 9 levels and back, 10,000 times",
          lambda lab: words("".join(listed(1, n % 9) for n in range(LEVELS)), numbering=part(
        "numbering", abstract(1, "".join(level(n, f"%{n + 1}.") for n in range(9))) + num(1, 1))), GOOD, AROUND),
    Input("100,000 lists", lambda lab: numbered(
        "".join(listed(n) for n in range(1, 100_001)), abstract(1, level(0, "%1.")), *(num(n, 1) for n in range(1, 100_001))), GOOD, AROUND, (), 1024),
]

DEEP = [
    Input("100,000 links without an end, each around all that follows",
          lambda lab: words("<w:p>" + LINK * 100_000 + "</w:p>" + "<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000), ANY),
    Input("100,000 fields in results of others, and as many runs",
          lambda lab: words("<w:p>" + LINK.replace("HYPERLINK", "QUOTE") * 100_000 + "<w:r><w:t>x</w:t></w:r>" * 100_000 + "</w:p>"), ANY),
    Input("deep content controls", lambda lab: words(nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", times=100_000)), ANY),
    Input("deep AlternateContent",
          lambda lab: words(nested("<mc:AlternateContent><mc:Choice><w:p>", "</w:p></mc:Choice></mc:AlternateContent>")), ANY),
    Input("AlternateContent in both branches",
          words("<w:p><w:r>" + nested("<mc:AlternateContent><mc:Choice>", "</mc:Choice><mc:Fallback><w:t>twice</w:t></mc:Fallback>"
                                                     "</mc:AlternateContent>", "<w:t>once</w:t>", 20) + "</w:r></w:p>"), KEPT, AROUND),
    Input("deep fields",
          lambda lab: words(f"<w:p>{field('begin') * LEVELS}{field('separate')}<w:r><w:t>deep</w:t></w:r>{field('end') * LEVELS}</w:p>"), ANY),
    Input("fields that never end", words(f"<w:p>{field('begin')}</w:p>" * 1000), ANY),
    Input("fields that never began", words(f"<w:p>{(field('end') + field('separate')) * 1000}</w:p>"), KEPT, AROUND),
    Input("deep insertions", lambda lab: words(f"<w:p>{nested('<w:ins>', '</w:ins>', '<w:r><w:t>deep</w:t></w:r>')}</w:p>"), ANY),
    Input("deep links",
          lambda lab: words("<w:p>" + nested('<w:hyperlink w:anchor="a">', "</w:hyperlink>", "<w:r><w:t>deep</w:t></w:r>") + "</w:p>"), ANY),
    Input("deep equations",
          lambda lab: words(f"<w:p><m:oMath>{nested('<m:f><m:num>', '</m:num></m:f>', '<m:r><m:t>x</m:t></m:r>')}</m:oMath></w:p>"), ANY),
    Input("deep text boxes", lambda lab: words(nested("<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
                                          "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>")), ANY),
    Input("deep ruby",
          lambda lab: words(f"<w:p><w:r>{nested('<w:ruby><w:rubyBase><w:r>', '</w:r></w:rubyBase></w:ruby>', '<w:t>deep</w:t>')}</w:r></w:p>"), ANY),
    Input("deep elements that nobody knows", lambda lab: words(nested("<w:unknown>", "</w:unknown>", times=100_000)), ANY),
    Input("paragraphs in paragraphs", lambda lab: words(nested("<w:p>", "</w:p>")), ANY),
]


def saved(element, count):
    """So many of them, some with the number of a session as Word writes it: alike, they would inflate beyond the limit of the ratio."""
    tag = element[:4]
    return "".join(element.replace(tag, f'{tag} w:rsidR="{n * 2654435761 % 2**32:08X}"', 1) + element * 9 for n in range(count // 10))


MANY = [
    Input("a million empty paragraphs", lambda lab: words(saved("<w:p/>", lab.amount(1_000_000, 3_000_000))), GOOD, AROUND, (), 1024),
    Input("a paragraph of 300,000 runs",
          lambda lab: words(f"<w:p>{saved('<w:r><w:b/><w:t>x</w:t></w:r>', lab.amount(300_000, 1_000_000))}</w:p>"), GOOD, AROUND, (), 1024),
    Input("a paragraph of 10 MB", lambda lab: words(paragraph("数" * 3_400_000)), GOOD, AROUND),
    Input("100,000 footnotes", lambda lab: words("".join(noted(n) for n in range(1, 100_001)), footnotes=footnotes(
        *((n, paragraph(f"n{n}")) for n in range(1, 100_001)))), GOOD, AROUND, (), 1024),
    Input("one footnote that 100,000 references show",
          lambda lab: words(noted(1, 100_000), footnotes=footnotes((1, paragraph("x" * 100_000)))), ANY),
    Input("a footnote in itself", words(noted(1), footnotes=footnotes((1, noted(1)))), KEPT, AROUND),
    Input("footnotes in a circle", words(noted(1), footnotes=footnotes((1, noted(2)), (2, noted(1, 2)))), KEPT, AROUND),
    Input("footnotes that double 40 times", words(noted(1), footnotes=footnotes(*((n, noted(n + 1, 2)) for n in range(1, 41)))), ANY),
    Input("a footnote that is not there", words(noted(99) + noted("x") + noted("")), KEPT, AROUND),
    Input("10,000 sections of one header", lambda lab: zip_of([*frame(body(around(
        '<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr></w:pPr></w:p>' * LEVELS)), relations(("h", "header", "header1.xml"))),
        Entry("word/header1.xml", part("hdr", paragraph("h" * 50_000)))]), ANY, ()),
    Input("200,000 bookmarks of one name",
          lambda lab: words("".join(f'<w:bookmarkStart w:id="{n}" w:name="b"/><w:bookmarkEnd w:id="{n}"/>' for n in range(200_000))), KEPT, AROUND),
    Input("100,000 comments that never end",
          lambda lab: words("".join(f'<w:commentRangeStart w:id="{n}"/>' for n in range(100_000))), KEPT, AROUND),
    Input("symbols of no character", words("<w:p><w:r>" + "".join(f'<w:sym w:font="Wingdings" w:char="{c}"/>' for c in (
        "F0FFFFFFFFF", "-1", "D800", "110000", "0", "", "x", "F0FE")) + "</w:r></w:p>"), KEPT, AROUND),
    Input("30,000 tabs and breaks",
          lambda lab: words(f"<w:p><w:r>{'<w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/>' * 30_000}</w:r></w:p>"), GOOD, AROUND),
]

ALL = [*BOMBS, *XML, *ZIP, *TABLES, *STYLES, *DEEP, *MANY]


@functools.lru_cache
def readers(program):
    return subprocess.run([program, "plugins"], capture_output=True, text=True).stdout


def needed(lab):
    if not re.search(r"\bdocx\b", readers(lab.program)):
        raise Skip("the plugin read_docx was not built here")


def convert_package(lab: Lab, one: Input):
    needed(lab)
    path = lab.file("input.docx", one.data(lab) if callable(one.data) else one.data)
    ran = lab.convert("input.docx", memory=one.memory * MB, cpu=60 if lab.size == "long" else 20)
    made = judge(ran, path, *(v if v != NOTED else WHOLE for v in one.verdicts))
    for said in one.says if made is None else ():
        one_error(ran, "input.docx", said)
    if made:
        complete, told = made["conversion"]["complete"], made["conversion"]["diagnostics"]
        assert not complete or WHOLE in one.verdicts or told, "the document came out whole, and nothing was said"
        text = texts(made)
        for word in one.holds:
            assert word in text, f"the result lacks {word!r}: {text[:300]!r}"
        for word in one.lacks:
            assert word not in text, f"the result has {word!r}: {text[:300]!r}"
        for said in one.says:
            assert any(re.search(said, d["message"]) for d in told), f"no message says {said!r}: {told}"
        assert "root:" not in text, "a file of this machine got into the document"
    assert lab.names() == [b"input.docx"], f"it left {lab.names()}"
    assert not os.path.exists("/evil-canary"), "an entry was written to /"
