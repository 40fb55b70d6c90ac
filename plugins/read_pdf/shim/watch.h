/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Looks on while a library draws with cairo. This library stands before libcairo among what the plugin needs, so the
 * calls of Poppler reach it first. On the thread that watches, what would paint is told to the watcher and not painted;
 * everywhere else calls go through unchanged.
 */
#ifndef PDF_WATCH_H
#define PDF_WATCH_H

#include <cairo.h>
#include <stdbool.h>

typedef enum pdf_watch_event {
    PDF_WATCH_SAVE,
    PDF_WATCH_RESTORE,
    PDF_WATCH_CLIP, /* the current path is the clip's */
    PDF_WATCH_FILL, /* the current path is filled with the current source */
    PDF_WATCH_STROKE,
    PDF_WATCH_PAINT, /* the current source is painted, `alpha` says how thickly */
    PDF_WATCH_MASK,  /* the same through a pattern, `group`, that says how thickly where */
    PDF_WATCH_PUSH,  /* what follows is drawn into a group */
    PDF_WATCH_POP    /* `group` holds it now */
} pdf_watch_event;

typedef struct pdf_watch_blocks pdf_watch_blocks;

/* What is kept from page to page: the calls of libcairo, once they were looked up, where fonts are looked for that the
 * document does not bring, and memory that C++ dropped. */
enum { PDF_WATCH_CALLS = 18 };
typedef struct pdf_watch_calls {
    void *found[PDF_WATCH_CALLS];
    struct _FcConfig *fonts;
    bool asked_for_fonts;
    pdf_watch_blocks *blocks;
} pdf_watch_calls;

/* Who watches. The calls may use cairo; nothing that they draw is told. */
typedef struct pdf_watcher {
    cairo_t
        *cairo; /* whose drawing is told; that of others is left out while this one is watched */
    pdf_watch_calls
        *calls; /* all NULL at first, kept from page to page; NULL: looked up each time */
    void *context;
    void (*saw)(void *context, pdf_watch_event event, double alpha, cairo_pattern_t *group);
    /* Glyphs are shown at these places (user space) and not painted, or become a path. */
    void (*showed)(void *context, const cairo_glyph_t *glyphs, int count, bool is_path);
    /* Glyphs are in this font from now on. */
    void (*chose_font)(void *context, cairo_font_face_t *face);
    /* Something is painted with another cairo_t, in its source: its path is filled, or anything else. */
    void (*drew_elsewhere)(void *context, cairo_t *cairo, bool is_fill);
    /* An image of that many pixels is about to be decoded: false refuses it. */
    bool (*met_image)(void *context, cairo_format_t format, int width, int height);
} pdf_watcher;

/* From now on, on this thread. `watcher` must live until pdf_watch_end. */
void pdf_watch_begin(const pdf_watcher *watcher);
void pdf_watch_end(void);
/* The calls of a document, all NULL so far: from now on memory is kept, on this thread. */
void pdf_watch_open(pdf_watch_calls *calls);
/* Frees what the calls keep, on the thread that watched; all NULL is fine. */
void pdf_watch_close(pdf_watch_calls *calls);

/* For the files of this library alone: who watches on this thread, or NULL; and parts of the close. */
const pdf_watcher *pdf_watch_now(void);
void pdf_blocks_keep(pdf_watch_calls *calls);
void pdf_blocks_free(pdf_watch_calls *calls);
void pdf_fonts_free(pdf_watch_calls *calls);

#endif
