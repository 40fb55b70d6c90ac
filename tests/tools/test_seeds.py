"""The five real reports, against their hand-checked truth: title, headings, tables, rows, places, encodings."""
import json
import os
import tempfile
import unittest

from sheaf_json import SEEDS, convert, pieces, rows, sections, squeeze, tables, walk

ENCODINGS = {
    "UTF-8 with BOM and CRLF": lambda text: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
    "UTF-8 with CR": lambda text: text.replace("\n", "\r").encode(),
    "UTF-16LE": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "UTF-16BE": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "UTF-16LE without BOM": lambda text: text.encode("utf-16-le"),
    "UTF-32BE": lambda text: b"\x00\x00\xfe\xff" + text.encode("utf-32-be"),
    "GB18030": lambda text: text.encode("gb18030"),
}


def load():
    if not os.path.isdir(SEEDS):
        return []
    names = sorted(n for n in os.listdir(SEEDS) if n.endswith(".txt"))
    return [(n, json.load(open(os.path.join(SEEDS, "truth", n + ".json"), encoding="utf-8"))) for n in names]


CASES = load()


def source_of(name):
    with open(os.path.join(SEEDS, name), "rb") as file:
        return file.read()


def letters(label):
    return "".join(c for c in label if c.isalnum())


def without_places(blocks):
    return json.loads(json.dumps(blocks), object_hook=lambda d: {k: v for k, v in d.items() if k != "origin"})


def grid_row_at(document, line):
    """The texts of the one grid row whose cells begin on that source line. With one cell a line, a row may begin
    with blank cells, which have no place: then its first text stands a line or two further down."""
    found = []
    starts = {p["line"] for t in tables(document) for c in t["cells"] for p in pieces(c)}
    line = next((n for n in range(line, line + 3) if n in starts), line)
    for table in tables(document):
        at = {c["row"] for c in table["cells"] if any(p["line"] == line for p in pieces(c))}
        found += [(table, row) for row in at]
    assert len(found) == 1, f"line {line} stands in {len(found)} rows"
    table, row = found[0]
    return [c.get("text", "") for c in table["cells"] if c["row"] == row]


@unittest.skipUnless(CASES, f"skipped: the seed reports are not at {SEEDS}")
class Seeds(unittest.TestCase):
    def each(self):
        return [(name, truth, convert(os.path.join(SEEDS, name))) for name, truth in CASES]

    def test_title(self):
        for _, truth, document in self.each():
            titles = [b for b in document["blocks"] if b["kind"] == "title"]
            self.assertEqual([squeeze(t["text"]) for t in titles], [squeeze("".join(truth["title"]["raw_lines"]))])
            self.assertEqual(squeeze(document["meta"]["title"]), squeeze(truth["title"]["normalized"]))

    def test_level_1_headings(self):
        for _, truth, document in self.each():
            heads = [b["text"] for b in document["blocks"] if b["kind"] == "heading" and b["level"] == 1]
            self.assertEqual(heads, [s["heading_raw"] for s in truth["sections"]])

    def test_three_tables_in_their_sections(self):
        for _, _, document in self.each():
            self.assertEqual([n for n, b in sections(document) if b["kind"] == "table"], [2, 3, 4])
            for table in tables(document):
                rows(table)

    def test_every_number_stands_at_its_label(self):
        for name, truth, document in self.each():
            lines = source_of(name).decode().split("\n")
            for label, values, line in zip(truth["tables"]["t3"]["row_labels"], truth["tables"]["t3"]["values"],
                                           truth["tables"]["t3"]["row_lines"]):
                if line is None:
                    continue
                got = [t for t in grid_row_at(document, line) if t]
                fields = [f.strip() for f in lines[line - 1].split("\t") if f.strip()]
                if lines[line - 1].count("\t") > 1:
                    self.assertEqual(got, fields, f"row of line {line}")
                leaf = letters(label.split("/")[-1])[-4:]
                self.assertTrue(any(leaf in letters(t) for t in got), f"{leaf} in {got}")
                numbers = [str(v) for v in values or [] if v is not None]
                self.assertEqual([t for t in got if t.isdigit()][:len(numbers)], numbers)

    def test_values_of_table_4(self):
        for _, truth, document in self.each():
            last = rows(tables(document)[2])[-1]
            self.assertEqual([int(t) for t in last], truth["tables"]["t4"]["values"])

    def test_values_of_table_2(self):
        for _, truth, document in self.each():
            printed = [t for row in rows(tables(document)[0]) for t in dict.fromkeys(enumerate(row))]
            numbers = [int(t) for _, t in printed if t.isdigit()]
            self.assertEqual(numbers, [v for v in truth["tables"]["t2"]["values"] if v is not None])

    def test_paragraphs_that_a_page_cut(self):
        for _, truth, document in self.each():
            cuts = [d["lines"] for d in truth["damage"] if d["kind"] == "paragraph_cut_by_page_break"]
            joined = [r["from"][0]["line"] for r in document["repairs"] if r["kind"] == "paragraph_join"]
            self.assertEqual(joined, [lines[1] for lines in cuts])
            for above, below in cuts:
                whole = [b for b in walk(document["blocks"]) if {above, below} <= {p["line"] for p in pieces(b)}]
                self.assertEqual(len(whole), 1)

    def test_no_repair_joins_nothing(self):
        for name, _, _ in self.each():
            self.assertEqual(convert(os.path.join(SEEDS, name), "--no-repair")["repairs"], [])

    def test_places_point_at_the_bytes(self):
        for name, _, document in self.each():
            self.check_places(document, source_of(name), "utf-8")

    def check_places(self, document, source, encoding):
        seen = 0
        for block in walk(document["blocks"]):
            if not block.get("text"):
                continue
            self.assertTrue(pieces(block), f"no place: {block}")
            text = "".join(source[p["offset"]:p["offset"] + p["length"]].decode(encoding) for p in pieces(block))
            self.assertEqual(squeeze(text), squeeze(block["text"]))
            seen += 1
        self.assertGreater(seen, 100)

    def test_encodings_give_the_same_blocks(self):
        for name, _, document in self.each():
            for encoding, encode in ENCODINGS.items():
                with self.subTest(encoding), tempfile.TemporaryDirectory() as folder:
                    path = os.path.join(folder, name)
                    with open(path, "wb") as file:
                        file.write(encode(source_of(name).decode()))
                    other = convert(path)
                    self.assertEqual(without_places(other["blocks"]), without_places(document["blocks"]))
                    codec = encoding.split()[0].lower().replace("utf-16le", "utf-16-le").replace("utf-16be", "utf-16-be")
                    codec = codec.replace("utf-32be", "utf-32-be")
                    self.check_places(other, encode(source_of(name).decode()), codec)


if __name__ == "__main__":
    unittest.main()
