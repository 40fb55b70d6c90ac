/* SPDX-License-Identifier: GPL-2.0-or-later
 * Columns of numbers that are set right. Their cells begin where the numbers of the column before end, so a head that is set
 * left or in the middle of a wide cell stands in the white in front of its numbers, nearer to those before. What is cut
 * there by the most white would go to the wrong column; the edge of the column before tells. */
#include "river/river.h"

#include <math.h>

#define EVEN 0.35f  /* ems between right edges that are one */
#define RAGGED 0.4f /* ems between left edges that are none */
#define LEAST 2u    /* numbers of a column */

typedef struct edges {
    float left[2], right[2]; /* the least, the most */
    uint32_t numbers, others;
} edges;

static void note(edges *of, const river_piece *piece) {
    of->left[0] = of->numbers ? fminf(of->left[0], piece->box[0]) : piece->box[0];
    of->left[1] = of->numbers ? fmaxf(of->left[1], piece->box[0]) : piece->box[0];
    of->right[0] = of->numbers ? fminf(of->right[0], piece->box[2]) : piece->box[2];
    of->right[1] = of->numbers ? fmaxf(of->right[1], piece->box[2]) : piece->box[2];
    of->numbers++;
}

/* Of the numbers in the body of the table. */
static edges *edges_of(const river_scene *scene, const river_table *table) {
    edges *all = PDF_TAKE(scene->reader->page, edges, table->columns);
    for (uint32_t i = river_count_heads(table); all && i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->span > 1)
            continue;
        if (piece->number)
            note(&all[piece->column], piece);
        else
            all[piece->column].others++;
    }
    return all;
}

static bool ends_even(const river_table *table, const edges *of) {
    return of->numbers >= LEAST && of->others == 0 &&
           of->right[1] - of->right[0] <= EVEN * table->size;
}

static bool is_ragged(const river_table *table, const edges *of) {
    return of->left[1] - of->left[0] > RAGGED * table->size;
}

/* Numbers that are all as wide tell nothing by themselves: they are set as those of another column. */
void river_flush(river_scene *scene, river_table *table) {
    const edges *all = edges_of(scene, table);
    bool *flush = PDF_TAKE(scene->reader->page, bool, table->columns);
    bool proven = false;
    table->flush = NULL;
    if (!all || !flush)
        return;
    for (uint32_t k = 1; k < table->columns; k++) {
        flush[k - 1] = ends_even(table, &all[k]);
        proven = proven || (flush[k - 1] && is_ragged(table, &all[k]));
    }
    if (proven)
        table->flush = flush;
}
