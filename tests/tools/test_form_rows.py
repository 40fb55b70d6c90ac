"""Rows of table 3 that their number or their own labels place, beside a row that nobody can read: no sum over rows can be taken."""
import json
import re
import unittest

import form_cases
import form_truth

RUN = ("4.保护第三方合法权益", "5.属于三类内部事务信息", "6.属于四类过程性信息")
GONE = "1.信访举报投诉类申请"
KEYS = tuple(f"t3.outcome.denied.{k}." for k in ("third_party_rights", "internal_affairs", "deliberative"))
GONE_KEY = "t3.outcome.not_processed.petition."


def reports(shape, count, is_whole=False):
    """(text, facts) with all numbers of table 3 there, but those of one row, unless it is whole."""
    found = []
    for seed in range(99):
        data, truth = form_cases.text(shape, f"rows/{seed}")
        text, facts = data.decode(), truth["facts"]
        whole = all(v is not None for k, v in facts.items() if k.startswith("t3.")) and not truth["undecidable"]
        if whole and is_whole:
            found.append((text, facts))
        elif whole and all(label in text for label in (*RUN, GONE)):
            found.append((emptied(text, GONE), {k: None if k.startswith(GONE_KEY) else v for k, v in facts.items()}))
        if len(found) == count:
            break
    return found


def row_of(text, label):
    at = text.index(label)
    return text.rindex("\n", 0, at) + 1, text.index("\n", at) + 1


def emptied(text, label):
    """The row has kept its label and no number."""
    first, end = text.index(label) + len(label), row_of(text, label)[1]
    return text[:first] + re.sub(r"\d+", lambda m: " " * len(m.group()), text[first:end]) + text[end:]


class Rows(unittest.TestCase):
    def judged(self, text, facts):
        found = form_truth.judge(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"), facts)
        self.assertEqual([], found.wrong)
        return found.lacking

    def test_rows_without_label(self):
        for shape in ("tabs", "markdown"):
            for text, facts in reports(shape, 3):
                for label in RUN:
                    text = text.replace(label, "")
                self.assertEqual([], self.judged(text, facts))

    def test_rows_that_changed_places(self):
        for shape in ("tabs", "markdown"):
            for text, facts in reports(shape, 3):
                first, end = row_of(text, RUN[0])
                after = row_of(text, RUN[1])[1]
                self.assertEqual([], self.judged(text[:first] + text[end:after] + text[first:end] + text[after:], facts))

    def test_a_row_that_moved_far(self):
        for text, facts in reports("markdown", 3):
            first, end = row_of(text, RUN[0])
            after = row_of(text, RUN[2])[1]
            lacking = self.judged(text[:first] + text[end:after] + text[first:end] + text[after:], facts)
            self.assertEqual(7, len(lacking))

    def test_rows_without_label_that_are_more_than_all_rows(self):
        for text, facts in reports("markdown", 3):
            first, end = row_of(text, RUN[1])
            large = re.sub(r"\d+(?= *\|)", lambda m: m.group() + "00000", text[first:end])
            text = text[:first] + large + text[end:]
            for label in RUN:
                text = text.replace(label, "")
            lacking = self.judged(text, {k: None if k.startswith(KEYS[1]) else v for k, v in facts.items()})
            self.assertEqual({k for k in facts if k.startswith((KEYS[0], KEYS[2]))}, set(lacking))

    def test_another_name_with_its_own_number(self):
        for text, facts in reports("markdown", 3, is_whole=True):
            first, end = row_of(text, "（七）总计")
            to = row_of(text, "（一）予以公开")[1]
            row = text[first:end].replace("（七）总计", "（七）合计")
            moved = text[:to] + row + text[to:first] + text[end:]
            self.assertEqual([], self.judged(moved, facts))



class Merged(unittest.TestCase):
    def test_a_number_beside_two_rows_is_neithers(self):
        """The cell of a number goes on down beside the next row's label, whose own it takes the place of."""
        text, facts = reports("tabs", 1, is_whole=True)[0]
        document = form_truth.convert(text.encode(), "report.txt", "--pass", "none")
        for label, key in (("2.其他法律行政法规禁止公开", "denied.barred_by_law"), (RUN[0], "denied.third_party_rights")):
            for column, part in ((-2, "legal_person.other"), (-4, "legal_person.public_welfare")):
                merged = json.loads(json.dumps(document, default=str))
                table, row = next((b, c["row"]) for b in merged["blocks"] for c in b.get("cells", ()) if c["text"].endswith(label))
                cells = sorted((c for c in table["cells"] if c["row"] == row), key=lambda c: c["column"])
                cell = cells[column]
                table["cells"] = [c for c in table["cells"] if (c["row"], c["column"]) != (row + 1, cell["column"])]
                cell["row_span"] = 2
                data = json.dumps(merged, ensure_ascii=False).encode()
                found = form_truth.convert(data, "report.json", "--pass", "form")
                stated = {f["key"]: f["value"] for f in found["facts"] if f["value"] is not None}
                self.assertNotIn(f"t3.outcome.{key}.{part}", stated)
                self.assertIn(f"t3.outcome.{key}.natural_person", stated)


class Beside(unittest.TestCase):
    def test_last_years_number_beside_a_blank(self):
        """The row has nothing below the form's head, and a number below last year's."""
        asked = 0
        for seed in range(20):
            text = form_cases.text("tabs", f"rows/{seed}")[0].decode()
            head, row = re.search(r"信息内容\t本年处理决定数量\t*(?=\n)", text), re.search(r"行政许可\t(\d+)\t*(?=\n)", text)
            if not head or not row or head.end() + 1 != row.start():
                continue
            changed = text[:head.start()] + "信息内容\t本年处理决定数量\t上年处理决定数量\n行政许可\t\t64" + text[row.end():]
            found = form_truth.values(form_truth.convert(changed.encode(), "report.txt", "--pass", "stitch,form"))
            self.assertIsNone(found.get("t2.licensing.decisions"), seed)
            asked += 1
        self.assertGreater(asked, 0)


if __name__ == "__main__":
    unittest.main()
