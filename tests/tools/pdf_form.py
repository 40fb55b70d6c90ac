"""The national form with 200 different numbers, and what a reader made of it: each number at its labels, or how it is not.

The truth is the drawn grid (gen/grids.py, which equals the real template cell for cell) and nothing that Sheaf says.
"""
import collections
import random
import unicodedata

import sheaf_json
from gen import form, grids, numbers as sums

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


def adding_up(seed, digits=(1, 2, 3, 4, 5)):
    """key -> a number; the sums of the form hold, as in a report."""
    rng, out = random.Random(f"adding up/{seed}"), numbers(seed, digits)
    def draw():
        length = rng.choice(digits)
        return rng.randrange(10 ** (length - 1), 10 ** length)
    whole = {**sums.table3(VERSION, draw), **sums.table4(draw)}
    out.update((key, str(value)) for key, value in whole.items())
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


class Verdict(collections.Counter):
    """How many numbers are `right` (at their place, with their labels), `open` (there, but with a blank or a break in them), `apart`
    (in a fragment of their table, beside labels of theirs), `moved`, `mislabelled`, `missing`; `invented`: numbers in tables that nobody
    drew. `whole`: tables with all texts and spans."""

    def __init__(self):
        super().__init__()
        self.problems = []

    def note(self, kind, words):
        self[kind] += 1
        self.problems.append(f"{kind}: {words}")

    def wrong(self):
        return self["moved"] + self["mislabelled"] + self["invented"]

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


def compare_number(verdict, table, place, text, seen, beside, meant):
    """What became of one number: `seen` stands at its place, `beside` are the labels there."""
    where = f"{table.name} {place} {text}"
    if squeeze(seen) != text:
        verdict.note("moved", f"{where}: {seen!r} stands there")
    elif beside != meant:
        verdict.note("mislabelled", f"{where}: beside {beside}, drawn {meant}")
    elif printed(seen) == text:
        verdict["right"] += 1
    else:
        verdict.note("open", f"{where}: {seen!r}")


def compare_apart(verdict, table, place, text, everywhere, meant):
    """A number of a table that was not found whole: the labels that stand beside it must be some of its own."""
    found, at = everywhere[text][0]
    beside = labels(found.cells, spread(found.cells, found.rows, found.columns), at)
    strange = [b for have, own in zip(beside, meant) for b in have if not any(b in label for label in own)]
    if strange:
        verdict.note("mislabelled", f"{table.name} {place} {text}: beside {strange}")
    else:
        verdict.note("apart" if printed(found.cells[at][2]) == text else "open", f"{table.name} {place} {text}")


def compare_table(verdict, table, found, everywhere):
    drawn, (rows, columns) = cells_of(table), SHAPES[table.name]
    owner = spread(drawn, rows, columns)
    there = spread(found.cells, rows, columns) if found else {}
    for place, (_, _, text, key) in sorted(drawn.items()):
        meant = labels(drawn, owner, place)
        if key and text not in everywhere:
            verdict.note("missing", f"{table.name} {place} {text}")
        elif key and found:
            compare_number(verdict, table, place, text, found.cells[there[place]][2], labels(found.cells, there, place), meant)
        elif key:
            compare_apart(verdict, table, place, text, everywhere, meant)
    if found:
        compare_cells(verdict, table, {p: (h, w, squeeze(t)) for p, (h, w, t, _) in drawn.items()},
                      {p: (h, w, squeeze(t)) for p, (h, w, t) in found.cells.items()})


def compare_cells(verdict, table, drawn, seen):
    odd = [p for p in sorted(drawn.keys() | seen.keys()) if drawn.get(p) != seen.get(p)]
    verdict["whole"] += not odd
    verdict.problems += [f"{table.name} {p}: {seen.get(p)}, drawn {drawn.get(p)}" for p in odd]


def judge(document, drawn):
    """The verdict on a document that holds these tables."""
    found = read(document)
    verdict = Verdict()
    verdict["tables"] = len(found)
    everywhere = collections.defaultdict(list)
    for one in found:
        for place, cell in one.cells.items():
            everywhere[squeeze(cell[2])].append((one, place))
    for table, one in zip(drawn, match(found, drawn)):
        compare_table(verdict, table, one, everywhere)
    meant = {c.text for t in drawn for c in t.values()}
    for text in everywhere:
        if text.isdigit() and text not in meant:
            verdict.note("invented", text)
    return verdict
