"""Table 3 printed side by side on two pages: labels and some of the columns, then the labels again and the others. The rows add up with
both halves alone, which is the evidence that they are one table."""
import copy
import json
import unittest

import form_cases
import form_truth

CODE = "form.ambiguous.several"


def table3(document):
    return next(i for i, b in enumerate(document["blocks"]) if b["kind"] == "table" and b["rows"] > 20)


def columns_of(block, keep):
    """The columns of a table that are kept, as a table of their own."""
    place = {c: i for i, c in enumerate(keep)}
    made = {**block, "columns": len(keep), "cells": []}
    for cell in block["cells"]:
        inside = [c for c in range(cell["column"], cell["column"] + cell.get("column_span", 1)) if c in place]
        if inside:
            made["cells"].append({**cell, "column": place[inside[0]], "column_span": len(inside)})
    return made


def numbered(block, offset):
    """With ids of its own."""
    made = copy.deepcopy(block)
    made["id"] += offset
    for cell in made["cells"]:
        cell["id"] += offset
    return made


def parted(raw, at, change=lambda text, row, column: text):
    """The report with table 3 cut before its number column `at`; numbers of the second half changed."""
    document = json.loads(json.dumps(raw, default=float))
    i = table3(document)
    block = document["blocks"][i]
    first = block["columns"] - 7
    labels, numbers = range(first), range(first, first + 7)
    halves = [columns_of(block, [*labels, *numbers[:at]]), numbered(columns_of(block, [*labels, *numbers[at:]]), 100000)]
    for cell in halves[1]["cells"]:
        if cell.get("text", "").isdigit():
            cell["text"] = change(cell["text"], cell["row"], cell["column"])
    document["blocks"][i:i + 1] = [halves[0], {"id": 99999, "kind": "paragraph", "text": "", "origin": {}}, halves[1]]
    return json.dumps(document, ensure_ascii=False).encode()


class Halves(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cases = []
        for seed in range(4):
            data, truth = form_cases.word(form_cases.DIALECT_NAMES[0], f"halves/{seed}")
            cls.cases.append((form_truth.convert(data, "report.docx", "--pass", "stitch"), truth))

    def facts(self, data):
        found = form_truth.convert(data, "report.json", "--pass", "form")
        return {f["key"]: f for f in found["facts"] if f["key"].startswith("t3.")}, found["conversion"]["diagnostics"]

    def test_halves_that_add_up(self):
        for raw, truth in self.cases:
            for at in (1, 3, 6):
                facts, said = self.facts(parted(raw, at))
                with self.subTest(at=at):
                    self.assertNotIn(CODE, {d["code"] for d in said})
                    read = {k: f["value"] for k, f in facts.items() if f["value"] is not None}
                    self.assertEqual({k: truth[k] for k in read}, read)
                    self.assertGreaterEqual(len(read), len(facts) - 7)   # the last row of a part may go on

    def test_halves_of_others(self):
        """Last year's, one row's, the next row's, both alike in zeros only: nothing is read."""
        changes = {"each": lambda t, r, c: str(int(t) + 1), "total": lambda t, r, c: str(int(t) + (r == 5)),
                   "zeros": lambda t, r, c: "0"}
        for raw, _ in self.cases:
            for name, change in changes.items():
                facts, said = self.facts(parted(raw, 3, change))
                with self.subTest(name):
                    self.assertIn(CODE, {d["code"] for d in said})
                    self.assertEqual([], [k for k, f in facts.items() if f["value"] is not None])


if __name__ == "__main__":
    unittest.main()
