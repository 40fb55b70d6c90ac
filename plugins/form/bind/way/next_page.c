/* A row that the end of a page cut: what it lacks stands at the head of the next page. */
#include "bind/way/way.h"

#include <string.h>

/* The page of a row's first cell that says something; 0: it has none. */
static uint32_t page_of(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const sheaf_node *node = SHEAF_AT(plan->context->document->nodes, sheaf_node,
                                          bind_cell_at(plan->sheet, i)->node);
        if (bind_cell_at(plan->sheet, i)->kind == BIND_BLANK || node->origins == 0)
            continue;
        const sheaf_origin *place =
            SHEAF_AT(plan->context->document->origins, sheaf_origin, node->origin);
        return place->kind == SHEAF_AT_PAGE ? place->unit : 0;
    }
    return 0;
}

/* The words in front of its values, if they are in one cell; *cells says in how many. */
static sheaf_str words_of(const bind_plan *plan, const bind_row *row, uint32_t *cells) {
    sheaf_str words = SHEAF_STR("");
    *cells = 0;
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        sheaf_str text = bind_cell_at(plan->sheet, i)->plain.text;
        if (text.len == 0)
            continue;
        words = text;
        ++*cells;
    }
    return words;
}

/* The two make up a label of the row of the form. */
static int is_label_of(const bind_plan *plan, uint32_t target, sheaf_str begin, sheaf_str rest) {
    const form_definition *definition = plan->model->definition;
    form_span labels = bind_head_at(definition, bind_target_at(plan, target)->head)->labels;
    for (uint32_t i = labels.first; i < labels.first + labels.count; i++) {
        sheaf_str text = FORM_AT(definition->labels, const form_label, i)->plain.text;
        if (begin.len > 0 && text.len == begin.len + rest.len &&
            memcmp(text.ptr, begin.ptr, begin.len) == 0 &&
            memcmp(text.ptr + begin.len, rest.ptr, rest.len) == 0)
            return 1;
    }
    return 0;
}

/* Numbers, and nothing else behind its label. */
static int has_numbers_alone(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        uint32_t kind = bind_cell_at(plan->sheet, i)->kind;
        if (kind != BIND_BLANK && kind != BIND_NUMBER)
            return 0;
    }
    return row->values > 0;
}

int bind_goes_on_in_row(const bind_plan *plan, uint32_t at) {
    const bind_sheet *sheet = plan->sheet;
    if (at + 1 >= sheet->rows.count)
        return 0;
    const bind_row *row = bind_row_at(sheet, at), *next = bind_row_at(sheet, at + 1);
    if (next->target != SHEAF_NONE || row->label == SHEAF_NONE || !has_numbers_alone(plan, next))
        return 0;
    uint32_t cells;
    sheaf_str rest = words_of(plan, next, &cells);
    if (cells == 0)
        return page_of(plan, row) + 1 == page_of(plan, next);
    return cells == 1 &&
           is_label_of(plan, row->target, bind_cell_at(sheet, row->label)->plain.text, rest);
}

int bind_ends_part(const bind_plan *plan, uint32_t at) {
    return !plan->is_alone && at + 1 == plan->sheet->rows.count &&
           page_of(plan, bind_row_at(plan->sheet, at)) != 0;
}
