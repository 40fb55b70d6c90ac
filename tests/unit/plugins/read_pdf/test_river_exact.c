/* SPDX-License-Identifier: GPL-2.0-or-later
 * Small tables of words that nothing shows but their edges, and what looks like them. Cells are set at the edges given, in
 * ten points; a character is half an em wide. */
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

static uint32_t look(void) {
    return fixture_rivers(&page, &lines, &line_count, &grids);
}

static void expect_one(const char *wanted) {
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

#define MOST 4u
static const float edges[MOST] = {60, 160, 260, 360};

/* A row of cells, NULL where there is none; `off` points to the right of the edges. */
static void row(float base, float off, const char *const *texts) {
    for (uint32_t i = 0; i < MOST; i++)
        if (texts[i])
            fixture_text(&page, edges[i] + off, base, 10, FIXTURE_PLAIN, texts[i]);
}

#define ROW(base, ...) row((base), 0, (const char *const[MOST]){__VA_ARGS__})

static void expect_none(void) {
    uint32_t found = look();
    if (found)
        fail_msg("a table was seen:\n%s", fixture_show(&grids[0]));
}

static void words_at_equal_edges_are_a_table(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker", "Vienna");
    ROW(114, "Berger", "Old miller", "Graz");
    ROW(128, "Huber", "Smith", "Linz");
    expect_one("Adler|Baker|Vienna\nBerger|Old miller|Graz\nHuber|Smith|Linz");
}

static void steps_of_letters_are_rows(void **state) {
    (void)state;
    ROW(100, "a", "b", "c", "d");
    ROW(114, NULL, "e", "f", "g");
    ROW(128, NULL, NULL, "h", "i");
    ROW(142, "k", "l", NULL, NULL);
    expect_one("a|b|c|d\n|e|f|g\n||h|i\nk|l||");
}

static void a_cell_wraps_at_its_width(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker", "Vienna");
    ROW(118, "Berger", "Keeper of the", "Graz");
    ROW(130, NULL, "forests", NULL);
    ROW(148, "Huber", "Smith", "Linz");
    expect_one("Adler|Baker|Vienna\nBerger|Keeper of the~forests|Graz\nHuber|Smith|Linz");
}

/* A section's name has the type of its table. */
static void a_heading_parts_two_tables(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker", "Vienna");
    ROW(114, "Berger", "Miller", "Graz");
    ROW(128, "Huber", "Smith", "Linz");
    page.looks[FIXTURE_BOLD].size = 13;
    fixture_text(&page, 60, 150, 13, FIXTURE_BOLD, "Tools");
    ROW(170, "Saw", "40", "12");
    ROW(184, "Drill", "85", "7");
    ROW(198, "Plane", "60", "3");
    assert_int_equal(look(), 2);
    assert_string_equal(fixture_show(&grids[0]),
                        "Adler|Baker|Vienna\nBerger|Miller|Graz\nHuber|Smith|Linz");
    assert_string_equal(fixture_show(&grids[1]), "Saw|40|12\nDrill|85|7\nPlane|60|3");
}

/* ---- what is no table ---- */

static void two_rows_prove_nothing(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker", "Vienna");
    ROW(114, "Berger", "Miller", "Graz");
    expect_none();
}

static void two_columns_prove_nothing(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker");
    ROW(114, "Berger", "Miller");
    ROW(128, "Huber", "Smith");
    expect_none();
}

static void edges_that_differ_are_none(void **state) {
    (void)state;
    ROW(100, "Adler", "Baker", "Vienna");
    row(114, 2, (const char *const[MOST]){"Berger", "Miller", "Graz"});
    ROW(128, "Huber", "Smith", "Linz");
    expect_none();
}

static void a_form_is_none(void **state) {
    (void)state;
    ROW(100, "Name:", "Adler", "Town:", "Vienna");
    ROW(114, "Trade:", "Baker", "Street:", "Graben");
    ROW(128, "Born:", "Linz", "Faith:", "None");
    expect_none();
}

static void bullets_are_none(void **state) {
    (void)state;
    ROW(100, "- Adler", "- Baker", "- Vienna");
    ROW(114, "- Berger", "- Miller", "- Graz");
    ROW(128, "- Huber", "- Smith", "- Linz");
    expect_none();
}

static void columns_of_text_are_none(void **state) {
    (void)state;
    ROW(100, "The council met", "took note of it", "laid before the");
    ROW(114, "in spring and so", "and all were of", "members had been");
    ROW(128, "it had said that", "one mind about it", "written by hand");
    ROW(142, "the year was bad", "since nobody came", "and was not read");
    expect_none();
}

int main(void) {
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(words_at_equal_edges_are_a_table),
        CASE(steps_of_letters_are_rows),
        CASE(a_cell_wraps_at_its_width),
        CASE(a_heading_parts_two_tables),
        CASE(two_rows_prove_nothing),
        CASE(two_columns_prove_nothing),
        CASE(edges_that_differ_are_none),
        CASE(a_form_is_none),
        CASE(bullets_are_none),
        CASE(columns_of_text_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
