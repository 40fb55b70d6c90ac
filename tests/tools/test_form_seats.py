"""Sections of aligned text whose rows have blanks: where the lines have their numbers tells the columns, and the sums over the rows have to agree.
Numbers with units and marks for nothing stand as numbers do."""
import random
import unittest

import test_form_pieces as pieces

FOUR = pieces.HEADS4[0].split("\n")
HEADS = pieces.HEADS.split("\n")
ROOM = 9        # characters of a column
HEAD4 = ["行政复议                                   行政诉讼",
         "                                       未经复议直接起诉                                   复议后起诉",
         "结果维持 结果纠正 其他结果 尚未审结 总计 ".replace(" ", "    ") * 3]


def facts_of(seed, share=0.4):
    """As the others', with zeros."""
    rng, out = random.Random(seed), pieces.numbers(seed)
    rows = [key for key, _ in pieces.ROWS]
    parts = [key for key in rows if key.startswith("outcome.") and key != "outcome.total"]
    for column in pieces.COLUMNS[:-1]:
        for key in parts + ["carried_in"]:
            out[f"t3.{key}.{column}"] *= rng.random() > share
        out[f"t3.outcome.total.{column}"] = sum(out[f"t3.{key}.{column}"] for key in parts)
        out[f"t3.new_received.{column}"] = (out[f"t3.outcome.total.{column}"] + out[f"t3.carried_out.{column}"]
                                            - out[f"t3.carried_in.{column}"])
    for key in rows:
        out[f"t3.{key}.total"] = sum(out[f"t3.{key}.{column}"] for column in pieces.COLUMNS[:-1])
    return out


def labels(at):
    """The lines of a row's label."""
    key, label = pieces.ROWS[at]
    lines = pieces.rows({f"t3.{k}.{c}": "" for k, _ in pieces.ROWS for c in pieces.COLUMNS})
    first = sum(len(label.split("|")) for _, label in pieces.ROWS[:at])
    return [line.rstrip() for line in lines[first:first + len(label.split("|"))]]


def table(facts, printed, moved=()):
    """Each number in the middle of its column; `moved`: (row, column) -> characters to the right."""
    lines = []
    for at, (key, _) in enumerate(pieces.ROWS):
        first, *rest = labels(at)
        line = first
        for n, column in enumerate(pieces.COLUMNS):
            text = printed(facts[f"t3.{key}.{column}"])
            place = 42 + n * ROOM + (ROOM - len(text)) // 2 + dict(moved).get((key, column), 0)
            line = line.ljust(place) + text if text else line
        lines += [line, *rest]
    return lines


def blank(value):
    return str(value) if value else ""


class Seats(unittest.TestCase):
    judge = pieces.Pieces.judge

    def lacking(self, three, facts, heads=HEADS):
        four = {k: v for k, v in facts.items() if k.startswith("t4")}
        lack = self.judge(heads + three, FOUR + [pieces.row_of_4(facts)], facts)
        self.assertEqual([], [k for k in lack if k in four])
        return [k for k in lack if facts[k]]

    def test_blanks_for_zero(self):
        for seed in range(6):
            facts = facts_of(seed, 0.3 + seed / 10)
            self.assertEqual([], self.lacking(table(facts, blank), facts))

    def test_marks_for_zero(self):
        facts = facts_of(1)
        for mark in ("-", "/", "—"):
            self.assertEqual([], self.lacking(table(facts, lambda v: str(v) if v else mark), {k: v or None for k, v in facts.items()}))

    def test_a_line_that_is_off_by_some_characters(self):
        facts = facts_of(2)
        key = next(k for k, _ in pieces.ROWS if 2 < sum(facts[f"t3.{k}.{c}"] == 0 for c in pieces.COLUMNS[:-1]) < 5)
        three = table(facts, blank, [((key, c), 3) for c in pieces.COLUMNS])
        self.assertEqual([], self.lacking(three, facts))

    def test_a_number_below_another_column_is_open_with_all_others_beside_blanks(self):
        facts = facts_of(3)
        key, column = next((k, c) for k, _ in pieces.ROWS for n, c in enumerate(pieces.COLUMNS[:5])
                           if facts[f"t3.{k}.{c}"] and not facts[f"t3.{k}.{pieces.COLUMNS[n + 1]}"])
        lack = self.lacking(table(facts, blank, [((key, column), ROOM)]), facts)
        partial = [k for k, _ in pieces.ROWS if any(not facts[f"t3.{k}.{c}"] for c in pieces.COLUMNS)]
        self.assertEqual({f"t3.{k}.{c}" for k in partial for c in pieces.COLUMNS if facts[f"t3.{k}.{c}"]}, set(lack))

    def test_a_blank_row(self):
        facts = facts_of(4)
        keys = [k for k, _ in pieces.ROWS if k.startswith("outcome.denied")][2:4]
        for c in pieces.COLUMNS:                                    # what they had is another row's
            for key in keys:
                facts[f"t3.outcome.granted.{c}"] += facts[f"t3.{key}.{c}"]
                facts[f"t3.{key}.{c}"] = 0
        self.assertEqual([], self.lacking(table(facts, blank), facts))

    def test_numbers_with_their_unit(self):
        facts = facts_of(5)
        four = FOUR + [pieces.row_of_4(facts)]
        for behind in ("件", " 件"):
            three = table(facts, lambda v: f"{v}{behind}")
            self.assertEqual([], self.judge(HEADS + three, four, facts))
            cut = three[0].rindex("件")
            self.judge(HEADS + [three[0][:cut], " " * (cut - 3) + "7件"] + three[1:], four, {**facts, "t3.new_received.total": None})

    def test_another_corner(self):
        facts = facts_of(6)
        three = table(facts, str)
        for corner in ("项目", "类别", "指标", "单位：件"):
            heads = [HEADS[0], HEADS[1].replace("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", corner.ljust(34)), *HEADS[2:]]
            self.assertEqual([], self.lacking(three, facts, heads))
        for corner in ("上年", "全省"):
            heads = [HEADS[0], HEADS[1].replace("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", corner.ljust(34)), *HEADS[2:]]
            self.lacking(three, facts, heads)

    def test_units_and_digits_below_the_last_row(self):
        facts = pieces.numbers(11)
        keys = [f"t4.{suit}.{end}" for suit in pieces.LAWSUITS for end in pieces.ENDS]
        facts |= {k: v for k, v in zip(keys, [747, 2736, 1551, 3455, 8489, 1370, 1656, 2454, 2553, 8033, 3114, 3863, 1911, 3730, 12618])}
        for cut in (0, 1):
            values = [str(facts[k]) for k in keys]
            values[-1] = values[-1][:5 - cut]
            units = ["件"] * 14 + [str(facts[keys[-1]])[5 - cut:] + "件"]
            lines = ["".join(v.ljust(8) for v in row).rstrip() for row in (values, units)]
            lack = self.judge(HEADS + pieces.rows(facts), HEAD4 + lines, facts)
            self.assertEqual(cut > 0, keys[-1] in lack)


if __name__ == "__main__":
    unittest.main()
