/* A host for one writer: it collects what is written, lends room in pieces of a size that the test names, and can refuse its
 * k-th call. Documents are made up from arrays, so every kind of record can be tried. */
#ifndef WRITING_H
#define WRITING_H

#include "cm.h"

#include <sheaf/plugin.h>

struct sheaf_job {
    const sheaf_document *document;
    const char *options; /* "mode=wide bom=yes"; what it does not name is as in desk_standard */
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
    void *scratch[256];
    size_t scratches;
};

#define TEXT(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }
#define ARRAY_OF(array)                                                                            \
    { (array), sizeof(array) / sizeof *(array), sizeof *(array) }

/* The options of the writer's manifest with the values that they have there; each writer's desk has it. */
extern const char desk_standard[];

extern const sheaf_host desk_host;

/* Runs the whole plugin over a document. */
sheaf_status desk_run(sheaf_job *job, const sheaf_document *document);

/* The same over one whose records may lack texts: they get the empty one. */
sheaf_status desk_write(sheaf_job *job, sheaf_document *document);

/* What was written so far, ended by NUL. */
const char *desk_text(const sheaf_job *job);
void desk_clear(sheaf_job *job);

/* How often `part` occurs in what was written. */
unsigned desk_count(const sheaf_job *job, const char *part);

#endif
