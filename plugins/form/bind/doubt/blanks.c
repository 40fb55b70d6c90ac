/* Doubts by blanks: a blank is where a value was lost, or where none ever was, and then those beside it may have moved. */
#include "bind/doubt/doubting.h"

#include "rule/rule.h"

/* With a blank in it the row does not add up, and would if the blank stood elsewhere. */
static int would_fit_elsewhere(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t first = SHEAF_NONE, behind = 0;
    for (uint32_t i = d->of.row->labels; i < d->of.row->cells.count; i++)
        if (cell_at(d, d->of.row->cells.first + i)->kind != BIND_BLANK) {
            first = first == SHEAF_NONE ? d->of.row->cells.first + i : first;
            behind = d->of.row->cells.first + i + 1;
        }
    const bind_ways ways = {.sheet = sheet,
                            .identities = d->of.identities,
                            .first = first,
                            .count = first == SHEAF_NONE ? 0 : behind - first,
                            .width = d->places->count,
                            .left = &((bind_plan *)(uintptr_t)d->of.plan)->ways_left};
    return ways.count > 0 && ways.count < ways.width && bind_some_way_holds(&ways);
}

/* It has blanks and numbers, and does not add up. */
static int is_blank_and_fails(const doubting *d) {
    return count_blanks(d) > 0 && count_state(d, BIND_ABSENT) == 0 && d->of.identities->covers &&
           count_state(d, BIND_TEXT) == 0 && count_state(d, BIND_OPEN) == 0 &&
           !bind_holds(d->of.identities, d->places->slots, 1);
}

int bind_is_blank_in_doubt(const doubting *d) {
    return is_blank_and_fails(d) && !d->of.plan->sheet->is_certain &&
           !bind_holds(d->of.identities, d->places->slots, 0);
}

int bind_may_fit_elsewhere(const doubting *d) {
    return is_blank_and_fails(d) && would_fit_elsewhere(d);
}

int bind_may_end_in_total(const doubting *d) {
    sheaf_decimal others = {0, 0};
    uint32_t last = d->places->count - 1;
    if (!d->of.identities->covers || d->of.plan->sheet->is_certain || last == 0 ||
        d->places->slots[last].state != BIND_EMPTY ||
        d->places->slots[last - 1].state != BIND_VALUE)
        return 0;
    for (uint32_t i = 0; i + 1 < last; i++)
        if (d->places->slots[i].state == BIND_VALUE &&
            !rule_add(&others, d->places->slots[i].value, 1))
            return 0;
    return others.digits > 0 && rule_add(&others, d->places->slots[last - 1].value, -1) &&
           others.digits <= 0;
}

int bind_may_lack_total(const doubting *d) {
    const uint32_t last = d->places->count - 1;
    uint32_t blanks = 0;
    if (d->of.identities->rows.count != 1 || d->of.plan->sheet->is_certain ||
        d->places->slots[last].state != BIND_VALUE || d->places->slots[last].value.digits == 0)
        return 0;
    for (uint32_t i = 0; i < last; i++) {
        const bind_slot *slot = &d->places->slots[i];
        if (slot->state != BIND_EMPTY && (slot->state != BIND_VALUE || slot->value.digits != 0))
            return 0;
        blanks += slot->state == BIND_EMPTY;
    }
    return blanks > 0 && blanks < last;
}

/* A row near it has a value in the column. */
static int has_values(const doubting *d, uint32_t column) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
         r < sheet->rows.count && r < d->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        for (uint32_t i = row->labels; i < row->cells.count && row->target != SHEAF_NONE; i++) {
            const bind_cell *cell = cell_at(d, row->cells.first + i);
            if (cell->column == column && cell->kind != BIND_BLANK)
                return 1;
        }
    }
    return 0;
}

/* With known geometry: a blank that is in none of the slots, where other rows have values. */
static int leaves_out_blank(const doubting *d) {
    uint32_t blanks = 0;
    for (uint32_t i = d->of.row->labels;
         i < d->of.row->cells.count && d->of.plan->sheet->is_certain; i++) {
        const bind_cell *cell = cell_at(d, d->of.row->cells.first + i);
        blanks += cell->kind == BIND_BLANK && has_values(d, cell->column);
    }
    return blanks > count_state(d, BIND_EMPTY);
}

