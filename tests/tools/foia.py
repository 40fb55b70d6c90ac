#!/usr/bin/env python3
"""Writes reports of the form us-foia-summary with known truth, whole or damaged, in the shapes of gen/shapes.py.

usage: foia.py OUT [--count N] [--seed S] [--damage A,B|all|none] [--list]
`OUT/CASE.txt` and `OUT/truth/CASE.json`, as generate.py writes them: facts, undecidable, lost, damage. What a damaged row still
determines is found by listing its readings (gen/readings.py), with this form's identities.
"""
import argparse
import json
import os
import random
import sys
from decimal import Decimal

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen import readings, shapes

BUREAUS = ("Office of the Secretary", "Bureau of Rivers", "Bureau of Wells", "Office of Inspector General", "Coast Survey",
           "Harbor Administration", "Division of Maps", "Center for Tides", "Office of General Counsel", "Seed Laboratory")
COUNTS = ("Number of Requests Pending as of Start of Fiscal Year", "Number of Requests Received in Fiscal Year",
          "Number of Requests Processed in Fiscal Year", "Number of Requests Pending as of End of Fiscal Year")
A_KEYS = ("pending_start", "received", "processed", "pending_end")
TRACKS = (("simple", "Simple"), ("complex", "Complex"), ("expedited", "Expedited Processing"))
PLAIN = (("full_grants", "Full Grants"), ("partial", "Partial Grants / Partial Denials"),
         ("exempt", "Full Denials Based on Exemptions"))
REASONS = (("no_records", "No Records"), ("referred", "All Records Referred to Another Component or Agency"),
           ("withdrawn", "Request Withdrawn"), ("fee_related", "Fee-Related Reason"),
           ("not_described", "Records Not Reasonably Described"), ("improper", "Improper FOIA Request for Other Reason"),
           ("not_agency_record", "Not Agency Record"), ("duplicate", "Duplicate Request"), ("other", "Other"))
GROUP = ("other_reasons", "Full Denials Based on Reasons Other than Exemptions")
DAYS = (("median", "Median Number of Days"), ("average", "Average Number of Days"), ("lowest", "Lowest Number of Days"),
        ("highest", "Highest Number of Days"))
ALIASES = {"AGENCY OVERALL": "Total", "Partial Grants / Partial Denials": "Granted in Part", "TOTAL": "All Dispositions",
           "All Records Referred to Another Component or Agency": "All Records Referred",
           "Litigation-Related Costs": "Litigation Costs", GROUP[1]: "Denials for Other Reasons"}


def balanced(slots):
    return None not in slots and slots[0] + slots[1] == slots[2] + slots[3]


def summed(slots):
    return None not in slots and sum(slots[:-1]) == slots[-1]


class Row:
    """A printed row: its label, texts of its values, and the key of each value."""

    def __init__(self, key, label, values, columns):
        self.label, self.values = label, list(values)
        self.keys = [".".join(part for part in (key, c) if part) for c in columns]
        self.texts = [f"{v:,}" for v in values]
        self.spoilt = False


class Table:
    def __init__(self, key, title, head, rows, holds=None):
        self.key, self.title, self.head, self.rows, self.holds = key, title, list(head), rows, holds
        self.cut = None                     # (row, whether the header stands again, how the page number looks)

    def lines(self, shape, style, page):
        rows = [[r.label, *r.texts] for r in self.rows]
        if not self.cut:
            return shapes.SHAPES[shape](style, [self.head, *rows], True)
        at, again, number = self.cut
        return [*shapes.SHAPES[shape](style, [self.head, *rows[:at]], True), "", number.format(page), "\f",
                *shapes.SHAPES[shape](style, ([self.head] if again else []) + rows[at:], False)]

    def by_label(self, label):
        return next(r for r in self.rows if r.label == label)


