#!/usr/bin/env python3
"""The national form as PDF without a full grid of ruling lines, by hand: how many of its 200 facts are read, and none wrong.

No rules, rules above and below and below the header, and borders that are the shadows of cells, as browsers print them.
"""
import os
import tempfile
import unittest
from decimal import Decimal

import form_truth
import pdf_form
import pdf_raw
import pdf_setter

TITLE = "甲县人民政府2023年政府信息公开工作年度报告"


def report(style, seed, font="ucs2"):
    """The verdict on a report with these tables."""
    values = pdf_form.adding_up(seed, (1, 2, 3))
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "report.pdf")
        canvas = pdf_raw.Canvas(style.width, style.height, font)
        pdf_setter.report(canvas, style, pdf_form.tables(values), TITLE)
        canvas.save(path)
        return form_truth.judge(form_truth.convert_file(path), {key: Decimal(value) for key, value in values.items()})


class OpenTables(unittest.TestCase):
    def read(self, least, paper=(842, 1191), **style):
        verdict = report(pdf_setter.Style(*paper, **style), str(style))
        self.assertEqual(verdict.wrong, [])
        self.assertGreaterEqual(verdict["correct"], least, f"{style}: {dict(verdict)} {verdict.lacking}")

    def test_shadows_of_cells_are_their_borders(self):
        self.read(200, borders="shadow", pen=1, size=10)

    def test_groups_are_told_beside_two_columns_of_labels(self):
        for borders in ("bare", "three"):
            self.read(180, borders=borders, align="right", size=10)

    def test_heads_that_nearly_touch_are_told(self):
        for borders in ("bare", "three"):
            for align in ("center", "right"):
                self.read(170, (595, 842), borders=borders, align=align, size=9, pad=1)

    def test_numbers_tell_columns_of_few_rows(self):
        for borders in ("bare", "three"):
            for paper in ((595, 842), (842, 595)):
                self.read(186, paper, borders=borders, align="right", size=9 if paper[0] > 800 else 8, pad=1, rows_before_break=5, repeat=True)

    def test_names_of_groups_stand_before_their_labels(self):
        for borders in ("bare", "three"):
            self.read(186, (595, 842), borders=borders, align="center", size=8, pad=1, narrow=.8)
            self.read(178, borders=borders, align="right", size=12, pad=2, narrow=.8)

    def test_groups_of_groups_are_told_as_their_heads_are_set(self):
        for raised in (False, True):
            for heads in ("left", "center"):
                for borders in ("bare", "three"):
                    self.read(200, (595, 842), borders=borders, raised=raised, heads=heads, size=8)
                    self.read(200, borders=borders, raised=raised, heads=heads, size=10)

    def test_level_rules_part_rows_of_headers(self):
        for size in (10.5, 12):
            for pad in (1, 3):
                self.read(178, borders="levels", align="right", size=size, pad=pad)

    def test_one_name_of_a_group_stands_before_labels_of_one_edge(self):
        for borders in ("bare", "three"):
            for align in ("center", "right"):
                self.read(200, (595, 842), borders=borders, align=align, size=8, pad=2)
                self.read(194, borders=borders, align=align, size=9, pad=2)

    def test_labels_between_rows_go_with_their_own_values(self):
        self.read(150, borders="bare", align="right", size=12, pad=2, narrow=.8)


if __name__ == "__main__":
    unittest.main()
