/* SPDX-License-Identifier: GPL-2.0-or-later
 * Borders that are not drawn but shown by the text of ruled tables, and text that shows none. */
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

static void expect_one(const char *wanted) {
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

static void row(float base, const char *a, const char *b, const char *c) {
    say(105, base, a);
    say(205, base, b);
    say(305, base, c);
}

/* A header of three cells above rows that have only horizontal rules. */
static void header_and_bands(uint32_t bands) {
    const float xs[] = {100, 200, 300, 400}, ys[] = {100, 120};
    fixture_grid(&page, xs, 4, ys, 2);
    for (uint32_t i = 1; i <= bands; i++)
        fixture_across(&page, 100, 400, 120 + 20 * (float)i);
    fixture_down(&page, 100, 100, 120 + 20 * (float)bands);
    fixture_down(&page, 400, 100, 120 + 20 * (float)bands);
    row(115, "name", "one", "two");
}

static void borders_of_the_header_go_on_below(void **state) {
    (void)state;
    header_and_bands(3);
    row(135, "a b", "1", "2");
    row(155, "c", "3", "");
    row(175, "both together in one", "", "4");
    expect_one("name|one|two\na b|1|2\nc|3|\n1x2:both together in one|4");
}

static void a_merged_row_stays_merged(void **state) {
    (void)state;
    header_and_bands(2);
    say(105, 135, "a note over the whole width of this table");
    say(105, 155, "signed:          date:"); /* one line with a gap */
    expect_one("name|one|two\n1x3:a note over the whole width of this table\n1x3:signed: date:");
}

/* Two or three columns, a header, and one tall row. */
static void header_and_body(const float *xs, uint32_t count, float bottom) {
    const float ys[] = {100, 120, bottom};
    fixture_grid(&page, xs, count, ys, 3);
}

static void numbers_under_numbers_are_rows(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400};
    header_and_body(xs, 4, 180);
    row(115, "name", "one", "two");
    row(135, "a", "1,000", "-");
    row(150, "b", "20", "3.5");
    row(165, "c", "", "(7)");
    expect_one("name|one|two\na|1,000|-\nb|20|3.5\nc||(7)");
}

static void wrapped_text_is_no_row(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400};
    header_and_body(xs, 4, 180);
    row(115, "name", "one", "two");
    row(135, "a label that", "12", "some more");
    row(150, "goes on and", "", "words");
    row(165, "on", "", "here");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 2);
}

static void digits_that_fill_their_cells_are_no_rows(void **state) {
    (void)state;
    const float xs[] = {100, 124, 148, 172};
    header_and_body(xs, 4, 180);
    for (int i = 0; i < 3; i++) {
        say(102 + 24 * (float)i, 115, "abcd");
        say(102 + 24 * (float)i, 135, "1234"); /* 20 of 24 points */
        say(102 + 24 * (float)i, 150, "5678");
        say(102 + 24 * (float)i, 165, "9");
    }
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 2);
    assert_int_equal(grids[0].cells[3].wrapped, 2); /* every column is as wide as its text */
}

/* No number breaks in one place in several columns where it had room to go on. */
static void columns_with_room_show_that_lines_are_rows(void **state) {
    (void)state;
    const float xs[] = {100, 124, 184, 244, 304};
    header_and_body(xs, 5, 180);
    const char *const lines[3][4] = {
        {"1234", "20", "0", "7"}, {"5678", "3", "15", "0"}, {"9012", "400", "0", "1"}};
    for (int column = 0; column < 4; column++) {
        say(xs[column] + 2, 115, "abcd");
        for (int i = 0; i < 3; i++)
            say(xs[column] + 2, 135 + 15 * (float)i, lines[i][column]);
    }
    expect_one("abcd|abcd|abcd|abcd\n1234|20|0|7\n5678|3|15|0\n9012|400|0|1");
}

/* In cells with room to spare, broken by hand: the lines of two stand between those of three, the label between those of two. */
static void lines_in_the_middle_of_cells_are_no_rows(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400, 500};
    header_and_body(xs, 5, 180);
    row(115, "name", "one", "two");
    say(405, 115, "three");
    say(105, 153, "label");
    for (int i = 0; i < 3; i++)
        say(405, 140 + 13 * (float)i, "9");
    for (int i = 0; i < 4; i++)
        say(i % 2 ? 205 : 305, i < 2 ? 146.5f : 159.5f, "71");
    expect_one("name|one|two|three\nlabel|71~71|71~71|9~9~9");
}

static void a_label_between_two_lines_makes_no_rows(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400};
    header_and_body(xs, 4, 180);
    row(115, "name", "one", "two");
    say(105, 153, "label");
    for (int i = 0; i < 4; i++)
        say(i % 2 ? 205 : 305, i < 2 ? 146.5f : 159.5f, "71");
    expect_one("name|one|two\nlabel|71~71|71~71");
}

