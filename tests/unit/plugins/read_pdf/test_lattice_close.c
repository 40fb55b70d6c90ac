/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of numbers below ruled heads at the end of a table, with lines across alone: nothing meets them. */
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

/* Two rows of heads over three columns of 60 points from 100 on; they end at 140. */
static void draw_heads(void) {
    const float xs[] = {100, 160, 220, 280}, ys[] = {100, 120, 140};
    page.page.char_count = page.page.ink_count = 0;
    fixture_grid(&page, xs, 4, ys, 3);
    say(105, 115, "upper");
    say(105, 135, "one");
    say(165, 135, "two");
    say(225, 135, "three");
}

static void expect(const char *rows) {
    pdf_grid *grids = NULL;
    assert_true(fixture_lattice(&page, &grids) >= 1);
    assert_string_equal(fixture_show(grids), rows);
}

static void a_line_closes_a_row_of_numbers(void **state) {
    (void)state;
    draw_heads();
    say(105, 155, "12");
    say(165, 155, "3.5");
    say(225, 155, "1,234");
    fixture_across(&page, 100, 280, 160);
    expect("upper||\none|two|three\n12|3.5|1,234");
}

static void two_rows_and_a_double_line_are_closed(void **state) {
    (void)state;
    draw_heads();
    for (int row = 0; row < 2; row++)
        for (int i = 0; i < 3; i++)
            say(105 + 60 * (float)i, 155 + 20 * (float)row, "12");
    fixture_across(&page, 100, 280, 160);
    fixture_across(&page, 100, 280, 180);
    fixture_across(&page, 100, 280, 182);
    expect("upper||\none|two|three\n12|12|12\n12|12|12");
}

static const char without[] = "upper||\none|two|three";

static void a_column_without_a_number_is_none(void **state) {
    (void)state;
    draw_heads();
    say(105, 155, "12");
    say(165, 155, "3.5");
    fixture_across(&page, 100, 280, 160);
    expect(without);
}

static void words_are_none(void **state) {
    (void)state;
    draw_heads();
    say(105, 155, "12");
    say(165, 155, "3.5");
    say(225, 155, "7 men");
    fixture_across(&page, 100, 280, 160);
    expect(without);
}

static void two_lines_are_none(void **state) {
    (void)state;
    draw_heads();
    for (int i = 0; i < 3; i++)
        say(105 + 60 * (float)i, 155, "12");
    say(105, 167, "34");
    fixture_across(&page, 100, 280, 175);
    expect(without);
}

static void a_line_of_another_reach_closes_nothing(void **state) {
    (void)state;
    draw_heads();
    for (int i = 0; i < 3; i++)
        say(105 + 60 * (float)i, 155, "12");
    fixture_across(&page, 100, 290, 160);
    expect(without);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_closes_a_row_of_numbers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_rows_and_a_double_line_are_closed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_column_without_a_number_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(words_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_lines_are_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_line_of_another_reach_closes_nothing, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
