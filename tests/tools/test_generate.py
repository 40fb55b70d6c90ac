"""Tests of the generator: the identities hold, the text says what the truth says, damage does what its name says.

The readers below are the tests' own and know only a shape's surface; they share nothing with the renderers.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from itertools import product

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from gen import document, encodings, form, identities, layout, readings  # noqa: E402

GRID = document.GRID
LAYOUT = layout.why_not()


def bare(text):
    return "".join(text.split())


def made(shape, seed, wanted):
    result = document.make(f"t{seed}", shape, wanted)
    return result[0], document.describe("case", result, "utf8")


def rows_tabs(text):
    return [line.split("\t") for line in re.split(r"[\n\f]", text) if "\t" in line]


def rows_cells(text):
    rows = []
    for block in re.split(r"\n\n+|\f", text):
        if "\n\t" in "\n" + block:
            rows.append(block.split("\t")[1:])
    return rows


def rows_pipes(text):
    return [line.strip("\f")[1:-1].split("|") for line in text.split("\n") if line.strip("\f").startswith("|")]


def rows_csv(text):
    delimiter = max(",;", key=lambda d: len(re.findall(rf'(?m)^[^\n]*(?:{d}[^\n{d}]*){{9}}$', text)))
    return [row for row in csv.reader(io.StringIO(text.replace("\f", "")), delimiter=delimiter) if row]


READ = {"tabs": rows_tabs, "cells": rows_cells, "pipes": rows_pipes, "markdown": rows_pipes, "csv": rows_csv}


def in_order(want, have):
    rest = iter(have)
    return all(any(bare(w) == h for h in rest) for w in want)


def states(row, have):
    """Whether a printed row has this row's labels and values, in order."""
    return in_order(row["labels"] + row["values"], [bare(c) for c in have])


def all_rows_stand(test, text, truth, shape):
    rows = READ[shape](text)
    for table in truth["tables"]:
        for row in table["rows"]:
            if row["kind"] == "data":
                test.assertTrue(any(states(row, have) for have in rows), (shape, table["name"], row))


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


def t3_rows(truth):
    return [r for r in truth["tables"][1]["rows"] if r["kind"] == "data"]


