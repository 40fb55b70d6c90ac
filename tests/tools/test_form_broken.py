"""Labels of rows that are broken above their numbers, which stand with or without the blanks that fill up the label: nothing tells of a
blank whether it is one of those, or a number's."""
import unittest

from test_form_own import BODIES, stated, tabs

HEADS = [["", "", "", "申请人情况", "", "", "", "", "", ""], ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"], ["", "", "", "", *BODIES, ""]]
WHOLE = ["1", "1", "1", "0", "1", "0", "4"]


def table(granted):
    """The row of that label, and one more whose label is broken, whose numbers stand right behind it."""
    return [*HEADS, ["一、本年新收政府信息公开申请数量", "", "", *WHOLE], ["二、上年结转政府信息公开申请数量", "", "", "0", "0", "1", "0", "0", "0", "1"],
            *granted, ["", "（二）部分公开（区分处理的，只计这一情形，不计其"], ["他情形）", *WHOLE]]


def read(rows, row):
    return [v for k, v in stated(t3=rows, shape=tabs).items() if k.startswith(row + ".")]


class Broken(unittest.TestCase):
    def test_fewer_numbers_than_columns(self):
        """One was lost, and the blank is the label's; or none was, and it is a number's."""
        for short in (["1", "1", "1", "0", "0", "3"], ["", "1", "1", "", "", "2"]):
            rows = table([["三、本年度办理结果", "（一"], ["）予以公开", "", *short]])
            with self.subTest(short=short):
                self.assertEqual([], read(rows, "t3.outcome.granted"))
                self.assertEqual([1, 1, 1, 0, 1, 0, 4], read(rows, "t3.outcome.partly_granted"))

    def test_whole_rows_beside_a_short_one(self):
        """They begin where their labels leave off; the short one, whose label is not broken, lost its first number."""
        rows = table([["三、本年度办理结果", "（一）予以公开", "", "0", "0", "1", "1", "0", "2"]])
        rows[4:5] = [["二、上年结转"], ["政府信息公开申请数量", "", "", *WHOLE]]
        self.assertEqual([], read(rows, "t3.outcome.granted"))

    def test_a_piece_that_ends_two_labels(self):
        """Lines may be gone between the pieces, where the other label's row is not there."""
        rows = table([["三、本年度办理结果", "（一）予以公开", "", *WHOLE]])
        rows[3:4] = [["一、本年新收"], ["政府信息公开申请数量", "", "", *WHOLE]]
        self.assertEqual([1, 1, 1, 0, 1, 0, 4], read(rows, "t3.new_received"))
        self.assertEqual([], read([row for row in rows if "上年结转" not in row[0]], "t3.new_received"))

    def test_rows_that_begin_elsewhere_deny_the_one_that_tells(self):
        """`4` and `.无正当理由…`: what follows is a label by itself, so its row is none that was joined; those that were begin a column later."""
        rows = [[".无正当理由大量反复申请", "0", "8", "8", "9", "1485", "3", "1513"], ["六）其他处理", "", "1717", "0", "0", "7", "2", "1726", ""],
                ["", "（七）总计", "", "5254", "4299", "4156", "5406", "5695", "2426", "27236"],
                ["四、结转下年度"], ["继续办理", "", "", "3", "0", "2", "70", "1247", "3", "1325"]]
        self.assertEqual([], read(rows, "t3.outcome.other"))


if __name__ == "__main__":
    unittest.main()
