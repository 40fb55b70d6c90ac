/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where a table ends: lines of the last row's wrapped cells stand below it. */
#include "river/river.h"

#include <math.h>

#define BELOW 8u
#define TIGHT 0.95f /* of the least distance of rows */
#define CLOSER 0.7f /* points */
#define EVEN 0.5f   /* points */
#define FULL 0.3f   /* ems that a full line may leave */

/* Whether a rule follows the last row of the page. */
static bool ruled_below(const river_scene *scene, const river_table *table, uint32_t end) {
    const river_row *last = &scene->rows[end - 1];
    return river_rules_between(scene, table->box, last->base - 0.1f * last->size,
                               last->base + 1.5f * last->size) > 0;
}

bool river_crosses(const river_scene *scene, const river_table *table, const river_row *row) {
    for (uint32_t i = row->first; i < row->first + row->count; i++)
        for (uint32_t k = 0; k + 1 < table->columns; k++)
            if (scene->words[i].box[0] < table->rivers[k].from &&
                scene->words[i].box[2] > table->rivers[k].to)
                return true;
    return false;
}

/* A label that goes on below the last row: in small letters, of one size with it, within its column. */
static bool label_goes_on(const river_scene *scene, const river_table *table, uint32_t index) {
    const river_row *row = &scene->rows[index], *above = &scene->rows[index - 1];
    const river_word *first = &scene->words[row->first];
    return row->box[2] <= table->rivers[0].to && first->head >= 'a' && first->head <= 'z' &&
           first->count > 1 && !first->small &&
           fabsf(row->size - above->size) < 0.05f * row->size && row->bold == above->bold;
}

/* Where the first number of a row stands. */
static float first_number(const river_scene *scene, const river_row *row) {
    uint32_t i = row->first, end = row->first + row->count;
    while (i < end && (scene->words[i].digits == 0 || scene->words[i].letters > 0))
        i++;
    return i < end ? scene->words[i].box[0] : -RIVER_FAR;
}

/* A line of a label, nearer to a row of values than lines of text are: both are one row, set in the middle of its height. */
bool river_half_off(const river_scene *scene, const river_table *table, uint32_t label,
                    uint32_t values) {
    const river_row *row = &scene->rows[label], *of = &scene->rows[values];
    return !row->taken && fabsf(of->base - row->base) < RIVER_HALF_LINE * row->size &&
           row->box[0] >= table->box[0] - row->size && row->box[2] < first_number(scene, of);
}

/* How wide the words of a row are that stand in the column of labels. */
static float label_width(const river_scene *scene, const river_table *table, const river_row *row) {
    float from = row->box[0], to = from;
    for (uint32_t i = row->first; i < row->first + row->count; i++)
        if (scene->words[i].box[2] <= table->rivers[0].to)
            to = fmaxf(to, scene->words[i].box[2]);
    return to - from;
}

typedef struct spacing {
    float step; /* the least distance of two rows of values */
    float wide; /* the widest label */
    bool alike; /* a line of a label stands as far below its values as the one that is asked for */
} spacing;

static spacing measure(const river_scene *scene, const river_table *table, float asked) {
    spacing found = {.step = RIVER_FAR};
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        found.wide = fmaxf(found.wide, label_width(scene, table, row));
        if (i == table->body || row[-1].numbers == 0)
            continue;
        const float step = row->base - row[-1].base;
        if (row->numbers > 0)
            found.step = fminf(found.step, step);
        found.alike = found.alike || (row->numbers == 0 && fabsf(step - asked) < EVEN);
    }
    return found;
}

/* As near as lines of one label are: no row of values is, or other labels have such lines. */
static bool is_near(const spacing *found, float step) {
    return found->step < RIVER_FAR ? step < fminf(TIGHT * found->step, found->step - CLOSER)
                                   : found->alike;
}

/* Each label has a ground of its own, and that of the last one goes on below this line. */
static bool is_on_ground(const river_scene *scene, const river_table *table, uint32_t index) {
    const river_row *row = &scene->rows[index], *last = row - 1, *first = last - 1;
    const float box[4] = {table->box[0], 0, table->rivers[0].from, 0}, size = row->size;
    return last->numbers > 0 && first->numbers > 0 && index - 2 >= table->body &&
           river_edge_between(scene, box, first->base, last->base - 0.45f * size) &&
           !river_edge_between(scene, box, last->base, row->base) &&
           river_edge_between(scene, box, row->base, row->base + size);
}

/* A label that goes on below the last row, in whatever words: nearer than rows are, or on its ground, and what begins it had no
 * room above. */
static bool is_broken_label(const river_scene *scene, const river_table *table, uint32_t index) {
    const river_row *row = &scene->rows[index], *above = &scene->rows[index - 1];
    const river_word *next = &scene->words[row->first], *last = &scene->words[above->first];
    const bool ideograph = next->head >= 0x2E80 && next->head < 0xFB00;
    const float need = ideograph ? next->size : next->box[2] - next->box[0];
    const float step = row->base - above->base;
    const spacing found = measure(scene, table, step);
    return row->box[2] <= table->rivers[0].to && row->numbers == 0 &&
           fabsf(next->size - last->size) < 0.05f * next->size && next->bold == last->bold &&
           (is_near(&found, step) || is_on_ground(scene, table, index)) &&
           label_width(scene, table, above) + need + 0.2f * row->size >
               found.wide - FULL * row->size;
}

/* Lines of the last row's wrapped cells: below it within a column of values, or down to the rule that closes the table. */
void river_tail(const river_scene *scene, river_table *table) {
    uint32_t end = table->end, closed = table->end;
    for (; end < scene->row_count && end - table->end < BELOW; end++) {
        const river_row *row = &scene->rows[end], *above = &scene->rows[end - 1];
        if (row->taken || row->pieces > 1 || row->base - above->base > 1.6f * row->size ||
            river_crosses(scene, table, row) || row->box[0] < table->box[0] - row->size ||
            river_ruled_above(scene, table, end) || river_striped_above(scene, table, end))
            break;
        if (closed == end &&
            (row->box[0] >= table->rivers[0].to - row->size || label_goes_on(scene, table, end) ||
             is_broken_label(scene, table, end) || river_half_off(scene, table, end, end - 1)))
            closed = end + 1;
    }
    if (end < scene->row_count && end > table->end &&
        (river_ruled_above(scene, table, end) || river_striped_above(scene, table, end)))
        closed = end;
    if (end == scene->row_count && end > table->end && ruled_below(scene, table, end))
        closed = end;
    for (; table->end < closed; table->end++)
        pdf_box_unite(table->box, scene->rows[table->end].box);
}
