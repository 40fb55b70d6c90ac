/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that put a page in order share: items (lines, grids, images) in the frame of the page's main direction,
 * and gutters between them. */
#ifndef PDF_ORDER_H
#define PDF_ORDER_H

#include "pdf.h"

typedef struct pdf_item {
    float u0, v0, u1, v1;
    float em;     /* 0: no line */
    float key;    /* where its row stands; set by pdf_sort_rows */
    uint32_t row; /* the same for items side by side */
    /* the glyph of the page that begins it; PDF_NONE: not known. Set by pdf_find_drawn */
    uint32_t drawn;
    bool drawn_known;
    uint32_t unit;    /* of the boxes of its part, from 1; used by pdf_split_boxes alone */
    const float *box; /* on the page */
    pdf_line *line;   /* NULL: none */
    pdf_grid *grid;   /* NULL: none; neither: an image */
} pdf_item;

/* An upright empty rectangle with text to both sides. */
typedef struct pdf_gutter {
    float u0, u1, v0, v1;
} pdf_gutter;

#define PDF_MOST_GUTTERS 8u

/* Gutters that columns at the end of a page left, and which page that was. */
typedef struct pdf_gutters {
    pdf_gutter of[PDF_MOST_GUTTERS];
    uint32_t count, page;
} pdf_gutters;

/* What finding and judging gutters writes to; each array as long as there are items on the page. */
typedef struct pdf_order_room {
    pdf_item *joined;
    const pdf_item **left, **right, **spans; /* spans: longer by PDF_MOST_TALL */
    float *values, *others;
    const pdf_gutters *before; /* of the page before; NULL: it had none */
    float top;                 /* of all items */
    pdf_reader *reader;
    const pdf_page *page;
} pdf_order_room;

#define PDF_MOST_TALL 64 /* grids and images that a row of text minds */
#define PDF_MOST_FRAMES 64u

/* Sorts items by rows, then along the line. order/rows.c */
void pdf_sort_rows(pdf_item *items, uint32_t count);

/* The longest gutter that parts columns of text, among sorted items. order/gutter.c */
bool pdf_find_gutter(const pdf_order_room *room, pdf_item *items, uint32_t count,
                     pdf_gutter *gutter);

/* Cuts the gutter to where columns are and tells whether it parts any. order/judge.c */
bool pdf_judge_gutter(const pdf_order_room *room, const pdf_item *items, uint32_t count, float em,
                      pdf_gutter *gutter);

/* Items at one side of a gutter, from the top. */
typedef struct pdf_file {
    const pdf_item **items;
    uint32_t count;
} pdf_file;

/* When items were drawn: asked of those only that a gutter may part. order/drawn.c */
void pdf_find_drawn(pdf_reader *reader, const pdf_page *page, pdf_item *items, uint32_t count);

/* Whether all of the left file was drawn before all of the right one; what is no more of that is left out at both ends.
 * order/drawn.c */
bool pdf_is_drawn_down(pdf_file *left, pdf_file *right);

/* More figures than letters. order/judge.c */
bool pdf_is_figures(const pdf_line *line);

/* Boxes drawn around text, in the frame of the page's main direction; the largest first. */
typedef struct pdf_frames {
    float of[PDF_MOST_FRAMES][4];
    uint32_t count;
} pdf_frames;

/* Items behind each other up to `end`, which are read before the next run. */
typedef struct pdf_stretch {
    uint32_t end;
    bool boxed;
} pdf_stretch;

typedef struct pdf_stretches {
    pdf_stretch of[2 * PDF_MOST_FRAMES + 1];
    uint32_t count;
} pdf_stretches;

/* On the page, not in its grids. order/frames.c */
void pdf_find_frames(const pdf_page *page, const pdf_grid *grids, uint32_t grid_count,
                     pdf_direction main, pdf_frames *frames);

/* Parts sorted items into those of boxes and those between; no stretches: no box is read as one. order/units.c */
void pdf_split_boxes(const pdf_frames *frames, pdf_item *items, pdf_item *spare, uint32_t count,
                     pdf_stretches *runs);

/* Joins lines of one row that belong together, and drop capitals to their words; how many items are left. order/join.c */
uint32_t pdf_join_rows(pdf_reader *reader, pdf_item *items, uint32_t count);

#endif
