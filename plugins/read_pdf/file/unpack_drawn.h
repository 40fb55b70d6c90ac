/* SPDX-License-Identifier: GPL-2.0-or-later
 * Fonts whose glyphs are drawings (Type 3), told as fonts like others. */
#ifndef PDF_UNPACK_DRAWN_H
#define PDF_UNPACK_DRAWN_H

#include "file/unpack_meaning.h"

/* What all such fonts share. */
typedef struct pdf_shared {
    uint64_t program, codes; /* numbers of streams */
    uint64_t next;           /* the first free number */
    uint32_t left;           /* fonts that may still be asked */
    pdf_meanings meanings;
} pdf_shared;

/* Whether there may be one in the file. */
bool pdf_has_drawn_fonts(sheaf_str bytes);

/* The dictionary, to be freed with free(), of a font that shows the same characters at the same places; NULL where these entries are not of a
 * Type 3 font that says what its codes mean, or are unusual, or there is no memory. */
char *pdf_drawn_font(pdf_update *update, sheaf_str entries, pdf_shared *shared, size_t *length);

/* Puts the streams. */
bool pdf_put_shared(pdf_update *update, pdf_shared shared);

#endif
