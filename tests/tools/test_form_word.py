"""Damaged reports as bare Word documents, where the reader knows the grid: the place of a value is certain, what stands in it or above it is not.

A fixed sample; `form_sweep.py grids` has the large set.
"""
import os
import random
import unittest
from concurrent.futures import ThreadPoolExecutor

import form_cases
import form_truth
from gen import document

SHAPE = document.WORD


def judged(job):
    made = form_cases.text(SHAPE, *job)
    if made is None:
        return job, None
    data, truth = made
    return job, form_truth.judge(form_truth.convert(data, form_cases.name(SHAPE), "--pass", "stitch,form"), truth["facts"], truth["undecidable"])


class Word(unittest.TestCase):
    def none_is_wrong(self, jobs, least):
        total = form_truth.Verdict()
        with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            for job, verdict in pool.map(judged, jobs):
                if verdict is not None:
                    self.assertEqual([], verdict.wrong, job)
                    total.update(verdict)
        self.assertGreater(total["want"], 1000)
        self.assertGreaterEqual(total.rate(), least)

    def test_whole_reports(self):
        self.none_is_wrong([(seed, ()) for seed in range(12)], 1)

    def test_every_damage_alone(self):
        self.none_is_wrong([(seed, damage) for seed in (1, 2) for damage in form_cases.singles(SHAPE)], .99)

    def test_two_kinds_of_damage(self):
        self.none_is_wrong([(3, damage) for damage in random.Random("word").sample(form_cases.pairs(SHAPE), 90)], .98)


if __name__ == "__main__":
    unittest.main()
