/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where the objects of a file stand, as its cross-reference tables and streams say. */
#ifndef PDF_XREF_TABLE_H
#define PDF_XREF_TABLE_H

#include "sheaf/plugin.h"

#include <stdbool.h>

/* Of another generation, free, or in a stream of objects: no object begins at the second byte of a file. */
#define PDF_TABLE_TAKEN 1u

typedef struct pdf_table {
    /* Of the newest version of each object that is of generation 0; 0: there is none. */
    uint32_t *offsets;
    uint32_t *packs; /* the number of the stream of objects in which it stands; 0: in none */
    uint32_t count;
    bool compressed;   /* some objects stand in streams of objects */
    bool others;       /* some that are used are of another generation, or nowhere */
    uint32_t sections; /* streams beside tables included */
    uint64_t start;    /* of the newest section */
    sheaf_str trailer; /* the entries of its dictionary, or of its stream's */
} pdf_table;

/* False, and nothing to free, where a section is malformed, the document encrypted, or the file larger than 4 GB. */
bool pdf_table_read(sheaf_str bytes, pdf_table *table);
void pdf_table_free(pdf_table *table);

#endif
