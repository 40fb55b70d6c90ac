"""Forms as data: the example of docs/forms.md does what that page says, and a second form without any code of its own binds
generated reports, whole and damaged, without a wrong value."""
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from itertools import combinations

import foia
import form_truth

SHEAF, SOURCE = os.environ["SHEAF"], os.environ["SHEAF_SOURCE"]
SEEDS = int(os.environ.get("SHEAF_FORMS", "3"))
SURE = ("read", "read_repaired")


def run(*args):
    return subprocess.run([SHEAF, *args], capture_output=True, timeout=60)


def convert(path, *args):
    done = run("convert", path, "--to", "json", *args)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout, parse_float=Decimal)


class Example(unittest.TestCase):
    """The files and the table of docs/forms.md."""

    def setUp(self):
        with open(os.path.join(SOURCE, "docs", "forms.md"), encoding="utf-8") as f:
            self.page = f.read()
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        for name, text in re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", self.page, re.S):
            with open(os.path.join(self.folder.name, name), "w", encoding="utf-8") as f:
                f.write(text)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def test_no_faults(self):
        done = run("forms", "check", self.path("clinic.json"))
        self.assertEqual(done.returncode, 0, done.stderr.decode())

    def test_facts_are_those_of_the_table(self):
        document = convert(self.path("clinic.txt"), "--form", self.path("clinic.json"))
        facts = {f["key"]: f for f in document["facts"]}
        kinds = {r["id"]: r["kind"] for r in document["repairs"]}
        self.assertEqual(len(facts), 9)
        rows = re.findall(r"^\| `(patients\.\S+)` \| (\S+) \| (\S+) \| (\S+) \| ?(?:`(\S+)` )?\|$", self.page, re.M)
        self.assertEqual(len(rows), 3)
        for key, value, unit, status, repair in rows:
            fact = facts[key]
            self.assertEqual((str(fact["value"]), fact["unit"], fact["status"]), (value, unit, status), key)
            self.assertEqual([kinds[n] for n in fact.get("repairs", [])], [repair] if repair else [], key)
        checks = {c["rule"]: (c["pass"], c["fail"]) for c in document["checks"]}
        self.assertEqual(checks["CLINIC-SUM"], (3, 0))

    def test_the_fault_that_it_quotes(self):
        with open(self.path("clinic.json"), encoding="utf-8") as f:
            text = f.read().replace('"label": "New', '"lable": "New')
        with open(self.path("wrong.json"), "w", encoding="utf-8") as f:
            f.write(text)
        done = run("forms", "check", self.path("wrong.json"))
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('/tables/0/rows/0/lable: there is no member "lable" here; expected "label", perhaps', done.stderr.decode())


class Letters(unittest.TestCase):
    """Labels in words of letters, which a narrow cell may have cut off."""
    LABEL = "Emergency visits in the year refused for lack of staff or beds"
    FORM = {"sheaf_form": "1.0", "id": "visits", "version": "2024", "title": {"zh": "年报", "en": "Return"}, "validity": {"from": 2024, "to": None},
            "words": ["Visits Return"], "marks": ["-"], "sections": [{"key": "s1", "heading": "1. Visits"}],
            "tables": [{"key": "p", "name": {"zh": "次", "en": "Visits"}, "section": "s1", "unit": "visits",
                        "rows": [{"key": "refused", "label": LABEL}, {"key": "other", "label": "other"}, {"key": "spare", "label": "spare"}],
                        "columns": [{"key": "a", "label": "Adults"}, {"key": "b", "label": "Children"}]}],
            "fields": [{"key": "year", "type": "number", "readings": [{"where": ["title"], "words": ["Visits Return"], "pattern": "Visits Return (?<value>20\\d\\d)"}]}],
            "rules": []}

    def test_a_few_words_are_a_label_of_their_own(self):
        """All visits, and no refused ones: a beginning says it only where most of the label is there."""
        with tempfile.TemporaryDirectory() as folder:
            form, path = os.path.join(folder, "visits.json"), os.path.join(folder, "report.txt")
            with open(form, "w", encoding="utf-8") as f:
                json.dump(self.FORM, f)
            for label, value in ((self.LABEL, 40), (self.LABEL[:-9], 40), ("Emergency visits in the year", None), ("Emergency visits in the year refused", None)):
                with open(path, "w", encoding="utf-8") as f:
                    f.write(f"Visits Return 2024\n\n1. Visits\n\n\tAdults\tChildren\n{label}\t40\t5\nother\t1\t2\nspare\t7\t8\n")
                facts = {f["key"]: f["value"] for f in convert(path, "--form", form)["facts"] if f["status"] in SURE}
                with self.subTest(label=label):
                    self.assertEqual((facts.get("p.refused.a"), facts.get("p.other.a")), (value, 1))


class SecondForm(unittest.TestCase):
    """Reports of us-foia-summary: each damage alone in each shape, and pairs."""

    def score(self, cases):
        self.counts, self.problems = Counter(), []
        with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda case: self.judge(folder, *case), cases))
        self.assertEqual([p for p in self.problems if p[0] == "wrong"][:10], [])
        return self.counts

    def judge(self, folder, seed, shape, names):
        text, truth = foia.make(seed, shape, names)
        path = os.path.join(folder, f"{seed}-{shape}-{'-'.join(names)}.txt")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        stated = {f["key"]: f for f in convert(path)["facts"]}
        meant = {**truth["facts"], **truth["undecidable"]}
        case = (seed, shape, *names)
        for key, fact in stated.items():
            if fact["status"] in SURE and fact["value"] != meant.get(key):
                self.problems.append(("wrong", case, key, fact["value"], meant.get(key)))
        for key, value in truth["facts"].items():
            right = value is None or (key in stated and stated[key]["value"] == value)
            self.counts[right] += 1
            if not right:
                self.problems.append(("missing", case, key, stated.get(key, {}).get("status"), value))

    def share(self, counts):
        return counts[True] / sum(counts.values())

    def test_whole_and_damaged_once(self):
        sets = [[], *([name] for name in foia.DAMAGE)]
        counts = self.score([(seed, shape, names) for seed in range(SEEDS) for shape in foia.SHAPES for names in sets])
        self.assertGreaterEqual(self.share(counts), .999, self.problems[:10])

    def test_damaged_twice(self):
        rng = random.Random(7)
        pairs = list(combinations(foia.DAMAGE, 2))
        cases = [(seed, rng.choice(foia.SHAPES), list(pair)) for seed in range(SEEDS) for pair in pairs]
        self.assertGreaterEqual(self.share(self.score(cases)), .99, self.problems[:10])

    def test_rules_hold_and_find_slips(self):
        """No rule fails on a whole report; a value that is changed is found by the rules of its row and column."""
        for seed in range(SEEDS):
            rng = random.Random(seed)
            text, truth = foia.make(seed, "tabs", [])
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "report.txt")
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text)
                self.assertEqual([c["rule"] for c in convert(path)["checks"] if c["fail"]], [])
                report = text.split("V.B.")[0].splitlines()
                row = rng.choice([line for line in report if line.count("\t") == 4 and not line.startswith("Agency")])
                cells = row.split("\t")
                cells[2] = f"{int(cells[2].replace(',', '')) + 7:,}"
                with open(path, "w", encoding="utf-8") as f:
                    f.write(text.replace(row, "\t".join(cells)))
                failed = {c["rule"] for c in convert(path)["checks"] if c["fail"]}
                self.assertEqual(failed, {"FOIA-BALANCE", "FOIA-OVERALL"}, row)


if __name__ == "__main__":
    unittest.main()
