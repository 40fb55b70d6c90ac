/* The values of one row below the heads of a table: where the reader knows the cells, or where a text has columns of the report's
 * own beside the form's, each of them below a head. A value between two heads, or below none, belongs to nobody. */
#include "bind/place/below.h"

/* How many of the form's columns a cell stands below. */
static uint32_t columns_above(const placing *p, const bind_cell *cell) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        const bind_column *column = bind_column_at(p->of.columns, i);
        count += column->place < cell->column + cell->width &&
                 cell->column < column->place + column->width;
    }
    return count;
}

/* Below a head that is wide stands another of the report's own, and the cell below that. */
static int is_below_own_part(const placing *p, const bind_column *column, const bind_cell *cell) {
    const form_list *own = &p->of.columns->own_heads;
    for (uint32_t i = 0; i < own->count && column->width > 1; i++) {
        const bind_cell *head = cell_at(p, *FORM_AT(*own, const uint32_t, i));
        if (head->width < column->width && bind_shares_column(head, cell))
            return 1;
    }
    return 0;
}

static bind_slot cell_below(const placing *p, const bind_column *column) {
    bind_slot slot = {.state = BIND_ABSENT, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    for (uint32_t i = p->values; i < p->end; i++) {
        const bind_cell *cell = cell_at(p, i);
        if (cell->column >= column->place + column->width ||
            column->place >= cell->column + cell->width || is_below_own_part(p, column, cell))
            continue;
        bind_slot below = bind_slot_of(p->of.plan->sheet, i);
        if (below.state == BIND_EMPTY && slot.state != BIND_ABSENT)
            continue;
        int is_one = slot.state == BIND_ABSENT || slot.state == BIND_EMPTY;
        slot = below;
        if (below.state != BIND_EMPTY && (!is_one || columns_above(p, cell) > 1))
            bind_open_slot(
                &slot, BIND_WHY_HEADS); /* two values below one header, or one value below two */
    }
    return slot;
}

/* A value that stands below none of the known headers may be that of a column whose header was not known. */
static int has_unclaimed(const placing *p) {
    for (uint32_t i = p->values; i < p->end; i++)
        if (cell_at(p, i)->kind != BIND_BLANK && columns_above(p, cell_at(p, i)) == 0)
            return 1;
    return 0;
}

/* Two values stand below one header and no other: the row has more cells than columns. */
static int has_two_below_one(const placing *p) {
    for (uint32_t i = 0; i < p->out->count; i++) {
        const bind_column *column = bind_column_at(p->of.columns, i);
        uint32_t values = 0;
        for (uint32_t k = p->first; k < p->behind && column->place != SHEAF_NONE; k++) {
            const bind_cell *cell = cell_at(p, k);
            values += cell->kind != BIND_BLANK && cell->column >= column->place &&
                      cell->column + cell->width <= column->place + column->width;
        }
        if (values > 1)
            return 1;
    }
    return 0;
}

int bind_has_label_below(const placing *p) {
    for (uint32_t i = p->of.row->cells.first; i < p->values; i++)
        if (cell_at(p, i)->kind != BIND_BLANK && columns_above(p, cell_at(p, i)) > 0)
            return 1;
    return 0;
}

int bind_has_strays(const placing *p) {
    if (has_two_below_one(p) || bind_has_label_below(p))
        return 1;
    for (uint32_t i = p->first; i < p->behind; i++) {
        const bind_cell *cell = cell_at(p, i);
        int is_told = cell->kind == BIND_BLANK || columns_above(p, cell) > 0 ||
                      (cell->column >= p->of.columns->first && cell->column < p->of.columns->end);
        for (uint32_t s = 0; s < p->of.columns->strangers.count && !is_told; s++)
            is_told = bind_shares_column(
                cell_at(p, *FORM_AT(p->of.columns->strangers, const uint32_t, s)), cell);
        if (!is_told)
            return 1;
    }
    return 0;
}

void bind_place_strays(const placing *p) {
    bind_slot slots[BIND_WIDEST];
    uint32_t slot = 0;
    p->out->reading = BIND_SHIFTED;
    open_all(p, BIND_WHY_PLACES);
    if (p->out->printed != p->out->count || p->of.columns->is_shuffled ||
        p->of.columns->is_strange || !p->of.identities->covers)
        return;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind != BIND_BLANK)
            slots[slot++] = bind_slot_of(p->of.plan->sheet, i);
    if (!bind_holds(p->of.identities, slots, 1) ||
        !bind_hold_others(p->of.plan, p->of.columns->block, p->of.identities, p->of.at))
        return;
    for (uint32_t i = 0; i < slot; i++)
        p->out->slots[i] = slots[i];
    p->out->is_proved = 1;
}

