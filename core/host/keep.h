/* What plugins keep beyond a job: memory and named slots that live as long as the session (extension sheaf.keep/1), or beyond a
 * pass, as long as the document of a job stays as it is (sheaf.keep.document/1). */
#ifndef SF_HOST_KEEP_H
#define SF_HOST_KEEP_H

#include "base/arena.h"
#include "base/vec.h"

typedef struct sf_keep {
    sf_arena arena;
    sf_vec slots; /* struct in keep.c */
    sf_vec held;  /* char *: bytes that were a resource of a job */
} sf_keep;

void sf_keep_init(sf_keep *keep);
void sf_keep_done(sf_keep *keep);

/* For host->extension. */
extern const sheaf_keep sf_keep_calls, sf_keep_document_calls;

#endif
