/* SPDX-License-Identifier: GPL-2.0-or-later
 * When text was drawn: the glyphs of a page, sorted once by height, so that each look-up costs what its rows hold. */
#include "page/drawn.h"

#include <math.h>

#define LEVEL 0.4f /* ems between a glyph's baseline and the line's */
#define SAME 0.5f  /* points between two glyphs that are one, painted twice */
#define REACH 1.0f /* points that a glyph may begin beside its line */

enum { MOST_LOOKS = 1 << 26 }; /* glyphs of the fullest row, for each glyph of the page */

uint32_t pdf_drawn_row(const pdf_drawn *drawn, float y) {
    const float most = (float)(drawn->rows - 1);
    return (uint32_t)(y > 0 ? y < most ? y : most : 0);
}

uint32_t pdf_drawn_begin(const pdf_drawn *drawn, uint32_t row) {
    return row ? drawn->ends[row - 1] : 0;
}

bool pdf_drawn_sort(pdf_room *room, float height, const pdf_shown *glyphs, uint32_t count,
                    pdf_drawn *drawn) {
    *drawn = (pdf_drawn){.glyphs = glyphs, .rows = (uint32_t)fmaxf(height, 0) + 1};
    drawn->ends = PDF_TAKE(room, uint32_t, (size_t)drawn->rows + 1);
    drawn->order = PDF_TAKE_UNSET(room, uint32_t, (size_t)count + 1);
    if (!drawn->ends || !drawn->order)
        return false;
    for (uint32_t i = 0; i < count; i++)
        drawn->ends[pdf_drawn_row(drawn, glyphs[i].y) + 1]++;
    for (uint32_t row = 0; row < drawn->rows; row++)
        drawn->ends[row + 1] += drawn->ends[row];
    for (uint32_t i = 0; i < count; i++) /* the beginnings become the ends */
        drawn->order[drawn->ends[pdf_drawn_row(drawn, glyphs[i].y)]++] = i;
    return true;
}

/* Where a hundred thousand glyphs stand in one row each look-up goes through all of them. */
static bool is_crowded(const pdf_drawn *drawn, uint32_t glyphs) {
    uint32_t most = 0;
    for (uint32_t row = 0; row < drawn->rows; row++) {
        const uint32_t count = drawn->ends[row] - pdf_drawn_begin(drawn, row);
        most = count > most ? count : most;
    }
    return (uint64_t)most * glyphs > MOST_LOOKS;
}

struct pdf_drawn_once {
    pdf_drawn drawn;
    bool known;
};

const pdf_drawn *pdf_drawn_of(pdf_reader *reader, const pdf_page *page) {
    struct pdf_drawn_once *once = reader->drawn;
    if (!once) {
        once = reader->drawn = PDF_TAKE(reader->page, struct pdf_drawn_once, 1);
        if (!once)
            return NULL;
        once->known = page->glyph_count &&
                      pdf_drawn_sort(reader->page, page->height, page->glyphs, page->glyph_count,
                                     &once->drawn) &&
                      !is_crowded(&once->drawn, page->glyph_count);
    }
    return once->known ? &once->drawn : NULL;
}

uint32_t pdf_drawn_last(const pdf_drawn *drawn, const pdf_shown *glyph) {
    const uint32_t row = pdf_drawn_row(drawn, glyph->y);
    for (uint32_t i = drawn->ends[row]; i > pdf_drawn_begin(drawn, row);) {
        const pdf_shown *other = &drawn->glyphs[drawn->order[--i]];
        if (other->index == glyph->index && !other->is_veiled &&
            fabsf(other->x - glyph->x) < SAME && fabsf(other->y - glyph->y) < SAME)
            return drawn->order[i];
    }
    return (uint32_t)(glyph - drawn->glyphs);
}

static bool is_in(const pdf_shown *glyph, const float box[4]) {
    return glyph->x >= box[0] - REACH && glyph->x < box[2] && glyph->y > box[1] &&
           glyph->y < box[3];
}

uint32_t pdf_drawn_first(const pdf_drawn *drawn, const float box[4]) {
    const uint32_t end = drawn->ends[pdf_drawn_row(drawn, box[3])];
    uint32_t least = PDF_NONE;
    for (uint32_t i = pdf_drawn_begin(drawn, pdf_drawn_row(drawn, box[1])); i < end; i++)
        if (drawn->order[i] < least && is_in(&drawn->glyphs[drawn->order[i]], box))
            least = drawn->order[i];
    return least;
}

uint32_t pdf_drawn_text(const pdf_drawn *drawn, const float box[4], float base, float em) {
    const float level[4] = {box[0], base - LEVEL * em, box[2], base + LEVEL * em};
    return pdf_drawn_first(drawn, level);
}
