/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits with a line through them are told from those beside them; rules of tables and underlines go through none. */
#include "cm.h"

#include "layout.h"
#include "page_fixture.h"

#include <string.h>

/* A number of which a line goes through the first two digits, if any. Characters are 5 points wide and 10 high, from 72 on y. */
static void show(page_fixture *f, const char *text, float from, float to, float y) {
    fixture_begin(f, 300, 200);
    fixture_text(f, 100, 80, 10, FIXTURE_PLAIN, text);
    fixture_across(f, from, to, y);
    f->page.chars = f->chars;
    pdf_mark_struck(&f->reader, &f->page);
}

static uint32_t struck(const page_fixture *f) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->page.char_count; i++)
        count += (f->page.chars[i].flags & PDF_CHAR_STRUCK) != 0;
    return count;
}

static void digits_below_a_line_are_struck(void **state) {
    (void)state;
    static const struct {
        const char *text;
        float from, to, y;
        uint32_t struck;
    } cases[] = {
        {"4883", 100, 110, 77.5f, 2},                              /* the first two */
        {"4883", 100, 120, 77.5f, 4}, {"4883", 60, 200, 77.0f, 4}, /* a line through the row */
        {"4883", 60, 200, 72.0f, 0},                               /* a rule above */
        {"4883", 100, 120, 80.5f, 0},                              /* an underline */
        {"4883", 100, 102, 77.5f, 0},                              /* less than a digit */
        {"4883", 100, 104, 77.5f, 0}, /* the bar of a digit that is drawn as paths */
        {"abcd", 100, 120, 77.5f, 0}, {"4883", 150, 200, 77.5f, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page_fixture f;
        show(&f, cases[i].text, cases[i].from, cases[i].to, cases[i].y);
        assert_int_equal(struck(&f), cases[i].struck);
        fixture_end(&f);
    }
}

static void they_are_parted_from_those_beside(void **state) {
    (void)state;
    page_fixture f;
    pdf_line *lines;
    pdf_grid *grids;
    uint32_t count;
    show(&f, "4883", 100, 110, 77.5f);
    fixture_rivers(&f, &lines, &count, &grids);
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].text.len, 5);
    assert_memory_equal(lines[0].text.ptr, "48 83", 5);
    assert_int_equal(lines[0].span_count, 2);
    assert_true(lines[0].spans[0].struck && !lines[0].spans[1].struck);
    fixture_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_below_a_line_are_struck),
        cmocka_unit_test(they_are_parted_from_those_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
