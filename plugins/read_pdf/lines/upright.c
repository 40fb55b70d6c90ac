/* SPDX-License-Identifier: GPL-2.0-or-later
 * The ideographs of a narrow cell, whose order in the file tells little: Poppler reads `结果 / 纠正`, two and two, by columns.
 * What stands nearer beside another than below runs across; a single column is read from the top. */
#include "lines/lines.h"

#include <float.h>
#include <math.h>

enum { MOST = 64 }; /* glyphs: all pairs are looked at, and a cell of more is not narrow */

typedef struct place {
    float x, y, em;
} place;

static float middle(const pdf_glyph *glyph) {
    return (glyph->u0 + glyph->u1) / 2;
}

static float height(const pdf_glyph *glyph) {
    return (glyph->v0 + glyph->v1) / 2;
}

static bool is_column(const pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].script != PDF_IDEOGRAPH ||
            fabsf(middle(&glyphs[i]) - middle(glyphs)) > 0.3f * glyphs->em)
            return false;
    return true;
}

/* Text that is turned to the left steps upwards, all of it. */
static bool goes_up(const pdf_glyph *glyphs, uint32_t count, bool tell_turns) {
    if (tell_turns && PDF_CHAR_TURN_OF(glyphs->flags) == PDF_RIGHTWARD)
        return false;
    for (uint32_t i = 1; i < count; i++)
        if (height(&glyphs[i]) >= height(&glyphs[i - 1]))
            return false;
    return true;
}

static int by_height(const void *a, const void *b) {
    float x = height(a), y = height(b);
    return x < y ? -1 : x > y;
}

/* The ideographs alone, as each is looked at once for every other. */
static uint32_t take_places(const pdf_glyph *glyphs, uint32_t count, place *places) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count && i < MOST; i++)
        if (glyphs[i].script == PDF_IDEOGRAPH)
            places[n++] = (place){middle(&glyphs[i]), height(&glyphs[i]), glyphs[i].em};
    return n;
}

static bool has_rows(const pdf_glyph *glyphs, uint32_t count) {
    place places[MOST];
    float beside = FLT_MAX, below = FLT_MAX;
    uint32_t n = take_places(glyphs, count, places);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < n; j++) {
            float em = places[i].em, dx = places[j].x - places[i].x, dy = places[j].y - places[i].y;
            if (fabsf(dy) < 0.3f * em && dx > 0.5f * em && dx < beside)
                beside = dx;
            if (fabsf(dx) < 0.3f * em && dy > 0.5f * em && dy < below)
                below = dy;
        }
    return below < FLT_MAX && beside <= 1.15f * below;
}

/* Whether any glyph follows another one downwards or upwards: only then it matters whether they stand in rows. */
static bool steps_across(const pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 1; i < count; i++) {
        const pdf_glyph *a = &glyphs[i - 1], *b = &glyphs[i];
        float dx = b->u0 + b->u1 - a->u0 - a->u1, dy = b->v0 + b->v1 - a->v0 - a->v1;
        if (!(b->flags & PDF_CHAR_LINE_BEFORE) && fabsf(dx) < fabsf(dy))
            return true;
    }
    return false;
}

bool pdf_order_upright(pdf_glyph *glyphs, uint32_t count, bool tell_turns) {
    if (count < 2 || count > MOST)
        return false;
    if (!is_column(glyphs, count))
        return steps_across(glyphs, count) && has_rows(glyphs, count);
    if (goes_up(glyphs, count, tell_turns))
        return false;
    pdf_sort(glyphs, count, sizeof *glyphs, by_height);
    for (uint32_t i = 1; i < count; i++)
        glyphs[i].flags |= PDF_CHAR_LINE_BEFORE; /* a stack of lines: lines/lines.c */
    return false;
}
