"""What stitch joins and, above all, what it leaves apart, through the program as users run it."""
import json
import os
import tempfile
import unittest

from sheaf_json import body, convert, rows, tables

HEAD = "某镇人民政府\n2023年度工作报告\n\n一、总体情况\n\n"
LONG = "二是完善工作机制，围绕政府信息公开的范围、内容、形式等，建立健全信息公开审核、保密安全制度，做到内容准确、表述规范，认真做好年度报告编制"


def read(text, *options, name="report.txt"):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        return convert(path, *options)


def paragraphs(text):
    return [b["text"] for b in body(read(HEAD + text)) if b["kind"] == "paragraph"]


def tab(*lines):
    return "".join(line.replace(" ", "\t") + "\n" for line in lines)


class Paragraphs(unittest.TestCase):
    def assert_joined(self, above, below, between="\n\n", seam=""):
        self.assertEqual(paragraphs(above + between + below + "\n"), [above + seam + below])

    def assert_apart(self, above, below, between="\n\n"):
        self.assertEqual(paragraphs(above + between + below + "\n"), [above, below])

    def test_cut_inside_a_word(self):
        self.assert_joined(LONG + "工", "作，提高公开质量。")

    def test_stated_paragraphs_need_more_than_a_page(self):
        long = "全年通过门户网站和公示栏发布各类信息三百一十八条涉及农业农村和社会保障等多个方面的政策"
        self.assertEqual(self.stated(long, "文件均按时公开。"), 2)
        self.assertEqual(self.stated(long + "，", "文件均按时公开。"), 1)

    def test_stated_paragraphs_may_end_in_a_comma(self):
        above = "The council, which the members elect for two years,"
        self.assertEqual(self.stated(above, "The board meets every month."), 2)
        self.assertEqual(self.stated(above, "meets every month."), 1)
        self.assert_joined("二是完善机制, 接受 Committee 指导,", "Board 每月开会。", seam=" ")

    def test_paragraphs_below_each_other_on_a_page_stay_apart(self):
        def remain(page, y):
            place = lambda page, y: {"page": page, "box": [72, y, 500, y + 12]}
            report = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "pdf", "bytes": 1}, "blocks": [
                {"id": 1, "kind": "paragraph", "text": "The office answered all requests that arrived in the course of the year and",
                 "origin": place(1, 700)},
                {"id": 2, "kind": "paragraph", "text": "published the answers.", "origin": place(page, y)}]}
            return len(read(json.dumps(report), "--pass", "stitch", name="report.json")["blocks"])

        self.assertEqual(remain(1, 740), 2)
        self.assertEqual(remain(1, 60), 1)   # the next column
        self.assertEqual(remain(2, 60), 1)

    def stated(self, above, below):
        """How many paragraphs remain of two that a format with paragraphs of its own has around a page break."""
        place = lambda i: {"part": "word/document.xml", "path": f"/w:document/w:body/w:p[{i}]"}
        report = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "docx", "bytes": 1}, "blocks": [
            {"id": 1, "kind": "paragraph", "text": above, "origin": place(1)},
            {"id": 2, "kind": "paragraph", "text": below, "page_break": True, "origin": place(2)}]}
        return len(read(json.dumps(report), "--pass", "stitch", name="report.json")["blocks"])

    def test_cut_behind_a_comma(self):
        self.assert_joined(LONG + "、", "年度信息公开统计报表等工作。")

    def test_cut_inside_a_bracket(self):
        self.assert_joined(LONG + "工作（见《某某办法", "》）。此外没有其他事项。")

    def test_cut_by_a_form_feed(self):
        self.assert_joined("我镇认真落实各项要求，定期公", "开各类信息。", between="\n\f")

    def test_full_last_line_at_the_end_of_a_page(self):
        """A capital or a quotation begins both lines and paragraphs: the boxes of the lines tell."""
        above = "The office answered all requests that arrived in the course of the year, as the report of"
        def remain(below="Graz had said before.", ends=500.0, left=72.0, right=300.0, page=2, lines=3, above=above):
            boxes = [[72.0, 700.0 + 14 * i, 500.0 if i + 1 < lines else ends, 712.0 + 14 * i] for i in range(lines)]
            first, *more = [{"page": 1, "box": box} for box in boxes]
            report = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "pdf", "bytes": 1}, "blocks": [
                {"id": 1, "kind": "paragraph", "text": above, "origin": {**first, "more": more}},
                {"id": 2, "kind": "paragraph", "text": below, "page_break": True,
                 "origin": {"page": page, "box": [left, 60.0, right, 72.0]}}]}
            return len(read(json.dumps(report), "--pass", "stitch", name="report.json")["blocks"])

        for below in ("Graz had said before.", '"Graz" had said before.', "(Graz) had said before.", "\u00abGraz\u00bb had said before."):
            self.assertEqual(remain(below), 1, below)
        self.assertEqual(remain(ends=420.0), 2)   # room for the next word
        self.assertEqual(remain(left=90.0), 2)    # indented
        self.assertEqual(remain(right=540.0), 2)  # a wider column
        self.assertEqual(remain(page=3), 2)
        self.assertEqual(remain(lines=2), 2)      # too few lines to know the column
        self.assertEqual(remain(above=above + " it."), 2)
        self.assertEqual(remain("1. Graz had said before."), 2)

    def test_cut_by_a_page_number(self):
        self.assert_joined("我镇认真落实各项要求，定期公", "开各类信息。", between="\n\n- 3 -\n\n")

    def test_cut_twice(self):
        middle = "年度信息公开统计报表和政府网站年度报表等数据统计和报送工作，安排专人负责全镇信息公开维护和更新，并及时"
        self.assertEqual(paragraphs(f"{LONG}、\n\n{middle}\n\n上报。\n"), [f"{LONG}、{middle}上报。"])

    def test_latin_words_keep_a_space(self):
        self.assert_joined("The office answered all requests that arrived in the course of the year and",
                           "published the answers.", seam=" ")

    def test_words_of_other_alphabets_keep_a_space(self):
        self.assert_joined("Омский водоканал, управляемый в течение двух лет частной компанией, получил высокий",
                           "рейтинг надёжности.", seam=" ")
        self.assert_joined("Cette décision du comité, prise après de longs débats en séance publique, a été très bien",
                           "étudiée par tous.", seam=" ")

    def test_cut_by_a_bare_page_number(self):
        self.assertEqual(paragraphs(f"{LONG}工\n\n12\n\n作，提高公开质量。\n"), [f"{LONG}工作，提高公开质量。", "12"])

    def test_an_unnumbered_heading_stays_apart(self):
        self.assert_apart("聚焦民心所系，加大保障和改善民生力度", "全年新增岗位一万个，群众生活水平继续提高。")

    def test_whole_sentences_stay_apart(self):
        self.assert_apart(LONG + "工作。", "我镇继续努力。")

    def test_lines_of_a_letter_head_stay_apart(self):
        self.assert_apart("联系人：张三，电话010-12345678", "本报告由办公室编制。")

    def test_salutation_stays_apart(self):
        self.assert_apart("各位代表：", "现在，我代表政府报告工作。")

    def test_salutation_below_a_credit_stays_apart(self):
        self.assert_apart("省长某某代表省人民政府，向大会作政府工作报告。本报记者 张某 李某某 摄", "各位代表：")

    def test_short_lines_stay_apart(self):
        self.assert_apart("省长 王某某", "现在报告工作。")

    def test_new_entries_stay_apart(self):
        self.assertNotIn(LONG + "工2.作，提高。", paragraphs(LONG + "工\n\n2.作，提高。\n"))

    def test_a_part_without_an_end_stays_apart(self):
        self.assert_apart(LONG + "工", "某镇人民政府办公室")

    def test_repair_says_where_and_why(self):
        document = read(HEAD + LONG + "工\n\n作，提高公开质量。\n")
        (repair,) = document["repairs"]
        self.assertEqual((repair["kind"], repair["by"]), ("paragraph_join", "stitch"))
        self.assertEqual(repair["from"][0]["line"], 8)
        joined = [b for b in document["blocks"] if b["id"] == repair["to"]["node"]]
        self.assertEqual([p["text"] for p in joined], [LONG + "工作，提高公开质量。"])
        self.assertTrue(repair["evidence"] and 0 < repair["confidence"] <= 1)