class Report:
    """The numbers satisfy all rules. `collapsed`: the reasons are printed as one row."""

    def __init__(self, rng, collapsed):
        self.rng, self.collapsed, self.open, self.lost, self.damage, self.running = rng, collapsed, set(), [], [], ""
        self.agency, self.year = f"Department of {rng.choice(('Lakes', 'Weather', 'Archives'))}", rng.randint(2010, 2024)
        dispositions = self.dispositions()
        self.tables = [self.components(dispositions.rows[-1].values[-1]), dispositions, self.days(), self.costs()]
        self.facts = {k: v for t in self.tables for r in t.rows for k, v in zip(r.keys, r.values)}

    def count(self, most=400):
        return self.rng.choice((0, self.rng.randint(1, 9), self.rng.randint(10, most), self.rng.randint(1000, 3000)))

    def dispositions(self):
        leaves = [*PLAIN, *((f"{GROUP[0]}.{k}", label) for k, label in REASONS)]
        values = {k: [self.count(), self.count(), self.rng.randint(0, 20)] for k, _ in leaves}
        if self.collapsed:
            values[GROUP[0]] = [sum(values[f"{GROUP[0]}.{k}"][i] for k, _ in REASONS) for i in range(3)]
            leaves = [*PLAIN, GROUP]
        total = [sum(values[k][i] for k, _ in leaves) for i in range(3)]
        columns = [k for k, _ in TRACKS] + ["total"]
        rows = [Row(f"t5b.{k}", label, v + [sum(v)], columns)
                for k, label, v in [(k, label, values[k]) for k, label in leaves] + [("total", "TOTAL", total)]]
        return Table("t5b", "V.B. Disposition of FOIA Requests", ["Disposition", *(l for _, l in TRACKS), "Total"], rows, summed)

    def components(self, processed):
        names = self.rng.sample(BUREAUS, self.rng.randint(2, 8))
        cuts = sorted(self.rng.randint(0, processed) for _ in names[1:])
        shares = [b - a for a, b in zip([0, *cuts], [*cuts, processed])]
        rows = []
        for i, (name, share) in enumerate(zip(names, shares), 1):
            start, end = self.rng.randint(0, 60), self.rng.randint(0, 60)
            start += max(0, start - share - end)
            received = share + end - start
            if received < 0:
                start, received = share + end, 0
            rows.append(Row(f"t5a.component.{i}", name, [start, received, share, end], A_KEYS))
        total = [sum(r.values[i] for r in rows) for i in range(4)]
        rows.append(Row("t5a.overall", "AGENCY OVERALL", total, A_KEYS))
        return Table("t5a", "V.A. Received, Processed and Pending FOIA Requests", ["Agency / Component", *COUNTS], rows, balanced)

    def days(self):
        rows = []
        for key, label in TRACKS:
            low, middle, high = sorted(self.rng.sample(range(1, 500), 3))
            average = Decimal(self.rng.randint(low * 100, high * 100)) / 100
            rows.append(Row(f"t7.{key}", label, [Decimal(middle) + Decimal("0.5") * self.rng.randint(0, 1), average, low, high],
                            [k for k, _ in DAYS]))
            rows[-1].values[0] = min(rows[-1].values[0], Decimal(high))
            rows[-1].texts[0] = str(rows[-1].values[0])
        return Table("t7", "", ["Track", *(l for _, l in DAYS)], rows)

    def costs(self):
        a, b = (Decimal(self.rng.randint(100, 99999)) / 100 for _ in range(2))
        rows = [Row(f"t9.{k}", label, [v], ["amount"]) for k, label, v in
                (("processing", "Processing Costs", a), ("litigation", "Litigation-Related Costs", b), ("total", "Total Costs", a + b))]
        return Table("t9", "", ["Costs", "Amount (thousand dollars)"], rows, None)

    # ---- what is printed ----

    def text(self, shape, style):
        out = [f"{self.agency} FOIA Annual Report for Fiscal Year {self.year}", "",
               f"This report covers requests under the Freedom of Information Act that {self.agency} handled.", ""]
        heads = {"t5a": "V. FOIA Requests", "t7": "VII. Response Time for Processed Requests", "t9": "IX. FOIA Personnel and Costs"}
        page = 1
        for table in self.tables:
            out += [heads[table.key], ""] if table.key in heads else []
            out += [table.title, ""] if table.title else []
            out += [*table.lines(shape, style, page), ""]
            if self.running and table.key != "t5a":
                out += [str(page), "\f" + self.running, ""]
                page += 1
        return "\n".join(out)

    def truth(self):
        free = {k: self.facts[k] for k in self.open if k in self.facts}
        facts = {k: v for k, v in self.facts.items() if k not in free}
        return {"title": f"{self.agency} FOIA Annual Report for Fiscal Year {self.year}", "facts": facts, "undecidable": free,
                "lost": self.lost, "violations": [], "damage": self.damage}

    def judge(self, table, row, numbers):
        """Sets apart what the printed numbers of a row no longer determine."""
        ways = readings.placements(numbers, len(row.keys))
        proved = [w for w in ways if table.holds and table.holds(w)]
        for i, key in enumerate(row.keys):
            if len(proved) == 1 and proved[0][i] == row.values[i]:
                continue
            if len(proved) != 1 and {w[i] for w in ways} == {row.values[i]}:
                continue
            self.open.add(key)


