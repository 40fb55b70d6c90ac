/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where a row has blanks and where it ends a line: gaps against the size of the type and against the row's other gaps.
 * Justified ideographs are drawn apart evenly, tracked letters too: a blank is what stands out from that. Between figures
 * nothing is averaged: a gap that figures of one number never have always parts them. */
#include "lines/lines.h"

#include <math.h>
#include <string.h>

#define LEAST 0.08f   /* ems: narrower gaps are no blanks */
#define TRACKED 0.08f /* ems between letters, above which they are drawn apart */
enum { MOST_ROUNDS = 40 };

/* All in ems. */
typedef struct habits {
    float ideograph; /* usual gap between two ideographs */
    float letter;    /* between two letters */
    float word;      /* between words, at the narrow end */
    uint32_t words;  /* gaps that are about as wide as a blank */
    bool in_cell;
    bool running;      /* mostly ideographs, set closely: prose, where a blank of an em is none */
    bool letterspaced; /* single ideographs with even, wide gaps: a heading */
} habits;

/* The right end of the glyphs that follow each other to the right from the first on: a figure among leftward words. */
static float stretch_end(const pdf_glyph *glyphs, uint32_t count) {
    float end = glyphs[0].u1;
    for (uint32_t i = 1; i < count && glyphs[i].u0 > glyphs[i - 1].u0; i++)
        end = fmaxf(end, glyphs[i].u1);
    return end;
}

/* Clears the marks of a row and measures its gaps, as most rows step to the right alone. False: this one does not. */
static bool measure_rightwards(pdf_glyph *glyphs, uint32_t count, float *widest) {
    bool leftwards = false;
    float most = 0;
    for (uint32_t i = 1; i < count; i++) {
        pdf_glyph *glyph = &glyphs[i];
        const pdf_glyph *last = &glyphs[i - 1];
        const float gap = (glyph->u0 - last->u1) / (glyph->em > last->em ? glyph->em : last->em);
        glyph->part = glyph->blank = 0;
        glyph->gap = gap;
        most = gap > most ? gap : most;
        leftwards |= glyph->u0 < last->u0;
    }
    *widest = most;
    return !leftwards;
}

/* In a row that is written leftwards a step to the left goes over the whole of the figures that stand at either side of it. The
 * widest gap, if there is any. */
static float measure_gaps(pdf_glyph *glyphs, uint32_t count) {
    float widest = 0;
    if (measure_rightwards(glyphs, count, &widest))
        return widest;
    widest = 0;
    bool row = pdf_is_leftwards(glyphs, count);
    float low = glyphs[0].u0; /* where the stretch of the glyph before begins */
    for (uint32_t i = 1; i < count; i++) {
        pdf_glyph *glyph = &glyphs[i], *last = &glyphs[i - 1];
        bool leftwards = glyph->u0 < last->u0 && glyph->u1 <= last->u1;
        float right = leftwards && row ? stretch_end(glyph, count - i) : glyph->u1;
        float gap = leftwards ? (row ? low : last->u0) - right : glyph->u0 - last->u1;
        glyph->gap = gap / (glyph->em > last->em ? glyph->em : last->em);
        widest = glyph->gap > widest ? glyph->gap : widest;
        low = glyph->u0 < last->u0 ? glyph->u0 : low;
    }
    return widest;
}

static bool pair(const pdf_glyph *glyph, pdf_script script) {
    return glyph->script == script && glyph[-1].script == script;
}

static bool figures(const pdf_glyph *glyph) {
    return pair(glyph, PDF_DIGIT);
}

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static void exchange(float *a, float *b) {
    float held = *a;
    *a = *b;
    *b = held;
}

/* Hoare's partition: none up to the place that is given out is larger than any behind it. */
static uint32_t part_values(float *values, uint32_t low, uint32_t high) {
    float pivot = values[low + (high - low) / 2];
    for (;; low++, high--) {
        while (values[low] < pivot)
            low++;
        while (values[high] > pivot)
            high--;
        if (low >= high)
            return high;
        exchange(&values[low], &values[high]);
    }
}

/* The value that would stand at `rank` if all were sorted: of the many gaps of a row one is asked for. */
static float ranked(float *values, uint32_t count, uint32_t rank) {
    uint32_t first = 0, last = count - 1;
    for (int round = 0; first < last; round++) {
        if (round == MOST_ROUNDS) { /* parted badly by design */
            pdf_sort(&values[first], last - first + 1, sizeof *values, ascending);
            break;
        }
        uint32_t middle = part_values(values, first, last);
        if (rank <= middle)
            last = middle;
        else
            first = middle + 1;
    }
    return values[rank];
}

/* Scripts alternate too often for branches. */
static bool is_wanted(const pdf_glyph *glyph, int script) {
    return script < 0 ? glyph->gap >= 0.15f
                      : (glyph->script == script) & (glyph[-1].script == script);
}

/* The gap at that rank of those of the script. */
static float gap_at(const pdf_glyph *glyphs, uint32_t count, int script, uint32_t rank,
                    float *room) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < count; i++) {
        room[n] = glyphs[i].gap;
        n += is_wanted(&glyphs[i], script);
    }
    return ranked(room, n, rank);
}

