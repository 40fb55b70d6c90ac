/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads of tables: of those whose values are one row, where nothing but heads, set in the middle of cells that are tall or wide, says
 * what they are; and heads of wide columns, which stand far from their numbers. */
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

/* The middle of a column; halves stand between two. */
static float column(float n) {
    return 70 + 80 * n;
}

static void head(float at, float base, const char *text) {
    fixture_text(&page, column(at) - 2.5f * (float)strlen(text), base, 10, FIXTURE_PLAIN, text);
}

/* At the left edges of their columns. */
static void values(float base, const char *const *numbers) {
    for (uint32_t i = 0; numbers[i]; i++)
        fixture_text(&page, column((float)i) - 30, base, 10, FIXTURE_PLAIN, numbers[i]);
}

static const char *const six[] = {"5", "1207", "33", "9", "812", "40", NULL};

static void groups(void) {
    head(0.5f, 100, "review");
    head(3.5f, 100, "court");
    head(2.5f, 120, "at once");
    head(4.5f, 120, "after it");
}

static void lowest(float left, float right) {
    head(0, left, "upheld");
    head(1, left, "total");
    for (uint32_t i = 2; i < 6; i++)
        head((float)i, right, i % 2 ? "total" : "upheld");
}

static void expect(const char *wanted) {
    uint32_t count = fixture_rivers(&page, &lines, &line_count, &grids);
    if (count && !wanted)
        fail_msg("a table was seen:\n%s", fixture_show(&grids[0]));
    assert_int_equal(count, wanted ? 1 : 0);
    if (wanted)
        assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void one_row_below_its_heads_is_a_table(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i++)
        head((float)i, 100, i % 2 ? "total" : "upheld");
    values(120, six);
    expect("upheld|total|upheld|total|upheld|total\n5|1207|33|9|812|40");
}

/* The page's end left one row, and its label, below its heads. */
static void one_labelled_row(const float *rules, uint32_t count) {
    static const char *const first[] = {"upheld", "amended", "other", "pending", "total"};
    for (uint32_t i = 0; i < 5; i++) {
        fixture_text(&page, 160 + 70 * (float)i, 100, 10, FIXTURE_PLAIN, first[i]);
        fixture_text(&page, 160 + 70 * (float)i, 120, 10, FIXTURE_PLAIN, six[i]);
    }
    fixture_text(&page, 50, 120, 10, FIXTURE_PLAIN, "new requests");
    for (uint32_t i = 0; i < count; i++)
        fixture_across(&page, 45, 480, rules[i]);
}

static void one_row_with_its_label_between_rules_is_a_table(void **state) {
    (void)state;
    one_labelled_row((const float[]){86, 106, 125}, 3);
    expect("|upheld|amended|other|pending|total\nnew requests|5|1207|33|9|812");
}

/* Names over a scale are set so, too. */
static void one_row_with_a_label_alone_is_text(void **state) {
    (void)state;
    one_labelled_row((const float[]){106}, 1);
    expect(NULL);
}

static void heads_of_groups_share_out_their_columns(void **state) {
    (void)state;
    groups();
    lowest(130, 140);
    values(160, six);
    expect("1x2:review|1x4:court\n2x1:upheld|2x1:total|1x2:at once|1x2:after it\n"
           "upheld|total|upheld|total\n5|1207|33|9|812|40");
    assert_int_equal(grids[0].header_rows, 3);
}

/* Two lines in a tall cell stand at the heights of two rows. */
static void lines_of_a_tall_head_are_one_cell(void **state) {
    (void)state;
    groups();
    head(0, 124, "not");
    head(0, 136, "upheld");
    head(1, 130, "total");
    for (uint32_t i = 2; i < 6; i++)
        head((float)i, 140, i % 2 ? "total" : "upheld");
    values(160, six);
    expect("1x2:review|1x4:court\n2x1:not~upheld|2x1:total|1x2:at once|1x2:after it\n"
           "upheld|total|upheld|total\n5|1207|33|9|812|40");
}

/* A group of one head leaves its last column to nobody. */
static void a_head_stays_in_its_column(void **state) {
    (void)state;
    groups();
    lowest(130, 134);
    head(3, 146, "of all");
    values(166, six);
    expect("1x2:review|1x4:court\n2x1:upheld|2x1:total|1x2:at once|1x2:after it\n"
           "upheld|total~of all|upheld|total\n5|1207|33|9|812|40");
}

