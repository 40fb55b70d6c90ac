/* SPDX-License-Identifier: GPL-2.0-or-later
 * Images whose data nobody wants. */
#ifndef PDF_UNPACK_IMAGES_H
#define PDF_UNPACK_IMAGES_H

#include "file/update.h"

typedef enum pdf_image_kind {
    PDF_IMAGE_PLAIN, /* a small one, or no image */
    PDF_IMAGE_SLOW,  /* large, and Poppler decodes it before it asks */
    PDF_IMAGE_LARGE  /* Poppler asks first: it is decoded only where glyphs are below it */
} pdf_image_kind;

/* The entries are those of a stream's dictionary. */
pdf_image_kind pdf_image_kind_of(sheaf_str entries);
/* Puts a version of the image that is as large and has no data. */
bool pdf_put_empty_image(pdf_update *update, uint64_t number, sheaf_str entries);

#endif
