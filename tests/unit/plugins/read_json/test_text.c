/* Texts and numbers: escapes resolved, texts compared as they are meant, numbers exact or not at all. */
#include "cm.h"

#include "json_cursor.h"

static void assert_means(const char *inside, const char *expected, size_t length) {
    size_t size = strlen(inside);
    char *out = malloc(size + 1);
    sheaf_str exact = {malloc(size + !size), size};
    memcpy((char *)(uintptr_t)exact.ptr, inside, size);
    assert_int_equal(json_unescape(exact, out), length);
    assert_memory_equal(out, expected, length);
    free((void *)(uintptr_t)exact.ptr);
    free(out);
}

#define MEANS(inside, expected) assert_means(inside, expected, sizeof(expected) - 1)

static void escapes_are_resolved(void **state) {
    (void)state;
    MEANS("", "");
    MEANS("plain", "plain");
    MEANS("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\b\f\n\r\t");
    MEANS("a\\u0041b", "aAb");
    MEANS("\\u0000x", "\0x");
    MEANS("\\u00e9\\u4E00", "\xC3\xA9\xE4\xB8\x80");
    MEANS("\\ud83d\\ude00!", "\xF0\x9F\x98\x80!");
    MEANS("\\uDBFF\\uDFFF", "\xF4\x8F\xBF\xBF");
    MEANS("\\u0800\\u07ff\\u007f\\u0080", "\xE0\xA0\x80\xDF\xBF\x7F\xC2\x80");
    MEANS("\xE4\xB8\x80\\n\xE4\xB8\x80", "\xE4\xB8\x80\n\xE4\xB8\x80");
}

static int sign(int order) {
    return (order > 0) - (order < 0);
}

static void assert_order(const char *a, const char *b, int expected) {
    sheaf_str left = {a, strlen(a)}, right = {b, strlen(b)};
    int left_escaped = strchr(a, '\\') != NULL, right_escaped = strchr(b, '\\') != NULL;
    assert_int_equal(sign(json_compare(left, left_escaped, right, right_escaped)), expected);
    assert_int_equal(sign(json_compare(right, right_escaped, left, left_escaped)), -expected);
}

static void texts_are_compared_as_meant(void **state) {
    (void)state;
    assert_order("", "", 0);
    assert_order("a", "b", -1);
    assert_order("a", "ab", -1);
    assert_order("a", "\\u0061", 0);
    assert_order("\\u0061b", "a", 1);
    assert_order("\\/", "/", 0);
    assert_order("\xEE\x80\x80", "\\ud800\\udc00", -1);
    assert_order("\\uFFFF", "\xF0\x90\x80\x80", -1);
    assert_order("\\u4e00", "\xE4\xB8\x80", 0);
}

typedef struct number_case {
    const char *text;
    int64_t digits;
    uint32_t scale;
} number_case;

static void numbers_are_exact(void **state) {
    (void)state;
    static const number_case cases[] = {
        {"0", 0, 0},
        {"-0", 0, 0},
        {"912.50", 91250, 2},
        {"-0.10", -10, 2},
        {"1e2", 100, 0},
        {"1.50e1", 150, 1},
        {"1.5E+1", 15, 0},
        {"1e-3", 1, 3},
        {"12.5e-1", 125, 2},
        {"0e999999", 0, 0},
        {"0.00e1", 0, 1},
        {"9223372036854775807", INT64_MAX, 0},
        {"-9223372036854775808", INT64_MIN, 0},
        {"0.0000000000000000000000000000000000000001", 1, 40},
        {"1e0", 1, 0},
        {"1e00000000000000000002", 100, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t digits = -1;
        uint32_t scale = 99;
        sheaf_str text = {cases[i].text, strlen(cases[i].text)};
        assert_true(json_exact(text, &digits, &scale));
        assert_int_equal(digits, cases[i].digits);
        assert_int_equal(scale, cases[i].scale);
    }
}

static void what_does_not_fit_is_no_number(void **state) {
    (void)state;
    static const char *const cases[] = {"9223372036854775808",
                                        "-9223372036854775809",
                                        "1e19",
                                        "1e999999999",
                                        "1e99999999999999999999999999",
                                        "1e-41",
                                        "-1e-999999999",
                                        "0.00000000000000000000000000000000000000001",
                                        "922337203685477580.70e1"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t digits;
        uint32_t scale;
        sheaf_str text = {cases[i], strlen(cases[i])};
        assert_false(json_exact(text, &digits, &scale));
    }
}

/* Many bytes at a time or one by one, near the end of the file: the same ends and the same faults. */
static void assert_passes_alike(const char four[4]) {
    char padded[4 + 16];
    const char *said, *said_padded;
    uint32_t end = 0, end_padded = 0;
    int escaped = 0, escaped_padded = 0;
    memcpy(padded, four, 4);
    memset(padded + 4, 'x', 16);
    int sound = json_pass_text((sheaf_str){padded, 4}, 0, &end, &escaped, &said);
    int sound_padded = json_pass_text((sheaf_str){padded, sizeof padded}, 0, &end_padded,
                                      &escaped_padded, &said_padded);
    assert_int_equal(sound, sound_padded);
    assert_int_equal(end, end_padded);
    assert_int_equal(escaped, escaped_padded);
    assert_string_equal(said, said_padded);
}

static void ends_never_depend_on_what_follows(void **state) {
    static const char thirds[] = "A\"\x7F\x80\x9F\xA0\xBF\xC0\xE4\xFF";
    (void)state;
    for (int first = 0; first < 256; first++)
        for (int second = 0; second < 256; second++)
            for (size_t third = 0; third < sizeof thirds; third++)
                assert_passes_alike((const char[]){(char)first, (char)second, thirds[third], '"'});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_are_resolved),
        cmocka_unit_test(texts_are_compared_as_meant),
        cmocka_unit_test(numbers_are_exact),
        cmocka_unit_test(what_does_not_fit_is_no_number),
        cmocka_unit_test(ends_never_depend_on_what_follows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
