/* SPDX-License-Identifier: GPL-2.0-or-later
 * The digits of a page, found by where they begin. */
#ifndef PDF_BEGINS_H
#define PDF_BEGINS_H

#include "pdf.h"

enum { PDF_TURNS = 4 };

/* Of text written one way; sorted once it is asked for. */
typedef struct pdf_begins {
    uint32_t rows;
    uint32_t *ends, *order;
} pdf_begins;

typedef struct pdf_some {
    const uint32_t *first;
    uint32_t count;
} pdf_some;

/* The characters among which are all digits that the glyph shows (pdf_is_shown_by); none where there is no memory. */
pdf_some pdf_begins_near(pdf_room *room, const pdf_page *page, const pdf_shown *glyph,
                         pdf_begins all[PDF_TURNS]);

#endif
