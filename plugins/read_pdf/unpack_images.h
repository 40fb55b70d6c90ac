/* SPDX-License-Identifier: GPL-2.0-or-later
 * Images that Poppler decodes before it asks whether anyone wants them. */
#ifndef PDF_UNPACK_IMAGES_H
#define PDF_UNPACK_IMAGES_H

#include "update.h"

/* The entries are those of a stream's dictionary. */
bool pdf_image_is_slow(sheaf_str entries);
/* Puts a version of the image that is as large and has no data. */
bool pdf_put_empty_image(pdf_update *update, uint64_t number, sheaf_str entries);

#endif
