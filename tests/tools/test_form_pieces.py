"""Sections of aligned text as `pdftotext -layout` writes them: the lines of wrapped labels stand among each other, and what columns the
reader sees there, if any, are not those of the table. Read where nothing is left over and nothing lacks, open where anything is odd."""
import random
import unittest

import form_truth

COLUMNS = ["natural_person", "legal_person.business", "legal_person.research", "legal_person.public_welfare",
           "legal_person.legal_service", "legal_person.other", "total"]
GROUPS = {"denied": "（三）不予公开", "unable": "（四）无法提供", "not_processed": "（五）不予处理"}
ROWS = [("new_received", "一、本年新收政府信息公开申请数量"), ("carried_in", "二、上年结转政府信息公开申请数量"),
        ("outcome.granted", "（一）予以公开"), ("outcome.partly_granted", "（二）部分公开（区分处理的，只计这一情|形，不计其他情形）"),
        ("outcome.denied.state_secret", "1.属于国家秘密"), ("outcome.denied.barred_by_law", "2.其他法律行政法规禁止公开"),
        ("outcome.denied.security_stability", "3.危及“三安全一稳定”"), ("outcome.denied.third_party_rights", "4.保护第三方合法权益"),
        ("outcome.denied.internal_affairs", "5.属于三类内部事务信息"), ("outcome.denied.deliberative", "6.属于四类过程性信息"),
        ("outcome.denied.enforcement_file", "7.属于行政执法案卷"), ("outcome.denied.admin_inquiry", "8.属于行政查询事项"),
        ("outcome.unable.not_held", "1.本机关不掌握相关政府信息"), ("outcome.unable.must_be_created", "2.没有现成信息需要另行制作"),
        ("outcome.unable.still_unclear", "3.补正后申请内容仍不明确"), ("outcome.not_processed.petition", "1.信访举报投诉类申请"),
        ("outcome.not_processed.repeated", "2.重复申请"), ("outcome.not_processed.publication", "3.要求提供公开出版物"),
        ("outcome.not_processed.excessive", "4.无正当理由大量反复申请"),
        ("outcome.not_processed.reconfirm", "5.要求行政机关确认或重新出具已获|取信息"), ("outcome.other", "（六）其他处理"),
        ("outcome.total", "（七）总计"), ("carried_out", "四、结转下年度继续办理")]
HEADS = """\
                                                            申请人情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） 自然 商业企             法人或其他组织
                                               人           科研机 社会公益组 法律服务机 其他 总计
                                                     业       构      织      构"""
GROUPS4 = """\
         行政复议                                 行政诉讼
"""
HEADS4 = [GROUPS4 + """\
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正未经复议直接起诉                 复议后起诉
                                   其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计""", GROUPS4 + """\
                       未经复议直接起诉
结果维 结果纠 其他结 尚未审 总 结果维 结果纠                 复议后起诉
 持 正 果 结 计 持 正 其他结            尚未审 总 结果维 结果纠 其他结 尚未审 总
                           果 结 计 持 正 果 结 计"""]
PUBLIC = """\
                       第二十条第（一）项
     信息内容          本年制发件数      本年废止件数    现行有效件数
      规章              6            2       183
   行政规范性文件            8            9       158
                       第二十条第（五）项
     信息内容                     本年处理决定数量
     行政许可                         162
                       第二十条第（六）项
     信息内容                     本年处理决定数量
     行政处罚                         179
     行政强制                          65
                       第二十条第（八）项
     信息内容                  本年收费金额（单位：万元）
   行政事业性收费                       316.14"""
LAWSUITS = ["review", "suit_direct", "suit_after_review"]
ENDS = ["upheld", "corrected", "other", "pending", "total"]
SWAPPED = ["结果维持 结果纠正", "结果纠正 结果维持"], ["结果维 结果纠", "结果纠 结果维"], [" 持 正", " 正 持"]


def numbers(seed):
    """key -> value of tables 3 and 4, all sums right and nothing 0."""
    rng, out = random.Random(seed), {}
    for column in COLUMNS[:-1]:
        for key, _ in ROWS:
            out[f"t3.{key}.{column}"] = rng.randint(1, 99)
        parts = [key for key, _ in ROWS if key.startswith("outcome.") and key != "outcome.total"]
        out[f"t3.outcome.total.{column}"] = sum(out[f"t3.{key}.{column}"] for key in parts)
        out[f"t3.new_received.{column}"] = (out[f"t3.outcome.total.{column}"] + out[f"t3.carried_out.{column}"]
                                            - out[f"t3.carried_in.{column}"])
    for key, _ in ROWS:
        out[f"t3.{key}.total"] = sum(out[f"t3.{key}.{column}"] for column in COLUMNS[:-1])
    for suit in LAWSUITS:
        for end in ENDS[:-1]:
            out[f"t4.{suit}.{end}"] = rng.randint(1, 99)
        out[f"t4.{suit}.total"] = sum(out[f"t4.{suit}.{end}"] for end in ENDS[:-1])
    return out


def rows(facts):
    """The lines of table 3, labels right-aligned as centred ones nearly are; a wrapped label has its values in its first line."""
    lines = []
    for key, label in ROWS:
        first, *rest = label.split("|")
        group = GROUPS.get(key.split(".")[1] if "." in key else "", "") if key.endswith((".state_secret", ".not_held", ".petition")) else ""
        group = "三、本年度办理结果 " if key == "outcome.granted" else group
        values = "  ".join(str(facts[f"t3.{key}.{column}"]) for column in COLUMNS)
        lines.append(f"{group:<10} {first}".rjust(36) + f"     {values}")
        lines += [part.rjust(30) for part in rest]
    return lines


