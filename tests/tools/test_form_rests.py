"""What is left of a number in the line or the cell beside it: with a unit, a sign, a share or a mark. The first digits alone are no number of the
report."""
import unittest

import form_truth
import test_form_group_sums as sums
import test_form_narrow as narrow

SECOND = """\
二、主动公开政府信息情况

{}

三、收到和处理政府信息公开申请情况"""
ROW = "outcome.not_processed.repeated"


def read(text):
    document = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read")}


def report(second=(), third=()):
    text = sums.REPORT.format(table="\n".join(third))
    return text.replace("三、收到和处理政府信息公开申请情况", SECOND.format("\n".join(second)))


class Rests(unittest.TestCase):
    def setUp(self):
        self.rows, self.values = sums.numbers()
        self.facts = {f"t3.{k}.{c}": n for k, v in self.values.items() for c, n in zip(sums.COLUMNS, v)}

    def test_a_line_of_separators_goes_on(self):
        """A cell was broken and not quoted: 128 is 12 and 8 in the next line."""
        for rest in ("8", "+8", "8件", "8 件", "8%", "8&nbsp;,,", "8①", "**8**"):
            second = ["第二十条第（六）项,,,", "信息内容,本年处理决定数量,,", "行政处罚,12", rest, "行政强制,7,,"]
            with self.subTest(rest=rest):
                self.assertNotIn("t2.penalties.decisions", read(report(second)))
        second = ["第二十条第（六）项,,,", "信息内容,本年处理决定数量,,", "行政处罚,12,,", "行政强制,7,,"]
        self.assertEqual(read(report(second)).get("t2.penalties.decisions"), 12)

    def test_a_rest_that_looks_as_if_it_counted_a_row(self):
        """128.0 was broken behind its point: `8.` alone counts no row. `1.` right above the row that it counts does."""
        for rest in ("8.", "52.", "8、", "8）", "8:", "8。"):
            for form in (["行政处罚,12", "{}", "行政强制,7,,"], ["行政处罚,12,,", ",{},,", "行政强制,7,,"], ["行政处罚\t12\t\t", "\t{}\t\t", "行政强制\t7\t\t"],
                         ["行政处罚  12", "{}", "行政强制  7"], ["| 行政处罚 | 12 |", "| | {} |", "| 行政强制 | 7 |"]):
                sign = next(c for c in (",", "\t", "|", "  ") if c in form[0])
                head = {",": "{},{},,", "\t": "{}\t{}\t\t", "|": "| {} | {} |", "  ": "{}  {}"}[sign]
                second = [head.format("第二十条第（六）项", "") if sign != "  " else "第二十条第（六）项", head.format("信息内容", "本年处理决定数量"), *form]
                found = read(report([line.format(rest) for line in second]))
                with self.subTest(rest=rest, sign=sign):
                    self.assertNotIn("t2.penalties.decisions", found)
                    self.assertEqual(found.get("t2.coercion.decisions"), 7)

    def test_the_number_of_a_row_in_a_line_of_its_own(self):
        lines = [sums.line(labels, self.values[key]) for key, labels in self.rows]
        at = next(i for i, line in enumerate(lines) if "2.重复申请" in line)
        parts = lines[at].split("2.", 1)
        found = read(report(third=[*sums.HEAD, *lines[:at], parts[0] + "2.", parts[1], *lines[at + 1:]]))
        self.assertEqual([], [k for k, v in found.items() if v != self.facts[k]])
        above = self.rows[at - 1][0]
        self.assertEqual(found.get(f"t3.{above}.total"), self.values[above][6])

    def test_the_last_row_goes_on(self):
        for rest in ("06%", "6件", "+6"):
            lines = [sums.line(labels, self.values[key]) for key, labels in self.rows]
            lines[-1] = lines[-1] + "1"
            found = read(report(third=[*sums.HEAD, *lines, rest]))
            with self.subTest(rest=rest):
                self.assertNotIn("t3.carried_out.total", found)
                self.assertGreater(len(found), 100)

    def test_the_row_above_is_no_number(self):
        """`1-` beside the label, and what is left of 1525 in the line below."""
        second = ["第二十条第（一）项", "信息内容        本年制发件数   本年废止件数   现行有效件数", "规章            628            18             944",
                  "行政规范性文件  1397           393            1706", "第二十条第（五）项", "信息内容        本年处理决定数量",
                  "行政许可        1-", "                525",
                  "第二十条第（六）项", "信息内容        本年处理决定数量", "行政处罚        56", "行政强制        9"]
        found = read(report(second))
        self.assertNotIn("t2.licensing.decisions", found)
        self.assertEqual(found.get("t2.coercion.decisions"), 9)

    def test_numbers_broken_by_two_blanks(self):
        """33 is 3 and 3: numbers that stand there several times in a row with cells too many may be digits of one."""
        for own in ("0  3  3  3  3  0  2  0  6  8", "0  0  0  0  0  3  3  3  3", "3  3  0  0  0  0  0  3  3"):
            lines = ["  ".join([*labels, own if key == ROW else "  ".join(map(str, self.values[key]))]) for key, labels in self.rows]
            found = read(report(third=[*(h.strip("\t").replace("\t\t", "\t").replace("\t", "  ") for h in sums.HEAD), *lines]))
            with self.subTest(own=own):
                self.assertEqual({}, {k: v for k, v in found.items() if k.startswith(f"t3.{ROW}.") and v != 0})

    def test_numbers_broken_in_a_drawn_grid(self):
        """The lines between two rules are cells of one row, in this row as in the others."""
        def rule():
            return "+" + "-" * 34 + "+" + ("-" * 14 + "+") * 7

        def line(*cells):
            return "|" + "".join(f" {c}" + " " * ((13 if n else 33) - narrow.width(c)) + "|" for n, c in enumerate(cells))
        grid = [rule()]
        for key, labels in self.rows:
            begin, rest = labels[-1][:15], labels[-1][15:]
            upper, lower = [str(n) for n in self.values[key]], ["8（48）"] * 7
            if key == "carried_in":  # the first line adds up
                upper, lower = "0 12 0 1 1 1 15".split(), ["", "8（32）", "", "2（88）", "", "2（85）", "3（3）"]
            grid += [line(begin, *upper), line(rest, *lower), rule()]
        head = ["", *"自然人 商业企业 科研机构 公益组织 法律机构 其他 总计".split()]
        found = read(report(third=[rule(), line(*head), *grid]))
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith(("t3.new_received", "t3.carried_in"))})

    def test_two_lines_of_the_one_row_of_a_grid(self):
        """Table 4 has one row: of 152.0 and 1391.0 the second line has a 0 each."""
        def line(cells):
            return "|" + "".join(f" {c}" + " " * (9 - narrow.width(c)) + "|" for c in cells)
        ends = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
        rule = "+" + ("-" * 10 + "+") * 15
        head = [["行政复议", *[""] * 4, "行政诉讼", *[""] * 9], [*ends, "未经复议", *[""] * 4, "复议后", *[""] * 4], ["", "", "", "", "", *ends, *ends]]
        for upper, lower in (("{}.", "0"), ("{}", "4*")):
            own = [upper.format(n) for n in (1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 9, 10, 11, 12, 42)]
            lines = [rule, *(x for row in head for x in (line(row), rule)), line(own), line([lower] * 15), rule]
            text = report().replace("五、存在", "四、政府信息公开行政复议、行政诉讼情况\n\n" + "\n".join(lines) + "\n\n五、存在")
            with self.subTest(upper=upper):
                self.assertEqual({}, {k: v for k, v in read(text).items() if k.startswith("t4.")})


if __name__ == "__main__":
    unittest.main()