void bind_place_by_header(const placing *p) {
    int is_open = has_unclaimed(p);
    for (uint32_t i = 0; i < p->out->count; i++) {
        p->out->slots[i] = cell_below(p, bind_column_at(p->of.columns, i));
        if (bind_column_at(p->of.columns, i)->place == SHEAF_NONE && is_open)
            bind_open_slot(&p->out->slots[i], BIND_WHY_HEADS);
    }
    p->out->reading = p->of.columns->is_shuffled ? BIND_MAPPED : BIND_PLAIN;
}

/* ------------------------------------------------------------------------------- columns of the report's own -- */

/* The head says what that of one of the form's columns says: a cell over both, whose text is printed above each. */
static int is_of_column(const placing *p, const bind_cell *head, uint32_t column) {
    uint32_t own = bind_column_at(p->of.columns, column)->head;
    for (uint32_t e = bind_find(p->of.plan->index, head->plain.text); e != SHEAF_NONE;
         e = bind_next(p->of.plan->index, e))
        if (bind_entry_at(p->of.plan->index, e)->axis == BIND_COLUMN &&
            bind_entry_at(p->of.plan->index, e)->head == own)
            return 1;
    return 0;
}

/* Below such a head stands another number than in the form's column: which of them is meant nothing says, where no sum is asked. */
static int is_beside_alike(const placing *p, const bind_cell *head, const bind_cell *cell) {
    for (uint32_t k = 0; k < p->out->count && !p->of.identities->covers; k++) {
        if (!is_of_column(p, head, k))
            continue;
        bind_slot own = cell_below(p, bind_column_at(p->of.columns, k));
        if (own.state != BIND_VALUE || !bind_same_number(own.value, cell->number.value))
            return 1;
    }
    return 0;
}

/* A number below a header that is none of the form's. One that could be a year may say whose row it is. */
static int is_below_other(const placing *p, const bind_cell *cell) {
    enum { FIRST_YEAR = 1949, LAST_YEAR = 2100 };
    int64_t number = cell->kind == BIND_NUMBER ? cell->number.value.digits : 0;
    int is_year = number >= FIRST_YEAR && number <= LAST_YEAR && cell->number.value.scale == 0;
    if (is_year)
        return 0;
    for (uint32_t i = 0; i < p->of.columns->strangers.count; i++) {
        const bind_cell *head = cell_at(p, *FORM_AT(p->of.columns->strangers, const uint32_t, i));
        if (bind_shares_column(head, cell))
            return !is_beside_alike(p, head, cell);
    }
    return 0;
}

/* Each value of the row stands below a header, the form's or another, and no header of the form is without one. A column
 * that no header names is blank. */
static int are_below_heads(const placing *p) {
    uint32_t own = 0;
    for (uint32_t i = p->first; i < p->behind; i++) {
        const bind_cell *cell = cell_at(p, i);
        uint32_t heads = cell->width == 1 ? columns_above(p, cell) : SHEAF_NONE;
        int is_value = cell->kind == BIND_NUMBER || cell->kind == BIND_MARK;
        int is_told = heads == 0 ? cell->kind == BIND_BLANK || (is_value && is_below_other(p, cell))
                                 : heads == 1 && is_value;
        if (!is_told)
            return 0;
        own += heads;
    }
    return p->of.columns->is_gridded && !p->of.columns->is_shuffled && own == p->out->count;
}

