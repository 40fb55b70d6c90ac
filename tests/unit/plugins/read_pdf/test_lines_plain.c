/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that is set plainly is read as if it was looked at in full: the same lines come out with a figure far below that
 * stands first in the page's order, so that nothing on the page is plain. */
#include "cm.h"

#include "lines/lines.h"
#include "page_fixture.h"

#include <string.h>

enum { ROUNDS = 400, MOST = 4000 };

static uint32_t seed;

static uint32_t any(uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

/* Words of letters, figures, dots and ideographs, some drawn apart. */
static void draw_line(page_fixture *f, float x, float y, float size, uint16_t look) {
    static const char *const words[] = {"word", "12", "3.5", "....", "乡镇", "政", "a", "-", "I,I"};
    for (uint32_t n = 1 + any(6); n > 0; n--) {
        uint32_t first = f->page.char_count;
        x = fixture_text(f, x, y, size, look, words[any(sizeof words / sizeof *words)]);
        if (n > 1)
            x += (float)any(12) * .1f * size * (any(8) ? .5f : 2);
        if (any(4) && first)
            f->chars[first].flags &= (uint16_t) ~(unsigned)PDF_CHAR_LINE_BEFORE;
        if (any(3) == 0)
            f->chars[first].flags |= PDF_CHAR_SPACE_BEFORE;
    }
}

/* One figure at the foot, then lines that mostly lie below each other. */
static void draw(page_fixture *f) {
    float y = 40, size = 8 + (float)any(5);
    fixture_text(f, 10, 800, 8, 0, "9");
    for (uint32_t n = 1 + any(8); n > 0; n--) {
        draw_line(f, 10 + (float)any(200), y, size, (uint16_t)any(2));
        if (any(6) == 0)
            size = 8 + (float)any(5);
        y += size * (any(10) ? 1.0f + (float)any(8) * .05f : .3f + (float)any(4) * .1f);
    }
}

static void expect_line(const pdf_line *a, const uint32_t *a_picks, const pdf_line *b,
                        const uint32_t *b_picks) {
    assert_int_equal(a->text.len, b->text.len);
    assert_memory_equal(a->text.ptr, b->text.ptr, a->text.len);
    assert_memory_equal(a->box, b->box, sizeof a->box);
    assert_true(a->base == b->base && a->size == b->size && a->look == b->look);
    assert_int_equal(a->direction, b->direction);
    assert_int_equal(a->count, b->count);
    assert_memory_equal(a_picks + a->first, b_picks + b->first, a->count * sizeof *a_picks);
    assert_int_equal(a->span_count, b->span_count);
    for (uint32_t i = 0; i < a->span_count; i++)
        assert_true(a->spans[i].start == b->spans[i].start &&
                    a->spans[i].length == b->spans[i].length &&
                    a->spans[i].raised == b->spans[i].raised);
}

/* How many pages were plain. */
static uint32_t compare(const float within[4]) {
    static uint32_t picks[2][MOST];
    uint32_t plain = 0;
    for (int round = 0; round < ROUNDS; round++) {
        page_fixture f;
        pdf_line *lines[2];
        uint32_t counts[2];
        fixture_begin(&f, 600, 820);
        draw(&f);
        uint32_t count = f.page.char_count;
        assert_true(count < MOST);
        for (uint32_t skipped = 0; skipped < 2; skipped++) {
            for (uint32_t i = skipped; i < count; i++)
                picks[skipped][i - skipped] = i;
            counts[skipped] = pdf_lines_of(&f.reader, &f.page, picks[skipped], count - skipped,
                                           within, &lines[skipped]);
        }
        assert_int_equal(counts[0], counts[1] + 1);
        for (uint32_t i = 0; i < counts[1]; i++)
            expect_line(&lines[0][i], picks[0], &lines[1][i], picks[1]);
        plain += counts[1] > 0;
        fixture_end(&f);
    }
    return plain;
}

static void plain_pages_are_read_alike(void **state) {
    const float page[4] = {0, 0, 600, 820};
    (void)state;
    seed = 5;
    assert_int_equal(compare(page), ROUNDS);
}

static void plain_cells_are_read_alike(void **state) {
    const float cell[4] = {5, 5, 595, 815};
    (void)state;
    seed = 6;
    assert_int_equal(compare(cell), ROUNDS);
}

static pdf_glyph glyph_at(float x, float y, uint16_t flags) {
    return (pdf_glyph){
        .u0 = x, .v0 = y, .u1 = x + 5, .v1 = y + 10, .em = 10, .gap = 0, .flags = flags};
}

static void what_is_plain(void **state) {
    pdf_glyph row[] = {glyph_at(0, 0, 0), glyph_at(5, 0, 0), glyph_at(0, 12, PDF_CHAR_LINE_BEFORE),
                       glyph_at(6, 12, 0)};
    (void)state;
    assert_true(pdf_is_set_plainly(row, 4));
    row[3].u0 = 1; /* drawn over the one before */
    assert_false(pdf_is_set_plainly(row, 4));
    assert_true(pdf_is_set_plainly(row, 3));
    row[2].flags = 0;
    assert_false(pdf_is_set_plainly(row, 3));
    row[2] = glyph_at(20, 3, PDF_CHAR_LINE_BEFORE); /* beside it */
    assert_false(pdf_is_set_plainly(row, 3));
    row[1].script = PDF_LEFTWARDS;
    assert_false(pdf_is_set_plainly(row, 2));
    row[1] = glyph_at(5, 1, 0); /* raised */
    assert_false(pdf_is_set_plainly(row, 2));
    row[0].v1 = 16; /* taller than a letter */
    assert_false(pdf_is_set_plainly(row, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_pages_are_read_alike),
        cmocka_unit_test(plain_cells_are_read_alike),
        cmocka_unit_test(what_is_plain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
