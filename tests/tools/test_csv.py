"""CSV read back by Python's csv module equals the JSON of the same document: golden cases, the seeds, generated reports, and
random tables and facts with texts that are meant to do harm. Descriptors are held to the Data Package specification."""
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unittest
from decimal import Decimal

import csv_model as model
from sheaf_json import SEEDS, SHEAF, convert

HERE = os.path.dirname(os.path.abspath(__file__))
GOLDEN = sorted(glob.glob(os.path.join(HERE, "..", "golden", "*", "*", "input.*")))
LONG = os.environ.get("SHEAF_LONG") == "yes"


def run(*arguments):
    return subprocess.run([SHEAF, "convert", *arguments], capture_output=True, timeout=120)


def save(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(text)
    return path


class Case(unittest.TestCase):
    def setUp(self):
        self.made = tempfile.TemporaryDirectory()
        self.folder = self.made.name

    def tearDown(self):
        self.made.cleanup()

    def rows_of(self, path, delimiter="comma", keep=False):
        with open(path, "rb") as file:
            rows = model.read_back(file.read(), delimiter)
        return rows if keep else [[model.undo(text) for text in row] for row in rows]

    def check_document(self, path, *more, span="blank", delimiter="comma", formulas="escape"):
        """All tables of one file: their grids, their names, their descriptor. Returns how many there are."""
        wanted = model.tables(convert(path, *more)["blocks"])
        out = tempfile.mkdtemp(dir=self.folder)
        done = run(path, *more, "--to", "csv", "-o", out, "--option", f"csv.span={span}", "--option", "csv.mode=tables",
                   "--option", f"csv.delimiter={delimiter}", "--option", f"csv.formulas={formulas}")
        said = done.stderr.decode("utf-8", "replace")
        if not wanted:
            self.assertEqual(done.returncode, 2, path)
            self.assertIn("[csv.no-table]", said)
            self.assertEqual(os.listdir(out), [])
            return 0
        self.assertEqual(done.returncode, 0, f"{path}: {said}")
        names = sorted(n for n in os.listdir(out) if n.endswith(".csv"))
        self.assertEqual([int(n.split("-")[0].split(".")[0]) for n in names], list(range(1, len(wanted) + 1)))
        for name, table in zip(names, wanted):
            self.assertLessEqual(len(os.fsencode(name)), 255)
            rows = self.rows_of(os.path.join(out, name), delimiter, formulas == "keep")
            self.assertEqual(rows, model.grid(table, span == "repeat"), f"{path}: {name}")
        if formulas == "escape":
            self.assertEqual(len(model.check_package(out)["resources"]), len(wanted))
        return len(wanted)


class Documents(Case):
    def test_golden_cases(self):
        found = sum(self.check_document(path, span=span) for path in GOLDEN for span in ("blank", "repeat"))
        self.assertGreater(found, 4)

    @unittest.skipUnless(os.path.isdir(SEEDS), f"skipped: the seed reports are not at {SEEDS}")
    def test_seeds(self):
        for path in sorted(glob.glob(os.path.join(SEEDS, "*.txt"))):
            with self.subTest(path):
                self.assertGreaterEqual(self.check_document(path), 3)

    def test_generated_reports(self):
        count = 600 if LONG else 24
        made = os.path.join(self.folder, "reports")
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), made, "--count", str(count), "--seed", "csv"],
                       check=True, capture_output=True, cwd=HERE)
        tables = [self.check_document(path) for path in sorted(glob.glob(os.path.join(made, "*.txt")))]
        self.assertEqual(len(tables), count)
        self.assertGreater(sum(tables), 2 * count)

    def test_isolated(self):
        for path in GOLDEN[:4]:
            self.check_document(path, "--isolate")


# ---- made-up documents, which come in as JSON ----

PARTS = ["=", "+", "-", "@", "'", "''", "\t", "\r", "\n", " ", ",", ";", '"', "\"\"", "＝", "＋", "－", "＠", "\ufeff", "\u3000",
         "1", "-1.5", "+3", "1,234", "5%", "007", "A1", "cmd|' /C calc'!A0", "SUM(A1:A9)", "中文", "\u202e", "😀", "\u2028", "|",
         "\\", "0", "12", "ID", "", "\x01", "\x7f", "e\u0301", "--", "—", "/"]


