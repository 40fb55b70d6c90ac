/* What speaks against a reading that looks plain. Each doubt is about one row: its numbers are there, but something that is
 * printed says that they may stand elsewhere. A row in doubt has no values: an honest gap is better than a wrong number. */
#include "bind.h"

#include <string.h>

typedef struct doubting {
    const bind_plan *plan;
    const bind_columns *columns;
    const bind_identities *identities;
    const bind_row *row;
    bind_places *places;
} doubting;

enum { NEARBY = 64 };

static const bind_cell *cell_at(const doubting *d, uint32_t i) {
    return bind_cell_at(d->plan->sheet, i);
}

static void open_all(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if (d->places->slots[i].state == BIND_VALUE)
            d->places->slots[i].state = BIND_OPEN;
}

static uint32_t count_state(const doubting *d, bind_state state) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        count += d->places->slots[i].state == (uint32_t)state;
    return count;
}

/* All of it is numbers, and they add up. */
static int adds_up(const doubting *d) {
    return d->identities->covers && count_state(d, BIND_VALUE) == d->places->count &&
           bind_holds(d->identities, d->places->slots, 1);
}

/* ------------------------------------------------------------------------------- shorter than the others -- */

static uint32_t count_full(const doubting *d, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        count += cell_at(d, row->cells.first + i)->kind != BIND_BLANK;
    return count;
}

/* How many digits the cell is, and nothing else; 0: it is another text. */
static uint32_t digits_of(const bind_cell *cell) {
    for (size_t i = 0; i < cell->text.len; i++)
        if (cell->text.ptr[i] < '0' || cell->text.ptr[i] > '9')
            return 0;
    return (uint32_t)cell->text.len;
}

/* The row has too many cells only because commas of thousands parted them: each cell too many is three digits behind a
 * number of at most three. */
static int is_thousands(const doubting *d, const bind_row *row) {
    enum { GROUP = 3 };
    uint32_t count = 0, groups = 0, before = 0;
    int may_go_on = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = cell_at(d, i);
        if (cell->kind == BIND_BLANK)
            continue;
        int is_group = digits_of(cell) == GROUP && (may_go_on || (before > 0 && before <= GROUP));
        groups += (uint32_t)is_group;
        may_go_on = is_group;
        before = cell->text.ptr[0] != '0' ? digits_of(cell) : 0;
        count++;
    }
    return count <= d->places->count + groups;
}

/* The export fills rows up with blanks, and this row is as long as one that it filled up. */
static int is_filled_up(const doubting *d) {
    const bind_sheet *sheet = d->plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && r < NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        const bind_cell *last = cell_at(d, row->cells.first + row->cells.count - 1);
        if (row->cells.count == d->row->cells.count && last->kind == BIND_BLANK && !row->is_torn)
            return 1;
    }
    return 0;
}

/* How many rows near it, of its block, have more values than columns, as many, or fewer cells than the row has values. */
typedef struct widths {
    uint32_t more, same, fewer;
} widths;

static widths widths_near(const doubting *d, uint32_t at) {
    const bind_sheet *sheet = d->plan->sheet;
    widths found = {0, 0, 0};
    int is_filled = is_filled_up(d);
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || r == at ||
            bind_target_at(d->plan, row->target)->block != d->columns->block)
            continue;
        uint32_t count = count_full(d, row);
        found.more += count > d->places->count && !(is_filled && is_thousands(d, row));
        found.same += count == d->places->count;
        found.fewer += row->cells.count - row->labels < d->places->count;
    }
    return found;
}

/* Nearly all rows of the block have more values than columns (a column of ordinals, say): then this row, which has as many
 * as columns, has lost one. Or nearly all have fewer cells: a column is gone, and this row has one too many. */
static int is_odd_width(const doubting *d, uint32_t at) {
    enum { SEVERAL = 3 };
    const widths near = widths_near(d, at);
    int has_all = d->row->cells.count - d->row->labels >= d->places->count;
    return (d->places->printed == d->places->count && near.more > near.same) ||
           (has_all && near.fewer > near.same && near.fewer >= SEVERAL);
}

/* Nearly all have more, and a sum of one row that has lost a number may hold by chance with one that is none of the form's. */
static int is_shorter(const doubting *d, uint32_t at) {
    const widths near = widths_near(d, at);
    return d->places->reading != BIND_HEADED && d->places->printed <= d->places->count &&
           d->places->printed * 2 > d->places->count && near.more > near.same * 2;
}

