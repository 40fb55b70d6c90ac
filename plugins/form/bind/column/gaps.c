/* A column among those of the header has no head: one of the report's own may stand there, and where its values moved into the form's
 * columns there are as many numbers as the form has. */
#include "bind/column/header.h"

enum { MOST_COLUMNS = 64 };

static int is_leaf(const header *h, const bind_cell *cell) {
    return leaf_entry(h, cell->plain.text) != NULL;
}

void header_find_gap(const header *h) {
    uint64_t filled = 0, heads = 0;
    for (uint32_t r = h->first; r < h->end && !h->plan->sheet->is_aligned; r++) {
        form_span cells = bind_row_at(h->plan->sheet, r)->cells;
        if (bind_row_at(h->plan->sheet, r)->values > 0)
            continue;
        for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
            const bind_cell *cell = bind_cell_at(h->plan->sheet, i);
            if (cell->kind == BIND_BLANK || cell->column >= MOST_COLUMNS)
                continue;
            filled |= UINT64_C(1) << cell->column;
            heads |= (uint64_t)is_leaf(h, cell) << cell->column;
        }
    }
    for (uint32_t c = 0; c < MOST_COLUMNS; c++)
        h->out->has_gap |=
            (filled >> c & 1) == 0 && (heads & ((UINT64_C(1) << c) - 1)) != 0 && heads >> c != 0;
}
