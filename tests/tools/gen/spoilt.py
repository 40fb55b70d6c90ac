"""Damage that moves, glues or breaks the cells of single rows, or takes the labels of all.

An operator is `f(rng, flow)` as in slips.py and decides itself what stays determined.
"""
import copy

from . import edits, rows as R
from .flow import values, whole_rows
from .shapes import width


def _row(rng, flow):
    """A whole row of table 3 that prints more than zeros, or none."""
    rows = [row for row in whole_rows(flow, flow.table("t3")) if any(values(flow, row))]
    return rng.choice(rows) if rows else None


def _filled(printed, row, end):
    """A row that has fewer cells than before keeps its width where the shape has one."""
    if printed.convention != "once":
        row.slots.insert(end, R.Slot(""))


def glued_values(rng, flow):
    """Two numbers beside each other run together, and those behind them move up."""
    printed, row = flow.table("t3"), _row(rng, flow)
    if row is None:
        return None
    first, end = R.value_span(row)
    pairs = [i for i in range(first, end - 1) if row.slots[i].key and row.slots[i + 1].key]
    if not pairs:
        return None
    at = rng.choice(pairs)
    edits.doubt(printed, [row])
    row.slots[at].text = row.slots[at].text.strip() + row.slots[at + 1].text.strip()
    row.slots.pop(at + 1)
    _filled(printed, row, end - 1)
    return {"at": at - first}


def label_glued(rng, flow):
    """The first number of a row runs on in the cell of its label."""
    printed, row = flow.table("t3"), _row(rng, flow)
    if row is None or not edits.labels(row):
        return None
    edits.doubt(printed, [row])
    first, end = R.value_span(row)
    edits.labels(row)[-1].text += row.slots.pop(first).text
    _filled(printed, row, end - 1)
    return edits.own_label(row)


def row_cut_off(rng, flow):
    """The numbers of a row stand one column late, the last is cut off."""
    printed, row = flow.table("t3"), _row(rng, flow)
    if row is None or printed.convention == "once":
        return None
    edits.doubt(printed, [row])
    first, end = R.value_span(row)
    edits.lose(printed, row.slots.pop(end - 1))
    row.slots.insert(first, R.Slot(""))
    return edits.own_label(row)


def row_early(rng, flow):
    """The numbers of a row stand one column early, over the first; the last column is blank."""
    printed, row = flow.table("t3"), _row(rng, flow)
    if row is None or printed.convention == "once":
        return None
    edits.doubt(printed, [row])
    first, end = R.value_span(row)
    edits.lose(printed, row.slots.pop(first))
    row.slots.insert(end - 1, R.Slot(""))
    return edits.own_label(row)


def thousands_apart(rng, flow):
    """A comma between thousands parts two cells: numbers from a thousand up are two."""
    done = []
    for name in ("t2", "t3", "t4"):
        printed = flow.table(name)
        for row in printed.rows:
            large = [s for s in row.slots if s.key and s.text.isascii() and s.text.replace(",", "").isdigit() and len(s.text.replace(",", "")) > 3]
            edits.doubt(printed, [row] if large else [])
            for slot in large:
                digits, at = slot.text.replace(",", ""), next(i for i, s in enumerate(row.slots) if s is slot)
                slot.text = digits[:-3]
                row.slots.insert(at + 1, R.Slot(digits[-3:], "value"))
                done.append(slot.key)
    return done or None


def digits_apart(rng, flow):
    """A blank stands between the digits of a number."""
    done = []
    for printed in map(flow.table, ("t2", "t3", "t4")):
        slots = [s for row in printed.rows for s in row.slots if s.key and s.text.isascii() and s.text.isdigit() and len(s.text) > 1]
        for slot in rng.sample(slots, min(len(slots), 2)):
            at = rng.randrange(1, len(slot.text))
            slot.text = slot.text[:at] + rng.choice((" ", "\u3000", "\u00a0")) + slot.text[at:]
            printed.open.add(slot.key)
            done.append(slot.key)
    return done or None


