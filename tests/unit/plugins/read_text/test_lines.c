/* Lines, their flags, display width and classes of characters. */
#include "cm.h"
#include "recorder.h"
#include "text.h"

#include <string.h>

static text_run split(recorder *r, const char *text) {
    text_run run = {.host = recorder_host(), .job = recorder_job(r)};
    run.decoded.text = (sheaf_str){text, strlen(text)};
    text_account(&run);
    assert_int_equal(text_split(&run), SHEAF_OK);
    return run;
}

static void lines_end_in_many_ways(void **state) {
    (void)state;
    recorder r = {0};
    text_run run = split(&r, "a\rb\nc\r\nd\n\re\xE2\x80\xA8"
                             "f\xE2\x80\xA9g\xC2\x85h\vi\fj");
    static const uint32_t numbers[] = {1, 2, 3, 4, 6, 6, 6, 6, 6, 6};
    assert_int_equal(run.count, 10);
    for (uint32_t i = 0; i < 10; i++) {
        assert_int_equal(text_of(&run, i).len, 1);
        assert_int_equal(*text_of(&run, i).ptr, 'a' + (char)i);
        assert_int_equal(run.lines[i].number, numbers[i]);
        assert_int_equal(run.lines[i].gap, i == 4);
        assert_int_equal(run.lines[i].flags, i == 9 ? TEXT_PAGE : 0);
    }
    recorder_done(&r);
}

static void flags_say_what_is_in_a_line(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t flags;
    } cases[] = {{"a\tb", TEXT_TAB | TEXT_INNER_TAB},
                 {"\ta", TEXT_TAB | TEXT_LEADING_TAB},
                 {"\t", TEXT_TAB | TEXT_LEADING_TAB | TEXT_EMPTY},
                 {"a\t\t", TEXT_TAB | TEXT_INNER_TAB},
                 {"a  b", TEXT_GAP},
                 {"a b", 0},
                 {"  a b  ", 0},
                 {"a\xE3\x80\x80"
                  "b",
                  TEXT_GAP},
                 {"a\xC2\xA0\xC2\xA0"
                  "b",
                  TEXT_GAP},
                 {"a|b", TEXT_PIPE},
                 {"a｜b", TEXT_PIPE},
                 {"│a│", TEXT_PIPE},
                 {"├──┤", TEXT_RULE},
                 {"+--+", TEXT_RULE},
                 {"== ==", TEXT_RULE | TEXT_GAP * 0},
                 {"--  --", TEXT_RULE | TEXT_GAP},
                 {"a,b;c", TEXT_SEPARATOR},
                 {"1", TEXT_DIGIT},
                 {"１", TEXT_DIGIT},
                 {"中文，；", TEXT_SEPARATOR},
                 {"中文、。", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        recorder r = {0};
        text_run run = split(&r, cases[i].text);
        assert_int_equal(run.count, 1);
        if (run.lines[0].flags != cases[i].flags)
            print_message("%s\n", cases[i].text);
        assert_int_equal(run.lines[0].flags, cases[i].flags);
        recorder_done(&r);
    }
}

/* Blank lines cost nothing, however many; spaces at the end go, tabs stay. */
static void blank_lines_are_counted_only(void **state) {
    (void)state;
    static char text[200001];
    memset(text, '\n', sizeof text - 1);
    recorder r = {0};
    text_run run = split(&r, text);
    assert_int_equal(run.count, 0);
    recorder_done(&r);
    text[199999] = 'x';
    run = split(&r, text);
    assert_int_equal(run.count, 1);
    assert_int_equal(run.lines[0].gap, UINT16_MAX);
    assert_int_equal(run.lines[0].number, 200000);
    recorder_done(&r);
    run = split(&r, " a\t \xE3\x80\x80\n \xC2\xA0\n b");
    assert_int_equal(run.count, 2);
    assert_int_equal(run.lines[0].length, 3);
    assert_int_equal(run.lines[1].gap, 1);
    recorder_done(&r);
}

