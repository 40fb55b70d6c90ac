/* All sinks are one block of bytes in front of something that takes blocks: a descriptor, or a growing
 * buffer. Files and directories differ only in what stands behind the descriptor (pending.c). */
#include "io/sink.h"
#include "base/text.h"
#include "base/vec.h"
#include "io/cstring.h"
#include "io/pending.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Bytes are written out from FULL on, so that of the block only the front is ever touched unless somebody
 * asks for more at once: small outputs cost few pages. */
enum { BLOCK = 64 * 1024, FULL = 16 * 1024, MOST_RESERVED = BLOCK };

typedef enum flavour { TO_FILE, TO_DESCRIPTOR, TO_MEMORY, TO_DIRECTORY } flavour;

struct sf_sink {
    flavour kind;
    sf_error *error;
    const atomic_int *cancel;
    uint64_t limit, total;
    int descriptor; /* -1 where nothing is open */
    char *name;     /* for messages; of the directory, its path */
    sheaf_str fallback;
    sheaf_str folder; /* in the directory, for files that the writer names; empty: the directory */
    char *made
        [2]; /* directories that were made, outer first: gone again where nothing is committed */
    sf_buffer *memory;
    char *block;
    size_t used;
    size_t reserved; /* what the last reserve lent */
    sf_vec files;    /* sf_pending */
};

static sheaf_status no_memory(sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for the output");
}

static sf_sink *sink_new(flavour kind, const char *name, uint64_t limit, sf_error *error) {
    sf_sink *sink = calloc(1, sizeof *sink);
    if (sink) {
        *sink = (sf_sink){.kind = kind,
                          .error = error,
                          .limit = limit,
                          .descriptor = -1,
                          .name = sf_cstring_new(sf_str_of(name)),
                          .files = SF_VEC_OF(sf_pending)};
        sink->block = kind == TO_MEMORY ? NULL : malloc(BLOCK);
    }
    if (sink && sink->name && (sink->block || kind == TO_MEMORY))
        return sink;
    no_memory(error);
    sf_sink_free(sink);
    return NULL;
}

static sf_pending *last_file(sf_sink *sink) {
    return SF_VEC_AT(&sink->files, sf_pending, sink->files.count - 1);
}

static void open_file(sf_sink *sink, const char *path, sf_waiting waiting) {
    sf_pending pending;
    if (sf_pending_open(&pending, path, waiting, sink->error) != SHEAF_OK)
        return;
    if (!sf_vec_push(&sink->files, 1)) {
        sf_pending_done(&pending);
        no_memory(sink->error);
        return;
    }
    *last_file(sink) = pending;
    sink->descriptor = pending.file;
}

sf_sink *sf_sink_file(const char *path, uint64_t limit, sf_error *error) {
    sf_sink *sink = sink_new(TO_FILE, path, limit, error);
    if (sink)
        open_file(sink, path, SF_WAIT_UNNAMED);
    if (sink && sink->descriptor < 0) {
        sf_sink_free(sink);
        return NULL;
    }
    return sink;
}

sf_sink *sf_sink_descriptor(int descriptor, const char *name, uint64_t limit, sf_error *error) {
    sf_sink *sink = sink_new(TO_DESCRIPTOR, name, limit, error);
    if (sink)
        sink->descriptor = descriptor;
    return sink;
}

sf_sink *sf_sink_memory(sf_buffer *buffer, uint64_t limit, sf_error *error) {
    sf_sink *sink = sink_new(TO_MEMORY, "memory", limit, error);
    if (sink)
        sink->memory = buffer;
    return sink;
}

/* Makes the directory where it is missing and takes note of that. */
static void enter_directory(sf_sink *sink, const char *path, char **made) {
    struct stat about;
    if (mkdir(path, 0777) == 0) {
        *made = sf_cstring_new(sf_str_of(path));
        if (!*made) {
            (void)rmdir(path);
            no_memory(sink->error);
        }
    } else if (errno != EEXIST)
        sf_failf(sink->error, SHEAF_IO, "io.write", "the directory %.500s cannot be made: %s", path,
                 strerror(errno));
    else if (stat(path, &about) != 0 || !S_ISDIR(about.st_mode))
        sf_failf(sink->error, SHEAF_IO, "io.write", "%.500s is not a directory", path);
}

