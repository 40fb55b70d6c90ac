/* Columns that were put between those of the form and say nothing. A row that has a cell too many before it puts a number there: such rows
 * are told by their length, and the others by their sums. */
#include "bind/way/placing.h"

/* The numbers of a row, as many as columns, add up with its blanks left out. */
static int adds_up(const placing *p, const bind_row *row) {
    const bind_sheet *sheet = p->of.plan->sheet;
    bind_slot slots[BIND_WIDEST];
    uint32_t full = 0;
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        if (bind_cell_at(sheet, i)->kind == BIND_BLANK)
            continue;
        if (full == p->out->count)
            return 0;
        slots[full++] = bind_slot_of(sheet, i);
    }
    return full == p->out->count && bind_is_full(slots, full) &&
           bind_holds(p->of.identities, slots, 1);
}

static int is_of_block(const placing *p, const bind_row *row) {
    return row->target != SHEAF_NONE &&
           bind_target_at(p->of.plan, row->target)->block == p->of.columns->block;
}

static int says_something(const bind_sheet *sheet, const bind_row *row, uint32_t column) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(sheet, i);
        if (cell->kind != BIND_BLANK && cell->column <= column &&
            column < cell->column + cell->width)
            return 1;
    }
    return 0;
}

/* Rows of the block with more to say than the form has columns, and no others, have something in the column; it is blank in several
 * that add up without it. */
static int is_blank_in_whole_rows(const placing *p, uint32_t column) {
    enum { SEVERAL = 4 };
    const bind_sheet *sheet = p->of.plan->sheet;
    uint32_t whole = 0;
    for (uint32_t r = 0; r < sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (!says_something(sheet, row, column))
            whole += is_of_block(p, row) && adds_up(p, row);
        else if (!is_of_block(p, row) || bind_count_full(sheet, row) <= p->out->count)
            return 0;
    }
    return whole > SEVERAL;
}

/* More cells than columns from the first that says something to the last. */
static int is_stretched(const placing *p, const bind_row *row) {
    uint32_t first = row->cells.first + row->labels, behind = row->cells.first + row->cells.count;
    while (first < behind && cell_at(p, first)->kind == BIND_BLANK)
        first++;
    while (first < behind && cell_at(p, behind - 1)->kind == BIND_BLANK)
        behind--;
    return behind - first > p->out->count;
}

int bind_is_beside_stretched(const placing *p) {
    enum { SEVERAL = 4, NEARBY = 64 };
    const bind_sheet *sheet = p->of.plan->sheet;
    uint32_t stretched = 0, others = 0, first = p->of.at > NEARBY ? p->of.at - NEARBY : 0;
    if (sheet->is_aligned || !p->of.identities->covers || p->out->count > BIND_WIDEST)
        return 0;
    for (uint32_t r = first; r < sheet->rows.count && r < p->of.at + NEARBY; r++) {
        const bind_row *row = bind_row_at(sheet, r);
        if (!is_of_block(p, row) || !adds_up(p, row))
            continue;
        stretched += (uint32_t)is_stretched(p, row);
        others += (uint32_t)!is_stretched(p, row);
    }
    return stretched >= SEVERAL && stretched > others;
}

int bind_is_idle_column(const placing *p, uint32_t column) {
    if (!p->of.plan->sheet->used[column])
        return 1;
    return !p->of.plan->sheet->is_aligned && p->of.identities->covers &&
           p->out->count <= BIND_WIDEST && is_blank_in_whole_rows(p, column);
}

int bind_may_leave_out(const placing *p, uint32_t column) {
    return !p->of.plan->sheet->used[column] ||
           (bind_is_idle_column(p, column) && adds_up(p, p->of.row));
}
