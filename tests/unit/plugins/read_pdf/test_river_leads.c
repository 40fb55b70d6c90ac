/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled tables whose rows and columns narrow white tells: labels of several lines, names of sections, numbers with blanks and
 * signs, heads that are set otherwise than their numbers. */
#include "cm.h"

#include "page_fixture.h"

#include <string.h>

static page_fixture page;
static pdf_grid *grids;
static pdf_line *lines;
static uint32_t line_count;

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

static void values(float base, const char *a, const char *b, const char *c) {
    const char *texts[] = {a, b, c};
    for (uint32_t i = 0; i < 3; i++)
        if (*texts[i])
            say(220 + 80 * (float)i, base, texts[i]);
}

static void expect(const char *wanted) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void heads(float base) {
    say(60, base, "Item");
    values(base, "Firms", "People", "Total");
}

/* Words that begin great, so nothing but distances tells. */
static void labels(float step, float first, float second) {
    say(60, 120, "Old Copper and");
    say(60, 120 + step, "Great Timber");
    values(120 + first, "41", "7", "1,204");
    say(60, 154, "Red Salt");
    values(154, "12", "63", "9");
    say(60, 176, "Near Leather and");
    say(60, 176 + step, "New Cement");
    values(176 + second, "8", "77", "530");
}

#define ROWS                                                                                       \
    "Item|Firms|People|Total\nOld Copper and~Great Timber|41|7|1,204\nRed Salt|12|63|9\n"          \
    "Near Leather and~New Cement|8|77|530"

static void labels_go_on_below_their_values(void **state) {
    (void)state;
    heads(98);
    labels(12, 0, 0);
    expect(ROWS);
}

static void labels_go_on_above_their_values(void **state) {
    (void)state;
    heads(98);
    labels(12, 12, 12);
    expect(ROWS);
}

/* Rows are as far apart as lines, but each label has a ground, and the last one's goes on. */
static void a_label_goes_on_as_far_as_its_ground(void **state) {
    (void)state;
    static const char *const names[] = {"Old Copper and", "Great Timber", "Red Salt",
                                        "Near Leather"};
    heads(100);
    for (uint32_t i = 0; i < 4; i++) {
        const float base = 120 + 14 * (float)i, foot = base + (i < 3 ? 4 : 18);
        fixture_ink(&page, PDF_FILL, 0xD8D8D8, 50, base - 10, 190, foot);
        say(60, base, names[i]);
        values(base, "41", "7", "530");
    }
    say(60, 176, "and Glass");
    expect("Item|Firms|People|Total\nOld Copper and|41|7|530\nGreat Timber|41|7|530\n"
           "Red Salt|41|7|530\nNear Leather~and Glass|41|7|530");
}

/* It had room for more, and the other labels of two lines had not. */
static void a_near_name_is_a_row(void **state) {
    (void)state;
    heads(98);
    say(60, 120, "Metals");
    say(60, 132, "Old Copper and Great Timber");
    values(132, "41", "7", "1,204");
    say(60, 154, "Red Salt");
    values(154, "12", "63", "9");
    say(60, 176, "New Cement");
    values(176, "8", "77", "530");
    expect("Item|Firms|People|Total\nMetals|||\nOld Copper and Great Timber|41|7|1,204\n"
           "Red Salt|12|63|9\nNew Cement|8|77|530");
}

/* A bracket goes on with its label, however much room was left. */
static void a_bracket_goes_on(void **state) {
    (void)state;
    heads(98);
    say(60, 120, "Old Copper");
    say(60, 132, "(with Tin, Zinc and Lead)");
    values(120, "41", "7", "1,204");
    say(60, 154, "Red Salt and all of Leather");
    values(154, "12", "63", "9");
    say(60, 176, "New Cement");
    values(176, "8", "77", "530");
    expect("Item|Firms|People|Total\nOld Copper~(with Tin, Zinc and Lead)|41|7|1,204\n"
           "Red Salt and all of Leather|12|63|9\nNew Cement|8|77|530");
}

