/* Doubts by length: the row has as many values as columns, and the rows near it have more, or fewer cells. Then one of its values
 * is lost, or one is too many. Thousands that commas parted are no values of their own. */
#include "bind/doubt/doubting.h"

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
    const bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && r < NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        const bind_cell *last = cell_at(d, row->cells.first + row->cells.count - 1);
        if (row->cells.count == d->of.row->cells.count && last->kind == BIND_BLANK && !row->is_torn)
            return 1;
    }
    return 0;
}

/* How many rows near it, of its block, have more values than columns, as many, or fewer cells than the row has values. */
typedef struct widths {
    uint32_t more, same, fewer;
} widths;

static widths widths_near(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    widths found = {0, 0, 0};
    int is_filled = is_filled_up(d);
    for (uint32_t r = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
         r < sheet->rows.count && r < d->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE || r == d->of.at ||
            bind_target_at(d->of.plan, row->target)->block != d->of.columns->block)
            continue;
        uint32_t count = bind_count_full(d->of.plan->sheet, row);
        found.more += count > d->places->count && !(is_filled && is_thousands(d, row));
        found.same += count == d->places->count;
        found.fewer += row->cells.count - row->labels < d->places->count;
    }
    return found;
}

/* Nearly all rows of the block have more values than columns (a column of ordinals, say): then this row, which has as many
 * as columns, has lost one. Or nearly all have fewer cells: a column is gone, and this row has one too many. */
int bind_is_odd_width(const doubting *d) {
    enum { SEVERAL = 3 };
    const widths near = widths_near(d);
    int has_all = d->of.row->cells.count - d->of.row->labels >= d->places->count;
    return (d->places->printed == d->places->count && near.more > near.same) ||
           (has_all && near.fewer > near.same && near.fewer >= SEVERAL);
}

/* Nearly all have more, and a sum of one row that has lost a number may hold by chance with one that is none of the form's. */
int bind_is_shorter(const doubting *d) {
    const widths near = widths_near(d);
    return d->places->reading != BIND_HEADED && d->places->printed <= d->places->count &&
           d->places->printed * 2 > d->places->count && near.more > near.same * 2;
}

/* Nothing tests the row, and it has more cells than the header above it: one of its numbers may be two cells. */
int bind_is_wider_than_head(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t r = d->of.at;
    while (r > 0 && bind_row_at(sheet, r - 1)->values > 0)
        r--;
    return !d->of.identities->covers && !sheet->is_aligned && r > 0 &&
           d->of.row->cells.count > bind_row_at(sheet, r - 1)->cells.count &&
           bind_row_at(sheet, r - 1)->cells.count > 1;
}

/* The thousands of some numbers of the report are cells of their own, and may be here: not in a row that is as long as one that
 * the export filled up, since a lost cell would be filled up, too, and a parted number makes the row longer. Where there are
 * sums they tell. */
int bind_may_have_parts(const doubting *d) {
    return d->of.plan->is_parted && bind_may_be_parted(d->of.plan->sheet, d->of.row) &&
           (d->of.row->is_torn || d->of.identities->covers || !is_filled_up(d));
}

/* The last of the row's cells that is not blank; SHEAF_NONE. */
static uint32_t last_of(const doubting *d, const bind_row *row) {
    for (uint32_t i = row->cells.count; i > row->labels; i--)
        if (cell_at(d, row->cells.first + i - 1)->kind != BIND_BLANK)
            return row->cells.first + i - 1;
    return SHEAF_NONE;
}

/* Rows near it end in a share, which is a column of the report's own: the last column of the form has taken it. */
int bind_ends_in_share(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t shares = 0, others = 0, own = d->places->slots[d->places->count - 1].cell;
    for (uint32_t r = d->of.at > NEARBY ? d->of.at - NEARBY : 0;
         r < sheet->rows.count && r < d->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        uint32_t last = row->target != SHEAF_NONE ? last_of(d, row) : SHEAF_NONE;
        if (last == SHEAF_NONE)
            continue;
        int is_share = bind_is_share(cell_at(d, last)->text);
        shares += (uint32_t)is_share;
        others += (uint32_t)!is_share;
    }
    return shares > others && own != SHEAF_NONE && own == last_of(d, d->of.row);
}

