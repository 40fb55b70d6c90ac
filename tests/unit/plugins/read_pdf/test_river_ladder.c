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

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(rules_around_every_row_tell_cells),
        TEST(rules_around_names_tell_cells),
        TEST(a_part_that_no_rule_closes_is_text),
        TEST(two_lines_between_rules_are_text),
        TEST(rules_of_other_reach_tell_nothing),
        TEST(a_line_without_a_number_is_no_row),
        TEST(numbers_side_by_side_are_no_value),
        TEST(a_value_left_of_the_end_of_a_label_is_in_no_column),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
