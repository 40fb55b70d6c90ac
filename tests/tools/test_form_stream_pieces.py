"""Text of one cell a line in which numbers are broken over lines, or labels are gone: what sums over rows bear out as a whole leaves the other rows and
tables as they are. What is broken itself stays open."""
import unittest

import test_form_group_sums as sums

HEADS = ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", "自然人", "法人或其他组织", "总计",
         "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
FOUR = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REVIEWS = [3, 1, 0, 2, 6, 1, 0, 4, 0, 5, 0, 2, 7, 1, 10]
LOST = "outcome.unable.must_be_created", "outcome.unable.still_unclear"


def table(change):
    """Lines, and facts; `change(key, labels, cells)` gives the lines of a row."""
    rows, values = sums.numbers()
    values = {k: [137 * n for n in v] for k, v in values.items()}
    lines = [*HEADS]
    for key, labels in rows:
        lines += change(key, [labels[-1]], [str(n) for n in values[key]])
    lines += ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", *FOUR, "未经复议直接起诉", "复议后起诉", *FOUR, *FOUR, *map(str, REVIEWS)]
    facts = {f"t3.{k}.{c}": n for k, v in values.items() for c, n in zip(sums.COLUMNS, v)}
    groups = ("review", "suit_direct", "suit_after_review")
    facts |= dict(zip([f"t4.{g}.{c}" for g in groups for c in ("upheld", "corrected", "other", "pending", "total")], REVIEWS))
    return lines, facts


def broken(keys, place):
    def change(key, label, cells):
        if key not in keys:
            return label + cells
        return label + cells[:place] + [cells[place][:-1], cells[place][-1]] + cells[place + 1:]
    return change


class StreamPieces(unittest.TestCase):
    def check(self, change, others, lost):
        lines, facts = table(change)
        found = {k: v for k, v in sums.read(lines, []).items() if k[:3] in ("t3.", "t4.")}
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})
        self.assertEqual(others, {k for k in facts if k not in found and not k.startswith(lost)})

    def test_broken_numbers(self):
        keys = ("new_received", "outcome.granted", "outcome.denied.state_secret", "outcome.not_processed.repeated")
        for place in (0, 3, 6):
            self.check(broken(keys, place), set(), tuple(f"t3.{k}." for k in keys))

    def test_rows_without_labels(self):
        """The numbers of two rows stand behind those of the row above."""
        lost = LOST + ("outcome.unable.not_held",)
        self.check(lambda key, label, cells: cells if key in LOST else label + cells, set(), tuple(f"t3.{k}." for k in lost))

    def test_a_number_too_many_that_no_sum_explains(self):
        """It may be a page's: where it stands nobody knows, and table 4 has small numbers."""
        def change(key, label, cells):
            return label + (["3", *cells[:3], cells[4], cells[5], "9", cells[6]] if key == "outcome.granted" else cells)
        lines, facts = table(change)
        found = {k: v for k, v in sums.read(lines, []).items() if k[:3] in ("t3.", "t4.")}
        self.assertEqual({}, {k: v for k, v in found.items() if v != facts[k]})
        self.assertFalse([k for k in found if k.startswith(("t4.", "t3.outcome.granted."))])


if __name__ == "__main__":
    unittest.main()
