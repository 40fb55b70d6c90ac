/* Heads of tables that other rules had left out of the header, or given to another column. */
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

static void number(float x, float base, const char *text) {
    say(x - 5 * (float)strlen(text), base, text);
}

static const char *const plain[] = {"North", "Labour", "West", "East"};

/* Groups stand beside the head of the labels, above heads that leave it out, and a year; the last of these have a second
 * line, below which the columns are told. */
static void the_head_of_labels_belongs_to_the_table(void **state) {
    (void)state;
    static const float ends[] = {239.6f, 298.8f, 347.6f, 403.6f, 458.6f};
    static const char *const numbers[][5] = {{"22.82", "21,888.9", "448.94", "526.51", "393.72"},
                                             {"0.07", "2,336.9", "78.10", "0.04", "0.96"},
                                             {"8.49", "75,896.8", "8.47", "3.51", "0.25"},
                                             {"13.77", "0.1", "364.50", "76.34", "0.00"}};
    say(51, 125.3f, "Item");
    say(185.9f, 125.3f, "GroupB");
    say(301, 125.3f, "GroupD");
    say(185.9f, 138.9f, "Land(%)");
    say(241.7f, 138.9f, "2011");
    say(301, 138.9f, "2012");
    say(349.8f, 138.9f, "Fishing");
    say(405.6f, 138.9f, "Housing");
    say(349.8f, 151.6f, "(%)");
    say(405.6f, 151.6f, "(EUR)");
    for (uint32_t i = 0; i < 4; i++) {
        say(51, 165.3f + 13.7f * (float)i, plain[i]);
        for (uint32_t k = 0; k < 5; k++)
            number(ends[k], 165.3f + 13.7f * (float)i, numbers[i][k]);
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(strtok((char *)(uintptr_t)fixture_show(&grids[0]), "\n"),
                        "2x1:Item|1x2:GroupB|1x3:GroupD");
}

/* The label is longer than most: a head in its middle is no head of the numbers, whose cells begin behind it. */
static void a_head_above_a_long_label_is_theirs(void **state) {
    (void)state;
    static const char *const labels[] = {
        "North", "Labour and all that goes with it", "W", "E", "N", "S", "NW", "SW", "NE", "SE"};
    say(120, 93, "Item");
    number(300, 86, "Staff of");
    number(300, 100, "the year");
    number(360, 93, "Fees");
    number(420, 93, "Rent");
    for (uint32_t i = 0; i < 10; i++) {
        say(50, 120 + 20 * (float)i, labels[i]);
        number(300, 120 + 20 * (float)i, i % 2 ? "963" : "58");
        number(360, 120 + 20 * (float)i, i % 2 ? "5" : "1144");
        number(420, 120 + 20 * (float)i, i % 3 ? "273" : "8");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(strtok((char *)(uintptr_t)fixture_show(&grids[0]), "\n"),
                        "Item|Staff of~the year|Fees|Rent");
}

/* The first value may look like a year, and its row alone may have a unit: no number is a head for that. */
static void a_value_like_a_year_is_no_head(void **state) {
    (void)state;
    say(50, 100, "Item");
    say(200, 100, "Unit");
    number(420, 100, "Amount");
    say(200, 120, "pieces");
    for (uint32_t i = 0; i < 4; i++) {
        say(50, 120 + 20 * (float)i, plain[i]);
        number(420, 120 + 20 * (float)i, i == 0 ? "2019" : "3100");
    }
    assert_int_equal(fixture_rivers(&page, &lines, &line_count, &grids), 1);
    assert_string_equal(
        fixture_show(&grids[0]),
        "Item|Unit|Amount\nNorth|pieces|2019\nLabour||3100\nWest||3100\nEast||3100");
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(the_head_of_labels_belongs_to_the_table),
        TEST(a_head_above_a_long_label_is_theirs),
        TEST(a_value_like_a_year_is_no_head),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
