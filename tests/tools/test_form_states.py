"""Tables that a report prints for several states of its numbers: no value is taken where what stands above says that it is not the report's."""
import unittest

import form_truth
from test_form_own import FRAME, GROUPS, aligned, pipes, tabs

T4 = [["行政复议", *[""] * 4, "行政诉讼", *[""] * 9], [*GROUPS, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4], [*[""] * 5, *GROUPS, *GROUPS],
      [str(n) for n in (31, 2, 4, 5, 42, 6, 7, 8, 9, 30, 1, 2, 3, 4, 10)]]


def told(text, name="report.txt"):
    found = form_truth.values(form_truth.convert(text if isinstance(text, bytes) else text.encode(), name, "--pass", "stitch,form"))
    return {k: v for k, v in found.items() if v is not None}


def report(t2="", t4=""):
    return FRAME.format(t2=t2, t3="（略）", t4=t4)


class Captions(unittest.TestCase):
    OTHERS = ("修订前", "上报数", "计划数", "审核前", "县区情况", "市本级", "局属事业单位汇总")
    OWN = ("单位：件", "行政复议、行政诉讼情况", "表四", "审核人：张三")

    def test_a_caption_that_lines_up_is_one(self):
        for make in (tabs, aligned, pipes, lambda rows: "\n".join("  ".join(c for c in row if c) for row in rows)):
            for caption in self.OTHERS + self.OWN:
                found = told(report(t4=caption + "\n\n" + make(T4)))
                with self.subTest(caption=caption, shape=make(T4[-1:])):
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
