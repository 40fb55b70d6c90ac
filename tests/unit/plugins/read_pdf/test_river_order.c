/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads that stand in the white beside their numbers, told by their order. */
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

/* Numbers that end at x. */
static void number(float x, float base, const char *text) {
    say(x - 5 * (float)strlen(text), base, text);
}

/* Labels in a column 150 wide, numbers set right in three columns of 100. */
static void rows(void) {
    static const char *const labels[] = {"North", "Labour and rent", "West", "East"};
    static const char *const numbers[][3] = {
        {"963", "5", "273"}, {"58", "1144", "8"}, {"7672", "893", "61"}, {"1", "49", "12045"}};
    for (uint32_t i = 0; i < 4; i++) {
        const float base = 120 + 20 * (float)i;
        say(50, base, labels[i]);
        for (uint32_t k = 0; k < 3; k++)
            number(300 + 100 * (float)k, base, numbers[i][k]);
    }
}

#define ROWS "\nNorth|963|5|273\nLabour and rent|58|1144|8\nWest|7672|893|61\nEast|1|49|12045"

static void expect(const char *wanted) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void a_head_behind_all_labels_is_theirs(void **state) {
    (void)state;
    say(135, 100, "Place");
    number(300, 100, "2010");
    number(400, 100, "Staff");
    number(500, 100, "Fees");
    rows();
    expect("Place|2010|Staff|Fees" ROWS);
}

static void heads_two_blanks_apart_are_two(void **state) {
    (void)state;
    say(50, 100, "Item");
    say(228, 100, "Tourism (EUR)");
    say(300, 100, "Staff");
    say(405, 100, "Fees");
    rows();
    expect("Item|Tourism (EUR)|Staff|Fees" ROWS);
}

static void words_of_one_head_stay_together(void **state) {
    (void)state;
    say(50, 100, "Item");
    say(330, 100, "First half");
    rows();
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_non_null(strstr(fixture_show(&grids[0]), "First half"));
}

/* Numbers in five columns of 60, set right. */
static void five(void) {
    static const char *const numbers[][5] = {{"963", "5", "273", "14", "2"},
                                             {"58", "1144", "8", "7", "90"},
                                             {"7672", "893", "61", "33", "1"}};
    static const char *const labels[] = {"North", "Labour", "West"};
    for (uint32_t i = 0; i < 3; i++) {
        const float base = 150 + 20 * (float)i;
        say(50, base, labels[i]);
        for (uint32_t k = 0; k < 5; k++)
            number(190 + 60 * (float)k, base, numbers[i][k]);
    }
}

/* In the middle of columns from..to, which begin at 0. */
static void head(float from, float to, float base, const char *text) {
    say(163 + 30 * (from + to) - 2.5f * (float)strlen(text), base, text);
}

#define FIVE "\nNorth|963|5|273|14|2\nLabour|58|1144|8|7|90\nWest|7672|893|61|33|1"

static void a_head_between_two_of_their_own_is_a_group(void **state) {
    (void)state;
    head(1, 3, 100, "Town");
    say(50, 108, "Item");
    head(0, 0, 108, "Fees");
    head(4, 4, 108, "Rent");
    for (uint32_t k = 1; k < 4; k++)
        head((float)k, (float)k, 116, k % 2 ? "Staff" : "Cost");
    five();
    expect("2x1:Item|2x1:Fees|1x3:Town|2x1:Rent\nStaff|Cost|Staff" FIVE);
}

static void heads_share_out_what_stands_between(void **state) {
    (void)state;
    head(0, 1, 100, "Town");
    head(2, 3, 100, "Land");
    say(50, 108, "Item");
    head(4, 4, 108, "Rent");
    for (uint32_t k = 0; k < 4; k++)
        head((float)k, (float)k, 116, k % 2 ? "Staff" : "Cost");
    five();
    expect("2x1:Item|1x2:Town|1x2:Land|2x1:Rent\nCost|Staff|Cost|Staff" FIVE);
}

static void a_year_beside_a_label_is_a_head(void **state) {
    (void)state;
    head(1, 4, 100, "Town");
    say(50, 108, "Item");
    head(0, 0, 108, "2010");
    for (uint32_t k = 1; k < 5; k++)
        head((float)k, (float)k, 116, k % 2 ? "Staff" : "2011");
    five();
    expect("2x1:Item|2x1:2010|1x4:Town\nStaff|2011|Staff|2011" FIVE);
}

static void a_year_and_its_sign_are_a_head(void **state) {
    (void)state;
    say(50, 130, "Item");
    for (uint32_t k = 0; k < 5; k++) {
        say(150 + 60 * (float)k, 130, "2010");
        say(172 + 60 * (float)k, 130, "\u5e74");
    }
    five();
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].header_rows, 1);
}

/* Lower heads in all columns, an upper one over the first of two: that of both, or a line of its own. */
static void a_head_that_may_be_of_several_is_doubted(void **state) {
    (void)state;
    head(0, 0, 100, "Town");
    say(50, 116, "Item");
    for (uint32_t k = 0; k < 5; k++)
        head((float)k, (float)k, 116, k % 2 ? "Staff" : "Cost");
    five();
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_true(grids[0].flags & PDF_GRID_DOUBTED);
    assert_true(grids[0].confidence <= 7000);
}

static void heads_of_two_near_lines_are_sure(void **state) {
    (void)state;
    head(0, 0, 104, "Town");
    say(50, 116, "Item");
    for (uint32_t k = 0; k < 5; k++)
        head((float)k, (float)k, 116, k % 2 ? "Staff" : "Cost");
    five();
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_false(grids[0].flags & PDF_GRID_DOUBTED);
}

static void a_column_without_a_head_is_doubted(void **state) {
    (void)state;
    say(50, 130, "Item");
    for (uint32_t k = 0; k < 4; k++)
        head((float)k, (float)k, 130, k % 2 ? "Staff" : "Cost");
    five();
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_true(grids[0].flags & PDF_GRID_DOUBTED);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_head_behind_all_labels_is_theirs),  TEST(heads_two_blanks_apart_are_two),
        TEST(words_of_one_head_stay_together),     TEST(a_head_between_two_of_their_own_is_a_group),
        TEST(heads_share_out_what_stands_between), TEST(a_year_beside_a_label_is_a_head),
        TEST(a_year_and_its_sign_are_a_head),      TEST(a_head_that_may_be_of_several_is_doubted),
        TEST(heads_of_two_near_lines_are_sure),    TEST(a_column_without_a_head_is_doubted),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
