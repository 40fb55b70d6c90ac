/* SPDX-License-Identifier: GPL-2.0-or-later
 * The calls of cairo that Poppler paints, clips and groups with. Each is told to the watcher or goes on to libcairo, which
 * is asked for its own function by name. The one variable is the thread's watcher: images are made without a cairo_t, so
 * there is nothing else to hang it on. */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <stddef.h>

#define SEEN __attribute__((visibility("default")))

static _Thread_local const pdf_watcher *watcher;

SEEN void pdf_watch_begin(const pdf_watcher *with) {
    watcher = with;
}

SEEN void pdf_watch_end(void) {
    watcher = NULL;
}

/* POSIX lets an object pointer of dlsym stand for a function. */
typedef union function {
    void *found;
    void (*on)(cairo_t *);
    void (*with_value)(cairo_t *, double);
    void (*with_pattern)(cairo_t *, cairo_pattern_t *);
    void (*with_content)(cairo_t *, cairo_content_t);
    void (*with_glyphs)(cairo_t *, const cairo_glyph_t *, int);
    void (*with_clusters)(cairo_t *, const char *, int, const cairo_glyph_t *, int,
                          const cairo_text_cluster_t *, int, cairo_text_cluster_flags_t);
    cairo_pattern_t *(*to_pattern)(cairo_t *);
    cairo_surface_t *(*to_image)(cairo_format_t, int, int);
} function;

static function original(const char *name) {
    return (function){.found = dlsym(RTLD_NEXT, name)};
}

/* The watcher is told and may call cairo itself, unwatched. */
static void tell(cairo_t *cr, pdf_watch_event event, double alpha, cairo_pattern_t *group) {
    const pdf_watcher *told = watcher;
    if (told->cairo != cr)
        return;
    watcher = NULL;
    told->saw(told->context, event, alpha, group);
    watcher = told;
}

static void show(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
    const pdf_watcher *told = watcher;
    if (told->cairo != cr)
        return;
    watcher = NULL;
    told->showed(told->context, glyphs, count);
    watcher = told;
}

/* ---- told and not painted ------------------------------------------------------------------------------------- */

static void use_up_path(cairo_t *cr, pdf_watch_event event, const char *name) {
    if (!watcher) {
        original(name).on(cr);
        return;
    }
    tell(cr, event, 1, NULL);
    cairo_new_path(cr);
}

SEEN void cairo_stroke(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_STROKE, "cairo_stroke");
}

SEEN void cairo_fill(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_FILL, "cairo_fill");
}

SEEN void cairo_clip(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_CLIP, "cairo_clip");
}

SEEN void cairo_paint(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_PAINT, 1, NULL);
    else
        original("cairo_paint").on(cr);
}

SEEN void cairo_paint_with_alpha(cairo_t *cr, double alpha) {
    if (watcher)
        tell(cr, PDF_WATCH_PAINT, alpha, NULL);
    else
        original("cairo_paint_with_alpha").with_value(cr, alpha);
}

SEEN void cairo_mask(cairo_t *cr, cairo_pattern_t *pattern) {
    if (watcher)
        tell(cr, PDF_WATCH_PAINT, 1, NULL);
    else
        original("cairo_mask").with_pattern(cr, pattern);
}

SEEN void cairo_show_glyphs(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
    if (watcher)
        show(cr, glyphs, count);
    else
        original("cairo_show_glyphs").with_glyphs(cr, glyphs, count);
}

SEEN void cairo_glyph_path(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
    if (watcher)
        show(cr, glyphs, count);
    else
        original("cairo_glyph_path").with_glyphs(cr, glyphs, count);
}

SEEN void cairo_show_text_glyphs(cairo_t *cr, const char *text, int bytes,
                                 const cairo_glyph_t *glyphs, int count,
                                 const cairo_text_cluster_t *clusters, int cluster_count,
                                 cairo_text_cluster_flags_t flags) {
    if (watcher)
        show(cr, glyphs, count);
    else
        original("cairo_show_text_glyphs")
            .with_clusters(cr, text, bytes, glyphs, count, clusters, cluster_count, flags);
}

/* ---- told and done -------------------------------------------------------------------------------------------- */

SEEN void cairo_save(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_SAVE, 1, NULL);
    original("cairo_save").on(cr);
}

SEEN void cairo_restore(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_RESTORE, 1, NULL);
    original("cairo_restore").on(cr);
}

SEEN void cairo_push_group(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_PUSH, 1, NULL);
    original("cairo_push_group").on(cr);
}

SEEN void cairo_push_group_with_content(cairo_t *cr, cairo_content_t content) {
    if (watcher)
        tell(cr, PDF_WATCH_PUSH, 1, NULL);
    original("cairo_push_group_with_content").with_content(cr, content);
}

SEEN cairo_pattern_t *cairo_pop_group(cairo_t *cr) {
    cairo_pattern_t *group = original("cairo_pop_group").to_pattern(cr);
    if (watcher)
        tell(cr, PDF_WATCH_POP, 1, group);
    return group;
}

SEEN void cairo_pop_group_to_source(cairo_t *cr) {
    original("cairo_pop_group_to_source").on(cr);
    if (watcher)
        tell(cr, PDF_WATCH_POP, 1, cairo_get_source(cr));
}

/* A refused image is a surface in error, on which Poppler gives the image up before it decodes it. */
SEEN cairo_surface_t *cairo_image_surface_create(cairo_format_t format, int width, int height) {
    const pdf_watcher *told = watcher;
    watcher = NULL;
    bool fine = !told || told->met_image(told->context, format, width, height);
    watcher = told;
    return original("cairo_image_surface_create")
        .to_image(format, fine ? width : -1, fine ? height : -1);
}
