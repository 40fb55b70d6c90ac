/* SPDX-License-Identifier: GPL-2.0-or-later
 * Heads that stand a blank apart. Where columns are as narrow as their heads, nothing but the columns below tells the heads
 * from a line of text: each river meets a blank of the row, each head stands over the text of its column, and blanks
 * between heads are wider than those within. */
#include "river/river.h"

#include <math.h>

#define BOLD_BLANKS 1.1f /* blanks between heads to those within, in a row bolder than the body */
#define BLANKS 1.5f      /* where weight does not tell */
#define LEAST_BLANK 0.4f /* ems, there */
#define NARROW 0.6f      /* ems: wider ones part cells anyway */

typedef struct heads {
    const river_scene *scene;
    const river_table *table;
    const river_row *row;
    uint32_t filled; /* columns with a head */
    float between, within;
} heads;

static river_gap blank_before(const heads *h, uint32_t word) {
    const river_word *words = h->scene->words;
    bool first = word == h->row->first, behind = word == h->row->first + h->row->count;
    return (river_gap){first ? -RIVER_FAR : words[word - 1].box[2],
                       behind ? RIVER_FAR : words[word].box[0]};
}

/* The word from `from` on before which the row has most white in common with a river; PDF_NONE where a word crosses it. */
static uint32_t word_behind(const heads *h, const river_gap *river, uint32_t from) {
    uint32_t best = PDF_NONE;
    float most = 0;
    for (uint32_t i = from; i <= h->row->first + h->row->count; i++) {
        river_gap blank = blank_before(h, i);
        float common = pdf_overlap(blank.from, blank.to, river->from, river->to);
        if (common > most) {
            best = i;
            most = common;
        }
    }
    return best;
}

static bool is_over(const heads *h, uint32_t from, uint32_t to, uint32_t column) {
    const river_table *table = h->table;
    float left = column ? table->rivers[column - 1].to : table->box[0];
    float right = column + 1 < table->columns ? table->rivers[column].from : table->box[2];
    return pdf_overlap(h->scene->words[from].box[0], h->scene->words[to - 1].box[2], left, right) >
           0;
}

/* The words of one column, and the blank before them. */
static bool take_head(heads *h, uint32_t from, uint32_t to, uint32_t column) {
    if (from == to)
        return true;
    if (!is_over(h, from, to, column))
        return false;
    river_gap blank = blank_before(h, from);
    h->filled++;
    h->between = fminf(h->between, blank.to - blank.from);
    for (uint32_t i = from + 1; i < to; i++) {
        blank = blank_before(h, i);
        h->within = fmaxf(h->within, blank.to - blank.from);
    }
    return true;
}

static bool take_heads(heads *h) {
    uint32_t from = h->row->first, end = h->row->first + h->row->count;
    for (uint32_t k = 0; k < h->table->columns; k++) {
        bool last = k + 1 == h->table->columns;
        uint32_t to = last ? end : word_behind(h, &h->table->rivers[k], from);
        if (to == PDF_NONE || !take_head(h, from, to, k))
            return false;
        from = to;
    }
    return true;
}

static bool is_bolder(const heads *h) {
    const river_row *below = &h->scene->rows[h->table->end - 1];
    bool bold = false;
    for (uint32_t i = h->row->first; i < h->row->first + h->row->count && !bold; i++)
        bold = h->scene->words[i].bold;
    return bold && h->row->bold && !below->bold;
}

static bool stands_over(heads *h) {
    if (h->row->count < 2 || h->row->size > 1.25f * h->table->size || !take_heads(h) ||
        h->filled < 2 || h->filled + 1 < h->table->columns)
        return false;
    if (is_bolder(h))
        return h->between > BOLD_BLANKS * h->within;
    return h->table->columns >= 3 && h->between > BLANKS * h->within &&
           h->between >= LEAST_BLANK * h->row->size;
}

bool river_stands_over(const river_scene *scene, const river_table *table, uint32_t row) {
    heads h = {.scene = scene, .table = table, .row = &scene->rows[row], .between = RIVER_FAR};
    return stands_over(&h);
}

/* Where heads stand so near that they part columns only by what is below, rivers leave them white, too. */
void river_meet_heads(river_scene *scene, river_table *table, uint32_t row) {
    heads h = {.scene = scene, .table = table, .row = &scene->rows[row], .between = RIVER_FAR};
    uint32_t from = h.row->first;
    scene->rows[row].narrow = stands_over(&h) && h.between < NARROW * h.row->size;
    for (uint32_t k = 0; k + 1 < table->columns && h.row->narrow; k++) {
        uint32_t to = word_behind(&h, &table->rivers[k], from);
        if (to == PDF_NONE)
            continue;
        river_gap blank = blank_before(&h, to);
        table->rivers[k].from = fmaxf(table->rivers[k].from, blank.from);
        table->rivers[k].to = fminf(table->rivers[k].to, blank.to);
        from = to;
    }
}
