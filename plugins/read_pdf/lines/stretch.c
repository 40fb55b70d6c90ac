/* SPDX-License-Identifier: GPL-2.0-or-later
 * Stretches of text: glyphs that follow each other in the page's order, each further to the right than two in one place may
 * stand apart. No two of one stretch are in one place, so twins are looked for only where stretches overlap; on most
 * pages none do, since lines lie below each other. */
#include "lines/lines.h"

#include <math.h>
#include <string.h>

#define SLANT 0.3f /* ems that a stretch may rise or fall before the next one begins */
#define MOST_PAIRS                                                                                 \
    4u /* a glyph, that are compared; where there are more, any glyph may have a twin */

typedef struct stretch {
    uint32_t first, count;
    float box[4]; /* of the left upper corners, and as much around as twins may stand apart */
} stretch;

static bool goes_on(const pdf_glyph *first, const pdf_glyph *last, const pdf_glyph *next) {
    return next->u0 - last->u0 > PDF_TWIN_REACH * next->em &&
           fabsf(next->v0 - first->v0) <= SLANT * next->em;
}

/* Glyphs of one size and height, as most are, widen it to the right alone. */
static void widen(stretch *one, const pdf_glyph *glyph, const pdf_glyph *last) {
    float near = PDF_TWIN_REACH * glyph->em;
    const float box[4] = {glyph->u0 - near, glyph->v0 - near, glyph->u0 + near, glyph->v0 + near};
    if (one->count++ == 0)
        memcpy(one->box, box, sizeof box);
    else if (glyph->v0 == last->v0 && glyph->em == last->em)
        one->box[2] = box[2];
    else
        pdf_box_unite(one->box, box);
}

static uint32_t cut(const pdf_glyph *glyphs, uint32_t count, stretch *all) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || !goes_on(&glyphs[all[n - 1].first], &glyphs[i - 1], &glyphs[i]))
            all[n++] = (stretch){.first = i};
        widen(&all[n - 1], &glyphs[i], &glyphs[i - (i > 0)]);
    }
    return n;
}

static int by_top(const void *a, const void *b) {
    const stretch *x = a, *y = b;
    if (x->box[1] != y->box[1])
        return x->box[1] < y->box[1] ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

static void mark(const stretch *one, bool *crossed) {
    memset(&crossed[one->first], true, one->count);
}

/* False: there are too many pairs. */
static bool mark_crossed(const stretch *all, uint32_t count, uint64_t pairs, bool *crossed,
                         bool *any) {
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = i + 1; k < count && all[k].box[1] <= all[i].box[3]; k++) {
            if (pairs-- == 0)
                return false;
            if (all[k].box[0] > all[i].box[2] || all[k].box[2] < all[i].box[0])
                continue;
            mark(&all[i], crossed);
            mark(&all[k], crossed);
            *any = true;
        }
    return true;
}

const bool *pdf_crossed_of(pdf_reader *reader, const pdf_glyph *glyphs, uint32_t count) {
    stretch *all = PDF_TAKE_UNSET(reader->page, stretch, count);
    bool *crossed = PDF_TAKE(reader->page, bool, count);
    bool any = false;
    if (!all || !crossed || !count)
        return NULL;
    uint32_t n = cut(glyphs, count, all);
    pdf_sort(all, n, sizeof *all, by_top);
    if (!mark_crossed(all, n, (uint64_t)count * MOST_PAIRS, crossed, &any)) {
        memset(crossed, true, count);
        return crossed;
    }
    return any ? crossed : NULL;
}