class Tables(unittest.TestCase):
    def grids(self, text):
        return [rows(t) for t in tables(read(HEAD + text))]

    def assert_joined(self, *parts, between="\n"):
        (grid,) = self.grids(between.join(parts))
        return grid

    def assert_apart(self, *parts, between="\n"):
        self.assertEqual(len(self.grids(between.join(parts))), len(parts))

    def test_enumeration_goes_on(self):
        grid = self.assert_joined(tab("项目 甲 乙", "1.某 3 4", "2.某 5 6"), tab("3.某 7 8", "4.某 9 1"))
        self.assertEqual([r[1:] for r in grid], [["甲", "乙"], ["3", "4"], ["5", "6"], ["7", "8"], ["9", "1"]])

    def test_a_table_with_its_own_caption_stays_apart(self):
        def table(start, label, caption):
            texts = [label, str(start)]
            cells = [{"id": start * 10 + i, "row": 0, "column": i, "text": t} for i, t in enumerate(texts)]
            return {"id": start * 10 - 1, "kind": "table", "rows": 1, "columns": 2, "cells": cells} | ({"text": caption} if caption else {})

        def remain(above, below):
            report = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "docx", "bytes": 1},
                      "blocks": [table(1, "一、收到", above), table(2, "二、结转", below)]}
            read_back = read(json.dumps(report), "--pass", "stitch", name="report.json")
            return [b.get("text") for b in tables(read_back)]

        self.assertEqual([None], remain(None, None))
        self.assertEqual(["Requests"], remain("Requests", None))
        self.assertEqual(["Requests"], remain("Requests", "Requests"))
        self.assertEqual(["Requests", "Lawsuits"], remain("Requests", "Lawsuits"))
        self.assertEqual([None, "Lawsuits"], remain(None, "Lawsuits"))

    def test_lost_first_column_is_put_back(self):
        grid = self.assert_joined(tab("类 项目 甲 乙", "某类 1.某 3 4", " 2.某 5 6"), tab("3.某 7 8", "4.某 9 1"))
        self.assertEqual(grid[-1], ["", "4.某", "9", "1"])

    def test_padding_at_the_end_of_a_shifted_fragment_goes(self):
        grid = self.assert_joined(tab("类 项目 甲 乙", "某类 1.某 3 4", " 2.某 5 6"), tab("3.某 7 8 ", "4.某 9 1 "))
        self.assertEqual(grid[-2:], [["", "3.某", "7", "8"], ["", "4.某", "9", "1"]])

    def test_cut_row_head(self):
        self.assert_joined(tab("类 项目 甲 乙", "某类 丙项 3 4", " 丁项 5 6"), tab(" 戊项 7 8", "另类 己项 9 1"))

    def test_header_without_body(self):
        self.assert_joined(tab("维持 纠正 其他 总计 维持 纠正"), tab("1 2 3 6 0 4"))

    def test_group_goes_on(self):
        self.assert_joined(
            tab("第二十条第（一）项   ", "信息内容 制发 废止 有效", "规章 3 4 5", "第二十条第（五）项   ", "信息内容 数量  ", "许可 7  "),
            tab("第二十条第（六）项 ", "信息内容 数量", "处罚 2"))

    def test_header_repeats_behind_a_page_break(self):
        grid = self.assert_joined(tab("名称 甲 乙", "丙 3 4"), tab("名称 甲 乙", "丁 5 6"), between="\f")
        self.assertEqual(grid, [["名称", "甲", "乙"], ["丙", "3", "4"], ["丁", "5", "6"]])

    def test_body_goes_on_behind_a_page_number(self):
        self.assert_joined(tab("名称 甲 乙", "丙 3 4"), tab("丁 5 6", "戊 7 8"), between="\n- 4 -\n\n")

    def test_header_repeats_before_the_next_row_of_a_series(self):
        grid = self.assert_joined(tab("项目 甲", "1.某 3", "2.某 4"), tab("项目 甲", "3.某 5", "4.某 6"))
        self.assertEqual([row[0] for row in grid], ["项目", "1.某", "2.某", "3.某", "4.某"])

    def test_next_group_proves_a_body_row(self):
        self.assert_joined(tab("第二十条第（一）项   ", "信息内容 制作 公开 总数", "规章 3 4 5"),
                           tab("规范性文件 6 7 8", "第二十条第（五）项   ", "信息内容 上年 增减 数量", "许可 7 1 2"))

    def test_group_label_at_the_end_of_a_page(self):
        self.assert_joined(tab("第二十条第（一）项   ", "信息内容 制作 公开 总数", "规章 3 4 5", "第二十条第（八）项   "),
                           tab("信息内容 上年 增减 ", "收费 7 1 "), between="\f")

    def test_extra_value_makes_the_table_wider(self):
        grid = self.assert_joined(tab("项目 甲 乙", "1.某 3 4", "2.某 5 6"), tab("3.某 7 8 9", "4.某 9 1 2"))
        self.assertEqual(grid[-1], ["4.某", "9", "1", "2"])

    def test_bare_page_number_between_fragments(self):
        document = read(HEAD + tab("项目 甲", "1.某 3", "2.某 4") + "\n7\n\n" + tab("3.某 5", "4.某 6"))
        self.assertEqual(len(tables(document)), 1)
        self.assertIn("7", [b.get("text") for b in document["blocks"]])

    def test_tables_with_their_own_headers_stay_apart(self):
        self.assert_apart(tab("名称 甲 乙", "丙 3 4"), tab("地区 甲 乙", "丁 5 6"))

    def test_equal_headers_without_a_page_break_stay_apart(self):
        self.assert_apart(tab("名称 甲 乙", "丙 3 4"), tab("名称 甲 乙", "丁 5 6"))

    def test_siblings_stay_apart(self):
        self.assert_apart(tab("第一季度  ", "名称 甲 乙", "丙 3 4"), tab("第二季度  ", "名称 甲 乙", "丙 5 6"))

    def test_figures_behind_a_table_stay_apart(self):
        self.assert_apart(tab("名称 甲", "丙 3", "丁 4"), tab("合计页数 12", "编制年份 2020"))

    def test_enumeration_that_begins_anew_stays_apart(self):
        self.assert_apart(tab("项目 甲", "1.某 3", "2.某 4"), tab("1.某 5", "2.某 6"))

    def test_wider_table_stays_apart(self):
        self.assert_apart(tab("项目 甲", "1.某 3", "2.某 4"), tab("3.某 5 6 7", "4.某 6 7 8"))

    def test_numbered_tables_stay_apart(self):
        self.assert_apart(tab("1、人员 数量", "甲 5", "乙 6"), tab("2、车辆 数量", "丙 3", "丁 2"))

    def test_blank_first_columns_prove_nothing(self):
        self.assert_apart(tab(" 项目 甲", " 某 3", " 另 4"), tab(" 丙 5", " 丁 7"))

    def test_a_merged_row_head_goes_on(self):
        self.assert_joined(tab("组 项目 甲", "子 某 3", "子 另 4"), tab(" 丙 5", " 丁 7"))

    def test_a_last_row_of_words_wants_no_body(self):
        self.assert_apart(tab("名称 甲 乙", "丙 3 4", "备注 见上 无"), tab("丁 5 6", "戊 7 8"))

    def test_years_are_a_header(self):
        self.assert_apart(tab("人员 2021 2022", "丙 3 4"), tab("车辆 2021 2022", "丁 5 6"), between="\f")
        self.assert_apart(tab("人员 2021", "丙 3"), tab("车辆 2022", "丁 5"), between="\f")
        self.assert_joined(tab("年份 甲 乙", "2020 3 4"), tab("2021 5 6"), between="\f")
        self.assert_joined(tab("名称 数量", "甲 31"), tab("乙 2021"), between="\f")

    def test_record_has_the_places_of_the_repeated_header(self):
        cell = lambda *texts: "".join(f"\t{t}\n" for t in texts) + "\n"
        document = read(HEAD + cell("项目", "甲年", "乙年") + cell("某", 3, 4) + cell("另", 6, 7)
                        + "\f" + cell("项目", "甲年", "乙年") + cell("丙", 5, 6))
        (repair,) = document["repairs"]
        self.assertEqual(repair["kind"], "header_join")
        self.assertEqual([place["line"] for place in repair["from"]], [18, 18, 19, 20])

    def test_text_between_keeps_tables_apart(self):
        self.assertEqual(len(self.grids(tab("项目 甲", "1.某 3", "2.某 4") + "\n二、另一件事\n\n" + tab("3.某 5", "4.某 6"))), 2)

    def test_repair_says_where_and_why(self):
        document = read(HEAD + tab("项目 甲", "1.某 3", "2.某 4") + "\n" + tab("3.某 5", "4.某 6"))
        (repair,) = document["repairs"]
        self.assertEqual((repair["kind"], repair["by"]), ("fragment_join", "stitch"))
        self.assertEqual(repair["from"][0]["line"], 10)
        self.assertEqual(repair["to"]["node"], tables(document)[0]["id"])
        self.assertEqual(repair["before"], "3 rows x 2 columns, 2 rows x 2 columns")
        self.assertEqual(repair["after"], "5 rows x 2 columns")
        self.assertIn("enumeration", repair["evidence"])



