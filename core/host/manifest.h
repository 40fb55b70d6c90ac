/* What a plugin says of itself in its `.sheaf` file: lines `name = value`, `#` starts a comment line.
 * Reading one costs one open, one read and one close, and loads nothing. A manifest with an error is
 * kept and carries it (info.problem), so that people can see why their plugin is not used. */
#ifndef SF_HOST_MANIFEST_H
#define SF_HOST_MANIFEST_H

#include "base/arena.h"
#include "base/vec.h"
#include "host/limits.h"
#include "host/magic.h"

#include <sheaf/sheaf.h>

typedef struct sf_manifest {
    sheaf_plugin_info info; /* its strings end in NUL and live in the arena */
    uint32_t abi_major, abi_minor;
    const char *folder; /* of the manifest, ends in '/' */
    const char *data;   /* what the manifest says of info.data: a name in there; NULL: its id */
    sf_vec magics;      /* sf_magic; none: every input may be asked about */
    sf_vec anchors;     /* sheaf_str: words without one of which the pass has nothing to do */
    sf_vec options;     /* sheaf_option_info */
    sf_limits own;      /* other defaults for limits than those of everybody */
    const sheaf_plugin *loaded;
    /* the text, while no more than info.kind and said_id was looked for; else NULL */
    sheaf_str unsettled;
    sheaf_str said_id;
} sf_manifest;

/* Keeps the manifest as one that cannot be used: "the file is REASON". 0 only where there is no memory. */
int sf_manifest_refuse(sf_manifest *manifest, const char *reason, sf_arena *arena);

/* Parses what was left by reading. 0 only where there is no memory. */
int sf_manifest_settle(sf_manifest *manifest, sf_arena *arena);

/* Reads `name` in the open directory `folder`, whose path (with its '/') is `folder_path`. 0 only where there is no
 * memory; errors in the file are in info.problem. */
int sf_manifest_read(sf_manifest *manifest, int folder, const char *folder_path, const char *name,
                     sf_arena *arena);

/* The same from text (which is copied), for tests and fuzzing. */
int sf_manifest_parse(sf_manifest *manifest, const char *path, sheaf_str text, sf_arena *arena);

void sf_manifest_done(sf_manifest *manifest); /* its arrays; the rest is the arena's */

int sf_manifest_may_read(const sf_manifest *manifest, sheaf_str bytes); /* by its magic */
int sf_manifest_has_extension(const sf_manifest *manifest, sheaf_str file_name);
const sheaf_option_info *sf_manifest_option(const sf_manifest *manifest, sheaf_str name);
const char *sf_kind_name(uint32_t kind);      /* "reader", "writer", "pass" */
sheaf_plugin_kind sf_kind_of(sheaf_str name); /* 0: there is none of this name */

#endif