# ---- damage: f(report, rng) says what it did, or None where it does not apply ----

def some_row(report, rng, least=2, tables=None):
    """A row that has not lost or gained a value yet: one of each in one row would print another number, not another reading."""
    table = rng.choice(tables or [t for t in report.tables if len(t.head) > least])
    rows = [r for r in table.rows if not r.spoilt]
    row = rng.choice(rows)
    row.spoilt = True
    return table, row


def extra_value(report, rng):
    """One number too many in a row."""
    table, row = some_row(report, rng)
    at, number = rng.randint(0, len(row.texts)), rng.randint(0, 99)
    numbers = row.values[:at] + [number] + row.values[at:]
    row.texts.insert(at, str(number))
    report.judge(table, row, numbers)
    return {"row": row.keys[0], "at": at}


def value_lost(report, rng):
    """A number is gone, and those behind it moved up. Where rows have no identity this is an honest report with a blank cell."""
    _, row = some_row(report, rng, tables=[t for t in report.tables if t.holds])
    at = rng.randrange(len(row.texts))
    del row.texts[at]
    row.texts.append("")
    report.open |= set(row.keys)
    return {"key": row.keys[at]}


def blank(report, rng):
    """An inner cell is blank."""
    _, row = some_row(report, rng)
    at = rng.randrange(1, len(row.texts) - 1)
    row.texts[at] = ""
    report.facts[row.keys[at]] = None
    return {"key": row.keys[at]}


def mark(report, rng):
    """A mark stands for a number."""
    _, row = some_row(report, rng, 1)
    at = rng.randrange(len(row.texts))
    row.texts[at] = rng.choice(("N/A", "n/a", "—"))
    report.facts[row.keys[at]] = None
    return {"key": row.keys[at]}


def alias(report, rng):
    """Labels as other agencies write them."""
    done = [r for t in report.tables for r in t.rows if r.label in ALIASES and rng.random() < .7]
    for row in done:
        row.label = ALIASES[row.label]
    return {"rows": [r.label for r in done]} if done else None


def letters(report, rng):
    """Labels in capitals, with more white space, and with other dashes."""
    for table in report.tables:
        for row in table.rows:
            if not row.keys[0].startswith("t5a.component"):
                row.label = rng.choice((str.upper, str.lower, lambda s: s.replace(" ", "  "),
                                        lambda s: s.replace("-", "–")))(row.label)
    return {}


