"""Text whose heads stayed while a column of numbers was lost and what stood right of it moved to the left, beside columns of the report's own:
rows that add up by chance, below whatever heads, are no values of those."""
import unittest

import form_truth
import test_form_doubts as doubts
from test_form_doubts import change
from test_form_own import BODIES, GROUPS, ROWS, pipes, stated, table4, tabs
from test_form_sums import report, told

# Numbers of the six kinds of applicants, in the order of ROWS.
SMALL = ((4, 3, 2, 5, 6, 17), (0, 0, 1, 0, 0, 0), (2, 0, 0, 2, 0, 0), (0, 5, 0, 2, 0, 2), (0, 3, 0, 0, 0, 0), (0, 9, 0, 0, 2, 1), (0, 1, 0, 0, 0, 2),
         (0, 0, 1, 0, 2, 2), (2, 3, 2, 4, 6, 16), (2, 0, 1, 1, 0, 1))


def moved(lost, own, blank=True):
    """Rows without the number of column `lost`, with the report's own numbers `own`: a list of (place, what it prints of the row's number)."""
    rows = []
    for n, row in enumerate(SMALL):
        values = [*map(str, row), str(sum(row))]
        del values[lost]
        values.append("" if blank else "0")
        for place, printed in own:
            values.insert(place, printed(n, row))
        rows.append(values)
    return rows


def heads(own):
    low, top = ["", *BODIES, ""], ["自然人", "法人或其他组织", "", "", "", "", "总计"]
    for place, head in own:
        top.insert(place, head)
        low.insert(place, "")
    return [["", *top], ["", *low]]


class Moved(unittest.TestCase):
    def test_few_rows_hold_by_chance(self):
        """A share and last year's sum; without both numbers and one more the rows with a 0 in its place add up."""
        ways = {"share": lambda n, row: f"{n * 7 % 90 + 3}%", "mark": lambda n, row: "/", "year": lambda n, row: "2021"}
        for name, printed in ways.items():
            for lost in (0, 1, 3):
                for shape in (tabs, pipes):
                    own = ((4, printed), (6, lambda n, row: str(sum(row) + n)))
                    rows = [*heads(((4, "上年数"), (6, "累计"))), *([label, *row] for label, row in zip(ROWS, moved(lost, own)))]
                    self.assertEqual({}, stated(t3=rows, shape=shape), (name, lost, shape.__name__))

    def test_marks_behind_rows_that_all_add_up(self):
        """A mark among the remarks behind seven numbers is no eighth number: rows with words or nothing behind are read beside them."""
        remarks = ("2022年办理", "", "见附件", "", "—", "", "见附件1", "", "/", "", "—", "", "已办结", "/")
        for seed in (0, 3, 6, 7, 9):
            lines, facts, rows = doubts.report(seed)
            top = next(i for i in range(rows[0] - 4, rows[0]) if "总计" in lines[i].split("\t"))
            for n, at in enumerate(rows):
                lines[at] = change(lines[at], lambda v, n=n: [*v, remarks[n % len(remarks)]])
            lines[top] = lines[top].rstrip("\t") + "\t备注"
            found = form_truth.judge(form_truth.convert("\n".join(lines).encode(), "report.txt", "--pass", "stitch,form"), facts)
            self.assertEqual([], found.wrong, seed)
            self.assertLess(len(found.lacking), 140, seed)

    def test_own_numbers_before_the_first_head(self):
        """A column without a head in front, and one lost: each row has a number for each head, one to the left, and does not add up."""
        for seed in (0, 1, 6):
            lines, facts, rows = report(seed, "right")
            for at in range(rows[0] - 3, rows[0]):
                cells = lines[at].split("\t")
                lines[at] = "\t".join([*cells[:3], "", *cells[3:]])
            for at in rows:
                lines[at] = change(lines[at], lambda v: [str(int(v[2]) + 1), v[0], *v[2:], ""])
            values, _ = told(lines, "tabs")
            self.assertEqual([], [k for k, v in values.items() if float(v) != float(facts[k])], seed)

    def test_a_column_without_a_head_in_table_4(self):
        top = (*GROUPS[:2], "", *GROUPS[2:])
        for shape in (tabs, pipes):
            row = ["2", "1", "52", "2", "5", "0", "2", "1", "2", "5", "1", "2", "2", "7", "12", ""]
            have = stated(t4=table4([top, GROUPS, GROUPS], row), shape=shape)
            self.assertFalse({k for k in have if ".review." in k}, shape.__name__)
            self.assertEqual(12, have["t4.suit_after_review.total"])


if __name__ == "__main__":
    unittest.main()
