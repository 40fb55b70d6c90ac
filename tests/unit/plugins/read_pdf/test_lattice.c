/* SPDX-License-Identifier: GPL-2.0-or-later
 * Ruled tables from drawn pages: spans, broken and double lines, shades, open sides, what is no table, and bounds. */
#include "cm.h"

#include "page_fixture.h"

#include <string.h>

static page_fixture page;
static uint32_t *owner;
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
    owner = PDF_TAKE(page.reader.page, uint32_t, page.page.char_count + 1u);
    assert_non_null(owner);
    for (uint32_t i = 0; i < page.page.char_count; i++)
        owner[i] = PDF_NONE;
    return pdf_lattice(&page.reader, &page.page, owner, &grids);
}

static void expect_one(const char *wanted) {
    assert_int_equal(look(), 1);
    assert_string_equal(fixture_show(&grids[0]), wanted);
}

static void say(float x, float base, const char *text) {
    fixture_text(&page, x, base, 10, FIXTURE_PLAIN, text);
}

static void rules_make_cells(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140};
    fixture_grid(&page, xs, 3, ys, 3);
    say(105, 115, "name");
    say(205, 115, "value");
    say(105, 135, "a b");
    say(205, 135, "12");
    say(100, 180, "outside");
    expect_one("name|value\na b|12");
    assert_float_equal(grids[0].xs[1], 200, 0.01);
    assert_float_equal(grids[0].ys[2], 140, 0.01);
    assert_int_equal(grids[0].flags, PDF_GRID_RULED);
    assert_true(grids[0].confidence > 9000);
    assert_int_equal(owner[0], 0);
    assert_int_equal(owner[page.page.char_count - 1], PDF_NONE);
}

static void missing_rules_are_spans(void **state) {
    (void)state;
    fixture_down(&page, 100, 100, 160);
    fixture_down(&page, 200, 120, 160);
    fixture_down(&page, 300, 100, 160);
    fixture_across(&page, 100, 300, 100);
    fixture_across(&page, 100, 300, 120);
    fixture_across(&page, 200, 300, 140);
    fixture_across(&page, 100, 300, 160);
    say(105, 115, "over both");
    say(105, 143, "tall");
    say(205, 135, "1");
    say(205, 155, "2");
    expect_one("1x2:over both\n2x1:tall|1\n2");
}

static void an_angle_is_cut_into_rectangles(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140, 160};
    fixture_grid(&page, xs, 3, ys, 2); /* the first row whole */
    fixture_down(&page, 100, 120, 160);
    fixture_down(&page, 300, 120, 160);
    fixture_down(&page, 200, 120, 140); /* the lower row is one with the upper left */
    fixture_across(&page, 200, 300, 140);
    fixture_across(&page, 100, 300, 160);
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 135, "c");
    say(205, 135, "d");
    say(205, 155, "e");
    expect_one("a|b\n2x1:c|d\ne");
}

static void pieces_and_dashes_are_one_rule(void **state) {
    (void)state;
    const float ys[] = {100, 120, 140};
    for (int i = 0; i < 3; i++) {
        for (float x = 100; x < 298; x += 5) /* dashes */
            fixture_across(&page, x, x + 3, ys[i]);
        fixture_across(&page, 298, 300, ys[i]);
    }
    for (float x = 100; x <= 300; x += 100) {
        fixture_ink(&page, PDF_FILL, 0, x - 0.2f, 100, x + 0.2f, 119); /* broken at the crossing */
        fixture_ink(&page, PDF_FILL, 0, x - 0.2f, 121, x + 0.2f, 140);
    }
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 135, "c");
    say(205, 135, "d");
    expect_one("a|b\nc|d");
}

static void double_rules_are_one_border_and_tell_headers(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140, 160};
    fixture_grid(&page, xs, 3, ys, 4);
    fixture_across(&page, 100, 300, 122);
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 136, "c");
    say(205, 136, "d");
    say(105, 156, "e");
    say(205, 156, "f");
    expect_one("a|b\nc|d\ne|f");
    assert_float_equal(grids[0].ys[1], 121, 0.01);
    assert_int_equal(grids[0].header_rows, 1);
}

