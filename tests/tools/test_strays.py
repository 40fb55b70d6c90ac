"""Tests of the damage that is about facts alone: each operator does what it says, and what it leaves open was what the report meant."""
import re
import unittest
from itertools import product

from surface import READ, bare, made
from gen import columns, document, form, spoilt, strangers

NEW = (*spoilt.OPERATORS, *columns.OPERATORS, *strangers.OPERATORS)
SEVEN = [label for _, label in form.APPLICANTS] + ["总计"]
WORDS = [form.NEW[1], form.CARRIED[1], form.NEXT[1]]


def cells(text, shape):
    """Rows of the text's tables as bare texts, blank rows left out; the surface of CSV shows prose, too, as rows of one cell."""
    rows = [[bare(c) for c in row] for row in READ[shape](text) if len(row) > 1 or shape != "csv"]
    return [row for row in rows if any(row)]


def numbers(row):
    return [c for c in row if re.fullmatch(r"-?[\d.,]+", c)]


def find(rows, label):
    """The first row that ends its labels with this one."""
    return next(row for row in rows if any(c.endswith(bare(label)) for c in row))


class Strays(unittest.TestCase):
    def each(self, name, check, seeds=6, least=3):
        """check(rows, rows of the whole report, truth, note, facts of the whole report) for each document that shows the operator."""
        done = 0
        for shape, seed in product((s for s in document.PLAIN if name in document.possible(s)), range(seeds)):
            text, truth = made(shape, seed, [name])
            notes = [d["detail"] for d in truth["damage"] if d["kind"] == name]
            if notes:
                done += 1
                plain, whole = made(shape, seed, [])
                with self.subTest(shape=shape, seed=seed):
                    check(cells(text, shape), cells(plain, shape), truth, notes[0], {**whole["facts"], **whole["undecidable"]})
        self.assertGreaterEqual(done, least, name)

    def test_every_operator_keeps_its_facts(self):
        """Facts are what they were, lost, or open with what was meant; each key stands once; the text has changed."""
        for name, shape, seed in product(NEW, document.PLAIN, range(3)):
            if name not in document.possible(shape):
                continue
            text, truth = made(shape, seed, [name])
            plain, whole = made(shape, seed, [])
            meant = {**whole["facts"], **whole["undecidable"]}
            with self.subTest(name=name, shape=shape, seed=seed):
                self.assertEqual(bool(truth["damage"]), text != plain)
                self.assertFalse(set(truth["facts"]) & set(truth["undecidable"]))
                self.assertTrue(all(truth["facts"][k] is None for k in truth["lost"]))
                stated = {**truth["facts"], **truth["undecidable"]}
                self.assertLessEqual(set(meant), set(stated))
                if name != "block_heads_of_other_version":
                    same = {k: v for k, v in stated.items() if k not in truth["lost"]}
                    self.assertEqual({k: meant[k] for k in same}, same)

    def test_every_operator_is_tested(self):
        with open(__file__, encoding="utf-8") as file:
            source = file.read()
        for name in NEW:
            self.assertIn(f'"{name}"', source)

    # ---- cells and rows ----

    def test_numbers_run_together_or_into_the_label(self):
        def glued(rows, plain, truth, note, whole):
            values = [str(v) for v in truth["undecidable"].values()]
            pairs = {a + b for a, b in zip(values, values[1:])}
            self.assertTrue(any(re.sub(",", "", c) in pairs for row in rows for c in row))
            self.assertEqual((7, []), (len(values), truth["lost"]))

        def label(rows, plain, truth, note, whole):
            first = next(iter(truth["undecidable"]))
            self.assertTrue(any(c == bare(note) and c.replace(",", "").endswith(str(whole[first])) for row in rows for c in row))
            self.assertEqual((7, []), (len(truth["undecidable"]), truth["lost"]))
        self.each("glued_values", glued)
        self.each("label_glued", label)

    def test_rows_that_moved(self):
        def moved(rows, plain, truth, note, whole):
            before, after = numbers(find(plain, note)), numbers(find(rows, note))
            self.assertEqual(len(before) - 1, len(after))
            self.assertIn(after, (before[1:], before[:-1]))
            self.assertEqual((6, 1), (len(truth["undecidable"]), len(truth["lost"])))
        self.each("row_cut_off", moved)
        self.each("row_early", moved)

    def test_digits_in_pieces(self):
        def apart(rows, plain, truth, note, whole):
            self.assertTrue(set(note) <= set(truth["undecidable"]))

        def thousands(rows, plain, truth, note, whole):
            self.assertTrue(all(whole[k] >= 1000 for k in note))
            self.assertEqual(sum(map(len, map(numbers, plain))) + len(note), sum(map(len, map(numbers, rows))))
            self.assertTrue(set(note) <= set(truth["undecidable"]))
        self.each("digits_apart", apart)
        self.each("line_broken", apart)
        self.each("thousands_apart", thousands)

    def test_blanks_stand_between_digits(self):
        for seed in range(4):
            text, truth = made("csv", seed, ["digits_apart"])
            self.assertRegex(text, r"\d[ \u3000\u00a0]\d")
            text, truth = made("tabs", seed, ["line_broken"])
            self.assertRegex(text, r"\t\d+\n\d+\n")

    def test_rows_in_one_line(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual(1, len(plain) - len(rows))
            self.assertEqual(14, len(truth["undecidable"]))
        self.each("rows_in_one", check)

    def test_values_gone(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual([], numbers(find(rows, note)))
            self.assertEqual((7, {}), (len(truth["lost"]), truth["undecidable"]))
        self.each("values_gone", check)

    def test_value_of_table2_lost(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual((1, 2), (len(truth["lost"]), len(truth["undecidable"])))
            self.assertEqual(len(numbers(find(plain, note))) - 1, len(numbers(find(rows, note))))
        self.each("value_of_table2_lost", check)

    def test_rows_of_sums(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual(2 if note == 2 else 1, len(rows) - len(plain))
            self.assertEqual(({}, []), (truth["undecidable"], truth["lost"]))
            added = [row for row in rows if any(c in ("小计", "合计", "（小计）") for c in row) and row not in plain]
            self.assertTrue(added and all(len(numbers(row)) == 7 for row in added))
        self.each("group_sum", check)
        self.each("balance_rows", check)

    def test_total_in_front(self):
        def check(rows, plain, truth, note, whole):
            labels = [next((i for i, row in enumerate(rows) if any(w in c for c in row)), 99) for w in ("（七）总计", "予以公开")]
            self.assertEqual(labels, sorted(labels))
            self.assertEqual(sorted(map(numbers, plain)), sorted(map(numbers, rows)))
        self.each("total_in_front", check)

    def test_labels_gone(self):
        def check(rows, plain, truth, note, whole):
            text = "".join(c for row in rows for c in row)
            self.assertNotIn(form.NEXT[1], text)
            self.assertEqual(list(map(numbers, plain)), list(map(numbers, rows)))
            self.assertEqual(7 * note, len(truth["undecidable"]))
        self.each("labels_gone", check)
        self.each("labels_gone_below", check)

    def test_numbers_in_lines_of_their_own(self):
        for name, step in (("numbers_below", 1), ("numbers_above", -1)):
            for seed in range(6):
                (text, truth), (plain, _) = made("tabs", seed, [name]), made("tabs", seed, [])
                lines = text.split("\n")
                at = next(i for i, line in enumerate(lines) if line.strip() == "四、" + form.NEXT[1])
                self.assertEqual(numbers(find(cells(plain, "tabs"), form.NEXT[1])), [bare(c) for c in lines[at + step].split("\t")])
                self.assertTrue(all(k in truth["undecidable"] for k in truth["undecidable"] | truth["facts"] if k.startswith("t3.")))

    def test_rows_reversed(self):
        def check(rows, plain, truth, note, whole):
            at = [next(i for i, row in enumerate(rows) if any(word in c for c in row)) for word in WORDS]
            self.assertEqual(sorted(at)[::-1][:2], [at[0], at[1]])
            self.assertEqual(sorted(map(numbers, plain)), sorted(map(numbers, rows)))
        self.each("rows_reversed", check)

    def test_remark_cells(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual(7 * len(note), len(truth["undecidable"]))
            changed = [(r, b) for r, b in zip(rows, plain) if r != b]
            self.assertEqual(len(note), len(changed))
            self.assertTrue(all(len(r) == len(b) + 1 and numbers(r) == numbers(b) for r, b in changed))
        self.each("remark_cells", check)

    def test_lines_folded(self):
        for seed in range(6):
            (text, truth), (plain, _) = made("tabs", seed, ["lines_folded"]), made("tabs", seed, [])
            note = truth["damage"][0]["detail"]
            tables = [line for line in text.split("\n") if "\t" in line]
            self.assertLessEqual(max(sum(1 if c.isascii() else 2 for c in line) for line in tables), note["width"])
            self.assertEqual(plain.replace("\n", ""), text.replace("\n", ""))
            self.assertTrue(truth["undecidable"])

    # ---- columns ----

    def test_columns_that_the_form_does_not_have(self):
        def check(rows, plain, truth, note, whole):
            self.assertEqual(({}, []), (truth["undecidable"], truth["lost"]))
            for word in WORDS:
                mine, theirs = find(rows, word), find(plain, word)
                self.assertEqual(len(theirs) + 1, len(mine))
                self.assertEqual(theirs, mine[:note["at"]] + mine[note["at"] + 1:])
                self.assertEqual(note["values"][plain.index(theirs) - plain.index(find(plain, WORDS[0]))], mine[note["at"]])
        for name in ("ordinal_front", "ordinal_column", "last_year_column", "numbers_behind", "total_twice", "subtotal_first",
                     "subtotal_behind", "share_column"):
            self.each(name, check)

    def test_beside_other_damage_such_columns_leave_the_table_open(self):
        _, truth = made("csv", 1, ["value_lost", "ordinal_column"])
        self.assertEqual({k for k in {**truth["facts"], **truth["undecidable"]} if k.startswith("t3.")} - set(truth["lost"]),
                         set(truth["undecidable"]))

    def test_columns_in_other_ways(self):
        def wide(rows, plain, truth, note, whole):
            self.assertEqual(14, len(numbers(find(rows, form.NEW[1]))))

        def turned(rows, plain, truth, note, whole):
            row = next(row for row in rows if row[0] == "自然人")
            self.assertEqual(note, {"rows": len(numbers(row))})

        def halves(rows, plain, truth, note, whole):
            self.assertTrue(any(len(numbers(row)) == 14 and sum(not c.replace(",", "").isdigit() for c in row) == 2 for row in rows))

        def three(rows, plain, truth, note, whole):
            self.assertEqual(3, len(numbers(find(rows, form.NEW[1]))))
            self.assertTrue(truth["lost"] and all(".legal_person." in k for k in truth["lost"]))
        for name, check in (("column_pairs", wide), ("side_by_side", wide), ("transposed", turned), ("two_halves", halves),
                            ("companies_in_one", three)):
            def with_table3_open(rows, plain, truth, note, whole, check=check):
                check(rows, plain, truth, note, whole)
                self.assertTrue(all(k in truth["undecidable"] or k in truth["lost"] for k in whole if k.startswith("t3.")))
            self.each(name, with_table3_open)

    def test_columns_that_moved(self):
        def years(rows, plain, truth, note, whole):
            pair = [row for row in rows if any(re.fullmatch(r"20\d\d年", c) for c in row)]
            self.assertEqual(2 * sum(len(numbers(row)) == 7 for row in plain if not any("第二十" in c for c in row)) // 2 * 2, len(pair))
            self.assertEqual({f"{truth['year']}年", f"{truth['year'] - 1}年"}, {c for row in pair for c in row if c.endswith("年")})

        def twice(rows, plain, truth, note, whole):
            mine, theirs, at = find(rows, form.NEW[1]), find(plain, form.NEW[1]), note["at"]
            self.assertEqual((mine[at], theirs), (mine[at + 1], mine[:at] + mine[at + 1:]))

        def flat(rows, plain, truth, note, whole):
            self.assertTrue(any(row[3:] == note for row in rows))
            self.assertEqual(SEVEN, [name.rpartition("_")[2] for name in note])
            self.assertEqual(2, len(plain) - len(rows))

        def cut(rows, plain, truth, note, whole):
            self.assertEqual(find(plain, form.NEW[1])[:note["at"]], find(rows, form.NEW[1]))
            self.assertEqual(0, len(truth["lost"]) % (10 - note["at"]))
            self.assertTrue(truth["lost"])

        def apart(rows, plain, truth, note, whole):
            self.assertEqual(find(plain, form.NEW[1])[:note["at"]], find(rows, form.NEW[1]))
            self.assertIn(find(plain, form.NEW[1])[note["at"]:], rows)
            self.assertEqual([], truth["lost"])
        for name, check in (("year_rows", years), ("column_twice", twice), ("flat_heads", flat), ("columns_cut_off", cut),
                            ("columns_on_next_page", apart)):
            def with_table3_open(rows, plain, truth, note, whole, check=check):
                check(rows, plain, truth, note, whole)
                self.assertTrue(all(k in truth["undecidable"] or k in truth["lost"] for k in whole if k.startswith("t3.")))
            self.each(name, with_table3_open)

    def test_columns_of_table2(self):
        def lost(rows, plain, truth, note, whole):
            self.assertEqual(2, len(truth["lost"]))
            self.assertEqual(4, len(truth["undecidable"]))
            self.assertEqual(1, sum(r != b for r, b in zip(rows, plain) if b[0] == "信息内容"))

        def swapped(rows, plain, truth, note, whole):
            self.assertEqual(6, len(truth["undecidable"]))
            self.assertEqual([sorted(r) for r in plain], [sorted(r) for r in rows])
            self.assertGreaterEqual(sum(r != b for r, b in zip(rows, plain)), 1)

        def renamed(rows, plain, truth, note, whole):
            self.assertTrue(set(form.T2[note][0][1]) <= set(c for row in rows for c in row))
            self.assertTrue(all(k.startswith(("t2.regulations.", "t2.normative_documents.")) and k not in whole for k in truth["undecidable"]))
            own = [f"t2.{k}" for _, keys in form.T2[truth["variants"]["t2"]][0][2] for k in keys]
            self.assertTrue(all(truth["facts"][k] is None for k in own))

        def more(rows, plain, truth, note, whole):
            self.assertEqual(4, len(find(plain, "行政许可")))
            self.assertEqual((5, {}), (len(find(rows, "行政许可")), truth["undecidable"]))
            self.assertTrue(find(rows, "行政许可")[4].isdigit())
        for name, check in (("block_column_lost", lost), ("block_columns_swapped", swapped), ("block_heads_of_other_version", renamed),
                            ("last_year_in_table2", more)):
            self.each(name, check)

    def test_columns_of_table4(self):
        def swapped(rows, plain, truth, note, whole):
            at = next(i for i, row in enumerate(plain) if "行政复议" in row)
            self.assertEqual(sorted(numbers(plain[at + 3])), sorted(numbers(rows[at + 3])))
            self.assertEqual(15, len(truth["undecidable"]))
            self.assertEqual(note["suits first"], rows[at].index("行政复议") > rows[at].index("行政诉讼"))

        def lost(rows, plain, truth, note, whole):
            self.assertEqual(["t4.review.total"], truth["lost"])
            self.assertEqual(14, len(truth["undecidable"]))
        self.each("groups_swapped", swapped)
        self.each("review_total_lost", lost)

    def test_ordinal_row(self):
        def check(rows, plain, truth, note, whole):
            count = [str(i + 1) for i in range(7 if note == "t3" else 15)]
            self.assertIn(count, [numbers(row) for row in rows])
            self.assertEqual({}, truth["undecidable"])
        self.each("ordinal_row", check)

    # ---- other tables ----

    def test_another_table(self):
        def check(rows, plain, truth, note, whole):
            self.assertGreater(len(rows), len(plain))
            names = note if isinstance(note, list) else [note]
            self.assertEqual({k for k in whole if k.split(".")[0] in names}, set(truth["undecidable"]))
            self.assertEqual(len(truth["tables"]), len(set(map(id, truth["tables"]))))
        for name in ("last_year_before", "last_year_behind", "unit_annex", "sample_before"):
            self.each(name, check)

    def test_the_own_table_stands_where_its_operator_says(self):
        for name, before in (("last_year_before", True), ("sample_before", True), ("last_year_behind", False)):
            for seed in range(4):
                _, truth = made("csv", seed, [name])
                kind = truth["damage"][0]["detail"]
                order = [t["name"] for t in truth["tables"] if t["name"] in (kind, "o" + kind[1])]
                self.assertEqual(["o" + kind[1], kind] if before else [kind, "o" + kind[1]], order, name)
                if name == "sample_before":
                    sample = next(t for t in truth["tables"] if t["name"] == "o" + kind[1])
                    self.assertEqual({"0"}, {v for row in sample["rows"] for v in row["values"]})

    def test_totals_compared(self):
        def check(rows, plain, truth, note, whole):
            own, small = [row for row in rows if any(c.endswith(form.NEXT[1]) for c in row)], 3
            self.assertEqual([small, len(numbers(find(plain, form.NEXT[1])))],
                             sorted([len(row) if len(numbers(row)) == 2 else len(numbers(row)) for row in own]))
        self.each("totals_compared", check)

    def test_traditional_labels(self):
        self.assertEqual(len(strangers.TRADITIONAL), len(strangers.SIMPLIFIED))

        def check(rows, plain, truth, note, whole):
            text = "".join(c for row in rows for c in row)
            self.assertIn("結轉下年度繼續辦理".replace("繼", "继"), text.replace("繼", "继"))
            self.assertEqual(list(map(numbers, plain)), list(map(numbers, rows)))
        self.each("traditional_labels", check)


if __name__ == "__main__":
    unittest.main()
