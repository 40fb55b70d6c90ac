/* SPDX-License-Identifier: GPL-2.0-or-later
 * Groups of one number that stand wider apart than blanks of most fonts are: some have half an em of them, as wide as their digits.
 * Two columns may stand as near. What was drawn tells: a blank between the digits, all shown by one operator, is text. */
#include "river/river.h"

#include <math.h>

#define WIDEST 0.65f /* ems: no blank of a font is wider but those of ideographs */

static bool is_digits(const river_word *word) {
    return word->digits > 0 && word->letters == 0;
}

/* Digits and signs, then three digits, no further apart than a blank. */
static bool may_group(const river_word *left, const river_word *right) {
    const float gap = right->box[0] - left->box[2];
    return is_digits(left) && is_digits(right) && right->digits == 3 && right->signs == 0 &&
           gap > 0 && gap <= WIDEST * right->size;
}

static uint32_t glyph_of(const river_scene *scene, const pdf_drawn *drawn, const river_word *word,
                         uint32_t pick) {
    const pdf_char *one = &scene->page->chars[scene->picks[pick]];
    return pdf_drawn_text(drawn, one->box, word->base, word->size);
}

/* Whether one glyph, which is no character, was shown between them by the operator that showed both. */
static bool is_drawn_between(const river_scene *scene, const pdf_drawn *drawn,
                             const river_word *left, const river_word *right) {
    const uint32_t last = glyph_of(scene, drawn, left, left->first + left->count - 1);
    const uint32_t next = glyph_of(scene, drawn, right, right->first);
    return last != PDF_NONE && next == last + 2 && !drawn->glyphs[last + 1].begins &&
           !drawn->glyphs[next].begins;
}

/* Sets `grouped` of the words of all rows. */
void river_blanks(river_scene *scene) {
    for (uint32_t r = 0; r < scene->row_count; r++) {
        const river_row *row = &scene->rows[r];
        for (uint32_t i = row->first + 1; i < row->first + row->count; i++) {
            const river_word *left = &scene->words[i - 1];
            const pdf_drawn *drawn =
                may_group(left, &scene->words[i]) ? pdf_drawn_of(scene->reader, scene->page) : NULL;
            scene->words[i].grouped =
                drawn && is_drawn_between(scene, drawn, left, &scene->words[i]);
        }
    }
}
