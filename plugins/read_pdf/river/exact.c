/* SPDX-License-Identifier: GPL-2.0-or-later
 * Small tables of words that no rule and no number shows. What is set in cells begins at the same point of its column in
 * each row, to the point; columns of text do so too, but fill their lines, and forms have labels that end in colons. So
 * only three columns or more of cells of a word or two, with nothing beside them, are certain. */
#include "river/river.h"

#include <math.h>

#define SAME_EDGE 1.0f /* points */
#define LEAST_COLUMNS 3u
#define LEAST_ROWS 3u
#define MOST_ROWS 20u
#define CELL_WORDS 2.5f /* mean */
#define CELL_ENS 14.0f  /* mean; an ideograph is two */
#define CELL_GAP 0.8f   /* ems between a cell and the next one */

typedef struct column_edge {
    float least, most;
    uint32_t cells;
} column_edge;

static uint32_t ens_of(const river_word *word) {
    bool wide = word->head >= 0x2E80 && word->head < 0xFB00;
    return wide ? 2 * word->count : word->count;
}

/* `label:`, a mark of a list, dots that lead to something. */
static bool speaks_against(const river_word *word) {
    return word->leader || word->fixed || word->tail == ':' || word->tail == 0xFF1A ||
           word->tail == '.' || word->tail == ';' || word->tail == 0x3002 ||
           (word->letters == 0 && word->digits == 0);
}

static bool is_plain(const river_scene *scene, const river_piece *piece, float *ens) {
    for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
        *ens += (float)ens_of(&scene->words[i]);
        if (speaks_against(&scene->words[i]))
            return false;
    }
    return piece->span == 1;
}

static void note_edge(column_edge *edge, float x) {
    edge->least = edge->cells ? fminf(edge->least, x) : x;
    edge->most = edge->cells ? fmaxf(edge->most, x) : x;
    edge->cells++;
}

/* The left edges, and where a column as wide as the others would end; NULL where cells begin elsewhere, or no memory. */
static float *edges_of(const river_scene *scene, const column_edge *found, uint32_t columns) {
    float *edges = PDF_TAKE(scene->reader->page, float, columns + 1u);
    for (uint32_t k = 0; edges && k < columns; k++) {
        if (found[k].cells < 2 || found[k].most - found[k].least > SAME_EDGE)
            return NULL;
        edges[k] = found[k].least;
    }
    if (edges)
        edges[columns] =
            edges[columns - 1] + (edges[columns - 1] - edges[0]) / (float)(columns - 1);
    return edges;
}

/* White beside each cell as wide as the padding of two. */
static bool stand_apart(const river_table *table) {
    for (uint32_t i = 1; i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->row == piece[-1].row &&
            piece->box[0] - piece[-1].box[2] < CELL_GAP * table->size)
            return false;
    }
    return true;
}

/* No running text of the page stands beside its rows. */
static bool is_alone(const river_scene *scene, const river_table *table) {
    for (uint32_t i = 0; i < scene->line_count; i++)
        if (scene->prose[i] && pdf_overlap(scene->lines[i].box[1], scene->lines[i].box[3],
                                           table->box[1], table->box[3]) > 0.3f * table->size)
            return false;
    return true;
}

static bool is_small(const river_scene *scene, const river_table *table) {
    uint32_t rows = 0;
    for (uint32_t i = table->first; i < table->end; i++)
        rows += scene->rows[i].pieces > 1;
    return table->columns >= LEAST_COLUMNS && table->columns <= RIVER_COLUMNS &&
           rows >= LEAST_ROWS && table->end - table->first <= MOST_ROWS;
}

/* Whether all cells of all rows, the header's too, begin at one edge a column, and nothing else is there: sets the edges. */
bool river_exact(river_scene *scene, river_table *table) {
    uint32_t words = 0;
    float ens = 0, cells = (float)table->piece_count;
    column_edge found[RIVER_COLUMNS] = {{0, 0, 0}};
    table->edges = NULL;
    if (!is_small(scene, table))
        return false;
    for (uint32_t i = 0; i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (!is_plain(scene, piece, &ens))
            return false;
        note_edge(&found[piece->column], piece->box[0]);
        words += piece->count;
    }
    if ((float)words <= CELL_WORDS * cells && ens <= CELL_ENS * cells && stand_apart(table) &&
        is_alone(scene, table))
        table->edges = edges_of(scene, found, table->columns);
    return table->edges;
}
