/* What speaks against a reading that looks plain. Each doubt is about one row: its numbers are there, but something that is
 * printed says that they may stand elsewhere. A row in doubt has no values: an honest gap is better than a wrong number. */
#include "bind/doubt/doubting.h"

#include <string.h>

/* How many rows of the grid the cell stands in. */
static uint32_t rows_of(const doubting *d, uint32_t cell) {
    const sheaf_cell *place = bind_place_of_cell(d, cell);
    return place != NULL ? place->row_span : 1;
}

static void open_last(const doubting *d) {
    for (uint32_t i = d->places->count; i-- > 0;)
        if (d->places->slots[i].state == BIND_VALUE) {
            bind_open_slot(&d->places->slots[i], BIND_WHY_DIGITS);
            return;
        }
}

/* A number whose cell reaches further down than that of the label, or than others of the row without one: it stands beside the rows below, too. */
static void open_shared(const doubting *d) {
    uint32_t height = d->of.row->label == SHEAF_NONE ? UINT32_MAX : rows_of(d, d->of.row->label);
    for (uint32_t i = 0; i < d->places->count && d->of.row->label == SHEAF_NONE; i++)
        if (d->places->slots[i].cell != SHEAF_NONE && rows_of(d, d->places->slots[i].cell) < height)
            height = rows_of(d, d->places->slots[i].cell);
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_VALUE && slot->cell != SHEAF_NONE &&
            rows_of(d, slot->cell) > height)
            bind_open_slot(slot, BIND_WHY_ROW);
    }
}

/* Totals below which a sum of the report's own stands. */
static void open_subtotals(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++)
        if ((d->of.columns->subtotals >> i & 1) != 0 && d->places->slots[i].state == BIND_VALUE)
            bind_open_slot(&d->places->slots[i], BIND_WHY_HEADS);
}

/* A share among the counts is a column of the report's own, and one of the form's is gone. */
static int has_share(const doubting *d) {
    for (uint32_t i = 0; i < d->places->count; i++) {
        const bind_slot *slot = &d->places->slots[i];
        if (slot->state == BIND_TEXT && slot->cell != SHEAF_NONE &&
            bind_is_share(cell_at(d, slot->cell)->text))
            return !d->of.plan->sheet->is_certain;
    }
    return 0;
}

/* What the sums over rows will be asked. */
static void keep_doubt(const doubting *d) {
    bind_places *places = d->places;
    uint32_t own = bind_doubt_of(d), which = own & BIND_WHICH_ROW;
    int is_glued = count_state(d, BIND_EMPTY) + count_state(d, BIND_ABSENT) > 0 &&
                   bind_open_glued(d->of.identities, places->slots, places->count,
                                   (int)d->of.plan->sheet->is_certain);
    if (places->doubt == BIND_UNPROVED && !is_glued && count_state(d, BIND_OPEN) == 0)
        places->doubt = BIND_UNCONFIRMED;
    own &= ~which;
    places->doubt = (places->doubt > own ? places->doubt : own) | which;
}

/* A cell that is a year and nothing else: each row of the table may be printed for several years. */
static int has_year(const doubting *d) {
    static const char sign[] = "年";
    enum { DIGITS = 4, LENGTH = DIGITS + sizeof sign - 1 };
    for (uint32_t i = d->of.row->cells.first; i < d->of.row->cells.first + d->of.row->cells.count;
         i++) {
        sheaf_str text = cell_at(d, i)->text;
        if (text.len == LENGTH && memcmp(text.ptr + DIGITS, sign, sizeof sign - 1) == 0 &&
            bind_is_piece((sheaf_str){text.ptr, DIGITS}))
            return 1;
    }
    return 0;
}

