/* SPDX-License-Identifier: GPL-2.0-or-later
 * The river between names of groups and the labels of their rows. Labels of rows without a group reach over both columns, in
 * more rows than any other river has text across it; but where a name stands beside a label both end there, and characters
 * as wide as they are high leave no white within a cell. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define FEWEST 3u      /* rows that show both, or whose labels begin where those of such rows do */
#define SAME_EDGE 0.1f /* ems */
#define VALUES 3u      /* of a row that tells where labels end */
#define LEAST_WHITE 0.1f /* ems, in all of them */

typedef struct seam {
    river_gap white;
    uint32_t rows;
} seam;

enum { SEAMS = 8 };

static bool is_value(const river_word *word) {
    return word->letters == 0 && word->digits > 0;
}

/* Where the first column of values begins. */
static float labels_end(const river_scene *scene, const river_table *table) {
    float end = RIVER_FAR;
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        float first = RIVER_FAR;
        uint32_t values = 0;
        for (uint32_t w = row->first + row->count; w-- > row->first;)
            if (is_value(&scene->words[w]) && ++values)
                first = scene->words[w].box[0];
        if (values >= VALUES)
            end = fminf(end, first);
    }
    return end;
}

/* A name before a label; the letters of `合 计` are no names. */
static bool parts_names(const river_word *left, const river_word *right) {
    bool numbered = right->head >= '0' && right->head <= '9' && right->letters > 0;
    return river_ends_cell(left, right) && right->count > 1 && (left->count > 1 || numbered);
}

static uint32_t note_seam(seam *seams, uint32_t count, const river_word *left,
                          const river_word *right) {
    for (uint32_t i = 0; i < count; i++) {
        float from = fmaxf(seams[i].white.from, left->box[2]);
        float to = fminf(seams[i].white.to, right->box[0]);
        if (to - from < LEAST_WHITE * right->size)
            continue;
        seams[i] = (seam){{from, to}, seams[i].rows + 1};
        return count;
    }
    if (count < SEAMS)
        seams[count++] = (seam){{left->box[2], right->box[0]}, 1};
    return count;
}

static uint32_t find_seams(const river_scene *scene, const river_table *table, float end,
                           seam *seams) {
    uint32_t count = 0;
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        for (uint32_t w = row->first + 1; w < row->first + row->count; w++)
            if (scene->words[w].box[2] < end && parts_names(&scene->words[w - 1], &scene->words[w]))
                count = note_seam(seams, count, &scene->words[w - 1], &scene->words[w]);
    }
    return count;
}

/* Rows that show a name and a label, and those of the same names that begin with a label there. */
static uint32_t count_rows(const river_scene *scene, const river_table *table, const seam *s) {
    uint32_t count = s->rows;
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_word *first = &scene->words[scene->rows[i].first];
        count += fabsf(first->box[0] - s->white.to) <= SAME_EDGE * first->size;
    }
    return count;
}

static bool is_at_river(const river_table *table, const river_word *left, const river_word *right) {
    for (uint32_t k = 0; k + 1 < table->columns; k++)
        if (pdf_overlap(left->box[2], right->box[0], table->rivers[k].from, table->rivers[k].to) >
            0)
            return true;
    return false;
}

/* Each row leaves the seam white, or has one label alone across it, between the rivers that are known. */
static bool holds(const river_scene *scene, const river_table *table, const seam *s, float end) {
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        bool across = false, parted = false;
        for (uint32_t w = row->first; w < row->first + row->count; w++) {
            const river_word *word = &scene->words[w];
            across |= word->box[0] < s->white.from && word->box[2] > s->white.to;
            parted |= w > row->first && word->box[2] < end && river_ends_cell(word - 1, word) &&
                      !is_at_river(table, word - 1, word);
        }
        if (across && parted)
            return false;
    }
    return true;
}

static bool add_river(river_table *table, const river_gap *white) {
    uint32_t at = 0, count = table->columns - 1;
    while (at < count && table->rivers[at].to <= white->from)
        at++;
    if (count + 1 >= RIVER_COLUMNS || (at < count && table->rivers[at].from < white->to))
        return false;
    memmove(&table->rivers[at + 1], &table->rivers[at], (count - at) * sizeof *table->rivers);
    table->rivers[at] = *white;
    table->columns++;
    return true;
}

/* Names of groups may have a name themselves, so a river that was found may be what another one waited for. */
void river_groups(const river_scene *scene, river_table *table) {
    seam seams[SEAMS];
    const float end = labels_end(scene, table);
    const uint32_t count = find_seams(scene, table, end, seams);
    for (bool found = count > 0; found;) {
        found = false;
        for (uint32_t i = 0; i < count; i++)
            found =
                found || (count_rows(scene, table, &seams[i]) >= FEWEST &&
                          holds(scene, table, &seams[i], end) && add_river(table, &seams[i].white));
    }
}
