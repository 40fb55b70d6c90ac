/* Header cells that are near to a label of the form and not it: a slip of the pen, or another unit. */
#include "bind/column/header.h"

/* The one column whose label is near, and clearly nearer than any other's. */
static uint32_t near_column(const header *h, sheaf_str text) {
    uint32_t best = FORM_NEAR + 1, second = FORM_NEAR + FORM_MARGIN + 1, head = SHEAF_NONE;
    for (uint32_t i = 0; i < h->plan->index->entries.count; i++) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (!is_column_entry(h, entry))
            continue;
        uint32_t distance = form_distance(text, entry->plain.text, FORM_NEAR + FORM_MARGIN);
        if (distance > FORM_NEAR + FORM_MARGIN ||
            form_is_unlike(h->plan->model->definition, text, entry->plain.text) ||
            bind_tells_another_time(h->plan, text, entry->plain.text))
            continue;
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
           form_holds(own, unit.text) &&
           (!form_holds(cell->plain.text, unit.text) ||
            bind_is_in_another_unit(&definition->captions, cell->plain.text, unit.text));
}

/* The columns that a label of another time would head, but for its time: `行政复议（上年）`. */
static void doubt_below(const header *h, const bind_cell *cell) {
    const form_definition *definition = h->plan->model->definition;
    for (uint32_t e = 0; e < h->plan->index->entries.count; e++) {
        const bind_entry *entry = bind_entry_at(h->plan->index, e);
        if (!is_column_entry(h, entry) || h->found[entry->head] != 0 ||
            !form_holds(cell->plain.text, entry->plain.text) ||
            !bind_tells_another_time(h->plan, cell->plain.text, entry->plain.text))
            continue;
        for (uint32_t i = 0; i < h->out->leaves.count; i++) {
            bind_column *column = bind_column_at(h->out, i);
            uint32_t head = column->head;
            while (head != SHEAF_NONE && head != entry->head)
                head = bind_head_at(definition, head)->parent;
            column->is_doubted |= head == entry->head;
        }
    }
}

int header_has_own_columns(const header *h) {
    for (uint32_t r = h->end; r < h->plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        if (row->target != SHEAF_NONE &&
            bind_target_at(h->plan, row->target)->block == h->out->block &&
            row->values > h->out->leaves.count)
            return 1;
    }
    return 0;
}

void header_doubt_torn(const header *h, sheaf_str text) {
    if (!h->plan->sheet->is_aligned || text.len == 0 || header_has_own_columns(h))
        return;
    for (uint32_t e = 0; e < h->plan->index->entries.count; e++)
        if (is_column_entry(h, bind_entry_at(h->plan->index, e)) &&
            !bind_tells_another_time(h->plan, text, bind_entry_at(h->plan->index, e)->plain.text))
            return;
    for (uint32_t i = 0; i < h->out->leaves.count; i++)
        bind_column_at(h->out, i)->is_doubted = 1;
}

/* Another table may stand above in the same sheet. */
uint32_t header_below_values(const header *h) {
    uint32_t first = h->first;
    for (uint32_t r = h->first; r < h->end; r++)
        first = bind_row_at(h->plan->sheet, r)->values > 0 ? r + 1 : first;
    return first;
}

void header_doubt_times(const header *h) {
    uint32_t first = header_below_values(h);
    for (uint32_t i = 0; i < h->out->strangers.count; i++) {
        uint32_t at = *FORM_AT(h->out->strangers, uint32_t, i);
        const bind_cell *cell = bind_cell_at(h->plan->sheet, at);
        doubt_below(h, cell);
        if (first < h->end && at >= bind_row_at(h->plan->sheet, first)->cells.first)
            header_doubt_torn(h, cell->plain.text);
    }
}
