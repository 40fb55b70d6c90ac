/* A row among others that moved by a cell: cells were lost or inserted from some row on, and no sum there holds. A row that has but one
 * number besides its total, or the blank that the others begin or end with, holds there by chance. */
#include "bind/doubt/doubting.h"

/* What the row says of its own sums, its blanks counted as 0. */
typedef enum verdict { SAYS_NOTHING, HOLDS, FAILS } verdict;

/* The last cells of a row of the same block, as many as it has slots. 0: something else stands there. */
static int take_last(const doubting *d, uint32_t r, bind_slot *slots) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const bind_row *row = bind_row_at(sheet, r);
    uint32_t width = d->places->count, left = row->cells.count;
    if (row->target == SHEAF_NONE || left < width || bind_count_full(sheet, row) > width ||
        bind_target_at(d->of.plan, row->target)->block != d->of.columns->block)
        return 0;
    for (uint32_t i = 0; i < width; i++) {
        slots[i] = bind_slot_of(sheet, row->cells.first + left - width + i);
        if (slots[i].state != BIND_VALUE && slots[i].state != BIND_EMPTY)
            return 0;
    }
    return 1;
}

static uint32_t count_numbers(const bind_slot *slots, uint32_t count) {
    uint32_t numbers = 0;
    for (uint32_t i = 0; i < count; i++)
        numbers += slots[i].state == BIND_VALUE && slots[i].value.digits != 0;
    return numbers;
}

static verdict verdict_of(const doubting *d, uint32_t r) {
    bind_slot slots[BIND_WIDEST] = {{0}};
    if (!take_last(d, r, slots) || count_numbers(slots, d->places->count) == 0)
        return SAYS_NOTHING;
    if (bind_holds(d->of.identities, slots, 1))
        return HOLDS;
    int may_hold = bind_holds(d->of.identities, slots, 0) && !bind_is_full(slots, d->places->count);
    return may_hold ? SAYS_NOTHING : FAILS; /* its blank may be a number that was lost */
}

/* How many rows fail one behind the other from this one on by `step`; those of nothing but 0 say nothing. */
static uint32_t count_failing(const doubting *d, uint32_t step) {
    enum { ENOUGH = 2 };
    uint32_t failing = 0;
    for (uint32_t r = d->of.at + step; r < d->of.plan->sheet->rows.count && failing < ENOUGH;
         r += step) {
        verdict is = verdict_of(d, r);
        if (is == HOLDS)
            break;
        failing += is == FAILS;
    }
    return failing;
}

/* Its first or last cell is blank. */
static int has_blank_end(const bind_slot *slots, uint32_t count) {
    return slots[0].state == BIND_EMPTY || slots[count - 1].state == BIND_EMPTY;
}

int bind_is_among_turned(const doubting *d) {
    enum { SINGLE = 2, SEVERAL = 2 }; /* a number and its total */
    bind_slot slots[BIND_WIDEST] = {{0}};
    if (!d->of.identities->covers || d->of.columns->is_shuffled ||
        verdict_of(d, d->of.at) != HOLDS || !take_last(d, d->of.at, slots))
        return 0;
    if (count_numbers(slots, d->places->count) > SINGLE && !has_blank_end(slots, d->places->count))
        return 0;
    uint32_t above = count_failing(d, UINT32_MAX), below = count_failing(d, 1);
    return above + below >= SEVERAL;
}