sf_sink *sf_sink_directory(const char *path, uint64_t limit, sf_error *error) {
    sf_sink *sink = sink_new(TO_DIRECTORY, path, limit, error);
    if (sink)
        enter_directory(sink, path, &sink->made[0]);
    if (sink && error->status != SHEAF_OK) {
        sf_sink_free(sink);
        return NULL;
    }
    return sink;
}

int sf_sink_is_directory(const sf_sink *sink) {
    return sink->kind == TO_DIRECTORY;
}

void sf_sink_fall_back(sf_sink *sink, sheaf_str name) {
    sink->fallback = name;
}

void sf_sink_gather(sf_sink *sink, sheaf_str folder) {
    sink->folder = folder;
}

void sf_sink_watch(sf_sink *sink, const atomic_int *cancel) {
    sink->cancel = cancel;
}

static void cannot_write(sf_sink *sink, int reason) {
    const char *name = sink->files.count > 0 ? last_file(sink)->path : sink->name;
    if (reason == EPIPE)
        sf_failf(sink->error, SHEAF_IO, "io.pipe",
                 "whoever reads %.500s stopped reading before the output was complete", name);
    else if (reason == EINTR)
        sf_failf(sink->error, SHEAF_CANCELLED, "cancelled", "cancelled while %.500s was written",
                 name);
    else
        sf_failf(sink->error, SHEAF_IO, "io.write", "%.500s cannot be written: %s", name,
                 strerror(reason));
}

/* After a write that did not succeed: whether it is worth another, for which a descriptor that does not
 * block is waited for. errno is the reason where it is not. */
static int may_go_on(const sf_sink *sink) {
    if (errno == EAGAIN) {
        struct pollfd room = {.fd = sink->descriptor, .events = POLLOUT};
        if (poll(&room, 1, -1) >= 0)
            errno = EINTR;
    }
    return errno == EINTR && !(sink->cancel && atomic_load(sink->cancel));
}

/* Everything, in as many calls as the system wants. */
static void drain(sf_sink *sink, const char *bytes, size_t length) {
    while (length > 0 && sink->error->status == SHEAF_OK) {
        ssize_t count = write(sink->descriptor, bytes, length);
        if (count >= 0) {
            bytes += count;
            length -= (size_t)count;
        } else if (!may_go_on(sink)) {
            cannot_write(sink, errno);
        }
    }
}

static void flush(sf_sink *sink) {
    if (sink->used > 0)
        drain(sink, sink->block, sink->used);
    sink->used = 0;
}

/* Ends the file that is open, which stays pending. */
static void settle(sf_sink *sink) {
    flush(sink);
    if (sink->error->status == SHEAF_OK && sink->files.count > 0 && sink->descriptor >= 0)
        sf_pending_settle(last_file(sink), sink->error);
    if (sink->kind == TO_DIRECTORY)
        sink->descriptor = -1;
}

static int add_component(sf_buffer *path, sheaf_str name) {
    sheaf_str so_far = sf_buffer_view(path);
    return (so_far.len == 0 || sf_str_ends(so_far, SHEAF_STR("/")) ||
            sf_buffer_add(path, SHEAF_STR("/"))) &&
           sf_buffer_add(path, name);
}

/* The path as a string, whose NUL is not counted. */
static int end_path(sf_buffer *path) {
    int ended = sf_buffer_add(path, (sheaf_str){"", 1});
    path->length -= (size_t)ended;
    return ended;
}

