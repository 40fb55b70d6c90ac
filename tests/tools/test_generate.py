"""Tests of whole documents and of the command: the identities hold, the text says what the truth says."""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from itertools import product

from surface import READ, all_rows_stand, bare, made
from gen import encodings, form, identities, layout, readings

HERE = os.path.dirname(os.path.abspath(__file__))
LAYOUT = layout.why_not()


class Whole(unittest.TestCase):
    """Documents without damage."""

    def test_identities_hold_and_most_numbers_are_not_zero(self):
        seen, nonzero, total = set(), 0, 0
        for seed in range(60):
            _, truth = made("tabs", seed, [])
            seen.update(truth["variants"].items())
            self.assertEqual(([], []), (truth["violations"], truth["violations_maybe"]))
            checked = identities.identities(truth["variants"]["t3"])
            self.assertEqual(14 + 3 + len(form.row_keys(truth["variants"]["t3"])), len(checked))
            for _, terms in checked:
                self.assertEqual(0, sum(sign * {**truth["facts"], **truth["undecidable"]}[k] for sign, k in terms))
            total += len(truth["facts"])
            nonzero += sum(v != 0 for v in truth["facts"].values())
        self.assertEqual({(t, v) for t in ("t2", "t3") for v in form.T2}, seen)
        self.assertGreater(nonzero, total * .6)

    def test_keys_are_those_of_the_form(self):
        for seed in range(20):
            _, truth = made("tabs", seed, [])
            v = truth["variants"]
            want = {"t2." + k for k in form.t2_keys(v["t2"])}
            want |= {f"t3.{r}.{c}" for r, c in product(form.row_keys(v["t3"]), form.COLUMNS)}
            want |= {f"t4.{g}.{k}" for (g, _), (k, _) in product(form.GROUPS, form.REVIEW)}
            self.assertEqual(want, set(truth["facts"]))
        self.assertEqual((10, 25, 23), (len(form.t2_keys("2021-30")), len(form.row_keys("2021-30")), len(form.row_keys("2019-60"))))

    def test_keys_agree_with_the_shared_list(self):
        path = os.path.join(HERE, "../../../shared/form/keys.json")
        if not os.path.exists(path):
            self.skipTest("the shared list of fact keys is not there")
        with open(path, encoding="utf-8") as f:
            keys = json.load(f)
        self.assertEqual([k for k, _ in keys["t2"]], form.t2_keys("2021-30"))
        self.assertEqual([k for k, _ in keys["t3_rows"]], form.row_keys("2021-30"))
        self.assertEqual([k for k, _ in keys["t3_cols"]], list(form.COLUMNS))
        self.assertEqual([k for k, _ in keys["t4"]], [f"{g}.{k}" for g, _ in form.GROUPS for k, _ in form.REVIEW])

    def test_every_number_stands_in_the_row_of_its_label(self):
        for shape, seed in product(READ, range(12)):
            text, truth = made(shape, seed, [])
            self.assertFalse(truth["joins"] or truth["lost"] or truth["damage"])
            all_rows_stand(self, text, truth, shape)
            values = sorted(v for t in truth["tables"][:3] for r in t["rows"] for v in r["values"])
            facts = sorted(str(v) for v in {**truth["facts"], **truth["undecidable"]}.values())
            self.assertEqual(facts, sorted(v.replace(",", "") for v in values))

    def test_prose_stands_in_the_text_in_order(self):
        for shape, seed in product(READ, range(6)):
            text, truth = made(shape, seed, [])
            at = 0
            for piece in truth["title_lines"] + [h for _, h in truth["headings"]]:
                at = text.find(piece, at)
                self.assertGreaterEqual(at, 0, piece)
            self.assertTrue(all(p in text for p in truth["paragraphs"] + truth["items"]))
            self.assertEqual(6, len(truth["sections"]))

    def test_seeds_differ_in_names_numbers_and_order(self):
        truths = [made("tabs", seed, [])[1] for seed in range(40)]
        self.assertGreater(len({t["agency"] for t in truths}), 35)
        self.assertEqual(set(range(2018, 2026)), {t["year"] for t in truths})
        self.assertEqual({1, 2, 3}, {len(t["title_lines"]) for t in truths})
        self.assertGreater(len({json.dumps(t["headings"]) for t in truths}), 35)
        self.assertEqual(40, len({json.dumps(t["facts"], default=str) for t in truths}))


