"""PDF files that are broken, huge or meant to harm, each with the verdict that must hold; bytes are made in pdf_documents.py."""
import collections
import os
import re

import pdf_documents as P
from docx import NOTED, readers
from lab import MB, PART, REFUSED, WHOLE, Lab, Skip, judge, one_error, texts
from pdf_documents import HELLO, annotation, bodies, file, image, many_pages, packed, pdf, stream

# what it is, its bytes (or a function of the lab), the verdicts allowed, texts that must be in the result, words of the message,
# texts that must not be in the result, more arguments, MB, seconds of CPU
Input = collections.namedtuple("Input", "what data verdicts holds says lacks options memory cpu", defaults=((), (), (), (), 512, 30))
ANY, GOOD, KEPT, BAD = (WHOLE, PART, REFUSED, NOTED), (WHOLE, NOTED), (WHOLE, NOTED, PART), (REFUSED,)
TOLD = (NOTED, PART, REFUSED)           # not in silence
WORLD = ("hello world",)
QUICK = ("--limit", "stall=2s")         # for those that never end
SLOW = ("--limit", "stall=40s")         # for those that end, but under AddressSanitizer on a busy machine not soon
HUGE, BIG, TINY = "9" * 20, "1" + "0" * 38, "." + "0" * 38 + "1"
CANARY = "canary-in-an-attachment"


def tree(*nodes, kids="[3 0 R]", count=1):
    return pdf(HELLO, *nodes, pages=f"/Kids {kids} /Count {count}")


STRUCTURE = [
    Input("a sound document", pdf(), (WHOLE,), WORLD),
    Input("no bytes but the signature", b"%PDF-1.7\n", BAD, says=("pdf",)),
    Input("noise behind the signature", b"%PDF-1.7\n" + bytes(n * n * 7 % 251 for n in range(9000)), BAD),
    Input("no pages", tree(kids="[]", count=0), TOLD),
    Input("a page tree that is its own kid", tree(kids="[2 0 R]"), TOLD),
    Input("a page tree in a circle", tree("<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>", kids="[6 0 R]"), TOLD),
    Input("the same page 20,000 times", tree(kids=f"[{'3 0 R ' * 20_000}]", count=20_000), ANY, cpu=60),
    Input("a page tree that doubles 30 times", pdf(HELLO, *(f"<< /Type /Pages /Kids [{7 + n} 0 R {7 + n} 0 R] /Count {2 ** (30 - n)} >>" for n in range(30)),
          "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", pages=f"/Kids [6 0 R] /Count {2 ** 30}"), ANY, options=QUICK),
    Input("a page tree 20,000 deep", pdf(HELLO, *(f"<< /Type /Pages /Parent {5 + n} 0 R /Kids [{7 + n} 0 R] /Count 1 >>" for n in range(20_000)),
          "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", pages="/Kids [6 0 R] /Count 1"), ANY),
    *(Input(f"a page count of {count}", tree(count=count), ANY, options=QUICK) for count in (2 ** 31 - 1, 10 ** 9, 2_000_000, -1, HUGE, "/x", "2 0 R")),
    Input("3,000 pages", lambda lab: many_pages(lab.amount(3_000, 30_000)), (WHOLE,), WORLD, cpu=120),
    Input("no root", pdf().replace(b"/Root 1 0 R", b""), ANY),
    Input("a root that is nothing", pdf().replace(b"/Root 1 0 R", b"/Root 77 0 R"), ANY),
    Input("objects that are each other", file(["2 0 R", "1 0 R"]), BAD),
    Input("no cross references", file(bodies(), xref=False, startxref=0), KEPT, WORLD),
    Input("cross references elsewhere", file(bodies(), startxref=HUGE), KEPT, WORLD),
    Input("cross references that follow themselves", file(bodies(), "/Prev HERE"), ANY),
    Input("cross references that follow each other",
          pdf() + b"".join(b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(pdf()), len(pdf())) for _ in range(2)), ANY),
    *(Input(f"a cross reference stream of {index}, {widths}", P.cross_stream(index, widths), ANY) for index, widths in (
        ("[0 7]", "[1 4 1]"), ("[0 2147483647]", "[1 4 1]"), ("[0 7]", "[1 2147483647 1]"), ("[-5 7]", "[1 4 1]"), ("[0 7]", "[0 0 0]"), ("[]", "[]"))),
    Input("a cross reference stream that follows itself", P.cross_stream("[0 7]", "[1 4 1]", "/Prev 500 /XRefStm 500"), ANY),
    Input("an object stream that extends itself", pdf(HELLO, stream("10 0 11 20 << >> 5 0 R", "/Type /ObjStm /N 2147483647 /First 10 /Extends 6 0 R")),
          KEPT, WORLD),
    Input("a million objects", lambda lab: pdf(HELLO, *["null"] * lab.amount(300_000, 1_000_000)), KEPT, WORLD),
    Input("an array 100,000 deep", pdf(page="/Z " + "[" * 100_000 + "]" * 100_000), ANY),
    Input("a dictionary 50,000 deep", pdf(page="/Z " + "<< /a " * 50_000 + "1" + " >>" * 50_000), ANY),
    Input("a name of a megabyte", pdf(page="/" + "N" * 1_000_000 + " 1"), ANY),
    Input("junk before the signature", b"\0\1junk\n" * 50 + pdf(), KEPT, WORLD),
    Input("a file twice", pdf() * 2, KEPT, WORLD),
    *(Input(f"a stream of length {length}", file([stream(HELLO, length=length) if n == 3 else body for n, body in enumerate(bodies())]), ANY)
      for length in (0, 5, 999_999_999, -1, 2 ** 31, "4 0 R", "77 0 R", "(x)")),
]

