/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the pages of a file say of the fonts that their content names. */
#ifndef PDF_UNPACK_PAGES_H
#define PDF_UNPACK_PAGES_H

#include "file/update.h"

typedef struct pdf_wide {
    uint32_t *first; /* by number of a stream, of its names in `names`, plus one; 0: it has none */
    uint32_t count;
    char *names;
    size_t length, room;
} pdf_wide;

/* Where there is no memory there are fewer names, or none. */
void pdf_wide_read(const pdf_update *update, pdf_wide *wide);
void pdf_wide_free(pdf_wide *wide);

/* The names of fonts in the resources of the one page whose whole content is this stream, with a blank behind those whose
 * codes have two bytes and whose text goes from left to right, and a line break behind others. Empty: there are none, or
 * all are others. */
sheaf_str pdf_wide_names(const pdf_wide *wide, uint64_t stream);

#endif
