"""Columns of the report's own beside the form's, in text: what stands below their heads is no value of the form, even where a blank or a
column that is gone leaves as many numbers as the form has columns."""
import re
import unittest
import unicodedata

import form_cases
import form_truth
from gen import ooxml, plainword

FRAME = ("青山县水务局2023年政府信息公开工作年度报告\n\n一、总体情况\n\n平台运行平稳。\n\n二、主动公开政府信息情况\n\n{t2}\n\n"
         "三、收到和处理政府信息公开申请情况\n\n{t3}\n\n四、政府信息公开行政复议、行政诉讼情况\n\n{t4}\n\n"
         "五、存在的主要问题及改进情况\n\n仍需加强。\n\n六、其他需要报告的事项\n\n无。\n")
BLOCKS = (("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "行政规范性文件")),
          ("第二十条第（五）项", ("本年处理决定数量",), ("行政许可",)),
          ("第二十条第（六）项", ("本年处理决定数量",), ("行政处罚", "行政强制")),
          ("第二十条第（八）项", ("本年收费金额（单位：万元）",), ("行政事业性收费",)))
BODIES = ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
ROWS = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量", "（一）予以公开",
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”",
        "4.保护第三方合法权益", "（七）总计", "四、结转下年度继续办理")
GROUPS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
OWN_ROW = ("964", "384", "660", "551", "352", "19", "94")


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


def pipes(rows):
    return "\n".join("|" + "|".join(row) + "|" for row in rows)


def aligned(rows):
    """Columns by blanks, as `pdftotext -layout` writes them."""
    most = max(map(len, rows))
    wide = [max(width(r[i]) if i < len(r) else 0 for r in rows) for i in range(most)]
    return "\n".join("   ".join(c + " " * (w - width(c)) for c, w in zip(row, wide)).rstrip() for row in rows)


def block(n, own, values):
    """A block of table 2 with a column of the report's own behind the first: its value comes behind the first value of each row."""
    title, heads, labels = BLOCKS[n]
    pad = [""] * (3 - len(heads))
    return [[title], ["信息内容", heads[0], own, *heads[1:], *pad], *([label, *row, *pad] for label, row in zip(labels, values))]


def table2(own, lost=()):
    """Each decision is a blank where its block is in `lost`: only the report's own number stands in the row."""
    rows = block(0, own, [["12", "31", "4", "8"], ["5", "27", "1", "9"]])
    for n, count in ((1, 1), (2, 2), (3, 1)):
        rows += block(n, own, [["" if n in lost else str(40 + i), str(70 + i)] for i in range(count)])
    return rows


def table3(own, values):
    """`own`: (head, place among the seven columns); `values`: eight cells a row."""
    low, top = ["", *BODIES, ""], ["自然人", "法人或其他组织", "", "", "", "", "总计"]
    top.insert(own[1], own[0])
    low.insert(own[1], "")
    return [["", *top], ["", *low], *([label, *row] for label, row in zip(ROWS, values))]


def table4(heads, values):
    """Groups of heads as they are printed, and one row."""
    top = ["行政复议", *[""] * (len(heads[0]) - 1), "行政诉讼", *[""] * (len(heads[1]) + len(heads[2]) - 1)]
    middle = [*heads[0], "未经复议直接起诉", *[""] * (len(heads[1]) - 1), "复议后起诉", *[""] * (len(heads[2]) - 1)]
    return [top, middle, [*[""] * len(heads[0]), *heads[1], *heads[2]], values]


