"""Columns of the report's own beside those of the form, and zeros left blank: a row of a text has more cells than the form has columns, or fewer than its header, and
no sum tells which of its cells is none of the form's. No value may be that of the column beside it, and none the report's own."""
import re
import unittest

import form_truth

ROWS = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "三、本年度办理结果\t（一）予以公开", "（二）部分公开", "（七）总计", "四、结转下年度继续办理")
KEYS = ("new_received", "carried_in", "outcome.granted", "outcome.partly_granted", "outcome.total", "carried_out")
COLUMNS = ("natural_person", "legal_person.business", "legal_person.research", "legal_person.public_welfare", "legal_person.legal_service", "legal_person.other", "total")
NUMBERS = ("26 35 29 29 33 34 186", "_ 3 _ 2 1 _ 6", "13 22 3 _ 21 14 73", "_ 3 1 2 1 1 8", "19 26 11 13 27 18 114", "7 12 18 18 7 16 78")
HEAD = ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "总计")
GROUPS = "自然人\t法人或其他组织\n商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"
REVIEW = ("upheld", "corrected", "other", "pending", "total")

REPORT = """\
广平县水务局2022年政府信息公开工作年度报告

一、总体情况

2022年主动公开政府信息799条。

二、主动公开政府信息情况

{second}

三、收到和处理政府信息公开申请情况

{third}

四、政府信息公开行政复议、行政诉讼情况

{fourth}

五、存在的主要问题及改进情况

一是工作机制还不够完善。
"""


def table(name, at, values, ends=True):
    head = list(HEAD)
    head.insert(1 if at == 0 else 2 if at == 6 else 3, name)
    lines = ["\t".join(head), GROUPS]
    for label, numbers, own in zip(ROWS, NUMBERS, values):
        cells = [("" if n == "_" else n) for n in numbers.split()]
        cells.insert(at, own)
        line = "\t".join([label] + cells)
        lines.append(line if ends else line.rstrip("\t"))
    return "\n".join(lines)


def facts():
    return {f"t3.{k}.{c}": None if n == "_" else n for k, numbers in zip(KEYS, NUMBERS) for c, n in zip(COLUMNS, numbers.split())}


def read(**tables):
    text = REPORT.format(**{"second": "无", "third": "无", "fourth": "无", **tables})
    document = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: str(f["value"]) for f in document["facts"] if f["status"].startswith("read")}


