"""Tables without any structure: the labels of the form tell their cells, and no number is wrong in silence."""
import itertools
import os
import unittest
from concurrent.futures import ThreadPoolExecutor

import form_streams
import form_truth

PASSES = ("--pass", "stitch,form")


def judged(job):
    data, facts = form_streams.make(*job)
    return job, form_truth.judge(form_truth.convert(data, "report.txt", *PASSES), facts)


class Streams(unittest.TestCase):
    def results(self, jobs, least):
        total = form_truth.Verdict()
        with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            for job, verdict in pool.map(judged, jobs):
                self.assertEqual([], verdict.wrong, job)
                total.update(verdict)
        self.assertGreater(total["want"], 1000)
        self.assertGreaterEqual(total.rate(), least)

    def test_whole_streams(self):
        self.results([(seed, "rows") for seed in range(6)], 1)
        self.results([(seed, manner) for manner in ("cells", "repeat") for seed in range(6)], .85)

    def test_damaged_streams(self):
        kinds = [*((name,) for name in form_streams.DAMAGE), *itertools.combinations(form_streams.DAMAGE, 2)]
        jobs = [(seed, manner, kind, blanks) for seed, (manner, kind, blanks)
                in enumerate(itertools.product(form_streams.MANNERS, kinds, (0.0, .05)))]
        self.results(jobs, .25)

    def test_values_that_leave_their_rows_sum_as_it_is(self):
        self.results([(seed, manner, (kind,)) for kind in form_streams.UNSEEN for manner in ("cells", "repeat") for seed in range(12)], .1)


class Records(unittest.TestCase):
    def test_each_value_names_its_repair(self):
        data, facts = form_streams.make(1, "cells")
        document = form_truth.convert(data, "report.txt", *PASSES)
        kinds = {r["id"]: r["kind"] for r in document["repairs"]}
        valued = [f for f in document["facts"] if f["value"] is not None]
        self.assertGreater(len(valued), 100)
        for fact in valued:
            self.assertEqual("read_repaired", fact["status"], fact["key"])
            self.assertIn("cell_split", {kinds[i] for i in fact["repairs"]}, fact["key"])

    def test_no_repair_states_no_value(self):
        data, _ = form_streams.make(1, "rows")
        document = form_truth.convert(data, "report.txt", *PASSES, "--no-repair")
        self.assertEqual([], [f["key"] for f in document["facts"] if f["value"] is not None])
        self.assertEqual([], [r for r in document["repairs"] if r["by"] == "form"])


if __name__ == "__main__":
    unittest.main()
