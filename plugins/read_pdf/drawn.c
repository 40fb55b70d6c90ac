/* SPDX-License-Identifier: GPL-2.0-or-later
 * When text was drawn: the glyphs of a page, sorted once by height, so that each look-up costs what its rows hold. */
#include "drawn.h"

#include <math.h>

#define LEVEL 0.4f /* ems between a glyph's baseline and the line's */
#define REACH 1.0f /* points that a glyph may begin beside its line */

enum { MOST_LOOKS = 1 << 26 }; /* glyphs of the fullest row, for each glyph of the page */

static uint32_t row_of(const pdf_drawn *drawn, float y) {
    return y <= 0 ? 0 : y < (float)(drawn->rows - 1) ? (uint32_t)y : drawn->rows - 1;
}

/* Where a hundred thousand glyphs stand in one row each look-up goes through all of them. */
static bool is_crowded(const pdf_drawn *drawn, uint32_t glyphs) {
    uint32_t most = 0;
    for (uint32_t i = 1; i <= drawn->rows; i++)
        most = drawn->ends[i] > most ? drawn->ends[i] : most;
    return (uint64_t)most * glyphs > MOST_LOOKS;
}

bool pdf_drawn_read(pdf_reader *reader, const pdf_page *page, pdf_drawn *drawn) {
    *drawn = (pdf_drawn){.page = page, .rows = (uint32_t)fmaxf(page->height, 0) + 1};
    if (!page->glyph_count)
        return false;
    drawn->ends = PDF_TAKE(reader->page, uint32_t, drawn->rows + 1u);
    drawn->order = PDF_TAKE_UNSET(reader->page, uint32_t, page->glyph_count);
    if (!drawn->ends || !drawn->order)
        return false;
    for (uint32_t i = 0; i < page->glyph_count; i++)
        drawn->ends[row_of(drawn, page->glyphs[i].y) + 1]++;
    if (is_crowded(drawn, page->glyph_count))
        return false;
    for (uint32_t i = 1; i <= drawn->rows; i++)
        drawn->ends[i] += drawn->ends[i - 1];
    for (uint32_t i = 0; i < page->glyph_count; i++)
        drawn->order[drawn->ends[row_of(drawn, page->glyphs[i].y)]++] = i;
    return true;
}

static bool is_in(const pdf_shown *glyph, const float box[4]) {
    return glyph->x >= box[0] - REACH && glyph->x < box[2] && glyph->y > box[1] &&
           glyph->y < box[3];
}

uint32_t pdf_drawn_first(const pdf_drawn *drawn, const float box[4]) {
    uint32_t least = PDF_NONE, low = row_of(drawn, box[1]), high = row_of(drawn, box[3]);
    for (uint32_t i = low ? drawn->ends[low - 1] : 0; i < drawn->ends[high]; i++)
        if (drawn->order[i] < least && is_in(&drawn->page->glyphs[drawn->order[i]], box))
            least = drawn->order[i];
    return least;
}

uint32_t pdf_drawn_text(const pdf_drawn *drawn, const float box[4], float base, float em) {
    const float level[4] = {box[0], base - LEVEL * em, box[2], base + LEVEL * em};
    return pdf_drawn_first(drawn, level);
}
