/* What the tests of this writer share: its desk (writing.h), what must come of a document, and documents of one column. */
#ifndef DESK_H
#define DESK_H

#include "csv.h"
#include "writing.h"

/* Runs the whole plugin over a document, and compares all that must come of it. */
void desk_check(sheaf_document *document, uint32_t has_outputs, const char *options,
                const char *expected);

/* The same where nothing may come of it but a failure of that code with these words. */
void desk_refused(sheaf_document *document, uint32_t has_outputs, const char *options,
                  const char *code, const char *words);

/* A document of one table of one column, each text a cell. */
typedef struct desk_column {
    sheaf_document document;
    sheaf_node nodes[16];
    sheaf_cell cells[14];
    sheaf_table table;
} desk_column;

void desk_column_of(desk_column *made, const sheaf_str *texts, uint32_t count);

#endif
