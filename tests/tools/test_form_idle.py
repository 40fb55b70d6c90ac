"""A blank column between those of the form, which only rows with a remark before their numbers say something in: a row that lost a
number is as long as the form's, and its blank is none of its columns."""
import unittest

from test_form_doubts import change, numbers, report, wrong

PLACE, REMARK = 3, 3  # where the blank column stands, and the row that has a remark


def beside_blanks(seed, lost):
    """A report with such a column, where a row without one of those numbers that is a 0, and its facts."""
    lines, facts, rows = report(seed)
    first = next(i for i, c in enumerate(lines[rows[0]].split("\t")) if c.strip().isdigit())
    short = next(r for r in rows[4:] if "0" in [numbers(lines[r])[i] for i in lost] and set(numbers(lines[r])) != {"0"})
    for row in range(rows[0] - 3, rows[0]):
        cells = lines[row].split("\t")
        lines[row] = "\t".join([*cells[:first + PLACE], "", *cells[first + PLACE:]])
    for row in rows:
        values = numbers(lines[row])
        printed = [*values[:PLACE], "", *values[PLACE:]]
        if row == short:
            gone = next(i for i in lost if values[i] == "0")
            del printed[gone + (gone >= PLACE)]
        remark = ["见附件"] if row == rows[REMARK] else []
        lines[row] = change(lines[row], lambda _: remark + printed)
    return "\n".join(lines), facts


class Idle(unittest.TestCase):
    def no_wrong(self, seeds, lost, least):
        for seed in seeds:
            bad, count = wrong(*beside_blanks(seed, lost))
            with self.subTest(seed=seed):
                self.assertEqual([], bad)
                self.assertGreaterEqual(count, least)

    def test_a_number_lost_behind_the_blank(self):
        self.no_wrong((48, 49, 51), range(3, 6), 180)

    def test_a_number_lost_beside_rows_with_blanks(self):
        """What stands behind the blank moved into its column, so that this is none; in most rows that add up a blank is one too many."""
        for lost in (range(3), range(3, 6)):
            self.no_wrong((44, 46, 48, 52, 53), lost, 40)


if __name__ == "__main__":
    unittest.main()
