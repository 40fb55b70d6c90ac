"""Facts of reports with known truth: none wrong in silence, nearly all right, the same however labels are printed.

A fixed sample; form_sweep.py has the large sets.
"""
import os
import random
import unittest
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import form_cases
import form_truth
import replay
import sheaf_json

PASSES = ("--pass", "stitch,form")
SHAPES, WHY_NO_LAYOUT = form_cases.usable()


def run(jobs, work):
    """Results of work(*job), None left out; Sheaf runs in processes of its own."""
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        return [r for r in pool.map(lambda job: work(*job), jobs) if r is not None]


def judge_text(shape, seed, damage):
    made = form_cases.text(shape, seed, damage)
    if made is None:
        return None
    data, truth = made
    verdict = form_truth.judge(form_truth.convert(data, "report.txt", *PASSES), truth["facts"], truth["undecidable"])
    return (shape, damage, seed), verdict


class Facts(unittest.TestCase):
    def none_is_wrong(self, results, least):
        total = form_truth.Verdict()
        for case, verdict in results:
            self.assertEqual([], verdict.wrong, case)
            total.update(verdict)
        self.assertGreater(total["want"], 1000)
        self.assertGreaterEqual(total.rate(), least, {case: v.lacking[:3] for case, v in results if v.lacking})

    def test_every_damage_alone(self):
        if WHY_NO_LAYOUT:
            print(WHY_NO_LAYOUT)
        jobs = [(shape, 1, damage) for shape in SHAPES for damage in form_cases.singles(shape)]
        self.none_is_wrong(run(jobs, judge_text), .995)

    def test_two_kinds_of_damage(self):
        rng, jobs = random.Random("two"), []
        for shape in SHAPES:
            jobs += [(shape, 2, damage) for damage in rng.sample(form_cases.pairs(shape), 40)]
        self.none_is_wrong(run(jobs, judge_text), .99)

    def test_an_own_error_of_the_report_refutes_no_row(self):
        """One wrong number breaks the sums of its column; rows in doubt are refuted only where two columns fail."""
        kinds = ("rows_unlabelled", "rows_swapped", "blank_value")
        jobs = [(shape, seed, ("broken_identity", kind)) for shape in SHAPES for kind in kinds for seed in range(3) if shape != "layout"]
        self.none_is_wrong(run(jobs, judge_text), .995)

    def test_rows_without_label_on_both_sides_of_a_page_break(self):
        """Those of both parts together are as many as the form has between the labelled rows."""
        kinds = ("table_cut_blank", "repeated_header", "lost_first_column")
        jobs = [(shape, seed, (kind, "rows_unlabelled")) for shape in SHAPES for kind in kinds for seed in range(4)
                if {kind, "rows_unlabelled"} <= set(form_cases.document.possible(shape))]
        self.none_is_wrong(run(jobs, judge_text), .999)

    def test_columns_of_the_report_and_labels_in_pieces(self):
        """A column below a header that is none of the form's moves no value; labels by other names may lie in pieces, too."""
        jobs = [(shape, seed, (kind,)) for shape in SHAPES for seed in range(3) for kind in form_cases.singles(shape)[1:]
                for kind in kind if kind in ("last_year_column", "subtotal_behind", "numbers_behind", "total_twice", "label_alias")]
        self.none_is_wrong(run(jobs, judge_text), .998)

    def test_columns_of_the_report_beside_other_damage(self):
        """A head of the form is gone, digits are apart, or rows stand beside their heads."""
        own = ("ordinal_front", "ordinal_column", "last_year_column", "numbers_behind", "subtotal_behind", "total_twice", "share_column")
        jobs = [(shape, seed, (kind, column)) for shape in form_cases.document.GRID for seed in range(2) for column in own
                for kind in ("header_cell_lost", "wrapped_digits", "pads_at_end") if kind in form_cases.document.possible(shape)]
        self.none_is_wrong(run(jobs, judge_text), .995)

    def test_blanks_at_the_end_of_rows_of_table_2(self):
        """No sum tells a blank that was printed from one that a lost cell left, but rows that are not filled up do."""
        jobs = [(shape, seed, (kind,)) for shape in SHAPES for seed in range(8) for kind in ("value_of_table2_lost", "zeros_blank")
                if kind in form_cases.document.possible(shape)]
        self.none_is_wrong(run(jobs, judge_text), .99)

    def test_blanks_in_whole_rows(self):
        """A blank total is one where the sums over rows say that nothing moved."""
        self.none_is_wrong(run([(shape, seed, ("blank_value",)) for shape in SHAPES for seed in range(12)], judge_text), .995)

    def test_word_documents(self):
        def one(dialect, seed):
            data, facts = form_cases.word(dialect, seed)
            return (dialect, seed), form_truth.judge(form_truth.convert(data, "report.docx", *PASSES), facts)
        self.none_is_wrong(run([(d, s) for d in form_cases.DIALECT_NAMES for s in range(2)], one), 1)

    def test_labels_may_be_printed_in_other_ways(self):
        shapes = [s for s in SHAPES if s != "layout"]

        def one(shape, seed, manner):
            data, facts = form_cases.printed(shape, seed, manner)
            return form_truth.values(form_truth.convert(data, "report.txt", *PASSES)), facts
        for manner in form_cases.MANNERS:
            for stated, facts in run([(shape, seed, manner) for shape in shapes for seed in range(3)], one):
                self.assertEqual(facts, {k: stated.get(k) for k in facts}, manner)


class Notices(unittest.TestCase):
    """The judge sees what it is there for."""

    def test_wrong_values_are_seen(self):
        data, truth = form_cases.text("tabs", 1)
        document = form_truth.convert(data, "report.txt", *PASSES)
        fact = next(f for f in document["facts"] if f["value"] is not None)
        fact["value"] += 1
        self.assertEqual(1, form_truth.judge(document, truth["facts"])["silent"])
        self.assertEqual(1, form_truth.judge(document, {**truth["facts"], fact["key"]: None})["invented"])
        fact["value"], fact["status"] = None, "ambiguous"
        self.assertEqual([fact["key"]], form_truth.judge(document, truth["facts"]).lacking)

    def test_numbers_of_the_grammar(self):
        for text, value in (("1,234", 1234), ("１２", 12), ("-3.50", Decimal("-3.5")), ("3件", 3), ("1,23", None), ("约5", None), ("1 2", None)):
            self.assertEqual(value, replay.number(text), text)


if __name__ == "__main__":
    unittest.main()
