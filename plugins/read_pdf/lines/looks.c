/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits side by side that look unlike each other: the small mark of a note on the line of its number, white digits that a
 * form shows to those who fill it in, digits that are struck, and digits that are drawn over others. They are no one number, so a blank
 * parts them. What is raised is parted by that. */
#include "lines/lines.h"

#include <math.h>

#define OVER                                                                                       \
    0.5f /* of its width, that a digit begins behind the one before: less, and one is over the other */
#define LAP 0.1f    /* ems that one word of Poppler's has over another, at least: less is kerning */
#define EVEN 0.03f  /* ems between steps that are equal */
#define SMALL 0.85f /* of the size beside it */

enum { LIGHT = 0xC8 }; /* of each channel, at least: nearly the colour of paper */

static bool is_light(uint32_t colour) {
    return (colour >> 16 & 0xFF) >= LIGHT && (colour >> 8 & 0xFF) >= LIGHT &&
           (colour & 0xFF) >= LIGHT;
}

/* Poppler ends a digit where the next one of its word begins, so the wider one tells. */
static bool is_over(const pdf_glyph *glyph) {
    float before = glyph[-1].u1 - glyph[-1].u0, here = glyph->u1 - glyph->u0;
    return glyph->u0 - glyph[-1].u0 < OVER * (before > here ? before : here);
}

static bool is_lapped(const pdf_glyph *glyph) {
    return glyph[-1].u1 - glyph->u0 > LAP * glyph->em;
}

/* Digits that are condensed so far that Poppler makes a word of each lap over each other evenly. */
static bool is_even(const pdf_glyph *glyphs, uint32_t a, uint32_t b) {
    float first = glyphs[a].u0 - glyphs[a - 1].u0, second = glyphs[b].u0 - glyphs[b - 1].u0;
    return is_lapped(&glyphs[a]) && is_lapped(&glyphs[b]) &&
           fabsf(first - second) < EVEN * glyphs[a].em;
}

/* A number that was printed over the end of another one. */
static bool is_printed_over(const pdf_glyph *glyphs, uint32_t i, uint32_t count) {
    return is_lapped(&glyphs[i]) && !(i > 1 && is_even(glyphs, i - 1, i)) &&
           !(i + 1 < count && is_even(glyphs, i, i + 1));
}

static bool is_unlike(const pdf_page *page, const pdf_glyph *glyphs, uint32_t i, uint32_t count) {
    const pdf_glyph *glyph = &glyphs[i];
    const pdf_char *a = &page->chars[glyph[-1].pick], *b = &page->chars[glyph->pick];
    if (!pdf_is_digit(a->code) || !pdf_is_digit(b->code))
        return false;
    if ((a->flags ^ b->flags) & (PDF_CHAR_STRUCK | PDF_CHAR_LIGHT) || is_over(glyph) ||
        is_printed_over(glyphs, i, count))
        return true;
    if (a->look == b->look || a->look >= page->look_count || b->look >= page->look_count)
        return false;
    float low = glyph[-1].em < glyph->em ? glyph[-1].em : glyph->em;
    float high = glyph[-1].em < glyph->em ? glyph->em : glyph[-1].em;
    return low <= SMALL * high ||
           is_light(page->looks[a->look].colour) != is_light(page->looks[b->look].colour);
}

void pdf_part_looks(const pdf_page *page, pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        if (glyphs[i].script == PDF_DIGIT && glyphs[i - 1].script == PDF_DIGIT &&
            !glyphs[i].blank && !glyphs[i].raised && !glyphs[i - 1].raised &&
            is_unlike(page, glyphs, i, count))
            glyphs[i].blank = 1;
}
