"""The national form as PDF, drawn by hand and by cairo and pango: all 200 numbers at their labels, all spans; never a wrong number.

`pdf_sweep.py` does the same for LibreOffice and Chromium, and for a page break below every row; `.ci/long` runs it.
"""
import copy
import os
import re
import subprocess
import tempfile
import unittest
import unittest.mock

import pdf_cases
import pdf_form
import pdf_producers
import pdf_raw
import pdf_sweep
import pdf_words
import sheaf_json

HAVE = re.search(r"\bpdf\b", subprocess.run([sheaf_json.SHEAF, "plugins"], capture_output=True, text=True).stdout)


def cut(case):
    return case.style.rows_before_break > 0


@unittest.skipUnless(HAVE, "the plugin read_pdf was not built here")
class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.made = []
        for n, case in enumerate(pdf_cases.FIXED):
            if not pdf_producers.why_not(case.producer):
                folder = os.path.join(cls.scratch.name, str(n))
                os.mkdir(folder)
                cls.made += pdf_sweep.produce(folder, [case])


class Form(Documents):
    def each(self, wanted, check):
        cases = [(case, path) for case, path in self.made if wanted(case)]
        self.assertTrue(cases)
        for case, path in cases:
            with self.subTest(case.name):
                check(pdf_sweep.judge(case, path), case, path)

    def is_whole(self, verdict, *_):
        self.assertEqual((verdict["right"], verdict["whole"]), (200, 3), "\n".join(verdict.problems[:10]))

    def test_no_number_is_wrong(self):
        def check(verdict, *_):
            self.assertEqual((verdict.wrong(), verdict["missing"]), (0, 0), "\n".join(verdict.problems[:10]))
        self.each(lambda case: True, check)

    def test_tables_on_a_page_are_whole(self):
        self.each(lambda case: not cut(case) and "narrow" not in case.name, self.is_whole)

    def test_tables_of_two_pages_are_whole(self):
        self.each(cut, self.is_whole)

    def test_wrapped_digits_are_joined_with_evidence_or_left_open(self):
        def check(verdict, case, path):
            self.assertEqual(verdict["right"] + verdict["open"], 200, "\n".join(verdict.problems[:10]))
            document = sheaf_json.convert(path, "--pass", "stitch")
            joined = {r["after"] for r in document["repairs"] if r["kind"] == "digits_joined"}
            told = [d for d in document["conversion"]["diagnostics"] if d["code"] == "pdf.cell.digits-wrapped"]
            wrapped = pdf_producers.CANVASES[case.producer](path, pdf_sweep.tables_of(case), case.style).wrapped
            self.assertTrue(wrapped, "nothing was wrapped, so nothing was tried")
            self.assertLessEqual(len(wrapped - joined), verdict["open"], f"joined without a record: {sorted(wrapped - joined)[:5]}")
            self.assertTrue(told or not verdict["open"], "digits are left open, and nothing says so")
        self.each(lambda case: "narrow" in case.name, check)

    def test_turned_pages_are_read_as_upright_ones(self):
        case, path = self.made[0]
        width, height = case.style.width, case.style.height
        places = {90: lambda x0, y0, x1, y1: [height - y1, x0, height - y0, x1],
                  180: lambda x0, y0, x1, y1: [width - x1, height - y1, width - x0, height - y0],
                  270: lambda x0, y0, x1, y1: [y0, width - x1, y1, width - x0]}

        def boxes(document):
            return [cell["origin"]["box"] for table in sheaf_json.tables(document) for cell in table["cells"]]
        upright = boxes(sheaf_json.convert(path, "--pass", "stitch"))
        with open(path, "rb") as file:
            data = file.read()
        for degrees, turned in places.items():
            other = f"{path}-{degrees}.pdf"
            with open(other, "wb") as file:
                file.write(data.replace(b"/Rotate 0  /", f"/Rotate {degrees:<3}/".encode()))
            with self.subTest(degrees):
                self.is_whole(pdf_sweep.judge(case, other))
                for here, there in zip(upright, boxes(sheaf_json.convert(other, "--pass", "stitch")), strict=True):
                    for a, b in zip(turned(*here), there):
                        self.assertAlmostEqual(a, b, delta=.2)

    def test_annotations_of_readers_rule_no_table(self):
        case, _ = self.made[0]
        annotations = "/Annots [" + "".join(f"<< /Type /Annot /Subtype /{kind} /Rect [{place}] /C [1 0 0] /F 4 /BS << /W 1 >> {more} >>" for kind, place, more in (
            ("Square", "80 300 400 700", ""), ("Highlight", "120 500 300 740", "/QuadPoints [120 740 300 740 120 500 300 500]"),
            ("Text", "51 600 69 618", "/Name /Note /Contents (look)"))) + "]"
        with tempfile.TemporaryDirectory() as folder, unittest.mock.patch.object(pdf_raw.Canvas.__init__, "__defaults__", ("ucs2", 0, annotations)):
            (_, path), = pdf_sweep.produce(folder, [case])
            self.is_whole(pdf_sweep.judge(case, path))

    def test_the_judge_sees_what_is_wrong(self):
        case, path = self.made[0]
        sound = sheaf_json.convert(path, "--pass", "stitch")
        tables = pdf_sweep.tables_of(case)
        self.assertEqual(pdf_form.judge(sound, tables).wrong(), 0)

        def spoil(change):
            document = copy.deepcopy(sound)
            cells = sheaf_json.tables(document)[1]["cells"]
            values = [c for c in cells if c.get("text", "").isdigit()]
            change(cells, values)
            return pdf_form.judge(document, tables)

        def swap(_, values):
            values[8]["text"], values[20]["text"] = values[20]["text"], values[8]["text"]

        def shorten(_, values):
            long = next(v for v in values if len(v["text"]) > 3)
            long["text"] = long["text"][:-1]

        def rename(cells, _):
            next(c for c in cells if c.get("text") == "2.重复申请")["text"] = "3.要求提供公开出版物"

        def part(_, values):
            long = next(v for v in values if len(v["text"]) > 3)
            long["text"] = long["text"][:2] + "\n" + long["text"][2:]
        self.assertEqual(spoil(swap)["moved"], 2)
        self.assertGreater(spoil(shorten)["missing"], 0)
        self.assertEqual(spoil(rename)["mislabelled"], 7)
        self.assertEqual(spoil(part)["open"], 1)


