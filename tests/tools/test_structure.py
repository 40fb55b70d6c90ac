"""Generated reports of all shapes and damages: titles, headings, paragraphs, tables, and every number at its label."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
import unicodedata

from sheaf_json import body, convert, sections, squeeze, walk

HERE = os.path.dirname(os.path.abspath(__file__))
COUNT = os.environ.get("SHEAF_REPORTS", "90")
SEED = os.environ.get("SHEAF_SEED", "11")


def fold(text):
    return squeeze(unicodedata.normalize("NFKC", text))


def table_rows(table):
    """The texts of each grid row, in order, blank cells left out; spanned rows count where they begin."""
    rows = [[] for _ in range(table["rows"])]
    for cell in table["cells"]:
        if cell.get("text"):
            rows[cell["row"]].append(fold(cell["text"]))
    return [row for row in rows if row]


def rows_of(truth):
    return sum(bool(row["values"]) for table in truth["tables"] for row in table["rows"])


class Report:
    def __init__(self, path, truth):
        self.truth, self.document = truth, convert(path)

    def headings(self):
        return [fold(b["text"]) for b in body(self.document) if b["kind"] == "heading" and b["level"] == 1]

    def problems(self):
        t, d = self.truth, self.document
        if fold(d["meta"].get("title", "")) != fold("".join(t["title_lines"])):
            yield "title", d["meta"].get("title")
        if self.headings() != [fold(s) for s in t["sections"]]:
            yield "headings", self.headings()
        yield from self.prose()
        yield from self.numbers()
        yield from self.counts()

    def prose(self):
        text = {fold(b["text"]) for b in walk(self.document["blocks"]) if b.get("kind") == "paragraph" and b.get("text")}
        for paragraph in self.truth["paragraphs"]:
            if fold(paragraph) not in text:
                yield "paragraph", paragraph[:40]

    def numbers(self):
        """Each printed row of numbers stands in one grid row, with its own label in front of its values."""
        found = [row for b in walk(self.document["blocks"]) if b.get("kind") == "table" for row in table_rows(b)]
        for table in self.truth["tables"]:
            for row in table["rows"]:
                if not row["values"]:
                    continue
                values = [fold(v) for v in row["values"] if v.strip()]
                labels = [fold(x) for x in row["labels"] if x.strip()][-1:]
                want = labels + values
                if not any(r[-len(want):] == want for r in found):
                    yield "row", (table["name"], want)

    def counts(self):
        """As many tables in a section as the report has."""
        want = sorted(int(t["section"]) for t in self.truth["tables"])
        got = sorted(n for n, b in sections(self.document) if b["kind"] == "table")
        if want != got:
            yield "tables", (want, got)


class Structure(unittest.TestCase):
    """Shapes that show their cells must be read whole. Aligned text has wrapped labels and pages that nothing proves
    to belong together, so some of it stays apart; the floors below may rise and never fall."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), cls.folder.name, "--count", COUNT, "--seed", SEED],
                       check=True, stdout=subprocess.DEVNULL)
        truths = os.path.join(cls.folder.name, "truth")
        cls.found = []
        for name in sorted(os.listdir(truths)):
            with open(os.path.join(truths, name), encoding="utf-8") as file:
                truth = json.load(file)
            report = Report(os.path.join(cls.folder.name, truth["case"] + ".txt"), truth)
            cls.found.append((truth, list(report.problems())))
        if os.environ.get("SHEAF_VERBOSE"):
            for truth, problems in cls.found:
                for problem in problems:
                    print(truth["case"], problem, [d["kind"] for d in truth["damage"]])

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def select(self, layout, damaged):
        return [(t, p) for t, p in self.found if (t["shape"] == "layout") == layout and bool(t["damage"]) == damaged]

    def rate(self, cases, kind, total):
        """The share of things of a kind without a problem."""
        wrong = sum(problem[0] == kind for _, problems in cases for problem in problems)
        whole = sum(total(truth) for truth, _ in cases)
        share = 1 - wrong / max(1, whole)
        print(f"{kind}: {wrong} of {whole} lost", file=sys.stderr)
        return share

    def test_undamaged_shapes_are_read_whole(self):
        wrong = [(t["case"], p) for t, problems in self.select(layout=False, damaged=False) for p in problems]
        self.assertEqual(wrong, [])

    def test_damaged_shapes(self):
        cases = self.select(layout=False, damaged=True)
        self.assertGreaterEqual(self.rate(cases, "row", rows_of), 0.997)
        self.assertGreaterEqual(self.rate(cases, "title", lambda t: 1), 1)
        self.assertGreaterEqual(self.rate(cases, "headings", lambda t: 1), 1)
        self.assertGreaterEqual(self.rate(cases, "paragraph", lambda t: len(t["paragraphs"])), 0.98)
        self.assertGreaterEqual(self.rate(cases, "tables", lambda t: 1), 0.93)

    def test_layout_text(self):
        cases = self.select(layout=True, damaged=False) + self.select(layout=True, damaged=True)
        if not cases:
            self.skipTest("skipped: pdftotext is not installed, so there is no layout text")
        self.assertGreaterEqual(self.rate(cases, "row", rows_of), 0.98)
        self.assertGreaterEqual(self.rate(cases, "title", lambda t: 1), 1)
        self.assertGreaterEqual(self.rate(cases, "headings", lambda t: 1), 1)
        self.assertGreaterEqual(self.rate(cases, "paragraph", lambda t: len(t["paragraphs"])), 0.9)


if __name__ == "__main__":
    unittest.main()
