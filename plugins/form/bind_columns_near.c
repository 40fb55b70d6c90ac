/* Header cells that are near to a label of the form and not it: a slip of the pen, or another unit. */
#include "bind_columns.h"

/* The one column whose label is near, and clearly nearer than any other's. */
static uint32_t near_column(const header *h, sheaf_str text) {
    uint32_t best = FORM_NEAR + 1, second = FORM_NEAR + FORM_MARGIN + 1, head = SHEAF_NONE;
    for (uint32_t i = 0; i < h->plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (!is_column_entry(h, entry))
            continue;
        uint32_t distance = form_distance(text, entry->plain.text, FORM_NEAR + FORM_MARGIN);
        uint32_t rival = entry->head == head ? SHEAF_NONE : distance;
        if (distance < best) {
            rival = entry->head == head ? SHEAF_NONE : best;
            best = distance;
            head = entry->head;
        }
        second = rival < second ? rival : second;
    }
    return head != SHEAF_NONE && second >= best + FORM_MARGIN && h->found[head] == 0 ? head
                                                                                     : SHEAF_NONE;
}

enum { MOST_NEARS = 64 };

void header_read_near(header *h) {
    uint32_t tried = 0;
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->plain.text.len == 0 ||
                bind_find(h->plan->index, cell->plain.text) != SHEAF_NONE)
                continue;
            if (tried++ == MOST_NEARS)
                return;
            uint32_t head = near_column(h, cell->plain.text);
            if (head == SHEAF_NONE)
                continue;
            h->found[head] = i + 1;
            h->how[head] = BIND_BY_NEAR;
        }
    }
}

/* A near label that lacks the unit which the form's own has: `（单位：元）` for `（单位：万元）`. */
int header_lacks_unit(const header *h, const bind_column *column, const bind_cell *cell) {
    const form_definition *definition = h->plan->model->definition;
    const form_head *head = bind_head_at(definition, column->head);
    form_plain unit = form_plain_label(h->plan->context, head->unit);
    sheaf_str own = FORM_AT(definition->labels, const form_label, head->labels.first)->plain.text;
    return h->how[column->head] == BIND_BY_NEAR && unit.text.len > 0 &&
           bind_holds_text(own, unit.text) && !bind_holds_text(cell->plain.text, unit.text);
}
