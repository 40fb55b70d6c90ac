"""Signs that nobody sees, inside a number: they never part it, and where sums prove the whole number it is read with a repair."""
import random
import re
import unittest

import form_cases
import form_truth

SIGNS = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff")
ROW = "t3.outcome.granted."


def convert(text):
    return form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Unseen(unittest.TestCase):
    def test_numbers_stay_whole(self):
        """`37` is not 3 and 7, which would fill a row that lost a cell, and make it add up."""
        for sign in SIGNS:
            data, truth = form_cases.text("tabs", "unseen/0")
            text = data.decode()
            row = re.search(r"(?<=予以公开\t)[\d\t]+(?=\n)", text)
            self.assertIsNotNone(row)
            lead = row.group().index(row.group().lstrip("\t"))
            made = "\t" * lead + "\t".join(("0", "0", "0", "0", "4", f"3{sign}7"))
            found = form_truth.judge(convert(text[:row.start()] + made + text[row.end():]), {k: None if k.startswith(ROW) else v for k, v in truth["facts"].items()})
            with self.subTest(sign=repr(sign)):
                self.assertEqual([], [w for w in found.wrong if w[0].startswith(ROW)])

    def test_whole_numbers_are_read(self):
        for i, sign in enumerate(SIGNS):
            for shape in ("layout", "tabs", "pipes", "csv", "cells")[i % 2::2]:
                data, truth = form_cases.text(shape, f"unseen/{i}")
                text, rng = data.decode(), random.Random(f"{shape}/{i}")
                at = text.index("二、")
                part = lambda m: m.group()[0] + sign + m.group()[1:] if rng.random() < .3 else m.group()
                found = form_truth.judge(convert(text[:at] + re.sub(r"(?<![\d.,年])\d{2,}(?![\d年])", part, text[at:])), truth["facts"])
                with self.subTest(shape=shape, sign=repr(sign)):
                    self.assertEqual([], found.wrong)
                    self.assertGreater(found["correct"], .9 * sum(v is not None for v in truth["facts"].values()))


if __name__ == "__main__":
    unittest.main()
