/* The values of one row in the columns of the form. As many values as columns stand in them in order; that is the plain
 * reading. Where the geometry is certain a cell belongs to the header above it and a blank is a blank. In a text a row with
 * blanks at its ends may have slipped, one with too few values has lost some: only what no other reading contradicts, or
 * what an identity proves, has a value then. */
#include "bind.h"

typedef struct placing {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    uint32_t at;            /* index of the row */
    uint32_t first, behind; /* cells from the first that is not blank to the last */
    uint32_t values, end;   /* all cells behind the labels */
    bind_places *out;
} placing;

static const bind_cell *cell_at(const placing *p, uint32_t i) {
    return bind_cell_at(p->plan->sheet, i);
}

static void open_all(const placing *p) {
    for (uint32_t i = 0; i < p->out->count; i++)
        p->out->slots[i].state = BIND_OPEN;
}

/* As many cells as slots, from that one on. */
static void take_cells(const placing *p, uint32_t from, bind_slot *slots) {
    for (uint32_t i = 0; i < p->out->count; i++)
        slots[i] = bind_slot_of(p->plan->sheet, from + i);
}

static int has_broken(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BROKEN)
            return 1;
    return 0;
}

/* ------------------------------------------------------------------------------- by geometry -- */

static int is_above(const bind_cell *head, const bind_cell *cell) {
    return head->column < cell->column + cell->width && cell->column < head->column + head->width;
}

/* How many of the form's columns a cell stands below. */
static uint32_t columns_above(const placing *p, const bind_cell *cell) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        const bind_column *column = bind_column_at(p->columns, i);
        count += column->place < cell->column + cell->width &&
                 cell->column < column->place + column->width;
    }
    return count;
}

static bind_slot cell_below(const placing *p, const bind_column *column) {
    bind_slot slot = {.state = BIND_ABSENT, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    for (uint32_t i = p->values; i < p->end; i++) {
        const bind_cell *cell = cell_at(p, i);
        if (cell->column >= column->place + column->width ||
            column->place >= cell->column + cell->width)
            continue;
        bind_slot below = bind_slot_of(p->plan->sheet, i);
        if (below.state == BIND_EMPTY && slot.state != BIND_ABSENT)
            continue;
        int is_one = slot.state == BIND_ABSENT || slot.state == BIND_EMPTY;
        slot = below;
        if (below.state != BIND_EMPTY && (!is_one || columns_above(p, cell) > 1))
            slot.state = BIND_OPEN; /* two values below one header, or one value below two */
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

/* Numbers that stand below no header at all: the row is not in the columns that the header says. */
static int has_strays(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++) {
        const bind_cell *cell = cell_at(p, i);
        int is_told = cell->kind == BIND_BLANK || columns_above(p, cell) > 0 ||
                      (cell->column >= p->columns->first && cell->column < p->columns->end);
        for (uint32_t s = 0; s < p->columns->strangers.count && !is_told; s++)
            is_told =
                is_above(cell_at(p, *FORM_AT(p->columns->strangers, const uint32_t, s)), cell);
        if (!is_told)
            return 1;
    }
    return 0;
}

/* As many numbers as columns, in order, are taken where they add up. */
static void place_strays(const placing *p) {
    bind_slot slots[BIND_WIDEST];
    uint32_t slot = 0;
    p->out->reading = BIND_SHIFTED;
    open_all(p);
    if (p->out->printed != p->out->count || p->columns->is_shuffled || p->columns->is_strange ||
        !p->identities->covers)
        return;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind != BIND_BLANK)
            slots[slot++] = bind_slot_of(p->plan->sheet, i);
    if (!bind_holds(p->identities, slots, 1) ||
        !bind_hold_others(p->plan, p->columns->block, p->identities, p->at))
        return;
    for (uint32_t i = 0; i < slot; i++)
        p->out->slots[i] = slots[i];
    p->out->is_proved = 1;
}

static void place_by_header(const placing *p) {
    int is_open = has_unclaimed(p);
    for (uint32_t i = 0; i < p->out->count; i++) {
        p->out->slots[i] = cell_below(p, bind_column_at(p->columns, i));
        if (bind_column_at(p->columns, i)->place == SHEAF_NONE && is_open)
            p->out->slots[i].state = BIND_OPEN;
    }
    p->out->reading = p->columns->is_shuffled ? BIND_MAPPED : BIND_PLAIN;
}

/* ------------------------------------------------------------------------------- by order -- */

static bind_ways ways_of(const placing *p) {
    return (bind_ways){.sheet = p->plan->sheet,
                       .identities = p->identities,
                       .first = p->first,
                       .count = p->behind - p->first,
                       .width = p->out->count,
                       .left = &((bind_plan *)(uintptr_t)p->plan)->ways_left};
}

static void place_some_way(const placing *p, bind_reading reading) {
    const bind_ways ways = ways_of(p);
    uint32_t tried = 0;
    bind_try_ways(&ways, p->out->slots, &p->out->is_proved, &tried);
    p->out->reading = reading;
}

/* More cells than columns. What stands before a label of the form (its ordinal) is no value, nor is the label; as many behind
 * them as there are columns are the values where they add up. */
static void place_many(const placing *p) {
    placing behind = *p;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->plain.text.len > 0 &&
            bind_find(p->plan->index, cell_at(p, i)->plain.text) != SHEAF_NONE)
            behind.first = i + 1;
    while (behind.first < p->behind && cell_at(p, behind.first)->kind == BIND_BLANK)
        behind.first++;
    uint32_t count = p->behind - behind.first;
    if (count >= p->out->count)
        place_some_way(&behind, BIND_EXTRA);
    p->out->reading = BIND_EXTRA;
    const bind_ways ways = ways_of(&behind);
    if (!p->out->is_proved
            ? count <= p->out->count
            : !bind_leaves_alike(p->plan, p->columns->block, &ways, p->at, p->out->slots)) {
        p->out->is_proved = 0;
        open_all(p);
    }
}

