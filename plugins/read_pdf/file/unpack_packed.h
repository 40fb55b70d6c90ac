/* SPDX-License-Identifier: GPL-2.0-or-later
 * Objects that stand in streams of objects (ISO 32000-1, 7.5.7), where fonts are among them that are drawn. */
#ifndef PDF_UNPACK_PACKED_H
#define PDF_UNPACK_PACKED_H

#include "file/update.h"

typedef struct pdf_packed {
    char *text;         /* of all streams */
    sheaf_str *objects; /* by number; empty: it stands in none, or in one that was not inflated */
    uint8_t *is_drawn;  /* by number: it may be such a font */
} pdf_packed;

/* From the streams that the update has inflated. False, and nothing to free: there is no such font, or no memory, or they are too large. */
bool pdf_packed_read(const pdf_update *update, pdf_packed *packed);
void pdf_packed_free(pdf_packed *packed);

#endif
