"""Damage after which a careful reader still tells each number: all that the text determines is read, and nothing else."""
import unittest

import form_cases
import form_truth

PASSES = ("--pass", "stitch,form")


class Determined(unittest.TestCase):
    def all_read(self, *cases):
        for shape, seed, *damage in cases:
            data, truth = form_cases.text(shape, seed, damage)
            document = form_truth.convert(data, form_cases.name(shape), *PASSES)
            verdict = form_truth.judge(document, truth["facts"], truth["undecidable"])
            with self.subTest(shape=shape, seed=seed, damage=damage):
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking))

    def test_rows_with_blanks_beside_one_without_total(self):
        """The row without total is open, and the sums over rows hold with its numbers where they are printed."""
        self.all_read(("csv", "fkb/0", "blank_value"))

    def test_rows_beside_one_that_sums_deny(self):
        """Two numbers of the row without total have changed places, and two sums over rows fail with them: they tell nothing of other rows."""
        data, truth = form_cases.text("csv", "fkb/0", ("blank_value",))
        text = data.decode().replace("6,2,1,2,27,15,", "2,6,1,2,27,15,")
        self.assertNotEqual(text, data.decode())
        verdict = form_truth.judge(form_truth.convert(text.encode(), "report.csv", *PASSES), truth["facts"], truth["undecidable"])
        self.assertEqual([], verdict.wrong)
        self.assertIn("t3.outcome.not_processed.excessive.natural_person", verdict.lacking)

    def test_rows_that_fit_elsewhere(self):
        """`55 21 0 75 14 2382` and a blank: the last may be the total, and the sums over rows tell of each that none moved."""
        self.all_read(("cells", "fkb/2", "blank_value"))

    def test_the_number_of_the_row_below_in_its_label(self):
        """`3.其他0 | 1 | 22 | 14 | 22 | 29 | 88` is no rest of the numbers above it, which add up."""
        self.all_read(("pipes", "fkb/3", "label_glued"), ("csv", "zz3/2", "label_glued"), ("markdown", "zz4/0", "label_glued"))

    def test_labels_that_end_in_a_stop(self):
        self.all_read(("csv", "fkc/0", "labels_dressed"), ("csv", "fkb/2", "labels_dressed"),
                      ("cells", "fka/0", "labels_dressed"), ("cells", "zz1/3", "labels_dressed"))

    def test_a_blank_column_and_rows_with_a_cell_too_many(self):
        """Rows with a remark put a number in the column that is blank in all others, which add up without it."""
        self.all_read(("csv", "fkd/0", "blank_column", "remark_cells"), ("markdown", "zz1/0", "blank_column", "remark_cells"))

    def test_labels_broken_over_lines(self):
        """The two pieces are exactly one label of the form, and the second none; the numbers stand behind that."""
        for shape in ("tabs", "csv"):
            data, truth = form_cases.text(shape, "w/1")
            text = data.decode()
            for label, at in (("四、结转下年度继续办理", 8), ("属于国家秘密", 3), ("本机关不掌握相关政府信息", 6), ("重复申请", 2)):
                self.assertEqual(1, text.count(label))
                text = text.replace(label, label[:at] + "\n" + label[at:])
            verdict = form_truth.judge(form_truth.convert(text.encode(), "report.txt", *PASSES), truth["facts"])
            with self.subTest(shape=shape):
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking))

    def test_a_label_alone_is_that_of_no_other_row(self):
        """A row that kept but its label, and a row whose label is one by itself: nothing is put together."""
        data, truth = form_cases.text("tabs", "w/1", ("values_gone",))
        verdict = form_truth.judge(form_truth.convert(data, "report.txt", *PASSES), truth["facts"], truth["undecidable"])
        self.assertEqual(([], []), (verdict.wrong, verdict.lacking))


if __name__ == "__main__":
    unittest.main()
