/* Doubts by columns of the report's own, in text: a number that stands below the head of one is none of the form's, whatever the order
 * says; and a row that has as many values as the form has columns lacks one of its own if it has theirs. */
#include "bind/doubt/doubting.h"

static int is_own_head(const doubting *d, uint32_t cell) {
    const form_list *own = &d->of.columns->own_heads;
    for (uint32_t i = 0; i < own->count; i++)
        if (*FORM_AT(*own, const uint32_t, i) == cell)
            return 1;
    return 0;
}

/* The lowest words of the header above the cell; SHEAF_NONE. */
static uint32_t head_above(const doubting *d, const bind_cell *cell) {
    form_span heads = d->of.columns->heads;
    for (uint32_t r = heads.first + heads.count; r-- > heads.first;) {
        form_span cells = bind_row_at(d->of.plan->sheet, r)->cells;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
            if (cell_at(d, i)->kind != BIND_BLANK && bind_shares_column(cell_at(d, i), cell))
                return i;
    }
    return SHEAF_NONE;
}

static int is_below_some(const doubting *d, const bind_cell *cell) {
    const form_list *own = &d->of.columns->own_heads;
    for (uint32_t i = 0; i < own->count; i++)
        if (bind_shares_column(cell_at(d, *FORM_AT(*own, const uint32_t, i)), cell))
            return 1;
    return 0;
}

static int is_below(const bind_cell *cell, const bind_column *column) {
    return cell->column < column->place + column->width &&
           column->place < cell->column + cell->width;
}

/* One cell too many, and what stands below the column's own head says the same: either may have been left out. */
static int says_same_below(const doubting *d, const bind_slot *slot, const bind_column *column) {
    for (uint32_t i = d->of.row->labels;
         i < d->of.row->cells.count && d->places->reading == BIND_EXTRA; i++) {
        const bind_cell *cell = cell_at(d, d->of.row->cells.first + i);
        if (is_below(cell, column) && cell->kind == BIND_NUMBER && slot->state == BIND_VALUE)
            return bind_same_number(cell->number.value, slot->value);
    }
    return 0;
}

/* Where the head of the slot's column is known, the cell stands beside it. Else the lowest above it is the report's; where no sum could
 * tell, any is, or none stands there. */
static int is_slot_below_own(const doubting *d, uint32_t slot) {
    const bind_column *column = bind_column_at(d->of.columns, slot);
    const bind_slot *at = &d->places->slots[slot];
    const bind_cell *cell = cell_at(d, at->cell);
    if (column->place != SHEAF_NONE)
        return !is_below(cell, column) && is_below_some(d, cell) && !says_same_below(d, at, column);
    uint32_t head = head_above(d, cell);
    if (!d->of.identities->covers)
        return head == SHEAF_NONE || is_below_some(d, cell);
    return head != SHEAF_NONE && is_own_head(d, head);
}

int bind_is_below_own(const doubting *d) {
    if (!d->of.plan->sheet->is_aligned || d->of.columns->own_heads.count == 0)
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        if (d->places->slots[i].cell != SHEAF_NONE && is_slot_below_own(d, i))
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- tables of one row -- */

static int is_placed(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (bind_column_at(d->of.columns, i)->place != SHEAF_NONE)
            return 1;
    return 0;
}

/* Some column of the report's own has a value in the row, or may have: where the cells of the header stand above nothing, behind all. */
static int has_own_value(const doubting *d) {
    const form_list *own = &d->of.columns->own_heads;
    int is_told = (int)d->of.plan->sheet->is_aligned || (int)d->of.columns->is_gridded;
    for (uint32_t i = d->of.row->labels; i < d->of.row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, d->of.row->cells.first + i);
        uint32_t head = is_told && cell->kind != BIND_BLANK ? head_above(d, cell) : SHEAF_NONE;
        if (head != SHEAF_NONE && is_own_head(d, head))
            return 1;
        for (uint32_t k = 0; k < own->count && !is_told && cell->kind != BIND_BLANK; k++)
            if (cell->column >= cell_at(d, *FORM_AT(*own, const uint32_t, k))->column)
                return 1;
    }
    return 0;
}

/* A column between the row's first value and its last is empty here and not in other rows. */
static int has_gap(const doubting *d) {
    uint32_t first = SHEAF_NONE, end = 0;
    for (uint32_t i = d->of.row->labels; i < d->of.row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, d->of.row->cells.first + i);
        if (cell->kind == BIND_BLANK)
            continue;
        first = first == SHEAF_NONE ? cell->column : first;
        end = cell->column;
    }
    for (uint32_t c = first; c < end; c++)
        if (bind_is_gap(&d->of, d->places->printed, c))
            return 1;
    return 0;
}

/* Some row of the block has a number below the head. */
static int has_number_below(const doubting *d, const bind_cell *head) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t end = row->cells.first + row->cells.count;
        int is_ours = row->target != SHEAF_NONE &&
                      bind_target_at(d->of.plan, row->target)->block == d->of.columns->block;
        for (uint32_t i = row->cells.first + row->labels; is_ours && i < end; i++)
            if (cell_at(d, i)->kind == BIND_NUMBER && bind_shares_column(cell_at(d, i), head))
                return 1;
    }
    return 0;
}

/* A head names another time, and no number stands below it: that of the row may be its own, wherever white space puts it. */
static int may_be_of_another_time(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    for (uint32_t s = 0; s < columns->strangers.count && !columns->is_gridded; s++) {
        const bind_cell *head = cell_at(d, *FORM_AT(columns->strangers, const uint32_t, s));
        if (bind_is_time_of_none(d->of.plan, head->plain.text) && !has_number_below(d, head))
            return 1;
    }
    return 0;
}

int bind_is_of_others(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    if (!d->of.plan->sheet->is_certain && !d->of.identities->covers && may_be_of_another_time(d))
        return 1;
    if (d->of.plan->sheet->is_certain || (columns->own_heads.count == 0 && !columns->lacks_label))
        return 0;
    if (d->of.plan->sheet->is_aligned && d->places->printed >= d->places->count &&
        (columns->lacks_label || (d->places->printed == d->places->count && has_gap(d))))
        return 1;
    if (is_placed(d))
        return 0;
    if (columns->own_heads.count == 0) /* an alias beside the form's own name may be its column's */
        return !adds_up(d);
    return columns->lacks_label ||
           (bind_count_full(d->of.plan->sheet, d->of.row) == d->places->count && has_own_value(d));
}
