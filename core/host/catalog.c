/* One pass over each directory, names sorted, one small file read for each. A directory that is reached
 * twice (by device and inode) is read once. */
#define _GNU_SOURCE
#include "host/catalog.h"
#include "base/buffer.h"
#include "base/text.h"
#include "host/nearest.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/auxv.h>
#endif

#ifndef SHEAF_PLUGIN_DIR
#define SHEAF_PLUGIN_DIR "/usr/local/lib/sheaf/plugins"
#endif

typedef struct folder {
    sheaf_str path; /* ends in '/' and NUL */
    dev_t device;
    ino_t inode;
} folder;

void sf_catalog_init(sf_catalog *catalog) {
    *catalog = (sf_catalog){.folders = SF_VEC_OF(folder), .entries = SF_VEC_OF(sf_manifest)};
}

void sf_catalog_done(sf_catalog *catalog) {
    for (uint32_t i = 0; i < catalog->entries.count; i++)
        sf_manifest_done(SF_VEC_AT(&catalog->entries, sf_manifest, i));
    sf_vec_done(&catalog->entries);
    sf_vec_done(&catalog->folders);
    sf_arena_done(&catalog->arena);
}

static sheaf_status no_memory(sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for the list of plugins");
}

static int is_known(const sf_catalog *catalog, const struct stat *about) {
    for (uint32_t i = 0; i < catalog->folders.count; i++) {
        const folder *f = SF_VEC_AT(&catalog->folders, folder, i);
        if (f->device == about->st_dev && f->inode == about->st_ino)
            return 1;
    }
    return 0;
}

/* 1, also where it is known already; 0 where there is no memory; -1 where it is no directory. */
static int add_folder(sf_catalog *catalog, sheaf_str path) {
    char *own = sf_arena_take(&catalog->arena, path.len + 2);
    if (!own)
        return 0;
    memcpy(own, path.ptr, path.len);
    size_t length = path.len;
    if (length == 0 || own[length - 1] != '/')
        own[length++] = '/';
    struct stat about;
    if (stat(own, &about) != 0 || !S_ISDIR(about.st_mode))
        return -1;
    if (is_known(catalog, &about))
        return 1;
    folder *f = sf_vec_push(&catalog->folders, 1);
    if (f)
        *f = (folder){{own, length}, about.st_dev, about.st_ino};
    return f != NULL;
}

sheaf_status sf_catalog_add(sf_catalog *catalog, const char *path, sf_error *error) {
    if (catalog->is_read)
        return sf_failf(error, SHEAF_BAD_CALL, "catalog.read",
                        "the plugin directory %s came too late: plugins were looked up already",
                        path);
    errno = ENOTDIR;
    int added = add_folder(catalog, sf_str_of(path));
    if (added < 0)
        return sf_failf(error, SHEAF_IO, "catalog.directory",
                        "the plugin directory %s cannot be used: %s", path, strerror(errno));
    return added ? SHEAF_OK : no_memory(error);
}

static int add_environment(sf_catalog *catalog) {
    sheaf_str rest = sf_str_of(secure_getenv("SHEAF_PLUGIN_PATH"));
    while (rest.len > 0) {
        sheaf_str path = sf_str_take_until(&rest, ':');
        if (path.len > 0 && add_folder(catalog, path) == 0)
            return 0;
    }
    return 1;
}

/* The path of the program; 0 or less where nobody knows. What the system was asked to start tells it if that is a whole
 * path and no link; /proc knows it always, but makes several inodes for each process that asks. */
static ssize_t find_program(char *path, size_t room) {
    const char *started = NULL;
#ifdef __linux__
    started = getauxval(AT_SECURE) ? NULL : (const char *)(uintptr_t)getauxval(AT_EXECFN);
#endif
    size_t length = started && started[0] == '/' ? strlen(started) : 0;
    if (length == 0 || length > room || readlink(started, path, room) >= 0 || errno != EINVAL)
        return readlink("/proc/self/exe", path, room);
    memcpy(path, started, length);
    return (ssize_t)length;
}

