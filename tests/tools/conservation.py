#!/usr/bin/env python3
"""Holds a converted text against its source, without knowing what the text means: every letter and digit of the
source stands in the document once and nothing else does, the cells of a line stand in one row in the order of the line,
and a number below one header stands in no other header's column.

usage: conservation.py FILE...    (prints what is broken; exit 1 if anything is)
"""
import collections
import os
import re
import sys
import unicodedata

from sheaf_json import convert, pieces, squeeze, tables, walk

NUMBER = re.compile(r"[($¥￥€£+\-−－]*\d[\d,，.]*[)%％*]*$")


def strong(text):
    """The characters that carry the content: letters and digits, without white space, rules and separators."""
    return [c for c in text if c.isalnum()]


class Source:
    """The bytes of a text file, and what stands in a range of them."""

    def __init__(self, path, encoding):
        with open(path, "rb") as file:
            self.raw = file.read()
        self.encoding = encoding

    def text(self, start, end):
        return self.raw[start:end].decode(self.encoding, "replace")

    def lines(self):
        """(number of the line from 1, start, end) in bytes; a form feed ends no line."""
        start, number = 0, 1
        for line in re.split("\r\n|\n|\r", self.text(0, len(self.raw))):
            end = start + len(line.encode(self.encoding, "replace"))
            yield number, start, end
            number += 1
            start = end + self._newline(end)

    def _newline(self, at):
        for mark in ("\r\n", "\n", "\r"):
            code = mark.encode(self.encoding)
            if self.raw.startswith(code, at):
                return len(code)
        return 0