class Damage(unittest.TestCase):
    """Each operator alone, in each shape that can show it."""

    def each(self, name, check, seeds=8, shapes=None, least=3):
        done = 0
        for shape, seed in product(shapes or [s for s in document.PLAIN if name in document.applicable(s)], range(seeds)):
            text, truth = made(shape, seed, [name])
            notes = [d["detail"] for d in truth["damage"] if d["kind"] == name]
            self.assertLessEqual({d["kind"] for d in truth["damage"]}, {name})
            if notes:
                done += 1
                with self.subTest(shape=shape, seed=seed):
                    whole = {**made(shape, seed, [])[1]["facts"], **made(shape, seed, [])[1]["undecidable"]}
                    check(text, truth, notes[0], shape, whole)
                    if name not in ("inner_spaces", "label_split"):
                        all_rows_stand(self, text, truth, shape)
        self.assertGreaterEqual(done, least, name)

    def same_facts(self, truth, whole, but=()):
        for key, value in truth["facts"].items():
            if key not in but:
                self.assertEqual(whole[key], value, key)

    def test_every_operator_is_tested(self):
        with open(os.path.abspath(__file__), encoding="utf-8") as f:
            source = f.read()
        for name in document.NAMES:
            self.assertRegex(source, rf'"{name}"|cut_" \+ kind' if "cut" in name else rf'"{name}"')

    def test_table_cut(self):
        marks = {"blank": r"\n\n", "formfeed": r"\n\f", "pageno": r"\n\n[^\t\n|]*\d+[^\t\n|]*\n\n"}
        for kind in marks:
            def check(text, truth, note, shape, whole):
                join, = truth["joins"]
                table = next(t for t in truth["tables"] if t["name"] == note["table"])
                self.assertEqual(2, len(join["fragments"]))
                self.assertEqual(len(table["rows"]), sum(join["fragments"]))
                self.assertEqual(note["row"], join["fragments"][0])
                self.assertEqual(kind == "pageno", bool(truth["furniture"]))
                section = text.split(truth["sections"][join["section"] - 1])[-1]
                self.assertRegex(section, marks[kind])
                self.same_facts(truth, whole)
            self.each("table_cut_" + kind, check)

    def test_paragraph_cut(self):
        for kind in ("blank", "formfeed", "pageno"):
            def check(text, truth, note, shape, whole):
                join, = truth["joins"]
                self.assertEqual("paragraph", join["kind"])
                joined = "".join(join["pieces"])
                self.assertNotIn(joined, text)
                self.assertTrue(all(p in text for p in join["pieces"]))
                self.assertTrue(any(joined.endswith(p) for p in truth["paragraphs"] + truth["items"]))
                self.assertNotIn(join["pieces"][0][-1], "。！？；")
                self.same_facts(truth, whole)
            self.each("paragraph_cut_" + kind, check)

    def test_running_heads(self):
        def check(text, truth, note, shape, whole):
            self.assertGreaterEqual(text.count("\f" + note), 3)
            self.assertEqual(text.count("\f"), truth["furniture"].count(note))
            self.same_facts(truth, whole)
        self.each("running_heads", check)

    def test_lost_first_column(self):
        def check(text, truth, note, shape, whole):
            late = [r for r in READ[shape](text) if any("结转下" in c for c in r)][-1]
            early = [r for r in READ[shape](text) if any("上年结转" in c for c in r)][-1]
            self.assertEqual(len(early) - 1, len(late))
            self.same_facts(truth, whole)
        self.each("lost_first_column", check)

    def test_narrowed_fragment(self):
        def check(text, truth, note, shape, whole):
            join, = truth["joins"]
            self.assertEqual(("t2", 2), (join["name"], len(join["fragments"])))
            last = truth["tables"][0]["rows"][-1]["labels"][0]
            self.assertEqual(note["columns"], len([r for r in READ[shape](text) if r[0].strip() == last][-1]))
            self.assertLess(note["columns"], 4)
            self.same_facts(truth, whole)
        self.each("narrowed_fragment", check)

    def test_repeated_header(self):
        def check(text, truth, note, shape, whole):
            self.assertEqual(2, bare(text).count("法人或其他组织"))
            self.assertEqual(2, truth["tables"][1]["fragments"])
            self.same_facts(truth, whole)
        self.each("repeated_header", check)

    def test_pads_at_end(self):
        def check(text, truth, note, shape, whole):
            moved = [r for r in READ[shape](text) if bare(r[0]) and bare(r[0]) in map(bare, note)]
            self.assertGreaterEqual(len(moved), len(note))
            self.assertTrue(all(not bare(r[-1]) for r in moved))
            self.same_facts(truth, whole)
        self.each("pads_at_end", check)

    def test_extra_value(self):
        def check(text, truth, note, shape, whole):
            self.assertEqual(note["rows"], sum(len(r["values"]) == 8 for r in t3_rows(truth)))
            self.same_facts(truth, whole)
            for key, value in truth["undecidable"].items():
                self.assertEqual(whole[key], value)
        self.each("extra_value", check)

    def test_extra_value_in_a_fragment_after_a_page(self):
        rows = set()
        for seed in range(12):
            _, truth = made("tabs", seed, ["table_cut_blank", "lost_first_column", "extra_value"])
            rows |= {d["detail"]["rows"] for d in truth["damage"] if d["kind"] == "extra_value"}
        self.assertGreater(max(rows), 3)

    def test_value_lost(self):
        def check(text, truth, note, shape, whole):
            self.assertEqual(1, sum(len(r["values"]) == 6 for r in t3_rows(truth)))
            self.assertIn(note["key"], truth["undecidable"])
            self.same_facts(truth, whole)
        self.each("value_lost", check)

    def test_row_missing(self):
        def check(text, truth, note, shape, whole):
            self.assertEqual(7, len(truth["lost"]))
            self.assertTrue(all(truth["facts"][k] is None for k in truth["lost"]))
            self.assertFalse(any(v.startswith("outcomes") for v in truth["violations"]))
            self.same_facts(truth, whole, truth["lost"])
        self.each("row_missing", check)

    def test_rows_unlabelled(self):
        def check(text, truth, note, shape, whole):
            self.assertEqual(note["rows"], sum(not r["labels"] for r in t3_rows(truth)))
            self.assertFalse(truth["lost"])
            self.same_facts(truth, whole)
        self.each("rows_unlabelled", check)

    def test_rows_lost(self):
        def check(text, truth, note, shape, whole):
            kept = note["rows"] - note["gone"]
            self.assertEqual(kept, sum(not r["labels"] for r in t3_rows(truth)))
            self.assertEqual(7 * note["gone"], len(truth["lost"]))
            self.assertGreaterEqual(len(truth["undecidable"]), 7 * kept)
            self.same_facts(truth, whole, truth["lost"])
        self.each("rows_lost", check)

    def test_label_split(self):
        def check(text, truth, note, shape, whole):
            firsts = [bare(r[0]) for r in READ[shape](text)]
            self.assertIn("一、", firsts)
            self.assertTrue(any(bare(r[1]) == note[0] for r in READ[shape](text) if len(r) > 1))
            self.same_facts(truth, whole)
        self.each("label_split", check)

    def test_nbsp_padding(self):
        def check(text, truth, note, shape, whole):
            self.assertRegex(text, "[\u00a0\u3000]\\d")
            self.same_facts(truth, whole)
        self.each("nbsp_padding", check)

    def test_blank_and_marked_values(self):
        def blank(text, truth, note, shape, whole):
            all_ = {**truth["facts"], **truth["undecidable"]}
            self.assertTrue(all(all_[k] is None for k in note))
            self.same_facts(truth, whole, note)
        for name in ("blank_value", "mark_value", "zeros_blank"):
            self.each(name, blank)

    def test_a_blank_at_the_edge_of_a_collapsed_row_is_left_open(self):
        found = 0
        for seed in range(200):
            result = document.make(f"t{seed}", "tabs", ["blank_value"])
            truth = document.describe("case", result, "utf8")
            t3 = result[1].table("t3")
            for key in truth["damage"][0]["detail"]:
                if key.startswith("t3.") and key.endswith(".total") and t3.convention == "collapse":
                    found += 1
                    self.assertIn(key, truth["undecidable"])
        self.assertGreater(found, 3)

    def test_fullwidth_digits(self):
        def check(text, truth, note, shape, whole):
            self.assertRegex(text, "[０-９]")
            self.same_facts(truth, whole)
        self.each("fullwidth_digits", check)

    def test_subheading_missing(self):
        def check(text, truth, note, shape, whole):
            self.assertNotIn(note, text)
            self.same_facts(truth, whole)
        self.each("subheading_missing", check)

    def test_label_alias(self):
        known = {a for names in form.ALIASES.values() for a in names}

        def check(text, truth, note, shape, whole):
            for label in note:
                self.assertIn(re.sub(r"^([一二三四]、|（.）|\d\.)", "", label), known)
                self.assertIn(label.replace('"', '""') if shape == "csv" and label.replace('"', '""') in text else label, text)
            self.same_facts(truth, whole)
        self.each("label_alias", check)

    def test_half_brackets(self):
        def check(text, truth, note, shape, whole):
            self.assertIn("(一)予以公开", text)
            self.assertNotRegex(text, "（[二三四五]）")
            self.same_facts(truth, whole)

        def but_article_20(text, *rest):
            check(re.sub("第二十条第（.）项", "", text), *rest)
        self.each("half_brackets", but_article_20)

    def test_inner_spaces(self):
        def check(text, truth, note, shape, whole):
            self.assertTrue(all(re.search(r"\S \S", label) for label in note if "\n" not in label))
            self.same_facts(truth, whole)
        self.each("inner_spaces", check)

    def test_cjk_spaces(self):
        def check(text, truth, note, shape, whole):
            self.assertRegex(text, r"\d 年")
            self.assertNotRegex("".join(truth["paragraphs"]), r"[\u4e00-\u9fff]\d|\d[\u4e00-\u9fff]")
            self.same_facts(truth, whole)
        self.each("cjk_spaces", check)

    def test_broken_identity(self):
        def check(text, truth, note, shape, whole):
            self.assertTrue(truth["violations"])
            self.assertEqual(note["printed"], truth["facts"][note["key"]])
            self.same_facts(truth, whole, [note["key"]])
        self.each("broken_identity", check)

    def test_mixed_damage_keeps_every_row_and_never_states_another_number(self):
        for shape, seed in product(READ, range(60)):
            result = document.make(f"m{shape}{seed}", shape, None)
            truth = document.describe("case", result, "utf8")
            if not {"inner_spaces", "label_split"} & {d["kind"] for d in truth["damage"]}:
                all_rows_stand(self, result[0], truth, shape)
            self.assertFalse(set(truth["facts"]) & set(truth["undecidable"]))
            self.assertTrue(all(truth["facts"][k] is None for k in truth["lost"]))


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