class Determined(unittest.TestCase):
    """What a row with too many or too few values still says."""

    def test_equal_values_and_a_provable_row_are_determined(self):
        self.assertEqual([(True, 0)] * 7, readings.determined([0] * 8, 7))
        self.assertEqual([(True, v) for v in (1, 2, 3, 4, 5, 6, 21)], readings.determined([1, 2, 9, 3, 4, 5, 6, 21], 7))

    def test_two_provable_placements_leave_open_where_they_differ(self):
        # 0 1 0 0 0 0 | 1 with an extra 0: which 0 came in cannot be told, nor on which side of the 1
        got = readings.determined([0, 0, 1, 0, 0, 0, 0, 1], 7)
        self.assertFalse(got[1][0])
        self.assertFalse(got[2][0])

    def test_a_lost_value_proves_nothing(self):
        self.assertFalse(any(sure for sure, _ in readings.determined([1, 2, 3, 4, 5, 21], 7)))

    def test_a_blank_at_the_end_may_be_left_by_a_lost_cell(self):
        self.assertEqual(set(range(7)), readings.undetermined([1, 2, 3, 4, 5, 21, None]))
        self.assertEqual(set(), readings.undetermined([1, 2, 3, 4, 21, 5, None]), "5 is no total of the others")
        self.assertEqual(set(range(1, 7)), readings.undetermined([None, 2, 3, 4, 5, 21, None]))
        self.assertEqual(set(), readings.undetermined([None, 2, 3, 4, 5, 6, 25]))
        self.assertEqual(set(), readings.undetermined([None] * 7))

    def test_two_values_may_have_run_together_beside_a_blank(self):
        self.assertEqual({2, 3}, readings.undetermined([1, 2, 34, None, 5, 6, 21]))
        self.assertEqual({1, 2, 3}, readings.undetermined([1, None, 3, 24, 5, 6, 21]))
        self.assertEqual(set(), readings.undetermined([1, 2, 34, None, 5, 6, 22]))
        self.assertEqual(set(), readings.undetermined([1, 2, 304, None, 5, 6, 21]), "no number begins with a 0")
        self.assertEqual(set(), readings.undetermined([1, 2, 34, None, 5, 6, 48]), "it adds up as it stands")

    def test_a_row_of_table_2_that_ends_in_a_blank_is_open_where_rows_are_filled_up(self):
        found = {"pipes": 0, "cells": 0}
        for shape, seed in product(found, range(160)):
            _, truth = made(shape, seed, ["blank_value"])
            blank = truth["damage"][0]["detail"]
            for key in blank:
                stem, _, column = key.rpartition(".")
                row = [k for k in (*truth["facts"], *truth["undecidable"]) if k.rpartition(".")[0] == stem]
                if column in ("in_force", "disclosed_total", "decisions", "amount") and len(row) > 1 and not set(row) <= set(blank):
                    self.assertEqual(shape == "pipes", set(row) <= set(truth["undecidable"]), (shape, seed, key))
                    found[shape] += 1
        self.assertTrue(all(n > 1 for n in found.values()), found)


@unittest.skipIf(LAYOUT, LAYOUT)
class Layout(unittest.TestCase):
    """The text that the real pdftotext makes of the generator's own PDF."""

    def test_values_of_a_row_stand_on_one_line(self):
        for seed in range(8):
            text, truth = made("layout", seed, [])
            for table in truth["tables"]:
                for row in (r for r in table["rows"] if r["values"]):
                    self.assertRegex(text, r"[ \n]" + " +".join(map(re.escape, row["values"])) + r" *\n", (seed, row))

    def test_prose_pages_and_furniture(self):
        cut = set()
        for seed in range(8):
            text, truth = made("layout", seed, ["running_heads"])
            plain = bare(text)
            for head in truth["sections"] + truth["title_lines"]:
                self.assertIn(bare(head), plain)
            pieces = {bare("".join(j["pieces"])): j["pieces"] for j in truth["joins"] if j["kind"] == "paragraph"}
            for p in truth["paragraphs"]:
                joined = next((v for k, v in pieces.items() if k.endswith(bare(p))), [p])
                self.assertTrue(all(bare(x) in plain for x in joined), p)
            cut |= {j["kind"] for j in truth["joins"]}
            self.assertGreaterEqual(text.count("\f"), 3)
            self.assertEqual(text.count("\f"), truth["furniture"].count(truth["damage"][0]["detail"]))
        self.assertEqual({"paragraph", "table"}, cut)

    def test_repeated_header(self):
        for seed in range(4):
            text, truth = made("layout", seed, ["repeated_header"])
            self.assertEqual(truth["tables"][1]["fragments"], text.count("法人或其他组织"))


