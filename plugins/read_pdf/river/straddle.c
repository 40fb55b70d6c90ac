/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers that were broken over two lines of a narrow cell, in rows whose cells are set in the middle of their height: one half
 * stands less than a line above the row that shows the rest of its cells, the other as far below it. So near no other row
 * stands; taken for rows, the upper half would be a part of the head or of the row above, and the lower one the value. */
#include "river/river.h"

#include <math.h>

#define MIDDLE 0.25f /* ems that the row may stand off the middle of both */

static float base_of(const river_scene *scene, const river_piece *piece) {
    return scene->words[piece->first].base;
}

static uint32_t first_of(const river_table *table, uint32_t row) {
    return table->starts[row - table->first];
}

static uint32_t end_of(const river_table *table, uint32_t row) {
    return table->starts[row - table->first + 1];
}

static const river_piece *piece_at(const river_table *table, uint32_t row, uint32_t column) {
    for (uint32_t i = first_of(table, row); i < end_of(table, row); i++)
        if (table->pieces[i].column <= column &&
            column < table->pieces[i].column + table->pieces[i].span)
            return &table->pieces[i];
    return NULL;
}

static bool is_digit(uint32_t code) {
    return code >= '0' && code <= '9';
}

static bool breaks_number(const river_scene *scene, const river_piece *above,
                          const river_piece *below) {
    const river_word *last = &scene->words[above->first + above->count - 1];
    return above->span == 1 && last->digits > 0 && last->letters == 0 &&
           (is_digit(last->tail) || last->tail == '.' || last->tail == ',') &&
           is_digit(scene->words[below->first].head);
}

/* The row stands between the halves, which are nearer to it than lines of text are. */
static bool is_between(const river_scene *scene, const river_piece *above, uint32_t row,
                       const river_piece *below) {
    const river_row *of = &scene->rows[row];
    const float up = of->base - base_of(scene, above), down = base_of(scene, below) - of->base;
    return up > 0 && down > 0 && up < RIVER_HALF_LINE * of->size &&
           down < RIVER_HALF_LINE * of->size && fabsf(up - down) < 2 * MIDDLE * of->size;
}

/* Whether both rows beside it are nothing but halves of numbers, each half with the other. */
static bool straddles(const river_scene *scene, const river_table *table, uint32_t row) {
    const uint32_t count = end_of(table, row - 1) - first_of(table, row - 1);
    if (scene->rows[row].pieces < 2 || !count ||
        end_of(table, row + 1) - first_of(table, row + 1) != count)
        return false;
    for (uint32_t i = first_of(table, row - 1); i < end_of(table, row - 1); i++) {
        const river_piece *above = &table->pieces[i];
        const river_piece *below = piece_at(table, row + 1, above->column);
        if (!below || piece_at(table, row, above->column) || !breaks_number(scene, above, below) ||
            !is_between(scene, above, row, below))
            return false;
    }
    return true;
}

/* Marks the rows of halves, and takes those above the first row of the body out of the head. False: no memory. */
bool river_straddle(const river_scene *scene, river_table *table) {
    table->halves = PDF_TAKE(scene->reader->page, bool, table->end - table->first + 1u);
    for (uint32_t row = table->first + 1; table->halves && row + 1 < table->end; row++) {
        if (row < table->body || !straddles(scene, table, row))
            continue;
        table->halves[row - 1 - table->first] = table->halves[row + 1 - table->first] = true;
        if (row == table->body)
            table->body--;
    }
    return table->halves != NULL;
}
