/* Header cells that are none of the form's: words of the report's own, a label that stands twice, one that stands below a group
 * that is not its own. */
#include "bind/column/header.h"

/* The label of a column that stands elsewhere, too. */
static int is_twice(const header *h, uint32_t i) {
    uint32_t leaf = first_leaf(h, bind_cell_at(h->plan->sheet, i)->plain.text);
    if (leaf == SHEAF_NONE || h->found[leaf] == 0)
        return 0;
    return is_beside(h, h->found[leaf] - 1, i);
}

static int is_found_whole(const header *h) {
    for (uint32_t i = 0; i < h->out->leaves.count; i++)
        if (h->found[bind_column_at(h->out, i)->head] == 0)
            return 0;
    return 1;
}

/* The label of one column alone, which is nowhere: this cell does not stand below its group. */
static int is_astray(const header *h, uint32_t i) {
    uint32_t leaf = SHEAF_NONE, entries = 0;
    for (uint32_t e = bind_find(h->plan->index, bind_cell_at(h->plan->sheet, i)->plain.text);
         e != SHEAF_NONE; e = bind_next(h->plan->index, e)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, e);
        entries += is_column_entry(h, entry) && entry->head != leaf;
        leaf = is_column_entry(h, entry) ? entry->head : leaf;
    }
    return h->plan->sheet->is_certain && entries == 1 && h->found[leaf] == 0;
}

/* The words are a label of the table, in whatever version. */
static int is_of_table(const header *h, sheaf_str text) {
    const sheaf_str key = bind_table_of(h->plan->model)->key;
    for (uint32_t i = bind_find(h->plan->index, text); i != SHEAF_NONE;
         i = bind_next(h->plan->index, i)) {
        const bind_entry *entry = bind_entry_at(h->plan->index, i);
        if (form_same(bind_table_of(bind_model_at(h->plan->index, entry->model))->key, key))
            return 1;
    }
    return 0;
}

/* Words that no label of the table is, and that are near to none: another column, or a garbled label. */
static int is_stranger(const header *h, uint32_t i) {
    const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
    if (cell->plain.text.len == 0)
        return 0;
    for (uint32_t k = 0; k < h->out->leaves.count; k++)
        if (h->found[bind_column_at(h->out, k)->head] == i + 1)
            return 0;
    return !is_of_table(h, cell->plain.text) || is_astray(h, i) ||
           ((!h->plan->sheet->is_certain || !is_found_whole(h)) && is_twice(h, i));
}

int header_list_strangers(const header *h) {
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            uint32_t *room = row->values == 0 && is_stranger(h, i)
                                 ? form_push(h->plan->context, &h->out->strangers)
                                 : NULL;
            if (room != NULL)
                *room = i;
            else if (row->values == 0 && is_stranger(h, i))
                return 0;
        }
    }
    return 1;
}
