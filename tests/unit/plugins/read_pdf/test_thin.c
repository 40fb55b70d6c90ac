/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters whose font says that they have no width. */
#include "source_fixture.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* Of all digits, 7 has no width. */
static const char *const objects[] = {"<</Type/Font/Subtype/TrueType/BaseFont/Some/FirstChar "
                                      "48/LastChar 57/Widths[500 500 500 500 500 500 500 0 500 "
                                      "500]/Encoding/WinAnsiEncoding>>endobj",
                                      NULL};

static desk *draw(const char *content) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    desk_page(d, "/Resources<</Font<</F 5 0 R>>>>", content, objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    return d;
}

static void finish(desk *d) {
    desk_close(d);
    free(d);
}

static const pdf_char *find(const pdf_page *page, float x, uint32_t code) {
    for (uint32_t i = 0; i < page->char_count; i++)
        if (page->chars[i].code == code && page->chars[i].box[0] > x - 1 &&
            page->chars[i].box[0] < x + 1)
            return &page->chars[i];
    return NULL;
}

static void a_word_without_width_is_kept(void **state) {
    (void)state;
    desk *d = draw("BT /F 10 Tf 40 150 Td (12) Tj 100 0 Td (7) Tj 0 -40 Td (34) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 5);
    const pdf_char *seven = find(&page, 140, '7');
    assert_non_null(seven);
    assert_float_equal(seven->box[2], 145, .2f);
    assert_true(seven->box[1] < 50 && seven->box[3] > 49);
    assert_string_equal(d->said, "");
    finish(d);
}

static void it_ends_where_the_next_one_begins(void **state) {
    (void)state;
    desk *d = draw("BT /F 10 Tf 40 150 Td (12) Tj 100 0 Td (7) Tj 3 0 Td (34) Tj ET");
    pdf_page page = desk_read(d, 0);
    const pdf_char *seven = find(&page, 140, '7');
    assert_int_equal(page.char_count, 5);
    assert_non_null(seven);
    assert_true(seven->box[2] <= 143.2f);
    finish(d);
}

/* Whole lines hold what lies beside the page, too. */
static void what_is_not_on_the_page_is_not_added(void **state) {
    (void)state;
    desk *d = draw("BT /F 10 Tf 40 150 Td (12) Tj 700 0 Td (7) Tj -700 -40 Td (35) Tj ET");
    pdf_page page = desk_read(d, 0);
    assert_int_equal(page.char_count, 4);
    finish(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_word_without_width_is_kept),
                                       cmocka_unit_test(it_ends_where_the_next_one_begins),
                                       cmocka_unit_test(what_is_not_on_the_page_is_not_added)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
