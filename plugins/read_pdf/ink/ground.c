/* SPDX-License-Identifier: GPL-2.0-or-later
 * What paint hides, by its source, the operator and the clip: an area may be the ground of text, and lie on top of it. */
#include "ink/ink.h"

#include <math.h>

bool pdf_pen_covers(const pdf_pen *pen, double alpha) {
    const double least = .9;
    return alpha >= least && cairo_get_operator(pen->cairo) == CAIRO_OPERATOR_OVER;
}

/* Of the thinnest colour of a gradient; 0 where the pattern is none, or ends somewhere. Of meshes and tiles nobody knows: they are taken
 * for thick. */
static double alpha_of_pattern(cairo_pattern_t *source) {
    const cairo_pattern_type_t type = cairo_pattern_get_type(source);
    double least = 1, alpha = 0;
    int stops = 0;
    if (type == CAIRO_PATTERN_TYPE_MESH || pdf_is_tiled(source))
        return 1;
    if ((type != CAIRO_PATTERN_TYPE_LINEAR && type != CAIRO_PATTERN_TYPE_RADIAL) ||
        cairo_pattern_get_extend(source) == CAIRO_EXTEND_NONE)
        return 0;
    cairo_pattern_get_color_stop_count(source, &stops);
    for (int i = 0; i < stops; i++) {
        cairo_pattern_get_color_stop_rgba(source, i, NULL, NULL, NULL, NULL, &alpha);
        least = fmin(least, alpha);
    }
    return stops ? least : 0;
}

/* What the source, the operator and the clip say of a rectangle that is filled now. A group in which it is has its say later. */
uint16_t pdf_pen_ground(const pdf_pen *pen) {
    double alpha = 0;
    cairo_pattern_t *source = cairo_get_source(pen->cairo);
    const bool is_plain =
        cairo_pattern_get_rgba(source, NULL, NULL, NULL, &alpha) == CAIRO_STATUS_SUCCESS;
    if (!is_plain)
        alpha = alpha_of_pattern(source);
    bool covers =
        pdf_pen_covers(pen, alpha) && !pen->has_lost_groups && !pen->has_odd_clip && !pen->has_hole;
    return (uint16_t)((is_plain ? PDF_GROUND_PLAIN : 0) | (covers ? PDF_GROUND_COVERS : 0));
}

/* ---- areas of one path ---- */

static bool is_apart(const pdf_pen *pen, uint32_t from, uint32_t ink) {
    const float *box = pen->inks[ink].box;
    for (uint32_t i = from; i < pen->count; i++) {
        const float *other = pen->inks[i].box;
        if (i != ink && pdf_overlap(box[0], box[2], other[0], other[2]) > 0 &&
            pdf_overlap(box[1], box[3], other[1], other[3]) > 0)
            return false;
    }
    return true;
}

/* Of areas of one path that do not turn alike one may be a hole in another. */
void pdf_pen_doubt_holes(pdf_pen *pen, uint32_t before, bool is_any) {
    enum { MANY = 64 };
    is_any |= pen->count - before > MANY;
    for (uint32_t i = before; i < pen->count; i++)
        if (is_any || !is_apart(pen, before, i))
            pen->inks[i].ground &= PDF_GROUND_CUT;
}
