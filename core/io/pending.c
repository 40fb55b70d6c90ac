/* One file that appears whole or not at all. A file without a name needs no cleaning up, whatever kills
 * the program; a name is taken with link, which never replaces, or rename, which replaces in one step. */
#define _GNU_SOURCE
#include "io/pending.h"
#include "base/text.h"
#include "io/cstring.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static sheaf_status cannot(sf_pending *p, sf_error *error, const char *deed) {
    return sf_failf(error, SHEAF_IO, "io.write", "%.500s cannot be %s: %s", p->path, deed,
                    strerror(errno));
}

static sheaf_status no_memory(sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for an output file");
}

static int folder_length(const char *target) {
    const char *slash = strrchr(target, '/');
    return slash ? (int)(slash - target) + 1 : 0;
}

static char *folder_of(const char *target) {
    int length = folder_length(target);
    return sf_cstring_new(length ? (sheaf_str){target, (size_t)length} : SHEAF_STR("."));
}

/* `dir/.report.json.4f21c0a9.part`: hidden, and told apart by chance where two run at once. */
static char *temporary_path(const char *target) {
    uint32_t chance = 0;
    if (getrandom(&chance, sizeof chance, GRND_NONBLOCK) != (ssize_t)sizeof chance) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        chance = (uint32_t)now.tv_nsec ^ (uint32_t)getpid();
    }
    enum { EXTRA = sizeof "..XXXXXXXX.part" };
    int folder = folder_length(target);
    const char *name = target + folder;
    int kept = (int)strnlen(name, NAME_MAX - EXTRA);
    size_t room = (size_t)folder + (size_t)kept + EXTRA;
    char *temp = malloc(room);
    if (temp)
        snprintf(temp, room, "%.*s.%.*s.%08x.part", folder, target, kept, name, chance);
    return temp;
}

static sheaf_status open_named(sf_pending *p, sf_error *error) {
    enum { ATTEMPTS = 100 };
    for (int i = 0; i < ATTEMPTS; i++) {
        char *temp = temporary_path(p->target);
        if (!temp)
            return no_memory(error);
        p->file = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (p->file >= 0) {
            p->temp = temp;
            return SHEAF_OK;
        }
        free(temp);
        if (errno != EEXIST)
            break;
    }
    return cannot(p, error, "created");
}

/* An unnamed file gets its name through /proc, which a bare chroot has not. */
static int has_way_to_link(int file) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    return access(link, F_OK) == 0;
}

static sheaf_status open_unnamed(sf_pending *p, sf_error *error) {
    char *folder = folder_of(p->target);
    if (!folder)
        return no_memory(error);
    p->file = open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    free(folder);
    if (p->file >= 0 && has_way_to_link(p->file))
        return SHEAF_OK;
    if (p->file >= 0) {
        close(p->file);
        return open_named(p, error);
    }
    if (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL || errno == ENOENT)
        return open_named(p, error);
    return cannot(p, error, "created");
}

