/* Reads a whole input into one block. The size that fstat tells is only a first guess: what counts is
 * the end of file, so files that grow or shrink meanwhile, FIFOs and devices take the same road. Only a large
 * file for a separate process is mapped. */
#define _DEFAULT_SOURCE /* madvise */
#include "io/source.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FIRST_BLOCK = 256 * 1024, MOST_AT_ONCE = 1 << 30 };

typedef struct filling {
    int descriptor;
    const char *path;
    uint64_t limit;
    const atomic_int *cancel;
    sf_error *error;
    char *bytes;
    size_t length, capacity;
    size_t wanted;     /* 0: all */
    struct stat about; /* the file, before it is read */
} filling;

static sheaf_status too_large(filling *f) {
    return sf_failf(f->error, SHEAF_LIMIT, "limit.input",
                    "%.500s is larger than the %llu bytes that an input may have; "
                    "--limit input=N raises that",
                    f->path, (unsigned long long)f->limit);
}

static sheaf_status no_memory(filling *f) {
    return sf_failf(f->error, SHEAF_MEMORY, "memory", "there is no memory to read %.500s into",
                    f->path);
}

/* One byte more than the limit may be held: it tells that there is too much. */
static int grow(filling *f) {
    size_t wanted = f->capacity < FIRST_BLOCK ? FIRST_BLOCK : f->capacity * 2;
    if (wanted > f->limit && f->limit < SIZE_MAX)
        wanted = (size_t)f->limit + 1;
    char *bytes = wanted > f->capacity ? realloc(f->bytes, wanted) : NULL;
    if (!bytes)
        return 0;
    f->bytes = bytes;
    f->capacity = wanted;
    return 1;
}

/* Reads once. 1: there may be more, 0: the end, -1: failed and latched. */
static int read_some(filling *f) {
    size_t room = f->capacity - f->length;
    ssize_t count =
        read(f->descriptor, f->bytes + f->length, room < MOST_AT_ONCE ? room : MOST_AT_ONCE);
    if (count >= 0) {
        f->length += (size_t)count;
        return count > 0;
    }
    if (errno == EINTR && f->cancel && atomic_load(f->cancel)) {
        sf_failf(f->error, SHEAF_CANCELLED, "cancelled", "cancelled while %.500s was read",
                 f->path);
        return -1;
    }
    if (errno == EINTR)
        return 1;
    sf_failf(f->error, SHEAF_IO, "io.read", "%.500s cannot be read: %s", f->path, strerror(errno));
    return -1;
}

static sheaf_status fill(filling *f) {
    for (;;) {
        if (f->length > f->limit)
            return too_large(f);
        if (f->wanted && f->length == f->wanted)
            return SHEAF_OK;
        if (f->length == f->capacity && !grow(f))
            return no_memory(f);
        int more = read_some(f);
        if (more < 0)
            return f->error->status;
        if (more == 0)
            return SHEAF_OK;
    }
}

/* A large file is read in half the time where the system need not find and clear each page of 4 KB. Advice alone: nothing is lost
 * where it is not taken. */
static void prefer_large_pages(char *bytes, size_t length) {
    enum { LARGE = 2 * 1024 * 1024 };
    const uintptr_t at = (uintptr_t)bytes, begin = (at + LARGE - 1) / LARGE * LARGE;
    const uintptr_t end = (at + length) / LARGE * LARGE;
#ifdef MADV_HUGEPAGE
    if (bytes && begin < end)
        madvise(bytes + (begin - at), end - begin, MADV_HUGEPAGE);
#endif
}

static sheaf_status examine(filling *f) {
    if (fstat(f->descriptor, &f->about) != 0)
        return sf_failf(f->error, SHEAF_IO, "io.open", "%.500s cannot be examined: %s", f->path,
                        strerror(errno));
    if (S_ISDIR(f->about.st_mode))
        return sf_failf(f->error, SHEAF_IO, "io.directory",
                        "%.500s is a directory; name the files in it that are to be read", f->path);
    if (S_ISREG(f->about.st_mode) && f->about.st_size > 0 && (uint64_t)f->about.st_size > f->limit)
        return too_large(f);
    return SHEAF_OK;
}

/* Room for what the file system says is there, and one byte in which the end of file shows. */
static sheaf_status prepare(filling *f) {
    if (!S_ISREG(f->about.st_mode) || f->about.st_size < 0)
        return SHEAF_OK;
    f->capacity = f->wanted ? f->wanted : (size_t)f->about.st_size + 1;
    f->bytes = malloc(f->capacity);
    prefer_large_pages(f->bytes, f->capacity);
    return f->bytes ? SHEAF_OK : no_memory(f);
}

static sheaf_str last_component(const char *path) {
    const char *slash = strrchr(path, '/');
    return sf_str_of(slash ? slash + 1 : path);
}