def row_of_4(facts):
    return " " + " ".join(str(facts[f"t4.{suit}.{end}"]) for suit in LAWSUITS for end in ENDS)


def report(three, four):
    """A report with these lines as its tables."""
    return "\n".join(["青川县自然资源局2021年政府信息公开工作年度报告",
                      "本报告根据《中华人民共和国政府信息公开条例》要求编制。报告数据的统计期限为2021年1月1日至2021年12月31日。",
                      "一、总体情况", "（一）主动公开。2021年主动公开政府信息234条。",
                      "（二）依申请公开。严格按照规定办理政府信息公开申请，做到依法有据、严谨规范。", "（三）政府信息管理。建立健全信息公开审核、保密安全制度。",
                      "二、主动公开政府信息情况", *PUBLIC.split("\\n"),
                      "三、收到和处理政府信息公开申请情况", *three, "四、政府信息公开行政复议、行政诉讼情况", *four,
                      "五、存在的主要问题及改进情况", "一是工作机制还不够完善；二是信息发布不够全面。",
                      "六、其他需要报告的事项", "本年度未收取信息处理费。", ""])


class Pieces(unittest.TestCase):
    def judge(self, three, four, facts):
        text = report(three, four)
        document = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
        stated = {k: v for k, v in form_truth.values(document).items() if k[:2] in ("t3", "t4")}
        wrong = {k: v for k, v in stated.items() if v is not None and v != facts.get(k)}
        self.assertEqual({}, wrong, text)
        return [k for k, v in facts.items() if stated.get(k) is None]

    def test_labels_in_pieces_are_read(self):
        for seed in range(4):
            facts = numbers(seed)
            for heads in HEADS4:
                self.assertEqual([], self.judge(HEADS.split("\n") + rows(facts), heads.split("\n") + [row_of_4(facts)], facts))

    def test_values_in_two_lines(self):
        four = HEADS4[0].split("\n") + [row_of_4(numbers(5))]
        facts = numbers(5)
        three = rows(facts)
        at = next(i for i, line in enumerate(three) if "4.保护" in line)
        cut = len(three[at]) - 15
        three[at:at + 1] = [three[at][:cut], " " * (cut + 2) + three[at][cut:]]
        self.assertEqual([], self.judge(HEADS.split("\n") + three, four, facts))

    def test_heads_in_another_order_are_not_read(self):
        facts = numbers(6)
        three = HEADS.replace("科研机 社会公益组", "社会公益组 科研机").replace("构      织", "织      构").split("\n") + rows(facts)
        for heads in HEADS4:
            for old, new in SWAPPED:
                heads = heads.replace(old, new)
            lacking = self.judge(three, heads.split("\n") + [row_of_4(facts)], {k: None for k in facts})
            self.assertEqual(set(facts), set(lacking))

    def test_groups_that_changed_places_are_not_read(self):
        facts = {k: v for k, v in numbers(7).items() if k.startswith("t3")}
        for heads in HEADS4:
            heads = heads.replace("未经复议直接起诉", "#").replace("复议后起诉", "未经复议直接起诉").replace("#", "复议后起诉")
            four = [line for line in heads.split("\n")] + [row_of_4(numbers(7))]
            self.judge(HEADS.split("\n") + rows(facts), four, {**facts, **{f"t4.review.{e}": numbers(7)[f"t4.review.{e}"] for e in ENDS}})

    def test_a_head_that_is_gone_or_another_is_not_read(self):
        facts = numbers(8)
        four = HEADS4[1].split("\n") + [row_of_4(facts)]
        own = {k: v for k, v in facts.items() if k.startswith("t4")}
        for old, new in (("法律服务机", "行业协会机"), ("法律服务机 ", ""), ("其他 总计", "其他 上年 总计"), ("总计", "上年总计"), ("商业企", "商业企 上年")):
            self.judge(HEADS.replace(old, new).split("\n") + rows(facts), four, own)
        for old, new in ((" 结果纠 ", " 上年结 "), ("尚未审 总 ", "总 "), ("复议后", "上年复议后")):
            heads = HEADS4[1].replace(old, new, 1)
            self.judge(HEADS.split("\n") + rows(facts), heads.split("\n") + [row_of_4(facts)],
                       {k: v for k, v in facts.items() if k.startswith("t3")})

    def test_what_is_left_over_leaves_all_as_it_was(self):
        facts = numbers(9)
        four = HEADS4[0].split("\n") + [row_of_4(facts)]
        for line in ("以下为上年数据", "  12  ", "  上年结转  5 5 5 5 5 5 30"):
            self.judge(HEADS.split("\n") + rows(facts) + [line], four, {k: v for k, v in facts.items() if k.startswith("t4")} | facts)

    def test_labels_that_slipped_by_a_line_are_not_read(self):
        facts = numbers(10)
        three = [line for line in rows(facts) if line.strip()]
        labels = [line[:38] if line[37:].strip() else line for line in three]
        values = [line[38:] if line[37:].strip() else "" for line in three]
        moved = [a.ljust(38) + b for a, b in zip([*labels, ""], ["", *values])]
        four = HEADS4[0].split("\n") + [row_of_4(facts)]
        self.judge(HEADS.split("\n") + moved, four, {k: v for k, v in facts.items() if k.startswith("t4")})


if __name__ == "__main__":
    unittest.main()