XS = [72.0, 130.0, 200.0, 300.0, 400.0]   # borders of the columns on paper


def on_page(page, rows, xs=XS, top=100.0, height=20.0):
    """A table of a JSON report that stands on a page. `rows` holds (text, column, row_span, column_span)."""
    cells = [{"id": 0, "row": r, "column": c, "row_span": down, "column_span": across, "text": text,
              "origin": {"page": page, "box": [xs[c], top + r * height, xs[c + across], top + (r + down) * height]}}
             for r, row in enumerate(rows) for text, c, down, across in row]
    for cell in cells:
        for span in ("row_span", "column_span"):
            if cell[span] == 1:
                del cell[span]
    return {"id": 0, "kind": "table", "rows": len(rows), "columns": len(xs) - 1, "cells": cells,
            "origin": {"page": page, "box": [xs[0], top, xs[-1], top + len(rows) * height]}}


def plain(*texts):
    return [(text, c, 1, 1) for c, text in enumerate(texts)]


def stitched(*blocks):
    number = 0
    for block in blocks:
        for thing in [block, *block.get("cells", [])]:
            number += 1
            thing["id"] = number
    report = {"sheaf": {"schema": "1.0", "version": "0"}, "source": {"name": "a", "format": "pdf", "bytes": 1}, "blocks": list(blocks)}
    return read(json.dumps(report), "--pass", "stitch", name="report.json")


def grid(table):
    return [(c["row"], c["column"], c.get("row_span", 1), c.get("column_span", 1), c.get("text", "")) for c in table["cells"]]


