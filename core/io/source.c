/* Reads a whole input into one block. The size that fstat tells is only a first guess: what counts is
 * the end of file, so files that grow or shrink meanwhile, FIFOs and devices take the same road. */
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

/* Room for what the file system says is there, and one byte in which the end of file shows. */
static sheaf_status prepare(filling *f) {
    struct stat about;
    if (fstat(f->descriptor, &about) != 0)
        return sf_failf(f->error, SHEAF_IO, "io.open", "%.500s cannot be examined: %s", f->path,
                        strerror(errno));
    if (S_ISDIR(about.st_mode))
        return sf_failf(f->error, SHEAF_IO, "io.directory",
                        "%.500s is a directory; name the files in it that are to be read", f->path);
    if (!S_ISREG(about.st_mode) || about.st_size < 0)
        return SHEAF_OK;
    if ((uint64_t)about.st_size > f->limit)
        return too_large(f);
    f->capacity = (size_t)about.st_size + 1;
    f->bytes = malloc(f->capacity);
    prefer_large_pages(f->bytes, f->capacity);
    return f->bytes ? SHEAF_OK : no_memory(f);
}

static sheaf_str last_component(const char *path) {
    const char *slash = strrchr(path, '/');
    return sf_str_of(slash ? slash + 1 : path);
}

sheaf_status sf_source_open(sf_source *source, const char *path, uint64_t limit,
                            const atomic_int *cancel, sf_error *error) {
    int is_standard = strcmp(path, "-") == 0;
    filling f = {.path = is_standard ? "standard input" : path,
                 .limit = limit,
                 .cancel = cancel,
                 .error = error};
    *source = (sf_source){.bytes = SHEAF_STR(""), .name = SHEAF_STR("")};
    f.descriptor = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (f.descriptor < 0 && errno == EINTR && cancel && atomic_load(cancel))
        return sf_failf(error, SHEAF_CANCELLED, "cancelled", "cancelled while %.500s was opened",
                        path);
    if (f.descriptor < 0)
        return sf_failf(error, SHEAF_IO, "io.open", "%.500s cannot be opened: %s", path,
                        strerror(errno));
    sheaf_status status = prepare(&f);
    if (status == SHEAF_OK)
        status = fill(&f);
    if (!is_standard)
        close(f.descriptor);
    if (status != SHEAF_OK) {
        free(f.bytes);
        return status;
    }
    source->owned = f.bytes;
    source->bytes = (sheaf_str){f.bytes, f.length};
    if (!is_standard)
        source->name = last_component(path);
    return SHEAF_OK;
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
    *source = (sf_source){.bytes = SHEAF_STR(""), .name = SHEAF_STR("")};
}
