/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that are written askew over a page whose text is level: watermarks, stamps. They belong to no table, heading or paragraph of
 * it. Poppler gives each of their characters as a word of its own, in the order of heights, so they are put together as they were
 * shown: each step leads on the way of the ones before. */
#include "lines/askew.h"

#include "page/legible.h"

#include <math.h>
#include <string.h>

#define STEP 3.0f /* ems from one character to the next, at most */
#define BENT 0.7f /* of it, off the way of those before: seals are written in rings */

/* Characters that were shown one behind the other. */
typedef struct word {
    uint32_t first, count; /* of the picks */
    float x, y,
        along[2]; /* where the last one begins; the way, of unit length, once there are two */
} word;

typedef struct gathering {
    pdf_reader *reader;
    const pdf_page *page;
    uint64_t left; /* how many characters may still be looked at */
    bool *taken;   /* of each character */
    uint32_t *picks;
    float *begins; /* of each pick, along its word */
    uint32_t count;
    word *words;
    uint32_t word_count;
} gathering;

static float em_of(const pdf_page *page, uint32_t pick) {
    const pdf_char *one = &page->chars[pick];
    const float size = one->look < page->look_count ? page->looks[one->look].size : 0;
    return size > 1 ? size : 1;
}

/* A page all of which is askew is read as it stands. */
static bool find_tilted(gathering *g) {
    enum { LEVEL = 5 /* one of so many at least */ };
    const pdf_page *page = g->page;
    uint32_t count = 0;
    for (uint32_t i = 0; i < page->char_count; i++)
        count += (page->chars[i].flags & PDF_CHAR_TILTED) != 0;
    if (!count || !page->glyph_count ||
        (uint64_t)(page->char_count - count) * LEVEL < page->char_count)
        return false;
    g->taken = PDF_TAKE(g->reader->page, bool, page->char_count);
    g->picks = PDF_TAKE_UNSET(g->reader->page, uint32_t, page->char_count);
    g->begins = PDF_TAKE_UNSET(g->reader->page, float, page->char_count);
    g->words = PDF_TAKE_UNSET(g->reader->page, word, page->char_count);
    return g->taken && g->picks && g->begins && g->words;
}

/* The nearest character that is not taken yet: a tilted one, or one that looks like `like`. */
static uint32_t char_of(gathering *g, const pdf_shown *glyph, const pdf_char *like) {
    const pdf_char *chars = g->page->chars;
    uint32_t found = PDF_NONE;
    float nearest = 1;
    for (uint32_t i = 0; i < g->page->char_count && g->left > 0; i++, g->left--) {
        if (g->taken[i] ||
            !(like ? chars[i].look == like->look : (chars[i].flags & PDF_CHAR_TILTED) != 0))
            continue;
        const float off = pdf_off_tilted(&chars[i], glyph);
        found = off < nearest ? i : found;
        nearest = fminf(off, nearest);
    }
    return found;
}

/* In the ring of a seal some characters are level. */
static bool is_between(const pdf_page *page, uint32_t i) {
    return i && i + 1 < page->glyph_count && page->glyphs[i - 1].is_tilted &&
           page->glyphs[i + 1].is_tilted;
}

static uint32_t pick_of(gathering *g, uint32_t i) {
    const pdf_shown *glyph = &g->page->glyphs[i];
    if (glyph->is_tilted)
        return char_of(g, glyph, NULL);
    return g->count && is_between(g->page, i)
               ? char_of(g, glyph, &g->page->chars[g->picks[g->count - 1]])
               : PDF_NONE;
}

/* How far the glyph stands behind the last one of the word; 0: it belongs to another word. */
static float step_to(const word *w, const pdf_shown *glyph, float em) {
    const float x = glyph->x - w->x, y = glyph->y - w->y, far = hypotf(x, y);
    if (!(far > 0 && far <= STEP * em))
        return 0;
    if (w->count < 2)
        return far;
    const float on = x * w->along[0] + y * w->along[1], off = x * w->along[1] - y * w->along[0];
    return on > 0 && fabsf(off) <= BENT * far ? far : 0;
}

static bool is_alike(const gathering *g, uint32_t pick) {
    return g->page->chars[pick].look == g->page->chars[g->picks[g->count - 1]].look;
}

static void put(gathering *g, const pdf_shown *glyph, uint32_t pick) {
    float step = 0;
    if (g->word_count && is_alike(g, pick))
        step = step_to(&g->words[g->word_count - 1], glyph, em_of(g->page, pick));
    if (!(step > 0))
        g->words[g->word_count++] = (word){.first = g->count, .x = glyph->x, .y = glyph->y};
    word *w = &g->words[g->word_count - 1];
    w->along[0] = step > 0 ? (glyph->x - w->x) / step : 0;
    w->along[1] = step > 0 ? (glyph->y - w->y) / step : 0;
    g->begins[g->count] = step > 0 ? g->begins[g->count - 1] + step : 0;
    g->picks[g->count++] = pick;
    w->count++;
    w->x = glyph->x;
    w->y = glyph->y;
}

static void gather_words(gathering *g) {
    enum { ROUNDS = 64, LEAST = 1 << 22 };
    g->left = (uint64_t)g->page->char_count * ROUNDS + LEAST;
    for (uint32_t i = 0; i < g->page->glyph_count; i++) {
        const uint32_t pick = pick_of(g, i);
        if (pick == PDF_NONE)
            continue;
        g->taken[pick] = true;
        put(g, &g->page->glyphs[i], pick);
    }
}