class Files(unittest.TestCase):
    """The command."""

    def run_it(self, *arguments, **more):
        return subprocess.run([sys.executable, os.path.join(HERE, "generate.py"), *arguments], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, encoding="utf-8", **more)

    def tree(self, folder):
        out = {}
        for base, _, files in os.walk(folder):
            for name in files:
                with open(os.path.join(base, name), "rb") as f:
                    out[os.path.relpath(os.path.join(base, name), folder)] = f.read()
        return out

    def test_same_arguments_same_bytes_and_other_seeds_differ(self):
        with tempfile.TemporaryDirectory() as d:
            for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
                self.assertEqual(0, self.run_it(f"{d}/{name}", "--count", "12", "--seed", seed, "--encodings", "all").returncode)
            a, b, c = (self.tree(f"{d}/{n}") for n in "abc")
            self.assertEqual(a, b)
            self.assertFalse({v for k, v in a.items() if k.endswith(".txt")} & set(c.values()))

    def test_every_encoding_holds_the_same_text(self):
        with tempfile.TemporaryDirectory() as d:
            self.run_it(d, "--count", "4", "--shapes", "tabs,cells", "--encodings", "all", "--every-encoding")
            files = self.tree(d)
            by = {}
            for name, data in files.items():
                if name.endswith(".txt"):
                    truth = json.loads(files[f"truth/{name[:-4]}.json"])
                    codec, mark, end = encodings.ENCODINGS[truth["encoding"]]
                    self.assertTrue(data.startswith(mark))
                    text = data[len(mark):].decode(codec).replace(end, "\n").replace("\u00a0", "\u3000")
                    by.setdefault(truth["document"], set()).add(text)
            self.assertEqual([1] * 4, [len(v) for v in by.values()])
            self.assertGreaterEqual(len(files), 4 * 2 * (len(encodings.ENCODINGS) - 1))

    def test_bytes_begin_and_end_lines_as_their_names_say(self):
        want = {"utf8": b"a\nb", "utf8bom-crlf": b"\xef\xbb\xbfa\r\nb", "utf8-cr": b"a\rb", "utf16le": b"a\0\n\0b\0",
                "utf16be-bom": b"\xfe\xff\0a\0\n\0b", "utf32le-bom": b"\xff\xfe\0\0a\0\0\0\n\0\0\0b\0\0\0",
                "gb18030-crlf": b"a\r\nb", "gbk": b"a\nb"}
        self.assertEqual(want, {name: encodings.encode("a\nb", name) for name in want})
        self.assertEqual((False, True), (encodings.fits("㙟", "gbk"), encodings.fits("㙟", "gb18030")))

    def test_unknown_names_are_refused_by_name(self):
        for option in ("--shapes", "--damage", "--encodings"):
            done = self.run_it("out", option, "nonsense")
            self.assertEqual(1, done.returncode)
            self.assertIn("nonsense", done.stderr)
            self.assertNotIn("Traceback", done.stderr)

    def test_without_pdftotext_layout_is_left_out_aloud(self):
        with tempfile.TemporaryDirectory() as d:
            done = self.run_it(f"{d}/o", "--count", "2", "--shapes", "layout,tabs", env={**os.environ, "PATH": d})
            self.assertEqual(0, done.returncode)
            self.assertIn("poppler-utils", done.stderr)
            self.assertEqual(["tabs", "tabs"], [n.split("-")[0] for n in sorted(os.listdir(f"{d}/o")) if n.endswith(".txt")])


if __name__ == "__main__":
    unittest.main()