/* What stands beside its label, before the first number, names a time that the label does not: `上年` below `本年`, by turns. */
static int has_another_time(const doubting *d) {
    const form_definition *definition = d->of.plan->model->definition;
    const form_head *head =
        bind_head_at(definition, bind_target_at(d->of.plan, d->of.row->target)->head);
    sheaf_str own = head->labels.count > 0
                        ? FORM_AT(definition->labels, const form_label, head->labels.first)->text
                        : SHEAF_STR("");
    for (uint32_t i = d->of.row->cells.first; i < d->of.row->cells.first + d->of.row->cells.count;
         i++) {
        const bind_cell *cell = cell_at(d, i);
        int is_digit = cell->text.len > 0 && cell->text.ptr[0] >= '0' && cell->text.ptr[0] <= '9';
        int is_ordinal = d->of.row->label != SHEAF_NONE && i < d->of.row->label;
        if (is_digit && cell->plain.number == 0 && !is_ordinal)
            return 0;
        if (i != d->of.row->label && cell->plain.text.len > 0 &&
            bind_find(d->of.plan->index, cell->plain.text) == SHEAF_NONE &&
            (bind_is_another_time(d->of.plan, cell->plain.text) ||
             bind_tells_another_time(d->of.plan, cell->plain.text, own)))
            return 1;
    }
    return 0;
}

/* In aligned text the rest of a label stands above or below its numbers: it names a time that no label of the table does. */
static int is_beside_another_time(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t step = 0; step < 2 && sheet->is_aligned; step++) {
        uint32_t r = d->of.at + (step == 0 ? UINT32_MAX : 1);
        const bind_row *row = r < sheet->rows.count ? bind_row_at(sheet, r) : NULL;
        for (uint32_t i = 0; row != NULL && row->values == 0 && i < row->cells.count; i++)
            if (bind_is_time_of_none(d->of.plan, cell_at(d, row->cells.first + i)->plain.text))
                return 1;
    }
    return 0;
}

/* Twice as many values as columns: two years side by side, or two bodies, and the heads of both are the form's. */
static int is_double(const doubting *d) {
    enum { NARROW = 3 };
    return d->places->count >= NARROW && d->places->printed + 1 >= d->places->count * 2;
}

/* The digits behind the label may be its first value, if others moved up or do not add up. */
static int is_label_glued(const doubting *d) {
    return bind_has_digits_in_label(d->of.plan, d->of.at) &&
           (!adds_up(d) || has_kind(d, d->of.row, BIND_BLANK));
}

/* Each number of a sum inside the row that fails: digits below one of them may be its rest. */
static void open_failing(const doubting *d, bind_why why) {
    const bind_identities *identities = d->of.identities;
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        const bind_identity *identity = FORM_AT(identities->rows, const bind_identity, i);
        if (bind_holds_one(identity, d->places->slots, identities->slots, 1))
            continue;
        for (uint32_t s = 0; s < identities->slots; s++)
            if (identity->factors[s] != 0 && d->places->slots[s].state == BIND_VALUE)
                bind_open_slot(&d->places->slots[s], why);
    }
}

/* Columns stand in another order than the form's, and the row ends in a blank: below the total's own column, or of a cell that was
 * lost before it. No sum over rows may tell, as none is asked of table 4. */
static int ends_blank_elsewhere(const doubting *d) {
    const bind_row *row = d->of.row;
    return d->of.columns->is_shuffled && d->places->printed < d->places->count &&
           cell_at(d, row->cells.first + row->cells.count - 1)->kind == BIND_BLANK;
}

