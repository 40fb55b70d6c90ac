#!/usr/bin/env python3
"""The tables of Word documents as Sheaf and as pandoc read them, cell for cell, and where the two differ.

Usage: compare_grids.py [-q] FILE.docx...     (-q: differences only)

A grid is a dict {(row, column): (row span, column span, text)} of the slots where a cell begins. Columns and rows in which no
cell begins are taken out of both, and slivers of w:tblGrid out of pandoc's; blank single cells are not compared, as pandoc pads
short rows with them. Nested tables are compared on their own, in document order. A cell with other blocks than text counts with the text of its paragraphs.
"""
import json
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

import sheaf_json

# What pandoc prints between words and lines of a cell.
SPACES = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}


# ---- pandoc ----

def inline_text(inlines):
    out, stack = [], list(reversed(inlines))
    while stack:
        inline = stack.pop()
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            out.append(content)
        elif kind in SPACES:
            out.append(SPACES[kind])
        elif kind in ("Code", "Math", "RawInline"):
            out.append(content[-1])
        elif kind in ("Emph", "Strong", "Underline", "Strikeout", "Superscript", "Subscript", "SmallCaps"):
            stack.extend(reversed(content))
        elif kind in ("Link", "Span", "Cite", "Quoted"):
            stack.extend(reversed(content[1]))
        # Image: its alternative text is no text of the cell; Note: stands elsewhere
    return "".join(out)


def block_lines(blocks):
    """The lines of text of blocks; tables in them are not theirs."""
    out, stack = [], list(reversed(blocks))
    while stack:
        block = stack.pop()
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            out.append(inline_text(content))
        elif kind == "Header":
            out.append(inline_text(content[2]))
        elif kind == "CodeBlock":
            out.append(content[1])
        elif kind in ("BlockQuote", "Div"):
            stack.extend(reversed(content if kind == "BlockQuote" else content[1]))
        elif kind in ("BulletList", "OrderedList"):
            items = content if kind == "BulletList" else content[1]
            stack.extend(b for item in reversed(items) for b in reversed(item))
        elif kind == "LineBlock":
            out.extend(inline_text(line) for line in content)
    return out


def pandoc_cells(rows):
    """Places cells as pandoc's own writers do: in the next slot that no cell from above covers."""
    grid, busy = {}, {}
    for r, row in enumerate(rows):
        column = 0
        for _, _, height, width, blocks in row[1]:
            while busy.get((r, column)):
                column += 1
            grid[r, column] = (height, width, "\n".join(block_lines(blocks)))
            for i in range(height):
                for j in range(width):
                    busy[r + i, column + j] = True
            column += width
    return grid


def pandoc_table(content):
    _, _, columns, head, bodies, foot = content
    rows = head[1] + [row for body in bodies for row in body[2] + body[3]] + foot[1]
    return pandoc_cells(rows), len(rows), len(columns)


def pandoc_grids(path):
    run = subprocess.run(["pandoc", "-f", "docx", "-t", "json", path], capture_output=True, timeout=600)
    if run.returncode:
        raise ValueError(run.stderr.decode("utf-8", "replace").strip())
    out, stack = [], [json.loads(run.stdout)["blocks"]]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            if item.get("t") == "Table":
                out.append(pandoc_table(item["c"]))
            if item.get("t") != "Note":
                stack.extend(reversed(list(item.values())))
        elif isinstance(item, list):
            stack.extend(reversed(item))
    return out


# ---- Sheaf ----

def sheaf_lines(cell):
    """Texts of a cell and of the blocks in it, but for tables, notes and figures."""
    out, stack = [], [cell]
    while stack:
        block = stack.pop()
        if block.get("text") and block.get("kind") not in ("figure", "footnote", "comment"):
            out.append(block["text"])
        for inner in ("items", "blocks"):
            stack.extend(b for b in reversed(block.get(inner) or []) if b.get("kind") not in ("table", "footnote", "comment"))
    return out


def sheaf_grids(path, *options):
    out = []
    document = sheaf_json.convert(path, "--pass", "none", *options)
    furniture = set()
    for block in document["blocks"]:
        if block.get("furniture"):
            furniture.update(id(b) for b in sheaf_json.walk([block]))
    for table in sheaf_json.tables(document):
        if id(table) in furniture:
            continue
        grid = {(c["row"], c["column"]): (c.get("row_span", 1), c.get("column_span", 1), "\n".join(sheaf_lines(c)))
                for c in table["cells"] if not c.get("filler")}
        out.append((grid, table["rows"], table["columns"]))
    return out


