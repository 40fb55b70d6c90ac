/* SPDX-License-Identifier: GPL-2.0-or-later
 * The calls of cairo that Poppler paints, clips and groups with. Each is told to the watcher or goes on to libcairo, which
 * is asked for its own function by name. The one variable is the thread's watcher: images are made without a cairo_t, so
 * there is nothing else to hang it on. */
#define _GNU_SOURCE
#include "watch.h"

#include <dlfcn.h>
#include <stddef.h>

#define SEEN __attribute__((visibility("default")))

static _Thread_local const pdf_watcher *watcher __attribute__((tls_model("initial-exec")));

SEEN void pdf_watch_begin(const pdf_watcher *with) {
    watcher = with;
}

SEEN void pdf_watch_end(void) {
    watcher = NULL;
}

SEEN void pdf_watch_open(pdf_watch_calls *calls) {
    pdf_blocks_keep(calls);
}

SEEN void pdf_watch_close(pdf_watch_calls *calls) {
    pdf_fonts_free(calls);
    pdf_blocks_free(calls);
    *calls = (pdf_watch_calls){.fonts = NULL};
}

const pdf_watcher *pdf_watch_now(void) {
    return watcher;
}

/* POSIX lets an object pointer of dlsym stand for a function. */
typedef union function {
    void *found;
    void (*on)(cairo_t *);
    void (*with_value)(cairo_t *, double);
    void (*with_pattern)(cairo_t *, cairo_pattern_t *);
    void (*with_face)(cairo_t *, cairo_font_face_t *);
    void (*with_content)(cairo_t *, cairo_content_t);
    void (*with_glyphs)(cairo_t *, const cairo_glyph_t *, int);
    void (*with_clusters)(cairo_t *, const char *, int, const cairo_glyph_t *, int,
                          const cairo_text_cluster_t *, int, cairo_text_cluster_flags_t);
    cairo_pattern_t *(*to_pattern)(cairo_t *);
    cairo_surface_t *(*to_image)(cairo_format_t, int, int);
} function;

typedef enum call {
    STROKE,
    FILL,
    CLIP,
    PAINT,
    PAINT_WITH_ALPHA,
    MASK,
    SHOW_GLYPHS,
    GLYPH_PATH,
    SHOW_TEXT_GLYPHS,
    SAVE,
    RESTORE,
    PUSH_GROUP,
    PUSH_GROUP_WITH_CONTENT,
    POP_GROUP,
    POP_GROUP_TO_SOURCE,
    SET_FONT_FACE,
    SET_SOURCE,
    IMAGE_SURFACE_CREATE
} call;

static const char *const names[PDF_WATCH_CALLS] = {
    [STROKE] = "cairo_stroke",
    [FILL] = "cairo_fill",
    [CLIP] = "cairo_clip",
    [PAINT] = "cairo_paint",
    [PAINT_WITH_ALPHA] = "cairo_paint_with_alpha",
    [MASK] = "cairo_mask",
    [SHOW_GLYPHS] = "cairo_show_glyphs",
    [GLYPH_PATH] = "cairo_glyph_path",
    [SHOW_TEXT_GLYPHS] = "cairo_show_text_glyphs",
    [SAVE] = "cairo_save",
    [RESTORE] = "cairo_restore",
    [PUSH_GROUP] = "cairo_push_group",
    [PUSH_GROUP_WITH_CONTENT] = "cairo_push_group_with_content",
    [POP_GROUP] = "cairo_pop_group",
    [POP_GROUP_TO_SOURCE] = "cairo_pop_group_to_source",
    [SET_FONT_FACE] = "cairo_set_font_face",
    [SET_SOURCE] = "cairo_set_source",
    [IMAGE_SURFACE_CREATE] = "cairo_image_surface_create"};

/* Libcairo's own function of that name: the next one after this library's. */
static function original(call which) {
    if (!watcher || !watcher->calls)
        return (function){.found = dlsym(RTLD_NEXT, names[which])};
    void **found = &watcher->calls->found[which];
    if (!*found)
        *found = dlsym(RTLD_NEXT, names[which]);
    return (function){.found = *found};
}

static void tell_elsewhere(cairo_t *cr, bool is_fill) {
    const pdf_watcher *told = watcher;
    watcher = NULL;
    told->drew_elsewhere(told->context, cr, is_fill);
    watcher = told;
}

static bool is_paint(pdf_watch_event event) {
    return event >= PDF_WATCH_FILL && event <= PDF_WATCH_MASK;
}

/* The watcher is told and may call cairo itself, unwatched. */
static void tell(cairo_t *cr, pdf_watch_event event, double alpha, cairo_pattern_t *group) {
    const pdf_watcher *told = watcher;
    if (told->cairo != cr) {
        if (is_paint(event))
            tell_elsewhere(cr, event == PDF_WATCH_FILL);
        return;
    }
    watcher = NULL;
    told->saw(told->context, event, alpha, group);
    watcher = told;
}

