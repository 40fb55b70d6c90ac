/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where glyphs are shown, which way they run, and whether their colour lets anybody see them. */
#include "ink/ink.h"

#include <math.h>
#include <string.h>

#define TILTED 0.14   /* eight degrees */
#define SQUEEZED 0.08 /* of its height wide, or the other way about: a digit is a line */
#define TINY 0.6      /* points */

static uint32_t channel(double value, double alpha) {
    double mixed = value * alpha + 1 - alpha;
    return (uint32_t)lround(255 * (mixed > 0 ? mixed < 1 ? mixed : 1 : 0));
}

/* The colour of the source over white; false: nothing would be seen. Of gradients the first colour, of others grey. */
bool pdf_pen_colour(cairo_t *cairo, uint32_t *colour) {
    double red = .5, green = .5, blue = .5, alpha = 1;
    cairo_pattern_t *source = cairo_get_source(cairo);
    if (cairo_pattern_get_rgba(source, &red, &green, &blue, &alpha) != CAIRO_STATUS_SUCCESS)
        cairo_pattern_get_color_stop_rgba(source, 0, NULL, &red, &green, &blue, &alpha);
    if (!(alpha > 0))
        return false;
    *colour = channel(red, alpha) << 16 | channel(green, alpha) << 8 | channel(blue, alpha);
    return true;
}

static uint32_t least_of(uint32_t colour) {
    uint32_t red = colour >> 16 & 0xFF, green = colour >> 8 & 0xFF, blue = colour & 0xFF;
    uint32_t least = red < green ? red : green;
    return least < blue ? least : blue;
}

pdf_shade pdf_shade_of(uint32_t colour) {
    enum { WHITE = 0xF0, BLACK = 0x48 };
    if (least_of(colour) >= WHITE)
        return PDF_SHADE_WHITE;
    return least_of(~colour & 0xFFFFFF) >= 0xFF - BLACK ? PDF_SHADE_BLACK : PDF_SHADE_ANY;
}

static bool is_mixed(cairo_pattern_t *source) {
    double alpha = 0;
    return cairo_pattern_get_rgba(source, NULL, NULL, NULL, &alpha) != CAIRO_STATUS_SUCCESS ||
           alpha < 1;
}

/* The colour of the source for pdf_shown. */
static uint32_t shown_colour(cairo_t *cairo, uint32_t colour) {
    const bool is_plain = pdf_shade_of(colour) != PDF_SHADE_ANY;
    return is_plain || !is_mixed(cairo_get_source(cairo)) ? colour : colour | PDF_COLOUR_MIXED;
}

/* Gradients show their text if any of their colours does. */
static bool has_stops(cairo_pattern_t *source) {
    int stops = 0;
    double red, green, blue, alpha;
    uint32_t first = 0;
    cairo_pattern_get_color_stop_count(source, &stops);
    for (int i = 0; i < stops; i++) {
        cairo_pattern_get_color_stop_rgba(source, i, NULL, &red, &green, &blue, &alpha);
        const uint32_t stop =
            channel(red, alpha) << 16 | channel(green, alpha) << 8 | channel(blue, alpha);
        if (i && pdf_shade_of(stop) != pdf_shade_of(first))
            return true;
        first = stop;
    }
    return false;
}

uint32_t pdf_pen_text_colour(const pdf_pen *pen) {
    cairo_t *cairo = pen->cairo;
    uint32_t colour = 0;
    if (!pdf_pen_colour(cairo, &colour) || pdf_pen_is_white_tile(pen))
        return 0xFFFFFF;
    return has_stops(cairo_get_source(cairo)) ? colour | PDF_COLOUR_MIXED
                                              : shown_colour(cairo, colour);
}

/* Nearly white or not seen at all, as far as the source is one colour. As long as a pattern is the source no other one has its
 * address, so it is asked once for glyphs that nothing is painted between. */
static bool is_light(pdf_pen *pen) {
    enum { LIGHT = 0xC8 };
    const void *source = cairo_get_source(pen->cairo);
    uint32_t colour = 0;
    if (source == pen->glyph_source)
        return pen->glyphs_light;
    pen->glyph_source = source;
    bool is_seen = pdf_pen_colour(pen->cairo, &colour);
    pen->glyphs_light = !is_seen || least_of(colour) >= LIGHT;
    pen->glyphs_colour = is_seen ? shown_colour(pen->cairo, colour) : 0xFFFFFF;
    return pen->glyphs_light;
}

/* Type 3 fonts have units of their own. */
static bool is_own(cairo_t *cairo) {
    return cairo_font_face_get_type(cairo_get_font_face(cairo)) == CAIRO_FONT_TYPE_USER;
}

/* The size along the text and across it, so much too small that digits are dots or lines. */
static bool is_dot(const pdf_pen *pen, double along, double across) {
    const double least = TINY * pen->scale;
    const bool is_plain = along >= least && across >= least && along >= SQUEEZED * across &&
                          across >= SQUEEZED * along;
    return !is_plain && !is_own(pen->cairo);
}

