"""Printed rows: what an export makes of a table's grid, before a page break or a bad exporter spoils it.

Three conventions: `full` prints every slot; `collapse` prints a label that spans k columns in k-1 slots and pads the
row at its end (so the real exports do it); `once` prints a cell once and an empty one where it goes on from above.
"""
from dataclasses import dataclass, field


@dataclass
class Slot:
    text: str
    kind: str = "pad"       # label, head, value, pad
    key: str = ""
    also: str = ""          # the key of a second value in the same cell


@dataclass
class Row:
    slots: list
    source: int             # index of the table's row


@dataclass
class Printed:
    """A table as rows; `cuts` maps the index of a row to the lines that a page break puts before it."""
    table: object
    convention: str
    rows: list = field(default_factory=list)
    cuts: dict = field(default_factory=dict)
    lost: list = field(default_factory=list)        # fact keys whose value the text no longer holds
    open: set = field(default_factory=set)          # fact keys that the text leaves undecided

    def fragments(self):
        edges = [0, *sorted(self.cuts), len(self.rows)]
        return [self.rows[a:b] for a, b in zip(edges, edges[1:])]


def _kind(cell):
    return "value" if cell.key else "label" if cell.label else "head"


def _slots(cells, convention, in_label_area):
    out = []
    for cell, anchor in cells:
        width = {"full": cell.cols, "once": 1,
                 "collapse": cell.cols - (cell.cols > 1 and in_label_area(cell))}[convention]
        out.append(Slot(cell.text if anchor else "", _kind(cell) if anchor else "pad", cell.key if anchor else ""))
        out += [Slot("") for _ in range(width - 1)]
    return out


def printed(table, convention):
    deep = table.name == "t3"                   # only its label area has columns to collapse
    out = Printed(table, convention)
    for n, cells in enumerate(table.slots()):
        slots = _slots(cells, convention, lambda c: deep and c.col < 3)
        if convention != "once":
            slots += [Slot("") for _ in range(table.width - len(slots))]
        out.rows.append(Row(slots, n))
    return out


def value_span(row):
    """Where the row's values begin and end, or None."""
    at = [i for i, s in enumerate(row.slots) if s.kind == "value"]
    return (at[0], at[-1] + 1) if at else None
