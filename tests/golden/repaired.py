#!/usr/bin/env python3
"""Writes the documents of the cases named repaired-*: reports that need repairs of every kind, so that tests/tools/test_replay.py
has something to replay. They come from the generators of tests/tools and are the same each time.

    repaired.py [WORD...]     writes input.* and why.txt; then bless them with run.py and read what they say
"""
import json
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "tools"))

import form_cases  # noqa: E402
import form_streams  # noqa: E402
import pdf_cases  # noqa: E402
import pdf_sweep  # noqa: E402
import test_form_grids  # noqa: E402
import test_stitch  # noqa: E402
from gen import document  # noqa: E402


def text(shape, seed, *damage):
    return document.make(f"golden/{seed}", shape, list(damage))[0].encode()


def stream():
    return form_streams.make(1, "rows")[0]


def columns_moved():
    return test_form_grids.document(test_form_grids.swapped, "word", 1)[0]


def pdf():
    style = pdf_cases.style((595, 842), narrow=.42, size=8, rows_before_break=15, repeat=True)
    case = pdf_cases.Case("repaired", "raw-ucs2", style, pdf_cases.LONG)
    with tempfile.TemporaryDirectory() as folder:
        (_, path), = pdf_sweep.produce(folder, [case])
        with open(path, "rb") as file:
            return file.read()


def joined():
    """A table of three pages: its header again, a row that the page cut, a merged cell, and columns that one part does not have."""
    xs, plain, page = test_stitch.XS, test_stitch.plain, test_stitch.on_page
    header = plain("Office", "Received", "Answered", "Left")
    first = page(1, [[("Office", 0, 1, 1), ("Received", 1, 1, 1), ("Answered", 2, 1, 2)], [("North", 0, 2, 1), *plain("", "1", "2", "3")[1:]],
                     plain("", "4", "5", "6")[1:], plain("Applications that were", "7", "8", "9")])
    first["cells"][-4]["origin"]["more"] = [{"page": 1, "box": [xs[0] + 3, 162.0, 128.0, 174.0]}]
    second = page(2, [plain("withdrawn", "", "", ""), [("South", 0, 2, 1), *plain("", "1", "2", "3")[1:]], plain("", "1", "1", "1")[1:]])
    third = page(3, [[("", 0, 1, 1), ("4", 1, 1, 1), ("5", 2, 1, 1)], [("East", 0, 1, 1), ("6", 1, 1, 1), ("7", 2, 1, 1)]], xs[:1] + xs[2:])
    below = [page(4, [header, plain("A", "1", "2", "3")]), page(5, [header, plain("B", "4", "5", "6")])]
    text = [{"id": 0, "kind": "paragraph", "text": t} for t in ("Two kinds.",)]
    blocks, number = [first, second, third, *text, *below], 0
    for block in blocks:
        for thing in [block, *block.get("cells", [])]:
            number += 1
            thing["id"] = number
    report = {"sheaf": {"schema": "1.0", "version": "0.1.0"}, "source": {"name": "a.pdf", "format": "pdf", "media_type": "application/pdf", "bytes": 1},
              "conversion": {"complete": True, "diagnostics": []}, "meta": {"title": ""}, "blocks": blocks}
    return (json.dumps(report, ensure_ascii=False) + "\n").encode()


CASES = {
    "text/repaired-tabs/input.txt": (lambda: text("tabs", 3, "label_alias", "rows_unlabelled", "label_split", "extra_value", "value_lost"),
                                     "A report whose rows lost values, labels or their order has facts, each with the records that lead to it."),
    "text/repaired-pages/input.txt": (lambda: text("tabs", 5, "lost_first_column", "table_cut_formfeed", "repeated_header", "paragraph_cut_pageno"),
                                      "Paragraphs and tables that a page cut are one again, and the facts of the joined tables say where they stand."),
    "text/repaired-cells/input.txt": (lambda: text("cells", 4, "wrapped_digits", "merged_values"),
                                      "Numbers in pieces are joined only where the sums of their row leave one way."),
    "text/repaired-stream/input.txt": (stream, "A report whose tables are lines of text has facts told by the labels of the form."),
    "docx/repaired-columns/input.docx": (columns_moved, "Columns of a Word table stand in another order than the form's: each value belongs to the label above it."),
    "pdf/repaired-tables/input.pdf": (pdf, "Numbers that a narrow cell broke, and a table of two pages with its header again."),
    "json-in/repaired-joins/input.json": (joined, "Parts of tables with a header again, a row and merged cells that the page cut, and columns that one part does not have."),
}


def main():
    for name, (make, why) in CASES.items():
        if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
            continue
        path = os.path.join(HERE, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(make())
        with open(os.path.join(os.path.dirname(path), "why.txt"), "w", encoding="utf-8") as file:
            file.write(why + "\n")


if __name__ == "__main__":
    main()
