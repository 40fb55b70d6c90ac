/* The names of the plain files in a folder of plugin data. */
#ifndef SF_HOST_FOLDER_H
#define SF_HOST_FOLDER_H

#include "base/error.h"
#include "io/source.h"

enum { SF_FOLDER_MOST = 65536 }; /* names; more is no folder of data */

/* Sorted by their bytes, each ended by '\n', as the bytes of a source that is to be closed. Left out are hidden
 * files, names that are not UTF-8 or hold control characters (they could not be named, or would be two lines),
 * and what is no file. Latches SHEAF_IO, SHEAF_LIMIT or SHEAF_MEMORY, and then there is nothing to close. */
sheaf_status sf_folder_list(sf_source *source, const char *path, sf_error *error);

#endif
