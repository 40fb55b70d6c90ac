/* SPDX-License-Identifier: GPL-2.0-or-later
 * When text was drawn, told by where its glyphs are: what stands in which order tells columns from rows. */
#ifndef PDF_DRAWN_H
#define PDF_DRAWN_H

#include "pdf.h"

/* Glyphs by rows of a point, in each as they were drawn. */
typedef struct pdf_drawn {
    const pdf_shown *glyphs;
    uint32_t rows;
    uint32_t *ends, *order;
} pdf_drawn;

/* In the room; false where there is no memory. */
bool pdf_drawn_sort(pdf_room *room, float height, const pdf_shown *glyphs, uint32_t count,
                    pdf_drawn *drawn);

/* Those of the page that is laid out, sorted once it is asked for; NULL where nobody knows, where rows hold so many that asking
 * would take long, or there is no memory. */
const pdf_drawn *pdf_drawn_of(pdf_reader *reader, const pdf_page *page);

/* The row of a height; drawn->order from `begin` of a row up to its end in drawn->ends are its glyphs. */
uint32_t pdf_drawn_row(const pdf_drawn *drawn, float y);
uint32_t pdf_drawn_begin(const pdf_drawn *drawn, uint32_t row);

/* page/core.c: the glyph that shows the character; NULL: none is known. */
const pdf_shown *pdf_drawn_glyph(const pdf_drawn *drawn, const pdf_char *one);
/* The middle of a digit, where it is crossed if anything is: of its height, told by the line that it stands on as fonts may lie about
 * theirs, and of its width without the room behind it. Where no glyph is known it is false. `wide`: all of its ink. */
typedef struct pdf_core {
    float box[4], wide[4];
    int along; /* the text: 0 or 1 */
} pdf_core;
bool pdf_core_of(const pdf_drawn *drawn, const pdf_page *page, const pdf_char *one, pdf_core *core);

/* The last time that the glyph was painted in its place. */
uint32_t pdf_drawn_last(const pdf_drawn *drawn, const pdf_shown *glyph);

/* The first glyph in the box; PDF_NONE. */
uint32_t pdf_drawn_first(const pdf_drawn *drawn, const float box[4]);

/* The same for text of that baseline and size in the box. */
uint32_t pdf_drawn_text(const pdf_drawn *drawn, const float box[4], float base, float em);

#endif