static void shades_tell_headers(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140, 160};
    fixture_ink(&page, PDF_FILL, 0xCCDDEE, 100, 100, 300, 120);
    fixture_grid(&page, xs, 3, ys, 4);
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 136, "c");
    say(205, 136, "d");
    expect_one("a|b\nc|d\n|");
    assert_int_equal(grids[0].header_rows, 1);
    assert_int_equal(grids[0].cells[0].shade, 0xCCDDEE);
    assert_int_equal(grids[0].cells[0].headed, 1);
    assert_int_equal(grids[0].cells[2].shade, 0xFFFFFF);
}

static void bold_above_plain_tells_headers(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140};
    fixture_grid(&page, xs, 3, ys, 3);
    fixture_text(&page, 105, 115, 10, FIXTURE_BOLD, "a");
    fixture_text(&page, 205, 115, 10, FIXTURE_BOLD, "b");
    say(105, 135, "c");
    say(205, 135, "d");
    expect_one("a|b\nc|d");
    assert_int_equal(grids[0].header_rows, 1);
}

static void white_lines_count_on_shades_only(void **state) {
    (void)state;
    fixture_ink(&page, PDF_FILL, 0x4477AA, 100, 100, 300, 140);
    fixture_ink(&page, PDF_FILL, 0xFFFFFF, 199.5f, 100, 200.5f, 140);
    fixture_ink(&page, PDF_FILL, 0xFFFFFF, 100, 119.5f, 300, 120.5f);
    const float xs[] = {100, 200, 300}, ys[] = {300, 320, 340};
    for (int i = 0; i < 3; i++) { /* the same on paper */
        fixture_ink(&page, PDF_STROKE, 0xFFFFFF, xs[i] - 0.2f, 300, xs[i] + 0.2f, 340);
        fixture_ink(&page, PDF_STROKE, 0xFFFFFF, 100, ys[i] - 0.2f, 300, ys[i] + 0.2f);
    }
    for (float y = 0; y <= 200; y += 200) {
        say(105, y + 115, "a");
        say(205, y + 115, "b");
        say(105, y + 135, "c");
        say(205, y + 135, "d");
    }
    expect_one("a|b\nc|d");
    assert_float_equal(grids[0].box[1], 100, 0.5);
}

static void shaded_cells_with_gaps_are_a_table(void **state) {
    (void)state;
    for (int row = 0; row < 3; row++)
        for (int column = 0; column < 2; column++) {
            float x = 100 + 100 * (float)column, y = 100 + 20 * (float)row;
            fixture_ink(&page, PDF_FILL, 0xDDDDDD, x, y, x + 98, y + 18);
            say(x + 5, y + 14, row ? "12" : "head");
        }
    expect_one("head|head\n12|12\n12|12");
    assert_true(grids[0].confidence < 9000);
}

static void fills_side_by_side_are_cells_where_a_border_is(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {120, 140, 160};
    fixture_ink(&page, PDF_FILL, 0xCCDDEE, 100, 100, 200, 120); /* a header cell by cell */
    fixture_ink(&page, PDF_FILL, 0xCCDDEE, 200, 100, 300, 120);
    fixture_ink(&page, PDF_FILL, 0xCCDDEE, 100, 140, 300, 160); /* one cell */
    fixture_ink(&page, PDF_FILL, 0xCCDDEE, 102, 141, 202, 159); /* and a line's ground in it */
    fixture_grid(&page, xs, 3, ys, 2);
    fixture_across(&page, 100, 300, 160);
    fixture_down(&page, 100, 140, 160);
    fixture_down(&page, 300, 140, 160);
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 135, "c");
    say(205, 135, "d");
    say(105, 155, "e");
    expect_one("a|b\nc|d\n1x2:e");
}

static void a_fill_hides_what_lies_under_it(void **state) {
    (void)state;
    const float xs[] = {100, 200, 300}, ys[] = {100, 120, 140};
    fixture_grid(&page, xs, 3, ys, 3);
    fixture_ink(&page, PDF_FILL, 0xFFFFFF, 90, 90, 310, 150);
    say(105, 115, "a");
    say(205, 115, "b");
    assert_int_equal(look(), 0);
}

