/* SPDX-License-Identifier: GPL-2.0-or-later
 * Unruled tables whose columns stand near: rows without common white, names of sections in the middle, heads at half heights. */
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

/* Numbers end at 180, 218, 256 and 294. */
static void row(float base, const char *label, const char *const numbers[4]) {
    say(60, base, label);
    for (uint32_t i = 0; i < 4; i++)
        say(180 + 38 * (float)i - 5 * (float)strlen(numbers[i]), base, numbers[i]);
}

static void expect(const char *wanted) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static const char *const SMALL[] = {"12", "7", "3", "91"};
static const char *const OTHER[] = {"3", "42", "17", "8"};
static const char *const LARGE[] = {"1234.56", "9876231", "5,312.7", "9902.14"};

/* Large numbers leave less white than columns of other tables have; the lower rows were a table without heads. */
static void rows_that_end_alike_are_of_one_table(void **state) {
    (void)state;
    static const char *const heads[] = {"2010", "2011", "2012", "2013"};
    row(100, "Item", heads);
    row(116, "North", SMALL);
    row(132, "West", OTHER);
    row(148, "East", SMALL);
    for (uint32_t i = 0; i < 5; i++)
        row(164 + 16 * (float)i, i % 2 ? "South" : "Old", LARGE);
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].rows, 9);
    assert_int_equal(grids[0].columns, 5);
}

static void three(float base, const char *label, const char *a, const char *b, const char *c) {
    const char *texts[] = {a, b, c};
    say(60, base, label);
    for (uint32_t i = 0; i < 3; i++)
        say(200 + 80 * (float)i - 2.5f * (float)strlen(texts[i]), base, texts[i]);
}

/* In the middle of the table, below a number that stands there, too. */
static void a_name_in_the_middle_is_no_line_of_a_number(void **state) {
    (void)state;
    three(100, "Item", "Firms", "Staff", "Total");
    three(118, "North", "12", "4", "91");
    three(136, "West", "7", "530", "8");
    say(183, 154, "thereof: Tin");
    three(172, "East", "41", "63", "5");
    say(181, 190, "thereof: Zinc");
    three(208, "South", "3", "17", "22");
    expect("Item|Firms|Staff|Total\nNorth|12|4|91\nWest|7|530|8\n1x4:thereof: Tin\nEast|41|63|5\n"
           "1x4:thereof: Zinc\nSouth|3|17|22");
}

/* Of the cell that has this line alone. */
static uint32_t column_of(const char *text) {
    for (uint32_t i = 0; i < grids[0].cell_count; i++) {
        const pdf_cell *cell = &grids[0].cells[i];
        if (cell->line_count == 1 && cell->lines[0].text.len == strlen(text) &&
            memcmp(cell->lines[0].text.ptr, text, strlen(text)) == 0)
            return cell->column;
    }
    return PDF_NONE;
}

/* The heads of one line stand at half the height of those of two, in the middle of cells whose numbers are set right. Two of them share
 * out the columns as heads of groups do, but they are none. */
static void heads_between_lines_head_one_column(void **state) {
    (void)state;
    static const char *const upper[] = {"", "Rents", "Trade", "", "Loans", "Wages"};
    say(60, 106, "Item");
    for (uint32_t k = 0; k < 6; k++) {
        const float middle = 214 + 55 * (float)k;
        if (!*upper[k])
            say(middle - 10, 106, k ? "2013" : "2010");
        say(middle - 12.5f, 100, upper[k]);
        say(middle - 12.5f, 112, *upper[k] ? "(EUR)" : "");
        for (uint32_t i = 0; i < 4; i++)
            say(230 + 55 * (float)k, 132 + 18 * (float)i, i % 2 ? "63" : "41");
    }
    for (uint32_t i = 0; i < 4; i++)
        say(60, 132 + 18 * (float)i, i % 2 ? "North" : "South");
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].columns, 7);
    assert_int_equal(column_of("2013"), 4);
}

/* `） 2014` is the end of a broken head and a year beside it, no number of the body. */
static void a_year_beside_a_bracket_is_a_head(void **state) {
    (void)state;
    say(60, 112, "Item");
    say(150, 100, "Fees (EUR");
    say(150, 112, ")");
    say(161, 112, "2014");
    say(230, 112, "2015");
    for (uint32_t i = 0; i < 4; i++) {
        say(60, 130 + 16 * (float)i, i % 2 ? "North" : "South");
        say(140, 130 + 16 * (float)i, "41");
        say(170, 130 + 16 * (float)i, "63");
        say(240, 130 + 16 * (float)i, "9");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_int_equal(grids[0].columns, 4);
    assert_int_equal(grids[0].rows - grids[0].header_rows, 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(rows_that_end_alike_are_of_one_table),
        TEST(a_name_in_the_middle_is_no_line_of_a_number),
        TEST(heads_between_lines_head_one_column),
        TEST(a_year_beside_a_bracket_is_a_head),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