/* The way that text runs: where the font's x axis leads to. A page that was scanned askew is not tilted. */
static pdf_way way_of_glyphs(pdf_pen *pen, const cairo_matrix_t *to, const cairo_matrix_t *font) {
    const bool light = is_light(pen);
    double x = to->xx * font->xx + to->xy * font->yx, y = to->yx * font->xx + to->yy * font->yx;
    double off = to->xx * font->xy + to->xy * font->yy, up = to->yx * font->xy + to->yy * font->yy;
    const double wide = fabs(x), high = fabs(y);
    const bool level = wide >= high;
    const double most = level ? wide : high, least = level ? high : wide;
    pdf_direction turn =
        level ? (x < 0 ? PDF_LEFTWARD : PDF_RIGHTWARD) : (y < 0 ? PDF_UPWARD : PDF_DOWNWARD);
    const bool tilted = least > TILTED * most, dot = is_dot(pen, wide + high, fabs(off) + fabs(up));
    return (pdf_way){.is_known = true,
                     .to = *to,
                     .font = *font,
                     .as = {.turn = turn & 3u,
                            .is_tilted = tilted & 1u,
                            .is_light = light & 1u,
                            .is_veiled = dot & 1u,
                            .colour = pen->glyphs_colour},
                     .em = (float)(most / pen->scale)};
}

static bool is_same(const cairo_matrix_t *a, const cairo_matrix_t *b) {
    return a->xx == b->xx && a->yx == b->yx && a->xy == b->xy && a->yy == b->yy && a->x0 == b->x0 &&
           a->y0 == b->y0;
}

/* Strings of one line are shown alike, as a rule. */
static const pdf_way *find_way(pdf_pen *pen) {
    cairo_matrix_t to, font;
    cairo_get_matrix(pen->cairo, &to);
    cairo_get_font_matrix(pen->cairo, &font);
    if (!pen->way.is_known || !is_same(&to, &pen->way.to) || !is_same(&font, &pen->way.font) ||
        cairo_get_source(pen->cairo) != pen->glyph_source)
        pen->way = way_of_glyphs(pen, &to, &font);
    return &pen->way;
}

/* Whether the clip ends where a glyph may have ink: half an em along its way is what a digit takes, and above it less than one. */
static bool may_be_cut(const pdf_pen *pen, const pdf_shown *at, float em) {
    static const float reach[][4] = {[PDF_RIGHTWARD] = {0, -.7f, .5f, 0},
                                     [PDF_UPWARD] = {-.7f, -.5f, 0, 0},
                                     [PDF_DOWNWARD] = {0, 0, .7f, .5f},
                                     [PDF_LEFTWARD] = {-.5f, 0, 0, .7f}};
    const float *sides = reach[at->turn], *clip = pen->clip;
    return !(at->x + sides[0] * em >= clip[0] && at->y + sides[1] * em >= clip[1] &&
             at->x + sides[2] * em <= clip[2] && at->y + sides[3] * em <= clip[3]);
}

static void note_cut(pdf_pen *pen, const pdf_shown *shown, float em) {
    pdf_cut *cuts = pen->cut_count >= PDF_MOST_INKS ? NULL
                                                    : pdf_more(pen->room, pen->cuts, pen->cut_count,
                                                               &pen->cut_capacity, sizeof *cuts);
    if (!cuts)
        return;
    pen->cuts = cuts;
    cuts[pen->cut_count] = (pdf_cut){.shown = *shown, .em = em};
    memcpy(cuts[pen->cut_count++].clip, pen->clip, sizeof pen->clip);
}

/* False: there is no room for more. */
static bool add_glyph(pdf_pen *pen, const pdf_shown *glyph) {
    pdf_shown *shown = pen->glyphs;
    if (pen->glyph_count >= pen->glyph_capacity)
        shown = pdf_more(pen->room, shown, pen->glyph_count, &pen->glyph_capacity, sizeof *shown);
    if (!shown)
        return false;
    pen->glyphs = shown;
    shown[pen->glyph_count++] = *glyph;
    return true;
}

/* As exact as may_be_cut(): a glyph that begins where its clip does is in one of the lists. What is not cut begins in it. */
static bool begins_in_clip(const pdf_pen *pen, const pdf_shown *at) {
    return at->x >= pen->clip[0] && at->x <= pen->clip[2] && at->y >= pen->clip[1] &&
           at->y <= pen->clip[3];
}

void pdf_pen_glyphs(pdf_pen *pen, const cairo_glyph_t *glyphs, int count) {
    enum { INDEX = (1 << 23) - 1 };
    const pdf_way *way = find_way(pen);
    const cairo_matrix_t *to = &way->to;
    const double points = 1 / pen->scale;
    pdf_shown shown = way->as;
    pen->has_unpainted |= shown.is_veiled;
    for (int i = 0; i < count && pen->glyph_count < PDF_MOST_INKS; i++) {
        double x = (to->xx * glyphs[i].x + to->xy * glyphs[i].y + to->x0) * points;
        double y = (to->yx * glyphs[i].x + to->yy * glyphs[i].y + to->y0) * points;
        shown.x = (float)x;
        shown.y = (float)y;
        shown.index = (uint32_t)glyphs[i].index & INDEX;
        shown.begins = i == 0;
        shown.is_cut = may_be_cut(pen, &shown, way->em) & 1u;
        if (shown.is_cut && isfinite(x) && isfinite(y))
            note_cut(pen, &shown, way->em);
        if ((!shown.is_cut || begins_in_clip(pen, &shown)) && !add_glyph(pen, &shown))
            return;
    }
}
