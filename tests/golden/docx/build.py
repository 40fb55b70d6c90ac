#!/usr/bin/env python3
"""Writes the documents of the DOCX cases: each is a few parts of XML, packed with fixed dates so that its bytes stay the same.

    build.py            writes input.docx, why.txt and options.txt of every case below, and the sample of tests/abi

A new case is an entry in CASES; then bless it with run.py and read what it says.
"""
import os
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
SAMPLE = os.path.join(HERE, "..", "..", "abi", "samples", "docx.docx")
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "x": "urn:unknown",
}
DECLARED = " ".join(f'xmlns:{prefix}="{iri}"' for prefix, iri in NS.items())
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010800000000"
                    "3a7e9b550000000a49444154789c6360000000020001e221bc330000000049454e44ae426082")


def run(text, props="", element="t"):
    props = f"<w:rPr>{props}</w:rPr>" if props else ""
    return f'<w:r>{props}<w:{element} xml:space="preserve">{text}</w:{element}></w:r>'


def p(inner, props=""):
    inner = run(inner) if inner and not inner.startswith("<") else inner
    props = f"<w:pPr>{props}</w:pPr>" if props else ""
    return f"<w:p>{props}{inner}</w:p>"


def style(name):
    return f'<w:pStyle w:val="{name}"/>'


def number(num_id, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'


def field(instruction, result):
    return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(instruction, element="instrText") +
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + result + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


UNKNOWN = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>%s</w:instrText></w:r>'
           '<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def drawn(how):
    return f'<w:r><w:drawing><wp:{how}><wp:docPr id="1" name="drawn"/></wp:{how}></w:drawing></w:r>'


def shape(how):
    return f'<w:r><w:pict><v:shape style="{how}"/></w:pict></w:r>'


def table(*rows):
    def cell(text):
        return f"<w:tc>{text if text.startswith('<') else p(text)}</w:tc>"
    grid = "<w:gridCol/>" * len(rows[0])
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>" + "".join(
        "<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def box(inner):
    """As Word writes it: the shape, and the same once more for older programs."""
    text = f"<w:txbxContent>{inner}</w:txbxContent>"
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wps:wsp><wps:txbx>' + text +
            '</wps:txbx></wps:wsp></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect><v:textbox>' + text +
            '</v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>')


def flagged(drawing, hidden):
    return drawing.replace('<wp:docPr id="1"', "<wp:docPr").replace("<wp:docPr", f'<wp:docPr hidden="{hidden}"').replace(
        "<wp:inline><wps", f'<wp:inline><wp:docPr id="2" name="box" hidden="{hidden}"/><wps')


def picture(identifier, text):
    return (f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{text}"/><a:graphic><a:graphicData><pic:pic>'
            f'<pic:blipFill><a:blip r:embed="{identifier}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
            '</w:drawing></w:r>')


ANEW = ('<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr><w:endnotePr><w:numFmt w:val="decimal"/>'
        '</w:endnotePr></w:sectPr>')


def deleted(text):
    return '<w:del w:id="1">' + run(text, element="delText") + "</w:del>"


def inserted(text):
    return '<w:ins w:id="2">' + run(text) + "</w:ins>"


STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{n}"/>{props}</w:style>' for i, n, props in (
        ("Title", "Title", ""), ("Quote", "Quote", ""), ("Code", "Source Code", ""),
        ("H1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'),
        ("H2", "heading 2", '<w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>')))


def level(at, form, text):
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>')


NUMBERING = "".join(f'<w:abstractNum w:abstractNumId="{i}">{levels}</w:abstractNum>' for i, levels in (
    (1, level(0, "decimal", "%1.") + level(1, "lowerLetter", "(%2)") + level(2, "bullet", "\u2022")),
    (2, level(0, "bullet", "\u2022")),
    (3, level(0, "chineseCounting", "%1、") + level(1, "chineseCounting", "（%2）")))) + "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in (1, 2, 3))

