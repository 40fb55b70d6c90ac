/* Titles, headings, lists, paragraphs and furniture: each case is a text and the outline of the blocks that it
 * gives. Every case also proves that origins hold and that nothing is lost: the characters of the source are
 * those of the blocks and of what was left out with a record. */
#include "cm.h"
#include "recorder.h"

#include <string.h>

typedef struct example {
    const char *why;
    const char *text;
    const char *outline;
} example;

static const example examples[] = {
    {"a title stands alone above the text", "The Harbour\n\nIt was built in 1911.\n",
     "title The Harbour\nparagraph It was built in 1911.\n"},
    {"agency and report over a blank line are one title",
     "某某镇人民政府\n\n2022年政府信息公开工作年度报告\n\n一、总体情况\n\n无。\n",
     "title 某某镇人民政府\n2022年政府信息公开工作年度报告\nheading 1 [一、] "
     "一、总体情况\nparagraph 无。\n"},
    {"crumbs of a web page are no title",
     "下载\n打印\n【字号：\n大\n】\n2026年工作报告\n——2026年1月在会议上\n来源：日报\n各位代表：\n",
     "paragraph 下载\nparagraph 打印\nparagraph 【字号：\nparagraph 大\nparagraph 】\ntitle "
     "2026年工作报告\n"
     "paragraph ——2026年1月在会议上\nparagraph 来源：日报\nparagraph 各位代表：\n"},
    {"the year may end the agency's line or stand alone",
     "某省人民政府2022年\n\n政府信息公开工作年度报告\n\n一、总体情况\n\n无。\n",
     "title 某省人民政府2022年\n政府信息公开工作年度报告\nheading 1 [一、] 一、总体情况\nparagraph "
     "无。\n"},
    {"the last characters of a title may be broken off",
     "某省某县人民政府2025年政府信息公开工作年度报\n告\n\n一、总体情况\n平稳。\n",
     "title 某省某县人民政府2025年政府信息公开工作年度报\n告\nheading 1 [一、] "
     "一、总体情况\nparagraph "
     "平稳。\n"},
    {"headings of AsciiDoc", "== 甲县报告\n\n=== 一、情况\n平稳。\n\n==== 小节\n更稳。\n",
     "title 甲县报告\nheading 1 [一、] 一、情况\nparagraph 平稳。\nheading 2 [] 小节\nparagraph "
     "更稳。\n"},
    {"headings of Org and their properties",
     "前言。\n\n* 情况\n  :PROPERTIES:\n  :CUSTOM_ID: x\n  :END:\n** 小节\n平稳。\n",
     "paragraph 前言。\nheading 1 [] 情况\nheading 2 [] 小节\nparagraph 平稳。\n"},
    {"headings of MediaWiki", "前言。\n\n= 情况 =\n\n== 小节 ==\n平稳。\n",
     "paragraph 前言。\nheading 1 [] 情况\nheading 2 [] 小节\nparagraph 平稳。\n"},
    {"a year alone is a line of the title",
     "某县人民政府\n2024年\n政府信息公开工作报告\n\n一、总体情况\n\n无。\n",
     "title 某县人民政府\n2024年\n政府信息公开工作报告\nheading 1 [一、] 一、总体情况\nparagraph "
     "无。\n"},
    {"a head above the title that all pages have is furniture",
     "某县2025年年度报告\n\n某县人民政府\n2025年工作年度报告\n\n一、总体情况\n\n甲。\n\n乙。\n\f"
     "某县2025年年度报告\n\n丙。\n\n丁。\n\n戊。\n\n己。\n\n庚。\n",
     "paragraph furniture 某县2025年年度报告\ntitle 某县人民政府\n2025年工作年度报告\n"
     "heading 1 [一、] 一、总体情况\nparagraph 甲。\nparagraph 乙。\n"
     "paragraph furniture 某县2025年年度报告\nparagraph 丙。\nparagraph 丁。\nparagraph "
     "戊。\nparagraph 己。\nparagraph 庚。\n"},
    {"a topic with a stop is a head, a sentence with a number is none",
     "一、甲\n\n（一）主动公开。\n\n全年公开二十条。\n\n（二）坚持实体经济为本，加快构建体系。\n",
     "heading 1 [一、] 一、甲\nheading 2 [（一）] （一）主动公开。\nparagraph 全年公开二十条。\n"
     "paragraph （二）坚持实体经济为本，加快构建体系。\n"},
    {"a breadcrumb trail is no title", "首页 > 公开 > 年度报告\n\n某局年度报告\n\n本局工作正常。\n",
     "paragraph 首页 > 公开 > 年度报告\ntitle 某局年度报告\nparagraph 本局工作正常。\n"},
    {"a sentence is no title", "It was built in 1911.\n\nIt is large.\n",
     "paragraph It was built in 1911.\nparagraph It is large.\n"},
    {"a line alone is no title of nothing", "hello\n", "paragraph hello\n"},
    {"a name of several lines with the year",
     "TOWN OF SPRINGFIELD\n\nANNUAL REPORT 2022\n\nChapter 1 General\n\nAll is well.\n",
     "title TOWN OF SPRINGFIELD\nANNUAL REPORT 2022\nheading 1 [Chapter 1] Chapter 1 "
     "General\nparagraph All is well.\n"},

    {"Chinese numbering has its levels",
     "一、甲\n（一）乙\n1.丙\n正文一。\n二、丁\n（一）戊\n正文二。\n",
     "heading 1 [一、] 一、甲\nheading 2 [（一）] （一）乙\nheading 3 [1.] 1.丙\nparagraph "
     "正文一。\n"
     "heading 1 [二、] 二、丁\nheading 2 [（一）] （一）戊\nparagraph 正文二。\n"},
    {"chapters push the rest down",
     "第一章 总则\n第一节 范围\n一、目的\n正文。\n第二章 附则\n正文。\n",
     "heading 1 [第一章] 第一章 总则\nheading 2 [第一节] 第一节 范围\nheading 3 [一、] "
     "一、目的\nparagraph 正文。\n"
     "heading 1 [第二章] 第二章 附则\nparagraph 正文。\n"},
    {"brackets without 一、 stay on level 2", "（一）甲方面\n正文。\n（二）乙方面\n正文。\n",
     "heading 2 [（一）] （一）甲方面\nparagraph 正文。\nheading 2 [（二）] "
     "（二）乙方面\nparagraph 正文。\n"},
    {"a run-in head and its paragraph",
     "一、总体\n（一）主动公开。我镇公开信息12条。\n（二）其他。无。\n",
     "heading 1 [一、] 一、总体\nheading run-in 2 [（一）] （一）主动公开。\nparagraph "
     "我镇公开信息12条。\n"
     "heading run-in 2 [（二）] （二）其他。\nparagraph 无。\n"},
    {"a head that is a whole line", "一、总体\n（一）主动公开。\n我镇公开信息12条。\n",
     "heading 1 [一、] 一、总体\nheading 2 [（一）] （一）主动公开。\nparagraph "
     "我镇公开信息12条。\n"},
    {"clauses of a sentence are no heads",
     "有下列情形的：\n（一）涉及秘密；\n（二）涉及隐私；\n（三）其他。\n",
     "paragraph 有下列情形的：\nparagraph （一）涉及秘密；\nparagraph （二）涉及隐私；\nparagraph "
     "（三）其他。\n"},
    {"a numbered sentence is no heading", "正文在此。\n一、提高保障水平。\n二、加快建立制度；\n",
     "paragraph 正文在此。\nparagraph 一、提高保障水平。\nparagraph 二、加快建立制度；\n"},
    {"words that begin like a number", "正文在此。\n一、二季度增长\n二十条\n2022年\n",
     "paragraph 正文在此。\nparagraph 一、二季度增长\nparagraph 二十条\nparagraph 2022年\n"},
    {"a list of the sections to come",
     "报告包括：\n一、甲\n二、乙\n三、丙\n一、甲\n正文。\n二、乙\n正文。\n三、丙\n正文。\n",
     "paragraph 报告包括：\nparagraph 一、甲\nparagraph 二、乙\nparagraph 三、丙\nheading 1 [一、] "
     "一、甲\n"
     "paragraph 正文。\nheading 1 [二、] 二、乙\nparagraph 正文。\nheading 1 [三、] "
     "三、丙\nparagraph 正文。\n"},
    {"entries with leaders are no headings", "目录在此。\n一、甲……………1\n二、乙……………2\n",
     "paragraph 目录在此。\nparagraph 一、甲……………1\nparagraph 二、乙……………2\n"},
    {"decimal numbers by their depth",
     "It begins.\n\n1. Scope\n\nText one.\n\n1.1 Detail\n\nText two.\n\n2. Terms\n\nText three.\n",
     "paragraph It begins.\nheading 1 [1.] 1. Scope\nparagraph Text one.\nheading 2 [1.1] 1.1 "
     "Detail\n"
     "paragraph Text two.\nheading 1 [2.] 2. Terms\nparagraph Text three.\n"},
    {"a number that is no next one", "It grew.\n\n2.5 万元\n\n1.9 Million\n",
     "paragraph It grew.\nparagraph 2.5 万元\nparagraph 1.9 Million\n"},
    {"articles, and a sentence about one",
     "It begins.\n\nArticle 5. Appeals\n\nArticle 6 applies to all.\n\nArticle 7 applies here "
     "too\n",
     "paragraph It begins.\nheading 1 [Article 5] Article 5. Appeals\nparagraph Article 6 applies "
     "to all.\n"
     "paragraph Article 7 applies here too\n"},
    {"Roman numerals count on",
     "It begins.\n\nI. Facts\n\nText.\n\nII. Law\n\nText.\n\nC. Smith wrote this\n",
     "paragraph It begins.\nheading 1 [I.] I. Facts\nparagraph Text.\nheading 1 [II.] II. "
     "Law\nparagraph Text.\n"
     "paragraph C. Smith wrote this\n"},
    {"Markdown", "# Sheaf\n\nText.\n\n## Use ##\n\nMore.\n\n#hash\n\n####### seven\n",
     "title Sheaf\nparagraph Text.\nheading 1 [] Use\nparagraph More.\nparagraph #hash\nparagraph "
     "####### seven\n"},
    {"Markdown with two headings of the first level has no title above them all",
     "# Sheaf\n\nText.\n\n## Use\n\nMore.\n\n# Other\n\nEnd.\n",
     "title Sheaf\nparagraph Text.\nheading 2 [] Use\nparagraph More.\nheading 1 [] Other\n"
     "paragraph End.\n"},
    {"underlined", "Name\n====\n\nText here.\n\nPart\n----\nText there.\n",
     "title Name\nparagraph Text here.\nheading 1 [] Part\nparagraph Text there.\n"},

    {"bullets nest by their indent", "Needed.\n\n- one\n  - two\n    more\n- three\n",
     "paragraph Needed.\nlist bulleted\n  item\n    paragraph one\n    list bulleted\n      item\n "
     "       paragraph two more\n"
     "  item\n    paragraph three\n"},
    {"numbers count on", "Steps.\n\n1. Register.\n2. Answer\n   it.\n3. File.\n\nDone.\n",
     "paragraph Steps.\nlist ordered\n  item\n    paragraph 1. Register.\n  item\n    paragraph 2. "
     "Answer it.\n"
     "  item\n    paragraph 3. File.\nparagraph Done.\n"},
    {"one number is no list", "Steps.\n\n7. Register.\n\nDone.\n",
     "paragraph Steps.\nparagraph 7. Register.\nparagraph Done.\n"},
    {"paragraphs with numbers", "要点。\n1. 深化公开。全年12条。\n2. 完善机制。全年3次。\n",
     "paragraph 要点。\nparagraph 1. 深化公开。全年12条。\nparagraph 2. 完善机制。全年3次。\n"},
    {"circled numbers", "包括：\n①甲；\n②乙。\n",
     "paragraph 包括：\nlist ordered\n  item\n    paragraph ①甲；\n  item\n    paragraph ②乙。\n"},
    {"a loose list keeps its paragraphs", "Needed.\n\n* one\n\n  more of it\n\n* two\n",
     "paragraph Needed.\nlist bulleted\n  item\n    paragraph one\n    paragraph more of it\n  "
     "item\n    paragraph two\n"},

    {"wrapped Latin text joins with a space",
     "The data of all departments were collected by the clerk of the town,\n"
     "who checked each figure against the ledger and added them up after a\n"
     "first look. Figures that were missing stayed missing, and none was in-\n"
     "vented in their stead; that is the rule which this whole report obeys.\n",
     "paragraph The data of all departments were collected by the clerk of the town, who checked "
     "each figure against "
     "the ledger and added them up after a first look. Figures that were missing stayed missing, "
     "and none was "
     "in-vented in their stead; that is the rule which this whole report obeys.\n"},
    {"wrapped Chinese text joins with nothing, and an indent begins anew",
     "　　全年全县政务公开工作在县委县政府的正确领导下，认真贯彻落\n实条例，进一步加大公开力度，取"
     "得了明显成效，群众满意度有所提\n高。\n"
     "　　各部门按照要求及时公开信息，全年共公开一千二百三十四条，其\n中通过网站公开一千条。\n",
     "paragraph "
     "全年全县政务公开工作在县委县政府的正确领导下，认真贯彻落实条例，进一步加大公开力度，取得了明"
     "显成效，群众满意度有所提高。\n"
     "paragraph "
     "各部门按照要求及时公开信息，全年共公开一千二百三十四条，其中通过网站公开一千条。\n"},
    {"lines of almost the same width are wrapped, and a line at the margin goes on",
     "    本年度共公开信息一百二十条，其中网站公开八十条，公众号\n"
     "公开四十条，没有发生泄密情况，群众都比较满意，反响很好。\n没有收到行政复议。\n"
     "    "
     "（二）依申请公开。全年新收申请六千五百八十四件，办结；\n结转下年度三百件，办理规范，答复及时"
     "，没有争议。\n"
     "    第三段也从缩进开始，而且它的第一行一直写到行的末尾才\n换行，所以它也是折行的。\n"
     "    第四段也从缩进开始，而且它的第一行一直写到行的末尾才\n换行，所以它也是折行的。\n",
     "paragraph "
     "本年度共公开信息一百二十条，其中网站公开八十条，公众号公开四十条，没有发生泄密情况，群众都比"
     "较满"
     "意，反响很好。没有收到行政复议。\n"
     "heading run-in 2 [（二）] （二）依申请公开。\nparagraph "
     "全年新收申请六千五百八十四件，办结；结转下年度三百件，办理规范，答复及时，没有争议。\n"
     "paragraph 第三段也从缩进开始，而且它的第一行一直写到行的末尾才换行，所以它也是折行的。\n"
     "paragraph 第四段也从缩进开始，而且它的第一行一直写到行的末尾才换行，所以它也是折行的。\n"},
    {"two breaks inside a sentence of long lines are enough",
     "The town council met twelve times during the year. It adopted the budget in\nMarch and "
     "reviewed "
     "the road programme in September, as the charter requires\nit to do.\n",
     "paragraph The town council met twelve times during the year. It adopted the budget in March "
     "and "
     "reviewed the road programme in September, as the charter requires it to do.\n"},
    {"lines that are not wrapped stay apart",
     "第一行的内容在此。\n第二行。\n第三行的内容比较长一些，但不是折行。\n",
     "paragraph 第一行的内容在此。\nparagraph 第二行。\nparagraph "
     "第三行的内容比较长一些，但不是折行。\n"},
    {"white space of all kinds around a paragraph",
     "\xC2\xA0\xE3\x80\x80 text here. \xE3\x80\x80\n", "paragraph text here.\n"},

    {"page numbers are kept and marked", "Text one.\n\n- 3 -\n\nText two.\n\n第 4 页 共 9 页\n",
     "paragraph Text one.\nparagraph furniture - 3 -\nparagraph Text two.\nparagraph furniture 第 "
     "4 页 共 9 页\n"},
    {"a bare number is one only at a form feed",
     "Text one.\n\n3\n\nText two.\n\n4\n\fText three.\n",
     "paragraph Text one.\nparagraph 3\nparagraph Text two.\nparagraph furniture 4\nparagraph Text "
     "three.\n"},
    {"running heads repeat at the page's edge",
     "The Harbour\n\nAll of this is one.\n\nb\n\nc\n\nd\n\fThe Harbour\n\nAll of this is "
     "two.\n\nf\n\ng\n\nh\n",
     "title The Harbour\nparagraph All of this is one.\nparagraph b\nparagraph "
     "c\nparagraph d\n"
     "paragraph furniture The Harbour\nparagraph All of this is two.\nparagraph f\nparagraph "
     "g\nparagraph h\n"},
    {"titles of reports that follow each other differ in a year, which is no page number",
     "甲县2021年报告\n\n一、情况\n\n甲。\n\n乙。\n\n丙。\n\f甲县2022年报告\n\n一、情况\n\n丁。\n\n"
     "戊。\n\n己。\n",
     "title 甲县2021年报告\nheading 1 [一、] 一、情况\nparagraph 甲。\nparagraph 乙。\nparagraph "
     "丙。\n"
     "paragraph 甲县2022年报告\nheading 1 [一、] 一、情况\nparagraph 丁。\nparagraph "
     "戊。\nparagraph 己。\n"},
    {"a line with other text between it and the edge is no running head",
     "甲县\n2021年报告\n\n甲。\n\n乙。\n\n丙。\n\n六、其他\n\n收费20元。\n\f乙县\n2021年报告\n\n丁"
     "。\n\n戊。\n\n己。\n\n"
     "六、其他\n\n收费30元。\n",
     "title 甲县\n2021年报告\nparagraph 甲。\nparagraph 乙。\nparagraph 丙。\nheading 1 [六、] "
     "六、其他\nparagraph 收费20元。\n"
     "paragraph 乙县\nparagraph 2021年报告\nparagraph 丁。\nparagraph 戊。\nparagraph "
     "己。\nheading 1 [六、] 六、其他\nparagraph "
     "收费30元。\n"},

    {"fenced code keeps its lines", "See.\n\n```c\nint a;\n\n  b();\n```\n\nEnd of it.\n",
     "paragraph See.\ncode int a;\n\n  b();\nparagraph End of it.\n"},
    {"a fence without an end is a paragraph", "See.\n\n```c\n\nEnd of it.\n",
     "paragraph See.\nparagraph ```c\nparagraph End of it.\n"},
    {"quotes and separating lines", "See.\n\n> one\n> two\n\n---\n\nEnd of it.\n",
     "paragraph See.\nquote one\ntwo\nparagraph End of it.\n"},
};

