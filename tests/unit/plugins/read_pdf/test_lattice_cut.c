/* Numbers that the end of a table without right border cuts, and tables that are only drawn so. */
#include "page_fixture.h"

#include "page/edge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static page_fixture page;

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 400, 400);
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void draw(int is_closed, const char *first, const char *second) {
    const float ys[] = {100, 120, 140};
    for (int i = 0; i < 3; i++)
        fixture_across(&page, 100, 300, ys[i]);
    fixture_down(&page, 100, 100, 140);
    fixture_down(&page, 200, 100, 140);
    if (is_closed)
        fixture_down(&page, 300, 100, 140);
    fixture_text(&page, 105, 115, 10, FIXTURE_PLAIN, "1");
    fixture_text(&page, 105, 135, 10, FIXTURE_PLAIN, "2");
    fixture_text(&page, 300 - 5 * (float)strlen(first), 115, 10, FIXTURE_PLAIN, first);
    fixture_text(&page, 205, 135, 10, FIXTURE_PLAIN, second);
}

static void expect(const char *shown, uint32_t cuts, const float *box) {
    pdf_grid *grids;
    pdf_edge edge = {0};
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    pdf_mark_cut_cells(&page.reader, &page.page, grids, &edge);
    assert_string_equal(fixture_show(grids), shown);
    assert_int_equal(edge.cuts, cuts);
    for (int i = 0; box && i < 4; i += 2)
        assert_true(edge.box[i] > box[i] - 0.1f && edge.box[i] < box[i] + 0.1f);
}

static void numbers_end_with_the_lines(void **state) {
    (void)state;
    draw(0, "200", "30");
    expect("1|200\xEF\xBF\xBD\n2|30", 1, (const float[4]){285, 0, 300, 0});
}

static void a_border_closes_the_table(void **state) {
    (void)state;
    draw(1, "200", "30");
    expect("1|200\n2|30", 0, NULL);
}

static void words_are_left_alone(void **state) {
    (void)state;
    draw(0, "cut", "30");
    expect("1|cut\n2|30", 0, NULL);
}

static void numbers_with_room_behind_them_are_whole(void **state) {
    (void)state;
    draw(0, "", "40");
    expect("1|\n2|40", 0, NULL);
}

/* Numbers of different widths that end with the lines, and no border. */
static void draw_flush(float second) {
    draw(0, "200", "");
    fixture_text(&page, second, 135, 10, FIXTURE_PLAIN, "15");
}

static void numbers_set_right_without_room_are_whole(void **state) {
    (void)state;
    draw_flush(290);
    expect("1|200\n2|15", 0, NULL);
}

static void lines_that_the_page_cuts_cut_numbers(void **state) {
    (void)state;
    draw_flush(290);
    page.inks[1].ground = PDF_GROUND_CUT;
    expect("1|200\xEF\xBF\xBD\n2|15\xEF\xBF\xBD", 2, NULL);
}

static void numbers_that_end_each_elsewhere_are_cut(void **state) {
    (void)state;
    draw_flush(290.4f);
    expect("1|200\xEF\xBF\xBD\n2|15\xEF\xBF\xBD", 2, NULL);
}

static void a_number_that_runs_over_shows_that_all_are_cut(void **state) {
    (void)state;
    draw_flush(290);
    fixture_across(&page, 100, 300, 160);
    fixture_down(&page, 100, 140, 160);
    fixture_down(&page, 200, 140, 160);
    fixture_text(&page, 105, 155, 10, FIXTURE_PLAIN, "3");
    fixture_text(&page, 287, 155, 10, FIXTURE_PLAIN, "711");
    expect("1|200\xEF\xBF\xBD\n2|15\xEF\xBF\xBD\n3|711\xEF\xBF\xBD", 3, NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(numbers_end_with_the_lines),
        TEST(a_border_closes_the_table),
        TEST(words_are_left_alone),
        TEST(numbers_with_room_behind_them_are_whole),
        TEST(numbers_set_right_without_room_are_whole),
        TEST(lines_that_the_page_cuts_cut_numbers),
        TEST(numbers_that_end_each_elsewhere_are_cut),
        TEST(a_number_that_runs_over_shows_that_all_are_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
