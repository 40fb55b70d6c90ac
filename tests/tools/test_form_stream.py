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


def given(text):
    return {f["key"]: f["value"] for f in form_truth.convert(text.encode(), "report.txt", *PASSES)["facts"] if f["value"] is not None}


class Labels(unittest.TestCase):
    """A cell a line: what is done to labels, or to all numbers alike, changes no fact."""

    def changed(self, change):
        """Pairs of what is given of a report and of the same one with the lines of table 3 changed."""
        pairs = []
        for seed in range(8):
            lines = form_streams.make(seed, "cells")[0].decode().split("\n")
            first = next(i for i, line in enumerate(lines) if line.startswith("三、收到"))
            end = next(i for i, line in enumerate(lines) if line.startswith("四、政府"))
            other = lines[:first + 1] + [change(seed, line) for line in lines[first + 1:end]] + lines[end:]
            if other != lines:
                pairs.append((given("\n".join(lines)), given("\n".join(other))))
        self.assertGreater(len(pairs), 4)
        self.assertGreater(sum(len(before) for before, _ in pairs), 700)
        return pairs

    def test_a_misprinted_label(self):
        for own, printed in (("属于行政执法案卷", "属于行政执法案巻"), ("重复申请", "重复申清"), ("补正后申请内容仍不明确", "补正后申请内容仍不"),
                             ("保护第三方合法权益", "保护第三方合法利益")):
            with self.subTest(printed=printed):
                for before, after in self.changed(lambda _, line: line.replace(own, printed)):
                    self.assertEqual(before, after)

    def test_a_misprinted_label_proves_nothing_alone(self):
        """A number of its row is lost, or stands in another place: the row has no values, and none is wrong."""
        def hurt(seed, lines):
            at = next(i for i, line in enumerate(lines) if "重复申请" in line)
            lines[at] = lines[at].replace("重复申请", "重复申清")
            values = lines[at + 1:at + 8]
            if len(set(values)) < 4 or not all(v.strip().isdigit() for v in values):
                return None
            return lines[:at + 1] + (values[1:] if seed % 2 else values[1:] + values[:1]) + lines[at + 8:]
        tried = 0
        for seed in range(24):
            data, facts = form_streams.make(seed, "cells")
            lines = hurt(seed, data.decode().split("\n"))
            if lines:
                after, tried = given("\n".join(lines)), tried + 1
                self.assertEqual([], [k for k, v in after.items() if ".repeated." in k])
                self.assertEqual([], [k for k, v in after.items() if float(facts[k] or 0) != v])
        self.assertGreater(tried, 5)

    def test_white_space_in_labels(self):
        for blank in ("  ", " ", "\u00a0", "\u3000"):
            for spread in (lambda line: blank.join(line), lambda line: line[:1] + blank + line[1:], lambda line: blank.join((line[:2], line[2:4], line[4:]))):
                for before, after in self.changed(lambda _, line: line if line.strip().isdigit() or len(line) < 2 else spread(line)):
                    self.assertEqual(before, after)

    def test_units_behind_blanks(self):
        """Nothing is lost; numbers that could be those of pages no longer are."""
        for before, after in self.changed(lambda _, line: line + " 件" if line.strip().isdigit() else line):
            self.assertEqual(before, {k: after.get(k) for k in before})

    def test_a_long_line_before_values(self):
        """More words than any label has, right above a number: no label, and nothing is lost."""
        for words in (39, 40, 41, 60, 600):
            line = " ".join("甲乙丙丁戊己庚辛壬癸"[i % 10] for i in range(words))
            text = f"某市政府信息公开工作年度报告\n\n一、总体情况\n\n略。\n\n三、收到和处理政府信息公开申请情况\n\n（一）予以公开\n1\n{line}\n3\n4\n\n四、政府信息公开行政复议、行政诉讼情况\n"
            with self.subTest(words=words):
                self.assertEqual({}, given(text))


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

    def test_a_number_with_a_mark_of_a_list(self):
        """`- 5` alone in its line, and the row adds up with 5: it may be -5 all the same."""
        data, facts = form_streams.make(1, "cells")
        lines, found = data.decode().split("\n"), form_truth.convert(data, "report.txt", *PASSES)["facts"]
        some = [f for f in found if f["key"].startswith("t3.outcome.") and f["value"]][::9]
        self.assertGreater(len(some), 3)
        for mark in ("- ", "+ ", "- \u3000"):
            for fact in some:
                at = fact["origin"]["line"] - 1
                changed = lines[:at] + [mark + lines[at].strip()] + lines[at + 1:]
                have = form_truth.values(form_truth.convert("\n".join(changed).encode(), "report.txt", *PASSES))
                self.assertIsNone(have[fact["key"]], (mark, fact["key"]))
                self.assertEqual([], [k for k, v in have.items() if v is not None and v != facts.get(k)])

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
