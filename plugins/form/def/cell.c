/* Cells are computed: each row that can be printed times each column that can. A collapsible group is a row of its own,
 * before those that it may stand for. */
#include "def/def.h"

static const form_head *head_at(const form_definition *definition, uint32_t i) {
    return FORM_AT(definition->heads, form_head, i);
}

static int makes_cells(const form_head *head) {
    return (head->flags & (FORM_LEAF | FORM_COLLAPSIBLE)) != 0;
}

static uint32_t count_makers(const form_definition *definition, uint32_t root) {
    uint32_t count = 0;
    for (uint32_t i = root + 1; i < head_at(definition, root)->end; i++)
        count += (uint32_t)makes_cells(head_at(definition, i));
    return count;
}

/* The group that the head is the collapsed form of, and the one that may be printed in its place. */
static uint32_t own_group(const form_definition *definition, uint32_t head) {
    return (head_at(definition, head)->flags & FORM_COLLAPSIBLE) != 0 ? head : SHEAF_NONE;
}

static uint32_t group_around(const form_definition *definition, uint32_t head) {
    do
        head = head_at(definition, head)->parent;
    while (head != SHEAF_NONE && (head_at(definition, head)->flags & FORM_COLLAPSIBLE) == 0);
    return head;
}

static uint32_t either(uint32_t a, uint32_t b) {
    return a != SHEAF_NONE ? a : b;
}

/* Parts that are not empty, joined. */
static sheaf_str joined(const form_context *context, const sheaf_str *parts, uint32_t count,
                        sheaf_str joiner) {
    sheaf_str kept[5];
    uint32_t full = 0;
    for (uint32_t i = 0; i < count; i++)
        if (parts[i].len > 0)
            kept[full++] = parts[i];
    return form_join(context, kept, full, joiner);
}

static sheaf_str row_key(const form_context *context, const form_head *row) {
    if ((row->flags & FORM_OPEN) == 0)
        return row->key;
    return form_join(context, (sheaf_str[]){row->key, SHEAF_STR("*")}, 2, SHEAF_STR("."));
}

static form_cell cell_of(const form_context *context, const form_definition *definition,
                         uint32_t row, uint32_t column) {
    uint32_t block = definition->blocks.count - 1, table = definition->tables.count - 1;
    const form_head *r = head_at(definition, row), *c = head_at(definition, column);
    form_span above = FORM_AT(definition->blocks, form_block, block)->labels;
    const sheaf_str keys[] = {FORM_AT(definition->tables, form_table, table)->key,
                              row_key(context, r), row_key(context, c)};
    const sheaf_str labels[] = {above.count > 0
                                    ? FORM_AT(definition->labels, form_label, above.first)->text
                                    : SHEAF_STR(""),
                                r->path, c->path};
    const form_head *typed = (c->flags & FORM_STATES_TYPE) != 0 ? c : r;
    const form_head *united = (c->flags & FORM_STATES_UNIT) != 0 ? c : r;
    return (form_cell){.key = joined(context, keys, 3, SHEAF_STR(".")),
                       .label = joined(context, labels, 3, SHEAF_STR("/")),
                       .table = table,
                       .block = block,
                       .row = row,
                       .column = column,
                       .group = either(own_group(definition, row), own_group(definition, column)),
                       .within =
                           either(group_around(definition, row), group_around(definition, column)),
                       .type = typed->type,
                       .unit = united->unit};
}

static int make_row(form_file *file, form_definition *definition, uint32_t row, uint32_t columns) {
    for (uint32_t c = columns + 1; c < head_at(definition, columns)->end; c++) {
        if (!makes_cells(head_at(definition, c)))
            continue;
        form_cell made = cell_of(file->context, definition, row, c);
        form_cell *room = made.key.ptr ? form_push(file->context, &definition->cells) : NULL;
        if (room == NULL)
            return 0;
        *room = made;
    }
    return 1;
}

void form_make_cells(form_file *file, form_definition *definition, form_value at) {
    form_block *block = FORM_AT(definition->blocks, form_block, definition->blocks.count - 1);
    uint64_t cells =
        (uint64_t)count_makers(definition, block->rows) * count_makers(definition, block->columns);
    if (cells + definition->cells.count > FORM_MOST_CELLS) {
        form_fault(file, at, "at most 65536 cells in a definition");
        return;
    }
    block->cells.first = definition->cells.count;
    uint32_t count = definition->cells.count + (uint32_t)cells;
    if (count > definition->cells.room &&
        !form_reserve(file->context, &definition->cells, count + count / 8)) {
        file->failed = 1;
        return;
    }
    for (uint32_t r = block->rows + 1; r < head_at(definition, block->rows)->end; r++)
        if (makes_cells(head_at(definition, r)) && !make_row(file, definition, r, block->columns)) {
            file->failed = 1;
            return;
        }
    block->cells.count = definition->cells.count - block->cells.first;
}

/* --------------------------------------------------------------------------- keys that differ -- */

/* Keys of one table begin with its key, so only they can be equal. */
uint32_t form_twice(const form_context *context, const form_definition *definition,
                    form_span cells) {
    uint32_t size = 64;
    while (size < cells.count * 2)
        size *= 2;
    uint32_t *slots = form_room(context, size, sizeof *slots); /* cell + 1 */
    for (uint32_t i = cells.first; slots && i < cells.first + cells.count; i++) {
        sheaf_str key = FORM_AT(definition->cells, form_cell, i)->key;
        uint32_t at = form_hash(key, 0) & (size - 1);
        for (; slots[at] != 0; at = (at + 1) & (size - 1))
            if (form_same(FORM_AT(definition->cells, form_cell, slots[at] - 1)->key, key))
                return i;
        slots[at] = i + 1;
    }
    return SHEAF_NONE;
}