static void open_sides_are_closed_where_rules_end(void **state) {
    (void)state;
    for (float y = 100; y <= 140; y += 20)
        fixture_across(&page, 100, 300, y);
    fixture_down(&page, 200, 100, 140);
    say(105, 115, "a");
    say(205, 115, "b");
    say(105, 135, "c");
    say(205, 135, "d");
    expect_one("a|b\nc|d");
    assert_float_equal(grids[0].xs[0], 100, 0.01);
    assert_int_equal(grids[0].flags, PDF_GRID_RULED);
}

static void a_page_s_end_leaves_the_bottom_open(void **state) {
    (void)state;
    fixture_across(&page, 100, 300, 700);
    fixture_across(&page, 100, 300, 730);
    for (float x = 100; x <= 300; x += 100)
        fixture_down(&page, x, 700, 770);
    say(105, 715, "a");
    say(205, 715, "b");
    say(105, 745, "c");
    say(205, 745, "d");
    expect_one("a|b\nc|d");
    assert_int_equal(grids[0].flags, PDF_GRID_RULED | PDF_GRID_OPEN_BOTTOM);
    assert_float_equal(grids[0].ys[2], 770, 0.01);
}

static void what_is_no_table_is_left(void **state) {
    (void)state;
    const float frame_x[] = {50, 550}, frame_y[] = {50, 250};
    fixture_grid(&page, frame_x, 2, frame_y, 2); /* a box around prose */
    say(60, 80, "prose in a box");
    fixture_across(&page, 60, 120, 81); /* an underline */
    fixture_down(&page, 100, 300, 400); /* axes, with ticks */
    fixture_across(&page, 100, 300, 400);
    for (float x = 120; x < 300; x += 20)
        fixture_down(&page, x, 397, 403);
    say(80, 350, "y");
    say(200, 420, "x");
    for (float x = 110; x < 300; x += 20) /* bars */
        fixture_ink(&page, PDF_FILL, 0x336699, x, 350, x + 10, 400);
    fixture_across(&page, 50, 550, 780); /* a footer's rule */
    say(60, 795, "1");
    assert_int_equal(look(), 0);
    for (uint32_t i = 0; i < page.page.char_count; i++)
        assert_int_equal(owner[i], PDF_NONE);
}

static void a_chart_within_grid_lines_is_no_table(void **state) {
    (void)state;
    const float xs[] = {100, 140, 180, 220, 260, 300}, ys[] = {300, 320, 340, 360, 380, 400};
    fixture_grid(&page, xs, 6, ys, 6);
    say(150, 335, "30.5"); /* the values of its bars */
    say(190, 355, "49.0");
    say(230, 375, "20.4");
    assert_int_equal(look(), 0);
}

static void grounds_and_frames_of_words_are_no_tables(void **state) {
    (void)state;
    for (int i = 0; i < 4; i++) { /* lines on a ground each, ragged */
        float y = 100 + 14 * (float)i, end = 300 + 23 * (float)(i * i % 3);
        fixture_ink(&page, PDF_FILL, i % 2 ? 0xEEEEEE : 0xDDDDDD, 100, y, end, y + 13);
        say(100, y + 10, "words that fill a line of a paragraph");
    }
    fixture_grid(&page, (float[]){150, 200}, 2, (float[]){300, 311}, 2); /* a link in two lines */
    fixture_grid(&page, (float[]){100, 180}, 2, (float[]){311, 322}, 2);
    say(152, 309, "Recurrent");
    say(102, 320, "Neural Networks");
    assert_int_equal(look(), 0);
}

static void a_form_to_be_filled_in_is_a_table(void **state) {
    (void)state;
    const float xs[] = {100, 140, 180, 220}, ys[] = {300, 320, 340, 360, 380, 400};
    fixture_grid(&page, xs, 4, ys, 6);
    say(105, 315, "name");
    say(145, 315, "date");
    say(185, 315, "sign");
    expect_one("name|date|sign\n||\n||\n||\n||");
}

