/* SPDX-License-Identifier: GPL-2.0-or-later
 * Chinese marks that are set on half of their square end where the next character begins. */
#include "source.h"
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static pdf_char at(uint32_t code, float x, float y) {
    return (pdf_char){.code = code, .box = {x, y, x + 16, y + 16}};
}

static void a_mark_ends_where_the_next_begins(void **state) {
    (void)state;
    pdf_char chars[] = {at(0x300B, 424, 10), at(0xFF0C, 432, 10), at(0x300A, 440, 10),
                        at(0x52A1, 456, 10), at(0x3002, 472, 10)};
    pdf_halve_marks(chars, 5);
    assert_float_equal(chars[0].box[2], 432, 0);
    assert_float_equal(chars[1].box[2], 440, 0);
    assert_float_equal(chars[2].box[2], 456, 0);
    assert_float_equal(chars[4].box[2], 488, 0);
}

static void what_is_no_such_mark_keeps_its_box(void **state) {
    (void)state;
    const pdf_char pairs[][2] = {
        {at(0x52A1, 424, 10), at(0x5173, 432, 10)}, /* ideographs over each other */
        {at(0x300B, 424, 10), at(0xFF0C, 440, 10)}, /* on its whole square */
        {at(0x300B, 424, 10), at(0xFF0C, 426, 10)}, /* twice in one place */
        {at(0x300B, 424, 10), at(0xFF0C, 432, 20)}, /* in another line */
        {at(0x300B, 424, 10), at(0xFF0C, 400, 10)},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        pdf_char chars[] = {pairs[i][0], pairs[i][1]};
        pdf_halve_marks(chars, 2);
        assert_float_equal(chars[0].box[2], 440, 0);
    }
    pdf_halve_marks(NULL, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_mark_ends_where_the_next_begins),
                                       cmocka_unit_test(what_is_no_such_mark_keeps_its_box)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