static sheaf_status open_input(filling *f, int is_standard) {
    f->descriptor = is_standard ? STDIN_FILENO : open(f->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (f->descriptor >= 0)
        return examine(f);
    if (errno == EINTR && f->cancel && atomic_load(f->cancel))
        return sf_failf(f->error, SHEAF_CANCELLED, "cancelled", "cancelled while %.500s was opened",
                        f->path);
    return sf_failf(f->error, SHEAF_IO, "io.open", "%.500s cannot be opened: %s", f->path,
                    strerror(errno));
}

static sheaf_status read_input(filling *f, sf_source *source) {
    sheaf_status status = prepare(f);
    if (status == SHEAF_OK)
        status = fill(f);
    if (status != SHEAF_OK) {
        free(f->bytes);
        return status;
    }
    source->owned = f->bytes;
    source->bytes = (sheaf_str){f->bytes, f->length};
    return SHEAF_OK;
}

sheaf_status sf_source_open(sf_source *source, const char *path, uint64_t limit,
                            const atomic_int *cancel, sf_error *error) {
    int is_standard = strcmp(path, "-") == 0;
    filling f = {.path = is_standard ? "standard input" : path,
                 .limit = limit,
                 .cancel = cancel,
                 .error = error};
    *source = (sf_source){.bytes = SHEAF_STR(""), .name = SHEAF_STR("")};
    sheaf_status status = open_input(&f, is_standard);
    if (status == SHEAF_OK)
        status = read_input(&f, source);
    if (f.descriptor >= 0 && !is_standard)
        close(f.descriptor);
    if (status == SHEAF_OK && !is_standard)
        source->name = last_component(path);
    return status;
}

/* ---- large files ------------------------------------------------------------------------------------------------ */

static int is_large(const char *path) {
    struct stat about;
    return strcmp(path, "-") != 0 && stat(path, &about) == 0 && S_ISREG(about.st_mode) &&
           about.st_size > SF_SOURCE_LARGE;
}

sheaf_status sf_source_begin(sf_source *source, const char *path, uint64_t limit,
                             const atomic_int *cancel, sf_error *error) {
    if (!is_large(path))
        return sf_source_open(source, path, limit, cancel, error);
    filling f = {
        .path = path, .limit = limit, .cancel = cancel, .error = error, .wanted = SF_SOURCE_HEAD};
    *source = (sf_source){.bytes = SHEAF_STR(""), .name = SHEAF_STR("")};
    sheaf_status status = open_input(&f, 0);
    if (status == SHEAF_OK)
        status = read_input(&f, source);
    if (status == SHEAF_OK) {
        source->name = last_component(path);
        source->large = (sf_large){.path = path, .is_open = 1, .file = f.descriptor};
    } else if (f.descriptor >= 0) {
        close(f.descriptor);
    }
    return status;
}

/* Private, so that nothing of it is ever written; where it fails the file is read. */
static int map(sf_source *source, const struct stat *about) {
    const size_t length = (size_t)about->st_size;
    void *bytes =
        length ? mmap(NULL, length, PROT_READ, MAP_PRIVATE, source->large.file, 0) : MAP_FAILED;
    if (bytes == MAP_FAILED)
        return 0;
    source->bytes = (sheaf_str){bytes, length};
    source->large.is_mapped = 1;
    source->large.written = about->st_mtim;
    source->large.changed = about->st_ctim;
    return 1;
}

sheaf_status sf_source_finish(sf_source *source, int may_map, uint64_t limit,
                              const atomic_int *cancel, sf_error *error) {
    if (!source->large.is_open || source->large.is_mapped)
        return SHEAF_OK;
    filling f = {.descriptor = source->large.file,
                 .path = source->large.path,
                 .limit = limit,
                 .cancel = cancel,
                 .error = error};
    free(source->owned);
    source->owned = NULL;
    source->bytes = SHEAF_STR("");
    sheaf_status status = examine(&f);
    if (status == SHEAF_OK && may_map && map(source, &f.about))
        return status;
    if (status == SHEAF_OK && lseek(f.descriptor, 0, SEEK_SET) != 0)
        status = sf_failf(error, SHEAF_IO, "io.read", "%.500s cannot be read: %s", f.path,
                          strerror(errno));
    if (status == SHEAF_OK)
        status = read_input(&f, source);
    close(f.descriptor);
    source->large.is_open = 0;
    return status;
}

static int is_same_time(struct timespec one, struct timespec other) {
    return one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec;
}

/* The time of writing can be set back, as programs do that keep it; that of the last change of anything cannot. */
int sf_source_has_changed(const sf_source *source) {
    struct stat now;
    return source->large.is_mapped &&
           (fstat(source->large.file, &now) != 0 || (uint64_t)now.st_size != source->bytes.len ||
            !is_same_time(now.st_mtim, source->large.written) ||
            !is_same_time(now.st_ctim, source->large.changed));
}

void sf_source_lend(sf_source *source, sheaf_str bytes, sheaf_str name) {
    *source = (sf_source){.bytes = bytes, .name = name};
    if (!bytes.ptr)
        source->bytes = SHEAF_STR("");
    if (!name.ptr)
        source->name = SHEAF_STR("");
}

void sf_source_close(sf_source *source) {
    free(source->owned);
    if (source->large.is_mapped)
        munmap((void *)(uintptr_t)source->bytes.ptr, source->bytes.len);
    if (source->large.is_open)
        close(source->large.file);
    *source = (sf_source){.bytes = SHEAF_STR(""), .name = SHEAF_STR("")};
}
