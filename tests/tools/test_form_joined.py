"""Digits that a reader joined from two lines of a cell: read where the row adds up with them, open where it does not."""
import json
import unittest

import form_cases
import form_truth

KEY = "t3.outcome.granted.legal_person.business"


def with_joined(document, more):
    """The report as JSON whose second number of the row was joined by the reader, and ends in `more`."""
    cells = next(b["cells"] for b in document["blocks"] if b["kind"] == "table" and b["rows"] > 20)
    row = next(c["row"] for c in cells if "予以公开" in c.get("text", ""))
    cell = [c for c in cells if c["row"] == row and c["text"].isdigit()][1]
    was, cell["text"] = cell["text"], cell["text"] + more
    document["repairs"] = [{"id": 1, "kind": "digits_joined", "by": "read_pdf", "from": [], "to": {"node": cell["id"]}, "before": was + "\n" + more,
                            "after": cell["text"], "evidence": "the upper line leaves no room for one more digit", "confidence": .9}]
    return json.dumps(document).encode()


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Joined(unittest.TestCase):
    def test_the_sum_has_the_last_word(self):
        data, truth = form_cases.text("tabs", "joined/1")
        for more, status in (("", "read_repaired"), ("35", "ambiguous")):
            raw = form_truth.convert(data, "report.txt", "--pass", "stitch")
            found = form_truth.convert(with_joined(raw, more), "report.json", "--pass", "form")
            fact = next(f for f in found["facts"] if f["key"] == KEY)
            with self.subTest(more=more):
                self.assertEqual(status, fact["status"])
                self.assertEqual(None if more else truth["facts"][KEY], fact["value"])


if __name__ == "__main__":
    unittest.main()
