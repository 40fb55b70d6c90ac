/* Rows that fall short of the table though nothing says so. Some programs write no gridSpan and trust the widths of
 * cells (17.4.71 tcW), and Word lays such a row out by them. Where every cell of the row ends at exactly one
 * line of the w:tblGrid and the last one at its end, the spans follow; else the row stays as its spans say. */
#include "tape_inside.h"

/* How far, in twentieths of a point, a cell's end may lie beside its line: programs round. */
enum { NEAR = 40 };

/* The lines of w:tblGrid, walked from left to right. */
typedef struct ruler {
    const int64_t *widths;
    uint32_t columns;
    uint32_t line; /* lines passed */
    int64_t at;    /* where the last one of them lies */
} ruler;

static int64_t width_at(const ruler *r, uint32_t column) {
    return column < r->columns ? r->widths[column] : INT32_MAX;
}

/* Passes the line that lies at `end`; 0 where there is none, or more than one. */
static int pass_line(ruler *r, int64_t end) {
    while (r->line < r->columns && r->at < end - NEAR)
        r->at += r->widths[r->line++];
    int is_near = r->at >= end - NEAR && r->at <= end + NEAR;
    return is_near && width_at(r, r->line) > (int64_t)2 * NEAR;
}

static int is_ruled(const ruler *r) {
    for (uint32_t i = 0; i < r->columns; i++)
        if (r->widths[i] <= 0 || r->widths[i] > INT32_MAX / 2)
            return 0;
    return 1;
}

/* Tries the row; the first time around nothing is changed. */
static int follow_row(docx_tape *tape, grid_row *row, ruler r, int changes) {
    int64_t end = 0;
    while (r.line < row->start)
        r.at += r.widths[r.line++];
    end = r.at;
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = DOCX_AT(&tape->cells, grid_cell, row->first + i);
        uint32_t from = r.line;
        if (cell->says.width <= 0 || cell->says.width > INT32_MAX / 2)
            return 0;
        end += cell->says.width;
        if (!pass_line(&r, end) || r.line < from + cell->span)
            return 0;
        if (changes) {
            cell->column = from;
            cell->span = r.line - from;
        }
    }
    if (changes)
        row->end = r.line;
    return r.line == r.columns;
}

void docx_grid_widen(docx_tape *tape, const docx_frame *frame, uint32_t columns) {
    if (tape->edges.count - frame->first_edge != columns)
        return;
    const ruler r = {.widths = DOCX_AT(&tape->edges, int64_t, frame->first_edge),
                     .columns = columns};
    if (!is_ruled(&r))
        return;
    for (uint32_t i = frame->first_row; i < tape->rows.count; i++) {
        grid_row *row = DOCX_AT(&tape->rows, grid_row, i);
        if (row->end == columns || row->says.grid_after > 0 || !follow_row(tape, row, r, 0))
            continue;
        follow_row(tape, row, r, 1);
        docx_table_say(tape, SHEAF_WARNING, "docx.table.span-by-width",
                       DOCX_AT(&tape->cells, grid_cell, row->first), i - frame->first_row,
                       "stands in a row that has too few columns by its w:gridSpan; its cells "
                       "were placed by their widths (w:tcW)");
    }
}
