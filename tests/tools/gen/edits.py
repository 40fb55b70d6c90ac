"""What operators do to a printed table: rows and columns put in, facts set apart. Page cuts and header rows stay where they were."""
import copy

from . import rows as R


def keys(row):
    return {k for s in row.slots for k in (s.key, s.also) if k}


def doubt(printed, rows=None):
    """The text no longer decides the facts of these rows, or of the whole table."""
    for row in printed.rows if rows is None else rows:
        printed.open |= keys(row)


def lose(printed, slot):
    """The number of a slot is not in the text any more."""
    printed.lost += [k for k in (slot.key, slot.also) if k]
    slot.key = slot.also = ""


def untouched(flow, printed):
    """Whether nothing in the table is open, lost, blank or put in, so that what is put in now takes nothing of its meaning."""
    facts = [flow.report.facts[k] for row in printed.rows for k in keys(row)]
    moved = any(s.also for row in printed.rows for s in row.slots)      # two values in one cell: those behind them stand elsewhere
    return (not printed.open and not printed.lost and None not in facts and not moved
            and {len(row.slots) for row in printed.rows} == {printed.table.width})


def is_head(printed, row):
    return row.source < printed.table.heads


def data_rows(printed):
    """Indexes of the rows that hold facts, or held them."""
    return [i for i, row in enumerate(printed.rows) if not is_head(printed, row) and any(s.kind == "value" for s in row.slots)]


def labels(row):
    return [s for s in row.slots if s.kind == "label" and s.text]


def own_label(row):
    """The label that is the row's alone: its last."""
    return labels(row)[-1].text if labels(row) else ""


def doubt_bare_beside(printed, i):
    """Rows without label right above or below a row with unknown words, or one that is gone or no row any more: whether that is one
    of the form's cannot be told."""
    for step in (-1, 1):
        k = i + step
        while 0 <= k < len(printed.rows) and not labels(printed.rows[k]) and any(s.key for s in printed.rows[k].slots):
            printed.open |= {s.key for s in printed.rows[k].slots if s.key}
            k += step


def insert_row(printed, at, row):
    printed.rows.insert(at, row)
    printed.cuts = {c + (c >= at): m for c, m in printed.cuts.items()}


def drop_row(printed, at):
    printed.cuts = {c - (c > at): m for c, m in printed.cuts.items()}
    return printed.rows.pop(at)


def insert_column(printed, at, head, text, label_row=0):
    """A column before slot `at`, its label in one of the header rows; text(n) is the value in the nth row of facts."""
    n = 0
    for row in printed.rows:
        if is_head(printed, row):
            row.slots.insert(at, R.Slot(head, "head") if row.source == label_row else R.Slot(""))
        elif any(s.kind == "value" for s in row.slots):
            row.slots.insert(at, R.Slot(text(n), "value"))
            n += 1


def foreign(row, label, texts):
    """A row like this one that is none of the form's: another label, other numbers, no facts."""
    row, texts = copy.deepcopy(row), iter(texts)
    own = labels(row)
    for slot in row.slots:
        if slot.kind == "label":
            slot.text = label if own and slot is own[-1] else ""
        elif slot.kind == "value":
            slot.text, slot.key = next(texts, ""), ""
    return row
