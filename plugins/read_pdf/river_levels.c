/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads of groups, told by the heads below them. Cells of one row of a header have their middles at one height, also where they
 * have more lines than others; taller cells beside them have theirs elsewhere. So the columns of a group are those beside
 * each other whose next head below stands at one height, and the group's own head is in the middle of them. */
#include "river.h"

#include <math.h>

#define LEVEL 0.3f   /* ems between middles of one row */
#define CENTRED 0.8f /* ems */
#define LEADING 1.6f /* ems */
#define APART 1.5f   /* ems from a head to those of its group; lines of one head are nearer */

static uint32_t heads_of(const river_table *table) {
    return table->starts[table->body - table->first];
}

static float middle_of(const river_piece *piece) {
    return (piece->box[0] + piece->box[2]) / 2;
}

/* The middles of the lowest heads of the columns from `low` on, which stand in the middle of their columns though numbers may
 * not; NULL where one is missing. */
float *river_middles(const river_scene *scene, const river_table *table, uint32_t low) {
    float *middles = PDF_TAKE(scene->reader->page, float, table->columns);
    uint32_t found = 0;
    for (uint32_t i = heads_of(table); middles && i-- > 0;) {
        const river_piece *piece = &table->pieces[i];
        if (piece->span > 1 || piece->column < low || middles[piece->column] != 0)
            continue;
        middles[piece->column] = middle_of(piece);
        found++;
    }
    return found + low == table->columns ? middles : NULL;
}

static bool ends_behind(const river_piece *piece, uint32_t column) {
    return column < piece->column + piece->span;
}

static bool covers(const river_piece *piece, uint32_t column) {
    return piece->column <= column && ends_behind(piece, column);
}

/* The height of the middle of the next head below a row of the header; RIVER_FAR where there is none. */
static float level_below(const river_scene *scene, const river_table *table, uint32_t row,
                         uint32_t column) {
    const river_piece *last = NULL;
    float top = 0;
    for (uint32_t i = table->starts[row + 1]; i < heads_of(table); i++) {
        const river_piece *piece = &table->pieces[i];
        if (!covers(piece, column))
            continue;
        float base = scene->words[piece->first].base;
        if (last && (last->span > 1 || piece->span > 1 ||
                     base - scene->words[last->first].base > LEADING * table->size))
            break;
        top = last ? top : piece->box[1];
        last = piece;
    }
    return last ? (top + last->box[3]) / 2 : RIVER_FAR;
}

/* The heights of the next heads below a row, by column. */
static void find_levels(const river_scene *scene, const river_table *table, uint32_t row,
                        float *levels) {
    for (uint32_t k = 0; k < table->columns; k++)
        levels[k] = level_below(scene, table, row, k);
}

typedef struct reach {
    uint32_t from, to;
} reach;

/* The columns are those of several cells below, not of one, nor of lines that go on below the piece. */
static bool stands_off(const river_scene *scene, const river_table *table, const river_piece *piece,
                       reach r) {
    uint32_t i = table->starts[piece->row - table->first + 1], end = heads_of(table);
    while (i < end && (table->pieces[i].column > r.to || !ends_behind(&table->pieces[i], r.from)))
        i++;
    const river_piece *below = &table->pieces[i];
    if (i == end || (below->column <= r.from && ends_behind(below, r.to)))
        return false;
    return scene->words[below->first].base - scene->words[piece->first].base >= APART * table->size;
}

/* The columns around a piece whose next heads stand as high as its own. */
static reach level_with(const river_table *table, const river_piece *piece, const float *levels,
                        uint32_t low) {
    float own = levels[piece->column], most = LEVEL * table->size;
    reach r = {piece->column, piece->column};
    if (own >= RIVER_FAR)
        return r;
    while (r.from > low && fabsf(levels[r.from - 1] - own) <= most)
        r.from--;
    while (r.to + 1 < table->columns && fabsf(levels[r.to + 1] - own) <= most)
        r.to++;
    return r;
}

/* No other piece of its row stands in the columns, and it is in the middle of them. */
static bool heads_all(const river_scene *scene, const river_table *table, const river_piece *piece,
                      const float *middles, reach r) {
    uint32_t row = piece->row - table->first;
    for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++)
        if (&table->pieces[i] != piece &&
            table->pieces[i].column + table->pieces[i].span > r.from &&
            table->pieces[i].column <= r.to)
            return false;
    return r.to > r.from && piece->column >= r.from && piece->column + piece->span <= r.to + 1 &&
           fabsf((middles[r.from] + middles[r.to]) / 2 - middle_of(piece)) <=
               CENTRED * table->size &&
           stands_off(scene, table, piece, r);
}

static void take(river_piece *piece, reach r) {
    piece->column = r.from;
    piece->span = r.to - r.from + 1;
}

/* From the lowest heads up, so that the head above all groups is told by theirs. Columns that end where the table does prove
 * nothing: all heads may stand at one height below the first line of one of them. */
bool river_levels(const river_scene *scene, river_table *table, uint32_t low,
                  const float *middles) {
    const reach all = {low, table->columns - 1};
    float levels[RIVER_COLUMNS] = {0};
    bool grouped = false;
    for (uint32_t i = heads_of(table), row = PDF_NONE; i-- > 0;) {
        river_piece *piece = &table->pieces[i];
        if (piece->column < low)
            continue;
        if (piece->row != row)
            find_levels(scene, table, piece->row - table->first, levels);
        row = piece->row;
        reach r = level_with(table, piece, levels, low);
        if ((r.from > all.from || r.to < all.to) && heads_all(scene, table, piece, middles, r)) {
            take(piece, r);
            grouped = true;
        } else if (grouped && heads_all(scene, table, piece, middles, all)) {
            take(piece, all);
        }
    }
    return grouped;
}
