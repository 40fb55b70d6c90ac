"""Digits of one number apart in a cell, and two numbers that ran together in another of the same row: where both ways to read it add up neither is
taken, if the table has numbers whose digits are apart."""
import unittest

from test_form_own import BODIES, ROWS, pipes, stated, tabs

HEADS = [["", "自然人", "法人或其他组织", "", "", "", "", "总计"], ["", "", *BODIES, ""]]
KEY = "t3.outcome.granted."
PLAIN = ["3", "21", "0", "2", "4", "0", "30"]


def table(row, apart):
    """`row` is the third of the table, and the number 21 of the second stands apart, or it does not."""
    rows = [[label, *PLAIN] for label in ROWS]
    rows[2][1:] = row
    rows[1][2] = "2 1" if apart else "21"
    return HEADS + rows


def third(row, apart, shape):
    return {k: v for k, v in stated(t3=table(row, apart), shape=shape).items() if k.startswith(KEY)}


class Apart(unittest.TestCase):
    def test_two_ways_add_up(self):
        """0 1 53 998 118 75 1245, whose 1 and 53 ran together and whose 118 stands apart, or 0 153 998 11 8 75 1245; 4 48 or 44 8."""
        for shape in (tabs, pipes):
            have = third(["0", "153", "998", "11 8", "75", "1245", ""], True, shape)
            self.assertEqual({KEY + "natural_person": 0, KEY + "legal_person.other": 75, KEY + "total": 1245}, have)
            have = third(["0", "6", "3", "2", "44 8", "63", ""], True, shape)
            self.assertFalse({KEY + "legal_person.legal_service", KEY + "legal_person.other"} & set(have))

    def test_two_numbers_in_a_cell(self):
        """One way adds up, or nothing shows that digits are apart."""
        for shape in (tabs, pipes):
            have = third(["0", "153", "998", "12 7", "75", "1245", ""], True, shape)
            self.assertEqual([0, 153, 998, 12, 7, 75, 1245], list(have.values()))
            have = third(["0", "153", "998", "11 8", "75", "1245", ""], False, shape)
            self.assertEqual([0, 153, 998, 11, 8, 75, 1245], list(have.values()))


if __name__ == "__main__":
    unittest.main()
