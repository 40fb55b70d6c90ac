/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is eaten of the syntax of PDF, and that nothing is where it is malformed. */
#include "cm.h"

#include "file/syntax.h"

#include <string.h>

static sheaf_str view(const char *text) {
    return (sheaf_str){text, strlen(text)};
}

static bool is(sheaf_str text, const char *expected) {
    return text.len == strlen(expected) && memcmp(text.ptr, expected, text.len) == 0;
}

static void objects_of_all_kinds(void **state) {
    static const char *const objects[] = {"/Name",
                                          "12",
                                          "-1.5",
                                          "true",
                                          "(text)",
                                          "(a (nested) \\) \\( one >> ])",
                                          "<48 65>",
                                          "[1 [2 (])] << /K [<>] >> ]",
                                          "<</A<</B[1 2]>>/C(>>)>>",
                                          "[]",
                                          "<<>>",
                                          "/"};
    (void)state;
    for (size_t i = 0; i < sizeof objects / sizeof *objects; i++) {
        char text[100] = " % note >>\r\n";
        sheaf_str rest, object;
        strcat(strcat(text, objects[i]), " next");
        rest = view(text);
        assert_true(pdf_take_object(&rest, &object));
        assert_true(is(object, objects[i]));
        assert_true(is(rest, " next"));
    }
}

static void malformed_objects_stay(void **state) {
    static const char *const broken[] = {"",     "   ",    "% only",  "(open",   "(open\\", "<48",
                                         "[1 2", "<</A 1", "<</A 1>", ")",       "]",       ">>",
                                         ">",    "{",      "[ { ]",   "<< (a >>"};
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        sheaf_str rest = view(broken[i]), object;
        if (pdf_take_object(&rest, &object))
            fail_msg("taken for an object: %s", broken[i]);
        assert_true(is(rest, broken[i]));
    }
}

static void entries_with_references(void **state) {
    sheaf_str rest = view("/Length 12 0 R/Size 5 /W[1 2]/N 7 8 /Rest 1 0 Rx /K"), key, value;
    (void)state;
    assert_true(pdf_take_entry(&rest, &key, &value));
    assert_true(is(key, "/Length") && is(value, "12 0 R"));
    assert_true(pdf_take_entry(&rest, &key, &value));
    assert_true(is(key, "/Size") && is(value, "5"));
    assert_true(pdf_take_entry(&rest, &key, &value));
    assert_true(is(key, "/W") && is(value, "[1 2]"));
    assert_true(pdf_take_entry(&rest, &key, &value));
    assert_true(is(key, "/N") && is(value, "7"));
    assert_false(pdf_take_entry(&rest, &key, &value)); /* 8 is no key */
    assert_true(is(rest, " 8 /Rest 1 0 Rx /K"));
    rest = view("/Rest 1 0 Rx");
    assert_true(pdf_take_entry(&rest, &key, &value));
    assert_true(is(value, "1"));
    rest = view("/K");
    assert_false(pdf_take_entry(&rest, &key, &value));
}

static void heads_and_numbers(void **state) {
    uint64_t number = 0, generation = 0;
    sheaf_str rest = view("\n12 3\tobj<<>>");
    (void)state;
    assert_true(pdf_take_head(&rest, &number, &generation));
    assert_int_equal(number, 12);
    assert_int_equal(generation, 3);
    assert_true(is(rest, "<<>>"));
    rest = view("12 obj");
    assert_false(pdf_take_head(&rest, &number, &generation));
    rest = view("-1");
    assert_false(pdf_take_number(&rest, &number));
    rest = view("99999999999999999999 ");
    assert_true(pdf_take_number(&rest, &number)); /* the first 19 digits */
    assert_true(is(rest, "9 "));
}

/* As deep as the text is long: no recursion. */
static void depth_costs_nothing(void **state) {
    static char deep[200001];
    sheaf_str rest = {deep, sizeof deep - 1}, object;
    (void)state;
    memset(deep, '[', 100000);
    memset(deep + 100000, ']', 100000);
    assert_true(pdf_take_object(&rest, &object));
    assert_int_equal(object.len, 200000);
    rest = (sheaf_str){deep, 150000};
    assert_false(pdf_take_object(&rest, &object));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_of_all_kinds),    cmocka_unit_test(malformed_objects_stay),
        cmocka_unit_test(entries_with_references), cmocka_unit_test(heads_and_numbers),
        cmocka_unit_test(depth_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
