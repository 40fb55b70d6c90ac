/* SPDX-License-Identifier: GPL-2.0-or-later
 * Shades without lines whose cells run together: where the column of labels (or the head) has one colour, its edges part no rows,
 * and all labels are one cell beside rows of numbers. The text tells: each of its stretches stands at the height of another cell.
 * What such shades show is no grid; the white between the numbers is. */
#include "lattice.h"

#include <math.h>

#define SAME_LINE 0.15f /* ems */
#define FEWEST 3u       /* rows */

typedef struct extent {
    float top, bottom;
} extent;

/* Where the text of a slot stands; false: there is none. */
static bool find_extent(const pdf_page *page, const lattice_frame *frame, uint32_t row,
                        uint32_t column, extent *found) {
    bool any = false;
    for (uint32_t i = 0; i < frame->char_count; i++) {
        if (frame->places[i].row != row || frame->places[i].column != column)
            continue;
        const float *box = page->chars[frame->chars[i]].box;
        *found = any ? (extent){fminf(found->top, box[1]), fmaxf(found->bottom, box[3])}
                     : (extent){box[1], box[3]};
        any = true;
    }
    return any;
}

/* Set at the top, in the middle or at the foot of one row. */
static bool is_level(const lattice_frame *frame, extent a, extent b) {
    const float most = SAME_LINE * frame->em;
    return fabsf(a.top - b.top) <= most || fabsf(a.bottom - b.bottom) <= most ||
           fabsf(a.top + a.bottom - b.top - b.bottom) <= 2 * most;
}

/* Whether a cell of this row alone has text at the height of that of the tall cell. */
static bool is_beside(const pdf_page *page, const lattice_frame *frame, const pdf_cell *tall,
                      uint32_t row) {
    extent own, other;
    if (!find_extent(page, frame, row, tall->column, &own))
        return false;
    for (uint32_t column = 0; column < frame->columns; column++) {
        const pdf_cell *cell = &frame->cells[frame->cell_of[row * frame->columns + column]];
        if (cell->row_span == 1 && find_extent(page, frame, row, column, &other) &&
            is_level(frame, own, other))
            return true;
    }
    return false;
}

bool lattice_runs_together(const pdf_page *page, const lattice_frame *frame) {
    for (uint32_t i = 0; i < frame->cell_count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        uint32_t rows = 0;
        if (cell->row_span < FEWEST || cell->column_span == frame->columns)
            continue;
        for (uint32_t row = cell->row; row < cell->row + cell->row_span; row++)
            rows += is_beside(page, frame, cell, row);
        if (rows >= FEWEST && rows * 4 >= cell->row_span * 3)
            return true;
    }
    return false;
}
