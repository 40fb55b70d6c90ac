"""Each repair replays: what Sheaf reads with --no-repair and the records of a full run, by their places, give the full run's blocks
and facts, for every golden case and for generated reports of every shape; and no record can be taken away or altered unseen."""
import copy
import json
import os
import random
import re
import subprocess
import tempfile
import unittest
from concurrent.futures import ThreadPoolExecutor

import foia
import form_cases
import form_streams
import form_truth
import pdf_cases
import pdf_producers
import pdf_sweep
import replay
import sheaf_json
import test_form_grids
import test_stitch_random

GOLDEN = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "golden")
COUNT = int(os.environ.get("SHEAF_REPLAY", "1"))   # times as many generated reports
HAVE_PDF = re.search(r"\bpdf\b", subprocess.run([sheaf_json.SHEAF, "plugins"], capture_output=True, text=True).stdout)
KINDS = {"paragraph_join", "fragment_join", "header_join", "cell_join", "digits_joined", "cell_split", "column_moved", "row_unlabelled",
         "label_alias", "label_split", "value_gap", "extra_value", "table_changed"}


def both(path, *options):
    """The full run, and what is read without repairs."""
    final = form_truth.convert_file(path, *options)
    raw = form_truth.convert_file(path, *options, "--no-repair")
    known = len(raw["repairs"])
    assert raw["repairs"] == final["repairs"][:known], "records of this run in spite of --no-repair"
    return final, raw


def judged(job):
    """(name, sentences, kinds of records) of a generated document."""
    name, file, data, *options = job
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, file)
        with open(path, "wb") as f:
            f.write(data)
        final, raw = both(path, *options)
    return name, problems(final, raw), [r["kind"] for r in final["repairs"]]


def problems(final, raw, repairs=None):
    try:
        return replay.differences(final, raw, repairs)
    except replay.Unfit as unfit:
        return [str(unfit)]


def golden():
    """(name, full run, raw run) of every golden case."""
    for folder, folders, files in os.walk(GOLDEN):
        folders.sort()
        for file in files:
            if file.startswith("input."):
                options = []
                if "options.txt" in files:
                    with open(os.path.join(folder, "options.txt"), encoding="utf-8") as f:
                        options = f.read().split()
                yield os.path.relpath(folder, GOLDEN), *both(os.path.join(folder, file), *options)


