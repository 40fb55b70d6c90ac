/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of a block: lines that share half of their height stand side by side; a grid or an image is a row of its own, at
 * the height of its top. */
#include "order/order.h"

#include <math.h>

static int by_key(const void *a, const void *b) {
    const pdf_item *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return x->u0 < y->u0 ? -1 : x->u0 > y->u0;
}

static int by_row(const void *a, const void *b) {
    const pdf_item *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->u0 != y->u0)
        return x->u0 < y->u0 ? -1 : 1;
    return x->key < y->key ? -1 : x->key > y->key;
}

static bool beside(const pdf_item *first, const pdf_item *item) {
    float low = fminf(item->v1 - item->v0, first->v1 - first->v0);
    return pdf_overlap(item->v0, item->v1, first->v0, first->v1) >= 0.5f * low;
}

void pdf_sort_rows(pdf_item *items, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        items[i].key = items[i].line ? (items[i].v0 + items[i].v1) / 2 : items[i].v0;
    pdf_sort(items, count, sizeof *items, by_key);
    uint32_t row = 0;
    const pdf_item *first = NULL; /* line of the row */
    for (uint32_t i = 0; i < count; i++) {
        bool joins = items[i].line && first && beside(first, &items[i]);
        if (items[i].line && !joins)
            first = &items[i];
        if (!joins)
            row++;
        items[i].row = joins ? first->row : row;
    }
    pdf_sort(items, count, sizeof *items, by_row);
}
