/* SPDX-License-Identifier: GPL-2.0-or-later
 * Labels in bold with their values, without any rule: what is a table, and what looks like it. */
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

static void pair(float base, float edge, const char *label, const char *value) {
    fixture_text(&page, 60, base, 10, FIXTURE_BOLD, label);
    fixture_text(&page, edge, base, 10, FIXTURE_PLAIN, value);
}

static void four(float edge) {
    pair(100, edge, "Distance:", "25 900 light years");
    pair(114, edge, "Radius:", "less than 45 units");
    pair(128, edge, "Mass:", "4.31 millions");
    pair(142, edge, "Surface temperature", "about ten"); /* ends where the values begin */
}

static const char wanted[] = "Distance:|25 900 light years\nRadius:|less than 45 units\n"
                             "Mass:|4.31 millions\nSurface temperature|about ten";

static void expect(const char *grid) {
    uint32_t count = fixture_rivers(&page, &lines, &line_count, &grids);
    if (count && !grid)
        fail_msg("a table was seen:\n%s", fixture_show(&grids[0]));
    assert_int_equal(count, grid ? 1 : 0);
    if (grid)
        assert_string_equal(fixture_show(&grids[0]), grid);
}

static void labels_in_bold_at_one_edge_are_a_table(void **state) {
    (void)state;
    four(157);
    expect(wanted);
    assert_int_equal(line_count, 0);
    assert_true(grids[0].confidence < 9000);
}

static void a_value_may_have_a_second_line(void **state) {
    (void)state;
    four(157);
    fixture_text(&page, 157, 154, 10, FIXTURE_PLAIN, "to twelve");
    expect("Distance:|25 900 light years\nRadius:|less than 45 units\n"
           "Mass:|4.31 millions\nSurface temperature|about ten~to twelve");
}

static void three_are_too_few(void **state) {
    (void)state;
    pair(100, 157, "Distance:", "far");
    pair(114, 157, "Radius:", "small");
    pair(128, 157, "Surface temperature", "high");
    expect(NULL);
}

/* Labels that are equally long end at one edge by themselves. */
static void labels_of_one_width_prove_nothing(void **state) {
    (void)state;
    for (int i = 0; i < 6; i++)
        pair(100 + 14 * (float)i, 95, "Note:", i % 2 ? "this is so" : "this is not");
    expect(NULL);
}

static void values_at_several_edges_are_sentences(void **state) {
    (void)state;
    pair(100, 110, "Distance:", "far enough");
    pair(114, 100, "Radius:", "rather small");
    pair(128, 90, "Mass:", "rather large");
    pair(142, 160, "Surface temperature", "high");
    expect(NULL);
}

static void plain_labels_may_be_text(void **state) {
    (void)state;
    for (int i = 0; i < 4; i++) {
        fixture_text(&page, 60, 100 + 14 * (float)i, 10, FIXTURE_PLAIN,
                     i % 2 ? "Radius" : "Distances");
        fixture_text(&page, 157, 100 + 14 * (float)i, 10, FIXTURE_PLAIN, "small or large");
    }
    expect(NULL);
}

/* Terms with what explains them. */
static void long_values_are_text(void **state) {
    (void)state;
    pair(100, 157, "Distance:", "how far the thing is from the one who looks at it");
    pair(114, 157, "Radius:", "half of its width");
    pair(128, 157, "Mass:", "how hard it is to move");
    pair(142, 157, "Surface temperature", "how hot it is");
    expect(NULL);
}

/* A label that ends 20 points before the values begin; a character is half an em wide. */
static void flush(float base, float off, const char *label, const char *value) {
    fixture_text(&page, 140 - 5 * (float)strlen(label) + off, base, 10, FIXTURE_BOLD, label);
    fixture_text(&page, 160, base, 10, FIXTURE_PLAIN, value);
}

static void two_labels_flush_at_the_right_are_columns(void **state) {
    (void)state;
    flush(100, 0, "Statement", "seasoned professional");
    flush(135, 0.2f, "Experience", "a company");
    fixture_text(&page, 160, 152, 10, FIXTURE_PLAIN, "another one");
    expect("Statement|seasoned professional\nExperience|a company~another one");
}

static void labels_that_end_elsewhere_are_not_flush(void **state) {
    (void)state;
    flush(100, 0, "Statement", "seasoned professional");
    flush(135, 1.5f, "Experience", "a company");
    expect(NULL);
}

/* They end at one edge by themselves. */
static void two_flush_labels_of_one_width_prove_nothing(void **state) {
    (void)state;
    flush(100, 0, "Statement", "seasoned professional");
    flush(135, 0, "Statement", "a company");
    expect(NULL);
}

static void flush_labels_a_blank_apart_are_text(void **state) {
    (void)state;
    flush(100, 16, "Statement", "seasoned professional");
    flush(114, 16, "Experience", "a company");
    expect(NULL);
}

static void flush_labels_far_apart_are_not_rows(void **state) {
    (void)state;
    flush(100, 0, "Statement", "seasoned professional");
    flush(150, 0, "Experience", "a company");
    expect(NULL);
}

/* A head beside its paragraph. */
static void a_value_of_three_lines_is_text(void **state) {
    (void)state;
    flush(100, 0, "Statement", "seasoned professional");
    flush(130, 0, "Experience", "many companies, in the course");
    fixture_text(&page, 160, 142, 10, FIXTURE_PLAIN, "of years, all of which went on");
    fixture_text(&page, 160, 154, 10, FIXTURE_PLAIN, "for a while");
    expect(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(labels_in_bold_at_one_edge_are_a_table),
        TEST(a_value_may_have_a_second_line),
        TEST(three_are_too_few),
        TEST(labels_of_one_width_prove_nothing),
        TEST(values_at_several_edges_are_sentences),
        TEST(plain_labels_may_be_text),
        TEST(long_values_are_text),
        TEST(two_labels_flush_at_the_right_are_columns),
        TEST(labels_that_end_elsewhere_are_not_flush),
        TEST(two_flush_labels_of_one_width_prove_nothing),
        TEST(flush_labels_a_blank_apart_are_text),
        TEST(flush_labels_far_apart_are_not_rows),
        TEST(a_value_of_three_lines_is_text),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