static void tables_apart_are_two_and_one_within_is_of_its_cell(void **state) {
    (void)state;
    const float left[] = {50, 150, 250}, right[] = {300, 400, 500}, ys[] = {100, 160, 220};
    const float inner_x[] = {60, 100, 140}, inner_y[] = {105, 130, 155};
    fixture_grid(&page, left, 3, ys, 3);
    fixture_grid(&page, right, 3, ys, 3);
    fixture_grid(&page, inner_x, 3, inner_y, 3);
    say(65, 120, "i");
    say(105, 120, "j");
    say(155, 120, "b");
    say(55, 200, "c");
    say(305, 120, "d");
    say(405, 120, "e");
    assert_int_equal(look(), 2);
    assert_string_equal(fixture_show(&grids[0]), "|b\nc|");
    assert_string_equal(fixture_show(&grids[1]), "d|e\n|");
    assert_non_null(grids[0].cells[0].inner);
    assert_string_equal(fixture_show(grids[0].cells[0].inner), "i|j\n|");
    assert_int_equal(owner[0], 0);
}

/* The inner table's upper and lower rules lie half a point from those of the row; theirs are longer. */
static void a_table_that_touches_its_cell_stays_in_it(void **state) {
    (void)state;
    const float xs[] = {50, 150, 250, 350}, ys[] = {100, 120, 160, 180};
    const float inner_x[] = {155.5f, 200, 244.5f}, inner_y[] = {120.5f, 140, 159.5f};
    fixture_grid(&page, xs, 4, ys, 4);
    fixture_grid(&page, inner_x, 3, inner_y, 3);
    for (int i = 0; i < 9; i++)
        if (i != 4)
            say(55 + 100 * (float)(i % 3), 115 + 30 * (float)(i / 3), "a");
    say(160, 135, "12");
    say(205, 135, "34");
    say(160, 155, "56");
    expect_one("a|a|a\na||a\na|a|a");
    assert_non_null(grids[0].cells[4].inner);
    assert_string_equal(fixture_show(grids[0].cells[4].inner), "12|34\n56|");
    assert_null(grids[0].cells[4].inner->next);
}

/* Whose rules are met by others from outside, it is no table of its own. */
static void cells_drawn_one_by_one_below_a_long_rule_are_one_table(void **state) {
    (void)state;
    fixture_across(&page, 50, 350, 100);
    for (int i = 0; i < 6; i++) {
        float x = 50 + 100 * (float)(i % 3), y = 100 + 20 * (float)(i / 3);
        fixture_grid(&page, (float[]){x, x + 100}, 2, (float[]){y, y + 20}, 2);
        say(x + 5, y + 15, "a");
    }
    expect_one("a|a|a\na|a|a");
    assert_null(grids[0].cells[1].inner);
}

static void two_framed_boxes_are_a_column(void **state) {
    (void)state;
    fixture_grid(&page, (float[]){50, 350}, 2, (float[]){100, 140, 160}, 3);
    say(55, 115, "item one");
    say(55, 130, "item two");
    say(55, 155, "words");
    expect_one("item one~item two\nwords");
}

static void overflowing_text_stays_in_its_cell(void **state) {
    (void)state;
    const float xs[] = {100, 152, 250}, ys[] = {100, 120, 140, 160};
    fixture_grid(&page, xs, 3, ys, 4);
    say(105, 115, "overflowing text"); /* the border runs through a letter */
    say(137, 135, "123");              /* 137..152, and on the other side at once: */
    say(152, 135, "456");
    say(105, 155, "x");
    expect_one("overflowing text|\n123|456\nx|");
}

static void a_cut_number_goes_where_its_middle_is(void **state) {
    (void)state;
    const float xs[] = {100, 152, 182, 250}, ys[] = {100, 120, 140};
    fixture_grid(&page, xs, 4, ys, 3);
    say(149, 115, "1234567"); /* 149..184: its outer digits are cut */
    say(105, 135, "a");
    say(157, 135, "b");
    expect_one("|1234567|\na|b|");
}

