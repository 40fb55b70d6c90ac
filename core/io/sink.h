/* Where output goes: a file that appears whole or not at all, memory, or a descriptor (standard output).
 * Buffered; the first failure is latched and later writes do nothing. A file is written unnamed
 * (O_TMPFILE) or under a temporary name in the target's directory, synced, and linked or renamed into
 * place by `commit`; until then an existing file of that name is untouched. A target that exists and is
 * no regular file (/dev/null, a FIFO) is written to directly. */
#ifndef SF_IO_SINK_H
#define SF_IO_SINK_H

#include "base/buffer.h"
#include "base/error.h"

typedef struct sf_sink sf_sink;

sf_sink *sf_sink_file(const char *path, uint64_t limit, sf_error *error);
sf_sink *sf_sink_descriptor(int descriptor, const char *name, uint64_t limit, sf_error *error);
sf_sink *sf_sink_memory(sf_buffer *buffer, uint64_t limit, sf_error *error);

/* Files inside a directory, which is made if it is missing: nothing is open until sf_sink_next. */
sf_sink *sf_sink_directory(const char *path, uint64_t limit, sf_error *error);
void sf_sink_next(sf_sink *sink, sheaf_str name);

void sf_sink_write(sf_sink *sink, sheaf_str bytes);
char *sf_sink_reserve(sf_sink *sink, size_t least, size_t *room); /* least ≤ 64 KiB */
void sf_sink_advance(sf_sink *sink, size_t bytes);

/* Ends the output well: flushes, syncs, names it. Returns the latched status. */
sheaf_status sf_sink_commit(sf_sink *sink);

/* Frees; without a commit before, leaves no trace. NULL is fine. Safe to call from the clean-up after a
 * signal (not from the handler itself). */
void sf_sink_free(sf_sink *sink);

#endif
