"""Last year's numbers behind this year's: appended as a report of their own, below a line inside a table, beside a merged cell."""
import re
import unittest

import form_cases
import form_truth
from test_form_captions import report, verdict, without

LINES = ("上年度报告数据：", "附：{other}年度数据", "去年情况", "{other}年度")
NUMBER = re.compile(r"(?<=[\t,|;])( *)(\d+)(?= *(?:[\t,|;\n]|$))")


def section(text, number):
    """(start, begin of the content, end) of a section."""
    head = re.search(rf"\n[#\s]*{number}、(?:主动公开|收到和处理|政府信息公开行政)[^\n]*\n+", text)
    end = re.compile(r"\n[#\s]*[一二三四五六]、(?:总体|主动公开|收到和处理|政府信息公开行政|存在|其他需要)[^\n]*\n").search(text, head.end())
    return head.start(), head.end(), end.start() if end else len(text)


def other_numbers(text):
    return NUMBER.sub(lambda m: f"{m[1]}{int(m[2]) + 7}", text)


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Times(unittest.TestCase):
    def test_appended_where_its_own_is_lost(self):
        """Section 3 has no table, or is not there: last year's one at the end is no substitute."""
        for i, line in enumerate(LINES):
            for shape in ("tabs", "pipes", "layout", "cells"):
                text, facts, of = report(40 + i, shape)
                start, first, end = section(text, "三")
                appended = "\n\n" + line.format(**of) + "\n" + other_numbers(text[start:end]) + "\n"
                for kept in ("", text[start:first] + "（图片）\n"):
                    found = verdict(text[:start] + "\n" + kept + text[end:].rstrip() + appended, without(facts, "t3."))
                    with self.subTest(line=line, shape=shape, kept=kept):
                        self.assertEqual([], found.wrong)

    def test_appended_behind_its_own(self):
        for i, line in enumerate(LINES):
            text, facts, of = report(40 + i, "tabs")
            appended = "".join(other_numbers(text[slice(*section(text, n)[::2])]) for n in "二三四")
            found = verdict(text.rstrip() + "\n\n" + line.format(**of) + "\n" + appended + "\n", facts)
            with self.subTest(line=line):
                self.assertEqual([], found.wrong)

    def test_a_line_between_the_rows(self):
        """What a line says is not for the first rows below it alone: this year's values of table 2 are words, last year's stand below."""
        for line, is_open in (("上年度", True), ("{other}年", True), ("去年同期情况", True), ("{year}年", False)):
            for shape, tail in (("tabs", "\t\t\t"), ("csv", ",,,")):
                text, facts, of = report(44, shape)
                _, first, end = section(text, "二")
                table = text[first:end].strip("\n")
                lost = NUMBER.sub(r"\1\2（8）", table) if is_open else ""
                made = text[:first] + lost + "\n" + line.format(**of) + tail + "\n" + table + "\n" + text[end:]
                found = verdict(made, without(facts, "t2.") if is_open else facts)
                with self.subTest(line=line, shape=shape):
                    self.assertEqual([], found.wrong)
                    self.assertTrue(is_open or not found.lacking, found.lacking)

    def test_a_merged_year_beside_the_rows(self):
        """A cell with last year before the first label is merged over all rows; this year's rows below have lost their labels."""
        for blank in ("\t", ""):
            text, facts, of = report(45, "tabs")
            _, first, end = section(text, "三")
            rows = text[first:end].strip("\n").split("\n")
            at = next(i for i, row in enumerate(rows) if "本年新收" in row)
            last = [(f"{of['other']}年\t" if i == 0 else blank) + row for i, row in enumerate(rows[at:])]
            bare = ["\t" + "\t".join(re.findall(r"\t(\d+)(?=\t|$)", row)) for row in rows[at:]]
            made = text[:first] + "\n".join(rows[:at] + last + bare) + "\n" + text[end:]
            found = verdict(made, without(facts, "t3."))
            with self.subTest(blank=blank):
                self.assertEqual([], found.wrong)


if __name__ == "__main__":
    unittest.main()
