/* SPDX-License-Identifier: GPL-2.0-or-later
 * Characters that are drawn twice, nearly in the same place, to look bold or to cast a shadow: the second one is no text.
 * A hash of code and place finds the first one; look-ups are bounded. */
#include "lines.h"

#include <math.h>

#define SIDE 8.0f /* points: of the squares that the page is divided into */
#define PROBES 8

typedef struct twins {
    const pdf_glyph *glyphs;
    const pdf_page *page;
    uint32_t *slots; /* glyph + 1; 0: empty */
    uint32_t mask;
} twins;

static uint32_t slot_of(const twins *t, uint32_t code, int32_t x, int32_t y) {
    uint32_t h = code * 2654435761u ^ (uint32_t)x * 2246822519u ^ (uint32_t)y * 3266489917u;
    return (h ^ h >> 15) & t->mask;
}

static bool same(const twins *t, uint32_t first, uint32_t second) {
    const pdf_glyph *a = &t->glyphs[first], *b = &t->glyphs[second];
    float near = 0.12f * b->em;
    return t->page->chars[a->pick].code == t->page->chars[b->pick].code &&
           fabsf(a->u0 - b->u0) <= near && fabsf(a->v0 - b->v0) <= near &&
           fabsf(a->u1 - b->u1) <= 2 * near && fabsf(a->v1 - b->v1) <= 2 * near;
}

static bool in_square(const twins *t, uint32_t index, int32_t x, int32_t y) {
    uint32_t at = slot_of(t, t->page->chars[t->glyphs[index].pick].code, x, y);
    for (int probe = 0; probe < PROBES && t->slots[at]; probe++, at = (at + 1) & t->mask)
        if (same(t, t->slots[at] - 1, index))
            return true;
    return false;
}

static bool has_twin(const twins *t, uint32_t index) {
    const pdf_glyph *glyph = &t->glyphs[index];
    float near = fminf(0.12f * glyph->em, SIDE / 2);
    int32_t x0 = (int32_t)floorf((glyph->u0 - near) / SIDE),
            x1 = (int32_t)floorf((glyph->u0 + near) / SIDE);
    int32_t y0 = (int32_t)floorf((glyph->v0 - near) / SIDE),
            y1 = (int32_t)floorf((glyph->v0 + near) / SIDE);
    return in_square(t, index, x0, y0) || (x1 != x0 && in_square(t, index, x1, y0)) ||
           (y1 != y0 && in_square(t, index, x0, y1)) ||
           (x1 != x0 && y1 != y0 && in_square(t, index, x1, y1));
}

static void keep(const twins *t, uint32_t index) {
    const pdf_glyph *glyph = &t->glyphs[index];
    uint32_t at = slot_of(t, t->page->chars[glyph->pick].code, (int32_t)floorf(glyph->u0 / SIDE),
                          (int32_t)floorf(glyph->v0 / SIDE));
    for (int probe = 0; probe < PROBES; probe++, at = (at + 1) & t->mask)
        if (!t->slots[at]) {
            t->slots[at] = index + 1;
            return;
        }
}

uint32_t pdf_part_twins(pdf_reader *reader, const pdf_page *page, pdf_glyph *glyphs, uint32_t count,
                        uint32_t *dropped) {
    uint32_t slots = 16, n = 0, out = 0;
    while (slots / 2 < count && slots < 1u << 30)
        slots *= 2;
    twins t = {glyphs, page, PDF_TAKE(reader->page, uint32_t, slots), slots - 1};
    for (uint32_t i = 0; t.slots && i < count; i++) {
        glyphs[n] = glyphs[i];
        if (has_twin(&t, n)) {
            dropped[out++] = glyphs[n].pick;
            /* What came before it in the page's order ends a line for what follows. */
            if (i + 1 < count)
                glyphs[i + 1].flags |=
                    glyphs[n].flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE);
        } else {
            keep(&t, n++);
        }
    }
    return t.slots ? n : 0;
}