static void a_rule_parts_lines_of_heads(void **state) {
    (void)state;
    head(0.5f, 100, "review");
    head(3.5f, 100, "court");
    for (uint32_t i = 0; i < 6; i++) {
        head((float)i, 114, "in all");
        head((float)i, 128, i % 2 ? "total" : "upheld");
    }
    fixture_across(&page, 30, 530, 117);
    values(148, six);
    expect("1x2:review|1x4:court\nin all|in all|in all|in all|in all|in all\n"
           "upheld|total|upheld|total|upheld|total\n5|1207|33|9|812|40");
}

static void numbers_without_heads_are_a_scale(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i += 2)
        head((float)i, 100, "upheld");
    values(120, six);
    expect(NULL);
}

static void three_numbers_below_words_may_be_text(void **state) {
    static const char *const three[] = {"5", "1207", "33", NULL};
    (void)state;
    for (uint32_t i = 0; i < 3; i++)
        head((float)i, 100, "upheld");
    values(120, three);
    expect(NULL);
}

/* So are the labels of bars. */
static void numbers_above_names_are_no_row(void **state) {
    (void)state;
    values(100, six);
    for (uint32_t i = 0; i < 6; i++)
        head((float)i, 120, i % 2 ? "total" : "upheld");
    expect(NULL);
}

/* Numbers that end at `right`. */
static void number(float right, float base, const char *text) {
    fixture_text(&page, right - 5 * (float)strlen(text), base, 10, FIXTURE_PLAIN, text);
}

static void wide_rows(const char *const (*rows)[4], uint32_t columns) {
    for (uint32_t i = 0; i < 4; i++) {
        fixture_text(&page, 50, 120 + 15 * (float)i, 10, FIXTURE_PLAIN, rows[i][0]);
        for (uint32_t k = 1; k < columns; k++)
            number(150 + 100 * (float)k, 120 + 15 * (float)i, rows[i][k]);
    }
}

static const char *const ragged[4][4] = {{"North", "963", "5", "5273"},
                                         {"Labour", "58", "1144", "78"},
                                         {"West", "7672", "893", "0"},
                                         {"East", "1", "49", "446"}};
#define RAGGED_ROWS "\nNorth|963|5|5273\nLabour|58|1144|78\nWest|7672|893|0\nEast|1|49|446"

/* At the left of cells that begin where the numbers before end, also where years look like numbers themselves. */
static void heads_stand_before_their_numbers(void **state) {
    (void)state;
    fixture_text(&page, 50, 105, 10, FIXTURE_PLAIN, "Item");
    fixture_text(&page, 154, 105, 10, FIXTURE_PLAIN, "2010");
    fixture_text(&page, 254, 105, 10, FIXTURE_PLAIN, "Forestry");
    fixture_text(&page, 354, 105, 10, FIXTURE_PLAIN, "2012");
    wide_rows(ragged, 4);
    expect("Item|2010|Forestry|2012" RAGGED_ROWS);
}

static void one_year_among_words_is_a_head(void **state) {
    (void)state;
    fixture_text(&page, 50, 105, 10, FIXTURE_PLAIN, "Item");
    fixture_text(&page, 190, 105, 10, FIXTURE_PLAIN, "2010");
    fixture_text(&page, 280, 105, 10, FIXTURE_PLAIN, "Forestry");
    wide_rows(ragged, 3);
    expect("Item|2010|Forestry\nNorth|963|5\nLabour|58|1144\nWest|7672|893\nEast|1|49");
}

static void heads_with_a_sign_for_years_are_heads(void **state) {
    (void)state;
    fixture_text(&page, 50, 105, 10, FIXTURE_PLAIN, "Item");
    for (uint32_t k = 1; k < 4; k++)
        fixture_text(&page, 55 + 100 * (float)k, 105, 10, FIXTURE_PLAIN,
                     k == 2 ? "Forestry" : "2010\u5e74");
    wide_rows(ragged, 4);
    expect("Item|2010\u5e74|Forestry|2010\u5e74" RAGGED_ROWS);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(one_row_below_its_heads_is_a_table),
        TEST(one_row_with_its_label_between_rules_is_a_table),
        TEST(one_row_with_a_label_alone_is_text),
        TEST(heads_of_groups_share_out_their_columns),
        TEST(lines_of_a_tall_head_are_one_cell),
        TEST(a_head_stays_in_its_column),
        TEST(a_rule_parts_lines_of_heads),
        TEST(numbers_without_heads_are_a_scale),
        TEST(three_numbers_below_words_may_be_text),
        TEST(numbers_above_names_are_no_row),
        TEST(heads_stand_before_their_numbers),
        TEST(one_year_among_words_is_a_head),
        TEST(heads_with_a_sign_for_years_are_heads),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
