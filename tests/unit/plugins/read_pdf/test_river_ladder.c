/* SPDX-License-Identifier: GPL-2.0-or-later
 * Parts of a form with level rules alone: two heads, and below them a label and a number a row. */
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

static void rule(float y) {
    fixture_across(&page, 50, 450, y);
}

static void row(float base, const char *label, const char *value) {
    fixture_text(&page, 60, base, 10, FIXTURE_PLAIN, label);
    fixture_text(&page, 300, base, 10, FIXTURE_PLAIN, value);
}

static void name(float base) {
    fixture_text(&page, 200, base, 10, FIXTURE_PLAIN, "Section five");
}

static uint32_t tables(void) {
    return fixture_rivers(&page, &lines, &line_count, &grids);
}

static void rules_around_every_row_tell_cells(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Decisions");
    rule(120);
    row(135, "Licences", "12");
    rule(140);
    assert_int_equal(tables(), 1);
    assert_string_equal(fixture_show(&grids[0]), "Content|Decisions\nLicences|12");
    assert_int_equal(grids[0].header_rows, 1);
    assert_true(grids[0].confidence < 9000);
    assert_int_equal(line_count, 0);
}

/* The rules stand around the names of the parts alone. */
static void rules_around_names_tell_cells(void **state) {
    (void)state;
    for (int i = 0; i < 2; i++) {
        const float top = 100 + 80 * (float)i;
        rule(top);
        name(top + 15);
        rule(top + 20);
        row(top + 35, "Content", "Decisions");
        row(top + 55, i ? "Fines" : "Licences", i ? "4" : "0.5");
        row(top + 75, "Other", "7");
    }
    rule(260);
    assert_int_equal(tables(), 2);
    assert_string_equal(fixture_show(&grids[0]), "Content|Decisions\nLicences|0.5\nOther|7");
    assert_string_equal(fixture_show(&grids[1]), "Content|Decisions\nFines|4\nOther|7");
    assert_int_equal(line_count, 2);
}

static void a_part_that_no_rule_closes_is_text(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Decisions");
    rule(120);
    row(135, "Licences", "12");
    assert_int_equal(tables(), 0);
}

/* Neither a name nor a rule tells that the first line is heads. */
static void two_lines_between_rules_are_text(void **state) {
    (void)state;
    rule(100);
    row(115, "Journal of things", "Smith and others");
    row(135, "Volume", "12");
    rule(140);
    assert_int_equal(tables(), 0);
}

static void rules_of_other_reach_tell_nothing(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Decisions");
    fixture_across(&page, 50, 200, 120);
    row(135, "Licences", "12");
    rule(140);
    assert_int_equal(tables(), 0);
}

/* A rule below each row of three columns, whose cells are blank by turns: the number is not the word's above it. */
static void a_number_in_the_next_column_has_another_head(void **state) {
    (void)state;
    rule(100);
    row(115, "Group", "see note");
    rule(120);
    fixture_text(&page, 60, 135, 10, FIXTURE_PLAIN, "Rent");
    fixture_text(&page, 400, 135, 10, FIXTURE_PLAIN, "1200");
    rule(140);
    assert_int_equal(tables(), 0);
}

static void a_line_without_a_number_is_no_row(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Decisions");
    rule(120);
    row(135, "Licences", "12");
    row(155, "Fines", "none");
    rule(160);
    assert_int_equal(tables(), 0);
}

/* Two numbers a blank apart are two columns, whose heads are as near. */
static void numbers_side_by_side_are_no_value(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Issued");
    rule(120);
    row(135, "Licences", "12 46");
    rule(140);
    assert_int_equal(tables(), 0);
}

static void a_value_left_of_the_end_of_a_label_is_in_no_column(void **state) {
    (void)state;
    rule(100);
    row(115, "Content", "Decisions");
    rule(120);
    fixture_text(&page, 60, 135, 10, FIXTURE_PLAIN,
                 "Licences_that_someone_asked_for_in_the_whole_of_the_year");
    fixture_text(&page, 380, 135, 10, FIXTURE_PLAIN, "12");
    rule(140);
    assert_int_equal(tables(), 0);
}

/* Four columns, and the value of a part at the edge of one of them, its head in the middle of three. Rules around names alone. */
static void a_part_below_other_columns(float value_x) {
    static const char *const heads[] = {"Issued", "Void", "Valid"};
    rule(80);
    fixture_text(&page, 60, 95, 10, FIXTURE_PLAIN, "Content");
    for (int i = 0; i < 3; i++)
        fixture_text(&page, 200 + 90 * (float)i, 95, 10, FIXTURE_PLAIN, heads[i]);
    for (int k = 0; k < 2; k++) {
        fixture_text(&page, 60, 110 + 15 * (float)k, 10, FIXTURE_PLAIN, k ? "Orders" : "Rules");
        for (int i = 0; i < 3; i++)
            fixture_text(&page, 200 + 90 * (float)i, 110 + 15 * (float)k, 10, FIXTURE_PLAIN, "31");
    }
    rule(131); /* nearer to the name than letters are high */
    fixture_text(&page, 210, 140, 10, FIXTURE_PLAIN, "Section five");
    rule(145);
    fixture_text(&page, 60, 155, 10, FIXTURE_PLAIN, "Content");
    fixture_text(&page, 270, 155, 10, FIXTURE_PLAIN, "Decisions");
    fixture_text(&page, 60, 170, 10, FIXTURE_PLAIN, "Licences");
    fixture_text(&page, value_x, 170, 10, FIXTURE_PLAIN, "12");
    rule(175);
}

static void a_part_is_no_row_of_the_table_above(void **state) {
    (void)state;
    static const float places[] = {200, 290, 380};
    for (uint32_t i = 0; i < 3; i++) {
        if (i > 0)
            set_up(NULL);
        a_part_below_other_columns(places[i]);
        const uint32_t count = tables();
        assert_int_equal(count, 2);
        const char *wanted[] = {"Content|Issued|Void|Valid\nRules|31|31|31\nOrders|31|31|31",
                                "Content|Decisions\nLicences|12"};
        for (uint32_t k = 0; k < 2; k++) {
            const uint32_t at = grids[0].columns == 4 ? k : 1 - k;
            assert_string_equal(fixture_show(&grids[at]), wanted[k]);
        }
        if (i < 2)
            tear_down(NULL);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(rules_around_every_row_tell_cells),
        TEST(rules_around_names_tell_cells),
        TEST(a_part_that_no_rule_closes_is_text),
        TEST(two_lines_between_rules_are_text),
        TEST(rules_of_other_reach_tell_nothing),
        TEST(a_number_in_the_next_column_has_another_head),
        TEST(a_line_without_a_number_is_no_row),
        TEST(numbers_side_by_side_are_no_value),
        TEST(a_part_is_no_row_of_the_table_above),
        TEST(a_value_left_of_the_end_of_a_label_is_in_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
