/* Cells of a definition by key and by their two heads: two open hash tables of one size, at most half full. The key of
 * a fact in an open row has a number where the cell's key has `*`. */
#include "rule/rule.h"

#include <string.h>

static uint32_t hash_of_heads(uint32_t row, uint32_t column) {
    uint32_t hash = row * 2654435761u ^ column * 2246822519u;
    return hash ^ hash >> 15;
}

static const form_cell *cell_at(const rule_index *index, uint32_t i) {
    return FORM_AT(index->definition->cells, const form_cell, i);
}

uint32_t rule_cell_of_key(const rule_index *index, sheaf_str key) {
    for (uint32_t at = form_hash(key, 0) & index->mask; index->by_key[at] != 0;
         at = (at + 1) & index->mask)
        if (form_same(cell_at(index, index->by_key[at] - 1)->key, key))
            return index->by_key[at] - 1;
    return SHEAF_NONE;
}

uint32_t rule_cell_of_heads(const rule_index *index, uint32_t row, uint32_t column) {
    uint32_t at = hash_of_heads(row, column) & index->mask;
    for (; index->by_heads[at] != 0; at = (at + 1) & index->mask) {
        const form_cell *cell = cell_at(index, index->by_heads[at] - 1);
        if (cell->row == row && cell->column == column)
            return index->by_heads[at] - 1;
    }
    return SHEAF_NONE;
}

static void enter(uint32_t *table, uint32_t mask, uint32_t hash, uint32_t cell) {
    uint32_t at = hash & mask;
    while (table[at] != 0)
        at = (at + 1) & mask;
    table[at] = cell + 1;
}

static int make(const form_context *context, const form_definition *definition, rule_index *out) {
    uint32_t room = 16;
    while (room < UINT32_C(1) << 30 && room < definition->cells.count * 2)
        room *= 2;
    *out = (rule_index){.definition = definition, .mask = room - 1, .budget = RULE_BUDGET};
    out->by_key = form_room(context, room, sizeof *out->by_key);
    out->by_heads = form_room(context, room, sizeof *out->by_heads);
    out->identities = form_room(context, definition->tables.count + 1, sizeof *out->identities);
    if (out->by_key == NULL || out->by_heads == NULL || out->identities == NULL)
        return 0;
    for (uint32_t i = 0; i < definition->cells.count; i++) {
        const form_cell *cell = cell_at(out, i);
        enter(out->by_key, out->mask, form_hash(cell->key, 0), i);
        enter(out->by_heads, out->mask, hash_of_heads(cell->row, cell->column), i);
    }
    return 1;
}

/* A definition may have been copied since its index was made: only the tables are kept. */
int rule_index_of(const form_context *context, const form_definition *definition, rule_index *out) {
    if (definition->cell_index == NULL)
        return make(context, definition, out);
    *out = *definition->cell_index;
    out->definition = definition;
    return 1;
}

/* Reads a number that stands for a row of an open head. 0: it is none. */
static uint32_t row_number(sheaf_str text) {
    uint32_t number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || number > 99999999)
            return 0;
        number = number * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    return text.len > 0 && *text.ptr != '0' ? number : 0;
}

/* Tries each part of the key that is a number: there is one in all but odd definitions. */
uint32_t rule_cell_of_fact(const rule_index *index, sheaf_str key, uint32_t *nth) {
    enum { ROOM = 512 };
    char pattern[ROOM];
    *nth = 0;
    uint32_t cell = rule_cell_of_key(index, key);
    for (size_t from = 0, end; cell == SHEAF_NONE && from < key.len && key.len < ROOM;
         from = end + 1) {
        const char *stop = memchr(key.ptr + from, '.', key.len - from);
        end = stop != NULL ? (size_t)(stop - key.ptr) : key.len;
        uint32_t number = row_number((sheaf_str){key.ptr + from, end - from});
        if (number == 0)
            continue;
        memcpy(pattern, key.ptr, from);
        pattern[from] = '*';
        memcpy(pattern + from + 1, key.ptr + end, key.len - end);
        cell = rule_cell_of_key(index, (sheaf_str){pattern, from + 1 + key.len - end});
        *nth = cell != SHEAF_NONE ? number : 0;
    }
    return cell;
}

/* A leaf gives way to the cell of its group, where the report printed that and not the leaf. */
int rule_stands(const rule_index *index, const unsigned char *chosen, uint32_t i) {
    const form_cell *cell = cell_at(index, i);
    if (cell->group != SHEAF_NONE)
        return chosen != NULL && chosen[i];
    if (cell->within == SHEAF_NONE || chosen == NULL || chosen[i])
        return 1;
    uint32_t by_row = rule_cell_of_heads(index, cell->within, cell->column);
    uint32_t by_column = rule_cell_of_heads(index, cell->row, cell->within);
    return !(by_row != SHEAF_NONE && chosen[by_row]) &&
           !(by_column != SHEAF_NONE && chosen[by_column]);
}