def line_broken(rng, flow):
    """The last number of a line goes on in the next, which holds nothing else."""
    done = []
    for printed in map(flow.table, ("t2", "t3")):
        ends = [(i, row.slots[-1]) for i, row in enumerate(printed.rows) if row.slots and row.slots[-1].key and i + 1 not in printed.cuts]
        ends = [(i, s) for i, s in ends if s.text.isascii() and s.text.isdigit() and len(s.text) > 1]
        if ends:
            i, slot = rng.choice(ends)
            at = rng.randrange(1, len(slot.text))
            edits.doubt(printed, [printed.rows[i]])
            slot.text = slot.text[:at] + "\n" + slot.text[at:]
            done.append(slot.key)
    return done or None


def rows_in_one(rng, flow):
    """Two rows of table 3 stand in one line."""
    printed = flow.table("t3")
    rows = edits.data_rows(printed)
    rows = [i for i in rows if i + 1 in rows and i + 1 not in printed.cuts and len(edits.labels(printed.rows[i + 1])) == 1]
    if not rows:
        return None
    at = rng.choice(rows)
    edits.doubt(printed, printed.rows[at:at + 2])
    if not edits.labels(printed.rows[at]):
        edits.doubt_bare_beside(printed, at)
    printed.rows[at].slots += [s for s in edits.drop_row(printed, at + 1).slots if s.kind != "pad"]
    return at


def values_gone(rng, flow):
    """A row of table 3 has kept its label and nothing else: numbers beside it may be its own. Without a label it is a line of blanks."""
    printed, row = flow.table("t3"), _row(rng, flow)
    if row is None:
        return None
    edits.doubt_bare_beside(printed, next(i for i, r in enumerate(printed.rows) if r is row))
    for slot in (s for s in row.slots if s.kind == "value"):
        edits.lose(printed, slot)
        slot.text = ""
    if printed.convention == "once":
        row.slots = [s for s in row.slots if s.text]
    return edits.own_label(row)


def value_of_table2_lost(rng, flow):
    """A cell of a row of three in table 2 is gone, those behind it moved up: nothing says which."""
    printed = flow.table("t2")
    rows = [row for row in printed.rows if sum(bool(s.key) for s in row.slots) == 3]
    if not rows:
        return None
    row = rng.choice(rows)
    edits.doubt(printed, [row])
    first, end = R.value_span(row)
    edits.lose(printed, row.slots.pop(rng.randrange(first, end)))
    _filled(printed, row, end - 1)
    return edits.own_label(row)


def labels_gone(rng, flow):
    """No row of table 3 has a label."""
    printed = flow.table("t3")
    edits.doubt(printed)
    rows = [row for row in printed.rows if edits.keys(row)]
    for slot in (s for row in rows for s in edits.labels(row)):
        slot.text = ""
    return len(rows)


def labels_gone_below(rng, flow):
    """From some row on table 3 has no labels."""
    printed = flow.table("t3")
    rows = [row for row in printed.rows if edits.keys(row)]
    rows = rows[rng.randrange(4, len(rows) - 1):] if len(rows) > 6 else []
    edits.doubt(printed, rows)
    for slot in (s for row in rows for s in edits.labels(row)):
        slot.text = ""
    return len(rows) or None


def total_in_front(rng, flow):
    """The row （七）总计 stands before the rows that it sums."""
    printed = flow.table("t3")
    rows = [i for i, row in enumerate(printed.rows) if "t3.outcome.total.total" in edits.keys(row)]
    to = [i for i, row in enumerate(printed.rows) if "t3.outcome.granted.total" in edits.keys(row)]
    if not rows or not to or printed.cuts:
        return None
    printed.rows.insert(to[0], printed.rows.pop(rows[0]))
    return to[0]


def _sums(flow, rows):
    columns = zip(*(values(flow, row) for row in rows))
    return [str(sum(column)) for column in columns]


