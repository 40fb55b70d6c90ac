/* Doubts by a program that makes heads distinct: a part of a table without header lends it the row that it begins with, and what stands
 * there twice is numbered, `2` and `2.1`. No count has a fraction. */
#include "bind/doubt/doubting.h"

#include <string.h>

/* The text, a point, and one or two digits. */
static int is_numbered(sheaf_str text, sheaf_str base) {
    enum { MOST = 3 };
    size_t rest = text.len - base.len;
    if (base.len == 0 || text.len <= base.len + 1 || rest > MOST ||
        memcmp(text.ptr, base.ptr, base.len) != 0 || text.ptr[base.len] != '.' ||
        text.ptr[base.len + 1] == '0')
        return 0;
    for (size_t i = base.len + 1; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
    return 1;
}

static int is_count(const doubting *d, uint32_t slot) {
    const form_definition *definition = d->of.plan->model->definition;
    return bind_head_at(definition, bind_column_at(d->of.columns, slot)->head)->type == FORM_COUNT;
}

void bind_open_numbered(const doubting *d) {
    uint32_t first = d->of.row->cells.first;
    for (uint32_t i = 0; i < d->places->count; i++) {
        bind_slot *slot = &d->places->slots[i];
        if (slot->state != BIND_VALUE || slot->value.scale == 0 || slot->cell == SHEAF_NONE ||
            !is_count(d, i))
            continue;
        for (uint32_t k = first; k < slot->cell && k < first + d->of.row->cells.count; k++)
            if (is_numbered(cell_at(d, slot->cell)->text, cell_at(d, k)->text))
                bind_open_slot(slot, BIND_WHY_DIGITS);
    }
}
