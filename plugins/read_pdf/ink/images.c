/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pictures that are painted over glyphs. Whether they hide them is in their pixels: a logo is mostly glass, a watermark is thin. Asked
 * once for each glyph below, as the picture is painted; one that is too large to be decoded is taken for opaque. Rules are not seen
 * below what is opaque all over; and what one sees through and lies over text bounds no cell. */
#include "ink/ink.h"

#include <math.h>

enum { MOST_LOOKS = 1 << 24 };

/* Where a digit has ink, in points from the origin of its glyph: along the text, and up from its line. */
static const float spots[][2] = {{1.5f, 1.5f}, {3, 4.5f}};
enum { SPOTS = sizeof spots / sizeof *spots };

static void place_spot(const pdf_shown *glyph, int spot, double at[2]) {
    const double along = (double)spots[spot][0], up = (double)spots[spot][1];
    const double steps[][2] = {[PDF_RIGHTWARD] = {along, -up},
                               [PDF_UPWARD] = {-up, -along},
                               [PDF_DOWNWARD] = {up, along},
                               [PDF_LEFTWARD] = {-along, up}};
    at[0] = (double)glyph->x + steps[glyph->turn][0];
    at[1] = (double)glyph->y + steps[glyph->turn][1];
}

static bool is_below(const pdf_pen *pen, const pdf_shown *glyph, const float box[4]) {
    for (int i = 0; i < SPOTS; i++) {
        double at[2];
        place_spot(glyph, i, at);
        for (int k = 0; k < 2; k++)
            if (at[k] < (double)fmaxf(box[k], pen->clip[k]) ||
                at[k] > (double)fminf(box[k + 2], pen->clip[k + 2]))
                return false;
    }
    return true;
}

bool pdf_pen_is_over_glyphs(pdf_pen *pen) {
    if (pen->last_image >= pen->count)
        return false;
    for (uint32_t i = 0; i < pen->glyph_count; i++)
        if (++pen->looks > MOST_LOOKS ||
            is_below(pen, &pen->glyphs[i], pen->inks[pen->last_image].box))
            return true;
    return false;
}

/* ---- pixels ---- */

/* cairo keeps them in words of the machine, the first one in what is its lowest byte. */
static double bit_of(const unsigned char *row, size_t x) {
    const uint32_t word = ((const uint32_t *)(const void *)row)[x / 32];
    const size_t bit = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? x % 32 : 31 - x % 32;
    return word >> bit & 1;
}

