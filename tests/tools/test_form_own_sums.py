"""A column of the report's own, and a column of the form lost from all rows beside it: there are as many numbers as columns again, but they are not the
form's. Which cell is lacking is not said, so nothing is read by count."""
import unittest

from test_form_doubts import change
from test_form_sums import SHAPES, report, told


def with_head(lines, own, before):
    """The header with a head of the report's own before one of the form's."""
    at = next(i for i, line in enumerate(lines) if before in line.split("\t") and "自然人" in line)
    cells = lines[at].split("\t")
    cells.insert(cells.index(before), own)
    return lines[:at] + ["\t".join(cells)] + lines[at + 1:]


def few_people(v, n):
    """Half of the rows have no natural persons, so that a sum of all others is the total there."""
    return v if n % 3 else ["0"] + v[1:-1] + [str(int(v[-1]) - int(v[0]))]


SEEDS = (0, 1, 6, 8)  # their headers have whole labels, one row with 自然人 and 总计


class OwnSums(unittest.TestCase):
    def assert_right(self, values, lines, shape, about):
        """Whatever is given stands there in a column of the form."""
        self.assertEqual({}, {k: v for k, v in values.items() if float(v) != lines[k]}, (shape, about))

    def made(self, seed, own, before, turn, numbers=few_people):
        """Lines with the row's own numbers turned, and what the form's columns hold, None for the lost one."""
        lines, facts, rows = report(seed, "right")
        keys, truth = list(facts), {}
        for n, row in enumerate(rows):
            whole = []
            lines[row] = change(lines[row], lambda v, n=n: whole.extend(numbers(v, n)) or numbers(v, n))
            lines[row] = change(lines[row], turn)
            truth.update({k: float(v) for k, v in zip(keys[n * len(whole):], whole)})
        return with_head(lines, own, before), truth

    def test_a_sum_of_the_bodies_is_no_total(self):
        for shape in SHAPES:
            for seed in SEEDS:
                lines, truth = self.made(seed, "小计", "总计", lambda v: v[:-1] + [str(sum(map(int, v[1:-1])))])
                values, _ = told(lines, shape)
                self.assert_right(values, truth, shape, seed)
                gone = [line.replace("总计", "", 1).rstrip("\t") if "自然人" in line and "小计" in line else line for line in lines]
                values, _ = told(gone, shape)
                self.assert_right(values, truth, shape, (seed, "without its head"))

    def test_a_sum_of_the_bodies_beside_another_column(self):
        """An alias of 总计 heads the sum of all bodies, and another column of the report's own stands behind it."""
        for shape in SHAPES:
            for seed in SEEDS:
                lines, truth = self.made(seed, "小计", "总计", lambda v: v[:-1] + [str(sum(map(int, v[1:-1]))), v[-2]])
                lines = [line.replace("小计\t总计", "总数\t小计") for line in lines]
                values, _ = told(lines, shape)
                self.assert_right(values, truth, shape, seed)

    def test_a_sum_between_the_columns_takes_no_place(self):
        """Nobody but natural persons and bodies of the first kind asked: with that column lost, the rows add up with the sum of the
        bodies in the place of the last kind."""
        for shape in SHAPES:
            for seed in SEEDS:
                lines, truth = self.made(seed, "法人小计", "总计", lambda v: [v[0], *v[2:6], str(sum(map(int, v[1:6]))), v[6]],
                                         lambda v, n: [v[0], v[5], "0", "0", "0", "0", str(int(v[0]) + int(v[5]))])
                values, _ = told(lines, shape)
                self.assert_right(values, truth, shape, seed)

    def test_a_column_of_shares_or_counts_takes_no_place(self):
        for own, number in (("占比（%）", "15"), ("占比", "15%"), ("同比增长", "7")):
            for shape in SHAPES:
                for seed in SEEDS[:3]:
                    for kind in ("first", "third"):
                        before = "自然人" if kind == "first" else "总计"
                        turn = (lambda v: [number] + v[:3] + v[4:]) if kind == "first" else (lambda v: v[1:-1] + [number] + v[-1:])
                        lines, truth = self.made(seed, own, before, turn)
                        values, _ = told(lines, shape)
                        self.assert_right(values, truth, shape, (own, seed, kind))


if __name__ == "__main__":
    unittest.main()
