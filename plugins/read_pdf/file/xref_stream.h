/* SPDX-License-Identifier: GPL-2.0-or-later
 * A section of the cross-reference table that is a stream (ISO 32000-1, 7.5.8). */
#ifndef PDF_XREF_STREAM_H
#define PDF_XREF_STREAM_H

#include "sheaf/plugin.h"

#include <stdbool.h>

enum { PDF_XREF_FIELDS = 3, PDF_XREF_WIDEST = 8 };

typedef struct pdf_xref_stream {
    sheaf_str entries; /* of its dictionary */
    sheaf_str index;   /* what /Index says; empty: all from 0 on */
    uint8_t *rows;     /* to be freed with free() */
    size_t count;
    uint8_t widths[PDF_XREF_FIELDS]; /* bytes; 0: the field is not there */
} pdf_xref_stream;

/* From `12 0 obj` on. False, and nothing to free, where it is no such stream of at most `most` rows, or packed in another way
 * than such streams are. */
bool pdf_xref_stream_read(sheaf_str section, size_t most, pdf_xref_stream *stream);
/* A field of a row; `absent` where it is not there. */
uint64_t pdf_xref_field(const pdf_xref_stream *stream, size_t row, int field, uint64_t absent);

#endif
