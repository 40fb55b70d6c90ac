#!/usr/bin/env python3
"""Single-cell slips in consistent reports, each held against the identities that it breaks.

usage: mutants.py [COUNT] [--seed N] [--shapes tabs,word,wps] [-v]     SHEAF names the program; a shape is one of text, `layout`
(pdftotext), `plain` (a bare Word document), or a dialect of Word documents

A report is drawn whole, one printed number of table 3 or 4 is changed, and Sheaf must find exactly the identities that the
generator's own arithmetic says are broken, each once; the report before the change must have no error at all. Cells are
taken in turn, so COUNT 190 changes each of the 190 cells of the form of 2021 about once.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import tempfile

from gen import dialects, document, docx, identities, layout, ooxml, plainword, render, reports, rows, shapes
from gen.flow import Flow, Text
from sheaf_json import SHEAF

RULES = {"balance": ("T3-BALANCE", "t3.", ".{}"), "outcomes": ("T3-OUTCOME", "t3.", ".{}"),
         "row": ("T3-ROWSUM", "t3.{}.", ""), "t4": ("T4-SUM", "t4.{}.", "")}
NUMBER_RULES = ("T3-", "T4-", "T-INT", "T-NEG")
BATCH = 200


def slip(rng, value):
    """Another number, as people slip: one more, a digit too many, two digits exchanged, nothing."""
    ways = [value + 1, value - 1, value * 10, value + rng.choice((10, 100, -10)), 0, int(str(value)[::-1]), rng.randint(0, 999)]
    return rng.choice([w for w in ways if w >= 0 and w != value])


ALL = ("tabs", "pipes", "markdown", "csv", "cells", "layout", "plain", *dialects.DIALECTS)

STRICT = tuple(s for s in ALL if s != "layout")     # where each identity that is broken is found


def bytes_of(rng, report, shape):
    """The report as a file: (ending, bytes)."""
    if shape in dialects.DIALECTS:
        parts, names_, _ = docx.make(f"mutant/{rng.random()}", shape, drawn=[report])
        return "docx", ooxml.packed(parts, names_)
    if shape == "plain":
        flow = document._flow(report, "word", shapes.style(rng, document.WORD)["convention"])
        return "docx", plainword.packed(plainword.document(flow, rng.random() < .7))
    if shape == "layout":
        return "txt", layout.make(rng, report, [], [])[0].encode()
    if shape == "markdown":
        report.title()[:] = ["".join(report.title())]
    return "txt", printed(rng, report, shape).encode()


def printed(rng, report, shape):
    style = shapes.style(rng, shape)
    items = [rows.printed(b.table, style["convention"]) if b.kind == "table" else Text(b, [b.head + b.text]) for b in report.blocks]
    return render.Printer(Flow(report, shape, items), style).document()


def draw(seed, shape, version="2021-30"):
    """A whole report with table 3 of that version. The seed gives the same one again, to be changed."""
    for attempt in range(1000):
        report = reports.draw(random.Random(f"{seed}.{attempt}"))
        if report.variants["t3"] == version:
            return report
    raise AssertionError("no such report")


def cells_of(version):
    return sorted({key for _, terms in identities.identities(version) for _, key in terms})


def change(rng, report, key):
    cell = next(c for table in report.tables() for c in table.values() if c.key == key)
    old = report.facts[key]
    new = slip(rng, old)
    report.facts[key] = new
    cell.text = f"{new:,}" if "," in cell.text else str(new)
    return old, new


def case(number, seed, shapes_, version):
    """(file, key or None, old, new, identities that are broken). Every eleventh report is left whole."""
    rng = random.Random(f"{seed}/{number}")
    shape = shapes_[number % len(shapes_)]
    report = draw(f"{seed}/{number // 11}", shape, version)
    key, old, new = None, None, None
    if number % 11:
        keys = cells_of(version)
        key = keys[(number - number // 11 - 1) % len(keys)]
        old, new = change(rng, report, key)
    return bytes_of(rng, report, shape), key, old, new, identities.broken(version, report.facts)[0]


def names(finding, broken):
    kind, _, what = broken.partition(".")
    rule, head, tail = RULES[kind]
    return finding["rule"] == rule and all(
        k.startswith(head.format(what)) and k.endswith(tail.format(what)) for k in finding["facts"])


def is_open(report, broken):
    """The identity could not be assessed: a fact that it names has no value."""
    kind, _, what = broken.partition(".")
    rule, head, tail = RULES[kind]
    return any(k.startswith(head.format(what)) and k.endswith(tail.format(what))
               for c in report["checks"] if c["rule"] == rule for k in c["facts_not_assessable"])


def problems(made, report, tally=None):
    """What is wrong with the findings of one report. Text that `pdftotext` laid out may leave a cell of a broken identity open (which
    is counted in `tally`); in all other shapes each is found."""
    _, key, _, _, broken = made
    found = [f for f in report["findings"] if f["outcome"] == "fail" and f["severity"] == "error"]
    if key is None:
        return [f"a consistent report fails: {f['rule']}: {f['message']['en']}" for f in found]
    left, out = list(broken), []
    for finding in (f for f in found if f["rule"].startswith(NUMBER_RULES)):
        match = next((b for b in left if names(finding, b)), None)
        if match is None:
            out.append(f"{key}: found what is not broken: {finding['message']['en']}")
        else:
            left.remove(match)
    if tally is not None and len(left) < len(broken):
        opened = [b for b in left if is_open(report, b)]
        tally["identities open"] += len(opened)
        left = [b for b in left if b not in opened]
    return out + [f"{key}: not found: {b}" for b in left]


def hint_of(report):
    return next((f["message"]["en"] for f in report["findings"] if "Hint: changing" in f["message"]["en"]), None)


def judge(made, report, tally, shape):
    _, key, old, new, _ = made
    bad = problems(made, report, tally if shape == "layout" else None)
    tally["identities"] += len(made[-1])
    hint = hint_of(report)
    tally["mutants" if key else "whole"] += 1
    tally["wrong"] += bool(bad)
    if key and hint:
        right = f"changing {key} from {new} to {old} makes all" in hint
        tally["hints right" if right else "hints wrong"] += 1
        if not right:
            bad.append(f"{key} {old} -> {new}: {hint}")
    return bad


def convert(files):
    """The JSON of each (ending, bytes), by one process."""
    with tempfile.TemporaryDirectory() as folder:
        names_ = [os.path.join(folder, f"m{i}.{ending}") for i, (ending, _) in enumerate(files)]
        for name, (_, data) in zip(names_, files):
            with open(name, "wb") as file:
                file.write(data)
        out = os.path.join(folder, "out")
        os.mkdir(out)
        run = subprocess.run([SHEAF, "convert", *names_, "--to", "json", "-o", out], capture_output=True, timeout=600)
        assert run.returncode == 0, run.stderr.decode("utf-8", "replace")[-2000:]
        made = []
        for i in range(len(files)):
            with open(os.path.join(out, f"m{i}.json"), encoding="utf-8") as file:
                made.append(json.load(file))
        return made


def sweep(count, seed=1, shapes_=STRICT, version="2021-30"):
    """(tally, problems)"""
    tally, bad, changed = collections.Counter(), [], set()
    for first in range(0, count, BATCH):
        made = [case(n, seed, shapes_, version) for n in range(first, min(count, first + BATCH))]
        changed |= {m[1] for m in made if m[1]}
        for n, (one, report) in enumerate(zip(made, convert([m[0] for m in made])), first):
            bad += judge(one, report, tally, shapes_[n % len(shapes_)])
    tally["cells changed"] = len(changed)
    return tally, bad


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=210)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shapes", default=",".join(STRICT), help=f"some of {', '.join(ALL)}")
    parser.add_argument("--version", default="2021-30")
    parser.add_argument("-v", action="store_true")
    a = parser.parse_args()
    tally, bad = sweep(a.count, a.seed, tuple(a.shapes.split(",")), a.version)
    for line in bad if a.v else bad[:5]:
        print(" ", line)
    print(", ".join(f"{k} {v}" for k, v in sorted(tally.items())))
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
