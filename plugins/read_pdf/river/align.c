/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows that leave hardly any white in common with the rows above, since numbers fill their columns, and still are of one table: their
 * numbers end, begin or have their middles where those above do. */
#include "river/river.h"

#include <math.h>

#define NEAR 0.12f /* ems between edges that are one */
#define FEWEST 3u  /* numbers */

enum { LEFT, RIGHT, MIDDLE, WAYS };

static bool is_number(const river_word *word) {
    return word->digits > 0 && word->letters == 0;
}

static float place_of(const river_word *word, int way) {
    return way == LEFT    ? word->box[0]
           : way == RIGHT ? word->box[2]
                          : (word->box[0] + word->box[2]) / 2;
}

static bool meets(const river_scene *scene, const river_row *above, const river_word *word,
                  int way) {
    for (uint32_t i = above->first; i < above->first + above->count; i++)
        if (is_number(&scene->words[i]) &&
            fabsf(place_of(&scene->words[i], way) - place_of(word, way)) <= NEAR * word->size)
            return true;
    return false;
}

/* Of row `at`, two of three numbers at least stand below one of row `last` each, all in one way. */
bool river_aligns(const river_scene *scene, uint32_t last, uint32_t at) {
    const river_row *above = &scene->rows[last], *row = &scene->rows[at];
    if (fabsf(above->size - row->size) > NEAR * row->size)
        return false;
    for (int way = LEFT; way < WAYS; way++) {
        uint32_t all = 0, met = 0;
        for (uint32_t i = row->first; i < row->first + row->count; i++) {
            all += is_number(&scene->words[i]);
            met += is_number(&scene->words[i]) && meets(scene, above, &scene->words[i], way);
        }
        if (met >= FEWEST && met * 3 >= all * 2)
            return true;
    }
    return false;
}
