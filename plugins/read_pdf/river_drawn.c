/* SPDX-License-Identifier: GPL-2.0-or-later
 * Columns of text that stand side by side are no table, though their lines share rows: they are drawn one column after the
 * other, where the rows of a table are drawn one row after the other. */
#include "river.h"

#include <math.h>

#define WIDE 9.0f /* ems: half of the lines of a column are as wide, at least */

typedef struct bank {
    uint32_t first, last; /* drawn */
    uint32_t rows, wide, values;
} bank;

static void add_words(const river_scene *scene, const pdf_drawn *drawn, uint32_t from, uint32_t end,
                      bank *of) {
    uint32_t letters = 0, digits = 0;
    for (uint32_t i = from; i < end; i++) {
        const river_word *word = &scene->words[i];
        uint32_t at = pdf_drawn_text(drawn, word->box, word->base, word->size);
        letters += word->letters;
        digits += word->digits;
        if (at == PDF_NONE)
            continue;
        of->first = at < of->first ? at : of->first;
        of->last = at > of->last ? at : of->last;
    }
    if (from == end)
        return;
    const river_word *head = &scene->words[from], *tail = &scene->words[end - 1];
    of->rows++;
    of->wide += tail->box[2] - head->box[0] >= WIDE * head->size;
    of->values += digits > letters;
}

static bool is_text(const bank *of) {
    return of->wide * 2 >= of->rows && of->values * 3 <= of->rows;
}

/* Whether all that stands left of the river was drawn before all that stands right of it. */
static bool parts_columns(const river_scene *scene, const pdf_drawn *drawn,
                          const river_table *table, const river_gap *river) {
    bank left = {.first = PDF_NONE}, right = {.first = PDF_NONE};
    uint32_t both = 0;
    for (uint32_t i = table->first; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        uint32_t at = row->first, end = row->first + row->count;
        while (at < end &&
               scene->words[at].box[0] + scene->words[at].box[2] < river->from + river->to)
            at++;
        add_words(scene, drawn, row->first, at, &left);
        add_words(scene, drawn, at, end, &right);
        both += at > row->first && at < end;
    }
    return both >= 2 && left.last < right.first && right.first != PDF_NONE && is_text(&left) &&
           is_text(&right);
}

bool river_is_of_columns(river_scene *scene, const river_table *table) {
    if (!scene->drawn_asked)
        scene->drawn_known = pdf_drawn_read(scene->reader, scene->page, &scene->drawn);
    scene->drawn_asked = true;
    for (uint32_t k = 0; scene->drawn_known && k + 1 < table->columns; k++)
        if (parts_columns(scene, &scene->drawn, table, &table->rivers[k]))
            return true;
    return false;
}
