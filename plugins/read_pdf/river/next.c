/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where the next table begins. Tables below each other, with nothing but the name of the second between them, share white where
 * their columns do: taken for one, the heads of the first would stand over the numbers of the second, or neither would be a
 * table. */
#include "river/river.h"

#define APART 1.12f /* times the pitch of the rows above */
#define NAME_LINES 3u
#define HEAD_LINES 5u

/* No piece is a number but for years. */
static bool is_named(const river_row *row) {
    return row->numbers == row->years;
}

static bool is_headish(const river_row *row) {
    return row->pieces > 1 && is_named(row);
}

/* The heads of a table from row `at` on, which its name may stand above, with numbers below them; PDF_NONE: there are none. A head
 * that is taller than the others stands at a height of its own. */
static uint32_t heads_below(const river_scene *scene, uint32_t at) {
    const river_row *rows = scene->rows;
    uint32_t head = at, end = scene->row_count;
    while (head < end && head - at < NAME_LINES && rows[head].pieces == 1)
        head++;
    uint32_t row = head;
    while (row < end && row - head < HEAD_LINES && is_named(&rows[row]))
        row++;
    return row > head && row < end && is_headish(&rows[head]) && rows[row].pieces > 1 ? head
                                                                                      : PDF_NONE;
}

/* A rule closes the rows above the name, and another one opens those below it. */
static bool is_ruled_off(const river_scene *scene, uint32_t name, uint32_t head) {
    const river_row *rows = scene->rows;
    const float closed = rows[name].base - rows[name].size;
    const float opened = rows[head].base - 0.45f * rows[head].size;
    return name < head &&
           river_rules_between(scene, rows[head].box, rows[name - 1].base, closed) > 0 &&
           river_rules_between(scene, rows[head].box, rows[name].base, opened) > 0;
}

/* Below row `last`, which has numbers, and farther down than rows are: the name of a table, or its heads, and then numbers. A
 * section of the same table has no heads of its own. */
bool river_begins_anew(const river_scene *scene, float pitch, uint32_t last, uint32_t at) {
    const river_row *rows = scene->rows, *name = &rows[at];
    if (rows[last].numbers == 0 || is_headish(&rows[last]) ||
        (name->pieces > 1 && name->numbers > name->years))
        return false;
    const uint32_t head = heads_below(scene, at);
    return head != PDF_NONE &&
           (name->base - rows[at - 1].base > APART * pitch || is_ruled_off(scene, at, head));
}
