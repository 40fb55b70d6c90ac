/* Rows whose label was broken above them, where lines between the two pieces may be gone: the second piece is the end of other labels,
 * too, and then the numbers behind it are another row's. */
#include "bind/row/row.h"

#include <string.h>

static int ends_in(sheaf_str text, sheaf_str end) {
    return end.len <= text.len && memcmp(text.ptr + text.len - end.len, end.ptr, end.len) == 0;
}

/* A label of that row of the form ends so. */
static int has_tail(const bind_plan *plan, const bind_target *target, sheaf_str tail) {
    const form_definition *definition = plan->model->definition;
    const form_span labels = bind_head_at(definition, target->head)->labels;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++)
        if (ends_in(FORM_AT(definition->labels, const form_label, i)->plain.text, tail))
            return 1;
    return 0;
}

static int is_within(const bind_plan *plan, uint32_t head, uint32_t group) {
    return group <= head && head < bind_head_at(plan->model->definition, group)->end;
}

/* Its row stands in the sheet with values, or one of its group does, or the group that it is one of is printed as one row. */
static int is_there(const bind_plan *plan, const bind_target *target) {
    for (uint32_t i = 0; i < plan->targets.count; i++) {
        const bind_target *other = bind_target_at(plan, i);
        if (other->row != SHEAF_NONE && bind_row_at(plan->sheet, other->row)->values > 0 &&
            (is_within(plan, other->head, target->head) ||
             is_within(plan, target->head, other->head)))
            return 1;
    }
    return 0;
}

int bind_is_tail_of_other(const bind_plan *plan, uint32_t row) {
    const bind_row *own = bind_row_at(plan->sheet, row);
    for (uint32_t i = 0; own->is_joined && i < plan->targets.count; i++) {
        const bind_target *target = bind_target_at(plan, i);
        if (i != own->target && has_tail(plan, target, own->tail) && !is_there(plan, target))
            return 1;
    }
    return 0;
}
