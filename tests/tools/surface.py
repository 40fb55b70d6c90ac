"""Readers of the tests' own, which know only a shape's surface and share nothing with the renderers."""
import csv
import io
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from gen import document  # noqa: E402


def bare(text):
    return "".join(text.split())


def made(shape, seed, wanted):
    result = document.make(f"t{seed}", shape, wanted)
    return result[0], document.describe("case", result, "utf8")


def rows_tabs(text):
    return [line.split("\t") for line in re.split(r"[\n\f]", text) if "\t" in line]


def rows_cells(text):
    rows = []
    for block in re.split(r"\n\n+|\f", text):
        if "\n\t" in "\n" + block:
            rows.append(block.split("\t")[1:])
    return rows


def rows_pipes(text):
    return [line.strip("\f")[1:-1].split("|") for line in text.split("\n") if line.strip("\f").startswith("|")]


def rows_csv(text):
    delimiter = max(",;", key=lambda d: len(re.findall(rf'(?m)^[^\n]*(?:{d}[^\n{d}]*){{9}}$', text)))
    return [row for row in csv.reader(io.StringIO(text.replace("\f", "")), delimiter=delimiter) if row]


READ = {"tabs": rows_tabs, "cells": rows_cells, "pipes": rows_pipes, "markdown": rows_pipes, "csv": rows_csv}


def in_order(want, have):
    rest = iter(have)
    return all(any(bare(w) == h for h in rest) for w in want)


def states(row, have):
    """Whether a printed row has this row's labels and values, in order."""
    return in_order(row["labels"] + row["values"], [bare(c) for c in have])


def all_rows_stand(test, text, truth, shape):
    rows = READ[shape](text)
    for table in truth["tables"]:
        for row in table["rows"]:
            if row["kind"] == "data":
                test.assertTrue(any(states(row, have) for have in rows), (shape, table["name"], row))
