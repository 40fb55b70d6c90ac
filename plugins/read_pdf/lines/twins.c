/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that is drawn twice, nearly in the same place, to look bold, to cast a shadow, or because a first pass left glyphs
 * out. Within a stretch of text no two stand in one place, so only glyphs of stretches that overlap are looked at (lines/stretch.c);
 * a hash of code and place finds which of them are one place. A word goes whole or stays whole: it goes if each of
 * its places has another copy in words that stay, short words first, so that `19` goes before `1.9` and never half of both. */
#include "lines/lines.h"

#include <math.h>

#define SIDE 8.0f /* points: of the squares that the page is divided into */
#define PROBES 8

typedef struct word {
    uint32_t first, count;
} word;

typedef struct twins {
    const pdf_glyph *glyphs;
    const pdf_page *page;
    uint32_t count;
    uint32_t *slots; /* glyph + 1; 0: empty */
    uint32_t mask;
    uint32_t *place;     /* of each glyph: the first one that is equal to it */
    uint32_t *copies;    /* of each place: how many stay */
    const bool *crossed; /* of each glyph: may have a twin */
    word *words;
    uint32_t word_count;
    bool *gone;
} twins;

static uint32_t slot_of(const twins *t, uint32_t code, int32_t x, int32_t y) {
    uint32_t h = code * 2654435761u ^ (uint32_t)x * 2246822519u ^ (uint32_t)y * 3266489917u;
    return (h ^ h >> 15) & t->mask;
}

/* Poppler takes a line for the end of the word above it where its font claims a great height. It ends a character where the next
 * one of the word begins: so the last digit of the word is too narrow, if the one that was wrapped stands right below it. Of what
 * is drawn twice in one place each copy is a word of its own and has its width. */
static bool is_below(const pdf_glyph *above, const pdf_glyph *below) {
    return below->pick == above->pick + 1 &&
           above->u1 - above->u0 <= 0.6f * (below->u1 - below->u0) &&
           !(below->flags & (PDF_CHAR_LINE_BEFORE | PDF_CHAR_SPACE_BEFORE));
}

/* Right edges tell nothing: Poppler ends a character where the next one of its word begins. */
static bool same(const twins *t, uint32_t first, uint32_t second) {
    const pdf_glyph *a = &t->glyphs[first], *b = &t->glyphs[second];
    float near = PDF_TWIN_REACH * b->em;
    return t->page->chars[a->pick].code == t->page->chars[b->pick].code &&
           fabsf(a->u0 - b->u0) <= near && fabsf(a->v0 - b->v0) <= near &&
           fabsf(a->v1 - b->v1) <= 2 * near && !is_below(a, b);
}

/* The first one that is equal, or PDF_NONE. */
static uint32_t in_square(const twins *t, uint32_t index, int32_t x, int32_t y) {
    uint32_t at = slot_of(t, t->page->chars[t->glyphs[index].pick].code, x, y);
    for (int probe = 0; probe < PROBES && t->slots[at]; probe++, at = (at + 1) & t->mask)
        if (same(t, t->slots[at] - 1, index))
            return t->slots[at] - 1;
    return PDF_NONE;
}

