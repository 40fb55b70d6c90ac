/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where a digit has its ink. The box of a character is as high as its font says, and as wide as the room up to the next one may be; the
 * glyph tells the line that it stands on. */
#include "page/drawn.h"

#include <math.h>
#include <string.h>

#define NEAR 1.0f    /* points between the origin of a glyph and its character's */
#define LINE 0.8f    /* of a box: about there is the line that text stands on */
#define UPPER 0.62f  /* of the type's size above that line; digits are .63 to .75 high */
#define LOWER 0.15f  /* underlines are below */
#define TOP 0.72f    /* all of it */
#define BOTTOM 0.05f /* below the line */
#define WIDEST 0.65f /* of the type's size: what is wider has room behind it */
#define LEAST 0.6f   /* of the box's height, that its type may be large */
#define MOST 1.3f
#define ASIDE 0.1f /* of its width, at both ends, where it has no ink */

/* Where text begins in a box, and where its line is: of the four sides, as it is written. */
static const uint8_t begins[] = {
    [PDF_RIGHTWARD] = 0, [PDF_UPWARD] = 3, [PDF_DOWNWARD] = 1, [PDF_LEFTWARD] = 2};
static const uint8_t feet[] = {
    [PDF_RIGHTWARD] = 3, [PDF_UPWARD] = 2, [PDF_DOWNWARD] = 0, [PDF_LEFTWARD] = 1};

/* How far the glyph's line is from where the character's is thought to be; INFINITY: it shows another one. */
static float off(const pdf_char *one, const pdf_shown *glyph) {
    const uint8_t begin = begins[glyph->turn], foot = feet[glyph->turn];
    const float at[2] = {glyph->x, glyph->y};
    const int across = foot % 2;
    const float high = one->box[across + 2] - one->box[across];
    const float line = one->box[foot] + (foot < 2 ? 1 - LINE : LINE - 1) * high;
    if (fabsf(one->box[begin] - at[begin % 2]) >= NEAR || at[across] < one->box[across] ||
        at[across] > one->box[across + 2])
        return INFINITY;
    return fabsf(at[across] - line);
}

const pdf_shown *pdf_drawn_glyph(const pdf_drawn *drawn, const pdf_char *one) {
    const uint32_t end = drawn->ends[pdf_drawn_row(drawn, one->box[3] + NEAR)];
    const pdf_shown *found = NULL;
    float least = INFINITY;
    for (uint32_t i = pdf_drawn_begin(drawn, pdf_drawn_row(drawn, one->box[1] - NEAR)); i < end;
         i++) {
        const pdf_shown *glyph = &drawn->glyphs[drawn->order[i]];
        const float now = off(one, glyph);
        found = now < least ? glyph : found;
        least = fminf(now, least);
    }
    return found;
}

/* Fonts in units of their own have sizes that say nothing. */
static float size_of(const pdf_page *page, const pdf_char *one, int across) {
    const float high = one->box[across + 2] - one->box[across];
    const float size = one->look < page->look_count ? page->looks[one->look].size : high;
    return size > LEAST * high && size < MOST * high ? size : high;
}

/* Text is above its line in the direction of the origin where its foot is the far side. */
static void span(float box[4], int across, float line, bool is_near, float from, float to) {
    box[across] = is_near ? line + from : line - to;
    box[across + 2] = is_near ? line + to : line - from;
}

bool pdf_core_of(const pdf_drawn *drawn, const pdf_page *page, const pdf_char *one,
                 pdf_core *core) {
    const pdf_shown *glyph = pdf_drawn_glyph(drawn, one);
    if (!glyph || glyph->is_tilted)
        return false;
    const uint8_t begin = begins[glyph->turn], foot = feet[glyph->turn];
    const int across = foot % 2, along = 1 - across;
    const float size = size_of(page, one, across), line = across ? glyph->y : glyph->x;
    memcpy(core->box, one->box, sizeof core->box);
    const float wide =
        fminf(one->box[along + 2] - one->box[along], one->code < 0x80 ? WIDEST * size : INFINITY);
    if (begin < 2)
        core->box[along + 2] = core->box[along] + wide;
    else
        core->box[along] = core->box[along + 2] - wide;
    core->box[along] += ASIDE * wide;
    core->box[along + 2] -= ASIDE * wide;
    memcpy(core->wide, core->box, sizeof core->wide);
    span(core->box, across, line, foot < 2, LOWER * size, UPPER * size);
    span(core->wide, across, line, foot < 2, -BOTTOM * size, TOP * size);
    core->along = along;
    return true;
}