/* Beside the program, so that a tree can be moved, or else where it was installed. */
static int add_installed(sf_catalog *catalog) {
    char path[4096];
    ssize_t length = find_program(path, sizeof path - 64);
    while (length > 0 && path[length - 1] != '/')
        length--;
    if (length > 0) {
        strcpy(path + length, "../lib/sheaf/plugins");
        int added = add_folder(catalog, sf_str_of(path));
        if (added >= 0)
            return added;
    }
    return add_folder(catalog, sf_str_of(SHEAF_PLUGIN_DIR)) != 0;
}

static int by_bytes(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of manifests in a directory, in the arena; 0: no memory. */
static int list_names(sf_catalog *catalog, DIR *directory, sf_vec *names) {
    for (struct dirent *entry; (entry = readdir(directory));) {
        sheaf_str name = sf_str_of(entry->d_name), copy;
        if (name.ptr[0] == '.' || !sf_str_ends(name, SHEAF_STR(".sheaf")))
            continue;
        name.len++; /* with its NUL */
        const char **room = sf_vec_push(names, 1);
        if (!room || !sf_arena_copy(&catalog->arena, name, &copy))
            return 0;
        *room = copy.ptr;
    }
    if (names->count > 1)
        qsort(names->base, names->count, sizeof(char *), by_bytes);
    return 1;
}

static sf_manifest *entry_at(const sf_catalog *catalog, uint32_t i) {
    return SF_VEC_AT(&catalog->entries, sf_manifest, i);
}

/* Among the first `end` entries. */
static sf_manifest *find_among(const sf_catalog *catalog, uint32_t end, uint32_t kind,
                               sheaf_str id) {
    for (uint32_t i = 0; i < end; i++) {
        sf_manifest *m = entry_at(catalog, i);
        if (m->info.kind == kind && sf_manifest_is_usable(m) &&
            sf_str_equal(sf_str_of(m->info.id), id))
            return m;
    }
    return NULL;
}

static int settle_at(sf_catalog *catalog, uint32_t i) {
    sf_manifest *m = entry_at(catalog, i);
    if (!sf_manifest_settle(m, &catalog->arena))
        return 0;
    m->info.shadowed = find_among(catalog, i, m->info.kind, sf_str_of(m->info.id)) != NULL;
    return 1;
}

/* In order: whether an entry is shadowed is known from equal ones before it. */
static int settle(sf_catalog *catalog, uint32_t kind, sheaf_str id) {
    for (uint32_t i = 0; i < catalog->entries.count; i++) {
        const sf_manifest *m = entry_at(catalog, i);
        int is_meant = m->unsettled.ptr && (kind == 0 || m->info.kind == kind) &&
                       (id.len == 0 || sf_str_equal(m->said_id, id));
        if (is_meant && !settle_at(catalog, i))
            return 0;
    }
    return 1;
}

sheaf_status sf_catalog_settle(sf_catalog *catalog, uint32_t kind, sheaf_str id, sf_error *error) {
    return settle(catalog, kind, id) ? SHEAF_OK : no_memory(error);
}

/* An entry that was parsed at once waits for equal ones before it. */
static int place_last(sf_catalog *catalog, const sf_manifest *m) {
    return settle(catalog, m->info.kind, sf_str_of(m->info.id)) &&
           settle_at(catalog, catalog->entries.count - 1);
}

static int add_manifest(sf_catalog *catalog, int descriptor, const char *path, const char *name) {
    sf_manifest manifest;
    if (!sf_manifest_read(&manifest, descriptor, path, name, &catalog->arena)) {
        sf_manifest_done(&manifest);
        return 0;
    }
    sf_manifest *room = sf_vec_push(&catalog->entries, 1);
    if (room)
        *room = manifest;
    else
        sf_manifest_done(&manifest);
    return room != NULL && (room->unsettled.ptr || place_last(catalog, room));
}

/* A directory that vanished or may not be read holds no plugins; the user's own were tested by add. */
static int read_folder(sf_catalog *catalog, const char *path) {
    sf_vec names = SF_VEC_OF(const char *);
    DIR *directory = opendir(path);
    int worked = directory ? list_names(catalog, directory, &names) &&
                                 sf_vec_reserve(&catalog->entries, names.count)
                           : errno != ENOMEM;
    for (uint32_t i = 0; worked && i < names.count; i++)
        worked = add_manifest(catalog, dirfd(directory), path, *SF_VEC_AT(&names, const char *, i));
    if (directory)
        closedir(directory);
    sf_vec_done(&names);
    return worked;
}

sheaf_status sf_catalog_read(sf_catalog *catalog, sf_error *error) {
    if (catalog->is_read)
        return SHEAF_OK;
    uint32_t given = catalog->folders.count;
    int worked = add_environment(catalog) && add_installed(catalog);
    for (uint32_t i = 0; worked && i < catalog->folders.count; i++)
        worked = read_folder(catalog, SF_VEC_AT(&catalog->folders, folder, i)->path.ptr);
    catalog->is_read = worked;
    if (worked)
        return SHEAF_OK;
    catalog->folders.count = given;
    for (uint32_t i = 0; i < catalog->entries.count; i++)
        sf_manifest_done(SF_VEC_AT(&catalog->entries, sf_manifest, i));
    catalog->entries.count = 0;
    return no_memory(error);
}

int sf_manifest_is_usable(const sf_manifest *manifest) {
    return !manifest->unsettled.ptr && !manifest->info.problem && !manifest->info.shadowed;
}

sf_manifest *sf_catalog_find(const sf_catalog *catalog, uint32_t kind, sheaf_str id) {
    return find_among(catalog, catalog->entries.count, kind, id);
}

static sf_manifest *find_format(const sf_catalog *catalog, uint32_t kind, sheaf_str format) {
    sf_manifest *best = NULL;
    for (uint32_t i = 0; i < catalog->entries.count; i++) {
        sf_manifest *m = entry_at(catalog, i);
        if (m->info.kind == kind && sf_manifest_is_usable(m) &&
            sf_str_equal(sf_str_of(m->info.format), format) &&
            (!best || m->info.rank > best->info.rank))
            best = m;
    }
    return best;
}

static sf_manifest *find_broken(const sf_catalog *catalog, uint32_t kind, sheaf_str name) {
    for (uint32_t i = 0; i < catalog->entries.count; i++) {
        sf_manifest *m = entry_at(catalog, i);
        if (m->info.problem && (!m->info.kind || m->info.kind == kind) &&
            (sf_str_equal(sf_str_of(m->info.id), name) ||
             sf_str_equal(sf_str_of(m->info.format), name)))
            return m;
    }
    return NULL;
}

/* By its id, which most say, without a look at the other manifests. */
static sf_manifest *find_id(sf_catalog *catalog, uint32_t kind, sheaf_str id, sf_error *error) {
    if (sf_catalog_settle(catalog, kind, id, error) != SHEAF_OK)
        return NULL;
    sf_manifest *found = sf_catalog_find(catalog, kind, id);
    if (!found)
        sf_catalog_settle(catalog, 0, SHEAF_STR(""), error);
    return found;
}

sf_manifest *sf_catalog_named(sf_catalog *catalog, uint32_t kind, sheaf_str name, sf_error *error) {
    sf_manifest *found = find_id(catalog, kind, name, error);
    if (error->status != SHEAF_OK)
        return NULL;
    if (!found && kind != SHEAF_PASS)
        found = find_format(catalog, kind, name);
    if (found)
        return found;
    const sf_manifest *broken = find_broken(catalog, kind, name);
    if (broken) {
        sf_failf(error, SHEAF_BAD_CALL, "plugin.manifest", "the %s \"%.*s\" cannot be used: %s",
                 sf_kind_name(kind), (int)name.len, name.ptr, broken->info.problem);
        return NULL;
    }
    sf_nearest nearest = sf_nearest_to(name);
    for (uint32_t i = 0; i < catalog->entries.count; i++)
        if (entry_at(catalog, i)->info.kind == kind && sf_manifest_is_usable(entry_at(catalog, i)))
            sf_nearest_offer(&nearest, sf_str_of(entry_at(catalog, i)->info.id));
    sf_nearest_fail(&nearest, sf_kind_name(kind), error);
    return NULL;
}
