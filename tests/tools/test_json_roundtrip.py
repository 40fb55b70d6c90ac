"""Reports through read_json and write_json: what Sheaf wrote comes back byte for byte, with both values of json.indent; members
of later versions, and another order of members, change nothing that is said.

SHEAF_JSON_DOCUMENTS=10000 takes so many random documents (200), SHEAF_JSON_REPORTS so many generated reports (60)."""
import glob
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

try:
    import jsonschema
except ImportError:
    jsonschema = None

import json_documents as documents
from sheaf_json import SEEDS, SHEAF

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOCUMENTS = int(os.environ.get("SHEAF_JSON_DOCUMENTS", "200"))
REPORTS = int(os.environ.get("SHEAF_JSON_REPORTS", "60"))
TOGETHER = 100  # files that one run of Sheaf takes


def read(path):
    with open(path, "rb") as file:
        return file.read()


def exact(data):
    """Numbers as they are spelt, so that 912.50 is not 912.5."""
    return json.loads(data, parse_float=lambda text: ("number", text), parse_int=lambda text: ("number", text))


def sheaf(*words):
    return subprocess.run([SHEAF, *words], capture_output=True, timeout=300)


class RoundTrip(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return self.path(name)

    def convert_all(self, paths, out, *options):
        """Every file of `paths` as JSON in the folder `out`, under its own name; figures with their bytes."""
        options = *options, "--option", "json.figures=embed"
        os.makedirs(self.path(out), exist_ok=True)
        for i in range(0, len(paths), TOGETHER):
            some = paths[i:i + TOGETHER]
            if len(some) == 1:
                run = sheaf("convert", some[0], "-o", self.path(out, os.path.basename(some[0])), "--to", "json", *options)
            else:
                run = sheaf("convert", *some, "-o", self.path(out), "--to", "json", *options)
            self.assertEqual(run.returncode, 0, run.stderr.decode("utf-8", "replace")[:3000])
            self.assertEqual(run.stderr, b"", "reading a report again says nothing anew")

    def assert_same(self, paths, out):
        for path in paths:
            again = read(self.path(out, os.path.basename(path)))
            if again != read(path):
                keep = os.environ.get("SHEAF_JSON_KEEP")
                if keep:
                    shutil.copy(path, keep)
                want, got = read(path).decode(), again.decode()
                at = next((i for i, (a, b) in enumerate(zip(want, got)) if a != b), min(len(want), len(got)))
                self.fail(f"{path}: differs at {at}:\n{want[max(0, at - 120):at + 80]!r}\n{got[max(0, at - 120):at + 80]!r}")

    def check_identity(self, paths, lines="none"):
        self.convert_all(paths, "again", "--option", f"json.indent={lines}")
        self.assert_same(paths, "again")

    # ---- what Sheaf wrote ----

    def test_golden(self):
        expected = sorted(glob.glob(os.path.join(ROOT, "tests", "golden", "*", "*", "expect.json")))
        self.assertGreater(len(expected), 5)
        paths = [self.write(f"golden/{i}.json", read(path).decode()) for i, path in enumerate(expected)]
        self.check_identity(paths, "lines")

    def through(self, sources):
        """What Sheaf writes of sources, in both forms, must come back."""
        for lines in ("lines", "none"):
            out = self.path(lines)
            os.makedirs(out)
            for i, source in enumerate(sources):
                run = sheaf("convert", source, "-o", os.path.join(out, f"{i}.json"), "--to", "json",
                            "--option", f"json.indent={lines}", "--option", "json.figures=embed",
                            "--hash" if i % 2 else "--no-repair")
                self.assertEqual(run.returncode, 0, run.stderr.decode("utf-8", "replace"))
            self.check_identity(sorted(glob.glob(os.path.join(out, "*.json"))), lines)
        for path in sorted(glob.glob(self.path("none", "*.json"))):
            self.check_schema(path)

    def check_schema(self, path):
        if jsonschema is None:
            return
        with open(os.path.join(ROOT, "docs", "report.schema.json"), encoding="utf-8") as file:
            schema = json.load(file)
        wrong = [e.message[:200] for e in jsonschema.Draft202012Validator(schema).iter_errors(json.loads(read(path)))]
        self.assertEqual(wrong, [], path)

    def test_generated_reports(self):
        run = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "tools", "generate.py"), self.path("reports"),
                              "--count", str(REPORTS), "--seed", "json"], capture_output=True)
        if run.returncode != 0:
            self.skipTest(f"the generator cannot run: {run.stderr.decode()[-200:]}")
        self.through(sorted(glob.glob(self.path("reports", "*.txt"))))

    def test_several_reports(self):
        """Two reports in one file, a sum of the second of which does not hold."""
        texts = []
        for name, damage in (("whole", "none"), ("broken", "broken_identity")):
            run = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "tools", "generate.py"), self.path(name), "--count", "1",
                                  "--shapes", "tabs", "--damage", damage, "--encodings", "utf8", "--seed", name], capture_output=True)
            self.assertEqual(run.returncode, 0, run.stderr.decode())
            texts += [read(path).decode().strip() for path in glob.glob(self.path(name, "*.txt"))]
        both = self.write("both.txt", "\n\n\n".join(texts))
        run = sheaf("convert", both, "-o", self.path("first.json"), "--pass", "stitch,form,check,audit")
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        report = json.loads(read(self.path("first.json")))
        self.assertEqual([i["instance"] for i in report["form"]["instances"]], [0, 1])
        self.assertEqual({f.get("instance", 0) for f in report["facts"]}, {0, 1})
        self.assertEqual(len(report["facts"]) % 2, 0)
        self.assertTrue(report["meta"]["report2"]["agency"] and report["meta"]["report2"]["year"])
        sums = [f for f in report["findings"] if f["rule"].startswith(("T3-", "T4-")) and f["outcome"] == "fail"]
        self.assertTrue(sums and all(f.get("instance") == 1 for f in sums), sums)
        own = {f["node"] for f in report["facts"] if f.get("instance") == 1 and "node" in f}
        self.assertTrue(all(set(f["nodes"]) <= own for f in sums))
        self.through([both])

    def test_seeds(self):
        seeds = sorted(glob.glob(os.path.join(SEEDS, "*.txt")))
        if not seeds:
            self.skipTest(f"{SEEDS} is not there")
        self.through(seeds)

    # ---- documents of all kinds ----

    def batches(self, change=lambda document, r: document):
        for first in range(0, DOCUMENTS, TOGETHER):
            shutil.rmtree(self.path("in"), ignore_errors=True)
            yield [self.write(f"in/{seed}.json", documents.dump(change(documents.Maker(seed).document(), random.Random(seed))))
                   for seed in range(first, min(first + TOGETHER, DOCUMENTS))]

    def test_random_documents(self):
        for paths in self.batches():
            self.check_identity(paths)

    def test_on_lines_and_back(self):
        for paths in self.batches():
            self.convert_all(paths, "lines", "--option", "json.indent=lines")
            lines = [self.path("lines", os.path.basename(path)) for path in paths]
            self.convert_all(lines, "flat", "--option", "json.indent=none")
            self.assert_same(paths, "flat")

    def test_unknown_members(self):
        for paths in self.batches(documents.add_unknown):
            self.check_identity(paths)

    def test_unknown_members_anywhere(self):
        """They come to stand last in their own object, in their order; and then they stay."""
        seen = set()
        for paths in self.batches(lambda d, r: documents.add_unknown(d, r, 0.5, True)):
            self.convert_all(paths, "once", "--option", "json.indent=none")
            once = [self.path("once", os.path.basename(path)) for path in paths]
            for path, first in zip(paths, once):
                seed = int(os.path.splitext(os.path.basename(path))[0])
                document = documents.add_unknown(documents.Maker(seed).document(), random.Random(seed), 0.5, True)
                self.assertEqual(read(first).decode(), documents.dump(documents.unknown_last(document)), path)
                seen |= {tuple(name for name in where if isinstance(name, str))[-2:]
                         for owner, where in documents.objects(document) if "later_0" in owner}
            self.convert_all(once, "twice", "--option", "json.indent=none")
            self.assert_same(once, "twice")
        for kind in ((), ("meta",), ("meta", "period"), ("meta", "properties"), ("blocks", "origin"), ("origin", "more"),
                     ("blocks", "runs"), ("cells", "runs"), ("diagnostics", "origin"), ("facts", "origin"), ("repairs", "from"),
                     ("repairs", "to"), ("to", "origin"), ("findings", "message"), ("form", "tables"), ("form", "instances"),
                     ("instances", "tables"), ("form",), ("facts",), ("checks",), ("items",), ("cells",)):
            self.assertIn(kind, {where[-len(kind):] if kind else where for where in seen}, "no document has one")

    def test_other_order(self):
        """Shuffled, with unknown members in between: the same is said, and what comes out is a fixed point."""
        for paths in self.batches(lambda d, r: documents.shuffled(documents.add_unknown(d, r), r)):
            self.convert_all(paths, "once", "--option", "json.indent=none")
            once = [self.path("once", os.path.basename(path)) for path in paths]
            for path, first in zip(paths, once):
                document = exact(read(path))
                for node in documents.walk(document["blocks"]):
                    if "cells" in node:
                        node["cells"].sort(key=lambda cell: (int(cell["row"][1]), int(cell["column"][1])))
                self.assertEqual(exact(read(first)), document, path)
            self.convert_all(once, "twice", "--option", "json.indent=none")
            self.assert_same(once, "twice")

    def test_other_spacing(self):
        for paths in self.batches():
            for path in paths:
                text = json.dumps(exact(read(path)), ensure_ascii=True, indent=3)
                text = re.sub(r'\[\s*"number",\s*"([-0-9.]+)"\s*\]', r"\1", text)
                self.write("in/" + os.path.basename(path) + ".spaced.json", "\ufeff" + text.replace("\n", "\r\n"))
            spaced = [path + ".spaced.json" for path in paths]
            self.convert_all(spaced, "again", "--option", "json.indent=none")
            for path in paths:
                again = read(self.path("again", os.path.basename(path) + ".spaced.json"))
                self.assertEqual(exact(again), exact(read(path)), path)

    def test_other_ids(self):
        """Ids of another tool: every name leads to the same block as before."""
        for paths in self.batches(renumbered):
            self.convert_all(paths, "again", "--option", "json.indent=none")
            for path in paths:
                seed = int(os.path.splitext(os.path.basename(path))[0])
                want = noted(documents.Maker(seed).document())
                self.assertEqual(exact(read(self.path("again", os.path.basename(path)))), exact(documents.dump(want)), path)


