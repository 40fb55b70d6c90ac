/* One pass over the directory: what is no name for a plugin falls out, the rest is sorted, so that the order of the
 * file system shows nowhere. */
#define _GNU_SOURCE
#include "host/folder.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/text.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int is_name(sheaf_str name) {
    if (name.len == 0 || name.ptr[0] == '.' || sf_utf8_valid(name) < name.len)
        return 0;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == 0x7F)
            return 0;
    return 1;
}

static int is_file(DIR *folder, const char *name) {
    struct stat about;
    return fstatat(dirfd(folder), name, &about, 0) == 0 && S_ISREG(about.st_mode);
}

static sheaf_status no_memory(const char *path, sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for the names in %.400s",
                    path);
}

static sheaf_status too_many(const char *path, sf_error *error) {
    return sf_failf(error, SHEAF_LIMIT, "resource.folder",
                    "the folder %.400s holds more than the %d files that a folder of plugin data "
                    "may have",
                    path, SF_FOLDER_MOST);
}

static int by_bytes(const void *a, const void *b) {
    return sf_str_compare(*(const sheaf_str *)a, *(const sheaf_str *)b);
}

static sheaf_status collect(DIR *folder, const char *path, sf_arena *arena, sf_vec *names,
                            sf_error *error) {
    for (struct dirent *entry; (entry = readdir(folder));) {
        sheaf_str name = sf_str_of(entry->d_name);
        if (!is_name(name) || !is_file(folder, entry->d_name))
            continue;
        if (names->count == SF_FOLDER_MOST)
            return too_many(path, error);
        sheaf_str *room = sf_vec_push(names, 1);
        if (!room || !sf_arena_copy(arena, name, room))
            return no_memory(path, error);
    }
    if (names->count > 1)
        qsort(names->base, names->count, sizeof(sheaf_str), by_bytes);
    return SHEAF_OK;
}

static sheaf_status write_names(const sf_vec *names, const char *path, sf_source *source,
                                sf_error *error) {
    sf_buffer lines = {0};
    for (uint32_t i = 0; i < names->count; i++) {
        sf_buffer_add(&lines, *SF_VEC_AT(names, sheaf_str, i));
        sf_buffer_add(&lines, SHEAF_STR("\n"));
    }
    if (lines.failed) {
        sf_buffer_done(&lines);
        return no_memory(path, error);
    }
    *source =
        (sf_source){.bytes = sf_buffer_view(&lines), .name = SHEAF_STR(""), .owned = lines.bytes};
    return SHEAF_OK;
}

sheaf_status sf_folder_list(sf_source *source, const char *path, sf_error *error) {
    sf_arena arena = {0};
    sf_vec names = SF_VEC_OF(sheaf_str);
    DIR *folder = opendir(path);
    if (!folder)
        return sf_failf(error, SHEAF_IO, "resource.folder", "the folder %.400s cannot be read: %s",
                        path, strerror(errno));
    sheaf_status status = collect(folder, path, &arena, &names, error);
    closedir(folder);
    if (status == SHEAF_OK)
        status = write_names(&names, path, source, error);
    sf_vec_done(&names);
    sf_arena_done(&arena);
    return status;
}
