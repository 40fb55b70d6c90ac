/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits in the colour of paper: a form's hints to those who fill it in, numbers that were painted over. Poppler tells one colour for
 * a word, so that black and white digits look alike in it; what was shown of the page knows the colour of each glyph. Most pages
 * have none, and cost one look at each glyph. */
#include "legible.h"

#include <math.h>
#include <string.h>

#define NEAR 1.0f /* points between the origin of a glyph and the left of its character */

typedef struct matching {
    const pdf_page *page;
    uint32_t at;   /* where the last one was found: the next is near */
    uint64_t left; /* how many characters may still be looked at */
} matching;

static bool is_of(const pdf_char *one, const pdf_shown *glyph) {
    return fabsf(one->box[0] - glyph->x) < NEAR && glyph->y >= one->box[1] &&
           glyph->y <= one->box[3];
}

/* The character that the glyph shows; PDF_NONE. */
static uint32_t char_of(matching *m, const pdf_shown *glyph) {
    uint32_t count = m->page->char_count;
    for (uint32_t i = 0; i < count && m->left > 0; i++, m->left--) {
        uint32_t at = m->at + i < count ? m->at + i : m->at + i - count;
        if (is_of(&m->page->chars[at], glyph))
            return m->at = at;
    }
    return PDF_NONE;
}

void pdf_mark_light(pdf_room *room, pdf_page *page, const pdf_shown *glyphs, uint32_t count) {
    enum { ROUNDS = 64 }; /* through all characters, at most */
    matching m = {page, 0, (uint64_t)page->char_count * ROUNDS};
    pdf_char *own = NULL;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t at = glyphs[i].is_light ? char_of(&m, &glyphs[i]) : PDF_NONE;
        if (at == PDF_NONE)
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return;
        own[at].flags |= PDF_CHAR_LIGHT;
    }
}
