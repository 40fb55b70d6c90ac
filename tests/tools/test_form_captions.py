"""What stands above a table of a form may say that it is another's: then it gives no values, wherever that stands; and what says nothing of the kind takes none."""
import json
import re
import unittest

import form_cases
import form_truth

SHAPES = ("tabs", "csv", "pipes", "layout")
OTHERS = ("其中：第一中学", "下属单位数据：", "县图书馆填报数据", "市第三小学{year}年情况", "（二）{other}年情况", "附：{other}年度同期数据（供对照）", "上半年情况：",
          "1—6月数据：", "截至6月30日数据如下：", "更正前：", "（初稿，已作废）", "样表：", "各乡镇合计如下：", "{other}年度")
OWN = ("（单位：件）", "{year}年度", "（二）{year}年情况", "{year}年1—12月数据", "截至{year}年12月31日", "收到和处理政府信息公开申请情况统计表", "表3", "各项数据如下：", "{agency}数据", "填报单位：{agency}")

# A sentence counts where it points at the table, and not where it only speaks of another time.
POINTING = ("上年数据如下。", "上年度情况见下表。", "去年同期数据如下表。", "上一年度的数据如下，供参考。", "下表为上年数据；", "上年数据。", "{words}年数据", "{other} 年 度", "{words} 年度")
MENTIONING = ("申请数量比上年有所增长。", "申请数量比上年有所增长，具体情况如下表。", "与上年相比，情况如下。", "下表数据较上年增长。", "我单位去年未收到申请，本年情况见下表。", "上年结转的申请见下表。",
              "下表括号内为上年数据。", "本年数据如下，上年数据另行公布。", "{year} 年数据如下。", "各项数据如下。")

# No list knows these words: what is none of the form's, the title's and those that say nothing may say anything.
STRANGE = ("累计", "（1）各片区", "本届政府以来", "机构改革前", "近三年合计", "计划数", "增减情况", "单位：万件", "（单位：百件）", "对照表", "外地数据",
           "外地专用章单位：件", "县教育局（公章）", "填报单位（盖章）：县教育局", "第一中学专用章单位：件")
PLAIN = ("单位：件", "填表人：张三  联系电话：12345678", "（一）申请办理情况", "本单位数据如下：", "表三 收到和处理政府信息公开申请情况", "第3页", "（续表）", "{agency}{year}年度政府信息公开申请情况统计表",
         "“（本列数据的勾稽关系为：第一项加第二", "收到和处理政府信息公开申清情况", "项目", "类别",
         "专用章单位：件", "单位：件专用章", "填报单位（盖章）：{agency}", "（印章）")


def report(seed, shape):
    data, truth = form_cases.text(shape, f"captions/{seed}")
    text = data.decode()
    year = re.search(r"(20\d\d)年", text).group(1)
    title = re.match(r"[#\s]*(\S+?)" + year + "年", text)
    other = str(int(year) - 1)
    words = "".join("〇一二三四五六七八九"[int(figure)] for figure in other)
    return text, truth["facts"], {"year": year, "other": other, "words": words, "agency": title.group(1) if title else "本机关"}


