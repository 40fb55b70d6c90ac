"""The national form in a font that is not embedded and claims an em for each digit, as PyMuPDF writes `china-s`.

Where digits are set closer, their places tell the cell and their boxes do not. Where they are set as they claim, they run over borders:
nobody can tell which digits belong together, so no such number is given.
"""
import os
import tempfile
import unittest
from decimal import Decimal

import form_truth
import pdf_form
import pdf_raw
import pdf_setter
import sheaf_json

TITLE = "甲县人民政府2023年政府信息公开工作年度报告"


def report(step, digits, seed, **style):
    """The verdict, and the document, of a report whose digits stand so many ems apart."""
    style = pdf_setter.Style(size=9, pad=1, **style)
    values = pdf_form.adding_up(seed, digits)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.pdf")
        canvas = pdf_raw.Canvas(style.width, style.height, "wide")
        canvas.step = step
        pdf_setter.report(canvas, style, pdf_form.tables(values), TITLE)
        canvas.save(path)
        document = form_truth.convert_file(path)
    return form_truth.judge(document, {key: Decimal(value) for key, value in values.items()}), document


class Wide(unittest.TestCase):
    def test_the_places_of_digits_tell_their_cells(self):
        for align, narrow, least in (("center", 1, 200), ("right", .6, 200), ("right", .5, 180)):
            with self.subTest(align, narrow=narrow):
                verdict, _ = report(.5, (2, 3, 4), "close", align=align, narrow=narrow)
                self.assertEqual(verdict.wrong, [])
                self.assertGreaterEqual(verdict["correct"], least, verdict.lacking)

    def test_digits_over_borders_are_no_numbers(self):
        for align in ("left", "center", "right"):
            for digits in ((1, 2, 3), (2, 3, 4), (1, 4, 5)):
                with self.subTest(align, digits=digits):
                    verdict, document = report(1, digits, f"apart {digits}", align=align, narrow=.8)
                    self.assertEqual(verdict.wrong, [])
                    if align == "left":  # each number begins an operator in its own cell
                        continue
                    self.assertLess(verdict["correct"], 190, "nothing ran over a border, so nothing was tried")
                    doubted = [c for t in sheaf_json.tables(document) for c in t["cells"] if c.get("confidence", 1) < 1]
                    self.assertTrue(doubted)


if __name__ == "__main__":
    unittest.main()
