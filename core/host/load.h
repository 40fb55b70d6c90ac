/* Loading one plugin's library and holding it against its manifest. A library stays loaded. */
#ifndef SF_HOST_LOAD_H
#define SF_HOST_LOAD_H

#include "base/error.h"
#include "host/manifest.h"

/* Loads once; NULL: latched with one line that names both sides of what does not fit. */
const sheaf_plugin *sf_load(sf_manifest *manifest, sf_error *error);

/* Why `library` says no to this host, in `why`; 0 where it fits. Apart from sf_load for tests. */
int sf_library_refused(const sheaf_library *library, char *why, size_t room);

/* Why an ELF file (System V ABI, chapter 4) cannot run in this process: another class, byte order or
 * machine, or no ELF file at all. 0 where its header shows nothing wrong. */
int sf_elf_refused(const char *path, char *why, size_t room);

#endif
