/* Hands over what table_region.c found and table_fit.c placed: a row a line, rules left out, tokens that share a
 * column in one cell with the white space between them. */
#include "table_columns.h"

enum { CONFIDENCE = 8000 };

static table_columns *columns_state(text_run *run) {
    table_work *work = table_workspace(run);
    if (work && !work->columns)
        work->columns = run->host->scratch(run->job, sizeof(table_columns));
    return work ? work->columns : NULL;
}

uint32_t text_next_columns(text_run *run, uint32_t line) {
    table_columns *c = columns_state(run);
    if (!c)
        return run->count;
    if (!c->known || line < c->from || line > c->begin)
        columns_find(run, c, line);
    return c->begin;
}

static void emit_row(text_run *run, const table_columns *c, const row *r, sheaf_block *slot) {
    sheaf_str line = text_of(run, r->line);
    for (uint32_t i = r->token; i < r->token + r->count;) {
        const token *from = &c->tokens[i], *to = from;
        uint32_t last = from->last;
        for (i++; i < r->token + r->count && c->tokens[i].first <= last; i++) {
            to = &c->tokens[i];
            last = to->last > last ? to->last : last;
        }
        slot->column = from->first;
        slot->column_span = last - from->first + 1;
        table_cell(run, slot, r->line,
                   (sheaf_str){line.ptr + from->offset, to->offset + to->length - from->offset});
    }
    slot->row++;
}

uint32_t text_columns(text_run *run, uint32_t first) {
    if (text_next_columns(run, first) != first)
        return first;
    const table_columns *c = run->tables->columns;
    sheaf_block slot = table_slot();
    table_open(run, first, c->column_count, CONFIDENCE, 0);
    for (uint32_t i = 0; i < c->row_count && table_goes_on(run, c->rows[i].line); i++)
        if (c->rows[i].kind != ROW_RULE)
            emit_row(run, c, &c->rows[i], &slot);
    table_close(run);
    return c->end;
}
