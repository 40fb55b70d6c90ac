/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is a table and what is not: records that are blank but for their label, letters that are drawn, bars of charts. */
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
    uint32_t *owner = PDF_TAKE(page.reader.page, uint32_t, page.page.char_count + 1u);
    assert_non_null(owner);
    for (uint32_t i = 0; i < page.page.char_count; i++)
        owner[i] = PDF_NONE;
    return pdf_lattice(&page.reader, &page.page, owner, &grids);
}

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

static const float columns[] = {100, 200, 240, 280, 320, 360};

static void a_blank_record_is_a_row(void **state) {
    (void)state;
    const float ys[] = {60, 80};
    fixture_grid(&page, columns, 6, ys, 2);
    say(105, 75, "carried over");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "carried over||||");
}

static void a_record_of_few_values_is_a_row(void **state) {
    (void)state;
    const float ys[] = {60, 80};
    fixture_grid(&page, columns, 6, ys, 2);
    say(105, 75, "carried over");
    say(325, 75, "7");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "carried over||||7");
}

static void a_form_of_one_label_is_a_table(void **state) {
    (void)state;
    const float ys[] = {60, 80, 100};
    fixture_grid(&page, columns, 3, ys, 3);
    say(105, 75, "name");
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), "name|\n|");
}

/* A bar beside a note; prose beside nothing; a value in a row without its label. */
static void frames_without_a_label_are_no_tables(void **state) {
    (void)state;
    const float bar[] = {100, 106, 400}, ys[] = {60, 80};
    fixture_grid(&page, bar, 3, ys, 2);
    say(110, 75, "a note in a frame");
    assert_int_equal(look(), 0);
    page.page.ink_count = page.page.char_count = 0;
    fixture_grid(&page, columns, 6, ys, 2);
    say(285, 75, "7");
    assert_int_equal(look(), 0);
    page.page.ink_count = page.page.char_count = 0;
    const float wide[] = {50, 550, 590}, high[] = {60, 90};
    fixture_grid(&page, wide, 3, high, 2);
    say(52, 72, "prose that goes on and on until it is far too long to be the label of anything");
    say(52, 84, "at all, even in the longest and most tiresome of forms that anyone ever drew");
    assert_int_equal(look(), 0);
}

/* The strokes of an E and an H of 10 points, whose letters stand there too. */
static void strokes_of_letters_are_no_tables(void **state) {
    (void)state;
    const float ys[] = {92.5f, 100}, xs[] = {100, 106.2f, 113.4f, 120};
    fixture_grid(&page, xs, 4, ys, 2);
    say(101, 100, "Eh bien");
    assert_int_equal(look(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_blank_record_is_a_row),          TEST(a_record_of_few_values_is_a_row),
        TEST(a_form_of_one_label_is_a_table),   TEST(frames_without_a_label_are_no_tables),
        TEST(strokes_of_letters_are_no_tables),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