def stated(t2=(), t3=(), t4=(), shape=tabs):
    text = FRAME.format(t2=shape(t2) if t2 else "", t3=shape(t3) if t3 else "", t4=shape(t4) if t4 else "")
    values = form_truth.values(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"))
    return {key: int(value) for key, value in values.items() if value is not None and not key.startswith("meta")}


def rows3(place, last):
    """Rows that add up, their own number before column `place`: last year's, which is not their total. `last` changes each row."""
    out = []
    for n in range(len(ROWS)):
        own = [str(3 + n), str(2 * n), "0", str(n % 3), "1", "0"]
        own.append(str(sum(map(int, own))))
        own.insert(place, str(50 + n))
        out.append(last(n, own))
    return out


def packed(own, change):
    """Rows whose labels stand in one cell or in two, below a header that knows one: nothing stands below its head. Two own columns."""
    rows = table3((own, 6), rows3(6, change))
    for line in rows[2:]:
        line[0] = "\t".join(("三、本年度办理结果", line[0])) if line[0][0] in "（12345678" else line[0]
    rows[0].insert(8, "小计")
    return rows


class Own(unittest.TestCase):
    def test_blank_decision_beside_the_reports_own_number(self):
        for own in ("上年数", "占比", "去年", "小计"):
            for shape in (aligned, tabs, pipes):
                whole = stated(t2=table2(own), shape=shape)
                have = stated(t2=table2(own, lost=(1, 2, 3)), shape=shape)
                self.assertFalse({v for v in have.values() if v >= 70}, (own, shape.__name__))
                self.assertLessEqual(set(have), set(whole) | {"t2.licensing.decisions"})

    def test_own_column_in_the_place_of_a_total(self):
        for shape in (tabs, pipes):
            for own in ("去年", "小计", "占比"):
                heads = [GROUPS, (own, *GROUPS[:4]), GROUPS]
                row = ["3", "1", "0", "2", "6", "15", "9", "0", "0", "16", "0", "20", "0", "0", "20"]
                have = stated(t4=table4(heads, row), shape=shape)
                self.assertNotIn("t4.suit_direct.total", have, (own, shape.__name__))
                self.assertNotIn("t4.suit_direct.corrected", have, (own, shape.__name__))

    def test_lost_cell_beside_an_own_column_of_the_one_row(self):
        heads = [("结果维持", "结果纠正", "其他结果", "备注", "尚未审结", "总计"), GROUPS, GROUPS]
        row = ["0", "1", "见附件", "0", "2", "1", "0", "1", "1", "3", "2", "0", "1", "1", "4"]
        self.assertFalse(stated(t4=table4(heads, row)))

    def test_blank_total_behind_own_numbers(self):
        """What stands before the blank is as much as the others, and is last year's or a subtotal."""
        def blank(n, row):
            row = row[:6] + ["77", row[7], row[7]]
            return row if n % 3 == 0 else [*row[:8], ""]
        have = stated(t3=packed("上年数", blank))
        for key in ("t3.carried_in.total", "t3.outcome.granted.total"):
            self.assertNotIn(key, have)

    def test_blank_among_the_values_and_an_own_number_at_the_end(self):
        """Numbers as many as columns, in aligned text that shows where one is missing."""
        def less(n, row):
            return row if n % 3 else ["0", "0", "0", "0", "", "1", "1", "2"]
        have = stated(t3=table3(("去年", 7), rows3(7, less)), shape=aligned)
        self.assertNotEqual(2, have.get("t3.new_received.total"))
        self.assertNotIn("t3.new_received.legal_person.legal_service", have)
        self.assertIn("t3.carried_in.total", have)

    def test_blank_among_numbers_of_two_own_columns(self):
        """Without any two of them all is 0; the blank is as good a cell as the others."""
        def nothing(n, row):
            row = row[:6] + ["77", row[7], row[7]]
            return row if n != 3 else ["0", "0", "0", "", "0", "0", "0", "0", "0"]
        have = stated(t3=packed("上年数", nothing))
        self.assertNotIn("t3.outcome.partly_granted.legal_person.public_welfare", have)


    def test_sum_of_the_one_row(self):
        """`合计` behind three `总计` is the report's own; blanks among its values say where the others stand."""
        heads = [GROUPS, GROUPS, (*GROUPS, "合计")]
        have = stated(t4=table4(heads, ["", "3", "38", "", "41", "", "", "2", "1", "3", "", "", "", "", "", "3"]))
        self.assertNotEqual(3, have.get("t4.review.upheld"))
        self.assertNotEqual(3, have.get("t4.suit_after_review.total"))

    def test_two_aliases_in_the_place_of_a_total(self):
        """More columns are called so than the form has: without some number of the row it adds up below either."""
        for shape in (tabs, pipes):
            heads = [GROUPS, GROUPS, (*GROUPS[:4], "总数", "总数")]
            have = stated(t4=table4(heads, ["6", "3", "7", "3", "19", "3", "7", "6", "2", "18", "0", "0", "7", "0", "0", "0"]), shape=shape)
            self.assertFalse(have, shape.__name__)
            row = ["5", "9", "7", "40", "8", "9", "7", "0", "40"]    # without the first it adds up
            rows = table3(("共计", 7), [row] * len(ROWS))
            rows[0][7] = "合计"
            self.assertFalse({v for k, v in stated(t3=rows, shape=shape).items() if ".total" in k}, shape.__name__)

    def test_row_of_an_alias_in_front(self):
        """A row of the report's own above the first is called as the last column is: no column is called so twice."""
        for shape, own in (("cells", "\t{}\n\t" + "\n\t".join(OWN_ROW) + "\n\n"), ("tabs", "\t".join(("{}", "", "", *OWN_ROW)) + "\n"), ("pipes", "| ".join(("| {}", "", "", *OWN_ROW)) + "|\n")):
            for seed in range(4):
                data, truth = form_cases.text(shape, f"alias/{seed}")
                text = data.decode()
                first = re.search(r"^[\t| ]*一、本年新收", text, re.M).start()
                head = text.index("三、收到和处理")
                for name in ("合计", "共计"):
                    made = text[:head] + text[head:first].replace("总计", "合计") + own.format(name) + text[first:]
                    found = form_truth.judge(form_truth.convert(made.encode(), "report.txt", "--pass", "stitch,form"), truth["facts"])
                    self.assertEqual(([], []), (found.wrong, found.lacking), (shape, seed, name))

    def test_lost_number_beside_an_alias_of_a_total(self):
        """Three `总计`, two sums of the report's own, and 16 numbers: without another one all groups add up."""
        heads = [GROUPS, GROUPS, (*GROUPS[:4], "共计", "合计", "总计")]
        self.assertFalse(stated(t4=table4(heads, ["6", "3", "7", "3", "19", "3", "7", "6", "2", "18", "0", "0", "7", "0", "0", ""])))
        heads[2] = (*GROUPS[:4], "共计", "总计")
        whole = stated(t4=table4(heads, ["6", "3", "7", "3", "19", "3", "7", "6", "2", "18", "0", "0", "7", "0", "50", "7"]))
        self.assertEqual(7, whole["t4.suit_after_review.total"])

    def test_alias_in_the_place_of_a_total_is_read_where_all_adds_up(self):
        heads = [GROUPS, (*GROUPS[:4], "合计"), GROUPS]
        row = ["3", "1", "0", "2", "6", "1", "0", "0", "4", "5", "0", "2", "0", "0", "2"]
        self.assertEqual(5, stated(t4=table4(heads, row))["t4.suit_direct.total"])
        row[9] = "13"
        self.assertFalse(stated(t4=table4(heads, row)))


def word(rows, place="t3"):
    """A Word document whose table 3, or another, has these cells: text, and how many columns of the grid it takes."""
    paragraph = lambda text: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    cell = lambda text, span: f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(text)}</w:tc>'
    table = "".join(f"<w:tr>{''.join(cell(*c) for c in row)}</w:tr>" for row in rows)
    grid = '<w:gridCol w:w="900"/>' * sum(span for _, span in rows[0])
    table = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{table}</w:tbl>"
    before, behind = FRAME.format(**{"t2": "", "t3": "", "t4": "", place: "|"}).split("|")
    body = "".join(map(paragraph, before.split())) + table + "".join(map(paragraph, behind.split()))
    return plainword.packed(ooxml.root("document", ooxml.TRANSITIONAL, f"<w:body>{body}</w:body>"))


