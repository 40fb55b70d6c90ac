"""Aligned text whose narrow columns break numbers over lines: the digits above and below a row that no row has taken. Each line of them may add up
by itself, so the number beside them is open unless its row holds with the digits left out and in no way with them."""
import unittest

import form_truth
import test_form_beside_rows as beside
import test_form_group_sums as sums
import test_form_narrow as narrow

OUTCOME = "outcome."
ROOMS = [40, 40, 80] + [5] * 7
FOURTH = """\
四、政府信息公开行政复议、行政诉讼情况

                行政复议                                    行政诉讼
                                        未经复议直接起诉              复议后起诉
结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计 结果 结果 其他 尚未 总计
维持 纠正 结果 审结      维持 纠正 结果 审结      维持 纠正 结果 审结
{}

五、存在的主要问题及改进情况"""
GROUPS = [f"t4.{group}.{end}" for group in ("review", "suit_direct", "suit_after_review")
          for end in ("upheld", "corrected", "other", "pending", "total")]


def values_with(changed):
    """The rows of table 3 with some changed, so that all sums hold."""
    rows, values = sums.numbers()
    values.update({key: [*parts, sum(parts)] for key, parts in changed.items()})
    parts = [k for k, _ in rows if k.startswith(OUTCOME) and k != "outcome.total"]
    values["outcome.total"] = [sum(values[k][c] for k in parts) for c in range(7)]
    values["new_received"] = [values["outcome.total"][c] + values["carried_out"][c] - values["carried_in"][c] for c in range(7)]
    return rows, values


def placed(words, label=""):
    """The words in their columns of values; None: nothing stands there."""
    line = label
    for n, word in enumerate(words):
        column = sum(ROOMS[:narrow.LABELS + n]) + 2 * (narrow.LABELS + n)
        if word is not None:
            line += " " * (column - narrow.width(line)) + str(word)
    return line


def table(rows, values, instead):
    """`instead`: of some rows, the lines in place of their own; each a piece of the label and seven words."""
    padded = [[*labels[:-1], *[""] * (narrow.LABELS - len(labels)), labels[-1], *map(str, values[key])] for key, labels in rows]
    for row, above in zip(padded[::-1], padded[-2::-1]):
        for n in range(2):
            if row[:n + 1] == above[:n + 1] and row[n]:
                row[n] = ""
    made = []
    for (key, labels), line in zip(rows, narrow.aligned(padded, ROOMS)):
        before = line[:line.index(labels[-1])]
        for label, words in instead.get(key, []):
            made.append(placed(words, before + label if label else ""))
        if key not in instead:
            made.append(line)
    return narrow.aligned(narrow.HEAD, ROOMS[:narrow.LABELS] + [12] * 7) + made


def read(lines, fourth="0 " * 15):
    text = sums.REPORT.format(table="\n".join(lines)).replace("五、存在的主要问题及改进情况", FOURTH.format(fourth))
    document = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read")}


NONE = [None] * 7
LONE = [0, 0, 0, 0, 128, 0]


