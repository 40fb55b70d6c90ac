/* Doubts by cells to spare: a text's table has columns of the report's own, and a row with blanks is longer than the form is wide, or
 * shorter than its header. Which of its cells is the column that is none of the form's no sum tells then: a blank is 0 anywhere. */
#include "bind/doubt/doubting.h"

/* The row right above the first values of the block. */
static const bind_row *header_of(const doubting *d) {
    uint32_t r = d->of.at;
    while (r > 0 && bind_row_at(d->of.plan->sheet, r - 1)->values > 0)
        r--;
    return r > 0 ? bind_row_at(d->of.plan->sheet, r - 1) : NULL;
}

/* The first column of the block that the words name; SHEAF_NONE. */
static uint32_t column_of(const doubting *d, const bind_cell *cell) {
    const bind_index *index = d->of.plan->index;
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = cell->kind == BIND_WORDS ? bind_find(index, cell->plain.text) : SHEAF_NONE;
         i != SHEAF_NONE; i = bind_next(index, i)) {
        const bind_entry *entry = bind_entry_at(index, i);
        if (entry->axis == BIND_COLUMN && entry->model == d->of.plan->model_index &&
            entry->block == d->of.columns->block && entry->head < first)
            first = entry->head;
    }
    return first;
}

/* A column is printed under two of its names, 总计 and 合计: one of them is the report's own. */
static int has_two_names(const doubting *d, const bind_row *header) {
    enum { LINES = 4 };
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t end = header->cells.first + header->cells.count, from = end, lines = 0;
    for (const bind_row *row = header; lines < LINES && row->values == 0; row--, lines++) {
        from = row->cells.first;
        if (row == bind_row_at(sheet, 0))
            break;
    }
    for (uint32_t i = from; i < end; i++)
        for (uint32_t k = i + 1; k < end && column_of(d, cell_at(d, i)) != SHEAF_NONE; k++)
            if (column_of(d, cell_at(d, k)) == column_of(d, cell_at(d, i)) &&
                !form_same(cell_at(d, i)->plain.text, cell_at(d, k)->plain.text))
                return 1;
    return 0;
}

static int is_of_block(const doubting *d, const bind_row *row) {
    return row->target != SHEAF_NONE &&
           bind_target_at(d->of.plan, row->target)->block == d->of.columns->block;
}

/* A row of the block has more values than the form has columns. */
static int has_wider_row(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++)
        if (is_of_block(d, bind_row_at(sheet, r)) &&
            bind_count_full(d->of.plan->sheet, bind_row_at(sheet, r)) > d->places->count)
            return 1;
    return 0;
}

/* Words stand above more columns than the form has. */
static int has_wider_header(const doubting *d) {
    const bind_row *header = header_of(d);
    if (header == NULL || header->cells.count != d->of.row->cells.count)
        return 0;
    return cell_at(d, header->cells.first + header->cells.count - 1)->kind == BIND_WORDS ||
           has_two_names(d, header);
}

/* A row as long has more labels and all values right behind them: blanks before the values are those of labels. */
static int is_indented(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (is_of_block(d, row) && row->cells.count == d->of.row->cells.count &&
            row->labels > d->of.row->labels &&
            bind_count_full(d->of.plan->sheet, row) == d->places->count &&
            row->cells.count - row->labels == d->places->count)
            return 1;
    }
    return 0;
}

/* Another row of the block whose labels end in the same column has fewer cells. */
static int is_longer_than_alike(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const uint32_t end = bind_label_end(sheet, d->of.row), own = d->of.row->cells.count;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (r != d->of.at && is_of_block(d, row) && !row->is_torn && row->cells.count < own &&
            bind_label_end(sheet, row) == end)
            return 1;
    }
    return 0;
}

static int is_longer_than_header(const doubting *d) {
    const bind_row *header = header_of(d);
    return header != NULL && header->cells.count < d->of.row->cells.count;
}

/* Labels are filled up to where the longest of them end: the column is right behind that, and no number stands before it. */
static int is_behind_all_labels(const doubting *d, uint32_t column) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t deepest = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (!is_of_block(d, row))
            continue;
        const uint32_t end = bind_label_end(sheet, row);
        deepest = end > deepest ? end : deepest;
        for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
             i++)
            if (cell_at(d, i)->kind == BIND_NUMBER && cell_at(d, i)->column < column)
                return 0;
    }
    return column == deepest;
}

/* Neither whole rows nor the header say that values begin in that column, and something says that they begin in another one. */
static int begin_elsewhere(const doubting *d, uint32_t column) {
    const bind_starts starts = bind_starts_of(d->of.plan, d->of.columns, d->of.at);
    const bind_columns *columns = d->of.columns;
    for (uint32_t i = 0; i < starts.count; i++)
        if (starts.at[i] == column)
            return 0;
    if (columns->is_gridded && bind_column_at(columns, 0)->place == column)
        return 0;
    return starts.count > 0 || is_longer_than_alike(d) || is_longer_than_header(d) ||
           !is_behind_all_labels(d, column);
}

