/* SPDX-License-Identifier: GPL-2.0-or-later
 * A stream of the file that gets a new version. */
#ifndef PDF_UNPACK_STREAM_H
#define PDF_UNPACK_STREAM_H

#include "file/update.h"

/* Data of so many bytes that a new version takes the place of is not copied with the file. */
enum { PDF_LEAST_HOLE = 32 * 1024 };

typedef struct pdf_stream {
    uint64_t number;
    sheaf_str entries; /* of its dictionary */
    sheaf_str data;    /* deflated; of an image nothing where its length is wrong */
    bool is_image;     /* that Poppler is to see without its data */
} pdf_stream;

/* The object that begins with `head` and ends before `rest`, which begins with `stream`: false where the table says that it
 * is another one, or an old version, where it is neither, and where it stays as it is. */
bool pdf_stream_read(const pdf_update *update, sheaf_str head, sheaf_str rest, bool keep_images,
                     pdf_stream *found);

/* Whether its dictionary is that of a page's content, of a form that pages draw, of a stream of objects, or of what says which
 * characters codes are; not that of a font, a profile or the like. */
bool pdf_stream_is_of_text(sheaf_str entries);

#endif
