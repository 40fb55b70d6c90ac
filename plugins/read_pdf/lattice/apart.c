/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers that fill their cells stand against those of the cells before them, as the digits of one number do. Where the page
 * shows the second one by an operator of its own, they are two: a number is shown by one, unless each glyph has its own. */
#include "lattice/lattice.h"

#include "ink/ink.h"

#include <math.h>

#define TOUCH 0.05f /* of the type's size: two that are nearer may be one */
#define NEAR 1.0f   /* points between where a glyph is shown and where its box begins */
#define LINE 0.3f   /* of the type's size, from its baseline */
#define STEP 1.1f   /* of it: between two digits, at most */

/* Does a line of the cell before it reach up to this one, or over it? */
static bool is_reached(const pdf_cell *before, const pdf_line *line) {
    for (uint32_t i = 0; i < before->line_count; i++) {
        const pdf_line *one = &before->lines[i];
        if (fabsf(one->base - line->base) < LINE * line->size &&
            one->box[2] > line->box[0] - TOUCH * line->size)
            return true;
    }
    return false;
}

/* The glyph that begins a line, and the nearest one to the left of it; NULL where there is none. */
typedef struct begin {
    const pdf_shown *first, *before;
} begin;

static begin begin_of(const pdf_page *page, const pdf_line *line, uint64_t *looks) {
    begin found = {NULL, NULL};
    const float from = line->box[0];
    for (uint32_t i = 0; i<page->glyph_count && * looks> 0; i++, (*looks)--) {
        const pdf_shown *one = &page->glyphs[i];
        if (one->turn != PDF_RIGHTWARD || fabsf(one->y - line->base) > LINE * line->size)
            continue;
        if (fabsf(one->x - from) < NEAR)
            found.first = one;
        else if (one->x < from && one->x > from - STEP * line->size &&
                 (!found.before || one->x > found.before->x))
            found.before = one;
    }
    return found;
}

static bool is_shown_apart(const pdf_page *page, const pdf_line *line, uint64_t *looks) {
    const begin found = begin_of(page, line, looks);
    if (!found.first || !found.first->begins)
        return false;
    const pdf_shown *next = found.first + 1;
    const bool alone = next == page->glyphs + page->glyph_count || next->begins;
    return !alone || (found.before && !found.before->begins);
}

void lattice_mark_apart(const pdf_page *page, lattice_frame *frame) {
    uint64_t looks = LATTICE_LOOKS;
    for (uint32_t i = 1; i < frame->cell_count && page->glyph_count; i++) {
        pdf_cell *cell = &frame->cells[i];
        uint32_t reached = 0, apart = 0;
        for (uint32_t k = 0; k < cell->line_count && cell->row == cell[-1].row; k++)
            if (is_reached(cell - 1, &cell->lines[k])) {
                reached++;
                apart += is_shown_apart(page, &cell->lines[k], &looks);
            }
        cell->apart = reached > 0 && apart == reached;
    }
}
