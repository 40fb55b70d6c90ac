"""Table 4 with a first column of the report's own, a number without a head, and a cell that is lost: as many numbers as the form has columns, each of
them one column beside its head. None is given for another's."""
import random
import unittest

import form_truth

GROUPS = ("review", "suit_direct", "suit_after_review")
LEAVES = ("upheld", "corrected", "other", "pending", "total")
NAMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REPORT = """\
广平县水务局2022年政府信息公开工作年度报告

一、总体情况

2022年主动公开政府信息799条。

四、政府信息公开行政复议、行政诉讼情况

{table}

五、存在的主要问题及改进情况

一是工作机制还不够完善。
"""
HEADS = (["行政复议"] * 5 + ["行政诉讼"] * 10, NAMES + ["未经复议直接起诉"] * 5 + ["复议后起诉"] * 5, [""] * 5 + NAMES * 2)


def numbers(rng):
    """Three groups, each with its sum."""
    values = []
    for _ in GROUPS:
        own = [rng.randrange(1, 90) for _ in range(4)]
        values += [*own, sum(own)]
    return values


def pipes(cells):
    return "| " + " | ".join(cells) + " |"


def facts_of(lines):
    document = form_truth.convert(REPORT.format(table="\n".join(lines)).encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read")}


class Before(unittest.TestCase):
    def check(self, lines, values, least=0):
        truth = dict(zip((f"t4.{g}.{c}" for g in GROUPS for c in LEAVES), values))
        found = facts_of(lines)
        self.assertEqual({}, {k: (v, truth[k]) for k, v in found.items() if v != truth[k]}, lines)
        self.assertGreaterEqual(len(found), least)

    def heads(self, join, own):
        merged = [[c if i == 0 or row[i - 1] != c else "" for i, c in enumerate(row)] for row in HEADS[:2]]
        return [join([*[""] * own, *row]) for row in (*merged, HEADS[2])]

    def test_an_ordinal_and_a_lost_cell(self):
        for seed in range(20):
            rng = random.Random(seed)
            values, lost = numbers(rng), rng.randrange(1, 15)
            cells = ["1", *map(str, values)]
            del cells[lost]
            for join in (pipes, "\t".join):
                self.check([*self.heads(join, 1), join([*cells, ""])], values)

    def test_the_year_and_a_blank(self):
        """Two blanks part the cells, and what was left out leaves no trace."""
        for seed in range(20):
            rng = random.Random(seed)
            values, lost = numbers(rng), rng.randrange(1, 15)
            cells = ["2022", *map(str, values)]
            del cells[lost]
            self.check(["  ".join(c for c in line.split("\t") if c) for line in self.heads("\t".join, 0)] + ["  ".join(cells)], values)

    def test_an_ordinal_that_adds_up_with_what_moved(self):
        """`1  0  1  1  3`: the first group's sum holds one column off, the others' do not, and all hold without the 1."""
        values = [0, 1, 1, 3, 5, 0, 128, 0, 128, 256, None, 7, 0, 1, 8]
        heads = ["  ".join(c for c in line.split("\t") if c) for line in self.heads("\t".join, 0)]
        self.check([*heads, "  ".join(["1", *(str(n) for n in values if n is not None)])], values)

    def test_a_number_that_does_not_add_up_below_its_heads(self):
        """As it is printed: nothing stands before the heads."""
        values = [1, 2, 3, 4, 10, 5, 6, 7, 8, 27, 1, 0, 2, 0, 3]
        self.check([*self.heads(pipes, 0), pipes(map(str, values))], values, 15)


if __name__ == "__main__":
    unittest.main()
