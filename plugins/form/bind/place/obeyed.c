/* Heads of a text that keeps every cell in its column, where they are not the form's in its order: sums tell whether the values below
 * them are what they say. A column that changed places with its head is read below it; a head of unknown words that stands where one
 * of the form's belongs is that one. Both only where the rows add up so, and hardly one does not. */
#include "bind/place/below.h"

#include <string.h>

enum { VOTERS = 256, FEWEST = 3, LEAST_COLUMNS = 5 };

typedef struct obeying {
    const bind_plan *plan;
    bind_columns *columns;
    const bind_identities *identities;
    uint32_t width;
} obeying;

static int is_of_block(const obeying *o, const bind_row *row) {
    return row->target != SHEAF_NONE && !row->is_torn &&
           bind_target_at(o->plan, row->target)->block == o->columns->block;
}

static int has_value(const bind_slot *slot) {
    return slot->state == BIND_VALUE && slot->value.digits != 0;
}

/* ------------------------------------------------------------------------------- below heads -- */

/* Each cell of the row that says something stands below one head, and each head above a number. */
static int take_below(const bind_plan *plan, const bind_columns *columns, const bind_row *row,
                      bind_slot *slots) {
    uint32_t width = columns->leaves.count, full = 0, taken = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, i);
        full += cell->kind != BIND_BLANK;
        for (uint32_t k = 0; k < width; k++)
            if (cell->width == 1 && bind_column_at(columns, k)->place == cell->column) {
                slots[k] = bind_slot_of(plan->sheet, i);
                taken += slots[k].state == BIND_VALUE;
            }
    }
    return full == width && taken == width;
}

static int is_bearing(uint32_t held, uint32_t failed) {
    return held >= FEWEST && failed * 8 <= held;
}

static int are_heads_borne(const obeying *o) {
    uint32_t held = 0, failed = 0;
    for (uint32_t r = 0; r < o->plan->sheet->rows.count && held + failed < VOTERS; r++) {
        const bind_row *row = bind_row_at(o->plan->sheet, r);
        bind_slot slots[BIND_WIDEST] = {{0}};
        if (!is_of_block(o, row) || !take_below(o->plan, o->columns, row, slots))
            continue;
        int holds = bind_holds(o->identities, slots, 1);
        held += (uint32_t)(holds && has_value(&slots[0]));
        failed += (uint32_t)!holds;
    }
    return is_bearing(held, failed);
}

static int are_all_placed(const obeying *o) {
    for (uint32_t i = 0; i < o->width; i++)
        for (uint32_t k = 0; k <= i; k++) {
            const bind_column *a = bind_column_at(o->columns, i),
                              *b = bind_column_at(o->columns, k);
            if (a->place == SHEAF_NONE || a->again != SHEAF_NONE || (k < i && a->place == b->place))
                return 0;
        }
    return 1;
}

void bind_place_obeyed(const placing *p) {
    bind_slot slots[BIND_WIDEST] = {{0}};
    p->out->reading = BIND_MAPPED;
    open_all(p, BIND_WHY_HEADS);
    if (!take_below(p->of.plan, p->of.columns, p->of.row, slots) ||
        !bind_holds(p->of.identities, slots, 1))
        return;
    for (uint32_t i = 0; i < p->out->count; i++)
        p->out->slots[i] = slots[i];
    p->out->is_proved = 1;
    p->out->doubt =
        BIND_MOVED; /* in a part that another order was printed in, sums over rows fail */
}

/* ------------------------------------------------------------------------------- unknown heads -- */

/* The first of as many numbers as columns, side by side, where the known heads stand right above theirs; SHEAF_NONE. */
static uint32_t take_in_order(const obeying *o, const bind_row *row, bind_slot *slots) {
    uint32_t first = SHEAF_NONE, seen = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(o->plan->sheet, i);
        if (cell->kind == BIND_BLANK && (seen == 0 || seen == o->width))
            continue;
        uint32_t place = seen < o->width ? bind_column_at(o->columns, seen)->place : 0;
        first = seen == 0 ? cell->column : first;
        if (cell->kind != BIND_NUMBER || cell->width != 1 || seen == o->width ||
            (place != SHEAF_NONE && place != cell->column) || cell->column != first + seen)
            return SHEAF_NONE;
        slots[seen++] = bind_slot_of(o->plan->sheet, i);
    }
    return seen == o->width ? first : SHEAF_NONE;
}

