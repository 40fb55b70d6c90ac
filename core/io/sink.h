/* Where output goes: a file that appears whole or not at all, memory, or a descriptor. Buffered; the first
 * failure is latched and later writes do nothing. Until `commit` an existing file of that name is untouched
 * (see pending.h); a target that is no regular file (/dev/null, a FIFO) is written to directly. Who writes
 * to pipes ignores SIGPIPE, as the program does, so that a closed pipe is an error like any other. */
#ifndef SF_IO_SINK_H
#define SF_IO_SINK_H

#include "base/buffer.h"
#include "base/error.h"

#include <stdatomic.h>

typedef struct sf_sink sf_sink;

/* `limit` is the most bytes in all. NULL: latched. */
sf_sink *sf_sink_file(const char *path, uint64_t limit, sf_error *error);
sf_sink *sf_sink_descriptor(int descriptor, const char *name, uint64_t limit, sf_error *error);
sf_sink *sf_sink_memory(sf_buffer *buffer, uint64_t limit, sf_error *error);

/* Files inside a directory, which is made if it is missing: nothing is open until sf_sink_next. All of
 * them appear at commit, or none; a directory that was made for nothing is removed again. A name that was
 * used before, or is no plain file name, is latched; so are two names that links make one file. */
sf_sink *sf_sink_directory(const char *path, uint64_t limit, sf_error *error);
void sf_sink_next(sf_sink *sink, sheaf_str name);
int sf_sink_is_directory(const sf_sink *sink);

/* The file that is written where output comes before the first sf_sink_next; the name is lent. */
void sf_sink_fall_back(sf_sink *sink, sheaf_str name);

/* For a directory where other outputs stand, too: what sf_sink_next names goes into a directory of this name
 * in it, which is made with the first of them. The name is lent. */
void sf_sink_gather(sf_sink *sink, sheaf_str folder);

/* A write that a signal interrupts gives up when *cancel is non-zero by then. */
void sf_sink_watch(sf_sink *sink, const atomic_int *cancel);

void sf_sink_write(sf_sink *sink, sheaf_str bytes);
char *sf_sink_reserve(sf_sink *sink, size_t least, size_t *room); /* least ≤ 64 KiB */
void sf_sink_advance(sf_sink *sink, size_t bytes);

/* How many bytes it took so far, all files together. */
uint64_t sf_sink_total(const sf_sink *sink);

/* Ends the output well: flushes, syncs, names it. Returns the latched status. */
sheaf_status sf_sink_commit(sf_sink *sink);

/* Frees; without a commit before, leaves no trace. NULL is fine. Safe to call from the clean-up after a
 * signal (not from the handler itself). */
void sf_sink_free(sf_sink *sink);

#endif
