#!/usr/bin/env python3
"""Writes the documents of the PDF cases: a few fonts that every PDF program knows, text and lines at given places, nothing
compressed, so that their bytes stay the same and can be read.

    build.py            writes input.pdf and why.txt of every case below

A new case is an entry in CASES; then bless it with run.py and read what it says. Places are points from the top left corner.
"""
import os

HERE = os.path.dirname(os.path.abspath(__file__))
WIDTH, HEIGHT = 595, 842
FONTS = {
    "T": "/Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding",
    "B": "/Type /Font /Subtype /Type1 /BaseFont /Times-Bold /Encoding /WinAnsiEncoding",
    "I": "/Type /Font /Subtype /Type1 /BaseFont /Times-Italic /Encoding /WinAnsiEncoding",
    "C": "/Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding",
    "S": "/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font "
         "/Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 5 >> "
         "/DW 1000 /W [1 95 500] /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] "
         "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >> >>]",
}


def text(x, base, size, font, string):
    if font == "S":
        shown = "<%s>" % string.encode("utf-16-be").hex()
    else:
        shown = "(%s)" % string.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return "BT /%s %g Tf 1 0 0 1 %g %g Tm %s Tj ET" % (font, size, x, HEIGHT - base, shown)


def lines(x, base, step, size, font, *strings):
    return [text(x, base + i * step, size, font, string) for i, string in enumerate(strings)]


def stroke(x0, y0, x1, y1):
    return "0.5 w %g %g m %g %g l S" % (x0, HEIGHT - y0, x1, HEIGHT - y1)


def grid(xs, ys):
    return [stroke(xs[0], y, xs[-1], y) for y in ys] + [stroke(x, ys[0], x, ys[-1]) for x in xs]