/* Another row adds up with the values below the heads of the form, or has none there. */
static int holds_below_heads(const placing *p, uint32_t row) {
    const bind_row *other = bind_row_at(p->of.plan->sheet, row);
    bind_slot slots[BIND_WIDEST];
    placing at = *p;
    at.values = other->cells.first + other->labels;
    at.end = other->cells.first + other->cells.count;
    for (uint32_t i = 0; i < p->out->count; i++)
        slots[i] = cell_below(&at, bind_column_at(p->of.columns, i));
    return !bind_is_full(slots, p->out->count) || bind_holds(p->of.identities, slots, 1);
}

/* A part of a table behind a page break may have lost a column at its front, and then nothing stands below its head: the row adds
 * up as it stands there, or the rows right above and below it do. */
static int is_borne_out(const placing *p) {
    uint32_t at = p->of.at;
    if (!p->of.identities->covers || p->out->count > BIND_WIDEST || holds_below_heads(p, at))
        return 1;
    const bind_ways ways = ways_of(p);
    bind_slot other[BIND_WIDEST];
    uint32_t is_proved, tried;
    bind_try_ways(&ways, other, &is_proved, &tried);
    if (is_proved)
        return 0;
    return (at == 0 || holds_below_heads(p, at - 1)) &&
           (at + 1 == p->of.plan->sheet->rows.count || holds_below_heads(p, at + 1));
}

/* Too many values because the report has columns of its own, in the same columns of the text as their headers. */
int bind_place_below_heads(const placing *p) {
    if (!are_below_heads(p) || !is_borne_out(p))
        return 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        p->out->slots[i] = cell_below(p, bind_column_at(p->of.columns, i));
    p->out->reading = BIND_HEADED;
    return 1;
}

/* A cell of the row stands below no head, below two, or is no value below one of the form's. */
static int has_loose(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++) {
        const bind_cell *cell = cell_at(p, i);
        uint32_t heads = columns_above(p, cell), is_own = 0;
        for (uint32_t k = 0; k < p->of.columns->own_heads.count; k++)
            is_own |= (uint32_t)bind_shares_column(
                cell_at(p, *FORM_AT(p->of.columns->own_heads, const uint32_t, k)), cell);
        if (cell->kind != BIND_BLANK &&
            (cell->width != 1 || heads + is_own != 1 || (heads == 1 && cell->kind != BIND_NUMBER)))
            return 1;
    }
    return 0;
}

/* A text that kept its cells, with columns of the report's own: a row with blanks adds up below the heads of the form, the blanks as 0,
 * and is not all 0. Had a cell been lost or put in, its total would stand below another head. */
int bind_place_beside_own(const placing *p) {
    bind_slot slots[BIND_WIDEST];
    int64_t any = 0;
    if (!p->of.columns->is_gridded || p->of.columns->is_shuffled || p->of.row->is_torn ||
        p->of.columns->own_heads.count == 0 || !p->of.identities->covers ||
        p->out->count > BIND_WIDEST || has_loose(p))
        return 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        if (bind_column_at(p->of.columns, i)->place == SHEAF_NONE)
            return 0;
        slots[i] = cell_below(p, bind_column_at(p->of.columns, i));
        if (slots[i].state != BIND_VALUE && slots[i].state != BIND_EMPTY)
            return 0;
        any |= slots[i].state == BIND_VALUE ? slots[i].value.digits : 0;
    }
    if (any == 0 || !bind_holds(p->of.identities, slots, 1))
        return 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        p->out->slots[i] = slots[i];
    p->out->reading = BIND_HEADED;
    return 1;
}

/* The number that a cell is, its pieces put together. */
static bind_slot whole_slot(const placing *p, uint32_t i) {
    bind_slot slot = bind_slot_of(p->of.plan->sheet, i);
    bind_number number;
    if (cell_at(p, i)->kind == BIND_BROKEN && bind_join_pieces(cell_at(p, i)->text, &number)) {
        slot.state = BIND_VALUE;
        slot.value = number.value;
    }
    return slot;
}

