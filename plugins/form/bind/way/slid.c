/* A column whose numbers slid by a row: cells were inserted in it, or deleted, and those below moved. Each row that it goes through fails
 * its sum, and would hold with the number that stands right above or below in that column. */
#include "bind/way/way.h"

#include "rule/rule.h"

typedef struct sliding {
    const bind_plan *plan;
    const bind_identities *identities;
    uint32_t block;
} sliding;

/* The numbers of a row of the block, if there are as many side by side. */
static int take_numbers(const sliding *s, uint32_t r, bind_slot *slots) {
    const bind_sheet *sheet = s->plan->sheet;
    const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
    uint32_t seen = 0;
    if (row == NULL || row->target == SHEAF_NONE || row->values != s->identities->slots ||
        bind_target_at(s->plan, row->target)->block != s->block)
        return 0;
    for (uint32_t i = row->labels; i < row->cells.count && seen < s->identities->slots; i++) {
        bind_slot slot = bind_slot_of(sheet, row->cells.first + i);
        if (slot.state == BIND_VALUE && slot.value.scale == 0)
            slots[seen++] = slot;
        else if (seen > 0 || slot.state != BIND_EMPTY)
            return 0;
    }
    return seen == s->identities->slots;
}

/* By how much the parts of a sum are more than its total; 0: it holds, or cannot be told. */
static int64_t excess_of(const sliding *s, const bind_identity *identity, const bind_slot *slots) {
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < s->identities->slots; i++)
        if (identity->factors[i] != 0 && !rule_add(&sum, slots[i].value, identity->factors[i]))
            return 0;
    return sum.digits;
}

/* The slots, a bit each, whose number in the row beside would make the row's sum hold. */
static uint64_t slots_beside(const sliding *s, uint32_t r, uint32_t beside) {
    bind_slot own[BIND_WIDEST] = {{0}}, other[BIND_WIDEST] = {{0}};
    uint64_t found = 0;
    if (!take_numbers(s, r, own) || !take_numbers(s, beside, other))
        return 0;
    for (uint32_t k = 0; k < s->identities->rows.count; k++) {
        const bind_identity *identity = FORM_AT(s->identities->rows, bind_identity, k);
        int64_t excess = excess_of(s, identity, own);
        for (uint32_t i = 0; i < s->identities->slots && excess != 0; i++) {
            int32_t factor = identity->factors[i];
            int64_t more = own[i].value.digits - other[i].value.digits;
            if ((factor == 1 && more == excess) || (factor == -1 && more == -excess))
                found |= UINT64_C(1) << i;
        }
    }
    return found;
}

/* The slots that slid to a row from the one `by` away, as it did in other rows near it. */
static uint64_t slid_to(const sliding *s, uint32_t at, uint32_t by) {
    enum { NEARBY = 4 };
    uint64_t own = slots_beside(s, at, at + by), others = 0;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; own != 0 && r <= at + NEARBY; r++)
        others |= r == at ? 0 : slots_beside(s, r, r + by);
    return own & others;
}

/* The last row that they slid to has lost its own number: nothing beside it would make it hold. */
void bind_open_slid(const bind_plan *plan, const bind_identities *identities, uint32_t at,
                    bind_slot *slots) {
    uint32_t block = bind_target_at(plan, bind_row_at(plan->sheet, at)->target)->block;
    const sliding s = {plan, identities, block};
    uint64_t slid = 0;
    for (uint32_t step = 0; step < 2 && identities->slots <= BIND_WIDEST; step++) {
        uint32_t by = step == 0 ? 1 : UINT32_MAX;
        slid |= slid_to(&s, at, by) | slid_to(&s, at - by, by);
    }
    for (uint32_t i = 0; i < identities->slots; i++)
        if ((slid >> i & 1u) != 0 && slots[i].state == BIND_VALUE)
            bind_open_slot(&slots[i], BIND_WHY_SUMS);
}
