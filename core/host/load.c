/* From a manifest to a plugin: dlopen, one symbol, then checks from the frozen outside in, so that
 * nothing is looked at before what says that it is there. */
#include "host/load.h"
#include "base/text.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#ifndef RTLD_NODELETE
#define RTLD_NODELETE 0x1000
#endif

enum { MOST_PLUGINS = 256 };

static sheaf_status refuse(const sf_manifest *m, const char *why, sf_error *error) {
    return sf_failf(error, SHEAF_UNSUPPORTED, "plugin.refused", "the %s %s (%s) cannot be used: %s",
                    sf_kind_name(m->info.kind), m->info.id, m->info.library, why);
}

int sf_library_refused(const sheaf_library *library, char *why, size_t room) {
    if (library->magic != SHEAF_MAGIC)
        return snprintf(why, room,
                        "its sheaf_entry begins with 0x%08x, a Sheaf plugin's with 0x%08x",
                        library->magic, SHEAF_MAGIC);
    if (library->abi_major != SHEAF_ABI_MAJOR)
        return snprintf(why, room, "it was built for plugin ABI %u.%u, this Sheaf has %d.%d",
                        library->abi_major, library->abi_minor, SHEAF_ABI_MAJOR, SHEAF_ABI_MINOR);
    if (library->count == 0 || library->count > MOST_PLUGINS || !library->plugins)
        return snprintf(why, room, "it says that it holds %u plugins, expected 1 to %d",
                        library->count, MOST_PLUGINS);
    return 0;
}

/* What every plugin has had since the first minor. */
#define SMALLEST (offsetof(sheaf_plugin, run) + sizeof(((sheaf_plugin *)0)->run))

static int plugin_refused(const sheaf_plugin *p, const sf_manifest *m, char *why, size_t room) {
    if (p->size < SMALLEST)
        return snprintf(why, room, "its description has %u bytes, this Sheaf needs %zu", p->size,
                        (size_t)SMALLEST);
    if (!p->run || (p->kind == SHEAF_READER && !p->probe))
        return snprintf(why, room, "it has no function `%s`, which a %s needs",
                        p->run ? "probe" : "run", sf_kind_name(p->kind));
    if (!p->version || strcmp(p->version, m->info.version) != 0)
        return snprintf(why, room, "its version is %.40s, its manifest says %.40s",
                        p->version ? p->version : "missing", m->info.version);
    if (p->caps != m->info.caps)
        return snprintf(why, room, "its caps are 0x%x, its manifest says 0x%x", p->caps,
                        m->info.caps);
    return 0;
}

static const sheaf_plugin *find(const sheaf_library *library, const sf_manifest *m) {
    for (uint32_t i = 0; i < library->count; i++) {
        const sheaf_plugin *p = library->plugins[i];
        if (p && p->size >= offsetof(sheaf_plugin, version) && p->kind == m->info.kind && p->id &&
            strcmp(p->id, m->info.id) == 0)
            return p;
    }
    return NULL;
}

/* What the library holds instead of the plugin that was looked for. */
static void not_in_library(const sheaf_library *library, const sf_manifest *m, char *why,
                           size_t room) {
    const sheaf_plugin *p = library->plugins[0];
    if (!p)
        snprintf(why, room, "its library holds no plugin at its first place");
    else if (p->size < offsetof(sheaf_plugin, version))
        plugin_refused(p, m, why, room);
    else
        snprintf(why, room,
                 "its library holds %u plugin(s), the first a %s %.64s, and none is this one",
                 library->count, sf_kind_name(p->kind), p->id ? p->id : "without id");
}

/* The loader's own message is for people who build libraries; the usual reasons get a better one. */
static void why_not_opened(const sf_manifest *m, char *why, size_t room) {
    const char *reason = dlerror();
    if (access(m->info.library, F_OK) != 0)
        snprintf(why, room, "its manifest %s names this library, which is not there",
                 m->info.manifest);
    else if (!sf_elf_refused(m->info.library, why, room))
        snprintf(why, room, "%s", reason ? reason : "it cannot be loaded");
}

static void *open_library(const sf_manifest *m, sf_error *error) {
    void *library = dlopen(m->info.library, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (!library) {
        char why[512];
        why_not_opened(m, why, sizeof why);
        refuse(m, why, error);
    }
    return library;
}

static const sheaf_library *find_entry(const sf_manifest *m, sf_error *error) {
    void *library = open_library(m, error);
    if (!library)
        return NULL;
    const sheaf_library *entry = dlsym(library, "sheaf_entry");
    if (!entry)
        refuse(m, "it exports no symbol sheaf_entry, which every Sheaf plugin has", error);
    return entry;
}

const sheaf_plugin *sf_load(sf_manifest *m, sf_error *error) {
    if (m->loaded)
        return m->loaded;
    if (m->info.problem) {
        refuse(m, m->info.problem, error);
        return NULL;
    }
    const sheaf_library *library = find_entry(m, error);
    if (!library)
        return NULL;
    char why[512];
    const sheaf_plugin *plugin = NULL;
    if (!sf_library_refused(library, why, sizeof why)) {
        plugin = find(library, m);
        if (!plugin)
            not_in_library(library, m, why, sizeof why);
        else if (plugin_refused(plugin, m, why, sizeof why))
            plugin = NULL;
    }
    if (!plugin)
        refuse(m, why, error);
    m->loaded = plugin;
    return plugin;
}
