/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows: runs of glyphs are threaded from left to right; a run joins the row whose right end it continues. A row's height
 * is that of its last full-size run, so rows follow text that is slightly askew, and a small raised run never becomes
 * what the next one is compared with. Rows are found through buckets by height; each look-up is bounded. */
#include "lines/lines.h"

#include <math.h>

#define BUCKET 8.0f   /* points */
#define BUCKETS 4096u /* at most; a power of two */
#define SPREAD 24     /* buckets that one run looks into, at most */
#define DEPTH 24      /* rows that it looks at in each */

typedef struct entry {
    uint32_t row, older;
} entry;

typedef struct threads {
    pdf_run *runs;
    pdf_row *rows;
    uint32_t row_count;
    entry *entries;
    uint32_t entry_count;
    uint32_t *buckets; /* newest entry of each, PDF_NONE: empty */
    uint32_t mask;
    float reach;
} threads;

static float centre(const pdf_run *run) {
    return (run->v0 + run->v1) / 2;
}

/* ---- runs ---- */

static bool continues(const pdf_run *run, const pdf_glyph *last, const pdf_glyph *next) {
    if (next->script == PDF_MARK && next->u0 < last->u1 + 0.2f * run->em &&
        pdf_overlap(next->v0, next->v1, run->v0, run->v1) > 0)
        return true;
    bool leftwards = next->script == PDF_LEFTWARDS || last->script == PDF_LEFTWARDS;
    float gap = leftwards && next->u0 < last->u0 ? last->u0 - next->u1 : next->u0 - last->u1;
    bool equal = next->em == run->em && next->v0 == last->v0 && next->v1 == last->v1;
    bool alike = equal || (fabsf(next->em - run->em) <= 0.06f * run->em &&
                           fabsf(next->v0 - last->v0) <= 0.06f * run->em &&
                           fabsf(next->v1 - last->v1) <= 0.06f * run->em);
    return alike && !(next->flags & PDF_CHAR_LINE_BEFORE) && gap >= -0.4f * run->em &&
           gap <= 0.6f * run->em;
}

static void widen(pdf_run *run, const pdf_glyph *glyph) {
    run->u0 = glyph->u0 < run->u0 ? glyph->u0 : run->u0;
    run->u1 = glyph->u1 > run->u1 ? glyph->u1 : run->u1;
    if (glyph->script == PDF_MARK)
        return;
    run->v0 = glyph->v0 < run->v0 ? glyph->v0 : run->v0;
    run->v1 = glyph->v1 > run->v1 ? glyph->v1 : run->v1;
}

static uint32_t cut_runs(const pdf_glyph *glyphs, uint32_t count, pdf_run *runs) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        const pdf_glyph *glyph = &glyphs[i];
        if (i == 0 || glyph->direction != glyphs[i - 1].direction ||
            !continues(&runs[n - 1], &glyphs[i - 1], glyph))
            runs[n++] = (pdf_run){.first = i,
                                  .u0 = glyph->u0,
                                  .v0 = glyph->v0,
                                  .u1 = glyph->u1,
                                  .v1 = glyph->v1,
                                  .em = glyph->em,
                                  .next = PDF_NONE};
        runs[n - 1].count++;
        widen(&runs[n - 1], glyph);
    }
    for (uint32_t i = 0; i < n; i++)
        runs[i].base = runs[i].v1 - 0.2f * (runs[i].v1 - runs[i].v0);
    return n;
}

