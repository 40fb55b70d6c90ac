/* The order of columns whose labels lie in pieces: aligned text breaks each of them over lines of its own width. The pieces that
 * stand above each other are one label; where they are not in the form's order, the columns are not. */
#include "bind_columns.h"

enum { MOST_PIECES = 8 };

/* The cell and those right below it, as one label. 0: latched. */
static int join_down(const header *h, uint32_t r, const bind_cell *top, sheaf_str *out) {
    sheaf_str texts[MOST_PIECES] = {top->text};
    uint32_t count = 1;
    for (uint32_t below = r + 1; below < h->end; below++) {
        const bind_row *row = bind_row_at(h->plan->sheet, below);
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->kind != BIND_BLANK && count < MOST_PIECES && bind_shares_column(top, cell))
                texts[count++] = cell->text;
        }
    }
    sheaf_str text = form_join(h->plan->context, texts, count, SHEAF_STR("\n"));
    *out = text.ptr != NULL ? form_plain_label(h->plan->context, text).text : text;
    return out->ptr != NULL;
}

static uint32_t leaf_called(const header *h, sheaf_str text) {
    uint32_t head = text.len > 0 ? first_leaf(h, text) : SHEAF_NONE;
    for (uint32_t i = 0; i < h->out->leaves.count && head != SHEAF_NONE; i++)
        if (bind_column_at(h->out, i)->head == head)
            return i;
    return SHEAF_NONE;
}

/* The first row of the header that has several cells, its stub among them. */
static uint32_t top_row(const header *h) {
    for (uint32_t r = h->first; r < h->end; r++) {
        const bind_row *row = bind_row_at(h->plan->sheet, r);
        uint32_t full = 0;
        for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++)
            full += bind_cell_at(h->plan->sheet, i)->kind != BIND_BLANK;
        if (full > 1)
            return r;
    }
    return h->end;
}

int header_read_pieces(header *h) {
    uint32_t r = top_row(h), last = 0;
    if (!h->plan->sheet->is_aligned || r + 1 >= h->end)
        return 1;
    const bind_row *row = bind_row_at(h->plan->sheet, r);
    for (uint32_t i = row->cells.first; i < row->cells.first + row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
        sheaf_str text;
        if (cell->kind == BIND_BLANK)
            continue;
        if (!join_down(h, r, cell, &text))
            return 0;
        uint32_t leaf = leaf_called(h, text);
        if (leaf == SHEAF_NONE)
            continue;
        h->out->is_shuffled |= leaf < last;
        last = leaf;
    }
    return 1;
}