static void a_vertical_label_is_one_text(void **state) {
    (void)state;
    const float xs[] = {100, 120, 300}, ys[] = {100, 140, 180};
    fixture_grid(&page, xs, 3, ys, 2);
    fixture_down(&page, 100, 140, 180);
    fixture_down(&page, 120, 140, 180);
    fixture_down(&page, 300, 140, 180);
    fixture_across(&page, 120, 300, 140);
    fixture_across(&page, 100, 300, 180);
    page.page.ink_count = 0;
    fixture_down(&page, 100, 100, 180);
    fixture_down(&page, 120, 100, 180);
    fixture_down(&page, 300, 100, 180);
    fixture_across(&page, 100, 300, 100);
    fixture_across(&page, 120, 300, 140);
    fixture_across(&page, 100, 300, 180);
    const char *letters[] = {"三", "、", "本", "年", "度"};
    for (int i = 0; i < 5; i++)
        say(105, 118 + 12 * (float)i, letters[i]);
    say(125, 120, "1");
    say(125, 160, "2");
    expect_one("2x1:三、本年度|1\n2");
}

/* Of 20 points of digits; `below` stands below the 7 in a column of 40 points. */
static void broken_digits(float wide, const char *below) {
    const float xs[] = {100, 200, 200 + wide, 240 + wide}, ys[] = {100, 125, 150};
    fixture_grid(&page, xs, 4, ys, 3);
    say(102, 110, "label that fills it");
    say(102, 120, "again");
    say(202, 110, "1234");
    say(202, 120, "56");
    say(202 + wide, 110, "7");
    say(202 + wide, 120, below);
    say(102, 140, "one");
    say(202, 140, "12");
    say(202 + wide, 140, "x1");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].cells[0].wrapped, 0);
}

static void broken_digits_need_a_full_line(void **state) {
    (void)state;
    broken_digits(24, " "); /* 2 points on both sides */
    assert_int_equal(grids[0].cells[1].wrapped, 1);
}

static void broken_digits_with_room_are_two_numbers(void **state) {
    (void)state;
    broken_digits(40, " ");
    assert_int_equal(grids[0].cells[1].wrapped, 2);
}

/* And where one had room, none proves anything. */
static void broken_digits_beside_stacks_are_open(void **state) {
    (void)state;
    broken_digits(24, "56");
    assert_int_equal(grids[0].cells[1].wrapped, 2);
    assert_int_equal(grids[0].cells[2].wrapped, 2);
}

static void lines_wider_than_their_cell_were_not_broken(void **state) {
    (void)state;
    const float xs[] = {100, 200, 224}, ys[] = {100, 125, 150};
    fixture_grid(&page, xs, 3, ys, 3);
    say(102, 110, "label that fills it");
    say(102, 120, "again");
    say(198, 110, "123456"); /* 30 of 24 points */
    say(198, 120, "789012");
    say(102, 135, "one");
    say(102, 146, "more");
    say(202, 135, "12\uff0c"); /* a full-width separator breaks a number, too */
    say(202, 146, "345");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].cells[1].wrapped, 2);
    assert_int_not_equal(grids[0].cells[3].wrapped, 0);
}

static void years_below_each_other_are_not_joined(void **state) {
    (void)state;
    const float xs[] = {100, 200, 224}, ys[] = {100, 125, 150};
    fixture_grid(&page, xs, 3, ys, 3);
    say(102, 110, "years");
    say(202, 110, "2021");
    say(202, 120, "2022");
    say(102, 135, "one");
    say(102, 146, "more");
    say(202, 135, "\uff12\uff10"); /* 20 of 24 points: no room for a full-width digit */
    say(202, 146, "\uff13");
    assert_int_equal(look(), 1);
    assert_int_equal(grids[0].cells[1].wrapped, 2);
    assert_int_equal(grids[0].cells[3].wrapped, 1);
}

/* A word turned to the left or to the right, from (x, y) on, in glyphs of 10 by 5 points. */
static void say_turned(float x, float y, bool upward, const char *text) {
    uint32_t first = page.page.char_count;
    say(0, 0, text);
    for (uint32_t i = first; i < page.page.char_count; i++) {
        float along = 5 * (float)(i - first), low = upward ? y - along - 5 : y + along;
        memcpy(page.chars[i].box, (float[4]){x, low, x + 10, low + 5}, sizeof page.chars[i].box);
    }
}

