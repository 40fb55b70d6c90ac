/* Doubts by place: the values stand beside the heads that the form's order gives them, below heads of the report's own, or elsewhere
 * than in rows labelled alike. */
#include "bind/doubt/doubting.h"

/* The header of a text has a column behind the form's first one that is none of the form's: then a blank does not say whose
 * it is. */
int bind_is_under_others(const doubting *d) {
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = 0; i < d->of.columns->leaves.count; i++) {
        uint32_t place = bind_column_at(d->of.columns, i)->place;
        first = place < first ? place : first;
    }
    for (uint32_t i = 0; i < d->of.columns->strangers.count && d->of.columns->is_gridded; i++)
        if (cell_at(d, *FORM_AT(d->of.columns->strangers, const uint32_t, i))->column > first)
            return count_blanks(d) > 0 || d->places->printed == d->places->count;
    return 0;
}

/* A number that is taken for one of the form's stands below a header that is none of the form's. */
int bind_takes_others(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count && d->of.columns->is_gridded; i++) {
        const bind_slot *slot = &d->places->slots[i];
        if (slot->state != BIND_VALUE || slot->cell == SHEAF_NONE)
            continue;
        uint32_t column = cell_at(d, slot->cell)->column;
        for (uint32_t k = 0; k < d->of.columns->strangers.count; k++)
            if (cell_at(d, *FORM_AT(d->of.columns->strangers, const uint32_t, k))->column ==
                    column &&
                bind_column_at(d->of.columns, i)->place != SHEAF_NONE &&
                bind_column_at(d->of.columns, i)->place != column)
                return 1;
    }
    return 0;
}

/* The header and the row fill the grid, and the numbers do not stand below their labels. */
static int is_beside_heads(const doubting *d) {
    const bind_cell *last = cell_at(d, d->of.row->cells.first + d->of.row->cells.count - 1);
    if (!d->of.columns->is_gridded || d->of.row->is_torn ||
        last->column + last->width < d->of.plan->sheet->columns)
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++) {
        const bind_column *column = bind_column_at(d->of.columns, i);
        if (d->places->slots[i].state == BIND_VALUE && column->place != SHEAF_NONE &&
            cell_at(d, d->places->slots[i].cell)->column != column->place)
            return 1;
    }
    return 0;
}

/* It begins in another column than whole rows near it that are labelled alike. */
static int is_beside_others(const doubting *d) {
    const bind_starts starts = bind_starts_of(d->of.plan, d->of.columns, d->of.at);
    uint32_t own = SHEAF_NONE;
    for (uint32_t i = d->places->count; i-- > 0;)
        if (d->places->slots[i].cell != SHEAF_NONE)
            own = cell_at(d, d->places->slots[i].cell)->column - i;
    for (uint32_t i = 0; i < starts.count; i++)
        if (starts.at[i] == own)
            return 0;
    return own != SHEAF_NONE && starts.count > 0;
}

/* Sums tell that a row of a text moved, where there are any. */
int bind_is_beside(const doubting *d) {
    if (d->of.plan->sheet->is_certain || d->of.plan->sheet->is_aligned ||
        count_state(d, BIND_OPEN) > 0)
        return 0;
    if (count_state(d, BIND_EMPTY) > 0 && is_beside_others(d))
        return 1;
    if (!d->of.identities->covers)
        return is_beside_heads(d);
    return !bind_holds(d->of.identities, d->places->slots, 1) && is_beside_heads(d) &&
           is_beside_others(d);
}

/* Where the form's heads begin. */
static uint32_t first_place(const bind_columns *columns) {
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        if (bind_column_at(columns, i)->place < first)
            first = bind_column_at(columns, i)->place;
    return first;
}

/* It stands below a head of the report's own that is none in the corner. */
static int is_below_own_head(const doubting *d, const bind_cell *cell) {
    const bind_columns *columns = d->of.columns;
    for (uint32_t k = 0; k < columns->own_heads.count; k++) {
        const bind_cell *head = cell_at(d, *FORM_AT(columns->own_heads, const uint32_t, k));
        if (bind_shares_column(head, cell) && head->column + 1 >= first_place(columns))
            return 1;
    }
    return 0;
}

/* The heads of the form have another column between them, or words of the report's own stand beside them. */
static int has_others_among(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    uint32_t end = SHEAF_NONE;
    for (uint32_t i = 0; i < columns->leaves.count; i++) {
        const bind_column *column = bind_column_at(columns, i);
        if (column->place == SHEAF_NONE || (end != SHEAF_NONE && column->place > end))
            return column->place != SHEAF_NONE;
        end = column->place + column->width;
    }
    for (uint32_t k = 0; k < columns->own_heads.count; k++)
        if (is_below_own_head(d, cell_at(d, *FORM_AT(columns->own_heads, const uint32_t, k))))
            return 1;
    return 0;
}

/* The cell in that column of the grid holds the same number, or is the one that was taken. */
static int holds_at(const doubting *d, int64_t column, const bind_slot *slot) {
    for (uint32_t i = d->of.row->labels; i < d->of.row->cells.count; i++) {
        const bind_slot other = bind_slot_of(d->of.plan->sheet, d->of.row->cells.first + i);
        if (cell_at(d, d->of.row->cells.first + i)->column == column)
            return other.cell == slot->cell ||
                   (other.state == BIND_VALUE && slot->state == BIND_VALUE &&
                    !bind_slots_differ(&other, slot));
    }
    return 0;
}

