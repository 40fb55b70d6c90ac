/* A file on its way: written unnamed (O_TMPFILE) or, where the file system has none of these, under a
 * temporary name, then synced and given its name in one step. Until then nobody sees it, and an existing
 * file of that name is untouched. */
#ifndef SF_IO_PENDING_H
#define SF_IO_PENDING_H

#include "base/error.h"

typedef struct sf_pending {
    int file;     /* descriptor to write to; -1 once it is closed */
    int direct;   /* the target is a device or FIFO: written in place */
    char *path;   /* as given, for messages */
    char *target; /* what appears: `path` with symbolic links followed */
    char *temp;   /* temporary path beside the target, NULL while the file has no name */
} sf_pending;

/* How a pending file waits: without a name, held by its descriptor, or under a temporary one, so that
 * many may wait at once with their descriptors closed. */
typedef enum sf_waiting { SF_WAIT_UNNAMED, SF_WAIT_NAMED } sf_waiting;

sheaf_status sf_pending_open(sf_pending *pending, const char *path, sf_waiting waiting,
                             sf_error *error);

/* Syncs the bytes to the disk and, for a named one, closes the descriptor. */
sheaf_status sf_pending_settle(sf_pending *pending, sf_error *error);

/* Gives it its name. */
sheaf_status sf_pending_publish(sf_pending *pending, sf_error *error);

/* Lets the names in its directory survive a power cut, as far as the file system allows. */
void sf_pending_sync_folder(const sf_pending *pending);

/* Frees; what was not published leaves no trace. */
void sf_pending_done(sf_pending *pending);

#endif
