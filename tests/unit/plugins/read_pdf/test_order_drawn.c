/* SPDX-License-Identifier: GPL-2.0-or-later
 * The order in which a page was drawn, as evidence for columns: where it tells what heights and spaces do not, and where it
 * tells nothing. */
#include "cm.h"
#include "page_fixture.h"

static page_fixture page;
static pdf_sheet sheet;
static pdf_shown glyphs[8192];
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

/* The glyphs of the page in the order of its text. */
static void draw(void) {
    for (uint32_t i = 0; i < page.page.char_count; i++)
        glyphs[i] = (pdf_shown){.x = page.page.chars[i].box[0], .y = page.page.chars[i].box[3] - 2};
    page.page.glyphs = glyphs;
    page.page.glyph_count = page.page.char_count;
}

/* The first two bytes of each line, `#` for a grid; `|` between regions. */
static const char *order_with(pdf_grid *grids, uint32_t grid_count) {
    static uint32_t picks[8192];
    static const float whole[4] = {0, 0, 600, 800};
    pdf_line *lines = NULL;
    size_t at = 0;
    for (uint32_t i = 0; i < page.page.char_count; i++)
        picks[i] = i;
    uint32_t count =
        pdf_lines_of(&page.reader, &page.page, picks, page.page.char_count, whole, &lines);
    sheet = (pdf_sheet){.number = 1, .width = 600, .height = 800};
    pdf_order(&page.reader, &page.page, lines, count, grids, grid_count, &sheet);
    for (uint32_t i = 0; i < sheet.piece_count; i++) {
        const pdf_piece *piece = &sheet.pieces[i];
        bool parts = i && piece->region != sheet.pieces[i - 1].region;
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%s%.2s",
                               parts ? "|"
                               : i   ? " "
                                     : "",
                               piece->line ? piece->line->text.ptr : "#");
    }
    return shown;
}

static const char *order(void) {
    return order_with(NULL, 0);
}

/* `count` lines, `step` apart, that begin with the letter and a digit. */
static void prose(char letter, float x, float y, float step, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        char text[64];
        (void)snprintf(text, sizeof text, "%c%u prose of words and%s", letter, (unsigned)i,
                       i + 1 < count ? " of other words" : "");
        fixture_text(&page, x, y + step * (float)i, 10, FIXTURE_PLAIN, text);
    }
}

static void columns_with_wide_spaces_between_lines(void **state) {
    (void)state;
    prose('a', 50, 100, 31, 8);
    prose('b', 300, 100, 31, 8);
    draw();
    assert_string_equal(order(), "a0 a1 a2 a3 a4 a5 a6 a7|b0 b1 b2 b3 b4 b5 b6 b7");
}

static void a_line_beside_the_title_of_the_left_column(void **state) {
    (void)state;
    fixture_text(&page, 110, 80, 16, FIXTURE_BOLD, "ti");
    prose('a', 50, 140, 16, 8);
    prose('b', 300, 79, 16, 1);
    prose('c', 300, 112, 16, 9);
    draw();
    assert_string_equal(order(), "ti a0 a1 a2 a3 a4 a5 a6 a7|b0 c0 c1 c2 c3 c4 c5 c6 c7 c8");
}

static void a_right_column_of_two_lines(void **state) {
    (void)state;
    prose('a', 50, 100, 14, 6);
    prose('b', 50, 240, 14, 6);
    prose('c', 300, 100, 14, 2);
    draw();
    assert_string_equal(order(), "a0 a1 a2 a3 a4 a5 b0 b1 b2 b3 b4 b5|c0 c1");
}

static void a_heading_below_the_end_of_the_right_column(void **state) {
    (void)state;
    prose('a', 50, 100, 14, 8);
    fixture_text(&page, 50, 270, 12, FIXTURE_BOLD, "h0 heading");
    prose('b', 50, 290, 14, 4);
    prose('c', 300, 100, 14, 6);
    draw();
    assert_string_equal(order(), "a0 a1 a2 a3 a4 a5 a6 a7 h0 b0 b1 b2 b3|c0 c1 c2 c3 c4 c5");
}

static void a_grid_at_the_top_of_the_left_column(void **state) {
    (void)state;
    pdf_grid grid = {.box = {50, 70, 240, 160}};
    fixture_text(&page, 60, 90, 10, FIXTURE_PLAIN, "in the grid");
    const uint32_t in_grid = page.page.char_count;
    prose('a', 50, 190, 14, 5);
    prose('b', 300, 92, 14, 3);
    prose('c', 300, 160, 14, 6);
    draw();
    page.page.chars += in_grid; /* the grid's characters are no lines */
    page.page.char_count -= in_grid;
    assert_string_equal(order_with(&grid, 1), "# a0 a1 a2 a3 a4|b0 b1 b2 c0 c1 c2 c3 c4 c5");
    page.page.chars -= in_grid;
}

static void a_grid_at_the_top_of_the_right_column(void **state) {
    (void)state;
    pdf_grid grid = {.box = {300, 70, 500, 160}};
    prose('a', 50, 92, 24, 8);
    const uint32_t before = page.page.char_count;
    fixture_text(&page, 310, 90, 10, FIXTURE_PLAIN, "in the grid");
    draw();
    page.page.char_count = before; /* the grid's characters are no lines */
    assert_string_equal(order_with(&grid, 1), "a0 a1 a2 a3 a4 a5 a6 a7|#");
}

/* What is drawn after both columns, at the left as they begin, is no part of the left one. */
static void a_heading_of_what_follows(void **state) {
    (void)state;
    prose('a', 50, 100, 14, 6);
    prose('b', 300, 100, 14, 6);
    fixture_text(&page, 50, 200, 12, FIXTURE_BOLD, "h0 heading");
    fixture_text(&page, 50, 220, 10, FIXTURE_PLAIN,
                 "f0 full text of the whole width of the page, which runs across the gutter of it");
    draw();
    assert_string_equal(order(), "a0 a1 a2 a3 a4 a5|b0 b1 b2 b3 b4 b5|h0 f0");
}

/* Rows that are drawn one after the other are read so, however full their cells are. */
static void rows_are_no_columns(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        prose((char)('a' + i), 50, 100 + 31 * (float)i, 14, 1);
        prose((char)('k' + i), 300, 100 + 31 * (float)i, 14, 1);
    }
    draw();
    assert_string_equal(order(), "a0 k0 b0 l0 c0 m0 d0 n0 e0 o0 f0 p0");
}

/* A form's labels are drawn before what is filled in. */
static void values_drawn_after_their_labels(void **state) {
    (void)state;
    static const char *const labels[] = {"na name:", "st street:", "to town:", "ye year:"};
    static const char *const values[] = {"17 301", "28 40", "30 551", "20 24"};
    for (uint32_t i = 0; i < 4; i++)
        fixture_text(&page, 50, 100 + 20 * (float)i, 10, FIXTURE_PLAIN, labels[i]);
    for (uint32_t i = 0; i < 4; i++)
        fixture_text(&page, 300, 100 + 20 * (float)i, 10, FIXTURE_PLAIN, values[i]);
    draw();
    assert_string_equal(order(), "na 17 st 28 to 30 ye 20");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(columns_with_wide_spaces_between_lines),
        TEST(a_line_beside_the_title_of_the_left_column),
        TEST(a_right_column_of_two_lines),
        TEST(a_heading_below_the_end_of_the_right_column),
        TEST(a_grid_at_the_top_of_the_left_column),
        TEST(a_grid_at_the_top_of_the_right_column),
        TEST(a_heading_of_what_follows),
        TEST(rows_are_no_columns),
        TEST(values_drawn_after_their_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
