/* A host for one writer: it collects what is written, lends room in pieces of a size that the test names,
 * and can refuse its k-th call. Documents are made up from arrays, so every kind of record can be tried. */
#ifndef DESK_H
#define DESK_H

#include "cm.h"
#include "json.h"

struct sheaf_job {
    const sheaf_document *document;
    sheaf_str indent, figures;
    size_t room;     /* what reserve lends when asked for less; 0: just what is asked for */
    unsigned calls;  /* of functions that may fail */
    unsigned refuse; /* the call that fails, from 1; 0: none */
    sheaf_status status;
    char message[512];
    char *lent;
    size_t lent_bytes;
    char *bytes;
    size_t length;
    void *scratch[64];
    size_t scratches;
};

#define ARRAY_OF(array)                                                                            \
    { (array), sizeof(array) / sizeof *(array), sizeof *(array) }

extern const sheaf_host desk_host;

/* An output at the desk, for the parts of the writer. */
json_out desk_out(sheaf_job *job);

/* What was written so far, ended by NUL. */
const char *desk_text(sheaf_job *job);
void desk_clear(sheaf_job *job);

/* Runs the whole plugin over a document. */
sheaf_status desk_write(sheaf_job *job, const sheaf_document *document);

/* How often `part` occurs in what was written. */
unsigned desk_count(sheaf_job *job, const char *part);

#endif
