/* Labels: every enumeration style, what only looks like one, and what is a number. */
#include "cm.h"

#include "stitch.h"

static sheaf_str str(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static void styles_and_values(void **state) {
    static const struct {
        const char *text;
        stitch_style style;
        uint32_t value;
    } cases[] = {
        {"一、总体情况", STITCH_HAN, 1},
        {" 十 二、其他", STITCH_HAN, 12},
        {"二十一、某项", STITCH_HAN, 21},
        {"（七）总计", STITCH_HAN_PAREN, 7},
        {"(三) 不 予公开", STITCH_HAN_PAREN, 3},
        {"4. 保护第三方合法权益", STITCH_DIGIT, 4},
        {"１２、某项", STITCH_DIGIT, 12},
        {"1）某项", STITCH_DIGIT_PAREN, 1},
        {"（10）某项", STITCH_DIGIT_PAREN, 10},
        {"③某项", STITCH_CIRCLED, 3},
        {"第二十条第（五）项", STITCH_INNER, 5},
        {"第三章 总则", STITCH_INNER, 3},
        {"三科", STITCH_PLAIN, 0},
        {"万一、失败", STITCH_PLAIN, 0},
        {"1.5 倍", STITCH_PLAIN, 0},
        {"2022年", STITCH_PLAIN, 0},
        {"（本列数据的勾稽关系为：第一项）", STITCH_PLAIN, 0},
        {"（", STITCH_PLAIN, 0},
        {"", STITCH_PLAIN, 0},
        {"第", STITCH_PLAIN, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stitch_label label = stitch_read_label(str(cases[i].text));
        if (label.style != cases[i].style ||
            (label.style != STITCH_PLAIN && label.value != cases[i].value))
            fail_msg("%s: style %d, value %u", cases[i].text, (int)label.style, label.value);
    }
}

static void inner_series_need_the_same_text_around(void **state) {
    (void)state;
    uint64_t five = stitch_read_label(str("第二十条第（五）项")).around;
    assert_true(five == stitch_read_label(str("第二十条 第（六） 项")).around);
    assert_false(five == stitch_read_label(str("第三十条第（六）项")).around);
    assert_false(five == stitch_read_label(str("第二十条第（六）款")).around);
}

/* The plain twins: one walk from the front that keeps what it saw first and last. */
static void ends_are_those_of_a_walk(void **state) {
    static const char *const texts[] = {
        "", " ", "a", "　总计 ", "\u00A0é\u2003", "第二，　\t", "\U0001F600 x\u200B", "0"};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t first = 0, last = 0;
        for (sheaf_str rest = str(texts[i]); rest.len > 0;) {
            uint32_t c = stitch_take(&rest);
            if (stitch_is_space(c))
                continue;
            first = first != 0 ? first : c;
            last = c;
        }
        assert_int_equal(stitch_first(str(texts[i])), first);
        assert_int_equal(stitch_last(str(texts[i])), last);
    }
}

/* Each numeral may be the last: what stands behind it must not be read again for each. */
static void many_numerals_cost_no_more_than_their_text(void **state) {
    (void)state;
    enum { COUNT = 1000000, WIDTH = 6 };
    char *text = malloc(3 + COUNT * WIDTH);
    assert_non_null(text);
    memcpy(text, "第", 3);
    for (size_t i = 0; i < COUNT; i++)
        memcpy(text + 3 + i * WIDTH, "五项", WIDTH);
    stitch_label label = stitch_read_label((sheaf_str){text, 3 + COUNT * WIDTH});
    assert_int_equal(label.style, STITCH_INNER);
    assert_int_equal(label.value, 5);
    free(text);
}

static void numbers_and_marks(void **state) {
    static const char *const yes[] = {"0", "1,234", " 12 ", "３", "-",
                                      "—", "/",     "3.5%", "-7", "　0"};
    static const char *const no[] = {"", " ", "总计", "0件", "2022年", "---", "a1"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!stitch_is_number(str(yes[i])))
            fail_msg("not a number: '%s'", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (stitch_is_number(str(no[i])))
            fail_msg("a number: '%s'", no[i]);
}

static void years(void **state) {
    static const char *const yes[] = {"2021", " 1999 ", "２０２２", "1800"};
    static const char *const no[] = {"",      "1799",  "2100",   "02021",
                                     "20210", "2,021", "2021.5", "-2021"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (!stitch_is_year(str(yes[i])))
            fail_msg("not a year: '%s'", yes[i]);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (stitch_is_year(str(no[i])))
            fail_msg("a year: '%s'", no[i]);
}

static void white_space_never_counts(void **state) {
    (void)state;
    assert_true(stitch_hash(str("结果 维持"), 7) == stitch_hash(str("　结果维持\n"), 7));
    assert_false(stitch_hash(str("结果维持"), 7) == stitch_hash(str("结果纠正"), 7));
    assert_true(stitch_is_blank(str(" \t\u3000\u00A0\n")));
    assert_false(stitch_is_blank(str(" 0 ")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(styles_and_values),
        cmocka_unit_test(inner_series_need_the_same_text_around),
        cmocka_unit_test(ends_are_those_of_a_walk),
        cmocka_unit_test(many_numerals_cost_no_more_than_their_text),
        cmocka_unit_test(numbers_and_marks),
        cmocka_unit_test(years),
        cmocka_unit_test(white_space_never_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
