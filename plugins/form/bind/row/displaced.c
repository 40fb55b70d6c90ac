/* Rows of aligned text whose labels and values came apart: where a wide label beside them is centred, pdftotext prints the label of
 * one row a line above its numbers, and the numbers beside the next row's label. It shows at both ends: a line with a row's label and no
 * number, and near it a line with numbers and no row's label. What stands between the two may be a line off. */
#include "bind/row/row.h"

enum { NEARBY = 6 }; /* lines from the one to the other */

/* What the cell is called exactly as, in the table. */
enum { NAMES_ROW = 1, NAMES_COLUMN = 2, HAS_NUMBER_OF_ROW = 4 };

static unsigned names_of(const bind_plan *plan, const bind_cell *cell) {
    unsigned names = 0;
    if (cell->kind != BIND_WORDS)
        return 0;
    for (uint32_t e = bind_find(plan->index, cell->plain.text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        if (entry->model != plan->model_index)
            continue;
        if (entry->axis == BIND_ROW && plan->target_of[entry->head] != SHEAF_NONE)
            names |=
                NAMES_ROW | (entry->plain.number == cell->plain.number ? HAS_NUMBER_OF_ROW : 0);
        else if (entry->axis == BIND_COLUMN)
            names |= NAMES_COLUMN;
    }
    return names;
}

static int has_name(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
        if ((names_of(plan, bind_cell_at(plan->sheet, i)) & NAMES_ROW) != 0)
            return 1;
    return 0;
}

/* `其他` and `总计` are called as a row and as a column, which has no number; the first line of `（六）其他处理` is called as a row, and has the
 * number of another. */
static int is_row_label(const bind_plan *plan, const bind_cell *cell) {
    unsigned names = names_of(plan, cell);
    if (cell->plain.number == 0)
        return (names & (NAMES_ROW | NAMES_COLUMN)) == NAMES_ROW;
    return (names & HAS_NUMBER_OF_ROW) != 0;
}

/* `（二）部分公开` may be all of a label or its first line: values near it are that row's already, by all lines of its label. */
static int is_put_together(const bind_plan *plan, uint32_t r, const bind_cell *cell) {
    enum { LINES = 3 };
    for (uint32_t e = bind_find(plan->index, cell->plain.text); e != SHEAF_NONE;
         e = bind_next(plan->index, e)) {
        const bind_entry *entry = bind_entry_at(plan->index, e);
        uint32_t target = entry->model == plan->model_index && entry->axis == BIND_ROW
                              ? plan->target_of[entry->head]
                              : SHEAF_NONE;
        uint32_t row = target != SHEAF_NONE ? bind_target_at(plan, target)->row : SHEAF_NONE;
        if (row != SHEAF_NONE && row != r &&
            (bind_row_at(plan->sheet, row)->how & BIND_BY_LINES) != 0 && row + LINES >= r &&
            r + LINES >= row)
            return 1;
    }
    return 0;
}

static int is_label_alone(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    for (uint32_t i = 0; row->values == 0 && i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, row->cells.first + i);
        if (is_row_label(plan, cell) && !is_put_together(plan, r, cell))
            return 1;
    }
    return 0;
}

/* The most values that a known row near it has. */
static uint32_t values_nearby(const bind_plan *plan, uint32_t row) {
    uint32_t most = 0, first = row > NEARBY ? row - NEARBY : 0;
    for (uint32_t r = first; r <= row + NEARBY && r < plan->sheet->rows.count; r++) {
        const bind_row *other = bind_row_at(plan->sheet, r);
        if (other->target != SHEAF_NONE && other->values > most)
            most = other->values;
    }
    return most;
}

/* Fewer numbers than half a row has are digits of wrapped ones. */
static int are_values_alone(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    int is_unnamed = row->target == SHEAF_NONE || (row->how & (BIND_BY_COUNT | BIND_BY_LINE)) != 0;
    return row->values > 0 && is_unnamed && !has_name(plan, row) &&
           row->values * 2 > values_nearby(plan, r);
}

typedef int is_end(const bind_plan *plan, uint32_t row);

/* How far above (step -1) or below the row, itself counted, the next such line stands; SHEAF_NONE. */
static uint32_t distance(const bind_plan *plan, uint32_t row, uint32_t step, is_end *is) {
    for (uint32_t n = 0, r = row; n <= NEARBY && r < plan->sheet->rows.count; n++, r += step)
        if (is(plan, r))
            return n;
    return SHEAF_NONE;
}

static int is_between(const bind_plan *plan, uint32_t row, is_end *above, is_end *below) {
    uint32_t up = distance(plan, row, UINT32_MAX, above), down = distance(plan, row, 1, below);
    return up != SHEAF_NONE && down != SHEAF_NONE && up + down <= NEARBY;
}

int bind_is_displaced(const bind_plan *plan, uint32_t row) {
    return plan->sheet->is_aligned && (is_between(plan, row, is_label_alone, are_values_alone) ||
                                       is_between(plan, row, are_values_alone, is_label_alone));
}

static int is_loose(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    return row->values > 0 && row->target == SHEAF_NONE && !has_name(plan, row);
}

int bind_is_beside_empty(const bind_plan *plan, uint32_t row) {
    if (!plan->sheet->is_aligned || (distance(plan, row, 1, is_loose) == SHEAF_NONE &&
                                     distance(plan, row, UINT32_MAX, is_loose) == SHEAF_NONE))
        return 0;
    return (row > 0 && is_label_alone(plan, row - 1)) ||
           (row + 1 < plan->sheet->rows.count && is_label_alone(plan, row + 1));
}
