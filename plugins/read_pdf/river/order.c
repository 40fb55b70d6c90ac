/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads in the order of their columns. A head may stand anywhere in the white beside its numbers: before them where they are set
 * right in a wide cell, nearer to those of the column before. But what stands in a cell is behind all that the column before
 * shows, and before all that the next one shows. Where a row has a head for each column of values, all within these bounds, and
 * parts at its widest gaps, its order tells which is whose. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define GAP 0.42f    /* ems between two heads, at least */
#define WIDER 1.3f   /* than the gaps within heads ... */
#define NARROW 0.28f /* ... then so many ems will do */

typedef struct order {
    const river_scene *scene;
    const river_table *table;
    const river_row *row;
    /* [column * (words + 1) + word]: of the gaps between heads, for words and columns from here on */
    float *sums;
    uint32_t *nexts; /* the first word of the next column then */
} order;

/* What the rows of the body show in each column. */
bool river_extents(const river_scene *scene, river_table *table) {
    table->extents = PDF_TAKE(scene->reader->page, river_gap, table->columns);
    for (uint32_t k = 0; table->extents && k < table->columns; k++)
        table->extents[k] = (river_gap){RIVER_FAR, -RIVER_FAR};
    for (uint32_t i = river_count_heads(table); table->extents && i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        river_gap *extent = &table->extents[piece->column];
        if (piece->span > 1)
            continue;
        extent->from = fminf(extent->from, piece->box[0]);
        extent->to = fmaxf(extent->to, piece->box[2]);
    }
    return table->extents != NULL;
}

static float gap_before(const order *o, uint32_t word) {
    const river_word *at = &o->scene->words[o->row->first + word];
    return at->box[0] - at[-1].box[2];
}

/* The best head of a column that begins with a word; only the first column may have none. */
static void fit(order *o, uint32_t column, uint32_t word) {
    const uint32_t wide = o->row->count + 1, last = o->table->columns - 1;
    const river_word *words = &o->scene->words[o->row->first];
    float *sum = &o->sums[column * wide + word];
    *sum = -RIVER_FAR;
    for (uint32_t to = word + (column > 0); to < wide; to++) {
        if (to > word &&
            !river_fits(o->table, words[word].box[0], words[to - 1].box[2], column, column))
            continue;
        float rest =
            column == last ? (to + 1 == wide ? 0 : -RIVER_FAR) : o->sums[(column + 1) * wide + to];
        rest += column < last && to > word && to + 1 < wide ? gap_before(o, to) : 0;
        if (rest > *sum) {
            *sum = rest;
            o->nexts[column * wide + word] = to;
        }
    }
}

/* All gaps between heads are wide, or wider than those within. */
static bool parts_wide(const order *o, const uint32_t *cuts) {
    float within = 0, between = RIVER_FAR;
    for (uint32_t word = 1, k = 1; word < o->row->count; word++) {
        while (k < o->table->columns && cuts[k] < word)
            k++;
        if (k < o->table->columns && cuts[k] == word)
            between = fminf(between, gap_before(o, word));
        else
            within = fmaxf(within, gap_before(o, word));
    }
    return between > WIDER * within && between >= (within > 0 ? NARROW : GAP) * o->table->size;
}

/* Sets cuts[k], the word of the row that begins column k, for all columns and the end; false where order does not tell. */
bool river_order(const river_scene *scene, const river_table *table, uint32_t row, uint32_t *cuts) {
    pdf_room *room = scene->reader->page;
    order o = {.scene = scene, .table = table, .row = &scene->rows[row]};
    const uint32_t wide = o.row->count + 1;
    if (!table->extents || o.row->count + 1 < table->columns || o.row->count > RIVER_COLUMNS)
        return false;
    o.sums = PDF_TAKE(room, float, (size_t)wide * table->columns);
    o.nexts = PDF_TAKE(room, uint32_t, (size_t)wide * table->columns);
    if (!o.sums || !o.nexts)
        return false;
    for (uint32_t column = table->columns; column-- > 0;)
        for (uint32_t word = 0; word < wide; word++)
            fit(&o, column, word);
    if (o.sums[0] < 0)
        return false;
    for (uint32_t column = cuts[0] = 0; column < table->columns; column++)
        cuts[column + 1] = o.nexts[column * wide + cuts[column]];
    return parts_wide(&o, cuts);
}