static void show(cairo_t *cr, const cairo_glyph_t *glyphs, int count, bool is_path) {
    const pdf_watcher *told = watcher;
    if (told->cairo != cr) {
        tell_elsewhere(cr, false);
        return;
    }
    watcher = NULL;
    told->showed(told->context, glyphs, count, is_path);
    watcher = told;
}

/* ---- told and not painted ------------------------------------------------------------------------------------- */

static void use_up_path(cairo_t *cr, pdf_watch_event event, call which) {
    if (!watcher) {
        original(which).on(cr);
        return;
    }
    tell(cr, event, 1, NULL);
    cairo_new_path(cr);
}

SEEN void cairo_stroke(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_STROKE, STROKE);
}

SEEN void cairo_fill(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_FILL, FILL);
}

SEEN void cairo_clip(cairo_t *cr) {
    use_up_path(cr, PDF_WATCH_CLIP, CLIP);
}

SEEN void cairo_paint(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_PAINT, 1, NULL);
    else
        original(PAINT).on(cr);
}

SEEN void cairo_paint_with_alpha(cairo_t *cr, double alpha) {
    if (watcher)
        tell(cr, PDF_WATCH_PAINT, alpha, NULL);
    else
        original(PAINT_WITH_ALPHA).with_value(cr, alpha);
}

SEEN void cairo_mask(cairo_t *cr, cairo_pattern_t *pattern) {
    if (watcher)
        tell(cr, PDF_WATCH_MASK, 1, pattern);
    else
        original(MASK).with_pattern(cr, pattern);
}

SEEN void cairo_show_glyphs(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
    if (watcher)
        show(cr, glyphs, count, false);
    else
        original(SHOW_GLYPHS).with_glyphs(cr, glyphs, count);
}

SEEN void cairo_glyph_path(cairo_t *cr, const cairo_glyph_t *glyphs, int count) {
    if (watcher)
        show(cr, glyphs, count, true);
    else
        original(GLYPH_PATH).with_glyphs(cr, glyphs, count);
}

SEEN void cairo_show_text_glyphs(cairo_t *cr, const char *text, int bytes,
                                 const cairo_glyph_t *glyphs, int count,
                                 const cairo_text_cluster_t *clusters, int cluster_count,
                                 cairo_text_cluster_flags_t flags) {
    if (watcher)
        show(cr, glyphs, count, false);
    else
        original(SHOW_TEXT_GLYPHS)
            .with_clusters(cr, text, bytes, glyphs, count, clusters, cluster_count, flags);
}

/* ---- told and done -------------------------------------------------------------------------------------------- */

SEEN void cairo_save(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_SAVE, 1, NULL);
    original(SAVE).on(cr);
}

SEEN void cairo_restore(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_RESTORE, 1, NULL);
    original(RESTORE).on(cr);
}

SEEN void cairo_set_font_face(cairo_t *cr, cairo_font_face_t *face) {
    const pdf_watcher *told = watcher;
    original(SET_FONT_FACE).with_face(cr, face);
    if (!told || told->cairo != cr)
        return;
    watcher = NULL;
    told->chose_font(told->context, cairo_get_font_face(cr));
    watcher = told;
}

/* Poppler says it again for each string. That counts where the matrix changed and something is painted, which nothing is. */
SEEN void cairo_set_source(cairo_t *cr, cairo_pattern_t *source) {
    if (!watcher || source != cairo_get_source(cr))
        original(SET_SOURCE).with_pattern(cr, source);
}

SEEN void cairo_push_group(cairo_t *cr) {
    if (watcher)
        tell(cr, PDF_WATCH_PUSH, 1, NULL);
    original(PUSH_GROUP).on(cr);
}

SEEN void cairo_push_group_with_content(cairo_t *cr, cairo_content_t content) {
    if (watcher)
        tell(cr, PDF_WATCH_PUSH, 1, NULL);
    original(PUSH_GROUP_WITH_CONTENT).with_content(cr, content);
}

SEEN cairo_pattern_t *cairo_pop_group(cairo_t *cr) {
    cairo_pattern_t *group = original(POP_GROUP).to_pattern(cr);
    if (watcher)
        tell(cr, PDF_WATCH_POP, 1, group);
    return group;
}

SEEN void cairo_pop_group_to_source(cairo_t *cr) {
    original(POP_GROUP_TO_SOURCE).on(cr);
    if (watcher)
        tell(cr, PDF_WATCH_POP, 1, cairo_get_source(cr));
}

/* A refused image is a surface in error, on which Poppler gives the image up before it decodes it. */
SEEN cairo_surface_t *cairo_image_surface_create(cairo_format_t format, int width, int height) {
    const pdf_watcher *told = watcher;
    watcher = NULL;
    bool fine = !told || told->met_image(told->context, format, width, height);
    watcher = told;
    function made = original(IMAGE_SURFACE_CREATE);
    return made.to_image(format, fine ? width : -1, fine ? height : -1);
}
