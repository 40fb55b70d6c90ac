/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers whose font claims that each digit is as wide as it is high: they run into the cells behind theirs. */
#include "cm.h"

#include "ink/ink.h"
#include "page_fixture.h"

#include <string.h>

enum { MOST = 64 };

static page_fixture page;
static pdf_shown shown[MOST];

static int set_up(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void show(const float *box, bool begins) {
    shown[page.page.glyph_count++] =
        (pdf_shown){.x = box[0], .y = box[3] - 2, .begins = begins ? 1 : 0};
    page.page.glyphs = shown;
}

/* An operator that shows the digits, ten points from one to the next. */
static void say(float x, const char *digits) {
    for (size_t i = 0; digits[i]; i++) {
        const char text[] = {digits[i], 0};
        fixture_text(&page, x + 10 * (float)i, 135, 10, FIXTURE_PLAIN, text);
        pdf_char *one = &page.chars[page.page.char_count - 1];
        one->box[2] = one->box[0] + 10;
        one->flags |= PDF_CHAR_ROOMY;
        one->flags &= (uint16_t)(i || x > 110 ? ~(unsigned)PDF_CHAR_LINE_BEFORE : ~0u);
        show(one->box, i == 0);
    }
}

/* A head, and below it a row in columns of 30 points. */
static void draw_head(void) {
    static const char *const heads[] = {"a", "b", "c"};
    const float xs[] = {100, 130, 160, 190}, ys[] = {100, 120, 140};
    page.page.char_count = page.page.ink_count = page.page.glyph_count = 0;
    fixture_grid(&page, xs, 4, ys, 3);
    for (int i = 0; i < 3; i++) {
        fixture_text(&page, 112 + 30 * (float)i, 115, 10, FIXTURE_PLAIN, heads[i]);
        show(page.chars[page.page.char_count - 1].box, true);
    }
}

/* Which cells are marked, one bit each. */
static uint32_t marked(const char *rows) {
    pdf_grid *grids = NULL;
    uint32_t found = 0;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    if (rows)
        assert_string_equal(fixture_show(grids), rows);
    for (uint32_t i = 0; i < grids->cell_count; i++)
        found |= (uint32_t)grids->cells[i].runs_over << i;
    return found;
}

static void numbers_stand_where_they_begin(void **state) {
    (void)state;
    draw_head();
    say(104, "1234");
    say(132, "5678");
    say(164, "9012"); /* out of the table */
    assert_int_equal(marked("a|b|c\n1234|5678|9012"), 0);
}

/* The digit makes `1.ab` longer than it would be, and its end stands in the next cell. */
static void a_label_stands_where_it_begins(void **state) {
    (void)state;
    draw_head();
    const uint32_t first = page.page.char_count;
    fixture_text(&page, 102, 135, 10, FIXTURE_PLAIN, "1.ab");
    for (uint32_t i = first; i < page.page.char_count; i++) {
        pdf_char *one = &page.chars[i];
        one->box[0] = 102 + 9.5f * (float)(i - first);
        one->box[2] = one->box[0] + 9.5f;
        one->flags = i == first ? PDF_CHAR_LINE_BEFORE | PDF_CHAR_ROOMY : 0;
        show(one->box, i == first);
    }
    say(142, "56");
    say(164, "90");
    assert_int_equal(marked("a|b|c\n1.ab|56|90"), 0);
}

static void one_operator_for_all_tells_nothing(void **state) {
    (void)state;
    draw_head();
    say(104, "12345678");
    assert_int_not_equal(marked(NULL), 0);
}

/* It may be set right in the second cell, and run over to the left. */
static void a_number_that_runs_into_a_blank_cell_is_in_doubt(void **state) {
    (void)state;
    draw_head();
    say(104, "12345");
    say(164, "90");
    assert_int_not_equal(marked(NULL), 0);
}

static void two_that_begin_in_a_cell_are_in_doubt(void **state) {
    (void)state;
    draw_head();
    say(101, "1");
    say(111, "2345");
    say(164, "90");
    assert_int_not_equal(marked(NULL), 0);
}

/* Half of its room is more than the cell has. */
static void a_number_too_long_for_its_cell_is_in_doubt(void **state) {
    (void)state;
    draw_head();
    say(104, "12345678");
    say(132, "5");
    say(164, "90");
    assert_int_not_equal(marked(NULL), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(numbers_stand_where_they_begin, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_label_stands_where_it_begins, set_up, tear_down),
        cmocka_unit_test_setup_teardown(one_operator_for_all_tells_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_that_runs_into_a_blank_cell_is_in_doubt, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(two_that_begin_in_a_cell_are_in_doubt, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_number_too_long_for_its_cell_is_in_doubt, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
