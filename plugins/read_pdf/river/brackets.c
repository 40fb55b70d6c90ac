/* SPDX-License-Identifier: GPL-2.0-or-later
 * Brackets show what belongs together: a cell holds both of a pair, but where its lines were given to two. */
#include "river/river.h"

static int side_of(uint32_t code) {
    return code == '(' || code == 0xFF08 ? 1 : code == ')' || code == 0xFF09 ? -1 : 0;
}

/* Reads on in a cell. A mark of a list (`a)`) closes nothing. */
void river_read_brackets(const river_scene *scene, const river_piece *piece,
                         river_brackets *brackets) {
    for (uint32_t w = piece->first; w < piece->first + piece->count; w++)
        for (uint32_t i = 0; i < scene->words[w].count; i++) {
            const uint32_t pick = scene->picks[scene->words[w].first + i];
            const int side = side_of(scene->page->chars[pick].code);
            if (side > 0)
                brackets->open++;
            else if (side < 0 && brackets->open > 0)
                brackets->open--;
            else if (side < 0 && brackets->read > RIVER_MARK)
                brackets->shut++;
            brackets->read++;
        }
}

/* Whether the text goes on in the line below: a bracket ends there that begins here, or the line begins with one, as a
 * unit does. */
bool river_goes_on(const river_scene *scene, const river_piece *above, const river_piece *below) {
    river_brackets upper = {0}, lower = {0};
    river_read_brackets(scene, above, &upper);
    river_read_brackets(scene, below, &lower);
    return upper.open > 0 || lower.shut > 0 || side_of(scene->words[below->first].head) != 0;
}
