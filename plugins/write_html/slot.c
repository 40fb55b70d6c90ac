/* Which cell of a table holds a slot of its grid: cells are sorted by where they begin, so it is a bisection over the nodes of
 * the table. */
#include "html.h"

/* The child of `top` that node n is, or is inside of. */
static uint32_t child_of(const html_out *out, uint32_t top, uint32_t n) {
    while (html_node(out, n)->parent != top)
        n = html_node(out, n)->parent;
    return n;
}

const sheaf_cell *html_cell(const html_out *out, uint32_t n) {
    return SHEAF_AT(out->document->cells, sheaf_cell, html_node(out, n)->payload);
}

/* The last cell of the table that begins at or before the slot: cells are sorted by it. The table, where none does. */
static uint32_t last_before(const html_out *out, uint32_t table, uint32_t row, uint32_t column) {
    uint32_t low = table + 1, high = html_node(out, table)->end, found = table;
    while (low < high) {
        uint32_t cell = child_of(out, table, low + (high - low) / 2);
        const sheaf_cell *at = html_cell(out, cell);
        if (at->row < row || (at->row == row && at->column <= column)) {
            found = cell;
            low = html_node(out, cell)->end;
        } else {
            high = cell;
        }
    }
    return found;
}

static int covers(const sheaf_cell *cell, uint32_t row, uint32_t column) {
    return row - cell->row < cell->row_span && column - cell->column < cell->column_span;
}

uint32_t html_find_cell(const html_out *out, uint32_t table, uint32_t row, uint32_t column) {
    uint32_t cell = last_before(out, table, row, column);
    return cell != table && covers(html_cell(out, cell), row, column) ? cell : SHEAF_NONE;
}