/* The row has no cell too few and none too many, and with the digits of a broken number put together it adds up. */
int bind_place_broken_below(const placing *p) {
    bind_slot slots[BIND_WIDEST] = {{0}};
    uint32_t own = 0;
    if (!p->of.columns->is_gridded || p->of.columns->is_shuffled || !p->of.identities->covers ||
        p->out->count > BIND_WIDEST)
        return 0;
    for (uint32_t i = p->first; i < p->behind; i++) {
        const bind_cell *cell = cell_at(p, i);
        if (cell->width != 1 || columns_above(p, cell) > 1 ||
            (columns_above(p, cell) == 0 && cell->kind != BIND_BLANK && !is_below_other(p, cell)))
            return 0;
        for (uint32_t k = 0; k < p->out->count; k++)
            if (bind_column_at(p->of.columns, k)->place == cell->column) {
                slots[k] = whole_slot(p, i);
                own += slots[k].state == BIND_VALUE;
            }
    }
    if (own != p->out->count || !bind_holds(p->of.identities, slots, 1))
        return 0;
    for (uint32_t k = 0; k < p->out->count; k++)
        p->out->slots[k] = slots[k];
    p->out->reading = BIND_JOINED;
    p->out->is_proved = 1;
    return 1;
}

/* The cells of the row that say something, in order, without one. 0: others than numbers are left. */
static int take_without(const placing *p, uint32_t left, bind_slot *slots) {
    uint32_t slot = 0;
    for (uint32_t i = p->first; i < p->behind; i++) {
        if (i == left || cell_at(p, i)->kind == BIND_BLANK)
            continue;
        if (cell_at(p, i)->kind != BIND_NUMBER || slot == p->out->count)
            return 0;
        slots[slot++] = bind_slot_of(p->of.plan->sheet, i);
    }
    return slot == p->out->count;
}

static int adds_up_without(const placing *p, uint32_t left, bind_slot *slots) {
    return take_without(p, left, slots) && bind_holds(p->of.identities, slots, 1);
}

static int are_same(const placing *p, const bind_slot *a, const bind_slot *b) {
    for (uint32_t k = 0; k < p->out->count; k++)
        if (bind_slots_differ(&a[k], &b[k]))
            return 0;
    return 1;
}

/* The only cell that stands below a head of the report's own; SHEAF_NONE. */
static uint32_t only_other(const placing *p) {
    uint32_t found = SHEAF_NONE;
    for (uint32_t i = p->first; i < p->behind; i++) {
        int is_other = cell_at(p, i)->kind != BIND_BLANK && columns_above(p, cell_at(p, i)) == 0 &&
                       (cell_at(p, i)->kind != BIND_NUMBER || is_below_other(p, cell_at(p, i)));
        if (is_other && found != SHEAF_NONE)
            return SHEAF_NONE;
        found = is_other ? i : found;
    }
    return found;
}

/* A row that lost cells in front and has as many more at its end stands beside the heads of the form, but the cell of the report's own
 * column may stand below its own. The others add up, and would not with it instead of one of them. */
int bind_place_beside_heads(const placing *p) {
    bind_slot slots[BIND_WIDEST], other[BIND_WIDEST];
    if (!p->of.columns->is_gridded || p->of.columns->is_shuffled || p->of.columns->is_strange ||
        p->of.columns->strangers.count == 0 || !p->of.identities->covers ||
        p->out->count > BIND_WIDEST)
        return 0;
    uint32_t left = only_other(p);
    if (left == SHEAF_NONE || !adds_up_without(p, left, slots))
        return 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (i != left && adds_up_without(p, i, other) && !are_same(p, slots, other))
            return 0;
    for (uint32_t k = 0; k < p->out->count; k++)
        p->out->slots[k] = slots[k];
    p->out->reading = BIND_EXTRA;
    p->out->is_proved = 1;
    return 1;
}

int bind_is_below_stranger(const placing *p, uint32_t slot) {
    if (!p->of.columns->is_gridded || bind_column_at(p->of.columns, slot)->place != SHEAF_NONE)
        return 0;
    const bind_cell *cell = cell_at(p, p->out->slots[slot].cell);
    for (uint32_t i = 0; i < p->of.columns->strangers.count; i++)
        if (bind_shares_column(cell_at(p, *FORM_AT(p->of.columns->strangers, const uint32_t, i)),
                               cell))
            return 1;
    return 0;
}
