/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of one cell from side to side in tables without outer borders, and what only looks like one. */
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

static uint32_t look(void) {
    return fixture_lattice(&page, &grids);
}

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

/* Two rows of 20 points between x 100 and 400, parted at the x given; `closed`: with borders at both sides. */
static void part(float top, float x, bool closed, const char *const texts[4]) {
    for (int i = 0; i <= 2; i++)
        fixture_across(&page, 100, 400, top + 20 * (float)i);
    fixture_down(&page, x, top, top + 40);
    for (int side = 0; closed && side < 2; side++)
        fixture_down(&page, side ? 400 : 100, top, top + 40);
    for (int i = 0; i < 4; i++)
        say(i % 2 ? x + 5 : 105, top + 13 + 20 * (float)(i / 2), texts[i]);
}

static const char *const upper[4] = {"kind", "made", "rules", "5337"};
static const char *const lower[4] = {"kind", "sum", "fees", "45"};

static void a_title_row_holds_a_table_together(void **state) {
    (void)state;
    fixture_across(&page, 100, 400, 80);
    say(220, 93, "First part");
    part(100, 200, false, upper);
    say(220, 153, "Second part");
    part(160, 300, false, lower);
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "1x3:First part\nkind|1x2:made\nrules|1x2:5337\n"
                                                 "1x3:Second part\n1x2:kind|sum\n1x2:fees|45");
}

static void boxes_with_a_caption_between_are_two(void **state) {
    (void)state;
    part(100, 200, true, upper);
    say(220, 153, "Second part");
    part(160, 300, true, lower);
    assert_int_equal(look(), 2);
}

/* Further off than rows are, or nearer to the table that it names. */
static void captions_of_open_tables_are_no_rows(void **state) {
    (void)state;
    part(100, 200, false, upper);
    say(220, 163, "Second part");
    part(180, 300, false, lower);
    say(220, 237, "Third part");
    part(240, 200, false, upper);
    assert_int_equal(look(), 3);
}

static void white_between_tables_is_no_row(void **state) {
    (void)state;
    part(100, 200, false, upper);
    part(160, 300, false, lower);
    assert_int_equal(look(), 2);
}

/* Rules between cells alone, and a last row whose other cells are merged: one rule goes on. */
static void inner(float last, const char *value) {
    for (int i = 1; i < 4; i++)
        fixture_across(&page, 100, 400, 100 + 20 * (float)i);
    fixture_down(&page, 200, 100, last);
    fixture_down(&page, 300, 100, 160);
    for (int i = 0; i < 9; i++)
        say(105 + 100 * (float)(i % 3), 113 + 20 * (float)(i / 3), i % 3 ? "17" : "kind");
    say(105, 173, "fees");
    if (value)
        say(205, 173, value);
}

static void one_rule_tells_of_a_last_row(void **state) {
    (void)state;
    inner(180, "42");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "kind|17|17\nkind|17|17\nkind|17|17\nfees|1x2:42");
}

/* Nothing stands behind it, or it ends with the others. */
static void a_rule_that_parts_no_text_tells_of_none(void **state) {
    (void)state;
    inner(180, NULL);
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 3);
}

static void a_line_below_the_rules_is_no_row(void **state) {
    (void)state;
    inner(160, "42");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 3);
}

/* Heavy rules begin and end a table. */
static void heavier_rules_are_those_of_two_tables(void **state) {
    (void)state;
    part(100, 200, false, upper);
    part(160, 300, false, lower);
    fixture_ink(&page, PDF_STROKE, 0, 100, 139, 400, 141);
    fixture_ink(&page, PDF_STROKE, 0, 100, 159, 400, 161);
    say(220, 153, "Second part");
    assert_int_equal(look(), 2);
}

/* A text at the left between rows without a common column is the heading of the second table; one that is centred, or
 * stands between rows that share one, is a row. */
static void headings_of_other_tables_are_no_rows(void **state) {
    (void)state;
    static const struct {
        float x, column;
        uint32_t tables;
    } cases[] = {{100, 300, 2}, {105, 300, 2}, {105, 200, 1}, {220, 300, 1}, {300, 300, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page.page.char_count = page.page.ink_count = 0;
        part(100, 200, false, upper);
        say(cases[i].x, 153, "Second part");
        part(160, cases[i].column, false, lower);
        assert_int_equal(look(), cases[i].tables);
    }
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(a_title_row_holds_a_table_together),
        CASE(boxes_with_a_caption_between_are_two),
        CASE(captions_of_open_tables_are_no_rows),
        CASE(white_between_tables_is_no_row),
        CASE(one_rule_tells_of_a_last_row),
        CASE(headings_of_other_tables_are_no_rows),
        CASE(a_rule_that_parts_no_text_tells_of_none),
        CASE(headings_of_other_tables_are_no_rows),
        CASE(a_line_below_the_rules_is_no_row),
        CASE(headings_of_other_tables_are_no_rows),
        CASE(heavier_rules_are_those_of_two_tables),
        CASE(headings_of_other_tables_are_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
