/* SPDX-License-Identifier: GPL-2.0-or-later
 * Columns of text that stand side by side are no table, though their lines share rows: they are drawn one column after the
 * other, where the rows of a table are drawn one row after the other. */
#include "river/river.h"

#include <math.h>

#define WIDE 9.0f /* ems: half of the lines of a column are as wide, at least */

typedef struct bank {
    uint32_t first, last; /* drawn */
    uint32_t rows, wide, values;
} bank;

static void add_words(const river_scene *scene, uint32_t from, uint32_t end, bank *of) {
    uint32_t letters = 0, digits = 0;
    for (uint32_t i = from; i < end; i++) {
        letters += scene->words[i].letters;
        digits += scene->words[i].digits;
    }
    if (from == end)
        return;
    const river_word *head = &scene->words[from], *tail = &scene->words[end - 1];
    of->rows++;
    of->wide += tail->box[2] - head->box[0] >= WIDE * head->size;
    of->values += digits > letters;
}

static void ask_words(const river_scene *scene, const pdf_drawn *drawn, uint32_t from, uint32_t end,
                      bank *of) {
    for (uint32_t i = from; i < end; i++) {
        const river_word *word = &scene->words[i];
        const uint32_t at = pdf_drawn_text(drawn, word->box, word->base, word->size);
        if (at == PDF_NONE)
            continue;
        of->first = at < of->first ? at : of->first;
        of->last = at > of->last ? at : of->last;
    }
}

static bool is_text(const bank *of) {
    return of->wide * 2 >= of->rows && of->values * 3 <= of->rows;
}

/* The first word of the row that stands right of the river. */
static uint32_t find_right(const river_scene *scene, const river_row *row, const river_gap *river) {
    uint32_t at = row->first, end = row->first + row->count;
    while (at < end && scene->words[at].box[0] + scene->words[at].box[2] < river->from + river->to)
        at++;
    return at;
}

/* Whether there is text at both sides, which few tables have: so they are asked first. */
static bool is_between_text(const river_scene *scene, const river_table *table,
                            const river_gap *river) {
    bank left = {0}, right = {0};
    uint32_t both = 0;
    for (uint32_t i = table->first; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        const uint32_t at = find_right(scene, row, river), end = row->first + row->count;
        add_words(scene, row->first, at, &left);
        add_words(scene, at, end, &right);
        both += at > row->first && at < end;
    }
    return both >= 2 && is_text(&left) && is_text(&right);
}

/* Whether all that stands left of the river was drawn before all that stands right of it. */
static bool parts_columns(const river_scene *scene, const pdf_drawn *drawn,
                          const river_table *table, const river_gap *river) {
    bank left = {.first = PDF_NONE}, right = {.first = PDF_NONE};
    for (uint32_t i = table->first; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        const uint32_t at = find_right(scene, row, river);
        ask_words(scene, drawn, row->first, at, &left);
        ask_words(scene, drawn, at, row->first + row->count, &right);
    }
    return left.last < right.first && right.first != PDF_NONE;
}

bool river_is_of_columns(const river_scene *scene, const river_table *table) {
    for (uint32_t k = 0; k + 1 < table->columns; k++) {
        const river_gap *river = &table->rivers[k];
        const pdf_drawn *drawn =
            is_between_text(scene, table, river) ? pdf_drawn_of(scene->reader, scene->page) : NULL;
        if (drawn && parts_columns(scene, drawn, table, river))
            return true;
    }
    return false;
}