def width(text, wide):
    return sum(wide if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


# ---- the whole document ----

def leaves(document):
    """All that holds text: blocks, cells, items."""
    return [b for b in walk(document["blocks"]) if b.get("text")]


def dropped_headers(document):
    """Places of headers that stitch found repeated: they stand in the record, not in the grid."""
    return [p for r in document["repairs"] if r["kind"] == "header_join" for o in r.get("from", []) for p in [o, *o.get("more", [])]]


def uncovered(places, spans):
    """Ranges of the places that lie in none of the (sorted) spans, each once."""
    taken = [(start, end) for start, end, _ in spans]
    for start, end in sorted({(p["offset"], p["offset"] + p["length"]) for p in places}):
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            yield start, end


def counted(document, source):
    """Every letter and digit once: as text, and again by place."""
    wanted = collections.Counter(strong(source.text(0, len(source.raw))))
    spans = []
    for leaf in leaves(document):
        places = pieces(leaf)
        printed = "".join(source.text(p["offset"], p["offset"] + p["length"]) for p in places)
        if places and strong(printed) != strong(leaf["text"]):
            yield f"{leaf.get('kind', 'cell')} {leaf['text']!r} is {printed!r} at its place"
        spans += [(p["offset"], p["offset"] + p["length"], leaf["text"]) for p in places]
        if not places:
            yield f"{leaf.get('kind', 'cell')} {leaf['text']!r} has no place"
    found = collections.Counter(c for leaf in leaves(document) for c in strong(leaf["text"]))
    spans.sort()
    for a, b in zip(spans, spans[1:]):
        if b[0] < a[1]:
            yield f"{a[2]!r} and {b[2]!r} come from the same bytes"
    for start, end in uncovered(dropped_headers(document), spans):
        found.update(strong(source.text(start, end)))
    for c in sorted(set(wanted) | set(found)):
        if wanted[c] != found[c]:
            yield f"{c!r} is printed {wanted[c]} times and stands in the document {found[c]} times"


# ---- tables ----

def by_line(table):
    """The pieces of the cells of each source line, from left to right: line -> [(start, end, cell)]."""
    lines = collections.defaultdict(list)
    for cell in table["cells"]:
        for p in pieces(cell):
            lines[p["line"]].append((p["offset"], p["offset"] + p["length"], cell))
    return {n: sorted(found, key=lambda f: f[:2]) for n, found in sorted(lines.items())}


def rows_kept(table, source, starts):
    """The cells of a line share a row and keep its order; no letter or digit of the line is left out between them."""
    above = 0
    for number, found in by_line(table).items():
        cells = [f[2] for f in found]
        first = max(c["row"] for c in cells)
        last = min(c["row"] + c.get("row_span", 1) for c in cells)
        if first >= last:
            yield f"line {number} stands in rows {sorted({c['row'] for c in cells})}"
        if first < above:
            yield f"line {number} stands in row {first}, above the line before it"
        above = first
        columns = [c["column"] for c in cells]
        if columns != sorted(columns):
            yield f"line {number}: its cells stand in columns {columns}"
        start, end = starts[number]
        edges = [start, *(x for f in found for x in f[:2]), end]
        for a, b in zip(edges[::2], edges[1::2]):
            if strong(source.text(a, b)):
                yield f"line {number}: {source.text(a, b).strip()!r} stands in no cell of its row"


def drawn(found, source, start, wide):
    """The cells of a line with their extents in display columns."""
    out = []
    for a, b, cell in found:
        left = width(source.text(start, a).lstrip("\f"), wide)
        out.append((left, left + width(source.text(a, b), wide), cell))
    return out


def is_number(cell):
    return bool(NUMBER.match(squeeze(cell["text"])))


def is_aligned(text):
    return "\t" not in text and "|" not in text and re.search(r"\S {2,}\S", text)


def misplaced(head, row):
    """Numbers of a row that lie below one text of the header line alone and stand in another's column."""
    for left, right, cell in row:
        above = [c for a, b, c in head if a < right and left < b]
        if len(above) == 1 and is_number(cell) and not (
                above[0]["column"] < cell["column"] + cell.get("column_span", 1)
                and cell["column"] < above[0]["column"] + above[0].get("column_span", 1)):
            yield cell["text"], above[0]["text"]


def columns_kept(table, source, starts):
    """In text that is aligned by spaces, numbers stand below the header that they are printed below. Wide characters
    may take one or two display columns: what holds with either is right."""
    lines = by_line(table)
    numbers = list(lines)
    if not numbers or "confidence" not in table or not all(is_aligned(source.text(*starts[n])) or len(lines[n]) == 1 for n in numbers):
        return
    body = next((n for n in numbers if any(not is_number(f[2]) for f in lines[n])
                 and any(is_number(f[2]) and f[2].get("header") is None for f in lines[n][1:])
                 and not is_year_line(lines[n])), None)
    heads = [n for n in numbers if body and n < body and len(lines[n]) > 1]
    if not heads:
        return
    for number in (n for n in numbers if n >= body):
        broken = [set(misplaced(drawn(lines[heads[-1]], source, starts[heads[-1]][0], wide),
                                drawn(lines[number], source, starts[number][0], wide))) for wide in (1, 2)]
        for text, head in sorted(broken[0] & broken[1]):
            yield f"line {number}: {text!r} is printed below {head!r} and stands in another column"


def is_year_line(found):
    """A header of years: no other number stands in the line."""
    years = [f for f in found if re.match(r"(19|20)\d\d年?$", squeeze(f[2]["text"]))]
    return len(years) > 1 and all(f in years or not is_number(f[2]) for f in found)


def broken(path, *options, typed=True):
    """What does not hold of a file, as sentences."""
    document = convert(path, *options)
    return check(document, Source(path, document["source"]["encoding"]), typed)


def check(document, source, typed=True):
    """`typed`: every character stands where a typewriter would put it. What pdftotext makes of proportional and of wide
    characters does not, so that extents prove nothing there."""
    out = list(counted(document, source))
    starts = {number: (start, end) for number, start, end in source.lines()}
    for table in tables(document):
        out += rows_kept(table, source, starts)
        out += columns_kept(table, source, starts) if typed else ()
    return out


def main(paths):
    bad = 0
    for path in paths:
        for sentence in broken(path):
            print(f"{os.path.basename(path)}: {sentence}")
            bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
