/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which rows look like headers: they end at a border that no cell crosses, and they are shaded where the next row is not,
 * bold where it is plain, or parted from it by a double or thick rule. */
#include "lattice/lattice.h"

#define HEADER_ROWS 8u

static uint32_t shade_of(const lattice_paint *paint, const pdf_cell *cell) {
    float dx = (cell->box[2] - cell->box[0]) / 8, dy = (cell->box[3] - cell->box[1]) / 6;
    dx = dx > 3 ? 3 : dx;
    dy = dy > 3 ? 3 : dy;
    uint32_t corners[4] = {lattice_colour(paint, cell->box[0] + dx, cell->box[1] + dy),
                           lattice_colour(paint, cell->box[2] - dx, cell->box[3] - dy),
                           lattice_colour(paint, cell->box[2] - dx, cell->box[1] + dy),
                           lattice_colour(paint, cell->box[0] + dx, cell->box[3] - dy)};
    bool agree = corners[0] == corners[1] || corners[0] == corners[2];
    uint32_t shade = agree ? corners[0] : corners[3];
    return shade > LATTICE_WHITE ? LATTICE_WHITE : shade;
}

static bool is_bold(const pdf_page *page, const pdf_cell *cell) {
    for (uint32_t i = 0; i < cell->line_count; i++)
        if (cell->lines[i].look >= page->look_count || !page->looks[cell->lines[i].look].bold)
            return false;
    return cell->line_count > 0;
}

/* What the cells of a row show. */
typedef struct row_look {
    uint32_t cells, filled, bold, shaded;
    bool crossed; /* a cell reaches from here into the next row */
} row_look;

static void look_at_rows(const pdf_page *page, const lattice_frame *frame, row_look *rows,
                         uint32_t count) {
    for (uint32_t i = 0; i < frame->cell_count && frame->cells[i].row < count; i++) {
        const pdf_cell *cell = &frame->cells[i];
        row_look *row = &rows[cell->row];
        row->cells++;
        row->filled += cell->line_count > 0;
        row->bold += is_bold(page, cell);
        row->shaded += lattice_differs(cell->shade, LATTICE_WHITE);
        for (uint32_t k = cell->row; k + 1 < cell->row + cell->row_span && k < count; k++)
            rows[k].crossed = true;
    }
}

static float usual_width(const lattice_borders *borders) {
    float sum = 0;
    for (uint32_t i = 1; i + 1 < borders->count; i++)
        sum += borders->width[i];
    return borders->count > 2 ? sum / (float)(borders->count - 2) : 0;
}

/* Does the look change between the rows above the border and the one below it? */
static bool is_head(const lattice_borders *borders, const row_look *rows, uint32_t border) {
    const row_look *below = &rows[border];
    row_look above = {0};
    for (uint32_t i = 0; i < border; i++) {
        above.cells += rows[i].cells;
        above.filled += rows[i].filled;
        above.bold += rows[i].bold;
        above.shaded += rows[i].shaded;
    }
    bool shade = above.cells && above.shaded == above.cells && below->shaded * 2 < below->cells;
    bool bold = above.filled && above.bold == above.filled && below->filled &&
                below->bold * 2 <= below->filled;
    bool rule = borders->twofold[border] || (borders->count > 4 && borders->width[border] > 0.9f &&
                                             borders->width[border] > 1.6f * usual_width(borders));
    return shade || bold || (rule && above.filled > 1);
}

uint32_t lattice_header_rows(const pdf_page *page, const lattice_paint *paint,
                             lattice_frame *frame) {
    row_look rows[HEADER_ROWS + 1] = {{0}};
    uint32_t count = frame->rows < HEADER_ROWS + 1 ? frame->rows : HEADER_ROWS + 1, head = 0;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        frame->cells[i].shade = shade_of(paint, &frame->cells[i]);
    look_at_rows(page, frame, rows, count);
    for (uint32_t border = 1; border < count && !head; border++)
        if (!rows[border - 1].crossed && is_head(&frame->borders[ACROSS], rows, border))
            head = border;
    for (uint32_t i = 0; i < frame->cell_count && frame->cells[i].row < head; i++)
        frame->cells[i].headed = 1;
    return head;
}
