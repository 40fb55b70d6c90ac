/* A row with one cell more than columns, and sums that hold without one of them. Where other rows of the table have as many
 * cells, the same one is too many in most of them: a column of the report's own, or the sums hold by chance. */
#include "bind/way/way.h"

typedef struct wider {
    const bind_plan *plan;
    uint32_t block;
    const bind_identities *identities;
    uint32_t count; /* cells: one more than columns */
} wider;

enum { NEARBY = 64 };

/* The first of the row's numbers, where it has as many, side by side; SHEAF_NONE. */
static uint32_t first_number(const wider *w, const bind_row *row) {
    const bind_sheet *sheet = w->plan->sheet;
    uint32_t seen = 0, end = row->cells.first + row->cells.count;
    if (row->target == SHEAF_NONE || row->values != w->count ||
        bind_target_at(w->plan, row->target)->block != w->block)
        return SHEAF_NONE;
    for (uint32_t i = row->cells.first + row->labels; i < end; i++) {
        seen = bind_cell_at(sheet, i)->kind == BIND_NUMBER ? seen + 1 : 0;
        if (seen == w->count)
            return i + 1 - seen;
    }
    return SHEAF_NONE;
}

/* The cells from that one on without one of them, or all. */
static void leave_out(const wider *w, uint32_t first, uint32_t left, bind_slot *slots) {
    for (uint32_t i = 0, slot = 0; i < w->count; i++)
        if (i != left)
            slots[slot++] = bind_slot_of(w->plan->sheet, first + i);
}

/* How many others there are, and how many of them add up without that cell. */
static uint32_t count_others(const wider *w, uint32_t at, uint32_t left, uint32_t *held) {
    uint32_t others = 0, first = at > NEARBY ? at - NEARBY : 0;
    *held = 0;
    for (uint32_t r = first; r < w->plan->sheet->rows.count && r < at + NEARBY; r++) {
        bind_slot slots[BIND_WIDEST];
        uint32_t cell = r == at ? SHEAF_NONE : first_number(w, bind_row_at(w->plan->sheet, r));
        if (cell == SHEAF_NONE)
            continue;
        leave_out(w, cell, left, slots);
        others++;
        *held += (uint32_t)bind_holds(w->identities, slots, 1);
    }
    return others;
}

/* Most others add up without that cell. */
static int hold_most_others(const wider *w, uint32_t at, uint32_t left) {
    uint32_t held, others = count_others(w, at, left, &held);
    return others == 0 || held * 2 > others;
}

static int leaves_out(const wider *w, uint32_t first, uint32_t left, const bind_slot *slots) {
    bind_slot own[BIND_WIDEST];
    leave_out(w, first, left, own);
    for (uint32_t i = 0; i + 1 < w->count; i++)
        if (bind_slots_differ(&own[i], &slots[i]))
            return 0;
    return 1;
}

/* Without another cell, which leaves other numbers here, more of the others add up: the column of the report's own is that one, and
 * this row is in error. */
static int is_outdone(const wider *w, uint32_t first, uint32_t at, uint32_t held,
                      const bind_slot *slots) {
    for (uint32_t left = 0; left < w->count; left++) {
        uint32_t more;
        if (!leaves_out(w, first, left, slots) && count_others(w, at, left, &more) > 0 &&
            more > held)
            return 1;
    }
    return 0;
}

int bind_leaves_alike(const bind_plan *plan, uint32_t block, const bind_ways *ways, uint32_t at,
                      const bind_slot *slots) {
    const wider w = {plan, block, ways->identities, ways->count};
    uint32_t is_alike = 0, most = 0;
    if (ways->count != ways->width + 1 || ways->width > BIND_WIDEST)
        return 1;
    for (uint32_t left = 0; left < ways->count; left++) {
        uint32_t held, others;
        if (!leaves_out(&w, ways->first, left, slots))
            continue;
        others = count_others(&w, at, left, &held);
        is_alike |= others == 0 || held * 2 > others;
        most = held > most ? held : most;
    }
    return is_alike && !is_outdone(&w, ways->first, at, most, slots);
}