/* Nothing tests the row, and it has more cells than the header above it: one of its numbers may be two cells. */
static int is_wider_than_head(const doubting *d, uint32_t at) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t r = at;
    while (r > 0 && bind_row_at(sheet, r - 1)->values > 0)
        r--;
    return !d->identities->covers && !sheet->is_aligned && r > 0 &&
           d->row->cells.count > bind_row_at(sheet, r - 1)->cells.count &&
           bind_row_at(sheet, r - 1)->cells.count > 1;
}

/* The thousands of some numbers of the report are cells of their own, and may be here: not in a row that is as long as one that
 * the export filled up, since a lost cell would be filled up, too, and a parted number makes the row longer. Where there are
 * sums they tell. */
static int may_be_parted(const doubting *d) {
    return d->plan->is_parted && bind_may_be_parted(d->plan->sheet, d->row) &&
           (d->row->is_torn || d->identities->covers || !is_filled_up(d));
}

/* ------------------------------------------------------------------------------- blanks -- */

/* With a blank in it the row does not add up, and would if the blank stood elsewhere. */
static int would_fit_elsewhere(const doubting *d) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t first = SHEAF_NONE, behind = 0;
    for (uint32_t i = d->row->labels; i < d->row->cells.count; i++)
        if (cell_at(d, d->row->cells.first + i)->kind != BIND_BLANK) {
            first = first == SHEAF_NONE ? d->row->cells.first + i : first;
            behind = d->row->cells.first + i + 1;
        }
    const bind_ways ways = {.sheet = sheet,
                            .identities = d->identities,
                            .first = first,
                            .count = first == SHEAF_NONE ? 0 : behind - first,
                            .width = d->places->count,
                            .left = &((bind_plan *)(uintptr_t)d->plan)->ways_left};
    return ways.count > 0 && ways.count < ways.width && bind_some_way_holds(&ways);
}

/* A column whose header is known not to be there has no cells. */
static uint32_t count_blanks(const doubting *d) {
    return count_state(d, BIND_EMPTY) +
           (d->plan->sheet->is_certain ? 0 : count_state(d, BIND_ABSENT));
}

static int is_blank_in_doubt(const doubting *d) {
    if (count_blanks(d) == 0 || count_state(d, BIND_ABSENT) > 0 || !d->identities->covers ||
        count_state(d, BIND_TEXT) > 0 || count_state(d, BIND_OPEN) > 0 ||
        bind_holds(d->identities, d->places->slots, 1))
        return 0;
    int can_be = d->plan->sheet->is_certain || bind_holds(d->identities, d->places->slots, 0);
    return !can_be || would_fit_elsewhere(d);
}

/* The header of a text has a column behind the form's first one that is none of the form's: then a blank does not say whose
 * it is. */
static int is_under_others(const doubting *d) {
    uint32_t first = SHEAF_NONE;
    for (uint32_t i = 0; i < d->columns->leaves.count; i++) {
        uint32_t place = bind_column_at(d->columns, i)->place;
        first = place < first ? place : first;
    }
    for (uint32_t i = 0; i < d->columns->strangers.count && d->columns->is_gridded; i++)
        if (cell_at(d, *FORM_AT(d->columns->strangers, const uint32_t, i))->column > first)
            return count_blanks(d) > 0 || d->places->printed == d->places->count;
    return 0;
}

/* A number that is taken for one of the form's stands below a header that is none of the form's. */
static int takes_others(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count && d->columns->is_gridded; i++) {
        const bind_slot *slot = &d->places->slots[i];
        if (slot->state != BIND_VALUE || slot->cell == SHEAF_NONE)
            continue;
        uint32_t column = cell_at(d, slot->cell)->column;
        for (uint32_t k = 0; k < d->columns->strangers.count; k++)
            if (cell_at(d, *FORM_AT(d->columns->strangers, const uint32_t, k))->column == column &&
                bind_column_at(d->columns, i)->place != SHEAF_NONE &&
                bind_column_at(d->columns, i)->place != column)
                return 1;
    }
    return 0;
}

/* The header and the row fill the grid, and the numbers do not stand below their labels. */
static int is_beside_heads(const doubting *d) {
    const bind_cell *last = cell_at(d, d->row->cells.first + d->row->cells.count - 1);
    if (!d->columns->is_gridded || d->row->is_torn ||
        last->column + last->width < d->plan->sheet->columns)
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++) {
        const bind_column *column = bind_column_at(d->columns, i);
        if (d->places->slots[i].state == BIND_VALUE && column->place != SHEAF_NONE &&
            cell_at(d, d->places->slots[i].cell)->column != column->place)
            return 1;
    }
    return 0;
}

