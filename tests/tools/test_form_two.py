"""Two kinds of damage in one report that were read wrong: each took from the other what would have spoken against it."""
import unittest
from concurrent.futures import ThreadPoolExecutor

import form_cases
import form_truth

# What is read wrong without the rule: shape, damage, seeds.
CASES = {
    "which of the rows without labels is which": (
        (("pipes", "csv", "tabs"), ("labels_gone", "rows_reversed"), (700007068, 2000, 1000)),),
    "words of another row behind the label": (
        (("markdown", "csv", "pipes"), ("ordinal_front", "last_year_column"), (1000, 2000)),
        (("csv",), ("ordinal_front", "ordinal_column"), (700007879, 3))),
    "a row that stands there again, and says something else": (
        (("csv", "pipes", "markdown"), ("row_twice", "labels_gone"), (100000195, 100000251, 1000)),
        (("cells",), ("row_twice", "labels_gone_below"), (700003631, 2000))),
    "columns of a part that lost its first": (
        (("pipes", "csv"), ("lost_first_column", "ordinal_column"), (700000287, 700003428)),
        (("csv", "markdown"), ("lost_first_column", "subtotal_behind"), (700007261, 700005246)),
        (("markdown",), ("lost_first_column", "last_year_column"), (700005086,))),
    "values beside a blank": (
        (("csv",), ("label_cut", "row_cut_off"), (700005684,)),
        (("csv", "markdown"), ("narrowed_fragment", "value_of_table2_lost"), (700007477, 700005130))),
    "thousands in cells of their own": (
        (("csv",), ("column_lost", "thousands_apart"), (10000013, 10100060)),
        (("csv",), ("zeros_blank", "thousands_apart"), (10000055, 10100088, 10900057)),
        (("csv",), ("row_cut_off", "thousands_apart"), (10200083, 10800083)),
        (("csv",), ("merged_values", "thousands_apart"), (10400002, 11300037)),
        (("csv",), ("thousands_apart", "value_of_table2_lost"), (10700074, 11400035))),
    "Word: values that moved beside a blank": (
        (("word",), ("label_cut", "row_early"), (700000308,)),
        (("word",), ("label_cut", "glued_values"), (700001935,)),
        (("word",), ("blank_value", "glued_values"), (700000409,)),
        (("word",), ("row_cut_off", "values_gone"), (700000575,)),
        (("word",), ("row_cut_off", "remark_cells"), (700000619,)),
        (("word",), ("value_lost", "total_twice"), (700001934,))),
    "Word: a value that ran into the label": (
        (("word",), ("label_glued", "columns_cut_off"), (700000787,)),
        (("word",), ("label_glued", "columns_on_next_page"), (700001313,))),
    "Word: a head that does not stand below its group": (
        (("word",), ("column_replaced", "header_cell_lost"), (9100000330,)),),
    "Word: two years below each label": (
        (("word",), ("column_lost", "column_pairs"), (700000418,)),
        (("word",), ("values_gone", "column_pairs"), (700001190,))),
}


def judged(shape, damage, seed):
    made = form_cases.text(shape, f"sweep/{seed}", damage)
    if made is None:
        return None
    data, truth = made
    document = form_truth.convert(data, form_cases.name(shape), "--pass", "stitch,form")
    return (shape, damage, seed), form_truth.judge(document, truth["facts"], truth["undecidable"])


class Two(unittest.TestCase):
    def test_nothing_is_wrong(self):
        for rule, sets in CASES.items():
            jobs = [(shape, damage, seed) for shapes, damage, seeds in sets for shape in shapes for seed in seeds]
            with ThreadPoolExecutor(2) as pool:
                verdicts = [v for v in pool.map(lambda job: judged(*job), jobs) if v is not None]
            self.assertTrue(verdicts, rule)
            for case, verdict in verdicts:
                self.assertEqual([], verdict.wrong, f"{rule}: {case}")

    def test_whole_reports_stay_read(self):
        for shape in ("csv", "tabs", "word"):
            for seed in range(3):
                (_, verdict) = judged(shape, (), seed)
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking), (shape, seed))


if __name__ == "__main__":
    unittest.main()