int bind_hold_others(const bind_plan *plan, uint32_t block, const bind_identities *identities,
                     uint32_t at) {
    const wider w = {plan, block, identities, identities->slots};
    return w.count > BIND_WIDEST || hold_most_others(&w, at, SHEAF_NONE);
}

static int are_zeros(const bind_slot *slots, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (slots[i].value.digits != 0)
            return 0;
    return 1;
}

/* How many other rows have a number for each column, and not 0 in all, and how many of them add up in order. */
static uint32_t count_told(const wider *w, uint32_t at, uint32_t *held) {
    const bind_sheet *sheet = w->plan->sheet;
    uint32_t others = 0, first = at > NEARBY ? at - NEARBY : 0;
    *held = 0;
    for (uint32_t r = first; r < sheet->rows.count && r < at + NEARBY; r++) {
        bind_slot slots[BIND_WIDEST];
        uint32_t cell = r == at ? SHEAF_NONE : first_number(w, bind_row_at(sheet, r));
        if (cell == SHEAF_NONE)
            continue;
        leave_out(w, cell, SHEAF_NONE, slots);
        others += !are_zeros(slots, w->count);
        *held += !are_zeros(slots, w->count) && bind_holds(w->identities, slots, 1);
    }
    return others;
}

enum { SEVERAL = 4 };

/* Several other rows add up, and most do. */
static int hold_several(const wider *w, uint32_t at) {
    uint32_t held, others = count_told(w, at, &held);
    return held >= SEVERAL && held * 2 > others;
}

/* The row has no number from that cell on. */
static int has_no_number_from(const bind_sheet *sheet, const bind_row *row, uint32_t cell) {
    while (cell < row->cells.first + row->cells.count)
        if (bind_cell_at(sheet, cell++)->kind == BIND_NUMBER)
            return 0;
    return 1;
}

int bind_stands_as_others(const bind_row_case *of, uint32_t first) {
    const bind_sheet *sheet = of->plan->sheet;
    const wider w = {of->plan, of->columns->block, of->identities, of->columns->leaves.count};
    bind_slot slots[BIND_WIDEST];
    if (sheet->is_certain || sheet->is_aligned || sheet->is_stream || !of->identities->covers ||
        w.count > BIND_WIDEST || first + w.count > of->row->cells.first + of->row->cells.count ||
        !has_no_number_from(sheet, of->row, first + w.count))
        return 0;
    leave_out(&w, first, SHEAF_NONE, slots);
    const bind_starts starts = bind_starts_of(of->plan, of->columns, of->at);
    return bind_is_full(slots, w.count) && bind_holds(of->identities, slots, 1) &&
           starts.count == 1 && starts.at[0] == bind_cell_at(sheet, first)->column &&
           hold_several(&w, of->at);
}

/* The row's own numbers stand side by side from its first one on, and none behind; SHEAF_NONE. */
static uint32_t first_of_own(const wider *w, const bind_row *row) {
    const bind_sheet *sheet = w->plan->sheet;
    uint32_t first = row->cells.first + row->labels, end = row->cells.first + row->cells.count;
    while (first < end && bind_cell_at(sheet, first)->kind != BIND_NUMBER)
        first++;
    for (uint32_t i = first; i < end; i++)
        if ((bind_cell_at(sheet, i)->kind == BIND_NUMBER) != (i < first + w->count) ||
            bind_is_share(bind_cell_at(sheet, i)->text))
            return SHEAF_NONE;
    return first + w->count <= end ? first : SHEAF_NONE;
}

int bind_adds_up_as_all(const bind_row_case *of) {
    const wider w = {of->plan, of->columns->block, of->identities, of->columns->leaves.count};
    bind_slot slots[BIND_WIDEST];
    uint32_t held, first = w.count > BIND_WIDEST ? SHEAF_NONE : first_of_own(&w, of->row);
    if (first == SHEAF_NONE)
        return 0;
    leave_out(&w, first, SHEAF_NONE, slots);
    return bind_holds(of->identities, slots, 1) && count_told(&w, of->at, &held) == held &&
           held >= SEVERAL;
}