BOXES = [
    *(Input(f"a media box {box}", pdf(box=box), ANY) for box in (
        "[0 0 0 0]", "[612 792 0 0]", "[0 0 1e30 1e30]", "[0 0 -1 -1]", "[0 0]", "[a b c d]", f"[0 0 {HUGE} 1]", "(x)", "[nan inf 0 0]",
                "[-1e38 -1e38 1e38 1e38]")),
    *(Input(f"a crop box {box}", pdf(page=f"/CropBox {box}"), KEPT) for box in ("[9000 9000 9001 9001]", "[0 0 0 0]", "[nan nan nan nan]", "[0 0 1e30 1e30]")),
    Input("a crop box above the text", pdf(page="/CropBox [0 0 595 400]"), KEPT),
    *(Input(f"turned by {turn}", pdf(page=f"/Rotate {turn}"), (WHOLE,), WORLD) for turn in (0, 90, 180, 270, -90, 450)),
    *(Input(f"turned by {turn}", pdf(page=f"/Rotate {turn}"), KEPT, WORLD) for turn in (45, HUGE, "/x", "[90]")),
    *(Input(f"a user unit of {unit}", pdf(page=f"/UserUnit {unit}"), ANY) for unit in ("2", "0", "-1", "75000", "nan", HUGE)),
    *(Input(f"text with {matrix}", pdf(HELLO + f"BT {matrix} (odd) Tj ET\n"), KEPT, WORLD) for matrix in (
        "/F1 0 Tf 72 600 Td", f"/F1 {BIG} Tf 72 600 Td", "/F1 -12 Tf 72 600 Td", f"/F1 12 Tf {BIG} {BIG} Td", "/F1 12 Tf 0 0 0 0 72 600 Tm",
                f"/F1 12 Tf {HUGE * 2} 0 Td",
        f"/F1 12 Tf 72 600 Td {BIG} Tc {BIG} Tw", "/F1 12 Tf .00000001 0 0 .00000001 72 600 Tm", f"/F1 12 Tf {TINY} {BIG} {BIG} {TINY} 0 0 Tm",
        "/F1 12 Tf 72 600 Td -32768 Tz", f"/F1 12 Tf 72 600 Td {BIG} Ts", "/F9 12 Tf 72 600 Td")),
    *(Input(f"a path of {path}", pdf(f"{path}\n" + HELLO), KEPT, WORLD) for path in (
        f"{BIG} {BIG} m -{BIG} -{BIG} l S", f"0 0 {BIG} {BIG} re f", f"0 9 m {BIG} 9 l S", f"{HUGE} w 0 0 m 100 100 l S", "-1 w 0 0 m 100 0 l S",
                "[0 0] 0 d 0 0 m 100 0 l S",
        f"[{TINY}] 0 d 0 9 m 500 9 l S", f"q {BIG} 0 0 {BIG} 0 0 cm 0 0 m 1 0 l S Q", f"q {BIG} 0 0 {BIG} 0 0 cm {BIG} 0 0 {BIG} 0 0 cm 0 0 1 1 re f Q",
                "q 0 0 0 0 re W n Q")),
    # Poppler stops reading a page where these stand: its text may be gone, but not in silence.
    *(Input(f"a content of {content[:20]}", pdf(f"{content}\n" + HELLO), TOLD) for content in (
        "re f", "1e38 1e38 m", "nan inf m 1 1 l S", "Q Q", "Q " * 100_000, "BI /W 9 /H 9 ID", "] ] >> >>")),
]


