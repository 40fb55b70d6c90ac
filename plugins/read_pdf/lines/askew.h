/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words that are written askew over a page whose text is level. */
#ifndef PDF_ASKEW_H
#define PDF_ASKEW_H

#include "pdf.h"

/* A line each, in the order in which they were shown. */
typedef struct pdf_askew {
    pdf_line *lines;
    uint32_t count;
} pdf_askew;

/* Takes them out of the page's characters. None where too little of the page is level, or glyphs are not known. */
pdf_askew pdf_take_askew(pdf_reader *reader, pdf_page *page);
/* Behind all other pieces of the page, marked as askew. False: no memory. */
bool pdf_put_askew(pdf_reader *reader, const pdf_askew *askew, pdf_sheet *sheet);

#endif