def some_text(chance):
    return "".join(chance.choice(PARTS) for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 5))))


def some_block(chance, ids, depth):
    kind = chance.choice(("paragraph", "paragraph", "list", "table", "comment", "quote"))
    if kind == "table" and depth < 2:
        return some_table(chance, ids, depth + 1)
    block = {"id": next(ids), "kind": kind if kind not in ("list", "table") else "paragraph"}
    if kind == "list":
        return {"id": block["id"], "kind": "list", "ordered": False,
                "items": [{"id": next(ids), "text": some_text(chance), "blocks": []} for _ in range(2)]}
    return {**block, "text": some_text(chance)}


def some_runs(chance, text):
    """Ranges in the trimmed text, in order of their start."""
    bare = text.strip(model.SPACE)
    starts = sorted(chance.randrange(len(bare) + 1) for _ in range(chance.randrange(4)))
    return [{"kind": chance.choice(("note", "superscript", "subscript", "struck", "deleted", "strong")), "start": s,
             "length": chance.randrange(len(bare) - s + 1)} for s in starts]


def some_cell(chance, ids, place, depth):
    cell = {"id": next(ids), **place}
    header = chance.choice(("", "", "column", "both")) if place["row"] else chance.choice(("", "column", "column"))
    if header:
        cell["header"] = header
    if chance.random() < 0.15:
        return {**cell, "blocks": [some_block(chance, ids, depth) for _ in range(chance.randrange(1, 4))]}
    text = some_text(chance).strip(model.SPACE)
    runs = some_runs(chance, text) if chance.random() < 0.3 else []
    return {**cell, "text": text, **({"runs": runs} if runs else {})}


def some_table(chance, ids, depth=0):
    """A grid filled from the front with cells of any size that is free."""
    rows, columns = chance.randrange(1, 6), chance.randrange(1, 6)
    table = {"id": next(ids), "kind": "table", "rows": rows, "columns": columns, "cells": []}
    taken = set()
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and (row, column + wide) not in taken and chance.random() < 0.2:
                wide += 1
            high = chance.choice((1, 1, 1, min(2, rows - row)))
            taken |= {(row + i, column + k) for i in range(high) for k in range(wide)}
            place = {"row": row, "column": column, **({"row_span": high} if high > 1 else {}),
                     **({"column_span": wide} if wide > 1 else {})}
            table["cells"].append(some_cell(chance, ids, place, depth))
    return table


def report(blocks, **more):
    whole = {"sheaf": {"schema": "1.0", "version": "0.1.0"},
             "source": {"name": "made.txt", "format": "text", "media_type": "text/plain", "bytes": 0},
             "conversion": {"complete": True, "diagnostics": []}, "meta": {"properties": {}}, "blocks": blocks, "form": None,
             "facts": [], "repairs": [], "checks": [], "findings": []}
    return json.dumps({**whole, **more}, ensure_ascii=False)


def counter():
    number = 0
    while True:
        number += 1
        yield number


