"""Sections of aligned text whose numbers are broken over lines, or have columns without any."""
import unittest

import test_form_pieces as pieces

HEADS = pieces.HEADS.split("\n")
HEAD4 = ["行政复议                                   行政诉讼",
         "                                       未经复议直接起诉                                   复议后起诉",
         "结果维持 结果纠正 其他结果 尚未审结 总计 ".replace(" ", "    ") * 3]


class Seats(unittest.TestCase):
    judge = pieces.Pieces.judge

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
