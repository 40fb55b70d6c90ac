/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where the objects of a file stand, as its cross-reference tables and streams say. */
#ifndef PDF_XREF_TABLE_H
#define PDF_XREF_TABLE_H

#include "sheaf/plugin.h"

#include <stdbool.h>

typedef struct pdf_table {
    uint32_t *
        offsets; /* of the newest version of each object that is of generation 0; 0: there is none */
    uint32_t count;
    uint64_t start;    /* of the newest section */
    sheaf_str trailer; /* the entries of its dictionary, or of its stream's */
} pdf_table;

/* False, and nothing to free, where a section is malformed, the document encrypted, or the file larger than 4 GB. */
bool pdf_table_read(sheaf_str bytes, pdf_table *table);
void pdf_table_free(pdf_table *table);

#endif