/* A row of numbers alone, one more than columns, below a header of the form's columns alone. */
static int has_one_more(const placing *p) {
    return p->out->printed == p->out->count + 1 && p->behind - p->first == p->out->printed &&
           !p->columns->is_shuffled && !p->columns->is_strange && p->columns->end == 0 &&
           p->identities->covers;
}

/* Where the geometry is certain. */
static void place_cells(const placing *p) {
    if (!has_strays(p))
        place_by_header(p);
    else if (has_one_more(p))
        place_many(p);
    else
        place_strays(p);
}

/* The number that the pieces of a broken cell make. */
static bind_slot joined_slot(const placing *p, uint32_t i) {
    bind_slot slot = bind_slot_of(p->plan->sheet, i);
    bind_number number;
    if (cell_at(p, i)->kind != BIND_BROKEN)
        return slot;
    slot.state = BIND_OPEN;
    if (!bind_join_pieces(cell_at(p, i)->text, &number))
        return slot;
    slot.state = BIND_VALUE;
    slot.value = number.value;
    return slot;
}

/* As many cells as columns: each stands in its own, and digits that are apart say nothing of the cells beside them. They
 * are one number where the row adds up so. */
static void place_broken_cells(const placing *p) {
    uint32_t full = 0;
    for (uint32_t i = 0; i < p->out->count; i++) {
        p->out->slots[i] = joined_slot(p, p->first + i);
        full += p->out->slots[i].state == BIND_VALUE;
    }
    p->out->reading = BIND_JOINED;
    p->out->is_proved = full == p->out->count && p->identities->covers &&
                        bind_holds(p->identities, p->out->slots, 1);
    if (p->plan->sheet->is_aligned && !p->out->is_proved)
        open_all(p); /* white space told the columns, and told too few */
    for (uint32_t i = 0; i < p->out->count && !p->out->is_proved; i++)
        if (cell_at(p, p->first + i)->kind == BIND_BROKEN)
            p->out->slots[i].state = BIND_OPEN;
}

static void place_broken(const placing *p) {
    if (p->behind - p->first == p->out->count && p->out->count <= BIND_WIDEST)
        place_broken_cells(p);
    else
        place_some_way(p, BIND_JOINED);
}

/* Too many cells only because a column of blanks was put between: as many values as columns, and no cell of the whole table
 * says anything where the blanks stand. */
