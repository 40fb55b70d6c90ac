/* Text on a terminal: harmless, measured, cut. */
#include "cm.h"

#include "base/text.h"
#include "cli/show.h"

#include <stdio.h>
#include <stdlib.h>

/* What sf_show prints, and the columns that it says it took. */
static char *shown(const char *text, size_t room, size_t *columns) {
    char *out = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&out, &length);
    assert_non_null(file);
    *columns = sf_show(file, sf_str_of(text), room);
    fclose(file);
    return out;
}

static void each_text_as_it_is_shown(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t room;
        const char *expected;
        size_t columns;
    } rows[] = {
        {"", 5, "", 0},
        {"abc", SF_SHOW_ALL, "abc", 3},
        {"abc", 3, "abc", 3},
        {"abcd", 3, "ab…", 3},
        {"abc", 1, "…", 1},
        {"abc", 0, "", 0},
        {"中文", 4, "中文", 4},
        {"中文字", 4, "中…", 3},
        {"a\nb", SF_SHOW_ALL, "a\\nb", 4},
        {"\x1b[2J", SF_SHOW_ALL, "\\x1B[2J", 7},
        {"\x7f\xc2\x85", SF_SHOW_ALL, "\\x7F\\u{85}", 10},
        {"\xe2\x80\xae", SF_SHOW_ALL, "\\u{202E}", 8},
        {"\xff\xe4", SF_SHOW_ALL, "\\xFF\\xE4", 8},
        {"\xef\xbf\xbd", SF_SHOW_ALL, "\xef\xbf\xbd", 1},
        {"e\xcc\x81", 1, "e\xcc\x81", 1},
        {"，（", SF_SHOW_ALL, "，（", 4},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        size_t columns;
        char *out = shown(rows[i].text, rows[i].room, &columns);
        assert_string_equal(out, rows[i].expected);
        assert_int_equal(columns, rows[i].columns);
        free(out);
    }
}

static void width_stops_counting(void **state) {
    (void)state;
    assert_int_equal(sf_show_width(SHEAF_STR("中文字"), 100), 6);
    assert_int_equal(sf_show_width(SHEAF_STR("abcdef"), 2), 3);
}

static void columns_come_from_the_environment(void **state) {
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    setenv("COLUMNS", "61", 1);
    assert_int_equal(sf_show_columns(file), 61);
    setenv("COLUMNS", "-3", 1);
    assert_int_equal(sf_show_columns(file), 100);
    setenv("COLUMNS", "1", 1);
    assert_int_equal(sf_show_columns(file), 20);
    unsetenv("COLUMNS");
    assert_int_equal(sf_show_columns(file), 100);
    fclose(file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_text_as_it_is_shown),
        cmocka_unit_test(width_stops_counting),
        cmocka_unit_test(columns_come_from_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
