"""Damage that pages and exporters do: cuts, shifted, added and lost cells.

An operator is `f(rng, flow)`; it changes the flow of printed pieces and returns a note, or None when it found nothing to
do. It alone decides which facts the text still determines (readings.py): the others go to `open`, or to `lost`.
"""
from dataclasses import dataclass, field

from . import readings, rows as R


@dataclass
class Text:
    block: object
    pieces: list
    cuts: list = field(default_factory=list)    # the kind of cut between piece i and i + 1


@dataclass
class Flow:
    report: object
    shape: str
    items: list                                 # Text and Printed, in order
    running: str = ""                           # running head, where there is one
    breaks: dict = field(default_factory=dict)  # item index -> the kind of page break before it

    def table(self, name):
        return next(p for p in self.items if isinstance(p, R.Printed) and p.table.name == name)


def _values(flow, row):
    return [flow.report.facts[s.key] for s in row.slots if s.key]


def _whole_rows(flow, printed, rows=None):
    """Data rows of table 3 whose seven values are all numbers and that no operator has touched."""
    return [row for row in (rows if rows is not None else printed.rows)
            if row.slots and sum(bool(s.key) for s in row.slots) == 7 and None not in _values(flow, row)
            and sum(s.kind == "value" for s in row.slots) == 7 and not printed.open & {s.key for s in row.slots}]


def _outcomes(printed):
    """Indexes of the rows between 二 and 四, without the first, which bears the label 三."""
    return [i for i, row in enumerate(printed.rows)
            if any(s.key.startswith("t3.outcome.") and not s.key.startswith("t3.outcome.granted.") for s in row.slots)]


def _cut(printed, at, kind):
    if at in printed.cuts or not 0 < at < len(printed.rows):
        return None
    printed.cuts[at] = kind
    return at


def _table_cut(kind):
    def op(rng, flow):
        printed = flow.table(rng.choice(("t3", "t3", "t2")))
        at = rng.choice(_outcomes(printed)) if printed.table.name == "t3" else rng.randrange(3, len(printed.rows))
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
    allowed = _outcomes(printed)
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


def _edge_blank(flow, row):
    values = _values(flow, row)
    return len(values) == 7 and (values[0] is None or values[-1] is None)


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
        if _edge_blank(flow, row):
            printed.open |= {s.key for s in row.slots if s.key}
    return {"table": "t3", "row": at}


def narrowed_fragment(rng, flow):
    """The last fragment of table 2 is only as wide as what it holds."""
    printed = flow.table("t2")
    heads = [i for i, row in enumerate(printed.rows) if i > 3 and row.slots[0].text.startswith("第二十条")]
    at = rng.choice(heads)
    held = [max(i + 1 for i, s in enumerate(row.slots) if s.kind != "pad") for row in printed.rows[at:]]
    if max(held) == len(printed.rows[at].slots):
        return None
    _cut(printed, at, "blank")
    for row in printed.rows[at:]:
        del row.slots[max(held):]
    return {"table": "t2", "row": at, "columns": max(held)}


def pads_at_end(rng, flow):
    """Rows of table 3 lost their leading empty cells and have as many more at the end."""
    printed = flow.table("t3")
    rows = [r for r in _whole_rows(flow, printed) if r.slots[0].kind == "pad"]
    if not rows:
        return None
    first = rng.randrange(len(rows))
    chosen = rows[first:first + rng.randint(1, 3)]
    for row in chosen:
        lead = next(i for i, s in enumerate(row.slots) if s.kind != "pad")
        row.slots = row.slots[lead:] + row.slots[:lead]
    return [next(s.text for s in row.slots if s.kind == "label") for row in chosen]


def label_split(rng, flow):
    """The enumeration of 一、 or 二、 stands in a cell of its own, the rest of the label in the next."""
    done = []
    for row in flow.table("t3").rows:
        if row.slots[0].kind == "label" and row.slots[0].text[:2] in ("一、", "二、") and row.slots[1].kind == "pad":
            row.slots[1] = R.Slot(row.slots[0].text[2:], "label")
            row.slots[0].text = row.slots[0].text[:2]
            done.append(row.slots[1].text)
    return done or None


def _judge(flow, printed, row, numbers):
    """Sets apart what the row's numbers no longer determine."""
    keys = [s.key for s in row.slots if s.key]
    for key, (sure, value) in zip(keys, readings.determined(numbers, 7)):
        assert not sure or value == flow.report.facts[key], key
        if not sure:
            printed.open.add(key)


def _extra(flow, printed, row, at, number):
    first, end = R.value_span(row)
    if len(row.slots) > end:
        row.slots.pop()                     # a pad at the end gives way
    row.slots.insert(first + at, R.Slot(str(number), "value"))
    numbers = _values(flow, row)
    _judge(flow, printed, row, numbers[:at] + [number] + numbers[at:])


