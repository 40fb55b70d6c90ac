/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits below each other in a cell: when they are one number, and when nothing proves it. */
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

/* In the middle between two borders; a character is 5 points wide. */
static void say_between(float x0, float x1, float base, const char *text) {
    say((x0 + x1 - 5 * (float)strlen(text)) / 2, base, text);
}

/* A label of 100 points and columns of `wide`: borders of up to 12 columns. */
static void draw(uint32_t columns, float wide, const float *ys, uint32_t y_count) {
    float xs[13] = {100, 200};
    for (uint32_t i = 2; i <= columns; i++)
        xs[i] = xs[i - 1] + wide;
    fixture_grid(&page, xs, columns + 1, ys, y_count);
}

static int wrapped(uint32_t cell) {
    assert_int_equal(fixture_lattice(&page, &grids), 1);
    return grids[0].cells[cell].wrapped;
}

static const float rows[] = {100, 125, 150};

/* No line comes near to a border, so that nobody knows the padding. */
static void centred_digits_in_a_narrow_column_prove_nothing(void **state) {
    (void)state;
    draw(3, 20, rows, 3);
    say_between(100, 200, 115, "label");
    say_between(200, 220, 110, "12");
    say_between(200, 220, 120, "34");
    say_between(220, 240, 115, "7");
    say_between(100, 200, 140, "other");
    say_between(200, 220, 140, "5");
    say_between(220, 240, 140, "6");
    assert_int_equal(wrapped(1), 2);
}

/* Labels of different lengths begin 4 points from their border: 10 of 20 points leave no room for a digit. */
static void labels_set_flush_prove_the_padding(void **state) {
    (void)state;
    draw(3, 20, rows, 3);
    say(104, 115, "label");
    say_between(200, 220, 110, "12");
    say_between(200, 220, 120, "34");
    say_between(220, 240, 115, "7");
    say(104, 140, "a longer one");
    say_between(200, 220, 140, "5");
    say_between(220, 240, 140, "6");
    assert_int_equal(wrapped(1), 1);
}

/* 2 below 1 had room beside it: so numbers stand below each other here, and 12 above 34 may be two. */
static void numbers_below_each_other_elsewhere_prove_nothing(void **state) {
    (void)state;
    draw(3, 20, rows, 3);
    say(104, 115, "label");
    say_between(200, 220, 110, "12");
    say_between(200, 220, 120, "34");
    say_between(220, 240, 115, "7");
    say(104, 140, "a longer one");
    say_between(200, 220, 140, "5");
    say_between(220, 240, 135, "1");
    say_between(220, 240, 145, "2");
    assert_int_equal(wrapped(1), 2);
    assert_int_equal(wrapped(5), 2);
}

/* 12 below 4: the column holds two digits in a line, so 4 was not broken for want of room, nor 12 above 34. */
static void longer_lines_below_are_numbers_of_their_own(void **state) {
    (void)state;
    draw(3, 20, rows, 3);
    say(104, 115, "label");
    say_between(200, 220, 110, "12");
    say_between(200, 220, 120, "34");
    say_between(220, 240, 115, "7");
    say(104, 140, "a longer one");
    say_between(200, 220, 140, "5");
    say_between(220, 240, 135, "4");
    say_between(220, 240, 145, "12");
    assert_int_equal(wrapped(1), 2);
    assert_int_equal(wrapped(5), 2);
}

static void beside_a_broken_word(const char *below) {
    draw(4, 20, rows, 3);
    say_between(100, 200, 115, "label");
    say_between(200, 220, 110, "12");
    say_between(200, 220, 120, "34");
    say_between(220, 240, 115, "7");
    say_between(240, 260, 110, "x");
    say_between(240, 260, 120, below);
    say_between(100, 200, 140, "other");
    say_between(200, 220, 140, "5");
    say_between(220, 240, 140, "6");
}

/* `x b` would stand in one line if less than 3.75 points were kept to each side. A long word had no room anyway. */
static void words_broken_elsewhere_prove_it_too(void **state) {
    (void)state;
    beside_a_broken_word("b");
    assert_int_equal(wrapped(1), 1);
}

