/* Which reports a document holds and where their sections stand: what looks like a section heading and is none, reports
 * that follow one another, versions by year, and what is no report at all. */
#include "cm.h"

#include "doc/doc.h"
#include "story.h"

#include <string.h>

typedef struct bench {
    shelf s;
    form_set set;
    form_reading reading;
    int outcome;
} bench;

static void recognise(bench *b, const story_line *lines, uint32_t count) {
    shelf_open(&b->s);
    shelf_national(&b->s, &b->set);
    story_tell(&b->s, lines, count);
    b->outcome = form_recognise(&b->s.context, &b->set, &b->reading);
}

#define RECOGNISE(b, lines) recognise(b, lines, sizeof(lines) / sizeof((lines)[0]))

static const form_report *report_at(const bench *b, uint32_t i) {
    assert_true(i < b->reading.reports.count);
    return FORM_AT(b->reading.reports, const form_report, i);
}

static uint32_t heading_of(const bench *b, uint32_t report, uint32_t section) {
    return report_at(b, report)->places[section].heading;
}

#define SECTIONS                                                                                   \
    HEAD("一、", "总体情况"), SAYS("我县认真贯彻落实各项要求，做了大量工作。"),                    \
        HEAD("二、", "主动公开政府信息情况"), GRID("0"),                                           \
        HEAD("三、", "收到和处理政府信息公开申请情况"), GRID("0"),                                 \
        HEAD("四、", "政府信息公开行政复议、行政诉讼情况"), GRID("0"),                             \
        HEAD("五、", "存在的主要问题及改进情况"), SAYS("公开不够及时，将加强学习。"),              \
        HEAD("六、", "其他需要报告的事项"), SAYS("无。")

static void test_plain(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
                                       SAYS("本报告由甲县人民政府办公室编制。"), SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    assert_int_equal(b.reading.confidence, 10000);
    assert_int_equal(b.reading.reports.count, 1);
    const form_report *report = report_at(&b, 0);
    assert_int_equal(report->year, 2022);
    assert_int_equal(report->title, 1);
    assert_int_equal(report->preamble, 2);
    assert_int_equal(report->preamble_end, 3);
    assert_int_equal(report->in_order, 1);
    assert_int_equal(report->places[0].heading, 3);
    assert_int_equal(report->places[0].first, 4);
    assert_int_equal(report->places[0].end, 5);
    assert_int_equal(report->places[1].end, 8);
    assert_int_equal(report->places[5].heading, 16);
    assert_int_equal(report->places[5].end, 18);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(report->places[i].times, 1);
    shelf_close(&b.s);
}

/* A preamble that names the sections line by line, and a title that stands there twice. */
static void test_listed(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
                                       SAYS("本报告包括以下部分："),
                                       HEAD("一、", "总体情况"),
                                       HEAD("二、", "主动公开政府信息情况"),
                                       HEAD("三、", "收到和处理政府信息公开申请情况"),
                                       HEAD("四、", "政府信息公开行政复议、行政诉讼情况"),
                                       HEAD("五、", "存在的主要问题及改进情况"),
                                       HEAD("六、", "其他需要报告的事项"),
                                       SAYS("甲县人民政府2022年政府信息公开工作年度报告"),
                                       SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    assert_int_equal(b.reading.reports.count, 1);
    assert_int_equal(heading_of(&b, 0, 0), 10);
    assert_int_equal(report_at(&b, 0)->title, 1);
    assert_int_equal(report_at(&b, 0)->preamble_end, 10);
    assert_int_equal(report_at(&b, 0)->places[0].times, 1);
    shelf_close(&b.s);
}

