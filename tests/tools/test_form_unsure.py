"""Cells of which their reader says that they are not certain have no value, though the row adds up with them."""
import json
import unittest

import form_cases
import form_truth

ROWS = {"t3": "予以公开", "t2": "规章"}
KEYS = {"t3": "t3.outcome.granted.legal_person.business", "t2": "t2.regulations.repealed"}


def stated(document, table, confidence):
    """The report as JSON; of the second number of a row it says how certain it is."""
    document = json.loads(json.dumps(document))
    for block in document["blocks"]:
        rows = [c["row"] for c in block.get("cells", []) if ROWS[table] in c.get("text", "") and len(c["text"]) < 12]
        if rows:
            numbers = [c for c in block["cells"] if c["row"] == rows[0] and c.get("text", "").isdigit()]
            numbers[1]["confidence"] = confidence
            return json.dumps(document).encode()
    raise AssertionError("the row was not found")


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Unsure(unittest.TestCase):
    def test_no_sum_makes_them_certain(self):
        data, truth = form_cases.text("tabs", "unsure/1")
        raw = form_truth.convert(data, "report.txt", "--pass", "stitch")
        for table in ROWS:
            for confidence, status in ((1, "read"), (.5, "ambiguous")):
                with self.subTest(table, confidence=confidence):
                    found = form_truth.convert(stated(raw, table, confidence), "report.json", "--pass", "form")
                    fact = next(f for f in found["facts"] if f["key"] == KEYS[table])
                    self.assertEqual(status, fact["status"])
                    self.assertEqual(truth["facts"][KEYS[table]] if status == "read" else None, fact["value"])


if __name__ == "__main__":
    unittest.main()