class Spare(unittest.TestCase):
    def assert_none_is_wrong(self, true, found, table):
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith(table) and v != true.get(k)})

    def test_own_columns(self):
        for name, values in (("备注", "/////无"), ("占比", ("12.5%", "3%", "", "12.5%", "", "1%")), ("去年", ("180", "", "70", "8", "", "78"))):
            for at in (0, 6, 7):
                for ends in (True, False):
                    with self.subTest(name=name, at=at, ends=ends):
                        self.assert_none_is_wrong(facts(), read(third=table(name, at, values, ends)), "t3.")

    def test_a_column_of_blanks(self):
        """No label is filled up, so a blank before the numbers is one of them, and so is one behind `0 0 _ 0 0 0 0` where others have totals."""
        for at in range(7):
            blank = table("", at, [""] * 6).split("\n")
            for zeros in (False, True):
                row = ROWS[5].split("\t") + ["0"] * 6
                row.insert(at + 1, "")
                true = {**facts(), "t3.carried_out.total": None, **{f"t3.carried_out.{c}": "0" for c in COLUMNS[:6]}} if zeros else facts()
                with self.subTest(at=at, zeros=zeros):
                    self.assert_none_is_wrong(true, read(third="\n".join([*blank[:-1], "\t".join(row + [""])] if zeros else blank)), "t3.")

    def test_a_column_of_blanks_and_no_whole_row(self):
        numbers = ("45 88 134 _ _ 51 318", "3 3 9 _ _ 11 26", "_ 25 _ _ _ _ 25", "_ _ _ _ _ 1 1", "48 66 143 _ _ 61 318", "_ 25 _ _ _ 1 26")
        true = {f"t3.{k}.{c}": None if n == "_" else n for k, row in zip(KEYS, numbers) for c, n in zip(COLUMNS, row.split())}
        for at in range(7):
            persons = GROUPS.split("\n")[1].split("\t")
            persons.insert(max(0, at - 1), "")
            lines = [[*HEAD[:2]], ["", "自然人", "法人或其他组织", "总计"], ["", "", *persons]]
            for label, row in zip(ROWS, numbers):
                cells = ["" if n == "_" else n for n in row.split()]
                cells.insert(at, "")
                lines.append([*(["", label] if label[0] == "（" else label.split("\t")), *cells])
            with self.subTest(at=at):
                self.assert_none_is_wrong(true, read(third="\n".join("\t".join(c + [""] * (11 - len(c))) for c in lines)), "t3.")

    def test_remarks_behind_the_numbers(self):
        """Rows that add up, begin where others labelled alike do, and have words or nothing behind: the column of remarks is the last."""
        numbers = [row.replace("_", "0").split()[:6] for row in NUMBERS]
        numbers = [row + [str(sum(map(int, row)))] for row in (*numbers[:4], *numbers[2:4], *numbers[4:])]
        labels = (*ROWS[:4], "（三）不予公开\t1.属于国家秘密", "\t2.其他法律行政法规禁止公开", *ROWS[4:])
        lines = [[HEAD[0], HEAD[1], "备注"], ["", "自然人", "法人或其他组织", "总计"], ["", "", *GROUPS.split("\n")[1].split("\t")]]
        for i, (label, row) in enumerate(zip(labels, numbers)):
            lines.append([*([""] if label[0] in "（\t" else []), *label.split("\t"), *row, "见附表1" if i in (1, 3, 4) else ""])
        found = read(third="\n".join("\t".join(c + [""] * (11 - len(c))) for c in lines))
        self.assertEqual([], [k for k in ("new_received", "carried_in", "outcome.granted", "outcome.partly_granted", "outcome.denied.state_secret", "carried_out")
                              if f"t3.{k}.total" not in found])
        self.assertEqual("13", found.get("t3.outcome.granted.natural_person"))

    def test_whole_rows_are_read(self):
        found = read(third=table("去年", 6, ("180", "", "70", "8", "110", "77")))
        self.assertEqual("186", found.get("t3.new_received.total"))

    def test_a_total_of_all_behind_table_4(self):
        head = "行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\t合计\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\t"
        last = "\t\t\t\t\t" + "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2) + "\t"
        true = dict(zip([f"t4.{g}.{k}" for g in ("review", "suit_direct", "suit_after_review") for k in REVIEW], "_ 3 38 _ 41 _ _ 2 1 3 _ _ _ _ _".split()))
        row = "\t3\t38\t\t41\t\t\t2\t1\t3\t\t\t\t\t\t44"
        self.assert_none_is_wrong(true, read(fourth=f"{head}\n{last}\n{row}"), "t4.")

    def test_a_column_of_last_year_without_this_years_cell(self):
        second = "第二十条第（八）项\n信息内容\t上年收费金额（单位：万元）\t本年收费金额（单位：万元）\n行政事业性收费\t256"
        self.assertNotIn("t2.fees.amount", read(second="第二十条第（一）项\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t2\t5\t27\n行政规范性文件\t86\t3\t89\n" + second))