/* Where the values begin in rows that add up with a number in each column that has no known head; SHEAF_NONE. */
static uint32_t place_borne(const obeying *o) {
    uint32_t held = 0, failed = 0, start = SHEAF_NONE;
    for (uint32_t r = 0; r < o->plan->sheet->rows.count && held + failed < VOTERS; r++) {
        const bind_row *row = bind_row_at(o->plan->sheet, r);
        bind_slot slots[BIND_WIDEST] = {{0}};
        uint32_t first = is_of_block(o, row) ? take_in_order(o, row, slots) : SHEAF_NONE;
        if (first == SHEAF_NONE || (start != SHEAF_NONE && first != start))
            continue;
        int holds = bind_holds(o->identities, slots, 1), is_tested = 1;
        for (uint32_t i = 0; i < o->width; i++)
            is_tested &= bind_column_at(o->columns, i)->place != SHEAF_NONE || has_value(&slots[i]);
        start = first;
        held += (uint32_t)(holds && is_tested);
        failed += (uint32_t)!holds;
    }
    return is_bearing(held, failed) ? start : SHEAF_NONE;
}

/* The words above that column that nobody knows; SHEAF_NONE. */
static uint32_t stranger_at(const obeying *o, uint32_t column) {
    for (uint32_t i = 0; i < o->columns->strangers.count; i++) {
        uint32_t cell = *FORM_AT(o->columns->strangers, const uint32_t, i);
        if (bind_cell_at(o->plan->sheet, cell)->column == column &&
            bind_cell_at(o->plan->sheet, cell)->width == 1)
            return cell;
    }
    return SHEAF_NONE;
}

static int holds_text(sheaf_str text, sheaf_str part) {
    for (size_t i = 0; part.len > 0 && i + part.len <= text.len; i++)
        if (memcmp(text.ptr + i, part.ptr, part.len) == 0)
            return 1;
    return 0;
}

/* The words are a piece of what the column is called: `科研` of 科研机构. */
static int is_piece_of(const obeying *o, sheaf_str text, uint32_t slot) {
    const form_definition *definition = o->plan->model->definition;
    form_span labels = bind_head_at(definition, bind_column_at(o->columns, slot)->head)->labels;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        if (holds_text(FORM_AT(definition->labels, const form_label, i)->plain.text, text))
            return 1;
    return 0;
}

/* The words are a piece of the name of some column. */
static int is_piece_of_others(const obeying *o, sheaf_str text) {
    for (uint32_t k = 0; k < o->width; k++)
        if (is_piece_of(o, text, k))
            return 1;
    return 0;
}

static uint32_t group_of(const obeying *o, uint32_t slot) {
    return bind_head_at(o->plan->model->definition, bind_column_at(o->columns, slot)->head)->parent;
}

/* Each column without a known head has one of unknown words, which are a piece of its own name: but for one in each group, that
 * is left. */
static int has_strangers(const obeying *o, uint32_t start) {
    uint32_t group = SHEAF_NONE;
    for (uint32_t i = 0; i < o->width; i++) {
        if (bind_column_at(o->columns, i)->place != SHEAF_NONE)
            continue;
        uint32_t cell = stranger_at(o, start + i);
        if (cell == SHEAF_NONE)
            return 0;
        sheaf_str text = bind_cell_at(o->plan->sheet, cell)->plain.text;
        if (is_piece_of(o, text, i))
            continue;
        if (is_piece_of_others(o, text) || group_of(o, i) == group)
            return 0;
        group = group_of(o, i);
    }
    return 1;
}

/* 0: latched. */
static int adopt(const obeying *o, uint32_t start) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < o->width; i++) {
        bind_column *column = bind_column_at(o->columns, i);
        if (column->place != SHEAF_NONE)
            continue;
        bind_column_label *label = form_push(o->plan->context, &o->columns->labels);
        if (label == NULL)
            return 0;
        column->cell = stranger_at(o, start + i);
        column->place = start + i;
        column->width = 1;
        *label = (bind_column_label){column->head, column->cell, BIND_BY_SUMS};
    }
    for (uint32_t i = 0; i < o->columns->strangers.count; i++) {
        uint32_t cell = *FORM_AT(o->columns->strangers, const uint32_t, i);
        uint32_t column = bind_cell_at(o->plan->sheet, cell)->column;
        if (column < start || column >= start + o->width)
            *FORM_AT(o->columns->strangers, uint32_t, kept++) = cell;
    }
    o->columns->strangers.count = kept;
    o->columns->is_strange = 0;
    return 1;
}

/* ------------------------------------------------------------------------------- all of it -- */

int bind_obey_heads(const bind_plan *plan, bind_columns *columns,
                    const bind_identities *identities) {
    const obeying o = {plan, columns, identities, columns->leaves.count};
    if (plan->sheet->is_certain || plan->sheet->is_aligned || plan->sheet->is_stream ||
        !columns->is_gridded || !identities->covers || o.width < LEAST_COLUMNS ||
        o.width > BIND_WIDEST)
        return 1;
    if (columns->is_shuffled) {
        columns->is_obeyed =
            (uint32_t)(!columns->is_reheaded && are_all_placed(&o) && are_heads_borne(&o));
        return 1;
    }
    if (!columns->is_strange)
        return 1;
    uint32_t start = place_borne(&o);
    if (start != SHEAF_NONE && has_strangers(&o, start))
        return adopt(&o, start);
    bind_adopt_headless(plan, columns, identities);
    return 1;
}