static void two_lines_with_numbers_are_two_rows(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400};
    header_and_body(xs, 4, 200);
    row(115, "name", "one", "two");
    row(135, "violent crimes all", "467.9", "69.1");
    row(150, "murder and further", "", "");
    row(165, "homicides of a kind", "10.0", "0.9");
    row(180, "robbery of a train", "102.1", "25.5");
    expect_one("name|one|two\nviolent crimes all|467.9|69.1\n"
               "murder and further~homicides of a kind|10.0|0.9\nrobbery of a train|102.1|25.5");
}

static void two_amounts_of_one_record_are_no_rows(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300, 400};
    header_and_body(xs, 4, 200);
    row(115, "name", "one", "two");
    row(135, "buying of nine", "100", "a company");
    row(150, "cross country", "", "that sells");
    row(165, "cars and more", "200", "them");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].rows, 2);
}

static void rivers_of_numbers_are_columns(void **state) {
    (void)state;
    const float xs[] = {100, 200, 400};
    header_and_body(xs, 3, 180);
    say(105, 115, "answers");
    say(205, 115, "freq.");
    say(265, 115, "cum.");
    say(310, 115, "of"); /* set wide: no column of its own */
    for (int i = 0; i < 4; i++) {
        float base = 135 + 13 * (float)i;
        say(105, base, i % 2 ? "yes" : "no");
        say(205, base, "138");
        say(265, base, "6.9");
    }
    expect_one("answers|freq.|cum. of\nno|138|6.9\nyes|138|6.9\nno|138|6.9\nyes|138|6.9");
    assert_true(grids[0].confidence < 9900);
}

/* Rules across alone: heads that are set left stand before numbers that are set in the middle. */
static void heads_stand_before_the_numbers_of_their_columns(void **state) {
    static const char *const rows[4][4] = {{"North", "963", "5", "5273"},
                                           {"Labour", "58", "114", "785887"},
                                           {"West", "19774", "491097", "446"},
                                           {"East", "227", "4781", "9161"}};
    (void)state;
    const float xs[] = {100, 590}, ys[] = {100, 120, 140, 160, 180, 200};
    fixture_grid(&page, xs, 2, ys, 6);
    say(105, 115, "Item");
    say(205, 115, "2010");
    say(335, 115, "2011");
    say(465, 115, "Forestry");
    for (int i = 0; i < 4; i++) {
        say(105, 135 + 20 * (float)i, rows[i][0]);
        for (int k = 1; k < 4; k++)
            say(135 + 130 * (float)k - 2.5f * (float)strlen(rows[i][k]), 135 + 20 * (float)i,
                rows[i][k]);
    }
    expect_one("Item|2010|2011|Forestry\nNorth|963|5|5273\nLabour|58|114|785887\n"
               "West|19774|491097|446\nEast|227|4781|9161");
}

/* The white between them is narrower than a wide blank, and the header reaches over it. */
static void two_numbers_are_never_one(void **state) {
    (void)state;
    const float xs[] = {100, 200, 260};
    header_and_body(xs, 3, 180);
    say(105, 115, "answers");
    say(205, 115, "under all");
    for (int i = 0; i < 4; i++) {
        float base = 135 + 13 * (float)i;
        say(105, base, i % 2 ? "yes" : "no");
        say(205, base, "1.5");
        say(227, base, i == 3 ? "-" : "12.5"); /* 7 points behind it */
        fixture_across(&page, 100, 260, base + 3);
    }
    expect_one("answers|1x2:under all\nno|1.5|12.5\nyes|1.5|12.5\nno|1.5|12.5\nyes|1.5|-");
}

static void digits_in_groups_are_one_number(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300};
    header_and_body(xs, 3, 180);
    say(105, 115, "answers");
    say(205, 115, "all");
    for (int i = 0; i < 4; i++) {
        say(105, 135 + 13 * (float)i, i % 2 ? "yes" : "no");
        say(205, 135 + 13 * (float)i, "1 234 567");
    }
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].columns, 2);
}

static void marks_before_items_are_no_column(void **state) {
    (void)state;
    const float xs[] = {100, 200, 400};
    header_and_body(xs, 3, 190);
    say(105, 115, "topic");
    say(205, 115, "items");
    for (int i = 0; i < 4; i++) {
        say(205, 135 + 13 * (float)i, "-");
        say(225, 135 + 13 * (float)i, "an item of the list");
    }
    say(105, 135, "work");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].columns, 2);
    assert_int_equal(grids[0].rows, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(borders_of_the_header_go_on_below),
        TEST(a_merged_row_stays_merged),
        TEST(numbers_under_numbers_are_rows),
        TEST(wrapped_text_is_no_row),
        TEST(digits_that_fill_their_cells_are_no_rows),
        TEST(rivers_of_numbers_are_columns),
        TEST(heads_stand_before_the_numbers_of_their_columns),
        TEST(marks_before_items_are_no_column),
        TEST(two_numbers_are_never_one),
        TEST(digits_in_groups_are_one_number),
        TEST(columns_with_room_show_that_lines_are_rows),
        TEST(lines_in_the_middle_of_cells_are_no_rows),
        TEST(a_label_between_two_lines_makes_no_rows),
        TEST(two_lines_with_numbers_are_two_rows),
        TEST(two_amounts_of_one_record_are_no_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
