/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that look for page furniture share: the outermost lines of a page, and depths, which are distances from the
 * upper or the lower edge inwards. */
#ifndef PDF_FURNITURE_H
#define PDF_FURNITURE_H

#include "report/report.h"

enum { PDF_EDGE_LINES = 4, PDF_SIDES = 2, PDF_NEIGHBOURS = 4, PDF_TOP = 0 };

/* The outermost lines of a page at each side, from the edge inwards: in its outer eighth, and outside of any grid. */
typedef struct pdf_fringe {
    pdf_entry *lines[PDF_SIDES][PDF_EDGE_LINES];
    uint32_t count[PDF_SIDES];
    const pdf_sheet *sheet;
} pdf_fringe;

/* How far from the edge the entry ends, or begins. */
static inline float pdf_depth(const pdf_sheet *sheet, const pdf_entry *entry, int side, bool far) {
    const float *box = entry->piece->box;
    return side == PDF_TOP ? (far ? box[3] : box[1]) : sheet->height - (far ? box[1] : box[3]);
}

pdf_fringe pdf_fringe_of(const pdf_state *state, uint32_t first, uint32_t end);
/* One past the last entry of the page that `first` is the first of. */
uint32_t pdf_sheet_end(const pdf_state *state, uint32_t first);
/* `bare`: a number alone, which many other lines are, too. */
bool pdf_is_page_number(sheaf_str text, uint32_t *page, bool *bare);
/* Whether b, on a later page, is the same line at the same depth; a number may go up with the pages. */
bool pdf_repeats(const pdf_fringe *f, const pdf_entry *a, const pdf_fringe *g, const pdf_entry *b,
                 int side);

/* What no other page repeats; and pages that have nothing but furniture. report/furniture_margin.c */
void pdf_furniture_margins(pdf_state *state);

#endif
