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


if __name__ == "__main__":
    unittest.main()
