/* A host for the page writer: it collects what is written, lends room of a size that the test names, and can refuse its
 * k-th call. Documents are made up from arrays, so every kind of node, run and record can be tried. */
#ifndef DESK_H
#define DESK_H

#include "cm.h"
#include "html.h"

struct sheaf_job {
    const sheaf_document *document;
    const char *language; /* options; NULL: the manifest's default */
    const char *figures;
    const char *furniture;
    size_t room;     /* what reserve lends when asked for less; 0: just what is asked for */
    unsigned calls;  /* of functions that may fail */
    unsigned refuse; /* the call that fails, from 1; 0: none */
    sheaf_status status;
    char message[512];
    char *lent;
    size_t lent_bytes;
    char *bytes;
    size_t length;
    void *scratch[256];
    size_t scratches;
};

#define ARRAY_OF(array)                                                                            \
    { (array), sizeof(array) / sizeof *(array), sizeof *(array) }
#define TEXT(literal)                                                                              \
    { "" literal, sizeof(literal) - 1 }

extern const sheaf_host desk_host;

/* An output at the desk, for the parts of the writer. */
html_out desk_out(sheaf_job *job);

/* What was written so far, ended by NUL. */
const char *desk_text(sheaf_job *job);
void desk_clear(sheaf_job *job);

/* Runs the whole plugin over a document, whose empty texts are filled in. */
sheaf_status desk_write(sheaf_job *job, sheaf_document *document);

/* What stands between <main> and </main> of the page of the document; copied, to be freed. */
char *desk_main(sheaf_document *document);

/* Whether the elements of the text nest; the name of the first that does not is printed. */
int desk_nests(const char *text);

/* The text without its tags, its references decoded: what a reader sees. To be freed. */
char *desk_plain(const char *text);

#endif
