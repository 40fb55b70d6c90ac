/* How much a row that was placed is in doubt, and whether it is the row that it was taken for: what sums over rows will be asked
 * for. */
#include "bind/doubt/doubting.h"

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
    bind_sheet *sheet = d->of.plan->sheet;
    for (uint32_t r = 0; r < sheet->rows.count && sheet->bare == 0; r++)
        sheet->bare = is_bare(sheet, bind_row_at(sheet, r), d->places->count) ? 2 : 0;
    sheet->bare = sheet->bare == 0 ? 1 : sheet->bare;
    return sheet->bare == 2;
}

static const form_head *head_of(const doubting *d) {
    return bind_head_at(d->of.plan->model->definition,
                        bind_target_at(d->of.plan, d->of.row->target)->head);
}

/* The label lacks the number that the form gives it: `总计` may be any sum. */
static int lacks_number(const doubting *d) {
    if (d->of.row->label == SHEAF_NONE)
        return 0;
    const form_label *own =
        FORM_AT(d->of.plan->model->definition->labels, const form_label, head_of(d)->labels.first);
    return own->plain.number != 0 && cell_at(d, d->of.row->label)->plain.number == 0;
}

/* Its label is another name of the row, or lacks its number. */
static int is_loosely_named(const doubting *d) {
    return d->of.row->label != SHEAF_NONE &&
           (lacks_number(d) || (d->of.row->how & (BIND_BY_ALIAS | BIND_BY_NEAR)) != 0);
}

/* Other rows have the numbers of the form, or stand in another part, and this one has not: it may be the sum of a group. */
static int is_unnumbered(const doubting *d) {
    enum { SEVERAL = 3 };
    const bind_sheet *sheet = d->of.plan->sheet;
    uint32_t numbered = 0;
    for (uint32_t r = 0; r < sheet->rows.count && numbered < SEVERAL && lacks_number(d); r++) {
        const bind_row *row = bind_row_at(sheet, r);
        numbered += row->target != SHEAF_NONE && row->label != SHEAF_NONE &&
                    cell_at(d, row->label)->plain.number != 0;
    }
    return numbered == SEVERAL || (lacks_number(d) && !d->of.plan->is_alone);
}

/* The words are a column's label in the block and no row's. */
static int is_column_name(const doubting *d, sheaf_str text) {
    const bind_plan *plan = d->of.plan;
    int is_column = 0;
    for (uint32_t i = bind_find(plan->index, text); i != SHEAF_NONE;
         i = bind_next(plan->index, i)) {
        const bind_entry *entry = bind_entry_at(plan->index, i);
        if (entry->model != plan->model_index || entry->block != d->of.columns->block)
            continue;
        if (entry->axis != BIND_COLUMN)
            return 0;
        is_column |= (bind_head_at(plan->model->definition, entry->head)->flags & FORM_LEAF) != 0;
    }
    return is_column;
}

int bind_names_column(const doubting *d) {
    for (uint32_t i = 0; i < d->of.row->cells.count; i++) {
        sheaf_str text = cell_at(d, d->of.row->cells.first + i)->plain.text;
        if (text.len > 0 && is_column_name(d, text))
            return 1;
    }
    return 0;
}

/* Columns of the form are cut off, so that no sum inside the row can tell that its numbers moved. */
static int lacks_columns(const doubting *d) {
    return d->of.identities->covers && d->of.plan->sheet->is_certain &&
           count_state(d, BIND_ABSENT) > 0;
}

/* It has blanks in a text, and does not add up with them as 0: they may have been put in, or stand for what is lost. */
static int needs_sums(const doubting *d) {
    return !d->of.plan->sheet->is_certain && d->of.identities->covers &&
           !bind_holds(d->of.identities, d->places->slots, 1);
}

/* How much the row is in doubt, and whether it is sure which row it is. */
uint32_t bind_doubt_of(const doubting *d) {
    int is_counted = (d->of.row->how & (BIND_BY_COUNT | BIND_BY_LINE | BIND_BY_MOVE)) != 0;
    int is_which = is_counted || (is_loosely_named(d) && (has_bare_rows(d) || is_unnumbered(d))) ||
                   bind_is_beside_empty(d->of.plan, d->of.at);
    uint32_t which = is_which ? BIND_WHICH_ROW : 0;
    uint32_t slip = bind_slip_of(d);
    if (slip != BIND_SURE)
        return slip | which;
    if (count_blanks(d) > 0 || lacks_columns(d))
        return (needs_sums(d) ? BIND_BORNE : BIND_TESTABLE) | which;
    return (which != 0 ? BIND_MOVED : BIND_SURE) | which;
}

/* A row that has values, and is none of the form's. */
static int is_other_with_values(const bind_row *row) {
    return row->target == SHEAF_NONE && row->values > 0;
}

/* Words of the row stand left of that column: it has a label of its own. */
static int has_words_before(const doubting *d, const bind_row *row, uint32_t column) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++)
        if (cell_at(d, i)->kind == BIND_WORDS && cell_at(d, i)->column < column)
            return 1;
    return 0;
}

/* The label is merged over several rows of the grid. */
static int is_merged_over_others(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const sheaf_cell *label =
        d->of.row->label != SHEAF_NONE ? bind_place_of_cell(d, d->of.row->label) : NULL;
    for (uint32_t r = d->of.at + 1; label != NULL && r < sheet->rows.count &&
                                    bind_row_at(sheet, r)->line - label->row < label->row_span;
         r++)
        if (is_other_with_values(bind_row_at(sheet, r)) &&
            !has_words_before(d, bind_row_at(sheet, r), label->column))
            return 1;
    return 0;
}

/* The first cell of the row behind that place that is not blank; SHEAF_NONE. */
static uint32_t first_full(const doubting *d, const bind_row *row, uint32_t from) {
    uint32_t end = row->cells.first + row->cells.count;
    while (from < end && cell_at(d, from)->kind == BIND_BLANK)
        from++;
    return from < end ? from : SHEAF_NONE;
}

/* Words without a digit. */
static int are_words(const doubting *d, uint32_t cell) {
    sheaf_str text = cell != SHEAF_NONE ? cell_at(d, cell)->text : SHEAF_STR("0");
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return 0;
    return cell != SHEAF_NONE &&
           bind_find(d->of.plan->index, cell_at(d, cell)->plain.text) == SHEAF_NONE &&
           cell_at(d, cell)->kind != BIND_MARK;
}

/* In a text: `规章 | 更正前 | 58 | …`, and in the next row `更正后 | 53 | …`. */
static int is_told_by_words(const doubting *d) {
    const bind_sheet *sheet = d->of.plan->sheet;
    const bind_row *own = d->of.row;
    if (own->label == SHEAF_NONE || sheet->is_certain || d->of.at + 1 >= sheet->rows.count ||
        !are_words(d, first_full(d, own, own->label + 1)))
        return 0;
    const bind_row *below = bind_row_at(sheet, d->of.at + 1);
    return is_other_with_values(below) && below->values >= own->values &&
           are_words(d, first_full(d, below, below->cells.first));
}

int bind_shares_label(const doubting *d) {
    return is_merged_over_others(d) || is_told_by_words(d);
}