class Inserted(unittest.TestCase):
    """One blank cell too many in a row of blanks: a total at its end tells nothing of the others."""

    @staticmethod
    def third(row, at, joint, blank=""):
        persons = GROUPS.split("\n")[1].split("\t")
        heads = ([HEAD[0], "", HEAD[1], *[""] * 6], ["", "", "自然人", "法人或其他组织", *[""] * 4, "总计"], ["", "", "", *persons, ""])
        lines = [joint.join(cells) for cells in heads]
        for i, (label, numbers) in enumerate(zip(ROWS, NUMBERS)):
            cells = [blank if n == "_" else n for n in numbers.split()]
            if i == row:
                cells.insert(at, "")
            lines.append(joint.join([*(label.split("\t") if "\t" in label else ["", label] if label[0] == "（" else [label, ""]), *cells]))
        return "\n".join(lines)

    def test_none_is_moved(self):
        for joint in ("\t", ",", " | "):
            for row in (1, 3):
                for at in range(8):
                    with self.subTest(joint=joint, row=row, at=at):
                        found = {k: v for k, v in read(third=self.third(row, at, joint)).items() if k.startswith("t3.")}
                        self.assertEqual({}, {k: v for k, v in found.items() if v != facts().get(k)})
                        self.assertEqual("114", found.get("t3.outcome.total.total"))

    def test_none_of_table_4_is_moved(self):
        """No sum over rows tells anything there."""
        cells = "_ 30 3 10 43 7 26 20 14 67 14 _ _ _ 14".split()
        keys = [f"t4.{g}.{k}" for g in ("review", "suit_direct", "suit_after_review") for k in REVIEW]
        heads = ("行政复议\t\t\t\t\t行政诉讼" + "\t" * 9, "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计", "未经复议直接起诉\t\t\t\t", "复议后起诉\t\t\t\t"]),
                 "\t".join(["\t" * 4, *["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2]))
        for blank in ("", "－"):
            for at in range(16):
                row = [blank if n == "_" else n for n in cells]
                row.insert(at, "")
                with self.subTest(blank=blank, at=at):
                    found = read(fourth="\n".join([*heads, "\t".join(row)]))
                    self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t4.") and v != dict(zip(keys, cells)).get(k)})

    def test_rows_without_are_read(self):
        for joint in ("\t", ",", " | "):
            found = read(third=self.third(9, 0, joint))
            self.assertEqual({k: v for k, v in facts().items() if v}, {k: v for k, v in found.items() if k.startswith("t3.")})

    def test_a_blank_is_no_zero(self):
        """Row 二 lost a cell of its label; row 四 is whole, and where its zeros stand no sum tells."""
        lines = self.third(9, 0, ",").split("\n")
        lines[-2] = "," + ROWS[4] + ",27,38,31,31,34,36,197"
        lines[-1] = ROWS[5] + ",,,0,0,0,0,0,"
        for damaged in (False, True):
            lines[4] = ROWS[1] + ("," if damaged else ",,") + "1,3,2,2,1,2,11"
            found = read(third="\n".join(lines))
            with self.subTest(damaged=damaged):
                self.assertNotIn("t3.carried_out.total", found)
                self.assertEqual(not damaged, "t3.carried_out.legal_person.business" in found)

    def test_bars_without_blanks_between(self):
        """`25 || 3`: a row of bars that holds a blank too many ends no table."""
        lines = self.third(1, 2, " | ").split("\n")
        lines[4] = lines[4].replace("|  |", "||", 1)
        self.assertIn("||", lines[4])
        self.assertEqual("78", read(third="\n".join(lines)).get("t3.carried_out.total"))

    def test_units_between_semicolons(self):
        """Records of heads end in `;`, as sentences do, and `3件` is a number."""
        third = re.sub(r"(?<=;)(\d+)(?=;|$)", r"\1件", self.third(9, 0, ";", "0"), flags=re.M)
        found = read(third=third)
        self.assertEqual({k: v or "0" for k, v in facts().items()}, {k: v for k, v in found.items() if k.startswith("t3.")})

    def test_marks(self):
        for mark in "－–―／":
            found = read(third=self.third(9, 0, "\t", mark))
            self.assertEqual({k: v for k, v in facts().items() if v}, {k: v for k, v in found.items() if k.startswith("t3.")})


class Halves(unittest.TestCase):
    def test_a_number_in_two_cells_alike(self):
        """`5`, `5` for 55: whichever cell is left out, a 5 stays; it is no value."""
        for row, cells in enumerate(("5 5 _ 1 5 _ 1 62", "1 _ 2 _ 3 3 4 40")):
            lines = ["\t".join([*HEAD]), GROUPS]
            for i, (label, numbers) in enumerate(zip(ROWS, NUMBERS)):
                lines.append("\t".join([label, *("" if n == "_" else n for n in (cells if i == 5 else numbers).split())]))
            found = read(third="\n".join(lines))
            open_ = COLUMNS[:2] if row == 0 else COLUMNS[4:6]
            with self.subTest(cells=cells):
                self.assertEqual([], [k for k in open_ if f"t3.carried_out.{k}" in found])


if __name__ == "__main__":
    unittest.main()
