/* What makes labels comparable: spellings that mean the same become one text, different labels stay apart, and distances
 * are those of the textbook. */
#include "cm.h"

#include "shelf.h"

#include <string.h>

static sheaf_str str(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static void test_spellings(void **state) {
    (void)state;
    static const struct {
        const char *printed, *text;
        uint32_t number;
    } cases[] = {
        {"自然人", "自然人", 0},
        {" 自 然\t人\n", "自然人", 0},
        {"自\xC2\xA0然\xE3\x80\x80人", "自然人", 0},
        {"一、本年新收", "本年新收", 1},
        {"（三）不予公开", "不予公开", 3},
        {"( 三 ) 不予公开", "不予公开", 3},
        {"〔三〕不予公开", "不予公开", 3},
        {"㈢不予公开", "不予公开", 3},
        {"③不予公开", "不予公开", 3},
        {"⑶不予公开", "不予公开", 3},
        {"3.不予公开", "不予公开", 3},
        {"3、不予公开", "不予公开", 3},
        {"３．不予公开", "不予公开", 3},
        {"⒊不予公开", "不予公开", 3},
        {"3) 不予公开", "不予公开", 3},
        {"二十三、其他", "其他", 23},
        {"十、其他", "其他", 10},
        {"⑳其他", "其他", 20},
        {"三、", "", 3},
        {"1.5倍", "1.5倍", 0},
        {"1,234", "1,234", 0},
        {"2010301", "2010301", 0},
        {"一二、其他", "一二,其他", 0},
        {"第二十条第（一）项", "第二十条第(一)项", 0},
        {"危及“三安全一稳定”", "危及\"三安全一稳定\"", 0},
        {"危及「三安全一稳定」", "危及\"三安全一稳定\"", 0},
        {"危及'三安全一稳定'", "危及\"三安全一稳定\"", 0},
        {"不补正、不再处理", "不补正,不再处理", 0},
        {"不补正，不再处理", "不补正,不再处理", 0},
        {"Total—All", "total-all", 0},
        {"ＴＯＴＡＬ", "total", 0},
        {"ﬁnal Straße", "finalstrasse", 0},
        {"e\xCC\x81", "\xC3\xA9", 0},
        {"\xE2\x80\x8B", "", 0},
        {"规章：", "规章", 0},
        {"（三）不予公开。", "不予公开", 3},
        {"1.申请人逾期不补正、", "申请人逾期不补正,", 1}, /* the line goes on */
        {"· 规章", "规章", 0},
        {"* 1.属于国家秘密", "属于国家秘密", 1},
        {"● 规章", "规章", 0},
        {"**规章**", "规章", 0},
        {"**三、** 本年度办理结果", "本年度办理结果", 3},
        {"**三、本年度办理结果：**", "本年度办理结果", 3},
        {"__规章__", "规章", 0},
        {"~~规章~~", "~~规章~~", 0},
        {"“规章”", "规章", 0},
        {"“规章”和“文件”", "\"规章\"和\"文件\"", 0},
        {"2-氯酚", "2-氯酚", 0},
        {"-规章", "-规章", 0},
        {"★★★ 级", "★★★级", 0},
        {"■已办", "■已办", 0},
        {"·· 规章", "··规章", 0},
        {"1-6月", "1-6月", 0},
        {"-", "-", 0},
        {"规章&nbsp;", "规章", 0},
        {"一&#12289;本年新收", "本年新收", 1},
        {"&#xFF08;三&#xff09;规章", "规章", 3},
        {"R&D;规章", "r&d;规章", 0},
        {"&#0;&#x110000;&;", "&#0;&#x110000;&", 0},
        {"", "", 0},
    };
    shelf s;
    shelf_open(&s);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        form_plain plain = form_plain_label(&s.context, str(cases[i].printed));
        if (!form_same(plain.text, str(cases[i].text)) || plain.number != cases[i].number)
            fail_msg("%s gives %.*s, %u", cases[i].printed, (int)plain.text.len, plain.text.ptr,
                     plain.number);
    }
    shelf_close(&s);
}