/* It begins in another column than whole rows near it that are labelled alike. */
static int is_beside_others(const doubting *d, uint32_t at) {
    const bind_starts starts = bind_starts_of(d->plan, d->columns, at);
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
static int is_beside(const doubting *d, uint32_t at) {
    if (d->plan->sheet->is_certain || d->plan->sheet->is_aligned || count_state(d, BIND_OPEN) > 0)
        return 0;
    if (count_state(d, BIND_EMPTY) > 0 && is_beside_others(d, at))
        return 1;
    if (!d->identities->covers)
        return is_beside_heads(d);
    return !bind_holds(d->identities, d->places->slots, 1) && is_beside_heads(d) &&
           is_beside_others(d, at);
}

/* A row near it has a value in the column. */
static int has_values(const doubting *d, uint32_t at, uint32_t column) {
    const bind_sheet *sheet = d->plan->sheet;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
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
static int leaves_out_blank(const doubting *d, uint32_t at) {
    uint32_t blanks = 0;
    for (uint32_t i = d->row->labels; i < d->row->cells.count && d->plan->sheet->is_certain; i++) {
        const bind_cell *cell = cell_at(d, d->row->cells.first + i);
        blanks += cell->kind == BIND_BLANK && has_values(d, at, cell->column);
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
static int ends_blank(const doubting *d, uint32_t at) {
    uint32_t last = d->places->count - 1, state = d->places->slots[last].state;
    int is_headed = bind_column_at(d->columns, last)->place != SHEAF_NONE;
    return state == BIND_EMPTY || (state == BIND_ABSENT && is_headed) || leaves_out_blank(d, at);
}

static int has_kind(const doubting *d, const bind_row *row, bind_kind kind) {
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        if (cell_at(d, row->cells.first + i)->kind == (uint32_t)kind)
            return 1;
    return 0;
}

static int has_zero(const doubting *d, const bind_row *row) {
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, row->cells.first + i);
        if (cell->kind == BIND_NUMBER && cell->number.value.digits == 0)
            return 1;
    }
    return 0;
}

/* A blank where rows have values. */
static int has_blank(const doubting *d, const bind_row *row, uint32_t at) {
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, row->cells.first + i);
        if (cell->kind == BIND_BLANK && has_values(d, at, cell->column))
            return 1;
    }
    return 0;
}

/* The rows near it print their zeros, and none of them has a blank: this one stands for no zero, even if the row adds up so. */
static int is_blank_alone(const doubting *d, uint32_t at) {
    const bind_sheet *sheet = d->plan->sheet;
    uint32_t zeros = 0;
    for (uint32_t r = at > NEARBY ? at - NEARBY : 0; r < sheet->rows.count && r < at + NEARBY;
         r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || r == at || row->values == 0)
            continue;
        if (has_blank(d, row, at))
            return 0;
        zeros += (uint32_t)has_zero(d, row);
    }
    return zeros > 1;
}

/* A blank at its beginning or end, and the row does not add up: all of it may have moved, or what stands behind a cell that is
 * gone, even where the places of the cells are known. So may what stands behind two numbers in one cell there. */
static uint32_t slip_of(const doubting *d, uint32_t at) {
    int is_certain = (int)d->plan->sheet->is_certain;
    int is_edge = is_edge_blank(d, 0) || ends_blank(d, at);
    if (!d->identities->covers || (!is_edge && !(is_certain && has_kind(d, d->row, BIND_BROKEN))) ||
        (bind_holds(d->identities, d->places->slots, 1) && !is_blank_alone(d, at)))
        return BIND_SURE;
    return is_certain ? BIND_ASIDE : BIND_UNCONFIRMED;
}

/* ------------------------------------------------------------------------------- which row -- */

/* Values without any words. */
static int is_bare(const bind_sheet *sheet, const bind_row *row, uint32_t width) {
    if (row->values * 2 < width)
        return 0;
    for (uint32_t i = 0; i < row->labels; i++)
        if (bind_cell_at(sheet, row->cells.first + i)->plain.text.len > 0)
            return 0;
    return 1;
}

