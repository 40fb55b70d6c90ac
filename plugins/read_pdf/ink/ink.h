/* SPDX-License-Identifier: GPL-2.0-or-later
 * Painted paths to inks. A pen follows what is drawn on one page: the path that a cairo_t holds becomes lines and
 * rectangles in points on the page, cut to the clip. It knows cairo, but not who looks on: ink/watch.c and ink/observe.c. */
#ifndef PDF_INK_H
#define PDF_INK_H

#include "source.h"

#include <cairo.h>

/* More paint than this on a page is no ruled table. */
enum { PDF_MOST_INKS = 200000 };

typedef enum pdf_shade { PDF_SHADE_ANY, PDF_SHADE_WHITE, PDF_SHADE_BLACK } pdf_shade;

/* White and black, or so nearly that nobody sees the one on itself. */
pdf_shade pdf_shade_of(uint32_t colour);

/* Areas that are no rectangles, of which only the boxes are kept: more of them say nothing. */
enum { PDF_MOST_SHAPES = 1024 };

typedef struct pdf_area {
    float box[4];
} pdf_area;

/* A straight piece of a stroke or of an edge of a thin area, whichever way it runs: x, y, x, y. */
typedef struct pdf_streak {
    float at[4];
    float half; /* of its width */
    uint32_t colour;
    bool
        spares; /* digits: it is of a stroke around something, as the ring of a seal is, or a marker's */
    bool is_edge;    /* of an area */
    bool is_thin;    /* and white: it strikes nothing, but many of them hide what is below */
    bool covers;     /* what is below it is not seen through it */
    uint32_t inks;   /* that were painted before it */
    uint32_t glyphs; /* that were shown before it */
} pdf_streak;

/* Glyphs in one font, up to those of the next run. */
typedef struct pdf_run {
    uint32_t first;
    uint32_t font; /* from 1; 0: nobody knows */
} pdf_run;

/* A glyph that lies below a picture. */
typedef struct pdf_veil {
    uint32_t glyph, ink;
} pdf_veil;

/* Of a page, and once more so many where annotations are drawn. More are a drawing. */
enum { PDF_MOST_STREAKS = 1 << 16 };

/* A glyph that its clip cuts, or leaves nothing of. */
typedef struct pdf_cut {
    pdf_shown shown;
    float em;
    float clip[4];
} pdf_cut;

/* A subpath, or several where each begins at the end of the one before. */
typedef struct pdf_trail {
    uint32_t first; /* of the streaks: its pieces */
    double from[2], to[2];
    double turn;   /* the sum of (x1 y2 - x2 y1) on its way from corner to corner */
    double spread; /* twice the area, of one that is filled */
    double length; /* along x and y */
    double box[4];
} pdf_trail;

/* How glyphs are shown, in matrices, a source and a font. */
typedef struct pdf_way {
    bool is_known; /* since then none but the matrices may have changed */
    cairo_matrix_t to, font;
    pdf_shown as; /* veiled where nobody sees what they are */
    float em;     /* their size, as a height */
} pdf_way;

typedef struct pdf_pen {
    pdf_room *room;
    cairo_t *cairo;
    double scale; /* device units a point */
    float clip[4];
    int64_t most_pixels; /* way A: larger images are not decoded */
    bool refused;        /* there was one */
    bool are_empty;      /* the document may have none of the data of larger ones */
    bool wants_data;     /* of one of these, as glyphs lie below it */
    pdf_ink *inks;
    uint32_t count, capacity;
    bool crowded;      /* more than PDF_MOST_INKS: the rest is left out */
    pdf_shown *glyphs; /* the first PDF_MOST_INKS of them; way A alone knows them */
    uint32_t glyph_count, glyph_capacity;
    bool
        has_paths; /* some of the glyphs from `first_path` on are paths that nothing was painted of */
    uint32_t first_path;
    pdf_shown *held; /* glyphs that are the clip, and not painted yet */
    uint32_t held_count, held_capacity;
    bool has_unpainted;       /* of these */
    uint32_t curves;          /* painted */
    const void *glyph_source; /* of the glyphs before; NULL: something else happened since */
    bool glyphs_light;        /* they are nearly white */
    uint32_t glyphs_colour;
    pdf_way way;          /* how they are shown */
    bool has_lost_groups; /* some that nobody follows may be open */
    bool has_odd_clip;    /* the clip is no rectangle: pen->clip is only its box */
    bool has_hole;        /* the clip leaves out what lies in `hole` */
    float hole[4];
    /* the fill that its last bars are of: inks from ring_first up to ring_end, around `ring_hole` */
    pdf_ink ring;
    double ring_hole[4];
    uint32_t ring_first, ring_end;
    pdf_ink *shapes; /* filled areas that are no rectangles */
    uint32_t shape_count, shape_capacity;
    const pdf_area *watched; /* where all pieces of strokes are noted; elsewhere those askew */
    uint32_t watched_count;
    pdf_streak *streaks;
    uint32_t streak_count, streak_capacity;
    pdf_trail trail;     /* of strokes */
    uint32_t last_image; /* that was met and not painted yet, of the inks; else PDF_NONE */
    pdf_veil *veils;
    uint32_t veil_count, veil_capacity;
    uint32_t looks;            /* at glyphs below pictures */
    cairo_font_face_t **faces; /* while the page is drawn */
    uint32_t face_count, face_capacity;
    pdf_run *runs; /* by their first glyphs */
    uint32_t run_count, run_capacity;
    uint32_t font;     /* that is chosen, as of a run */
    bool is_tile_seen; /* something that is not white was drawn for the tile that is painted next */
    pdf_cut *cuts;
    uint32_t cut_count, cut_capacity;
} pdf_pen;

