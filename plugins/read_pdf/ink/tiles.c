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

void pdf_pen_note_elsewhere(pdf_pen *pen, cairo_t *elsewhere) {
    uint32_t colour = 0;
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