static int place_without_blanks(const placing *p) {
    uint32_t full = 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        full += cell_at(p, i)->kind != BIND_BLANK;
    if (full != p->out->count)
        return 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BLANK && p->plan->sheet->used[cell_at(p, i)->column])
            return 0;
    uint32_t slot = 0;
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind != BIND_BLANK)
            p->out->slots[slot++] = bind_slot_of(p->plan->sheet, i);
    p->out->reading = BIND_SHIFTED;
    return 1;
}

/* A number below a header that is none of the form's. One that could be a year may say whose row it is. */
static int is_below_other(const placing *p, const bind_cell *cell) {
    enum { FIRST_YEAR = 1949, LAST_YEAR = 2100 };
    int64_t number = cell->kind == BIND_NUMBER ? cell->number.value.digits : 0;
    int is_year = number >= FIRST_YEAR && number <= LAST_YEAR && cell->number.value.scale == 0;
    if (is_year)
        return 0;
    for (uint32_t i = 0; i < p->columns->strangers.count; i++)
        if (is_above(cell_at(p, *FORM_AT(p->columns->strangers, const uint32_t, i)), cell))
            return 1;
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
    return p->columns->is_gridded && !p->columns->is_shuffled && own == p->out->count;
}

/* Another row adds up with the values below the heads of the form, or has none there. */
static int holds_below_heads(const placing *p, uint32_t row) {
    const bind_row *other = bind_row_at(p->plan->sheet, row);
    bind_slot slots[BIND_WIDEST];
    placing at = *p;
    at.values = other->cells.first + other->labels;
    at.end = other->cells.first + other->cells.count;
    for (uint32_t i = 0; i < p->out->count; i++)
        slots[i] = cell_below(&at, bind_column_at(p->columns, i));
    return !bind_is_full(slots, p->out->count) || bind_holds(p->identities, slots, 1);
}

/* A part of a table behind a page break may have lost a column at its front, and then nothing stands below its head: the row adds
 * up as it stands there, or the rows right above and below it do. */
static int is_borne_out(const placing *p) {
    uint32_t at = p->at;
    if (!p->identities->covers || p->out->count > BIND_WIDEST || holds_below_heads(p, at))
        return 1;
    const bind_ways ways = ways_of(p);
    bind_slot other[BIND_WIDEST];
    uint32_t is_proved, tried;
    bind_try_ways(&ways, other, &is_proved, &tried);
    if (is_proved)
        return 0;
    return (at == 0 || holds_below_heads(p, at - 1)) &&
           (at + 1 == p->plan->sheet->rows.count || holds_below_heads(p, at + 1));
}

/* Too many values because the report has columns of its own, in the same columns of the text as their headers. */
static int place_below_heads(const placing *p) {
    if (!are_below_heads(p) || !is_borne_out(p))
        return 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        p->out->slots[i] = cell_below(p, bind_column_at(p->columns, i));
    p->out->reading = BIND_HEADED;
    return 1;
}

/* ------------------------------------------------------------------------------- too few -- */

/* The cell in that column from where the row has as many cells as slots; SHEAF_NONE. */
static uint32_t window_at(const placing *p, uint32_t column) {
    for (uint32_t i = p->values; i < p->end; i++)
        if (cell_at(p, i)->column == column)
            return i <= p->first && p->behind <= i + p->out->count && i + p->out->count <= p->end
                       ? i
                       : SHEAF_NONE;
    return SHEAF_NONE;
}

/* Other whole-row shifts inside the blanks. */
typedef struct shifts {
    uint32_t count; /* that can be, and put another number into a slot */
    uint32_t sums;  /* of them, those whose sums hold with blanks as 0 */
} shifts;

static shifts try_shifts(const placing *p, uint32_t window) {
    shifts found = {0, 0};
    bind_slot own[BIND_WIDEST], other[BIND_WIDEST];
    take_cells(p, window, own);
    for (uint32_t i = p->values; i <= p->first && i + p->out->count <= p->end; i++) {
        if (i == window || p->behind > i + p->out->count)
            continue;
        take_cells(p, i, other);
        int differs = 0;
        for (uint32_t s = 0; s < p->out->count; s++)
            differs |= own[s].state == BIND_VALUE && other[s].state == BIND_VALUE &&
                       bind_slots_differ(&own[s], &other[s]);
        found.count += differs && bind_holds(p->identities, other, 0);
        found.sums += differs && bind_holds(p->identities, other, 1);
    }
    return found;
}

