/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pieces of a page in reading order, on pages drawn by hand: what is a column, what is not, and what is joined. */
#include "cm.h"
#include "page_fixture.h"

enum { PLAIN, BOLD, SMALL, LARGE, TINY, LOOKS };

static const pdf_look looks[LOOKS] = {{.font = {"Plain", 5}, .size = 10},
                                      {.font = {"Plain-Bold", 10}, .size = 10, .bold = true},
                                      {.font = {"Plain", 5}, .size = 6},
                                      {.font = {"Plain", 5}, .size = 30},
                                      {.font = {"Plain", 5}, .size = 5}};

static page_fixture page;
static pdf_sheet sheet;
static char shown[16384];

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    page.page.looks = looks;
    page.page.look_count = LOOKS;
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

static void order_with(pdf_grid *grids, uint32_t grid_count) {
    static uint32_t picks[65536];
    static const float whole[4] = {0, 0, 600, 800};
    pdf_line *lines = NULL;
    for (uint32_t i = 0; i < page.page.char_count; i++)
        picks[i] = i;
    uint32_t count =
        pdf_lines_of(&page.reader, &page.page, picks, page.page.char_count, whole, &lines);
    sheet = (pdf_sheet){.number = 1, .width = 600, .height = 800};
    pdf_order(&page.reader, &page.page, lines, count, grids, grid_count, &sheet);
}

/* The pieces, one below the other: the lines' first `width` bytes, `#` for a grid, `@` for an image; `|` between regions. */
static const char *order(size_t width) {
    size_t at = 0;
    for (uint32_t i = 0; i < sheet.piece_count; i++) {
        const pdf_piece *piece = &sheet.pieces[i];
        sheaf_str text = piece->kind == PDF_PIECE_LINE   ? piece->line->text
                         : piece->kind == PDF_PIECE_GRID ? SHEAF_STR("#")
                                                         : SHEAF_STR("@");
        text.len = text.len > width ? width : text.len;
        bool parts = i && piece->region != sheet.pieces[i - 1].region;
        at += (size_t)snprintf(shown + at, sizeof shown - at, "%s%.*s",
                               parts ? "|"
                               : i   ? " "
                                     : "",
                               (int)text.len, text.ptr);
    }
    return shown;
}

static const char *order_of_page(size_t width) {
    order_with(NULL, 0);
    return order(width);
}

/* `count` lines of prose, the first word of each being a letter and a digit: a0, a1 ... */
static void prose(char letter, float x, float y, uint32_t count, uint32_t words) {
    for (uint32_t i = 0; i < count; i++) {
        char text[256];
        int at = snprintf(text, sizeof text, "%c%u", letter, (unsigned)i);
        uint32_t last = i + 1 == count ? words / 2 : words;
        for (uint32_t k = 0; k < last; k++)
            at += snprintf(text + at, sizeof text - (size_t)at, " %s", k % 2 ? "words" : "prose");
        fixture_text(&page, x, y + 12 * (float)i, 10, PLAIN, text);
    }
}

static void one_column_is_read_down(void **state) {
    (void)state;
    prose('a', 50, 100, 5, 14);
    prose('b', 50, 180, 4, 14);
    assert_string_equal(order_of_page(2), "a0 a1 a2 a3 a4 b0 b1 b2 b3");
    assert_int_equal(sheet.pieces[0].line->columnar, 0);
}

static void two_columns_one_after_the_other(void **state) {
    (void)state;
    prose('a', 50, 100, 8, 6);
    prose('b', 300, 100, 7, 6);
    assert_string_equal(order_of_page(2), "a0 a1 a2 a3 a4 a5 a6 a7|b0 b1 b2 b3 b4 b5 b6");
    assert_int_equal(sheet.pieces[0].line->columnar, 1);
}

static void columns_off_each_other_s_lines(void **state) {
    (void)state;
    prose('a', 50, 100, 8, 6);
    prose('b', 300, 105, 7, 6);
    assert_string_equal(order_of_page(2), "a0 a1 a2 a3 a4 a5 a6 a7|b0 b1 b2 b3 b4 b5 b6");
}

/* Ideographs from there on, of which `count` take ten points each, and what is behind them. */
static void ideographs(float x, float y, uint32_t count, const char *last) {
    char text[256] = "";
    for (uint32_t i = 0; i < count; i++)
        strcat(text, "\xE4\xB8\x80");
    fixture_text(&page, x, y, 10, PLAIN, strcat(text, last));
}

