/* SPDX-License-Identifier: GPL-2.0-or-later
 * What a table proves of the padding in its cells. No line comes nearer to a border than the padding: that is its most. Lines of
 * different widths that come equally near are set flush, and there it is the least, too; else only where text was broken
 * for want of room it is known to be no less. What is set in the middle proves nothing. */
#include "lattice/lattice.h"

#include <string.h>

#define WITNESSES 4u /* lines that must agree before padding is assumed at all */
#define PADDING 6.0f /* more than any producer's default */
#define SAME 0.3f    /* points: as near to a border */
#define FLUSH                                                                                      \
    8.0f /* points of width, for type of ten points, between lines that come equally near */

typedef struct witness {
    float nearest;
    float narrow, wide; /* the widths of the lines that come as near */
    float least;
    uint32_t lines;
} witness;

static float width_of(const pdf_line *line) {
    return line->box[2] - line->box[0];
}

/* From the nearer border; negative where it overflows: there no padding was kept. */
static float distance_of(const pdf_cell *cell, const pdf_line *line) {
    float left = line->box[0] - cell->box[0], right = cell->box[2] - line->box[2];
    return left < right ? left : right;
}

/* What a line needs to go on with the one below it: an ideograph, or a blank and a word. */
static float need_of(const pdf_line *below) {
    const char *text = below->text.ptr, *blank = memchr(text, ' ', below->text.len);
    if (below->text.len >= 3 && (unsigned char)text[0] >= 0xE2)
        return below->size;
    size_t word = blank ? (size_t)(blank - text) : below->text.len;
    return below->size / 4 +
           (below->text.len ? width_of(below) * (float)word / (float)below->text.len : 0);
}

static void note_nearest(witness *w, const pdf_cell *cell) {
    for (uint32_t k = 0; k < cell->line_count; k++) {
        float distance = distance_of(cell, &cell->lines[k]);
        if (distance < 0)
            continue;
        w->nearest = distance < w->nearest ? distance : w->nearest;
        w->lines++;
    }
}

static void note_bounds(witness *w, const pdf_cell *cell) {
    for (uint32_t k = 0; k < cell->line_count; k++) {
        const pdf_line *line = &cell->lines[k];
        float wide = width_of(line), distance = distance_of(cell, line);
        if (distance >= 0 && distance <= w->nearest + SAME) {
            w->narrow = wide < w->narrow ? wide : w->narrow;
            w->wide = wide > w->wide ? wide : w->wide;
        }
        if (k + 1 == cell->line_count || line->direction != PDF_RIGHTWARD)
            continue;
        float least = (cell->box[2] - cell->box[0] - wide - need_of(line + 1)) / 2;
        if (least > w->least && least <= w->nearest)
            w->least = least;
    }
}

lattice_padding lattice_padding_of(const lattice_frame *frame) {
    witness w = {.nearest = PADDING, .narrow = PDF_FARTHEST};
    for (uint32_t i = 0; i < frame->cell_count; i++)
        if (!lattice_breaks_digits(&frame->cells[i]))
            note_nearest(&w, &frame->cells[i]);
    if (w.lines < WITNESSES)
        return (lattice_padding){0, 0};
    for (uint32_t i = 0; i < frame->cell_count; i++)
        if (!lattice_breaks_digits(&frame->cells[i]))
            note_bounds(&w, &frame->cells[i]);
    bool flush = w.wide - w.narrow > FLUSH * frame->unit;
    return (lattice_padding){flush ? w.nearest : w.least, w.nearest};
}
