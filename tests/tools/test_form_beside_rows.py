"""What stands beside a row, or in the line below it, speaks against its numbers: the rest of a number, other rows of a group, last year, a row
of the report's own."""
import re
import unittest

import form_truth
import test_form_doubts as doubts
import test_form_pieces as pieces
from test_form_lines import report
from test_form_seats import HEADS, facts_of

PUBLIC = pieces.PUBLIC
# as pdftotext wrote it; numbers were broken in their cells
PAGED = """\
           第二十条第（一）项
    信息内容 本年制发件数 本年废止件数 现行有效件数
     规章     1808     2     3
   行政规范性文件 2075      4     3
                     8
           第二十条第（五）项
    信息内容         本年处理决定数量
    行政许可            71
           第二十条第（六）项
    信息内容         本年处理决定数量
    行政处罚             7
    行政强制             5
                     1
           第二十条第（八）项
    信息内容      本年收费金额（单位：万元）
https://example.org/report/11.html                   1/3
\f11/22/26, 7:29 AM                                     x

   行政事业性收费                          96.5"""
# the same; the labels of two rows of a group were blank
GROUPED = """\
                                                申请人情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四 自然              法人或其他组织
             项之和）                  人 商业企   科研机 社会公益组 法律服务机 其他 总计
                                       业    构     织       构
       一、本年新收政府信息公开申请数量          8124 7868 9918 6258   12350 8604 53122
       二、上年结转政府信息公开申请数量          2216 1907 6      34       6  53 4222
                （一）予以公开           227 6     64     1    2452 3 2753
        （二）部分公开（区分处理的，只计这一情形，不 9        3 1111    78       9  80 1290
                 计其他情形）
                       1.属于国家秘密    8    3    4    75       4  34 128
                 2.其他法律行政法规禁止公开 64      7   62    83      21  84 321
                   3.危及“三安全一稳定”   555 15     6    68    1610 7 2261
        （三）不予公      4.保护第三方合法权益  2290 784    3     8      24 2405 5514
           开       5.属于三类内部事务信息    1    7 1633    70     510 50 2271
                    6.属于四类过程性信息   54 116 1754      3    1541 2041 5509
                     7.属于行政执法案卷   38 86 1531      60    2222 2344 6281
                     8.属于行政查询事项   64 1825 6        6       2   4 1907
三、本年度办理 （四）无法提 1.本机关不掌握相关政府信息      8 716 85        9     334   8 1160
  结果       供     2.没有现成信息需要另行制作    9 1092 27       2       7 1407 2544
                  3.补正后申请内容仍不明确 1107 2473 5       16      62  43 3706
                    1.信访举报投诉类申请    2    2   22     6    1467 4 1503
                         2.重复申请   214 3 1759      63    1553 8 3600
        （五）不予处      3.要求提供公开出版物   45 399     7   2362     36   3 2852
           理      4.无正当理由大量反复申请 2223 1049 2        2      94   8 3378
               5.要求行政机关确认或重新出具已 1015 80      3     6      29  11 1144
                          获取信息
                                   1    9 1819 1211        5   6 3051
        （六）其他处                   2400 74     1   1031    288   2 3796
           理
                                   5    2   12   1120     36  96 1271
                  （七）总计         10339 8751 9916 6280   12306 8648 56240
          四、结转下年度继续办理              1 1024 8       12      50   9 1104"""
FOUR = pieces.HEADS4[0].split("\n")