def extra_value(rng, flow):
    """Eight values in seven columns: in single rows, or at the same place in every row of a fragment."""
    printed = flow.table("t3")
    rows = _whole_rows(flow, printed)
    if printed.cuts and rng.random() < .5:
        rows = _whole_rows(flow, printed, printed.rows[max(printed.cuts):])
    elif rows:
        rows = rng.sample(rows, min(len(rows), rng.randint(1, 3)))
    if not rows:
        return None
    at, kind = rng.randrange(8), rng.choice(("zero", "neighbour", "number"))
    for row in rows:
        values = _values(flow, row)
        number = {"zero": 0, "neighbour": values[min(at, 6)], "number": rng.randint(1, 99)}[kind]
        _extra(flow, printed, row, at, number)
    return {"rows": len(rows), "at": at, "kind": kind}


def value_lost(rng, flow):
    """A value cell is gone, those after it moved up. The number itself is not in the text any more."""
    printed = flow.table("t3")
    rows = _whole_rows(flow, printed)
    if not rows:
        return None
    row = rng.choice(rows)
    keys, (first, end) = [s.key for s in row.slots if s.key], R.value_span(row)
    at = rng.randrange(7)
    del row.slots[first + at]
    if printed.convention != "once":
        row.slots.insert(end - 1, R.Slot(""))
    printed.open |= set(keys)               # every placement leaves some slot empty: nothing is proved
    return {"key": keys[at]}


def _unlabel(row):
    for slot in row.slots:
        if slot.kind == "label":
            slot.text = ""


def _run(rng, printed, low, high):
    allowed = _outcomes(printed)[:-1]
    size = rng.randint(low, min(high, len(allowed)))
    first = rng.randrange(len(allowed) - size + 1)
    return allowed[first:first + size]


def rows_unlabelled(rng, flow):
    """A run of rows of table 3 has no labels, but their number and their neighbours leave one reading."""
    printed = flow.table("t3")
    run = [printed.rows[i] for i in _run(rng, printed, 2, 6)]
    for row in run:
        _unlabel(row)
        if None in _values(flow, row) and printed.convention == "collapse":
            printed.open |= {s.key for s in row.slots if s.key}
    return {"rows": len(run)}


def _drop(printed, index):
    row = printed.rows.pop(index)
    printed.lost += [s.key for s in row.slots if s.key]
    printed.open -= {s.key for s in row.slots}
    printed.cuts = {c - (c > index): m for c, m in printed.cuts.items()}


def rows_lost(rng, flow):
    """A run of rows has no labels and fewer rows than the form: which they are cannot be told."""
    printed = flow.table("t3")
    run = _run(rng, printed, 4, 20)
    for i in run:
        _unlabel(printed.rows[i])
        printed.open |= {s.key for s in printed.rows[i].slots if s.key}
    gone = rng.sample(run, rng.randint(1, len(run) // 2))
    for i in sorted(gone, reverse=True):
        _drop(printed, i)
    return {"rows": len(run), "gone": len(gone)}


def row_missing(rng, flow):
    """A leaf row with its label is gone; the others keep theirs."""
    printed = flow.table("t3")
    leaves = [i for i in _outcomes(printed) if printed.rows[i].slots and
              sum(s.kind == "label" and bool(s.text) for s in printed.rows[i].slots) == 1 and
              i not in printed.cuts and i + 1 not in printed.cuts]
    if not leaves:
        return None
    at = rng.choice(leaves)
    label = next(s.text for s in printed.rows[at].slots if s.kind == "label")
    _drop(printed, at)
    return label


def nbsp_padding(rng, flow):
    """U+00A0 and U+3000 around the values."""
    n = 0
    for printed in (flow.table(t) for t in ("t2", "t3", "t4")):
        for slot in (s for row in printed.rows for s in row.slots if s.kind == "value" and s.text):
            if rng.random() < .6:
                slot.text = rng.choice(("\u00a0", "\u3000", "\u00a0\u3000", "\u00a0\u00a0")) + slot.text
                n += 1
            elif rng.random() < .2:
                slot.text += rng.choice(("\u00a0", " "))
    return n or None


def running_heads(rng, flow):
    """Every page begins with the same line and ends with its number; pages also end between blocks."""
    flow.running = f"{flow.report.agency}{flow.report.year}年年度报告"
    spots = [i for i in range(2, len(flow.items)) if not _bound(flow.items[i - 1])]
    for i in sorted(rng.sample(spots, min(len(spots), rng.randint(3, 5)))):
        flow.breaks[i] = "pageno"
    return flow.running


def _bound(item):
    """A heading stays with what follows."""
    return isinstance(item, Text) and item.block.kind in ("heading", "title")


_CUTS = tuple(make(kind) for make in (_table_cut, _paragraph_cut) for kind in ("blank", "formfeed", "pageno"))
OPERATORS = {f.__name__: f for f in (
    running_heads, *_CUTS, narrowed_fragment, lost_first_column, extra_value, value_lost, pads_at_end, label_split,
    row_missing, rows_unlabelled, rows_lost, repeated_header, nbsp_padding)}
