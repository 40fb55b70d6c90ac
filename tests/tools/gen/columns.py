"""Damage to the columns of a table: some that the form does not have, others gone, in another order or below other labels.

An operator is `f(rng, flow)` as in slips.py. All need a grid of every slot (`full`), where a value stands below its head: the heads
decide what a column means. Beside other damage to the table its facts are left open.
"""
import copy

from . import edits, form, rows as R
from .model import Table
from .strangers import insert_items, other_table, paragraph

VALUES = 3                  # table 3: the first slot of the values; 7 of them


def _column(name, at, head, text, label_row=0):
    """An operator that puts a column into table 3; head and text(rng, flow, row, n) are its label and its values."""
    def op(rng, flow):
        printed = flow.table("t3")
        if printed.convention != "full":
            return None
        if not edits.untouched(flow, printed):
            edits.doubt(printed)
        rows, label = [printed.rows[i] for i in edits.data_rows(printed)], rng.choice(head)
        texts = [text(rng, flow, row, n) for n, row in enumerate(rows)]
        edits.insert_column(printed, at, label, lambda n: texts[n], label_row)
        return {"at": at, "head": label, "values": texts}
    op.__name__ = name
    return op


def _ordinal(rng, flow, row, n):
    return str(n + 1)


def _number(low, high):
    return lambda rng, flow, row, n: str(rng.randint(low, high))


def _companies(rng, flow, row, n):
    """What the five columns of 法人或其他组织 come to."""
    values = [flow.report.facts[s.key] for s in row.slots if ".legal_person." in s.key]
    return "" if None in values or len(values) != 5 else str(sum(values))


def _last(rng, flow, row, n):
    return [s.text for s in row.slots if s.kind == "value"][-1]


_COLUMNS = (
    _column("ordinal_front", 0, ("序号", "行次", ""), _ordinal),
    _column("ordinal_column", VALUES, ("行次", "序号", "代码"), _ordinal),
    _column("last_year_column", VALUES, ("上年总计", "上年数"), _number(0, 99)),
    _column("numbers_behind", VALUES + 7, ("上年数", "上年同期"), _number(0, 99)),
    _column("total_twice", VALUES + 7, ("总计", "合计"), _last),
    _column("subtotal_first", VALUES + 1, ("小计",), _companies, 2),
    _column("subtotal_behind", VALUES + 6, ("小计",), _companies, 2),
    _column("share_column", VALUES + 7, ("占比",), lambda rng, flow, row, n: f"{rng.randint(0, 100)}%"),
)


def column_pairs(rng, flow):
    """Each column of table 3 twice: last year's number beside this year's."""
    printed = flow.table("t3")
    if printed.convention != "full":
        return None
    edits.doubt(printed)
    years = [f"{flow.report.year - 1}年", f"{flow.report.year}年"]
    for row in printed.rows:
        head, out = edits.is_head(printed, row), row.slots[:VALUES]
        for slot in row.slots[VALUES:]:
            out += [slot, R.Slot("")] if head else [R.Slot(str(rng.randint(0, 99)), "value"), slot]
        row.slots = out
    width = len(printed.rows[0].slots) - VALUES
    heads = R.Row([R.Slot("")] * VALUES + [R.Slot(years[i % 2], "head") for i in range(width)], 0)
    edits.insert_row(printed, printed.table.heads, heads)
    return years


def side_by_side(rng, flow):
    """Two tables in one: the seven columns of the agency and of its units, one beside the other."""
    printed = flow.table("t3")
    twin = other_table(rng, flow, "t3", "full")
    if printed.convention != "full" or len(twin.rows) != len(printed.rows):
        return None
    edits.doubt(printed)
    names, front = ["本级", "下属单位"], rng.random() < .5
    for row, more in zip(printed.rows, twin.rows):
        values, others = row.slots[VALUES:], more.slots[VALUES:]
        row.slots = row.slots[:VALUES] + (others + values if front else values + others)
    above = R.Row([R.Slot("") for _ in printed.rows[0].slots], 0)
    above.slots[VALUES].text, above.slots[VALUES + 7].text = names[::-1] if front else names
    edits.insert_row(printed, 0, above)
    return {"front": front}


def transposed(rng, flow):
    """Rows and columns of table 3 have changed places."""
    printed = flow.table("t3")
    if printed.convention != "full" or any(len(row.slots) != VALUES + 7 for row in printed.rows):
        return None
    edits.doubt(printed)
    rows = [printed.rows[i] for i in edits.data_rows(printed)]
    names = [label for _, label in form.APPLICANTS] + ["总计"]
    top = R.Row([R.Slot("申请人", "head"), *(R.Slot(edits.own_label(row), "head") for row in rows)], 0)
    printed.rows = [top] + [R.Row([R.Slot(name, "label"), *(row.slots[VALUES + n] for row in rows)], VALUES + n)
                            for n, name in enumerate(names)]
    printed.cuts = {}
    return {"rows": len(rows)}


