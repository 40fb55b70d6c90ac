"""A table of the model as w:tbl: spans as w:gridSpan and w:vMerge, over a grid that may be finer than the rows need.

`skipped` cells are not there at all: their rows begin with w:gridBefore.
"""
from .model import Cell, Table


def edges(rng, table, odd):
    """For each column edge of the table the edge of the grid that it lies on."""
    out = [0]
    for _ in range(table.width):
        out.append(out[-1] + (rng.choice((1, 1, 2)) if odd else 1))
    return out


def without_corner(table):
    """The table with no cell where its empty corner is, and how many columns those rows skip."""
    first = table.rows[0][0]
    if first.text or first.rows != table.heads:
        return table, 0
    return Table(table.name, table.section, table.width, table.heads, [table.rows[0][1:], *table.rows[1:]]), first.cols


class TableWriter:
    def __init__(self, rng, writer, table):
        self.rng, self.writer, self.dialect = rng, writer, writer.dialect
        self.table, self.skip = without_corner(table) if self.dialect.skips else (table, 0)
        self.edges = edges(rng, table, self.dialect.odd_grid)

    def _lines(self, cell: Cell):
        """The paragraphs of a cell: narrow labels are broken, by a new paragraph or by a line break."""
        if cell.key or len(cell.text) < 4 or self.rng.random() < .8:
            return [cell.text]
        at = self.rng.randrange(1, len(cell.text))
        halves = [cell.text[:at], cell.text[at:]]
        return halves if self.rng.random() < .5 else ["\n".join(halves)]

    def _cell(self, cell: Cell, anchor):
        span = self.edges[cell.col + cell.cols] - self.edges[cell.col]
        properties = f'<w:tcW w:w="{span * 600}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        if cell.rows > 1:
            properties += '<w:vMerge w:val="restart"/>' if anchor else self.rng.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
        lines = self._lines(cell) if anchor else [""]
        body = "".join(self.writer.paragraph("normal", line) for line in lines)
        made = f"<w:tc><w:tcPr>{properties}</w:tcPr>{body}</w:tc>"
        return self.writer.controlled(made) if self.dialect.controls and self.rng.random() < .1 else made

    def _row(self, number, cells):
        properties = '<w:cantSplit/><w:tblHeader/>' if number < self.table.heads and self.dialect.header_rows else ""
        if number < self.table.heads and self.skip:
            properties = f'<w:gridBefore w:val="{self.edges[self.skip]}"/>{properties}'
        properties = f"<w:trPr>{properties}</w:trPr>" if properties else ""
        made = f"<w:tr>{properties}{''.join(self._cell(cell, anchor) for cell, anchor in cells)}</w:tr>"
        return self.writer.controlled(made) if self.dialect.controls and self.rng.random() < .2 else made

    def xml(self):
        grid = "".join('<w:gridCol w:w="600"/>' for _ in range(self.edges[-1])) if self.dialect.grid else ""
        rows = "".join(self._row(n, cells) for n, cells in enumerate(self.table.slots()))
        return ('<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
                f"{f'<w:tblGrid>{grid}</w:tblGrid>' if grid else ''}{rows}</w:tbl>")

    def truth(self):
        """Every cell that is in the file, at its place in the table's own columns."""
        kinds = {True: "value", False: "head"}
        return {"name": self.table.name, "section": self.table.section, "rows": len(self.table.rows), "columns": self.table.width,
                "heads": self.table.heads, "marked": self.dialect.header_rows, "skips": bool(self.skip),
                "cells": [[n, c.col, c.rows, c.cols, c.text, "label" if c.label else kinds[bool(c.key)]]
                          for n, row in enumerate(self.table.rows) for c in row]}
