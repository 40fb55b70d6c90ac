/* Hands over what table_region.c found and table_fit.c placed: a row a line, rules left out, tokens that share a
 * column in one cell with the white space between them. */
#include "table_columns.h"

#include "table_csv.h"

enum { CONFIDENCE = 8000 };

static table_columns *columns_state(text_run *run) {
    table_work *work = table_workspace(run);
    if (!work || work->columns)
        return work ? work->columns : NULL;
    work->columns = run->host->scratch(run->job, sizeof(table_columns));
    if (work->columns)
        columns_measure(run, work->columns);
    return work->columns;
}

uint32_t text_next_columns(text_run *run, uint32_t line) {
    table_columns *c = columns_state(run);
    if (!c)
        return run->count;
    if (!c->known || line < c->from || line > c->begin)
        columns_find(run, c, line);
    return c->begin;
}

enum { ROWS = 24 }; /* lines of one row of the table, at most: more than table_label.c joins */

/* The tokens of a table row's lines, as far as they are not yet in a cell: [from, to) of each line are in the
 * cell that is being gathered. */
typedef struct gathering {
    const table_columns *c;
    const row *rows;
    uint32_t count;
    uint32_t from[ROWS], to[ROWS];
} gathering;

static uint32_t row_end(const gathering *g, uint32_t i) {
    return g->rows[i].token + g->rows[i].count;
}

/* Where the next cell begins; SHEAF_NONE behind the last. */
static uint32_t next_column(gathering *g) {
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = 0; i < g->count; i++) {
        g->from[i] = g->to[i];
        if (g->from[i] < row_end(g, i) && g->c->tokens[g->from[i]].first < first)
            first = g->c->tokens[g->from[i]].first;
    }
    return first;
}

/* Gathers the tokens that share columns with the cell [.., last]; the last column that they reach. */
static uint32_t gather(gathering *g, uint32_t last) {
    for (int grown = 1; grown;) {
        grown = 0;
        for (uint32_t i = 0; i < g->count; i++)
            for (; g->to[i] < row_end(g, i) && g->c->tokens[g->to[i]].first <= last; g->to[i]++) {
                const token *t = &g->c->tokens[g->to[i]];
                grown |= t->last > last;
                last = t->last > last ? t->last : last;
            }
    }
    return last;
}

static sheaf_str part_of(const text_run *run, const gathering *g, uint32_t i) {
    if (g->from[i] == g->to[i])
        return SHEAF_STR("");
    const token *head = &g->c->tokens[g->from[i]], *tail = &g->c->tokens[g->to[i] - 1];
    return (sheaf_str){text_of(run, g->rows[i].line).ptr + head->offset,
                       tail->offset + tail->length - head->offset};
}

static void emit_cell(text_run *run, const gathering *g, sheaf_block *slot) {
    if (g->count == 1) {
        table_cell(run, slot, g->rows[0].line, part_of(run, g, 0));
        return;
    }
    table_filling filling;
    table_cell_open(run, slot, &filling);
    for (uint32_t i = 0; i < g->count; i++) {
        sheaf_str part = part_of(run, g, i);
        if (part.len)
            table_piece(run, &filling, g->rows[i].line, part);
    }
    table_cell_close(run);
}

static void emit_row(text_run *run, const table_columns *c, const row *rows, sheaf_block *slot,
                     glued_cells *glued) {
    gathering g = {.c = c, .rows = rows, .count = rows->joined + 1};
    for (uint32_t i = 0; i < g.count; i++)
        g.to[i] = rows[i].token;
    while ((slot->column = next_column(&g)) != SHEAF_NONE) {
        slot->column_span = gather(&g, slot->column) - slot->column + 1;
        emit_cell(run, &g, slot);
        for (uint32_t i = 0; slot->column && i < g.count; i++)
            glued_look(run, glued, rows[i].line, part_of(run, &g, i));
    }
    slot->row++;
}

uint32_t text_columns(text_run *run, uint32_t first) {
    if (text_next_columns(run, first) != first)
        return first;
    const table_columns *c = run->tables->columns;
    if (csv_has_records(run, first, c->end))
        return first;
    sheaf_block slot = table_slot();
    glued_cells glued = {.count = 0};
    table_open(run, first, c->column_count, CONFIDENCE, 0);
    table_account(run, c->begin, c->end);
    for (uint32_t i = 0; i < c->row_count && table_goes_on(run, c->rows[i].line);
         i += c->rows[i].joined + 1)
        if (c->rows[i].kind != ROW_RULE)
            emit_row(run, c, &c->rows[i], &slot, &glued);
    table_close(run);
    glued_say(run, &glued);
    return table_ended(run, TABLE_ALIGNED, c->end);
}
