"""What stands right below a table may say that its numbers are another's: then it gives no values. Ordinary notes cost nothing."""
import re
import unittest

import form_cases
import form_truth
from test_form_captions import report, verdict, without

SHAPES = ("tabs", "csv", "pipes", "layout", "cells")
OTHERS = ("注：以上为{other}年数据", "备注：以上数据为第一中学数据。", "（以上数据含上年）", "说明：上表为{other}年度数据", "注：{other}年数据", "备注：上年数据", "以上为上半年数据。",
          "注：1.单位为件；2.以上数据为{other}年度。", "注：以上数据，系{other}年度数据。", "※以上数据取自{other}年年报", "注：以上数据为{words}年度数据", "注：本表为更正前数据",
          "说明：以上数据含各乡镇", "注：以上为近三年合计", "以上数据沿用上一年度", "注：以上数据为{other}年、{year}年两年合计", "（注：本表为{other}年度数据）", "注：以上数据\n为{other}年度数据",
          "备注：表中数据为{other}年1—12月数据", "注：统计时段为{other}年1月1日至{other}年12月31日", "以上数据仅为我局下属单位数据", "数据来源：{other}年政府信息公开年度报告", "注：以上数据截至6月底。", "以上数据为{year}年1至6月。", "注：本年度数据同{other}年度", "注：以上数据尚未核实",
          "注：口径为自然年。以上数据为{other}年数据", "说明：1.统计口径与往年一致。2.以上数据为第一中学数据。", "备注：口径同上年 以上为{other}年度数据。", "注：本表共收到申请12件。上述数据为上年数据", "注：数据为{other}年数据。")
OWN = ("注：以上数据为{year}年度数据", "注：以上数据截至12月31日", "注：总计为各项之和。", "与{other}年相比，申请数量有所增长。", "注：上表中上年结转数为{other}年结转。", "说明：以上数据不含{other}年数据",
       "注：本表于{next}年1月10日填报", "填表人：张三  填报日期：{next}年1月10日", "注：以上数据勾稽关系为：第一项加第二项之和，等于第三项加第四项之和", "注：表中括号内为上年数据",
       "{other}年，我单位共收到政府信息公开申请3件，{year}年收到5件。", "以上为我单位{year}年收到和处理政府信息公开申请情况。", "注：上表数据如有错误，请以正式公布为准。", "注：以上申请中有2件为{other}年12月收到，本年办结。",
       "针对以上问题，{next}年我单位将加强业务培训。", "备注：数据来源于县政务服务管理局", "注：本表依据《中华人民共和国政府信息公开条例》（{other}年修订）填报", "注：以上数据以系统统计为准",
       "统计时间：{next}-01-05", "以上为{agency}{year}年政府信息公开工作年度报告。", "说明：与上年相比，上表新增“其他处理”一项。", "备注：以上数据为本单位数据", "数据来源：政府信息公开系统", "本年度数据较{other}年有所增长。", "注：数据来源于{year}年统计",
       "注：统计时间为{year}年1月1日起至12月31日止。", "注：表中自然人包括个体工商户。", "注：上表“总计”为各类申请人之和。", "以上申请主要为征地拆迁、房屋征收类。", "说明：本表自2019年5月15日起施行。",
       "针对去年报告中上述问题，我局积极整改。", "以上为本单位数据。\n\n{other}年，我单位未收到政府信息公开申请。", "以上数据于7月填报")
MENDS = ("更正：上表中予以公开自然人应为5件。", "注：予以公开总计误填，实为12件", "勘误：本表“重复申请”更正为3件", "上表漏报2件。", "说明：以上数据中1件误写为10件")
NO_MENDS = ("注：总计应为各项之和。", "注：其他处理2件，均为逾期不补正。", "说明：本年度收到的3件申请均已答复。", "群众的3件申请内容不明确，经补正后改为咨询。", "注：行政许可调整为15项。")
LONG = "注：" + "本表依据上级要求编制，按照统一要求进行统计汇总并经审核。" * 9
# Where and how notes stand that were not asked: (shape, lines below the table).
ELSEWHERE = (("pipes", "| 注：以上为{other}年数据 |"), ("pipes", "+------------------------+\n| 注：以上为{other}年数据 |\n+------------------------+"),
             ("markdown", "## 注：以上为{other}年数据"), ("csv", "注：上表（表3）为{other}年数据"), ("tabs", "注：上表（表三）为{other}年数据"), ("tabs", "注：上表3为{other}年数据"),
             ("csv", "（{other}年数据）"), ("tabs", "({other}年度统计数据)"), ("pipes", "（上年数据）"), ("csv", LONG + "以上数据为{other}年数据。"),
             ("tabs", "本单位高度重视。\n\n相关工作有序开展。\n\n制度持续完善。\n\n培训按期举行。\n\n注：以上为{other}年数据"))
