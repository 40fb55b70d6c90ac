/* The grammar of numbers, and what is about a number but none. */
#include "cm.h"

#include "bind/judge/judge.h"
#include "shelf.h"

static sheaf_str str(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static const struct {
    const char *text;
    bind_kind kind;
    int64_t digits;
    uint32_t scale;
} cases[] = {
    {"0", BIND_NUMBER, 0, 0},
    {"35779", BIND_NUMBER, 35779, 0},
    {"912.50", BIND_NUMBER, 91250, 2},
    {"-3", BIND_NUMBER, -3, 0},
    {"+7", BIND_NUMBER, 7, 0},
    {"−3", BIND_NUMBER, -3, 0},
    {"－１２", BIND_NUMBER, -12, 0},
    {"１，２３４．５", BIND_NUMBER, 12345, 1},
    {"1,234,567", BIND_NUMBER, 1234567, 0},
    {"999999999999999999", BIND_NUMBER, 999999999999999999, 0},
    {"3件", BIND_NUMBER, 3, 0},
    {"912万元", BIND_NUMBER, 912, 0},
    {"3 件", BIND_NUMBER, 3, 0},
    {"3 4件", BIND_ODD, 0, 0},
    {"3 份", BIND_ODD, 0, 0},
    {"", BIND_BLANK, 0, 0},
    {"/", BIND_MARK, 0, 0},
    {"—", BIND_MARK, 0, 0},
    {"-", BIND_MARK, 0, 0},
    {"无", BIND_MARK, 0, 0},
    {"不适用", BIND_MARK, 0, 0},
    {"1 2", BIND_BROKEN, 0, 0},
    {"1\n2", BIND_BROKEN, 0, 0},
    {"16\n04", BIND_BROKEN, 0, 0},
    {"1 000", BIND_BROKEN, 0, 0},
    {"04\n16", BIND_ODD, 0, 0},
    {"12\xC2\xA0"
     "0",
     BIND_BROKEN, 0, 0},
    {"1234567890123456789", BIND_ODD, 0, 0},
    {"1,23", BIND_ODD, 0, 0},
    {"12,345,67", BIND_ODD, 0, 0},
    {"1234,567", BIND_ODD, 0, 0},
    {"1.", BIND_ODD, 0, 0},
    {".5", BIND_ODD, 0, 0},
    {"1.2.3", BIND_ODD, 0, 0},
    {"--3", BIND_ODD, 0, 0},
    {"约5", BIND_ODD, 0, 0},
    {"5余", BIND_ODD, 0, 0},
    {"3份", BIND_ODD, 0, 0},
    {"3元", BIND_ODD, 0, 0},
    {"5①", BIND_ODD, 0, 0},
    {"\xE2\x80\xAE"
     "21\xE2\x80\xAC",
     BIND_ODD, 0, 0}, /* shown as 12 */
    {"5²", BIND_ODD, 0, 0},
    {"1O", BIND_ODD, 0, 0},
    {"O", BIND_ODD, 0, 0},
    {"〇", BIND_ODD, 0, 0},
    {"12%", BIND_ODD, 0, 0},
    {"5（注1）", BIND_ODD, 0, 0},
    {"规章", BIND_WORDS, 0, 0},
    {"本年新收政府信息公开申请数量", BIND_WORDS, 0, 0},
};

static void kinds_and_values(void **state) {
    (void)state;
    shelf s;
    form_set set;
    shelf_open(&s);
    shelf_national(&s, &set);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bind_number number = {.unit = SHEAF_STR("")};
        bind_kind kind = bind_kind_of(form_definition_at(&set, 0), str(cases[i].text), &number);
        if (kind != cases[i].kind)
            fail_msg("%s: kind %d", cases[i].text, (int)kind);
        if (kind == BIND_NUMBER &&
            (number.value.digits != cases[i].digits || number.value.scale != cases[i].scale))
            fail_msg("%s: %lld, %u", cases[i].text, (long long)number.value.digits,
                     number.value.scale);
    }
    shelf_close(&s);
}

static void white_space_of_any_kind_is_trimmed(void **state) {
    (void)state;
    static const char *const texts[] = {"0",         " 0",    "\xC2\xA0\xE3\x80\x80 0",
                                        "0\xC2\xA0", "\t0\n", "\342\200\2130"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(form_same(bind_trim(str(texts[i])), SHEAF_STR("0")));
    assert_int_equal(bind_trim(SHEAF_STR(" \xC2\xA0")).len, 0);
    assert_int_equal(bind_trim(SHEAF_STR("")).len, 0);
}

static void pieces_join_to_one_number_only(void **state) {
    (void)state;
    bind_number pieces[BIND_PIECES], joined;
    assert_int_equal(bind_read_pieces(SHEAF_STR("24\n75\n0"), pieces), 3);
    assert_int_equal(pieces[1].value.digits, 75);
    assert_true(bind_join_pieces(SHEAF_STR("24\n75\n0"), &joined));
    assert_int_equal(joined.value.digits, 24750);
    assert_int_equal(bind_read_pieces(SHEAF_STR("16\n04"), pieces), 2);
    assert_false(pieces[0].is_rest);
    assert_true(pieces[1].is_rest);
    assert_int_equal(bind_read_pieces(SHEAF_STR("16\n04.5"), pieces), 0);
    assert_int_equal(bind_read_pieces(SHEAF_STR("1 a"), pieces), 0);
    assert_int_equal(bind_read_pieces(SHEAF_STR("1 2 3 4 5 6 7 8 9"), pieces), 0);
    assert_false(bind_join_pieces(SHEAF_STR("1,234 5"), &joined));
    assert_true(bind_join_pieces(SHEAF_STR("1,2\n34"), &joined));
}

static void equal_numbers_need_not_look_alike(void **state) {
    (void)state;
    assert_true(bind_same_number((sheaf_decimal){91250, 2}, (sheaf_decimal){9125, 1}));
    assert_false(bind_same_number((sheaf_decimal){91250, 2}, (sheaf_decimal){9125, 2}));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kinds_and_values),
        cmocka_unit_test(white_space_of_any_kind_is_trimmed),
        cmocka_unit_test(pieces_join_to_one_number_only),
        cmocka_unit_test(equal_numbers_need_not_look_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