def misprint(report, rng):
    """A letter of a long label is gone."""
    rows = [r for t in report.tables for r in t.rows if len(r.label) > 15 and not r.keys[0].startswith("t5a.component")]
    row = rng.choice(rows)
    at = rng.randrange(2, len(row.label) - 2)
    row.label = row.label[:at] + row.label[at + 1:]
    return {"label": row.label}


def row_missing(report, rng):
    """A row of fixed label is not there."""
    table = rng.choice([t for t in report.tables if t.key in ("t5b", "t7")])
    row = rng.choice(table.rows)
    table.rows.remove(row)
    for key in row.keys:
        del report.facts[key]
    report.lost += row.keys
    return {"row": row.label}


def moved_note(report, rng):
    """A paragraph stands between two tables."""
    report.tables[1].title = "The following counts exclude requests for consultation.\n\n" + report.tables[1].title
    return {}


def total_cut(report, rng):
    """The label of the row below the components was cut: it may be one of them."""
    row = report.tables[0].rows[-1]
    row.label = rng.choice(("AGENCY", "ALL", "Sum of these"))
    report.open |= set(row.keys)
    return {"label": row.label}


def label_lost(report, rng):
    """A component has no label: which rows are components is not clear any more."""
    rows = report.tables[0].rows
    rng.choice(rows[:-1]).label = ""
    report.open |= {k for row in rows for k in row.keys}
    return {}


def page_cut(report, rng):
    """A page ends inside a table: its number stands there, and perhaps the header row once more."""
    table = rng.choice([t for t in report.tables if len(t.head) > 2])  # one row of two cells is no table
    table.cut = (rng.randrange(1, len(table.rows)), rng.random() < .5, rng.choice(("{}", "- {} -", "Page {}")))
    return {"table": table.key, "before": table.rows[table.cut[0]].label, "header": table.cut[1]}


def two_pages(report, rng):
    """Running heads and page numbers around the sections."""
    report.running = f"{report.agency} | Freedom of Information Act"
    return {}


DAMAGE = {f.__name__: f for f in (extra_value, value_lost, blank, mark, alias, letters, misprint, row_missing, moved_note, total_cut, label_lost,
                                  page_cut, two_pages)}
SHAPES = ("tabs", "cells", "markdown", "pipes", "csv")


def make(seed, shape, names):
    """(text, truth) of one report."""
    rng = random.Random(f"{seed}/{shape}/{','.join(names)}")
    report = Report(rng, rng.random() < .3)
    for name in names:
        done = DAMAGE[name](report, rng)
        if done is not None:
            report.damage.append({"kind": name, "detail": done})
    style = {**shapes.style(rng, shape), "comma": ",", "delimiter": "---"}
    return report.text(shape, style), report.truth()


def number(value):
    return int(value) if value == value.to_integral_value() else float(value)


def write(out, case, text, truth):
    os.makedirs(os.path.join(out, "truth"), exist_ok=True)
    with open(os.path.join(out, case + ".txt"), "w", encoding="utf-8") as f:
        f.write(text)
    with open(os.path.join(out, "truth", case + ".json"), "w", encoding="utf-8") as f:
        json.dump(truth, f, ensure_ascii=False, indent=1, default=number)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", nargs="?")
    p.add_argument("--count", type=int, default=5)
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--damage", default="all")
    p.add_argument("--list", action="store_true")
    a = p.parse_args()
    if a.list or not a.out:
        print("\n".join(f"{n}: {f.__doc__}" for n, f in DAMAGE.items()))
        return
    sets = [[], *([n] for n in DAMAGE)] if a.damage == "all" else [[]] if a.damage == "none" else [a.damage.split(",")]
    for seed in range(a.seed, a.seed + a.count):
        for shape in SHAPES:
            for names in sets:
                text, truth = make(seed, shape, names)
                write(a.out, "-".join(["foia", shape, str(seed), *names]), text, truth)


if __name__ == "__main__":
    main()