/* The first or last column that is there, as others may be cut off, is blank. */
static int is_edge_blank(const doubting *d, int is_last) {
    for (uint32_t i = 0; i < d->places->count; i++) {
        const bind_slot *slot = &d->places->slots[is_last ? d->places->count - 1 - i : i];
        if (slot->state != BIND_ABSENT)
            return slot->state == BIND_EMPTY;
    }
    return 0;
}

/* The last column is blank or has no cell below its header, or a cell among the values is in none. */
int bind_ends_blank(const doubting *d) {
    uint32_t last = d->places->count - 1, state = d->places->slots[last].state;
    int is_headed = bind_column_at(d->of.columns, last)->place != SHEAF_NONE;
    return state == BIND_EMPTY || (state == BIND_ABSENT && is_headed) || leaves_out_blank(d);
}

static int has_zero(const doubting *d, const bind_row *row) {
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, row->cells.first + i);
        if (cell->kind == BIND_NUMBER && cell->number.value.digits == 0)
            return 1;
    }
    return 0;
}

/* The cells of a row up to its last value. */
static uint32_t reach_of(const doubting *d, const bind_row *row) {
    uint32_t reach = row->cells.count;
    while (reach > row->labels && cell_at(d, row->cells.first + reach - 1)->kind == BIND_BLANK)
        reach--;
    return reach;
}

/* A blank where rows have values, before its last value: a row that was cut or folded ends in blanks, and none of them is a zero. */
static int has_blank(const doubting *d, const bind_row *row) {
    uint32_t end = reach_of(d, row);
    for (uint32_t i = row->labels; i < end; i++) {
        const bind_cell *cell = cell_at(d, row->cells.first + i);
        if (cell->kind == BIND_BLANK && has_values(d, cell->column))
            return 1;
    }
    return 0;
}

/* The rows near it print their zeros, and none of them has a blank: this one stands for no zero, even if the row adds up so. */
static int is_blank_alone(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t zeros = 0;
    for (uint32_t r = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
         r < sheet->rows.count && r < d->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || r == d->of.at || row->values == 0)
            continue;
        if (has_blank(d, row))
            return 0;
        zeros += (uint32_t)has_zero(d, row);
    }
    return zeros > 1;
}

/* A blank at its beginning or end, and the row does not add up: all of it may have moved, or what stands behind a cell that is
 * gone, even where the places of the cells are known. So may what stands behind two numbers in one cell there. */
uint32_t bind_slip_of(const doubting *d) {
    int is_certain = (int)d->of.plan->sheet->is_certain;
    int is_edge = is_edge_blank(d, 0) || bind_ends_blank(d);
    if (!d->of.identities->covers ||
        (!is_edge && !(is_certain && has_kind(d, d->of.row, BIND_BROKEN))) ||
        (bind_holds(d->of.identities, d->places->slots, 1) && !is_blank_alone(d)))
        return BIND_SURE;
    return is_certain ? BIND_ASIDE : BIND_UNCONFIRMED;
}

/* None of the many other rows of the block goes on as far. */
static int is_longest(const doubting *d) {
    enum { MANY = 4 };
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t others = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (r == d->of.at || row->target == SHEAF_NONE ||
            bind_target_at(d->of.plan, row->target)->block != d->of.columns->block)
            continue;
        if (reach_of(d, row) >= reach_of(d, d->of.row))
            return 0;
        others++;
    }
    return others >= MANY;
}

int bind_has_one_too_many(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    return !sheet->is_certain && !sheet->is_aligned && !sheet->is_stream &&
           d->of.identities->covers && !d->places->is_proved && d->places->reading != BIND_HEADED &&
           has_kind(d, d->of.row, BIND_BLANK) &&
           !bind_holds(d->of.identities, d->places->slots, 1) && is_longest(d);
}