/* Subheadings with the words of sections, and row labels that begin like headings. */
static void test_lookalikes(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲镇人民政府2022年政府信息公开工作年度报告"),
                                       HEAD("一、", "总体情况"),
                                       SUBHEAD("（一）", "主动公开政府信息情况"),
                                       SAYS("主动公开信息三条。"),
                                       SUBHEAD("（二）", "主动公开情况"),
                                       SUBHEAD("（三）", "依申请公开情况"),
                                       SAYS("未收到申请。"),
                                       HEAD("二、", "主动公开政府信息情况"),
                                       GRID("0"),
                                       HEAD("三、", "收到和处理政府信息公开申请情况"),
                                       HEAD("一、", "本年新收政府信息公开申请数量"),
                                       HEAD("二、", "上年结转政府信息公开申请数量"),
                                       HEAD("三、", "本年度办理结果"),
                                       HEAD("四、", "结转下年度继续办理"),
                                       HEAD("四、", "政府信息公开行政复议、行政诉讼情况"),
                                       HEAD("五、", "存在的主要问题及改进情况"),
                                       HEAD("六、", "其他需要报告的事项")};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    assert_int_equal(b.reading.reports.count, 1);
    static const uint32_t expected[] = {2, 8, 11, 16, 17, 18};
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(heading_of(&b, 0, i), expected[i]);
    assert_int_equal(report_at(&b, 0)->places[1].times, 1);
    assert_int_equal(report_at(&b, 0)->places[2].end, 16);
    shelf_close(&b.s);
}

/* Enumerations lost or in another style, headings that are plain lines, words that are nearly those of the form. */
static void test_other_dress(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县水利局2022年政府信息公开工作年度报告"),
                                       SAYS("总体情况"),
                                       SAYS("做了大量工作，成效明显。"),
                                       SAYS("２．主动公开政府信息情况"),
                                       SAYS("(三)收到和处理政府信息公开申请情况："),
                                       HEAD("四 、", "政府信息公开 行政复议和行政诉讼情况"),
                                       HEAD("五、", "存在的主要问题和改进的情况"),
                                       SAYS("六 其他需要报告的事项"),
                                       HEAD("六、", "其它需要报告的事项")};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    static const uint32_t expected[] = {2, 4, 5, 6, 7, 9};
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(heading_of(&b, 0, i), expected[i]);
    shelf_close(&b.s);
}

/* Section headings that are plain lines, or bear the numbers of subheadings, beside subheadings with nearly their words. */
static void test_headings_lost(void **state) {
    (void)state;
    static const story_line plain[] = {TITLE("甲县水利局2022年政府信息公开工作年度报告"),
                                       SAYS("总体情况"),
                                       SUBHEAD("（一）", "主动公开情况"),
                                       SAYS("公开三条。"),
                                       SUBHEAD("（二）", "依申请公开情况"),
                                       SAYS("未收到。"),
                                       SAYS("主动公开政府信息情况"),
                                       SAYS("收到和处理政府信息公开申请情况"),
                                       SAYS("政府信息公开行政复议、行政诉讼情况"),
                                       SAYS("存在的主要问题及改进情况"),
                                       SAYS("其他需要报告的事项")};
    story_line numbered[sizeof plain / sizeof plain[0]];
    static const uint32_t expected[] = {2, 7, 8, 9, 10, 11};
    memcpy(numbered, plain, sizeof plain);
    for (uint32_t i = 1; i < sizeof plain / sizeof plain[0]; i++)
        if (plain[i].kind == SHEAF_PARAGRAPH && i != 3 && i != 5)
            numbered[i] = (story_line){SHEAF_HEADING, 2, "（一）", plain[i].text, 0};
    for (int round = 0; round < 2; round++) {
        bench b;
        recognise(&b, round == 0 ? plain : numbered, sizeof plain / sizeof plain[0]);
        assert_int_equal(b.outcome, 1);
        assert_int_equal(b.reading.reports.count, 1);
        for (uint32_t i = 0; i < 6; i++) {
            assert_int_equal(heading_of(&b, 0, i), expected[i]);
            assert_int_equal(report_at(&b, 0)->places[i].times, 1);
        }
        shelf_close(&b.s);
    }
}

