/* SPDX-License-Identifier: GPL-2.0-or-later
 * Gaps too narrow to part a line by themselves, but where the lines around it are parted: the gutter of columns that a
 * long line nearly fills. Three strips nearby that begin (or end) at the same place after (or before) another one are
 * taken for proof. */
#include "lines/lines.h"

#include <math.h>

#define NARROWEST 0.45f /* ems */
#define NEARBY 10.0f    /* ems up and down */
#define PROOF 3
#define MOST_LOOKED_AT 200

typedef struct edge {
    float u, v;
} edge;

typedef struct edges {
    edge *begins, *ends;
    uint32_t begin_count, end_count;
} edges;

static int by_place(const void *a, const void *b) {
    const edge *x = a, *y = b;
    return x->u < y->u ? -1 : x->u > y->u;
}

static bool is_proved(const edge *all, uint32_t count, float u, float v, float em) {
    uint32_t low = 0, high = count, found = 0;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (all[mid].u < u - 1)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t i = low; i < count && i - low < MOST_LOOKED_AT && all[i].u <= u + 1; i++)
        found += fabsf(all[i].v - v) <= NEARBY * em;
    return found >= PROOF;
}

/* Edges of strips that have a neighbour in their group: where the page parts lines. */
static bool note_edges(pdf_reader *reader, const pdf_strip *strips, uint32_t from, uint32_t to,
                       edges *e) {
    e->begins = PDF_TAKE(reader->page, edge, to - from);
    e->ends = PDF_TAKE(reader->page, edge, to - from);
    if (!e->begins || !e->ends)
        return false;
    for (uint32_t i = from; i + 1 < to; i++) {
        const pdf_strip *left = &strips[i], *right = &strips[i + 1];
        if (left->group != right->group)
            continue;
        e->begins[e->begin_count++] = (edge){right->frame[0], right->base};
        e->ends[e->end_count++] = (edge){left->frame[2], left->base};
    }
    pdf_sort(e->begins, e->begin_count, sizeof *e->begins, by_place);
    pdf_sort(e->ends, e->end_count, sizeof *e->ends, by_place);
    return true;
}

/* The narrowest blank of a strip. */
static float narrowest(const pdf_glyph *glyphs, uint32_t first, uint32_t end) {
    float least = PDF_FARTHEST;
    for (uint32_t i = first + 1; i < end; i++)
        if (glyphs[i].blank)
            least = fminf(least, glyphs[i].u0 - glyphs[i - 1].u1);
    return least;
}

static bool is_gutter(const edges *e, const pdf_glyph *glyph, float base, float blank) {
    const pdf_glyph *last = glyph - 1;
    float em = fmaxf(glyph->em, last->em), gap = glyph->u0 - last->u1;
    if (!glyph->blank || gap < NARROWEST * em || (gap < 0.8f * em && gap < 1.4f * blank))
        return false;
    return is_proved(e->begins, e->begin_count, glyph->u0, base, em) ||
           is_proved(e->ends, e->end_count, last->u1, base, em);
}

/* Cuts one strip; its later parts are appended. */
static uint32_t cut(const edges *e, pdf_glyph *glyphs, pdf_strip *strips, uint32_t index,
                    uint32_t count) {
    uint32_t first = strips[index].first, end = first + strips[index].count, now = index;
    float blank = narrowest(glyphs, first, end);
    for (uint32_t i = first + 1; i < end; i++) {
        if (!is_gutter(e, &glyphs[i], strips[index].base, blank))
            continue;
        glyphs[i].blank = 0;
        strips[now].count = i - strips[now].first;
        strips[now].raw = 1;
        now = count++;
        strips[now] = (pdf_strip){.first = i, .count = end - i, .raw = 1};
    }
    return count;
}

uint32_t pdf_cut_gutters(pdf_reader *reader, pdf_glyph *glyphs, pdf_strip *strips, uint32_t count) {
    uint32_t all = count;
    for (uint32_t from = 0, to; from < count; from = to) {
        edges e = {0};
        to = from + 1;
        while (to < count && strips[to].direction == strips[from].direction)
            to++;
        if (!note_edges(reader, strips, from, to, &e) || e.begin_count < PROOF)
            continue;
        for (uint32_t i = from; i < to; i++)
            all = cut(&e, glyphs, strips, i, all);
    }
    return all;
}