/* How far right of its head the number stands. */
static int64_t shift_of(const doubting *d, uint32_t i) {
    return (int64_t)cell_at(d, d->places->slots[i].cell)->column -
           bind_column_at(d->of.columns, i)->place;
}

static int is_placed(const doubting *d, uint32_t i) {
    const bind_slot *slot = &d->places->slots[i];
    return slot->state != BIND_OPEN && slot->cell != SHEAF_NONE &&
           cell_at(d, slot->cell)->kind != BIND_BLANK &&
           bind_column_at(d->of.columns, i)->place != SHEAF_NONE;
}

/* All numbers of the row stand as far beside their heads; of some that are alike it may have taken another one. */
static int stands_at(const doubting *d, int64_t shift) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (is_placed(d, i) &&
            !holds_at(d, bind_column_at(d->of.columns, i)->place + shift, &d->places->slots[i]))
            return 0;
    return 1;
}

/* The cell stands below none of the form's heads, behind the first. */
static int is_below_none(const doubting *d, const bind_cell *cell) {
    for (uint32_t i = 0; i < d->of.columns->leaves.count; i++)
        if (bind_column_at(d->of.columns, i)->place == cell->column)
            return 0;
    return cell->column > first_place(d->of.columns);
}

int bind_is_apart(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    uint32_t first = SHEAF_NONE, last = 0, others = 0, right = 0;
    if (d->of.plan->sheet->is_certain || d->of.plan->sheet->is_aligned || !columns->is_gridded ||
        columns->is_shuffled || !has_others_among(d) || stands_at(d, 0))
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++) {
        if (!is_placed(d, i))
            continue;
        first = first == SHEAF_NONE ? i : first;
        last = i;
        const bind_cell *cell = cell_at(d, d->places->slots[i].cell);
        int is_own = shift_of(d, i) != 0 && is_below_own_head(d, cell);
        others += (uint32_t)(is_own || (shift_of(d, i) != 0 && is_below_none(d, cell)));
        right += (uint32_t)(is_own && shift_of(d, i) > 0);
    }
    if (others == 0 || first == SHEAF_NONE)
        return first != SHEAF_NONE && count_state(d, BIND_OPEN) > 0;
    return right > 0 || count_state(d, BIND_OPEN) > 0 ||
           (!stands_at(d, shift_of(d, first)) && !stands_at(d, shift_of(d, last)));
}

/* The numbers of a row in their order, if there are as many as columns and several are not 0, and they add up so. */
static int take_order(const doubting *d, uint32_t r, bind_slot *slots) {
    enum { SEVERAL = 4 };
    const bind_sheet *sheet = d->of.plan->sheet;
    const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
    uint32_t count = 0, full = 0;
    for (uint32_t i = row != NULL ? row->labels : 0; row != NULL && i < row->cells.count; i++) {
        bind_slot slot = bind_slot_of(sheet, row->cells.first + i);
        if (slot.state == BIND_EMPTY)
            continue;
        if (slot.state != BIND_VALUE || count == d->places->count)
            return 0;
        full += slot.value.digits != 0;
        slots[count++] = slot;
    }
    return full >= SEVERAL && count == d->places->count && d->of.identities->covers &&
           bind_holds(d->of.identities, slots, 1);
}

/* With known geometry: in this row and the next, as many numbers as columns add up in their order, and the header puts some of them
 * elsewhere. */
int bind_is_order_other(const doubting *d) {
    bind_slot slots[BIND_WIDEST], others[BIND_WIDEST];
    uint32_t differs = 0;
    if (!d->of.plan->sheet->is_certain || adds_up(d) || !take_order(d, d->of.at, slots))
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        differs += d->places->slots[i].state == BIND_VALUE &&
                   bind_slots_differ(&slots[i], &d->places->slots[i]);
    return differs > 0 && ((d->of.at > 0 && take_order(d, d->of.at - 1, others)) ||
                           take_order(d, d->of.at + 1, others));
}

/* Some cell of the row is a label of a column or of a group of columns of the block. */
static int has_column_label(const doubting *d, const bind_row *row) {
    const bind_plan *plan = d->of.plan;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        sheaf_str text = cell_at(d, i)->plain.text;
        for (uint32_t e = text.len > 0 ? bind_find(plan->index, text) : SHEAF_NONE; e != SHEAF_NONE;
             e = bind_next(plan->index, e)) {
            const bind_entry *entry = bind_entry_at(plan->index, e);
            if (entry->model == plan->model_index && entry->axis == BIND_COLUMN &&
                entry->block == d->of.columns->block)
                return 1;
        }
    }
    return 0;
}

int bind_is_above_heads(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t below = 0;
    int is_alone = d->of.plan->targets.count == 1 && sheet->rows.count <= NEARBY;
    int is_of_blocks = bind_table_of(d->of.plan->model)->blocks.count > 1;
    if (!is_alone && !(is_of_blocks && (d->of.row->how & BIND_BY_COUNT) != 0))
        return 0;
    uint32_t first = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
    for (uint32_t r = first; r < sheet->rows.count && r <= d->of.at + NEARBY; r++) {
        int is_head = r != d->of.at && has_column_label(d, bind_row_at(sheet, r));
        if (is_head && r < d->of.at)
            return 0;
        below += (uint32_t)is_head;
    }
    return below > 0;
}
