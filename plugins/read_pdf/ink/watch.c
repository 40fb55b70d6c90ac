/* SPDX-License-Identifier: GPL-2.0-or-later
 * Way A to inks: the library before cairo tells what Poppler draws, and draws nothing (docs/decisions/0070). So the target
 * is one pixel, and the clip is kept here: the stack of boxes that save and restore move over. What was drawn into a group
 * counts once the group is painted; a group that only became a soft mask is taken out again at the end. */
#include "ink/ink.h"

#include <math.h>
#include <string.h>

/* Poppler snaps thin lines to device pixels: at this scale by no more than a thirty-second of a point. */
#define SCALE 16.0
enum { MOST_PIXELS_OVER = 1 << 24 /* of an image over glyphs */ };
enum { MOST_DEPTH = 100000, MOST_GROUPS = 100000 };

typedef struct group {
    const cairo_pattern_t
        *pattern;        /* told apart by its address alone; NULL while it is drawn into */
    uint32_t first, end; /* its inks */
    uint32_t first_glyph, end_glyph;
    uint32_t first_shape, end_shape;
    uint32_t first_streak, end_streak;
    bool painted;
} group;

typedef struct box {
    float sides[4];
    float hole[4];
    uint32_t held; /* glyphs that are the clip */
    uint32_t font;
    bool is_odd; /* of a clip that is no rectangle */
    bool has_hole;
} box;

typedef struct watching {
    pdf_pen *pen;
    bool saw_any;
    box *clips; /* of the states that are saved */
    uint32_t clip_count, clip_capacity;
    uint32_t unkept; /* states that are saved beyond MOST_DEPTH */
    group *groups;
    uint32_t group_count, group_capacity;
    uint32_t path; /* the glyphs from there on are the current path; PDF_NONE */
} watching;

/* ---- the clip --------------------------------------------------------------------------------------------------- */

static void save_clip(watching *w) {
    box *clips =
        w->unkept || w->clip_count >= MOST_DEPTH
            ? NULL
            : pdf_more(w->pen->room, w->clips, w->clip_count, &w->clip_capacity, sizeof *clips);
    w->unkept += !clips;
    if (!clips)
        return;
    w->clips = clips;
    box *kept = &clips[w->clip_count++];
    kept->held = w->pen->held_count;
    kept->font = w->pen->font;
    kept->is_odd = w->pen->has_odd_clip;
    kept->has_hole = w->pen->has_hole;
    memcpy(kept->sides, w->pen->clip, sizeof kept->sides);
    memcpy(kept->hole, w->pen->hole, sizeof kept->hole);
}

static void restore_clip(watching *w) {
    if (w->unkept) {
        w->unkept--;
        return;
    }
    if (!w->clip_count)
        return;
    const box *kept = &w->clips[--w->clip_count];
    if (w->pen->held_count > kept->held)
        pdf_pen_drop_held(w->pen, kept->held);
    pdf_pen_choose_font(w->pen, kept->font);
    w->pen->has_odd_clip = kept->is_odd;
    w->pen->has_hole = kept->has_hole;
    memcpy(w->pen->clip, kept->sides, sizeof kept->sides);
    memcpy(w->pen->hole, kept->hole, sizeof kept->hole);
}

/* One that cuts nothing off (the whole page again, say) is no news. */
static bool cuts(const float clip[4], const float to[4]) {
    return to[0] > clip[0] + 1 || to[1] > clip[1] + 1 || to[2] < clip[2] - 1 || to[3] < clip[3] - 1;
}

/* Whether the clip is what its path added since `before`, one rectangle. */
static bool is_rectangle(const pdf_pen *pen, uint32_t before) {
    bool is_one = pen->count == before + 1;
    for (int i = 0; i < 4 && is_one; i++)
        is_one = fabsf(pen->inks[before].box[i] - pen->clip[i]) < 1;
    return is_one;
}

static void narrow_clip(watching *w) {
    float to[4];
    pdf_pen *pen = w->pen;
    const uint32_t before = pen->count;
    bool is_full;
    pdf_pen_clip_to_text(pen);
    if (!pdf_pen_clip(pen, to, &is_full))
        return;
    const bool is_news = cuts(pen->clip, to);
    for (int i = 0; i < 2; i++) {
        pen->clip[i] = fmaxf(pen->clip[i], to[i]);
        pen->clip[i + 2] = fminf(pen->clip[i + 2], to[i + 2]);
    }
    pen->has_odd_clip |= !is_full && !is_rectangle(pen, before);
    if (!is_news)
        pen->count = before;
}

/* ---- groups ----------------------------------------------------------------------------------------------------- */

static void begin_group(watching *w) {
    save_clip(w);
    w->pen->ring_end = 0;
    group *groups =
        w->group_count >= MOST_GROUPS
            ? NULL
            : pdf_more(w->pen->room, w->groups, w->group_count, &w->group_capacity, sizeof *groups);
    w->pen->has_lost_groups |= !groups;
    if (!groups)
        return;
    w->groups = groups;
    groups[w->group_count++] = (group){.first = w->pen->count,
                                       .first_glyph = w->pen->glyph_count,
                                       .first_shape = w->pen->shape_count,
                                       .first_streak = w->pen->streak_count};
}