static void check(const example *one) {
    recorder r = {.bytes = {one->text, strlen(one->text)}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    const char *outline = recorder_outline(&r);
    if (strcmp(outline, one->outline) != 0)
        print_message("%s:\n", one->why);
    assert_string_equal(outline, one->outline);
    assert_int_equal(recorder_wrong_origin(&r), SHEAF_NONE);
    assert_int_equal(r.account.characters, recorder_characters(&r) + r.dropped_characters);
    recorder_done(&r);
}

static void every_example_gives_its_outline(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
        check(&examples[i]);
}

/* Each numbered item has its number, and keeps it in the text; a bullet is no number. */
static void items_have_their_number(void **state) {
    (void)state;
    static const char text[] = "1. one\n2. two\n\n- three\n- four\n\n（1）五\n（2）六\n";
    static const char *const numbers[] = {"1.", "2.", "", "", "（1）", "（2）"};
    recorder r = {.bytes = {text, sizeof text - 1}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    size_t items = 0;
    for (uint32_t i = 0; i < r.count; i++) {
        sheaf_str number = r.blocks[i].block.number;
        if (r.blocks[i].block.kind != SHEAF_ITEM)
            continue;
        assert_true(items < 6);
        assert_int_equal(number.len, strlen(numbers[items]));
        assert_memory_equal(number.ptr, numbers[items], number.len);
        items++;
    }
    assert_int_equal(items, 6);
    recorder_done(&r);
}

/* Depth is bounded: no stack overflows, and deeper items stay. */
static void deep_lists_stay_bounded(void **state) {
    (void)state;
    char text[3000];
    size_t used = 0;
    for (int depth = 0; depth < 50; depth++) {
        memset(text + used, ' ', (size_t)depth);
        used += (size_t)depth;
        memcpy(text + used, "- x\n", 4);
        used += 4;
    }
    recorder r = {.bytes = {text, used}};
    assert_int_equal(recorder_run(&r), SHEAF_OK);
    uint32_t items = 0;
    for (uint32_t i = 0; i < r.count; i++)
        items += r.blocks[i].block.kind == SHEAF_ITEM;
    assert_int_equal(items, 50);
    recorder_done(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_example_gives_its_outline),
                                       cmocka_unit_test(items_have_their_number),
                                       cmocka_unit_test(deep_lists_stay_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