def pdf(pages, outline=()):
    """`outline`: (level, title, index of the page)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R%s >>" % (" /Outlines %d 0 R" % (3 + len(FONTS) + 2 * len(pages)) if outline else "")]
    first = 3 + len(FONTS)
    objects.append("<< /Type /Pages /Kids [%s] /Count %d >>" % (" ".join("%d 0 R" % (first + 2 * i) for i in range(len(pages))), len(pages)))
    objects += ["<< %s >>" % body for body in FONTS.values()]
    fonts = " ".join("/%s %d 0 R" % (name, 3 + i) for i, name in enumerate(FONTS))
    for i, operators in enumerate(pages):
        content = "\n".join(operators)
        objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << %s >> >> /Contents %d 0 R >>"
                       % (WIDTH, HEIGHT, fonts, first + 2 * i + 1))
        objects.append("<< /Length %d >>\nstream\n%s\nendstream" % (len(content.encode("cp1252")), content))
    objects += outline_objects(outline, len(objects) + 1, first)
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body.encode("cp1252") + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)


def outline_objects(outline, root, first):
    if not outline:
        return []
    parents, last, entries = {0: root}, {}, []
    for i, (level, title, page) in enumerate(outline):
        number = root + 1 + i
        entries.append({"title": title, "page": page, "parent": parents[level - 1]})
        if (level, parents[level - 1]) in last:
            before = last[level, parents[level - 1]]
            entries[before - root - 1]["next"] = number
            entries[-1]["prev"] = before
        last[level, parents[level - 1]] = number
        parents[level] = number
    def ends(parent):
        children = [root + 1 + i for i, e in enumerate(entries) if e["parent"] == parent]
        return " /First %d 0 R /Last %d 0 R /Count %d" % (children[0], children[-1], len(children)) if children else ""
    objects = ["<< /Type /Outlines%s >>" % ends(root)]
    for i, e in enumerate(entries):
        links = "".join(" /%s %d 0 R" % (key.capitalize(), e[key]) for key in ("next", "prev") if key in e)
        objects.append("<< /Title (%s) /Parent %d 0 R /Dest [%d 0 R /Fit]%s%s >>"
                       % (e["title"], e["parent"], first + 2 * e["page"], links, ends(root + 1 + i)))
    return objects


PROSE = [
    text(200, 90, 20, "B", "Report on Reports"),
    *lines(72, 130, 14, 11, "T",
           "The Office has, as in the years before, counted what it had been asked for, and how long an answer",
           "took. Where an answer was refused, the reason is given. The figures were taken from the inter-",
           "national register of well-known cases, which is kept for this, and are complete up to the end of the year",
           "2022."),
    text(72, 210, 14, "B", "1. Applications"),
    text(72, 234, 11, "T", "Of all applications, "), text(161.7, 234, 11, "B", "most"), text(186.5, 234, 11, "T", "were answered in time."),
    text(289, 230, 7, "T", "1"),
    text(72, 258, 11, "T", "\u2022"), text(90, 258, 11, "T", "by letter,"),
    text(72, 272, 11, "T", "\u2022"), text(90, 272, 11, "T", "by electronic mail:"),
    text(108, 286, 11, "T", "a)"), text(126, 286, 11, "T", "signed,"),
    text(108, 300, 11, "T", "b)"), text(126, 300, 11, "T", "not signed."),
    text(72, 336, 14, "B", "2. Figures"),
    *grid([72, 222, 322, 422], [350, 370, 390, 410]),
    text(76, 364, 10, "B", "Way"), text(226, 364, 10, "B", "2021"), text(326, 364, 10, "B", "2022"),
    text(76, 384, 10, "T", "by letter"), text(226, 384, 10, "T", "1,204"), text(326, 384, 10, "T", "998"),
    text(76, 404, 10, "T", "by electronic mail"), text(226, 404, 10, "T", "30"), text(326, 404, 10, "T", "412"),
    *lines(72, 440, 12, 10, "C", "count --year 2022", "  --by way"),
    text(72, 760, 8, "T", "1 Within twenty days."),
    text(290, 800, 10, "T", "- 1 -"),
]

REPORT = [
    [
        text(124, 90, 22, "S", "清河县政府信息公开年度报告"),
        text(104, 140, 16, "S", "本报告根据条例编制，统计期限自2022年1月1日起至12月31"),
        text(72, 168, 16, "S", "日止。"),
        text(72, 210, 16, "S", "一、总体情况"),
        text(104, 238, 16, "S", "（一）主动公开。全年通过政府网站公开信息1100条，通过政"),
        text(72, 266, 16, "S", "务新媒体公开134条，未收到投诉。"),
        text(72, 308, 16, "S", "二、主动公开政府信息情况"),
        *grid([72, 222, 372, 522], [330, 355, 380, 405])[1:],
        stroke(72, 330, 522, 330),
        text(76, 347, 10, "S", "信息内容"), text(226, 347, 10, "S", "制发件数"), text(376, 347, 10, "S", "现行有效件数"),
        text(76, 372, 10, "S", "规章"), text(226, 372, 10, "S", "0"), text(376, 372, 10, "S", "3"),
        text(76, 397, 10, "S", "行政规范性文件"), text(226, 397, 10, "S", "5"), text(376, 397, 10, "S", "34"),
        text(104, 740, 16, "S", "全年共受理政府信息公开申请十二件，均已在规定的期限内予"),
        text(280, 800, 12, "S", "- 1 -"),
    ],
    [
        text(72, 90, 16, "S", "以答复。"),
        text(72, 132, 16, "S", "三、其他需要报告的事项"),
        text(104, 160, 16, "S", "无。"),
        text(280, 800, 12, "S", "- 2 -"),
    ],
]

OUTLINE = [
    text(72, 90, 11, "T", "General remarks"),
    text(72, 110, 11, "T", "They look like the text below them, and are headings all the same."),
    text(72, 140, 11, "T", "Special remarks"),
    text(72, 160, 11, "B", "Bold, but named by no entry"),
    text(72, 180, 11, "T", "The outline of the document knows its headings."),
]

CASES = {
    "prose": (pdf([PROSE]), "Title, headings by type, wrapped lines with a broken word, a bold word, nested lists with marks that stand\n"
                            "apart, a ruled table, code, a footnote behind the paragraph that refers to it, a page number.\n"),
    "report-zh": (pdf(REPORT), "A Chinese report: title, numbered headings, a run-in head, lines joined without blanks, a table, page\n"
                               "numbers, and a paragraph that the page cut (joined by stitch, on record).\n"),
    "outline": (pdf([OUTLINE], [(1, "General remarks", 0), (2, "Special remarks", 0)]),
                "Headings that only the outline tells; where there is one, bold type alone makes none.\n"),
}


def main():
    for name, (data, why) in CASES.items():
        folder = os.path.join(HERE, name)
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "input.pdf"), "wb") as file:
            file.write(data)
        with open(os.path.join(folder, "why.txt"), "w", encoding="utf-8") as file:
            file.write(why)


if __name__ == "__main__":
    main()
