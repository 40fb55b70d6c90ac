"""Programs that print PDF may call an ideograph by the radical of dictionaries that looks the same; it is read as the ideograph."""
import os
import tempfile
import unittest

import form_truth
import pdf_raw


def text_of(line):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page.pdf")
        canvas = pdf_raw.Canvas(400, 200, "drawn")
        canvas.turn()
        canvas.show(40, 40, 12, line, 300, "left")
        canvas.save(path)
        return "".join(b["text"] for b in form_truth.convert_file(path)["blocks"])


class Radicals(unittest.TestCase):
    def test_they_are_ideographs(self):
        self.assertEqual("人民政府一车长", text_of("⼈⺠政府⼀⻋⻓"))

    def test_what_looks_otherwise_stays(self):
        self.assertEqual("⺀政府⻌", text_of("⺀政府⻌"))


if __name__ == "__main__":
    unittest.main()
