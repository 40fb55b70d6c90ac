/* Labels that moved by a row: in a group of rows the first label is gone and the last row has none, or the other way round, and no row
 * of the form is missing where that row stands. The labels between may all stand beside the numbers of the row above or below. */
#include "bind/row/row.h"

static uint32_t parent_of(const bind_plan *plan, uint32_t target) {
    return bind_head_at(plan->model->definition, bind_target_at(plan, target)->head)->parent;
}

static int is_leaf(const bind_plan *plan, uint32_t target) {
    uint32_t head = bind_target_at(plan, target)->head;
    return (bind_head_at(plan->model->definition, head)->flags & FORM_LEAF) != 0;
}

/* Values without a row of the form, and no words but labels of groups. */
static int is_bare(const bind_row *row) {
    return row->target == SHEAF_NONE && row->values > 1 && row->is_known;
}

/* A bare row stands right behind the rows of the group, from `at` on by `step`. */
static int ends_bare(const bind_plan *plan, uint32_t at, uint32_t step) {
    const bind_sheet *sheet = plan->sheet;
    uint32_t group = parent_of(plan, bind_row_at(sheet, at)->target), r = at + step;
    while (r < sheet->rows.count && bind_row_at(sheet, r)->target != SHEAF_NONE &&
           parent_of(plan, bind_row_at(sheet, r)->target) == group)
        r += step;
    return r < sheet->rows.count && is_bare(bind_row_at(sheet, r));
}

/* How many rows of the group are missing, from a target on by `step`. */
static uint32_t count_missing(const bind_plan *plan, uint32_t target, uint32_t step) {
    uint32_t group = parent_of(plan, target), missing = 0;
    for (uint32_t t = target + step; t < plan->targets.count && parent_of(plan, t) == group;
         t += step)
        missing += bind_target_at(plan, t)->row == SHEAF_NONE && is_leaf(plan, t);
    return missing;
}

int bind_is_label_shifted(const bind_plan *plan, uint32_t at) {
    uint32_t target = bind_row_at(plan->sheet, at)->target;
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t step = side == 0 ? 1 : UINT32_MAX, back = side == 0 ? UINT32_MAX : 1;
        if (count_missing(plan, target, back) == 1 && count_missing(plan, target, step) == 0 &&
            ends_bare(plan, at, step))
            return 1;
    }
    return 0;
}