def noted(document):
    """With notes that lead to footnotes, later and earlier ones."""
    nodes = sorted(documents.walk(document["blocks"]), key=lambda node: node["id"])
    notes = [node["id"] for node in nodes if node.get("kind") == "footnote"]
    for i, node in enumerate(node for node in nodes if "runs" in node and notes):
        node["runs"] = [{"kind": "note", "start": 0, "length": len(node.get("text", "")), "target": str(notes[i % len(notes)])}]
    return document


def renumbered(document, r):
    """Ids that fall instead of rise, for blocks and repairs."""
    noted(document)
    new = lambda node: 1000000 - 3 * node
    for node in documents.walk(document["blocks"]):
        node["id"] = new(node["id"])
        for run in node.get("runs", []):
            if run["kind"] == "note" and "target" in run:
                run["target"] = str(new(int(run["target"])))
    form = document["form"] or {}
    instances = form.get("instances", [])
    tables = [t for i in [form, *instances] for t in i.get("tables", [])]
    for record in [*document["facts"], *(r["to"] for r in document["repairs"]), *{id(t): t for t in tables}.values()]:
        if "node" in record:
            record["node"] = new(record["node"])
    for finding in document["findings"]:
        finding["nodes"] = [new(node) for node in finding["nodes"]]
    for repair in document["repairs"]:
        repair["id"] = new(repair["id"])
    for fact in document["facts"]:
        fact["repairs"] = [new(i) for i in fact["repairs"]]
    return document


if __name__ == "__main__":
    unittest.main()
