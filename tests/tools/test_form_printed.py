"""Tables of the form as pdftotext -layout prints what a browser made: heads broken over lines that lie between each other, one space between two numbers,
no blank line before a section, and a page that ends behind few rows."""
import unittest

import form_truth

APPLICANTS = ("natural_person", "legal_person.business", "legal_person.research", "legal_person.public_welfare", "legal_person.legal_service", "legal_person.other", "total")
RESULTS = ("upheld", "corrected", "other", "pending", "total")

REPORT = """\
广平县水务局2022年政府信息公开工作年度报告
本报告根据《中华人民共和国政府信息公开条例》要求编制。
一、总体情况
2022年主动公开政府信息799条。
二、主动公开政府信息情况
                        第二十条第（一）项
信息内容           本年制发件数      本年废止件数      现行有效件数
规章                  3           1           38
行政规范性文件             21           2           24
                        第二十条第（五）项
信息内容                     本年处理决定数量
行政许可                            62
                        第二十条第（六）项
信息内容                     本年处理决定数量
行政处罚                            55
行政强制                             7
                        第二十条第（八）项
信息内容                   本年收费金额（单位：万元）
行政事业性收费                          5.4
三、收到和处理政府信息公开申请情况
                                                申请人情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）          自然 商业企             法人或其他组织
                                                    人           科研机 社会公益组 法律服务机 其他 总计
                                                          业       构      织      构
            一、本年新收政府信息公开申请数量        123 102 96 105 112 108 646
            二、上年结转政府信息公开申请数量        1 15 2 11 24 63 116
三、本年度       （一）予以公开        79 42 95 11 39 47 313
{page}            （二）部分公开（区分处理的，只计这一情形，不计其他情形）        6 7 1 19 6 7 46
办理结果    （三）不予公开 1.属于国家秘密        7 2 1 9 5 9 33
                 2.其他法律行政法规禁止公开        7 8 0 8 1 9 33
                 3.危及“三安全一稳定”        5 5 1 7 6 5 29
                 4.保护第三方合法权益        7 2 0 3 9 6 27
                 5.属于三类内部事务信息        2 5 0 1 7 3 18
                 6.属于四类过程性信息        0 0 0 0 0 0 0
                 7.属于行政执法案卷        0 0 0 0 0 0 0
                 8.属于行政查询事项        0 0 0 0 0 0 0
                 （四）无法提供 1.本机关不掌握相关政府信息        0 0 0 0 0 0 0
                 2.没有现成信息需要另行制作        0 0 0 0 0 0 0
                 3.补正后申请内容仍不明确        0 0 0 0 0 0 0
                 （五）不予处理 1.信访举报投诉类申请        0 0 0 0 0 0 0
                 2.重复申请        0 0 0 0 0 0 0
                 3.要求提供公开出版物        0 0 0 0 0 0 0
                 4.无正当理由大量反复申请        0 0 0 0 0 0 0
                 5.要求行政机关确认或重新出具已获取信息        0 0 0 0 0 0 0
                 （六）其他处理 1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请        0 0 0 0 0 0 0
                 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请        0 0 0 0 0 0 0
                 3.其他        0 0 0 0 0 0 0
            （七）总计        113 71 98 58 73 86 499
            四、结转下年度继续办理        11 46 0 58 63 85 263
四、政府信息公开行政复议、行政诉讼情况
     行政复议                   行政诉讼
结果 结果 其他 尚未 总 结果 未经复议直接起诉          复议后起诉
维持 纠正 结果 审结 计 维持 结果   其他 尚未 总 结果 结果 其他 尚未 总
                   纠正 结果 审结 计 维持 纠正 结果 审结 计
{review}
五、存在的主要问题及改进情况
一是工作机制还不够完善。
六、其他需要报告的事项
本年度未收取信息处理费。
"""
NONE = ["denied.deliberative", "denied.enforcement_file", "denied.admin_inquiry", "unable.not_held", "unable.must_be_created", "unable.still_unclear", "not_processed.petition", "not_processed.repeated", "not_processed.publication", "not_processed.excessive", "not_processed.reconfirm", "other.no_correction", "other.fee_unpaid", "other.other"]
REVIEW = "60 45 39 77 221 78 2 27 80 187 38 41 1 14 94"


def keys(prefixes, last, numbers):
    return dict(zip((f"{p}.{k}" for p in prefixes for k in last), numbers))


def expected(review=REVIEW):
    facts = {}
    for row, numbers in (("new_received", "123 102 96 105 112 108 646"), ("carried_in", "1 15 2 11 24 63 116"), ("outcome.granted", "79 42 95 11 39 47 313"),
                         ("outcome.partly_granted", "6 7 1 19 6 7 46"), ("outcome.denied.state_secret", "7 2 1 9 5 9 33"), ("outcome.denied.barred_by_law", "7 8 0 8 1 9 33"),
                         ("outcome.denied.security_stability", "5 5 1 7 6 5 29"), ("outcome.denied.third_party_rights", "7 2 0 3 9 6 27"),
                         ("outcome.denied.internal_affairs", "2 5 0 1 7 3 18"), ("carried_out", "11 46 0 58 63 85 263")):
        facts.update(keys([f"t3.{row}"], APPLICANTS, numbers.split()))
    for row in NONE:
        facts.update(keys([f"t3.outcome.{row}"], APPLICANTS, ["0"] * 7))
    facts.update(keys(["t3.outcome.total"], APPLICANTS, "113 71 98 58 73 86 499".split()))
    if review:
        facts.update(keys(("t4.review", "t4.suit_direct", "t4.suit_after_review"), RESULTS, review.split()))
    return facts


def read(page="", review=REVIEW, change=lambda text: text):
    text = change(REPORT.format(page=page, review=review))
    document = form_truth.convert(text.encode(), "report.txt", "--pass", "stitch,form")
    return {f["key"]: str(f["value"]) for f in document["facts"] if f["status"].startswith("read")}


class Printed(unittest.TestCase):
    def assert_reads(self, facts, found):
        self.assertEqual(facts, {k: v for k, v in found.items() if k in facts})

    def test_heads_that_lie_between_each_other(self):
        self.assert_reads(expected(), read())

    def test_a_page_ends_behind_few_rows(self):
        self.assert_reads(expected(), read(page="\f"))

    def test_small_numbers_and_zeros(self):
        numbers = "0 0 0 1 1 0 3 1 3 7 4 0 0 6 10"
        self.assert_reads(expected(numbers), read(review=" " + numbers))

    def test_columns_in_another_order(self):
        """The same pieces, two columns of the form exchanged: none of the row is read."""
        found = read(change=lambda t: t.replace("科研机 社会公益组", "社会公 科研机构 ").replace("构      织", "益组织      "))
        self.assertEqual([], [k for k in found if k.startswith("t3.") and found[k] != expected()[k]])
        self.assertEqual([], [k for k in found if k.startswith("t3.") and k.endswith(("research", "public_welfare"))])

    def test_the_row_alone_does_not_add_up(self):
        """Nothing but its sums tells the columns of table 4."""
        found = read(review="60 45 39 77 221 78 2 27 80 188 38 41 1 14 94")
        self.assertEqual([], [k for k in found if k.startswith("t4.")])

    def test_a_column_of_its_own(self):
        found = read(review="60 45 39 77 221 78 2 27 80 187 38 41 1 14 94 5")
        self.assertEqual([], [k for k in found if k.startswith("t4.") and found[k] != expected().get(k)])


if __name__ == "__main__":
    unittest.main()