static void end_group(watching *w, const cairo_pattern_t *pattern) {
    restore_clip(w);
    w->pen->ring_end = 0;
    uint32_t i = w->group_count;
    while (i > 0 && w->groups[i - 1].pattern)
        i--;
    if (i == 0)
        return;
    w->groups[i - 1].pattern = pattern;
    w->groups[i - 1].end = w->pen->count;
    w->groups[i - 1].end_glyph = w->pen->glyph_count;
    w->groups[i - 1].end_shape = w->pen->shape_count;
    w->groups[i - 1].end_streak = w->pen->streak_count;
}

static uint32_t thinned(uint32_t colour, double alpha) {
    uint32_t mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        double value = (double)(colour >> shift & 0xFF);
        mixed |= (uint32_t)lround(value * alpha + 255 * (1 - alpha)) << shift;
    }
    return mixed;
}

/* Glyphs of which hardly anything is seen. */
static void fade(watching *w, const group *faded, double alpha) {
    const double least = .1;
    for (uint32_t i = faded->first_glyph; alpha < least && i < faded->end_glyph; i++) {
        w->pen->glyphs[i].is_light = 1;
        w->pen->glyphs[i].colour = 0xFFFFFF;
    }
}

/* Streaks of a group that is painted so, or of one that is not (alpha 0). */
static void thin_streaks(watching *w, const group *of, double alpha) {
    for (uint32_t i = of->first_streak; alpha < 1 && i < of->end_streak; i++)
        w->pen->streaks[i].colour = thinned(w->pen->streaks[i].colour, alpha);
}

/* What of a group shows what lies below it covers nothing. */
static void uncover(watching *w, const group *of) {
    const uint16_t rest = (uint16_t)~PDF_GROUND_COVERS;
    for (uint32_t i = of->first; i < of->end; i++) {
        w->pen->inks[i].ground &= rest;
        if (w->pen->inks[i].paint == PDF_IMAGE)
            w->pen->inks[i].ground |= PDF_GROUND_GLASS;
    }
    for (uint32_t i = of->first_shape; i < of->end_shape; i++)
        w->pen->shapes[i].ground &= rest;
    for (uint32_t i = of->first_streak; i < of->end_streak; i++)
        w->pen->streaks[i].covers = false;
}

/* Addresses come again when a pattern is gone, so the last group of that address is meant that was not painted yet: a group in another
 * one is painted before that ends. */
static void paint_source(watching *w, double alpha, bool is_masked) {
    const cairo_pattern_t *source = cairo_get_source(w->pen->cairo);
    uint32_t i = w->group_count;
    while (i > 0 && (w->groups[i - 1].pattern != source || w->groups[i - 1].painted))
        i--;
    if (i == 0 || !(alpha > 0))
        return;
    w->groups[i - 1].painted = true;
    for (uint32_t k = w->groups[i - 1].first; alpha < 1 && k < w->groups[i - 1].end; k++)
        w->pen->inks[k].colour = thinned(w->pen->inks[k].colour, alpha);
    fade(w, &w->groups[i - 1], alpha);
    thin_streaks(w, &w->groups[i - 1], alpha);
    if (is_masked || w->pen->has_odd_clip || !pdf_pen_covers(w->pen, alpha))
        uncover(w, &w->groups[i - 1]);
}

/* Groups lie inside each other or apart, in order of their first inks. */
static void leave_out_unpainted(watching *w) {
    uint32_t kept = 0, left_out = 0;
    uint32_t g = 0;
    for (uint32_t i = 0; i < w->group_count; i++)
        if (w->groups[i].pattern && !w->groups[i].painted) {
            uncover(w, &w->groups[i]);
            thin_streaks(w, &w->groups[i], 0);
        }
    pdf_pen_settle_veils(w->pen);
    pdf_pen_settle_markers(w->pen);
    for (uint32_t i = 0; i < w->pen->count; i++) {
        for (; g < w->group_count && w->groups[g].first <= i; g++)
            if (w->groups[g].pattern && !w->groups[g].painted && w->groups[g].end > left_out)
                left_out = w->groups[g].end;
        if (i >= left_out)
            w->pen->inks[kept++] = w->pen->inks[i];
    }
    w->pen->count = kept;
}

/* Pictures without a mask are painted as a fill, through which one sees where one sees through the picture. */
static void fill(watching *w, double alpha) {
    pdf_pen *pen = w->pen;
    const uint32_t image = pen->last_image, before = pen->count, shapes = pen->shape_count;
    pdf_pen_fill(pen);
    if (pen->held_count)
        pdf_pen_paint_held(pen, before, shapes, true);
    pdf_pen_end_tile(pen);
    if (cairo_pattern_get_type(cairo_get_source(pen->cairo)) != CAIRO_PATTERN_TYPE_SURFACE)
        return;
    pdf_pen_veil(pen, alpha, NULL);
    for (uint32_t i = before; image < before && i < pen->count; i++)
        pen->inks[i].ground |= pen->inks[image].ground & PDF_GROUND_GLASS;
}

