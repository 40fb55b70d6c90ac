"""Rows of text with a cell too many, or two numbers in one: what moved with it is none of the columns that it stands in now. And labels that half
name another row."""
import re
import unittest

import form_cases
import form_truth
import test_form_group_sums as sums
from test_form_loose import values_with
from test_form_own_cells import numbers

ROW = "outcome.denied.admin_inquiry"
CUT = """\
云岭县青山乡人民政府 2023 年政府信息公开工作年度报告
一、总体情况
二、主动公开政府信息情况
三、收到和处理政府信息公开申请情况
  公   政法规    1387   1719   1349   28      2212   1207   7902
不   4.无正
予   当理由
           224    701    1371   902    1091   568    4857
处   大量反
理   复申请
（   1.申请   1081   1514   1852   2263   156    2382   9248
六   人无正
）   当理由
其   逾期不
他   补正、
处   行政机
理   关不再
    处理其
"""


class StrayCells(unittest.TestCase):
    def setUp(self):
        self.rows, self.values = sums.numbers()
        self.facts = {f"t3.{k}.{c}": n for k, v in self.values.items() for c, n in zip(sums.COLUMNS, v)}

    def lines(self, own):
        """All rows but the one that sums over others, and what stands in place of the one row."""
        for key, labels in self.rows:
            if key == "outcome.total":
                continue
            cells = own if key == ROW else map(str, self.values[key])
            yield "\t".join([*labels[:-1], *[""] * (3 - len(labels)), labels[-1], *cells] if len(labels) == 3 else
                            [*labels, *[""] * (3 - len(labels)), *cells])

    def check(self, own):
        found = {k: v for k, v in sums.read(list(self.lines(own))).items() if k.startswith("t3.")}
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith(f"t3.{ROW}.")})
        self.assertGreaterEqual(len(found), 22 * 7)

    def test_a_number_came_in_and_others_moved(self):
        """The first column is blank, 9 is none of the row's, and its total stands behind those of all other rows."""
        for seed in range(6):
            rows, values = numbers(seed, .4)
            made = []
            for key, labels in rows:
                own = ["" if n == 0 else str(n) for n in values[key]] + [""] if key != ROW else ["", "1", "4", "9", "12", "", "", "17"]
                before = [*labels, "", ""] if len(labels) == 1 else [*labels, ""] if len(labels) == 2 else labels
                made.append("\t".join([*before, *own]))
            found = sums.read(made, [line + "\t" for line in sums.HEAD])
            with self.subTest(seed=seed):
                self.assertEqual({}, {k: v for k, v in found.items() if k.startswith(f"t3.{ROW}.")})
                self.assertGreaterEqual(len([k for k in found if k.startswith("t3.")]), 80)

    def test_a_cell_lost_beside_a_row_that_begins_elsewhere(self):
        """Rows at the begin of a page lack the cells of their groups, and another row a cell: nothing tells that it is a blank in front."""
        made = []
        rows, values = values_with({"outcome.partly_granted": [0, 0, 1, 0, 1, 4]})
        for key, labels in rows:
            own = [str(n) for n in values[key]]
            before = [*labels, "", ""] if len(labels) == 1 else ["", labels[-1], ""] if len(labels) == 2 else ["", *labels[1:]]
            if key == "outcome.partly_granted":
                del own[1]
            if key == "outcome.unable.not_held":
                before = before[1:]
            made.append("\t".join([*before, *own]))
        found = sums.read(made, [line.rstrip("\t") for line in sums.HEAD])
        self.assertEqual({}, {k: v for k, v in found.items() if "partly" in k})
        self.assertGreater(len(found), 100)

    def test_two_numbers_in_a_cell_and_one_behind(self):
        """33, five times 0 and the total 33 fill the row: what stands behind them is not its total."""
        self.check(["33", "0", "0", "0", "0", "0 33", "8"])

    def test_a_label_cut_behind_the_group_that_another_version_has_as_a_row(self):
        """In the form of 2019 （六）其他处理 is one row; here a page cuts the label of the first of its three rows of 2021."""
        document = form_truth.convert(CUT.encode(), "report.txt", "--pass", "stitch,form")
        self.assertEqual({}, {k: v for k, v in form_truth.values(document).items() if v is not None and k.startswith("t3.outcome.other")})

    def test_a_label_of_another_time_that_is_as_near(self):
        labels = dict(self.rows)
        labels["carried_in"] = ("二、上年新收政府信息公开申请数量",)
        made = [sums.line(labels[k], self.values[k]) for k, _ in self.rows]
        self.assertEqual([], [k for k in sums.read(made) if "carried_in" in k])
        labels["carried_in"] = ("二、上年结转政府信息公开申清数里",)
        made = [sums.line(labels[k], self.values[k]) for k, _ in self.rows]
        self.assertIn("t3.carried_in.total", sums.read(made))


class BesideScraps(unittest.TestCase):
    def test_about_a_number(self):
        """`62余` is about 62 and no number, also where it adds up and rows without labels stand below it, as pieces of numbers do."""
        label, key, tried = "4.无正当理由大量反复申请", "t3.outcome.not_processed.excessive.natural_person", 0
        for seed in range(24):
            data, truth = form_cases.text("tabs", f"about/{seed}")
            lines = data.decode().split("\n")
            at = next((i for i, line in enumerate(lines) if label in line), None)
            if at is None or not truth["facts"][key]:
                continue
            end = next(i for i in range(at, len(lines)) if not lines[i].strip())
            lines[at] = re.sub(r"\d[\d,]*(?=\t)", lambda m: m.group() + "余", lines[at][lines[at].index(label) + len(label):], count=1)
            lines[at] = "\t\t" + label + lines[at]
            for i in range(at + 1, end):
                lines[i] = "\t".join(c if re.fullmatch(r"[\d,]*", c) else "" for c in lines[i].split("\t"))
            found = form_truth.judge(form_truth.convert("\n".join(lines).encode(), "report.txt", "--pass", "stitch,form"), {**truth["facts"], key: None})
            with self.subTest(seed=seed):
                self.assertEqual([], [w for w in found.wrong if w[0] == key])
            tried += 1
        self.assertGreater(tried, 3)


if __name__ == "__main__":
    unittest.main()
