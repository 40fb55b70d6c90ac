/* SPDX-License-Identifier: GPL-2.0-or-later
 * A document whose streams are inflated before Poppler reads them. */
#ifndef PDF_UNPACK_H
#define PDF_UNPACK_H

#include "sheaf/plugin.h"

#include <stdbool.h>

typedef struct pdf_unpacked {
    /* to be freed with free(); NULL: there is nothing to inflate, the tables are not plain ones, or memory ran out */
    char *bytes;
    size_t length;
    /* streams of text whose data is not what its checksum says, which Poppler does not ask for */
    uint64_t altered;
    bool emptied;     /* large images are without data */
    bool is_doubtful; /* names stand in the file that say that there may be more to it than pages */
} pdf_unpacked;

/* The bytes with an incremental update behind them, which holds the deflated streams inflated. At most `most` bytes of streams
 * come out; those for which there is no room stay as they are. Of streams that have a new version there may be nothing but
 * zeros where their data was. */
pdf_unpacked pdf_unpack(sheaf_str bytes, uint64_t most, bool keep_images);

#endif
