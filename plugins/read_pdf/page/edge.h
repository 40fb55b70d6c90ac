/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that the edge of the page cuts. */
#ifndef PDF_EDGE_H
#define PDF_EDGE_H

#include "pdf.h"

typedef struct pdf_edge {
    uint32_t cuts;
    float box[4]; /* of the character beside the first one */
} pdf_edge;

/* A word was cut beside this character. */
void pdf_edge_cut(pdf_edge *edge, const pdf_char *beside);
/* Does the left (-1) or right (1) edge run through a character from x0 to x1? */
int pdf_edge_runs_through(const pdf_page *page, double x0, double x1, bool is_digit);
/* A warning for the page, where there was a cut. */
void pdf_edge_tell(pdf_reader *reader, uint32_t page, const pdf_edge *edge);

/* lattice/cut.c: puts U+FFFD behind numbers that end where the lines of a table without right border do. */
void pdf_mark_cut_cells(pdf_reader *reader, const pdf_page *page, pdf_grid *grid, pdf_edge *edge);
/* A warning for the table, where there were some. */
void pdf_edge_tell_cells(pdf_reader *reader, uint32_t page, const pdf_edge *edge);

#endif
