/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that see Poppler share: an open document, and the parts that read one thing of it each. */
#ifndef PDF_SOURCE_H
#define PDF_SOURCE_H

#include "pdf.h"

#include <poppler.h>

/* The looks of the document: equal ones once, found again through a table of places. */
typedef struct pdf_looks {
    pdf_look *rows;
    uint32_t count, capacity;
    uint32_t *places; /* open addressing: index + 1 of a row, 0 where free */
    uint32_t place_count;
} pdf_looks;

/* Which way to ruling lines (docs/decisions/0070): the better one where it works, or for tests one of them alone. */
typedef enum pdf_lines_way { PDF_LINES_AUTO, PDF_LINES_WATCH, PDF_LINES_OBSERVE } pdf_lines_way;

struct pdf_source {
    pdf_reader *reader;
    pdf_lines_way lines;
    PopplerDocument *document;
    uint32_t pages;
    pdf_looks looks;
};

/* look.c: the index of the look that a font name, a size and a colour make. Fonts are named as in the file. */
uint16_t pdf_look_of(pdf_source *source, sheaf_str font, double size, uint32_t colour);

/* text.c: the characters of a page that was rendered (or not: then Poppler reads it now). */
void pdf_text_read(pdf_source *source, PopplerPage *from, pdf_page *page);

/* A sentence with its place: page 0 is the whole document. `lossy`: content is missing from the result. */
void pdf_say(pdf_reader *reader, sheaf_severity severity, const char *code, uint32_t page,
             bool lossy, const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