ORDINARY = ("注：口径为自然年。与{other}年相比有所增长。", "说明：1.口径同上年。2.以上数据不含{other}年数据。", "注：口径同上年 以上数据较{other}年增长5件", "注：网址www.gov.cn.数据可查。{other}年结转2件。",
            "备注：总计3.5万元。以上数据均为{year}年度", "注：上表（表3）为{year}年数据", "（{year}年数据）", "（单位：件）", "（数据来源：政务公开系统）", "（统计时间：{year}年1月1日至{year}年12月31日）", "（{next}年1月10日）",
            "（{next}年1月10日填报）", LONG, LONG + "自然人包括个体工商户，上年结转数为{other}年结转。", "说明：上述申请中，2件为{other}年12月收到，本年办结。",
            "上述情况表明，{other}年以来工作稳步推进。", "备注：（三）不予公开中1件为{other}年收到的申请。", "（与{other}年相比增长5件）", "（较{other}年数据有所增长）", "（含{other}年结转2件）",
            "注：表3数据不含{other}年数据", "（本表数据以系统导出为准）", "注：上表（表3）为{year}年1月至12月数据", "（{other}年修订）", "（依据{other}年修订的条例统计）", "（数据截至{year}年12月31日）",
            "（{year}年度数据，含所属单位）", "(数据)", "（附{other}年数据对比情况）", "| 注：总计为各项之和 |", "| 单位：件 |",
            "注：1.统计期限为{year}年1月1日至{year}年12月31日；2.自然人指公民个人；3.法人或其他组织包括商业企业等。",
            "本单位高度重视。\n\n相关工作有序开展。\n\n制度持续完善。\n\n培训按期举行。\n\n与{other}年相比，以上申请有所增长。\n\n针对上述问题，{next}年将改进。",
            "制度持续完善。\n\n培训按期举行。\n\n相关工作有序开展。\n\n{other}年以来，我单位按照上述要求开展工作，共培训3次。\n\n上述工作取得成效。")
NEXT = {"t2.": "三、收到和处理", "t3.": "四、政府信息公开", "t4.": "五、"}


def below(text, table, line, gap="\n\n"):
    """The line below the last table of a section."""
    at = re.search(rf"\n[#\s]*{NEXT[table]}[^\n]*\n", text).start()
    return text[:at].rstrip("\n") + gap + line + "\n\n" + text[at:]


@unittest.skipIf(form_cases.usable()[1], "pdftotext cannot make layout text here")
class Notes(unittest.TestCase):
    def each(self, notes, tables=("t3.",)):
        for i, note in enumerate(notes):
            for shape in SHAPES[i % 2::2]:
                text, facts, of = report(i, shape)
                of["next"] = str(int(of["year"]) + 1)
                yield shape, text, facts, note.format(**of), tables[i % len(tables)]

    def test_notes_of_others(self):
        for shape, text, facts, note, table in self.each(OTHERS, ("t3.", "t2.", "t4.")):
            plain, found = verdict(text, without(facts, table)), verdict(below(text, table, note), without(facts, table))
            with self.subTest(shape=shape, note=note, table=table):
                self.assertEqual(([], plain.lacking), (found.wrong, found.lacking))

    def test_notes_joined_to_the_last_row(self):
        """A line below a text's table may be read as a part of its last row."""
        for shape, text, facts, note, table in self.each(OTHERS):
            with self.subTest(shape=shape, note=note):
                self.assertEqual([], verdict(below(text, table, note, "\n"), without(facts, table)).wrong)

    def test_notes_in_the_last_row(self):
        for note, is_own in (("注：以上为{other}年数据", False), ("注：以上为{year}年数据", True), ("说明：本表数据含上年", False), ("备注：总计为各项之和", True)):
            text, facts, of = report(3, "pipes")
            at = re.search(r"\n[#\s]*四、政府信息公开", text).start()
            made = text[:at].rstrip("\n") + f"\n| {note.format(**of)} | | |\n" + text[at:]
            found = verdict(made, facts if is_own else without(facts, "t3."))
            with self.subTest(note=note):
                self.assertEqual(([], []), (found.wrong, found.lacking))

    def test_ordinary_notes(self):
        for shape, text, facts, note, table in self.each(OWN, ("t3.", "t2.", "t4.")):
            plain, found = verdict(text, facts), verdict(below(text, table, note), facts)
            with self.subTest(shape=shape, note=note, table=table):
                self.assertEqual(([], plain.lacking), (found.wrong, found.lacking))

    def test_notes_elsewhere(self):
        """In a frame, a heading, brackets, far below, behind the name of the table or much else."""
        for seed, (shape, note) in enumerate(ELSEWHERE):
            text, facts, of = report(seed, shape)
            with self.subTest(shape=shape, note=note):
                self.assertEqual([], verdict(below(text, "t3.", note.format(**of)), without(facts, "t3.")).wrong)

    def test_ordinary_notes_elsewhere(self):
        for i, note in enumerate(ORDINARY):
            for shape in ("tabs", "csv", "pipes"):
                text, facts, of = report(i, shape)
                plain, found = verdict(text, facts), verdict(below(text, "t3.", note.format(**of, next=int(of["year"]) + 1)), facts)
                with self.subTest(shape=shape, note=note):
                    self.assertEqual(([], plain.lacking), (found.wrong, found.lacking))

    def test_notes_that_correct_a_number(self):
        for shape, text, facts, note, table in self.each(MENDS):
            with self.subTest(shape=shape, note=note):
                self.assertEqual([], verdict(below(text, table, note), without(facts, table)).wrong)
        for shape, text, facts, note, table in self.each(NO_MENDS):
            with self.subTest(shape=shape, note=note):
                self.assertEqual(verdict(text, facts).lacking, verdict(below(text, table, note), facts).lacking)

    def test_a_note_below_another_table(self):
        """It speaks of the table right above it."""
        for shape in ("tabs", "pipes"):
            text, facts, of = report(5, shape)
            rows = ("项目\t数量\n咨询\t5\n留言\t8\n", "| 项目 | 数量 |\n|---|---|\n| 咨询 | 5 |\n| 留言 | 8 |\n")[shape == "pipes"]
            found = verdict(below(text, "t3.", rows + f"\n注：以上为{of['other']}年数据"), facts)
            with self.subTest(shape=shape):
                self.assertEqual(([], []), (found.wrong, found.lacking))


if __name__ == "__main__":
    unittest.main()
