/* SPDX-License-Identifier: GPL-2.0-or-later
 * A page drawn by hand for tests of the layout stages: rules, fills and text in, a pdf_page out. Text is set in a font
 * whose ASCII characters are half an em wide and all others a whole em; boxes reach from 0.8 em above the baseline to
 * 0.2 em below. A blank moves on and sets PDF_CHAR_SPACE_BEFORE; each call of fixture_text begins a line. */
#ifndef PAGE_FIXTURE_H
#define PAGE_FIXTURE_H

#include "pdf.h"

enum { FIXTURE_PLAIN = 0, FIXTURE_BOLD = 1 }; /* indices of looks */

typedef struct page_fixture {
    pdf_reader reader; /* its rooms; no host */
    pdf_page page;
    pdf_look looks[2];
    pdf_char *chars;
    pdf_ink *inks;
    uint32_t char_room, ink_room;
} page_fixture;

void fixture_begin(page_fixture *fixture, float width, float height);
void fixture_end(page_fixture *fixture);

void fixture_ink(page_fixture *fixture, pdf_paint paint, uint32_t colour, float x0, float y0,
                 float x1, float y1);
/* Black strokes of 0.5 pt, centred on the coordinate given. */
void fixture_across(page_fixture *fixture, float x0, float x1, float y);
void fixture_down(page_fixture *fixture, float x, float y0, float y1);
/* All the rules of a grid, one stroke each. */
void fixture_grid(page_fixture *fixture, const float *xs, uint32_t x_count, const float *ys,
                  uint32_t y_count);
/* Returns the x behind the last character. */
float fixture_text(page_fixture *fixture, float x, float base, float size, uint16_t look,
                   const char *text);

/* The stages, as layout.c calls them: all characters to ruled tables; all characters to lines, and these to unruled tables,
 * what stays text being left in *lines. They return how many tables there are. */
uint32_t fixture_lattice(page_fixture *fixture, pdf_grid **grids);
uint32_t fixture_rivers(page_fixture *fixture, pdf_line **lines, uint32_t *line_count,
                        pdf_grid **grids);

/* The grid as text, lent until the next call: a line a row, cells divided by `|`, each as `rowspan x columnspan:` where
 * it has spans, then its lines joined by `~`. */
const char *fixture_show(const pdf_grid *grid);

#endif