class Golden(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = list(golden())

    def test_every_case_replays(self):
        self.assertGreater(len(self.cases), 40)
        for name, final, raw in self.cases:
            with self.subTest(name):
                self.assertEqual([], problems(final, raw))

    def test_no_kind_is_untried(self):
        seen = {r["kind"] for _, final, _ in self.cases for r in final["repairs"]}
        self.assertEqual(set(), KINDS - seen)

    def test_raw_is_raw(self):
        """Else nothing would have to be replayed."""
        for name, final, raw in self.cases:
            if final["repairs"] != raw["repairs"]:
                with self.subTest(name):
                    self.assertNotEqual((self.texts(final), self.values(final)), (self.texts(raw), self.values(raw)))

    def test_no_record_can_be_left_out(self):
        for name, final, raw in self.cases:
            for repair in self.needed(final, raw):
                with self.subTest(name, repair=repair["id"], kind=repair["kind"]):
                    self.assertNotEqual([], problems(final, raw, [r for r in final["repairs"] if r is not repair]))

    def test_no_record_can_be_altered(self):
        for name, final, raw in self.cases:
            for number, repair in enumerate(self.needed(final, raw)):
                for what, altered in self.alterations(repair, random.Random(f"{name}/{number}")):
                    with self.subTest(name, repair=repair["id"], kind=repair["kind"], altered=what):
                        self.assertNotEqual([], problems(final, raw, [altered if r is repair else r for r in final["repairs"]]))

    @staticmethod
    def texts(document):
        return [b.get("text") for b in sheaf_json.walk(document["blocks"])]

    @staticmethod
    def values(document):
        return [(f["value"], f["status"]) for f in document["facts"]]

    @staticmethod
    def needed(final, raw):
        """Records of this run that place something. A record of a changed table states again what the raw run may have read."""
        new = [r for r in final["repairs"][len(raw["repairs"]):] if r["kind"] != "table_changed" and ("fact" not in r["to"] or any(r["from"]))]
        kinds = {r["kind"] for r in new}
        return [r for kind in sorted(kinds) for r in [r for r in new if r["kind"] == kind][:8]]

    @staticmethod
    def alterations(repair, rng):
        def other(change):
            altered = copy.deepcopy(repair)
            change(altered)
            return altered

        def moved(origin):
            name = next(n for n in ("line", "page", "path") if n in origin)
            origin[name] = origin[name] + 1 if name != "path" else origin[name] + "/w:p[99]"
            origin.pop("offset", None)

        placed = [i for i, origin in enumerate(repair["from"]) if origin]
        yield "from", other(lambda r: moved(r["from"][rng.choice(placed)]))
        if "fact" in repair["to"] and repair["from"] != repair["from"][::-1]:
            yield "order of from", other(lambda r: r["from"].reverse())
        if "fact" not in repair["to"]:
            yield "to", other(lambda r: moved(r["to"]["origin"]))
            if "row" in repair["to"]:
                yield "row", other(lambda r: r["to"].update(row=r["to"]["row"] + 1))
                yield "size", other(lambda r: r.update(after=re.sub(r"^\d+", lambda m: str(int(m[0]) + 1), r["after"])))
            elif "\n" in repair["before"]:
                yield "after", other(lambda r: r.update(after=r["after"][:1] + "?" + r["after"][1:]))
        elif repair["kind"] in replay.PLACING and "*" in repair["to"]["fact"]:
            yield "after", other(lambda r: r.update(after=re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), r["after"])))
            yield "fact", other(lambda r: r["to"].update(fact="t9.*"))

    def test_a_changed_table_is_held_to_its_places(self):
        tried = 0
        for name, final, raw in self.cases:
            for repair in [r for r in final["repairs"] if r["kind"] == "table_changed"]:
                tried += 1
                for change in (lambda r: r.update(after=re.sub(r"\d+", "987654", r["after"], count=1)), lambda r: r["from"].reverse(),
                               lambda r: r["from"].pop()):
                    altered = copy.deepcopy(repair)
                    change(altered)
                    self.assertNotEqual([], problems(final, raw, [altered if r is repair else r for r in final["repairs"]]), name)
        self.assertGreater(tried, 0)

    def test_what_the_full_run_says_is_compared(self):
        """A text, a value, a status, a cell that is not what the records give is seen."""
        name, final, raw = next(c for c in self.cases if c[0] == os.path.join("text", "repaired-pages"))
        for change in (lambda d: next(f for f in d["facts"] if f["value"]).update(value=987654),
                       lambda d: next(f for f in d["facts"] if f["status"] == "read").update(status="text"),
                       lambda d: next(f for f in d["facts"] if "node" in f).update(node=1),
                       lambda d: d["facts"].pop(),
                       lambda d: d["blocks"].pop(),
                       lambda d: next(b for b in d["blocks"] if b["kind"] == "paragraph").update(text="x"),
                       lambda d: sheaf_json.tables(d)[0]["cells"][3].update(text="x"),
                       lambda d: sheaf_json.tables(d)[0]["cells"][3].update(column=9)):
            spoilt = copy.deepcopy(final)
            change(spoilt)
            self.assertNotEqual([], problems(spoilt, raw), name)


