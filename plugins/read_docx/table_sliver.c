/* Columns of w:tblGrid that are thinner than the lines around them. LibreOffice rounds the edges of each row on its
 * own, so that one edge becomes two lines of the grid a twentieth of a point apart, and every cell beside them
 * seems to span one column more or less. Both lines are taken as one, unless a cell has no other column. */
#include "tape_inside.h"

enum { THINNEST = 20 /* twentieths of a point */, SHARE = 10 /* of the average column */ };

/* lines[c] becomes how many columns before c stay; returns how many stay in all. */
static uint32_t number_columns(const int64_t *widths, uint32_t columns, uint32_t *lines) {
    int64_t sum = 0;
    uint32_t stay = 0;
    for (uint32_t c = 0; c < columns; c++)
        sum += widths[c] > 0 && widths[c] < INT32_MAX ? widths[c] : 0;
    int64_t most = sum / columns / SHARE < THINNEST ? sum / columns / SHARE : THINNEST;
    for (uint32_t c = 0; c < columns; c++) {
        lines[c] = stay;
        stay += widths[c] <= 0 || widths[c] > most;
    }
    lines[columns] = stay;
    return stay;
}

static int leaves_every_cell(const docx_tape *tape, const docx_frame *frame,
                             const uint32_t *lines) {
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        const grid_row *row = DOCX_AT(&tape->rows, grid_row, r);
        for (uint32_t i = 0; i < row->count; i++) {
            const grid_cell *cell = DOCX_AT(&tape->cells, grid_cell, row->first + i);
            if (lines[cell->column] == lines[cell->column + cell->span])
                return 0;
        }
    }
    return 1;
}

static void renumber(docx_tape *tape, grid_row *row, const uint32_t *lines) {
    row->start = lines[row->start];
    row->end = lines[row->end];
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = DOCX_AT(&tape->cells, grid_cell, row->first + i);
        uint32_t end = lines[cell->column + cell->span];
        cell->column = lines[cell->column];
        cell->span = end - cell->column;
    }
}

uint32_t docx_grid_join_slivers(docx_tape *tape, const docx_frame *frame, uint32_t columns) {
    if (columns == 0 || tape->edges.count - frame->first_edge < columns)
        return columns;
    uint32_t *lines = docx_grid_lines(tape, columns);
    if (!lines)
        return columns;
    const int64_t *widths = DOCX_AT(&tape->edges, int64_t, frame->first_edge);
    uint32_t stay = number_columns(widths, columns, lines);
    if (stay == columns || !leaves_every_cell(tape, frame, lines))
        return columns;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        renumber(tape, DOCX_AT(&tape->rows, grid_row, r), lines);
    return stay;
}
