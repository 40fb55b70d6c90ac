"""Columns of the report's own in text of one cell a line: a unit, a share, a remark or the number of the line beside the values of each row. They are
left out with their heads where each row then has a value for each column; numbers that only look so stay, and the rows are open."""
import unittest

import test_form_group_sums as sums

HEADS = ["自然人", "法人或其他组织", "总计", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
#       head, where it stands, cell of row n, where: 0 before the label, 1 before the values, 2 behind them
WAYS = {"序号": (0, lambda n: f"{n + 1}"), "单位": (1, lambda n: "件"), "行次": (1, lambda n: f"{n + 1:02}"), "备注": (2, lambda n: "已核实"),
         "同比增长": (2, lambda n: f"{(n * 37 % 90) - 40}.5%"), "占比": (2, lambda n: f"{n}%")}


def stream(*ways):
    """Lines of a table, a cell each, and its facts."""
    rows, values = sums.numbers()
    own = [[h for h in ways if WAYS[h][0] == place] for place in range(3)]
    lines = [*own[0], CORNER, *own[1], "申请人情况", *own[2], *HEADS]
    for n, (key, labels) in enumerate(rows):
        told = [[WAYS[h][1](n) for h in heads] for heads in own]
        lines += [*told[0], *labels, *told[1], *map(str, values[key]), *told[2]]
    return [*lines, "四、政府信息公开行政复议、行政诉讼情况"], {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}


def read(lines):
    return {k: v for k, v in sums.read(lines, []).items() if k.startswith("t3.")}


class StreamOwn(unittest.TestCase):
    def test_one_column(self):
        for way in WAYS:
            lines, facts = stream(way)
            with self.subTest(way=way):
                self.assertEqual(facts, read(lines))

    def test_a_group_of_columns_without_its_head(self):
        """法人或其他组织 is lost, and the names of its columns are no other's; without one of these the order is not told."""
        lines, facts = stream()
        own = [x for x in lines if x != "法人或其他组织"]
        self.assertEqual(facts, read(own))
        self.assertEqual({}, read([x for x in own if x != "科研机构"]))

    def test_two_columns(self):
        for ways in (("序号", "单位"), ("单位", "备注"), ("序号", "占比")):
            lines, facts = stream(*ways)
            with self.subTest(ways=ways):
                self.assertEqual(facts, read(lines))

    def test_a_row_that_lost_a_value(self):
        """Its line number is none of its values: the row is open, and no other takes what is left."""
        for way in ("序号", "行次"):
            lines, facts = stream(way)
            at = lines.index("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
            del lines[at + 4]
            found = read(lines)
            with self.subTest(way=way):
                self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})
                self.assertFalse([k for k in found if k.startswith("t3.outcome.partly_granted.")])

    def test_a_line_number_glued_to_a_value(self):
        """`1153` of 11 and 53: no row of the others lacks its line number, so that this is no error of the report."""
        lines, facts = stream("行次")
        at = lines.index("7.属于行政执法案卷")
        lines[at + 1:at + 3] = ["".join(lines[at + 1:at + 3])]
        found = read(lines)
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})
        self.assertEqual(len(facts) - 7, len(found))

    def test_numbers_that_count_nothing_stay(self):
        """Eight numbers in each row, of which none counts lines: the header has no head for them."""
        lines, facts = stream("序号")
        lines = [str(int(x) * 7 % 40) if i and x.isdigit() and lines[i + 1][0] in "（一二三四123456789" and not lines[i + 1].isdigit() else x
                 for i, x in enumerate(lines[:-1])] + lines[-1:]
        found = read(lines)
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})

    def test_columns_of_the_form_that_are_alike_stay(self):
        """One request of all, by 其他, and a column in front that says so, too: zeros and marks behind it may be the form's."""
        rows, _ = sums.numbers()
        for zero, total in (("0", None), ("0", "/"), ("/", None)):
            asked = {"new_received", "outcome.granted", "outcome.total"}
            values = {key: [0] * 5 + [int(key in asked)] * 2 for key, _ in rows}
            lines = [f"{CORNER} 合计数 申请人情况", " ".join(HEADS[:3]), " ".join(HEADS[3:])]
            for key, labels in rows:
                shown = [str(x) if x else zero for x in values[key]]
                lines.append(" ".join([*labels, str(values[key][6]), *shown[:6], total or shown[6]]))
            facts = {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}
            found = read(lines)
            with self.subTest(zero=zero, total=total):
                self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})

    def test_units_in_half_of_the_rows_say_nothing(self):
        lines, facts = stream("单位")
        units = [i for i, x in enumerate(lines) if x == "件"]
        for i in reversed(units[::2]):
            del lines[i]
        found = read(lines)
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})


if __name__ == "__main__":
    unittest.main()
