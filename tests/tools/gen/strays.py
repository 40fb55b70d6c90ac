"""Damage that is about facts alone: rows and columns that are twice, swapped, foreign or gone, numbers wrapped, run together or misprinted.

An operator is `f(rng, flow)` as in slips.py and decides itself what stays determined. Documents drawn at random do not bear
these (their truth about tables and joins is that of the other operators); whoever wants one names it.
"""
import copy
import re

from . import edits, readings, rows as R
from .flow import Text, edge_blank, outcomes, values, whole_rows
from .model import Block


def _leaves(printed):
    """Indexes of outcome rows that print nothing but their own label, which no other row or column has."""
    return [i for i in outcomes(printed) if len(edits.labels(printed.rows[i])) == 1
            and not re.fullmatch(r".*[其总合][他计]", edits.labels(printed.rows[i])[0].text)]


def _pick(rng, flow, low, high):
    """Value slots of whole rows of table 3, each with its row, at most one a row."""
    rows = whole_rows(flow, flow.table("t3"))
    return [(row, rng.choice([s for s in row.slots if s.key])) for row in rng.sample(rows, min(len(rows), rng.randint(low, high)))]


def wrapped_digits(rng, flow):
    """The digits of a number stand on two lines of its cell."""
    printed, done = flow.table("t3"), []
    for row, slot in _pick(rng, flow, 1, 4):
        if len(slot.text) < 2 or not slot.text.isascii() or not slot.text.isdigit():
            continue
        at = rng.randrange(1, len(slot.text))
        pieces = [int(slot.text[:at]), int(slot.text[at:])]
        slot.text = slot.text[:at] + "\n" + slot.text[at:]
        keys = [s.key for s in row.slots if s.key]
        i, numbers = keys.index(slot.key), values(flow, row)
        ways = {tuple(numbers[:i] + [p] + numbers[i + 1:]) for p in (numbers[i], *pieces)}
        ways |= readings.placements(numbers[:i] + pieces + numbers[i + 1:], 7)
        if sum(map(readings.sums, ways)) != 1:
            printed.open.add(slot.key)
        done.append(slot.key)
    return done or None


def merged_values(rng, flow):
    """Two numbers beside each other stand in one cell."""
    printed, rows = flow.table("t3"), whole_rows(flow, flow.table("t3"))
    if not rows:
        return None
    row = rng.choice(rows)
    numbers, keys, (first, end) = values(flow, row), {s.key for s in row.slots if s.key}, R.value_span(row)
    at = rng.randrange(first, end - 1)
    second = row.slots.pop(at + 1)
    row.slots[at].text += rng.choice((" ", "  ", "\u00a0")) + second.text
    row.slots[at].also = second.key
    if printed.convention != "once":
        row.slots.insert(end - 1, R.Slot(""))
    if not readings.sums(numbers):
        printed.open |= keys
    return {"at": at - first}


def row_twice(rng, flow):
    """A row stands there twice, and once in two its copy says something else in one cell."""
    printed = flow.table("t3")
    rows = [i for i in _leaves(printed) if printed.rows[i] in whole_rows(flow, printed)]
    if not rows:
        return None
    at = rng.choice(rows)
    twin = copy.deepcopy(printed.rows[at])
    if rng.random() < .5:
        slot = rng.choice([s for s in twin.slots if s.key])
        slot.text = str(flow.report.facts[slot.key] + rng.randint(1, 9))
        printed.open.add(slot.key)
    for slot in twin.slots:
        slot.key = ""
    edits.insert_row(printed, at + 1, twin)
    return {"row": at}


def rows_swapped(rng, flow):
    """Two rows of the same group have changed places."""
    printed = flow.table("t3")
    rows = [i for i in _leaves(printed) if i + 1 in _leaves(printed) and i + 1 not in printed.cuts]
    if not rows:
        return None
    at = rng.choice(rows)
    printed.rows[at:at + 2] = printed.rows[at:at + 2][::-1]
    return {"row": at}


def blank_column(rng, flow):
    """A column without any text stands between the columns of table 3."""
    printed, at = flow.table("t3"), rng.randrange(1, 7)
    for row in printed.rows:
        row.slots.insert(3 + at, R.Slot(""))
        if None in values(flow, row):
            printed.open |= {s.key for s in row.slots if s.key}
    return {"at": at}


def column_lost(rng, flow):
    """A column of table 3 is gone with its header: which values are whose cannot be told without the header."""
    printed, at = flow.table("t3"), rng.randrange(7)
    for row in printed.rows:
        gone = row.slots.pop(3 + at)
        keys = {s.key for s in row.slots if s.key}
        printed.open |= keys
        if gone.key:
            printed.lost.append(gone.key)
    return {"at": at}


def columns_swapped(rng, flow):
    """Two columns of table 3 have changed places, with their headers."""
    printed, at = flow.table("t3"), rng.sample((0, 6), 2)
    for row in printed.rows:
        row.slots[3 + at[0]], row.slots[3 + at[1]] = row.slots[3 + at[1]], row.slots[3 + at[0]]
        printed.open |= {s.key for s in row.slots if s.key}
    return {"at": at}


