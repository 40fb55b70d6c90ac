/* SPDX-License-Identifier: GPL-2.0-or-later
 * Tables that stand on their side. All text is turned one way, and glyphs that are wider than high tell turned letters from
 * upright ideographs below each other. */
#include "lattice/lattice.h"

#include <string.h>

static int by_slot(const void *left, const void *right) {
    const pdf_cell *a = left, *b = right;
    if (a->row != b->row)
        return (a->row > b->row) - (a->row < b->row);
    return (a->column > b->column) - (a->column < b->column);
}

/* Most glyphs of turned Latin text and digits lie on their side. */
static bool has_turned_glyphs(const pdf_page *page, const lattice_frame *frame) {
    uint32_t wide = 0;
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const float *box = page->chars[frame->chars[i]].box;
        wide += box[2] - box[0] > 1.2f * (box[3] - box[1]);
    }
    return wide * 2 > frame->char_count;
}

static pdf_direction direction_of(const lattice_frame *frame) {
    uint32_t letters[4] = {0}, all = 0;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        for (uint32_t k = 0; k < frame->cells[i].line_count; k++) {
            const pdf_line *line = &frame->cells[i].lines[k];
            letters[line->direction & 3] += line->count;
            all += line->count;
        }
    for (int i = PDF_UPWARD; i <= PDF_DOWNWARD; i++)
        if (letters[i] * 5 > all * 4)
            return (pdf_direction)i;
    return PDF_RIGHTWARD;
}

/* The same borders read from the other end, or their slots. */
static bool mirror(pdf_room *room, lattice_borders *borders, bool ends, bool slots, float extent) {
    const lattice_borders old = *borders;
    const uint32_t last = old.count - 1;
    borders->at = PDF_TAKE(room, float, old.count);
    borders->walls = PDF_TAKE(room, uint8_t, (size_t)old.count * old.slots);
    borders->width = PDF_TAKE(room, float, old.count);
    borders->twofold = PDF_TAKE(room, bool, old.count);
    borders->closed = PDF_TAKE(room, bool, old.count);
    if (!borders->at || !borders->walls || !borders->width || !borders->twofold || !borders->closed)
        return false;
    for (uint32_t i = 0; i <= last; i++) {
        const uint32_t from = ends ? last - i : i;
        borders->at[i] = ends ? extent - old.at[from] : old.at[from];
        borders->width[i] = old.width[from];
        borders->twofold[i] = old.twofold[from];
        borders->closed[i] = old.closed[from];
        for (uint32_t k = 0; k < old.slots; k++)
            borders->walls[(size_t)i * old.slots + k] =
                old.walls[(size_t)from * old.slots + (slots ? old.slots - 1 - k : k)];
    }
    return true;
}

static void turn_cell(pdf_cell *cell, bool upward, uint32_t rows, uint32_t columns) {
    const pdf_cell old = *cell;
    cell->row = upward ? old.column : columns - old.column - old.column_span;
    cell->column = upward ? rows - old.row - old.row_span : old.row;
    cell->row_span = old.column_span;
    cell->column_span = old.row_span;
}

bool lattice_turn(pdf_room *room, const pdf_page *page, lattice_frame *frame) {
    const pdf_direction direction = direction_of(frame);
    if (direction == PDF_RIGHTWARD || !has_turned_glyphs(page, frame))
        return true;
    const bool upward = direction == PDF_UPWARD;
    const uint32_t rows = frame->rows, columns = frame->columns;
    const lattice_borders across = frame->borders[ACROSS];
    frame->borders[ACROSS] = frame->borders[DOWN];
    frame->borders[DOWN] = across;
    if (!mirror(room, &frame->borders[ACROSS], !upward, upward, page->width) ||
        !mirror(room, &frame->borders[DOWN], upward, !upward, page->height))
        return false;
    frame->rows = columns;
    frame->columns = rows;
    for (uint32_t i = 0; i < frame->cell_count; i++)
        turn_cell(&frame->cells[i], upward, rows, columns);
    pdf_sort(frame->cells, frame->cell_count, sizeof *frame->cells, by_slot);
    return true;
}
