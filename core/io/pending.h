/* A file on its way: written unnamed (O_TMPFILE) or, where the file system has none of these, under a
 * temporary name, then synced and given its name in one step. Until then nobody sees it, and an existing
 * file of that name is untouched. */
#ifndef SF_IO_PENDING_H
#define SF_IO_PENDING_H

#include "base/error.h"

/* How a pending file waits: without a name, held by its descriptor, or under a temporary one, so that
 * many may wait at once with their descriptors closed. */
typedef enum sf_waiting { SF_WAIT_UNNAMED, SF_WAIT_NAMED } sf_waiting;

/* Swapped: the new file has its name, and `temp` names the one that it replaced. */
typedef enum sf_pending_state { SF_UNSEEN, SF_NAMED, SF_SWAPPED } sf_pending_state;

typedef struct sf_pending {
    int file;     /* descriptor to write to; -1 once it is closed */
    int direct;   /* the target is a device or FIFO: written in place */
    int replaces; /* there was a file of that name */
    sf_waiting waiting;
    sf_pending_state state;
    char *path;   /* as given, for messages */
    char *target; /* what appears: `path` with symbolic links followed */
    char *temp;   /* temporary path beside the target, NULL while the file has no name */
} sf_pending;

sheaf_status sf_pending_open(sf_pending *pending, const char *path, sf_waiting waiting,
                             sf_error *error);

/* Syncs the bytes to the disk and, for a named one, closes the descriptor. */
sheaf_status sf_pending_settle(sf_pending *pending, sf_error *error);

/* Gives it its name. */
sheaf_status sf_pending_publish(sf_pending *pending, sf_error *error);

/* Takes the name away again and brings back what it replaced, as far as the file system can: for one of
 * several files of which another could not be published. Only for SF_WAIT_NAMED. */
void sf_pending_withdraw(sf_pending *pending);

/* Lets the names in its directory survive a power cut, as far as the file system allows. */
void sf_pending_sync_folder(const sf_pending *pending);

/* Frees; what was not published leaves no trace. */
void sf_pending_done(sf_pending *pending);

#endif
