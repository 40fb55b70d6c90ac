/* SPDX-License-Identifier: GPL-2.0-or-later
 * What lines are made with, on glyphs alone: which may have a twin, against a look at all pairs, and gaps of rows that were
 * built to be slow. */
#include "cm.h"

#include "lines/lines.h"

#include <math.h>
#include <stdlib.h>

enum { GLYPHS = 600, ROUNDS = 60, LONG = 200000 };

static pdf_reader reader;
static uint32_t seed;

static int begin(void **state) {
    (void)state;
    reader = (pdf_reader){.page = pdf_room_new(), .kept = pdf_room_new()};
    seed = 11;
    return reader.page && reader.kept ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    pdf_room_free(reader.page);
    pdf_room_free(reader.kept);
    return 0;
}

static float any(float most) {
    seed = seed * 1664525u + 1013904223u;
    return (float)(seed >> 8) / 16777216.0f * most;
}

static pdf_glyph glyph_at(float x, float y, float em) {
    return (pdf_glyph){.u0 = x, .v0 = y, .u1 = x + em / 2, .v1 = y + em, .em = em};
}

static bool same_place(const pdf_glyph *a, const pdf_glyph *b) {
    float near = PDF_TWIN_REACH * b->em;
    return fabsf(a->u0 - b->u0) <= near && fabsf(a->v0 - b->v0) <= near;
}

/* Lines of text, askew and of several sizes, some of them drawn over others. */
static void draw(pdf_glyph *glyphs, float height) {
    for (uint32_t i = 0; i < GLYPHS;) {
        float x = any(300), y = any(height), em = 4 + any(10), slope = any(.04f);
        for (uint32_t n = 1 + (uint32_t)any(40); n > 0 && i < GLYPHS; n--, x += any(em))
            glyphs[i++] = glyph_at(x, y + slope * x, em);
    }
}

static void all_in_one_place_are_found(void **state) {
    static pdf_glyph glyphs[GLYPHS];
    uint32_t pairs = 0;
    (void)state;
    for (int round = 0; round < ROUNDS; round++) {
        pdf_room_empty(reader.page);
        draw(glyphs, round % 2 ? 800 : 8000);
        const bool *crossed = pdf_crossed_of(&reader, glyphs, GLYPHS);
        for (uint32_t i = 0; i < GLYPHS; i++)
            for (uint32_t k = i + 1; k < GLYPHS; k++) {
                if (!same_place(&glyphs[i], &glyphs[k]))
                    continue;
                pairs++;
                assert_true(crossed && crossed[i] && crossed[k]);
            }
    }
    assert_true(pairs > 100);
}

static void lines_below_each_other_have_none(void **state) {
    static pdf_glyph glyphs[GLYPHS];
    (void)state;
    for (uint32_t i = 0; i < GLYPHS; i++)
        glyphs[i] = glyph_at(50 + 5 * (float)(i % 60), 50 + 12 * (float)(i / 60), 10);
    assert_null(pdf_crossed_of(&reader, glyphs, GLYPHS));
    glyphs[GLYPHS - 1] = glyphs[0]; /* its stretch goes over all lines */
    const bool *crossed = pdf_crossed_of(&reader, glyphs, GLYPHS);
    assert_non_null(crossed);
    assert_true(crossed[0] && crossed[GLYPHS - 1]);
    assert_false(crossed[GLYPHS / 2]);
    assert_null(pdf_crossed_of(&reader, glyphs, 0));
}

/* One above the other: more pairs than are compared. */
static void heaps_are_looked_at_whole(void **state) {
    static pdf_glyph glyphs[GLYPHS];
    (void)state;
    for (uint32_t i = 0; i < GLYPHS; i++)
        glyphs[i] = glyph_at(50 - (float)(i % 2), 50, 10);
    const bool *crossed = pdf_crossed_of(&reader, glyphs, GLYPHS);
    for (uint32_t i = 0; i < GLYPHS; i++)
        assert_true(crossed && crossed[i]);
}

/* A row whose gaps, in ems, are given; glyphs stand 1.5 ems behind each other and differ in width. */
static pdf_glyph *row_of(const float *gaps, uint32_t count, pdf_script script) {
    pdf_glyph *row = PDF_TAKE(reader.page, pdf_glyph, count);
    assert_non_null(row);
    for (uint32_t i = 0; i < count; i++) {
        float x = 15 * (float)i;
        row[i] = (pdf_glyph){.u0 = x, .u1 = x + 15, .v1 = 10, .em = 10, .script = (uint8_t)script};
        if (i + 1 < count)
            row[i].u1 -= 10 * gaps[i + 1];
    }
    return row;
}

/* The middle one of the gaps says what is a blank. */
static void tracked_letters_have_blanks_beyond_the_usual(void **state) {
    static const float gaps[] = {0, .3f, .2f, .5f, .25f, .28f, .21f, .31f, .6f, .22f, .26f};
    static const uint8_t blanks[] = {0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0};
    enum { COUNT = sizeof gaps / sizeof *gaps };
    float room[COUNT];
    (void)state;
    pdf_glyph *row = row_of(gaps, COUNT, PDF_ALPHABETIC);
    pdf_mark_gaps(row, COUNT, true, room);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(row[i].blank, blanks[i]);
}

/* Gaps that a choice of the middle one as pivot parts worst, and equal ones: linear all the same. */
static void no_order_of_gaps_is_slow(void **state) {
    float *gaps = malloc(LONG * sizeof *gaps), *room = malloc(LONG * sizeof *room);
    (void)state;
    assert_true(gaps && room);
    for (int kind = 0; kind < 3; kind++) {
        pdf_room_empty(reader.page);
        for (uint32_t i = 0; i < LONG; i++) {
            uint32_t from_end = i < LONG / 2 ? i : LONG - i;
            gaps[i] = kind == 0 ? .3f : kind == 1 ? .1f + .4f * (float)from_end / LONG : any(.5f);
        }
        pdf_glyph *row = row_of(gaps, LONG, PDF_ALPHABETIC);
        pdf_mark_gaps(row, LONG, true, room);
        uint32_t blanks = 0;
        for (uint32_t i = 0; i < LONG; i++)
            blanks += row[i].blank;
        assert_true(blanks < LONG / 2);
    }
    free(gaps);
    free(room);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(all_in_one_place_are_found), TEST(lines_below_each_other_have_none),
        TEST(heaps_are_looked_at_whole),  TEST(tracked_letters_have_blanks_beyond_the_usual),
        TEST(no_order_of_gaps_is_slow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
