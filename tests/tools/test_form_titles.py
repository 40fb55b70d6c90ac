"""The title of a report among lines that look like one: the way to a web page above it ends with `年报`, too, and may name a year, but no body."""
import unittest

import form_truth
from test_form_spare import REPORT

TITLE = "广平县水务局2022年政府信息公开工作年度报告"


def meta(lines):
    """What is stated of a report that begins with these lines."""
    text = REPORT.format(second="无", third="无", fourth="无").replace(TITLE, lines)
    return form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")["meta"]


class Titles(unittest.TestCase):
    def assert_stated(self, lines):
        found = meta(lines)
        self.assertEqual(("广平县水务局", 2022), (found.get("agency"), found.get("year")))

    def test_the_way_to_the_page_is_no_title(self):
        for sign in (">", "＞", ">>", "»", "›", "→", "/", "|", "-", "·"):
            for last in ("政府信息公开年报", "2022年政府信息公开年报", "2021年政府信息公开工作年度报告"):
                with self.subTest(sign=sign, last=last):
                    self.assert_stated(f"首页 {sign} 政府信息公开 {sign} {last}\n\n{TITLE}")
                    self.assert_stated(f"您的位置：首页{sign}政务公开{sign}{last}\n\n{TITLE}")

    def test_a_later_line_states_nothing(self):
        """What names another body or year below the title, a letter or a list, is not the report's."""
        found = meta("2022年政府信息公开工作年度报告\n\n附件：临江市青山镇2021年政府信息公开工作年度报告")
        self.assertEqual((None, 2022), (found.get("agency"), found.get("year")))

    def test_a_title_of_two_lines_stays_one(self):
        self.assert_stated("广平县水务局\n2022年政府信息公开工作年度报告")


if __name__ == "__main__":
    unittest.main()
