/* Cells find their slots here. They come in row-major order, so one cursor and one number a column say
 * which slots are taken; whatever the cursor passes without a cell gets a filler, so the nodes stay in
 * order and no slot is empty. Cost: one step a slot. */
#include "ir/build.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static sf_grid *top_grid(sf_builder *b) {
    return SF_VEC_AT(&b->grids, sf_grid, b->grids.count - 1);
}

/* Before memory is spent: rows × columns within the limit. */
static int fits(sf_builder *b, uint64_t rows, uint64_t columns) {
    if (b->limits.cells && columns && rows > b->limits.cells / columns)
        return sf_build_reached(b, "a table with more slots (rows times columns)", "cells",
                                b->limits.cells);
    return 1;
}

int sf_grid_open(sf_builder *b, uint32_t table, const sheaf_block *block) {
    uint64_t rows = block->rows ? block->rows : 1;
    if (!fits(b, rows, block->columns))
        return 0;
    sf_grid grid = {.table = table,
                    .rows = block->rows,
                    .columns = block->columns,
                    .stated = block->rows != 0,
                    .busy = calloc(block->columns, sizeof(uint32_t))};
    sf_grid *room = grid.busy ? sf_build_push(b, &b->grids, 1) : NULL;
    if (!room) {
        free(grid.busy);
        return sf_build_no_memory(b);
    }
    *room = grid;
    return 1;
}

/* ------------------------------------------------------------------------------- fillers -- */

static int put_filler(sf_builder *b, uint32_t row, uint32_t column) {
    const sheaf_cell cell = {row, column, 1, 1, SHEAF_HEADER_NONE};
    const sheaf_block filler = {.size = sizeof filler, .kind = SHEAF_CELL, .flags = SHEAF_FILLER};
    return sf_build_put(b, &filler, &cell) != SHEAF_NONE;
}

/* Moves the cursor to (row, column), filling every free slot on the way. */
static int advance(sf_builder *b, uint32_t row, uint32_t column) {
    sf_grid *grid = top_grid(b);
    for (; grid->row < row || (grid->row == row && grid->column < column); grid->column++) {
        if (grid->column == grid->columns) {
            grid->row++;
            grid->column = 0;
            if (grid->row == row && column == 0)
                return 1;
        }
        if (grid->busy[grid->column] <= grid->row && !put_filler(b, grid->row, grid->column))
            return 0;
    }
    return 1;
}

/* ------------------------------------------------------------------------------- placing -- */

static int say(sf_builder *b, const char *code, const sheaf_block *block, const char *what,
               uint64_t found, uint64_t kept) {
    char room[192];
    snprintf(room, sizeof room,
             "the cell at row %" PRIu32 ", column %" PRIu32 " %s: found %" PRIu64 ", kept %" PRIu64,
             block->row, block->column, what, found, kept);
    return sf_build_diagnose(b, code, room, block->origin_count ? block->origins : NULL);
}

static uint32_t next_free(const sf_grid *grid, uint32_t row, uint32_t column) {
    while (column < grid->columns && grid->busy[column] > row)
        column++;
    return column;
}

/* How many free slots stand side by side from the cell's first, at most its span. */
static uint32_t free_width(const sf_grid *grid, const sheaf_cell *cell) {
    uint32_t most = grid->columns - cell->column;
    uint32_t width = cell->column_span < most ? cell->column_span : most, i = 1;
    while (i < width && grid->busy[cell->column + i] <= cell->row)
        i++;
    return i;
}

static uint32_t free_height(const sf_grid *grid, const sheaf_cell *cell) {
    uint32_t most = grid->stated ? grid->rows - cell->row : UINT32_MAX - cell->row;
    return cell->row_span < most ? cell->row_span : most;
}

/* A row that the reader does not know of yet: the grid grows. */
static int reach_row(sf_builder *b, sf_grid *grid, const sheaf_block *block) {
    if (block->row < grid->rows)
        return 1;
    if (block->row == UINT32_MAX || !fits(b, (uint64_t)block->row + 1, grid->columns))
        return sf_build_reached(b, "a table with more slots (rows times columns)", "cells",
                                b->limits.cells ? b->limits.cells : UINT32_MAX);
    if (grid->stated &&
        !say(b, "ir.table.row-added", block, "lies below the last row that was stated", grid->rows,
             (uint64_t)block->row + 1))
        return 0;
    grid->rows = block->row + 1;
    return 1;
}

