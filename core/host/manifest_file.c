/* How a manifest gets from its file to the parser of manifest.c: one open, one read and one close, the text copied once
 * into the arena. One that says kind and id plainly is parsed when it is asked for; a job asks for few of those that
 * there are. */
#include "base/text.h"
#include "host/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { LARGEST = 64 * 1024, USUAL = 2 * 1024 };

/* Something to call it by until the file itself says more: its name without `.sheaf`. */
static int name_by_file(sf_manifest *m, sheaf_str folder, sheaf_str name, sf_arena *arena) {
    size_t length = folder.len + name.len;
    char *path = sf_arena_take(arena, 2 * length + 3);
    if (!path)
        return 0;
    memcpy(path, folder.ptr, folder.len);
    memcpy(path + folder.len, name.ptr, name.len);
    const char *slash = strrchr(path, '/');
    size_t before = slash ? (size_t)(slash - path) + 1 : 0;
    sheaf_str stem = {path + before, length - before};
    if (sf_str_ends(stem, SHEAF_STR(".sheaf")))
        stem.len -= strlen(".sheaf");
    m->info.manifest = path;
    m->folder = memcpy(path + length + 1, path, before);
    m->info.id = memcpy(path + length + 1 + before + 1, stem.ptr, stem.len);
    return 1;
}

static int begin(sf_manifest *m, sheaf_str folder, sheaf_str name, sf_arena *arena) {
    *m = (sf_manifest){.info = {.version = "",
                                .format = "",
                                .media_type = "",
                                .extensions = "",
                                .about = "",
                                .licence = "",
                                .library = "",
                                .data = ""},
                       .magics = SF_VEC_OF(sf_magic),
                       .anchors = SF_VEC_OF(sheaf_str),
                       .options = SF_VEC_OF(sheaf_option_info)};
    return name_by_file(m, folder, name, arena);
}

/* The line behind `key`, where it is written as everybody writes it; else empty. */
static sheaf_str plain_value(sheaf_str line, sheaf_str key) {
    return sf_str_starts(line, key) ? sf_str_trim(sf_str_slice(line, key.len, line.len))
                                    : SHEAF_STR("");
}

/* Kind and id, if the first lines say them plainly. A manifest that says them twice is refused when it is settled, so
 * what is seen here is what a sound one says. */
static int peek(sf_manifest *m) {
    enum { MOST_LINES = 16 };
    sheaf_str rest = m->unsettled, kind = SHEAF_STR("");
    m->said_id = SHEAF_STR("");
    for (int i = 0; i < MOST_LINES && rest.len > 0 && !(kind.len && m->said_id.len); i++) {
        sheaf_str line = sf_str_take_line(&rest);
        m->said_id = m->said_id.len ? m->said_id : plain_value(line, SHEAF_STR("id = "));
        kind = kind.len ? kind : plain_value(line, SHEAF_STR("kind = "));
    }
    m->info.kind = sf_kind_of(kind);
    return m->info.kind && m->said_id.len > 0;
}

/* A text of our own, with room for a NUL behind it. */
static int own_text(sf_manifest *m, sheaf_str text, sf_arena *arena) {
    char *own = sf_arena_take(arena, text.len + 1);
    if (own)
        m->unsettled = (sheaf_str){memcpy(own, text.ptr, text.len), text.len};
    return own != NULL;
}

int sf_manifest_parse(sf_manifest *m, const char *path, sheaf_str text, sf_arena *arena) {
    return begin(m, SHEAF_STR(""), sf_str_of(path), arena) && own_text(m, text, arena) &&
           sf_manifest_settle(m, arena);
}

/* The whole file into `out`; -1 and errno, or a size above the cap as EFBIG. */
static ssize_t read_file(int folder, const char *name, char *out, size_t room) {
    int file = openat(folder, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return -1;
    ssize_t length = read(file, out, room);
    int reason = errno;
    close(file);
    errno = (size_t)length == room ? EFBIG : reason;
    return (size_t)length == room ? -1 : length;
}

static int unreadable(sf_manifest *m, sf_arena *arena) {
    return sf_manifest_refuse(m, errno == EFBIG ? "larger than 64 KiB" : strerror(errno), arena);
}

typedef struct manifest_file {
    int folder; /* its descriptor */
    const char *name;
} manifest_file;

/* 1; 0 where there is no memory; -1 where the room is too small. */
static int take_file(sf_manifest *m, const manifest_file *file, char *room, size_t size,
                     sf_arena *arena) {
    ssize_t length = read_file(file->folder, file->name, room, size);
    if (length < 0)
        return errno == EFBIG && size < LARGEST ? -1 : unreadable(m, arena);
    return own_text(m, (sheaf_str){room, (size_t)length}, arena) &&
           (peek(m) || sf_manifest_settle(m, arena));
}

/* Apart, so that nobody pays for the pages of a room that hardly any manifest needs. */
__attribute__((noinline)) static int take_large(sf_manifest *m, const manifest_file *file,
                                                sf_arena *arena) {
    char room[LARGEST];
    return take_file(m, file, room, sizeof room, arena);
}

int sf_manifest_read(sf_manifest *m, int folder, const char *folder_path, const char *name,
                     sf_arena *arena) {
    char room[USUAL];
    const manifest_file file = {folder, name};
    if (!begin(m, sf_str_of(folder_path), sf_str_of(name), arena))
        return 0;
    int taken = take_file(m, &file, room, sizeof room, arena);
    return taken < 0 ? take_large(m, &file, arena) : taken;
}
