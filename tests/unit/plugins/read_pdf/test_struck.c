/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits with a line through them are told from those beside them; rules of tables and underlines go through none. */
#include "cm.h"

#include "layout.h"
#include "page_fixture.h"

#include <string.h>

/* A number of which a line goes through the first two digits, if any. Characters are 5 points wide and 10 high, from 72 on y. */
static void show(page_fixture *f, const char *text, float from, float to, float y) {
    fixture_begin(f, 300, 200);
    fixture_text(f, 100, 80, 10, FIXTURE_PLAIN, text);
    fixture_across(f, from, to, y);
    f->page.chars = f->chars;
    pdf_mark_struck(&f->reader, &f->page);
}

static uint32_t struck(const page_fixture *f) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < f->page.char_count; i++)
        count += (f->page.chars[i].flags & PDF_CHAR_STRUCK) != 0;
    return count;
}

static void digits_below_a_line_are_struck(void **state) {
    (void)state;
    static const struct {
        const char *text;
        float from, to, y;
        uint32_t struck;
    } cases[] = {
        {"4883", 100, 110, 77.5f, 2},                              /* the first two */
        {"4883", 100, 120, 77.5f, 4}, {"4883", 60, 200, 77.0f, 4}, /* a line through the row */
        {"4883", 60, 200, 72.0f, 0},                               /* a rule above */
        {"4883", 100, 120, 80.5f, 0},                              /* an underline */
        {"4883", 100, 102, 77.5f, 0},                              /* less than a digit */
        {"4883", 100, 104, 77.5f, 0}, /* the bar of a digit that is drawn as paths */
        {"abcd", 100, 120, 77.5f, 0}, {"4883", 150, 200, 77.5f, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page_fixture f;
        show(&f, cases[i].text, cases[i].from, cases[i].to, cases[i].y);
        assert_int_equal(struck(&f), cases[i].struck);
        fixture_end(&f);
    }
}

/* Lines of other kinds than one stroke; the digits end at 120. */
static void lines_of_other_kinds_strike(void **state) {
    (void)state;
    static const struct {
        pdf_paint paint;
        uint32_t colour;
        float wide, gap, high; /* of each piece, from 100 on */
        uint32_t struck;
    } cases[] = {
        {PDF_FILL, 0, 4, 4, 1, 4},             /* dashes */
        {PDF_FILL, 0, 0.75f, 0.75f, 0.75f, 4}, /* dots */
        {PDF_FILL, 0, 1, 9, 1, 0},             /* far apart */
        {PDF_IMAGE, 0x808080, 20, 9, 2, 4},    /* a wave */
        {PDF_FILL, 0, 20, 9, 2, 4},            /* a bar */
        {PDF_FILL, 0, 20, 9, 5, 0},            /* what reaches beyond the middle of the digits */
        {PDF_FILL, 0xFFFFFF, 20, 9, 1, 0},
        {PDF_CLIP, 0, 20, 9, 1, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        page_fixture f;
        fixture_begin(&f, 300, 200);
        fixture_text(&f, 100, 80, 10, FIXTURE_PLAIN, "4883");
        for (float x = 100; x < 120; x += cases[i].wide + cases[i].gap)
            fixture_ink(&f, cases[i].paint, cases[i].colour, x, 76.5f, x + cases[i].wide,
                        76.5f + cases[i].high);
        pdf_mark_struck(&f.reader, &f.page);
        assert_int_equal(struck(&f), cases[i].struck);
        fixture_end(&f);
    }
}

/* A digit that is written downwards has its line upright; a white one stands on a bar. */
static void turned_and_white_digits(void **state) {
    (void)state;
    page_fixture f;
    fixture_begin(&f, 300, 200);
    fixture_text(&f, 100, 80, 10, FIXTURE_PLAIN, "48");
    for (uint32_t i = 0; i < 2; i++) {
        memcpy(f.chars[i].box, (float[4]){100, 70 + 5 * (float)i, 110, 75 + 5 * (float)i},
               sizeof(float[4]));
        f.chars[i].flags = (uint16_t)PDF_CHAR_TURN(PDF_DOWNWARD);
    }
    fixture_down(&f, 105, 69, 76);
    pdf_mark_struck(&f.reader, &f.page);
    assert_int_equal(struck(&f), 1);
    fixture_end(&f);
    fixture_begin(&f, 300, 200);
    f.looks[FIXTURE_BOLD].colour = 0xFFFFFF;
    fixture_text(&f, 100, 80, 10, FIXTURE_BOLD, "48");
    fixture_across(&f, 100, 110, 77.5f);
    pdf_mark_struck(&f.reader, &f.page);
    assert_int_equal(struck(&f), 0);
    fixture_end(&f);
}

/* Each line is in the band of each digit, and left or right of all of them. */
static void many_lines_beside_many_digits_end(void **state) {
    (void)state;
    enum { LINES = 200000, DIGITS = 200000 };
    page_fixture f;
    fixture_begin(&f, 14000, 200);
    for (uint32_t i = 0; i < LINES; i++) {
        float x = i % 2 ? 10 : 13900, y = 76.5f + (float)(i % 800) / 800;
        fixture_across(&f, x + (float)(i % 97), x + (float)(i % 97) + 1, y);
    }
    for (uint32_t i = 0; i < DIGITS; i++)
        fixture_text(&f, 1000 + (float)(i % 10000), 80, 10, FIXTURE_PLAIN, "7");
    pdf_mark_struck(&f.reader, &f.page);
    assert_int_equal(struck(&f), 0);
    fixture_across(&f, 1000, 1005, 77.5f);
    pdf_mark_struck(&f.reader, &f.page);
    assert_true(struck(&f) > 0);
    fixture_end(&f);
}

static void they_are_parted_from_those_beside(void **state) {
    (void)state;
    page_fixture f;
    pdf_line *lines;
    pdf_grid *grids;
    uint32_t count;
    show(&f, "4883", 100, 110, 77.5f);
    fixture_rivers(&f, &lines, &count, &grids);
    assert_int_equal(count, 1);
    assert_int_equal(lines[0].text.len, 5);
    assert_memory_equal(lines[0].text.ptr, "48 83", 5);
    assert_int_equal(lines[0].span_count, 2);
    assert_true(lines[0].spans[0].struck && !lines[0].spans[1].struck);
    fixture_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digits_below_a_line_are_struck),
        cmocka_unit_test(lines_of_other_kinds_strike),
        cmocka_unit_test(turned_and_white_digits),
        cmocka_unit_test(many_lines_beside_many_digits_end),
        cmocka_unit_test(they_are_parted_from_those_beside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
