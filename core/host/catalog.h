/* The plugins that there are, in order of discovery: directories as given, SHEAF_PLUGIN_PATH, the install
 * directory; inside one by name. Knows manifests only; nothing is loaded. Of equal (kind, id) the first
 * counts and the others are marked as shadowed. */
#ifndef SF_HOST_CATALOG_H
#define SF_HOST_CATALOG_H

#include "base/arena.h"
#include "base/error.h"
#include "base/vec.h"
#include "host/manifest.h"

typedef struct sf_catalog {
    sf_arena arena;
    sf_vec folders; /* struct folder: what was searched or will be */
    sf_vec entries; /* sf_manifest; must not grow once plugins were shown to anybody */
    int is_read;
} sf_catalog;

void sf_catalog_init(sf_catalog *catalog);
void sf_catalog_done(sf_catalog *catalog);

/* A directory to search before the others. SHEAF_IO where it is none, SHEAF_BAD_CALL after reading. */
sheaf_status sf_catalog_add(sf_catalog *catalog, const char *folder, sf_error *error);

/* Reads all manifests, once, but does not settle them. SHEAF_MEMORY is the only failure of this and of settling. */
sheaf_status sf_catalog_read(sf_catalog *catalog, sf_error *error);

/* Settles the entries of that kind and id: until then none of them is usable. Kind 0 or an empty id: all. */
sheaf_status sf_catalog_settle(sf_catalog *catalog, uint32_t kind, sheaf_str id, sf_error *error);

/* The usable entry of that kind and id among those that are settled, or NULL. */
sf_manifest *sf_catalog_find(const sf_catalog *catalog, uint32_t kind, sheaf_str id);

/* The same for what a user said, settled where needed: an id, else the format of the highest rank. NULL: latched, with the
 * nearest name, or the problem of the manifest that was meant. */
sf_manifest *sf_catalog_named(sf_catalog *catalog, uint32_t kind, sheaf_str name, sf_error *error);

int sf_manifest_is_usable(const sf_manifest *manifest);

#endif
