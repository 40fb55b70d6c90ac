/* The bytes of one input, bounded by the input limit: a file, standard input, or memory that the caller lends. Files are read,
 * not mapped: a file that is cut while it is read must not kill the program. Only what a separate process alone looks at is
 * mapped, where it is large: a PDF of pictures is mostly data that nobody asks for. */
#ifndef SF_IO_SOURCE_H
#define SF_IO_SOURCE_H

#include "base/error.h"

#include <stdatomic.h>
#include <time.h>

enum { SF_SOURCE_LARGE = 256 * 1024, SF_SOURCE_HEAD = 128 * 1024 };

/* A file of more than SF_SOURCE_LARGE, between sf_source_begin and sf_source_close. */
typedef struct sf_large {
    const char *path; /* lent by the caller */
    int is_open, is_mapped, file;
    struct timespec written, changed; /* when it was mapped: of its bytes, of anything of it */
} sf_large;

typedef struct sf_source {
    sheaf_str bytes;
    sheaf_str name; /* last component as given, empty for standard input; lent by the caller */
    char *owned;    /* what to free: the bytes; NULL where lent or mapped */
    sf_large large;
} sf_source;

/* Latches SHEAF_IO (no such file, a directory, unreadable), SHEAF_LIMIT, SHEAF_MEMORY or, when `cancel`
 * (may be NULL) became non-zero during a read that a signal interrupted, SHEAF_CANCELLED. `path` "-" is
 * standard input. A FIFO or device is read to its end like standard input. */
sheaf_status sf_source_open(sf_source *source, const char *path, uint64_t limit,
                            const atomic_int *cancel, sf_error *error);

/* As sf_source_open, but the bytes of a large file are only its first SF_SOURCE_HEAD until sf_source_finish, which reads all of
 * them, or maps them where this process will not look at them (`may_map`). */
sheaf_status sf_source_begin(sf_source *source, const char *path, uint64_t limit,
                             const atomic_int *cancel, sf_error *error);
sheaf_status sf_source_finish(sf_source *source, int may_map, uint64_t limit,
                              const atomic_int *cancel, sf_error *error);
/* Whether somebody changed a file since it was mapped: what was read of it may be of two states, or may have gone. Who renames it
 * or changes its rights counts, too: writing with the times set back looks the same. */
int sf_source_has_changed(const sf_source *source);

void sf_source_lend(sf_source *source, sheaf_str bytes, sheaf_str name);
void sf_source_close(sf_source *source);

#endif