def flood(size):
    return lambda lab: pdf(stream(P.spaces(HELLO, size * MB), "/Filter /FlateDecode"))


BOMBS = [
    Input("a content of 200 MB of blanks", flood(200), ANY, memory=700),
    Input("a content of a gigabyte of blanks, or less", lambda lab: flood(lab.amount(400, 1024))(lab), ANY, memory=700, cpu=60),
    Input("Flate in Flate in Flate", lambda lab: pdf(stream(P.zlib.compress(P.zlib.compress(P.spaces(HELLO, 400 * MB), 9), 9),
          "/Filter [/FlateDecode /FlateDecode /FlateDecode]")),
          ANY, memory=700),
    Input("1,000 filters", pdf(stream(HELLO, f"/Filter [{'/ASCIIHexDecode ' * 1000}]")), ANY),
    Input("a predictor of 2^31 columns", pdf(packed(HELLO, "/DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 /BitsPerComponent 16 >>")),
          ANY),
    Input("an object stream of 300 MB", lambda lab: pdf(HELLO, stream(P.spaces("10 0 << >>", 300 * MB), "/Type /ObjStm /N 1 /First 5 /Filter /FlateDecode"),
          page="/Annots 10 0 R"), ANY, memory=700),
    *(Input(f"JBIG2 of {w} x {h}", image("/JBIG2Decode", P.jbig2(w, h), w, h, "/BitsPerComponent 1"), KEPT, WORLD, cpu=5) for w, h in ((2 ** 31 - 1, 2 ** 31 - 1),
          (60_000, 60_000), (2 ** 32 - 1, 1))),
    *(Input(f"JPEG 2000 of {w} x {h}", image("/JPXDecode", P.jpx(w, h), w, h), KEPT, WORLD) for w, h in ((2 ** 31 - 1, 2 ** 31 - 1), (60_000, 60_000))),
    Input("JPEG 2000 of 16,384 components", image("/JPXDecode", P.jpx(5000, 5000, 1, 16_384)), KEPT, WORLD),
    *(Input(f"a raw image of {w} x {h}", image("/FlateDecode", P.zlib.compress(b"\0" * 100), w, h), KEPT, WORLD) for w, h in ((2 ** 31 - 1, 2 ** 31 - 1),
          (100_000, 100_000), (0, 0), (-1, -1))),
    Input("a fax of 2^31 columns", image("/CCITTFaxDecode", b"\0\x10\1" * 100, 100, 100, "/DecodeParms << /K -1 /Columns 2147483647 /Rows 2147483647 >>"),
          KEPT, WORLD),
    Input("an image that is its own mask", image("/FlateDecode", P.zlib.compress(b"\0" * 10_000), entries="/SMask 6 0 R"), KEPT, WORLD),
    Input("forms that double 28 times", pdf("/Y Do\n" + HELLO, *P.forms(2, HELLO, 28), resources="/XObject << /Y 6 0 R >>"), ANY, options=QUICK),
    Input("a form that draws itself", pdf("/Y Do\n" + HELLO, stream("/Y Do " * 10,
          "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Y 6 0 R >> >>"),
                                        resources="/XObject << /Y 6 0 R >>"), KEPT, WORLD),
    Input("a pattern that paints itself", pdf("/Pattern cs /P scn 0 0 500 500 re f\n" + HELLO, stream(
        "/Pattern cs /P scn 0 0 9 9 re f",
                "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep .001 /YStep .001 /Resources << /Pattern << /P 6 0 R >> >>"),
        resources="/Pattern << /P 6 0 R >>"), ANY, options=QUICK),
    Input("a glyph that shows itself", pdf("BT /F1 12 Tf 72 700 Td (aaa) Tj ET", stream("600 0 d0 BT /F1 1 Tf (aa) Tj ET"), font=P.type3(
        ["a"], "/a", "/a 6 0 R").replace("/Resources << >>", "/Resources << /Font << /F1 5 0 R >> >>")), ANY),
]

