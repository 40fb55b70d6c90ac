/* A table as rows of text. Columns get the width of their widest cell, the widest are cut until the row
 * fits; those that still do not fit are counted. Cells come in the order of their first slots, so one
 * cursor over them and one line of spans from above draw everything in a single pass. */
#include "cli/inspect.h"
#include "cli/show.h"

#include <inttypes.h>
#include <stdlib.h>

enum { LEAST_WIDTH = 3, GAP = 3 /* " | " */ };

typedef struct column {
    size_t width;
    uint32_t rows_left; /* of the cell that began here in a row above */
    uint32_t span;      /* its columns */
} column;

typedef struct grid {
    const sf_page *page;
    const sheaf_document *document;
    column *columns;
    uint32_t count; /* columns shown */
    size_t room, indent;
} grid;

/* The cells not yet drawn: node ids from `next` to `end`. */
typedef struct cursor {
    uint32_t next, end;
} cursor;

static const sheaf_node *node_at(const grid *g, uint32_t n) {
    return SHEAF_AT(g->document->nodes, sheaf_node, n);
}

static const sheaf_cell *cell_at(const grid *g, uint32_t n) {
    return SHEAF_AT(g->document->cells, sheaf_cell, node_at(g, n)->payload);
}

/* A cell that holds blocks shows the first text in it. */
static sheaf_str text_of(const grid *g, uint32_t n) {
    uint32_t end = node_at(g, n)->end;
    if (node_at(g, n)->flags & SHEAF_FILLER)
        return SHEAF_STR("·");
    while (n + 1 < end && !node_at(g, n)->text.len)
        n++;
    return node_at(g, n)->text;
}

static void measure(grid *g, cursor cells) {
    for (uint32_t n = cells.next; n < cells.end; n = node_at(g, n)->end) {
        const sheaf_cell *cell = cell_at(g, n);
        if (cell->column_span > 1 || cell->column >= g->count)
            continue;
        size_t width = sf_show_width(text_of(g, n), g->room);
        column *c = &g->columns[cell->column];
        c->width = width > c->width ? width : c->width;
    }
}

static size_t total_width(const grid *g, size_t most) {
    size_t total = GAP * (size_t)(g->count - 1);
    for (uint32_t c = 0; c < g->count; c++)
        total += g->columns[c].width < most ? g->columns[c].width : most;
    return total;
}

/* The greatest width that columns may have so that a row fits, found by halving. */
static void fit(grid *g) {
    size_t fits = LEAST_WIDTH, fails = g->room + 1;
    while (fails - fits > 1) {
        size_t middle = fits + (fails - fits) / 2;
        if (total_width(g, middle) <= g->room)
            fits = middle;
        else
            fails = middle;
    }
    for (uint32_t c = 0; c < g->count; c++)
        if (g->columns[c].width > fits)
            g->columns[c].width = fits;
}

/* Draws one slot, `span` columns wide from c; returns the column behind it. */
static uint32_t draw_slot(const grid *g, uint32_t c, uint32_t span, sheaf_str text) {
    uint32_t end = span < g->count - c ? c + span : g->count;
    size_t width = g->columns[c].width;
    for (uint32_t i = c + 1; i < end; i++)
        width += GAP + g->columns[i].width;
    size_t used = sf_show(g->page->out, text, width);
    if (end < g->count) {
        sf_show_spaces(g->page->out, width - used);
        fputs(" | ", g->page->out);
    }
    return end;
}

static uint32_t draw_cell(const grid *g, uint32_t c, uint32_t n) {
    const sheaf_cell *cell = cell_at(g, n);
    g->columns[c].rows_left = cell->row_span - 1;
    g->columns[c].span = cell->column_span;
    return draw_slot(g, c, cell->column_span, text_of(g, n));
}

static void draw_row(const grid *g, uint32_t row, cursor *cells) {
    uint32_t c = 0;
    sf_show_spaces(g->page->out, g->indent);
    while (c < g->count) {
        column *above = &g->columns[c];
        const sheaf_cell *cell = cells->next < cells->end ? cell_at(g, cells->next) : NULL;
        if (cell && cell->row == row && cell->column == c) {
            c = draw_cell(g, c, cells->next);
            cells->next = node_at(g, cells->next)->end;
        } else if (above->rows_left) {
            above->rows_left--;
            c = draw_slot(g, c, above->span, SHEAF_STR("^"));
        } else {
            c = draw_slot(g, c, 1, SHEAF_STR(""));
        }
    }
    while (cells->next < cells->end && cell_at(g, cells->next)->row <= row)
        cells->next = node_at(g, cells->next)->end;
    putc('\n', g->page->out);
}

static void draw_rule(const grid *g) {
    sf_show_spaces(g->page->out, g->indent);
    for (uint32_t c = 0; c < g->count; c++) {
        for (size_t i = 0; i < g->columns[c].width; i++)
            putc('-', g->page->out);
        fputs(c + 1 < g->count ? "-+-" : "\n", g->page->out);
    }
}

/* Whether the row is one of column heads; a row without a cell of its own is like the one before. */
static int is_head(const grid *g, uint32_t row, cursor cells, int before) {
    const sheaf_cell *cell = cells.next < cells.end ? cell_at(g, cells.next) : NULL;
    return cell && cell->row == row ? (cell->header & SHEAF_HEADER_COLUMN) != 0 : before;
}

static void draw(const grid *g, const sheaf_table *table, cursor cells) {
    int head = 0;
    for (uint32_t row = 0; row < table->rows && !ferror(g->page->out); row++) {
        int next = is_head(g, row, cells, head);
        if (head && !next)
            draw_rule(g);
        head = next;
        draw_row(g, row, &cells);
    }
    if (table->columns == g->count)
        return;
    sf_show_spaces(g->page->out, g->indent);
    fprintf(g->page->out, "(and %" PRIu32 " more columns)\n", table->columns - g->count);
}

int sf_grid_show(const sf_page *page, const sheaf_document *document, uint32_t node,
                 size_t indent) {
    grid g = {.page = page, .document = document, .indent = indent};
    const sheaf_table *table = SHEAF_AT(document->tables, sheaf_table, node_at(&g, node)->payload);
    g.room = page->columns > indent + LEAST_WIDTH ? page->columns - indent : LEAST_WIDTH;
    size_t most = (g.room + GAP) / (LEAST_WIDTH + GAP);
    g.count = table->columns < most ? table->columns : (uint32_t)most;
    if (!g.count)
        return 1;
    g.columns = calloc(g.count, sizeof(*g.columns));
    if (!g.columns)
        return 0;
    cursor cells = {.next = node + 1, .end = node_at(&g, node)->end};
    measure(&g, cells);
    fit(&g);
    draw(&g, table, cells);
    free(g.columns);
    return 1;
}
