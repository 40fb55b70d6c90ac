/* What stands in the columns of a row, and whether the sums of the row hold with it. */
#include "bind/way/way.h"
#include "rule/rule.h"

/* ------------------------------------------------------------------------------- identities -- */

/* *sum of the known terms, and what is unknown: bit 1: a part, bit 2: a total. 0: text, or too large. */
static int sum_of(const bind_identity *identity, const bind_slot *slots, uint32_t count,
                  sheaf_decimal *sum, uint32_t *unknown) {
    *sum = (sheaf_decimal){0, 0};
    for (uint32_t i = 0; i < count; i++) {
        int32_t factor = identity->factors[i];
        if (factor == 0)
            continue;
        if (slots[i].state == BIND_TEXT)
            return 0;
        if (slots[i].state != BIND_VALUE)
            *unknown |= factor > 0 ? 1u : 2u;
        else if (!rule_add(sum, slots[i].value, factor))
            return 0;
    }
    return 1;
}

int bind_holds_one(const bind_identity *identity, const bind_slot *slots, uint32_t count,
                   int strict) {
    sheaf_decimal sum;
    uint32_t unknown = 0;
    if (!sum_of(identity, slots, count, &sum, &unknown))
        return !strict;
    int can_grow = (unknown & 1u) != 0, can_shrink = (unknown & 2u) != 0;
    if (strict || unknown == 0)
        return sum.digits == 0;
    return (sum.digits <= 0 || can_shrink) && (sum.digits >= 0 || can_grow);
}

int bind_holds(const bind_identities *identities, const bind_slot *slots, int strict) {
    for (uint32_t i = 0; i < identities->rows.count; i++)
        if (!bind_holds_one(FORM_AT(identities->rows, const bind_identity, i), slots,
                            identities->slots, strict))
            return 0;
    return 1;
}

int bind_is_told(const bind_identity *identity, const bind_slot *slots, uint32_t count) {
    int64_t any = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (identity->factors[i] != 0 && slots[i].state != BIND_VALUE)
            return 0;
        any |= identity->factors[i] != 0 ? slots[i].value.digits : 0;
    }
    return any != 0;
}

/* ------------------------------------------------------------------------------- slots -- */

bind_slot bind_slot_of(const bind_sheet *sheet, uint32_t i) {
    const bind_cell *cell = bind_cell_at(sheet, i);
    bind_slot slot = {.cell = i, .state = BIND_TEXT, .unit = SHEAF_STR("")};
    if (cell->kind == BIND_BLANK)
        slot.state = BIND_EMPTY;
    if (cell->kind == BIND_NUMBER) {
        slot.state = BIND_VALUE;
        slot.value = cell->number.value;
        slot.unit = cell->number.unit;
    }
    return slot;
}

/* A number with the column's unit behind it is the same as without. */
int bind_slots_differ(const bind_slot *a, const bind_slot *b) {
    if (a->state != b->state)
        return 1;
    if (a->state == BIND_VALUE)
        return !bind_same_number(a->value, b->value) ||
               (a->unit.len > 0 && b->unit.len > 0 && !form_same(a->unit, b->unit));
    return a->state == BIND_TEXT && a->cell != b->cell;
}

int bind_is_full(const bind_slot *slots, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (slots[i].state != BIND_VALUE)
            return 0;
    return 1;
}
