/* SPDX-License-Identifier: GPL-2.0-or-later
 * Boxes drawn around text in the order of reading: which are read as one, where they stand, and which are none. */
#include "cm.h"
#include "page_fixture.h"

static page_fixture page;
static pdf_sheet sheet;
static char shown[4096];

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void box(float x0, float y0, float x1, float y1) {
    const float xs[] = {x0, x1}, ys[] = {y0, y1};
    fixture_grid(&page, xs, 2, ys, 2);
}

static void text(float x, float base, const char *words) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, words);
}

/* The lines in order of reading; `|` between regions. */
static const char *order(void) {
    static uint32_t picks[4096];
    static const float whole[4] = {0, 0, 600, 800};
    pdf_line *lines = NULL;
    size_t at = 0;
    for (uint32_t i = 0; i < page.page.char_count; i++)
        picks[i] = i;
    uint32_t count =
        pdf_lines_of(&page.reader, &page.page, picks, page.page.char_count, whole, &lines);
    sheet = (pdf_sheet){.number = 1, .width = 600, .height = 800};
    pdf_order(&page.reader, &page.page, lines, count, NULL, 0, &sheet);
    for (uint32_t i = 0; i < sheet.piece_count; i++) {
        const pdf_piece *piece = &sheet.pieces[i];
        bool parts = i && piece->region != sheet.pieces[i - 1].region;
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%s%.*s",
                               parts ? "|"
                               : i   ? " "
                                     : "",
                               (int)piece->line->text.len, piece->line->text.ptr);
    }
    return shown;
}

static void two_boxes(void) {
    text(100, 110, "one");
    text(100, 122, "two");
    text(100, 134, "three");
    text(350, 115, "four");
    text(350, 127, "five");
}

static void boxes_beside_each_other_are_read_one_after_the_other(void **state) {
    (void)state;
    box(90, 95, 200, 145);
    box(340, 100, 450, 140);
    two_boxes();
    assert_string_equal(order(), "one two three|four five");
    assert_int_equal(sheet.pieces[0].line->columnar, 1);
}

static void without_boxes_they_are_read_across(void **state) {
    (void)state;
    two_boxes();
    assert_string_equal(order(), "one four two five three");
}

static void a_wall_may_be_drawn_in_pieces(void **state) {
    (void)state;
    fixture_down(&page, 90, 95, 145);
    fixture_down(&page, 200, 95, 145);
    fixture_across(&page, 90, 200, 95);
    fixture_across(&page, 90, 140, 145);
    fixture_across(&page, 140, 200, 145);
    two_boxes();
    assert_string_equal(order(), "one two three|four five");
}

static void three_walls_are_no_box(void **state) {
    (void)state;
    fixture_down(&page, 90, 95, 145);
    fixture_across(&page, 90, 200, 95);
    fixture_across(&page, 90, 200, 145);
    two_boxes();
    assert_string_equal(order(), "one four two five three");
}

static void a_box_that_cuts_a_line_was_not_drawn_for_it(void **state) {
    (void)state;
    box(90, 95, 118, 145);
    two_boxes();
    assert_string_equal(order(), "one four two five three");
}

/* Nor does it stand in the middle of a paragraph. */
static void a_box_beside_a_paragraph_follows_it(void **state) {
    (void)state;
    for (int i = 0; i < 3; i++)
        text(50, 100 + 12 * (float)i, "text of a paragraph of some lines");
    text(50, 160, "below");
    box(340, 104, 450, 134);
    text(350, 116, "note");
    text(350, 128, "goes on");
    assert_string_equal(order(), "text of a paragraph of some lines text of a paragraph of some "
                                 "lines text of a paragraph of some lines|note goes on|below");
}

static void a_label_stands_before_the_box_beside_it(void **state) {
    (void)state;
    text(50, 110, "Remarks");
    box(110, 100, 500, 140);
    text(115, 110, "none were made");
    text(115, 131, "this year");
    assert_string_equal(order(), "Remarks|none were made this year");
}

static void a_box_of_one_line_is_read_across(void **state) {
    (void)state;
    text(50, 110, "Name:");
    box(85, 99, 200, 114);
    text(90, 110, "Lind");
    text(210, 110, "Age");
    assert_string_equal(order(), "Name: Lind Age");
}

/* The labels of a chart stand outside of it. */
static void figures_and_rows_with_labels_stay_in_their_rows(void **state) {
    (void)state;
    box(100, 95, 300, 145);
    text(60, 110, "2001");
    text(60, 130, "2005");
    text(150, 112, "30.5 a");
    text(150, 132, "29.7");
    assert_string_equal(order(), "2001 30.5 a 2005 29.7");
    fixture_end(&page);
    fixture_begin(&page, 600, 800);
    box(100, 95, 300, 145);
    text(60, 110, "north");
    text(60, 130, "south");
    text(150, 110, "many");
    text(150, 130, "few");
    assert_string_equal(order(), "north many south few");
}

static void a_box_in_a_box_is_read_as_one_there(void **state) {
    (void)state;
    box(90, 80, 330, 180);
    text(100, 90, "outer");
    box(95, 95, 200, 145);
    text(100, 110, "inner");
    text(100, 122, "goes on");
    text(250, 116, "beside");
    text(400, 116, "outside");
    assert_string_equal(order(), "outer|inner goes on|beside|outside");
}

static void a_drawing_of_many_lines_has_no_boxes(void **state) {
    (void)state;
    box(90, 95, 200, 145);
    for (int i = 0; i < 500; i++)
        fixture_down(&page, 10, (float)i, (float)i + 20);
    two_boxes();
    assert_string_equal(order(), "one four two five three");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(boxes_beside_each_other_are_read_one_after_the_other),
        TEST(without_boxes_they_are_read_across),
        TEST(a_wall_may_be_drawn_in_pieces),
        TEST(three_walls_are_no_box),
        TEST(a_box_that_cuts_a_line_was_not_drawn_for_it),
        TEST(a_box_beside_a_paragraph_follows_it),
        TEST(a_label_stands_before_the_box_beside_it),
        TEST(a_box_of_one_line_is_read_across),
        TEST(figures_and_rows_with_labels_stay_in_their_rows),
        TEST(a_box_in_a_box_is_read_as_one_there),
        TEST(a_drawing_of_many_lines_has_no_boxes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
