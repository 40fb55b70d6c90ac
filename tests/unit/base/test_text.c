/* Views, words, nearest words and UTF-8. */
#include "cm.h"

#include "base/text.h"

static void assert_text(sheaf_str found, const char *expected) {
    assert_int_equal(found.len, strlen(expected));
    assert_memory_equal(found.ptr, expected, found.len);
}

static void views_are_eaten_from_the_front(void **state) {
    (void)state;
    sheaf_str rest = SHEAF_STR("one\n\nlast");
    assert_text(sf_str_take_line(&rest), "one");
    assert_text(sf_str_take_line(&rest), "");
    assert_text(sf_str_take_line(&rest), "last");
    assert_int_equal(rest.len, 0);
    assert_text(sf_str_take_line(&rest), "");
    rest = SHEAF_STR("  key =\tvalue ");
    assert_text(sf_str_take_word(&rest), "key");
    assert_text(sf_str_take_until(&rest, '='), " ");
    assert_text(sf_str_take_word(&rest), "value");
    assert_text(sf_str_take_word(&rest), "");
    assert_int_equal(rest.len, 0);
}

static void comparing_and_slicing(void **state) {
    (void)state;
    sheaf_str empty = sf_str_of(NULL);
    assert_non_null(empty.ptr);
    assert_true(sf_str_equal(empty, SHEAF_STR("")));
    assert_false(sf_str_equal(SHEAF_STR("a"), SHEAF_STR("b")));
    assert_true(sf_str_compare(SHEAF_STR("a"), SHEAF_STR("ab")) < 0);
    assert_true(sf_str_compare(SHEAF_STR("\xC3"), SHEAF_STR("a")) > 0);
    assert_int_equal(sf_str_compare(empty, empty), 0);
    assert_true(sf_str_starts(SHEAF_STR("abc"), SHEAF_STR("ab")));
    assert_false(sf_str_starts(SHEAF_STR("a"), SHEAF_STR("ab")));
    assert_true(sf_str_ends(SHEAF_STR("abc"), SHEAF_STR("bc")));
    assert_true(sf_str_ends(SHEAF_STR("abc"), empty));
    assert_false(sf_str_ends(SHEAF_STR("c"), SHEAF_STR("bc")));
    assert_text(sf_str_slice(SHEAF_STR("abc"), 1, 99), "bc");
    assert_text(sf_str_slice(SHEAF_STR("abc"), 7, 2), "");
    assert_text(sf_str_trim(SHEAF_STR(" \t\r\n\v\fa b ")), "a b");
    assert_text(sf_str_trim(SHEAF_STR("   ")), "");
    assert_text(sf_utf8_trim(SHEAF_STR("\xE3\x80\x80 a　b\xC2\xA0\n")), "a　b");
    assert_text(sf_utf8_trim(SHEAF_STR(" \xE3\x80\x80")), "");
}

static void distance_counts_edits(void **state) {
    (void)state;
    static const struct {
        const char *a, *b;
        unsigned edits;
    } rows[] = {
        {"", "", 0},        {"json", "json", 0}, {"jsno", "json", 1},
        {"json", "jon", 1}, {"csv", "json", 3},  {"kitten", "sitting", 3},
        {"", "abc", 3},     {"ca", "abc", 3},    {"总体情况", "总休情况", 1},
        {"a", "b", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(sf_str_distance(sf_str_of(rows[i].a), sf_str_of(rows[i].b)),
                         rows[i].edits);
        assert_int_equal(sf_str_distance(sf_str_of(rows[i].b), sf_str_of(rows[i].a)),
                         rows[i].edits);
    }
    char longer[100];
    memset(longer, 'x', sizeof longer);
    sheaf_str text = {longer, sizeof longer};
    assert_int_equal(sf_str_distance(text, SHEAF_STR("x")), 100);
    assert_int_equal(sf_str_distance(text, text), 0);
}

static void every_code_point_survives(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        char room[4];
        sheaf_str text = {room, sf_utf8_put(room, c)};
        assert_int_equal(sf_utf8_valid(text), text.len);
        uint32_t expected = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
        if (sf_utf8_take(&text) != expected || text.len != 0)
            fail_msg("U+%04X", (unsigned)c);
    }
    char room[4];
    assert_int_equal(sf_utf8_put(room, 0x110000), 3);
    assert_memory_equal(room, "\xEF\xBF\xBD", 3);
}

/* Decides by decoding and encoding again: a byte string is valid if that gives the same bytes. */
static size_t valid_slowly(sheaf_str text) {
    size_t valid = 0;
    while (text.len) {
        const char *at = text.ptr;
        uint32_t c = sf_utf8_take(&text);
        char room[4];
        size_t length = sf_utf8_put(room, c);
        if (length != (size_t)(text.ptr - at) || memcmp(room, at, length) != 0)
            break;
        valid += length;
    }
    return valid;
}

static void bad_bytes_are_found_where_they_are(void **state) {
    (void)state;
    static const struct {
        const char *bytes;
        size_t valid;
    } rows[] = {
        {"12345678\xFF", 8},
        {"\xC0\x80", 0},
        {"a\xE0\x9F\xBF", 1},
        {"中\xE0\x9F\xBF中", 3},
        {"中\xED\xA0\x80中", 3},
        {"中\xED\xA0\x80", 3},
        {"\xF0\x8F\xBF\xBF", 0},
        {"\xF4\x90\x80\x80", 0},
        {"\xF5\x80\x80\x80", 0},
        {"中\xE4\xB8", 3},
        {"\x80", 0},
        {"é\xC3", 2},
        {"\xF0\x9F\x98", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(sf_utf8_valid(sf_str_of(rows[i].bytes)), rows[i].valid);
    sheaf_str rest = SHEAF_STR("\xE4\xB8!");
    assert_int_equal(sf_utf8_take(&rest), 0xFFFD);
    assert_int_equal(sf_utf8_take(&rest), 0xFFFD);
    assert_int_equal(sf_utf8_take(&rest), '!');
}

static void fast_and_slow_validation_agree(void **state) {
    (void)state;
    static const char *const pieces[] = {
        "a",    "12345678", "é",        "中",           "€",   "\xED\x9F\xBF", "😀",
        "\xE4", "\xB8",     "\xF0\x9F", "\xED\xA0\x80", "\xC1"};
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char room[256];
        size_t length = 0;
        for (int i = 0; i < 20; i++) {
            seed = seed * 1664525 + 1013904223;
            size_t which = (seed >> 16) % 100;
            const char *piece = pieces[which < 12 ? which : which % 7];
            memcpy(room + length, piece, strlen(piece));
            length += strlen(piece);
        }
        sheaf_str text = {room, length};
        assert_int_equal(sf_utf8_valid(text), valid_slowly(text));
    }
    assert_int_equal(sf_utf8_count(SHEAF_STR("a中é😀")), 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_are_eaten_from_the_front),
        cmocka_unit_test(comparing_and_slicing),
        cmocka_unit_test(distance_counts_edits),
        cmocka_unit_test(every_code_point_survives),
        cmocka_unit_test(bad_bytes_are_found_where_they_are),
        cmocka_unit_test(fast_and_slow_validation_agree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
