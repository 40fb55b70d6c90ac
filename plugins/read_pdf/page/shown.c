/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the glyphs of a page tell of its characters, and Poppler does not. Digits in the colour of paper: a form's hints to those who
 * fill it in, numbers that were painted over; Poppler tells one colour for a word. And the way that text is written: in fonts without
 * a name Poppler may give it from its end. Most pages have neither, and cost one look at each glyph. */
#include "page/legible.h"

#include <math.h>
#include <string.h>

#define NEAR PDF_BESIDE
#define EXACT 0.02f /* the same, where Poppler may have taken another side: at 45 degrees */

typedef struct matching {
    const pdf_page *page;
    uint32_t at;   /* where the last one was found: the next is near */
    uint64_t left; /* how many characters may still be looked at */
} matching;

/* On which side of the character, of those of its box, its origin is; the other coordinate lies within. */
static const uint8_t sides[] = {
    [PDF_RIGHTWARD] = 0, [PDF_UPWARD] = 3, [PDF_DOWNWARD] = 1, [PDF_LEFTWARD] = 2};

uint8_t pdf_side_of(uint32_t turn) {
    return sides[turn];
}

bool pdf_is_shown_by(const pdf_char *one, const pdf_shown *glyph) {
    const uint8_t side = sides[glyph->turn], across = !(side & 1);
    const float at[2] = {glyph->x, glyph->y};
    return fabsf(one->box[side] - at[side & 1]) < NEAR && at[across] >= one->box[across] &&
           at[across] <= one->box[across + 2];
}

static uint16_t flags_of(const pdf_shown *glyph) {
    return (uint16_t)((glyph->is_light ? PDF_CHAR_LIGHT : 0u) |
                      (glyph->is_tilted ? PDF_CHAR_TILTED : 0u) | PDF_CHAR_TURN(glyph->turn));
}

float pdf_off_tilted(const pdf_char *one, const pdf_shown *glyph) {
    float nearest = NEAR;
    for (uint32_t turn = PDF_RIGHTWARD; turn <= PDF_LEFTWARD; turn++) {
        pdf_shown as = *glyph;
        as.turn = turn & 3u;
        float off = fabsf(one->box[sides[turn]] - (sides[turn] & 1 ? as.y : as.x));
        if (turn != glyph->turn)
            off = off < EXACT ? EXACT : NEAR;
        if (off < nearest && pdf_is_shown_by(one, &as))
            nearest = off;
    }
    return nearest;
}

/* What is written askew stands over other text, whose characters may begin near by: the nearest one. */
static uint32_t tilted_char_of(matching *m, const pdf_shown *glyph) {
    uint32_t found = PDF_NONE;
    float nearest = NEAR;
    for (uint32_t i = 0; i < m->page->char_count && m->left > 0; i++, m->left--) {
        const float off = pdf_off_tilted(&m->page->chars[i], glyph);
        found = off < nearest ? i : found;
        nearest = fminf(off, nearest);
    }
    return found;
}

/* The character that the glyph shows; PDF_NONE. Boxes of some fonts are higher than the lines are apart, so a character that another
 * glyph has marked already is taken only where no other one is there. */
static uint32_t char_of(matching *m, const pdf_shown *glyph) {
    uint32_t count = m->page->char_count, found = PDF_NONE;
    const uint16_t flags = flags_of(glyph);
    if (glyph->is_tilted)
        return tilted_char_of(m, glyph);
    for (uint32_t i = 0; i < count && m->left > 0; i++, m->left--) {
        uint32_t at = m->at + i < count ? m->at + i : m->at + i - count;
        if (!pdf_is_shown_by(&m->page->chars[at], glyph))
            continue;
        if ((m->page->chars[at].flags & flags) != flags)
            return m->at = at;
        found = at;
    }
    return found;
}

void pdf_mark_glyphs(pdf_room *room, pdf_page *page, const pdf_shown *glyphs, uint32_t count) {
    enum { ROUNDS = 64, LEAST = 1 << 22 }; /* through all characters, at most */
    matching m = {.page = page, .left = (uint64_t)page->char_count * ROUNDS + LEAST};
    pdf_char *own = NULL;
    for (uint32_t i = 0; i < count; i++) {
        const uint16_t flags = flags_of(&glyphs[i]);
        uint32_t at = flags ? char_of(&m, &glyphs[i]) : PDF_NONE;
        if (at == PDF_NONE)
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return;
        own[at].flags |= flags;
    }
}