static void tables_on_their_side_are_set_upright(void **state) {
    (void)state;
    const float xs[] = {100, 120, 140}, ys[] = {100, 160, 220, 280};
    fixture_grid(&page, xs, 3, ys, 4);
    for (int column = 0; column < 2; column++)
        for (int row = 0; row < 3; row++) /* upwards: the first column is the lowest */
            say_turned(105 + 20 * (float)column, 275 - 60 * (float)row, true,
                       column ? (row ? "1234" : "body") : (row ? "value" : "name"));
    expect_one("name|value|value\nbody|1234|1234");
    assert_float_equal(grids[0].xs[1], 800 - 220, 0.01);
    assert_float_equal(grids[0].cells[0].box[1], 220, 0.01);
    page.page.char_count = 0;
    for (int column = 0; column < 2; column++)
        for (int row = 0; row < 3; row++)
            say_turned(125 - 20 * (float)column, 105 + 60 * (float)row, false,
                       column ? (row ? "1234" : "body") : (row ? "value" : "name"));
    expect_one("name|value|value\nbody|1234|1234");
}

/* A number that is written upwards and sticks out of a low row is one, where a border runs through its digits. */
static void turned_numbers_overflow_whole(void **state) {
    (void)state;
    const float xs[] = {100, 150, 200}, ys[] = {100, 120, 133, 160};
    fixture_grid(&page, xs, 3, ys, 4);
    say(105, 115, "a");
    say(155, 115, "b");
    say(105, 130, "c");
    say(105, 150, "d");
    say(155, 150, "e");
    uint32_t first = page.page.char_count;
    say_turned(160, 138, true, "19506");
    for (uint32_t i = first; i < page.page.char_count; i++)
        page.chars[i].flags =
            (uint16_t)((i > first ? 0u : PDF_CHAR_LINE_BEFORE) | PDF_CHAR_TURN(PDF_UPWARD));
    expect_one("a|b\nc|19506\nd|e");
}

/* Digits at one step on both sides of a border are one number, where its middle is; those of two cells have the border between them. */
static void numbers_overflow_whole(void **state) {
    (void)state;
    const float xs[] = {100, 130, 160}, ys[] = {100, 120, 140};
    for (int round = 0; round < 2; round++) {
        page.page.char_count = page.page.ink_count = 0;
        fixture_grid(&page, xs, 3, ys, 3);
        say(105, 115, "a");
        say(135, 115, "b");
        say(155, 135, "9");
        say(115, 135, "180777");
        page.page.char_count--;
        if (round) /* `180|77` */
            for (uint32_t i = 1; i <= 2; i++)
                page.chars[page.page.char_count - i].box[0] += 0.5f;
        expect_one(round ? "a|b\n180|77 9" : "a|b\n18077|9");
    }
}

/* Numbers written downwards do not stand in rows of their digits. */
static void turned_numbers_make_no_rows(void **state) {
    (void)state;
    const float xs[] = {100, 150, 200, 250}, ys[] = {100, 120, 160};
    fixture_grid(&page, xs, 4, ys, 3);
    say(105, 115, "year");
    say(155, 115, "size");
    say(205, 115, "sum");
    uint32_t first = page.page.char_count;
    for (int i = 0; i < 3; i++)
        say_turned(120 + 50 * (float)i, 125, false, i ? "70582" : "13946");
    for (uint32_t i = first; i < page.page.char_count; i++)
        page.chars[i].flags = (uint16_t)(PDF_CHAR_LINE_BEFORE | PDF_CHAR_TURN(PDF_DOWNWARD));
    expect_one("year|size|sum\n13946|70582|70582");
}

