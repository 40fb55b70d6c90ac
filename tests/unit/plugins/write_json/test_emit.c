/* Strings, numbers and separators, each at every alignment of the room that is lent. */
#include "desk.h"

#include <inttypes.h>
#include <stdio.h>

static void check_string(const char *bytes, size_t length, const char *expected) {
    for (size_t room = 0; room < 2000; room = room * 2 + 1) {
        sheaf_job job = {.room = room};
        json_out out = desk_out(&job);
        json_string(&out, (sheaf_str){bytes, length});
        json_flush(&out);
        assert_string_equal(desk_text(&job), expected);
        desk_clear(&job);
    }
}

#define STRING(text, expected) check_string(text, sizeof(text) - 1, expected)

static void strings_are_escaped(void **state) {
    (void)state;
    STRING("", "\"\"");
    STRING("a", "\"a\"");
    STRING("\"\\/\b\f\n\r\t", "\"\\\"\\\\/\\b\\f\\n\\r\\t\"");
    STRING("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"");
    STRING("nul\0inside", "\"nul\\u0000inside\"");
    STRING("一、总体情况 \xF0\x9F\x98\x80", "\"一、总体情况 \xF0\x9F\x98\x80\"");
}

/* The fast path must see a special byte at each of its eight places, next to the bytes that nearly match. */
static void each_place_is_looked_at(void **state) {
    (void)state;
    static const char *const specials[][2] = {
        {"\"", "\\\""}, {"\\", "\\\\"}, {"\x1f", "\\u001f"}, {"\n", "\\n"}};
    static const char neighbours[] = "!#[] \x7f\xC3\x80";
    enum { LONGEST = 75 }; /* two blocks, a word and some bytes */
    for (size_t s = 0; s < sizeof specials / sizeof *specials; s++) {
        for (size_t length = 1; length <= LONGEST; length++)
            for (size_t place = 0; place < length; place++) {
                char text[LONGEST], expected[2 * LONGEST];
                for (size_t i = 0; i < length; i++)
                    text[i] = neighbours[i % (sizeof neighbours - 1)];
                text[place] = *specials[s][0];
                snprintf(expected, sizeof expected, "\"%.*s%s%.*s\"", (int)place, text,
                         specials[s][1], (int)(length - 1 - place), text + place + 1);
                check_string(text, length, expected);
            }
    }
}

static void long_text_stays_whole(void **state) {
    (void)state;
    size_t length = 100000;
    char *text = malloc(length);
    char *expected = malloc(2 * length + 3);
    size_t used = 0;
    expected[used++] = '"';
    for (size_t i = 0; i < length; i++) {
        text[i] = i % 97 == 0 ? '"' : 'x';
        if (text[i] == '"')
            expected[used++] = '\\';
        expected[used++] = text[i];
    }
    memcpy(expected + used, "\"", 2);
    check_string(text, length, expected);
    free(expected);
    free(text);
}

/* -------------------------------------------------------------------------------------- numbers -- */

static void check_decimal(int64_t digits, uint32_t scale, const char *expected) {
    sheaf_job job = {0};
    json_out out = desk_out(&job);
    json_decimal(&out, (sheaf_decimal){digits, scale});
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void decimals_are_exact(void **state) {
    (void)state;
    check_decimal(0, 0, "0");
    check_decimal(91250, 2, "912.50");
    check_decimal(-5, 0, "-5");
    check_decimal(-5, 3, "-0.005");
    check_decimal(0, 2, "0.00");
    check_decimal(100, 3, "0.100");
    check_decimal(999999999999999999, 0, "999999999999999999");
    check_decimal(INT64_MIN, 1, "-922337203685477580.8");
    check_decimal(INT64_MAX, 19, "0.9223372036854775807");
    check_decimal(7, 40, "0.0000000000000000000000000000000000000007");
    check_decimal(7, UINT32_MAX, "7e-4294967295");
}

static void check_number(uint64_t value, const char *expected) {
    sheaf_job job = {0};
    json_out out = desk_out(&job);
    json_number(&out, value);
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void whole_numbers(void **state) {
    (void)state;
    check_number(0, "0");
    check_number(10, "10");
    check_number(UINT64_MAX, "18446744073709551615");
    for (uint64_t power = 1; power <= UINT64_MAX / 10; power *= 10)
        for (uint64_t value = power - 1; value <= power + 1; value++) {
            char expected[24];
            snprintf(expected, sizeof expected, "%" PRIu64, value);
            check_number(value, expected);
        }
}

static void check_hundredths(float value, const char *expected) {
    sheaf_job job = {0};
    json_out out = desk_out(&job);
    json_hundredths(&out, value);
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void points_of_a_page(void **state) {
    (void)state;
    check_hundredths(0, "0");
    check_hundredths(72, "72");
    check_hundredths(72.5f, "72.5");
    check_hundredths(595.276f, "595.28");
    check_hundredths(-1.005f, "-1"); /* the float is a little less than 1.005 */
    check_hundredths(-0.001f, "0");
    check_hundredths(3e38f, "0");
    check_hundredths(-1.0f / 3, "-0.33");
}

static void check_ratio(uint32_t value, const char *expected) {
    sheaf_job job = {0};
    json_out out = desk_out(&job);
    json_ratio(&out, value);
    json_flush(&out);
    assert_string_equal(desk_text(&job), expected);
    desk_clear(&job);
}

static void ratios(void **state) {
    (void)state;
    check_ratio(10000, "1.0");
    check_ratio(0, "1.0"); /* not stated counts as certain */
    check_ratio(60000, "1.0");
    check_ratio(8500, "0.85");
    check_ratio(1, "0.0001");
}

/* ------------------------------------------------------------------------------------- failures -- */

static void failed_output_is_swallowed(void **state) {
    (void)state;
    char text[5000];
    memset(text, 'x', sizeof text);
    sheaf_job job = {.refuse = 2, .room = 1024};
    json_out out = desk_out(&job);
    for (int i = 0; i < 10; i++)
        json_string(&out, (sheaf_str){text, sizeof text});
    json_flush(&out);
    assert_int_equal(job.status, SHEAF_IO);
    assert_true(job.length <= 1024);
    desk_clear(&job);
}

static void deep_elements_are_not_indented_further(void **state) {
    (void)state;
    sheaf_job job = {0};
    json_out out = desk_out(&job);
    out.depth = 1000000;
    json_next(&out, 1);
    json_flush(&out);
    assert_int_equal(job.length, 33);
    desk_clear(&job);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(each_place_is_looked_at),
        cmocka_unit_test(long_text_stays_whole),
        cmocka_unit_test(decimals_are_exact),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(points_of_a_page),
        cmocka_unit_test(ratios),
        cmocka_unit_test(failed_output_is_swallowed),
        cmocka_unit_test(deep_elements_are_not_indented_further),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
