"""Columns of the report's own beside blank cells, in text that does not keep its cells: a row may have as many cells as the form has columns and lack
one of its own, so that it must add up. A unit alone, or a mark behind zeros that are printed, is a cell of theirs."""
import random
import unittest

import test_form_group_sums as sums
from test_form_narrow import width

HEADS = [["申请人情况"], ["自然人", "法人或其他组织", "总计"], ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]


def numbers(seed, zeros):
    """The rows of table 3, with many zeros, and all sums right."""
    rng = random.Random(seed)
    rows, values = sums.numbers()
    parts = [k for k, _ in rows if k.startswith("outcome.") and k != "outcome.total"]
    for key in [*parts, "carried_in", "carried_out"]:
        own = [0 if rng.random() < zeros else rng.choice((1, 2, 3, 4, 7, 12, 33, 128)) for _ in range(6)]
        values[key] = [*own, sum(own)]
    values["outcome.total"] = [sum(values[k][c] for k in parts) for c in range(7)]
    values["new_received"] = [values["outcome.total"][c] + values["carried_out"][c] - values["carried_in"][c] for c in range(7)]
    return rows, values


def blank(values, rng, share):
    """Zeros are blank; so is one or other number."""
    return ["" if n == 0 or rng.random() < share else str(n) for n in values]


class OwnCells(unittest.TestCase):
    def check(self, seed, lines, head, values, least=0):
        facts = {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}
        found = {k: v for k, v in sums.read(lines, head).items() if k.startswith("t3.")}
        self.assertEqual({}, {k: (v, facts[k]) for k, v in found.items() if v != facts[k]}, seed)
        self.assertGreaterEqual(len(found), least)

    def test_two_blanks_between_cells_that_are_there(self):
        ways = ((["单位"], ["去年总计"], "件", None), ([], ["备注", "上年同期"], None, "—"), (["单位"], ["同比增长"], "件", "%"), ([], ["备注"], None, "/"))
        for seed in range(16):
            before, behind, unit, mark = ways[seed % 4]
            rng = random.Random(seed)
            rows, values = numbers(seed, .35)
            lines = []
            for key, labels in rows:
                own = [str(rng.randrange(10, 900))] if "总计" in "".join(behind) or "上年" in "".join(behind) else []
                last = [f"{rng.randrange(-600, 600) / 10}%"] if mark == "%" else [mark] * bool(mark)
                cells = [*labels, *[unit] * bool(unit), *blank(values[key], rng, .05), *last, *own]
                lines.append("  ".join(c for c in cells if c))
            head = ["  ".join([*before, *HEADS[0], *behind]), "  ".join(HEADS[1]), "  ".join(HEADS[2])]
            self.check(seed, lines, head, values)

    def test_a_unit_before_numbers_in_bars(self):
        for seed in range(8):
            rng = random.Random(seed)
            rows, values = numbers(seed, .2)
            bar = lambda cells: " | ".join(cells).rstrip()
            head = [bar(["", "", "", "单位", "申请人情况", "", "", "", "", "", ""]), bar(["", "", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"]),
                    bar(["", "", "", "", "", *HEADS[2], ""])]
            lines = [bar([*labels, *[""] * (3 - len(labels)), "件", *["" if rng.random() < .2 else str(n) for n in values[key]]]) for key, labels in rows]
            self.check(seed, lines, head, values)

    def test_cells_of_a_drawn_grid(self):
        """What all ways to leave a cell out agree on is none where a column is the report's own."""
        wide = [36, 36, 40] + [12] * 9
        for seed in range(12):
            rng = random.Random(seed)
            rows, values = numbers(seed, .4)
            table = [["", "", "", "申请人情况", "", "", "", "", "", "", "备注", "同比增长"], ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计", "", ""],
                     ["", "", "", "", *HEADS[2], "", "", ""]]
            table += [[*labels, *[""] * (3 - len(labels)), *blank(values[key], rng, 0), "无", f"{rng.randrange(-600, 600) / 10}%"] for key, labels in rows]
            rule = "+" + "+".join("-" * w for w in wide) + "+"
            lines = [rule]
            for row in table:
                lines += ["|" + "|".join(" " + c + " " * (w - 1 - width(c)) for c, w in zip(row, wide)) + "|", rule]
            self.check(seed, lines, [], values)

    def test_a_mark_behind_printed_zeros(self):
        """A cell a line: the mark of a remark stands where the total should, and one 0 is gone."""
        rows, values = numbers(1, .2)
        values["outcome.not_processed.repeated"] = [0] * 7
        parts = [k for k, _ in rows if k.startswith("outcome.") and k != "outcome.total"]
        values["outcome.total"] = [sum(values[k][c] for k in parts) for c in range(7)]
        values["new_received"] = [values["outcome.total"][c] + values["carried_out"][c] - values["carried_in"][c] for c in range(7)]
        head = [h for line in ([HEADS[0][0], "备注"], *HEADS[1:]) for h in line]
        lines = []
        for key, labels in rows:
            own = values[key] if key != "outcome.not_processed.repeated" else [0] * 6
            lines += [*labels, *map(str, own), "/"]
        found = sums.read(lines, head)
        self.assertEqual([], [k for k in found if ".repeated." in k])


if __name__ == "__main__":
    unittest.main()