static void test_missing_moved_twice(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
                                       HEAD("一、", "总体情况"),
                                       SAYS("略述如下，各项工作有序推进。"),
                                       HEAD("二、", "主动公开政府信息情况"),
                                       GRID("0"),
                                       HEAD("四、", "政府信息公开行政复议、行政诉讼情况"),
                                       GRID("0"),
                                       HEAD("三、", "收到和处理政府信息公开申请情况"),
                                       GRID("0"),
                                       HEAD("六、", "其他需要报告的事项"),
                                       SAYS("无。"),
                                       HEAD("六、", "其他需要报告的事项"),
                                       SAYS("无。")};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    const form_report *report = report_at(&b, 0);
    assert_int_equal(report->in_order, 0);
    assert_int_equal(report->places[4].heading, SHEAF_NONE);
    assert_int_equal(report->places[2].heading, 10);
    assert_int_equal(report->places[3].heading, 7);
    assert_int_equal(report->places[5].times, 2);
    shelf_close(&b.s);
}

/* Two reports in one file, the second with its title on two lines and of a year of the older version. */
static void test_two_reports(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
                                       SECTIONS, SAYS("乙镇人民政府"),
                                       SAYS("2020年度政府信息公开工作年度报告"), SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.outcome, 1);
    assert_int_equal(b.reading.reports.count, 2);
    const form_report *first = report_at(&b, 0), *second = report_at(&b, 1);
    assert_int_equal(first->end, 17);
    assert_int_equal(second->first, 17);
    assert_int_equal(second->title_first, 17);
    assert_int_equal(second->title, 18);
    assert_int_equal(second->instance, 1);
    assert_int_equal(second->year, 2020);
    assert_int_equal(first->year, 2022);
    assert_int_equal(second->places[0].heading, 19);
    assert_int_equal(first->places[5].end, 17);
    shelf_close(&b.s);
}

/* Without a title between them the sections that begin again say it. */
static void test_two_untitled(void **state) {
    (void)state;
    static const story_line lines[] = {TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
                                       SECTIONS, SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.reading.reports.count, 2);
    assert_int_equal(report_at(&b, 1)->first, 17);
    assert_int_equal(report_at(&b, 1)->title, SHEAF_NONE);
    assert_int_equal(report_at(&b, 1)->year, 0);
    shelf_close(&b.s);
}

static void test_version_by_year(void **state) {
    (void)state;
    static const story_line of_2019[] = {TITLE("甲县人民政府2019年政府信息公开工作年度报告"),
                                         SECTIONS};
    static const story_line of_2017[] = {TITLE("甲县人民政府2017年政府信息公开工作年度报告"),
                                         SECTIONS};
    static const story_line of_none[] = {TITLE("甲县人民政府政府信息公开工作年度报告"), SECTIONS};
    bench b;
    RECOGNISE(&b, of_2019);
    assert_true(form_same(b.reading.definition->version, SHEAF_STR("2019-60")));
    shelf_close(&b.s);
    RECOGNISE(&b, of_2017);
    assert_true(form_same(b.reading.definition->version, SHEAF_STR("2019-60")));
    shelf_close(&b.s);
    RECOGNISE(&b, of_none);
    assert_true(form_same(b.reading.definition->version, SHEAF_STR("2021-30")));
    assert_int_equal(report_at(&b, 0)->year, 0);
    shelf_close(&b.s);
}

static void test_no_report(void **state) {
    (void)state;
    static const story_line notice[] = {
        TITLE("关于做好政府信息公开工作的通知"), HEAD("一、", "提高认识"),
        SAYS("各单位要按照政府信息公开条例的要求，编制年度报告。"), HEAD("二、", "总体要求"),
        SAYS("报告包括总体情况、主动公开政府信息情况等。")};
    static const story_line empty[] = {SAYS("政府信息公开")};
    bench b;
    RECOGNISE(&b, notice);
    assert_int_equal(b.outcome, 0);
    shelf_close(&b.s);
    RECOGNISE(&b, empty);
    assert_int_equal(b.outcome, 0);
    shelf_close(&b.s);
}

