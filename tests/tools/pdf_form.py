"""The national form with 200 different numbers, and what a reader made of it: each number at its labels, or how it is not.

The truth is the drawn grid (gen/grids.py, which equals the real template cell for cell) and nothing that Sheaf says.
"""
import collections
import random
import unicodedata

import sheaf_json
from gen import form, grids

VERSION = "2021-30"
SHAPES = {"t2": (14, 4), "t3": (28, 10), "t4": (4, 15)}


def printed(text):
    """Half-width glyphs of GBK-EUC-H come as full-width letters, whoever reads them: both are one number."""
    return unicodedata.normalize("NFKC", text)


def squeeze(text):
    return "".join(printed(text).split())


def numbers(seed, digits=(1, 2, 3, 4, 5)):
    """key -> a number of its own, not zero, of up to so many digits."""
    rng = random.Random(f"pdf_form/{seed}")
    keys = ["t2." + k for k in form.t2_keys(VERSION)]
    keys += [f"t3.{r}.{c}" for r in form.row_keys(VERSION) for c in form.COLUMNS]
    keys += [f"t4.{g}.{k}" for g, _ in form.GROUPS for k, _ in form.REVIEW]
    taken, out = {0}, {}
    for key in keys:
        number = 0
        while number in taken:
            length = rng.choice(digits)
            number = rng.randrange(10 ** (length - 1), 10 ** length)
        taken.add(number)
        out[key] = str(number)
    return out


def tables(values):
    show = values.__getitem__
    return [grids.table2(VERSION, show), grids.table3(VERSION, show), grids.table4(show)]


def cells_of(table):
    """{(row, column): (rows, columns, text, key)} of a drawn table."""
    return {(r, c.col): (c.rows, c.cols, c.text, c.key) for r, row in enumerate(table.rows) for c in row}


def spread(cells, rows, columns):
    """Every slot with the place of the cell that owns it."""
    return {(r + i, c + j): (r, c) for (r, c), cell in cells.items() for i in range(cell[0]) for j in range(cell[1])
            if r + i < rows and c + j < columns}


def labels(cells, owner, place):
    """What stands left of a cell in its row and above it in its column: texts that are no numbers, the nearest first."""
    def run(slots):
        out = []
        for slot in slots:
            text = squeeze(cells[owner[slot]][2]) if slot in owner else ""
            if text and not text.isdigit() and text not in out:
                out.append(text)
        return tuple(out)
    r, c = place
    return run((r, x) for x in range(c - 1, -1, -1)), run((y, c) for y in range(r - 1, -1, -1))


Found = collections.namedtuple("Found", "rows columns cells")


def read(document):
    """The tables of a document as Found, furniture left out."""
    out = []
    for table in sheaf_json.tables(document):
        sheaf_json.rows(table)          # every slot has one cell, or it says which has not
        cells = {(c["row"], c["column"]): (c.get("row_span", 1), c.get("column_span", 1), text_of(c)) for c in table["cells"]}
        out.append(Found(table["rows"], table["columns"], cells))
    return out


def text_of(cell):
    """The text of a cell and of the blocks in it."""
    return "\n".join(b["text"] for b in sheaf_json.walk([cell]) if b.get("text"))


def stacked(found):
    """Fragments of equal width one below the other, a repeated header taken out: what a joiner has to make."""
    out = []
    for one in found:
        last = out[-1] if out else None
        if not last or last.columns != one.columns:
            out.append(one)
            continue
        heads = repeated(last, one)
        cells = dict(last.cells)
        cells.update({(r - heads + last.rows, c): cell for (r, c), cell in one.cells.items() if r >= heads})
        out[-1] = Found(last.rows + one.rows - heads, last.columns, cells)
    return out


def repeated(first, second):
    """How many rows at the top of the second are those at the top of the first."""
    def row(found, r):
        return sorted((c, cell[1], squeeze(cell[2])) for (y, c), cell in found.cells.items() if y == r)
    n = 0
    while n < min(first.rows, second.rows, 3) and row(first, n) == row(second, n) and any(t for *_, t in row(first, n)):
        n += 1
    return n if not any(t.isdigit() for r in range(n) for *_, t in row(first, r)) else 0


class Verdict(collections.Counter):
    """How many numbers are `right` (at their place, with their labels), `open` (there, but with a blank or a break in them),
    `moved`, `missing`; `invented`: numbers in tables that nobody drew. `whole`: tables with all texts and spans."""

    def __init__(self):
        super().__init__()
        self.problems = []

    def note(self, kind, words):
        self[kind] += 1
        self.problems.append(f"{kind}: {words}")

    def wrong(self):
        return self["moved"] + self["invented"]

    def __str__(self):
        return " ".join(f"{k} {v}" for k, v in sorted(self.items()) if v)


def match(found, drawn):
    """For each drawn table the found one of its shape, in order; None where there is none."""
    rest, out = list(found), []
    for table in drawn:
        shape = SHAPES[table.name]
        at = next((i for i, f in enumerate(rest) if (f.rows, f.columns) == shape), None)
        out.append(None if at is None else rest[at])
        rest = rest if at is None else rest[at + 1:]
    return out


def compare_table(verdict, table, found, everywhere):
    drawn, (rows, columns) = cells_of(table), SHAPES[table.name]
    owner = spread(drawn, rows, columns)
    there = spread(found.cells, rows, columns) if found else {}
    for place, (_, _, text, key) in sorted(drawn.items()):
        if not key:
            continue
        seen = found.cells[there[place]][2] if place in there else ""
        if squeeze(seen) == text and labels(found.cells, there, place) != labels(drawn, owner, place):
            verdict.note("mislabelled", f"{table.name} {place} {text}: {labels(found.cells, there, place)}, drawn {labels(drawn, owner, place)}")
        elif printed(seen) == text:
            verdict["right"] += 1
        elif squeeze(seen) == text:
            verdict.note("open", f"{table.name} {place} {seen!r}")
        elif text in everywhere:
            verdict.note("moved", f"{table.name} {place} {text}: {seen!r} stands there")
        else:
            verdict.note("missing", f"{table.name} {place} {text}: {seen!r} stands there")
    if found:
        plain = {p: (h, w, squeeze(t)) for p, (h, w, t, _) in drawn.items()}
        seen = {p: (h, w, squeeze(t)) for p, (h, w, t) in found.cells.items()}
        odd = [f"{p}: {seen.get(p)}, drawn {plain.get(p)}" for p in sorted(plain.keys() | seen.keys()) if plain.get(p) != seen.get(p)]
        if not odd:
            verdict["whole"] += 1
        verdict.problems += [f"{table.name} {line}" for line in odd]


def judge(document, drawn, joined=True):
    """The verdict on a document. `joined` false: fragments of pages count as if they were joined."""
    found = read(document)
    verdict = Verdict()
    verdict["tables"] = len(found)
    everywhere = collections.Counter(squeeze(cell[2]) for f in found for cell in f.cells.values())
    for table, one in zip(drawn, match(found if joined else stacked(found), drawn)):
        compare_table(verdict, table, one, everywhere)
    meant = {c.text for t in drawn for c in t.values()}
    for text in everywhere:
        if text.isdigit() and text not in meant:
            verdict.note("invented", text)
    return verdict
