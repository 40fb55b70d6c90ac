/* SPDX-License-Identifier: GPL-2.0-or-later
 * Names of sections that stand in the middle of the table, over all columns: alone in their row, below a number of the column in the
 * middle, or below none. They are no line of that number's cell. */
#include "river/river.h"

#include <math.h>

#define MIDDLE 0.75f /* ems from the table's */
#define INSET 2.0f   /* ems from its left edge */

/* What the nearest row above shows in the column; NULL: nothing. */
static const river_piece *above_of(const river_table *table, uint32_t row, uint32_t column) {
    for (uint32_t i = table->starts[row - 1]; i < table->starts[row]; i++)
        if (table->pieces[i].column <= column &&
            column < table->pieces[i].column + table->pieces[i].span)
            return &table->pieces[i];
    return NULL;
}

/* Whether row of text `row` of the table is such a name; it is the first of the body never. */
bool river_is_section(const river_scene *scene, const river_table *table, uint32_t row) {
    const uint32_t first = table->starts[row];
    if (table->columns < 3 || row + table->first <= table->body ||
        table->starts[row + 1] - first != 1 || scene->rows[table->first + row].pieces != 1)
        return false;
    const river_piece *piece = &table->pieces[first];
    const river_piece *above = above_of(table, row, piece->column);
    const float off = piece->box[0] + piece->box[2] - table->box[0] - table->box[2];
    return !piece->number && fabsf(off) / 2 <= MIDDLE * table->size &&
           piece->box[0] > table->box[0] + INSET * table->size &&
           (!above || above->number || above->span == table->columns);
}

/* They reach over all columns. */
void river_sections(const river_scene *scene, river_table *table) {
    for (uint32_t row = table->body - table->first; row < table->end - table->first; row++)
        if (river_is_section(scene, table, row)) {
            river_piece *piece = &table->pieces[table->starts[row]];
            piece->column = 0;
            piece->span = table->columns;
        }
}
