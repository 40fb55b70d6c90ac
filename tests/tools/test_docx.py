"""Generated reports as Word documents of several producers: all that the report said stands where it belongs.

The truth is that of the report that was drawn. SHEAF_DOCX (3): documents of each producer; SHEAF_SEED.
"""
import os
import sys
import tempfile
import unittest

from adapt_sheaf import text_of
from gen import producers
from sheaf_json import convert, squeeze, walk

COUNT = int(os.environ.get("SHEAF_DOCX", "3"))
SEED = os.environ.get("SHEAF_SEED", "5")


def packed(cells):
    """Cells of [row, column, rows, columns, text, ...] without the rows and columns that no cell begins in: a finer grid says
    nothing more."""
    rows, columns = ({n: i for i, n in enumerate(sorted({cell[at] for cell in cells}))} for at in (0, 1))

    def place(index, begin, span):
        return index[begin], sum(begin <= n < begin + span for n in index)

    out = []
    for row, column, height, width, text, *_ in cells:
        (r, h), (c, w) = place(rows, row, height), place(columns, column, width)
        out.append((r, c, h, w, squeeze(text)))
    return sorted(out)


def cells_of(table):
    return [[c["row"], c["column"], c.get("row_span", 1), c.get("column_span", 1), text_of(c)] for c in table["cells"] if not c.get("filler")]


class Reading:
    """What Sheaf makes of one document, held against its truth: a problem is (facet, what)."""

    def __init__(self, made):
        self.truth, self.document = made.truth, convert(made.path)
        self.blocks = list(walk(self.document["blocks"]))
        self.facets = made.facets

    def problems(self):
        for facet in self.facets:
            for what in getattr(self, facet)():
                yield facet, what
        if not self.document["conversion"]["complete"]:
            yield "complete", self.document["conversion"]["diagnostics"][:3]

    def kind(self, *kinds):
        return [b for b in self.blocks if b.get("kind") in kinds and not b.get("furniture")]

    def title(self):
        want, got = self.truth["titles"][0], self.document["meta"].get("title", "")
        lines = "".join(b["text"] for b in self.kind("title"))
        if squeeze(got) != squeeze(want) or squeeze(lines) != squeeze(want):
            yield want, got, lines

    def headings(self):
        want = [[level, number, squeeze(text)] for level, number, text in self.truth["headings"]]
        got = [[b["level"], b.get("number", ""), squeeze(b["text"])] for b in self.kind("heading") if not b.get("run_in")]
        if want != got:
            yield next(((w, g) for w, g in zip(want, got) if w != g), (len(want), len(got)))

    def paragraphs(self):
        """Each stands there as it was printed; a run-in head may have been parted from it."""
        got, head = set(), ""
        for b in self.kind("paragraph", "heading"):
            got.add(b.get("text", ""))
            got.add(head + b.get("text", ""))
            head = b["text"] if b.get("run_in") else ""
        yield from (p[:60] for p in self.truth["paragraphs"] if p not in got)

    def items(self):
        got = [(b.get("number", ""), squeeze(b.get("text") or text_of(b))) for b in self.blocks if "kind" not in b and "row" not in b]
        typed = {squeeze(b.get("text", "")) for b in self.kind("paragraph")}
        for number, text in self.truth["items"]:
            if (number, squeeze(text)) not in got and squeeze(text) not in typed:
                yield number, text[:40], got[:2]

    def tables(self):
        want, got = self.truth["tables"], [b for b in self.document["blocks"] if b["kind"] == "table"]
        if len(want) != len(got):
            yield "count", len(want), len(got)
            return
        for table, found in zip(want, got):
            expected, present = packed(table["cells"]), packed(cells_of(found))
            if table["skips"]:      # a program that saves it anew has blank cells there
                expected, present = ([c for c in cells if c[4]] for cells in (expected, present))
            if expected != present:
                yield table["name"], "lacks", sorted(set(expected) - set(present))[:4], "has", sorted(set(present) - set(expected))[:4]
            yield from self.values(table, found)

    def values(self, table, found):
        """Numbers are what was printed, to the character."""
        want = [c[4] for c in table["cells"] if c[5] == "value"]
        got = [text_of(c) for c in found["cells"]]
        missing = [v for v in want if v not in got]
        if missing:
            yield table["name"], "values", missing[:5]

    def heads(self):
        """Rows that head columns are marked so, where the file says it or the numbers below show it."""
        found = [b for b in self.document["blocks"] if b["kind"] == "table"]
        for table, got in zip(self.truth["tables"], found):
            for cell in got["cells"]:
                role = cell.get("header", "")
                inside = cell["row"] < table["heads"]
                if text_of(cell) and inside != (role in ("column", "both")) and (inside or table["heads"]):
                    yield table["name"], cell["row"], cell["column"], text_of(cell)[:20], role

    def boxes(self):
        whole = "\n".join(b.get("text", "") for b in self.blocks)
        for text in self.truth["boxes"]:
            if whole.split("\n").count(text) != 1:
                yield text, whole.count(text)

    def notes(self):
        notes = [squeeze(text_of(b)) for b in self.kind("footnote")]
        for text, note in self.truth["notes"]:
            holders = [b for b in self.blocks if b.get("text", "").startswith(text)]
            if sum(n.endswith(squeeze(note)) for n in notes) != 1:
                yield note, notes
            if len(holders) != 1 or not any(r["kind"] == "note" for r in holders[0].get("runs", [])):
                yield "reference", text, [h.get("runs") for h in holders]

    def absent(self):
        whole = "\n".join(b.get("text", "") for b in self.blocks)
        yield from (text for text in self.truth["absent"] if text in whole)

    def furniture(self):
        """Running heads are there, marked; nothing marked is part of the report."""
        marked = {text_of(b) for b in self.blocks if b.get("furniture")}
        yield from (text for text in self.truth["furniture"] if text not in marked)
        plain = {b.get("text", "") for b in self.blocks if not b.get("furniture")}
        yield from (text for text in self.truth["furniture"] if text in plain)


class Producers(unittest.TestCase):
    """One test a producer, made below from the table."""

    def check(self, name):
        with tempfile.TemporaryDirectory(prefix="sheaf-docx-") as folder:
            made = producers.produce(name, folder, [f"{SEED}-{n}" for n in range(COUNT)])
            if isinstance(made, str):
                self.skipTest(f"skipped: {made}")
            self.assertEqual(COUNT, len(made))
            wrong = [(one.case, *problem) for one in made for problem in Reading(one).problems()]
            for problem in wrong if os.environ.get("SHEAF_VERBOSE") else []:
                print(problem, file=sys.stderr)
            self.assertEqual([], wrong[:5])


for _name in producers.PRODUCERS:
    setattr(Producers, f"test_{_name.replace('-', '_')}", lambda self, name=_name: self.check(name))


if __name__ == "__main__":
    unittest.main()