/* The words end a row of the header that the form's last column stands before or below: what is theirs stands behind all, and a number
 * there that is taken for the last column's does not add up. */
static int is_behind_all(const doubting *d, uint32_t words) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t last = bind_column_at(d->of.columns, d->places->count - 1)->cell;
    for (uint32_t r = 0; r < d->of.at; r++) {
        form_span cells = bind_row_at(sheet, r)->cells;
        if (words < cells.first || words >= cells.first + cells.count)
            continue;
        for (uint32_t i = words + 1; i < cells.first + cells.count; i++)
            if (cell_at(d, i)->kind != BIND_BLANK)
                return 0;
        return last >= cells.first;
    }
    return 0;
}

static int has_own_columns(const doubting *d) {
    for (uint32_t s = 0; s < d->of.columns->strangers.count; s++)
        if (!is_behind_all(d, *FORM_AT(d->of.columns->strangers, const uint32_t, s)))
            return 1;
    return 0;
}

/* The row's cell below words of the header that are none of the form's is blank, or there is none. */
static int is_blank_below_strangers(const doubting *d) {
    const form_list *strangers = &d->of.columns->strangers;
    for (uint32_t i = d->of.row->labels; i < d->of.row->cells.count; i++) {
        const bind_cell *cell = cell_at(d, d->of.row->cells.first + i);
        for (uint32_t s = 0; s < strangers->count && cell->kind != BIND_BLANK; s++)
            if (cell_at(d, *FORM_AT(*strangers, const uint32_t, s))->column == cell->column)
                return 0;
    }
    return 1;
}

static uint32_t count_numbers(const doubting *d, const bind_row *row) {
    uint32_t count = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        count += cell_at(d, row->cells.first + i)->kind == BIND_NUMBER;
    return count;
}

/* Several rows of the block have a number more than the form has columns. */
static int has_wider_rows(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t wider = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        wider += row->target != SHEAF_NONE &&
                 bind_target_at(d->of.plan, row->target)->block == d->of.columns->block &&
                 count_numbers(d, row) == d->places->count + 1;
    }
    return wider > 1;
}

/* A head of the report's own stands between two of the form's in one row of a header whose cells tell no columns: it heads numbers, and a
 * row with one for each column of the form lacks one. */
static int has_own_between(const doubting *d) {
    const bind_columns *columns = d->of.columns;
    uint32_t before = 0, behind = 0;
    if (columns->own_heads.count == 0 || columns->is_gridded || d->of.plan->sheet->is_aligned)
        return 0;
    uint32_t own = *FORM_AT(columns->own_heads, const uint32_t, 0), r = 0;
    while (own >= bind_row_at(d->of.plan->sheet, r)->cells.first +
                      bind_row_at(d->of.plan->sheet, r)->cells.count)
        r++;
    form_span cells = bind_row_at(d->of.plan->sheet, r)->cells;
    for (uint32_t i = 0; i < columns->leaves.count; i++) {
        const uint32_t cell = bind_column_at(columns, i)->cell;
        before += cell >= cells.first && cell < own;
        behind += cell > own && cell < cells.first + cells.count;
    }
    return before > 0 && behind > 0;
}

/* The header has all columns of the form and one of the report's own, and other rows have a number for each, or it stands
 * between those of the form: one of as many as the form has columns may be that one's, and another one blank without a trace, even if they add up. */
int bind_lacks_own_column(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    if (sheet->is_certain || !has_own_columns(d) || d->of.columns->is_strange ||
        count_numbers(d, d->of.row) != d->places->count ||
        bind_count_full(d->of.plan->sheet, d->of.row) != d->places->count ||
        (!has_wider_rows(d) && !has_own_between(d)))
        return 0;
    return (!sheet->is_aligned && !d->of.columns->is_gridded) || !is_blank_below_strangers(d);
}
