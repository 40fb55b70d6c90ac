/* Two numbers in one cell fill a row, and it adds up. They may be one number all the same, its digits apart, and the two that ran together
 * stand in another cell, or part elsewhere: `153 998 11 8` is `1 53 998 118`. Where another row of the table has a number whose digits are
 * apart, and the sums hold in both ways, neither is sure. */
#include "bind/way/way.h"

/* A row that has as many cells as columns, and digits apart in one of them. */
static int is_apart(const bind_sheet *sheet, const bind_row *row, uint32_t width) {
    uint32_t broken = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count; i++)
        broken += bind_cell_at(sheet, i)->kind == BIND_BROKEN;
    return broken > 0 && row->target != SHEAF_NONE && bind_count_full(sheet, row) == width;
}

static int is_apart_elsewhere(const bind_ways *ways) {
    for (uint32_t r = 0; r < ways->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(ways->sheet, r);
        int is_own =
            row->cells.first <= ways->first && ways->first < row->cells.first + row->cells.count;
        if (!is_own && is_apart(ways->sheet, row, ways->width))
            return 1;
    }
    return 0;
}

/* 0: it is no number that digits can be put behind. */
static int join(const bind_slot *first, const bind_slot *second, bind_slot *out) {
    enum { MOST = 100000000 };
    int64_t a = first->value.digits, b = second->value.digits, tens = 10;
    if (first->value.scale != 0 || second->value.scale != 0 || a <= 0 || a >= MOST || b < 0 ||
        b >= MOST)
        return 0;
    while (tens <= b)
        tens *= 10;
    *out = *first;
    out->value.digits = a * tens + b;
    return 1;
}

/* The slots with one number cut in two are another way to fill the row, and it adds up so: those that differ are open. */
static int open_way(const bind_ways *ways, const bind_slot *one_less, uint32_t cut, int64_t unit,
                    bind_slot *slots) {
    bind_slot other[BIND_WIDEST];
    uint32_t found = 0;
    for (uint32_t i = 0; i < ways->width; i++)
        other[i] = one_less[i <= cut ? i : i - 1];
    other[cut].value.digits /= unit;
    other[cut + 1].value.digits %= unit;
    if (!bind_holds(ways->identities, other, 1))
        return 0;
    for (uint32_t i = 0; i < ways->width; i++)
        if (bind_slots_differ(&slots[i], &other[i])) {
            bind_open_slot(&slots[i], BIND_WHY_DIGITS);
            found = 1;
        }
    return (int)found;
}

/* No number begins with a 0 that is not alone. */
static int open_cuts(const bind_ways *ways, const bind_slot *one_less, bind_slot *slots) {
    int found = 0;
    for (uint32_t cut = 0; cut + 1 < ways->width; cut++) {
        const sheaf_decimal value = one_less[cut].value;
        for (int64_t unit = 10; value.scale == 0 && unit <= value.digits; unit *= 10)
            if (unit == 10 || value.digits % unit >= unit / 10)
                found |= open_way(ways, one_less, cut, unit, slots);
    }
    return found;
}

int bind_open_apart(const bind_ways *ways, bind_slot *slots) {
    bind_slot own[BIND_WIDEST], one_less[BIND_WIDEST];
    int found = 0;
    if (ways->width < 2 || !is_apart_elsewhere(ways))
        return 0;
    for (uint32_t i = 0; i < ways->width; i++)
        own[i] = slots[i];
    for (uint32_t pair = 0; pair + 1 < ways->width; pair++) {
        if (own[pair].cell != own[pair + 1].cell)
            continue;
        for (uint32_t i = 0; i + 1 < ways->width; i++)
            one_less[i] = own[i <= pair ? i : i + 1];
        if (join(&own[pair], &own[pair + 1], &one_less[pair]))
            found |= open_cuts(ways, one_less, slots);
    }
    return found;
}
