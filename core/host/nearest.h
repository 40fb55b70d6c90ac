/* Answers an unknown word with the nearest right one: offer it every right word, then fail. */
#ifndef SF_HOST_NEAREST_H
#define SF_HOST_NEAREST_H

#include "base/error.h"

typedef struct sf_nearest {
    sheaf_str wanted;
    sheaf_str best;
    unsigned distance;
    char known[400]; /* the right words, for a short list */
    size_t length;
} sf_nearest;

sf_nearest sf_nearest_to(sheaf_str wanted);
void sf_nearest_offer(sf_nearest *nearest, sheaf_str word);

/* Latches SHEAF_BAD_CALL: unknown `what`, the nearest word or, where none is near, all of them. */
sheaf_status sf_nearest_fail(const sf_nearest *nearest, const char *what, sf_error *error);

#endif