/* A document without anything but its tables. */
static void test_tables_only(void **state) {
    (void)state;
    shelf s;
    form_set set;
    form_reading reading;
    story_line lines[200] = {{SHEAF_TABLE, 0, NULL, "", 0}};
    char texts[200][400];
    uint32_t count = 1;
    shelf_open(&s);
    shelf_national(&s, &set);
    const form_definition *d = form_definition_at(&set, 0);
    for (uint32_t h = 0; h < d->heads.count && count < 200; h++) {
        form_span labels = FORM_AT(d->heads, const form_head, h)->labels;
        if (labels.count == 0)
            continue;
        sheaf_str text = FORM_AT(d->labels, const form_label, labels.first)->text;
        memcpy(texts[count], text.ptr, text.len);
        texts[count][text.len] = '\0';
        lines[count] = (story_line){SHEAF_CELL, 0, NULL, texts[count], 0};
        count++;
    }
    story_tell(&s, lines, count);
    assert_int_equal(form_recognise(&s.context, &set, &reading), 1);
    assert_int_equal(reading.reports.count, 1);
    assert_int_equal(FORM_AT(reading.reports, const form_report, 0)->title, SHEAF_NONE);
    story_tell(&s, lines, count / 4);
    assert_int_equal(form_recognise(&s.context, &set, &reading), 0);
    shelf_close(&s);
}

/* Furniture says nothing: neither heading nor title. */
static void test_furniture(void **state) {
    (void)state;
    static const story_line lines[] = {
        {SHEAF_PARAGRAPH, 0, NULL, "乙县人民政府2019年政府信息公开工作年度报告", SHEAF_FURNITURE},
        TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
        {SHEAF_HEADING, 1, "二、", "二、主动公开政府信息情况", SHEAF_FURNITURE},
        SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.reading.reports.count, 1);
    assert_int_equal(report_at(&b, 0)->year, 2022);
    assert_int_equal(heading_of(&b, 0, 1), 6);
    assert_int_equal(report_at(&b, 0)->places[1].times, 1);
    shelf_close(&b.s);
}

static void test_empty_document(void **state) {
    (void)state;
    bench b;
    recognise(&b, NULL, 0);
    assert_int_equal(b.outcome, 0);
    shelf_close(&b.s);
}

/* A title, or the name above it, that recurs from report to report looks like a running head. */
static void test_titles_that_recur(void **state) {
    (void)state;
    static const story_line lines[] = {
        TITLE("甲县人民政府2022年政府信息公开工作年度报告"),
        SECTIONS,
        {SHEAF_PARAGRAPH, 0, NULL, "甲县人民政府2022年政府信息公开工作年度报告", SHEAF_FURNITURE},
        SECTIONS,
        {SHEAF_PARAGRAPH, 0, NULL, "甲县人民政府", SHEAF_FURNITURE},
        SAYS("2023年政府信息公开工作年度报告"),
        SECTIONS};
    bench b;
    RECOGNISE(&b, lines);
    assert_int_equal(b.reading.reports.count, 3);
    assert_int_equal(report_at(&b, 1)->year, 2022);
    assert_int_equal(report_at(&b, 2)->year, 2023);
    assert_true(form_same(report_at(&b, 1)->prose->title.printed,
                          SHEAF_STR("甲县人民政府2022年政府信息公开工作年度报告")));
    assert_true(form_same(report_at(&b, 2)->prose->title.printed,
                          SHEAF_STR("甲县人民政府\n2023年政府信息公开工作年度报告")));
    assert_int_equal(report_at(&b, 0)->end, report_at(&b, 1)->title);
    assert_int_equal(report_at(&b, 1)->end, report_at(&b, 2)->title_first);
    shelf_close(&b.s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headings_lost),
        cmocka_unit_test(test_plain),
        cmocka_unit_test(test_listed),
        cmocka_unit_test(test_lookalikes),
        cmocka_unit_test(test_other_dress),
        cmocka_unit_test(test_missing_moved_twice),
        cmocka_unit_test(test_two_reports),
        cmocka_unit_test(test_two_untitled),
        cmocka_unit_test(test_version_by_year),
        cmocka_unit_test(test_no_report),
        cmocka_unit_test(test_tables_only),
        cmocka_unit_test(test_furniture),
        cmocka_unit_test(test_titles_that_recur),
        cmocka_unit_test(test_empty_document),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
