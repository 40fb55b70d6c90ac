/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows told by how far lines of labels are apart: those of one label have the leading of text, those of two rows more. It proves
 * rows where it sorts all lines of the body: the lesser distances are one, each row has one line of values at most, and this is the
 * first of the label's lines in all rows that have several, or the last, or the middle one. A label goes on where the next
 * word had no room, so the name of a section near above its first row is no line of that. */
#include "river/river.h"

#include <math.h>

#define LEADING 1.7f /* ems: lines of one label are no further apart */
#define EVEN 0.08f   /* ems between the leadings of labels */
#define APART 0.12f  /* ems between them and the distances of rows */
#define FULL 0.3f    /* ems that a full line may leave */

typedef struct line {
    uint32_t row; /* of the scene */
    float base;
    float wide, next; /* what it takes, and its first word alone */
    bool valued;
    bool goes_on; /* it begins small or with a bracket */
} line;

typedef struct leads {
    const river_scene *scene;
    const river_table *table;
    uint32_t label;
    line *lines;
    uint32_t count;
    float lead; /* no lines of one label are further apart */
    float widest;
} leads;

static bool is_label(const leads *l, const river_piece *piece) {
    return !piece->number && piece->column <= l->label && l->label < piece->column + piece->span;
}

/* The only line of a label in the row, beside values or alone; false: the row is something else. */
static bool read_row(leads *l, uint32_t row) {
    const uint32_t *starts = &l->table->starts[row - l->table->first];
    const river_piece *label = NULL;
    bool valued = false, other = false;
    for (uint32_t i = starts[0]; i < starts[1]; i++) {
        const river_piece *piece = &l->table->pieces[i];
        const bool is_value = piece->number && piece->column > l->label;
        label = is_label(l, piece) ? piece : label;
        valued = valued || is_value;
        other = other || (!is_value && !is_label(l, piece));
    }
    if (!label || (other && !valued))
        return false;
    const river_word *word = &l->scene->words[label->first];
    const bool ideograph = word->head >= 0x2E80 && word->head < 0xFB00;
    l->lines[l->count++] =
        (line){.row = row,
               .base = word->base,
               .wide = label->box[2] - label->box[0],
               .next = ideograph ? word->size : word->box[2] - word->box[0],
               .valued = valued,
               .goes_on = (word->head >= 'a' && word->head <= 'z') || word->head == '('};
    return true;
}

static bool read_lines(leads *l) {
    const river_table *table = l->table;
    l->lines = PDF_TAKE(l->scene->reader->page, line, table->end - table->body + 1u);
    for (uint32_t row = table->body; l->lines && row < table->end; row++)
        if (!read_row(l, row))
            return false;
    for (uint32_t i = 0; l->lines && i < l->count; i++)
        l->widest = fmaxf(l->widest, l->lines[i].wide);
    return l->lines && l->count > 2;
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

/* Where the distances leave the widest gap, what is below it being one distance. */
static bool find_lead(leads *l) {
    float *steps = l->scene->room, size = l->table->size;
    const uint32_t count = l->count - 1;
    for (uint32_t i = 0; i < count; i++)
        steps[i] = l->lines[i + 1].base - l->lines[i].base;
    pdf_sort(steps, count, sizeof *steps, ascending);
    for (uint32_t i = 1; i < count && steps[i - 1] - steps[0] <= EVEN * size; i++)
        if (steps[i] - steps[i - 1] >= APART * size) {
            l->lead = (steps[i - 1] + steps[i]) / 2;
            return steps[i - 1] <= LEADING * size;
        }
    return false;
}

/* Whether lines `at` - 1 and `at` are of one row. */
static bool goes_on(const leads *l, uint32_t at) {
    return l->lines[at].base - l->lines[at - 1].base < l->lead;
}

/* Nothing parts the lines, and the upper one had no room for what begins the lower one, or that goes on with it. */
static bool was_broken(const leads *l, uint32_t at) {
    const line *above = &l->lines[at - 1], *below = &l->lines[at];
    const float size = l->table->size;
    return (below->goes_on || above->wide + below->next + 0.2f * size > l->widest - FULL * size) &&
           !river_ruled_above(l->scene, l->table, below->row) &&
           !river_striped_above(l->scene, l->table, below->row);
}

enum { TOP = 1, FOOT = 2, MIDST = 4 };

/* Where the line of values stands among lines from .. end - 1 of a row; 0: it is the only one, or there is none; -1: the lines
 * are no row. */
static int place_of(const leads *l, uint32_t from, uint32_t end) {
    uint32_t valued = PDF_NONE;
    for (uint32_t i = from; i < end; i++) {
        if ((i > from && !was_broken(l, i)) || (l->lines[i].valued && valued != PDF_NONE))
            return -1;
        valued = l->lines[i].valued ? i : valued;
    }
    if (end - from == 1 || valued == PDF_NONE)
        return 0;
    return valued == from                      ? TOP
           : valued + 1 == end                 ? FOOT
           : valued - from == end - 1 - valued ? MIDST
                                               : -1;
}

static uint32_t end_of(const leads *l, uint32_t from) {
    uint32_t end = from + 1;
    while (end < l->count && goes_on(l, end))
        end++;
    return end;
}

/* In all rows alike. */
static bool is_proved(const leads *l) {
    int places = 0;
    for (uint32_t from = 0, end; from < l->count; from = end) {
        end = end_of(l, from);
        const int place = place_of(l, from, end);
        if (place < 0)
            return false;
        places |= place;
    }
    return places == TOP || places == FOOT || places == MIDST;
}

/* As river_centred does: the records of the body's rows and their number; 0 where nothing is proved. */
uint32_t river_leads(const river_scene *scene, const river_table *table, uint32_t *records) {
    leads l = {.scene = scene, .table = table, .label = river_label(table)};
    uint32_t count = 0;
    if (!read_lines(&l) || !find_lead(&l) || !is_proved(&l))
        return 0;
    for (uint32_t i = 0; i < l.count; i++) {
        count += i == 0 || !goes_on(&l, i);
        records[l.lines[i].row - table->body] = count - 1;
    }
    return count;
}
