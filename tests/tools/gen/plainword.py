"""A flow as a bare Word document: a paragraph for each text, a cell for each slot of a row. Where a value stands is certain there;
what stands in it, and what the heads above it say, may be damaged.

A head or label that spans columns or rows is one merged cell, or (`merged` false) a cell with empty ones beside it and below.
"""
from . import ooxml, rows as R

LABELS = 3                  # columns of labels in table 3: only there labels reach down


def _paragraph(text):
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(ooxml.text(line) for line in text.split("\n"))
    return f'<w:p><w:r><w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'


def _cell(text, span, merge):
    inner = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + {"": "", "restart": '<w:vMerge w:val="restart"/>', "on": "<w:vMerge/>"}[merge]
    return f"<w:tc><w:tcPr>{inner}</w:tcPr>{_paragraph(text)}</w:tc>"


def _empty(slot):
    return slot.kind == "pad" and not slot.text


def _reach(slots, at, end, above):
    """How many slots a cell takes with the empty ones behind it, up to one that a cell above may reach down to."""
    stop = at + 1
    while stop < end and stop not in above and _empty(slots[stop]):
        stop += 1
    return stop - at


def _spans(printed, row, above):
    """The row's cells as (first slot, span, merge). `above`: slot -> span of the cells of the row above that may reach down."""
    head, slots, out, at = row.source < printed.table.heads, row.slots, [], 0
    below = len(slots) if head else LABELS - 1 if printed.table.name[1] == "3" else 0
    end = len(slots) if head else min(LABELS, len(slots))
    while at < len(slots):
        span = above.get(at, 0)
        if span and at < below and all(map(_empty, slots[at:at + span])):
            out.append((at, span, "on"))
        else:
            named = slots[at].kind in ("label", "head") and slots[at].text and at < end
            span = _reach(slots, at, end, above) if named else 1
            out.append((at, span, "restart" if named and at < below else ""))
        at += span
    return out


def _rows(printed, rows):
    above = {}
    for i, row in enumerate(rows):
        if i and (row.source < printed.table.heads) != (rows[i - 1].source < printed.table.heads):
            above = {}
        spans = _spans(printed, row, above)
        above = {at: span for at, span, merge in spans if merge}
        yield "".join(_cell(row.slots[at].text, span, merge) for at, span, merge in spans)


def _table(printed, merged):
    out = []
    for rows in printed.fragments():
        rows = [row for row in rows if row.slots]
        grid = '<w:gridCol w:w="900"/>' * max(len(row.slots) for row in rows)
        plain = ("".join(_cell(s.text, 1, "") for s in row.slots) for row in rows)
        body = "".join(f"<w:tr>{cells}</w:tr>" for cells in (_rows(printed, rows) if merged else plain))
        out.append(f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>")
    return "<w:p/>".join(out) + "<w:p/>"


def _text(item):
    return "".join(map(_paragraph, item.block.lines if item.block.kind == "title" else item.pieces))


def document(flow, merged):
    """The XML of the main part."""
    body = "".join(_table(item, merged) if isinstance(item, R.Printed) else _text(item) for item in flow.items)
    return ooxml.root("document", ooxml.TRANSITIONAL, f'<w:body>{body}<w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:body>')


EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")
RULES = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in EDGES)


def ruled(xml):
    """The same with a rule around each cell and tables as wide as the page, as programs that make pages need it."""
    return xml.replace("<w:tblPr/>", f'<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{RULES}</w:tblBorders></w:tblPr>')


def packed(xml):
    return ooxml.packed([ooxml.Part("word/document.xml", "officeDocument", ooxml.WORD_TYPE + "document.main+xml", xml)])