/* The short way and utf8proc agree: a sign in front that only utf8proc knows changes nothing behind it. */
static void test_both_ways_agree(void **state) {
    (void)state;
    static const char *const texts[] = {"（一）规章“甲”、乙", "③ＡＢＣ　—　〔2021〕30号",
                                        "《条例》·第三条"};
    shelf s;
    shelf_open(&s);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        sheaf_str plain = form_plain_text(&s.context, str(texts[i]));
        sheaf_str parts[] = {SHEAF_STR("\xCE\xA9"), str(texts[i])}; /* omega */
        sheaf_str longer =
            form_plain_text(&s.context, form_join(&s.context, parts, 2, SHEAF_STR("")));
        assert_true(longer.len > 2);
        assert_memory_equal(longer.ptr, "\xCF\x89", 2);
        assert_true(form_same(plain, (sheaf_str){longer.ptr + 2, longer.len - 2}));
    }
    shelf_close(&s);
}

static void test_broken_utf8_ends(void **state) {
    (void)state;
    shelf s;
    shelf_open(&s);
    static const char *const texts[] = {"\xE4", "\xE4\xB8", "a\377b", "\xF0\x9F\x98",
                                        "\xE6\xB0\xE6"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_non_null(form_plain_text(&s.context, str(texts[i])).ptr);
    shelf_close(&s);
}

static void test_long_text_is_cut_at_a_character(void **state) {
    (void)state;
    shelf s;
    shelf_open(&s);
    size_t length = 300000;
    char *text = form_room(&s.context, length, 1);
    for (size_t i = 0; i + 3 <= length; i += 3)
        memcpy(text + i, "规", 3);
    sheaf_str plain = form_plain_text(&s.context, (sheaf_str){text, length});
    assert_true(plain.len > 60000 && plain.len < 70000);
    assert_int_equal(plain.len % 3, 0);
    shelf_close(&s);
}

static void test_distances(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        uint32_t distance;
    } cases[] = {
        {"", "", 0},
        {"abc", "abc", 0},
        {"abc", "", 10000},
        {"abcd", "abxd", 2500},
        {"本年度止件数", "本年废止件数", 1667},
        {"现行有效件", "现行有效件数", 1667},
        {"行政许可", "行政处罚", 5000},
        {"kitten", "sitting", 4286},
        {"abcdefghij", "bcdefghijk", 2000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(form_distance(str(cases[i].a), str(cases[i].b), 10000), cases[i].distance);
        assert_int_equal(form_distance(str(cases[i].b), str(cases[i].a), 10000), cases[i].distance);
        if (cases[i].distance > 0)
            assert_true(form_distance(str(cases[i].a), str(cases[i].b), cases[i].distance - 1) >=
                        cases[i].distance);
    }
}

/* The band and the cut ends give what the whole table gives. */
static uint32_t textbook(const char *a, const char *b) {
    uint32_t table[16][16], n = (uint32_t)strlen(a), m = (uint32_t)strlen(b);
    for (uint32_t i = 0; i <= n; i++)
        for (uint32_t k = 0; k <= m; k++) {
            uint32_t best = i == 0 ? k : k == 0 ? i : table[i - 1][k - 1] + (a[i - 1] != b[k - 1]);
            if (i > 0 && table[i - 1][k] + 1 < best)
                best = table[i - 1][k] + 1;
            if (k > 0 && table[i][k - 1] + 1 < best)
                best = table[i][k - 1] + 1;
            table[i][k] = best;
        }
    return table[n][m];
}

static void test_random_distances(void **state) {
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 20000; round++) {
        char a[16] = {0}, b[16] = {0};
        for (char *text = a;; text = b) {
            seed = seed * 1103515245u + 12345u;
            uint32_t length = (seed >> 16) % 13;
            for (uint32_t i = 0; i < length; i++) {
                seed = seed * 1103515245u + 12345u;
                text[i] = (char)('a' + (seed >> 16) % 3);
            }
            if (text == b)
                break;
        }
        uint32_t longer = (uint32_t)(strlen(a) > strlen(b) ? strlen(a) : strlen(b));
        uint32_t edits = textbook(a, b);
        uint32_t right = longer ? (edits * 10000 + longer - 1) / longer : 0;
        for (uint32_t most = 1000; most <= 10000; most += 3000) {
            uint32_t found = form_distance(str(a), str(b), most);
            if (edits <= longer * most / 10000 ? found != right : found <= most)
                fail_msg("%s, %s within %u: %u instead of %u", a, b, most, found, right);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spellings),
        cmocka_unit_test(test_both_ways_agree),
        cmocka_unit_test(test_broken_utf8_ends),
        cmocka_unit_test(test_long_text_is_cut_at_a_character),
        cmocka_unit_test(test_distances),
        cmocka_unit_test(test_random_distances),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
