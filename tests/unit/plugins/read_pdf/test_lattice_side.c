/* SPDX-License-Identifier: GPL-2.0-or-later
 * A cell at the side of a table that is open at both ends of the page: no line meets its outer border. */
#include "cm.h"

#include "page_fixture.h"

static page_fixture page;

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

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

/* Two rows of two columns from 140 to 300; lines downwards run from 100 to 160, the top and the bottom are open. */
static void draw_rows(void) {
    fixture_across(&page, 140, 300, 130);
    for (int i = 0; i < 3; i++)
        fixture_down(&page, 140 + 80 * (float)i, 100, 160);
    say(145, 120, "first");
    say(225, 120, "12");
    say(145, 150, "second");
    say(225, 150, "34");
}

static void expect(const char *rows) {
    pdf_grid *grids = NULL;
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_string_equal(fixture_show(grids), rows);
}

static void a_border_that_nothing_meets_is_the_tables(void **state) {
    (void)state;
    draw_rows();
    fixture_down(&page, 100, 100, 160);
    say(105, 120, "group");
    expect("2x1:group|first|12\nsecond|34");
}

static void two_of_them_are_both(void **state) {
    (void)state;
    draw_rows();
    fixture_down(&page, 120, 100, 160);
    fixture_down(&page, 100, 100, 160);
    fixture_down(&page, 320, 100, 160);
    say(105, 120, "a");
    say(125, 120, "b");
    expect("2x1:a|2x1:b|first|12|2x1:\nsecond|34");
}

static void a_line_of_other_ends_is_not(void **state) {
    (void)state;
    draw_rows();
    fixture_down(&page, 100, 100, 155);
    say(105, 120, "group");
    expect("first|12\nsecond|34");
}

static void a_line_far_away_is_not(void **state) {
    (void)state;
    draw_rows();
    fixture_down(&page, 70, 100, 160);
    expect("first|12\nsecond|34");
}

static void a_thicker_line_is_not(void **state) {
    (void)state;
    draw_rows();
    fixture_ink(&page, PDF_STROKE, 0, 99, 100, 101, 160);
    expect("first|12\nsecond|34");
}

static void a_line_with_text_over_it_is_not(void **state) {
    (void)state;
    draw_rows();
    fixture_down(&page, 100, 100, 160);
    say(97, 120, "m");
    page.chars[page.page.char_count - 1].box[2] = 107;
    expect("first|12\nsecond|34");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_border_that_nothing_meets_is_the_tables, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(two_of_them_are_both, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_of_other_ends_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_far_away_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_thicker_line_is_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_with_text_over_it_is_not, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
