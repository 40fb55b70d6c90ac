/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of Hebrew and Arabic. Runs come sorted from left to right, each with its own characters in logical order: in a row
 * that is mostly written leftwards the runs are put from right to left, but neighbouring runs of figures and Latin words
 * keep their order among themselves. */
#include "lines/lines.h"

static void reverse(pdf_glyph *glyphs, uint32_t from, uint32_t to) {
    for (; from + 1 < to; from++, to--) {
        pdf_glyph held = glyphs[from];
        glyphs[from] = glyphs[to - 1];
        glyphs[to - 1] = held;
    }
}

bool pdf_is_leftwards(const pdf_glyph *glyphs, uint32_t count) {
    uint32_t leftwards = 0, others = 0;
    for (uint32_t i = 0; i < count; i++) {
        leftwards += glyphs[i].script == PDF_LEFTWARDS;
        others += glyphs[i].script == PDF_ALPHABETIC;
    }
    return leftwards > others;
}

/* The end of the run that begins at `from` in the reversed row, where a run's first glyph stands last. */
static uint32_t run_end(const pdf_glyph *glyphs, uint32_t from, uint32_t count, bool *leftwards) {
    *leftwards = false;
    while (from < count) {
        *leftwards |= glyphs[from].script == PDF_LEFTWARDS;
        if (glyphs[from++].part)
            break;
    }
    return from;
}

void pdf_order_leftwards(pdf_glyph *glyphs, uint32_t count) {
    if (!pdf_is_leftwards(glyphs, count))
        return;
    reverse(glyphs, 0, count);
    for (uint32_t from = 0, end; from < count; from = end) {
        bool leftwards = false;
        end = run_end(glyphs, from, count, &leftwards);
        while (!leftwards && end < count) {
            bool next = false;
            uint32_t after = run_end(glyphs, end, count, &next);
            if (next)
                break;
            end = after;
        }
        reverse(glyphs, from, end);
    }
}
