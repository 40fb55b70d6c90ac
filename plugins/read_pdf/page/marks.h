/* SPDX-License-Identifier: GPL-2.0-or-later
 * What readers drew on a page after it was made: annotations that take digits back. */
#ifndef PDF_MARKS_H
#define PDF_MARKS_H

#include "ink/ink.h"

/* Of one page, in reader->page. */
typedef struct pdf_marks {
    GList *annots;  /* all of the page, PopplerAnnotMapping */
    pdf_area *gone; /* places whose digits are struck out, whatever is drawn there */
    uint32_t gone_count, gone_capacity;
    pdf_area *drawn; /* places of lines that were drawn by hand */
    uint32_t drawn_count, drawn_capacity;
    pdf_area *laid; /* places of frames, highlights, notes: what is drawn there rules nothing */
    uint32_t laid_count, laid_capacity;
} pdf_marks;

/* Before the page is rendered, so that its pen notes what is drawn in the places of lines. */
pdf_marks pdf_marks_read(pdf_source *source, PopplerPage *from, const pdf_page *page);
void pdf_marks_free(pdf_marks *marks);

/* Flags the digits that are struck out: in the places of markup, and below what the pen noted. */
void pdf_marks_strike(pdf_reader *reader, const pdf_marks *marks, const pdf_pen *pen,
                      pdf_page *page);

/* The inks of the page without those of annotations laid over it. page/marks_laid.c */
void pdf_marks_leave_out(pdf_room *room, const pdf_marks *marks, pdf_page *page);

#endif