class Pages(unittest.TestCase):
    """Tables whose cells say where they stand on paper."""
    HEADER = plain("Office", "Asked", "Answered", "Left")

    def test_same_rules_go_on(self):
        report = stitched(on_page(1, [self.HEADER, plain("North", "1", "2", "3")]), on_page(2, [plain("South", "4", "5", "6")]))
        (table,) = tables(report)
        self.assertEqual(rows(table)[2], ["South", "4", "5", "6"])
        self.assertEqual([o["page"] for o in [table["origin"], *table["origin"]["more"]]], [1, 2])
        self.assertEqual([r["kind"] for r in report["repairs"]], ["fragment_join"])

    def labels_of_two_columns(self, shift, third=False):
        """Inferred tables, whose cells have the boxes of their text; below, numbers stand `shift` to the right. The third part has its labels
        in one column, as the first one."""
        def row(page, top, places, *texts):
            return [{"id": 0, "column": c, "text": text, "origin": {"page": page, "box": [x, top, x + 30.0, top + 10.0]}}
                    for c, (x, text) in enumerate(zip(places, texts))]

        def table(page, columns, *of):
            cells = [{**cell, "row": r} for r, row in enumerate(of) for cell in row]
            return {"id": 0, "kind": "table", "rows": len(of), "columns": columns, "inferred": True, "confidence": 0.9, "cells": cells,
                    "origin": {"page": page, "box": [50.0, 100.0, 500.0, 200.0]}}
        above, below = [60.0, 200.0, 280.0, 360.0], [50.0, 100.0, 200.0 + shift, 280.0 + shift, 360.0 + shift]
        below[0] = 45.0   # text has no border of its own
        parts = [table(1, 4, row(1, 100.0, above, "Kind", "Men", "Women", "All"), row(1, 120.0, above, "1. Asked", "5", "6", "11")),
                 table(2, 5, row(2, 100.0, below, "", "2. Answered", "1", "2", "3"), row(2, 120.0, [55.0, *below[1:]], "3. Left", "a. late", "4", "5", "9"))]
        last = table(3, 4, row(3, 100.0, above, "4. Open", "7", "8", "15"), row(3, 120.0, above, "5. Lost", "2", "2", "4"))
        return stitched(*parts, *([last] if third else []))

    def test_labels_of_two_columns_move_no_number(self):
        (table,) = tables(self.labels_of_two_columns(0))
        self.assertEqual([rows(table)[r][-3:] for r in range(4)],
                         [["Men", "Women", "All"], ["5", "6", "11"], ["1", "2", "3"], ["4", "5", "9"]])
        self.assertEqual(next(c for c in table["cells"] if c["text"] == "1. Asked").get("column_span"), 2)

    def test_a_third_part_with_labels_of_one_column_moves_no_number(self):
        """It is joined with its numbers below their heads, or not at all."""
        first = tables(self.labels_of_two_columns(0, third=True))[0]
        self.assertEqual([rows(first)[r][-3:] for r in range(first["rows"])],
                         [["Men", "Women", "All"], ["5", "6", "11"], ["1", "2", "3"], ["4", "5", "9"], ["7", "8", "15"], ["2", "2", "4"]][:first["rows"]])
        self.assertEqual(first["rows"], 6)

    def test_labels_of_three_columns_and_two_move_no_number(self):
        """A first part ends above the first group, a second one has what stands before the groups, a last one has not."""
        def row(page, top, r, *texts):
            places = [200.0, 280.0, 360.0]
            places = [50.0, 90.0, 130.0][:len(texts) - 3] + places
            return [{"id": 0, "row": r, "column": c, "text": text, "origin": {"page": page, "box": [x, top, x + 30.0, top + 10.0]}}
                    for c, (x, text) in enumerate(zip(places, texts))]

        def table(page, columns, *of):
            return {"id": 0, "kind": "table", "rows": len(of), "columns": columns, "inferred": True, "confidence": 0.9,
                    "cells": [c for r, texts in enumerate(of) for c in row(page, 100.0 + 20 * r, r, *texts)],
                    "origin": {"page": page, "box": [50.0, 100.0, 500.0, 200.0]}}
        first = tables(stitched(table(1, 4, ["Kind", "Men", "Women", "All"], ["1. Asked", "5", "6", "11"]),
                                table(2, 6, ["2. Answered", "(1) wholly", "a. on paper", "1", "2", "3"], ["", "", "b. by mail", "4", "5", "9"]),
                                table(3, 5, ["(2) in part", "a. on paper", "7", "8", "15"], ["", "b. by mail", "2", "2", "4"])))[0]
        self.assertEqual([rows(first)[r][-3:] for r in range(first["rows"])],
                         [["Men", "Women", "All"], ["5", "6", "11"], ["1", "2", "3"], ["4", "5", "9"], ["7", "8", "15"], ["2", "2", "4"]])
        self.assertEqual(next(c for c in first["cells"] if c["text"] == "1. Asked").get("column_span"), 3)

    def test_numbers_below_other_heads_are_another_table(self):
        self.assertEqual(len(tables(self.labels_of_two_columns(60))), 2)

    def test_words_go_on_between_the_same_rules(self):
        above, below = [plain("a", "b", "c", "d"), plain("e", "f", "g", "h")], [plain("i", "j", "k", "l")]
        self.assertEqual(len(tables(stitched(on_page(1, above), on_page(2, below)))), 1)
        wider = [x * 1.1 for x in XS]
        self.assertEqual(len(tables(stitched(on_page(1, above), on_page(2, below, wider)))), 2)
        self.assertEqual(len(tables(stitched(on_page(1, above), on_page(1, below, top=400.0)))), 2)

    def test_mirrored_margins(self):
        moved = [x + 20 for x in XS]
        self.assertEqual(len(tables(stitched(on_page(1, [self.HEADER, plain("a", "1", "2", "3")]), on_page(2, [plain("b", "4", "5", "6")], moved)))), 1)

    def test_other_rules_are_another_table(self):
        other = [72.0, 100.0, 250.0, 350.0, 400.0]
        above = on_page(1, [self.HEADER, plain("1.", "1", "2", "3")])
        self.assertEqual(len(tables(stitched(above, on_page(2, [plain("2.", "4", "5", "6")], other)))), 2)

    def test_a_header_of_its_own_is_another_table(self):
        above = on_page(1, [self.HEADER, plain("North", "1", "2", "3")])
        below = on_page(2, [plain("Car", "Bought", "Sold", "Kept"), plain("Red", "4", "5", "6")])
        self.assertEqual(len(tables(stitched(above, below))), 2)

    def test_repeated_header_is_left_out(self):
        above = on_page(1, [self.HEADER, plain("North", "1", "2", "3")])
        report = stitched(above, on_page(2, [self.HEADER, plain("South", "4", "5", "6")]))
        self.assertEqual(len(rows(tables(report)[0])), 3)
        self.assertEqual([r["kind"] for r in report["repairs"]], ["header_join"])

    def test_merged_cell_is_cut(self):
        above = [self.HEADER, [("三、本年度办理结果", 0, 2, 1), *plain("", "1", "2", "3")[1:]], plain("", "4", "5", "6")[1:]]
        below = [[("", 0, 2, 1), *plain("", "7", "8", "9")[1:]], plain("", "10", "11", "12")[1:], plain("四、", "13", "14", "15")]
        report = stitched(on_page(1, above), on_page(2, below))
        (table,) = tables(report)
        self.assertEqual([c for c in grid(table) if c[1] == 0 and c[0]], [(1, 0, 4, 1, "三、本年度办理结果"), (5, 0, 1, 1, "四、")])
        self.assertEqual(rows(table)[4][-3:], ["10", "11", "12"])
        label = next(c for c in table["cells"] if c["row"] == 1)
        self.assertEqual([o["page"] for o in [label["origin"], *label["origin"]["more"]]], [1, 2])
        self.assertEqual([(r["kind"], r.get("before"), r.get("after")) for r in report["repairs"]][0], ("cell_join", "2 rows", "4 rows"))

    def test_merged_cell_is_cut_twice_and_its_text_comes_late(self):
        body = lambda n: plain("", str(n), str(n + 1), str(n + 2))[1:]
        parts = [[self.HEADER, [("", 0, 2, 1), *body(1)], body(4)], [[("", 0, 1, 1), *body(7)]], [[("late", 0, 2, 1), *body(10)], body(13)]]
        (table,) = tables(stitched(*(on_page(i + 1, part) for i, part in enumerate(parts))))
        self.assertEqual([c for c in grid(table) if c[1] == 0], [(0, 0, 1, 1, "Office"), (1, 0, 5, 1, "late")])
        parts[0][1][0] = ("early", 0, 2, 1)
        parts[2][0][0] = ("", 0, 2, 1)
        (table,) = tables(stitched(*(on_page(i + 1, part) for i, part in enumerate(parts))))
        self.assertEqual([c for c in grid(table) if c[1] == 0], [(0, 0, 1, 1, "Office"), (1, 0, 5, 1, "early")])

    def test_cells_of_one_row_are_never_merged(self):
        above, below = [self.HEADER, plain("North", "1", "2", "3")], [plain("", "4", "5", "6")]
        (table,) = tables(stitched(on_page(1, above), on_page(2, below)))
        self.assertEqual(rows(table)[2], ["", "4", "5", "6"])

    def cut_between(self, room, others=((), ())):
        """Numbers end the first page, their label begins the next, so far below the edge of its cell."""
        up = on_page(1, [self.HEADER, plain("North", "1", "2", "3"), *others[0], plain("", "4", "5", "6")])
        down = on_page(2, [plain("South", "", "", ""), plain("West", "7", "8", "9"), *others[1]])
        for c in (1, 2, 3):
            self.lines(up, up["rows"] - 1, c, (XS[c] + 5, up["origin"]["box"][3] - 16, XS[c] + 15))
        self.lines(down, 0, 0, (XS[0] + 5, down["origin"]["box"][1] + room, XS[0] + 30))
        return stitched(up, down)

    def test_a_row_is_cut_between_its_label_and_its_numbers(self):
        report = self.cut_between(room=0)
        (table,) = tables(report)
        self.assertEqual(rows(table)[2:], [["South", "4", "5", "6"], ["West", "7", "8", "9"]])
        self.assertIn("no other row is so", [r for r in report["repairs"] if r["kind"] == "cell_join"][0]["evidence"])

    def test_a_sum_and_the_name_of_a_section_stay_two_rows(self):
        (table,) = tables(self.cut_between(room=4))
        self.assertEqual(rows(table)[2:], [["", "4", "5", "6"], ["South", "", "", ""], ["West", "7", "8", "9"]])

    def test_rows_with_labels_or_numbers_alone_stay_apart(self):
        for other in (plain("", "1", "2", "3"), plain("East", "", "", "")):
            for others in (([other], ()), ((), [other])):
                (table,) = tables(self.cut_between(room=0, others=others))
                self.assertEqual(table["rows"], 6)

    def test_numbers_are_never_merged(self):
        above = [self.HEADER, [("North", 0, 1, 1), ("1", 1, 2, 1), *plain("", "", "2", "3")[2:]], [("South", 0, 1, 1), *plain("", "", "2", "3")[2:]]]
        below = [[("West", 0, 1, 1), ("", 1, 2, 1), *plain("", "", "5", "6")[2:]], [("East", 0, 1, 1), *plain("", "", "7", "8")[2:]]]
        (table,) = tables(stitched(on_page(1, above), on_page(2, below)))
        self.assertEqual([c for c in grid(table) if c[1] == 1], [(0, 1, 1, 1, "Asked"), (1, 1, 2, 1, "1"), (3, 1, 2, 1, "")])

    def test_columns_by_their_rules(self):
        """The part below spans what the one above has apart, and the other way round."""
        above = on_page(1, [self.HEADER, plain("North", "1", "2", "3")])
        below = on_page(2, [plain("All", "4", "5")], [XS[0], XS[1], XS[3], XS[4]])
        (table,) = tables(stitched(above, below))
        self.assertEqual(grid(table)[-3:], [(2, 0, 1, 1, "All"), (2, 1, 1, 2, "4"), (2, 3, 1, 1, "5")])
        above = on_page(1, [plain("All", "4", "5")], [XS[0], XS[1], XS[3], XS[4]])
        (table,) = tables(stitched(above, on_page(2, [plain("North", "1", "2", "3")])))
        self.assertEqual((table["columns"], grid(table)[:3]), (4, [(0, 0, 1, 1, "All"), (0, 1, 1, 2, "4"), (0, 3, 1, 1, "5")]))

    def test_the_edge_of_the_paper_cuts_each_part_elsewhere(self):
        above = on_page(1, [plain("All", "4", "5")], [XS[0], XS[1], XS[3], XS[4] + 3])
        (table,) = tables(stitched(above, on_page(2, [plain("North", "1", "2", "3")])))
        self.assertEqual((table["columns"], grid(table)[:3]), (4, [(0, 0, 1, 1, "All"), (0, 1, 1, 2, "4"), (0, 3, 1, 1, "5")]))

    def test_a_footnote_at_the_foot_of_the_page_parts_nothing(self):
        above = on_page(1, [self.HEADER, plain("North", "1", "2", "3")])
        note = {"kind": "footnote", "number": "1", "text": "Since May.", "origin": {"page": 1, "box": [72, 700, 200, 712]}}
        report = stitched(above, note, on_page(2, [plain("South", "4", "5", "6")]))
        self.assertEqual([b["kind"] for b in report["blocks"]], ["table", "footnote"])

    def lines(self, block, row, column, *boxes):
        """Says where the lines of a cell stand, by their left, top and right; they are 12 points high."""
        cell = next(c for c in block["cells"] if (c["row"], c["column"]) == (row, column))
        cell["origin"]["more"] = [{"page": cell["origin"]["page"], "box": [x0, y0, x1, y0 + 12.0]} for x0, y0, x1 in boxes]
        return block

    def test_repeated_header_of_rows_that_span_columns(self):
        """The part above has wide cells only, so that its columns are fewer; the header is the same all the same."""
        few = [XS[0], XS[2], XS[3], XS[4]]
        above = on_page(1, [plain("Office", "Answered", "Left"), plain("All", "1", "2")], few)
        below = on_page(2, [[("Office", 0, 1, 2), ("Answered", 2, 1, 1), ("Left", 3, 1, 1)], plain("a", "b", "3", "4")])
        report = stitched(above, below)
        (table,) = tables(report)
        self.assertEqual((table["rows"], table["columns"]), (3, 4))
        self.assertEqual([r["kind"] for r in report["repairs"]], ["header_join"])

    def test_header_alone_and_then_again(self):
        report = stitched(on_page(1, [self.HEADER]), on_page(2, [self.HEADER, plain("North", "1", "2", "3")]),
                          on_page(3, [self.HEADER, plain("South", "4", "5", "6")]))
        (table,) = tables(report)
        self.assertEqual([row[0] for row in rows(table)], ["Office", "North", "South"])

    def test_years_in_a_repeated_header(self):
        years = plain("Office", "2021", "2022", "2023")
        (table,) = tables(stitched(on_page(1, [years, plain("North", "1", "2", "3")]), on_page(2, [years, plain("South", "4", "5", "6")])))
        self.assertEqual(table["rows"], 3)

    def test_equal_rows_below_a_repeated_header_stay(self):
        part = [self.HEADER, plain("North", "0", "0", "0")]
        (table,) = tables(stitched(on_page(1, part), on_page(2, part)))
        self.assertEqual([row[0] for row in rows(table)], ["Office", "North", "North"])

    def test_rows_cut_behind_a_repeated_header_keep_their_spans(self):
        above = [self.HEADER, [("Group", 0, 2, 1), *plain("", "x", "1", "2")[1:]], plain("", "y", "3", "4")[1:]]
        below = [self.HEADER, [("", 0, 3, 1), *plain("", "", "", "")[1:]], plain("", "z", "5", "6")[1:], plain("", "w", "7", "8")[1:]]
        (table,) = tables(stitched(on_page(1, above), on_page(2, below)))
        self.assertEqual([c for c in grid(table) if c[1] == 0], [(0, 0, 1, 1, "Office"), (1, 0, 4, 1, "Group")])
        self.assertEqual([row[-3:] for row in rows(table)][3:], [["z", "5", "6"], ["w", "7", "8"]])

    def cut_row(self, below, **more):
        above = self.lines(on_page(1, [self.HEADER, plain("Applications that were", "1", "2", "3")]), 1, 0, (75, 124, 128))
        return stitched(above, on_page(2, [below, plain("South", "4", "5", "6")], **more))

    def test_a_row_is_cut(self):
        report = self.cut_row(plain("withdrawn", "", "", ""))
        (table,) = tables(report)
        self.assertEqual(rows(table)[1], ["Applications that were withdrawn", "1", "2", "3"])
        self.assertEqual(table["rows"], 3)
        joined = next(r for r in report["repairs"] if r["kind"] == "cell_join")
        self.assertEqual((joined["before"], joined["after"], joined["from"][0]["page"]),
                         ("Applications that were\n\nwithdrawn", "Applications that were withdrawn", 2))

    def test_a_mark_keeps_its_character(self):
        """There is room for 形, but not for the comma behind it, which begins no line."""
        for rest, expected in (("形，不计其他", 4), ("形不计其他", 5)):
            above = on_page(1, [self.HEADER, plain("1.全部", "1", "2", "3"), plain("2.只计这一情", "1", "2", "3")])
            below = on_page(2, [plain(rest, "", "", ""), plain("3.其他", "4", "5", "6")])
            self.assertEqual(tables(stitched(self.lines(above, 2, 0, (75, 144, 115)), below))[0]["rows"], expected)

    def test_a_line_is_as_full_as_those_before_it(self):
        """All end at one place, hardly a character before the border: there lines were broken. Farther off somebody broke them."""
        for before, end, expected in ((115.5, 115.5, 4), (118, 115.5, 5), (112, 112, 5), (100, 100, 5)):
            above = on_page(1, [self.HEADER, plain("1.全部", "1", "2", "3"), plain("2.只计这一情形而", "1", "2", "3")])
            below = on_page(2, [plain("不计其他", "", "", ""), plain("3.其他", "4", "5", "6")])
            self.lines(above, 2, 0, (75, 128, before), (75, 144, end))
            self.assertEqual(tables(stitched(above, below))[0]["rows"], expected)

    def lined(self, block, room=4.0):
        """Every text has a line, so far below the edge of its cell."""
        for cell in block["cells"]:
            x0, y0 = cell["origin"]["box"][:2]
            if cell["text"]:
                self.lines(block, cell["row"], cell["column"], (x0 + 3, y0 + room, x0 + 3 + 6 * len(cell["text"])))
        return block

    def full(self, label, rest, values=("", "", ""), others=(), following=("South", "7", "8", "9"), header=()):
        """A label that fills its line ends the page, `rest` with its values begins the next one; (above, below), all with their lines."""
        above = on_page(1, [self.HEADER, *others, plain("North", "1", "2", "3"), plain(label, "4", "5", "6")])
        row = len(others) + 2
        self.lines(self.lined(above), row, 0, (75, 104 + 20 * row, 128))
        return above, self.lined(on_page(2, [*header, plain(rest, *values), plain(*following)]))

    def assert_two_rows(self, above, below, said=True):
        report = stitched(above, below)
        label, rest = above["cells"][-4]["text"], next(c["text"] for c in below["cells"] if c["text"] not in self.HEADER[0])
        (table,) = tables(report)
        self.assertIn([label, "4", "5", "6"], rows(table))
        self.assertIn(rest, [row[0] for row in rows(table)])
        self.assertEqual([d["code"] for d in report["conversion"]["diagnostics"]], ["stitch.cell.label"] if said else [])

    def assert_one_row(self, above, below):
        label, rest = above["cells"][-4]["text"], below["cells"][0]["text"]
        report = stitched(above, below)
        (table,) = tables(report)
        self.assertEqual(table["rows"], above["rows"] + below["rows"] - 1)
        self.assertIn(label + rest, [row[0].replace(" ", "") for row in rows(table)])

    def test_a_full_line_proves_no_cut(self):
        """The longest label of a column fills its line, too: a row below it without values may be one of its own."""
        self.assert_two_rows(*self.full("受理申请总数量合计", "自然人"))

    def pieces(self, end, begin, label="受理申请总数量合计", rest="自然人", values=("", "", "")):
        """The row above ends so many points higher, the text of the one below stands so many higher in its cell."""
        above, below = self.full(label, rest, values)
        for cell in above["cells"][-4:]:
            cell["origin"]["box"][3] -= end
        for line in below["cells"][0]["origin"]["more"]:
            line["box"][1] -= begin
            line["box"][3] -= begin
        return above, below

    def test_the_page_shows_both_pieces_of_a_cut_row(self):
        """Less room at the cut edges than any whole row has: where only one is cut, the row beside it is whole."""
        self.assert_one_row(*self.pieces(3, 3.8))
        self.assert_one_row(*self.pieces(-5, 3.8))
        self.assert_two_rows(*self.pieces(0, 3.8))
        self.assert_two_rows(*self.pieces(3, 0))

    def test_the_name_of_a_section_that_is_set_closer(self):
        """It has no values and ends the page; those of the row below are no part of it, whatever the room in the cells shows."""
        for end, label in ((3, "受理申请总数量合计"), (-5, "受理申请总数量合计"), (3, "applications")):
            above, below = self.pieces(end, 3.8, label, "withdrawn" if label == "applications" else "自然人", ("7", "8", "9"))
            for cell in above["cells"][-3:]:
                cell["text"] = ""
                cell["origin"].pop("more", None)
            (table,) = tables(stitched(above, below))
            self.assertEqual(table["rows"], above["rows"] + below["rows"])
            self.assertIn([label, "", "", ""], rows(table))

    def test_a_row_lower_than_all_others_may_be_cut_to_fit(self):
        """More lines than any other row has, in rows of one height: the room around them is less."""
        above, below = self.full("受理申请总数量合计", "自然人")
        for cell in above["cells"][-4:]:
            cell["origin"]["box"][3] -= 3
        self.lines(below, 0, 0, (75, 101, 120), (75, 108, 120))
        self.assert_two_rows(above, below)

    def test_all_other_rows_end_with_more_room(self):
        """A word processor repeats the room above in each piece, and leaves out what stands behind the paragraph."""
        def pieces(gone, lines=2):
            above, below = self.full("受理申请总数量合计", "自然人")
            for part in (above, below):
                for cell in part["cells"]:
                    cell["origin"]["box"][1] = 100 + (cell["origin"]["box"][1] - 100) * 2
                    cell["origin"]["box"][3] = 100 + (cell["origin"]["box"][3] - 100) * 2
                self.lined(part)
            self.lines(above, 2, 0, (75, 184, 128))
            for cell in above["cells"][-4:]:
                cell["origin"]["box"][3] -= gone
            if lines == 2:
                for cell in below["cells"][:4]:
                    cell["origin"]["box"][1] -= 15
                self.lines(below, 0, 0, (75, 89, 120), (75, 104, 120))
            return above, below
        self.assert_one_row(*pieces(14))
        self.assert_two_rows(*pieces(5))      # a strip of it may have been left
        self.assert_two_rows(*pieces(14, 1))  # rows of one height

    def test_numbers_in_the_middle_of_whole_rows_alone(self):
        """LibreOffice sets what stands in the middle of a cell at the top of a row that it cuts."""
        def pieces(top, other):
            above = on_page(1, [self.HEADER, plain("一年之内", "1", "2", "3"), plain("受理申请总数量合计", "4", "5", "6")], height=40.0)
            below = self.lined(on_page(2, [plain("自然人", "", "", ""), plain("South", "7", "8", "9")]))
            self.lined(above)
            for row, at in ((1, other), (2, top)):
                y = 100 + 40 * row
                self.lines(above, row, 0, (75, y + 6, 128), (75, y + 22, 128))
                for column in (1, 2, 3):
                    self.lines(above, row, column, (XS[column] + 5, y + at, XS[column] + 11))
            return above, below
        self.assert_one_row(*pieces(6, 14))
        self.assert_two_rows(*pieces(14, 14))
        self.assert_two_rows(*pieces(6, 6))

    def test_every_row_but_the_rest_is_numbered(self):
        one = [plain("1.收到", "1", "2", "3")]
        def pieces(following="4.其他", rest="自然人", others=one):
            above = self.lined(on_page(1, [self.HEADER, *others, plain("2.办理", "1", "2", "3"), plain("3.受理申请总数量", "4", "5", "6")]))
            row = above["rows"] - 1
            self.lines(above, row, 0, (75, 104 + 20 * row, 128))
            return above, self.lined(on_page(2, [plain(rest, "", "", ""), plain(following, "7", "8", "9")]))
        self.assert_one_row(*pieces())
        self.assert_two_rows(*pieces("1.其他"))           # the name of a section
        self.assert_two_rows(*pieces("其他"))
        self.assert_two_rows(*pieces(others=[plain("1.收到", "1", "2", "3"), plain("其中", "", "", "")]))
        self.assert_two_rows(*pieces(others=[plain("申请情况", "", "", ""), *one]))  # as the one below may be

    def test_lower_case_shows_nothing_where_labels_begin_so(self):
        self.assert_one_row(*self.full("Applications", "withdrawn"))
        self.assert_two_rows(*self.full("applications", "withdrawn"))
        self.assert_one_row(*self.pieces(3, 3.8, "applications", "withdrawn"))
        self.assert_two_rows(*self.full("Applications", "of which:"), said=False)

    def test_numbers_with_room_for_digits_are_whole(self):
        """Set flush right in a wide cell, or narrower than another number of the column."""
        def number(left, right, other):
            above = self.lined(on_page(1, [self.HEADER, plain("East", "1", "2", "3"), plain("North", "4698", "2", "3")]))
            self.lines(above, 2, 1, (left, 144, right))
            self.lines(above, 1, 1, (140, 124, 140 + other))
            below = self.lined(on_page(2, [plain("", "17", "", ""), plain("South", "7", "8", "9")]))
            return rows(tables(stitched(above, below))[0])[2][1]
        self.assertEqual(number(132, 198, 5), "4698\n17")
        self.assertEqual(number(174, 198, 5), "4698")
        self.assertEqual(number(132, 180, 66), "4698")

    def test_a_row_of_its_own(self):
        """A label that had room left above; words that begin anew; one that begins an entry; numbers of its own."""
        roomy = self.lines(on_page(1, [self.HEADER, plain("North", "1", "2", "3")]), 1, 0, (75, 124, 100))
        below = on_page(2, [plain("of the", "", "", ""), plain("South", "4", "5", "6")])
        self.assertEqual(tables(stitched(roomy, below))[0]["rows"], 4)
        self.assertEqual(tables(self.cut_row(plain("Offices", "", "", "")))[0]["rows"], 4)
        self.assertEqual(tables(self.cut_row(plain("2. Offices", "", "", "")))[0]["rows"], 4)
        self.assertEqual(tables(self.cut_row(plain("withdrawn", "7", "", "")))[0]["rows"], 4)

    def test_the_last_label_has_no_values(self):
        """It begins anew by its words, but heads nothing and counts nothing, and the row above lacks the room that all others end with; where
        other rows are so, or the label above is a number, it may."""
        def joined(label="Applications that", more=(), head=(), below="Withdrawn", cut=14):
            above = self.lined(on_page(1, [self.HEADER, *more, plain(label, "1", "2", "3")], height=40.0))
            last = 1 + len(more)
            self.lines(above, last, 0, (75, 104 + 40 * last, 128))
            for cell in above["cells"][-4:]:
                cell["origin"]["box"][3] -= cut
            rest = self.lined(on_page(2, [*head, plain(below, "", "", "")], height=40.0))
            top = 100 + 40 * len(head) - 15
            for cell in rest["cells"][-4:]:
                cell["origin"]["box"][1] = top
            self.lines(rest, len(head), 0, (75, top + 4, 120), (75, top + 19, 120))
            return rows(tables(stitched(above, rest))[0])
        self.assertEqual(joined()[1:], [["Applications that Withdrawn", "1", "2", "3"]])
        self.assertEqual(joined(head=[self.HEADER])[1:], [["Applications that Withdrawn", "1", "2", "3"]])
        self.assertEqual(len(joined(cut=0)), 3)
        self.assertEqual(len(joined(more=[plain("Offices", "", "", "")])), 4)
        self.assertEqual(len(joined(label="2006")), 3)
        self.assertEqual(len(joined(below="2. Withdrawn")), 3)

    def test_numbers_of_a_cut_row_stand_below(self):
        above = lambda text: self.lines(on_page(1, [self.HEADER, plain("North", "1", "2", "3"), plain(text, "", "", "")]), 2, 0, (75, 144, 128))
        below = on_page(2, [plain("withdrawn)", "7", "8", "9"), plain("South", "4", "5", "6")])
        (table,) = tables(stitched(above("All (but those"), below))
        self.assertEqual(rows(table)[2], ["All (but those withdrawn)", "7", "8", "9"])
        below = on_page(2, [plain("Withdrawn", "7", "8", "9"), plain("South", "4", "5", "6")])
        self.assertEqual(tables(stitched(above("All but those"), below))[0]["rows"], 5)

    def test_a_row_is_cut_in_its_white_space(self):
        parts = lambda more: (on_page(1, [self.HEADER, plain("North", "1", "2", "3"), *more]), on_page(2, [plain("", "", "", ""), plain("South", "4", "5", "6")]))
        self.assertEqual([row[0] for row in rows(tables(stitched(*parts([])))[0])], ["Office", "North", "South"])
        blank = [plain("", "", "", ""), plain("West", "7", "8", "9")]
        self.assertEqual([row[0] for row in rows(tables(stitched(*parts(blank)))[0])], ["Office", "North", "", "West", "", "South"])

    def test_digits_on_both_sides_are_left_apart(self):
        for first, rest in (("4698", "8"), ("1,", "234"), ("12", ".50")):
            above = on_page(1, [self.HEADER, plain("North", first, "2", "3")])
            self.lines(above, 1, 1, (133, 124, 198))
            report = stitched(above, on_page(2, [plain("", rest, "", ""), plain("South", "4", "5", "6")]))
            (table,) = tables(report)
            self.assertEqual(rows(table)[1], ["North", f"{first}\n{rest}", "2", "3"])
            self.assertEqual([d["code"] for d in report["conversion"]["diagnostics"]], ["stitch.cell.digits"])

    def test_a_numbered_label_is_cut(self):
        def report(rest):
            above = on_page(1, [self.HEADER, [("（四）无法提", 0, 1, 1), *plain("", "1", "2", "3")[1:]]])
            self.lines(above, 1, 0, (74, 121, 128))
            return stitched(above, on_page(2, [[(rest, 0, 2, 1), *plain("", "4", "5", "6")[1:]], plain("", "7", "8", "9")[1:]]))
        heads = [c for c in grid(tables(report("供"))[0]) if c[1] == 0]
        self.assertEqual(heads, [(0, 0, 1, 1, "Office"), (1, 0, 3, 1, "（四）无法提供")])
        self.assertEqual(len([c for c in grid(tables(report("（五）供"))[0]) if c[1] == 0]), 3)

    def header_cut_between_its_rows(self, parts, head="自", rest="然人", end=398):
        """Two rows of heads, and the page break between them: what stands right in each is one head, as it seems."""
        few = [XS[0], XS[1], XS[3], XS[4]]
        above = on_page(1, [[("本列数据的勾稽关系：", 0, 2, 1), ("申请人情况", 1, 1, 2)], [("法人", 1, 1, 1), (head, 2, 1, 1)]], few)
        self.lines(above, 1, 2, (302, 124, end))
        return stitched(above, on_page(2, [[("第一项", 0, 1, 1), *parts, (rest, 3, 1, 1)], plain("一、收", "1", "2", "3"), plain("二、转", "4", "5", "6")]))

    def test_a_head_beside_a_group_is_cut(self):
        report = self.header_cut_between_its_rows([("企业", 1, 1, 1), ("机构", 2, 1, 1)])
        (table,) = tables(report)
        self.assertEqual(grid(table)[2:5], [(1, 1, 1, 2, "法人"), (1, 3, 2, 1, "自然人"), (2, 0, 1, 1, "第一项")])
        (join,) = [r for r in report["repairs"] if r["kind"] == "cell_join" and r["after"] == "自然人"]
        self.assertIn("no room for more", join["evidence"])

    def test_a_head_that_is_printed_again_stands_once(self):
        """A cell over both rows of the header, whose text stands on both pages, whether it fills its line or not."""
        for end in (398, 340):
            report = self.header_cut_between_its_rows([("企业", 1, 1, 1), ("机构", 2, 1, 1)], "自然人", "自然 人", end)
            (table,) = tables(report)
            self.assertEqual(grid(table)[2:5], [(1, 1, 1, 2, "法人"), (1, 3, 2, 1, "自然人"), (2, 0, 1, 1, "第一项")])
            (join,) = [r for r in report["repairs"] if r["kind"] == "cell_join" and r["after"] == "自然人"]
            self.assertEqual((join["before"], join["from"][0]["page"]), ("自然人\n\n自然 人", 2))
            self.assertIn("printed again", join["evidence"])

    def test_one_character_twice_is_a_word(self):
        report = self.header_cut_between_its_rows([("企业", 1, 1, 1), ("机构", 2, 1, 1)], "人", "人")
        self.assertIn("人人", [c[4] for c in grid(tables(report)[0])])

    def test_heads_below_heads_without_a_group_are_said(self):
        report = self.header_cut_between_its_rows([("企业", 1, 1, 2)])
        self.assertIn("自", [c[4] for c in grid(tables(report)[0])])
        self.assertIn("stitch.cell.label", [d["code"] for d in report["conversion"]["diagnostics"]])

    def test_a_label_that_may_be_cut_is_said(self):
        above = self.lines(on_page(1, [self.HEADER, [("收入", 0, 1, 1), *plain("", "1", "2", "3")[1:]]]), 1, 0, (74, 121, 128))
        report = stitched(above, on_page(2, [[("支出", 0, 2, 1), *plain("", "4", "5", "6")[1:]], plain("", "7", "8", "9")[1:]]))
        self.assertEqual([row[0] for row in rows(tables(report)[0])], ["Office", "收入", "支出", "支出"])
        self.assertEqual([d["code"] for d in report["conversion"]["diagnostics"]], ["stitch.cell.label"])

    def test_a_header_is_cut_between_its_rows(self):
        head, few = plain("Office", "Asked", "Left"), [XS[0], XS[1], XS[3], XS[4]]
        below = [plain("", "by post", "in person", ""), plain("North", "1", "2", "3")]
        (table,) = tables(stitched(on_page(1, [head], few), on_page(2, below)))
        self.assertEqual(grid(table)[:5], [(0, 0, 2, 1, "Office"), (0, 1, 1, 2, "Asked"), (0, 3, 2, 1, "Left"), (1, 1, 1, 1, "by post"), (1, 2, 1, 1, "in person")])

    def test_rules_of_a_merged_cell_that_are_not_drawn(self):
        """Behind the break the first column, which a merged cell fills, is not drawn; then it is."""
        above = on_page(1, [self.HEADER, [("Group", 0, 2, 1), *plain("", "x", "1", "2")[1:]], plain("", "y", "3", "4")[1:]])
        inset = on_page(2, [plain("z", "5", "6")], XS[1:])
        last = on_page(3, [[("", 0, 1, 1), *plain("", "w", "7", "8")[1:]], plain("All", "v", "9", "10")])
        (table,) = tables(stitched(above, inset, last))
        self.assertEqual([c for c in grid(table) if c[1] == 0], [(0, 0, 1, 1, "Office"), (1, 0, 4, 1, "Group"), (5, 0, 1, 1, "All")])
        self.assertEqual([row[-2:] for row in rows(table)][1:], [["1", "2"], ["3", "4"], ["5", "6"], ["7", "8"], ["9", "10"]])

    def test_boxes_of_words_prove_nothing(self):
        ragged = on_page(2, [plain("alpha", "beta", "gamma", "delta")])
        for i, cell in enumerate(ragged["cells"]):
            cell["origin"]["box"][0] += 3 * i
        words = on_page(1, [plain("a", "b", "c", "d"), plain("e", "f", "g", "h")])
        for i, cell in enumerate(words["cells"]):
            cell["origin"]["box"][0] += 3 * i
        self.assertEqual(len(tables(stitched(words, ragged))), 2)


if __name__ == "__main__":
    unittest.main()