MANY = [
    Input("a million annotations, one object", lambda lab: pdf(HELLO, annotation("Text", "/Contents (note)"),
          page=f"/Annots [{'6 0 R ' * lab.amount(200_000, 1_000_000)}]"), ANY, cpu=60),
    Input("annotations that are many", lambda lab: pdf(HELLO, *[annotation("Link", "/A << /S /URI /URI (http://example.org/) >>")] * lab.amount(50_000,
          1_000_000),
          page=f"/Annots [{' '.join(f'{6 + n} 0 R' for n in range(lab.amount(50_000, 1_000_000)))}]"), ANY, cpu=60, memory=1024),
    Input("annotations that are no annotations", pdf(page="/Annots [3 0 R 77 0 R (x) 1 << /Subtype 7 >> [2 0 R]]"), KEPT, WORLD),
    Input("annotations in boxes of nonsense", pdf(HELLO, *(annotation("Link", "/A << /S /URI /URI (x:y) >>", box) for box in (
        "[nan inf 0 0]", "[1e38 -1e38 0 1]", "[]", "(x)", "[9 9 1 1]")), page="/Annots [6 0 R 7 0 R 8 0 R 9 0 R 10 0 R]"), KEPT, WORLD),
    Input("100,000 letters, each a text of its own", lambda lab: pdf(packed("".join(
        f"BT /F1 1 Tf {50 + n % 500:.2f} {50 + n // 500 * 3.5:.2f} Td ({'abc'[n % 3]}) Tj ET\n" for n in range(100_000)))), KEPT, cpu=60),
    Input("50,000 letters at one place", lambda lab: pdf(packed("BT /F1 12 Tf 72 700 Td (x) Tj ET\n" * 50_000)), KEPT, cpu=60),
    Input("200,000 rules", lambda lab: pdf(packed("".join(f"{n % 595} 0 m {n % 595} 842 l S 0 {n % 842} m 595 {n % 842} l S\n"
          for n in range(100_000)) + HELLO)), KEPT, ("hello",), cpu=60),
    Input("a grid of 1,000 x 1,000", lambda lab: pdf(packed("".join(
        f"{50 + n / 2:.2f} 50 m {50 + n / 2:.2f} 780 l S 50 {50 + n * .7:.2f} m 550 {50 + n * .7:.2f} l S\n" for n in range(1000)) + HELLO)), ANY, cpu=60,
                memory=1024),
    Input("300,000 small rectangles", lambda lab: pdf(packed("".join(
        f"{n % 590} {n * 7 % 830} 3 2 re f\n" for n in range(300_000)) + HELLO)), KEPT, cpu=60, memory=1024),
    Input("300,000 rectangles, one in the other", lambda lab: pdf(packed("".join(
        f"{50 + n / 2000:.4f} {50 + n / 2000:.4f} {400 - n / 1000:.4f} {600 - n / 1000:.4f} re S\n" for n in range(300_000)) + HELLO)), KEPT, cpu=60,
                memory=1024),
    Input("a million saved states", lambda lab: pdf(packed("q " * 1_000_000 + HELLO)), ANY, cpu=60, memory=1024),
    Input("500,000 parentheses in each other", lambda lab: pdf(packed("BT /F1 12 Tf (" + "(" * 500_000 + ")" * 500_000 + ") Tj ET")), ANY),
    Input("500,000 arrays in each other", lambda lab: pdf(packed("[" * 500_000 + HELLO)), ANY),
    Input("a text of a million letters on one line", lambda lab: pdf(packed(f"BT /F1 .001 Tf 1 700 Td ({'x' * 1_000_000}) Tj ET")), KEPT, options=SLOW, cpu=60, memory=1024),
    Input("a line of a megabyte between rules", lambda lab: pdf(packed(f"50 50 500 700 re S BT /F1 1 Tf 60 400 Td ({'12 ' * 100_000}) Tj ET")), KEPT,
          cpu=60, memory=1024),
    Input("3,000 fonts", lambda lab: pdf("".join(f"BT /G{n} 9 Tf 50 {n % 800} Td (x) Tj ET\n" for n in range(3_000)) + HELLO, *(
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Font{n} >>" for n in range(3_000)),
                resources=f"/Font << /F1 5 0 R {' '.join(f'/G{n} {6 + n} 0 R' for n in range(3_000))} >>"), ANY, cpu=90, memory=1024),
]

OUTLINE = "/Outlines 6 0 R"
CIRCLES = [
    Input("an outline that is its own child", pdf(HELLO, "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>",
          "<< /Title (a) /Parent 6 0 R /Next 7 0 R /First 7 0 R >>", catalog=OUTLINE), KEPT, WORLD),
    Input("an outline 20,000 deep", pdf(HELLO, "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>", *(
        f"<< /Title (a) /Parent {6 + n} 0 R /First {8 + n} 0 R >>" for n in range(20_000)), catalog=OUTLINE), ANY),
    Input("an outline that doubles 30 times", pdf(HELLO, "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>", *(
        f"<< /Title (a) /First {8 + n} 0 R /Next {8 + n} 0 R >>" for n in range(30)), catalog=OUTLINE), ANY, options=QUICK),
    Input("a structure tree in a circle", pdf(HELLO, "<< /Type /StructTreeRoot /K 7 0 R >>", "<< /Type /StructElem /S /Table /P 6 0 R /K [7 0 R 8 0 R] >>",
                                              "<< /Type /StructElem /S /TR /P 7 0 R /K 7 0 R >>",
                                              catalog="/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R"), KEPT, WORLD),
    Input("names in a circle", pdf(HELLO, "<< /Kids [6 0 R] /Names [(a) 3 0 R] >>", catalog="/Names << /Dests 6 0 R /EmbeddedFiles 6 0 R >>"), KEPT, WORLD),
    Input("form fields in a circle", pdf(HELLO, "<< /Fields [7 0 R] >>", "<< /FT /Tx /T (a) /V (v) /Kids [7 0 R] /Parent 7 0 R >>",
          catalog="/AcroForm 6 0 R"), ANY),
    Input("layers in a circle", pdf(HELLO, "<< /Type /OCG /Name (a) >>", "<< /Type /OCMD /OCGs [7 0 R] /VE [/Not 7 0 R] >>",
          catalog="/OCProperties << /OCGs [6 0 R 7 0 R] /D << /Order [6 0 R [7 0 R]] /OFF [6 0 R] >> >>"), KEPT, WORLD),
    Input("actions in a circle", pdf(HELLO, "<< /S /GoTo /D [3 0 R /Fit] /Next 6 0 R >>", catalog="/OpenAction 6 0 R"), KEPT, WORLD),
    Input("a font that is its own descendant", pdf(font="<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>"), ANY),
    Input("a colour space that is its own base", pdf("/C cs 0 sc 0 0 9 9 re f\n" + HELLO, "[/Indexed 6 0 R 255 (x)]",
          resources="/ColorSpace << /C 6 0 R >>"), ANY),
    Input("metadata that is broken", file([*bodies(),
          b"<< /Title <FEFFD800> /Author (\xff\xfea) /Subject 7 /Keywords (\0\1\xff) /CreationDate (D:99999999999999) /ModDate 5 >>"], "/Info 6 0 R"), KEPT,
          WORLD),
    Input("a title that attacks a terminal", file([*bodies(), r"<< /Title (\033]0;evil\007\n[31m) /Author (\033[2J) >>"], "/Info 6 0 R"), KEPT, WORLD),
]

CMAP = "begincmap 1 begincodespacerange <00> <ff> endcodespacerange {} endcmap"
FONTS = [
    Input("a font without a file or a known name", pdf(font="<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+NoSuch >>"), KEPT),
    Input("letters mapped to half of surrogate pairs and to NUL", pdf(HELLO, stream(CMAP.format("3 beginbfchar <68> <D800> <65> <DC00> <6C> <0000> endbfchar")),
          font=P.HELVETICA.replace(">>", "/ToUnicode 6 0 R >>")), KEPT),
    Input("letters mapped to what reorders text", pdf(HELLO, stream(CMAP.format("2 beginbfchar <68> <202E> <65> <001B> endbfchar")),
          font=P.HELVETICA.replace(">>", "/ToUnicode 6 0 R >>")), KEPT),
    Input("one letter mapped to 20,000", pdf(HELLO, stream(CMAP.format(f"1 beginbfchar <68> <{'0061' * 20_000}> endbfchar")), font=P.HELVETICA.replace(">>",
          "/ToUnicode 6 0 R >>")), ANY),
    Input("a map of 2^32 codes", pdf(HELLO, stream(CMAP.format("1 beginbfrange <00000000> <ffffffff> <0041> endbfrange")), font=P.HELVETICA.replace(">>",
          "/ToUnicode 6 0 R >>")), ANY, options=QUICK),
    Input("a map that uses itself", pdf(HELLO, stream("/X usecmap " + CMAP.format(""), "/Type /CMap /CMapName /X /UseCMap 6 0 R"),
          font="<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>] >>"), ANY),
    *(Input(f"12,000 drawn fonts with {maps} maps up to {last}", P.drawn_fonts(12_000, maps, last), (WHOLE,), WORLD)
      for maps in (1, 2) for last in ("fe", "ff")),
    Input("40,000 objects that begin at the same place", P.heaped_objects(40_000, 3_000_000), (WHOLE,), WORLD, options=("--limit", "stall=10s")),
    Input("an encoding out of range", pdf(font=P.HELVETICA.replace("/WinAnsiEncoding", f"<< /Differences [-5 /a 300 /b 104 /{'x' * 50_000}] >>")), ANY),
    Input("a font file of noise", pdf(HELLO, "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 7 0 R >>", stream(bytes(n * 31 % 256
          for n in range(5000))),
          font="<< /Type /Font /Subtype /TrueType /BaseFont /X /FontDescriptor 6 0 R >>"), ANY),
]

GARBLED = pdf(r"BT /F1 12 Tf 72 700 Td (\001\002\003\004\005\006\007\010) Tj 0 -20 Td (\010\007\006\005\004\003\002\001) Tj ET",
              stream("600 0 0 0 600 600 d1 0 0 500 500 re f"),
              font=P.type3("12345678", " ".join(f"/g{n}" for n in range(8)), " ".join(f"/g{n} 6 0 R" for n in range(8)), first=1))
UNMAPPED = pdf("BT /F1 12 Tf 72 700 Td <000100020003000400050006000700080009> Tj ET",
        "<< /Type /FontDescriptor /FontName /ABCDEF+Song /Flags 4 /FontBBox [0 0 1000 1000] "
               "/Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>",
               font="<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Song /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
               "/Subtype /CIDFontType2 /BaseFont /ABCDEF+Song /FontDescriptor 6 0 R /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>")
SCAN = pdf("q 595 0 0 842 0 0 cm /I Do Q", stream(P.zlib.compress(b"\x80" * 10_000),
        "/Type /XObject /Subtype /Image /Width 100 /Height 100 /ColorSpace /DeviceGray "
                                                  "/BitsPerComponent 8 /Filter /FlateDecode"), resources="/XObject << /I 6 0 R >>")
ATTACHED = ("<< /Names [(evil.txt) 7 0 R] >>", "<< /Type /Filespec /F (../../evil-canary) /UF (evil-canary) /EF << /F 8 0 R >> >>", stream(CANARY,
        "/Type /EmbeddedFile"))
TEXTLESS = [
    Input("a scan", SCAN, (NOTED, PART), says=("no-text",)),
    Input("a page with nothing on it", pdf(""), KEPT),
    Input("lines and no text", pdf("100 100 m 400 100 l S 0 0 m 9 9 l S"), KEPT),
    Input("glyphs that have no Unicode values, in a Type 3 font", GARBLED, (NOTED, PART), says=("garbled|no-text|missing|no-unicode",)),
    Input("glyphs that have no Unicode values, in a CID font", UNMAPPED, (NOTED, PART), says=("garbled|no-text|missing|no-unicode",)),
    Input("text that is not drawn", pdf("BT 3 Tr /F1 12 Tf 72 500 Td (hidden words) Tj 0 Tr ET\n" + HELLO), KEPT, WORLD),
]

EXTRAS = [
    Input("an attached file", pdf(HELLO, *ATTACHED, catalog="/Names << /EmbeddedFiles 6 0 R >>"), KEPT, WORLD, lacks=(CANARY,)),
    Input("a portfolio", pdf(HELLO, *ATTACHED, catalog="/Names << /EmbeddedFiles 6 0 R >> /Collection << /Type /Collection /View /T >>"), (NOTED, PART),
          WORLD, ("portfolio",), (CANARY,)),
    Input("an XFA form", pdf(HELLO, stream("<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template/></xdp:xdp>"),
          catalog="/AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true"), (NOTED, PART), WORLD, ("XFA",)),
    Input("scripts and programs to start",
          pdf(catalog="/OpenAction << /S /Launch /F (/bin/sh) >> /AA << /WC << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"), KEPT, WORLD),
    Input("a stream in another file", pdf(stream(HELLO, "/F (/etc/passwd)")), ANY, lacks=("root:",)),
    Input("a field's value", pdf(HELLO, "<< /Fields [7 0 R] /DA (/F1 12 Tf) /DR << /Font << /F1 5 0 R >> >> >>", annotation(
        "Widget", "/FT /Tx /T (name) /V (value 4711) /F 4 /DA (/F1 12 Tf 0 g)", "[72 500 300 520]"), catalog="/AcroForm 6 0 R", page="/Annots [7 0 R]"),
                KEPT, (*WORLD, "4711")),
    Input("the text of a comment", pdf(HELLO, annotation("Text", "/Contents (remark 0815) /T (someone)"), page="/Annots [6 0 R]"), KEPT, (*WORLD, "0815")),
    Input("a link to what no program should open", pdf(HELLO, annotation("Link", r"/A << /S /URI /URI (javascript:alert\(1\)) >>"), page="/Annots [6 0 R]"),
          KEPT, WORLD),
    *(Input(f"encrypted by {what}", pdf(trailer=f"/Encrypt << {what} >> /ID [(a) (b)]"), verdicts) for what, verdicts in (
        ("/Filter /NoSuch /V 9", BAD), ("/Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4", BAD), ("/Filter /Standard /V 5 /R 6 /Length 2147483647", ANY),
                ("/Filter /Standard", ANY))),
]


def layer(state, how, side):
    """A picture over a number, in a layer of that state: said around it, by it, by the form that draws it, or by a group of layers."""
    key = {"its own": "/OC 7 0 R", "a group's": "/OC 8 0 R"}.get(how, "")
    photo = stream(P.zlib.compress(bytes(n * n * 7 % 251 for n in range(side * side))), f"/Type /XObject /Subtype /Image /Width {side} /Height {side} {key} "
                   "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode")
    form = stream("/I Do", f"/Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /I 6 0 R >> >> {'/OC 7 0 R' if how == 'its form' else ''}")
    over = f"q 300 0 0 40 60 490 cm {'/OC /L BDC /I Do EMC' if how == 'marked content' else '/I Do' if key else '/X Do'} Q"
    return pdf(f"{HELLO} BT /F1 12 Tf 72 500 Td (value 4711) Tj ET {over}", photo, "<< /Type /OCG /Name (L) >>",
               "<< /Type /OCMD /OCGs [7 0 R] >>", form, resources="/XObject << /I 6 0 R /X 9 0 R >> /Properties << /L 7 0 R >>",
               catalog=f"/OCProperties << /OCGs [7 0 R] /D << /{state} [7 0 R] /Order [7 0 R] >> >>")


LAYERS = [Input(f"a picture over a number in a layer that is {state}, by {how}, {side} dots wide", layer(state, how, side), *verdict)
          for how in ("marked content", "its own", "its form", "a group's") for side in (12, 300)
          for state, verdict in (("OFF", ((WHOLE,), (*WORLD, "value 4711"))), ("ON", ((PART,), (*WORLD, "value \ufffd"), ("pdf.text.hidden",))))]

ALL = [*LAYERS, *STRUCTURE, *BOXES, *BOMBS, *MANY, *CIRCLES, *FONTS, *TEXTLESS, *EXTRAS]


# ---- what must hold ----

def needed(lab):
    if not re.search(r"\bpdf\b", readers(lab.program)):
        raise Skip("the plugin read_pdf was not built here")


def places(made):
    """Each origin has a page of the document and a box with its corners in order, of finite numbers."""
    stack = list(made["blocks"])
    while stack:
        block = stack.pop()
        for inner in ("blocks", "cells", "items"):
            stack.extend(block.get(inner) or [])
        origin = block.get("origin") or {}
        for piece in [origin, *origin.get("more", [])] if origin else []:
            assert piece.get("page", 0) >= 1, f"no page: {piece}"
            box = piece.get("box", [0, 0, 0, 0])
            assert box[0] <= box[2] and box[1] <= box[3] and all(abs(v) <= 1e6 for v in box), f"no box: {piece}"


def convert_document(lab: Lab, one: Input):
    needed(lab)
    path = lab.file("input.pdf", one.data(lab) if callable(one.data) else one.data)
    ran = lab.convert("input.pdf", *one.options, memory=one.memory * MB, cpu=one.cpu * (4 if lab.size == "long" else 1))
    made = judge(ran, path, *(v if v != NOTED else WHOLE for v in one.verdicts))
    for said in one.says if made is None else ():
        one_error(ran, "input.pdf", said)
    if made:
        check_document(one, made)
    assert lab.names() == [b"input.pdf"], f"it left {lab.names()}"
    assert not os.path.exists("/evil-canary"), "an attachment was written to /"


def check_document(one, made):
    complete, told = made["conversion"]["complete"], made["conversion"]["diagnostics"]
    assert not complete or WHOLE in one.verdicts or told, "the document came out whole, and nothing was said"
    places(made)
    text = texts(made)
    for word in one.holds:
        assert word in text, f"the result lacks {word!r}: {text[:300]!r}; {told}"
    for word in one.lacks:
        assert word not in text, f"the result has {word!r}: {text[:300]!r}"
    for said in one.says:
        assert any(re.search(said, f"{d['message']} [{d['code']}]") for d in told), f"no message says {said!r}: {told}"
    assert "root:" not in text, "a file of this machine got into the document"