/* Evenly around the row's values, but as far from its label as rows are from each other. */
static void names_around_a_row_are_rows(void **state) {
    (void)state;
    heads(96);
    say(60, 114, "Old Copper and");
    say(60, 125, "Great Timber");
    values(119.5f, "41", "7", "1,204");
    say(60, 141, "of these: Tin");
    say(60, 157, "Red Salt");
    values(157, "12", "63", "9");
    say(60, 173, "of these: Zinc");
    say(60, 189, "New Cement");
    values(189, "8", "77", "530");
    expect("Item|Firms|People|Total\nOld Copper and~Great Timber|41|7|1,204\nof these: Tin|||\n"
           "Red Salt|12|63|9\nof these: Zinc|||\nNew Cement|8|77|530");
}

static void signs_are_parts_of_numbers(void **state) {
    (void)state;
    say(60, 100, "Item");
    say(120, 100, "2010");
    say(155, 100, "2011");
    say(190, 100, "2012");
    for (uint32_t i = 0; i < 4; i++) {
        const float base = 120 + 16 * (float)i;
        say(60, base, i % 2 ? "North" : "South");
        say(115, base, "20.0±6.6"); /* the sign is one em wide */
        say(164, base, "5.8±7.0");
        say(208, base, "7.3±9.7");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].columns, 4);
}

/* Heads at the left, numbers at the right of wide cells: no white is common to both. */
static void values_below_heads_tell_the_columns(void **state) {
    (void)state;
    static const float right[] = {262, 312, 362, 412};
    static const char *const numbers[] = {"189.3", "86.2", "0.6", "7968"};
    say(220, 84, "Group B");
    say(320, 84, "Group D");
    say(222, 100, "Rents (EUR");
    say(272, 100, "Fees)");
    say(320, 100, "2012");
    say(372, 100, "Trade");
    say(60, 100, "Item");
    for (uint32_t row = 0; row < 4; row++) {
        say(60, 120 + 16 * (float)row, row % 2 ? "North" : "South");
        for (uint32_t k = 0; k < 4; k++)
            say(right[k] - 5 * (float)strlen(numbers[k]), 120 + 16 * (float)row, numbers[k]);
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].columns, 5);
    assert_int_equal(grids[0].rows, 6);
}

static pdf_shown shown[64];

/* A row of digits, blanks among them, by one operator. */
static void show(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
    for (uint32_t i = 0; text[i]; i++)
        shown[page.page.glyph_count++] =
            (pdf_shown){.x = x + 5 * (float)i, .y = base, .index = 1, .begins = i == 0};
    page.page.glyphs = shown;
}

/* Blanks half an em wide are as wide as what may part columns. */
static void a_drawn_blank_parts_no_number(void **state) {
    (void)state;
    for (uint32_t row = 0; row < 4; row++) {
        say(60, 100 + 16 * (float)row, row % 2 ? "North" : "South");
        show(150, 100 + 16 * (float)row, "87 852");
        show(220, 100 + 16 * (float)row, "522");
    }
    expect("South|87 852|522\nNorth|87 852|522\nSouth|87 852|522\nNorth|87 852|522");
}

static void digits_shown_one_after_the_other_are_two_numbers(void **state) {
    (void)state;
    for (uint32_t row = 0; row < 4; row++) {
        say(60, 100 + 16 * (float)row, row % 2 ? "North" : "South");
        show(150, 100 + 16 * (float)row, "87");
        show(165, 100 + 16 * (float)row, "852");
        show(220, 100 + 16 * (float)row, "522");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].columns, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(labels_go_on_below_their_values),
        TEST(labels_go_on_above_their_values),
        TEST(a_label_goes_on_as_far_as_its_ground),
        TEST(a_near_name_is_a_row),
        TEST(a_bracket_goes_on),
        TEST(names_around_a_row_are_rows),
        TEST(signs_are_parts_of_numbers),
        TEST(values_below_heads_tell_the_columns),
        TEST(a_drawn_blank_parts_no_number),
        TEST(digits_shown_one_after_the_other_are_two_numbers),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