/* Digits alone may be those of a number whose others are level, and without them it would be another one; and one character alone may
 * be level itself, as it only begins where one of a watermark does. */
static bool is_uncertain(const gathering *g, const word *w) {
    for (uint32_t i = w->first; w->count > 1 && i < w->first + w->count; i++)
        if (!pdf_is_digit(g->page->chars[g->picks[i]].code))
            return false;
    return true;
}

/* The characters of the word as if it were level. */
static void level(const gathering *g, const word *w, pdf_char *chars) {
    const float *from = g->page->chars[g->picks[w->first]].box;
    for (uint32_t i = w->first; i < w->first + w->count; i++) {
        pdf_char *one = &chars[g->picks[i]];
        const float em = em_of(g->page, g->picks[i]), x = from[0] + g->begins[i];
        const float room = i + 1 < w->first + w->count ? g->begins[i + 1] - g->begins[i] : em;
        memcpy(one->box, (float[4]){x, from[3] - em, x + fminf(room, em), from[3]},
               sizeof one->box);
        one->flags &= (uint16_t) ~(PDF_CHAR_TURNED | PDF_CHAR_LINE_BEFORE | PDF_CHAR_SPACE_BEFORE);
    }
    chars[g->picks[w->first]].flags |= PDF_CHAR_LINE_BEFORE;
}

/* Where it stands on the page. */
static void place(const gathering *g, const uint32_t *picks, pdf_line *line) {
    memcpy(line->box, g->page->chars[picks[line->first]].box, sizeof line->box);
    for (uint32_t i = 0; i < line->count; i++)
        pdf_box_unite(line->box, g->page->chars[picks[line->first + i]].box);
    line->first = PDF_NONE; /* its characters are none of the page that is laid out */
}

static void spell(const gathering *g, const pdf_page *levelled, const word *w, pdf_askew *askew) {
    uint32_t *picks = &g->picks[w->first];
    const float within[4] = {0, 0, 1, 1}; /* nothing stands beside it */
    pdf_line *lines = NULL;
    const uint32_t count = pdf_lines_of(g->reader, levelled, picks, w->count, within, &lines);
    for (uint32_t i = 0; i < count; i++) {
        place(g, picks, &lines[i]);
        askew->lines[askew->count++] = lines[i];
    }
}

/* The page without what was put together, which parts what stood before and behind it. */
static void leave_out(const gathering *g, const bool *is_out, pdf_char *chars, pdf_page *page) {
    uint32_t kept = 0;
    unsigned parted = 0;
    for (uint32_t i = 0; i < page->char_count; i++) {
        parted |= g->page->chars[i].flags & PDF_CHAR_LINE_BEFORE;
        if (is_out[i])
            continue;
        chars[kept] = g->page->chars[i];
        chars[kept++].flags |= (uint16_t)parted;
        parted = 0;
    }
    page->chars = chars;
    page->char_count = kept;
}

static void take_words(gathering *g, pdf_page *page, pdf_askew *askew) {
    pdf_room *room = g->reader->page;
    pdf_page levelled = *page;
    pdf_char *chars = pdf_own_chars(room, &levelled),
             *rest = PDF_TAKE_UNSET(room, pdf_char, page->char_count);
    bool *is_out = PDF_TAKE(room, bool, page->char_count);
    askew->lines = PDF_TAKE(g->reader->kept, pdf_line, g->count);
    if (!chars || !rest || !is_out || !askew->lines)
        return;
    for (uint32_t i = 0; i < g->word_count; i++) {
        const word *w = &g->words[i];
        if (is_uncertain(g, w))
            continue;
        level(g, w, chars);
        for (uint32_t k = w->first; k < w->first + w->count; k++)
            is_out[g->picks[k]] = true;
        spell(g, &levelled, w, askew);
    }
    leave_out(g, is_out, rest, page);
}

pdf_askew pdf_take_askew(pdf_reader *reader, pdf_page *page) {
    pdf_askew askew = {.count = 0};
    gathering g = {.reader = reader, .page = page};
    if (!find_tilted(&g))
        return askew;
    const pdf_page whole = *page;
    g.page = &whole;
    gather_words(&g);
    take_words(&g, page, &askew);
    return askew;
}

bool pdf_put_askew(pdf_reader *reader, const pdf_askew *askew, pdf_sheet *sheet) {
    if (!askew->count)
        return true;
    pdf_piece *pieces =
        PDF_TAKE(reader->kept, pdf_piece, (size_t)sheet->piece_count + askew->count);
    if (!pieces)
        return false;
    const uint32_t count = sheet->piece_count;
    uint32_t region = count ? sheet->pieces[count - 1].region : 0;
    if (count)
        memcpy(pieces, sheet->pieces, count * sizeof *pieces);
    for (uint32_t i = 0; i < askew->count; i++) {
        pieces[count + i] = (pdf_piece){
            .kind = PDF_PIECE_LINE, .region = ++region, .line = &askew->lines[i], .askew = true};
        memcpy(pieces[count + i].box, askew->lines[i].box, sizeof pieces->box);
    }
    sheet->pieces = pieces;
    sheet->piece_count = count + askew->count;
    return true;
}
