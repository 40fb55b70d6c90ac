/* SPDX-License-Identifier: GPL-2.0-or-later
 * The pure part of the reader: no Poppler, no host but for memory, so that tests and the fuzz harness call it with pages
 * that they make. */
#ifndef PDF_LAYOUT_H
#define PDF_LAYOUT_H

#include "pdf.h"

/* Fills *sheet; on lack of memory less is in it, and a room of the reader has failed. */
void pdf_layout(pdf_reader *reader, const pdf_page *page, pdf_sheet *sheet);

/* Looks of the page with sizes that fit its characters, in the page's room. layout_sizes.c */
void pdf_correct_sizes(pdf_reader *reader, pdf_page *page);

/* page/turn.c: a page nearly all of whose characters run another way is turned; which way they ran. */
pdf_direction pdf_turn_page(pdf_room *room, pdf_page *page);
/* A box of such a sheet to where it stands on the page. */
void pdf_turn_back(const pdf_sheet *sheet, float box[4]);

/* page/struck.c: flags digits that a line goes through. */
void pdf_mark_struck(pdf_reader *reader, pdf_page *page);

#endif
