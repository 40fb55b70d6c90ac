/* A host for one writer of several files: it collects what is written, lends room in pieces of a size that the
 * test names, and can refuse its k-th call. Files of a directory are told apart by a line `== name`. */
#ifndef DESK_H
#define DESK_H

#include "cm.h"
#include "csv.h"

struct sheaf_job {
    const sheaf_document *document;
    const char *options; /* "mode=wide bom=yes" */
    uint32_t has_outputs;
    size_t room;     /* what reserve lends when asked for less; 0: just what is asked for */
    unsigned calls;  /* of functions that may fail */
    unsigned refuse; /* the call that fails, from 1; 0: none */
    sheaf_status status;
    char code[64];
    char message[512];
    char said[256]; /* codes of diagnostics */
    char *lent;
    size_t lent_bytes;
    char *bytes;
    size_t length;
    void *scratch[64];
    size_t scratches;
};

#define TEXT(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }
#define ARRAY_OF(array)                                                                            \
    { (array), sizeof(array) / sizeof *(array), sizeof *(array) }

extern const sheaf_host desk_host;

/* Runs the whole plugin over a document whose nodes may lack texts. */
sheaf_status desk_write(sheaf_job *job, sheaf_document *document);

/* The same, and all that must come of it. */
void desk_check(sheaf_document *document, uint32_t has_outputs, const char *options,
                const char *expected);

/* The same where nothing may come of it but a failure of that code with these words. */
void desk_refused(sheaf_document *document, uint32_t has_outputs, const char *options,
                  const char *code, const char *words);

const char *desk_text(const sheaf_job *job);
void desk_clear(sheaf_job *job);

/* A document of one table of one column, each text a cell. */
typedef struct desk_column {
    sheaf_document document;
    sheaf_node nodes[16];
    sheaf_cell cells[14];
    sheaf_table table;
} desk_column;

void desk_column_of(desk_column *made, const sheaf_str *texts, uint32_t count);

#endif
