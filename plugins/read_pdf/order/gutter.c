/* SPDX-License-Identifier: GPL-2.0-or-later
 * White space between columns: a sweep down the rows keeps the gaps that all rows since some height have in common. Each
 * row narrows gaps and begins new ones; what a gap was before it was narrowed or ended is a candidate. All sets are
 * bounded, so a page of garbage costs no more than rows times a constant. */
#include "order/order.h"

#include <math.h>

#define MOST_GAPS 24       /* of a row, and kept while sweeping */
#define MOST_CANDIDATES 24 /* the longest */
#define FAR_OUT (4 * PDF_FARTHEST)

typedef struct gaps {
    pdf_gutter all[MOST_GAPS];
    uint32_t count;
} gaps;

typedef struct sweep {
    gaps open;
    pdf_gutter candidates[MOST_CANDIDATES];
    uint32_t candidate_count;
    float narrowest;
    float shortest;
} sweep;

static float length(const pdf_gutter *g) {
    return g->v1 - g->v0;
}

/* A full set gives up its shortest. */
static void keep_candidate(sweep *s, const pdf_gutter *g) {
    if (length(g) < s->shortest || g->u0 < -PDF_FARTHEST * 2 || g->u1 > PDF_FARTHEST * 2)
        return;
    uint32_t at = s->candidate_count;
    if (at == MOST_CANDIDATES) {
        at = 0;
        for (uint32_t i = 1; i < MOST_CANDIDATES; i++)
            at = length(&s->candidates[i]) < length(&s->candidates[at]) ? i : at;
        if (length(&s->candidates[at]) >= length(g))
            return;
    } else {
        s->candidate_count++;
    }
    s->candidates[at] = *g;
}

static void add_gap(gaps *set, const pdf_gutter *g) {
    for (uint32_t i = 0; i < set->count; i++)
        if (set->all[i].u0 == g->u0 && set->all[i].u1 == g->u1) {
            set->all[i].v0 = fminf(set->all[i].v0, g->v0);
            return;
        }
    if (set->count < MOST_GAPS)
        set->all[set->count++] = *g;
}

/* The gaps of a row: what no item of it, and no tall item beside it, covers. */
static void gaps_of_row(const pdf_item *const *spans, uint32_t count, float narrowest, float top,
                        float bottom, gaps *row) {
    float at = -FAR_OUT;
    row->count = 0;
    for (uint32_t i = 0; i <= count && row->count < MOST_GAPS; i++) {
        float next = i < count ? spans[i]->u0 : FAR_OUT;
        if (next - at >= narrowest)
            row->all[row->count++] = (pdf_gutter){at, next, top, bottom};
        at = i < count ? fmaxf(at, spans[i]->u1) : at;
    }
}

static void step(sweep *s, const gaps *row) {
    gaps next = {.count = 0};
    for (uint32_t i = 0; i < s->open.count; i++) {
        const pdf_gutter *old = &s->open.all[i];
        bool whole = false;
        for (uint32_t k = 0; k < row->count; k++) {
            pdf_gutter both = {fmaxf(old->u0, row->all[k].u0), fminf(old->u1, row->all[k].u1),
                               old->v0, row->all[k].v1};
            if (both.u1 - both.u0 < s->narrowest)
                continue;
            add_gap(&next, &both);
            whole |= both.u0 == old->u0 && both.u1 == old->u1;
        }
        if (!whole)
            keep_candidate(s, old);
    }
    for (uint32_t k = 0; k < row->count; k++)
        add_gap(&next, &row->all[k]);
    s->open = next;
}

/* Items that block a row from `from` on: its own, which are sorted, with the tall ones beside it put between. */
static uint32_t blockers(const pdf_item *items, uint32_t from, uint32_t to, const pdf_item **tall,
                         uint32_t tall_count, float top, float bottom, const pdf_item **spans) {
    uint32_t n = 0;
    for (uint32_t i = from; i < to; i++)
        spans[n++] = &items[i];
    for (uint32_t i = 0; i < tall_count; i++) {
        if (pdf_overlap(tall[i]->v0, tall[i]->v1, top, bottom) <= 0)
            continue;
        uint32_t at = n++;
        for (; at > 0 && spans[at - 1]->u0 > tall[i]->u0; at--)
            spans[at] = spans[at - 1];
        spans[at] = tall[i];
    }
    return n;
}

static void sweep_rows(sweep *s, const pdf_item *items, uint32_t count, const pdf_item **spans) {
    const pdf_item *tall[PDF_MOST_TALL];
    uint32_t tall_count = 0;
    for (uint32_t i = 0; i < count && tall_count < PDF_MOST_TALL; i++)
        if (!items[i].line)
            tall[tall_count++] = &items[i];
    for (uint32_t from = 0, to; from < count; from = to) {
        float top = items[from].v0, bottom = items[from].v1;
        for (to = from; to < count && items[to].row == items[from].row; to++) {
            top = fminf(top, items[to].v0);
            bottom = fmaxf(bottom, items[to].v1);
        }
        if (!items[from].line)
            continue;
        gaps row;
        uint32_t n = blockers(items, from, to, tall, tall_count, top, bottom, spans);
        gaps_of_row(spans, n, s->narrowest, top, bottom, &row);
        step(s, &row);
    }
    for (uint32_t i = 0; i < s->open.count; i++)
        keep_candidate(s, &s->open.all[i]);
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static float median_em(const pdf_item *items, uint32_t count, float *ems) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        if (items[i].line)
            ems[n++] = items[i].em;
    if (n == 0)
        return 0;
    pdf_sort(ems, n, sizeof *ems, ascending);
    return ems[n / 2];
}

static int longest_first(const void *a, const void *b) {
    float x = length(a), y = length(b);
    return x > y ? -1 : x < y;
}

bool pdf_find_gutter(const pdf_order_room *room, pdf_item *items, uint32_t count,
                     pdf_gutter *gutter) {
    float em = median_em(items, count, room->values);
    sweep s = {.narrowest = 0.7f * em, .shortest = 3.5f * em};
    bool found = false;
    if (em <= 0)
        return false;
    sweep_rows(&s, items, count, room->spans);
    if (s.candidate_count)
        pdf_find_drawn(room->reader, room->page, items, count);
    pdf_sort(s.candidates, s.candidate_count, sizeof *s.candidates, longest_first);
    for (uint32_t i = 0; i < s.candidate_count; i++) {
        pdf_gutter g = s.candidates[i];
        if (found && length(&g) <= length(gutter))
            break;
        if (pdf_judge_gutter(room, items, count, em, &g) &&
            (!found || length(&g) > length(gutter))) {
            *gutter = g;
            found = true;
        }
    }
    return found;
}