/* One pixel of an image surface, 0 to 1; outside of it nothing is painted. */
static double pixel_alpha(cairo_surface_t *surface, double x, double y) {
    const unsigned char *data = cairo_image_surface_get_data(surface);
    const int wide = cairo_image_surface_get_width(surface);
    const int high = cairo_image_surface_get_height(surface);
    if (!data || !(x >= 0 && x < wide && y >= 0 && y < high))
        return 0;
    const unsigned char *row = data + (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
    switch (cairo_image_surface_get_format(surface)) {
    case CAIRO_FORMAT_RGB24:
        return 1;
    case CAIRO_FORMAT_ARGB32:
        return (double)(((const uint32_t *)(const void *)row)[(size_t)x] >> 24) / 255;
    case CAIRO_FORMAT_A8:
        return (double)row[(size_t)x] / 255;
    case CAIRO_FORMAT_A1:
        return bit_of(row, (size_t)x);
    default:
        return 1;
    }
}

/* How thickly the pattern paints at a place of the page. */
static double alpha_at(const pdf_pen *pen, cairo_pattern_t *pattern, const double at[2]) {
    double alpha = 1, x = at[0] * pen->scale, y = at[1] * pen->scale;
    cairo_surface_t *surface = NULL;
    cairo_matrix_t to;
    if (cairo_pattern_get_rgba(pattern, NULL, NULL, NULL, &alpha) == CAIRO_STATUS_SUCCESS)
        return alpha;
    if (cairo_pattern_get_surface(pattern, &surface) != CAIRO_STATUS_SUCCESS ||
        cairo_surface_get_type(surface) != CAIRO_SURFACE_TYPE_IMAGE)
        return 0;
    cairo_device_to_user(pen->cairo, &x, &y);
    cairo_pattern_get_matrix(pattern, &to);
    cairo_matrix_transform_point(&to, &x, &y);
    return pixel_alpha(surface, x, y);
}

/* ---- glyphs below ---- */

static void add_veil(pdf_pen *pen, uint32_t glyph) {
    pdf_veil *veils =
        pdf_more(pen->room, pen->veils, pen->veil_count, &pen->veil_capacity, sizeof *veils);
    if (!veils)
        return;
    pen->veils = veils;
    veils[pen->veil_count++] = (pdf_veil){.glyph = glyph, .ink = pen->last_image};
}

static bool is_hidden(const pdf_pen *pen, const pdf_shown *glyph, double alpha,
                      cairo_pattern_t *mask) {
    cairo_pattern_t *source = cairo_get_source(pen->cairo);
    for (int i = 0; i < SPOTS; i++) {
        double at[2];
        place_spot(glyph, i, at);
        const double through = mask ? alpha_at(pen, mask, at) : 1;
        if (!pdf_pen_covers(pen, alpha * through * alpha_at(pen, source, at)))
            return false;
    }
    return true;
}

/* One sees through a stamp or a watermark at one of these places, if not at many: seals are round. */
static bool is_glass(const pdf_pen *pen, const float box[4], double alpha, cairo_pattern_t *mask) {
    enum { PLACES = 9 };
    cairo_pattern_t *source = cairo_get_source(pen->cairo);
    for (int i = 0; i < PLACES * PLACES; i++) {
        const int column = i % PLACES, row = i / PLACES;
        const double part[2] = {(column + .5) / PLACES, (row + .5) / PLACES};
        double at[2];
        for (int k = 0; k < 2; k++)
            at[k] = (double)box[k] + part[k] * (double)(box[k + 2] - box[k]);
        const double through = mask ? alpha_at(pen, mask, at) : 1;
        if (!pdf_pen_covers(pen, alpha * through * alpha_at(pen, source, at)))
            return true;
    }
    return false;
}

/* `is_known`: the source, and a mask if there is one, are what is painted. */
static void veil(pdf_pen *pen, double alpha, cairo_pattern_t *mask, bool is_known) {
    if (pen->last_image >= pen->count)
        return;
    pdf_ink *image = &pen->inks[pen->last_image];
    const bool hides_nothing =
        pen->has_odd_clip || pen->has_hole || pen->has_lost_groups || !pdf_pen_covers(pen, alpha);
    if (hides_nothing || (is_known && is_glass(pen, image->box, alpha, mask)))
        image->ground |= PDF_GROUND_GLASS;
    if (hides_nothing)
        return;
    for (uint32_t i = 0; i < image->glyphs && i < pen->glyph_count; i++) {
        if (++pen->looks > MOST_LOOKS)
            return;
        if (is_below(pen, &pen->glyphs[i], image->box) &&
            (!is_known || is_hidden(pen, &pen->glyphs[i], alpha, mask)))
            add_veil(pen, i);
    }
    image->ground |= PDF_GROUND_COVERS;
}

void pdf_pen_veil(pdf_pen *pen, double alpha, cairo_pattern_t *mask) {
    veil(pen, alpha, mask, true);
    pen->last_image = PDF_NONE;
}

void pdf_pen_veil_unknown(pdf_pen *pen) {
    veil(pen, 1, NULL, false);
}

/* What was painted into a group that one sees through hides nothing. */
void pdf_pen_settle_veils(pdf_pen *pen) {
    for (uint32_t i = 0; i < pen->veil_count; i++)
        if (pen->inks[pen->veils[i].ink].ground & PDF_GROUND_COVERS)
            pen->glyphs[pen->veils[i].glyph].is_veiled = 1;
}

/* ---- paint that one sees through ---- */

static bool is_on_glyphs(pdf_pen *pen, const pdf_ink *ink) {
    for (uint32_t i = 0; i < ink->glyphs && i < pen->glyph_count; i++) {
        const pdf_shown *glyph = &pen->glyphs[i];
        if (++pen->looks > MOST_LOOKS || (glyph->x > ink->box[0] && glyph->x < ink->box[2] &&
                                          glyph->y > ink->box[1] && glyph->y < ink->box[3]))
            return true;
    }
    return false;
}

/* Over text it is a marker, and no shade of a cell. */
void pdf_pen_settle_markers(pdf_pen *pen) {
    for (uint32_t i = 0; i < pen->count; i++) {
        pdf_ink *ink = &pen->inks[i];
        if (ink->paint == PDF_FILL && (ink->ground & PDF_GROUND_PLAIN) &&
            !(ink->ground & PDF_GROUND_COVERS) && is_on_glyphs(pen, ink))
            ink->ground |= PDF_GROUND_GLASS;
    }
}
