"""Word tables written by hand, from grids of known truth: random ones, and each odd thing by name.

A table is a list of rows, a row (properties, cells), a cell (properties, text or inner XML). `package` makes the file.
"""
import random
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = ('<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = ('<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>')


def package(path, body):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", TYPES)
        file.writestr("_rels/.rels", RELATIONS)
        file.writestr("word/document.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}<w:p/></w:body></w:document>')


def paragraph(text):
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' if text else "<w:p/>"


def cell(properties, text):
    inner = text if text.startswith("<") else "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inner}</w:tc>"


def row(properties, cells):
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cell(*c) for c in cells)}</w:tr>"


def table(rows, columns=None):
    grid = "" if columns is None else f'<w:tblGrid>{"".join(f"""<w:gridCol w:w="{w}"/>""" for w in columns)}</w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(row(*r) for r in rows)}</w:tbl><w:p/>"


# ---- random grids ----

def rectangles(rng, rows, columns):
    """[(row, column, height, width)] that cover the grid."""
    taken, out = set(), []
    for r in range(rows):
        for c in range(columns):
            if (r, c) in taken:
                continue
            width = height = 1
            while rng.random() < .3 and c + width < columns and (r, c + width) not in taken:
                width += 1
            while rng.random() < .3 and r + height < rows and all((r + height, c + i) not in taken for i in range(width)):
                height += 1
            taken |= {(r + i, c + j) for i in range(height) for j in range(width)}
            out.append((r, c, height, width))
    return out


def _row_of(rng, cells, r, ruled):
    out = []
    for (top, _, height, width), text in sorted(((k, v) for k, v in cells.items() if k[0] <= r < k[0] + k[2]), key=lambda kv: kv[0][1]):
        properties = f'<w:tcW w:w="{900 * width}" w:type="dxa"/>' if ruled else ""
        properties += f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        if height > 1:
            properties += '<w:vMerge w:val="restart"/>' if top == r else rng.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
        out.append((properties, text if top == r else ""))
    return out


def random_table(seed, ruled=False):
    """(XML, {(row, column): (height, width, text)}). `ruled`: with all widths, and w:tblGrid as the rows are; else it may be wrong."""
    rng = random.Random(f"docx_tables/{seed}")
    rows, columns = rng.randint(1, 8), rng.randint(1, 8)
    cells = {place: f"{n}.{rng.randint(1, 999)}" for n, place in enumerate(rectangles(rng, rows, columns), 1)}
    widths = [900] * columns if ruled else rng.choice((None, [900] * columns, [900] * rng.randint(1, 12)))
    xml = table([("", _row_of(rng, cells, r, ruled)) for r in range(rows)], widths)
    return xml, {(r, c): (h, w, text) for (r, c, h, w), text in cells.items()}


CHANGES = ("", "", "", '<w:del w:id="1"/>', '<w:ins w:id="1"/>')


def remaining(cells, rows):
    """The grid where only these rows are left; a merge whose first row is gone begins, blank, in the next."""
    number, out = {r: n for n, r in enumerate(rows)}, {}
    for (top, column, height, width), text in cells.items():
        left = [r for r in range(top, top + height) if r in number]
        if left:
            out[number[left[0]], column] = (len(left), width, text if left[0] == top else "")
    return out


def changed_table(seed):
    """(XML, truth when changes are accepted, truth when they are rejected) of a table some of whose rows came or went."""
    rng = random.Random(f"docx_tables/changed/{seed}")
    rows, columns = rng.randint(2, 8), rng.randint(1, 6)
    cells = {place: f"{n}.{rng.randint(1, 999)}" for n, place in enumerate(rectangles(rng, rows, columns), 1)}
    changes = ["", *(rng.choice(CHANGES) for _ in range(1, rows))]
    rng.shuffle(changes)
    xml = table([(change, _row_of(rng, cells, r, False)) for r, change in enumerate(changes)], [900] * columns)
    return xml, *(remaining(cells, [r for r in range(rows) if gone not in changes[r]]) for gone in ("w:del", "w:ins"))


# ---- odd things, one a table ----

SPAN = '<w:gridSpan w:val="{}"/>'.format
START, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BEFORE, AFTER = '<w:gridBefore w:val="{}"/>'.format, '<w:gridAfter w:val="{}"/>'.format


def plain(*rows):
    return [("", [("", text) for text in r.split("|")]) for r in rows]


ODD = {
    "short row": plain("a|b|c", "d", "e|f|g"),
    "gridBefore": [("", [("", t) for t in "abc"]), (BEFORE(1), [("", t) for t in "de"])],
    "gridBefore with vMerge": [(BEFORE(1), [(START, "a"), ("", "b")]), (BEFORE(1), [(GO_ON, ""), ("", "c")]), ("", [("", t) for t in "def"])],
    "gridAfter": [("", [("", t) for t in "abc"]), (AFTER(1), [("", t) for t in "de"])],
    "gridBefore in all rows": [(BEFORE(1), [("", t) for t in "ab"]), (BEFORE(1), [("", t) for t in "cd"])],
    "column without a cell": [("", [(SPAN(2), "a"), ("", "b")]), ("", [(SPAN(2), "c"), ("", "d")])],
    "row of merged cells": [("", [(START, "a"), (START, "b")]), ("", [(GO_ON, ""), (GO_ON, "")]), ("", [("", "c"), ("", "d")])],
    "vMerge without start": [("", [("", "a"), ("", "b")]), ("", [(GO_ON, ""), ("", "c")])],
    "vMerge without start, text": [("", [("", "a"), ("", "b")]), ("", [(GO_ON, "12"), ("", "c")])],
    "vMerge in the first row": [("", [(GO_ON, "a"), ("", "b")]), ("", [(GO_ON, ""), ("", "c")])],
    "vMerge of another span": [("", [(SPAN(2) + START, "a"), ("", "b")]), ("", [(GO_ON, ""), ("", "c"), ("", "d")])],
    "vMerge of a wider span": [("", [(START, "a"), ("", "b"), ("", "c")]), ("", [(SPAN(2) + GO_ON, ""), ("", "d")])],
    "hidden text": [("", [(START, "a"), ("", "b")]), ("", [(GO_ON, "34"), ("", "c")])],
    "hMerge": [("", [('<w:hMerge w:val="restart"/>', "a"), ("<w:hMerge/>", ""), ("", "b")]), ("", [("", t) for t in "cde"])],
    "gridSpan 0": [("", [(SPAN(0), "a"), ("", "b")]), ("", [("", "c"), ("", "d")])],
    "gridSpan beyond": [("", [(SPAN(9), "a")]), ("", [("", "b"), ("", "c")])],
    "row without cells": [("", [("", "a"), ("", "b")]), ("", []), ("", [("", "c"), ("", "d")])],
    "vMerge over a row without cells": [("", [(START, "a"), ("", "b")]), ("", []), ("", [(GO_ON, ""), ("", "d")])],
    "nested": [("", [("", table(plain("in|1"), [900, 900]) + "<w:p/>"), ("", "b")]), ("", [("", "c"), ("", "d")])],
    "header rows": [("<w:tblHeader/>", [("", "a"), ("", "b")]), ("", [("", "c"), ("", "d")])],
    "deleted row": [("", [("", "a"), ("", "b")]), ('<w:del w:id="1" w:author="x"/>', [("", "c"), ("", "d")]), ("", [("", "e"), ("", "f")])],
    "by width alone": [("", [('<w:tcW w:w="2700" w:type="dxa"/>', "a")]), ("", [('<w:tcW w:w="900" w:type="dxa"/>', t) for t in "bcd"])],
    "no rows": [],
}
