/* Tables that stand as the form has them, and do not add up: each row with its label, all heads, a number for each in each row, and
 * nothing else. Where two thirds of the sums fail, and would with the columns in any other order, nothing that an export does explains it: the
 * report sums wrongly. Where some fail they are heard: a cell may be lost and another in its place, or a digit not the one that was
 * printed. */
#include "bind/column/column.h"

#include "rule/rule.h"

/* Slots of a merged label may stand before the first number. */
static uint32_t first_of(const bind_plan *plan, const bind_row *row) {
    uint32_t first = row->cells.first + row->labels, end = row->cells.first + row->cells.count;
    while (first < end && bind_cell_at(plan->sheet, first)->kind == BIND_BLANK)
        first++;
    return first;
}

static const bind_cell *value_at(const bind_plan *plan, const bind_row *row, uint32_t i) {
    return bind_cell_at(plan->sheet, first_of(plan, row) + i);
}

/* Words of the report's own over the values; those above the labels say nothing of columns. Where the cells of the header say nothing of
 * places, any may head a column. */
static int has_strangers(const bind_plan *plan, const bind_columns *columns, const bind_row *row) {
    if (!columns->is_gridded && !plan->sheet->is_certain)
        return columns->strangers.count > 0;
    for (uint32_t i = 0; i < columns->strangers.count; i++) {
        const bind_cell *cell =
            bind_cell_at(plan->sheet, *FORM_AT(columns->strangers, uint32_t, i));
        if (cell->column + cell->width > value_at(plan, row, 0)->column)
            return 1;
    }
    return 0;
}

/* All columns have their heads, in the form's order. */
static int has_exact_heads(const bind_columns *columns) {
    if (columns->leaves.count < 2 || columns->is_strange || columns->is_shuffled ||
        columns->is_reheaded || columns->is_repeated || columns->is_divided ||
        columns->lacks_label || columns->has_own_above || columns->labels.count > 0 ||
        columns->printed.count > 0)
        return 0;
    for (uint32_t i = 0; i < columns->leaves.count; i++) {
        const bind_column *column = bind_column_at(columns, i);
        if (column->cell == SHEAF_NONE || column->again != SHEAF_NONE || column->is_doubted)
            return 0;
    }
    return 1;
}

/* It has its label, and as many numbers as columns, one behind the other. */
static int is_whole(const bind_plan *plan, const bind_columns *columns, const bind_row *row) {
    uint32_t width = columns->leaves.count;
    if (row->how != 0 || row->is_torn || row->is_of_others || row->values != width ||
        bind_count_full(plan->sheet, row) != width || has_strangers(plan, columns, row) ||
        first_of(plan, row) + width > row->cells.first + row->cells.count)
        return 0;
    for (uint32_t i = 0; i < width; i++) {
        const bind_cell *cell = value_at(plan, row, i);
        if (cell->kind != BIND_NUMBER || cell->marked.len > 0 || cell->is_joined)
            return 0;
    }
    return 1;
}

/* Each number stands in the column of its head. */
static int is_gridded(const bind_plan *plan, const bind_columns *columns, const bind_row *row) {
    for (uint32_t i = 0; i < columns->leaves.count; i++)
        if (value_at(plan, row, i)->column != bind_column_at(columns, i)->place)
            return 0;
    return 1;
}

/* The cell below the first head is blank, where the cells of the header say something of places: what stands right of it need not be that
 * column's. */
static int is_behind(const bind_plan *plan, const bind_columns *columns, const bind_row *row) {
    uint32_t first = bind_column_at(columns, 0)->place;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        if (columns->is_gridded && bind_cell_at(plan->sheet, i)->column == first)
            return bind_cell_at(plan->sheet, i)->kind == BIND_BLANK;
    return 0;
}

/* The report has numbers for it, or for a group around it. */
static int is_printed(const bind_plan *plan, uint32_t head) {
    for (uint32_t t = 0; t < plan->targets.count; t++) {
        const bind_target *target = bind_target_at(plan, t);
        if (target->row != SHEAF_NONE && bind_row_at(plan->sheet, target->row)->values > 0 &&
            target->head <= head && head < bind_head_at(plan->model->definition, target->head)->end)
            return 1;
    }
    return 0;
}

