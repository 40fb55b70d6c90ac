/* Rows of values whose label nobody can read, where there are as many of them between two known rows as rows of the form, and rows that
 * end in a blank, so that nobody can tell where it belongs. They are no facts, but sums over rows may be tried with them: one that
 * holds so tells as much of the other rows as any. One that fails tells nothing. */
#include "bind/judge/judge.h"

/* What stands between two known rows, both not counted: source rows, and rows of the form. */
typedef struct between {
    const bind_plan *plan;
    uint32_t row, end;
    uint32_t target, target_end;
} between;

static int is_unread(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    return row->target == SHEAF_NONE && row->values > 0;
}

/* No part of the table has the row. */
static int is_free(const bind_case *at, const bind_plan *plan, uint32_t t) {
    uint32_t head = bind_target_at(plan, t)->head;
    for (uint32_t i = 0; i < at->plans->count; i++) {
        const bind_plan *part = FORM_AT(*at->plans, const bind_plan, i);
        uint32_t target = part->model == plan->model ? part->target_of[head] : SHEAF_NONE;
        if (target == SHEAF_NONE || bind_target_at(part, target)->row != SHEAF_NONE)
            return 0;
    }
    return (bind_head_at(plan->model->definition, head)->flags & FORM_LEAF) != 0;
}

static uint32_t next_unread(const between *gap, uint32_t r) {
    while (r < gap->end && !is_unread(gap->plan, r))
        r++;
    return r;
}

static uint32_t next_free(const bind_case *at, const between *gap, uint32_t t) {
    while (t < gap->target_end && !is_free(at, gap->plan, t))
        t++;
    return t;
}

static uint32_t cell_of(const bind_case *at, uint32_t row, uint32_t column) {
    const form_definition *definition = at->book->model->definition;
    form_span cells = bind_table_of(at->book->model)->cells;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (bind_cell_of(definition, i)->row == row &&
            bind_cell_of(definition, i)->column == column)
            return i;
    return SHEAF_NONE;
}

/* The numbers of a row that stand side by side, with nothing but blanks around them. */
static form_span numbers_of(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    uint32_t first = row->cells.first + row->labels, end = row->cells.first + row->cells.count;
    while (first < end && bind_cell_at(plan->sheet, first)->kind == BIND_BLANK)
        first++;
    while (end > first && bind_cell_at(plan->sheet, end - 1)->kind == BIND_BLANK)
        end--;
    for (uint32_t i = first; i < end; i++)
        if (bind_cell_at(plan->sheet, i)->kind != BIND_NUMBER)
            return (form_span){first, 0};
    return (form_span){first, end - first};
}

/* As many numbers as columns but for `lacking` at the end, in their order; whether they fit shows in the sums. */
static void suppose_row(const bind_case *at, const bind_plan *plan, uint32_t r, uint32_t t,
                        uint32_t lacking, bind_supposed *values) {
    const form_definition *definition = at->book->model->definition;
    const bind_target *target = bind_target_at(plan, t);
    uint32_t root = FORM_AT(definition->blocks, const form_block, target->block)->columns;
    uint32_t end = bind_head_at(definition, root)->end;
    uint32_t width = bind_width_of(definition, target->block);
    form_span numbers = numbers_of(plan, r);
    if (numbers.count == 0 || numbers.count + lacking != width)
        return;
    for (uint32_t h = root + 1, next = numbers.first; h < end; h++) {
        if ((bind_head_at(definition, h)->flags & FORM_LEAF) == 0)
            continue;
        if (next == numbers.first + numbers.count)
            return;
        uint32_t cell = cell_of(at, target->head, h);
        sheaf_decimal value = bind_cell_at(plan->sheet, next++)->number.value;
        if (cell != SHEAF_NONE)
            values[cell] =
                (bind_supposed){.value = value, .is_there = 1, .is_unplaced = lacking > 0};
    }
}

static void suppose_between(const bind_case *at, const between *gap, bind_supposed *values) {
    uint32_t r = next_unread(gap, gap->row), t = next_free(at, gap, gap->target);
    for (; r < gap->end && t < gap->target_end; r = next_unread(gap, r + 1))
        t = next_free(at, gap, t + 1);
    if (r != gap->end || t != gap->target_end)
        return;
    r = next_unread(gap, gap->row);
    t = next_free(at, gap, gap->target);
    for (; r < gap->end; r = next_unread(gap, r + 1)) {
        suppose_row(at, gap->plan, r, t, 0, values);
        t = next_free(at, gap, t + 1);
    }
}

/* None of the row's values could be placed. */
static int is_unplaced(const bind_case *at, uint32_t head) {
    form_span cells = bind_table_of(at->book->model)->cells;
    uint32_t count = 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        if (bind_cell_of(at->book->model->definition, i)->row != head)
            continue;
        if (at->book->facts[i].status != SHEAF_AMBIGUOUS)
            return 0;
        count++;
    }
    return count > 1;
}

static void suppose_part(const bind_case *at, const bind_plan *plan, bind_supposed *values) {
    between gap = {.plan = plan, .row = SHEAF_NONE};
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if (row->target == SHEAF_NONE || (row->how & BIND_BY_MOVE) != 0)
            continue;
        if (is_unplaced(at, bind_target_at(plan, row->target)->head))
            suppose_row(at, plan, r, row->target, 1, values);
        gap.end = r;
        gap.target_end = row->target;
        if (gap.row != SHEAF_NONE && gap.row < gap.end && gap.target < gap.target_end)
            suppose_between(at, &gap, values);
        gap.row = r + 1;
        gap.target = row->target + 1;
    }
}

bind_supposed *bind_suppose(const bind_case *at) {
    bind_supposed *values = form_room(
        at->book->context, at->book->model->definition->cells.count + (size_t)1, sizeof *values);
    for (uint32_t i = 0; values != NULL && i < at->plans->count; i++)
        suppose_part(at, FORM_AT(*at->plans, const bind_plan, i), values);
    return values;
}
