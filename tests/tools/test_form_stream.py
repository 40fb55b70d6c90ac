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

    def test_one_damage_leaves_the_other_rows(self):
        """What the sums over the rows lack is what is printed of the row that is damaged, or nothing shows a page number."""
        for kind, least in (("page numbers", .6), ("value lost", .75), ("row lost", .75)):
            self.results([(seed, "cells", (kind,)) for seed in range(12)], least)

    def test_values_that_leave_their_rows_sum_as_it_is(self):
        self.results([(seed, manner, (kind,)) for kind in form_streams.UNSEEN for manner in ("cells", "repeat") for seed in range(12)], .1)

    def test_a_wrong_number_of_the_report_is_told(self):
        """One number that breaks the sum of its row and of its column: nothing was lost or added, so the row is read, and fails. Where the
        number could be a page number in a line of its own, it is left open."""
        told = 0
        for seed, manner in itertools.product(range(8), ("cells", "rows")):
            data, _ = form_streams.make(seed, manner)
            before = form_truth.convert(data, "report.txt", "--pass", "stitch,form,check,audit")
            fact = next((f for f in before["facts"] if f["key"].startswith("t3.outcome.granted.") and (f["value"] or 0) > 1999), None)
            if fact is None or any(f["outcome"] == "fail" for f in before["findings"] if f["rule"].startswith("T3-")):
                continue
            for new in (fact["value"] + 1, 7):
                at = data.index(fact["raw"].encode(), fact["origin"]["offset"])
                wrong = data[:at] + str(new).encode() + data[at + len(fact["raw"].encode()):]
                after = form_truth.convert(wrong, "report.txt", "--pass", "stitch,form,check,audit")
                found = {f["key"]: f for f in after["facts"]}[fact["key"]]
                rules = {f["rule"] for f in after["findings"] if f["outcome"] == "fail" and fact["key"] in f["facts"]}
                if new == 7 and manner == "cells":
                    self.assertEqual("ambiguous", found["status"])
                else:
                    self.assertEqual((new, "read_repaired", {"T3-ROWSUM", "T3-OUTCOME"}), (found["value"], found["status"], rules), (seed, manner))
                    told += 1
        self.assertGreater(told, 3)


class Records(unittest.TestCase):
    def test_two_numbers_in_a_line_are_one_cell(self):
        """A cell a line: the row has its seven lines, and none of them is a page number because two numbers stand in another."""
        read = 0
        for seed in range(12):
            data, facts = form_streams.make(seed, "cells")
            lines = data.decode().split("\n")
            starts = [i for i in range(1, len(lines) - 7) if all(c.strip().isdigit() for c in lines[i:i + 7]) and not lines[i - 1].strip().isdigit()]
            for start in starts[::3]:
                values = [int(c) for c in lines[start:start + 7]]
                at = next((i for i in range(5) if 0 < values[i] < 10 and values[i + 1] != values[i]), None)
                if at is not None and sum(values[:6]) == values[6]:
                    lines[start + at + 1] += f" {values[at]}"
            verdict = form_truth.judge(form_truth.convert("\n".join(lines).encode(), "report.txt", *PASSES), facts)
            self.assertEqual([], verdict.wrong)
            read += verdict["correct"]
        self.assertGreater(read, 100)

    def test_a_number_that_a_line_broke_leaves_no_page_number(self):
        """33, 0, 0, 4, 3 and 7: without 33 the sum holds, and with 37, too."""
        printed, broken = [33, 0, 0, 4, 37, 1, 0, 0, 0, 1, 0, 0, 1, 3, 4], [33, 0, 0, 4, 3, 7, 1, 0, 0, 0, 1, 0, 0, 1, 3, 4]
        tried = 0
        for seed in range(12):
            data, facts = form_streams.make(seed, "cells")
            lines, keys = data.decode().split("\n"), [k for k in facts if k.startswith("t4.")]
            start = next((i for i in range(len(lines) - 15) if all(c.strip().isdigit() for c in lines[i:i + 15])), None)
            if start is None or len(keys) != 15:
                continue
            lines[start:start + 15] = map(str, broken)
            verdict = form_truth.judge(form_truth.convert("\n".join(lines).encode(), "report.txt", *PASSES), dict(facts, **dict(zip(keys, printed))))
            self.assertEqual([], verdict.wrong)
            tried += 1
        self.assertGreater(tried, 3)

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