NOTES = {
    "footnotes": '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
                 '<w:footnote w:id="1">' + p("<w:r><w:footnoteRef/></w:r>" + run(" First ") + run("note", "<w:i/>")) +
                 p("Second line") + '</w:footnote><w:footnote w:id="2">' + p("In a cell") + "</w:footnote>"
                 '<w:footnote w:id="9">' + p("Nobody refers to 9") + "</w:footnote>",
    "endnotes": '<w:endnote w:id="1">' + p("At the end") + "</w:endnote>",
    "comments": '<w:comment w:id="0" w:author="A">' + p("Is that so?") + "</w:comment>",
}


def note(kind, identifier):
    return f'<w:r><w:{kind}Reference w:id="{identifier}"/></w:r>'


CHANGES = (p(run("Kept ") + '<w:ins w:id="1">' + run("new ") + '</w:ins><w:del w:id="2">' + run("old ", element="delText") +
             "</w:del>" + run("end"))
           + p(run("one "), '<w:rPr><w:del w:id="3"/></w:rPr>') + p("paragraph")
           + p('<w:moveFrom w:id="4">' + run("moved") + "</w:moveFrom>", '<w:rPr><w:moveFrom w:id="5"/></w:rPr>')
           + p('<w:moveTo w:id="6">' + run("moved") + "</w:moveTo>", '<w:rPr><w:moveTo w:id="7"/></w:rPr>') + p("last"))

def math(inner):
    return f"<m:oMath>{inner}</m:oMath>"


