"""Labels of rows that a narrow cell cut off: the beginning of one label alone is that label, whatever is gone."""
import re
import unittest

import form_cases
import form_truth

LABEL, SHAPES = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", ("tabs", "csv", "pipes", "cells")
ROW = "t3.outcome.other.fee_unpaid."


def convert(text):
    return form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")


def reports():
    """Reports in which the label stands whole, with its row above the last one of its group."""
    for shape in SHAPES:
        for seed in range(30):
            data, truth = form_cases.text(shape, f"cut/{seed}")
            text = data.decode()
            if text.count(LABEL) == 1 and len([k for k, v in truth["facts"].items() if k.startswith(ROW) and v]) > 2:
                yield shape, text, truth["facts"]
                break


class Cut(unittest.TestCase):
    def test_the_beginning_of_one_label(self):
        tried = 0
        for shape, text, facts in reports():
            for length in (8, 13, 17):
                read = convert(text.replace(LABEL, LABEL[:length]))
                found = form_truth.judge(read, facts)
                with self.subTest(shape=shape, length=length):
                    self.assertEqual(([], []), (found.wrong, found.lacking))
                    repairs = [r for r in read["repairs"] if r["kind"] == "label_fuzzy" and ROW + "*" == r["to"].get("fact", "")]
                    self.assertEqual([LABEL[:length]], [r["before"] for r in repairs])
                    self.assertIn("beginning of" if length < 17 else "is near to", repairs[0]["evidence"])
                tried += 1
        self.assertEqual(12, tried)

    def test_what_may_be_another_row(self):
        """Too short, or with the number of another row; and a row of the report's own, where the label stands whole beside it."""
        for shape, text, facts in reports():
            for printed in (LABEL[:6], "4." + LABEL[2:10]):
                found = form_truth.judge(convert(text.replace(LABEL, printed)), {k: None if k.startswith(ROW) else v for k, v in facts.items()})
                with self.subTest(shape=shape, printed=printed):
                    self.assertEqual([], found.wrong)
            if shape != "cells":
                line = next(x for x in text.split("\n") if LABEL in x)
                own = re.sub(r"\d(?=\d*(\t|,|;| \|)|\d*$)", "3", line.replace(LABEL, LABEL[:13]))
                found = form_truth.judge(convert(text.replace(line, line + "\n" + own)), facts)
                with self.subTest(shape=shape, own=own):
                    self.assertEqual([], found.wrong)


if __name__ == "__main__":
    unittest.main()
