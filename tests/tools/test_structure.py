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
    """The figures below may rise and never fall; wrong rows are not allowed at all where nothing is damaged."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), cls.folder.name, "--count", COUNT, "--seed", SEED],
                       check=True, stdout=subprocess.DEVNULL)
        truths = os.path.join(cls.folder.name, "truth")
        cls.reports = []
        for name in sorted(os.listdir(truths)):
            with open(os.path.join(truths, name), encoding="utf-8") as file:
                truth = json.load(file)
            cls.reports.append(Report(os.path.join(cls.folder.name, truth["case"] + ".txt"), truth))
        cls.found = [(r.truth, list(r.problems())) for r in cls.reports]

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_undamaged_reports_are_read_whole(self):
        wrong = [(t["case"], p) for t, problems in self.found if not t["damage"] for p in problems]
        self.assertEqual(wrong, [])

    def test_damaged_reports(self):
        wrong = [(t["case"], p, [d["kind"] for d in t["damage"]]) for t, problems in self.found for p in problems]
        for line in wrong if os.environ.get("SHEAF_VERBOSE") else []:
            print(*line)
        bad = {case for case, _, _ in wrong}
        print(f"{len(self.found)} reports, {len(bad)} with a problem, {len(wrong)} problems", file=sys.stderr)
        self.assertLessEqual(len(bad), len(self.found) // 10)


if __name__ == "__main__":
    unittest.main()
