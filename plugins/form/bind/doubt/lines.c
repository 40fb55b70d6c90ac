/* Doubts by lines that no reader took into the table: its heads may stand as a line of their own above it. */
#include "bind/doubt/doubting.h"

/* Where a label of the column stands in the line. */
static uint32_t place_in(const doubting *d, uint32_t leaf, sheaf_str line, uint32_t from) {
    const form_definition *definition = d->of.plan->model->definition;
    form_span labels = bind_head_at(definition, bind_column_at(d->of.columns, leaf)->head)->labels;
    uint32_t at = SHEAF_NONE;
    for (uint32_t i = labels.first; i < labels.first + labels.count && at == SHEAF_NONE; i++)
        at = form_find(line, FORM_AT(definition->labels, const form_label, i)->plain.text, from);
    return at;
}

/* How many labels of columns the line holds; *is_other 1: one stands before one that the form has to its left. */
static uint32_t count_heads(const doubting *d, sheaf_str text, int *is_other) {
    sheaf_str line = form_plain_label(d->of.plan->context, text).text;
    uint32_t count = 0, last = 0;
    *is_other = 0;
    for (uint32_t i = 0; i < d->of.columns->leaves.count; i++) {
        uint32_t at = place_in(d, i, line, last);
        if (at == SHEAF_NONE && place_in(d, i, line, 0) == SHEAF_NONE)
            continue;
        *is_other |= at == SHEAF_NONE;
        last = at == SHEAF_NONE ? last : at;
        count++;
    }
    return count;
}

static int has_read_heads(const doubting *d) {
    for (uint32_t i = 0; i < d->of.columns->leaves.count; i++)
        if (bind_column_at(d->of.columns, i)->cell != SHEAF_NONE)
            return 1;
    return 0;
}

int bind_is_below_other_order(const doubting *d) {
    enum { LINES = 4 };
    const sheaf_array *nodes = &d->of.plan->context->document->nodes;
    uint32_t n = d->of.plan->sheet->node;
    if (!d->of.plan->sheet->is_aligned || has_read_heads(d))
        return 0;
    for (uint32_t i = 0; i < LINES && n-- > 0; i++) {
        const sheaf_node *line = SHEAF_AT(*nodes, sheaf_node, n);
        int is_other;
        if ((line->kind != SHEAF_PARAGRAPH && line->kind != SHEAF_HEADING) ||
            form_holds(line->text, SHEAF_STR("。")))
            return 0;
        if (count_heads(d, line->text, &is_other) > 1)
            return is_other;
    }
    return 0;
}
