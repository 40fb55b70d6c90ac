"""Reports whose zeros are blank, with a column of the report's own; rows whose label is broken, or is that of any sum: nothing wrong is read."""
import unittest
from concurrent.futures import ThreadPoolExecutor

import test_form_doubts as doubts

SEEDS = range(24)


def cells_of(lines, rows):
    """The rows of table 3 as labels and seven numbers."""
    for at in rows:
        cells = lines[at].split("\t")
        first = next(i for i, c in enumerate(cells) if c.strip().isdigit())
        yield at, cells[:first], cells[first:first + doubts.CELLS]


def blank(facts):
    """What is left where zeros are not printed."""
    return {k: None if k.startswith("t3.") and v == 0 else v for k, v in facts.items()}


def own_column(place, head, value, trim):
    """A column of the report's own before column `place` of table 3, whose zeros are blank."""
    def edit(seed):
        lines, facts, rows = doubts.report(seed)
        top = next(i for i in range(rows[0] - 4, rows[0]) if "总计" in lines[i].split("\t"))
        for at, labels, values in cells_of(lines, rows):
            values = ["" if v == "0" else v for v in values]
            values.insert(place, value(at))
            lines[at] = "\t".join(labels + values)
        cells = lines[top].split("\t")
        total = cells.index("总计")
        cells.insert(total + (place > 6), head)
        lines[top] = "\t".join(cells)
        if trim:
            lines[top:rows[0]] = [line.rstrip("\t") for line in lines[top:rows[0]]]
        return lines, blank(facts)
    return edit


def split_label(seed):
    """A row's label goes on in the row below, which has the numbers; in its own stand those of another row."""
    lines, facts, rows = doubts.report(seed)
    at, labels, values = list(cells_of(lines, rows))[1 + seed % 20]
    where = max(i for i, c in enumerate(labels) if c)
    half = len(labels[where]) * (2 + seed % 3) // 5
    upper, lower = list(labels), [""] * len(labels)
    upper[where], lower[where] = labels[where][:half], labels[where][half:]
    other = [str(int(v) + 1) for v in values[:6]]
    lines[at] = "\t".join(upper + other + [str(sum(map(int, other)))]) + "\n" + "\t".join(lower + values)
    return lines, facts


def group_sum(seed):
    """The total of all outcomes is gone, and the last group has a sum of its own there."""
    lines, facts, rows = doubts.report(seed)
    table = list(cells_of(lines, rows))
    place = next((i for i, (_, labels, _) in enumerate(table) if any("总计" in c for c in labels)), None)
    if place is None:       # its numbers have commas
        return lines, facts
    at, labels, _ = table[place]
    sums = [str(sum(int(v[i]) for _, _, v in table[place - 3:place])) for i in range(doubts.CELLS)]
    where = max(i for i, c in enumerate(labels) if c)
    labels[where] = ("合计", "总计")[seed % 2]
    lines[at] = "\t".join(labels + sums)
    return lines, {k: None if k.startswith("t3.outcome.total.") else v for k, v in facts.items()}


def moved_total(seed):
    """A value is gone, the others moved up to it, and a blank stands at the end."""
    lines, facts, rows = doubts.report(seed)
    at, labels, values = list(cells_of(lines, rows))[seed % (len(rows) - 1)]
    values.pop(seed % 5)
    lines[at] = "\t".join(labels + values + [""])
    return lines, facts


class Beside(unittest.TestCase):
    def assert_nothing_wrong(self, edit, least, seeds=SEEDS):
        def bad(seed):
            lines, facts = edit(seed)
            return (seed, *doubts.wrong("\n".join(lines), facts))
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(bad, seeds))
        for seed, keys, _ in results:
            self.assertEqual([], keys, (edit.__name__, seed))
        self.assertGreaterEqual(sum(count for _, _, count in results) / len(results), least)

    def test_marks_in_a_remark_column(self):
        for trim in (False, True):
            self.assert_nothing_wrong(own_column(7, "备注", lambda at: "/", trim), 20)

    def test_last_year_before_the_total(self):
        self.assert_nothing_wrong(own_column(6, "去年", lambda at: str(at % 7 + 1), True), 20)

    def test_last_year_behind_the_total(self):
        self.assert_nothing_wrong(own_column(7, "上年数", lambda at: str(at % 7 + 1), False), 20)

    def test_label_in_two_rows_with_numbers(self):
        self.assert_nothing_wrong(split_label, 150)

    def test_sum_of_a_group(self):
        self.assert_nothing_wrong(group_sum, 150)

    def test_last_number_before_a_blank_may_be_the_total(self):
        self.assert_nothing_wrong(moved_total, 150)


if __name__ == "__main__":
    unittest.main()
