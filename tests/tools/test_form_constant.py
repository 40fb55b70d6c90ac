"""Columns of the report's own that are one in each row, in text that does not keep its cells: a unit before the values, an empty remark or a
change behind them, numbers of lines. A row is read without them; where most rows have another thing there, it is open."""
import unittest

import test_form_group_sums as sums

HEADS = ("自然人  法人或其他组织  总计", "商业企业  科研机构  社会公益组织  法律服务机构  其他")
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
WAYS = {"unit": (lambda n: ["件"], lambda n: []), "code": (lambda n: [f"{n + 1:02}"], lambda n: []), "remark": (lambda n: [], lambda n: ["无"]),
        "mark": (lambda n: [], lambda n: ["/"]), "share": (lambda n: [], lambda n: [f"{(n * 37 % 90) - 40}.5%"])}
NAMES = {"unit": "单位", "code": "行次", "remark": "备注", "mark": "备注", "share": "同比增长"}


def table(way, sep="  ", names=None):
    rows, values = sums.numbers()
    before, behind = WAYS[way]
    title = [CORNER, NAMES[way], "申请人情况"] if before(0) else [CORNER, "申请人情况", NAMES[way]]
    lines = [sep.join([*labels, *before(n), *map(str, values[key]), *behind(n)]) for n, (key, labels) in enumerate(rows)]
    facts = {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}
    return lines, [sep.join(title), *(h.replace("  ", sep) for h in HEADS)], facts


class Constant(unittest.TestCase):
    def read(self, lines, head):
        return {k: v for k, v in sums.read(lines, head).items() if k.startswith("t3.")}

    def test_one_thing_in_every_row(self):
        for way in WAYS:
            for sep in ("  ", "\t"):
                lines, head, facts = table(way, sep)
                with self.subTest(way=way, sep=sep):
                    self.assertEqual(facts, self.read(lines, head))

    def test_a_row_that_does_not_add_up_is_open(self):
        """A number of it is gone and another came in: nothing says which."""
        lines, head, facts = table("unit")
        cells = lines[4].split("  ")
        cells[-3] = str(int(cells[-3]) + 1)
        lines[4] = "  ".join(cells)
        found = self.read(lines, head)
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})
        self.assertEqual(len(facts) - 7, len(found))

    def test_words_that_change_say_nothing(self):
        """Half of the rows have a unit in front, the others a remark behind: no column is one."""
        lines, head, facts = table("unit")
        other, _, _ = table("remark")
        lines[::2] = other[::2]
        found = self.read(lines, head)
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})

    def test_marks_beside_a_total_in_another_place(self):
        """One request of all: `1 0 0 0 0 0 1 无` adds up as the form's columns do, but the first head is another name of 总计; and `/` below 总计
        is the form's, whatever stands in front."""
        rows, _ = sums.numbers()
        asked = {"new_received", "outcome.granted", "outcome.total"}
        other = {key: int(key in asked) for key, _ in rows}
        ways = {"moved": (["合计数  自然人  法人或其他组织  备注", HEADS[1]], lambda n: [n, 0, 0, 0, 0, 0, n, "无"]),
                "mark": (["合计数  自然人  法人或其他组织  总计", HEADS[1]], lambda n: [n, 0, 0, 0, 0, 0, n, "/"])}
        facts = {f"t3.{k}.{c}": n if c.endswith(("other", "total")) else 0 for k, n in other.items() for c in sums.COLUMNS}
        for way, (head, cells) in ways.items():
            for sep in ("  ", "\t"):
                lines = [sep.join([*labels, *map(str, cells(other[key]))]) for key, labels in rows]
                found = self.read(lines, [sep.join([CORNER, "申请人情况"]), *(h.replace("  ", sep) for h in head)])
                with self.subTest(way=way, sep=sep):
                    self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})

    def test_a_remark_over_a_blank_corner(self):
        """Cells keep their columns, 备注 is blank in each row, and so is the corner: its head stands in the line of the title."""
        rows, values = sums.numbers()
        lines = ["\t".join([*labels, *[""] * (3 - len(labels)), *map(str, values[key]), ""]) for key, labels in rows]
        head = ["\t\t\t申请人情况\t\t\t\t\t\t\t备注", "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\t", "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\t"]
        facts = {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}
        self.assertEqual(facts, self.read(lines, head))


if __name__ == "__main__":
    unittest.main()