static void open_path(sf_sink *sink, sf_buffer *path, sheaf_str folder, sheaf_str name,
                      sf_waiting waiting) {
    int made = add_component(path, sf_str_of(sink->name));
    if (made && folder.len > 0) {
        made = add_component(path, folder) && end_path(path);
        if (made && !sink->made[1])
            enter_directory(sink, path->bytes, &sink->made[1]);
    }
    if (!made || !add_component(path, name) || !end_path(path))
        no_memory(sink->error);
    else if (sink->error->status == SHEAF_OK)
        open_file(sink, path->bytes, waiting);
}

/* The next file of a directory, in `folder` of it where that is not empty. */
static void open_inside(sf_sink *sink, sheaf_str folder, sheaf_str name, sf_waiting waiting) {
    sf_buffer path = {0};
    settle(sink);
    open_path(sink, &path, folder, name, waiting);
    sf_buffer_done(&path);
}

static int is_open(sf_sink *sink) {
    if (sink->kind == TO_DIRECTORY && sink->files.count == 0 && sink->fallback.len > 0)
        open_inside(sink, SHEAF_STR(""), sink->fallback, SF_WAIT_UNNAMED);
    return sink->kind == TO_MEMORY || sink->descriptor >= 0;
}

/* Whether `bytes` more may be taken: something is open, nothing failed, the limit is kept. */
static int admit(sf_sink *sink, size_t bytes) {
    if (sink->error->status != SHEAF_OK)
        return 0;
    if (!is_open(sink)) {
        sf_failf(sink->error, SHEAF_BAD_CALL, "sink.closed",
                 "output was written before the name of a file in %.500s was given", sink->name);
        return 0;
    }
    if (bytes > sink->limit || sink->total > sink->limit - bytes) {
        sf_failf(sink->error, SHEAF_LIMIT, "limit.output",
                 "the output is larger than the %llu bytes that it may have; "
                 "--limit output=N raises that",
                 (unsigned long long)sink->limit);
        return 0;
    }
    return 1;
}

void sf_sink_write(sf_sink *sink, sheaf_str bytes) {
    if (!admit(sink, bytes.len))
        return;
    sink->total += bytes.len;
    sink->reserved = 0;
    if (sink->kind == TO_MEMORY) {
        if (!sf_buffer_add(sink->memory, bytes))
            no_memory(sink->error);
        return;
    }
    if (sink->used > FULL || bytes.len > FULL - sink->used)
        flush(sink);
    if (bytes.len >= FULL) {
        drain(sink, bytes.ptr, bytes.len);
        return;
    }
    if (bytes.len > 0)
        memcpy(sink->block + sink->used, bytes.ptr, bytes.len);
    sink->used += bytes.len;
}

char *sf_sink_reserve(sf_sink *sink, size_t least, size_t *room) {
    *room = 0;
    sink->reserved = 0;
    if (!admit(sink, 0))
        return NULL;
    if (least > MOST_RESERVED) {
        sf_failf(sink->error, SHEAF_BAD_CALL, "sink.reserve",
                 "%zu bytes of room were asked for; at most %d are lent at once", least,
                 MOST_RESERVED);
        return NULL;
    }
    if (sink->kind == TO_MEMORY) {
        char *at = sf_buffer_room(sink->memory, least ? least : 1);
        if (!at)
            no_memory(sink->error);
        else
            *room = sink->reserved = sink->memory->capacity - sink->memory->length;
        return at;
    }
    if (sink->used >= FULL || least > FULL - sink->used)
        flush(sink);
    if (sink->error->status != SHEAF_OK)
        return NULL;
    *room = sink->reserved = (least > FULL ? BLOCK : FULL) - sink->used;
    return sink->block + sink->used;
}

void sf_sink_advance(sf_sink *sink, size_t bytes) {
    size_t reserved = sink->reserved;
    sink->reserved = 0;
    if (!admit(sink, bytes))
        return;
    if (bytes > reserved) {
        sf_failf(sink->error, SHEAF_BAD_CALL, "sink.commit",
                 "%zu bytes were committed, but room for %zu was lent", bytes, reserved);
        return;
    }
    sink->total += bytes;
    if (sink->kind == TO_MEMORY)
        sink->memory->length += bytes;
    else
        sink->used += bytes;
}