/* The position reading stands where its sums hold and no shift's do, or nothing can be tested; a row that ends in a blank
 * may have lost a value, so that its others moved up: then every such way must be impossible. */
static void place_window(const placing *p, uint32_t window) {
    take_cells(p, window, p->out->slots);
    p->out->reading = BIND_PLAIN;
    if (bind_is_packed(p->plan, p->columns, p->at))
        return;
    shifts other = try_shifts(p, window);
    int ends_blank = p->behind < window + p->out->count;
    p->out->reading = other.count > 0 || ends_blank ? BIND_GAP : BIND_PLAIN;
    if (p->identities->rows.count == 0) {
        const bind_ways ways = ways_of(p);
        if (other.count > 0)
            open_all(p);
        else if (ends_blank)
            bind_doubt_ways(&ways, p->out->slots);
        return;
    }
    if (bind_holds(p->identities, p->out->slots, 1) && other.sums == 0)
        return;
    if (other.count > 0)
        open_all(p);
    else if (ends_blank) {
        const bind_ways ways = ways_of(p);
        if (bind_doubt_ways(&ways, p->out->slots))
            p->out->doubt = BIND_UNPROVED;
    }
}

/* Rows above and below may tell different beginnings: then only one of them may leave room for the values. */
static uint32_t find_window(const placing *p) {
    const bind_starts starts = bind_starts_of(p->plan, p->columns, p->at);
    uint32_t found = SHEAF_NONE;
    for (uint32_t i = 0; i < starts.count; i++) {
        uint32_t window = window_at(p, starts.at[i]);
        if (window != SHEAF_NONE && found != SHEAF_NONE)
            return SHEAF_NONE;
        found = window != SHEAF_NONE ? window : found;
    }
    return found;
}

static void place_few(const placing *p) {
    uint32_t window = find_window(p);
    p->out->reading = BIND_GAP;
    if (window == SHEAF_NONE || p->row->is_torn || p->out->count > BIND_WIDEST)
        open_all(p);
    else
        place_window(p, window);
}

/* ------------------------------------------------------------------------------- all of it -- */

/* A label stands above two columns: which is its own is not said. */
static int has_head_twice(const placing *p) {
    for (uint32_t i = 0; i < p->out->count; i++)
        if (bind_column_at(p->columns, i)->again != SHEAF_NONE)
            return 1;
    return 0;
}

/* Some columns have no label in a header that has others. */
static int lacks_heads(const placing *p) {
    uint32_t placed = 0;
    for (uint32_t i = 0; i < p->out->count; i++)
        placed += bind_column_at(p->columns, i)->place != SHEAF_NONE;
    return placed > 0 && placed < p->out->count;
}

/* The known header cells stand above the values that the order gives them, or all of them as far beside: a wide label is
 * printed in fewer cells of some rows. With a stranger among them a column may have taken another's place. */
static int agrees_with_header(const placing *p, uint32_t from) {
    int is_fixed = p->columns->is_strange || (p->plan->sheet->is_certain && lacks_heads(p));
    int64_t shift = is_fixed ? 0 : INT64_MAX;
    if (p->columns->is_strange && !p->columns->is_gridded && !p->plan->sheet->is_aligned)
        return 0;
    for (uint32_t i = 0; i < p->out->count && p->columns->is_gridded; i++) {
        const bind_column *column = bind_column_at(p->columns, i);
        int64_t own = (int64_t)column->place - cell_at(p, from + i)->column;
        if (column->place == SHEAF_NONE)
            continue;
        if (shift != INT64_MAX && own != shift)
            return 0;
        shift = own;
    }
    return 1;
}

/* As many values as columns: the plain reading, in whatever cells of the row they stand. */
static void place_in_order(const placing *p) {
    if (agrees_with_header(p, p->first))
        take_cells(p, p->first, p->out->slots);
    else
        open_all(p);
}

/* No value at all: blanks are blanks, if there are as many of them. */
static void place_none(const placing *p) {
    for (uint32_t i = 0; i < p->out->count && p->values + i < p->end; i++)
        p->out->slots[i] = bind_slot_of(p->plan->sheet, p->values + i);
}

/* A blank among the values in a column where no cell of the table says anything: a column of the form that is blank in
 * every row, or one that was put between. */
