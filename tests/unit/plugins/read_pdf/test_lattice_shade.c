/* SPDX-License-Identifier: GPL-2.0-or-later
 * Shades without lines: bands, heads and columns of labels of one colour. */
#include "cm.h"

#include "page_fixture.h"

static page_fixture page;
static pdf_grid *grids;

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

/* Five rows from y on, 20 high: every second one shaded from the second column on, the first column all in one colour. */
static void bands(void) {
    for (uint32_t i = 0; i < 5; i++) {
        const float top = 80 + 20 * (float)i;
        fixture_ink(&page, PDF_FILL, 0xC0C0C0, 50, top, 150, top + 20);
        for (uint32_t k = 0; k < 3 && i % 2 == 0; k++)
            fixture_ink(&page, PDF_FILL, 0xE8E8E8, 150 + 80 * (float)k, top, 230 + 80 * (float)k,
                        top + 20);
    }
}

static void numbers(float base) {
    say(180, base, "57");
    say(260, base, "1204");
    say(340, base, "8.5");
}

static void labels_beside_their_numbers_are_no_cell(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "Foreign", "East"};
    bands();
    for (uint32_t i = 0; i < 5; i++) {
        say(55, 94 + 20 * (float)i, labels[i]);
        numbers(94 + 20 * (float)i);
    }
    assert_int_equal(fixture_lattice(&page, &grids), 0);
    pdf_line *lines;
    uint32_t count;
    assert_int_equal(fixture_rivers(&page, &lines, &count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]),
                        "North|57|1204|8.5\nLabour|57|1204|8.5\nWest|57|1204|8.5\n"
                        "Foreign|57|1204|8.5\nEast|57|1204|8.5");
}

static void a_label_of_all_rows_is_a_cell(void **state) {
    (void)state;
    bands();
    say(55, 134, "Places");
    for (uint32_t i = 0; i < 5; i++)
        numbers(94 + 20 * (float)i);
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_int_equal(grids[0].cells[0].row_span, 5);
}

/* Level rules, a colour behind the labels, and three columns that nothing draws: the rest of each row is no cell. A part with one value a
 * row hides the white between them. */
static void numbers_of_several_columns_are_no_cell(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        const float top = 80 + 20 * (float)i;
        fixture_ink(&page, PDF_FILL, 0xC0C0C0, 50, top, 150, top + 20);
        fixture_across(&page, 50, 400, top);
        say(55, top + 14, "Orders");
        if (i < 2)
            numbers(top + 14);
        else
            say(180, top + 14, i % 2 ? "4" : "a head that is as wide as all");
    }
    fixture_across(&page, 50, 400, 200);
    assert_int_equal(fixture_lattice(&page, &grids), 0);
}

/* The same where rules stand around the heads alone: both rows of numbers are in one cell. */
static void rows_of_several_columns_are_no_cell(void **state) {
    (void)state;
    static const float rules[] = {80, 100, 140, 160};
    for (uint32_t i = 0; i < 4; i++)
        fixture_across(&page, 50, 400, rules[i]);
    fixture_ink(&page, PDF_FILL, 0xC0C0C0, 50, 80, 150, 160);
    say(55, 94, "Content");
    say(180, 94, "a head that is as wide as all");
    for (uint32_t i = 0; i < 2; i++) {
        say(55, 114 + 16 * (float)i, "Orders");
        numbers(114 + 16 * (float)i);
    }
    say(55, 154, "Rules");
    say(180, 154, "a head that is as wide as all");
    assert_int_equal(fixture_lattice(&page, &grids), 0);
}

/* Above, below the head and at the foot. */
static void rules_across_part_no_labels(void **state) {
    (void)state;
    fixture_across(&page, 50, 390, 80);
    fixture_across(&page, 50, 390, 100);
    fixture_across(&page, 50, 390, 180);
    labels_beside_their_numbers_are_no_cell(state);
}

static const char TWO_LINES[] =
    "Item|2010|2011|2012\nNorth~and Old|57|1204|8.5\nLabour|57|1204|8.5\nWest~and New|57|1204|8.5\n"
    "Foreign|57|1204|8.5\nEast|57|1204|8.5";

static void head(void) {
    say(55, 94, "Item");
    say(180, 94, "2010");
    say(260, 94, "2011");
    say(340, 94, "2012");
}

/* A row's numbers stand in the middle of its label's lines. */
static void row_of_two(float base, const char *upper, const char *lower) {
    say(55, base - 6, upper);
    say(55, base + 6, lower);
    numbers(base);
}