static int has_bare_rows(const doubting *d) {
    bind_sheet *sheet = d->plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && sheet->bare == 0; r++)
        sheet->bare = is_bare(sheet, bind_row_at(sheet, r), d->places->count) ? 2 : 0;
    sheet->bare = sheet->bare == 0 ? 1 : sheet->bare;
    return sheet->bare == 2;
}

static const form_head *head_of(const doubting *d) {
    return bind_head_at(d->plan->model->definition, bind_target_at(d->plan, d->row->target)->head);
}

/* Its label is another name of the row, or lacks the number that the form gives it: `总计` may be any sum. */
static int is_loosely_named(const doubting *d) {
    if (d->row->label == SHEAF_NONE)
        return 0;
    const form_label *own =
        FORM_AT(d->plan->model->definition->labels, const form_label, head_of(d)->labels.first);
    int lacks_number = own->plain.number != 0 && cell_at(d, d->row->label)->plain.number == 0;
    return lacks_number || (d->row->how & (BIND_BY_ALIAS | BIND_BY_NEAR)) != 0;
}

/* A cell that is a year and nothing else: each row of the table may be printed for several years. */
static int has_year(const doubting *d) {
    static const char sign[] = "年";
    enum { DIGITS = 4, LENGTH = DIGITS + sizeof sign - 1 };
    for (uint32_t i = d->row->cells.first; i < d->row->cells.first + d->row->cells.count; i++) {
        sheaf_str text = cell_at(d, i)->text;
        if (text.len == LENGTH && memcmp(text.ptr + DIGITS, sign, sizeof sign - 1) == 0 &&
            bind_is_piece((sheaf_str){text.ptr, DIGITS}))
            return 1;
    }
    return 0;
}

/* Twice as many values as columns: two years side by side, or two bodies, and the heads of both are the form's. */
static int is_double(const doubting *d) {
    enum { NARROW = 3 };
    return d->places->count >= NARROW && d->places->printed + 1 >= d->places->count * 2;
}

/* Columns of the form are cut off, so that no sum inside the row can tell that its numbers moved. */
static int lacks_columns(const doubting *d) {
    return d->identities->covers && d->plan->sheet->is_certain && count_state(d, BIND_ABSENT) > 0;
}

/* How much the row is in doubt, and whether it is sure which row it is. */
static uint32_t doubt_of(const doubting *d, uint32_t at) {
    int is_counted = (d->row->how & (BIND_BY_COUNT | BIND_BY_LINE | BIND_BY_MOVE)) != 0;
    uint32_t which = is_counted || (is_loosely_named(d) && has_bare_rows(d)) ? BIND_WHICH_ROW : 0;
    uint32_t slip = slip_of(d, at);
    if (slip != BIND_SURE)
        return slip | which;
    if (count_blanks(d) > 0 || lacks_columns(d))
        return BIND_TESTABLE | which;
    return (which != 0 ? BIND_MOVED : BIND_SURE) | which;
}

/* ------------------------------------------------------------------------------- all of it -- */

static void open_last(const doubting *d) {
    for (uint32_t i = d->places->count; i-- > 0;)
        if (d->places->slots[i].state == BIND_VALUE) {
            d->places->slots[i].state = BIND_OPEN;
            return;
        }
}

/* What the sums over rows will be asked. */
static void keep_doubt(const doubting *d, uint32_t at) {
    bind_places *places = d->places;
    uint32_t own = doubt_of(d, at), which = own & BIND_WHICH_ROW;
    int is_glued = count_blanks(d) > 0 && (!d->plan->sheet->is_certain || ends_blank(d, at)) &&
                   bind_open_glued(d->identities, places->slots, places->count);
    if (places->doubt == BIND_UNPROVED && !is_glued && count_state(d, BIND_OPEN) == 0)
        places->doubt = BIND_UNCONFIRMED;
    own &= ~which;
    places->doubt = (places->doubt > own ? places->doubt : own) | which;
}

/* The digits behind the label may be its first value, if others moved up or do not add up. */
static int is_label_glued(const doubting *d, uint32_t at) {
    return bind_has_digits_in_label(d->plan, at) &&
           (!adds_up(d) || has_kind(d, d->row, BIND_BLANK));
}

/* A row that has values, and does not add up. */
static int fails(const doubting *d) {
    return d->identities->covers && count_state(d, BIND_VALUE) == d->places->count && !adds_up(d);
}

