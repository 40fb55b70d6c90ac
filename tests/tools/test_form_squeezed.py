"""The first line of table 3's header with what its merged cells are wide at its end, 总计 right behind 申请人情况: its labels stand in order and not above their columns. Where
they do stand above them, in an order of the report's own, the heads are obeyed or nothing is read."""
import unittest

from test_form_group_sums import COLUMNS, line, numbers, read

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
SQUEEZED = [f"{CORNER}\t\t\t申请人情况\t总计\t\t\t\t\t", "\t\t\t自然人\t法人或其他组织\t\t\t\t\t", "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t"]
SECOND = [f"{CORNER}\t\t\t申请人情况\t总计\t\t\t\t\t", "\t\t\t自然人\t\t法人或其他组织\t\t\t\t", "\t\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他"]


class Squeezed(unittest.TestCase):
    def setUp(self):
        self.rows, self.values = numbers()
        self.facts = {f"t3.{k}.{c}": n for k, v in self.values.items() for c, n in zip(COLUMNS, v)}

    def read(self, head, order):
        lines = head + [line(labels, [self.values[k][i] for i in order]) for k, labels in self.rows]
        return {k: v for k, v in read(lines, []).items() if k.startswith("t3.")}

    def test_the_total_behind_the_title(self):
        for head in (SQUEEZED, [SQUEEZED[0].replace("申请人情况\t总计", "申请人情况\t合计"), *SQUEEZED[1:]]):
            self.assertEqual(self.facts, self.read(head, range(7)))

    def test_the_total_is_the_second_column(self):
        found = self.read(SECOND, (0, 6, 1, 2, 3, 4, 5))
        self.assertEqual({}, {k: v for k, v in found.items() if v != self.facts[k]})


if __name__ == "__main__":
    unittest.main()