/* What is written askew over several cells, or in much larger type, is text of none; askew in one cell it stays. */
static void what_lies_over_the_table_is_left_out(void **state) {
    (void)state;
    const float xs[] = {100, 150, 200}, ys[] = {100, 120, 140};
    for (int round = 0; round < 3; round++) {
        page.page.char_count = page.page.ink_count = 0;
        fixture_grid(&page, xs, 3, ys, 3);
        say(101, 115, "name of it");
        say(155, 115, "value");
        say(105, 135, "12");
        say(155, 135, "34");
        uint32_t first = page.page.char_count;
        fixture_text(&page, round ? 120 : 175, round ? 117 : 135, 10, FIXTURE_PLAIN,
                     round == 2 ? "2"
                     : round    ? "20232"
                                : "5");
        for (uint32_t i = first; i < page.page.char_count; i++) {
            float *box = page.chars[i].box, down = round ? 6 * (float)(i - first) : 0;
            memcpy(box, (float[4]){box[0] + down, box[1] + down, box[2] + down, box[3] + down},
                   sizeof page.chars[i].box);
            page.chars[i].flags = (uint16_t)((i > first ? 0u : PDF_CHAR_LINE_BEFORE) |
                                             (round < 2 ? PDF_CHAR_TILTED : 0u));
            page.chars[i].look = round == 2 ? FIXTURE_BOLD : FIXTURE_PLAIN;
            if (round == 2)
                box[1] -= 25;
        }
        page.looks[FIXTURE_BOLD].size = 40;
        expect_one(round ? "name of it|value\n12|34" : "name of it|value\n12|34 5");
    }
}

static void hatches_and_floods_end(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 2500; i++) { /* 6,250,000 crossings */
        fixture_across(&page, 10, 590, 10 + 0.3f * (float)i);
        fixture_down(&page, 10 + 0.23f * (float)i, 10, 790);
    }
    say(100, 100, "a");
    uint32_t count = look();
    assert_true(count == 0 || count == PDF_NONE);
    page.page.ink_count = 0;
    for (uint32_t i = 0; i < 300000; i++) {
        float x = (float)(i * 7919u % 5800u) / 10, y = (float)(i * 104729u % 7800u) / 10;
        fixture_across(&page, x, x + 9, y);
        fixture_ink(&page, PDF_FILL, 0x808080, x, y, x + 400, y + 500);
    }
    look();
    assert_false(pdf_room_failed(page.reader.page));
}

static void a_grid_of_too_many_slots_is_none(void **state) {
    (void)state;
    page.page.width = page.page.height = 14400;
    for (uint32_t i = 0; i < 1700; i++) { /* 2,890,000 crossings */
        fixture_across(&page, 10, 10 + 8 * 1699, 10 + 8 * (float)i);
        fixture_down(&page, 10 + 8 * (float)i, 10, 10 + 8 * 1699);
    }
    say(12, 16, "a");
    say(20, 16, "b");
    assert_int_equal(look(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(rules_make_cells),
        TEST(missing_rules_are_spans),
        TEST(an_angle_is_cut_into_rectangles),
        TEST(pieces_and_dashes_are_one_rule),
        TEST(double_rules_are_one_border_and_tell_headers),
        TEST(shades_tell_headers),
        TEST(bold_above_plain_tells_headers),
        TEST(white_lines_count_on_shades_only),
        TEST(shaded_cells_with_gaps_are_a_table),
        TEST(fills_side_by_side_are_cells_where_a_border_is),
        TEST(a_fill_hides_what_lies_under_it),
        TEST(open_sides_are_closed_where_rules_end),
        TEST(a_page_s_end_leaves_the_bottom_open),
        TEST(what_is_no_table_is_left),
        TEST(a_chart_within_grid_lines_is_no_table),
        TEST(grounds_and_frames_of_words_are_no_tables),
        TEST(a_form_to_be_filled_in_is_a_table),
        TEST(tables_apart_are_two_and_one_within_is_of_its_cell),
        TEST(a_table_that_touches_its_cell_stays_in_it),
        TEST(cells_drawn_one_by_one_below_a_long_rule_are_one_table),
        TEST(two_framed_boxes_are_a_column),
        TEST(overflowing_text_stays_in_its_cell),
        TEST(a_cut_number_goes_where_its_middle_is),
        TEST(a_vertical_label_is_one_text),
        TEST(broken_digits_need_a_full_line),
        TEST(broken_digits_with_room_are_two_numbers),
        TEST(broken_digits_beside_stacks_are_open),
        TEST(lines_wider_than_their_cell_were_not_broken),
        TEST(years_below_each_other_are_not_joined),
        TEST(tables_on_their_side_are_set_upright),
        TEST(turned_numbers_overflow_whole),
        TEST(numbers_overflow_whole),
        TEST(turned_numbers_make_no_rows),
        TEST(what_lies_over_the_table_is_left_out),
        TEST(hatches_and_floods_end),
        TEST(a_grid_of_too_many_slots_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
