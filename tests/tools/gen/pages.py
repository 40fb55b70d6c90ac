"""Damage that pages do: paragraphs and tables are cut, fragments lose or repeat what stood above.

An operator is `f(rng, flow)`; it changes the flow and returns a note, or None when it found nothing to do.
"""
from . import rows as R
from .flow import Text, edge_blank, outcomes


def _cut(printed, at, kind):
    if at in printed.cuts or not 0 < at < len(printed.rows):
        return None
    printed.cuts[at] = kind
    return at


def _table_cut(kind):
    def op(rng, flow):
        printed = flow.table(rng.choice(("t3", "t3", "t2")))
        at = rng.choice(outcomes(printed)) if printed.table.name == "t3" else rng.randrange(3, len(printed.rows))
        return None if _cut(printed, at, kind) is None else {"table": printed.table.name, "row": at}
    op.__name__ = "table_cut_" + kind
    return op


def _places(text):
    """Where a page break may cut: inside a sentence, not beside digits, and never so that a new item seems to begin."""
    return [i for i in range(12, len(text) - 12)
            if text[i - 1] not in "。；：！？）》 " and text[i] not in "，。、；：！？）》”〕（《“〔 "
            and not text[i - 1].isascii() and not text[i].isascii()]


def _paragraph_cut(kind):
    def op(rng, flow):
        whole = [t for t in flow.items if isinstance(t, Text) and t.block.kind in ("paragraph", "item")
                 and len(t.pieces) == 1 and _places(t.block.text)]
        if not whole:
            return None
        text = rng.choice(whole)
        at = rng.choice(_places(text.block.text)) + len(text.block.head)
        full = text.pieces[0]
        at += len(full) - len(text.block.head + text.block.text)
        text.pieces, text.cuts = [full[:at], full[at:]], [kind]
        return {"before": full[:at][-8:], "after": full[at:][:8]}
    op.__name__ = "paragraph_cut_" + kind
    return op


def _late_fragment(rng, flow, printed):
    """Index of the first row of a fragment of table 3 that begins among the outcomes; cuts one when there is none."""
    allowed = outcomes(printed)
    cuts = [c for c in printed.cuts if c in allowed]
    if cuts:
        return max(cuts)
    at = rng.choice(allowed[:-1])
    _cut(printed, at, "blank")
    return at


def repeated_header(rng, flow):
    """The header rows of table 3 stand again at the top of its next fragment."""
    printed = flow.table("t3")
    at = _late_fragment(rng, flow, printed)
    heads = [R.Row([R.Slot(s.text, s.kind) for s in row.slots], row.source) for row in printed.rows[:printed.table.heads]]
    printed.rows[at:at] = heads
    printed.cuts = {c + len(heads) * (c > at): m for c, m in printed.cuts.items()}
    return {"table": "t3", "row": at, "rows": len(heads)}


def lost_first_column(rng, flow):
    """A fragment of table 3 lost its first column, which the label 三 spans."""
    printed = flow.table("t3")
    at = _late_fragment(rng, flow, printed)
    for row in printed.rows[at:]:
        slots = row.slots
        if slots[0].kind == "pad":
            del slots[0]
        elif slots[-1].kind == "pad" and not slots[-1].key:
            del slots[-1]
        elif slots[1].kind == "pad" and not slots[1].key:
            del slots[1]
        if edge_blank(flow, row):
            printed.open |= {s.key for s in row.slots if s.key}
    return {"table": "t3", "row": at}


def narrowed_fragment(rng, flow):
    """The last fragment of table 2 is only as wide as what it holds."""
    printed = flow.table("t2")
    heads = [i for i, row in enumerate(printed.rows) if i > 3 and "第二十条" in row.slots[0].text]  # also in quotes, say
    at = rng.choice(heads)
    held = [max(i + 1 for i, s in enumerate(row.slots) if s.kind != "pad") for row in printed.rows[at:]]
    if max(held) == len(printed.rows[at].slots):
        return None
    _cut(printed, at, "blank")
    for row in printed.rows[at:]:
        del row.slots[max(held):]
    return {"table": "t2", "row": at, "columns": max(held)}


def _bound(item):
    """A heading stays with what follows."""
    return isinstance(item, Text) and item.block.kind in ("heading", "title")


def running_heads(rng, flow):
    """Every page begins with the same line and ends with its number; pages also end between blocks."""
    flow.running = f"{flow.report.agency}{flow.report.year}年年度报告"
    spots = [i for i in range(2, len(flow.items)) if not _bound(flow.items[i - 1])]
    for i in sorted(rng.sample(spots, min(len(spots), rng.randint(3, 5)))):
        flow.breaks[i] = "pageno"
    return flow.running


_CUTS = tuple(make(kind) for make in (_table_cut, _paragraph_cut) for kind in ("blank", "formfeed", "pageno"))
OPERATORS = {f.__name__: f for f in (running_heads, *_CUTS, narrowed_fragment, lost_first_column)}
LATE = {"repeated_header": repeated_header}      # after the rows' own damage, which must not reach a repeated header
