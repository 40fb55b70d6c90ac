/* A header in which each column of the form is there several times: two years or bodies side by side, or two texts by turns below each of its
 * labels. Nothing says which of them is meant. */
#include "bind/column/column.h"

typedef struct divided {
    const bind_plan *plan;
    uint32_t block;
} divided;

static int is_column_entry(const divided *d, const bind_entry *entry) {
    return entry->model == d->plan->model_index && entry->axis == BIND_COLUMN &&
           entry->block == d->block;
}

/* How many columns of the block are called so. */
static uint32_t count_leaves(const divided *d, sheaf_str text) {
    uint32_t count = 0;
    for (uint32_t i = bind_find(d->plan->index, text); i != SHEAF_NONE;
         i = bind_next(d->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(d->plan->index, i);
        count += is_column_entry(d, entry) &&
                 (bind_head_at(d->plan->model->definition, entry->head)->flags & FORM_LEAF) != 0;
    }
    return count;
}

/* How often the row has the label with another one between; 0 where an earlier cell is called so. */
static uint32_t count_runs(const divided *d, const bind_row *row, uint32_t cell) {
    sheaf_str text = bind_cell_at(d->plan->sheet, cell)->plain.text;
    uint32_t runs = 0;
    int is_other = 1;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *at = bind_cell_at(d->plan->sheet, i);
        int is_same = form_same(at->plain.text, text);
        if (is_same && i < cell)
            return 0;
        runs += (uint32_t)(is_same && is_other);
        is_other = at->plain.text.len > 0 ? !is_same : is_other;
    }
    return runs;
}

/* Several labels of the form's columns stand in the row more often than the form has them: two years, or bodies, side by side. */
static int is_doubled(const divided *d, const bind_row *row) {
    enum { SEVERAL = 2 };
    uint32_t texts = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        sheaf_str text = bind_cell_at(d->plan->sheet, i)->plain.text;
        uint32_t leaves = text.len > 0 ? count_leaves(d, text) : 0;
        texts += leaves > 0 && count_runs(d, row, i) > leaves;
    }
    return row->values == 0 && texts >= SEVERAL;
}

/* How often the row prints the text of one of its cells; 0 where an earlier cell says the same. */
static uint32_t count_text(const divided *d, const bind_row *row, uint32_t cell) {
    sheaf_str text = bind_cell_at(d->plan->sheet, cell)->plain.text;
    uint32_t count = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        int is_same = form_same(bind_cell_at(d->plan->sheet, i)->plain.text, text);
        if (is_same && i < cell)
            return 0;
        count += (uint32_t)is_same;
    }
    return count;
}

/* Two texts that are none of the form's stand by turns below its labels: `2022年 | 2023年`. Each column is there for both. Aligned text
 * breaks labels into pieces, which are none of the form's either. */
static int is_division(const divided *d, const bind_row *row) {
    enum { SEVERAL = 2 };
    uint32_t texts = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(d->plan->sheet, i);
        int is_other =
            cell->plain.text.len > 0 && bind_find(d->plan->index, cell->plain.text) == SHEAF_NONE;
        texts += is_other && count_text(d, row, i) >= SEVERAL;
    }
    return row->values == 0 && texts >= SEVERAL;
}

/* A label of one column stands in the row twice: as many numbers as columns may lack another one. */
static int is_repeated(const divided *d, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        sheaf_str text = bind_cell_at(d->plan->sheet, i)->plain.text;
        uint32_t leaves = text.len > 0 ? count_leaves(d, text) : 0;
        if (leaves > 0 && count_text(d, row, i) > leaves)
            return row->values == 0;
    }
    return 0;
}

int bind_is_repeated(const bind_plan *plan, uint32_t block, const bind_row *row) {
    const divided d = {plan, block};
    return is_repeated(&d, row);
}

int bind_is_divided(const bind_plan *plan, uint32_t block, const bind_row *row) {
    const divided d = {plan, block};
    return is_division(&d, row) || is_doubled(&d, row);
}
