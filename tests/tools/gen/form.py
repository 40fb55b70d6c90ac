"""The annual open-government form of 2021 and of 2019: keys, labels and header trees, as data.

Row trees are (key, enumeration, label, children); a leaf has no children. Nothing here knows values.
"""

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

SECTIONS = ("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项")
SECTION_ALIASES = {4: ("政府信息公开行政复议和行政诉讼情况",), 5: ("存在问题及改进情况",)}

# Table 2: groups of (item of article 20, column labels, rows of (label, keys)).
T2 = {
    "2021-30": (
        ("一", ("本年制发件数", "本年废止件数", "现行有效件数"), (
            ("规章", ("regulations.issued", "regulations.repealed", "regulations.in_force")),
            ("行政规范性文件", ("normative_documents.issued", "normative_documents.repealed",
                         "normative_documents.in_force")))),
        ("五", ("本年处理决定数量",), (("行政许可", ("licensing.decisions",)),)),
        ("六", ("本年处理决定数量",), (("行政处罚", ("penalties.decisions",)),
                              ("行政强制", ("coercion.decisions",)))),
        ("八", ("本年收费金额（单位：万元）",), (("行政事业性收费", ("fees.amount",)),)),
    ),
    "2019-60": (
        ("一", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), tuple(
            (label, tuple(f"{key}.{c}" for c in ("new_made", "new_disclosed", "disclosed_total")))
            for label, key in (("规章", "regulations"), ("规范性文件", "normative_documents")))),
        ("五", ("上一年项目数量", "本年增/减", "处理决定数量"), tuple(
            (label, tuple(f"{key}.{c}" for c in ("previous_items", "change", "decisions")))
            for label, key in (("行政许可", "licensing"), ("其他对外管理服务事项", "other_services")))),
        ("六", ("上一年项目数量", "本年增/减", "处理决定数量"), tuple(
            (label, tuple(f"{key}.{c}" for c in ("previous_items", "change", "decisions")))
            for label, key in (("行政处罚", "penalties"), ("行政强制", "coercion")))),
        ("八", ("上一年项目数量", "本年增/减"),
         (("行政事业性收费", ("fees.previous_items", "fees.change")),)),
        ("九", ("采购项目数量", "采购总金额"),
         (("政府集中采购", ("procurement.items", "procurement.amount")),)),
    ),
}

_OTHER = (("no_correction", "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
          ("fee_unpaid", "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
          ("other", "其他"))
# The outcomes of table 3: (key, label, children).
OUTCOMES = (
    ("granted", "予以公开", ()),
    ("partly_granted", "部分公开（区分处理的，只计这一情形，不计其他情形）", ()),
    ("denied", "不予公开", (
        ("state_secret", "属于国家秘密"), ("barred_by_law", "其他法律行政法规禁止公开"),
        ("security_stability", "危及“三安全一稳定”"), ("third_party_rights", "保护第三方合法权益"),
        ("internal_affairs", "属于三类内部事务信息"), ("deliberative", "属于四类过程性信息"),
        ("enforcement_file", "属于行政执法案卷"), ("admin_inquiry", "属于行政查询事项"))),
    ("unable", "无法提供", (
        ("not_held", "本机关不掌握相关政府信息"), ("must_be_created", "没有现成信息需要另行制作"),
        ("still_unclear", "补正后申请内容仍不明确"))),
    ("not_processed", "不予处理", (
        ("petition", "信访举报投诉类申请"), ("repeated", "重复申请"),
        ("publication", "要求提供公开出版物"), ("excessive", "无正当理由大量反复申请"),
        ("reconfirm", "要求行政机关确认或重新出具已获取信息"))),
    ("other", "其他处理", _OTHER),
    ("total", "总计", ()),
)
NEW, CARRIED = ("new_received", "本年新收政府信息公开申请数量"), ("carried_in", "上年结转政府信息公开申请数量")
RESULT, NEXT = "本年度办理结果", ("carried_out", "结转下年度继续办理")

APPLICANTS = (("natural_person", "自然人"), ("legal_person.business", "商业企业"),
              ("legal_person.research", "科研机构"), ("legal_person.public_welfare", "社会公益组织"),
              ("legal_person.legal_service", "法律服务机构"), ("legal_person.other", "其他"))
COLUMNS = tuple(k for k, _ in APPLICANTS) + ("total",)

REVIEW = (("upheld", "结果维持"), ("corrected", "结果纠正"), ("other", "其他结果"),
          ("pending", "尚未审结"), ("total", "总计"))
GROUPS = (("review", "行政复议"), ("suit_direct", "未经复议直接起诉"), ("suit_after_review", "复议后起诉"))

# Labels seen in the wild instead of the form's own.
ALIASES = {
    "本年废止件数": ("本年度止件数",), "现行有效件数": ("现行有效件",), "行政规范性文件": ("规范性文件",),
    "其他法律行政法规禁止公开": ("其他法律行政止公开",), "危及“三安全一稳定”": ("危及三安全一稳定", "危及\"三安全一稳定\""),
    "部分公开（区分处理的，只计这一情形，不计其他情形）": ("部分公开",), "结转下年度继续办理": ("结转下一年度继续办理",),
    "总计": ("合计",), "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": ("逾期不补正",),
    "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请": ("逾期未缴费", "逾期不缴费"),
}
CJK = "一二三四五六七八九十"


def outcomes(version):
    """The outcomes of a variant: in 2019 其他处理 is one row."""
    return [(k, label, () if version == "2019-60" and k == "other" else kids)
            for k, label, kids in OUTCOMES]


def outcome_leaves(version):
    """Row keys of table 3 between 二 and 四, （七）总计 the last."""
    out = []
    for key, _, kids in outcomes(version):
        out += [f"outcome.{key}.{kid}" for kid, _ in kids] if kids else [f"outcome.{key}"]
    return out


def row_keys(version):
    return [NEW[0], CARRIED[0], *outcome_leaves(version), NEXT[0]]


def t2_keys(version):
    return [key for _, _, rows in T2[version] for _, keys in rows for key in keys]
