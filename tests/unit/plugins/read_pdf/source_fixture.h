/* SPDX-License-Identifier: GPL-2.0-or-later
 * PDF files made of objects in memory, and a host that writes down what the source tells it. */
#ifndef SOURCE_FIXTURE_H
#define SOURCE_FIXTURE_H

#include "pdf.h"

typedef struct desk {
    sheaf_host host;
    sheaf_input input;
    pdf_reader reader;
    pdf_source *source;
    const char *way;      /* option `lines`; NULL: auto */
    const char *password; /* resource; NULL: none */
    char said
        [4096]; /* `code page` of each diagnostic, `code` of a failure, `key=value` of each property; a line each */
    char bytes[256 * 1024];
} desk;

/* Objects 1 and 2 are the catalogue and the page tree, 3 is the page, 4 its content; `page` holds more entries of the page
 * and `more` more objects, numbered from 5 on, each ended by `endobj`. */
void desk_page(desk *d, const char *page, const char *content, const char *const *more);
/* Any bytes. */
void desk_bytes(desk *d, const char *bytes, size_t length);

/* Opens the source; the status of that. desk_close after it, always. */
sheaf_status desk_open(desk *d);
void desk_close(desk *d);
/* Page `index`, which lives until the next one is read. */
pdf_page desk_read(desk *d, uint32_t index);

/* The first ink of that paint from `*from` on, which is left behind it; NULL: none. */
const pdf_ink *desk_ink(const pdf_page *page, pdf_paint paint, uint32_t *from);
/* Fails the test where the box is more than `far` away from the four numbers. */
void desk_expect_box(const float box[4], float x0, float y0, float x1, float y1, float far);

#endif
