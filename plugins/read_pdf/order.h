/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that put a page in order share: items (lines, grids, images) in the frame of the page's main direction,
 * and gutters between them. */
#ifndef PDF_ORDER_H
#define PDF_ORDER_H

#include "pdf.h"

typedef struct pdf_item {
    float u0, v0, u1, v1;
    float em;         /* 0: no line */
    float key;        /* where its row stands; set by pdf_sort_rows */
    uint32_t row;     /* the same for items side by side */
    const float *box; /* on the page */
    pdf_line *line;   /* NULL: none */
    pdf_grid *grid;   /* NULL: none; neither: an image */
} pdf_item;

/* An upright empty rectangle with text to both sides. */
typedef struct pdf_gutter {
    float u0, u1, v0, v1;
} pdf_gutter;

/* What finding and judging gutters writes to; each array as long as there are items on the page. */
typedef struct pdf_order_room {
    pdf_item *joined;
    const pdf_item **left, **right, **spans; /* spans: longer by PDF_MOST_TALL */
    float *values, *others;
} pdf_order_room;

#define PDF_MOST_TALL 64 /* grids and images that a row of text minds */

/* Sorts items by rows, then along the line. order_rows.c */
void pdf_sort_rows(pdf_item *items, uint32_t count);

/* The longest gutter that parts columns of text, among sorted items. order_gutter.c */
bool pdf_find_gutter(const pdf_order_room *room, const pdf_item *items, uint32_t count,
                     pdf_gutter *gutter);

/* Cuts the gutter to where columns are and tells whether it parts any. order_judge.c */
bool pdf_judge_gutter(const pdf_order_room *room, const pdf_item *items, uint32_t count, float em,
                      pdf_gutter *gutter);

/* Joins lines of one row that belong together, and drop capitals to their words; how many items are left. order_join.c */
uint32_t pdf_join_rows(pdf_reader *reader, pdf_item *items, uint32_t count);

#endif
