/* The bytes of one input, all in memory, bounded by the input limit: a file, standard input, or memory
 * that the caller lends. Files are read, not mapped: a file that is cut while it is read must not kill
 * the program. */
#ifndef SF_IO_SOURCE_H
#define SF_IO_SOURCE_H

#include "base/error.h"

#include <stdatomic.h>

typedef struct sf_source {
    sheaf_str bytes;
    sheaf_str name; /* last component as given, empty for standard input; lent by the caller */
    char *owned;    /* what to free: the bytes; NULL where lent */
} sf_source;

/* Latches SHEAF_IO (no such file, a directory, unreadable), SHEAF_LIMIT, SHEAF_MEMORY or, when `cancel`
 * (may be NULL) became non-zero during a read that a signal interrupted, SHEAF_CANCELLED. `path` "-" is
 * standard input. A FIFO or device is read to its end like standard input. */
sheaf_status sf_source_open(sf_source *source, const char *path, uint64_t limit,
                            const atomic_int *cancel, sf_error *error);
void sf_source_lend(sf_source *source, sheaf_str bytes, sheaf_str name);
void sf_source_close(sf_source *source);

#endif