/* The half of a closing mark that has no ink may lie beyond the edge of its column. */
static void marks_hang_over_the_edge_of_columns(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 8; i++)
        ideographs(i == 4 ? 55 : 50, 100 + 14 * (float)i, i == 4 ? 19 : 20,
                   i == 4 ? "\xEF\xBC\x89" : "");
    for (uint32_t i = 0; i < 8; i++)
        ideographs(260, 105 + 14 * (float)i, 20, "");
    assert_string_equal(order_of_page(3), "\xE4\xB8\x80 \xE4\xB8\x80 \xE4\xB8\x80 \xE4\xB8\x80 "
                                          "\xE4\xB8\x80 \xE4\xB8\x80 \xE4\xB8\x80 "
                                          "\xE4\xB8\x80|\xE4\xB8\x80 \xE4\xB8\x80 \xE4\xB8\x80 "
                                          "\xE4\xB8\x80 \xE4\xB8\x80 \xE4\xB8\x80 "
                                          "\xE4\xB8\x80 \xE4\xB8\x80");
}

static void three_columns(void **state) {
    (void)state;
    prose('a', 30, 100, 6, 4);
    prose('b', 220, 104, 7, 4);
    prose('c', 410, 100, 6, 4);
    assert_string_equal(order_of_page(2),
                        "a0 a1 a2 a3 a4 a5|b0 b1 b2 b3 b4 b5 b6|c0 c1 c2 c3 c4 c5");
}

static void a_headline_over_columns_and_a_note_below(void **state) {
    (void)state;
    fixture_text(&page, 150, 60, 10, BOLD, "H a headline that runs over both");
    prose('a', 50, 100, 7, 6);
    prose('b', 300, 100, 7, 6);
    prose('n', 50, 220, 2, 14);
    assert_string_equal(order_of_page(2), "H |a0 a1 a2 a3 a4 a5 a6|b0 b1 b2 b3 b4 b5 b6|n0 n1");
    assert_int_equal(sheet.pieces[0].line->columnar, 0);
    assert_int_equal(sheet.pieces[15].line->columnar, 0);
}

static void columns_begin_below_a_full_block(void **state) {
    (void)state;
    prose('f', 50, 60, 4, 14);
    prose('a', 50, 120, 6, 6);
    prose('b', 300, 120, 6, 6);
    prose('g', 50, 210, 3, 14);
    assert_string_equal(order_of_page(2),
                        "f0 f1 f2 f3|a0 a1 a2 a3 a4 a5|b0 b1 b2 b3 b4 b5|g0 g1 g2");
}

/* They stand above both columns, at the leading of the left one. */
static void labels_above_columns_are_no_cells_of_them(void **state) {
    (void)state;
    for (int i = 0; i < 6; i++) {
        fixture_text(&page, 50, 100 + 12 * (float)i, 10, PLAIN, "label:");
        fixture_text(&page, 120, 100 + 12 * (float)i, 10, PLAIN, "value");
    }
    prose('a', 50, 172, 7, 6);
    prose('b', 300, 176, 7, 6);
    assert_string_equal(order_of_page(2),
                        "la la la la la la a0 a1 a2 a3 a4 a5 a6|b0 b1 b2 b3 b4 b5 b6");
}

static void short_lines_above_columns_tell_nothing_of_them(void **state) {
    (void)state;
    for (int i = 0; i < 8; i++)
        fixture_text(&page, 50, 100 + 12 * (float)i, 10, PLAIN, "short");
    prose('a', 50, 196, 5, 6);
    prose('b', 300, 202, 5, 6);
    assert_string_equal(order_of_page(2), "sh sh sh sh sh sh sh sh a0 a1 a2 a3 a4|b0 b1 b2 b3 b4");
}

static void the_heading_of_what_follows_stays_there(void **state) {
    (void)state;
    prose('a', 50, 100, 8, 6);
    prose('b', 300, 100, 7, 6);
    fixture_text(&page, 50, 204, 10, BOLD, "H heading");
    prose('c', 50, 222, 3, 14);
    assert_string_equal(order_of_page(2),
                        "a0 a1 a2 a3 a4 a5 a6 a7|b0 b1 b2 b3 b4 b5 b6|H  c0 c1 c2");
}

