/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers below ruled heads, without rules between them: style sheets draw borders of the heads alone. A cell as wide as several
 * columns whose lines hold one number in each of them, below a row that has a head in each, is that many cells; and so
 * is the next one below it. */
#include "lattice/lattice.h"

typedef struct rows {
    const lattice_frame *frame;
    const lattice_pieces *pieces; /* cut at all gaps that are wider than a blank */
    bool *parted;                 /* cells */
} rows;

/* Has the column a number of its own here, and nothing else? `i` is the place of its piece. */
static bool is_number_in(const rows *all, uint32_t i, uint32_t column) {
    const lattice_piece *piece = &all->pieces->of[i];
    const float *at = all->frame->borders[DOWN].at;
    return piece->number && piece->box[0] > at[column] - 1 && piece->box[2] < at[column + 1] + 1;
}

/* One line, a number in each column. */
static bool holds_numbers(const rows *all, uint32_t index) {
    const pdf_cell *cell = &all->frame->cells[index];
    const uint32_t first = all->pieces->first[index], end = all->pieces->first[index + 1];
    if (cell->column_span < 2 || cell->row_span > 1 || end - first != cell->column_span ||
        all->pieces->of[first].band != all->pieces->of[end - 1].band)
        return false;
    for (uint32_t i = first; i < end; i++)
        if (!is_number_in(all, i, cell->column + i - first))
            return false;
    return true;
}

static bool is_head(const rows *all, uint32_t index) {
    bool words = false;
    for (uint32_t i = all->pieces->first[index]; i < all->pieces->first[index + 1]; i++) {
        if (all->pieces->of[i].number)
            return false;
        words = true;
    }
    return words && all->frame->cells[index].column_span == 1;
}

/* In the row above a head over each column, or numbers below such heads. */
static bool is_below_heads(const rows *all, const pdf_cell *cell) {
    if (!cell->row)
        return false;
    const uint32_t *above =
        all->frame->cell_of + (size_t)(cell->row - 1) * all->frame->columns + cell->column;
    const pdf_cell *first = &all->frame->cells[above[0]];
    if (all->parted[above[0]])
        return first->column == cell->column && first->column_span == cell->column_span;
    for (uint32_t i = 0; i < cell->column_span; i++)
        if (!is_head(all, above[i]))
            return false;
    return true;
}

static uint32_t beside(const rows *all, const pdf_cell *cell, uint32_t row) {
    return all->frame->cell_of[(size_t)row * all->frame->columns + cell->column];
}

/* Two numbers below two heads may be there by chance, but not in two rows. */
static bool is_proved(const rows *all, const pdf_cell *cell) {
    if (cell->column_span > 2 || all->parted[beside(all, cell, cell->row - 1)])
        return true;
    if (cell->row + 1 >= all->frame->rows)
        return false;
    const uint32_t next = beside(all, cell, cell->row + 1);
    const pdf_cell *below = &all->frame->cells[next];
    return below->column == cell->column && below->column_span == cell->column_span &&
           holds_numbers(all, next);
}

bool lattice_imply_under_heads(const lattice_frame *frame, const lattice_pieces *pieces,
                               lattice_implied *implied) {
    rows all = {frame, pieces, PDF_TAKE(implied->room, bool, (size_t)frame->cell_count + 1)};
    if (!all.parted)
        return false;
    for (uint32_t slot = 0; slot < frame->rows * frame->columns; slot++) {
        const uint32_t index = frame->cell_of[slot];
        const pdf_cell *cell = &frame->cells[index];
        if (all.parted[index] || slot != cell->row * frame->columns + cell->column ||
            !holds_numbers(&all, index) || !is_below_heads(&all, cell) || !is_proved(&all, cell))
            continue;
        all.parted[index] = true;
        for (uint32_t i = 1; i < cell->column_span; i++)
            lattice_imply(implied, frame->borders[DOWN].at[cell->column + i], cell->box[1],
                          cell->box[3]);
    }
    return true;
}