def two_halves(rng, flow):
    """The rows of table 3 stand in two halves beside each other."""
    printed = flow.table("t3")
    if printed.convention != "full" or any(len(row.slots) != VALUES + 7 for row in printed.rows):
        return None
    edits.doubt(printed)
    rows = [printed.rows[i] for i in edits.data_rows(printed)]
    half = (len(rows) + 1) // 2
    for row in rows:
        row.slots = [R.Slot(edits.own_label(row), "label"), *row.slots[VALUES:]]
    for row, other in zip(rows, rows[half:] + [R.Row([], 0)] * half):
        row.slots += other.slots
    names = ["项目"] + [label for _, label in form.APPLICANTS] + ["总计"]
    printed.rows, printed.cuts = [R.Row([R.Slot(n, "head") for n in names * 2], 0), *rows[:half]], {}
    return {"rows": half}


def companies_in_one(rng, flow):
    """Table 3 has three columns: natural persons, all legal persons together, total."""
    printed = flow.table("t3")
    if printed.convention != "full" or any(len(row.slots) != VALUES + 7 for row in printed.rows):
        return None
    edits.doubt(printed)
    for i in edits.data_rows(printed):
        slots = printed.rows[i].slots
        total = _companies(rng, flow, printed.rows[i], 0)
        for slot in slots[VALUES + 1:VALUES + 6]:
            edits.lose(printed, slot)
        slots[VALUES + 1:VALUES + 6] = [R.Slot(total, "value")]
    names = ["自然人", "法人或其他组织", "总计"]
    printed.rows[:3] = [R.Row([R.Slot("项目", "head"), R.Slot(""), R.Slot(""), *(R.Slot(n, "head") for n in names)], 0)]
    printed.cuts = {c - 2: m for c, m in printed.cuts.items() if c > 3}
    return names


def year_rows(rng, flow):
    """Each row of table 3 twice, of this year and of the last: a column of its own says which."""
    printed = flow.table("t3")
    if printed.convention != "full":
        return None
    edits.doubt(printed)
    years, last_first = [f"{flow.report.year}年", f"{flow.report.year - 1}年"], rng.random() < .5
    edits.insert_column(printed, VALUES, "年度", lambda n: "")
    for row in [printed.rows[i] for i in edits.data_rows(printed)]:
        at = next(i for i, other in enumerate(printed.rows) if other is row)
        twin = edits.foreign(row, "", [""] + [str(rng.randint(0, 99)) for _ in row.slots])
        row.slots[VALUES].text, twin.slots[VALUES].text = years
        if last_first:
            twin.slots[:VALUES], row.slots[:VALUES] = row.slots[:VALUES], twin.slots[:VALUES]
        edits.insert_row(printed, at + (not last_first), twin)
    return {"last year first": last_first}


def column_twice(rng, flow):
    """A column of table 3 stands there twice, with its head."""
    printed, at = flow.table("t3"), rng.randrange(VALUES, VALUES + 7)
    if printed.convention != "full" or any(len(row.slots) <= at for row in printed.rows):
        return None
    edits.doubt(printed)
    for row in printed.rows:
        row.slots.insert(at, R.Slot(row.slots[at].text, row.slots[at].kind))
    return {"at": at}


def flat_heads(rng, flow):
    """The header of table 3 is one row, in which a head is named with those above it."""
    printed = flow.table("t3")
    heads = printed.table.heads
    if printed.convention != "full" or printed.cuts or any(len(row.slots) < VALUES + 7 for row in printed.rows[:heads]):
        return None
    edits.doubt(printed)
    texts = [[slots[i].text for slots in (row.slots for row in printed.rows[:heads])] for i in range(VALUES, len(printed.rows[0].slots))]
    names = ["申请人情况_" + ("法人或其他组织_" if column[-1] else "") + next((t for t in reversed(column) if t), "") for column in texts]
    printed.rows[:heads] = [R.Row([R.Slot("项目", "head"), R.Slot(""), R.Slot(""), *(R.Slot(n, "head") for n in names)], 0)]
    return names


def _right_part(rng, flow):
    """The columns of table 3 from one on, taken out of its rows: (their heads and values row by row, where)."""
    printed = flow.table("t3")
    if printed.convention != "full" or any(len(row.slots) != VALUES + 7 for row in printed.rows):
        return None
    edits.doubt(printed)
    at = rng.randrange(VALUES + 2, VALUES + 6)
    out = [R.Row(row.slots[at:], row.source) for row in printed.rows]
    for row in printed.rows:
        del row.slots[at:]
    return out, at


def columns_cut_off(rng, flow):
    """The columns at the right of table 3 are cut off with their heads, by the edge of a page."""
    taken = _right_part(rng, flow)
    if taken is None:
        return None
    for slot in (s for row in taken[0] for s in row.slots):
        edits.lose(flow.table("t3"), slot)
    return {"at": taken[1]}


def columns_on_next_page(rng, flow):
    """The columns at the right of table 3 stand behind it as a table of their own, without the labels of the rows."""
    taken = _right_part(rng, flow)
    if taken is None:
        return None
    own = flow.table("t3")
    at = next(i for i, item in enumerate(flow.items) if item is own)
    more = R.Printed(Table("o3", own.table.section, len(taken[0][0].slots), own.table.heads), "full", taken[0])
    insert_items(flow, at + 1, [paragraph("第2页"), more])
    return {"at": taken[1]}


