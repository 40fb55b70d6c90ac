/* The words of the page in English and Chinese: a line a word. */
#include "words.h"
#include <string.h>

static const char *const words[HTML_W_COUNT][2] = {
    [HTML_W_TAG] = {"en", "zh"},
    [HTML_W_REPORT] = {"Report", "报告"},
    [HTML_W_SKIP] = {"Skip to the report", "跳到正文"},
    [HTML_W_SUMMARY] = {"About this page", "转换概况"},
    [HTML_W_CONTENTS] = {"Contents", "目录"},
    [HTML_W_SOURCE] = {"Source", "源文件"},
    [HTML_W_FORMAT] = {"Format", "格式"},
    [HTML_W_SIZE] = {"Size", "大小"},
    [HTML_W_BYTES] = {"bytes", "字节"},
    [HTML_W_ENCODING] = {"Encoding", "编码"},
    [HTML_W_AGENCY] = {"Agency", "机关"},
    [HTML_W_YEAR] = {"Year", "年度"},
    [HTML_W_PERIOD] = {"Period", "统计期限"},
    [HTML_W_FORM] = {"Form", "表式"},
    [HTML_W_COMPLETE] = {"Complete: nothing of the source was lost.", "完整：源文件内容没有丢失。"},
    [HTML_W_INCOMPLETE] = {"Incomplete: part of the source was lost. See the messages below.",
                           "不完整：源文件有部分内容丢失，详见下方消息。"},
    [HTML_W_FURNITURE_HIDDEN] = {"Running heads and page numbers left out",
                                 "已省略的页眉、页脚和页码"},
    [HTML_W_PROPERTIES] = {"Properties", "文档属性"},
    [HTML_W_VALUES] = {"Values", "数据项"},
    [HTML_W_VALUE] = {"Value", "数值"},
    [HTML_W_KEY] = {"Key", "键"},
    [HTML_W_LABEL] = {"Label", "名称"},
    [HTML_W_PRINTED] = {"As printed", "原文"},
    [HTML_W_UNIT] = {"Unit", "单位"},
    [HTML_W_STATUS] = {"Status", "状态"},
    [HTML_W_PLACE] = {"Place", "位置"},
    [HTML_W_RULE] = {"Rule", "规则"},
    [HTML_W_CHECKS] = {"Rules checked", "规则核对"},
    [HTML_W_PASS] = {"Held", "符合"},
    [HTML_W_FAILED] = {"Failed", "不符合"},
    [HTML_W_NOT_ASSESSED] = {"Not assessable", "无法判断"},
    [HTML_W_NOT_APPLICABLE] = {"Not applicable", "不适用"},
    [HTML_W_FINDINGS] = {"Findings", "问题"},
    [HTML_W_FINDING] = {"finding", "问题"},
    [HTML_W_FINDING_TAG] = {"F", "问"},
    [HTML_W_EXPECTED] = {"Expected", "应为"},
    [HTML_W_ACTUAL] = {"Found", "实为"},
    [HTML_W_REPAIRS] = {"Repairs", "修补"},
    [HTML_W_REPAIR] = {"repair", "修补"},
    [HTML_W_REPAIR_TAG] = {"R", "修"},
    [HTML_W_BEFORE] = {"Before", "修补前"},
    [HTML_W_AFTER] = {"After", "修补后"},
    [HTML_W_EVIDENCE] = {"Evidence", "依据"},
    [HTML_W_CONFIDENCE] = {"Confidence", "可信度"},
    [HTML_W_BY] = {"By", "处理步骤"},
    [HTML_W_FROM] = {"From", "来自"},
    [HTML_W_ROW] = {"row", "行"},
    [HTML_W_COLUMN] = {"column", "列"},
    [HTML_W_DIAGNOSTICS] = {"Messages", "消息"},
    [HTML_W_DIAGNOSTIC] = {"message", "消息"},
    [HTML_W_DIAGNOSTIC_TAG] = {"M", "信"},
    [HTML_W_IN_TEXT] = {"in the text", "正文"},
    [HTML_W_TABLE] = {"Table", "表"},
    [HTML_W_INFERRED] = {"Read off the layout; confidence", "按版面推断，可信度"},
    [HTML_W_FIGURE] = {"Figure", "图"},
    [HTML_W_NO_DESCRIPTION] = {"Figure without a description", "没有说明文字的图"},
    [HTML_W_NOT_EMBEDDED] = {"not shown", "未显示"},
    [HTML_W_ABSENT] = {"no picture data were handed over", "没有可用的图像数据"},
    [HTML_W_OVER_LIMIT] = {"over the limit html.figures", "超过 html.figures 的上限"},
    [HTML_W_UNSAFE_FORMAT] = {"a format that is not embedded", "该格式不予嵌入"},
    [HTML_W_COMMENT] = {"Comment", "批注"},
    [HTML_W_BACK] = {"back to the text", "返回正文"},
    [HTML_W_OUTCOME] = {"failed", "不符合"},
    [HTML_W_OUTCOME_NOT_ASSESSABLE] = {"not assessable", "无法判断"},
    [HTML_W_INFO] = {"note", "提示"},
    [HTML_W_WARNING] = {"warning", "警告"},
    [HTML_W_ERROR] = {"error", "错误"},
    [HTML_W_READ] = {"read", "直接读取"},
    [HTML_W_READ_REPAIRED] = {"read, repaired", "修补后读取"},
    [HTML_W_AMBIGUOUS] = {"ambiguous", "有歧义"},
    [HTML_W_MISSING] = {"missing", "缺失"},
    [HTML_W_TEXT] = {"text", "文字"},
    [HTML_W_COLON] = {": ", "："},
    [HTML_W_MADE_BY] = {"Made by Sheaf", "由 Sheaf 生成，版本"},
};

sheaf_str html_word_of(html_language language, html_word_id id) {
    const char *word = words[id][language];
    return (sheaf_str){word, strlen(word)};
}

static const struct {
    const char *kind;
    const char *words[2];
} repairs[] = {
    {"cell_shift", {"cells moved to their columns", "单元格归位"}},
    {"digits_joined", {"digits of one number joined", "合并断开的数字"}},
    {"extra_value", {"a value without a place", "多余的数值"}},
    {"fragment_join", {"parts of one table joined", "拼接被分页切断的表格"}},
    {"header_join",
     {"parts of one table joined, repeated header left out", "拼接表格并去除重复表头"}},
    {"label_alias", {"label known under another name", "按别名识别标签"}},
    {"label_fuzzy", {"label recognised though misprinted", "按近似识别标签"}},
    {"label_split", {"label put together from its pieces", "合并断开的标签"}},
    {"paragraph_join", {"paragraph joined across a page break", "拼接被分页切断的段落"}},
    {"row_unlabelled", {"row placed without a label", "无标签行归位"}},
    {"value_gap", {"a gap among the values closed", "补齐空缺位置"}},
    {"variant_chosen", {"one version of the form chosen", "选定表式版本"}},
};

sheaf_str html_repair_words(html_language language, sheaf_str kind) {
    for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++)
        if (kind.len == strlen(repairs[i].kind) && memcmp(kind.ptr, repairs[i].kind, kind.len) == 0)
            return (sheaf_str){repairs[i].words[language], strlen(repairs[i].words[language])};
    return kind;
}
