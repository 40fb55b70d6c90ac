/* SPDX-License-Identifier: GPL-2.0-or-later
 * A font that the document does not bring: its characters are read, its glyphs are told, and the watcher looked for one with
 * rules of its own. */
#include "source_fixture.h"

#include "ink/ink.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdlib.h>

#define FONT "/Resources<</Font<</F 5 0 R>>>>"
static const char *const objects[] = {"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj",
                                      NULL};

static desk *open_page(const char *way) {
    desk *d = calloc(1, sizeof *d);
    assert_non_null(d);
    d->way = way;
    desk_page(d, FONT, "BT /F 12 Tf 40 60 Td (Sum 42) Tj ET", objects);
    assert_int_equal(desk_open(d), SHEAF_OK);
    return d;
}

static void close_page(desk *d) {
    desk_close(d);
    free(d);
}

static void both_ways_read_the_same(void **state) {
    (void)state;
    static const char *const ways[] = {"watch", "observe"};
    for (int i = 0; i < 2; i++) {
        desk *d = open_page(ways[i]);
        pdf_page page = desk_read(d, 0);
        assert_int_equal(page.char_count, 5);
        assert_int_equal(page.chars[0].code, 'S');
        assert_int_equal(page.chars[4].code, '2');
        close_page(d);
    }
}

static void rules_are_read_where_a_font_is_missing(void **state) {
    (void)state;
    desk *d = open_page("watch");
    assert_false(d->source->calls.asked_for_fonts);
    desk_read(d, 0);
    assert_true(d->source->calls.asked_for_fonts);
    close_page(d);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(both_ways_read_the_same),
                                       cmocka_unit_test(rules_are_read_where_a_font_is_missing)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
