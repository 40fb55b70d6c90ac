"""Nothing lost, invented or moved: conservation.py over hostile documents, the real reports, generated ones and the golden
inputs, and over documents that were spoilt on purpose, which it must notice."""
import copy
import glob
import os
import subprocess
import sys
import tempfile
import unittest

import conservation
from sheaf_json import SEEDS, convert, tables
from test_seeds import ENCODINGS, without_places

HERE = os.path.dirname(os.path.abspath(__file__))
HOSTILE = sorted(glob.glob(os.path.join(HERE, "adversarial", "*.txt")))
GOLDEN = sorted(glob.glob(os.path.join(HERE, "..", "golden", "text", "*", "input*.txt")))
DAMAGED = {"invalid-bytes"}  # their text is no text: U+FFFD stands for what cannot be read


class Conservation(unittest.TestCase):
    maxDiff = None

    def hold(self, paths, typed=True, *options):
        self.assertTrue(paths)
        for path in paths:
            with self.subTest(os.path.basename(path)):
                self.assertEqual(conservation.broken(path, *options, typed=typed), [])

    def test_hostile_documents(self):
        self.hold(HOSTILE)

    def test_hostile_documents_as_read(self):
        self.hold(HOSTILE, True, "--no-repair")

    def test_hostile_documents_in_other_encodings(self):
        for path in HOSTILE:
            with open(path, encoding="utf-8", newline="") as file:
                text = file.read()
            want = without_places(convert(path)["blocks"])
            for name, encode in ENCODINGS.items():
                with self.subTest(f"{os.path.basename(path)} in {name}"), tempfile.TemporaryDirectory() as folder:
                    other = os.path.join(folder, "report.txt")
                    with open(other, "wb") as file:
                        file.write(encode(text))
                    self.assertEqual(conservation.broken(other), [])
                    self.assertEqual(without_places(convert(other)["blocks"]), want)

    def test_golden_inputs(self):
        self.hold([p for p in GOLDEN if os.path.basename(os.path.dirname(p)) not in DAMAGED], False)

    @unittest.skipUnless(os.path.isdir(SEEDS), f"skipped: the seed reports are not at {SEEDS}")
    def test_seeds(self):
        self.hold(sorted(glob.glob(os.path.join(SEEDS, "*.txt"))), False)

    def test_generated_reports(self):
        """Layout reports come from proportional fonts: there extents prove nothing."""
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), folder, "--count", "60", "--seed", "23",
                            "--encodings", "all"], check=True, stdout=subprocess.DEVNULL)
            self.hold(sorted(glob.glob(os.path.join(folder, "*.txt"))), False)


class Noticed(unittest.TestCase):
    """Each way to spoil a document is noticed."""

    def setUp(self):
        path = os.path.join(HERE, "adversarial", "blank-cells.txt")
        self.document = convert(path)
        self.source = conservation.Source(path, "UTF-8")
        self.assertEqual(conservation.check(self.document, self.source), [])

    def cell(self, text):
        (found,) = [c for t in tables(self.document) for c in t["cells"] if c.get("text") == text]
        return found

    def assert_noticed(self, words):
        self.assertIn(words, "; ".join(conservation.check(self.document, self.source)))

    def test_a_lost_cell(self):
        self.document["blocks"][1]["cells"].remove(self.cell("357"))
        self.assert_noticed("stands in no cell of its row")
        self.assert_noticed("'5' is printed")

    def test_an_invented_digit(self):
        self.cell("357")["text"] = "3571"
        self.assert_noticed("is '357' at its place")

    def test_digits_that_changed_places(self):
        self.cell("357")["text"] = "375"
        self.assert_noticed("'375' is '357' at its place")

    def test_a_cell_that_stands_twice(self):
        self.document["blocks"][1]["cells"].append(copy.deepcopy(self.cell("357")))
        self.assert_noticed("come from the same bytes")

    def test_a_number_in_another_row(self):
        self.cell("357")["row"] -= 1
        self.assert_noticed("stands in rows [6, 7]")

    def test_a_number_in_another_column(self):
        self.cell("210")["column"] += 1
        self.assert_noticed("'210' is printed below 'Q2' and stands in another column")

    def test_numbers_that_changed_places(self):
        a, b = self.cell("198"), self.cell("357")
        a["column"], b["column"] = b["column"], a["column"]
        self.assert_noticed("its cells stand in columns")

    def test_a_text_without_a_place(self):
        del self.document["blocks"][0]["origin"]
        self.assert_noticed("has no place")


if __name__ == "__main__":
    unittest.main()
