/* SPDX-License-Identifier: GPL-2.0-or-later
 * What is drawn on a page and is as small as a digit. */
#ifndef PDF_SIGNS_H
#define PDF_SIGNS_H

#include "ink/ink.h"
#include "page/mesh.h"

typedef struct pdf_sign {
    float box[4];
    uint32_t colour;
    bool is_image;
} pdf_sign;

typedef struct pdf_signs {
    pdf_sign *all;
    uint32_t count, capacity;
    pdf_mesh mesh; /* of them */
    float largest; /* size of type on the page */
} pdf_signs;

/* In the room; false: there are none, or no memory. Lines that go on in others are rules, and left out. */
bool pdf_signs_find(pdf_room *room, const pdf_pen *pen, const pdf_page *page, pdf_signs *signs);

#endif
