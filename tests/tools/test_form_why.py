"""Each fact that is ambiguous or missing is counted by a message that says why and where; a report without such facts has none."""
import collections
import json
import re
import unittest

import form_cases
import form_truth
SHAPES = ("tabs", "cells", "pipes", "csv", "layout")
TOLD = re.compile(r"table (\w+): (\d+) of \d+ values (not certain|missing): ")


def told(found):
    """How many facts of each table the messages are about, by what they are."""
    count = collections.Counter()
    for diagnostic in found["conversion"]["diagnostics"]:
        if diagnostic["code"].startswith(("form.ambiguous.", "form.missing.")):
            table, some, kind = TOLD.match(diagnostic["message"]).groups()
            count[table, kind == "missing"] += int(some)
    return count


def open_facts(found):
    """A blank cell, which has a node, says itself that it is blank."""
    return collections.Counter((f["key"].split(".")[0], f["status"] == "missing") for f in found["facts"]
                               if f["status"] == "ambiguous" or f["status"] == "missing" and "node" not in f)


def said(found, code):
    return [d for d in found["conversion"]["diagnostics"] if d["code"] == code]


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Why(unittest.TestCase):
    def test_each_open_fact_is_counted(self):
        """Whatever damage opened it: each in two of the shapes."""
        seen = set()
        for k, shape in enumerate(SHAPES):
            some = [d for i, d in enumerate(form_cases.every_single(shape)) if (i + k) % 5 < 2]
            for i, damage in enumerate((*some, *form_cases.every_pair(shape)[k::144])):
                made = form_cases.text(shape, f"why/{i}", damage)
                if made is None:
                    continue
                found = form_truth.convert(made[0], form_cases.name(shape))
                with self.subTest(shape=shape, damage=damage):
                    self.assertEqual(open_facts(found), told(found))
                seen |= {d["code"] for d in found["conversion"]["diagnostics"]}
        self.assertGreaterEqual(len([c for c in seen if c.startswith("form.ambiguous.")]), 8, sorted(seen))

    def test_what_is_certain_has_no_message(self):
        for shape in SHAPES:
            for i in range(4):
                found = form_truth.convert(form_cases.text(shape, f"certain/{i}")[0], form_cases.name(shape))
                with self.subTest(shape=shape, i=i):
                    if not open_facts(found):
                        self.assertEqual([], [d for d in found["conversion"]["diagnostics"] if d["code"].startswith("form.")])

    def test_evidence_and_place(self):
        text, truth = form_cases.text("tabs", "why/evidence")
        text = text.decode()
        year = truth["year"]
        head = text.index("\n", text.index("三、收到"))
        other = f"\n{year - 1}年度\n"
        found = form_truth.convert((text[:head] + other + text[head:]).encode())
        [one] = said(found, "form.ambiguous.caption")
        self.assertRegex(one["message"], rf"table t3: (\d+) of \1 values not certain: .*: “{year - 1}年度”")
        self.assertEqual(text[:head].count("\n") + 2, one["origin"]["line"])
        self.check_rules(found, one)

        found = form_truth.convert((text[:head] + text[text.index("\n四、政府信息公开行政"):]).encode())
        [one] = said(found, "form.missing.table")
        self.assertRegex(one["message"], r"^table t3: (\d+) of \1 values missing: ")
        self.assertEqual(text[:head].count("\n") + 1, one["origin"]["line"])

    def check_rules(self, found, one):
        """Rules that lack the values say it again, in both languages, and no others do; also those of a report that was read before."""
        again = form_truth.convert(json.dumps(found, default=float).encode(), "report.json", "--pass", "check")
        for document in (found, again):
            messages = {f["rule"]: f["message"] for f in document["findings"] if f["outcome"] == "not_assessable"}
            self.assertIn(f"; {one['message']} [{one['code']}]", messages["T3-ROWSUM"]["en"])
            self.assertIn("原因：有文字表明该表不属于本报告 [form.ambiguous.caption]", messages["T3-ROWSUM"]["zh"])
            self.assertNotIn("[form.", "".join(m["en"] for r, m in messages.items() if r.startswith(("T2-", "T4-"))))

    def test_without_repairs(self):
        """What a repair would give is told, too."""
        data = form_cases.text("tabs", "why/plain", ("extra_value",))[0]
        found = form_truth.convert(data, "report.txt", "--no-repair")
        self.assertEqual(open_facts(found), told(found))


class Several(unittest.TestCase):
    def test_a_check_repeats_no_reason_of_other_facts(self):
        """Of several reasons of a table each is about the row that it names, and nothing says about which others."""
        for seed in (0, 2):
            data, _ = form_cases.text("csv", f"why/{seed}", ("row_cut_off", "glued_values"))
            found = form_truth.convert(data, "report.txt")
            reasons = [d for d in found["conversion"]["diagnostics"] if d["code"].startswith("form.ambiguous.") and d["message"].startswith("table t3")]
            self.assertEqual(2, len(reasons))
            for finding in (f for f in found["findings"] if f["rule"] == "X-T4-T3"):
                self.assertNotIn("form.ambiguous", finding["message"]["en"], seed)


if __name__ == "__main__":
    unittest.main()