/* Numbers that something printed speaks against, one by one. */
static void doubt_numbers(const doubting *d, uint32_t row) {
    int is_certain = (int)d->plan->sheet->is_certain;
    if (!is_certain && !adds_up(d) && bind_has_digits_behind(d->plan, row))
        open_last(d);
    if (!adds_up(d) && bind_goes_on_over_page(d->plan, row))
        open_all(d);
    bind_open_twins(d->plan, row, d->places);
    if (fails(d))
        bind_open_slid(d->plan, d->identities, row, d->places->slots);
    if (!is_certain)
        bind_open_cut_total(d->plan, d->identities, row, d->places->slots);
}

/* The row does not add up, and its numbers may be in other columns. */
static int is_elsewhere(const doubting *d, uint32_t row) {
    return is_odd_width(d, row) || is_under_others(d) || is_beside(d, row) || may_be_parted(d) ||
           is_wider_than_head(d, row) ||
           bind_has_other_total(d->plan, d->identities, row, d->places->slots) ||
           bind_has_two_in_one(d->plan, row);
}

/* The numbers of a row in their order, if there are as many as columns and several are not 0, and they add up so. */
static int take_order(const doubting *d, uint32_t r, bind_slot *slots) {
    enum { SEVERAL = 4 };
    const bind_sheet *sheet = d->plan->sheet;
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
    return full >= SEVERAL && count == d->places->count && d->identities->covers &&
           bind_holds(d->identities, slots, 1);
}

/* With known geometry: in this row and the next, as many numbers as columns add up in their order, and the header puts some of them
 * elsewhere. */
static int is_order_other(const doubting *d, uint32_t at) {
    bind_slot slots[BIND_WIDEST], others[BIND_WIDEST];
    uint32_t differs = 0;
    if (!d->plan->sheet->is_certain || adds_up(d) || !take_order(d, at, slots))
        return 0;
    for (uint32_t i = 0; i < d->places->count; i++)
        differs += d->places->slots[i].state == BIND_VALUE &&
                   bind_slots_differ(&slots[i], &d->places->slots[i]);
    return differs > 0 &&
           ((at > 0 && take_order(d, at - 1, others)) || take_order(d, at + 1, others));
}

/* The last column is blank, or has what may be a column's of the report's own: words, or a number by which the row does not add up. */
static int is_last_doubted(const doubting *d, uint32_t row) {
    const bind_slot *last = &d->places->slots[d->places->count - 1];
    return ends_blank(d, row) || last->state == BIND_TEXT ||
           (d->columns->strangers.count > 0 && fails(d));
}

static void doubt_placed(const doubting *d, uint32_t row) {
    int is_certain = (int)d->plan->sheet->is_certain;
    keep_doubt(d, row);
    doubt_numbers(d, row);
    int is_told = is_certain || adds_up(d);
    uint32_t block = d->columns->block, width = d->places->count;
    int is_moved = d->identities->covers &&
                   (bind_lacks_last(d->plan, d->columns, row, adds_up(d) ? 4 : 1) ||
                    (is_last_doubted(d, row) && bind_ends_in_totals(d->plan, block, row, width)));
    if ((!is_told && is_elsewhere(d, row)) || is_moved || is_order_other(d, row) ||
        is_blank_in_doubt(d) || (!is_certain && (is_shorter(d, row) || takes_others(d))) ||
        (d->columns->is_repeated && d->places->reading != BIND_HEADED) ||
        bind_is_unsettled(d->plan, d->columns, d->identities, row, d->places->slots))
        open_all(d);
}

void bind_doubt_row(const bind_plan *plan, const bind_columns *columns,
                    const bind_identities *identities, uint32_t row, bind_places *places) {
    const doubting d = {plan, columns, identities, bind_row_at(plan->sheet, row), places};
    if (places->printed == 0 || places->count > BIND_WIDEST)
        return;
    int is_failed = fails(&d);
    int is_shorter =
        plan->sheet->is_certain && places->reading == BIND_SHIFTED && is_odd_width(&d, row);
    if (is_double(&d) || has_year(&d) || columns->is_divided || is_shorter ||
        bind_is_other_row(plan, row) || is_label_glued(&d, row))
        open_all(&d);
    else if (places->is_proved) /* its own sums do not say which row it is */
        places->doubt |= doubt_of(&d, row) & BIND_WHICH_ROW;
    else
        doubt_placed(&d, row);
    if (is_failed && !fails(&d)) { /* whoever counts what is left does not see it */
        plan->sheet->tested++;
        plan->sheet->failed++;
    }
}