/* ---- what the watcher is told ----------------------------------------------------------------------------------- */

static void stroke(watching *w) {
    const uint32_t before = w->pen->count;
    if (w->path != PDF_NONE)
        pdf_pen_release(w->pen, w->path);
    pdf_pen_stroke(w->pen);
    if (w->pen->held_count)
        pdf_pen_paint_held(w->pen, before, w->pen->shape_count, false);
}

static void paint(watching *w, double alpha, cairo_pattern_t *mask) {
    paint_source(w, alpha, mask != NULL);
    pdf_pen_veil(w->pen, alpha, mask);
    if (w->pen->held_count)
        pdf_pen_paint_held(w->pen, w->pen->count, w->pen->shape_count, false);
}

static void saw(void *context, pdf_watch_event event, double alpha, cairo_pattern_t *pattern) {
    watching *w = context;
    w->saw_any = true;
    w->pen->glyph_source = NULL;
    w->pen->way.is_known = false;
    switch (event) {
    case PDF_WATCH_SAVE:
        save_clip(w);
        break;
    case PDF_WATCH_RESTORE:
        restore_clip(w);
        break;
    case PDF_WATCH_CLIP:
        narrow_clip(w);
        break;
    case PDF_WATCH_FILL:
        fill(w, alpha);
        break;
    case PDF_WATCH_STROKE:
        stroke(w);
        break;
    case PDF_WATCH_PAINT:
    case PDF_WATCH_MASK:
        paint(w, alpha, pattern);
        break;
    case PDF_WATCH_PUSH:
        begin_group(w);
        break;
    case PDF_WATCH_POP:
        end_group(w, pattern);
        break;
    }
    w->path = PDF_NONE;
}

static void showed(void *context, const cairo_glyph_t *glyphs, int count, bool is_path) {
    watching *w = context;
    const uint32_t before = w->pen->glyph_count;
    pdf_pen_glyphs(w->pen, glyphs, count);
    w->path = is_path ? before : PDF_NONE;
    if (is_path)
        pdf_pen_hold(w->pen, before);
}

static void drew_elsewhere(void *context, cairo_t *cairo, bool is_fill) {
    pdf_pen_note_elsewhere(((watching *)context)->pen, cairo, is_fill);
}

static void chose_font(void *context, cairo_font_face_t *face) {
    pdf_pen *pen = ((watching *)context)->pen;
    pen->way.is_known = false;
    pdf_pen_face(pen, face);
}

/* Soft masks are made in a surface of the size of the target, one pixel. */
static bool met_image(void *context, cairo_format_t format, int width, int height) {
    watching *w = context;
    if (format == CAIRO_FORMAT_ARGB32 && width == 1 && height == 1)
        return true;
    w->pen->is_tile_seen = true;
    pdf_pen_image(w->pen);
    const bool is_over = pdf_pen_is_over_glyphs(w->pen);
    const int64_t most =
        is_over && w->pen->most_pixels < MOST_PIXELS_OVER ? MOST_PIXELS_OVER : w->pen->most_pixels;
    bool fine = width > 0 && height > 0 && (int64_t)width * height <= most;
    const bool is_empty = fine && w->pen->are_empty && (int64_t)width * height > PDF_MOST_PIXELS;
    w->pen->wants_data |= is_empty;
    fine &= !is_empty;
    w->pen->refused |= !fine;
    if (is_over && !fine)
        pdf_pen_veil_unknown(w->pen);
    return fine;
}

static bool watch_page(PopplerPage *from, pdf_pen *pen, pdf_watch_calls *calls) {
    watching w = {.pen = pen, .path = PDF_NONE};
    const pdf_watcher watcher = {.cairo = pen->cairo,
                                 .calls = calls,
                                 .context = &w,
                                 .saw = saw,
                                 .showed = showed,
                                 .drew_elsewhere = drew_elsewhere,
                                 .chose_font = chose_font,
                                 .met_image = met_image};
    pdf_watch_begin(&watcher);
    poppler_page_render(from, pen->cairo);
    pdf_watch_end();
    pdf_pen_drop_held(pen, 0);
    pdf_pen_drop_faces(pen);
    leave_out_unpainted(&w);
    return w.saw_any;
}

bool pdf_ink_watch(PopplerPage *from, pdf_pen *pen, pdf_watch_calls *calls) {
    cairo_surface_t *nowhere = cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1);
    pen->cairo = cairo_create(nowhere);
    pen->scale = SCALE;
    cairo_scale(pen->cairo, SCALE, SCALE);
    bool saw_any = watch_page(from, pen, calls);
    cairo_destroy(pen->cairo);
    cairo_surface_destroy(nowhere);
    return saw_any;
}