# ---- table 2 ----


def _blocks(printed):
    """(first, end) of each block of table 2 with its title, head and rows."""
    starts = [i for i, row in enumerate(printed.rows) if row.slots and row.slots[0].text.startswith("第二十条")]
    return list(zip(starts, [*starts[1:], len(printed.rows)]))


def _three_columns(rng, printed):
    """Rows of a block below three labels, its head the first; none where there is no such block."""
    if printed.convention != "full":
        return []
    blocks = [printed.rows[a + 1:b] for a, b in _blocks(printed)]
    blocks = [b for b in blocks if len(b) > 1 and all(len(row.slots) == 4 for row in b) and all(s.kind != "pad" for s in b[0].slots)]
    return rng.choice(blocks) if blocks else []


def block_column_lost(rng, flow):
    """One of the three columns of a block of table 2 is gone with its label."""
    printed = flow.table("t2")
    rows, at = _three_columns(rng, printed), rng.randint(1, 3)
    edits.doubt(printed, rows)
    for row in rows:
        edits.lose(printed, row.slots.pop(at))
        row.slots.append(R.Slot(""))
    return {"at": at} if rows else None


def block_columns_swapped(rng, flow):
    """Two of the three columns of a block of table 2 have changed places, with their labels."""
    printed = flow.table("t2")
    rows, (a, b) = _three_columns(rng, printed), rng.sample((1, 2, 3), 2)
    edits.doubt(printed, rows)
    for row in rows:
        row.slots[a], row.slots[b] = row.slots[b], row.slots[a]
    return {"at": [a, b]} if rows else None


def block_heads_of_other_version(rng, flow):
    """Block （一） of table 2 has the labels of the form's other version: its numbers are none of this version's facts."""
    printed, version = flow.table("t2"), flow.report.variants["t2"]
    other, = form.T2.keys() - {version}
    own, theirs = ([key for _, keys in form.T2[v][0][2] for key in keys] for v in (version, other))
    heads = [s for row in printed.rows[:2] for s in row.slots if s.text in form.T2[version][0][1]]
    if len(heads) != 3:
        return None
    texts = dict(zip(form.T2[version][0][1], form.T2[other][0][1]))
    for slot in heads:
        slot.text = texts[slot.text]
    renamed = {f"t2.{a}": f"t2.{b}" for a, b in zip(own, theirs)}
    for slot in (s for row in printed.rows for s in row.slots if s.key in renamed):
        meant = renamed[slot.key]
        flow.report.facts[meant], flow.report.facts[slot.key] = flow.report.facts[slot.key], None
        printed.open.add(meant)
        slot.key = meant
    return other


def last_year_in_table2(rng, flow):
    """Table 2 has a column more, last year's numbers, below that label."""
    printed = flow.table("t2")
    if printed.convention != "full":
        return None
    if not edits.untouched(flow, printed):
        edits.doubt(printed)
    for row in printed.rows:
        head = any(s.text == "信息内容" for s in row.slots)
        value = any(s.kind == "value" for s in row.slots)
        row.slots.append(R.Slot("上年数", "head") if head else R.Slot(str(rng.randint(0, 99)), "value") if value else R.Slot(""))
    return "上年数"


# ---- table 4 ----


def groups_swapped(rng, flow):
    """Two groups of five columns of table 4 have changed places, with their labels."""
    printed = flow.table("t4")
    if printed.convention != "full" or any(len(row.slots) != 15 for row in printed.rows):
        return None
    edits.doubt(printed)
    suits_first = rng.random() < .5
    for row in printed.rows:
        a, b, c = row.slots[:5], row.slots[5:10], row.slots[10:]
        row.slots = b + c + a if suits_first else a + c + b if row.source else row.slots
    return {"suits first": suits_first}


def review_total_lost(rng, flow):
    """The column 总计 of 行政复议 is gone with its label."""
    printed = flow.table("t4")
    if printed.convention != "full" or any(len(row.slots) != 15 for row in printed.rows):
        return None
    edits.doubt(printed)
    for row in printed.rows:
        edits.lose(printed, row.slots.pop(4))
    return 4


def ordinal_row(rng, flow):
    """A row that counts the columns stands between head and values of table 3 or 4."""
    printed = flow.table(rng.choice(("t3", "t4")))
    first = next(iter(edits.data_rows(printed)))
    row = copy.deepcopy(printed.rows[first])
    n = sum(s.kind == "value" for s in row.slots)
    if n != {"t3": 7, "t4": 15}[printed.table.name]:
        return None
    edits.insert_row(printed, first, edits.foreign(row, "栏次", [str(i + 1) for i in range(n)]))
    return printed.table.name


OPERATORS = {f.__name__: f for f in (
    *_COLUMNS, column_pairs, side_by_side, transposed, two_halves, companies_in_one, year_rows, column_twice, flat_heads,
    columns_cut_off, columns_on_next_page, block_column_lost, block_columns_swapped,
    block_heads_of_other_version, last_year_in_table2, groups_swapped, review_total_lost, ordinal_row)}
