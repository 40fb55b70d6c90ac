/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits below many white lines, which each hide as good as nothing: level ones, upright ones and those askew that were painted later.
 * A digit is hidden where they cover most of the places in its middle. A page without white lines over text costs a look at each ink. */
#include "page/drawn.h"
#include "page/legible.h"
#include "page/mesh.h"

#include <math.h>

enum {
    SIDE = 8,  /* places of a digit, along and across */
    MOST = 48, /* of its places that are covered: the digit is hidden */
    WHITE = 0xF0F0F0,
    PALE = 0xC0C0C0 /* what is askew and darker strikes. page/slashed.c */
};
#define THICK 8.0f /* points: thicker is an area. page/hidden.c */

typedef struct hatching {
    pdf_page *page;
    const pdf_pen *pen;
    const pdf_drawn *drawn;
    pdf_mesh mesh; /* of lines: inks, and behind them streaks */
    uint64_t left; /* looks at lines and glyphs */
} hatching;

static bool is_line(const pdf_ink *ink) {
    return (ink->colour & WHITE) == WHITE && ink->paint <= PDF_FILL && ink->glyphs &&
           (ink->ground & PDF_GROUND_COVERS) &&
           fminf(ink->box[2] - ink->box[0], ink->box[3] - ink->box[1]) < THICK;
}

static bool is_streak(const pdf_streak *streak) {
    return (streak->colour & PALE) == PALE && !streak->is_edge && streak->glyphs && streak->covers;
}

static bool is_any(const pdf_pen *pen) {
    for (uint32_t i = 0; i < pen->count; i++)
        if (is_line(&pen->inks[i]))
            return true;
    for (uint32_t i = 0; i < pen->streak_count; i++)
        if (is_streak(&pen->streaks[i]))
            return true;
    return false;
}

/* Of more lines than any page of text has the first ones tell. */
static bool sort_lines(pdf_room *room, hatching *h) {
    const pdf_pen *pen = h->pen;
    bool has_room = pdf_mesh_new(room, h->page, &h->mesh);
    const bool is_made = has_room;
    for (uint32_t i = 0; has_room && i < pen->count; i++)
        if (is_line(&pen->inks[i]))
            has_room = pdf_mesh_add_box(room, &h->mesh, pen->inks[i].box, i);
    for (uint32_t i = 0; has_room && i < pen->streak_count; i++)
        if (is_streak(&pen->streaks[i]))
            has_room = pdf_mesh_add_line(room, &h->mesh, pen->streaks[i].at, pen->count + i);
    return is_made;
}

static bool is_on_streak(const pdf_streak *streak, float x, float y) {
    const float *at = streak->at, wide = at[2] - at[0], high = at[3] - at[1];
    const float far = (x - at[0]) * wide + (y - at[1]) * high, all = wide * wide + high * high;
    const float part = all > 0 ? fmaxf(0, fminf(1, far / all)) : 0;
    return hypotf(x - at[0] - part * wide, y - at[1] - part * high) <= streak->half;
}

static bool is_on_line(const hatching *h, uint32_t line, float x, float y) {
    if (line >= h->pen->count)
        return is_on_streak(&h->pen->streaks[line - h->pen->count], x, y);
    const float *box = h->pen->inks[line].box;
    return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
}

/* The places of the box that the line covers, a bit each. */
static uint64_t places_of(const hatching *h, uint32_t line, const float box[4]) {
    uint64_t places = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
        const int column = i % SIDE, row = i / SIDE;
        const float along = ((float)column + .5f) / SIDE, down = ((float)row + .5f) / SIDE;
        if (is_on_line(h, line, box[0] + along * (box[2] - box[0]),
                       box[1] + down * (box[3] - box[1])))
            places |= UINT64_C(1) << i;
    }
    return places;
}

static int count_of(uint64_t places) {
    int count = 0;
    for (; places; places &= places - 1)
        count++;
    return count;
}

static bool is_hatched(hatching *h, const pdf_char *one) {
    pdf_core core;
    if (!pdf_is_digit(one->code) || !pdf_mesh_has(&h->mesh, one->box) ||
        !pdf_core_of(h->drawn, h->page, one, &core))
        return false;
    const uint32_t last = pdf_drawn_last(h->drawn, pdf_drawn_glyph(h->drawn, one));
    uint64_t places = 0;
    pdf_mesh_walk walk = pdf_mesh_begin(&h->mesh, core.box);
    for (uint32_t line; h->left > 0 && (line = pdf_mesh_next(&h->mesh, &walk)) != PDF_NONE;
         h->left--) {
        const uint32_t glyphs = line < h->pen->count ? h->pen->inks[line].glyphs
                                                     : h->pen->streaks[line - h->pen->count].glyphs;
        if (glyphs > last)
            places |= places_of(h, line, core.box);
    }
    return count_of(places) >= MOST;
}

void pdf_hide_hatched(pdf_source *source, const pdf_pen *pen, pdf_page *page) {
    enum { MOST_LOOKS = 1 << 20 };
    pdf_room *room = source->reader->page;
    hatching h = {.page = page, .pen = pen, .left = MOST_LOOKS};
    pdf_char *own = NULL;
    uint32_t hidden = 0;
    if (!pen->glyph_count || !page->char_count || !is_any(pen) ||
        !(h.drawn = pdf_drawn_of(source->reader, page)) || !sort_lines(room, &h))
        return;
    for (uint32_t i = 0; i < page->char_count; i++) {
        if (!is_hatched(&h, &page->chars[i]))
            continue;
        if (!own && !(own = pdf_own_chars(room, page)))
            return;
        pdf_hide_figure(&own[i]);
        hidden++;
    }
    if (hidden)
        pdf_say(source->reader, SHEAF_WARNING, "pdf.text.hidden", page->number, true,
                "%u digits on the page cannot be seen: white lines are drawn over them; U+FFFD "
                "stands for them",
                hidden);
}