def column_replaced(rng, flow):
    """A column of table 3 is gone, and another that is none of the form's stands at its end: there are as many as in the form."""
    printed, at = flow.table("t3"), rng.randrange(6)
    for row in printed.rows:
        gone = row.slots.pop(3 + at)
        printed.open |= {s.key for s in row.slots if s.key}
        row.slots.append(R.Slot("备注" if row.source == 1 else str(rng.randint(0, 9)) if row.source >= printed.table.heads else ""))
        if gone.key:
            printed.lost.append(gone.key)
    return {"at": at}


def fee_in_yuan(rng, flow):
    """The header asks for yuan instead of 万元: the number is no value of the form's."""
    for slot in (s for row in flow.table("t2").rows for s in row.slots):
        if slot.text == "本年收费金额（单位：万元）":
            slot.text = "本年收费金额（单位：元）"
            flow.report.facts["t2.fees.amount"] = None
            return slot.text
    return None


def total_row_front(rng, flow):
    """A row 合计 that is none of the form's stands before the first row."""
    printed = flow.table("t3")
    at = printed.table.heads
    row = copy.deepcopy(printed.rows[at])
    for slot in row.slots:
        if slot.kind == "label" and slot.text:
            slot.text = "合计"
        elif slot.key:
            slot.text, slot.key = str(rng.randint(1, 999)), ""
    edits.insert_row(printed, at, row)
    return {"row": at}


def foreign_row(rng, flow):
    """A row that is none of the form's stands between its rows."""
    printed = flow.table("t3")
    at = rng.choice([printed.table.heads + 1, *_leaves(printed)])
    row = copy.deepcopy(printed.rows[at])
    for slot in row.slots:
        if slot.kind == "label" and slot.text:
            slot.text = rng.choice(("其中：通过网络提交", "涉企申请件数", "本年度行政机关答复总量统计"))
        elif slot.key:
            slot.text, slot.key = str(rng.randint(0, 99)), ""
    edits.insert_row(printed, at, row)
    return {"row": at}


def label_cut(rng, flow):
    """The labels of some rows are cut short: right or none are fine, for rows without label beside them, too."""
    printed, done = flow.table("t3"), []
    for i in rng.sample(_leaves(printed), min(3, len(_leaves(printed)))):
        slot = edits.labels(printed.rows[i])[0]
        slot.text = slot.text[:max(3, int(len(slot.text) * rng.uniform(.4, .9)))]
        printed.open |= {s.key for s in printed.rows[i].slots if s.key}
        edits.doubt_bare_beside(printed, i)
        done.append(slot.text)
    return done or None


def unit_value(rng, flow):
    """Numbers with their unit behind them."""
    done = []
    for printed in (flow.table(t) for t in ("t2", "t3", "t4")):
        for slot in (s for row in printed.rows for s in row.slots if s.key and s.text.isdigit() and rng.random() < .3):
            unit = "万元" if slot.key in ("t2.fees.amount", "t2.procurement.amount") else "件"
            slot.text += unit
            done.append(slot.key)
    return len(done) or None


def odd_value(rng, flow):
    """What stands there is about a number, but none: about 5, a letter O, a note's mark."""
    done = []
    for row, slot in _pick(rng, flow, 2, 6):
        number = slot.text
        slot.text = rng.choice((f"约{number}", f"{number}①", f"{number}*", number.replace("0", "O") if "0" in number else f"近{number}",
                                "〇" if number == "0" else f"{number}余", f"{number}（注1）"))
        flow.report.facts[slot.key] = None
        done.append(slot.key)
    return done or None


def header_cell_lost(rng, flow):
    """A column label of table 3 is not there; the order of the columns is."""
    printed = flow.table("t3")
    cells = [s for row in printed.rows[1:printed.table.heads] for s in row.slots if s.kind == "head" and s.text]
    slot = rng.choice(cells)
    text, slot.text = slot.text, ""
    return text


def second_table(rng, flow):
    """Table 3 stands there twice, and says something else in some rows."""
    printed = flow.table("t3")
    twin, at = copy.deepcopy(printed), next(i for i, item in enumerate(flow.items) if item is printed)
    for row in rng.sample(whole_rows(flow, printed), min(4, len(whole_rows(flow, printed)))):
        other = next(r for r in twin.rows if [s.key for s in r.slots] == [s.key for s in row.slots])
        slot = rng.choice([s for s in other.slots if s.key])
        slot.text = str(flow.report.facts[slot.key] + rng.randint(1, 9))
        printed.open.add(slot.key)
    for slot in (s for row in twin.rows for s in row.slots):
        slot.key = ""
    flow.items[at + 1:at + 1] = [Text(Block("paragraph", "上一年度的情况见下表。"), ["上一年度的情况见下表。"]), twin]
    return {"rows": 4}


def ends_trimmed(rng, flow):
    """Empty cells at the end of rows of table 3 are not there."""
    printed, done = flow.table("t3"), 0
    for row in printed.rows:
        if edge_blank(flow, row):
            printed.open |= {s.key for s in row.slots if s.key}
        while row.slots and not row.slots[-1].text and len(row.slots) > 1:
            row.slots.pop()
            done += 1
    return done or None


OPERATORS = {f.__name__: f for f in (
    wrapped_digits, merged_values, row_twice, rows_swapped, blank_column, column_lost, columns_swapped, column_replaced, fee_in_yuan,
    total_row_front, foreign_row, label_cut, unit_value, odd_value, header_cell_lost, second_table, ends_trimmed)}
