/* SPDX-License-Identifier: GPL-2.0-or-later
 * The library that the manifest names. The reader itself stands in another one, opened here with lazy binding: Poppler,
 * GLib, cairo and what these need hold some ten thousand calls, of which a short document uses few, and the host binds
 * all at once what it loads (docs/decisions/0078). The reader's own calls are bound when it is opened, so a library that
 * lacks one is refused here and not in the middle of a page. */
#define _GNU_SOURCE /* dladdr */
#include "sheaf/plugin.h"

#include <dlfcn.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define LIBRARY "libsheaf-read_pdf.so"
#define REFUSED                                                                                    \
    "its part " LIBRARY                                                                            \
    " cannot be loaded: it is missing beside read_pdf.so, or Poppler, GLib or "                    \
    "cairo are missing or too old"

/* In the folder of this library, whoever calls dlopen for it (a sanitizer does). */
static void *open_beside(void) {
    Dl_info here;
    char path[PATH_MAX];
    if (!dladdr(REFUSED, &here) || !here.dli_fname)
        return NULL;
    const char *slash = strrchr(here.dli_fname, '/');
    int folder = slash ? (int)(slash + 1 - here.dli_fname) : 0;
    int length = snprintf(path, sizeof path, "%.*s" LIBRARY, folder, here.dli_fname);
    return length > 0 && (size_t)length < sizeof path
               ? dlopen(path, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE)
               : NULL;
}

static const sheaf_plugin *find_reader(void) {
    void *library = open_beside();
    const sheaf_library *entry = library ? dlsym(library, "sheaf_entry") : NULL;
    return entry ? entry->plugins[0] : NULL;
}

static uint32_t probe(const sheaf_input *input, sheaf_str *why) {
    const sheaf_plugin *reader = find_reader();
    if (reader)
        return reader->probe(input, why);
    *why = SHEAF_STR(REFUSED);
    return SHEAF_BID_NO;
}

static sheaf_status run(const sheaf_host *host, sheaf_job *job) {
    const sheaf_plugin *reader = find_reader();
    return reader ? reader->run(host, job)
                  : host->fail(job, SHEAF_UNSUPPORTED, SHEAF_STR("plugin.refused"),
                               SHEAF_STR("the reader of PDF cannot work: " REFUSED), NULL);
}

static const sheaf_plugin pdf = {.size = sizeof pdf,
                                 .kind = SHEAF_READER,
                                 .caps = SHEAF_CAP_SERIAL | SHEAF_CAP_ISOLATE,
                                 .id = "pdf",
                                 .version = SHEAF_VERSION,
                                 .probe = probe,
                                 .run = run};

static const sheaf_plugin *const plugins[] = {&pdf};

SHEAF_PLUGIN_EXPORT const sheaf_library sheaf_entry = SHEAF_LIBRARY(plugins);
