"""Word tables whose columns are not those of the form: with geometry each value belongs to the label above it, and to no other."""
import random
import unittest
from unittest import mock

import form_truth
from gen import docx, ooxml, reports
from gen.dialects import DIALECTS
from gen.model import Cell

FIRST, END = 3, 10          # value columns of table 3


def table3(report):
    return next(t for t in report.tables() if t.name == "t3")


def lose(facts, *cells):
    facts.update({c.key: None for c in cells if c.key})


def swapped(rng, report, facts):
    """Two columns have changed places, with their labels."""
    a, b = (FIRST, END - 1) if rng.random() < .5 else rng.sample(range(FIRST + 1, END - 1), 2)
    for row in table3(report).rows:
        for cell in row:
            if cell.cols == 1 and cell.col in (a, b) and not cell.label:
                cell.col = b if cell.col == a else a
        row.sort(key=lambda c: c.col)


def merged(rng, report, facts):
    """One value stands below two columns: it is neither's."""
    rows = [row for row in table3(report).rows if sum(bool(c.key) for c in row) == END - FIRST]
    for row in rng.sample(rows, 3):
        values = [c for c in row if c.key]
        at = rng.randrange(len(values) - 1)
        lose(facts, values[at], values[at + 1])
        values[at].cols = 2
        row.remove(values[at + 1])


def dropped(rng, report, facts):
    """A column is gone, with its label."""
    gone = rng.randrange(FIRST, END)
    table = table3(report)
    for row in table.rows:
        for cell in list(row):
            if cell.col == gone and cell.cols == 1 and not cell.label:
                lose(facts, cell)
                row.remove(cell)
            elif FIRST <= cell.col <= gone < cell.col + cell.cols:
                cell.cols -= 1
            elif cell.col > gone:
                cell.col -= 1
    table.width -= 1


def replaced(rng, report, facts):
    """A column is gone, and one that is none of the form's stands at the end: there are as many as before."""
    dropped(rng, report, facts)
    table = table3(report)
    for n, row in enumerate(table.rows):
        if n == 0:
            row.append(Cell("备注", table.width, 1, table.heads))
        elif n >= table.heads:
            row.append(Cell(str(rng.randint(0, 9)), table.width))
    table.width += 1


def blank(rng, report, facts):
    """Value cells are empty."""
    for table in report.tables()[:3]:
        for cell in rng.sample(table.values(), 2):
            cell.text = ""
            lose(facts, cell)


def record(report):
    """The cells of table 4, whose groups of five sum to the last of them."""
    return next(t for t in report.tables() if t.name == "t4").rows[-1]


def lost(rng, report, facts):
    """A value of the last group is gone, so that its total stands where the value before it did."""
    row = record(report)
    lose(facts, *row[10:])
    gone = rng.randrange(10, 14)
    for cell in row[gone + 1:]:
        cell.col -= 1
    del row[gone]


def glued(rng, report, facts):
    """So is one, since it stands in the cell before it."""
    row = record(report)
    lose(facts, *row[10:])
    at = rng.randrange(10, 13)
    row[at].text += "/" + row[at + 1].text
    for cell in row[at + 2:]:
        cell.col -= 1
    del row[at + 1]


def parted(rng, report, facts):
    """A row of table 2 in two, as a page cuts it: the rest of the label stands below its beginning, and digits below each number."""
    table = next(t for t in report.tables() if t.name == "t2")
    at = rng.choice([n for n, row in enumerate(table.rows) if any(c.key for c in row) and all(c.rows == 1 for c in row)])
    row = table.rows[at]
    lose(facts, *row)
    label = row[0].text.replace("\n", "")
    table.rows.insert(at + 1, [Cell(label[-1], row[0].col, row[0].cols, label=True),
                               *(Cell(str(rng.randrange(9)), c.col, c.cols) for c in row if c.key)])
    row[0].text = label[:-1]
    for cell in row:
        cell.text = str(rng.randrange(10, 99)) if cell.key else cell.text


def run_together(rng, report, facts):
    """Two numbers run together in one cell, and the one beside it is blank, or gone with what is behind it moved up."""
    row = record(report)
    start = rng.choice((0, 5, 10))
    group, at = row[start:start + 5], rng.randrange(3)
    if group[at].text == "0" or group[at + 1].text == "":
        return                  # `05` is no number
    facts["?"] = [c.key for c in group]
    group[at].text += group[at + 1].text
    group[at + 1].text = ""
    if start == 10 and rng.random() < .5:
        for cell in row[start + at + 2:]:
            cell.col -= 1
        del row[start + at + 1]


