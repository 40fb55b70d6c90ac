"""Builds the form's three tables as grids of cells from printed values.

`show(key)` gives the printed text of a fact; the header trees come from form.py and no value is made here.
"""
from . import form
from .model import Cell, Table


def table2(version, show):
    table = Table("t2", 2, 4, 0)
    for item, heads, rows in form.T2[version]:
        table.rows.append([Cell(f"第二十条第（{item}）项", 0, cols=4, label=True)])
        last = 4 - len(heads)                       # the last head reaches to the edge
        spans = [1] * (len(heads) - 1) + [last]
        table.rows.append([Cell("信息内容", 0)] + [Cell(h, i + 1, cols=s)
                                               for i, (h, s) in enumerate(zip(heads, spans))])
        for label, keys in rows:
            table.rows.append([Cell(label, 0, label=True)] + [
                Cell(show(f"t2.{k}"), i + 1, cols=s, key=f"t2.{k}")
                for i, (k, s) in enumerate(zip(keys, spans))])
    return table


def _head3(corner, total_on_top):
    names = [Cell(label, 4 + i) for i, (_, label) in enumerate(form.APPLICANTS[1:])]
    top = [Cell(corner, 0, cols=3, rows=3), Cell("申请人情况", 3, cols=6 if total_on_top else 7)]
    mid = [Cell("自然人", 3, rows=2), Cell("法人或其他组织", 4, cols=5)]
    if total_on_top:
        top.append(Cell("总计", 9, rows=3))
    else:
        mid.append(Cell("总计", 9, rows=2))
    return [top, mid, names]


def table3(version, show, corner=form.CORNER, total_on_top=False):
    """Three label columns, seven value columns; the outcomes hang below one cell that spans them all."""
    table = Table("t3", 3, 10, 3, _head3(corner, total_on_top))

    def row(labels, key):
        values = [Cell(show(f"t3.{key}.{c}"), 3 + i, key=f"t3.{key}.{c}")
                  for i, c in enumerate(form.COLUMNS)]
        table.rows.append(labels + values)

    row([Cell("一、" + form.NEW[1], 0, cols=3, label=True)], form.NEW[0])
    row([Cell("二、" + form.CARRIED[1], 0, cols=3, label=True)], form.CARRIED[0])
    spine = [Cell("三、" + form.RESULT, 0, rows=len(form.outcome_leaves(version)), label=True)]
    for n, (key, label, kids) in enumerate(form.outcomes(version)):
        group = Cell(f"（{form.CJK[n]}）{label}", 1, cols=1 if kids else 2, rows=max(1, len(kids)), label=True)
        if not kids:
            row(spine + [group], f"outcome.{key}")
        for i, (kid, kid_label) in enumerate(kids):
            row(spine * (i == 0) + [group] * (i == 0) + [Cell(f"{i + 1}.{kid_label}", 2, label=True)],
                f"outcome.{key}.{kid}")
            spine = []
        spine = []
    row([Cell("四、" + form.NEXT[1], 0, cols=3, label=True)], form.NEXT[0])
    return table


def table4(show):
    table = Table("t4", 4, 15, 3)
    table.rows.append([Cell("行政复议", 0, cols=5), Cell("行政诉讼", 5, cols=10)])
    table.rows.append([Cell(label, i, rows=2) for i, (_, label) in enumerate(form.REVIEW)]
                      + [Cell(form.GROUPS[1][1], 5, cols=5), Cell(form.GROUPS[2][1], 10, cols=5)])
    table.rows.append([Cell(label, 5 + 5 * g + i) for g in (0, 1)
                       for i, (_, label) in enumerate(form.REVIEW)])
    keys = [f"t4.{g}.{k}" for g, _ in form.GROUPS for k, _ in form.REVIEW]
    table.rows.append([Cell(show(k), i, key=k) for i, k in enumerate(keys)])
    return table
