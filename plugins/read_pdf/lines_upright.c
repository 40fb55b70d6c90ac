/* SPDX-License-Identifier: GPL-2.0-or-later
 * The ideographs of a narrow cell, whose order in the file tells little: Poppler reads `结果 / 纠正`, two and two, by columns.
 * What stands nearer beside another than below runs across; a single column is read from the top. */
#include "lines.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { MOST = 64 }; /* glyphs: all pairs are looked at, and a cell of more is not narrow */

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
static bool goes_up(const pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (height(&glyphs[i]) >= height(&glyphs[i - 1]))
            return false;
    return true;
}

static int by_height(const void *a, const void *b) {
    float x = height(a), y = height(b);
    return x < y ? -1 : x > y;
}

static bool has_rows(const pdf_glyph *glyphs, uint32_t count) {
    float beside = FLT_MAX, below = FLT_MAX;
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t j = 0; j < count; j++) {
            const pdf_glyph *a = &glyphs[i], *b = &glyphs[j];
            float dx = middle(b) - middle(a), dy = height(b) - height(a);
            if (a->script != PDF_IDEOGRAPH || b->script != PDF_IDEOGRAPH)
                continue;
            if (fabsf(dy) < 0.3f * a->em && dx > 0.5f * a->em && dx < beside)
                beside = dx;
            if (fabsf(dx) < 0.3f * a->em && dy > 0.5f * a->em && dy < below)
                below = dy;
        }
    return below < FLT_MAX && beside <= 1.15f * below;
}

bool pdf_order_upright(pdf_glyph *glyphs, uint32_t count) {
    if (count < 2 || count > MOST)
        return false;
    if (!is_column(glyphs, count))
        return has_rows(glyphs, count);
    if (goes_up(glyphs, count))
        return false;
    qsort(glyphs, count, sizeof *glyphs, by_height);
    for (uint32_t i = 1; i < count; i++)
        glyphs[i].flags |= PDF_CHAR_LINE_BEFORE; /* a stack of lines: lines.c */
    return false;
}
