"""Random tables on paper through stitch: whatever it joins or leaves apart, no text is lost but repeated headers that a
record names, no number changes its row or its column, and the host had nothing to mend in the grid. Every case is made
here from its seed; more of them: SHEAF_STITCH_SEEDS=1000 (documents)."""
import collections
import json
import os
import random
import subprocess
import tempfile
import unittest

from sheaf_json import SHEAF, rows, tables, walk

SEEDS = int(os.environ.get("SHEAF_STITCH_SEEDS", "60"))
FIRST = int(os.environ.get("SHEAF_STITCH_FIRST", "1"))
BORDERS = [72.0, 110.0, 150.0, 200.0, 260.0, 330.0, 400.0, 440.0]
WORDS = ["North", "of the", "withdrawn)", "All (but those", "一、总体", "（二）其他", "1. first", "2. next", "3.某", "只计这一情，", "形，不计",
         "第二十条第（一）项", "第二十条第（五）项", "合计", "2021", "2022", "-", "South Area"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.id = 0
        self.number = 10000
        self.page = 1

    def maybe(self, chance):
        return self.r.random() < chance

    def unique(self):
        self.number += 1
        return str(self.number)

    def thing(self, **members):
        self.id += 1
        return {"id": self.id, **members}

    def text(self):
        kind = self.r.random()
        return "" if kind < 0.25 else self.unique() if kind < 0.7 else self.r.choice(WORDS)

    def borders(self, shared):
        """Those of the pages before, moved, narrower, wider or others."""
        xs = list(shared) if self.maybe(0.85) else sorted(self.r.sample(BORDERS, self.r.randint(2, 6)))
        if self.maybe(0.2) and len(xs) > 2:
            del xs[self.r.randrange(len(xs))]
        if self.maybe(0.2):
            shift = self.r.choice([-30.0, 0.5, 2.5, 20.0])
            xs = [x + shift for x in xs]
        if self.maybe(0.1):
            xs = [x + self.r.uniform(-3, 3) for x in xs]
        if self.maybe(0.03):
            xs = [self.r.choice([x, x * 1e6, xs[0], 1e9]) for x in xs]
        return xs

    def spans(self, rows, columns):
        """(row, column, row_span, column_span) of cells that tile the grid, in order of their first slots."""
        taken, out = set(), []
        for r in range(rows):
            for c in range(columns):
                if (r, c) in taken:
                    continue
                down, across = 1, 1
                if self.maybe(0.25):
                    across = self.r.randint(1, columns - c)
                    while any((r, k) in taken for k in range(c, c + across)):
                        across -= 1
                if self.maybe(0.25):
                    down = self.r.randint(1, rows - r)
                taken |= {(y, x) for y in range(r, r + down) for x in range(c, c + across)}
                out.append((r, c, down, across))
        return out

    def place(self, xs, cell, top):
        r, c, down, across = cell
        box = [xs[c], top + 20.0 * r, xs[c + across], top + 20.0 * (r + down)]
        origin = {"page": self.page, "box": box}
        if self.maybe(0.5):
            x1 = self.r.choice([box[2] - 2, box[0] + 12])
            lines = [{"page": self.page, "box": [box[0] + 3, box[1] + 2 + 14 * i, x1, box[1] + 14 + 14 * i]} for i in range(self.r.randint(1, down))]
            origin["more"] = lines
        if self.maybe(0.05):
            odd = {"part": "a", "path": "b"}
            origin["more"] = [odd, *origin.get("more", [])] if self.maybe(0.5) else [*origin.get("more", []), odd]
        return origin

    def fill(self, cell, header):
        """What a cell says. Headers repeat word for word."""
        kind = self.r.random()
        if header is not None:
            return {"text": header}
        if kind < 0.04:
            return {"text": "", "filler": True}
        if kind < 0.08:
            return {"blocks": [self.thing(kind="paragraph", text="child " + self.unique())]}
        return {"text": self.text()}

    def table(self, xs, headers):
        columns, top = len(xs) - 1, self.r.choice([72.0, 100.0, 600.0])
        count = self.r.randint(1, 5)
        on_paper, cells = self.maybe(0.9), []
        block = self.thing(kind="table", rows=count, columns=columns, cells=cells)
        for cell in self.spans(count, columns):
            r, c, down, across = cell
            header = headers[r][c] if r < len(headers) and down == across == 1 else None
            made = self.thing(row=r, column=c, **self.fill(cell, header))
            made.update({name: n for name, n in (("row_span", down), ("column_span", across)) if n > 1})
            if on_paper and not self.maybe(0.01):
                made["origin"] = self.place(xs, cell, top)
            cells.append(made)
        if on_paper:
            block["origin"] = {"page": self.page, "box": [xs[0], top, xs[-1], top + 20.0 * count]}
        return block

    def between(self):
        """What stands between two parts; mostly nothing but the page."""
        self.page += not self.maybe(0.1)
        if self.maybe(0.15):
            yield self.thing(kind="paragraph", text="page foot", furniture=True)
        if self.maybe(0.05):
            yield self.thing(kind="paragraph", text="12")
        if self.maybe(0.05):
            yield self.thing(kind="footnote", number="1", text="note " + self.unique(), origin={"page": self.page, "box": [72, 700, 200, 712]})

    def chain(self):
        xs = sorted(self.r.sample(BORDERS, self.r.randint(2, 6)))
        headers = [[self.r.choice(WORDS) for _ in BORDERS] for _ in range(self.r.randint(0, 2))]
        yield self.thing(kind="heading", level=1, text="Part " + self.unique())
        for i in range(self.r.randint(2, 5)):
            if i > 0:
                yield from self.between()
            yield self.table(self.borders(xs), headers if self.maybe(0.7) else [])
        self.page += 1

    def document(self, chains):
        blocks = [block for _ in range(chains) for block in self.chain()]
        return {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "pdf", "bytes": 1}, "blocks": blocks}