uint64_t sf_sink_total(const sf_sink *sink) {
    return sink->total;
}

static int is_plain_name(sheaf_str name) {
    int folder = sf_str_equal(name, SHEAF_STR(".")) || sf_str_equal(name, SHEAF_STR(".."));
    return name.len > 0 && name.len < 256 && !folder && !memchr(name.ptr, '/', name.len) &&
           !memchr(name.ptr, '\0', name.len);
}

void sf_sink_next(sf_sink *sink, sheaf_str name) {
    if (sink->error->status != SHEAF_OK)
        return;
    sheaf_str shown = sf_str_slice(name, 0, 100);
    if (sink->kind != TO_DIRECTORY) {
        sf_failf(sink->error, SHEAF_UNSUPPORTED, "sink.one-file",
                 "this output has several files (%.*s, for one); name a directory with -o DIR/",
                 (int)shown.len, shown.ptr);
        return;
    }
    if (!is_plain_name(name)) {
        sf_failf(sink->error, SHEAF_BAD_CALL, "sink.name",
                 "\"%.*s\" cannot name an output file: it is no plain file name", (int)shown.len,
                 shown.ptr);
        return;
    }
    open_inside(sink, sink->folder, name, SF_WAIT_NAMED);
}

static int by_path(const void *a, const void *b) {
    return strcmp(((const sf_pending *)a)->path, ((const sf_pending *)b)->path);
}

/* What a pipe or device replaces is itself. */
static const char *target_of(const sf_pending *file) {
    return file->target ? file->target : file->path;
}

static int by_target(const void *a, const void *b) {
    return strcmp(target_of(a), target_of(b));
}

static void sort_files(sf_sink *sink, int (*compare)(const void *, const void *)) {
    if (sink->files.count > 1)
        qsort(sink->files.base, sink->files.count, sizeof(sf_pending), compare);
}

/* Two files of one name, or of two names that a link makes one: the second would hide the first. */
static void refuse_twins(sf_sink *sink) {
    sort_files(sink, by_target);
    for (uint32_t i = 1; i < sink->files.count; i++) {
        const sf_pending *file = SF_VEC_AT(&sink->files, sf_pending, i);
        if (by_target(file - 1, file) == 0)
            sf_failf(sink->error, SHEAF_BAD_CALL, "sink.name",
                     "the output names the file %.500s twice", target_of(file));
    }
    sort_files(sink, by_path);
}

/* All files get their names, or those that have theirs lose them again. */
static void publish(sf_sink *sink) {
    uint32_t done = 0;
    for (; done < sink->files.count && sink->error->status == SHEAF_OK; done++)
        sf_pending_publish(SF_VEC_AT(&sink->files, sf_pending, done), sink->error);
    while (sink->error->status != SHEAF_OK && done > 0)
        sf_pending_withdraw(SF_VEC_AT(&sink->files, sf_pending, --done));
}

static void forget_made(sf_sink *sink) {
    for (int i = 0; i < 2; i++) {
        free(sink->made[i]);
        sink->made[i] = NULL;
    }
}

sheaf_status sf_sink_commit(sf_sink *sink) {
    if (sink->kind != TO_MEMORY)
        settle(sink);
    refuse_twins(sink);
    publish(sink);
    if (sink->error->status == SHEAF_OK) {
        forget_made(sink);
        if (sink->files.count > 0)
            sf_pending_sync_folder(last_file(sink));
    }
    return sink->error->status;
}

void sf_sink_free(sf_sink *sink) {
    if (!sink)
        return;
    for (uint32_t i = 0; i < sink->files.count; i++)
        sf_pending_done(SF_VEC_AT(&sink->files, sf_pending, i));
    sf_vec_done(&sink->files);
    for (int i = 1; i >= 0; i--)
        if (sink->made[i])
            (void)rmdir(sink->made[i]);
    forget_made(sink);
    free(sink->block);
    free(sink->name);
    free(sink);
}
