/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that is no more than a path (text render modes 1 and 7). Where that is stroked at once it is text as any other. Where it becomes
 * the clip, its glyphs are shown once something is painted at their places before the clip is gone, in the colour of that; else nobody
 * sees them. So they are held back until then. */
#include "ink/ink.h"

#define AROUND 2.0f /* points around what is painted */

void pdf_pen_hold(pdf_pen *pen, uint32_t first) {
    if (!pen->has_paths && first < pen->glyph_count)
        pen->first_path = first;
    pen->has_paths = true;
    for (uint32_t i = first; i < pen->glyph_count; i++)
        pen->glyphs[i].is_path = 1;
}

void pdf_pen_release(pdf_pen *pen, uint32_t first) {
    for (uint32_t i = first; i < pen->glyph_count; i++)
        pen->glyphs[i].is_path = 0;
}

/* Text may be filled and become the clip as well: its glyphs are shown twice, one after the other. */
static bool is_shown(const pdf_pen *pen, uint32_t at) {
    enum { FAR = 1024 };
    const pdf_shown *one = &pen->glyphs[at];
    for (uint32_t i = at; i > 0 && at - i < FAR; i--) {
        const pdf_shown *other = &pen->glyphs[i - 1];
        if (!other->is_path && other->index == one->index && other->x == one->x &&
            other->y == one->y)
            return true;
    }
    return false;
}

static bool keep(pdf_pen *pen, const pdf_shown *glyph) {
    pdf_shown *held =
        pdf_more(pen->room, pen->held, pen->held_count, &pen->held_capacity, sizeof *held);
    if (!held)
        return false;
    pen->held = held;
    held[pen->held_count] = *glyph;
    held[pen->held_count++].is_path = 0;
    return true;
}

void pdf_pen_clip_to_text(pdf_pen *pen) {
    if (!pen->has_paths)
        return;
    uint32_t kept = pen->first_path;
    bool is_any = false;
    for (uint32_t i = kept; i < pen->glyph_count; i++) {
        const pdf_shown glyph = pen->glyphs[i];
        is_any |= glyph.is_path;
        if (!glyph.is_path || (!is_shown(pen, i) && !keep(pen, &glyph)))
            pen->glyphs[kept++] = glyph;
    }
    pen->glyph_count = kept;
    pdf_pen_begin_run(pen, pen->first_path, 0);
    pdf_pen_begin_run(pen, kept, pen->font);
    pen->has_paths = false;
    pen->has_odd_clip |= is_any;
}

static bool is_in(const pdf_ink *inks, uint32_t first, uint32_t end, const pdf_shown *glyph) {
    for (uint32_t i = first; i < end; i++) {
        const float *box = inks[i].box;
        if (glyph->x >= box[0] - AROUND && glyph->x <= box[2] + AROUND &&
            glyph->y >= box[1] - AROUND && glyph->y <= box[3] + AROUND)
            return true;
    }
    return false;
}

static pdf_shown *show_held(pdf_pen *pen, uint32_t at) {
    pdf_shown *glyphs = pen->glyph_count < PDF_MOST_INKS
                            ? pdf_more(pen->room, pen->glyphs, pen->glyph_count,
                                       &pen->glyph_capacity, sizeof *glyphs)
                            : NULL;
    if (!glyphs)
        return NULL;
    pen->glyphs = glyphs;
    pdf_pen_begin_run(pen, pen->glyph_count, 0);
    pdf_pen_begin_run(pen, pen->glyph_count + 1, pen->font);
    glyphs[pen->glyph_count] = pen->held[at];
    return &glyphs[pen->glyph_count++];
}

static void paint_held(pdf_pen *pen, uint32_t at, uint32_t colour) {
    pdf_shown *glyph = show_held(pen, at);
    if (!glyph)
        return;
    glyph->colour = colour;
    glyph->is_light = pdf_shade_of(colour) == PDF_SHADE_WHITE;
}

void pdf_pen_drop_held(pdf_pen *pen, uint32_t first) {
    for (uint32_t i = first; i < pen->held_count; i++) {
        pdf_shown *glyph = show_held(pen, i);
        if (glyph)
            glyph->is_veiled = 1;
        pen->has_unpainted = true;
    }
    pen->held_count = first < pen->held_count ? first : pen->held_count;
}

/* Of an area nothing is seen but the glyphs: it is the ground of none. */
static void lift(pdf_ink *inks, uint32_t first, uint32_t end, uint32_t glyphs) {
    for (uint32_t i = first; i < end; i++) {
        inks[i].glyphs = glyphs;
        inks[i].ground = 0;
    }
}

void pdf_pen_paint_held(pdf_pen *pen, uint32_t inks, uint32_t shapes, bool is_area) {
    const uint32_t colour = pdf_pen_text_colour(pen);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < pen->held_count; i++) {
        if (!is_area || is_in(pen->inks, inks, pen->count, &pen->held[i]) ||
            is_in(pen->shapes, shapes, pen->shape_count, &pen->held[i]))
            paint_held(pen, i, colour);
        else
            pen->held[kept++] = pen->held[i];
    }
    pen->held_count = kept;
    if (!kept) { /* nothing else is seen of it */
        pen->count = inks;
        pen->shape_count = shapes;
    }
    lift(pen->inks, inks, pen->count, pen->glyph_count);
    lift(pen->shapes, shapes, pen->shape_count, pen->glyph_count);
}