/* The value below which a `part` of the gaps of that script lie (-1: of all that may be blanks); 0 where it is no more than
 * `least`, which counting tells. */
static float quantile(const pdf_glyph *glyphs, uint32_t count, int script, float part, float least,
                      float *room, uint32_t *found) {
    uint32_t n = 0, small = 0;
    for (uint32_t i = 1; i < count; i++) {
        bool wanted = is_wanted(&glyphs[i], script);
        n += wanted;
        small += wanted & (glyphs[i].gap <= least);
    }
    uint32_t rank = n ? (uint32_t)(part * (float)(n - 1)) : 0;
    *found = n;
    return small > rank || n == 0 ? 0 : gap_at(glyphs, count, script, rank, room);
}

static bool is_letterspaced(const pdf_glyph *glyphs, uint32_t count) {
    float least = 1e9f, most = 0;
    for (uint32_t i = 1; i < count; i++) {
        if (!pair(&glyphs[i], PDF_IDEOGRAPH))
            return false;
        least = fminf(least, glyphs[i].gap);
        most = fmaxf(most, glyphs[i].gap);
    }
    return count > 1 && count <= 12 && least >= 0.4f && most <= 2.6f &&
           most - least <= 0.25f * most;
}

static bool has_ideographs(const pdf_glyph *glyphs, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (glyphs[i].script == PDF_IDEOGRAPH)
            return true;
    return false;
}

static habits study(const pdf_glyph *glyphs, uint32_t count, bool in_cell, float *room) {
    habits h = {.in_cell = in_cell, .letterspaced = is_letterspaced(glyphs, count)};
    uint32_t pairs = 0;
    if (!in_cell) /* where no gap is too wide for a blank */
        h.word = quantile(glyphs, count, -1, 0.25f, 0.45f, room, &h.words);
    if (has_ideographs(glyphs, count))
        h.ideograph = quantile(glyphs, count, PDF_IDEOGRAPH, 0.5f, 0, room, &pairs);
    h.running = pairs * 2 > count && h.ideograph < 0.2f;
    h.letter = quantile(glyphs, count, PDF_ALPHABETIC, 0.5f, TRACKED, room, &pairs);
    /* A few letters that stand alone are words of one letter, not tracking. */
    if (pairs < 6)
        h.letter = 0;
    return h;
}

static bool blank_before(const habits *h, const pdf_glyph *glyph) {
    float gap = glyph->gap;
    bool flagged = glyph->flags & PDF_CHAR_SPACE_BEFORE;
    if (glyph->script == PDF_MARK)
        return false;
    if (figures(glyph))
        return gap >= 0.15f || (flagged && gap >= 0.08f);
    if (pair(glyph, PDF_IDEOGRAPH))
        return h->letterspaced || gap >= fmaxf(h->ideograph, 0) + 0.4f;
    if (glyph->script == PDF_IDEOGRAPH || glyph[-1].script == PDF_IDEOGRAPH)
        return gap >= 0.6f || (flagged && gap >= 0.2f + fmaxf(h->ideograph, 0));
    if (pair(glyph, PDF_ALPHABETIC) && h->letter > TRACKED)
        return gap >= h->letter + 0.15f;
    return gap >= (flagged ? 0.1f : 0.17f);
}

/* Whether dots lead up to the glyph or away from the one before. */
static bool led(const pdf_glyph *glyph) {
    return glyph->script == PDF_LEADER || glyph[-1].script == PDF_LEADER;
}

/* Whether a row of dots ends before the glyph: what they lead to stands in a column of its own. */
static bool led_to(const pdf_glyph *glyph, uint32_t before) {
    if (before < 4 || glyph->script == PDF_LEADER)
        return false;
    for (int i = 1; i <= 4; i++)
        if (glyph[-i].script != PDF_LEADER)
            return false;
    return true;
}

static float widest(const habits *h, const pdf_glyph *glyph, uint32_t before, uint32_t after) {
    if (h->in_cell)
        return 8;
    if (led_to(glyph, before))
        return 0.1f;
    if (h->letterspaced || led(glyph))
        return 3;
    if (figures(glyph))
        return 0.6f;
    if (h->running && before >= 8 && after >= 8)
        return 0.8f;
    if (pair(glyph, PDF_IDEOGRAPH))
        return 1.15f;
    return h->words >= 5 ? fminf(fmaxf(2.2f * h->word, 1.0f), 1.8f) : 1.1f;
}

void pdf_mark_gaps(pdf_glyph *glyphs, uint32_t count, bool in_cell, float *room) {
    glyphs[0].part = 1;
    glyphs[0].blank = 0;
    if (measure_gaps(glyphs, count) < LEAST) /* a word, or a number */
        return;
    habits h = study(glyphs, count, in_cell, room);
    for (uint32_t i = 1; i < count; i++) {
        pdf_glyph *glyph = &glyphs[i];
        if (glyph->gap < LEAST && !h.letterspaced) /* neither, whatever is beside it */
            continue;
        glyph->part = glyph->gap > widest(&h, glyph, i, count - i);
        glyph->blank = !glyph->part && blank_before(&h, glyph);
    }
}
