/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads of groups, told by the heads below them. Cells of one row of a header have their middles at one height, also where they
 * have more lines than others; taller cells beside them have theirs elsewhere. So the columns of a group are those beside
 * each other whose next head below stands at one height, and the group's own head is in the middle of them. */
#include "river/river.h"

#include <math.h>

#define LEVEL 0.3f   /* ems between middles of one row */
#define CENTRED 0.8f /* ems */
#define LEADING 1.6f /* ems between lines of one cell, at most */
#define LEAST 1.0f   /* and at least */
#define MORE 0.06f   /* ems: further apart than the nearest lines */
#define FLUSH 0.3f   /* points */
#define PIXEL 0.8f   /* points: browsers set lines on whole pixels */
#define APART 1.5f   /* ems from a head to those of its group; lines of one head are nearer */

static float middle_of(const river_piece *piece) {
    return (piece->box[0] + piece->box[2]) / 2;
}

/* The middles of the lowest heads of the columns from `low` on, which stand in the middle of their columns though numbers may
 * not; NULL where one is missing. */
float *river_middles(const river_scene *scene, const river_table *table, uint32_t low) {
    float *middles = PDF_TAKE(scene->reader->page, float, table->columns);
    uint32_t found = 0;
    for (uint32_t i = river_count_heads(table); middles && i-- > 0;) {
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

/* Lines that go on in their cell begin at one edge, or have one middle. */
static bool is_flush(const river_piece *above, const river_piece *below) {
    return fabsf(above->box[0] - below->box[0]) <= FLUSH ||
           fabsf(middle_of(above) - middle_of(below)) <= FLUSH;
}

/* Two cells of one column, neither a number, in type of one size: how far apart their lines are, if the lower may go on; 0. */
static float step_between(const river_scene *scene, const river_piece *above,
                          const river_piece *below) {
    const river_word *word = &scene->words[below->first], *from = &scene->words[above->first];
    float step = word->base - from->base;
    float taller = below->box[3] - below->box[1] - above->box[3] + above->box[1];
    bool like = fabsf(taller) < FLUSH && fabsf(word->size - from->size) < FLUSH && !above->number &&
                !below->number;
    return like && is_flush(above, below) && step >= LEAST * word->size ? step : 0;
}

/* The nearest lines from piece `from` to `end`; RIVER_FAR where none may be of one cell. In heads they stand so in three columns,
 * as a group may stand as near to the one below its middle. */
static float nearest_lines(const river_scene *scene, const river_table *table,
                           const river_piece **last, uint32_t from, uint32_t end) {
    enum { FEWEST = 3 };
    const bool heads = end == river_count_heads(table);
    float nearest = RIVER_FAR, most = 0;
    uint32_t count = 0;
    for (uint32_t i = from; i < end; i++) {
        const river_piece *piece = &table->pieces[i], *above = last[piece->column];
        float step = above && above->span == piece->span ? step_between(scene, above, piece) : 0;
        last[piece->column] = piece;
        if (step == 0 || step > LEADING * table->size)
            continue;
        nearest = fminf(nearest, step);
        most = fmaxf(most, step);
        count++;
    }
    return heads && (count < FEWEST || most - nearest > PIXEL) ? RIVER_FAR : nearest;
}

/* How far apart the lines of one cell may be: as the nearest of the heads, else of all that may go on in the next one. */
void river_leading(const river_scene *scene, river_table *table) {
    const river_piece **last = PDF_TAKE(scene->reader->page, const river_piece *, table->columns);
    float heads = RIVER_FAR, all = RIVER_FAR, more = fmaxf(MORE * table->size, PIXEL);
    if (last) {
        heads = nearest_lines(scene, table, last, 0, river_count_heads(table));
        all = nearest_lines(scene, table, last, river_count_heads(table), table->piece_count);
    }
    table->leading = fminf(LEADING * table->size, (heads < RIVER_FAR ? heads : all) + more);
}

/* The height of the middle of the next head below a row of the header; RIVER_FAR where there is none. */
static float level_below(const river_scene *scene, const river_table *table, uint32_t row,
                         uint32_t column) {
    const river_piece *last = NULL;
    float top = 0;
    for (uint32_t i = table->starts[row + 1]; i < river_count_heads(table); i++) {
        const river_piece *piece = &table->pieces[i];
        if (!covers(piece, column))
            continue;
        float base = scene->words[piece->first].base;
        if (last && (last->span > 1 || piece->span > 1 ||
                     base - scene->words[last->first].base > table->leading))
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
    uint32_t i = table->starts[piece->row - table->first + 1], end = river_count_heads(table);
    while (i < end && (table->pieces[i].column > r.to || !ends_behind(&table->pieces[i], r.from)))
        i++;
    const river_piece *below = &table->pieces[i];
    if (i == end || (below->column <= r.from && ends_behind(below, r.to)))
        return false;
    return scene->words[below->first].base - scene->words[piece->first].base >=
           fminf(APART * table->size, table->leading);
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

/* The last line of a head, as lines of one cell stand below each other. */
static const river_piece *last_line(const river_scene *scene, const river_table *table,
                                    const river_piece *head) {
    const river_piece *last = head;
    for (uint32_t i = table->starts[head->row - table->first + 1]; i < river_count_heads(table);
         i++) {
        const river_piece *piece = &table->pieces[i];
        bool own = piece->column == head->column && piece->span == 1;
        float step = own ? step_between(scene, last, piece) : 0;
        if (step > 0 && step <= table->leading)
            last = piece;
    }
    return last;
}

/* What stands below the head in its own column is as high as what stands below in another: both are heads of one row. */
static bool heads_one_row(const river_scene *scene, const river_table *table,
                          const river_piece *head, uint32_t from, uint32_t to) {
    const uint32_t row = head->row - table->first;
    const float own = level_below(scene, table, row, head->column);
    for (uint32_t k = from; k <= to && own < RIVER_FAR; k++)
        if (k != head->column &&
            fabsf(level_below(scene, table, row, k) - own) <= LEVEL * table->size)
            return true;
    return false;
}

/* Whether what else stands below a head in columns from..to is below all of its lines: a head beside lower lines of another is
 * not below that. */
bool river_clears(const river_scene *scene, const river_table *table, const river_piece *head,
                  uint32_t from, uint32_t to) {
    if (heads_one_row(scene, table, head, from, to))
        return true;
    const float base = scene->words[last_line(scene, table, head)->first].base;
    for (uint32_t i = table->starts[head->row - table->first + 1]; i < river_count_heads(table);
         i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->column <= to && ends_behind(piece, from) && piece->column != head->column &&
            scene->words[piece->first].base < base - FLUSH)
            return false;
    }
    return true;
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
    for (uint32_t i = river_count_heads(table), row = PDF_NONE; i-- > 0;) {
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