/* With what stands before the values for a blank among them the row adds up as well, or marks for nothing leave that open. */
static int holds_moved(const doubting *d, uint32_t blank) {
    bind_slot slots[BIND_WIDEST];
    const bind_slot *own = d->places->slots;
    int is_strict = 1;
    for (uint32_t i = 0; i < d->places->count; i++) {
        slots[i] = i > 0 && i <= blank ? own[i - 1] : own[i];
        is_strict &= slots[i].state != BIND_TEXT;
    }
    slots[0] = bind_slot_of(d->of.plan->sheet, own[0].cell - 1);
    return bind_holds(d->of.identities, slots, is_strict);
}

/* The cell says nothing, in whatever way. */
static int is_nothing(const doubting *d, uint32_t cell) {
    return cell_at(d, cell)->kind == BIND_BLANK || cell_at(d, cell)->kind == BIND_MARK;
}

int bind_has_blank_before(const doubting *d) {
    const bind_row *row = d->of.row;
    const bind_places *places = d->places;
    const uint32_t first = places->count <= BIND_WIDEST ? places->slots[0].cell : SHEAF_NONE;
    if (d->of.plan->sheet->is_certain || d->of.plan->sheet->is_aligned || places->is_proved ||
        places->reading != BIND_PLAIN || places->printed >= places->count || first == SHEAF_NONE ||
        first <= row->cells.first || !is_nothing(d, first - 1) ||
        (cell_at(d, first - 1)->kind == BIND_BLANK &&
         !begin_elsewhere(d, cell_at(d, first)->column)))
        return 0;
    for (uint32_t i = 1; i < places->count; i++)
        if (places->slots[i].state == BIND_EMPTY && holds_moved(d, i))
            return 1;
    return 0;
}

/* A row of the block whose labels end in the same column has as many numbers as columns, one of them in that column. */
static int is_reached_alike(const doubting *d, uint32_t column) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const uint32_t end = bind_label_end(sheet, d->of.row);
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (r == d->of.at || !is_of_block(d, row) || bind_label_end(sheet, row) != end ||
            bind_count_full(sheet, row) != d->places->count)
            continue;
        for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
             i++)
            if (cell_at(d, i)->kind == BIND_NUMBER && cell_at(d, i)->column == column)
                return 1;
    }
    return 0;
}

int bind_has_blank_behind(const doubting *d) {
    const bind_places *places = d->places;
    const uint32_t last = places->slots[places->count - 1].cell;
    const uint32_t end = d->of.row->cells.first + d->of.row->cells.count;
    return !d->of.plan->sheet->is_certain && !d->of.plan->sheet->is_aligned &&
           d->of.identities->covers && !places->is_proved && places->reading == BIND_PLAIN &&
           places->printed < places->count && last != SHEAF_NONE && last + 1 < end &&
           is_nothing(d, last + 1) && is_reached_alike(d, cell_at(d, last + 1)->column);
}

/* It has a number for each column, and stands as others do: what is blank stands behind all of them, and so does the column of the report's
 * own. */
static int stands_as_others(const doubting *d) {
    return d->places->printed == d->places->count && d->places->slots[0].cell != SHEAF_NONE &&
           bind_stands_as_others(&d->of, d->places->slots[0].cell);
}

int bind_has_spare_blank(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const bind_row *row = d->of.row;
    uint32_t printed = d->places->printed, count = d->places->count;
    if (sheet->is_certain || sheet->is_aligned || sheet->is_stream || d->places->is_proved ||
        d->places->reading == BIND_HEADED || printed > count ||
        row->cells.count - row->labels <= count)
        return 0;
    int has_own = d->of.columns->strangers.count > 0 || d->of.columns->has_own_above;
    return (has_own && (has_wider_row(d) || !is_indented(d)) && !stands_as_others(d)) ||
           (printed < count && has_wider_header(d));
}

/* Nothing tests the row, its header has a column of the report's own before one of the form's, and it has fewer cells than that: the last
 * were left out, or one before. */
int bind_lacks_cells(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const form_list *strangers = &d->of.columns->strangers;
    const bind_row *header = header_of(d);
    uint32_t last = bind_column_at(d->of.columns, d->places->count - 1)->cell;
    if (sheet->is_certain || sheet->is_aligned || d->of.identities->covers || header == NULL ||
        d->of.row->cells.count >= header->cells.count || last < header->cells.first ||
        last == SHEAF_NONE || strangers->count == 0)
        return 0;
    return *FORM_AT(*strangers, const uint32_t, 0) < last;
}

/* A unit of the form and no number before it: `件`. */
static int is_unit(const doubting *d, const bind_slot *slot) {
    return slot->state == BIND_TEXT && slot->cell != SHEAF_NONE &&
           bind_is_unit(d->of.plan->model->definition, bind_trim(cell_at(d, slot->cell)->text));
}

static int holds_unit(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (is_unit(d, &d->places->slots[i]))
            return 1;
    return 0;
}

/* Text whose header has columns of the report's own with values in them, or whose row holds a unit alone, and it adds up in no
 * way: as many cells as the form has columns may be theirs, too, with others blank and gone, and what is left of the row then
 * stands in other columns. */
int bind_may_hold_own(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    int has_own = d->of.columns->strangers.count > 0 || d->of.columns->has_own_above;
    return !sheet->is_certain && !sheet->is_stream && d->of.identities->covers &&
           !d->places->is_proved && d->places->reading != BIND_HEADED &&
           !bind_holds(d->of.identities, d->places->slots, 1) &&
           (holds_unit(d) || (has_own && has_wider_row(d)));
}