static void width_follows_the_script(void **state) {
    (void)state;
    static const struct {
        const char *text;
        uint32_t width;
    } cases[] = {{"abc", 3},       {"中文", 4}, {"ａ", 2},   {"é", 1},
                 {"e\xCC\x81", 1}, {"“”", 2},   {"한글", 4}, {"\x1B", 0},
                 {"䶿", 2},       {"䷀", 1},   {"一龿", 4}, {"a\x7F中\xCC\x81 b", 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(text_width((sheaf_str){cases[i].text, strlen(cases[i].text)}, 80),
                         cases[i].width);
    assert_true(text_width(SHEAF_STR("abcdefghij"), 4) > 4);
    uint32_t cut = text_width(SHEAF_STR("中é中中中中"), 5);
    assert_true(cut > 5 && cut < 8);
}

static void characters_have_classes(void **state) {
    (void)state;
    assert_true(text_is_digit('7') && text_is_digit(0xFF17) && text_is_digit(0x665) &&
                text_is_digit(0x1FBF9));
    assert_false(text_is_digit(0xB2) || text_is_digit(0x2460) || text_is_digit('a') ||
                 text_is_digit(0x10FFFF));
    assert_true(text_is_space(0x3000) && text_is_space(0xA0) && text_is_space(0x202F));
    assert_false(text_is_space(0x200B) || text_is_space(0) || text_is_space('a'));
    sheaf_str trimmed = text_trim(SHEAF_STR("\xE3\x80\x80 中 \xC2\xA0"));
    assert_int_equal(trimmed.len, 3);
    assert_int_equal(text_last(trimmed), 0x4E2D);
    assert_int_equal(text_last(SHEAF_STR("")), 0);
}

/* The plain twin of the count by blocks: one character after the other. */
static void check_account(sheaf_str text) {
    recorder r = {0};
    text_run run = {.host = recorder_host(), .job = recorder_job(&r), .decoded = {.text = text}};
    text_account(&run);
    uint64_t characters = 0, digits = 0, nuls = 0, lines = 1;
    for (sheaf_str rest = text; rest.len;) {
        uint32_t c = text_take(&rest);
        int ends = rest.len == 0 || *rest.ptr < '\n' || *rest.ptr > '\r';
        characters += !text_is_space(c);
        digits += text_is_digit(c) != 0;
        nuls += c == 0;
        lines += (c >= '\n' && c <= '\r' && ends) || c == 0x85 || c == 0x2028 || c == 0x2029;
    }
    assert_int_equal(r.account.characters, characters);
    assert_int_equal(r.account.digits, digits);
    assert_int_equal(run.decoded.nuls, nuls);
    assert_int_equal(run.most_lines, lines);
    recorder_done(&r);
}

static void the_account_counts_every_character(void **state) {
    (void)state;
    static const char *const texts[] = {"",
                                        " ",
                                        "a1 中文，２３\n\n\r\n",
                                        "第一\u3000章\u00A012\u2028x",
                                        "\xD9\xA3\xF0\x9D\x9F\x98 é\t\v\f9",
                                        "\xEF\xBC\x99\xE9\xBF\xBF\xEA\x80\x80 0"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        check_account((sheaf_str){texts[i], strlen(texts[i])});
}

static size_t put_utf8(char *out, uint32_t c) {
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(leads[length] | c);
    return length;
}

/* Each character at each place of a block and over its end, among such as need no closer look. */
static void no_character_is_lost_in_a_block(void **state) {
    (void)state;
    char text[96];
    for (uint32_t c = 0; c < 0x20000; c++) {
        size_t at = 28 + c % 8;
        if (c >= 0xD800 && c < 0xE000)
            continue;
        memset(text, c % 3 ? '7' : '\n', sizeof text);
        put_utf8(text + at, c);
        put_utf8(text + at + 4, 0x3000);
        check_account((sheaf_str){text, sizeof text - c % 40});
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(lines_end_in_many_ways),
                                       cmocka_unit_test(flags_say_what_is_in_a_line),
                                       cmocka_unit_test(blank_lines_are_counted_only),
                                       cmocka_unit_test(width_follows_the_script),
                                       cmocka_unit_test(characters_have_classes),
                                       cmocka_unit_test(the_account_counts_every_character),
                                       cmocka_unit_test(no_character_is_lost_in_a_block)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