# ---- both ----

def plain(text):
    """Without what the two print differently and no reader sees: space at ends, several blanks, soft hyphens."""
    text = text.replace("\u00ad", "")
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def squeezed(grid):
    """Without the rows and columns in which no cell begins."""
    rows, columns = sorted({r for r, _ in grid}), sorted({c for _, c in grid})

    def span(lines, start, length):
        return sum(start <= line < start + length for line in lines)
    return {(rows.index(r), columns.index(c)): (span(rows, r, h), span(columns, c, w), text) for (r, c), (h, w, text) in grid.items()}


def normal(grid):
    """Squeezed, with plain texts, and without blank single cells: padding looks like them."""
    cells = {place: (h, w, plain(text)) for place, (h, w, text) in squeezed(grid).items()}
    return {place: cell for place, cell in cells.items() if cell != (1, 1, "")}


def without_padding(grid, columns):
    """pandoc fills every row up to the columns of w:tblGrid; a column of nothing else is not in the rows."""
    used = {c for (_, c), (h, w, text) in grid.items() if plain(text) or h * w > 1}
    return {(r, c): cell for (r, c), cell in grid.items() if c in used or c < columns}


def grid_columns(path):
    """The widths of w:tblGrid, table by table, in document order."""
    with zipfile.ZipFile(path) as package:
        name = next((n for n in package.namelist() if re.fullmatch(r"word/document\d*\.xml", n)), None)
        root = ElementTree.fromstring(package.read(name)) if name else ()
    tables = [e for e in root.iter() if e.tag.endswith("}tbl")] if name else []
    return [[int(float(v)) for grid in table if grid.tag.endswith("}tblGrid") for column in grid
             for k, v in column.items() if k.endswith("}w")] for table in tables]


def without_slivers(grid, widths):
    """Columns of at most a point, and a tenth of the average, are none: two lines that were meant to be one."""
    most = min(20, sum(widths) // len(widths) // 10) if widths else 0
    thin = [c for c, width in enumerate(widths) if 0 < width <= most]

    def moved(column):
        return column - sum(c < column for c in thin)
    out = {}
    for (r, c), (h, w, text) in grid.items():
        width = moved(c + w) - moved(c)
        if width:
            out[r, moved(c)] = h, width, text
        elif plain(text) or c + w < len(widths):  # not what a short row is padded with
            return grid
    return out


def differences(ours, theirs):
    """(place, our cell or None, pandoc's or None) for every slot that differs."""
    columns = len({c for _, c in ours})
    a, b = normal(ours), normal(without_padding(theirs, columns))
    return [(place, a.get(place), b.get(place)) for place in sorted(a.keys() | b.keys()) if a.get(place) != b.get(place)]


def compare(path):
    """(tables of both, differences as lines of text); a ValueError where one cannot read the file."""
    ours, theirs, widths = sheaf_grids(path), pandoc_grids(path), grid_columns(path)
    if len(widths) == len(theirs):
        theirs = [(without_slivers(grid, w), rows, columns) for (grid, rows, columns), w in zip(theirs, widths)]
    lines = []
    if len(ours) != len(theirs):
        lines.append(f"Sheaf has {len(ours)} tables, pandoc {len(theirs)}")
    for n, ((grid, rows, columns), (other, _, _)) in enumerate(zip(ours, theirs), 1):
        for (r, c), mine, his in differences(grid, other):
            lines.append(f"table {n} ({rows}x{columns}), row {r + 1}, column {c + 1}: Sheaf {mine}, pandoc {his}")
    return list(zip(ours, theirs)), lines


def show(name, grid):
    for (r, c), (h, w, text) in sorted(grid.items()):
        print(f"    {name} {r},{c} {h}x{w} {text!r}")


def main(arguments):
    quiet = "-q" in arguments
    worst = 0
    for path in (a for a in arguments if a != "-q"):
        try:
            pairs, lines = compare(path)
        except (AssertionError, ValueError) as error:
            print(f"{path}: not compared: {error}")
            continue
        print(f"{path}: {len(pairs)} tables, {len(lines)} differences")
        for n, ((ours, rows, columns), (theirs, _, _)) in enumerate(pairs, 1):
            if not quiet:
                print(f"  table {n}: {rows}x{columns}")
                show("sheaf ", ours)
                show("pandoc", theirs)
        for line in lines:
            print("  " + line)
        worst |= bool(lines)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
