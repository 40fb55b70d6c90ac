/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled tables below each other: where the first one ends. */
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

/* One that is given as NULL is left out. */
static void row(float base, const char *label, const char *first, const char *second) {
    const char *texts[] = {label, first, second};
    for (uint32_t i = 0; i < 3; i++)
        if (texts[i])
            fixture_text(&page, 50 + 120 * (float)i, base, 10, FIXTURE_PLAIN, texts[i]);
}

static void rows(float base) {
    row(base, "North", "963", "51");
    row(base + 20, "Labour", "58", "1144");
    row(base + 40, "West", "7672", "893");
}

#define ROWS "\nNorth|963|51\nLabour|58|1144\nWest|7672|893"

static uint32_t tables(void) {
    return fixture_rivers(&page, &lines, &line_count, &grids);
}

static void a_name_farther_down_begins_another_table(void **state) {
    (void)state;
    row(100, "Item", "2010", "Staff");
    rows(120);
    row(194, "Table 2. Fees", NULL, NULL);
    row(218, "Place", "Rents", "2013");
    rows(238);
    assert_int_equal(tables(), 2);
    assert_string_equal(fixture_show(&grids[0]), "Item|2010|Staff" ROWS);
    assert_string_equal(fixture_show(&grids[1]), "Place|Rents|2013" ROWS);
    assert_int_equal(line_count, 1);
}

static void heads_farther_down_begin_another_table(void **state) {
    (void)state;
    row(100, "Item", "2010", "Staff");
    rows(120);
    row(194, "Place", "Rents", "Fees");
    rows(214);
    assert_int_equal(tables(), 2);
    assert_string_equal(fixture_show(&grids[1]), "Place|Rents|Fees" ROWS);
}

/* The corner of the second header is taller than what is beside it. */
static void a_taller_head_stands_between(void **state) {
    (void)state;
    row(100, "Item", "2010", "Staff");
    rows(120);
    row(184, "Table 2. Fees", NULL, NULL);
    row(208, NULL, "Rents", "Fees");
    row(215, "Place", NULL, NULL);
    row(222, NULL, "(EUR)", "(EUR)");
    rows(242);
    assert_int_equal(tables(), 2);
    assert_string_equal(fixture_show(&grids[0]), "Item|2010|Staff" ROWS);
}

static void rules_beside_a_name_part_tables(void **state) {
    (void)state;
    row(100, "Item", "2010", "Staff");
    rows(120);
    fixture_across(&page, 45, 400, 165);
    row(180, "Table 2. Fees", NULL, NULL);
    fixture_across(&page, 45, 400, 185);
    row(200, "Place", "Rents", "2013");
    rows(220);
    assert_int_equal(tables(), 2);
    assert_string_equal(fixture_show(&grids[1]), "Place|Rents|2013" ROWS);
}

static void a_section_farther_down_is_part_of_its_table(void **state) {
    (void)state;
    row(100, "Item", "Fees", "Staff");
    rows(120);
    row(190, "Other places", NULL, NULL);
    rows(210);
    assert_int_equal(tables(), 1);
    assert_string_equal(fixture_show(&grids[0]), "Item|Fees|Staff" ROWS "\nOther places||" ROWS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_name_farther_down_begins_another_table),
        TEST(heads_farther_down_begin_another_table),
        TEST(a_taller_head_stands_between),
        TEST(rules_beside_a_name_part_tables),
        TEST(a_section_farther_down_is_part_of_its_table),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