/* The current path and source of pen->cairo. */
void pdf_pen_stroke(pdf_pen *pen);
void pdf_pen_fill(pdf_pen *pen);
/* ink/ground.c: what the paint says of an area, bits PDF_GROUND_; areas that may be holes in each other hide nothing. */
uint16_t pdf_pen_ground(const pdf_pen *pen);
void pdf_pen_doubt_holes(pdf_pen *pen, uint32_t before, bool is_any);
/* ink/tiles.c: a pattern of tiles; high areas of tiles, of those from there on, hide nothing; something is drawn for a tile, with
 * another cairo_t; nobody sees the tiles of the current source on paper; they are painted. */
bool pdf_is_tiled(cairo_pattern_t *source);
void pdf_pen_see_through_tiles(pdf_pen *pen, uint32_t before);
void pdf_pen_note_elsewhere(pdf_pen *pen, cairo_t *elsewhere, bool is_fill);
bool pdf_pen_is_white_tile(const pdf_pen *pen);
void pdf_pen_end_tile(pdf_pen *pen);
/* Whether paint of that thickness hides what is below it, by the current operator. */
bool pdf_pen_covers(const pdf_pen *pen, double alpha);
/* Adds clip rectangles and gives the box of the path, and whether its one area nearly fills that; false where the path is empty. */
bool pdf_pen_clip(pdf_pen *pen, float box[4], bool *is_full);
/* ink/streaks.c: notes a straight piece of two points, or a curve of four, if it is askew or runs through what is watched. */
enum { PDF_BENDS = 8 };
void pdf_pen_note(pdf_pen *pen, const double bends[PDF_BENDS], uint32_t count, const pdf_ink *look,
                  double half);
/* A subpath is at its end. */
void pdf_pen_end_trail(pdf_pen *pen, const pdf_trail *trail, pdf_paint paint);
/* Which part of a streak lies in the box, from 0 to 1; false: none. */
bool pdf_streak_within(const float at[4], const float box[4], float part[2]);
/* The unit square, where PDF draws images (ISO 32000-1, 8.9.5). */
void pdf_pen_image(pdf_pen *pen);
/* ink/glyphs.c: the colour of the current source, false where nothing would be seen or it is no colour; glyphs that are shown in it. */
bool pdf_pen_colour(cairo_t *cairo, uint32_t *colour);
void pdf_pen_glyphs(pdf_pen *pen, const cairo_glyph_t *glyphs, int count);
/* The same with one sign more, for pdf_shown: PDF_COLOUR_MIXED. */
uint32_t pdf_pen_text_colour(const pdf_pen *pen);
/* ink/faces.c: a font is chosen, by its face or by the number that it has; from that glyph on, which may be one that is gone, all are in another one; the page is drawn; the font of
 * a glyph, 0 where it is not known. */
void pdf_pen_face(pdf_pen *pen, cairo_font_face_t *face);
void pdf_pen_choose_font(pdf_pen *pen, uint32_t font);
void pdf_pen_begin_run(pdf_pen *pen, uint32_t glyph, uint32_t font);
void pdf_pen_drop_faces(pdf_pen *pen);
uint32_t pdf_pen_font_of(const pdf_pen *pen, uint32_t glyph);
/* ink/outlines.c: the glyphs from there on are a path; they are painted; all that are not become the clip; something is painted through
 * it: the inks and shapes from there on, or anything; those from there on nobody sees. */
void pdf_pen_hold(pdf_pen *pen, uint32_t first);
void pdf_pen_release(pdf_pen *pen, uint32_t first);
void pdf_pen_clip_to_text(pdf_pen *pen);
void pdf_pen_paint_held(pdf_pen *pen, uint32_t inks, uint32_t shapes, bool is_area);
void pdf_pen_drop_held(pdf_pen *pen, uint32_t first);
/* ink/images.c, of the image that was met last: whether glyphs are below it; it is painted, through a mask or NULL; it is painted and
 * nobody knows how; and at the end, which glyphs pictures hide. */
bool pdf_pen_is_over_glyphs(pdf_pen *pen);
void pdf_pen_veil(pdf_pen *pen, double alpha, cairo_pattern_t *mask);
void pdf_pen_veil_unknown(pdf_pen *pen);
void pdf_pen_settle_veils(pdf_pen *pen);
void pdf_pen_settle_markers(pdf_pen *pen);

/* ink/watch.c: by the library before cairo. False: it saw nothing, Poppler's calls do not reach it. */
bool pdf_ink_watch(PopplerPage *from, pdf_pen *pen, pdf_watch_calls *calls);
/* ink/observe.c: by cairo's observer surface, which needs nothing but sees no group from inside. */
void pdf_ink_observe(PopplerPage *from, pdf_pen *pen, const pdf_page *page);

#endif
