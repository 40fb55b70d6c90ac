/* The tables of a document in order, and each as rows of slots. A cell stays in its slots until its last row:
 * one line of slots is all that is kept, and each cell is met once. */
#include "csv.h"

static const sheaf_node *node_at(const csv_out *out, uint32_t n) {
    return SHEAF_AT(out->document->nodes, sheaf_node, n);
}

/* ---- the walk ---- */

static void take_table(csv_walk *walk, uint32_t n, csv_table *table) {
    const sheaf_node *node = node_at(walk->out, n);
    const sheaf_table *grid = SHEAF_AT(walk->out->document->tables, sheaf_table, node->payload);
    int is_inner = n < walk->outer_end;
    *table = (csv_table){.node = n,
                         .number = ++walk->number,
                         .outer = is_inner ? walk->outer : 0,
                         .rows = grid->rows,
                         .columns = grid->columns,
                         .heading = walk->heading,
                         .caption = csv_trim(node->text)};
    if (!is_inner) {
        walk->outer = table->number;
        walk->outer_end = node->end;
    }
}

/* Tables in running heads are left out, as all that the pages repeat. */
int csv_next_table(csv_walk *walk, csv_table *table) {
    csv_out *out = walk->out;
    if (walk->heading.ptr == NULL)
        walk->heading = SHEAF_STR("");
    while (walk->next < out->document->nodes.count &&
           out->host->tick(out->job, walk->next, out->document->nodes.count) == SHEAF_OK) {
        uint32_t n = walk->next;
        const sheaf_node *node = node_at(out, n);
        walk->next = node->flags & SHEAF_FURNITURE ? node->end : n + 1;
        if (node->flags & SHEAF_FURNITURE)
            continue;
        if (node->kind == SHEAF_HEADING)
            walk->heading = csv_trim(node->text);
        if (node->kind == SHEAF_TABLE && node->payload < out->document->tables.count) {
            take_table(walk, n, table);
            return 1;
        }
    }
    return 0;
}

/* ---- the grid ---- */

csv_grid csv_grid_of(csv_out *out, const csv_table *table) {
    for (uint32_t i = 0; i < table->columns; i++)
        out->slots[i] = (csv_slot){.cell = SHEAF_NONE};
    return (csv_grid){out, table, table->node + 1};
}

/* The next cell, if it begins in this row; blocks between cells are none. */
static const sheaf_cell *find_cell(csv_grid *grid, uint32_t row) {
    uint32_t end = node_at(grid->out, grid->table->node)->end;
    const sheaf_array *cells = &grid->out->document->cells;
    for (; grid->child < end; grid->child = node_at(grid->out, grid->child)->end) {
        const sheaf_node *node = node_at(grid->out, grid->child);
        if (node->kind != SHEAF_CELL || node->payload >= cells->count)
            continue;
        const sheaf_cell *cell = SHEAF_AT(*cells, sheaf_cell, node->payload);
        return cell->row == row && cell->column < grid->table->columns ? cell : NULL;
    }
    return NULL;
}

/* A text that stands in several slots is made once: what it costs to find it must not count for each. */
static void place_cell(csv_grid *grid, uint32_t row, const sheaf_cell *cell) {
    csv_out *out = grid->out;
    uint32_t room = grid->table->columns - cell->column;
    uint32_t span = cell->column_span < room ? cell->column_span : room;
    int is_repeated = out->options.repeat && (span > 1 || cell->row_span > 1);
    csv_slot slot = {.cell = grid->child, .until = row + cell->row_span};
    if (is_repeated)
        slot.text = csv_whole_text(out, grid->child);
    for (uint32_t i = 0; i < span; i++)
        out->slots[cell->column + i] = slot;
}

void csv_grid_row(csv_grid *grid, uint32_t row) {
    const sheaf_cell *cell;
    for (uint32_t i = 0; i < grid->table->columns; i++)
        if (grid->out->slots[i].until <= row)
            grid->out->slots[i].cell = SHEAF_NONE;
    while ((cell = find_cell(grid, row)) != NULL) {
        place_cell(grid, row, cell);
        grid->child = node_at(grid->out, grid->child)->end;
    }
}

const sheaf_cell *csv_slot_cell(const csv_out *out, uint32_t column) {
    uint32_t n = out->slots[column].cell;
    return n == SHEAF_NONE ? NULL
                           : SHEAF_AT(out->document->cells, sheaf_cell, node_at(out, n)->payload);
}

csv_pieces csv_slot_text(const csv_out *out, uint32_t row, uint32_t column) {
    const csv_slot *slot = &out->slots[column];
    const sheaf_cell *cell = csv_slot_cell(out, column);
    int is_first = cell != NULL && cell->row == row && cell->column == column;
    if (cell != NULL && slot->text.ptr != NULL)
        return csv_text(slot->text);
    return is_first ? csv_node_text(out, slot->cell) : csv_text(SHEAF_STR(""));
}

sheaf_status csv_write_table(csv_out *out, const csv_table *table) {
    csv_grid grid = csv_grid_of(out, table);
    for (uint32_t row = 0; row < table->rows; row++) {
        sheaf_status status = out->host->tick(out->job, row, table->rows);
        if (status != SHEAF_OK)
            return status;
        csv_grid_row(&grid, row);
        for (uint32_t column = 0; column < table->columns; column++)
            csv_field(out, csv_slot_text(out, row, column));
        csv_end_row(out);
    }
    return SHEAF_OK;
}