static void a_longer_column_ends_before_the_next(void **state) {
    (void)state;
    prose('a', 50, 100, 6, 6);
    prose('c', 50, 186, 4, 6);
    prose('b', 300, 100, 6, 6);
    assert_string_equal(order_of_page(2), "a0 a1 a2 a3 a4 a5 c0 c1 c2 c3|b0 b1 b2 b3 b4 b5");
}

static void a_running_head_is_no_column(void **state) {
    (void)state;
    fixture_text(&page, 50, 40, 10, PLAIN, "h the report");
    fixture_text(&page, 480, 40, 10, PLAIN, "p 7");
    prose('a', 50, 100, 7, 6);
    prose('b', 300, 100, 7, 6);
    assert_string_equal(order_of_page(2), "h  p |a0 a1 a2 a3 a4 a5 a6|b0 b1 b2 b3 b4 b5 b6");
}

static void next_page(uint32_t number) {
    page.page.char_count = 0;
    page.page.number = number;
}

/* Two lines a side prove nothing, unless the page before ended in columns that stood there. */
static void columns_go_on_at_the_top_of_the_next_page(void **state) {
    (void)state;
    prose('a', 50, 400, 8, 6);
    prose('b', 300, 400, 8, 6);
    assert_string_equal(order_of_page(2), "a0 a1 a2 a3 a4 a5 a6 a7|b0 b1 b2 b3 b4 b5 b6 b7");
    next_page(2);
    prose('c', 50, 60, 4, 6);
    prose('d', 300, 60, 2, 6);
    prose('e', 50, 130, 3, 14);
    assert_string_equal(order_of_page(2), "c0 c1 c2 c3|d0 d1|e0 e1 e2");
    next_page(3);
    prose('c', 50, 60, 4, 6);
    prose('d', 300, 60, 2, 6);
    assert_string_equal(order_of_page(2), "c0 d0 c1 d1 c2 c3"); /* page 2 did not end in columns */
}

static void columns_elsewhere_are_others(void **state) {
    (void)state;
    prose('a', 50, 400, 8, 6);
    prose('b', 300, 400, 8, 6);
    order_of_page(2);
    next_page(2);
    prose('c', 50, 60, 4, 4);
    prose('d', 220, 60, 2, 4);
    assert_string_equal(order_of_page(2), "c0 d0 c1 d1 c2 c3");
    next_page(3);
    prose('a', 50, 400, 8, 6);
    prose('b', 300, 400, 8, 6);
    order_of_page(2);
    next_page(4);
    prose('e', 50, 60, 9, 14);
    prose('c', 50, 200, 4, 6);
    prose('d', 300, 200, 2, 6);
    assert_string_equal(order_of_page(2), "e0 e1 e2 e3 e4 e5 e6 e7 e8 c0 d0 c1 d1 c2 c3");
}

static void labels_and_values_are_read_across(void **state) {
    (void)state;
    static const char *const labels[] = {"Name", "Street",       "Place", "Telephone",
                                         "Mail", "Registration", "Since", "Kind"};
    static const char *const values[] = {"A. Person", "Long Street", "Townsville", "555 01",
                                         "a at b",    "R 17",        "spring",     "office"};
    char wanted[512] = "";
    for (uint32_t i = 0; i < 8; i++) {
        fixture_text(&page, 50, 100 + 14 * (float)i, 10, PLAIN, labels[i]);
        fixture_text(&page, 200, 100 + 14 * (float)i, 10, PLAIN, values[i]);
        strcat(strcat(strcat(wanted, i ? " " : ""), labels[i]), " ");
        strcat(wanted, values[i]);
    }
    assert_string_equal(order_of_page(50), wanted);
}

static void rows_of_figures_are_read_across_and_stay_apart(void **state) {
    (void)state;
    for (uint32_t i = 0; i < 6; i++) {
        char text[16];
        snprintf(text, sizeof text, "%u", (unsigned)(100 + i));
        fixture_text(&page, 50, 100 + 12 * (float)i, 10, PLAIN, text);
        fixture_text(&page, 90, 100 + 12 * (float)i, 10, PLAIN, "7");
        fixture_text(&page, 130, 100 + 12 * (float)i, 10, PLAIN, "8");
    }
    assert_string_equal(order_of_page(9), "100 7 8 101 7 8 102 7 8 103 7 8 104 7 8 105 7 8");
    assert_int_equal(sheet.piece_count, 18);
}

