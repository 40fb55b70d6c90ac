"""One document from a seed: draw, word damage, print rows, page damage, print text, state the truth.

Which operators may meet in one document, and in which shapes, is the table below; their order is the table's too.
"""
import random

from . import columns, dress, layout, pages, plainword, readings, render, reports, rows, shapes, slips, spoilt, strangers, strays, truth, wording
from .flow import Flow, Text, edge_blank

ABOUT_FACTS = {**strays.OPERATORS, **spoilt.OPERATORS, **columns.OPERATORS, **strangers.OPERATORS}
PAGE = {**pages.OPERATORS, **slips.OPERATORS, **pages.LATE, **ABOUT_FACTS}
NAMES = (*wording.OPERATORS, *(n for n in PAGE if n not in ABOUT_FACTS))
STRAYS = (*ABOUT_FACTS, *dress.OPERATORS)   # only where they are named
GRID = ("tabs", "pipes", "markdown", "csv")
PLAIN = (*GRID, "cells")
ALL = (*PLAIN, "layout")
WORD = "word"                           # a bare Word document: damage to facts, none by pages, and only where it is asked for
NOT_IN_WORD = {*pages.OPERATORS, *pages.LATE, "thousands_apart", "ends_trimmed", "value_of_table2_lost"}
WHERE = {           # operators that not every shape can show
    **dict.fromkeys(PAGE, PLAIN),
    **dict.fromkeys(dress.OPERATORS, PLAIN),
    **dict.fromkeys(("narrowed_fragment", "lost_first_column", "pads_at_end", "label_split"), GRID),
    **dict.fromkeys(("running_heads", "repeated_header"), ALL),
    **dict.fromkeys(("blank_column", "column_lost", "columns_swapped", "column_replaced"), ("pipes", "markdown", "csv")),
    **dict.fromkeys((*columns.OPERATORS, "row_cut_off", "row_early"), GRID), "ordinal_row": PLAIN, "thousands_apart": ("csv",),
    **dict.fromkeys(("line_broken", "lines_folded", "numbers_below", "numbers_above"), ("tabs",)),
    **dict.fromkeys(("wrapped_digits",), ("csv", "cells")), "ends_trimmed": ("tabs", "csv"), "second_table": ("tabs", "csv", "cells"),
}
EXCLUSIVE = (       # at most one of each set: together they would say more than each can prove
    {"row_missing", "rows_unlabelled", "rows_lost"}, {"repeated_header", "lost_first_column"},
    {"broken_identity", "extra_value"}, {"broken_identity", "value_lost"}, {"extra_value", "rows_lost"},
    {"row_twice", "values_gone"}, {"value_of_table2_lost", "block_column_lost"}, {"broken_identity", "wrapped_digits"}, {"broken_identity", "merged_values"}, {"foreign_row", "rows_unlabelled", "rows_lost"},
    *({"column_lost", "columns_swapped", "blank_column", "column_replaced", name} for name in
      ("extra_value", "value_lost", "merged_values", "pads_at_end", "lost_first_column", "label_split", "ends_trimmed")),
    *({"row_twice", "second_table", name} for name in ("extra_value", "value_lost", "merged_values", "odd_value", "unit_value",
                                                        "wrapped_digits", "label_cut", "foreign_row", "total_row_front")),
    *({"column_lost", "columns_swapped", "blank_column", "column_replaced", name} for name in       # these print heads of their own
      ("companies_in_one", "two_halves", "transposed")),
    *({"labels_gone", "labels_gone_below", name} for name in ("rows_swapped", "rows_unlabelled", "rows_lost")),
)


def applicable(shape):
    return [n for n in NAMES if shape in WHERE.get(n, ALL)]


def possible(shape):
    """Those that a document may bear if they are named."""
    if shape == WORD:
        return [n for n in possible("csv") if n not in NOT_IN_WORD]
    return [n for n in (*NAMES, *STRAYS) if shape in WHERE.get(n, ALL)]


def choose(rng, shape):
    """A third of the documents is whole, the others bear one to four kinds of damage."""
    if rng.random() < 1 / 3:
        return []
    picked = []
    for name in rng.sample(applicable(shape), rng.randint(1, 4)):
        if not any(name in pair and pair & set(picked) for pair in EXCLUSIVE):
            picked.append(name)
    return [n for n in NAMES if n in picked]


def _broken_cells(rng, report):
    """Cells that hold a line break, as one cell a line prints them."""
    for table in report.tables()[1:3]:
        for cell in (c for row in table.rows[:table.heads] for c in row if len(c.text) == 4):
            if rng.random() < .6:
                cell.text = cell.text[:2] + "\n" + cell.text[2:]


def _open_blanks(flow, printed):
    """A blank where the row is filled up with blanks may have been left by a cell that is gone. Sums tell in table 3; table 2 has
    none."""
    slots = [[s for s in row.slots if s.key] for row in printed.rows]
    for row in slots:
        if printed.table.name == "t3" and len(row) == 7:
            numbers = [flow.report.facts[s.key] for s in row]
            printed.open |= {row[i].key for i in readings.undetermined(numbers)}
        elif printed.table.name == "t2" and row and not row[-1].text and any(s.text for s in row):
            printed.open |= {s.key for s in row}


def _flow(report, shape, convention):
    items = []
    for b in report.blocks:
        items.append(rows.printed(b.table, convention) if b.kind == "table" else Text(b, [b.head + b.text]))
    flow = Flow(report, shape, items)
    if convention != "once":
        for name in ("t2", "t3"):
            _open_blanks(flow, flow.table(name))
    if convention == "collapse":            # a blank at either edge can be a pad there: the row leaves it open
        t3 = flow.table("t3")
        for row in t3.rows:
            if edge_blank(flow, row):
                t3.open |= {s.key for s in row.slots if s.key}
    return flow


def _apply(rng, operators, target, wanted, damage):
    for name, operator in operators.items():
        if name in wanted:
            note = operator(rng, target)
            if note is not None:
                damage.append({"kind": name, "detail": note})


def make(seed, shape, wanted=None):
    """(text, truth without case and encoding, flow, pdf bytes or None). `wanted` None: the seed chooses the damage."""
    rng = random.Random(seed)
    report = reports.draw(rng, rare=shape != "layout" and rng.random() < .1)
    wanted = choose(rng, shape) if wanted is None else [n for n in wanted if n in possible(shape)]
    style = shapes.style(rng, shape)
    if shape == "markdown":
        report.title()[:] = ["".join(report.title())]
    damage, pdf = [], None
    _apply(rng, wording.OPERATORS, report, wanted, damage)
    _apply(rng, dress.OPERATORS, report, wanted, damage)
    if shape == "cells":
        _broken_cells(rng, report)
    if shape == "layout":
        return layout.make(rng, report, wanted, damage)
    flow = _flow(report, shape, style["convention"])
    _apply(rng, PAGE, flow, wanted, damage)
    if shape == WORD:
        return plainword.document(flow, rng.random() < .7), flow, damage, [], pdf
    printer = render.Printer(flow, style)
    return printer.document(), flow, damage, printer.furniture, pdf


def describe(case, made, encoding):
    text, flow, damage, furniture, _ = made
    return truth.truth(case, flow, damage, encoding, text, furniture)