/* A cell out of order cannot get its row; one whose slot is taken goes to the next free one. */
static int find_slot(sf_builder *b, sf_grid *grid, const sheaf_block *block, sheaf_cell *cell) {
    if (block->row < grid->row) {
        sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
                 "the plugin gave a cell of row %" PRIu32 " after row %" PRIu32
                 " had begun; cells come row by row",
                 block->row, grid->row);
        return 0;
    }
    if (!reach_row(b, grid, block))
        return 0;
    uint32_t from = block->column;
    if (block->row == grid->row && from < grid->column)
        from = grid->column;
    uint32_t column = next_free(grid, block->row, from);
    if (column >= grid->columns) {
        grid->refused++;
        return say(b, "ir.table.no-slot", block,
                   "has no free slot in its row; its text stands behind the table", block->column,
                   grid->columns)
                   ? -1
                   : 0;
    }
    cell->row = block->row;
    cell->column = column;
    if (column != block->column &&
        !say(b, "ir.table.cell-moved", block, "begins in a slot that is taken and was moved",
             block->column, column))
        return 0;
    return 1;
}

static int clamp_span(sf_builder *b, const sheaf_block *block, const char *what, uint32_t *span,
                      uint32_t most) {
    uint32_t found = *span;
    *span = most;
    return found == most || say(b, "ir.table.span-clamped", block, what, found, most);
}

int sf_grid_place(sf_builder *b, const sheaf_block *block, sheaf_cell *cell) {
    sf_grid *grid = top_grid(b);
    int found = find_slot(b, grid, block, cell);
    if (found <= 0)
        return found;
    cell->header = block->header & SHEAF_HEADER_BOTH;
    cell->row_span = block->row_span ? block->row_span : 1;
    cell->column_span = block->column_span ? block->column_span : 1;
    if (!clamp_span(b, block, "spans more columns than are free", &cell->column_span,
                    free_width(grid, cell)) ||
        !clamp_span(b, block, "spans more rows than there are", &cell->row_span,
                    free_height(grid, cell)) ||
        !advance(b, cell->row, cell->column))
        return 0;
    uint32_t until = cell->row + cell->row_span;
    for (uint32_t i = 0; i < cell->column_span; i++)
        grid->busy[cell->column + i] = until;
    if (until > grid->highest_end)
        grid->highest_end = until;
    grid->column = cell->column + cell->column_span;
    return 1;
}

/* A closed table has a cell on every slot and no span beyond its last row, so behind its last cell each
 * column is free from that row on. */
int sf_grid_take_table(sf_builder *b, const sheaf_table *whole) {
    sf_grid *grid = top_grid(b);
    if (grid->highest_end > 0 || grid->row > 0 || grid->column > 0 || whole->rows == 0 ||
        whole->columns != grid->columns || whole->rows > grid->rows)
        return 0;
    for (uint32_t column = 0; column < grid->columns; column++)
        grid->busy[column] = whole->rows;
    grid->highest_end = whole->rows;
    grid->row = whole->rows - 1;
    grid->column = grid->columns;
    return 1;
}

/* ------------------------------------------------------------------------------- closing -- */

/* Spans that reach below the last row, found by one walk over the table's cells. */
static int clamp_rows(sf_builder *b, const sf_grid *grid) {
    uint32_t end = b->tree->nodes.count;
    for (uint32_t n = grid->table + 1; n < end; n = sf_build_node(b, n)->end) {
        const sheaf_node *node = sf_build_node(b, n);
        sheaf_cell *cell = SF_VEC_AT(&b->tree->cells, sheaf_cell, node->payload);
        if (cell->row + cell->row_span <= grid->rows)
            continue;
        sheaf_block block = {
            .row = cell->row, .column = cell->column, .origin_count = node->origins};
        if (node->origins)
            block.origins = SF_VEC_AT(&b->tree->origins, sheaf_origin, node->origin);
        if (!clamp_span(b, &block, "spans more rows than there are", &cell->row_span,
                        grid->rows - cell->row))
            return 0;
    }
    return 1;
}

int sf_grid_close(sf_builder *b) {
    sf_grid *grid = top_grid(b);
    if (grid->rows && !advance(b, grid->rows - 1, grid->columns))
        return 0;
    if (grid->highest_end > grid->rows && !clamp_rows(b, grid))
        return 0;
    sf_table *table = SF_VEC_AT(&b->tree->tables, sf_table, sf_build_node(b, grid->table)->payload);
    table->grid = (sheaf_table){grid->rows, grid->columns};
    free(grid->busy);
    grid->busy = NULL;
    uint32_t node = grid->table;
    b->grids.count--;
    return !table->derived || sf_headers_derive(b, node);
}
