"""Documents as real exporters print them give all their facts, and with a row damaged none is wrong."""
import re
import unittest

import form_cases
import form_exports
import form_truth

DOCUMENTS = 4
LEFT = .05          # of the facts: a row with a cell less may end or shift its table
# A wide cell that is printed in each of its columns leaves a row of table 2 with a value too many.
ENOUGH = {"repeated": .98, "bars": .98, "bars apart": .98}


class Exports(unittest.TestCase):
    def verdict(self, exporter, seed, damage=""):
        data, facts = form_exports.make(exporter, seed, damage)
        return form_truth.judge(form_truth.convert(data), facts)

    def test_whole_documents_have_all_facts(self):
        for exporter in form_exports.EXPORTERS:
            for seed in range(DOCUMENTS):
                with self.subTest(exporter=exporter, seed=seed):
                    verdict = self.verdict(exporter, seed)
                    self.assertEqual(verdict.wrong, [])
                    self.assertGreaterEqual(verdict.rate(), ENOUGH.get(exporter, 1), verdict.lacking[:9])

    def test_damaged_rows_have_no_wrong_value(self):
        for exporter in form_exports.EXPORTERS:
            for damage in form_exports.DAMAGE:
                for seed in range(DOCUMENTS):
                    with self.subTest(exporter=exporter, damage=damage, seed=seed):
                        verdict = self.verdict(exporter, seed, damage)
                        self.assertEqual(verdict.wrong, [])
                        self.assertGreater(verdict.rate(), LEFT)

    def test_a_column_of_units_and_a_page_number_change_no_fact(self):
        for exporter, mark in (("wide bar", "｜"), ("drawn bar", "│"), ("wide semicolon", "；"), ("comma and blank", ", "), ("semicolon and blank", "; ")):
            data, facts = form_exports.make(exporter, 1)
            lines = data.decode().split("\n")
            first = next(i for i, line in enumerate(lines) if line.startswith("三、收到")) + 2
            rows = range(first, lines.index("", first))
            for i in rows:
                fields = [f.strip() for f in lines[i].split(mark.strip())]
                lines[i] = mark.join(fields[:3] + ["单位" if i == first else "件" if fields[-1].isdigit() else ""] + fields[3:]).rstrip()
            lines[rows[12]:rows[12]] = ["", "- 2 -", ""]
            verdict = form_truth.judge(form_truth.convert("\n".join(lines).encode()), facts)
            with self.subTest(exporter=exporter):
                self.assertEqual(([], []), (verdict.wrong, verdict.lacking))

    def test_traditional_characters_are_said(self):
        data, facts = form_exports.make("bars", 0)
        text = data.decode().translate(str.maketrans("规总计结转业构务获类", "規總計結轉業構務獲類"))
        document = form_truth.convert(text.encode())
        verdict = form_truth.judge(document, facts)
        self.assertEqual(verdict.wrong, [])
        self.assertGreaterEqual(verdict.rate(), ENOUGH["bars"])
        total = next(f for f in document["facts"] if f["key"] == "t3.outcome.total.total")
        self.assertEqual(total["status"], "read_repaired")
        self.assertIn("label_alias", [document["repairs"][i - 1]["kind"] for i in total["repairs"]])

    def changed(self, edit):
        """What is wrong, and how many values of table 3 are stated, where the lines of a report are edited."""
        data, facts = form_exports.make("proportional", 1)
        lines = data.decode().split("\n")
        edit(lines)
        document = form_truth.convert("\n".join(lines).encode())
        verdict = form_truth.judge(document, facts)
        return verdict.wrong, sum(f["value"] is not None for f in document["facts"] if f["key"].startswith("t3."))

    def test_labels_in_pieces_tell_the_order_of_columns(self):
        def swap(lines):
            at = next(i for i, line in enumerate(lines) if "商业 科研" in line)
            lines[at] = lines[at].replace("商业 科研", "科研 商业")
            lines[at + 1] = lines[at + 1].replace("企业 机构", "机构 企业")
        self.assertEqual(self.changed(swap), ([], 0))

    def test_a_label_a_line_off_its_numbers(self):
        def part(lines):
            at = next(i for i, line in enumerate(lines) if "6.属于" in line)
            first, second = lines[at], lines[at + 1]
            label, numbers = first.strip().split(" ", 1)
            below, last = second.strip().split(" ", 1)
            lines[at:at + 2] = ["   " + label, "   " + below + " " + numbers, "公开 " + last]
        wrong, values = self.changed(part)
        self.assertEqual(wrong, [])
        self.assertGreater(values, 100)

    def aligned(self, damage, seed):
        """A report as pdftotext -layout prints it, and its truth."""
        shapes, why = form_cases.usable()
        if "layout" not in shapes:
            self.skipTest(why)
        return form_cases.text("layout", seed, damage)

    def test_labels_that_a_page_breaks_are_no_rows_without_numbers(self):
        """`其他` and `总计` of the header, `（六）其他` above `处理`, and labels with a blank inside."""
        for kind, seed in (("broken_identity", 35), ("zeros_blank", 18), ("repeated_header", 26),
                           ("inner_spaces", 29), ("inner_spaces", 10), ("inner_spaces", 15), ("inner_spaces", 31)):
            with self.subTest(kind=kind, seed=seed):
                data, truth = self.aligned([kind], f"x/{seed}")
                verdict = form_truth.judge(form_truth.convert(data), truth["facts"], truth["undecidable"])
                self.assertEqual(verdict.wrong, [])
                lacking = [key for key in verdict.lacking if not key.startswith("t2.")]
                self.assertLess(len(lacking), 2, lacking)

    def test_labels_with_a_blank_inside_still_tell_the_order(self):
        """The first two columns of table 4, and two of its last group, change places."""
        first = (("维持( +)纠正( +)结果 审 结", r"纠正\1维持\2结果 审 结"),)
        last = (("(?s)(.*)结果( +)其他( +)尚未", r"\1其他\2结果\3尚未"), ("(?s)(.*)纠正( +)结果( +)审结", r"\1结果\2纠正\3审结"))
        for seed, edits in ((10, first), (39, last)):
            data, _ = self.aligned(["inner_spaces"], f"x/{seed}")
            text = data.decode()
            for pattern, with_ in edits:
                text, count = re.subn(pattern, with_, text)
                self.assertEqual(count, 1)
            with self.subTest(seed=seed):
                facts = form_truth.convert(text.encode())["facts"]
                self.assertEqual([f for f in facts if f["key"].startswith("t4.") and f["value"] is not None], [])


if __name__ == "__main__":
    unittest.main()
