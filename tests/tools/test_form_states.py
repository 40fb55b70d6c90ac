"""Rows, columns and tables that a report prints for several states of its numbers, 更正前 and 更正后, 计划 and 实际: no value is taken where nothing says which of
them is meant, or where what stands above says that it is not the report's."""
import os
import tempfile
import unittest

import docx_tables
import form_truth
from test_form_own import FRAME, GROUPS, aligned, pipes, tabs

PAIRS = (("更正前", "更正后"), ("计划", "实际"), ("2022", "2023"), ("网上", "合计数"))
HEADS = ("本年制发件数", "本年废止件数", "现行有效件数")
ONES = (("五", "行政许可"), ("六", "行政处罚"), ("六", "行政强制"))
T2 = [["第二十条第（一）项"], ["信息内容", *HEADS], ["规章", "11", "21", "31"], ["行政规范性文件", "12", "22", "32"]]
T4 = [["行政复议", *[""] * 4, "行政诉讼", *[""] * 9], [*GROUPS, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4], [*[""] * 5, *GROUPS, *GROUPS],
      [str(n) for n in (31, 2, 4, 5, 42, 6, 7, 8, 9, 30, 1, 2, 3, 4, 10)]]


def told(text, name="report.txt"):
    found = form_truth.values(form_truth.convert(text if isinstance(text, bytes) else text.encode(), name, "--pass", "stitch,form"))
    return {k: v for k, v in found.items() if v is not None}


def report(t2="", t4=""):
    return FRAME.format(t2=t2, t3="（略）", t4=t4)


def word(rows):
    """Table 2 in Word: (properties, text) of the cells of each row."""
    before, after = report("{t2}").split("{t2}")
    body = "".join(map(docx_tables.paragraph, before.split("\n"))) + docx_tables.table([("", row) for row in rows], [2000, 900, 1500, 1500, 1500])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.docx")
        docx_tables.package(path, body + "".join(map(docx_tables.paragraph, after.split("\n"))))
        with open(path, "rb") as file:
            return file.read()


class Rows(unittest.TestCase):
    def word_rows(self, states, merged):
        begin, goes_on = ('<w:vMerge w:val="restart"/>', "<w:vMerge/>") if merged else ("", "")
        rows = [[('<w:gridSpan w:val="5"/>', T2[0][0])], [('<w:gridSpan w:val="2"/>', "信息内容"), *(("", h) for h in HEADS)]]
        for label, first, second in (("规章", "11 21 31", "41 51 61"), ("行政规范性文件", "12 22 32", "42 52 62")):
            rows.append([(begin, label), ("", states[0]), *(("", n) for n in first.split())])
            rows.append([(goes_on, "" if merged else "小计"), ("", states[1]), *(("", n) for n in second.split())])
        return word(rows)

    def test_a_label_merged_over_rows_with_numbers(self):
        for states in PAIRS:
            with self.subTest(states=states):
                self.assertEqual({}, told(self.word_rows(states, True), "report.docx"))

    def test_rows_with_a_label_of_their_own_say_nothing_of_others(self):
        self.assertEqual({11, 21, 31, 12, 22, 32}, set(told(self.word_rows(("", ""), False), "report.docx").values()))

    def test_words_beside_the_label_and_below(self):
        """A sum would prove nothing here: with one word too many two equal neighbours are the same whichever is left out."""
        row = "一、本年新收政府信息公开申请数量  {}  25  45  47  50  50  60  45\n{}  79  2071  4  8  5  2139  4306"
        heads = "申请人情况\n自然人  法人或其他组织  总计\n商业企业  科研机构  社会公益组织  法律服务机构  其他\n"
        last = "\n四、结转下年度继续办理  {}  1  2  3  4  5  6  21\n{}  7  8  9  10  11  12  57"
        for states in (PAIRS[0], PAIRS[1]):
            text = FRAME.format(t2="（略）", t3=heads + row.format(*states) + last.format(*states), t4="（略）")
            with self.subTest(states=states):
                self.assertEqual({}, {k: v for k, v in told(text).items() if ".new_received." in k})


class Columns(unittest.TestCase):
    def test_one_head_over_different_numbers(self):
        """The text of a merged cell stands above each of its columns; where they say the same there is one number."""
        for numbers, value in ((("17", "17", "41", "41"), None), (("41",) * 4, 41)):
            rows = [[f"第二十条第（{ONES[0][0]}）项"] * 5, ["信息内容", *["本年处理决定数量"] * 4], [ONES[0][1], *numbers]]
            with self.subTest(numbers=numbers):
                self.assertEqual(value, told(report(pipes(rows))).get("t2.licensing.decisions"))


class Captions(unittest.TestCase):
    OTHERS = ("修订前", "上报数", "计划数", "审核前", "县区情况", "市本级", "局属事业单位汇总")
    OWN = ("单位：件", "行政复议、行政诉讼情况", "表四", "审核人：张三")

    def test_a_caption_that_lines_up_is_one(self):
        for make in (tabs, aligned, pipes, lambda rows: "\n".join("  ".join(c for c in row if c) for row in rows)):
            for caption in self.OTHERS + self.OWN:
                found = told(report(t4=caption + "\n\n" + make(T4)))
                with self.subTest(caption=caption, shape=make(T4[-1:])):
                    self.assertEqual(15 if caption in self.OWN else 0, len(found))

    def test_above_a_header_of_a_line_a_word(self):
        """The header of table 4 is nineteen lines long."""
        for caption in self.OTHERS + self.OWN + ("旧表", "附：去年"):
            found = told(report(t4=caption + "\n\n" + "\n".join(cell for row in T4 for cell in row if cell)))
            with self.subTest(caption=caption):
                self.assertEqual(15 if caption in self.OWN else 0, len(found))

    def test_above_a_header_that_was_torn(self):
        """The line with the corner's words has a comma in it, and is no prose."""
        torn = "（本列数据的勾稽关系为：第一项加第二项之和，等于   申请人情况\n第三项加第四项之和）\n"
        rows = [["", "自然人", "法人或其他组织", "", "", "", "", "总计"], ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
                ["一、本年新收政府信息公开申请数量", "1", "2", "3", "4", "5", "6", "21"], ["二、上年结转政府信息公开申请数量", "7", "8", "9", "10", "11", "12", "57"]]
        for caption in self.OTHERS + self.OWN[2:]:
            found = told(FRAME.format(t2="（略）", t3=caption + "\n\n" + torn + aligned(rows), t4="（略）"))
            with self.subTest(caption=caption):
                self.assertEqual(14 if caption in self.OWN else 0, len(found))


if __name__ == "__main__":
    unittest.main()
