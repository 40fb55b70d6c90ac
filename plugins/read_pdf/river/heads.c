/* SPDX-License-Identifier: GPL-2.0-or-later
 * A head that is taller than its neighbours is set in the middle of them, so its lines may stand at the heights of two rows of the
 * header. Lines of one column that follow each other as lines of text do, with no rule between, are one cell, in the row of
 * the first. */
#include "river/river.h"

/* The last piece of the header above this one that stands in its column. */
static river_piece *above_of(const river_table *table, const river_piece *piece) {
    for (river_piece *above = (river_piece *)piece; above-- > table->pieces;)
        if (above->row < piece->row && above->column <= piece->column &&
            piece->column < above->column + above->span)
            return above;
    return NULL;
}

static bool is_ruled_between(const river_scene *scene, const river_piece *above,
                             const river_piece *below) {
    float bottom = scene->words[below->first].base;
    uint32_t i =
        river_rule_below(scene->strokes, scene->stroke_count, scene->words[above->first].base);
    for (; i < scene->stroke_count && scene->strokes[i].at < bottom; i++)
        if (pdf_overlap(scene->strokes[i].from, scene->strokes[i].to, below->box[0],
                        below->box[2]) > 0)
            return true;
    return false;
}

void river_heads(const river_scene *scene, river_table *table) {
    for (uint32_t i = 0; i < river_count_heads(table); i++) {
        river_piece *piece = &table->pieces[i], *above = above_of(table, piece);
        if (!above || above->span > 1 || piece->span > 1 || is_ruled_between(scene, above, piece))
            continue;
        const river_word *word = &scene->words[piece->first];
        const river_word *last = &scene->words[above->first];
        if (word->base - last->base <= table->leading)
            piece->row = above->row;
    }
}