class Word(unittest.TestCase):
    def test_a_cell_lost_below_heads_in_another_order(self):
        """The total stands first in each group of table 4, and the last row ends in a blank: some cell before it is gone."""
        heads = ["总计", *GROUPS[:4]]
        top = [[("行政复议", 5), ("行政诉讼", 10)], [*((h, 1) for h in heads), ("未经复议直接起诉", 5), ("复议后起诉", 5)],
               [("", 1)] * 5 + [(h, 1) for h in heads * 2]]
        own = "10 1 2 3 4 26 5 6 7 8 42 9 10 11 12".split()
        whole = form_truth.values(form_truth.convert(word([*top, [(n, 1) for n in own]], "t4"), "report.docx", "--pass", "stitch,form"))
        self.assertEqual("42", str(whole["t4.suit_after_review.total"]))
        for gone in range(11, 14):
            row = [(n, 1) for n in (*own[:gone], *own[gone + 1:], "")]
            found = form_truth.values(form_truth.convert(word([*top, row], "t4"), "report.docx", "--pass", "stitch,form"))
            with self.subTest(gone=gone):
                self.assertEqual({}, {k: v for k, v in found.items() if k.startswith("t4.suit_after") and v is not None})
                self.assertEqual("26", str(found["t4.suit_direct.total"]))

    def test_own_head_below_a_wide_one(self):
        """`增减` below the right half of 自然人: what stands below it is none of that column's, even where the left half is blank."""
        rows = [[("", 1), ("自然人", 2), ("法人或其他组织", 5), ("总计", 1)], [("", 1), ("", 1), ("增减", 1), *((b, 1) for b in BODIES), ("", 1)]]
        for n, label in enumerate(ROWS):
            own = ["" if n % 2 else "4", str(60 + n), "", "", str(n), "", "", str(n + (0 if n % 2 else 4))]
            rows.append([(text, 1) for text in (label, *own)])
        document = form_truth.convert(word(rows), "report.docx", "--pass", "stitch,form")
        have = {k: v for k, v in form_truth.values(document).items() if v is not None and k.startswith("t3.")}
        self.assertFalse({k: v for k, v in have.items() if v >= 60})
        self.assertTrue(have)


if __name__ == "__main__":
    unittest.main()
