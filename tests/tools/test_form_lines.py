"""Lines of a table that an export broke or put in: what they spoil is open, and nothing else."""
import re
import unittest

import form_cases
import form_truth
from gen import shapes


def verdict(text, facts):
    return form_truth.judge(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"), facts)


def report(seed, shape="tabs"):
    data, truth = form_cases.text(shape, f"lines/{seed}")
    return data.decode(), truth["facts"]


def of(prefix, keys):
    return [k for k in keys if k.startswith(prefix)]


def expanded(line):
    """The line as `expand` prints it, an ideograph two columns wide."""
    out, *rest = line.rstrip("\t").split("\t")
    for field in rest:
        out += " " * (8 - shapes.width(out) % 8) + field
    return out


def wrapped(line, width, count):
    """The line with its last `count` numbers cut into pieces of `width` digits, which stand below each other."""
    cells = list(re.finditer(r"\d+", line))[-count:]
    out = []
    for at in range(0, max(len(c.group()) for c in cells), width):
        piece = "" if at else line[:cells[0].start()]
        for cell in cells:
            place = shapes.width(line[:cell.start()])
            piece += " " * (place - shapes.width(piece)) + cell.group()[at:at + width]
        out.append(piece.rstrip())
    return out


class Lines(unittest.TestCase):
    def assert_open(self, found, prefixes):
        """No value is wrong, and those that lack are of these rows."""
        self.assertEqual([], found.wrong)
        self.assertEqual([], [k for k in found.lacking if not k.startswith(prefixes)])

    def test_labels_of_a_header_that_was_folded(self):
        for seed in range(4):
            text, facts = report(seed)
            lines = text.split("\n")
            head = max(i for i, line in enumerate(lines) if "结果维持" in line)
            for limit in (60, 66, 76):
                whole = lines[:head] + shapes.folded(lines[head], limit) + lines[head + 1:]
                self.assert_open(verdict("\n".join(whole), facts), ("-",))

    def test_labels_in_another_order_in_a_folded_header(self):
        text, facts = report(1)
        lines = text.split("\n")
        head = max(i for i, line in enumerate(lines) if "结果维持" in line)
        lines[head] = lines[head].replace("结果维持\t结果纠正", "结果纠正\t结果维持")
        for limit in range(30, 80, 5):
            found = verdict("\n".join(lines[:head] + shapes.folded(lines[head], limit) + lines[head + 1:]), facts)
            self.assertGreaterEqual(len(of("t4.", found.lacking)), 2, limit)

    def test_digits_below_a_row_are_none_of_the_next(self):
        text, facts = next(r for r in map(report, range(99)) if "上一年项目数量" in r[0])
        block = re.search(r"(第二十条第（六）项[^\n]*\n[^\n]*\n行政处罚[^\n]*?)(\t*)\n(行政强制)", text)
        found = verdict(text[:block.end(1)] + "\n16\n" + text[block.start(3):], facts)
        self.assertEqual([], of("t2.coercion", found.lacking))
        self.assertNotEqual([], of("t2.penalties", found.lacking))

    def test_thousands_beside_a_whole_row(self):
        text, facts = report(3, "csv")
        row = re.search(r"\n\"?规章\"?([,;])", text)
        comma = row.group(1)
        quote = '"' if text[row.start() + 1] == '"' else ""
        end = text.index("\n", row.end())
        long = comma.join(f"{quote}{cell}{quote}" for cell in ("规章", "12", "016", "3", "4"))
        found = verdict(text[:row.start() + 1] + long + text[end:], {k: None if k.startswith("t2.regulations") else v for k, v in facts.items()})
        self.assert_open(found, ("-",))

    def test_another_cell_in_a_row_beside_a_whole_one(self):
        text, facts = report(3, "csv")
        row = re.search(r"\n\"?规章\"?([,;])", text)
        comma = row.group(1)
        quote = '"' if text[row.start() + 1] == '"' else ""
        end = text.index("\n", row.end())
        long = comma.join(f"{quote}{cell}{quote}" for cell in ("规章", "12", "16", "3", "4"))
        found = verdict(text[:row.start() + 1] + long + text[end:], {k: None if k.startswith("t2.regulations") else v for k, v in facts.items()})
        self.assertEqual([], found.wrong)
        self.assertNotEqual([], of("t2.normative", found.lacking))

    def test_tabs_that_were_turned_into_spaces(self):
        for seed in range(6):
            text, facts = report(seed)
            lines = [expanded(line) if "\t" in line else line for line in text.split("\n")]
            found = verdict("\n".join(lines), facts)
            self.assertEqual(([], []), (found.wrong, found.lacking), seed)

    def test_white_space_in_a_field_makes_no_columns(self):
        text, facts = report(4, "csv")
        lines = text.split("\n")
        at = max(i for i, line in enumerate(lines) if "结果维持" in line) + 1
        comma = ";" if ";" in lines[at] else ","
        cells = lines[at].split(comma)
        cells[2] = '"7\u30005"' if cells[2].startswith('"') else "7\u30005"
        found = verdict("\n".join(lines[:at] + [comma.join(cells)] + lines[at + 1:]), {**facts, "t4.review.other": None})
        self.assertEqual([], found.wrong)
        self.assertEqual([], of("t4.suit", found.lacking))

    def test_a_semicolon_at_the_end_of_a_line(self):
        head = "二、主动公开政府信息情况\n\n"
        rows = "第二十条第（六）项;\n信息内容;本年处理决定数量\n行政处罚;6\n行政强制;0\n"
        items = "一是加强学习;\n二是规范管理;\n三是落实责任;\n"
        for lines, tables in ((rows, 1), (items, 0)):
            found = form_truth.convert((head + lines + "\n三、收到和处理政府信息公开申请情况\n").encode(), "report.txt")
            self.assertEqual(tables, sum(b["kind"] == "table" for b in found["blocks"]), lines)

    def test_the_label_of_a_group_broken_beside_its_first_row(self):
        text, facts = next(r for r in map(report, range(99)) if "\t1.申请人无正当理由" in r[0])
        for label in ("1.申请人无正当理由", "1.逾期不补正"):
            broken = re.sub(r"（六）其他处理\t1.申请人无正当理由[^\t]*(\t[^\n]*)\n", rf"（六）其他\t{label}\1\n\t处理\n", text)
            self.assertNotEqual(text, broken)
            found = verdict(broken.replace(label, "1.申请人无正当理由逾期不补正"), facts)
            self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_a_row_of_the_group_that_stands_twice(self):
        text, facts = next(r for r in map(report, range(99)) if re.search(r"（六）其他处理\t+[1-9]\d*\t[1-9]", r[0]))
        row = re.search(r"[^\n]*（六）其他处理\t+([1-9]\d*)\t[^\n]*\n", text)
        twice = verdict(text[:row.end()] + text[row.start():], facts)
        self.assertEqual(([], []), (twice.wrong, twice.lacking))
        for count, key in ((1, ".natural_person"), (7, "")):        # one cell differs, or all: two rows of the group
            other = text[row.start():row.end()]
            for n in re.findall(r"\t(\d+)", other)[:count]:
                other = other.replace(f"\t{n}", f"\t{int(n)}1", 1)
            found = verdict(text[:row.end()] + other + text[row.end():], facts)
            self.assert_open(found, ("t3.outcome.other" + key,))
            self.assertEqual(count, len(of("t3.outcome.other.", found.lacking)))

    def test_a_mark_that_a_column_broke(self):
        head = ("                   行政复议                                        行政诉讼\n"
                "                                           未经复议直接起诉                          复议后起诉\n"
                "结果    结果    其他    尚未    总计    结果    结果    其他    尚未    总计    结果    结果    其他    尚未    总计\n"
                "维持    纠正    结果    审结            维持    纠正    结果    审结            维持    纠正    结果    审结\n")
        mark = " " * 25 + "不适\n"
        row = "2       0       2               4       2       1       1       1       5       15      1       0       2       18\n"
        keys = [f"t4.{g}.{k}" for g in ("review", "suit_direct", "suit_after_review")
                for k in ("upheld", "corrected", "other", "pending", "total")]
        text, facts = report(5)
        facts = {**facts, **dict(zip(keys, (2, 0, 2, None, 4, 2, 1, 1, 1, 5, 15, 1, 0, 2, 18)))}
        start = re.search(r"\n四、政府信息公开行政复议[^\n]*\n\n?", text).end()
        front, rest = text[:start], text[text.index("\n\n", start):]
        found = verdict(front + head + mark + row + " " * 26 + "用\n" + rest, facts)
        self.assertEqual(([], []), (found.wrong, found.lacking))
        other = row.replace("2       0  ", "无      0  ", 1)
        found = verdict(front + head + mark + other + " " * 26 + "用\n" + rest, {**facts, "t4.review.upheld": None})
        self.assertEqual(([], []), (found.wrong, found.lacking))
        found = verdict(front + head + row + rest, facts)
        self.assertEqual(([], 14), (found.wrong, len(found.lacking)))

    @unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
    def test_rows_whose_numbers_are_all_wrapped(self):
        rows = lacking = 0
        for seed in range(8):
            text, facts = report(seed, "layout")
            lines = []
            for line in text.split("\n"):
                is_row = re.search(r"\S.*(\s+\d+){7}$", line) and re.search(r"[^\d\s]", line)
                few = is_row and min(map(len, re.findall(r"\d+", line)[-7:]))
                longest = is_row and max(map(len, re.findall(r"\d+", line)[-7:]))
                lines += wrapped(line, longest - 1, 7) if is_row and few > 1 else [line]
                rows += bool(is_row and few > 1)
            found = verdict("\n".join(lines), facts)
            self.assertEqual([], found.wrong)
            lacking += len(found.lacking)
        self.assertGreater(rows, 15)
        self.assertLess(lacking, 7 * rows / 2)

    def test_rows_below_that_are_no_rest(self):
        """Rows without labels: some digits of each, joined to those above, add up by chance; a line of digits is the rest of a row as a whole."""
        data, truth = form_cases.text("csv", "s19big2/0", ("rows_lost", "column_replaced"))
        self.assertIn(",,,1,3,2,17,1,44,1\n,,,1,0,0,0,0,2,2\n", data.decode())
        document = form_truth.convert(data, "report.csv", "--pass", "stitch,form")
        self.assertEqual([], form_truth.judge(document, truth["facts"], truth["undecidable"]).wrong)

    def test_the_number_of_the_line_is_a_value_as_well(self):
        """`14;262;14;21`, in a row whose blanks stand at its end: the first 14 is no value, or the one below the head of the lines' numbers."""
        data, truth = form_cases.text("csv", "s19e/0", ("pads_at_end", "ordinal_column"))
        self.assertIn("\n2.没有现成信息需要另行制作;14;262;14;21;26;552;0;875;;\n", data.decode())
        document = form_truth.convert(data, "report.csv", "--pass", "stitch,form")
        self.assertEqual([], form_truth.judge(document, truth["facts"], truth["undecidable"]).wrong)


if __name__ == "__main__":
    unittest.main()
