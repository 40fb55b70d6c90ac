/* SPDX-License-Identifier: GPL-2.0-or-later
 * Cells whose text shows that rows or columns were not told rightly: a bracket that ends in another cell, labels that end in
 * numbers, a head over several columns of values which has none below it. Who reads the table is told. */
#include "river/river.h"

#define FEWEST 3u /* labels with numbers */

/* Of the cell that begins with piece `at`: all pieces of its record and column. */
static river_brackets brackets_of(const river_scene *scene, const river_table *table, uint32_t at) {
    const river_piece *pieces = table->pieces;
    const uint32_t *records = table->records, first = table->first;
    river_brackets found = {0};
    for (uint32_t i = at; i < table->piece_count &&
                          records[pieces[i].row - first] == records[pieces[at].row - first];
         i++)
        if (pieces[i].column == pieces[at].column)
            river_read_brackets(scene, &pieces[i], &found);
    return found;
}

static bool begins_cell(const river_table *table, uint32_t at) {
    const river_piece *pieces = table->pieces;
    const uint32_t record = table->records[pieces[at].row - table->first];
    for (uint32_t i = at; i-- > 0 && table->records[pieces[i].row - table->first] == record;)
        if (pieces[i].column == pieces[at].column)
            return false;
    return true;
}

/* Words with one of two brackets. */
static bool is_cut(const river_scene *scene, const river_table *table) {
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->number || !begins_cell(table, i))
            continue;
        const river_brackets found = brackets_of(scene, table, i);
        if (found.open > 0 || found.shut > 0)
            return true;
    }
    return false;
}

/* A column's heads with one of two brackets. */
static bool is_head_cut(const river_scene *scene, const river_table *table, uint32_t column) {
    river_brackets found = {.read = RIVER_MARK + 1}; /* heads are no lists */
    for (uint32_t i = 0; i < river_count_heads(table); i++)
        if (table->pieces[i].column == column)
            river_read_brackets(scene, &table->pieces[i], &found);
    return found.open > 0 || found.shut > 0;
}

/* Whether there is a head without any value below. */
static bool has_idle_head(const river_table *table) {
    const uint32_t heads = river_count_heads(table) ? river_count_heads(table) : table->starts[1];
    for (uint32_t k = 1; k < table->columns; k++) {
        bool headed = false, valued = false;
        for (uint32_t i = 0; i < table->piece_count; i++)
            *(i < heads ? &headed : &valued) |= river_covers(&table->pieces[i], k);
        if (headed && !valued)
            return true;
    }
    return false;
}

/* Half of the rows have a label that ends in a number with a point or comma, as values do, or in any, where a head has no values. */
static bool holds_values(const river_scene *scene, const river_table *table) {
    const uint32_t signs = !has_idle_head(table);
    uint32_t valued = 0;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        const river_word *last = &scene->words[piece->first + piece->count - 1];
        valued += piece->column == 0 && piece->count > 1 && last->digits > signs &&
                  last->letters == 0 && last->signs >= signs;
    }
    return valued >= FEWEST && valued * 2 >= table->record_count;
}

static bool holds_numbers(const river_table *table, uint32_t column) {
    uint32_t numbers = 0;
    for (uint32_t i = river_count_heads(table); i < table->piece_count; i++)
        numbers += table->pieces[i].number && river_covers(&table->pieces[i], column);
    return numbers > 1;
}

/* The lowest head over a column of values is that of several. */
static bool lacks_own(const river_table *table, uint32_t column) {
    for (uint32_t i = river_count_heads(table); i-- > 0;)
        if (river_covers(&table->pieces[i], column))
            return table->pieces[i].span > 1 && holds_numbers(table, column);
    return false;
}

bool river_doubts_rows(const river_scene *scene, const river_table *table) {
    const uint32_t label = river_label(table);
    for (uint32_t k = label + 1; k < table->columns; k++)
        if (lacks_own(table, k) || is_head_cut(scene, table, k))
            return true;
    return is_cut(scene, table) || holds_values(scene, table);
}