static uint32_t find_first(const twins *t, uint32_t index) {
    const pdf_glyph *glyph = &t->glyphs[index];
    float near = fminf(PDF_TWIN_REACH * glyph->em, SIDE / 2);
    const int32_t x[2] = {(int32_t)floorf((glyph->u0 - near) / SIDE),
                          (int32_t)floorf((glyph->u0 + near) / SIDE)};
    const int32_t y[2] = {(int32_t)floorf((glyph->v0 - near) / SIDE),
                          (int32_t)floorf((glyph->v0 + near) / SIDE)};
    uint32_t found = PDF_NONE;
    for (int i = 0; i < 4 && found == PDF_NONE; i++)
        if ((i % 2 == 0 || x[0] != x[1]) && (i < 2 || y[0] != y[1]))
            found = in_square(t, index, x[i % 2], y[i / 2]);
    return found;
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

/* Whether any place has two. */
static bool find_places(twins *t) {
    bool any = false;
    for (uint32_t i = 0; i < t->count; i++) {
        uint32_t first = t->crossed[i] ? find_first(t, i) : PDF_NONE;
        if (first == PDF_NONE && t->crossed[i])
            keep(t, i);
        t->place[i] = first == PDF_NONE ? i : first;
        t->copies[t->place[i]]++;
        any |= first != PDF_NONE;
    }
    return any;
}

static bool begins_word(const pdf_glyph *last, const pdf_glyph *next) {
    float step = next->u0 - last->u0, gap = next->u0 - last->u1;
    return next->flags & (PDF_CHAR_LINE_BEFORE | PDF_CHAR_SPACE_BEFORE) ||
           step <= PDF_TWIN_REACH * next->em || gap > 0.6f * next->em ||
           fabsf(next->v0 - last->v0) > 0.3f * next->em;
}

static void find_words(twins *t) {
    for (uint32_t i = 0; i < t->count; i++) {
        if (!i || begins_word(&t->glyphs[i - 1], &t->glyphs[i]))
            t->words[t->word_count++].first = i;
        t->words[t->word_count - 1].count++;
    }
}

/* Short ones first, of equal ones the last. */
static int by_length(const void *left, const void *right) {
    const word *a = left, *b = right;
    if (a->count != b->count)
        return (a->count > b->count) - (a->count < b->count);
    return (a->first < b->first) - (a->first > b->first);
}

static bool is_spare(const twins *t, const word *one) {
    for (uint32_t i = one->first; i < one->first + one->count; i++)
        if (t->copies[t->place[i]] < 2)
            return false;
    return true;
}

static void drop_words(twins *t) {
    pdf_sort(t->words, t->word_count, sizeof *t->words, by_length);
    for (uint32_t i = 0; i < t->word_count; i++) {
        const word *one = &t->words[i];
        bool spare = is_spare(t, one);
        for (uint32_t k = one->first; spare && k < one->first + one->count; k++) {
            t->copies[t->place[k]]--;
            t->gone[k] = true;
        }
    }
}

static bool make_room(pdf_reader *reader, twins *t) {
    uint32_t slots = 16;
    while (slots / 2 < t->count && slots < 1u << 30)
        slots *= 2;
    t->mask = slots - 1;
    t->slots = PDF_TAKE(reader->page, uint32_t, slots);
    t->place = PDF_TAKE(reader->page, uint32_t, t->count);
    t->copies = PDF_TAKE(reader->page, uint32_t, t->count);
    t->words = PDF_TAKE(reader->page, word, t->count);
    t->gone = PDF_TAKE(reader->page, bool, t->count);
    return t->slots && t->place && t->copies && t->words && t->gone;
}

static uint32_t leave_out(const twins *t, pdf_glyph *glyphs, uint32_t *dropped) {
    uint32_t kept = 0, out = 0;
    for (uint32_t i = 0; i < t->count; i++) {
        if (!t->gone[i]) {
            glyphs[kept++] = glyphs[i];
            continue;
        }
        dropped[out++] = glyphs[i].pick;
        /* What came before it in the page's order ends a line for what follows. */
        if (i + 1 < t->count)
            glyphs[i + 1].flags |= glyphs[i].flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE);
    }
    return kept;
}

uint32_t pdf_part_twins(pdf_reader *reader, const pdf_page *page, pdf_glyph *glyphs, uint32_t count,
                        uint32_t *dropped) {
    twins t = {.glyphs = glyphs, .page = page, .count = count};
    t.crossed = pdf_crossed_of(reader, glyphs, count);
    if (!t.crossed)
        return count;
    if (!make_room(reader, &t))
        return 0;
    if (!find_places(&t))
        return count;
    find_words(&t);
    drop_words(&t);
    return leave_out(&t, glyphs, dropped);
}