def verdict(text, facts):
    return form_truth.judge(form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form"), facts)


def without(facts, table):
    return {k: None if k.startswith(table) else v for k, v in facts.items()}


def below_heading(text, line):
    heading = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text)
    return text[:heading.end()] + line + "\n\n" + text[heading.end():]


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Captions(unittest.TestCase):
    def each(self, captions):
        for i, caption in enumerate(captions):
            for shape in SHAPES[i % 2::2]:
                text, facts, of = report(i, shape)
                yield text, facts, caption.format(**of)

    def check(self, captions, lost=None):
        """Below each caption all facts are read, or all but those whose keys begin with `lost`."""
        for text, facts, caption in self.each(captions):
            found = verdict(below_heading(text, caption), facts if lost is None else without(facts, lost))
            with self.subTest(caption=caption):
                self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_captions_of_others(self):
        self.check(OTHERS, "t3.")

    def test_sentences_that_point_at_the_table(self):
        self.check(POINTING, "t3.")
        self.check(MENTIONING)

    def test_tables_of_another_time_at_the_end(self):
        """One caption stands above all of them, and this report's own table 3 is a picture."""
        part = re.compile(r"\n[#\s]*二、主动公开[^\n]*\n(.*?)\n[#\s]*五、存在", re.S)
        third = re.compile(r"(\n[#\s]*三、收到和处理[^\n]*\n)(.*?)(\n[#\s]*四、政府)", re.S)
        for n, caption in enumerate(("上年度报告数据：", "附表（上年）", "（上年度）", "去年数据：", "{other}年政府信息公开工作年度报告数据")):
            for shape in ("tabs", "csv", "pipes"):
                text, facts, of = report(f"end/{n}", shape)
                others = part.search(report(f"end/other/{n}", shape)[0]).group(1)
                bare = re.sub(r"\n[#\s]*[三四]、[^\n]*\n", "\n\n", others)
                for tables in (others, bare):
                    made = third.sub(r"\1\n（图片）\n\3", text) + "\n\n" + caption.format(**of) + "\n\n" + tables + "\n"
                    with self.subTest(caption=caption, shape=shape, headings=tables is others):
                        self.assertEqual([], verdict(made, without(facts, "t3.")).wrong)

    def test_whole_reports_of_another_time(self):
        """The line right above the first section, by the words of the definition; a date is none of them."""
        for seed, (line, is_other) in enumerate((("去年的年报", True), ("上年情况", True), ("往年数据", True), ("发布日期：{year}年3月1日", False))):
            text, facts, of = report(seed, "tabs")
            first = re.search(r"\n一、[^\n]*\n", text[text.index("\n\n"):]).start() + text.index("\n\n")
            found = verdict(text[:first] + "\n" + line.format(**of) + "\n" + text[first:], dict.fromkeys(facts) if is_other else facts)
            with self.subTest(line=line):
                self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_captions_of_its_own(self):
        self.check(OWN)

    def test_running_heads_say_nothing(self):
        """When a page was printed is no year of the table that the page begins with."""
        for i, words in enumerate(("打印时间：{other}年1月15日", "Printed {other}-01-15 10:01")):
            text, facts, of = report(f"heads/{i}", "pipes")
            plain = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch")
            at = next(n for n, block in enumerate(plain["blocks"]) if block["kind"] == "table" and block["columns"] > 8)
            line = {"kind": "paragraph", "text": words.format(**of)}
            for furniture in (True, False):
                blocks = plain["blocks"][:at] + [{**line, **({"furniture": True} if furniture else {})}] + plain["blocks"][at:]
                made = json.dumps({**plain, "blocks": blocks}).encode()
                found = form_truth.judge(form_truth.convert(made, "report.json", "--pass", "stitch,form"), facts if furniture else without(facts, "t3."))
                with self.subTest(line=line["text"], furniture=furniture):
                    self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_captions_that_nobody_understands(self):
        self.check(STRANGE, "t3.")
        self.check(PLAIN)

    def test_the_unit_is_stated_beside_the_table(self):
        """The form asks for 万元: where a line around table 2 says another unit of that kind, the amounts are open and nothing else."""
        lines = (("单位：元", True), ("（单位：件、元）", True), ("金额单位：千元", True), ("计量单位为百万元", True), ("单位：件、万元", False), ("（单位：件、万 元）", False), ("单位：件", False),
                 ("填报单位：{agency}", False))
        for shape in ("tabs", "pipes", "csv"):
            text, facts, of = next(r for r in (report(n, shape) for n in range(99)) if r[1].get("t2.fees.amount") is not None)
            heading = re.search(r"\n[#\s]*二、主动公开[^\n]*\n+", text).end()
            after = re.search(r"\n+[#\s]*三、收到和处理", text).start()
            opened = {k: None if k == "t2.fees.amount" else v for k, v in facts.items()}
            for line, is_other in lines:
                found = verdict(text[:heading] + line.format(**of) + "\n\n" + text[heading:], opened if is_other else facts)
                with self.subTest(shape=shape, line=line):
                    self.assertEqual(([], []), (found.wrong, found.lacking))
            for unit in ("元", "万元"):
                found = verdict(f"{text[:after]}\n\n注：收费金额以{unit}为单位。{text[after:]}", opened if unit == "元" else facts)
                with self.subTest(shape=shape, note=unit):
                    self.assertEqual(([], []), (found.wrong, found.lacking))
            for unit in ("百万元", "十万元", "元"):
                self.assertEqual([], verdict(text.replace("（单位：万元）", f"（单位：{unit}）"), opened).wrong)

    def test_the_unit_is_stated_above_lines(self):
        """One cell a line without blanks between: the header is a dozen lines."""
        for seed in range(3):
            text, facts, of = report(f"lines/{seed}", "cells")
            first = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text).end()
            end = first + re.search(r"\n[#\s]*四、政府信息公开", text[first:]).start()
            lines = re.sub(r"\n\s*\n+", "\n", text[first:end]).replace("\t", "").lstrip("\n")
            for unit, is_other in (("百件", True), ("件", False)):
                found = verdict(f"{text[:first]}单位：{unit}\n{lines}{text[end:]}", without(facts, "t3.") if is_other else facts)
                with self.subTest(seed=seed, unit=unit):
                    self.assertEqual([], found.wrong)
                    self.assertGreater(found["correct"], 20 if is_other else 150)

    def test_the_table_is_elsewhere(self):
        for text, facts, line in self.each(("（见附件图片）", "（本年数据见扫描件）")):
            found = verdict(below_heading(text, line), without(facts, "t3."))
            self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_captions_in_the_table(self):
        for shape, caption in (("tabs", "第一中学填报数据\t\t\t"), ("pipes", "| {other}年度数据 | | |\n"), ("csv", "下属单位,,,")):
            text, facts, of = report(3, shape)
            first = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text).end()
            line = caption.format(**of).rstrip("\n")
            line = line.replace(",", ";") if shape == "csv" and ";" in text[first:first + 300] else line
            found = verdict(text[:first] + line + "\n" + text[first:], without(facts, "t3."))
            with self.subTest(shape=shape):
                self.assertEqual([], found.wrong)

    def test_a_row_of_sample_numbers(self):
        """It is about itself; a caption without numbers, or of another time, is about the table."""
        samples = ("填写示例", "示例（仅供参考）", "样例")
        for shape, label, numbers in (*(("tabs", label, "\t1\t2\t3\t4\t5\t6\t21") for label in samples), *(("pipes", label, " | 1 | 2 | 3 | 4 | 5 | 6 | 21 |") for label in samples),
                                      ("tabs", "示例", ""), ("tabs", "上年示例", "\t1\t2\t3\t4\t5\t6\t21"), ("tabs", "其中：示例", "\t1\t2\t3\t4\t5\t6\t21")):
            text, facts, _ = report(7, shape)
            row = next(line for line in text.split("\n") if "本年新收" in line)
            blanks = len(row[:row.index("0" if "0" in row else next(c for c in row if c.isdigit()))].split("\t" if shape == "tabs" else "|"))
            lead = label + "\t" * (blanks - 2) + numbers if shape == "tabs" else "| " + label + " |" * (blanks - 3) + numbers
            is_own = label in samples and numbers != ""
            found = verdict(text.replace(row, lead + "\n" + row), facts if is_own else without(facts, "t3."))
            with self.subTest(shape=shape, label=label, numbers=numbers):
                self.assertEqual(([], []), (found.wrong, [] if not is_own else found.lacking))

    def test_sums_over_a_whole_region(self):
        """`附表` says nothing of whose the numbers are, `全县情况` not that they are sums; `全市汇总` is over others, too."""
        for shape in ("tabs", "pipes", "csv"):
            for caption, is_own in (("全市汇总", False), ("全县汇总：", False), ("全区汇总情况表", False), ("全县情况", True), ("附表", True), ("表1", True)):
                text, facts, _ = report(3, shape)
                first = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text).end()
                found = verdict(text[:first] + caption + "\n\n" + text[first:], facts if is_own else without(facts, "t3."))
                with self.subTest(shape=shape, caption=caption):
                    self.assertEqual(([], []), (found.wrong, found.lacking if is_own else []))

    def test_years_in_two_digits_or_in_pairs(self):
        """Digits and signs alone tell a year that is not the report's alone; its own year does not."""
        for shape in ("tabs", "pipes"):
            text, facts, of = report(3, shape)
            year, other = int(of["year"]), int(of["other"])
            figures = "".join("〇一二三四五六七八九"[int(c)] for c in str(other))
            for caption, is_own in ((f"{other % 100:02}年度", False), (f"{other}-{year}", False), (figures, False), (f"{year % 100:02}年度", True),
                                    (f"{year}年", True), (f"（{year}年1月1日至{year}年12月31日）", True)):
                first = re.search(r"\n[#\s]*三、收到和处理[^\n]*\n+", text).end()
                found = verdict(text[:first] + caption + "\n\n" + text[first:], facts if is_own else without(facts, "t3."))
                with self.subTest(shape=shape, caption=caption):
                    self.assertEqual(([], []), (found.wrong, found.lacking if is_own else []))

    def test_the_corner(self):
        text, facts, of = report(5, "tabs")
        corner = re.search(r"（本列数据的勾稽关系[^\t\n]*", text)
        for words, open_ in ((f"{of['other']}年度", True), ("县实验中学", True), (f"{of['year']}年度", False), ("项目", False)):
            found = verdict(text[:corner.start()] + words + text[corner.end():], without(facts, "t3.") if open_ else facts)
            with self.subTest(corner=words):
                self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_the_heading_of_the_section(self):
        text, facts, of = report(6, "tabs")
        for year, open_ in ((of["other"], True), (of["year"], False)):
            found = verdict(text.replace("三、收到和处理", f"三、{year}年收到和处理", 1), without(facts, "t3.") if open_ else facts)
            with self.subTest(year=year):
                self.assertEqual([], found.wrong)

    def test_an_annex_of_another_year(self):
        text, facts, of = report(7, "tabs")
        start, end = (re.search(rf"\n{n}、[^\n]*\n", text) for n in ("三", "四"))
        table = text[start.end():end.start()]
        moved = text[:start.end()] + "\n" + text[end.start():].rstrip() + "\n\n附件：{}年度有关数据\n\n收到和处理政府信息公开申请情况\n"
        for year, open_ in ((of["other"], True), (of["year"], False)):
            found = verdict(moved.format(year) + table + "\n", without(facts, "t3.") if open_ else facts)
            with self.subTest(year=year):
                self.assertEqual([], found.wrong)

    def test_when_an_annex_was_printed(self):
        """A date of the report's year right above last year's table does not make it this year's."""
        text, facts, of = report(7, "tabs")
        start, end = (re.search(rf"\n{n}、[^\n]*\n", text) for n in ("三", "四"))
        table = text[start.end():end.start()]
        for line in ("发布时间：{year}-01-10", "打印时间：{year}-01-10", "填报日期：{year}年1月10日", "填表人：张三（{year}年）"):
            for caption in ("附件：{other}年度政府信息公开统计数据", "附件\n\n{other}年度政府信息公开统计数据"):
                moved = text[:start.end()] + "\n" + text[end.start():].rstrip() + "\n\n" + caption + "\n\n" + line + "\n"
                found = verdict(moved.format(**of) + table + "\n", without(facts, "t3."))
                with self.subTest(line=line, caption=caption):
                    self.assertEqual([], found.wrong)

    def test_an_annex_beside_the_report(self):
        text, facts, of = report(7, "tabs")
        start, end = (re.search(rf"\n{n}、[^\n]*\n", text) for n in ("三", "四"))
        table = re.sub(r"\t\d+", "\t1", text[start.end():end.start()])
        found = verdict(f"{text.rstrip()}\n\n附件：{of['other']}年度有关数据\n\n收到和处理政府信息公开申请情况\n{table}\n", facts)
        self.assertEqual([], found.wrong)

    def test_labels_of_another_time(self):
        for shape in ("tabs", "pipes"):
            text, facts, of = report(8, shape)
            for old, new, keys in (("复议后起诉", "复议后起诉（上年）", "t4.suit_after_review."), ("复议后起诉", f"复议后起诉（{of['other']}年）", "t4.suit_after_review."),
                                   ("行政复议", "行政复议（去年）", "t4.review."), ("复议后起诉", f"复议后起诉（{of['year']}年）", None),
                                   ("行政处罚", "上年行政处罚", "t2.penalties."), ("行政强制", "行政强制（上年）", "t2.coercion.")):
                at = text.rindex("\n四、政府信息公开") if keys is None or keys.startswith("t4") else text.index("\n二、主动公开")
                at = text.index(old, text.index("\n", at + 1))
                found = verdict(text[:at] + new + text[at + len(old):], without(facts, keys) if keys else facts)
                with self.subTest(shape=shape, label=new):
                    self.assertEqual([], found.wrong)

    def test_heads_of_another_time(self):
        for shape in ("tabs", "pipes"):
            text, facts, of = next(r for r in (report(n, shape) for n in range(99)) if "本年处理决定数量" in r[0])
            for new in ("上年处理决定数量", "去年处理决定数量", f"{of['other']}年处理决定数量"):
                found = verdict(text.replace("本年处理决定数量", new, 1), without(facts, "t2.permits."))
                with self.subTest(shape=shape, label=new):
                    self.assertEqual([], found.wrong)

    def beside(self, text, of, above_other, above_own, first):
        """The report with another table 3 in its section, all numbers of which differ."""
        start, end = (re.search(rf"\n[#\s]*{n}[^\n]*\n+", text) for n in ("三、收到和处理", "四、(?!结转)"))
        own = text[start.end():end.start()].strip("\n")
        other = re.sub(r"(?<=[\t,|;])( *)(\d+)(?= *(?:[\t,|;\n]|$))", lambda m: f"{m[1]}{int(m[2]) + 7}", own)
        parts = [above_other.format(**of), other, above_own.format(**of), own] if first else [above_own.format(**of), own, above_other.format(**of), other]
        return text[:start.end()] + "\n\n".join(p for p in parts if p) + "\n" + text[end.start():]

    def test_its_own_beside_another(self):
        """The captions tell which is meant: the report's own is read."""
        for i, (other, own, first) in enumerate((("附：{other}年度同期数据（供对照）", "", False), ("上年度（{other}年）情况", "", False),
                                                 ("{other}年度（上年）情况：", "{year}年度（本年）情况：", True), ("（一）上半年", "（二）全年", True), ("1.上半年情况", "2.全年情况", True),
                                                 ("更正前：", "更正后：", True), ("（初稿）", "（定稿）", True), ("（二）其中：县图书馆", "（一）{agency}（含下属单位）汇总", False))):
            for shape in ("tabs", "pipes"):
                text, facts, of = report(20 + i, shape)
                found = verdict(self.beside(text, of, other, own, first), facts)
                with self.subTest(other=other, shape=shape):
                    self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_nobody_understands_the_caption(self):
        """A caption with a word that is not known, or none below another table: then neither is read."""
        for other, own, first in (("上年情况：", "计划数：", True), ("上年情况：", "", True), ("修订前", "上半年", False), ("", "上年情况：", False)):
            text, facts, of = report(31, "tabs")
            found = verdict(self.beside(text, of, other, own, first), without(facts, "t3."))
            with self.subTest(other=other, own=own):
                self.assertEqual([], found.wrong)

    def test_an_empty_form_beside(self):
        text, facts, of = report(32, "tabs")
        made = self.beside(text, of, "样表：", "填报数据：", True)
        start, end = made.index("样表："), made.index("填报数据：")
        made = made[:start] + re.sub(r"\t\d+", "\t", made[start:end]) + made[end:]
        found = verdict(made, facts)
        self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_an_annex_leaves_the_report_alone(self):
        text, facts, of = report(33, "tabs")
        start, end = (re.search(rf"\n{n}、[^\n]*\n", text) for n in ("三", "四"))
        table = re.sub(r"\t\d+", "\t1", text[start.end():end.start()])
        for annex in ("附件：{other}年度有关数据", "附件：下属单位数据", "附件1：县图书馆数据"):
            found = verdict(f"{text.rstrip()}\n\n{annex.format(**of)}\n\n收到和处理政府信息公开申请情况\n{table}\n", facts)
            with self.subTest(annex=annex):
                self.assertEqual(([], []), (found.wrong, found.lacking))


if __name__ == "__main__":
    unittest.main()