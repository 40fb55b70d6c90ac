/* A table that is printed for two times, one below the other: a line between its rows, or a merged cell before their labels, says
 * that what follows is another year's. Rows of this year whose labels or numbers are lost are not to be found there. */
#include "bind/doubt/doubt.h"
#include "bind/doubt/doubting.h"

/* The begin of a label: `上年结`, broken over lines. */
static int begins_label(const bind_plan *plan, sheaf_str text) {
    for (uint32_t e = 0; e < plan->index->entries.count; e++)
        if (form_begins(bind_entry_at(plan->index, e)->plain.text, text))
            return 1;
    return 0;
}

/* A short text with a word of another time in it, such as a table is called by: `去年同期情况`. */
static int is_another_time(const bind_plan *plan, const bind_cell *cell) {
    enum { LONGEST = 36 };
    return cell->text.len <= LONGEST && bind_tells_another_time(plan, cell->text, SHEAF_STR("")) &&
           cell->kind != BIND_NUMBER && cell->plain.text.len > 0 &&
           !begins_label(plan, cell->plain.text);
}

static int is_time(const bind_plan *plan, const bind_cell *cell) {
    return bind_names_own_year(cell->text, plan->year) || is_another_time(plan, cell);
}

/* The first cell of the row, if it is in the grid's first column; NULL: a blank, or one that a cell above it covers. */
static const bind_cell *first_of(const bind_sheet *sheet, const bind_row *row) {
    const bind_cell *cell = row->cells.count > 0 ? bind_cell_at(sheet, row->cells.first) : NULL;
    return cell != NULL && cell->column == 0 && cell->kind != BIND_BLANK ? cell : NULL;
}

/* The only cell of a row that is not blank; NULL. */
static const bind_cell *lone_of(const bind_sheet *sheet, const bind_row *row) {
    const bind_cell *found = NULL;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if (cell->kind != BIND_BLANK && found != NULL)
            return NULL;
        found = cell->kind != BIND_BLANK ? cell : found;
    }
    return found;
}

/* Marks each row that stands below such a line, or beside such a cell. In a text a merged cell may have left no blanks in the
 * rows below it: it ends where another time stands. */
static void mark_times(const bind_plan *plan) {
    bind_sheet *sheet = plan->sheet;
    int is_below = 0, is_beside = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        bind_row *row = bind_row_at(sheet, r);
        const bind_cell *first = first_of(sheet, row);
        const bind_cell *lone = row->target == SHEAF_NONE ? lone_of(sheet, row) : NULL;
        if (lone != NULL && is_time(plan, lone))
            is_below = is_another_time(plan, lone);
        if (first != NULL && (sheet->is_certain || is_time(plan, first)))
            is_beside = first != lone && is_another_time(plan, first);
        row->is_of_others = is_below || is_beside;
    }
    sheet->is_timed = 1;
}

/* ------------------------------------------------------------------------------- streams -- */

static sheaf_str text_of(const bind_plan *plan, uint32_t n) {
    return form_node_at(plan->context->document, n)->text;
}

/* What the lines between two rows say last: 1 another time, 0 the report's own, else as it was. */
static int time_between(const bind_plan *plan, uint32_t from, uint32_t to, int before) {
    enum { LONGEST = 36 };
    for (uint32_t n = from + 1; n < to; n++) {
        sheaf_str text = text_of(plan, n);
        if (text.len == 0 || text.len > LONGEST)
            continue;
        if (bind_names_own_year(text, plan->year))
            before = 0;
        else if (bind_tells_another_time(plan, text, SHEAF_STR("")) &&
                 !begins_label(plan, form_plain_label(plan->context, text).text))
            before = 1;
    }
    return before;
}

/* A stream has no row for words that are no label: they stand in lines between those of its rows. */
static void mark_stream(const bind_plan *plan) {
    bind_sheet *sheet = plan->sheet;
    int is_below = 0;
    for (uint32_t r = 1; r < sheet->rows.count; r++) {
        bind_row *row = bind_row_at(sheet, r);
        const bind_row *above = bind_row_at(sheet, r - 1);
        if ((row->told & BIND_TOLD_CLEAN) == 0 && above->cells.count > 0 && row->cells.count > 0)
            is_below = time_between(
                plan, bind_cell_at(sheet, above->cells.first + above->cells.count - 1)->node,
                bind_cell_at(sheet, row->cells.first)->node, is_below);
        row->is_of_others = (uint32_t)is_below;
    }
    sheet->is_timed = 1;
}

int bind_is_stream_of_others(const bind_plan *plan, const bind_row *row) {
    if (!plan->sheet->is_timed)
        mark_stream(plan);
    return (int)row->is_of_others;
}

int bind_is_below_another_time(const doubting *d) {
    if (!d->of.plan->sheet->is_timed)
        mark_times(d->of.plan);
    return (int)d->of.row->is_of_others;
}
