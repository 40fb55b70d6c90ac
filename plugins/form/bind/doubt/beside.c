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

/* One row alone may have a number in pieces, unless the header has words of the report's own. */
static int has_own_column(const doubting *d) {
    enum { SEVERAL = 2 };
    uint32_t wider = count_wider(d);
    return wider >= SEVERAL || (wider > 0 && d->of.columns->strangers.count > 0);
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

/* The head of the slot's column is known, and its number stands below it. */
static int is_below_head(const doubting *d, uint32_t slot) {
    const bind_column *column = bind_column_at(d->of.columns, slot);
    const bind_cell *cell = cell_at(d, d->places->slots[slot].cell);
    return column->place != SHEAF_NONE && cell->column < column->place + column->width &&
           column->place < cell->column + cell->width;
}

void bind_open_beside(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    if (sheet->is_certain || sheet->is_stream || d->of.identities->covers ||
        d->places->printed > d->places->count || !has_own_column(d) ||
        (!sheet->is_aligned && !is_parted_by_blanks(d)))
        return;
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            (!sheet->is_aligned || !is_below_head(d, i)))
            slot->state = BIND_OPEN;
    }
}