static void contents_and_numbers_are_joined(void **state) {
    (void)state;
    fixture_text(&page, 50, 100, 10, PLAIN, "Chapter ......");
    fixture_text(&page, 400, 100, 10, PLAIN, "15");
    fixture_text(&page, 50, 114, 10, PLAIN, "1.");
    fixture_text(&page, 80, 114, 10, PLAIN, "an item");
    fixture_text(&page, 50, 128, 10, PLAIN, "label:");
    fixture_text(&page, 110, 128, 10, PLAIN, "12");
    fixture_text(&page, 50, 142, 10, PLAIN, "2.1");
    fixture_text(&page, 80, 142, 10, PLAIN, "Section");
    fixture_text(&page, 50, 156, 10, PLAIN, "2.1");
    fixture_text(&page, 80, 156, 10, PLAIN, "375");
    order_with(NULL, 0);
    assert_int_equal(sheet.piece_count, 6);
    assert_string_equal(order(40), "Chapter ...... 15 1. an item label: 12 2.1 Section 2.1 375");
    const pdf_line *line = sheet.pieces[0].line;
    assert_int_equal(line->first, PDF_NONE);
    assert_float_equal(line->box[2], 410, 0.01);
    assert_int_equal(line->spans[line->span_count - 1].start +
                         line->spans[line->span_count - 1].length,
                     line->text.len);
}

static void a_justified_line_is_one_again(void **state) {
    (void)state;
    prose('a', 50, 100, 4, 14);
    float x = page.chars[0].box[0], right = 0;
    for (uint32_t i = 0; i < page.page.char_count; i++)
        right = page.chars[i].box[2] > right ? page.chars[i].box[2] : right;
    static const char *const words[] = {"z0seventeenletters", "sixteenletters16",
                                        "sixteenletters16", "sixteenletters16", "eight__8"};
    float wide = (right - x - 370) / 4;
    assert_true(wide > 11 && wide < 30);
    for (uint32_t i = 0; i < 5; i++)
        x = fixture_text(&page, x, 148, 10, PLAIN, words[i]) + wide;
    prose('b', 50, 160, 5, 14);
    order_with(NULL, 0);
    assert_string_equal(order(2), "a0 a1 a2 a3 z0 b0 b1 b2 b3 b4");
    assert_int_equal(sheet.pieces[4].line->text.len, 18 + 3 * 16 + 8 + 4);
}

static void a_drop_capital_begins_its_word(void **state) {
    (void)state;
    fixture_text(&page, 50, 118, 30, LARGE, "O");
    fixture_text(&page, 68, 100, 10, PLAIN, "nce upon a time there was a report");
    fixture_text(&page, 68, 112, 10, PLAIN, "and it had figures in all of its");
    fixture_text(&page, 50, 124, 10, PLAIN, "tables, and they were right.");
    assert_string_equal(order_of_page(4), "Once and  tabl");
}

/* The smaller one begins a word and is gone: the larger one does not begin it. */
static void a_drop_capital_beside_another(void **state) {
    (void)state;
    fixture_text(&page, 68, 108, 10, PLAIN, "N");
    fixture_text(&page, 77, 105, 5, TINY, "ce");
    fixture_text(&page, 50, 128, 30, LARGE, "O");
    order_of_page(9);
    for (uint32_t i = 0; i < sheet.piece_count; i++) {
        const pdf_line *line = sheet.pieces[i].line;
        const pdf_span *last = &line->spans[line->span_count - 1];
        assert_int_equal(last->start + last->length, line->text.len);
    }
    assert_string_equal(shown, "Nce O");
}

static void a_grid_stands_in_its_place(void **state) {
    (void)state;
    pdf_grid grids[2] = {{.box = {50, 150, 550, 250}}, {.box = {300, 330, 550, 380}}};
    prose('a', 50, 100, 3, 14);
    prose('b', 50, 290, 9, 6);
    prose('c', 300, 290, 3, 6);
    prose('d', 300, 400, 3, 6);
    order_with(grids, 2);
    assert_string_equal(order(2), "a0 a1 a2 #|b0 b1 b2 b3 b4 b5 b6 b7 b8|c0 c1 c2 # d0 d1 d2");
}

static void an_image_is_a_piece_and_a_background_none(void **state) {
    (void)state;
    fixture_ink(&page, PDF_IMAGE, 0, 0, 0, 600, 800);
    fixture_ink(&page, PDF_IMAGE, 0, 100, 130, 300, 200);
    prose('a', 50, 100, 2, 14);
    prose('b', 50, 230, 2, 14);
    assert_string_equal(order_of_page(2), "a0 a1 @ b0 b1");
    assert_float_equal(sheet.pieces[2].box[3], 200, 0.01);
}

