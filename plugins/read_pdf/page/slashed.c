/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that a line goes through which is not level: a slash, a cross, a wave, a hand's stroke in the page itself. Such lines are cut
 * to squares of the page, so that a page of drawings costs about as much as it has lines. What encloses something strikes nothing
 * (the ring of a seal), nor does what is pale (a watermark), nor what is drawn in the place of glyphs. */
#include "page/drawn.h"
#include "page/legible.h"

#include <math.h>

enum { SIDE = 16 /* points of a square */, MOST_STEPS = 1 << 20 };
enum { PALE = 0xC8 };

#define CROSSED 0.3f /* of a digit's width, that lines are long in its middle */

/* A streak in one square. */
typedef struct step {
    uint32_t streak, next; /* in that square; PDF_NONE */
} step;

typedef struct slashing {
    pdf_page *page;
    const pdf_pen *pen;
    const pdf_drawn *drawn;
    uint32_t columns, rows;
    uint32_t *firsts; /* of each square: a step; PDF_NONE */
    step *steps;
    uint32_t count, capacity;
    uint32_t *covers; /* inks that hide what lies below them */
    uint32_t cover_count;
    uint64_t left; /* looks at streaks, covers and glyphs */
} slashing;

/* ---- squares ---- */

static uint32_t square_of(float at, uint32_t squares) {
    const float last = (float)(squares - 1), square = at / SIDE;
    return (uint32_t)(square > 0 ? square < last ? square : last : 0);
}

static bool add_step(pdf_room *room, slashing *s, uint32_t square, uint32_t streak) {
    step *steps = s->count < MOST_STEPS
                      ? pdf_more(room, s->steps, s->count, &s->capacity, sizeof *steps)
                      : NULL;
    if (!steps)
        return false;
    s->steps = steps;
    steps[s->count] = (step){streak, s->firsts[square]};
    s->firsts[square] = s->count++;
    return true;
}

static bool is_pale(uint32_t colour) {
    return (colour >> 16 & 0xFF) >= PALE && (colour >> 8 & 0xFF) >= PALE && (colour & 0xFF) >= PALE;
}

static bool add_streak(pdf_room *room, slashing *s, uint32_t at) {
    const pdf_streak *one = &s->pen->streaks[at];
    const uint32_t last = square_of(fmaxf(one->at[1], one->at[3]), s->rows);
    for (uint32_t row = square_of(fminf(one->at[1], one->at[3]), s->rows); row <= last; row++) {
        const float band[4] = {-PDF_FARTHEST, (float)(row * SIDE), 2 * PDF_FARTHEST,
                               (float)((row + 1) * SIDE)};
        float part[2] = {0, 1};
        if (!pdf_streak_within(one->at, band, part))
            continue;
        const float wide = one->at[2] - one->at[0];
        const float a = one->at[0] + part[0] * wide, b = one->at[0] + part[1] * wide;
        const uint32_t end = square_of(fmaxf(a, b), s->columns);
        for (uint32_t column = square_of(fminf(a, b), s->columns); column <= end; column++)
            if (!add_step(room, s, row * s->columns + column, at))
                return false;
    }
    return true;
}

/* Where annotations are drawn there are level ones, too, and upright ones, which part columns. */
static bool may_strike(const pdf_streak *one) {
    return !one->spares && !is_pale(one->colour) && one->at[0] != one->at[2] &&
           one->at[1] != one->at[3];
}

static bool sort_streaks(pdf_room *room, slashing *s) {
    const uint32_t squares = s->columns * s->rows;
    s->firsts = PDF_TAKE_UNSET(room, uint32_t, squares);
    if (!s->firsts)
        return false;
    for (uint32_t i = 0; i < squares; i++)
        s->firsts[i] = PDF_NONE;
    for (uint32_t i = 0; i < s->pen->streak_count; i++)
        if (may_strike(&s->pen->streaks[i]) && !add_streak(room, s, i))
            return false;
    return s->count > 0;
}

/* ---- what is painted over ---- */

/* A sheet on a drawing: the lines of it are not seen there. */
static void find_covers(pdf_room *room, slashing *s) {
    enum { MOST_COVERS = 1024 };
    s->covers = PDF_TAKE_UNSET(room, uint32_t, MOST_COVERS);
    for (uint32_t i = 0; s->covers && i < s->pen->count && s->cover_count < MOST_COVERS; i++)
        if (s->pen->inks[i].paint <= PDF_FILL && (s->pen->inks[i].ground & PDF_GROUND_COVERS))
            s->covers[s->cover_count++] = i;
}

