/* SPDX-License-Identifier: GPL-2.0-or-later
 * A file without the elements of its structure tree, which nobody asks for and which may be most of it. */
#ifndef PDF_UNTAG_H
#define PDF_UNTAG_H

#include "file/xref_table.h"

/* A copy of the file without them, to be freed with free(), and the table leads to what is left. NULL, and the table as it
 * was: there are none, the table is not all that leads to objects, or memory ran out. */
char *pdf_untag(sheaf_str bytes, pdf_table *table, size_t *length);

#endif