/* Numbers that something printed speaks against, one by one. */
static void doubt_numbers(const doubting *d) {
    int is_certain = (int)d->of.plan->sheet->is_certain;
    if (ends_blank_elsewhere(d))
        open_failing(d, BIND_WHY_BLANKS);
    if (fails(d) && bind_has_digits_before_last(d->of.plan, d->of.at))
        open_failing(d, BIND_WHY_DIGITS);
    if (fails(d) && !is_certain && d->of.columns->has_gap &&
        bind_column_at(d->of.columns, 0)->place == SHEAF_NONE)
        open_failing(d, BIND_WHY_HEADS);
    if (!is_certain && !adds_up(d) && bind_has_digits_behind(d->of.plan, d->of.at))
        open_last(d);
    if (!is_certain && !adds_up(d)) {
        bind_open_under_digits(d->of.plan, d->of.at, d->places);
        bind_open_over_digits(d->of.plan, d->of.at, d->places);
    }
    if (!adds_up(d) &&
        (bind_goes_on_over_page(d->of.plan, d->of.at) ||
         bind_goes_on_in_row(d->of.plan, d->of.at) || bind_has_units_below(d->of.plan, d->of.at) ||
         (d->of.identities->covers && bind_ends_part(d->of.plan, d->of.at))))
        open_all(d, BIND_WHY_DIGITS);
    if (!is_certain && bind_has_mark_behind_total(d->of.plan, d->of.identities, d->places->slots))
        open_all(d, BIND_WHY_SUMS);
    bind_open_beside_rests(d->of.plan, d->of.at, d->places);
    bind_open_twins(d->of.plan, d->of.at, d->places);
    if (!d->of.columns->is_exact && fails(d))
        bind_open_slid(d->of.plan, d->of.identities, d->of.at, d->places->slots);
    if (!is_certain)
        bind_open_cut_total(d->of.plan, d->of.identities, d->of.at, d->places->slots);
}

/* The row does not add up, and its numbers may be in other columns. */
static int is_elsewhere(const doubting *d) {
    return bind_is_odd_width(d) || bind_is_under_others(d) || bind_is_beside(d) ||
           bind_may_have_parts(d) || bind_is_wider_than_head(d) ||
           bind_has_other_total(d->of.plan, d->of.identities, d->of.at, d->places->slots) ||
           bind_has_two_in_one(d->of.plan, d->of.at);
}

/* The last column is blank, or has what may be a column's of the report's own: words, or a number by which the row does not add up. */
static int is_last_doubted(const doubting *d) {
    const bind_slot *last = &d->places->slots[d->places->count - 1];
    return bind_ends_blank(d) || last->state == BIND_TEXT ||
           (d->of.columns->strangers.count > 0 && fails(d));
}

/* With its blanks in other columns, or a number for its total, the row adds up. */
static int may_stand_elsewhere(const doubting *d) {
    return bind_may_end_in_total(d) || bind_may_fit_elsewhere(d);
}

/* What the numbers that were placed say of their columns; BIND_WHYS: nothing. */
static bind_why why_unplaced(const doubting *d) {
    int is_certain = (int)d->of.plan->sheet->is_certain;
    int is_exact = (int)d->of.columns->is_exact; /* whatever it adds up to */
    int is_told = is_certain || is_exact || adds_up(d);
    uint32_t block = d->of.columns->block, width = d->places->count;
    int is_moved =
        !is_exact && d->of.identities->covers &&
        (bind_lacks_last(d->of.plan, d->of.columns, d->of.at, adds_up(d) ? 4 : 1) ||
         (is_last_doubted(d) && bind_ends_in_totals(d->of.plan, block, d->of.at, width)));
    if (!is_told && is_elsewhere(d))
        return BIND_WHY_SUMS;
    if (is_moved || bind_is_blank_in_doubt(d) ||
        (may_stand_elsewhere(d) && d->of.identities->rows.count > 1))
        return BIND_WHY_BLANKS;
    if (bind_is_order_other(d) ||
        (!is_certain && (bind_is_shorter(d) || bind_takes_others(d) || bind_ends_in_share(d))) ||
        (d->of.columns->is_repeated && d->places->reading != BIND_HEADED))
        return BIND_WHY_HEADS;
    return !is_exact && bind_is_unsettled(d->of.plan, d->of.columns, d->of.identities, d->of.at,
                                          d->places->slots)
               ? BIND_WHY_SUMS
               : BIND_WHYS;
}

static void doubt_placed(const doubting *d) {
    keep_doubt(d);
    if (may_stand_elsewhere(d) ||
        bind_may_lack_total(d)) /* sums over rows tell of each value, or it is open */
        d->places->doubt = BIND_UNPROVED | (d->places->doubt & BIND_WHICH_ROW);
    doubt_numbers(d);
    bind_why why = why_unplaced(d);
    if (why != BIND_WHYS)
        open_all(d, why);
}