class Loose(unittest.TestCase):
    def check(self, changed, instead, least):
        rows, values = values_with(changed)
        facts = {f"t3.{key}.{column}": n for key, own in values.items() for column, n in zip(sums.COLUMNS, own)}
        found = {k: v for k, v in read(table(rows, values, instead)).items() if k.startswith("t3.")}
        self.assertEqual({}, {k: (v, facts[k]) for k, v in found.items() if v != facts[k]})
        self.assertGreaterEqual(len(found), least)
        return found

    def test_nothing_is_broken(self):
        self.check({}, {}, 175)

    def test_each_line_of_digits_adds_up(self):
        for key, label in (("outcome.unable.not_held", "1.本机关不掌握相关政府信息"), ("outcome.not_processed.repeated", "2.重复申请")):
            lines = [("", [None] * 4 + [1, None, 1]), (label, [0, 0, 0, 0, 2, 0, 2]), ("", [None] * 4 + [8, None, 8])]
            with self.subTest(key=key):
                self.check({key: LONE}, {key: lines}, 150)

    def test_digits_with_their_bracket(self):
        """Last year's number in brackets stands behind the last piece: `111` and `7(25)` below it."""
        key = "outcome.not_processed.repeated"
        lines = [("2.重复申请", [0, 0, 0, 0, 111, 0, 111]), ("", [None] * 4 + ["7(25)", None, "7(31)"])]
        self.check({key: [0, 0, 0, 0, 1117, 0]}, {key: lines}, 140)

    def test_digits_with_other_signs(self):
        """Columns line up the whole text, at its left or right end."""
        key = "outcome.not_processed.repeated"
        for tail in ("7注1", "**7**", "+7", "7&nbsp;", "7 件"):
            lines = [("2.重复申请", [0, 0, 0, 0, 111, 0, 111]), ("", [None] * 4 + [tail, None, tail])]
            with self.subTest(tail=tail):
                self.check({key: [0, 0, 0, 0, 1117, 0]}, {key: lines}, 140)
        lines = [("2.重复申请", [0, 0, 0, 0, "      1", 0, "      1"]), ("", [None] * 4 + ["50(1.6%)", None, "50(1.6%)"])]
        self.check({key: [0, 0, 0, 0, 150, 0]}, {key: lines}, 140)

    def test_digits_left_over_beside_some_that_were_joined(self):
        """Those above the row are others': a number with digits on both sides has some below all the same."""
        key = "outcome.unable.still_unclear"
        lines = [("3.补正后申请内容仍不明确", [1, 1, 9, 6, 4, 8, 3]), ("", [4, 6, None, 4, 4, 3, 3]), ("", [5, 5, None, None, None, None, 0]),
                 ("", [2, 1, None, None, None, None, 3])]
        above = [("2.没有现成信息需要另行制作", [7, 5, 9, 7, 9, 2, 1]), ("", [4, None, 9, 3, None, 7, 8]), ("", [5, None, 3, None, None, None, 5]),
                 ("", [None] * 6 + [2])]
        self.check({key: [1452, 1651, 9, 64, 44, 83], "outcome.unable.must_be_created": [745, 5, 993, 73, 9, 27]},
                   {key: lines, "outcome.unable.must_be_created": above}, 130)

    def test_a_line_of_the_label_between(self):
        for key, begin, end in (("outcome.unable.not_held", "1.本机关不掌握相关政府", "信息"),
                                ("outcome.not_processed.excessive", "4.无正当理由大量反复申", "请")):
            for own in (LONE, [128, 0, 0, 0, 0, 0], [0, 0, 128, 2, 0, 0]):
                whole = [*own, sum(own)]
                pieces = [[str(n)[i] if n > 99 else n if i == 1 else None for n in whole] for i in range(3)]
                lines = [("", pieces[0]), (begin, NONE), ("", pieces[1]), (end, NONE), ("", pieces[2])]
                with self.subTest(key=key, own=own):
                    self.check({key: own}, {key: lines}, 120)

    def test_only_the_first_lines_are_the_rows(self):
        lines = [("2.重复申请", [0, 0, 0, 0, 1, 0, 1]), ("", [None] * 4 + [2, None, 2]), ("", [None] * 4 + [8, None, 8])]
        self.check({"outcome.not_processed.repeated": LONE}, {"outcome.not_processed.repeated": lines}, 150)

    def test_joined_digits_are_not_all(self):
        lines = [("", [None] * 5 + [1, 1]), ("供", NONE), ("3.补正后申请内容仍不明确", [0, 4, 3, 0, 0, 2, 3]), ("", [None] * 5 + [8, 5])]
        self.check({"outcome.unable.still_unclear": [0, 4, 3, 0, 0, 128]}, {"outcome.unable.still_unclear": lines}, 150)

    def test_cells_that_nobody_can_read_beside(self):
        lines = [("2.重复申请", [169, "&nbsp;799&nbsp", 3, 240, 693, 5, 560]), ("", [8, ";", None, 4, None, None, 2])]
        self.check({"outcome.not_processed.repeated": [1698, 7998, 3, 2404, 693, 5]}, {"outcome.not_processed.repeated": lines}, 140)

    def test_a_number_of_a_page_costs_nothing(self):
        """A row that adds up does so without it, and not with it."""
        rows, values = values_with({})
        own = values["outcome.not_processed.repeated"]
        for n in range(7):
            page = [None] * 7
            page[n] = 4
            found = self.check({}, {"outcome.not_processed.repeated": [("2.重复申请", own), ("", page)]}, 174)
            self.assertEqual(found["t3.outcome.not_processed.repeated.total"], own[6])

    def test_a_number_joined_with_a_line_that_others_stand_in(self):
        """29 is what is left of 1, 8, 8, 2, 9 and 1 with the total's next digit alone."""
        own = [1013, 89, 83, 2, 98, 1666]
        lines = [("2.其他法律行政法规禁止公开", [1, 8, 8, 2, 9, 1, 2]), ("", [0, 9, 3, None, 8, 6, 9]), ("", [1, None, None, None, None, 6, 5]),
                 ("", [3, None, None, None, None, 6, 1])]
        self.check({"outcome.denied.barred_by_law": own}, {"outcome.denied.barred_by_law": lines}, 130)

    def test_the_last_row_of_a_page(self):
        """Its digits go on behind the header of the next page; it does not add up."""
        rows, values = values_with({"outcome.not_processed.repeated": [241, 5, 202, 383, 222, 419]})
        first = [(str(n)[0]) for n in values["outcome.not_processed.repeated"]]
        lines = table(rows, values, {"outcome.not_processed.repeated": [("2.重复申请", first)]})
        at = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
        lines[at + 1:at + 1] = ["\f" + lines[0], *lines[1:3]]
        self.assertEqual([], [k for k in read(lines) if "not_processed.repeated" in k])

    def test_the_foot_of_a_page_costs_nothing(self):
        """Nor where no sum tells: a blank line is above it, and the page ends behind it."""
        row = "      规章              6            2       183"
        self.assertIn(row, beside.PUBLIC)
        found = beside.values(beside.with_public(beside.PUBLIC.replace(row, "\n\n                   - 1 -\n\f" + row)))
        self.assertEqual(6, found.get("t2.regulations.issued"))

    def test_digits_below_table_4(self):
        rows, values = values_with({})
        lines = table(rows, values, {})
        first = "0  1  0  0  1  1  1  3  3  1  4  1  3  3  8"
        rest = "\n".join((" " * 15 + "2  2  3     7     2     3  2", " " * 18 + "8        6"))
        found = read(lines, first + "\n" + rest)
        facts = dict(zip(GROUPS, (0, 1, 0, 0, 1, 12, 128, 33, 3, 176, 4, 12, 3, 33, 82)))
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t4.") and v != facts[k]})

    def test_fractions_below_table_4(self):
        rows, values = values_with({})
        lines = table(rows, values, {})
        first = "98.0 18.0 5.0 76.0 197. 81.0 228 229 48.0 471 8.0 13.0 201 308. 234"
        rest = " " * 22 + "0        5.0 9.0      3.0          4.0 0 3.0"
        found = read(lines, first + "\n" + rest)
        facts = dict(zip(GROUPS, (98, 18, 5, 76, 197, 81, 2285, 2299, 48, 4713, 8, 13, 2014, 308, 2343)))
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t4.") and v != facts[k]})

    def test_groups_in_another_order(self):
        """Columns printed over each other come out in another order: both groups would add up with another number as their total."""
        rows, values = values_with({})
        facts = dict(zip(GROUPS, (33, 1, 1, 1, 36, 0, 0, 4, 1, 5, 0, 2, 0, 33, 35)))
        found = read(table(rows, values, {}), "33 1 1 1 36 0 5 0 4 1 35 0 2 0 33".replace(" ", "    "))
        self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t4.") and v != facts[k]})
        self.assertEqual(found.get("t4.review.total"), 36)


if __name__ == "__main__":
    unittest.main()
