/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits that a line goes through which is not level: a slash, a cross, a wave, a hand's stroke in the page itself. Such lines are cut
 * to squares of the page, so that a page of drawings costs about as much as it has lines. What encloses something strikes nothing
 * (the ring of a seal), nor does what is pale (a watermark), nor what is drawn in the place of glyphs. */
#include "page/drawn.h"
#include "page/legible.h"
#include "page/mesh.h"

#include <math.h>

enum { PALE = 0xC8 };

#define CROSSED 0.3f /* of a digit's width, that lines are long in its middle */

typedef struct slashing {
    pdf_page *page;
    const pdf_pen *pen;
    const pdf_drawn *drawn;
    pdf_mesh mesh;    /* of streaks */
    uint32_t *covers; /* inks that hide what lies below them */
    uint32_t cover_count;
    uint64_t left; /* looks at streaks, covers and glyphs */
} slashing;

/* ---- squares ---- */

static bool is_pale(uint32_t colour) {
    return (colour >> 16 & 0xFF) >= PALE && (colour >> 8 & 0xFF) >= PALE && (colour & 0xFF) >= PALE;
}

/* Where annotations are drawn there are level ones, too, and upright ones, which part columns. */
static bool may_strike(const pdf_streak *one) {
    return !one->spares && !is_pale(one->colour) && one->at[0] != one->at[2] &&
           one->at[1] != one->at[3];
}

static bool sort_streaks(pdf_room *room, slashing *s) {
    if (!pdf_mesh_new(room, s->page, &s->mesh))
        return false;
    for (uint32_t i = 0; i < s->pen->streak_count; i++)
        if (may_strike(&s->pen->streaks[i]) &&
            !pdf_mesh_add_line(room, &s->mesh, s->pen->streaks[i].at, i))
            return false;
    return s->mesh.count > 0;
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
    const float x = (float)(column * PDF_MESH_SIDE), y = (float)(row * PDF_MESH_SIDE);
    const float cut[4] = {fmaxf(box[0], x), fmaxf(box[1], y), fminf(box[2], x + PDF_MESH_SIDE),
                          fminf(box[3], y + PDF_MESH_SIDE)};
    float sum = 0, part[2];
    for (uint32_t i = s->mesh.firsts[row * s->mesh.columns + column]; i != PDF_NONE && s->left > 0;
         i = s->mesh.steps[i].next, s->left--) {
        const pdf_streak *streak = &s->pen->streaks[s->mesh.steps[i].item];
        const float *at = streak->at;
        if (pdf_streak_within(at, cut, part) && !is_covered(s, streak, cut))
            sum += (part[1] - part[0]) * hypotf(at[2] - at[0], at[3] - at[1]);
    }
    return sum;
}

static float length_of(slashing *s, const float box[4]) {
    const uint32_t right = pdf_mesh_square(box[2], s->mesh.columns);
    const uint32_t low = pdf_mesh_square(box[3], s->mesh.rows);
    float sum = 0;
    for (uint32_t row = pdf_mesh_square(box[1], s->mesh.rows); row <= low; row++)
        for (uint32_t column = pdf_mesh_square(box[0], s->mesh.columns); column <= right; column++)
            sum += length_in(s, box, column, row);
    return sum;
}

static bool may_be_slashed(const slashing *s, const pdf_char *one) {
    return pdf_is_digit(one->code) && one->look < s->page->look_count &&
           !pdf_is_nameless(&s->page->looks[one->look]) && pdf_mesh_has(&s->mesh, one->box);
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
    if (!sort_streaks(room, &s) || !(s.drawn = pdf_drawn_of(source->reader, page)))
        return;
    find_covers(room, &s);
    uint32_t end;
    for (uint32_t from = 0; from < page->char_count; from = end) {
        end = pdf_end_of_word(page, from);
        ask_word(&s, &own, room, from, end);
    }
}
