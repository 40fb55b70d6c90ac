"""Heads of an aligned table that stand as a line of their own above it: numbers are not given against their order."""
import itertools
import re
import unittest

import form_truth

HEADS = {"issued": "本年制发件数", "repealed": "本年废止件数", "in_force": "现行有效件数"}
VALUES = {"issued": 3, "repealed": 1, "in_force": 2}
TOP = """青山县民政局2023年政府信息公开工作年度报告

一、总体情况

2023年，我局认真贯彻落实《中华人民共和国政府信息公开条例》，各项工作取得了新的进展。

二、主动公开政府信息情况
"""
BOTTOM = """三、收到和处理政府信息公开申请情况

本年未收到申请。

四、政府信息公开行政复议、行政诉讼情况

无。
"""
SECTION = """

{indent}信息内容  {heads}
规章      {first}
规范性文件{first}
                                      第二十条第（五）项
      信息内容                          本年处理决定数量
行政许可                                            1848
                                      第二十条第（六）项
      信息内容                          本年处理决定数量
行政处罚                                             963
行政强制                                               3
                                      第二十条第（八）项
      信息内容                本年收费金额（单位：万元）
行政事业性收费                                     891.8

"""


def section(order, indent):
    """Table 2 with its three heads in this order, as pdftotext -layout prints it without the line of the first article."""
    return SECTION.format(indent=" " * indent, heads="  ".join(HEADS[key] for key in order), first=" " * (indent - 1) + "".join(f"{VALUES[key]:>14}" for key in order))


def report(order, indent):
    return TOP + section(order, indent) + BOTTOM


class HeadLines(unittest.TestCase):
    def test_no_value_stands_below_another_head(self):
        for order, indent in itertools.product(itertools.permutations(HEADS), (6, 7)):
            found = form_truth.convert(report(order, indent).encode(), "report.txt", "--pass", "stitch,form")
            given = {f["key"]: f["value"] for f in found["facts"] if re.match(r"t2\.(regulations|normative)", f["key"]) and f["value"] is not None}
            with self.subTest(order=order, indent=indent):
                self.assertEqual({key: VALUES[key.rsplit(".", 1)[1]] for key in given}, given)
                if order == tuple(HEADS):
                    self.assertEqual(6, len(given))


if __name__ == "__main__":
    unittest.main()
