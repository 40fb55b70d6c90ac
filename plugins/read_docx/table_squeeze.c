/* From placed and merged cells to the numbers of the grid. A column or row in which no cell begins is a line that
 * only the drawing program knew of: tblGrid is often finer than its rows need. Such lines are taken out,
 * as they would hold no value, and HTML forbids them. */
#include "tape_inside.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static grid_row *row_at(const docx_tape *tape, uint32_t r) {
    return DOCX_AT(&tape->rows, grid_row, r);
}

static grid_cell *cell_at(const docx_tape *tape, uint32_t c) {
    return DOCX_AT(&tape->cells, grid_cell, c);
}

static int is_shown(const docx_tape *tape, uint32_t c) {
    return cell_at(tape, c)->anchor == c;
}

uint32_t docx_table_too_large(docx_tape *tape) {
    char room[192];
    int length =
        snprintf(room, sizeof room,
                 "the document has a table with more slots (rows times columns) than the "
                 "limit of %" PRIu64 "; if it is sound, raise the limit with --limit cells=N",
                 tape->host->limit(tape->job, SHEAF_LIMIT_CELLS));
    tape->failed = 1;
    tape->host->fail(tape->job, SHEAF_LIMIT, SHEAF_STR("limit.cells"),
                     (sheaf_str){room, (size_t)length}, NULL);
    return 0;
}

/* ------------------------------------------------------------------------------------------ squeezing -- */

uint32_t *docx_grid_lines(docx_tape *tape, uint32_t columns) {
    while (tape->lines.count <= columns)
        if (!docx_list_push(tape, &tape->lines, sizeof(uint32_t)))
            return NULL;
    return tape->lines.base;
}

/* lines[c] becomes how many of the columns before c stay. */
static uint32_t *number_columns(docx_tape *tape, const docx_frame *frame, uint32_t columns) {
    uint32_t *lines = docx_grid_lines(tape, columns), stay = 0;
    if (!lines)
        return NULL;
    memset(lines, 0, ((size_t)columns + 1) * sizeof *lines);
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        for (uint32_t i = 0; i < row_at(tape, r)->count; i++)
            lines[cell_at(tape, row_at(tape, r)->first + i)->column] = 1;
    for (uint32_t c = 0; c <= columns; c++) {
        uint32_t begins = lines[c];
        lines[c] = stay;
        stay += begins;
    }
    return lines;
}

static void squeeze_columns(docx_tape *tape, grid_row *row, const uint32_t *lines) {
    row->start = lines[row->start];
    row->end = lines[row->end];
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = cell_at(tape, row->first + i);
        uint32_t end = lines[cell->column + cell->span];
        cell->column = lines[cell->column];
        cell->span = end - cell->column;
        if (is_shown(tape, row->first + i))
            row->begins = 1;
    }
}

static uint32_t number_rows(const docx_tape *tape, const docx_frame *frame) {
    uint32_t rows = 0;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        row_at(tape, r)->row = rows;
        rows += row_at(tape, r)->begins;
    }
    return rows;
}

/* A cell's height counts rows of the file until here. */
static void squeeze_rows(const docx_tape *tape, uint32_t r, uint32_t rows) {
    const grid_row *row = row_at(tape, r);
    for (uint32_t i = 0; i < row->count; i++) {
        grid_cell *cell = cell_at(tape, row->first + i);
        uint32_t below = r + cell->height;
        cell->height = (below < tape->rows.count ? row_at(tape, below)->row : rows) - row->row;
    }
}

tape_table docx_grid_squeeze(docx_tape *tape, const docx_frame *frame, uint32_t columns) {
    uint64_t limit = tape->host->limit(tape->job, SHEAF_LIMIT_CELLS);
    const uint32_t *lines = number_columns(tape, frame, columns);
    if (!lines)
        return (tape_table){0};
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        squeeze_columns(tape, row_at(tape, r), lines);
    tape_table grid = {.rows = number_rows(tape, frame), .columns = lines[columns]};
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++)
        squeeze_rows(tape, r, grid.rows);
    if (limit && (uint64_t)grid.rows * grid.columns > limit)
        docx_table_too_large(tape);
    return grid;
}

/* ------------------------------------------------------------------------------------------- patching -- */

/* 17.4.78: w:tblHeader counts on the first row and those that follow it without a gap. A table that is
 * nothing but header rows tells nothing. */
static uint32_t count_header_rows(const docx_tape *tape, const docx_frame *frame, uint32_t rows) {
    uint32_t r = frame->first_row;
    while (r < tape->rows.count && row_at(tape, r)->says.header)
        r++;
    uint32_t heads = r < tape->rows.count ? row_at(tape, r)->row : rows;
    return heads < rows ? heads : 0;
}

/* The slots that a row leaves free at its ends are filled by the host, when the next cell comes. */
static uint32_t patch_row(docx_tape *tape, const grid_row *row, tape_cell place, uint32_t columns) {
    if (!row->begins)
        return place.fillers;
    place.row = row->row;
    place.fillers += row->start;
    for (uint32_t i = 0; i < row->count; i++) {
        const grid_cell *cell = cell_at(tape, row->first + i);
        if (!is_shown(tape, row->first + i))
            continue;
        place.column = cell->column;
        place.row_span = cell->height;
        place.column_span = cell->span;
        *(tape_cell *)docx_entry_at(tape, cell->entry)->more = place;
        place.fillers = 0;
    }
    return place.fillers + columns - row->end;
}

void docx_grid_patch(docx_tape *tape, const docx_frame *frame, tape_table grid) {
    uint32_t heads = count_header_rows(tape, frame, grid.rows);
    grid.headers = heads > 0 ? SHEAF_HEADERS_COLUMNS_KNOWN : SHEAF_HEADERS_DERIVED;
    for (uint32_t r = frame->first_row; r < tape->rows.count; r++) {
        uint32_t header = row_at(tape, r)->row < heads ? SHEAF_HEADER_COLUMN : SHEAF_HEADER_NONE;
        grid.fillers =
            patch_row(tape, row_at(tape, r), (tape_cell){.fillers = grid.fillers, .header = header},
                      grid.columns);
    }
    *(tape_table *)docx_entry_at(tape, frame->entry)->more = grid;
}