static int has_all_rows(const bind_plan *plan) {
    for (uint32_t t = 0; t < plan->targets.count; t++)
        if (!is_printed(plan, bind_target_at(plan, t)->head) &&
            (bind_head_at(plan->model->definition, bind_target_at(plan, t)->head)->flags &
             FORM_LEAF) != 0)
            return 0;
    return 1;
}

/* What the sums inside the rows say. */
typedef struct tally {
    uint32_t rows, gridded, behind;
    uint32_t start, begun;        /* the column of the first number, in how many rows */
    uint32_t tested, failed;      /* sums of numbers that are not all 0 */
    uint32_t totals[BIND_WIDEST]; /* sums that fail, of which a slot is what the others come to */
} tally;

/* It is not 0, and what the others of its sum come to. */
static int is_total(const bind_identity *identity, uint32_t slots, const bind_slot *values,
                    uint32_t at) {
    sheaf_decimal rest = values[at].value;
    if (identity->factors[at] == 0 || rest.digits == 0)
        return 0;
    for (uint32_t i = 0; i < slots; i++)
        if (i != at && identity->factors[i] != 0 && !rule_add(&rest, values[i].value, -1))
            return 0;
    return rest.digits == 0;
}

static void ask_row(const bind_plan *plan, const bind_identities *identities, const bind_row *row,
                    tally *t) {
    bind_slot values[BIND_WIDEST];
    for (uint32_t i = 0; i < identities->slots; i++)
        values[i] = bind_slot_of(plan->sheet, first_of(plan, row) + i);
    for (uint32_t i = 0; i < identities->rows.count; i++) {
        const bind_identity *identity = FORM_AT(identities->rows, bind_identity, i);
        t->tested += (uint32_t)bind_is_told(identity, values, identities->slots);
        if (bind_holds_one(identity, values, identities->slots, 1))
            continue;
        t->failed++;
        for (uint32_t k = 0; k < identities->slots; k++)
            t->totals[k] += (uint32_t)is_total(identity, identities->slots, values, k);
    }
}

/* Two thirds of the sums fail, and no other column is the total in many of those: the numbers are not the form's in another order. */
static int is_wrong_throughout(const tally *t) {
    enum { SEVERAL = 3, SHARE = 4 };
    for (uint32_t i = 0; i < BIND_WIDEST; i++)
        if (t->totals[i] > 1 && t->totals[i] * SHARE >= t->failed)
            return 0;
    return t->failed >= SEVERAL && t->failed * 3 > t->tested * 2;
}

/* 0: a row of the block, or one that is nobody's, is none that stands as the form has it. */
static int ask_rows(const bind_plan *plan, const bind_columns *columns,
                    const bind_identities *identities, tally *t) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if (row->values == 0)
            continue;
        if (row->target == SHEAF_NONE || bind_target_at(plan, row->target)->row != r)
            return 0;
        if (bind_target_at(plan, row->target)->block != columns->block)
            continue;
        if (!is_whole(plan, columns, row))
            return 0;
        t->rows++;
        t->gridded += (uint32_t)is_gridded(plan, columns, row);
        t->behind += (uint32_t)is_behind(plan, columns, row);
        t->start = t->rows == 1 ? value_at(plan, row, 0)->column : t->start;
        t->begun += value_at(plan, row, 0)->column == t->start;
        ask_row(plan, identities, row, t);
    }
    return 1;
}

/* The numbers of all rows begin left of the first head: another column moved below it. */
static int is_before_heads(const tally *t, const bind_columns *columns) {
    return t->begun == t->rows && t->start < bind_column_at(columns, 0)->place;
}

void bind_find_exact(const bind_plan *plan, bind_columns *columns,
                     const bind_identities *identities) {
    enum { MANY = 8 };
    tally t = {0};
    if (identities->covers && !plan->sheet->is_stream && plan->is_alone &&
        has_exact_heads(columns) && has_all_rows(plan) && ask_rows(plan, columns, identities, &t))
        columns->is_exact = is_wrong_throughout(&t) &&
                            (t.gridded == t.rows ||
                             (t.rows >= MANY && t.behind == 0 && !is_before_heads(&t, columns)));
}