class MadeUp(Case):
    def test_random_tables(self):
        total = 0
        for seed in range(2000 if LONG else 80):
            chance, ids = random.Random(f"csv/{seed}"), counter()
            blocks = []
            for _ in range(chance.randrange(1, 4)):
                blocks.append({"id": next(ids), "kind": "heading", "level": 1, "text": some_text(chance)})
                blocks.append(some_table(chance, ids))
            path = save(self.folder, f"{seed}.json", report(blocks))
            with self.subTest(seed=seed):
                total += self.check_document(path, span=chance.choice(("blank", "repeat")), formulas=chance.choice(
                    ("escape", "escape", "keep")), delimiter=chance.choice(("comma", "semicolon", "tab")))
        self.assertGreater(total, 100)

    def test_what_a_merged_cell_costs_counts_once(self):
        """In each of its slots it would be gone through again: 10 thousand million blocks, runs or blanks."""
        ids = counter()
        blank = [{"id": next(ids), "kind": "paragraph", "text": " "} for _ in range(40000)]
        runs = [{"kind": "strong", "start": i, "length": 1} for i in range(40000)]
        hard = ({"blocks": [*blank, {"id": 2, "kind": "paragraph", "text": "x"}]}, {"text": "x", "runs": runs},
                {"blocks": [{"id": 2, "kind": "paragraph", "text": " " * 40000 + "x"}]})
        for cell in hard:
            for header in ("none", "column"):
                cells = [{"id": 3, "row": 0, "column": 0, "row_span": 500, "column_span": 500, "header": header, **cell}]
                if header == "none":
                    del cells[0]["header"]
                self.check_cost(report([{"id": 1, "kind": "table", "rows": 500, "columns": 500, "cells": cells}]))

    def check_cost(self, text):
        out = tempfile.mkdtemp(dir=self.folder)
        begin = time.monotonic()
        done = run(save(self.folder, "a.json", text), "--to", "csv", "--option", "csv.span=repeat", "-o", out)
        self.assertLess(time.monotonic() - begin, 20)
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(out, "1.csv"), "rb") as file:
            self.assertEqual(file.read(), (b",".join([b"x"] * 500) + b"\r\n") * 500)

    def test_nothing_that_a_spreadsheet_runs_is_left(self):
        ids = counter()
        texts = [lead + text for lead in ("", "'", "''", "\ufeff") for text in
                 ("=1+1", "+A1", "-A1", "@A1", "＝1", "-1-1", "+86-10-1", "=cmd|' /C calc'!A0", "- x", "-", "-5", "+3.5")]
        cells = [{"id": next(ids), "row": i, "column": 0, "text": t} for i, t in enumerate(texts)]
        table = {"id": next(ids), "kind": "table", "rows": len(texts), "columns": 1, "cells": cells}
        done = run(save(self.folder, "a.json", report([table])), "--to", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        fields = [row[0] for row in model.read_back(done.stdout)]
        self.assertEqual([f for f in fields if model.is_formula(f)], [])
        self.assertEqual([model.undo(f) for f in fields], texts)
        self.assertEqual([f for f in fields if f in ("-5", "+3.5", "-")], ["-", "-5", "+3.5"])


# ---- facts ----

STATUSES = ["read", "read_repaired", "ambiguous", "missing", "text"]
COLUMNS = ("document,form,version,agency,year,key,row_label,column_label,value,raw,unit,status,page,line,repairs,"
           "findings").split(",")
with open(os.path.join(HERE, "..", "..", "docs", "csv-facts.schema.json"), encoding="utf-8") as schema:
    FIELDS = json.load(schema)["fields"]


def some_fact(chance, key, nodes):
    status = chance.choice(STATUSES)
    value = "null"
    if status.startswith("read"):
        value = f"{chance.choice(('', '-'))}{chance.randrange(1, 10 ** chance.randrange(1, 16))}"
        value += chance.choice(("", f".{chance.randrange(1000):03d}"))
    return {"key": key, "label": "", "row_label": some_text(chance), "column_label": some_text(chance),
            "value": f"VALUE<{value}>", "raw": some_text(chance), "unit": chance.choice(("", "件")), "status": status,
            **({"node": chance.choice(nodes)} if status != "missing" else {}),
            **({"instance": 1} if key.endswith((".k9", ".k10", ".k11")) else {}), "repairs": [1, 2][:chance.randrange(3)]}


def fact_report(chance):
    """A report with facts of every kind; the values go in as digits, never through a double."""
    blocks = [{"id": i + 1, "kind": "paragraph", "text": "x", "origin": {"line": i + 7, "offset": i, "length": 1}}
              for i in range(3)]
    blocks.append({"id": 4, "kind": "paragraph", "text": "x", "origin": {"page": 9, "box": [1, 2, 3, 4]}})
    facts = [some_fact(chance, f"t{chance.randrange(1, 4)}.k{i}", [1, 2, 3, 4]) for i in range(12)]
    repair = {"kind": "cell_shift", "by": "form", "from": [], "to": {}, "before": "", "after": "", "evidence": "e",
              "confidence": 1.0}
    finding = {"rule": "R1", "severity": "error", "outcome": "fail", "message": {"en": "", "zh": ""}, "nodes": [],
               "facts": [facts[0]["key"], facts[5]["key"]], "expected": "", "actual": "", "fingerprint": ""}
    form = {"id": "f", "version": "2021", "confidence": 1.0, "tables": [{"table": "t2", "version": "2019", "confidence": 1.0}]}
    text = report(blocks, facts=facts, repairs=[{"id": i, **repair} for i in (1, 2)],
                  findings=[finding, {**finding, "rule": "R2", "outcome": "not_assessable"}, {**finding, "rule": "R3", "suppressed": "known"},
                            {**finding, "rule": "R4", "facts": [facts[0]["key"], facts[10]["key"]], "instance": 1}],
                  meta={"agency": "某局, 办", "year": 2022, "report2": {"agency": "某县", "year": 2021}, "properties": {}},
                  form={**form, "instances": [{"instance": i, **form} for i in (0, 1)]})
    return facts, re.sub('"VALUE<([^>]*)>"', r"\1", text)


def has_node_modules():
    try:
        done = subprocess.run(["node", "-e", "require('papaparse'), require('datapackage')"], capture_output=True, timeout=60)
    except FileNotFoundError:
        return False
    return done.returncode == 0


@unittest.skipUnless(has_node_modules(), "skipped: node with papaparse and datapackage (npm) is not here; NODE_PATH may name them")
class Outside(Case):
    def directories(self):
        paths = [p for p in GOLDEN + sorted(glob.glob(os.path.join(SEEDS, "*.txt"))) if model.tables(convert(p)["blocks"])]
        for seed in range(400 if LONG else 40):
            chance, ids = random.Random(f"outside/{seed}"), counter()
            paths.append(save(self.folder, f"{seed}.json", report([some_table(chance, ids) for _ in range(3)])))
        for i, path in enumerate(paths):
            out = os.path.join(self.folder, f"out{i}")
            done = run(path, "--to", "csv", "-o", out + "/", "--option", "csv.mode=tables")
            self.assertEqual(done.returncode, 0, done.stderr)
            yield path, out

    def test_programs_of_others_agree(self):
        made = list(self.directories())
        script = os.path.join(HERE, "csv_outside.js")
        done = subprocess.run(["node", script, *[out for _, out in made]], capture_output=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr.decode("utf-8", "replace")[-2000:])
        lines = done.stdout.decode("utf-8").split("\n")[:-1]
        for (path, _), line in zip(made, lines, strict=True):
            seen = json.loads(line)
            self.assertEqual((seen["valid"], seen["errors"]), (True, []), path)
            wanted = [model.grid(table) for table in model.tables(convert(path)["blocks"])]
            self.assertEqual([[[model.undo(t) for t in row] for row in rows] for rows in seen["tables"]], wanted, path)


class Facts(Case):
    def expected(self, fact, blocks):
        at = {1: ("", "7"), 2: ("", "8"), 3: ("", "9"), 4: ("9", "")}.get(fact.get("node"), ("", ""))
        value = fact["value"][6:-1]
        second = "instance" in fact
        rule = "R4" if fact["key"].endswith(".k10") else "R1" if fact["key"] in blocks else ""
        return {"document": "made.txt#2" if second else "made.txt", "form": "f", "version": "2019" if fact["key"].startswith("t2.") else "2021",
                "agency": "某县" if second else "某局, 办", "year": "2021" if second else "2022", "key": fact["key"], "row_label": fact["row_label"],
                "column_label": fact["column_label"], "value": "" if value == "null" else value, "raw": fact["raw"],
                "unit": fact["unit"], "status": fact["status"], "page": at[0], "line": at[1],
                "repairs": " ".join(map(str, fact["repairs"])), "findings": rule}

    def test_facts_and_wide(self):
        for seed in range(300 if LONG else 20):
            with self.subTest(seed=seed):
                facts, text = fact_report(random.Random(f"facts/{seed}"))
                path = save(self.folder, "made.json", text)
                self.check_facts(path, facts)
                self.check_wide(path, facts)

    def check_facts(self, path, facts):
        done = run(path, "--to", "csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        head, *rows = model.read_back(done.stdout)
        self.assertEqual(head, COLUMNS)
        self.assertEqual(head, [field["name"] for field in FIELDS])
        self.check_types(rows)
        found = {facts[0]["key"], facts[5]["key"]}
        for row, fact in zip(rows, facts, strict=True):
            wanted = self.expected(fact, found)
            self.assertEqual([model.undo(t) if n != "value" else t for n, t in zip(head, row)], [wanted[n] for n in COLUMNS])

    def check_types(self, rows):
        for row in rows:
            for text, field in zip(row, FIELDS, strict=True):
                rules = field.get("constraints", {})
                self.assertTrue(text == "" or model.CASTS[field["type"]].fullmatch(text), (field, text))
                self.assertTrue(text != "" or not rules.get("required"), field)
                self.assertIn(text, rules.get("enum", [text]))

    def check_wide(self, path, facts):
        done = run(path, "--to", "csv", "--option", "csv.mode=wide")
        self.assertEqual(done.returncode, 0, done.stderr)
        head, *rows = model.read_back(done.stdout)
        reports = [dict(zip(head, row, strict=True)) for row in rows]
        self.assertEqual([(r["document"], r["agency"], r["year"], r["findings"]) for r in reports],
                         [("made.txt", "某局, 办", "2022", "R1"), ("made.txt#2", "某县", "2021", "R4")])
        self.assertEqual(head[5:-5], [f["key"] for f in facts])
        for fact in facts:
            made = reports["instance" in fact]
            value = fact["value"][6:-1]
            self.assertEqual(made[fact["key"]], "" if value == "null" else value)
            if value != "null":
                self.assertEqual(Decimal(made[fact["key"]]), Decimal(value))
            for status in STATUSES[1:]:
                self.assertEqual(fact["key"] in made[status].split(" "), fact["status"] == status)

    def test_facts_stand_in_one_file(self):
        _, text = fact_report(random.Random("one"))
        for name in ("a", "b"):
            save(self.folder, f"{name}.json", text)
        out = os.path.join(self.folder, "out")
        done = run(os.path.join(self.folder, "a.json"), os.path.join(self.folder, "b.json"), "--to", "csv", "-o", out)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(os.listdir(out)), ["a.csv", "b.csv"])


class Rules(unittest.TestCase):
    """The model itself: what it is to prove must be able to fail."""

    def test_the_apostrophe_can_always_be_undone(self):
        chance = random.Random(1)
        for _ in range(20000):
            text = some_text(chance)
            self.assertEqual(model.undo(model.escape(text)), text)
            self.assertFalse(model.is_formula(model.escape(text)))

    def test_descriptors_that_lie_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            for change in (('"integer"', '"string"'), ('"string"', '"integer"'), ('"table-1"', '"Table 1"'), ('"1.csv"', '"../1.csv"'),
                           ('[1]', '[2]'), ('"b"', '"a"'), ('"encoding": "utf-8", ', ''), ('"sheaf:escaped": 1', '"sheaf:escaped": 2')):
                package = json.dumps({"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "resources": [{
                    "name": "table-1", "type": "table", "path": "1.csv", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                    "dialect": {"delimiter": ",", "headerRows": [1]}, "sheaf:escaped": 1,
                    "schema": {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}}]})
                save(folder, "1.csv", "a,b\r\n1,'=x\r\n2,\r\n")
                save(folder, "datapackage.json", package)
                model.check_package(folder)
                self.assertIn(change[0], package)
                save(folder, "datapackage.json", package.replace(*change))
                with self.assertRaises(Exception, msg=str(change)):
                    model.check_package(folder)


if __name__ == "__main__":
    unittest.main()
