"""Runs Sheaf and looks at its JSON, for the Python tests."""
import json
import os
import subprocess

SHEAF = os.environ.get("SHEAF", "build/dev/bin/sheaf")
SHARED = os.environ.get("SHEAF_SHARED", os.path.join(os.path.dirname(__file__), "..", "..", "..", "shared"))
SEEDS = os.path.join(SHARED, "seeds")


def convert(path, *options):
    """The document that Sheaf makes of a file; an AssertionError with its message where it makes none."""
    run = subprocess.run([SHEAF, "convert", path, "--to", "json", *options], capture_output=True, timeout=120)
    assert run.returncode == 0, f"{path}: exit {run.returncode}: {run.stderr.decode('utf-8', 'replace')}"
    return json.loads(run.stdout)


def walk(blocks):
    """All blocks and cells below a list of blocks, in document order."""
    stack = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        for inner in ("blocks", "cells", "items"):
            stack.extend(reversed(block.get(inner) or []))


def body(document):
    """Top-level blocks that say something: no furniture."""
    return [b for b in document["blocks"] if not b.get("furniture")]


def tables(document):
    return [b for b in walk(document["blocks"]) if b.get("kind") == "table"]


def sections(document):
    """(number of level-1 headings so far, block) for every top-level block."""
    count, out = 0, []
    for block in document["blocks"]:
        count += block["kind"] == "heading" and block["level"] == 1
        out.append((count, block))
    return out


def rows(table):
    """The grid as rows of texts; every slot shows the text of the cell that owns it."""
    grid = [[None] * table["columns"] for _ in range(table["rows"])]
    for cell in table["cells"]:
        for row in range(cell["row"], cell["row"] + cell.get("row_span", 1)):
            for column in range(cell["column"], cell["column"] + cell.get("column_span", 1)):
                assert grid[row][column] is None, f"two cells at row {row}, column {column}"
                grid[row][column] = cell.get("text", "")
    assert all(text is not None for row in grid for text in row), "a slot without a cell"
    return grid


def pieces(block):
    """The places that a text comes from, in order."""
    origin = block.get("origin") or {}
    if "line" not in origin:
        return []
    return [origin, *origin.get("more", [])]


def squeeze(text):
    return "".join(text.split())