def math_run(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def raised_math(base, power):
    return f"<m:sSup><m:e>{math_run(base)}</m:e><m:sup>{math_run(power)}</m:sup></m:sSup>"


def over(element, inner, properties):
    return f"<m:{element}><m:{element}Pr>{properties}</m:{element}Pr><m:e>{math_run(inner)}</m:e></m:{element}>"


def math_gone(text):
    return f'<w:del w:id="1" w:author="a">{math_run(text)}</w:del>'


def undone(structure, change, parts):
    """A structure whose own signs are marked by a tracked change, as Word does."""
    mark = f'<m:ctrlPr><w:{change} w:id="1" w:author="a"><w:rPr/></w:{change}></m:ctrlPr>'
    return f"<m:{structure}><m:{structure}Pr>{mark}</m:{structure}Pr>{parts}</m:{structure}>"


def merge_row(change, *cells):
    """Cells of a row as (span, merge, text); a change takes the row away."""
    def cell(span, merge, text):
        merge = {"": "", "start": '<w:vMerge w:val="restart"/>', "go on": "<w:vMerge/>"}[merge]
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{p(text)}</w:tc>'
    mark = '<w:trPr><w:del w:id="1"/></w:trPr>' if change else ""
    return f"<w:tr>{mark}{''.join(cell(*one) for one in cells)}</w:tr>"


def merged_table(*rows):
    return f"<w:tbl><w:tblGrid>{'<w:gridCol/>' * 3}</w:tblGrid>{''.join(merge_row(*row) for row in rows)}</w:tbl>"


MERGED_ROWS = (merged_table((0, (1, "start", "A"), (2, "", "1")), (0, (1, "go on", ""), (2, "", "2")), (1, (1, "start", ""), (2, "", "")),
                            (1, (1, "go on", ""), (1, "", ""), (1, "", "")), (0, (1, "go on", ""), (2, "", "3")), (0, (1, "go on", ""), (2, "", "4")))
               + merged_table((0, (2, "", "B"), (1, "", "1")), (1, (1, "", ""), (1, "start", ""), (1, "start", "")),
                              (0, (1, "", "C"), (1, "go on", ""), (1, "go on", "")), (0, (2, "", "D"), (1, "go on", ""))))
FRACTION = f"<m:f><m:num>{math_run('1')}</m:num><m:den>{math_run('2')}</m:den></m:f>"
RAISED = '<w:vertAlign w:val="superscript"/>'
GONE = '<w:rPr><w:del w:id="1"/></w:rPr>'

ENTRIES = "".join(f'<w:listEntry w:val="{n}"/>' for n in (10, 20, 30))


def form_field(instruction, properties, result=""):
    return field(instruction, result).replace('"begin"/>', f'"begin"><w:ffData>{properties}</w:ffData></w:fldChar>')


def graphic(inner):
    space = "http://schemas.openxmlformats.org/drawingml/2006/"
    return (f'<w:r><w:drawing xmlns:c="{space}chart" xmlns:dgm="{space}diagram"><wp:inline><a:graphic><a:graphicData>{inner}'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>")


CASES = {
    "text": dict(why="Tabs, breaks, symbols, hyphens, ruby and formatting; deleted, hidden and instruction text is no text.",
                 body=p(run("a") + "<w:r><w:tab/></w:r>" + run("b") + "<w:r><w:br/></w:r>" + run("c") +
                        "<w:r><w:softHyphen/></w:r>" + run("d") + "<w:r><w:noBreakHyphen/></w:r>" + run("e") + "<w:r><w:br/></w:r>")
                 + p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + run(" 5, ") +
                     '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')
                 + p('<w:r><w:ruby><w:rubyPr/><w:rt>' + run("hàn") + "</w:rt><w:rubyBase>" + run("汉") +
                     "</w:rubyBase></w:ruby></w:r>" + run("字"))
                 + p(run("plain ") + run("bold ", "<w:b/>") + run("both", "<w:b/><w:i/>") + run("2", '<w:vertAlign w:val="superscript"/>')
                     + run(" gone", "<w:vanish/>") + run(" struck", "<w:strike/>"))
                 + p(run("12") + run("1", '<w:vertAlign w:val="superscript"/>') + run(" and ") +
                     run("3", '<w:vertAlign w:val="superscript"/>') + run("45 m") + run("2", '<w:vertAlign w:val="superscript"/>'))
                 + p("") + p(run("<x:odd/>kept").replace("<x:odd/>", ""))
                 + p("<x:wrapper>" + run("in an unknown wrapper") + "</x:wrapper>")
                 + p('<w:smartTag>' + run("smart ") + "</w:smartTag><w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>"
                     + run("control") + "</w:sdtContent></w:sdt>")
                 + p(run("מספר 12 ", "<w:rtl/>") + run("reads on"))
                 + p('<w:r><w:br w:type="page"/></w:r>' + run("a new page"))),
    "fields": dict(why="Fields show results, nested and over paragraphs; links and bookmarks keep their targets.",
                   body=p(run("Page ") + field(" PAGE ", run("3")) + run(" of ") + '<w:fldSimple w:instr=" NUMPAGES ">' + run("9")
                          + "</w:fldSimple>")
                   + p('<w:hyperlink r:id="link" w:anchor="top">' + run("outside") + "</w:hyperlink>" + run(" and ")
                       + '<w:hyperlink w:anchor="mark">' + run("inside") + "</w:hyperlink>")
                   + p(field(' HYPERLINK "https://example.org/" \\o "tip" ', run("by field")))
                   + p(field(" IF " + "", field(" QUOTE 1 ", run("nested"))))
                   + p('<w:bookmarkStart w:id="0" w:name="mark"/>' + run("marked") + '<w:bookmarkEnd w:id="0"/>' + run(" not"))
                   + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run(" TOC ", element="instrText") +
                       '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("first entry"))
                   + p(run("last entry") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
    "changes-accept": dict(why="Tracked changes are accepted by default: a paragraph whose mark was deleted goes on in the next.",
                           body=CHANGES),
    "changes-reject": dict(why="Rejected changes show the text as it was.", body=CHANGES, options="--option docx.changes=reject"),
    "changes-both": dict(why="Both texts stand side by side, marked as inserted and deleted.", body=CHANGES,
                         options="--option docx.changes=both"),
    "notes": dict(why="Notes and comments follow the block that refers to them, those of a table the table; their marks are no text.",
                  notes=NOTES,
                  body=p(run("In 2022") + note("footnote", 1) + run(" all was well") + note("endnote", 1) + run(".") +
                         note("comment", 0)) + table(["12" + "", p(run("34") + note("footnote", 2))]) + p("After the table")),
    "note-numbers": dict(why="Notes have the numbers that the settings ask for; one with a mark of the author's own takes none.",
                         notes=dict(NOTES, settings='<w:footnotePr><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:numStart w:val="9"/>'
                                    '<w:footnote w:id="-1"/></w:footnotePr><w:endnotePr><w:numFmt w:val="upperLetter"/></w:endnotePr>'),
                         body=p(run("a") + '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="9"/><w:t>*</w:t></w:r>'
                                + run("b") + note("footnote", 1) + run("c") + note("endnote", 1))
                         + p(run("d") + '<w:r><w:footnoteReference w:customMarkFollows="0" w:id="2"/></w:r>')),
    "hidden-drawings": dict(why="A drawing that is hidden shows neither its box nor its picture, and its numbers stay out; one that is not does.",
                            body="".join(p(run("12") + flagged(drawing, flag)) for drawing in (box(p("77")), box(p("88") + table(["99"])),
                                         picture("img", "dot")) for flag in ("1", "0"))),
    "boxes": dict(why="Text boxes stand behind their paragraph, once though the file has them twice; boxes in boxes, and in cells.",
                  body=p(run("Before ") + box(p("In the box") + p(run("With a box") + box(p("inner")))) + run("after"))
                  + table([p(run("cell") + box(p("boxed"))), "next"])
                  + p('<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:t>unknown</w:t></mc:Choice><mc:Fallback><w:t>fallback</w:t>'
                      "</mc:Fallback></mc:AlternateContent></w:r>")),
    "lists": dict(why="Lists nest by level, count on, and keep the numbers that Word would print.",
                  body=p("first", number(1)) + p("second", number(1)) + p("deeper", number(1, 1)) + p("deepest", number(1, 2))
                  + p("third", number(1)) + p("bullet", number(2)) + p("Between") + p("fourth", number(1))
                  + table([p("label", number(1)), p("one bullet", number(2))], [p("two", number(2)) + p("bullets", number(2)), p("", number(1))])),
    "headings": dict(why="A title, headings by style and by the look of Chinese reports, with numbers typed and counted, and a run-in head; a date is no number.",
                     body=p(run("某某县2022年政府信息公开工作年度报告", '<w:b/><w:sz w:val="44"/>'), '<w:jc w:val="center"/>')
                     + p("第一章 总则", style("H1")) + p("1.2 范围", style("H2")) + p("12.04.2006 23:03", style("H2")) + p("按外观", '<w:outlineLvl w:val="2"/>')
                     + p("一、总体情况") + p("（一）主动公开。公开信息12条。", '<w:ind w:firstLine="480"/>')
                     + p("总体情况", number(3)) + p("一、本年共收到申请10件，比上年增加2件。") + p("quoted", style("Quote")) + p("code", style("Code"))),
    "figures": dict(why="Pictures keep alternative text, part, type, size and data; a missing part is reported; headers are furniture.",
                    body=p(run("See ") + picture("img", "A dot")) + p(picture("gone", "Lost"))
                    + '<w:sectPr><w:headerReference w:type="default" r:id="hdr"/><w:headerReference w:type="first" r:id="first"/></w:sectPr>'),
    "equations": dict(why="Equations are linear text; a power is never glued to its base.",
                      body=p(run("Let ") + "<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
                             "<m:r><m:t>=</m:t></m:r><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>12</m:t></m:r></m:sup></m:sSup>"
                             "<m:d><m:e><m:r><m:t>x</m:t></m:r></m:e></m:d><m:rad><m:e><m:r><m:t>x+1</m:t></m:r></m:e></m:rad></m:oMath>")),
    "equations-apart": dict(why="Numbers of an equation never run together: 5 1/2, the square of 10 before a 3, the cube root of 8, lines of a display; "
                            "nor does a power go on with the letters behind it.",
                            body=p(math(math_run("5") + FRACTION + math_run("3"))) + p(math(raised_math("10", "2") + math_run("3")))
                            + p(math(f"<m:rad><m:deg>{math_run('3')}</m:deg><m:e>{math_run('8')}</m:e></m:rad>" + math_run("5")))
                            + p(run("12") + math(raised_math("x", "2")) + run("34"))
                            + p(math(raised_math("x", "k") + raised_math("a", "n") + math_run("2")) + run("words"))
                            + p(math(raised_math("x", "α") + math_run("+α") + raised_math("y", "2n") + math_run("z")))
                            + p("<m:oMathPara>" + math(math_run("a=12")) + math(math_run("34=b")) + "</m:oMathPara>" + run("56"))
                            + p(math(math_run("a=12") + "<m:r><w:br/></m:r>" + math_run("34=b")))
                            + p(math("<m:r><w:rPr><w:vanish/></w:rPr><m:t>9</m:t></m:r>" + math_run("12")))
                            + p(math(FRACTION.replace("<m:f>", '<m:f><m:fPr><m:type m:val="noBar"/></m:fPr>')))),
    "apart": dict(why="Raised, small and white digits, notes, pictures and struck text never make one number of two; a number split over runs stays one.",
                  notes=NOTES,
                  body=p(run("1") + run("2") + run("3", "<w:b/>")) + p(run("7") + run("1", RAISED) + run("2", RAISED) + run("8"))
                  + p(run("1", RAISED) + run("2", RAISED)) + p(run("in 2012.") + run("5", RAISED)) + p(run("1", RAISED) + run(".5"))
                  + p(run("12") + run("\uff11", RAISED)) + p(run("12") + run("1", '<w:position w:val="8"/><w:sz w:val="14"/>'))
                  + p(run("12") + note("footnote", 1) + run("34")) + p(run("2022") + note("footnote", 2) + run(", then"))
                  + p(run("12") + picture("img", "dot") + run("34")) + p(run("12") + box(p("99")) + run("34"))
                  + p(run("12", "<w:strike/>") + run("15")) + p(run("12") + run("gone", "<w:vanish/>") + run("34"))
                  + p(run("67") + run("2", '<w:sz w:val="12"/>')) + p(run("58", '<w:color w:val="FFFFFF"/>') + run("905"))
                  + p(run("394") + run("2", '<w:position w:val="-2"/><w:sz w:val="19"/>'))
                  + p(run("20", '<w:sz w:val="24"/>') + run("24", '<w:sz w:val="21"/>') + run("6", '<w:position w:val="-2"/><w:sz w:val="21"/>'))
                  + p(run("2", '<w:position w:val="-10"/><w:sz w:val="117"/>'), '<w:framePr w:dropCap="drop" w:lines="3"/>') + p("024")),
    "equations-changes": dict(why="A structure of an equation that was deleted leaves no bar, root or bracket behind; what parts the rest is what the "
                              "equation says, or a bar, and never makes one number of two.",
                              body=p(run("1") + math(undone("f", "del", f"<m:num>{math_gone('12')}</m:num><m:den>{math_gone('3')}</m:den>") + math_run("4")))
                              + p(math(undone("rad", "del", f"<m:deg/><m:e>{math_gone('16')}</m:e>") + undone("d", "del", f"<m:e>{math_gone('x')}</m:e>")
                                       + undone("m", "moveFrom", f"<m:mr><m:e>{math_gone('1')}</m:e><m:e>{math_gone('2')}</m:e></m:mr>") + math_run("5")))
                              + p(math(undone("f", "ins", f"<m:num>{math_run('12')}</m:num><m:den>{math_run('3')}</m:den>")))
                              + p(math(f"<m:f><m:num>{math_run('1')}<m:ctrlPr><w:del w:id='1' w:author='a'/></m:ctrlPr></m:num><m:den>{math_run('2')}</m:den></m:f>"))
                              + p(math("".join(f"<m:d><m:dPr>{sign}</m:dPr><m:e>{math_run('1')}</m:e><m:e>{math_run('234')}</m:e></m:d>"
                                               for sign in ("", '<m:sepChr m:val=","/>', '<m:sepChr m:val=""/>'))))),
    "changes-merges": dict(why="A merge whose first row was deleted begins in the next row that is left: it is not joined to the merge or the cell above.",
                           body=MERGED_ROWS),
    "changes-merges-rejected": dict(why="A merge whose first row was inserted begins in the next row when changes are rejected.",
                                    options="--option docx.changes=reject", body=MERGED_ROWS.replace("<w:del ", "<w:ins ")),
    "changes-numbers": dict(why="With both texts shown, no number is made of what was there before a change and what is there after it.",
                            options="--option docx.changes=both",
                            body=table(*([p(inner)] for inner in (
                                deleted("12") + inserted("34"), run("1") + deleted("2") + inserted("3") + run("4"), run("100") + deleted("0"),
                                inserted("1") + run("000"), inserted("12") + inserted("34"), run("a") + deleted("b") + inserted("c"))))),
    "fields-apart": dict(why="A field whose result is not in the file parts the numbers around it; so does a date or a page number that Word "
                         "supplies, and the mark of a note that is missing. A field with a result does not, nor one that is not shown.",
                         notes=NOTES,
                         body=table(*([p(run("12") + inner + run("34"))] for inner in (
                             '<w:fldSimple w:instr=" PAGE "/>', field(" PAGE ", ""), '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                             + run(" =1+1 ", element="instrText") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "<w:r><w:pgNum/></w:r>",
                             "<w:r><w:yearLong/></w:r>", note("footnote", 77), field(" =56 ", run("56")), '<w:del w:id="1">' + field(" PAGE ", "")
                             + "</w:del>", field(" IF " + '<w:fldSimple w:instr=" PAGE "/>', run("56")))))),
    "objects-in-cells": dict(why="What is seen beside a number in a cell and has no text may be a digit: a field that Word works out, a picture in the "
                             "line. U+FFFC stands for it. A picture that floats, a field that prints nothing and what stands beside words leave no trace.",
                             body=table(*([p(inner)] for inner in (
                                 run("4") + UNKNOWN % r" eq \o(08) ", UNKNOWN % " =1+1 " + run("35"), run("4") + UNKNOWN % ' XE "four" ',
                                 UNKNOWN % "" + run("5"), run("1") + drawn("inline"), drawn("inline") + run("2"), run("3") + drawn("anchor"), run("one") + drawn("inline"),
                                 run("6") + shape("width:9pt"), run("7") + shape("position:absolute;width:9pt"), drawn("inline"))))
                             + p(run("8") + drawn("inline"))),
    "symbols": dict(why="In a symbol font a code is the number of a glyph, never a letter or a digit, by w:sym and in text alike; only the font "
                    "Symbol has digits. Raised digits behind a sign are no number with it.",
                    body=table(*([p(run("12") + f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')] for font, code in (
                        ("Wingdings", "0031"), ("Wingdings", "F0FE"), ("Wingdings 2", "0052"), ("Wingdings 2", "00A3"), ("Webdings", "35"),
                        ("Symbol", "F031"), ("Calibri", "0031"), ("ZapfDingbats", "31"))))
                    + table(*([p(run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>') + run("5.2"))] for font, text in (
                        ("Webdings", "5"), ("Wingdings", "\uf0fe"), ("Wingdings 3", "q"), ("Symbol", "a\uf031\uf02e"), ("Wingdings 2", "\u4e2dR"),
                        ("Arial", "1"))))
                    + table([p(run("-") + run("1", RAISED))], [p(run("\u2212") + run("1", RAISED))], [p(run("-", RAISED) + run("1"))])),
    "equations-marks": dict(why="A bar over digits, an accent and an invisible part change what a formula says.",
                            body=p(math(math_run("0.") + over("bar", "142857", '<m:pos m:val="top"/>') + math_run("1")))
                            + p(math(over("bar", "x", "") + math_run("1"))) + p(math(over("acc", "x", '<m:chr m:val="\u0305"/>')))
                            + p(math(over("acc", "ab", ""))) + p(math(math_run("1") + over("phant", "2", '<m:show m:val="0"/>') + math_run("3")))
                            + p(math(math_run("1") + over("phant", "2", "") + math_run("3")))),
    "note-numbers-anew": dict(why="Notes that begin anew in each section count through here, and that is said; those that each section numbers as "
                              "the settings do are not.",
                              notes=dict(NOTES, settings='<w:endnotePr><w:numFmt w:val="decimal"/></w:endnotePr>'),
                              body=p(run("a") + note("footnote", 1), ANEW) + p(run("b") + note("footnote", 2) + note("endnote", 1)) + ANEW),
    "notes-twice": dict(why="Of two notes with one id the first is read, and what the other says is not lost in silence.",
                        notes=dict(footnotes='<w:footnote w:id="1">' + p("first 11") + '</w:footnote><w:footnote w:id="2">' + p("other")
                                   + '</w:footnote><w:footnote w:id="1">' + p("second 22") + "</w:footnote>"),
                        body=p(run("a") + note("footnote", 1) + run("b") + note("footnote", 2))),
    "numbers-that-count": dict(why="Empty items count as they do in Word; hidden ones, ends of sections and deleted rows do not, nor notes in these; "
                               "a number never runs into the text.",
                               notes=NOTES,
                               numbering='<w:abstractNum w:abstractNumId="9"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
                               '<w:suff w:val="nothing"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="9">'
                               '<w:abstractNumId w:val="9"/></w:num>',
                               body=p("one", number(1)) + p("", number(1)) + p("three", number(1))
                               + p("", number(1) + "<w:rPr><w:vanish/></w:rPr>") + p("", number(1) + "<w:sectPr/>") + p("four", number(1))
                               + table([p("five", number(1))], [p("gone", number(1)) + p(run("x") + note("footnote", 1))],
                                       [p("six", number(1)) + p(run("y") + note("footnote", 2))]).replace(
                                           "<w:tr><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + run("gone"),
                                           '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p><w:pPr>' + number(1) + "</w:pPr>" + run("gone"))
                               + table([p("25", number(9)), "26"])),
    "form-fields": dict(why="Boxes and lists of form fields show what their properties say, and a result that is there wins.",
                        body=p(run("ticked ") + form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'))
                        + p(run("by default ") + form_field("FORMCHECKBOX", '<w:checkBox><w:default w:val="1"/></w:checkBox>'))
                        + p(run("not ") + form_field("FORMCHECKBOX", '<w:checkBox><w:default/><w:checked w:val="0"/></w:checkBox>'))
                        + p(run("chosen ") + form_field("FORMDROPDOWN", f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>'))
                        + p(run("first ") + form_field("FORMDROPDOWN", f"<w:ddList>{ENTRIES}</w:ddList>"))
                        + p(run("default ") + form_field("FORMDROPDOWN", f'<w:ddList><w:default w:val="2"/>{ENTRIES}</w:ddList>'))
                        + p(run("result ") + form_field("FORMDROPDOWN", f"<w:ddList>{ENTRIES}</w:ddList>", run("40")))),
    "space": dict(why="White space at the ends of a w:t counts where xml:space says so; a line end in the XML is a space.",
                  body=p("<w:r><w:t>12</w:t></w:r><w:r><w:t> 34</w:t></w:r>") + p("<w:r><w:t>\n  12\n </w:t></w:r><w:r><w:t>34</w:t></w:r>")
                  + p(run("12 ") + run("34")) + p(run("12\n34"))),
    "elsewhere": dict(why="Content in parts that are not read is said to be lost; letters that are drawn are a figure.",
                      body=p("before") + '<w:altChunk r:id="link"/><w:subDoc r:id="link"/>'
                      + p(graphic('<c:chart r:id="img"/>')) + p(graphic('<dgm:relIds r:dm="img"/>'))
                      + p(graphic("<a:p><a:r><a:t>12</a:t></a:r></a:p>"))
                      + p('<w:r><w:pict><v:shape><v:textpath string="Draft"/></v:shape></w:pict></w:r>')),
    "inherited-headers": dict(why="A section inherits the headers that it does not name: that of a first page shows where a later section has one.",
                              body=p("one", '<w:sectPr><w:headerReference w:type="default" r:id="hdr"/>'
                                     '<w:headerReference w:type="first" r:id="first"/></w:sectPr>')
                              + p("two") + "<w:sectPr><w:titlePg/></w:sectPr>"),
    "joined": dict(why="Where the mark of the last paragraph of a cell or document was deleted, its text boxes stay in their place.",
                   body=table([p(run("12") + box(p("77")), GONE), "next"]) + p("over", GONE) + table(["34"]) + p(run("end") + box(p("88")), GONE)),
}


def part(root, inner):
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {DECLARED}>{inner}</w:{root}>'


def relationships(rows):
    items = "".join(f'<Relationship Id="{i}" Type="{OFFICE}{kind}" Target="{target}"{extra}/>' for i, kind, target, extra in rows)
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + items + "</Relationships>")


def parts_of(case):
    notes = case.get("notes", {})
    rows = [("s", "styles", "styles.xml", ""), ("n", "numbering", "numbering.xml", ""),
            ("link", "hyperlink", "https://example.com/a", ' TargetMode="External"'), ("img", "image", "media/dot.png", ""),
            ("gone", "image", "media/none.png", ""), ("hdr", "header", "header1.xml", ""), ("first", "header", "header2.xml", "")]
    rows += [(kind, kind, f"{kind}.xml", "") for kind in notes]
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
             'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override '
             f'PartName="/word/document.xml" ContentType="{TYPE}document.main+xml"/></Types>')
    yield "[Content_Types].xml", types
    yield "_rels/.rels", relationships([("d", "officeDocument", "word/document.xml", "")])
    yield "word/document.xml", part("document", f"<w:body>{case['body']}</w:body>")
    yield "word/_rels/document.xml.rels", relationships(rows)
    yield "word/styles.xml", part("styles", STYLES)
    yield "word/numbering.xml", part("numbering", NUMBERING + case.get("numbering", ""))
    yield "word/header1.xml", part("hdr", p(run("Running head ") + field(" PAGE ", run("1"))))
    yield "word/header2.xml", part("hdr", p("Never shown"))
    yield "word/media/dot.png", PNG
    for kind, inner in notes.items():
        yield f"word/{kind}.xml", part(kind, inner)


def pack(path, case):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts_of(case):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)


def main():
    for name, case in CASES.items():
        folder = os.path.join(HERE, name)
        os.makedirs(folder, exist_ok=True)
        pack(os.path.join(folder, "input.docx"), case)
        for file in ("why", "options"):
            if file in case:
                with open(os.path.join(folder, f"{file}.txt"), "w", encoding="utf-8") as out:
                    out.write(case[file] + "\n")
    pack(SAMPLE, dict(notes=NOTES, body=p("Sample", style("H1")) + p(run("Text") + note("footnote", 1) + box(p("box")))
                      + p("item", number(1)) + table(["a", "1"], ["b", p(run("2") + note("footnote", 2))]) + p(picture("img", "dot"))
                      + '<w:sectPr><w:headerReference w:type="default" r:id="hdr"/></w:sectPr>'))


if __name__ == "__main__":
    main()
