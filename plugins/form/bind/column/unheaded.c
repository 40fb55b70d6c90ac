/* A column of values without a head, beside heads of its group that are nowhere. Where it stands between the heads that the form has
 * on both sides of a missing one, it is that column. Elsewhere a head was lost and others moved into its place: which column of the
 * group is which is not known. */
#include "bind/column/column.h"

typedef struct unheaded {
    const bind_plan *plan;
    const bind_columns *columns;
} unheaded;

static int is_over(uint32_t place, uint32_t width, uint32_t column) {
    return place != SHEAF_NONE && place <= column && column < place + width;
}

static int is_below_cell(const unheaded *u, uint32_t cell, uint32_t column) {
    if (cell == SHEAF_NONE)
        return 0;
    const bind_cell *head = bind_cell_at(u->plan->sheet, cell);
    return is_over(head->column, head->width, column);
}

/* A head of the group, or a header cell with words of the report's own, stands above the column. Where no group is printed any head
 * counts. */
static int has_head(const unheaded *u, const bind_column *missing, uint32_t column) {
    for (uint32_t i = 0; i < u->columns->leaves.count; i++) {
        const bind_column *leaf = bind_column_at(u->columns, i);
        if (missing->group != SHEAF_NONE && leaf->group != missing->group)
            continue;
        if (is_over(leaf->place, leaf->width, column) || is_below_cell(u, leaf->again, column))
            return 1;
    }
    for (uint32_t i = 0; i < u->columns->strangers.count; i++) {
        uint32_t cell = *FORM_AT(u->columns->strangers, const uint32_t, i);
        sheaf_str text = bind_cell_at(u->plan->sheet, cell)->plain.text;
        if (bind_find(u->plan->index, text) == SHEAF_NONE && is_below_cell(u, cell, column))
            return 1;
    }
    return 0;
}

/* Several rows of the block have values there. */
static int has_values(const unheaded *u, uint32_t column) {
    enum { SEVERAL = 2, ASKED = 64 };
    const bind_sheet *sheet = u->plan->sheet;
    uint32_t found = 0;
    for (uint32_t r = 0, asked = 0; r < sheet->rows.count && asked < ASKED; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (row->target == SHEAF_NONE ||
            bind_target_at(u->plan, row->target)->block != u->columns->block)
            continue;
        asked++;
        for (uint32_t i = row->labels; i < row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(sheet, row->cells.first + i);
            found += cell->kind != BIND_BLANK && is_over(cell->column, cell->width, column);
        }
    }
    return found >= SEVERAL;
}

/* The column stands between the heads before and behind one that is missing. */
static int is_in_room(const unheaded *u, uint32_t column) {
    uint32_t from = 0;
    int is_missing = 0;
    for (uint32_t i = 0; i < u->columns->leaves.count; i++) {
        const bind_column *leaf = bind_column_at(u->columns, i);
        if (leaf->place == SHEAF_NONE) {
            is_missing = 1;
            continue;
        }
        if (is_missing && from <= column && column < leaf->place)
            return 1;
        from = leaf->place + leaf->width;
        is_missing = 0;
    }
    return is_missing && from <= column;
}

/* What is known of the group of a missing head. */
typedef struct gaps {
    uint32_t heads;   /* that are missing */
    uint32_t columns; /* of values that no head of the group says anything of */
    uint32_t strays;  /* of them, those that cannot be a missing one's */
} gaps;

static gaps count_gaps(const unheaded *u, const bind_column *missing) {
    gaps found = {0, 0, 0};
    for (uint32_t i = 0; i < u->columns->leaves.count; i++) {
        const bind_column *leaf = bind_column_at(u->columns, i);
        found.heads += leaf->place == SHEAF_NONE && leaf->group == missing->group;
    }
    for (uint32_t c = missing->from; c < missing->to; c++) {
        if (has_head(u, missing, c) || !has_values(u, c))
            continue;
        found.columns++;
        found.strays += u->columns->is_shuffled || !is_in_room(u, c);
    }
    return found;
}

/* One column that is gone leaves no column of values behind, and one without a head is the one whose head is missing. Two missing heads
 * above one column are a column that is gone and a head that is lost. */
static int is_moved(const unheaded *u, const bind_column *missing) {
    gaps found = count_gaps(u, missing);
    return found.strays > 0 || (found.columns > 0 && found.heads > found.columns);
}

void bind_doubt_unheaded(const bind_plan *plan, bind_columns *columns) {
    enum { WIDEST = 64 };
    const unheaded u = {plan, columns};
    if (!columns->is_mapped || columns->leaves.count > BIND_WIDEST || plan->sheet->columns > WIDEST)
        return;
    for (uint32_t i = 0; i < columns->leaves.count; i++) {
        const bind_column *missing = bind_column_at(columns, i);
        if (missing->place != SHEAF_NONE || missing->is_doubted || !is_moved(&u, missing))
            continue;
        for (uint32_t k = 0; k < columns->leaves.count; k++)
            bind_column_at(columns, k)->is_doubted |=
                missing->group == SHEAF_NONE || bind_column_at(columns, k)->group == missing->group;
    }
}