static void text_in_the_margin_comes_last(void **state) {
    (void)state;
    static const char text[] = "margin";
    for (uint32_t i = 0; i < 6; i++) {
        fixture_text(&page, 20, 160, 10, PLAIN, "x");
        pdf_char *last = &page.chars[page.page.char_count - 1];
        *last = (pdf_char){.box = {20, 155 - 5 * (float)i, 30, 160 - 5 * (float)i},
                           .code = (uint32_t)text[i],
                           .flags = i ? 0 : PDF_CHAR_LINE_BEFORE};
    }
    prose('a', 50, 100, 6, 14);
    assert_string_equal(order_of_page(6), "a0 pro a1 pro a2 pro a3 pro a4 pro a5 pro|margin");
}

static void rows_of_a_wrapped_table_are_no_columns(void **state) {
    (void)state;
    for (uint32_t row = 0; row < 5; row++) {
        prose('a', 50, 100 + 60 * (float)row, 3, 6);
        prose('b', 300, 100 + 60 * (float)row, 3, 6);
    }
    order_with(NULL, 0);
    assert_int_equal(sheet.pieces[0].line->columnar, 0);
}

/* Boxes without sense, and many: every line comes once, regions never fall. */
static void garbage_is_ordered(void **state) {
    (void)state;
    static pdf_line lines[2000];
    static bool seen[2000];
    uint32_t seed = 11;
    for (uint32_t i = 0; i < 2000; i++) {
        float at[2], size[2];
        for (int k = 0; k < 4; k++) {
            seed = seed * 1664525u + 1013904223u;
            *(k < 2 ? &at[k] : &size[k - 2]) =
                (float)(seed >> 8) / 16777216.0f * (k < 2 ? 600 : 60);
        }
        lines[i] = (pdf_line){.box = {at[0], at[1], at[0] + size[0], at[1] + size[1]},
                              .size = i % 5 ? size[1] : 0,
                              .base = at[1],
                              .direction = (uint8_t)(i % 11 ? 0 : seed >> 24 & 3),
                              .text = SHEAF_STR("some text")};
    }
    sheet = (pdf_sheet){.number = 1};
    pdf_order(&page.reader, &page.page, lines, 2000, NULL, 0, &sheet);
    memset(seen, 0, sizeof seen);
    for (uint32_t i = 0; i < sheet.piece_count; i++) {
        size_t which = (size_t)(sheet.pieces[i].line - lines);
        assert_true(which < 2000 && !seen[which]);
        seen[which] = true;
        assert_true(!i || sheet.pieces[i].region >= sheet.pieces[i - 1].region);
    }
    assert_true(sheet.piece_count > 0);
}

static void an_empty_page_has_no_pieces(void **state) {
    (void)state;
    order_with(NULL, 0);
    assert_int_equal(sheet.piece_count, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_column_is_read_down),
        TEST(two_columns_one_after_the_other),
        TEST(columns_off_each_other_s_lines),
        TEST(marks_hang_over_the_edge_of_columns),
        TEST(three_columns),
        TEST(a_headline_over_columns_and_a_note_below),
        TEST(columns_begin_below_a_full_block),
        TEST(labels_above_columns_are_no_cells_of_them),
        TEST(short_lines_above_columns_tell_nothing_of_them),
        TEST(the_heading_of_what_follows_stays_there),
        TEST(a_longer_column_ends_before_the_next),
        TEST(a_running_head_is_no_column),
        TEST(columns_go_on_at_the_top_of_the_next_page),
        TEST(columns_elsewhere_are_others),
        TEST(labels_and_values_are_read_across),
        TEST(rows_of_figures_are_read_across_and_stay_apart),
        TEST(contents_and_numbers_are_joined),
        TEST(a_justified_line_is_one_again),
        TEST(a_drop_capital_begins_its_word),
        TEST(a_drop_capital_beside_another),
        TEST(a_grid_stands_in_its_place),
        TEST(an_image_is_a_piece_and_a_background_none),
        TEST(text_in_the_margin_comes_last),
        TEST(rows_of_a_wrapped_table_are_no_columns),
        TEST(garbage_is_ordered),
        TEST(an_empty_page_has_no_pieces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