/* More columns claim to be one of the form's than there are, and its sums hold by some of them as well as by others: of a row that
 * has no number for each of them, where the form's own are all there. */
static int has_rivals(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    uint32_t own = columns->own_heads.count;
    uint32_t more = columns->surplus > own ? columns->surplus : own;
    int is_told = bind_column_at(columns, 0)->place != SHEAF_NONE && !columns->is_repeated;
    return d->of.identities->covers &&
           (columns->has_rivals ||
            (columns->surplus > 0 && !is_told && d->places->printed < d->places->count + more));
}

/* What opens a row whatever its sums say. */
static const struct {
    int (*is_so)(const doubting *d);
    bind_why why;
} reasons[] = {{is_double, BIND_WHY_HEADS},
               {has_year, BIND_WHY_TIME},
               {has_another_time, BIND_WHY_TIME},
               {is_beside_another_time, BIND_WHY_TIME},
               {is_label_glued, BIND_WHY_DIGITS},
               {bind_is_above_heads, BIND_WHY_HEADS},
               {bind_is_below_another_time, BIND_WHY_TIME},
               {bind_is_below_other_order, BIND_WHY_HEADS},
               {bind_is_below_own, BIND_WHY_HEADS},
               {bind_names_column, BIND_WHY_ROW},
               {bind_lacks_own_column, BIND_WHY_HEADS},
               {bind_is_apart, BIND_WHY_HEADS},
               {bind_is_of_others, BIND_WHY_HEADS},
               {bind_lacks_cells, BIND_WHY_PLACES},
               {bind_takes_words, BIND_WHY_HEADS},
               {bind_may_hold_own, BIND_WHY_HEADS},
               {bind_has_one_too_many, BIND_WHY_PLACES},
               {bind_holds_two, BIND_WHY_DIGITS},
               {bind_has_spare_blank, BIND_WHY_BLANKS},
               {bind_has_blank_before, BIND_WHY_BLANKS},
               {bind_has_blank_behind, BIND_WHY_BLANKS},
               {has_share, BIND_WHY_HEADS},
               {has_rivals, BIND_WHY_HEADS},
               {bind_has_number_before, BIND_WHY_PLACES},
               {bind_shares_label, BIND_WHY_ROW}};

/* BIND_WHYS: nothing opens it. */
static bind_why why_open(const doubting *d) {
    const bind_row_case *of = &d->of;
    int is_shifted = of->plan->sheet->is_certain && d->places->reading == BIND_SHIFTED;
    if (of->columns->is_divided || (is_shifted && bind_is_odd_width(d)))
        return BIND_WHY_HEADS;
    if (bind_has_signs_below(of->plan, of->at, of->columns->block, d->places))
        return BIND_WHY_DIGITS;
    if (bind_is_other_row(of->plan, of->at))
        return BIND_WHY_ROW;
    if (!of->columns->is_exact && bind_is_among_turned(d))
        return BIND_WHY_PLACES;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].is_so(d))
            return reasons[i].why;
    return BIND_WHYS;
}

void bind_doubt_row(const bind_row_case *of, bind_places *places) {
    const doubting d = {*of, places};
    bind_sheet *sheet = of->plan->sheet;
    if (places->printed == 0 || places->count > BIND_WIDEST)
        return;
    int is_failed = fails(&d);
    bind_why why = why_open(&d);
    if (why != BIND_WHYS)
        open_all(&d, why);
    else if (places->is_proved) /* its own sums do not say which row it is */
        places->doubt |= bind_doubt_of(&d) & BIND_WHICH_ROW;
    else
        doubt_placed(&d);
    open_shared(&d);
    open_subtotals(&d);
    bind_open_beside(&d);
    bind_open_joined(&d);
    bind_open_unsure(&d);
    bind_open_numbered(&d);
    if (is_failed && !fails(&d)) { /* whoever counts what is left does not see it */
        sheet->tested++;
        sheet->failed++;
    }
}
