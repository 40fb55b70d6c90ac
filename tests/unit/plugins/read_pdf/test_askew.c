/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that are written askew over a page: Poppler gives their characters one by one, in the order of their heights. */
#include "cm.h"

#include "layout.h"
#include "page/legible.h"
#include "page_fixture.h"

#include <string.h>

enum { MOST = 64 };

static page_fixture page;
static pdf_shown glyphs[MOST];
static uint32_t shown;

static int begin(void **state) {
    (void)state;
    fixture_begin(&page, 600, 800);
    shown = 0;
    return 0;
}

static int end(void **state) {
    (void)state;
    fixture_end(&page);
    return 0;
}

/* Level text, and its glyphs. */
static void say(float x, float y, const char *text) {
    uint32_t i = page.page.char_count;
    fixture_text(&page, x, y, 10, FIXTURE_PLAIN, text);
    for (; i < page.page.char_count; i++)
        glyphs[shown++] = (pdf_shown){.x = page.chars[i].box[0], .y = y};
}

/* Characters that rise to the right, from the last one to the first. */
static void slant(float x, float y, const char *const *texts, uint32_t count) {
    for (uint32_t i = count; i-- > 0;)
        fixture_text(&page, x + 16 * (float)i, y - 11 * (float)i, 20, FIXTURE_BOLD, texts[i]);
    for (uint32_t i = 0; i < count; i++)
        glyphs[shown++] = (pdf_shown){
            .x = x + 16 * (float)i, .y = y - 11 * (float)i, .is_tilted = true, .begins = i == 0};
    page.looks[FIXTURE_BOLD].size = 20;
}

static pdf_sheet lay_out(void) {
    pdf_sheet sheet = {0};
    pdf_mark_glyphs(page.reader.page, &page.page, glyphs, shown);
    page.page.glyphs = glyphs;
    page.page.glyph_count = shown;
    pdf_layout(&page.reader, &page.page, &sheet);
    return sheet;
}

static void expect_line(const pdf_piece *piece, const char *text, bool askew) {
    assert_int_equal(piece->kind, PDF_PIECE_LINE);
    assert_int_equal(piece->line->text.len, strlen(text));
    assert_memory_equal(piece->line->text.ptr, text, strlen(text));
    assert_int_equal(piece->askew, askew);
}

static const char *const words[] = {"内", "部", "资", "料"};

static void they_are_one_text_behind_the_page(void **state) {
    (void)state;
    say(50, 100, "Heading");
    slant(100, 133, words, 4);
    say(50, 120, "Level text of the page");
    pdf_sheet sheet = lay_out();
    assert_int_equal(sheet.piece_count, 3);
    expect_line(&sheet.pieces[0], "Heading", false);
    expect_line(&sheet.pieces[1], "Level text of the page", false);
    expect_line(&sheet.pieces[2], "内部资料", true);
    assert_true(sheet.pieces[2].box[0] == 100 && sheet.pieces[2].box[1] == 133 - 33 - 16);
    assert_true(sheet.pieces[2].box[2] == 168 && sheet.pieces[2].box[3] == 137);
    assert_int_equal(sheet.shown.characters, 7 + 18 + 4);
}

/* In cells, too, where it leaves the numbers as they are: one begins nearly where a character of it does. */
static void no_table_has_them(void **state) {
    (void)state;
    const float xs[] = {100, 150, 200}, ys[] = {100, 120, 140};
    fixture_grid(&page, xs, 3, ys, 3);
    say(101, 115, "size");
    say(155, 115, "value");
    say(105, 135, "12");
    say(148.5f, 135, "347");
    slant(100, 151, words, 4); /* its last one begins at 148 */
    pdf_sheet sheet = lay_out();
    assert_int_equal(sheet.piece_count, 2);
    assert_int_equal(sheet.pieces[0].kind, PDF_PIECE_GRID);
    assert_string_equal(fixture_show(sheet.pieces[0].grid), "size|value\n12|347");
    expect_line(&sheet.pieces[1], "内部资料", true);
}

/* Digits alone may be those of a number whose others are level. */
static void digits_stay(void **state) {
    (void)state;
    static const char *const digits[] = {"2", "3"};
    say(50, 100, "Level text of the page");
    slant(300, 100, digits, 2);
    pdf_sheet sheet = lay_out();
    for (uint32_t i = 0; i < sheet.piece_count; i++)
        assert_false(sheet.pieces[i].askew);
    assert_int_equal(sheet.shown.digits, 2);
}

/* Some characters of the ring of a seal are level. */
static void a_level_one_between_goes_with_them(void **state) {
    (void)state;
    say(50, 100, "Level text of the page");
    slant(300, 133, words, 4);
    glyphs[shown - 2].is_tilted = false;
    pdf_sheet sheet = lay_out();
    expect_line(&sheet.pieces[sheet.piece_count - 1], "内部资料", true);
    assert_int_equal(sheet.piece_count, 2);
}

static void a_page_all_of_which_is_askew_is_read(void **state) {
    (void)state;
    say(50, 300, ".");
    slant(100, 133, words, 4);
    slant(200, 433, words, 4);
    pdf_sheet sheet = lay_out();
    assert_true(sheet.piece_count > 0);
    for (uint32_t i = 0; i < sheet.piece_count; i++)
        assert_false(sheet.pieces[i].askew);
}

int main(void) {
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
        TEST(they_are_one_text_behind_the_page),
        TEST(no_table_has_them),
        TEST(digits_stay),
        TEST(a_level_one_between_goes_with_them),
        TEST(a_page_all_of_which_is_askew_is_read),
#undef TEST
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
