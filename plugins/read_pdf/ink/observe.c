/* SPDX-License-Identifier: GPL-2.0-or-later
 * Way B to inks: cairo's observer surface calls back before it strokes or fills, while the cairo_t still holds the path.
 * Public calls alone, but Poppler really draws, images are decoded, and groups are drawn where no observer stands. */
#include "ink/ink.h"

#include <math.h>
#include <string.h>

/* Pixels along the longer side: twice an A4 page, so that thin lines are snapped by no more than a quarter of a point. */
#define MOST_SIDE 2000.0

static void take_clip(pdf_pen *pen) {
    double at[4];
    cairo_matrix_t matrix;
    cairo_get_matrix(pen->cairo, &matrix);
    cairo_identity_matrix(pen->cairo);
    cairo_clip_extents(pen->cairo, &at[0], &at[1], &at[2], &at[3]);
    cairo_set_matrix(pen->cairo, &matrix);
    for (int i = 0; i < 4; i++)
        pen->clip[i] = (float)(at[i] / pen->scale);
}

static void on_stroke(cairo_surface_t *observer, cairo_surface_t *target, void *pen) {
    (void)observer;
    (void)target;
    take_clip(pen);
    pdf_pen_stroke(pen);
}

static void on_fill(cairo_surface_t *observer, cairo_surface_t *target, void *pen) {
    (void)observer;
    (void)target;
    take_clip(pen);
    pdf_pen_fill(pen);
}

/* Where an image is painted or masked, the clip is its box, or lies in it. */
static void on_image(cairo_surface_t *observer, cairo_surface_t *target, void *pen) {
    (void)observer;
    (void)target;
    take_clip(pen);
    pdf_pen_image(pen);
}

static void observe(PopplerPage *from, pdf_pen *pen, cairo_surface_t *target) {
    cairo_surface_t *observer =
        cairo_surface_create_observer(target, CAIRO_SURFACE_OBSERVER_NORMAL);
    cairo_surface_observer_add_stroke_callback(observer, on_stroke, pen);
    cairo_surface_observer_add_fill_callback(observer, on_fill, pen);
    cairo_surface_observer_add_paint_callback(observer, on_image, pen);
    cairo_surface_observer_add_mask_callback(observer, on_image, pen);
    pen->cairo = cairo_create(observer);
    cairo_scale(pen->cairo, pen->scale, pen->scale);
    poppler_page_render(from, pen->cairo);
    cairo_destroy(pen->cairo);
    cairo_surface_destroy(observer);
}

void pdf_ink_observe(PopplerPage *from, pdf_pen *pen, const pdf_page *page) {
    double longer = fmax((double)page->width, (double)page->height);
    pen->scale = fmin(MOST_SIDE / longer, 16);
    cairo_surface_t *target =
        cairo_image_surface_create(CAIRO_FORMAT_A8, (int)ceil((double)page->width * pen->scale),
                                   (int)ceil((double)page->height * pen->scale));
    observe(from, pen, target);
    cairo_surface_destroy(target);
}
