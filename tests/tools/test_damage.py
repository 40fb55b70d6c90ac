"""Tests of the damage operators: each does what its name says, and facts stay what they were or are set apart."""
import os
import re
import unittest
from decimal import Decimal
from itertools import product

from surface import READ, all_rows_stand, bare, made
from gen import document, form


def t3_rows(truth):
    return [r for r in truth["tables"][1]["rows"] if r["kind"] == "data"]


def several(eight):
    """Whether dropping one of eight values leaves more than one row whose sum holds."""
    ways = {tuple(eight[:i] + eight[i + 1:]) for i in range(8)}
    return sum(sum(w[:-1]) == w[-1] for w in ways) > 1


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
                    if name not in ("extra_value", "value_lost"):
                        self.numbers_are_the_facts(truth)
                    if name not in ("inner_spaces", "label_split"):
                        all_rows_stand(self, text, truth, shape)
        self.assertGreaterEqual(done, least, name)

    def numbers_are_the_facts(self, truth):
        """The numbers that the form's tables print are the facts that have a value, no more and no fewer."""
        printed = [v.replace(",", "") for t in truth["tables"][:3] for r in t["rows"] for v in r["values"]]
        numbers = sorted(Decimal(v) for v in printed if re.fullmatch(r"-?[\d.]+", v))
        facts = {**truth["facts"], **truth["undecidable"]}.values()
        self.assertEqual(sorted(Decimal(str(v)) for v in facts if v is not None), numbers)

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
            rows = [r for r in READ[shape](text) if len(r) > 3]
            end = next(i for i, r in enumerate(rows) if any("结转下" in c for c in r))
            start = next(i for i, r in enumerate(rows) if any("上年结转" in c for c in r))
            late = rows[end - truth["joins"][0]["fragments"][-1] + 1:end + 1]
            self.assertEqual({len(rows[start]) - 1}, set(map(len, late)))
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
            eight = [[int(v.replace(",", "")) for v in r["values"]] for r in t3_rows(truth) if len(r["values"]) == 8]
            self.assertEqual(sum(several(v) for v in eight) > 0, bool(truth["undecidable"]))
            opened.update([bool(truth["undecidable"])])
        opened = set()
        self.each("extra_value", check)
        self.assertEqual({True, False}, opened)

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


if __name__ == "__main__":
    unittest.main()
