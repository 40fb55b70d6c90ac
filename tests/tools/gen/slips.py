"""Damage that exporters do to the rows of a table: cells shifted, added and lost, labels gone.

An operator is `f(rng, flow)` as in pages.py. It alone decides which facts the text still determines (readings.py):
the others go to `open`, or to `lost`.
"""
from . import readings, rows as R
from .flow import outcomes, values, whole_rows


def pads_at_end(rng, flow):
    """Rows of table 3 lost their leading empty cells and have as many more at the end."""
    printed = flow.table("t3")
    rows = [r for r in whole_rows(flow, printed) if r.slots[0].kind == "pad"]
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
    numbers = values(flow, row)
    _judge(flow, printed, row, numbers[:at] + [number] + numbers[at:])


def extra_value(rng, flow):
    """Eight values in seven columns: in single rows, or at the same place in every row of a fragment."""
    printed = flow.table("t3")
    rows = whole_rows(flow, printed)
    if printed.cuts and rng.random() < .5:
        rows = whole_rows(flow, printed, printed.rows[max(printed.cuts):])
    elif rows:
        rows = rng.sample(rows, min(len(rows), rng.randint(1, 3)))
    if not rows:
        return None
    at, kind = rng.randrange(8), rng.choice(("zero", "neighbour", "number"))
    for row in rows:
        numbers = values(flow, row)
        number = {"zero": 0, "neighbour": numbers[min(at, 6)], "number": rng.randint(1, 99)}[kind]
        _extra(flow, printed, row, at, number)
    return {"rows": len(rows), "at": at, "kind": kind}


def value_lost(rng, flow):
    """A value cell is gone, those after it moved up. The number itself is not in the text any more."""
    printed = flow.table("t3")
    rows = whole_rows(flow, printed)
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
    allowed = outcomes(printed)[:-1]
    size = rng.randint(low, min(high, len(allowed)))
    first = rng.randrange(len(allowed) - size + 1)
    return allowed[first:first + size]


def rows_unlabelled(rng, flow):
    """A run of rows of table 3 has no labels, but their number and their neighbours leave one reading. It does not where the
    run has （六）其他处理 as one row: the form of 2021 has three rows there, of which two may be lost."""
    printed = flow.table("t3")
    run = [printed.rows[i] for i in _run(rng, printed, 2, 6)]
    is_open = any(s.key.count(".") == 3 and s.key.startswith("t3.outcome.other.") and s.key.endswith(".total")
                  for row in run for s in row.slots)
    for row in run:
        _unlabel(row)
        if is_open:
            printed.open |= {s.key for s in row.slots if s.key}
        if None in values(flow, row) and printed.convention == "collapse":
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
    leaves = [i for i in outcomes(printed) if printed.rows[i].slots and
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


OPERATORS = {f.__name__: f for f in (
    extra_value, value_lost, pads_at_end, label_split, row_missing, rows_unlabelled, rows_lost, nbsp_padding)}