def values(text):
    found = form_truth.values(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"))
    return {k: v for k, v in found.items() if v is not None}


def with_public(public):
    facts = pieces.numbers(20)
    return pieces.report(HEADS + pieces.rows(facts), FOUR + [pieces.row_of_4(facts)]).replace(PUBLIC, public)


class Beside(unittest.TestCase):
    def test_a_row_of_the_reports_own_that_is_near_a_blank_one(self):
        row = "   行政规范性文件            8            9       158"
        self.assertIn(row, PUBLIC)
        own = "   党内规范性文件            43           264       354"
        found = values(with_public(PUBLIC.replace("      规章              6            2       183\n" + row, "      规章\n   行政规范性文件\n" + own)))
        self.assertEqual([], [k for k in found if "normative" in k])
        found = values(with_public(PUBLIC.replace("行政规范性", "行政规范姓")))         # nothing else is called so
        self.assertEqual(158, found["t2.normative_documents.in_force"])

    def test_digits_below_a_number_of_a_table_without_sums(self):
        end = "5\n".rjust(37)
        for line in ("     行政处罚                         179\n", "     行政许可                         162\n"):
            for page in ("", "\f"):
                found = values(with_public(PUBLIC.replace(line, line + end + page)))
                self.assertNotIn("t2.penalties.decisions" if "179" in line else "t2.licensing.decisions", found)

    def test_digits_above_the_header_of_another_block(self):
        found = values(with_public(PAGED))
        self.assertIn(str(found.get("t2.fees.amount")), ("None", "96.5"))
        self.assertEqual(71, found["t2.licensing.decisions"])

    def test_a_year_between_the_tables_of_one_cell_a_line(self):
        words = [word for line in PUBLIC.split("\n") for word in line.split() if not word.replace(".", "").isdigit()]

        def filled(numbers):
            return "\n".join(word + "".join("\n" + n for n in numbers.get(word, ())) for word in words)
        this = filled({"行政许可": ["1"], "行政处罚": ["21808"], "行政事业性收费": ["365.79"]})
        other = filled({"行政规范性文件": ["1", "41", "1"], "行政许可": ["13904"], "行政处罚": ["25335"], "行政强制": ["24393"], "行政事业性收费": ["816.48"]})
        for line in ("2020年", "上年度"):
            self.assertEqual([], [k for k in values(with_public(f"\n{this}\n\n{line}\n\n{other}\n")) if "coercion" in k])

    def test_a_mark_behind_what_is_the_total(self):
        lines, facts, rows = doubts.report(3)
        for at in rows[5:8]:
            parts = [int(n) for n in doubts.numbers(lines[at])[:5]]
            printed = lines[:at] + [doubts.change(lines[at], lambda _: [*map(str, parts), str(sum(parts)), "/"])] + lines[at + 1:]
            before, now = values("\n".join(lines)), values("\n".join(printed))
            self.assertEqual(7 if sum(n > 0 for n in parts) > 1 else 1, len(before) - len(now))

    def test_heads_that_a_program_made_distinct(self):
        """The second part of a table has no header, and its first row became one."""
        head = ["Unnamed: 0\tUnnamed: 1\tUnnamed: 2\t申请人情况\t" + "\t".join(f"Unnamed: {n}" for n in range(4, 9)) + "\t合计",
                "nan\tnan\tnan\t自然人\t法人或其他组织\tnan\tnan\tnan\tnan\t合计",
                "nan\tnan\tnan\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t合计"]
        first = ["三、本年度办理结果\t（五）不予处理\t3、要求提供公开出版物\t/\t2.0\t/\t2.0\t3.0\t/\t7.0",
                 "三、本年度办理结果\t（五）不予处理\t4、无正当理由大量反复申请\t2.0\t/\t/\t1.0\t/\t/\t3.0"]
        second = ["\t三、本年度办理结果\t（五）不予处理\t5、要求行政机关确认或重新出具已获取信息\t2\t/\t/.1\t/.2\t/.3\t/.4\t2.1",
                  "2\t三、本年度办理结果\t（六）其他处理\t3、其他\t52\t2\t2\t/\t1\t1\t58",
                  "3\t三、本年度办理结果\t（七）总计\tNaN\t65\t232\t117\t58\t78\t13\t563"]
        found = values(pieces.report([*head, *first, "", "- 2 -", "", *second], FOUR + [pieces.row_of_4(facts_of(1))]))
        self.assertNotIn("2.1", map(str, found.values()))

    def test_last_years_row_behind_an_ordinal(self):
        lines, facts, rows = doubts.report(5)
        made = ["序号\t" + line if "\t" in line and i < rows[0] else line for i, line in enumerate(lines)]
        for n, at in enumerate(rows):
            labels, numbers = lines[at].split("\t")[:3], doubts.numbers(lines[at].replace(",", ""))
            made[at] = "\t".join([str(n + 1), *labels, *(["上年", "63", "6", "56", "18", "14", "80", "80"] if n == 6 else numbers)])
        self.assertEqual([], [k for k, v in values("\n".join(made)).items() if k[:2] == "t3" and v == 80])

    def test_rows_beside_the_label_of_a_group(self):
        found = values(pieces.report(GROUPED.split("\n"), FOUR + [pieces.row_of_4(facts_of(1))]))
        self.assertEqual([], [k for k in found if k.startswith("t3.outcome.other.")])
        self.assertIn("t3.outcome.total.natural_person", found)

    def test_rows_that_repeat_the_label_of_their_group(self):
        """Enumerations escaped as in Markdown, and a column of units: nobody knows the rows of the last group."""
        lines, facts, rows = doubts.report(5)
        made = ["\t".join(["项目"] * 3 + ["单位"] + heads) for heads in
                (["申请人情况"] * 6 + ["总计"], ["自然人"] + ["法人或其他组织"] * 5 + ["总计"],
                 ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"])]
        above = ["", "", ""]
        for at in rows:
            cells = lines[at].split("\t")
            last = max(i for i in range(3) if cells[i])
            above = [cells[i] or (above[i] if i < last else cells[last]) for i in range(3)]
            made.append("\t".join([c.replace(".", "\\.") for c in above] + ["件"] + [n.replace(",", "") for n in cells[-7:]]))
        found = values(pieces.report(made, FOUR + [pieces.row_of_4(facts_of(1))]))
        self.assertEqual([], [k for k in found if k.rpartition(".")[0] in ("t3.outcome.other", "t3.outcome.other.legal_person")])

    def test_digits_below_the_first_number_of_the_last_row(self):
        rows = 0
        for seed in range(12):
            text, facts = report(seed, "layout")
            row = re.search(r"四、结转下年度继续办理 +(\d\d+) .*\n", text)
            if row is None or row[1][1] == "0":
                continue
            rows += 1
            at, rest = row.start(1) + 1, row[1][1:]
            place = at - text.rindex("\n", 0, row.start()) - 1
            cut = text[:at] + " " * len(rest) + text[at + len(rest):row.end()] + " " * place + rest + "\n\n" + text[row.end():]
            found = values(cut)
            self.assertNotEqual(int(row[1][0]), found.get("t3.carried_out.natural_person"))
        self.assertGreater(rows, 1)


if __name__ == "__main__":
    unittest.main()