static sheaf_status open_in_place(sf_pending *p, sf_error *error) {
    p->direct = 1;
    p->file = open(p->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return p->file >= 0 ? SHEAF_OK : cannot(p, error, "opened for writing");
}

static sheaf_status is_directory(sf_pending *p, sf_error *error) {
    return sf_failf(error, SHEAF_IO, "io.directory",
                    "%.500s is a directory; name a file in it for this output", p->path);
}

static sheaf_status open_beside(sf_pending *p, sf_error *error) {
    if (p->target[folder_length(p->target)] == '\0')
        return is_directory(p, error);
    return p->waiting == SF_WAIT_NAMED ? open_named(p, error) : open_unnamed(p, error);
}

/* A symbolic link stays and its target is replaced, by a file with the same permissions. */
static sheaf_status open_over(sf_pending *p, const struct stat *existing, sf_error *error) {
    if (S_ISDIR(existing->st_mode))
        return is_directory(p, error);
    if (!S_ISREG(existing->st_mode))
        return open_in_place(p, error);
    if (access(p->path, W_OK) != 0)
        return cannot(p, error, "replaced");
    char real[PATH_MAX];
    if (!realpath(p->path, real))
        return cannot(p, error, "found");
    p->target = sf_cstring_new(sf_str_of(real));
    if (!p->target)
        return no_memory(error);
    sheaf_status status = open_beside(p, error);
    if (status == SHEAF_OK && fchmod(p->file, existing->st_mode & 0777) != 0)
        return cannot(p, error, "given the permissions of the file that it replaces");
    return status;
}

static sheaf_status open_new(sf_pending *p, sf_error *error) {
    p->target = sf_cstring_new(sf_str_of(p->path));
    return p->target ? open_beside(p, error) : no_memory(error);
}

sheaf_status sf_pending_open(sf_pending *p, const char *path, sf_waiting waiting, sf_error *error) {
    *p = (sf_pending){.file = -1, .path = sf_cstring_new(sf_str_of(path)), .waiting = waiting};
    if (!p->path)
        return no_memory(error);
    struct stat existing;
    p->replaces = stat(path, &existing) == 0;
    sheaf_status status = p->replaces ? open_over(p, &existing, error) : open_new(p, error);
    if (status != SHEAF_OK)
        sf_pending_done(p);
    return status;
}

sheaf_status sf_pending_settle(sf_pending *p, sf_error *error) {
    if (p->direct)
        return SHEAF_OK;
    if (fsync(p->file) != 0 && errno != EINVAL && errno != EROFS)
        return cannot(p, error, "written to the disk");
    if (!p->temp)
        return SHEAF_OK;
    int file = p->file;
    p->file = -1;
    return close(file) == 0 ? SHEAF_OK : cannot(p, error, "written to the disk");
}

static int link_as(const sf_pending *p, const char *path) {
    char self[64];
    snprintf(self, sizeof self, "/proc/self/fd/%d", p->file);
    return linkat(AT_FDCWD, self, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
}

/* The target exists, and link does not replace: rename does, but wants a name to start from. */
static sheaf_status name_for_a_while(sf_pending *p, sf_error *error) {
    char *temp = temporary_path(p->target);
    if (!temp)
        return no_memory(error);
    if (link_as(p, temp) != 0) {
        free(temp);
        return cannot(p, error, "replaced");
    }
    p->temp = temp;
    return SHEAF_OK;
}

static int swap(const sf_pending *p) {
    return renameat2(AT_FDCWD, p->temp, AT_FDCWD, p->target, RENAME_EXCHANGE) == 0;
}

/* One of several keeps what it replaces until all of them have their names. */
static int may_swap(const sf_pending *p) {
    struct stat existing;
    return p->waiting == SF_WAIT_NAMED && p->replaces && stat(p->target, &existing) == 0 &&
           S_ISREG(existing.st_mode);
}

sheaf_status sf_pending_publish(sf_pending *p, sf_error *error) {
    if (p->direct)
        return SHEAF_OK;
    if (!p->temp && link_as(p, p->target) == 0) {
        p->state = SF_NAMED;
        return SHEAF_OK;
    }
    if (!p->temp && errno != EEXIST)
        return cannot(p, error, "created");
    if (!p->temp && name_for_a_while(p, error) != SHEAF_OK)
        return error->status;
    if (may_swap(p) && swap(p)) {
        p->state = SF_SWAPPED;
        return SHEAF_OK;
    }
    if (rename(p->temp, p->target) != 0)
        return cannot(p, error, "replaced");
    p->state = SF_NAMED;
    free(p->temp);
    p->temp = NULL;
    return SHEAF_OK;
}

void sf_pending_withdraw(sf_pending *p) {
    if (p->state == SF_SWAPPED)
        (void)swap(p);
    else if (p->state == SF_NAMED && !p->replaces)
        (void)unlink(p->target);
    p->state = SF_UNSEEN;
}

void sf_pending_sync_folder(const sf_pending *p) {
    char path[PATH_MAX] = ".";
    int length = p->direct ? 0 : folder_length(p->target);
    if (p->direct || length >= PATH_MAX)
        return;
    if (length > 0)
        snprintf(path, sizeof path, "%.*s", length, p->target);
    int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        (void)fsync(folder);
        close(folder);
    }
}

void sf_pending_done(sf_pending *p) {
    if (p->temp)
        (void)unlink(p->temp);
    if (p->file >= 0)
        close(p->file);
    free(p->path);
    free(p->target);
    free(p->temp);
    *p = (sf_pending){.file = -1};
}
