/* SPDX-License-Identifier: GPL-2.0-or-later
 * Patterns of tiles. Poppler draws a tile with a cairo_t of its own, right before the pattern is painted; soft masks too, and
 * pictures may be of one, so that a tile counts as seen that nobody sees. */
#include "ink/ink.h"

bool pdf_is_tiled(cairo_pattern_t *source) {
    return cairo_pattern_get_type(source) == CAIRO_PATTERN_TYPE_SURFACE &&
           cairo_pattern_get_extend(source) == CAIRO_EXTEND_REPEAT;
}

/* Watermarks are tiles, too, which one sees through; what is as low as a row or some is painted to hide it. */
void pdf_pen_see_through_tiles(pdf_pen *pen, uint32_t before) {
    const float most = 60; /* points */
    if (!pdf_is_tiled(cairo_get_source(pen->cairo)))
        return;
    for (uint32_t i = before; i < pen->count; i++)
        if (pen->inks[i].box[3] - pen->inks[i].box[1] > most)
            pen->inks[i].ground &= (uint16_t)~PDF_GROUND_COVERS;
}

/* Of all that it draws a tile shows what lies in its box, which is its surface. */
static bool is_outside(cairo_t *elsewhere) {
    double path[4], box[4];
    cairo_fill_extents(elsewhere, &path[0], &path[1], &path[2], &path[3]);
    cairo_clip_extents(elsewhere, &box[0], &box[1], &box[2], &box[3]);
    return path[2] <= box[0] || path[0] >= box[2] || path[3] <= box[1] || path[1] >= box[3];
}

void pdf_pen_note_elsewhere(pdf_pen *pen, cairo_t *elsewhere, bool is_fill) {
    uint32_t colour = 0;
    if (is_fill && is_outside(elsewhere))
        return;
    const bool is_plain =
        cairo_pattern_get_type(cairo_get_source(elsewhere)) == CAIRO_PATTERN_TYPE_SOLID;
    pen->is_tile_seen |= !is_plain || (pdf_pen_colour(elsewhere, &colour) &&
                                       pdf_shade_of(colour) != PDF_SHADE_WHITE);
}

bool pdf_pen_is_white_tile(const pdf_pen *pen) {
    return pdf_is_tiled(cairo_get_source(pen->cairo)) && !pen->is_tile_seen;
}

void pdf_pen_end_tile(pdf_pen *pen) {
    if (pdf_is_tiled(cairo_get_source(pen->cairo)))
        pen->is_tile_seen = false;
}
