/* Strings for the system's calls: ended by NUL, and in one block that free releases. */
#ifndef SF_IO_CSTRING_H
#define SF_IO_CSTRING_H

#include <sheaf/plugin.h>

/* NULL: no memory. (Not strdup: its allocation would escape the tests that let allocations fail.) */
char *sf_cstring_new(sheaf_str text);

#endif
