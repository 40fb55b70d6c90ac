/* Running text, patterns over it, and sentences and numbers in it. */
#include "cm.h"

#include "check/sentence.h"
#include "doc/doc.h"
#include "story.h"

#include <string.h>

static sheaf_str view(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static void assert_text(sheaf_str text, const char *expected) {
    char copy[512];
    assert_true(text.len < sizeof copy);
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    assert_string_equal(copy, expected);
}

/* ---------------------------------------------------------------------------------- running -- */

static void test_running_text(void **state) {
    (void)state;
    static const struct {
        const char *printed, *running;
    } cases[] = {
        {"２０２２ 年 １ 月", "2022年1月"},
        {"（一）主动公开。", "(一)主动公开。"},
        {"〔2021〕30号［2019］【60】", "[2021]30号[2019][60]"},
        {"“甲”‘乙’「丙」『丁』", "\"甲\"\"乙\"\"丙\"\"丁\""},
        {"〈格式〉的《通知》", "《格式》的《通知》"},
        {"1月—12月～", "1月-12月~"},
        {"共 1, 234 条", "共1, 234条"},
        {"5 件 12 件", "5件12件"},
        {"12 34", "12 34"},
        {"12\n34", "12 34"},
        {"甲\u3000\u00a0乙", "甲乙"},
        {"Room 12 b", "Room 12 b"},
        {"①申请5²件", "①申请5²件"}, /* no digit comes to stand where none was */
        {"⾏政\uf9fe", "行政茶"},   /* a radical, and a compatibility ideograph */
        {"a\u200bb\u00ad", "ab"},
        {"", ""},
    };
    shelf s;
    shelf_open(&s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_text(form_running_text(&s.context, view(cases[i].printed)), cases[i].running);
    assert_text(form_close_up(&s.context, view("（ 2022 年 ）— Room 1")), "（2022年）—Room 1");
    shelf_close(&s);
}

/* Every range of running text leads back to what is printed there. */
static void test_printed_range(void **state) {
    (void)state;
    sheaf_str printed = view("（ 地址：\n黑龙江省　集贤县 ）Room 12");
    shelf s;
    shelf_open(&s);
    sheaf_str text = form_running_text(&s.context, printed);
    assert_text(text, "(地址:黑龙江省集贤县)Room 12");
    size_t at = strlen("(地址:");
    assert_text(form_printed_range(printed, at, at + strlen("黑龙江省集贤县")), "黑龙江省　集贤县");
    assert_text(form_printed_range(printed, 0, 1), "（");
    assert_text(form_printed_range(printed, text.len - 2, text.len), "12");
    assert_int_equal(form_printed_range(printed, 3, 3).len, 0);
    assert_int_equal(form_printed_range(printed, text.len, text.len + 9).len, 0);
    shelf_close(&s);
}

/* --------------------------------------------------------------------------------- patterns -- */

static form_pattern pattern_of(shelf *s, const char *source, const char *word) {
    form_pattern pattern = {
        .source = view(source), .words = FORM_LIST_OF(sheaf_str), .owner = SHEAF_STR("x.json")};
    pattern.compiled = form_room(&s->context, 1, 64);
    pattern.keeper = &s->context;
    if (word != NULL)
        *(sheaf_str *)form_push(&s->context, &pattern.words) = view(word);
    return pattern;
}

static void test_match(void **state) {
    (void)state;
    shelf s;
    form_matcher matcher;
    form_match match;
    shelf_open(&s);
    assert_true(form_matcher_begin(&s.context, &matcher));
    form_pattern pattern = pattern_of(&s, "(?<value>\\d+)件(?<more>次)?", "件");
    sheaf_str text = view("收到5件，办结12件");
    assert_int_equal(form_match_from(&matcher, &pattern, text, 0, &match), 1);
    assert_text(form_group_text(&match, "value"), "5");
    assert_int_equal(form_group_text(&match, "more").len, 0);
    assert_int_equal(form_group_text(&match, "absent").len, 0);
    assert_int_equal(form_match_from(&matcher, &pattern, text, match.end, &match), 1);
    assert_text(form_group_text(&match, "value"), "12");
    assert_int_equal(form_match_from(&matcher, &pattern, text, match.end, &match), 0);
    assert_int_equal(form_match_from(&matcher, &pattern, text, text.len + 1, &match), 0);
    /* from the middle of a character */
    assert_int_equal(form_match_from(&matcher, &pattern, text, 1, &match), 1);
    shelf_close(&s);
}

/* A text without the words is not even looked at, so that nobody compiles the pattern. */
static void test_words_first(void **state) {
    (void)state;
    shelf s;
    form_matcher matcher;
    form_match match;
    shelf_open(&s);
    assert_true(form_matcher_begin(&s.context, &matcher));
    form_pattern broken = pattern_of(&s, "(", "申请");
    assert_int_equal(form_match_from(&matcher, &broken, view("没有这个词，申"), 0, &match), 0);
    assert_int_equal(form_match_from(&matcher, &broken, view(""), 0, &match), 0);
    assert_string_equal(shelf_message(&s), "");
    assert_int_equal(form_match_from(&matcher, &broken, view("申请"), 0, &match), -1);
    assert_non_null(strstr(shelf_message(&s), "x.json: the pattern ( is no regular expression"));
    shelf_close(&s);
}

static uint32_t told;

static void count_diagnostic(sheaf_job *job, const sheaf_diagnostic *diagnostic) {
    (void)job;
    assert_true(form_same(diagnostic->code, SHEAF_STR("form.pattern.steps")));
    told++;
}

/* A pattern that runs away ends, matches nothing, and is told once. */
static void test_steps(void **state) {
    (void)state;
    char text[4001];
    shelf s;
    form_matcher matcher;
    form_match match;
    memset(text, 'a', 4000);
    memcpy(text + 3997, "db", 3); /* that there is no b at all would be seen at once */
    shelf_open(&s);
    sheaf_host host = sf_host;
    host.diagnose = count_diagnostic;
    s.context.host = &host;
    told = 0;
    assert_true(form_matcher_begin(&s.context, &matcher));
    form_pattern greedy = pattern_of(&s, "(a+)+(a+)+b", NULL);
    assert_int_equal(form_match_from(&matcher, &greedy, view(text), 0, &match), 0);
    assert_int_equal(form_match_from(&matcher, &greedy, view(text), 0, &match), 0);
    assert_int_equal(told, 2); /* the host keeps one of equal diagnostics */
    assert_string_equal(shelf_message(&s), "");
    shelf_close(&s);
}

/* -------------------------------------------------------------------------------- sentences -- */

static void test_sentence(void **state) {
    (void)state;
    static const char *const expected[] = {"甲", "乙1件", "丙", "丁"};
    sheaf_str text = view("。甲。;乙1件;丙。!丁");
    text_range range = {0, 0};
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(text_next_sentence(text, &range));
        assert_text((sheaf_str){text.ptr + range.first, range.end - range.first}, expected[i]);
    }
    assert_false(text_next_sentence(text, &range));
    range = (text_range){0, 0};
    assert_false(text_next_sentence(view(""), &range));
    assert_false(text_next_sentence(view("。;"), &range));
}

static void test_value(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int is_number;
        int64_t value;
    } cases[] = {{"0", 1, 0},
                 {"12", 1, 12},
                 {"1,234", 1, 1234},
                 {"1,234,567", 1, 1234567},
                 {"12,34", 0, 0},
                 {"1,2345", 0, 0},
                 {",123", 0, 0},
                 {"1234,567", 0, 0},
                 {"", 0, 0},
                 {"1,", 0, 0},
                 {"两", 1, 2},
                 {"九", 1, 9},
                 {"零", 1, 0},
                 {"十", 0, 0},
                 {"12a", 0, 0},
                 {"9223372036854775807", 1, INT64_MAX},
                 {"9223372036854775808", 0, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t value = -1;
        assert_int_equal(text_value(view(cases[i].text), &value), cases[i].is_number);
        if (cases[i].is_number)
            assert_true(value == cases[i].value);
    }
}

static void test_other_year(void **state) {
    (void)state;
    assert_false(text_has_other_year(view("2022年收到5件"), 2022));
    assert_true(text_has_other_year(view("2021年收到5件"), 2022));
    assert_false(text_has_other_year(view("电话12021年"), 2022));
    assert_false(text_has_other_year(view("202年"), 2022));
}

/* ----------------------------------------------------------------------------------- fields -- */

static sheaf_str field(shelf *s, const form_reading *reading, const char *key) {
    form_matcher matcher;
    form_said said;
    assert_true(form_matcher_begin(&s->context, &matcher));
    uint32_t index = form_field_named(reading->definition, view(key));
    assert_int_not_equal(index, SHEAF_NONE);
    assert_true(form_read_field(&matcher, reading->definition, index,
                                FORM_AT(reading->reports, const form_report, 0)->prose, &said));
    return said.value.ptr == NULL ? SHEAF_STR("") : said.value;
}

static void read_fields(const char *title, const char *preamble, const char *const *expected) {
    static const char *const keys[] = {
        "agency",           "year",          "period.from",   "period.to",  "contact.address",
        "contact.postcode", "contact.phone", "contact.email", "contact.url"};
    const story_line lines[] = {TITLE(title), SAYS(preamble), HEAD("一、", "总体情况"),
                                HEAD("二、", "主动公开政府信息情况"),
                                HEAD("三、", "收到和处理政府信息公开申请情况")};
    shelf s;
    form_set set;
    form_reading reading;
    shelf_open(&s);
    shelf_national(&s, &set);
    STORY(&s, lines);
    assert_int_equal(form_recognise(&s.context, &set, &reading), 1);
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        assert_text(field(&s, &reading, keys[i]), expected[i]);
    shelf_close(&s);
}

static void test_fields(void **state) {
    (void)state;
    read_fields("甲县 乙镇人民政府\n２０２２ 年度政府信息公开工作年度报告",
                "统计期限自 2022 年 1 月 1 日起至 12 月 31 日止。地址：甲县 乙镇\n中路 5 号，"
                "邮编：１２３４５６，联系电话：（0469）4961103，邮箱：a.b@c.gov.cn，网址 "
                "www.jia.gov.cn/x。",
                (const char *const[]){"甲县乙镇人民政府", "2022", "2022-01-01", "2022-12-31",
                                      "甲县乙镇中路5号", "123456", "(0469)4961103", "a.b@c.gov.cn",
                                      "www.jia.gov.cn/x"});
    read_fields("2021年度甲市人民政府信息公开工作年度报告",
                "统计期限自2021年1月1日至2021年13月31日。网站地址：http://jia.gov.cn，举报电话："
                "12345678，邮编12345。",
                (const char *const[]){"甲市人民政府", "2021", "2021-01-01", "", "", "", "", "",
                                      "http://jia.gov.cn"});
    read_fields("甲县教育局政府信息公开工作年度报告",
                "本报告数据统计时间为2020年1月1日到2020年12月31日，电话：13912345678。",
                (const char *const[]){"甲县教育局", "2020", "2020-01-01", "2020-12-31", "", "",
                                      "13912345678", "", ""});
    read_fields("政府信息公开工作年度报告",
                "现发布《丙乡人民政府2023年政府信息公开工作年度报告》。",
                (const char *const[]){"丙乡人民政府", "2023", "", "", "", "", "", "", ""});
    read_fields("丁市二〇二二年政府信息公开工作年度报告", "略。",
                (const char *const[]){"丁市", "2022", "", "", "", "", "", "", ""});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_running_text), cmocka_unit_test(test_printed_range),
        cmocka_unit_test(test_match),        cmocka_unit_test(test_words_first),
        cmocka_unit_test(test_steps),        cmocka_unit_test(test_sentence),
        cmocka_unit_test(test_value),        cmocka_unit_test(test_other_year),
        cmocka_unit_test(test_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
