/* SPDX-License-Identifier: GPL-2.0-or-later
 * Shades without lines: bands, heads and columns of labels of one colour. */
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

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

/* Five rows from y on, 20 high: every second one shaded from the second column on, the first column all in one colour. */
static void bands(void) {
    for (uint32_t i = 0; i < 5; i++) {
        const float top = 80 + 20 * (float)i;
        fixture_ink(&page, PDF_FILL, 0xC0C0C0, 50, top, 150, top + 20);
        for (uint32_t k = 0; k < 3 && i % 2 == 0; k++)
            fixture_ink(&page, PDF_FILL, 0xE8E8E8, 150 + 80 * (float)k, top, 230 + 80 * (float)k,
                        top + 20);
    }
}

static void numbers(float base) {
    say(180, base, "57");
    say(260, base, "1204");
    say(340, base, "8.5");
}

static void labels_beside_their_numbers_are_no_cell(void **state) {
    (void)state;
    static const char *const labels[] = {"North", "Labour", "West", "Foreign", "East"};
    bands();
    for (uint32_t i = 0; i < 5; i++) {
        say(55, 94 + 20 * (float)i, labels[i]);
        numbers(94 + 20 * (float)i);
    }
    assert_int_equal(fixture_lattice(&page, &grids), 0);
    pdf_line *lines;
    uint32_t count;
    assert_int_equal(fixture_rivers(&page, &lines, &count, &grids), 1);
    assert_string_equal(fixture_show(&grids[0]),
                        "North|57|1204|8.5\nLabour|57|1204|8.5\nWest|57|1204|8.5\n"
                        "Foreign|57|1204|8.5\nEast|57|1204|8.5");
}

static void a_label_of_all_rows_is_a_cell(void **state) {
    (void)state;
    bands();
    say(55, 134, "Places");
    for (uint32_t i = 0; i < 5; i++)
        numbers(94 + 20 * (float)i);
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    assert_int_equal(grids[0].cells[0].row_span, 5);
}

/* Above, below the head and at the foot. */
static void rules_across_part_no_labels(void **state) {
    (void)state;
    fixture_across(&page, 50, 390, 80);
    fixture_across(&page, 50, 390, 100);
    fixture_across(&page, 50, 390, 180);
    labels_beside_their_numbers_are_no_cell(state);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(labels_beside_their_numbers_are_no_cell),
        TEST(a_label_of_all_rows_is_a_cell),
        TEST(rules_across_part_no_labels),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