static void long_words_prove_nothing(void **state) {
    (void)state;
    beside_a_broken_word("wor");
    assert_int_equal(wrapped(1), 2);
}

static void two_points_are_two_numbers(void **state) {
    (void)state;
    draw(3, 24, rows, 3);
    say(102, 115, "label");
    say(202, 110, "0.91");
    say(202, 120, "0.81");
    say(226, 115, "7");
    say(102, 140, "a longer one");
    say(202, 140, "5");
    assert_int_equal(wrapped(1), 2);
}

/* The first line of a number that would be joined, in type twice as large: a digit of a watermark. */
static void lines_of_unlike_sizes_are_two_numbers(void **state) {
    (void)state;
    for (int is_large = 0; is_large < 2; is_large++) {
        fixture_end(&page);
        fixture_begin(&page, 595, 842);
        draw(3, 20, (const float[]){100, 140, 165}, 3);
        say(104, 115, "label");
        say(104, 160, "other label");
        page.looks[FIXTURE_BOLD].size = 20;
        fixture_text(&page, 205, 120, is_large ? 20 : 10, is_large ? FIXTURE_BOLD : FIXTURE_PLAIN,
                     is_large ? "1" : "12");
        say(205, 135, "34");
        say(225, 115, "7");
        say(205, 160, "5");
        say(225, 160, "6");
        assert_int_equal(wrapped(1), is_large ? 2 : 1);
    }
}

/* A number that is drawn over another one is no second half of it. */
static void numbers_in_one_place_are_not_broken(void **state) {
    (void)state;
    draw(3, 20, (const float[]){100, 140, 165}, 3);
    say(104, 115, "label");
    say(104, 160, "other label");
    say(205, 120, "132");
    say(205, 120.5f, "52");
    say(225, 115, "7");
    say(205, 160, "5");
    assert_int_equal(wrapped(1), 0);
}

/* `747` above `12`, count and per cent, in columns that are just as wide as their counts. */
static void columns_as_wide_as_their_text_prove_nothing(void **state) {
    (void)state;
    const float xs[] = {100, 134, 153, 172};
    fixture_grid(&page, xs, 4, rows, 3);
    say(102, 115, "labels");
    say(136, 110, "747");
    say(136, 120, "12");
    say(155, 110, "876");
    say(155, 120, "14");
    say(102, 140, "x");
    say(136, 140, "5");
    say(155, 140, "6");
    assert_int_equal(wrapped(1), 2);
}

/* Seven broken numbers; the first digits of one of them as given. */
static void seven(const char *first) {
    const float ys[] = {100, 130, 150};
    draw(8, 24, ys, 3);
    say_between(100, 200, 115, "label");
    say_between(100, 200, 144, "none");
    for (uint32_t i = 0; i < 7; i++) {
        float x = 200 + 24 * (float)i;
        say_between(x, x + 24, 112, i == 3 ? first : "47");
        say_between(x, x + 24, 124, i % 2 ? "1" : "23");
        say_between(x, x + 24, 144, "0");
    }
}

/* All broken where their columns end, and of different lengths. */
static void many_that_agree_are_numbers(void **state) {
    (void)state;
    seven("58");
    assert_int_equal(wrapped(1), 1);
    assert_int_equal(wrapped(7), 1);
}

static void one_with_room_spoils_the_proof(void **state) {
    (void)state;
    seven("5");
    assert_int_equal(wrapped(1), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(centred_digits_in_a_narrow_column_prove_nothing),
        TEST(labels_set_flush_prove_the_padding),
        TEST(longer_lines_below_are_numbers_of_their_own),
        TEST(numbers_below_each_other_elsewhere_prove_nothing),
        TEST(words_broken_elsewhere_prove_it_too),
        TEST(long_words_prove_nothing),
        TEST(two_points_are_two_numbers),
        TEST(lines_of_unlike_sizes_are_two_numbers),
        TEST(numbers_in_one_place_are_not_broken),
        TEST(columns_as_wide_as_their_text_prove_nothing),
        TEST(many_that_agree_are_numbers),
        TEST(one_with_room_spoils_the_proof),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
