/* SPDX-License-Identifier: GPL-2.0-or-later
 * Sorted lists, whatever they were before; equal elements keep their order where the list was one. */
#include "cm.h"

#include "pdf.h"

static uint32_t compared;

static int by_value(const void *left, const void *right) {
    const int *a = left, *b = right;
    compared++;
    return (*a > *b) - (*a < *b);
}

static int by_tens(const void *left, const void *right) {
    const int *a = left, *b = right;
    return *a / 10 - *b / 10;
}

static void lists_are_sorted(void **state) {
    uint32_t seed = 3;
    (void)state;
    for (size_t count = 0; count < 60; count++) {
        int values[60];
        long sum = 0;
        for (size_t i = 0; i < count; i++) {
            seed = seed * 1664525u + 1013904223u;
            values[i] = (int)(seed >> 24);
            sum += values[i];
        }
        pdf_sort(values, count, sizeof *values, by_value);
        for (size_t i = 0; i < count; i++)
            sum -= values[i];
        for (size_t i = 1; i < count; i++)
            assert_true(values[i - 1] <= values[i]);
        assert_int_equal(sum, 0);
    }
}

static void one_look_at_what_is_in_order(void **state) {
    int values[] = {1, 1, 2, 3, 5}, tens[] = {13, 12, 11, 21, 20};
    (void)state;
    compared = 0;
    pdf_sort(values, 5, sizeof *values, by_value);
    assert_int_equal(compared, 4);
    pdf_sort(tens, 5, sizeof *tens, by_tens);
    assert_int_equal(tens[0], 13);
    assert_int_equal(tens[4], 20);
    pdf_sort(NULL, 0, sizeof *values, by_value);
    assert_int_equal(compared, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_sorted),
        cmocka_unit_test(one_look_at_what_is_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
