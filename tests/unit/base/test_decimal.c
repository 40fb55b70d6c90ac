/* The number grammar as a table: what is a number, and what only looks like one. */
#include "cm.h"

#include "base/decimal.h"
#include "base/text.h"

static void numbers(void **state) {
    (void)state;
    static const struct {
        const char *text, *printed;
    } rows[] = {
        {"0", "0"},
        {"1", "1"},
        {"912.50", "912.50"},
        {"-3", "-3"},
        {"+3", "3"},
        {"−3.05", "-3.05"},
        {"＋７", "7"},
        {"－７．２０", "-7.20"},
        {"１２３", "123"},
        {"1,234", "1234"},
        {"12,345,678.9", "12345678.9"},
        {"１，２３４", "1234"},
        {"123456789012345678", "123456789012345678"},
        {"-123,456,789,012,345,678", "-123456789012345678"},
        {" 　1\xC2\xA0\t\n", "1"},
        {"007", "7"},
        {"-0", "0"},
        {"0.0", "0.0"},
        {"-0.05", "-0.05"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheaf_decimal value;
        char room[SF_DECIMAL_ROOM];
        if (!sf_decimal_parse(sf_str_of(rows[i].text), &value))
            fail_msg("no number: %s", rows[i].text);
        assert_true(sf_str_equal(sf_decimal_print(value, room), sf_str_of(rows[i].printed)));
        assert_string_equal(room, rows[i].printed);
    }
}

static void no_numbers(void **state) {
    (void)state;
    static const char *const rows[] = {
        "",
        " ",
        "/",
        "—",
        "-",
        "+",
        "约5",
        "1 2",
        "1　2",
        "- 1",
        "1O",
        "O",
        "〇",
        "5件",
        "5%",
        "1,23",
        "1,2345",
        "1234,567",
        "12,",
        ",123",
        "1,,234",
        "1,234,",
        "1.2.3",
        "1.",
        ".5",
        "1.,5",
        "1.234,5",
        "0,123",
        "000,123",
        "--1",
        "+-1",
        "1-",
        "1e5",
        "0x1",
        "½",
        "٣",
        "1\xFF",
        "\xFF",
        "(5)",
        "（5）",
        "1234567890123456789",
        "0.123456789012345678",
        "不适用",
        "1'000",
        "1_0",
        "000000000000000000000000000000000000000000000000000000000000000000000001",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheaf_decimal value = {42, 42};
        if (sf_decimal_parse(sf_str_of(rows[i]), &value))
            fail_msg("a number: %s", rows[i]);
        assert_int_equal(value.digits, 42);
    }
    sheaf_decimal value;
    assert_false(sf_decimal_parse((sheaf_str){"1\0", 2}, &value));
}

static void printing_is_exact_at_the_ends(void **state) {
    (void)state;
    char room[SF_DECIMAL_ROOM];
    sf_decimal_print((sheaf_decimal){INT64_MIN, 0}, room);
    assert_string_equal(room, "-9223372036854775808");
    sf_decimal_print((sheaf_decimal){INT64_MIN, 24}, room);
    assert_string_equal(room, "-0.000009223372036854775808");
    sf_decimal_print((sheaf_decimal){5, UINT32_MAX}, room);
    assert_string_equal(room, "5e-4294967295");
    sf_decimal_print((sheaf_decimal){-5, 3}, room);
    assert_string_equal(room, "-0.005");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers),
        cmocka_unit_test(no_numbers),
        cmocka_unit_test(printing_is_exact_at_the_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