def doubled(rng, report, facts):
    """A value stands twice, and the total behind the table; no sum can tell, since the mark of a note stands at another total."""
    row = record(report)
    facts[row[4].key] = None
    facts["?"] = [c.key for c in row if c is not row[4]]
    for cell in row[13:]:
        cell.col += 1
    row[4].text += "⁴"
    row.insert(13, Cell(row[12].text, 13))
    next(t for t in report.tables() if t.name == "t4").width += 1


def upturned(rng, report, facts):
    """Table 4 from the bottom up and from right to left, as a page that stands on its head is read."""
    table = next(t for t in report.tables() if t.name == "t4")
    lose(facts, *record(report))
    for n, row in enumerate(table.rows):
        for cell in row:
            cell.col, cell.rows = table.width - cell.col - cell.cols, min(cell.rows, 1)
        row.sort(key=lambda c: c.col)
    table.rows.reverse()
    for row in table.rows[1:]:
        taken = {n for c in row for n in range(c.col, c.col + c.cols)}
        row.extend(Cell("", n) for n in range(table.width) if n not in taken)
        row.sort(key=lambda c: c.col)


def slid(rng, report, facts):
    """A 0 stands too much in the second group, and all behind it one cell later: the last total is off the table."""
    row = record(report)
    if row[9].text == "0":
        return                  # its sum holds with zeros in whatever order
    facts["?"] = [c.key for c in row[5:-1]]
    lose(facts, row[-1])
    at = rng.randrange(6, 10)
    for cell in row[at:]:
        cell.col += 1
    row.insert(at, Cell("0", at))
    del row[-1]


def listed(rng, report, facts):
    """Table 2 as a list: each number in a row of its own, behind the label of its column."""
    table = next(t for t in report.tables() if t.name == "t2")
    facts["?"] = [c.key for c in table.values()]
    heads, rows = {}, [[Cell(text, col) for col, text in enumerate(("信息内容", "指标", "数量"))]]
    for row in table.rows:
        values = [c for c in row if c.key]
        heads = heads if values else {c.col: c.text for c in row}
        for n, cell in enumerate(values):
            label = [Cell(row[0].text, 0, 1, len(values), label=True)] if n == 0 else []
            rows.append(label + [Cell(heads[cell.col], 1), Cell(cell.text, 2, key=cell.key)])
    table.rows, table.width, table.heads = rows, 3, 1


def ringed(rng, report, facts):
    """The first number of a row stands in a ring, which could be an ordinal."""
    table = next(t for t in report.tables() if t.name == "t2")
    row = next(row for row in table.rows if sum(bool(c.key) for c in row) > 1)
    values = [c for c in row if c.key]
    lose(facts, *values)
    values[0].text, values[-1].text = "⑧", ""


def document(change, dialect, seed):
    """(bytes, facts) of a report that is changed between being drawn and being written; facts["?"]: keys of those that it leaves open."""
    facts = {}

    def drawn(rng):
        report = reports.draw(rng)
        facts.update(report.facts)
        change(random.Random(f"{change.__name__}/{dialect}/{seed}"), report, facts)
        return report
    with mock.patch.object(docx, "reports_", mock.Mock(draw=drawn)):
        parts, names, _ = docx.make(seed, dialect)
    return ooxml.packed(parts, names), facts


class Grids(unittest.TestCase):
    def facts_are_right(self, change):
        for dialect in DIALECTS:
            for seed in range(2):
                data, facts = document(change, dialect, seed)
                undecidable = {key: facts.pop(key) for key in facts.pop("?", [])}
                verdict = form_truth.judge(form_truth.convert(data, "report.docx", "--pass", "stitch,form"), facts, undecidable)
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking), (change.__name__, dialect, seed))

    def test_swapped(self):
        self.facts_are_right(swapped)

    def test_merged(self):
        self.facts_are_right(merged)

    def test_dropped(self):
        self.facts_are_right(dropped)

    def test_replaced(self):
        self.facts_are_right(replaced)

    def test_blank(self):
        self.facts_are_right(blank)

    def test_lost(self):
        self.facts_are_right(lost)

    def test_glued(self):
        self.facts_are_right(glued)

    def test_parted(self):
        self.facts_are_right(parted)

    def test_run_together(self):
        self.facts_are_right(run_together)

    def test_doubled(self):
        self.facts_are_right(doubled)

    def test_upturned(self):
        self.facts_are_right(upturned)

    def test_slid(self):
        self.facts_are_right(slid)

    def test_listed(self):
        self.facts_are_right(listed)

    def test_ringed(self):
        self.facts_are_right(ringed)


if __name__ == "__main__":
    unittest.main()