static bool is_covered(slashing *s, const pdf_streak *streak, const float part[4]) {
    for (uint32_t i = s->cover_count; i > 0 && s->left > 0; s->left--) {
        const uint32_t at = s->covers[--i];
        const float *box = s->pen->inks[at].box;
        if (at < streak->inks)
            return false;
        if (box[0] <= part[0] && box[1] <= part[1] && box[2] >= part[2] && box[3] >= part[3])
            return true;
    }
    return false;
}

/* ---- digits ---- */

/* How long the lines are in what of the box lies in the square. */
static float length_in(slashing *s, const float box[4], uint32_t column, uint32_t row) {
    const float x = (float)(column * SIDE), y = (float)(row * SIDE);
    const float cut[4] = {fmaxf(box[0], x), fmaxf(box[1], y), fminf(box[2], x + SIDE),
                          fminf(box[3], y + SIDE)};
    float sum = 0, part[2];
    for (uint32_t i = s->firsts[row * s->columns + column]; i != PDF_NONE && s->left > 0;
         i = s->steps[i].next, s->left--) {
        const pdf_streak *streak = &s->pen->streaks[s->steps[i].streak];
        const float *at = streak->at;
        if (pdf_streak_within(at, cut, part) && !is_covered(s, streak, cut))
            sum += (part[1] - part[0]) * hypotf(at[2] - at[0], at[3] - at[1]);
    }
    return sum;
}

static float length_of(slashing *s, const float box[4]) {
    const uint32_t right = square_of(box[2], s->columns), low = square_of(box[3], s->rows);
    float sum = 0;
    for (uint32_t row = square_of(box[1], s->rows); row <= low; row++)
        for (uint32_t column = square_of(box[0], s->columns); column <= right; column++)
            sum += length_in(s, box, column, row);
    return sum;
}

static bool may_be_slashed(const slashing *s, const pdf_char *one) {
    if (!pdf_is_digit(one->code) || one->look >= s->page->look_count ||
        pdf_is_nameless(&s->page->looks[one->look]))
        return false;
    const uint32_t right = square_of(one->box[2], s->columns);
    const uint32_t low = square_of(one->box[3], s->rows);
    for (uint32_t row = square_of(one->box[1], s->rows); row <= low; row++)
        for (uint32_t column = square_of(one->box[0], s->columns); column <= right; column++)
            if (s->firsts[row * s->columns + column] != PDF_NONE)
                return true;
    return false;
}

typedef enum crossed { FREE, TOUCHED, SLASHED } crossed;

/* A line through a number goes on through its other digits, though not through their middle. */
static crossed crossed_of(slashing *s, const pdf_char *one) {
    pdf_core core;
    if (!may_be_slashed(s, one) || !pdf_core_of(s->drawn, s->page, one, &core))
        return FREE;
    const float least = CROSSED * (core.box[core.along + 2] - core.box[core.along]);
    if (length_of(s, core.box) >= least)
        return SLASHED;
    return length_of(s, core.wide) >= least ? TOUCHED : FREE;
}

static void ask_word(slashing *s, pdf_char **own, pdf_room *room, uint32_t from, uint32_t end) {
    bool is_slashed = false;
    for (uint32_t i = from; i < end && !is_slashed; i++)
        is_slashed = crossed_of(s, &s->page->chars[i]) == SLASHED;
    if (is_slashed && !*own)
        *own = pdf_own_chars(room, s->page);
    for (uint32_t i = from; is_slashed && *own && i < end; i++)
        if (crossed_of(s, &s->page->chars[i]) != FREE)
            (*own)[i].flags |= PDF_CHAR_STRUCK;
}

void pdf_strike_slashed(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { MOST_LOOKS = 1 << 26 };
    pdf_room *room = source->reader->page;
    slashing s = {.page = page, .pen = pen, .left = MOST_LOOKS};
    pdf_char *own = NULL;
    if (!pen->streak_count || !pen->glyph_count || !page->char_count)
        return;
    s.columns = (uint32_t)(page->width / SIDE) + 1;
    s.rows = (uint32_t)(page->height / SIDE) + 1;
    if (!sort_streaks(room, &s) || !(s.drawn = pdf_drawn_of(source->reader, page)))
        return;
    find_covers(room, &s);
    uint32_t end;
    for (uint32_t from = 0; from < page->char_count; from = end) {
        end = pdf_end_of_word(page, from);
        ask_word(&s, &own, room, from, end);
    }
}
