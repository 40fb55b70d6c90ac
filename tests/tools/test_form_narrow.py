"""Aligned text of tables with narrow columns: labels and numbers are broken over lines, and what is left in a row's own line looks whole."""
import itertools
import re
import unittest
from unicodedata import east_asian_width

import test_form_doubts as doubts


def width(text):
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def wrapped(text, room):
    pieces = [""]
    for c in text:
        if width(pieces[-1] + c) > room:
            pieces.append("")
        pieces[-1] += c
    return pieces


LABELS = 3
HEAD = [["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况", "", "", "", "", "", ""],
        ["", "", "", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""]]


def cells(rows, r, rooms):
    """(column, text, room) of a row: a label reaches over the blank columns of labels behind it."""
    row = rows[r]
    for column, text in enumerate(row):
        reach = column + 1
        while text and column < LABELS and reach < LABELS and not row[reach]:
            reach += 1
        grouped = column < LABELS - 1 and r + 1 < len(rows) and not any(rows[r + 1][:column + 1]) and any(rows[r + 1][:LABELS])
        reach = column + 1 if grouped else reach
        yield column, text, sum(rooms[column:reach]) + 2 * (reach - column - 1), grouped


def aligned(rows, rooms):
    """The rows as lines, each cell in the middle of its row, a group in the middle of all its rows."""
    made = [list(cells(rows, r, rooms)) for r in range(len(rows))]
    heights = [max(len(wrapped(text, room)) for _, text, room, grouped in row if not grouped) for row in made]
    tops = [sum(heights[:r]) for r in range(len(rows) + 1)]
    lines = [{} for _ in range(tops[-1])]
    for r, row in enumerate(made):
        for column, text, room, grouped in row:
            end = r + 1
            while grouped and end < len(rows) and not any(rows[end][:column + 1]):
                end += 1
            pieces = wrapped(text, room)
            top = tops[r] + max(0, (tops[end] - tops[r] - len(pieces)) // 2)
            for n, piece in enumerate(pieces):
                if piece:
                    lines[min(top + n, tops[end] - 1)][sum(rooms[:column]) + 2 * column] = piece
    return ["".join(pad(line)).rstrip() for line in lines]


def pad(line):
    at = 0
    for column in sorted(line):
        yield " " * (column - at) + line[column]
        at = max(at, column) + width(line[column])


def padded(line):
    """Three cells of labels and seven of values, whatever cells the export left out."""
    row = [c.strip() for c in line.split("\t")]
    first = next((i for i, c in enumerate(row) if c.isdigit()), LABELS)
    return ([*row[:first], *[""] * LABELS][:LABELS] + [*row[first:], *[""] * doubts.CELLS])[:LABELS + doubts.CELLS]


def narrow(seed, rooms):
    lines, facts, rows = doubts.report(seed)
    first = max(i for i in range(rows[0]) if lines[i].startswith("三、收到"))
    table = [padded(line) for line in lines[rows[0]:rows[-1] + 1]]
    heads = rooms[:LABELS] + [max(room, 8) for room in rooms[LABELS:]]
    return lines[:first + 1] + aligned(HEAD, heads) + aligned(table, rooms) + lines[rows[-1] + 1:], facts


class Narrow(unittest.TestCase):
    def assert_nothing_wrong(self, lines, facts, least):
        bad, count = doubts.wrong("\n".join(lines), facts)
        self.assertEqual(bad, [])
        self.assertGreaterEqual(count, least)

    def test_numbers_in_pieces(self):
        for seed in range(20, 32):
            for room in (2, 3, 4):
                lines, facts = narrow(seed, [34, 40, 60] + [room] * 7)
                self.assert_nothing_wrong(lines, facts, 20)

    def test_labels_in_pieces(self):
        for seed in range(20, 32):
            for group, room in ((12, 12), (14, 20), (20, 12)):
                lines, facts = narrow(seed, [40, group, room] + [9] * 7)
                self.assert_nothing_wrong(lines, facts, 20)

    def test_wide_columns_are_read(self):
        for seed in range(20, 24):
            lines, facts = narrow(seed, [40, 60, 80] + [9] * 7)
            self.assert_nothing_wrong(lines, facts, 150)

    def test_labels_in_pieces_in_another_order(self):
        labels = [("本年新制作数量", "new_made"), ("本年新公开数量", "new_disclosed"), ("对外公开总数量", "disclosed_total")]
        for order in ((0, 1, 2), (1, 2, 0), (2, 1, 0), (0, 2, 1)):
            for room in (4, 6, 8, 10):
                row = [["", "第二十条第（一）项", "", ""], ["信息内容", *(labels[i][0] for i in order)], ["规章", "55", "328", "327"],
                       ["规范性文件", "961", "0", "12"], ["", "第二十条第（五）项", "", ""], ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
                       ["行政许可", "9", "8", "7"], ["其他对外管理服务事项", "1", "2", "3"]]
                lines = []
                for cells_ in row:
                    texts = [wrapped(t, 12 if i == 0 else max(room, 20 if "条" in t else room)) for i, t in enumerate(cells_)]
                    for n in range(max(map(len, texts))):
                        line = ""
                        for i, t in enumerate(texts):
                            line = padded_to(line, (0, 20, 44, 68)[i]) + (t[n] if n < len(t) else "")
                        lines.append(line.rstrip())
                text = ("某县教育局2019年政府信息公开工作年度报告\n\n一、总体情况\n\n本年度工作平稳。\n\n二、主动公开政府信息情况\n\n" + "\n".join(lines) +
                        "\n\n三、收到和处理政府信息公开申请情况\n\n无。\n")
                facts = {f"t2.{key}.{labels[leaf][1]}": row[n][at + 1] for n, key in ((2, "regulations"), (3, "normative_documents"))
                         for at, leaf in enumerate(order)}
                found = doubts.form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
                for fact in found["facts"]:
                    if fact["key"] in facts and fact["status"].startswith("read"):
                        with self.subTest(order=order, room=room, key=fact["key"]):
                            self.assertEqual(facts[fact["key"]], str(fact["value"]))


    def test_rows_of_two_years_by_turns(self):
        for seed in range(20, 26):
            lines, facts = narrow(seed, [40, 60, 80] + [9] * 7)
            made = []
            for line in lines:
                row = re.match(r"^(.*?\S.*?)(  +)(\d+(?: +\d+){6})$", line)
                if not row:
                    made.append(line if width(line) < 120 else line[:100] + " " * 10 + line[100:])
                    continue
                label, gap, numbers = row.groups()
                made.append(" " * width(label) + gap + "本年      " + numbers)
                made.append(label + gap + "上年      " + re.sub(r"\d+", "0", numbers))
            self.assert_nothing_wrong(made, facts, 0)

    def test_labels_of_another_time_in_pieces(self):
        for heads in (("本年制发件数", "去年废止件数", "现行有效件数"), ("本年制发件数（上年）", "本年废止件数", "现行有效件数"),
                      ("本年制发件数", "本年废止件数", "2019年有效件数")):
            for room in (8, 10):
                text = block_of((("信息内容", *heads), ("规章", "21", "3", "2"), ("行政规范性文件", "9", "79", "7")), (14, room, room, room))
                self.assertEqual(values_of(text, "t2.regulations.", "t2.normative_documents."), {})
        text = block_of((("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "17", "65", "79"),
                         ("行政规范性文件（上年）", "51", "4", "2")), (12, 8, 8, 8))
        self.assertEqual(values_of(text, "t2.normative_documents."), {})

    def test_pieces_beside_the_stub_in_another_order(self):
        labels, numbers = ("本年制发件数", "本年废止件数", "现行有效件数"), ("24", "13", "68")
        for order in itertools.permutations(range(3)):
            for stub in (14, 8):
                text = block_of((("信息内容", *(labels[i] for i in order)), ("规章", *numbers), ("行政规范性文件", *numbers)), (stub, 8, 8, 8))
                meant = {f"t2.regulations.{key}": numbers[order.index(i)] for i, key in enumerate(("issued", "repealed", "in_force"))}
                for key, value in values_of(text, "t2.regulations.").items():
                    with self.subTest(order=order, stub=stub, key=key):
                        self.assertEqual(value, meant[key])

    def test_a_unit_below_its_number(self):
        for seed in range(20, 26):
            lines, facts = narrow(seed, [40, 60, 80] + [9] * 7)
            whole = doubts.wrong("\n".join(lines), facts)[1]
            rows = [n for n, line in enumerate(lines) if re.search(r"(?: +\d+){7}$", line)]
            for n in reversed(rows[::4]):
                at = [m.start() for m in re.finditer(r"(?<= )\d+", lines[n])][-(1 + n % 7)]
                lines.insert(n + 1, " " * width(lines[n][:at]) + "万")
            self.assertLessEqual(doubts.wrong("\n".join(lines), facts)[1], whole - 7 * len(rows[::4]))

    def test_numbers_a_line_off(self):
        """The label of a row stands alone and its numbers beside the next row's, whose own are gone."""
        for seed in range(20, 32):
            lines, facts = narrow(seed, [40, 60, 80] + [9] * 7)
            at = next(n for n, line in enumerate(lines) if "2.重复申请" in line)
            label, numbers = lines[at].split("重复申请")
            lines[at] = label + "重复申请"
            beside = lines[at + 1]
            lines[at + 1] = beside[:len(beside) - len(numbers)] + numbers
            self.assert_nothing_wrong(lines, facts, 20)


def block_of(rows, rooms):
    """A report whose table 2 begins with these rows, each cell in the middle of its column's lines."""
    lines = [" " * 14 + "第二十条第（一）项"]
    for row in rows:
        texts = [wrapped(text, room) for text, room in zip(row, rooms)]
        for n in range(max(map(len, texts))):
            line = ""
            for i, text in enumerate(texts):
                line += " " * (sum(rooms[:i]) + 2 * i - width(line)) + (text[n] if n < len(text) else "")
            lines.append(line.rstrip())
    rest = [" " * 14 + "第二十条第（五）项", "信息内容           本年处理决定数量", "行政许可                5"]
    return ("某县教育局2022年政府信息公开工作年度报告\n\n一、总体情况\n\n本年度工作平稳。\n\n二、主动公开政府信息情况\n\n" + "\n".join(lines + rest) +
            "\n\n三、收到和处理政府信息公开申请情况\n\n无。\n")


def values_of(text, *begins):
    found = doubts.form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: str(f["value"]) for f in found["facts"] if f["key"].startswith(begins) and f["status"].startswith("read")}


def padded_to(line, column):
    return line + " " * max(2, column - width(line))


if __name__ == "__main__":
    unittest.main()