class Origins(Documents):
    """Boxes contain the glyphs of their texts: Poppler's own words are asked."""

    def pieces(self, document):
        for block in sheaf_json.walk(document["blocks"]):
            origin = block.get("origin") or {}
            if block.get("text") and "box" in origin:
                yield block, [origin, *origin.get("more", [])]

    def test_boxes_hold_their_words(self):
        checked = 0
        for case, path in self.made:
            words = pdf_words.pages(path)
            with self.subTest(case.name):
                for block, pieces in self.pieces(sheaf_json.convert(path, "--pass", "stitch")):
                    seen = {(piece["page"], w) for piece in pieces for w in pdf_words.inside(words[piece["page"] - 1], piece["box"])}
                    self.assertEqual(pdf_words.letters(block["text"]), pdf_words.letters("".join(w.text for _, w in seen)), f"{block['text']!r} in {pieces}")
                    checked += 1
        self.assertGreater(checked, 2000)

    def test_a_crop_of_the_box_is_the_text(self):
        for case, path in self.made[::4]:
            blocks = list(self.pieces(sheaf_json.convert(path, "--pass", "stitch")))
            with self.subTest(case.name):
                for block, pieces in blocks[::23]:
                    seen = "".join(pdf_words.crop(path, piece["page"], piece["box"]) for piece in pieces)
                    lost = pdf_words.letters(block["text"]) - pdf_words.letters(seen)
                    self.assertFalse(lost, f"{block['text']!r} in {pieces}: {seen!r}")


if __name__ == "__main__":
    unittest.main()