def letters(blocks):
    return collections.Counter(c for block in walk(blocks) for c in block.get("text", "") if not c.isspace())


def same_line(table):
    """Number -> the rows and the columns of its cell."""
    return {cell["text"]: (cell["row"], cell["row"] + cell.get("row_span", 1), cell["column"], cell["column"] + cell.get("column_span", 1))
            for cell in table["cells"] if len(cell.get("text", "")) == 5 and cell["text"].isdigit()}


def beside(a, b, axis):
    return a[axis] < b[axis + 1] and b[axis] < a[axis + 1]


def moved(before, after):
    """Pairs of numbers of one table that stood beside each other and no longer do, or the other way round."""
    found = {}
    for table in after:
        found.update({text: (table["id"], *place) for text, place in same_line(table).items()})
    for table in before:
        numbers = [(text, place, found[text]) for text, place in same_line(table).items() if text in found]
        for i, (a, old_a, new_a) in enumerate(numbers):
            for b, old_b, new_b in numbers[:i]:
                if new_a[0] != new_b[0]:
                    yield a, b, "table"
                for axis in (0, 2):
                    if beside(old_a, old_b, axis) != beside(new_a[1:], new_b[1:], axis):
                        yield a, b, "row" if axis == 0 else "column"


def recorded(document, report):
    """The letters of the cells that a record of a repeated header names."""
    named = {(o["page"], *o["box"]) for repair in report["repairs"] if repair["kind"] == "header_join" for o in repair["from"] if "box" in o}
    named_cells = [c for t in tables(document) for c in t["cells"] if "box" in c.get("origin", {}) and (c["origin"]["page"], *c["origin"]["box"]) in named]
    return collections.Counter(x for c in named_cells for x in c.get("text", "") if not x.isspace())


class Random(unittest.TestCase):
    def converted(self, document, seed):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "report.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(document, file, ensure_ascii=False)
            run = subprocess.run([SHEAF, "convert", path, "--to", "json", "--pass", "stitch"], capture_output=True, timeout=120)
        self.assertEqual(run.returncode, 0, f"seed {seed}: {run.stderr.decode('utf-8', 'replace')[-2000:]}")
        return json.loads(run.stdout)

    def check(self, document, report, seed):
        bad = [d for d in report["conversion"]["diagnostics"] if d["code"].startswith("ir.")]
        self.assertEqual(bad, [], f"seed {seed}")
        before, after = letters(document["blocks"]), letters(report["blocks"])
        self.assertEqual(after - before, collections.Counter(), f"seed {seed}: text out of nothing")
        for table in tables(report):
            rows(table)
        on_paper = all("origin" in c for t in tables(document) for c in t["cells"])
        lost = before - after
        if on_paper:
            lost -= recorded(document, report)
        self.assertTrue(not lost or any(r["kind"] == "header_join" for r in report["repairs"]) and not on_paper, f"seed {seed}: lost {lost}")
        old, new = (" ".join(b.get("text", "") for b in walk(d["blocks"])) for d in (document, report))
        gone = [n for n in range(10001, 20000) if str(n) in old and str(n) not in new]
        self.assertEqual(gone, [], f"seed {seed}: numbers are gone")
        self.assertEqual(list(moved(tables(document), tables(report))), [], f"seed {seed}: numbers moved")

    def test_random_chains(self):
        kinds = collections.Counter()
        for seed in range(FIRST, FIRST + SEEDS):
            document = Maker(seed).document(20)
            report = self.converted(document, seed)
            self.check(document, report, seed)
            kinds.update(r["kind"] for r in report["repairs"])
        for kind in ("fragment_join", "header_join", "cell_join"):
            self.assertGreater(kinds[kind], 0, kind)


if __name__ == "__main__":
    unittest.main()
