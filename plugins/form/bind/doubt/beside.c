/* Doubts by columns of the report's own where no sum tests a row: rows of the table are wider than the form, and one that is no wider
 * has lost a number, the form's or the report's own. White space keeps the place of a blank only where it lines up the columns. */
#include "bind/doubt/doubting.h"

/* Rows of the form that have more cells with something in them than columns. */
static uint32_t count_wider(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t wider = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t full = 0;
        for (uint32_t i = row->labels; i < row->cells.count && row->target != SHEAF_NONE; i++)
            full += cell_at(d, row->cells.first + i)->kind != BIND_BLANK;
        wider += full > 0 && full > bind_width_of_target(d->of.plan, row->target);
    }
    return wider;
}

/* A row for one number has two, and a column of the grid between them: they are no pieces of one. */
static int has_two_apart(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t numbers = 0, first = 0, last = 0;
        for (uint32_t i = row->labels; i < row->cells.count && row->target != SHEAF_NONE; i++) {
            const bind_cell *cell = cell_at(d, row->cells.first + i);
            if (cell->kind != BIND_NUMBER)
                continue;
            first = numbers++ == 0 ? cell->column + cell->width : first;
            last = cell->column;
        }
        if (numbers == 2 && last > first && bind_width_of_target(d->of.plan, row->target) == 1)
            return 1;
    }
    return 0;
}

/* One row alone may have a number in pieces, unless the header has words of the report's own. */
static int has_own_column(const doubting *d) {
    enum { SEVERAL = 2 };
    uint32_t wider = count_wider(d);
    return wider >= SEVERAL || (wider > 0 && (d->of.columns->strangers.count > 0 ||
                                              (d->of.plan->sheet->is_aligned && has_two_apart(d))));
}

/* Nothing but blanks stands between the row's label and its first number: the blanks part the cells. */
static int is_parted_by_blanks(const doubting *d) {
    const form_context *context = d->of.plan->context;
    uint32_t first = d->of.row->cells.first + d->of.row->labels;
    if (d->of.row->labels == 0 || d->of.row->labels >= d->of.row->cells.count)
        return 0;
    const sheaf_origin label = bind_origin_of(context, cell_at(d, first - 1)->node);
    const sheaf_origin number = bind_origin_of(context, cell_at(d, first)->node);
    sheaf_str bytes = context->host->input(context->job)->bytes;
    if (label.kind != SHEAF_AT_BYTES || number.kind != SHEAF_AT_BYTES || label.unit != number.unit)
        return 0;
    uint64_t at = label.at.bytes.offset + label.at.bytes.length, end = number.at.bytes.offset;
    if (at + 1 >= end || end > bytes.len)
        return 0;
    while (at < end && bytes.ptr[at] == ' ')
        at++;
    return at == end;
}

static int is_below(const bind_cell *cell, const bind_column *column) {
    return column->place != SHEAF_NONE && cell->column < column->place + column->width &&
           column->place < cell->column + cell->width;
}

/* The grid has a column for each of the form's, and none for the report's own: its numbers share one with the form's. */
static int has_no_room(const doubting *d) {
    uint32_t labels = d->of.row->labels > 0 ? 1 : 0, columns = 0;
    for (uint32_t c = 0; c < d->of.plan->sheet->columns; c++)
        columns += d->of.plan->sheet->used[c];
    return d->places->count > 1 && columns <= d->places->count + labels;
}

/* The head of the slot's column is known, and its number stands below it. */
static int is_below_head(const doubting *d, uint32_t slot) {
    return is_below(cell_at(d, d->places->slots[slot].cell), bind_column_at(d->of.columns, slot)) &&
           !has_no_room(d);
}

/* Some number of the block stands below the head. Another block's heads may line up with other columns of the grid. */
static int has_numbers_below(const doubting *d, const bind_column *column) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        int is_ours = row->target != SHEAF_NONE &&
                      bind_target_at(d->of.plan, row->target)->block == d->of.columns->block;
        for (uint32_t i = row->labels; i < row->cells.count && is_ours; i++) {
            const bind_cell *cell = cell_at(d, row->cells.first + i);
            if (cell->kind == BIND_NUMBER && is_below(cell, column))
                return 1;
        }
    }
    return 0;
}

/* The number stands beside its head, below which others do: it is another column's, the form's or the report's own. */
static int is_beside_head(const doubting *d, uint32_t slot) {
    const bind_column *column = bind_column_at(d->of.columns, slot);
    return column->place != SHEAF_NONE &&
           !is_below(cell_at(d, d->places->slots[slot].cell), column) &&
           has_numbers_below(d, column);
}

enum { ASKED = 256 }; /* rows: such tables are short */

/* A cell of that kind stands in the column of the grid, in the row or, SHEAF_NONE, in any. */
static int has_cell(const doubting *d, uint32_t only, uint32_t column, bind_kind kind) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = only == SHEAF_NONE ? 0 : only; r < sheet->rows.count && r < ASKED; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            if (cell_at(d, i)->kind == (uint32_t)kind && cell_at(d, i)->column <= column &&
                column < cell_at(d, i)->column + cell_at(d, i)->width)
                return 1;
        if (only != SHEAF_NONE)
            break;
    }
    return 0;
}

/* A row of heads, and each of them stands above numbers. */
static int is_header_in_line(const doubting *d, uint32_t r) {
    enum { SEVERAL = 2 };
    uint32_t heads = 0;
    for (uint32_t c = 1; c < d->of.plan->sheet->columns; c++) {
        if (!has_cell(d, r, c, BIND_WORDS))
            continue;
        if (!has_cell(d, SHEAF_NONE, c, BIND_NUMBER))
            return 0;
        heads++;
    }
    return heads >= SEVERAL && bind_row_at(d->of.plan->sheet, r)->values == 0;
}

/* The number stands in a column without any words, heads elsewhere stand above theirs, and some row has a number too many: the column
 * is the report's own. */
static int is_below_nothing(const doubting *d, uint32_t slot) {
    uint32_t column = cell_at(d, d->places->slots[slot].cell)->column;
    if (column == 0 || has_cell(d, SHEAF_NONE, column, BIND_WORDS) || count_wider(d) == 0)
        return 0;
    for (uint32_t r = 0; r < d->of.plan->sheet->rows.count && r < ASKED; r++)
        if (is_header_in_line(d, r))
            return 1;
    return 0;
}

void bind_open_beside(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    if (sheet->is_certain || sheet->is_stream || d->of.identities->covers ||
        d->places->printed > d->places->count ||
        (!sheet->is_aligned && (!has_own_column(d) || !is_parted_by_blanks(d))))
        return;
    int has_own = has_own_column(d);
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            (!sheet->is_aligned || (has_own && !is_below_head(d, i)) || is_beside_head(d, i) ||
             is_below_nothing(d, i)))
            bind_open_slot(slot, BIND_WHY_HEADS);
    }
}