static int by_left(const void *a, const void *b) {
    const pdf_run *x = a, *y = b;
    if (x->u0 != y->u0)
        return x->u0 < y->u0 ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

/* ---- rows ---- */

/* How well the run continues the row: the common part of their heights, less for a gap; negative: not at all. */
static float fit(const threads *t, const pdf_row *row, const pdf_run *run) {
    const pdf_run *main = &t->runs[row->main], *last = &t->runs[row->last];
    float small = run->em < main->em ? run->em : main->em;
    float large = run->em > main->em ? run->em : main->em;
    float low = fminf(run->v1 - run->v0, main->v1 - main->v0);
    float gap = run->u0 - last->u1;
    float common = pdf_overlap(run->v0, run->v1, main->v0, main->v1) / (low > 0.1f ? low : 0.1f);
    if (gap < -0.4f * small || gap > t->reach * large)
        return -1;
    bool beside = fabsf(run->base - main->base) <= 0.25f * small;
    bool touches = gap < 0.4f * large && small > 0.4f * large;
    float least = small < 0.9f * large ? 0.3f : 0.55f;
    if (!(beside && common >= 0.4f) && !(touches && common >= least))
        return -1;
    return common + (beside ? 1 : 0) - 0.1f * gap / large;
}

static uint32_t bucket(const threads *t, int32_t height) {
    return (uint32_t)height & t->mask;
}

static int32_t height_of(float v) {
    return (int32_t)floorf(v / BUCKET);
}

static void enter(threads *t, uint32_t row, int32_t height) {
    uint32_t at = bucket(t, height);
    t->entries[t->entry_count] = (entry){row, t->buckets[at]};
    t->buckets[at] = t->entry_count++;
}

static uint32_t best_row(const threads *t, const pdf_run *run) {
    uint32_t best = PDF_NONE;
    float most = -1;
    int32_t from = height_of(run->v0 - run->em), to = height_of(run->v1 + run->em);
    for (int32_t h = from, n = 0; h <= to && n < SPREAD; h++, n++) {
        uint32_t at = t->buckets[bucket(t, h)];
        for (int depth = 0; at != PDF_NONE && depth < DEPTH; depth++, at = t->entries[at].older) {
            float score = fit(t, &t->rows[t->entries[at].row], run);
            if (score > most) {
                most = score;
                best = t->entries[at].row;
            }
        }
    }
    return best;
}

static void thread(threads *t, uint32_t index) {
    pdf_run *run = &t->runs[index];
    uint32_t found = best_row(t, run);
    if (found == PDF_NONE) {
        t->rows[t->row_count] = (pdf_row){index, index, index};
        enter(t, t->row_count++, height_of(centre(run)));
        return;
    }
    pdf_row *row = &t->rows[found];
    const pdf_run *main = &t->runs[row->main];
    int32_t before = height_of(centre(main));
    t->runs[row->last].next = index;
    row->last = index;
    if (run->em >= 0.9f * main->em && fabsf(run->base - main->base) <= 0.22f * run->em)
        row->main = index;
    else if (run->em > 1.1f * main->em && row->first == row->main)
        row->main = index; /* a raised mark began the row */
    if (height_of(centre(&t->runs[row->main])) != before)
        enter(t, found, height_of(centre(&t->runs[row->main])));
}

uint32_t pdf_rows_of(pdf_reader *reader, const pdf_glyph *glyphs, uint32_t count, float reach,
                     pdf_run **runs, pdf_row **rows) {
    threads t = {.reach = reach};
    t.runs = *runs = PDF_TAKE_UNSET(reader->page, pdf_run, count);
    if (!t.runs)
        return 0;
    uint32_t n = cut_runs(glyphs, count, t.runs);
    uint32_t buckets = 16;
    while (buckets < n && buckets < BUCKETS)
        buckets *= 2;
    t.mask = buckets - 1;
    t.rows = *rows = PDF_TAKE_UNSET(reader->page, pdf_row, n);
    t.entries = PDF_TAKE_UNSET(reader->page, entry, (size_t)n * 2);
    t.buckets = PDF_TAKE_UNSET(reader->page, uint32_t, buckets);
    if (!t.rows || !t.entries || !t.buckets)
        return 0;
    for (uint32_t i = 0; i < buckets; i++)
        t.buckets[i] = PDF_NONE;
    pdf_sort(t.runs, n, sizeof *t.runs, by_left);
    for (uint32_t i = 0; i < n; i++)
        thread(&t, i);
    return t.row_count;
}
