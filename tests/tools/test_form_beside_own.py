"""Table 2, which no sum tests, with one column of the report's own and blank cells, in columns that white space parts: a number that stands below the
own column's head, or that two heads may claim, is no value of the form."""
import random
import unittest

import form_truth
from test_form_narrow import width

HEADS = (("本年制发件数", "本年废止件数", "现行有效件数"), ("本年处理决定数量",), ("本年处理决定数量",), ("本年收费金额（单位：万元）",))
ITEMS = ("第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项")
ROWS = ((("规章", "regulations"), ("行政规范性文件", "normative_documents")), (("行政许可", "licensing"),), (("行政处罚", "penalties"), ("行政强制", "coercion")),
        (("行政事业性收费", "fees"),))
KEYS = (("issued", "repealed", "in_force"), ("decisions",), ("decisions",), ("amount",))
REPORT = """\
广平县水务局2022年政府信息公开工作年度报告

一、总体情况

2022年主动公开政府信息799条。

二、主动公开政府信息情况

{table}

五、存在的主要问题及改进情况

一是工作机制还不够完善。
"""


def table(rng, own, place, blank):
    """Lines as (label, form's cells, own cell), and the facts."""
    lines, facts, drawn = [], {}, iter(rng.sample(range(100, 999), 40))
    blanks = set(rng.sample(range(10), blank))
    for item, heads, rows, keys in zip(ITEMS, HEADS, ROWS, KEYS):
        lines += [[item], ["信息内容", *placed(heads, own, place)]]
        for label, name in rows:
            values = [next(drawn) for _ in keys]
            printed = []
            for key, n in zip(keys, values):
                is_blank = len(facts) in blanks
                facts[f"t2.{name}.{key}"] = None if is_blank else n
                printed.append("" if is_blank else str(n))
            lines.append([label, *placed(printed, str(next(drawn)), place)])
    return lines, facts


def placed(cells, own, place):
    return [own, *cells] if place == 0 else [*cells, own]


def two_blanks(lines):
    return ["  ".join(c for c in line if c) for line in lines]


def layout(lines, place):
    """Each column as wide as what is in it, numbers in the middle; single ones stand below the middle of the form's columns."""
    first = 2 if place == 0 else 1
    full = [line if len(line) in (1, 5) else [*line[:first], "", line[first], "", *line[first + 1:]] for line in lines]
    wide = [max(width(line[c]) for line in full if len(line) > 1) for c in range(5)]
    return ["   ".join(middle(c, w, i) for i, (c, w) in enumerate(zip(line, wide))).rstrip() if len(line) > 1 else line[0] for line in full]


def middle(cell, wide, column):
    room = wide - width(cell)
    left = 0 if column == 0 else room // 2
    return " " * left + cell + " " * (room - left)


def read(lines):
    document = form_truth.convert(REPORT.format(table="\n".join(lines)).encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: f["value"] for f in document["facts"] if f["status"].startswith("read")}


class BesideOwn(unittest.TestCase):
    def test_none_is_anothers(self):
        for seed in range(60):
            rng = random.Random(seed)
            own, place = (("上年数量", 1), ("序号", 0), ("2021年", 1), ("累计", 1), ("", 1), ("", 0))[seed % 6]
            lines, facts = table(rng, own, place, 1 + seed % 5 if own else 1)
            for made in (two_blanks(lines), layout(lines, place)):
                found = read(made)
                self.assertEqual({}, {k: (v, facts[k]) for k, v in found.items() if v != facts[k]}, "\n".join(made))

    def test_a_column_without_a_head(self):
        """Its numbers may share a column of the grid with those of the form, or stand right of all heads: 30 | 15 in a row for one says that it is there."""
        wrong = {}
        for seed in range(120):
            lines, facts = table(random.Random(f"blank/{seed}"), "", seed % 2, 1 + seed % 5)
            found = read(layout(lines, seed % 2))
            wrong |= {(seed, k): (v, facts[k]) for k, v in found.items() if v != facts[k]}
        self.assertEqual({}, wrong)

    def test_a_head_of_another_time_without_numbers(self):
        """Each row lost one number, the form's or last year's: the one number of `行政许可  27` has two heads. A remark is no number."""
        for own, is_open in (("上年同期", True), ("上年数量", True), ("备注", False)):
            rows = [["第二十条第（一）项"], ["信息内容", *HEADS[0], own], ["规章", "2", "2", "38"], ["行政规范性文件", "7", "1", "70"], ["第二十条第（五）项"],
                    ["信息内容", *HEADS[1], own], ["行政许可", "27"], ["第二十条第（六）项"], ["信息内容", *HEADS[2], own], ["行政处罚", "90"], ["行政强制", "55"]]
            found = read(two_blanks(rows))
            with self.subTest(own=own):
                self.assertEqual({} if is_open else {f"t2.{n}.decisions": v for n, v in (("licensing", 27), ("penalties", 90), ("coercion", 55))},
                                 {k: v for k, v in found.items() if k.endswith("decisions")})

    def test_rows_that_hold_all_their_cells_are_read(self):
        for own in ("上年数量", "累计"):
            lines, facts = table(random.Random(1), own, 1, 0)
            found = read(two_blanks(lines))
            self.assertGreaterEqual(len(found), 6)
            self.assertEqual({k: facts[k] for k in found}, found)


if __name__ == "__main__":
    unittest.main()
