/* One table. G-*: the pass check on any document; AUDIT-*: the pass audit; Y-GAP, Y-NAME, Y-TWICE: the run of several reports. */
#include "cli/general_rules.h"

static const sf_general_rule rules[] = {
    {"G-EMPTY",
     "warning",
     {"A table of no form holds nothing: no cell has a text or a figure.",
      "不属于报告格式的表格没有任何内容。"}},
    {"G-RAGGED",
     "warning",
     {"A row of a table of no form has fewer cells than the others, where most of the others are "
      "whole.",
      "不属于报告格式的表格中，某一行的单元格少于其他各行。"}},
    {"G-TOTAL",
     "warning",
     {"A row or column that is labelled as a total (合计, 总计, 小计, Total, Sum, Subtotal) is not "
      "the sum of its "
      "items. Tables do not say what a total sums up, so several readings are tried, rounding is "
      "allowed for, and the "
      "message states how sure the finding is.",
      "标为合计、总计、小计（Total、Sum、Subtotal）的行或列不等于各项之和。表格没有写明合计的范围，"
      "因此尝试多种读法，容许"
      "四舍五入的误差，并写明把握程度。"}},
    {"G-NUMBER",
     "warning",
     {"The numbers of headings of one level, or of the items of a list, leave one out or repeat "
      "one.",
      "同级标题或者同一列表的编号缺号或者重号。"}},
    {"G-TABLE-NUMBER",
     "warning",
     {"The numbers in the captions of tables leave one out or repeat one.",
      "表格标题的编号缺号或者重号。"}},
    {"G-PAGE-NUMBER",
     "warning",
     {"The printed page numbers count on by one but for one step: pages are missing there.",
      "页码在一处不连续，可能缺页。"}},
    {"AUDIT-TEXT",
     "warning",
     {"Each character of the source stands in the document once, or was left out with a reason. "
      "Where the counts differ, "
      "text was lost or doubled between the source and the document.",
      "来源中的每个字符在文档中出现一次，或者附有略去的理由。数目不符表示文字丢失或者重复。"}},
    {"AUDIT-DIGITS",
     "error",
     {"Each digit of the source stands in the document once, or was left out with a reason. Where "
      "the counts differ, "
      "a number may be wrong.",
      "来源中的每个数字字符在文档中出现一次，或者附有略去的理由。数目不符表示数字可能有误。"}},
    {"Y-GAP",
     "info",
     {"Between two reports of one agency that are checked together, the report of a year is "
      "missing. Agency and year are "
      "those that the reports state. Where the report was never due, nothing is wrong.",
      "一并检查的同一机关的两份报告之间缺少某一年度的报告。机关和年度以报告所载为准。"}},
    {"Y-NAME",
     "info",
     {"A report has none of the year before among those that are checked together, but there is "
      "one of "
      "a body whose name ends the same, such as the same town without its county. Nothing is "
      "compared, as they may be two bodies.",
      "一并检查的报告中没有同名机关上一年度的报告，但有一份机关名称结尾相同的报告（例如省略了所属地"
      "区）。因可能不是同一机关，不作比对。"}},
    {"Y-TWICE",
     "warning",
     {"Two of the reports that are checked together state the same agency and year. Perhaps one is "
      "a draft, or states a "
      "wrong year.",
      "一并检查的报告中有两份载明同一机关、同一年度，其中一份可能是草稿或者年度有误。"}},
};

const sf_general_rule *sf_general_rule_at(size_t i) {
    return i < sizeof(rules) / sizeof(rules[0]) ? &rules[i] : NULL;
}
