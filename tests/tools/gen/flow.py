"""A report as printed pieces in order, which page damage works on, and what its operators ask of table 3."""
from dataclasses import dataclass, field

from . import rows as R


@dataclass
class Text:
    block: object
    pieces: list
    cuts: list = field(default_factory=list)    # the kind of cut between piece i and i + 1


@dataclass
class Flow:
    report: object
    shape: str
    items: list                                 # Text and Printed, in order
    running: str = ""                           # running head, where there is one
    breaks: dict = field(default_factory=dict)  # item index -> the kind of page break before it
    fold: int = 0                               # the width at which lines of tables are broken; none: 0

    def table(self, name):
        return next(p for p in self.items if isinstance(p, R.Printed) and p.table.name == name)


def values(flow, row):
    return [flow.report.facts[s.key] for s in row.slots if s.key]


def whole_rows(flow, printed, rows=None):
    """Data rows of table 3 whose seven values are all numbers and that no operator has touched."""
    return [row for row in (rows if rows is not None else printed.rows)
            if row.slots and sum(bool(s.key) for s in row.slots) == 7 and None not in values(flow, row)
            and sum(s.kind == "value" for s in row.slots) == 7 and not printed.open & {s.key for s in row.slots}]


def outcomes(printed):
    """Indexes of the rows between 二 and 四, without the first, which bears the label 三."""
    return [i for i, row in enumerate(printed.rows)
            if any(s.key.startswith("t3.outcome.") and not s.key.startswith("t3.outcome.granted.") for s in row.slots)]


def edge_blank(flow, row):
    numbers = values(flow, row)
    return len(numbers) == 7 and (numbers[0] is None or numbers[-1] is None)
