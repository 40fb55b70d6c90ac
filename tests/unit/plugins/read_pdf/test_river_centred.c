/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows that are set in the middle of their height: values stand between the lines of their label, and heads of several rows beside
 * the heads below them. What looks like it, but is set from the top. */
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

static void values(float base, const char *a, const char *b, const char *c) {
    fixture_text(&page, 300, base, 10, FIXTURE_PLAIN, a);
    fixture_text(&page, 380, base, 10, FIXTURE_PLAIN, b);
    fixture_text(&page, 460, base, 10, FIXTURE_PLAIN, c);
}

/* Lines of a label at a leading of 12 points. */
static void label(float x, float base, const char *const *text) {
    for (; *text; text++, base += 12)
        fixture_text(&page, x, base, 10, FIXTURE_PLAIN, *text);
}

#define LABEL(x, base, ...) label(x, base, (const char *const[]){__VA_ARGS__, NULL})

static void expect(const char *wanted) {
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void values_between_lines_are_of_one_row(void **state) {
    (void)state;
    LABEL(60, 100, "Granted at once", "And in whole");
    values(106, "12", "7", "19");
    LABEL(60, 126, "Refused");
    values(126, "3", "1", "4");
    LABEL(60, 140, "Withdrawn by those", "Who had asked", "In the first place");
    values(152, "5", "6", "11");
    LABEL(60, 178, "Open", "So far");
    values(184, "8", "9", "17");
    expect("Granted at once~And in whole|12|7|19\nRefused|3|1|4\n"
           "Withdrawn by those~Who had asked~In the first place|5|6|11\nOpen~So far|8|9|17");
}

/* Padding between rows is no end of the table, though values and labels are half a line apart. */
static void tall_rows_may_stand_apart(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 5; i++) {
        LABEL(60, 100 + 34 * (float)i, "Granted at once", "And in whole");
        values(106 + 34 * (float)i, "12", "7", "19");
    }
    expect("Granted at once~And in whole|12|7|19\nGranted at once~And in whole|12|7|19\n"
           "Granted at once~And in whole|12|7|19\nGranted at once~And in whole|12|7|19\n"
           "Granted at once~And in whole|12|7|19");
}

/* The names of several rows stand in a column of their own, at heights of their own. */
static void names_of_several_rows_are_no_labels(void **state) {
    (void)state;
    LABEL(160, 100, "Granted", "In whole");
    values(106, "12", "7", "19");
    LABEL(160, 126, "Refused");
    LABEL(60, 126, "Results");
    values(126, "3", "1", "4");
    LABEL(60, 133, "Of them");
    LABEL(160, 140, "Withdrawn", "By those");
    values(146, "5", "6", "11");
    LABEL(160, 166, "Open");
    values(166, "8", "9", "17");
    LABEL(60, 180, "All");
    LABEL(160, 180, "Late");
    values(180, "2", "2", "4");
    expect("|Granted~In whole|12|7|19\nResults~Of them|Refused|3|1|4\n"
           "|Withdrawn~By those|5|6|11\n|Open|8|9|17\nAll|Late|2|2|4");
}

/* Set from the top, the next label's line is as far below the values as this one's. */
static void values_beside_first_lines_are_set_from_the_top(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 4; i++) {
        LABEL(60, 100 + 24 * (float)i, "Granted at once", "And in whole");
        values(100 + 24 * (float)i, "12", "7", "19");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]),
                        "Granted at once|12|7|19\nAnd in whole|||\nGranted at once|12|7|19\n"
                        "And in whole|||\nGranted at once|12|7|19\nAnd in whole|||\n"
                        "Granted at once|12|7|19\nAnd in whole|||");
}

/* One line without values, and nothing is proved. */
static void a_line_too_many_proves_nothing(void **state) {
    (void)state;
    LABEL(60, 100, "Granted at once", "And in whole");
    values(106, "12", "7", "19");
    LABEL(60, 130, "Others");
    LABEL(60, 148, "Refused");
    values(148, "3", "1", "4");
    LABEL(60, 166, "Open");
    values(166, "8", "9", "17");
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_null(strstr(fixture_show(&grids[0]), "Others~"));
    assert_null(strstr(fixture_show(&grids[0]), "~Others"));
}

static void head(float middle, float base, const char *text) {
    fixture_text(&page, middle - 2.5f * (float)strlen(text), base, 10, FIXTURE_PLAIN, text);
}

static void five(float base, const char *name, const char *const *numbers) {
    fixture_text(&page, 40, base, 10, FIXTURE_PLAIN, name);
    for (uint32_t i = 0; i < 5; i++)
        fixture_text(&page, 170 + 80 * (float)i - 30, base, 10, FIXTURE_PLAIN, numbers[i]);
}

/* `step` from the head of the group to its heads. */
static void head_of_group(float step) {
    static const char *const some[] = {"1", "20", "3", "44", "68"};
    head(330, 100, "applicants");
    head(170, 118 + step / 2, "people");
    head(330, 118, "bodies");
    head(250, 118 + step, "firms");
    head(330, 118 + step, "schools");
    head(410, 118 + step, "others");
    head(490, 118 + step / 2, "total");
    five(160, "New", some);
    five(178, "Old", some);
    five(196, "Done", some);
}

static void a_group_has_the_heads_at_one_height(void **state) {
    (void)state;
    head_of_group(18);
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]),
                        "|1x5:applicants\n|2x1:people|1x3:bodies|2x1:total\n|firms|schools|others\n"
                        "New|1|20|3|44|68\nOld|1|20|3|44|68\nDone|1|20|3|44|68");
}

/* Lines of one head are nearer. */
static void a_head_of_two_lines_is_no_group(void **state) {
    (void)state;
    head_of_group(12);
    fixture_rivers(&page, &lines, &line_count, &grids);
    assert_null(strstr(fixture_show(&grids[0]), "1x3:bodies"));
}

static void three_of(float base, const char *name, const char *a, const char *b, const char *c) {
    fixture_text(&page, 60, base, 10, FIXTURE_PLAIN, name);
    if (*a)
        fixture_text(&page, 300, base, 10, FIXTURE_PLAIN, a);
    fixture_text(&page, 380, base, 10, FIXTURE_PLAIN, b);
    fixture_text(&page, 460, base, 10, FIXTURE_PLAIN, c);
}

static void halves(float base, const char *upper, const char *lower) {
    fixture_text(&page, 300, base - 6, 10, FIXTURE_PLAIN, upper);
    fixture_text(&page, 300, base + 6, 10, FIXTURE_PLAIN, lower);
}

/* The upper half was one of the head or of a row without label, the lower one the value. */
static void halves_of_numbers_stand_around_their_row(void **state) {
    (void)state;
    three_of(90, "item", "firms", "people", "total");
    halves(114, "85,120.", "7");
    three_of(114, "New", "", "12", "19");
    three_of(138, "Refused", "3", "1", "4");
    halves(162, "63737", "6");
    three_of(162, "Withdrawn", "", "6", "11");
    three_of(186, "Open", "8", "9", "17");
    expect("item|firms|people|total\nNew|85,120.~7|12|19\nRefused|3|1|4\n"
           "Withdrawn|63737~6|6|11\nOpen|8|9|17");
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(values_between_lines_are_of_one_row),
        TEST(tall_rows_may_stand_apart),
        TEST(names_of_several_rows_are_no_labels),
        TEST(values_beside_first_lines_are_set_from_the_top),
        TEST(a_line_too_many_proves_nothing),
        TEST(a_group_has_the_heads_at_one_height),
        TEST(a_head_of_two_lines_is_no_group),
        TEST(halves_of_numbers_stand_around_their_row),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