static void expect_river(const char *wanted) {
    pdf_line *lines;
    uint32_t count;
    assert_int_equal(fixture_lattice(&page, &grids), 0);
    assert_int_equal(fixture_rivers(&page, &lines, &count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

/* Head and labels of one colour, three lines: all labels are one cell, and all numbers of a column. */
static void numbers_of_all_rows_are_no_cell(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0xD8D8D8, 50, 80, 390, 100);
    fixture_ink(&page, PDF_FILL, 0xD8D8D8, 50, 100, 150, 250);
    fixture_across(&page, 50, 390, 80);
    fixture_across(&page, 50, 390, 100);
    fixture_across(&page, 50, 390, 250);
    head();
    row_of_two(120, "North", "and Old");
    say(55, 148, "Labour");
    numbers(148);
    row_of_two(176, "West", "and New");
    say(55, 204, "Foreign");
    numbers(204);
    say(55, 226, "East");
    numbers(226);
    expect_river(TWO_LINES);
}

/* Between lines of labels, and beside the name of a section that has no numbers. */
static void tall_labels_of_many_lines_are_no_cell(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0xC0C0C0, 50, 80, 150, 240);
    for (uint32_t i = 0; i < 3; i++)
        fixture_ink(&page, PDF_FILL, 0xE8E8E8, 150, 80 + 60 * (float)i, 390, 110 + 60 * (float)i);
    row_of_two(95, "North", "and Old");
    row_of_two(125, "Labour", "and Work");
    say(55, 155, "of which:");
    row_of_two(184, "West", "and New");
    row_of_two(214, "Foreign", "and East");
    expect_river("North~and Old|57|1204|8.5\nLabour~and Work|57|1204|8.5\nof which:|||\n"
                 "West~and New|57|1204|8.5\nForeign~and East|57|1204|8.5");
}

/* A number and the one in brackets below it have one label. */
static void two_numbers_of_one_row_are_a_cell(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "Foreign", "East"};
    bands();
    for (uint32_t i = 0; i < 5; i++)
        fixture_ink(&page, PDF_FILL, i % 2 ? 0xF0F0F0 : 0xC0C0C0, 50, 80 + 20 * (float)i, 150,
                    100 + 20 * (float)i);
    for (uint32_t i = 0; i < 5; i++) {
        fixture_text(&page, 55, 88 + 20 * (float)i, 8, FIXTURE_PLAIN, labels[i]);
        for (uint32_t k = 0; k < 3; k++) {
            fixture_text(&page, 180 + 80 * (float)k, 88 + 20 * (float)i, 8, FIXTURE_PLAIN, "57");
            fixture_text(&page, 180 + 80 * (float)k, 97 + 20 * (float)i, 8, FIXTURE_PLAIN, "(4)");
        }
    }
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_int_equal(grids[0].rows, 5);
}

/* The head alone is shaded; the rows have lines across, too. */
static void shaded_heads_alone_are_no_table(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0xD8D8D8, 50, 80, 390, 120);
    fixture_ink(&page, PDF_FILL, 0xFFFFFF, 150, 80, 390, 100);
    fixture_across(&page, 50, 390, 80);
    fixture_across(&page, 150, 390, 100);
    for (uint32_t i = 0; i < 4; i++)
        fixture_across(&page, 50, 390, 120 + 20 * (float)i);
    say(210, 94, "First half");
    say(55, 114, "Item");
    say(180, 114, "2010");
    say(260, 114, "2011");
    say(340, 114, "2012");
    say(55, 134, "North");
    numbers(134);
    say(55, 154, "West");
    numbers(154);
    say(55, 174, "East");
    numbers(174);
    assert_int_equal(fixture_lattice(&page, &grids), 0);
}

/* A shaded head and lines across: nothing but the white between the numbers shows the columns. */
static void columns_that_nothing_draws_are_left(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0xD8D8D8, 50, 80, 390, 100);
    fixture_ink(&page, PDF_FILL, 0xE8E8E8, 50, 100, 150, 180);
    for (uint32_t i = 0; i < 6; i++)
        fixture_across(&page, 50, 390, 80 + 20 * (float)i);
    head();
    for (uint32_t i = 0; i < 4; i++) {
        say(55, 114 + 20 * (float)i, "North");
        numbers(114 + 20 * (float)i);
    }
    expect_river("Item|2010|2011|2012\nNorth|57|1204|8.5\nNorth|57|1204|8.5\nNorth|57|1204|8.5\n"
                 "North|57|1204|8.5");
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(labels_beside_their_numbers_are_no_cell),
        TEST(numbers_of_several_columns_are_no_cell),
        TEST(rows_of_several_columns_are_no_cell),
        TEST(a_label_of_all_rows_is_a_cell),
        TEST(rules_across_part_no_labels),
        TEST(numbers_of_all_rows_are_no_cell),
        TEST(tall_labels_of_many_lines_are_no_cell),
        TEST(two_numbers_of_one_row_are_a_cell),
        TEST(shaded_heads_alone_are_no_table),
        TEST(columns_that_nothing_draws_are_left),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