def group_sum(rng, flow):
    """A row with the sum of a group of table 3 stands behind it; it is none of the form's."""
    printed = flow.table("t3")
    group = rng.choice(("denied", "unable", "not_processed"))
    at = [i for i, row in enumerate(printed.rows) if any(k.startswith(f"t3.outcome.{group}.") for k in edits.keys(row))]
    rows = [printed.rows[i] for i in at]
    if not rows or any(None in values(flow, row) or len(values(flow, row)) != 7 for row in rows) or at[-1] + 1 in printed.cuts:
        return None
    label = rng.choice(("小计", "合计", "（小计）"))
    edits.insert_row(printed, at[-1] + 1, edits.foreign(rows[-1], label, _sums(flow, rows)))
    return label


def balance_rows(rng, flow):
    """Rows with the sums of 一 and 二, and of （七） and 四, stand in table 3; they are none of the form's."""
    printed = flow.table("t3")
    rows = [next((r for r in printed.rows if f"t3.{k}.total" in edits.keys(r)), None)
            for k in ("new_received", "carried_in", "outcome.total", "carried_out")]
    if None in rows or any(None in values(flow, row) or len(values(flow, row)) != 7 for row in rows):
        return None
    for pair in (rows[2:], rows[:2]):
        at = next(i for i, row in enumerate(printed.rows) if row is pair[1])
        edits.insert_row(printed, at + 1, edits.foreign(pair[1], rng.choice(("合计", "小计")), _sums(flow, pair)))
    return 2


def _apart(rng, flow, below):
    """Every label of table 3 in a line of its own, its numbers in another."""
    printed = flow.table("t3")
    edits.doubt(printed)
    out, printed.cuts = [], {}
    for row in printed.rows:
        numbers = [s for s in row.slots if s.kind == "value"]
        if numbers and edits.labels(row) and not edits.is_head(printed, row):
            lines = [R.Row([copy.copy(s) for s in edits.labels(row)], row.source), R.Row(numbers, row.source)]
            out += lines if below else lines[::-1]
        else:
            out.append(row)
    printed.rows = out
    return len(out)


def numbers_below(rng, flow):
    """The numbers of each row of table 3 stand in the line below its label."""
    return _apart(rng, flow, True)


def numbers_above(rng, flow):
    """The numbers of each row of table 3 stand in the line above its label."""
    return _apart(rng, flow, False)


def rows_reversed(rng, flow):
    """The rows of table 3 stand in reverse order, each with its own label."""
    printed = flow.table("t3")
    edits.doubt(printed)
    printed.rows[printed.table.heads:], printed.cuts = printed.rows[printed.table.heads:][::-1], {}
    return len(printed.rows)


def remark_cells(rng, flow):
    """A cell with a remark stands before the numbers of some rows of table 3, and they have one cell more."""
    rows = whole_rows(flow, flow.table("t3"))
    rows = rng.sample(rows, min(len(rows), rng.randint(1, 6)))
    edits.doubt(flow.table("t3"), rows)
    for row in rows:
        if not edits.labels(row):           # the remark could be its label
            edits.doubt_bare_beside(flow.table("t3"), next(i for i, r in enumerate(flow.table("t3").rows) if r is row))
        row.slots.insert(R.value_span(row)[0], R.Slot(rng.choice(("注", "见附件", "含网络", "√", "（略）")), "remark"))
    return [edits.own_label(row) for row in rows] or None


def lines_folded(rng, flow):
    """Lines of tables are broken at a width, wherever that is, as mail programs do."""
    flow.fold = rng.choice((60, 72, 76))
    done = 0
    for name in ("t2", "t3", "t4"):
        for row in flow.table(name).rows:
            if width("\t".join(s.text for s in row.slots)) > flow.fold:
                edits.doubt(flow.table(name), [row])
                done += 1
    return {"width": flow.fold, "rows": done} if done else None


OPERATORS = {f.__name__: f for f in (
    glued_values, label_glued, row_cut_off, row_early, thousands_apart, digits_apart, line_broken, rows_in_one, values_gone,
    value_of_table2_lost, group_sum, balance_rows, total_in_front, labels_gone, labels_gone_below, numbers_below, numbers_above,
    rows_reversed, remark_cells, lines_folded)}
