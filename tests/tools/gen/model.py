"""What a report is before it is printed: blocks in order, tables as anchors on a grid.

A cell stands at its first slot and says how far it reaches; all printed forms are derived from that.
A value cell carries its fact key, and keeps it through all damage: that is where the truth comes from.
"""
from dataclasses import dataclass, field


@dataclass
class Cell:
    text: str
    col: int
    cols: int = 1
    rows: int = 1
    key: str = ""           # fact key of a value cell
    label: bool = False     # a row label (as against a column head or a value)


@dataclass
class Table:
    name: str               # t2, t3, t4, or x1, x2 for tables that belong to no form
    section: int
    width: int
    heads: int              # header rows at the top
    rows: list = field(default_factory=list)    # lists of Cell, each row's own anchors only

    def slots(self):
        """For each row the cells that cover it, left to right, as (cell, is_anchor)."""
        open_, out = {}, []
        for row in self.rows:
            own = {c.col: c for c in row}
            cover = sorted([*own.items(), *((c, cell) for c, (cell, _) in open_.items())])
            out.append([(cell, c in own) for c, cell in cover])
            left = {c: (cell, n - 1) for c, (cell, n) in open_.items() if n > 1}
            open_ = {**left, **{c.col: (c, c.rows - 1) for c in row if c.rows > 1}}
        return out

    def grid(self):
        """Rows of texts, every slot: a spanned slot other than the first is empty."""
        out = []
        for cells in self.slots():
            line = [""] * self.width
            for cell, anchor in cells:
                line[cell.col] = cell.text if anchor else ""
            out.append(line)
        return out

    def values(self):
        return [c for row in self.rows for c in row if c.key]


@dataclass
class Block:
    kind: str               # title, heading, paragraph, item, table
    text: str = ""
    level: int = 0
    head: str = ""          # run-in head that the paragraph begins with
    table: Table = None
    lines: list = field(default_factory=list)   # the title's lines


@dataclass
class Report:
    agency: str
    short: str
    year: int
    facts: dict             # key -> value, as the agency meant them
    blocks: list = field(default_factory=list)
    variants: dict = field(default_factory=dict)    # table -> form version

    def tables(self):
        return [b.table for b in self.blocks if b.kind == "table"]

    def title(self):
        return next(b.lines for b in self.blocks if b.kind == "title")