static int has_idle_column(const placing *p) {
    for (uint32_t i = p->first; i < p->behind; i++)
        if (cell_at(p, i)->kind == BIND_BLANK && !p->plan->sheet->used[cell_at(p, i)->column])
            return 1;
    return 0;
}

static int has_blank(const placing *p) {
    for (uint32_t i = p->values; i < p->end; i++)
        if (cell_at(p, i)->kind == BIND_BLANK)
            return 1;
    return 0;
}

static void place_text(const placing *p) {
    uint32_t count = p->behind - p->first, is_torn = p->row->is_torn;
    for (uint32_t i = p->first; i < p->behind && is_torn; i++)
        if (cell_at(p, i)->kind == BIND_BLANK)
            count =
                0; /* blanks beside slots that are not there: what stands where cannot be told */
    int is_doubted = p->columns->is_strange && !p->plan->sheet->is_aligned &&
                     (count != p->out->count || has_broken(p) || has_blank(p));
    if (is_doubted || (count <= p->out->count && has_idle_column(p)))
        open_all(p);
    else if (has_broken(p))
        place_broken(p);
    else if (count == p->out->count)
        place_in_order(p);
    else if (count < p->out->count)
        place_few(p);
    else if (!place_without_blanks(p) && !place_below_heads(p))
        place_many(p);
}

/* The value of a column that has no header cell stands below one that is none of the form's. */
static int is_below_stranger(const placing *p, uint32_t slot) {
    if (!p->columns->is_gridded || bind_column_at(p->columns, slot)->place != SHEAF_NONE)
        return 0;
    const bind_cell *cell = cell_at(p, p->out->slots[slot].cell);
    for (uint32_t i = 0; i < p->columns->strangers.count; i++)
        if (is_above(cell_at(p, *FORM_AT(p->columns->strangers, const uint32_t, i)), cell))
            return 1;
    return 0;
}

int bind_place_row(const bind_plan *plan, const bind_columns *columns,
                   const bind_identities *identities, uint32_t row, bind_places *out) {
    const bind_row *of = bind_row_at(plan->sheet, row);
    *out = (bind_places){.count = columns->leaves.count, .wraps = FORM_LIST_OF(bind_wrap)};
    out->slots = form_room(plan->context, out->count, sizeof *out->slots);
    if (out->slots == NULL)
        return 0;
    for (uint32_t i = 0; i < out->count; i++)
        out->slots[i] =
            (bind_slot){.state = BIND_ABSENT, .cell = SHEAF_NONE, .unit = SHEAF_STR("")};
    placing p = {.plan = plan,
                 .columns = columns,
                 .identities = identities,
                 .row = of,
                 .at = row,
                 .out = out};
    p.values = of->cells.first + of->labels;
    p.end = of->cells.first + of->cells.count;
    p.first = p.end;
    for (uint32_t i = p.end; i-- > p.values;)
        if (cell_at(&p, i)->kind != BIND_BLANK) {
            p.behind = p.behind == 0 ? i + 1 : p.behind;
            p.first = i;
            out->printed++;
        }
    int is_certain = plan->sheet->is_certain && !of->is_torn;
    if (out->printed == 0)
        place_none(&p);
    else if (is_certain && columns->is_mapped &&
             (columns->is_shuffled || p.end - p.values != out->count))
        place_cells(&p);
    else if (columns->is_shuffled)
        open_all(&p);
    else if (is_certain && p.end - p.values == out->count && !has_broken(&p) &&
             !has_head_twice(&p) && agrees_with_header(&p, p.values))
        take_cells(&p, p.values, out->slots);
    else if (is_certain && columns->is_mapped && !has_broken(&p))
        place_cells(&p);
    else
        place_text(&p);
    for (uint32_t i = 0; i < out->count; i++)
        if (out->slots[i].state == BIND_VALUE &&
            (bind_column_at(columns, i)->is_doubted || is_below_stranger(&p, i)))
            out->slots[i].state = BIND_OPEN;
    if (!plan->sheet->is_certain && !bind_join_wraps(plan, identities, row, out))
        return 0;
    if (bind_is_displaced(plan, row))
        open_all(&p);
    else if (out->wraps.count == 0)
        bind_doubt_row(plan, columns, identities, row, out);
    return 1;
}