class Generated(unittest.TestCase):
    def check(self, jobs, *kinds):
        seen = set()
        with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
            for name, found, repairs in pool.map(judged, jobs):
                self.assertEqual([], found[:5], name)
                seen.update(repairs)
        self.assertEqual(set(), set(kinds) - seen)

    def test_texts(self):
        """Each shape with each kind of damage."""
        shapes, _ = form_cases.usable()
        jobs, rng = [], random.Random(5)
        for shape in shapes:
            singles = form_cases.singles(shape)
            for seed, damage in enumerate(singles * COUNT if COUNT > 1 else rng.sample(singles, min(16, len(singles)))):
                made = form_cases.text(shape, f"replay/{seed}", damage)
                if made:
                    jobs.append(((shape, seed, damage), "report.txt", made[0]))
        self.check(jobs, "fragment_join", "paragraph_join")

    def test_two_kinds_of_damage(self):
        rng = random.Random(6)
        jobs = []
        for shape in ("tabs", "csv", "cells"):
            for seed, damage in enumerate(rng.sample(form_cases.pairs(shape), 12 * COUNT)):
                made = form_cases.text(shape, f"replay/{seed}", damage)
                if made:
                    jobs.append(((shape, seed, damage), "report.txt", made[0]))
        self.check(jobs)

    def test_streams(self):
        kinds = [(), *((name,) for name in form_streams.DAMAGE)]
        self.check([((seed, manner, kind), "report.txt", form_streams.make(seed, manner, kind)[0]) for seed in range(COUNT)
                    for manner in form_streams.MANNERS for kind in kinds], "cell_split")

    def test_another_form(self):
        rng = random.Random(7)
        self.check([((seed, name), "report.txt", foia.make(seed, rng.choice(foia.SHAPES), [name])[0].encode())
                    for seed in range(COUNT) for name in foia.DAMAGE], "variant_chosen")

    def test_word(self):
        jobs = [((seed, dialect, change.__name__), "report.docx", test_form_grids.document(change, dialect, seed)[0])
                for seed in range(COUNT) for dialect in ("word", "docs", "bare")
                for change in (test_form_grids.swapped, test_form_grids.merged, test_form_grids.dropped, test_form_grids.replaced)]
        jobs += [((dialect,), "report.docx", form_cases.word(dialect, 1)[0]) for dialect in form_cases.DIALECT_NAMES]
        self.check(jobs, "column_moved")

    @unittest.skipUnless(HAVE_PDF, "the plugin read_pdf was not built here")
    def test_pdf(self):
        cases = pdf_cases.FIXED + pdf_cases.drawn(["raw-ucs2", "pango-serif"], 6 * COUNT)
        with tempfile.TemporaryDirectory() as folder:
            made = []
            for n, case in enumerate(c for c in cases if not pdf_producers.why_not(c.producer)):
                os.mkdir(os.path.join(folder, str(n)))
                for _, path in pdf_sweep.produce(os.path.join(folder, str(n)), [case]):
                    with open(path, "rb") as file:
                        made.append(((case.name,), "report.pdf", file.read()))
            self.check(made, "digits_joined", "header_join", "cell_join")

    def test_random_tables_on_paper(self):
        """Only what says where it stands, and nothing else stands there, can be addressed."""
        jobs = []
        for seed in range(1, 80 * COUNT):
            document = test_stitch_random.Maker(seed).document(1)
            for kind in ([t for t in sheaf_json.tables(document)], [c for t in sheaf_json.tables(document) for c in t["cells"]]):
                places = [str(replay.place(b)[:1]) for b in kind]
                if "[]" in places or len(set(places)) < len(places):
                    break
            else:
                jobs.append(((seed,), "report.json", json.dumps(document).encode(), "--pass", "stitch"))
        self.assertGreater(len(jobs), 5)
        self.check(jobs, "fragment_join", "header_join", "cell_join")


@unittest.skipUnless(os.path.isdir(sheaf_json.SEEDS), f"{sheaf_json.SEEDS} is not there")
class Seeds(unittest.TestCase):
    def test_seeds(self):
        repaired = 0
        for name in sorted(os.listdir(sheaf_json.SEEDS)):
            if name.endswith(".txt"):
                final, raw = both(os.path.join(sheaf_json.SEEDS, name))
                self.assertEqual([], problems(final, raw), name)
                repaired += sum(f["status"] == "read_repaired" for f in final["facts"])
        self.assertGreater(repaired, 50)


if __name__ == "__main__":
    unittest.main()
