/* Manifests are parsed by a table: key, and the function that takes its value. The text is the manifest's own, and every
 * value is ended by a NUL in place of its line feed, so views are strings. manifest_file.c says how the text gets here. */
#include "host/manifest.h"
#include "base/text.h"
#include "host/magic.h"
#include "host/nearest.h"

#include <stdio.h>
#include <string.h>

typedef struct parsing {
    sf_manifest *manifest;
    sf_arena *arena;
    unsigned line;
    unsigned seen; /* bit i: key i of the table was given */
    int no_memory;
} parsing;

/* The first problem stays: "dir/x.sheaf:3: found ..., expected ...". */
static void complain(parsing *p, const char *what, sheaf_str found, const char *expected) {
    sf_manifest *m = p->manifest;
    if (m->info.problem)
        return;
    sheaf_str shown = sf_str_slice(found, 0, 80);
    shown.len = sf_utf8_valid(shown);
    char text[1024];
    snprintf(text, sizeof text, "%s:%u: %s \"%.*s\"; expected %s", m->info.manifest, p->line, what,
             (int)shown.len, shown.ptr, expected);
    sheaf_str copy;
    if (sf_arena_copy(p->arena, (sheaf_str){text, strlen(text) + 1}, &copy))
        m->info.problem = copy.ptr;
    else
        p->no_memory = 1;
}

static void *push(parsing *p, sf_vec *vec) {
    void *element = sf_vec_push(vec, 1);
    if (!element)
        p->no_memory = 1;
    return element;
}

static int is_id(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-' && c != '_')
            return 0;
    }
    return text.len > 0 && text.len <= 64;
}

static void take_id(parsing *p, sheaf_str value) {
    if (is_id(value))
        p->manifest->info.id = value.ptr;
    else
        complain(p, "the id is", value, "up to 64 lower-case letters, digits, - and _");
}

static const struct {
    const char *name;
    sheaf_plugin_kind kind;
} kinds[] = {{"reader", SHEAF_READER}, {"writer", SHEAF_WRITER}, {"pass", SHEAF_PASS}};

const char *sf_kind_name(uint32_t kind) {
    return kind >= SHEAF_READER && kind <= SHEAF_PASS ? kinds[kind - SHEAF_READER].name : "plugin";
}

sheaf_plugin_kind sf_kind_of(sheaf_str name) {
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (sf_str_equal(sf_str_of(kinds[i].name), name))
            return kinds[i].kind;
    return 0;
}

static void take_kind(parsing *p, sheaf_str value) {
    sheaf_plugin_kind kind = sf_kind_of(value);
    p->manifest->info.kind = kind ? kind : p->manifest->info.kind;
    if (!p->manifest->info.kind)
        complain(p, "the kind is", value, "reader, writer or pass");
}

/* The path of what stands beside the manifest, and `end`. By hand, as all manifests are read at every start. */
static const char *beside(parsing *p, sheaf_str name, const char *end) {
    size_t folder = strlen(p->manifest->folder), behind = strlen(end);
    char *path = sf_arena_take(p->arena, folder + name.len + behind + 1);
    if (!path) {
        p->no_memory = 1;
        return "";
    }
    memcpy(path, p->manifest->folder, folder);
    memcpy(path + folder, name.ptr, name.len);
    memcpy(path + folder + name.len, end, behind);
    return path;
}

/* A bare file name: a library elsewhere would be loaded without anybody having said so. */
static void take_library(parsing *p, sheaf_str value) {
    if (value.len == 0 || memchr(value.ptr, '/', value.len))
        complain(p, "the library is", value, "a bare file name, which stands beside the manifest");
    else
        p->manifest->info.library = beside(p, value, "");
}

static int take_digits(sheaf_str *rest, uint32_t most, uint32_t *out) {
    uint32_t value = 0;
    size_t i = 0;
    for (; i < rest->len && rest->ptr[i] >= '0' && rest->ptr[i] <= '9'; i++) {
        value = value * 10 + (uint32_t)(rest->ptr[i] - '0');
        if (value > most)
            return 0;
    }
    *rest = sf_str_slice(*rest, i, rest->len);
    *out = value;
    return i > 0;
}

static void take_abi(parsing *p, sheaf_str value) {
    sheaf_str rest = value;
    sf_manifest *m = p->manifest;
    int right =
        take_digits(&rest, UINT16_MAX, &m->abi_major) && sf_str_starts(rest, SHEAF_STR("."));
    rest = sf_str_slice(rest, 1, rest.len);
    if (!right || !take_digits(&rest, UINT16_MAX, &m->abi_minor) || rest.len > 0)
        complain(p, "the abi is", value, "the least ABI that the plugin needs, such as 1.0");
    else if (m->abi_major != SHEAF_ABI_MAJOR || m->abi_minor > SHEAF_ABI_MINOR) {
        char own[64];
        snprintf(own, sizeof own, "at most %d.%d, which is what this Sheaf has", SHEAF_ABI_MAJOR,
                 SHEAF_ABI_MINOR);
        complain(p, "the plugin needs ABI", value, own);
    }
}

static void take_rank(parsing *p, sheaf_str value) {
    int is_negative = sf_str_starts(value, SHEAF_STR("-"));
    sheaf_str rest = sf_str_slice(value, is_negative ? 1 : 0, value.len);
    uint32_t rank = 0;
    if (!take_digits(&rest, 1000, &rank) || rest.len > 0)
        complain(p, "the rank is", value, "a whole number from -1000 to 1000");
    else
        p->manifest->info.rank = is_negative ? -(int)rank : (int)rank;
}

static const struct {
    const char *name;
    uint32_t bit;
} caps[] = {
    {"serial", SHEAF_CAP_SERIAL}, {"isolate", SHEAF_CAP_ISOLATE}, {"hardened", SHEAF_CAP_HARDENED}};

static void take_caps(parsing *p, sheaf_str value) {
    sheaf_str rest = value;
    for (sheaf_str word; (word = sf_str_take_word(&rest)).len > 0;) {
        uint32_t bit = 0;
        for (size_t i = 0; i < sizeof caps / sizeof caps[0]; i++)
            if (sf_str_equal(sf_str_of(caps[i].name), word))
                bit = caps[i].bit;
        if (!bit)
            complain(p, "a cap is", word, "serial, isolate or hardened");
        p->manifest->info.caps |= bit;
    }
}

static void take_magic(parsing *p, sheaf_str value) {
    sheaf_str rest = value;
    for (sheaf_str word; (word = sf_str_take_word(&rest)).len > 0;) {
        sf_magic magic = {0};
        if (!sf_magic_parse(word, &magic))
            complain(p, "a magic is", word,
                     "OFFSET:HEX or FROM-TO:HEX, such as 0:25504446, ?? standing for any byte");
        else {
            sf_magic *room = push(p, &p->manifest->magics);
            if (room)
                *room = magic;
        }
    }
}

static void take_anchor(parsing *p, sheaf_str value) {
    sheaf_str *room = value.len > 0 ? push(p, &p->manifest->anchors) : NULL;
    if (room)
        *room = value;
}

/* Cuts `part` out as a string: the byte behind it, a `|` or the end, becomes NUL. The text is ours. */
static const char *seal(sheaf_str part) {
    sheaf_str trimmed = sf_str_trim(part);
    ((char *)(uintptr_t)trimmed.ptr)[trimmed.len] = '\0';
    return trimmed.ptr;
}

static void take_option(parsing *p, sheaf_str value) {
    sheaf_str help = value;
    sheaf_str name = sf_str_trim(sf_str_take_until(&help, '|'));
    sheaf_str standard = sf_str_take_until(&help, '|');
    int has_three = memchr(value.ptr, '|', value.len) && help.ptr > standard.ptr + standard.len;
    if (!has_three || !is_id(name)) {
        complain(p, "the option is", value, "NAME | DEFAULT | HELP");
        return;
    }
    if (sf_manifest_option(p->manifest, name)) {
        complain(p, "the option is given twice:", name, "each option once");
        return;
    }
    sheaf_option_info *room = push(p, &p->manifest->options);
    if (room)
        *room = (sheaf_option_info){seal(name), seal(standard), seal(help)};
}

/* `stall 12s`: stated once, and of a limit that is looked at only while the plugin has the word. */
static void take_limit(parsing *p, sheaf_str value) {
    sf_limits *own = &p->manifest->own;
    sheaf_str rest = value;
    sheaf_str name = sf_str_take_word(&rest);
    sheaf_str text = sf_str_trim(rest);
    sf_limits stated = {0};
    sf_error error = {0};
    int is_sound = text.len > 0 && sf_limits_set(&stated, name, text, &error) == SHEAF_OK &&
                   sf_limits_may_be_own(&stated) && !(own->set & stated.set);
    if (!is_sound)
        complain(p, "the limit is", value, "NAME VALUE once, such as stall 12s (no other has one)");
    else
        sf_limits_set(own, name, text, &error);
    p->manifest->info.stall = own->value[SHEAF_LIMIT_STALL];
}

static void take_data(parsing *p, sheaf_str value) {
    if (is_id(value))
        p->manifest->data = value.ptr;
    else
        complain(p, "the data folder is", value, "up to 64 lower-case letters, digits, - and _");
}

static void take_processed(parsing *p, sheaf_str value) {
    int is_yes = sf_str_equal(value, SHEAF_STR("yes"));
    if (!is_yes && !sf_str_equal(value, SHEAF_STR("no")))
        complain(p, "processed is", value, "yes or no");
    p->manifest->info.processed = is_yes;
}

static void take_version(parsing *p, sheaf_str value) {
    p->manifest->info.version = value.ptr;
}
static void take_format(parsing *p, sheaf_str value) {
    p->manifest->info.format = value.ptr;
}
static void take_media_type(parsing *p, sheaf_str value) {
    p->manifest->info.media_type = value.ptr;
}
static void take_extension(parsing *p, sheaf_str value) {
    p->manifest->info.extensions = value.ptr;
}
static void take_licence(parsing *p, sheaf_str value) {
    p->manifest->info.licence = value.ptr;
}
static void take_about(parsing *p, sheaf_str value) {
    p->manifest->info.about = value.ptr;
}

#define KEY(literal)                                                                               \
    { literal, sizeof(literal) - 1 }

static const struct {
    sheaf_str name;
    void (*take)(parsing *p, sheaf_str value);
    int is_needed;
    int may_repeat;
} keys[] = {
    {KEY("id"), take_id, 1, 0},
    {KEY("kind"), take_kind, 1, 0},
    {KEY("library"), take_library, 1, 0},
    {KEY("abi"), take_abi, 1, 0},
    {KEY("version"), take_version, 1, 0},
    {KEY("about"), take_about, 0, 0},
    {KEY("format"), take_format, 0, 0},
    {KEY("media-type"), take_media_type, 0, 0},
    {KEY("extension"), take_extension, 0, 0},
    {KEY("magic"), take_magic, 0, 1},
    {KEY("rank"), take_rank, 0, 0},
    {KEY("caps"), take_caps, 0, 0},
    {KEY("licence"), take_licence, 0, 0},
    {KEY("processed"), take_processed, 0, 0},
    {KEY("anchor"), take_anchor, 0, 1},
    {KEY("option"), take_option, 0, 1},
    {KEY("limit"), take_limit, 0, 1},
    {KEY("data"), take_data, 0, 0},
};
enum { KEYS = sizeof keys / sizeof keys[0] };

static void unknown_key(parsing *p, sheaf_str name) {
    sf_nearest nearest = sf_nearest_to(name);
    for (int i = 0; i < KEYS; i++)
        sf_nearest_offer(&nearest, keys[i].name);
    char best[64];
    snprintf(best, sizeof best, "%.*s, perhaps", (int)nearest.best.len, nearest.best.ptr);
    complain(p, "there is no key", name, best);
}

/* Most keys differ in length or first letter, which costs no call. */
static int is_key(int i, sheaf_str name) {
    sheaf_str key = keys[i].name;
    return key.len == name.len && key.ptr[0] == name.ptr[0] &&
           memcmp(key.ptr, name.ptr, key.len) == 0;
}

static void take_pair(parsing *p, sheaf_str name, sheaf_str value) {
    for (int i = 0; i < KEYS; i++)
        if (is_key(i, name)) {
            if ((p->seen >> i & 1u) && !keys[i].may_repeat)
                complain(p, "the key is given twice:", name, "it once");
            p->seen |= 1u << i;
            ((char *)(uintptr_t)value.ptr)[value.len] = '\0';
            keys[i].take(p, value);
            return;
        }
    unknown_key(p, name);
}

static void take_line(parsing *p, sheaf_str line) {
    sheaf_str trimmed = sf_str_trim(line);
    if (trimmed.len == 0 || trimmed.ptr[0] == '#')
        return;
    if (!memchr(trimmed.ptr, '=', trimmed.len)) {
        complain(p, "the line is", trimmed, "NAME = VALUE, or # and a comment");
        return;
    }
    sheaf_str value = trimmed;
    sheaf_str name = sf_str_trim(sf_str_take_until(&value, '='));
    take_pair(p, name, sf_str_trim(value));
}

static void require_keys(parsing *p) {
    p->line = 0;
    for (int i = 0; i < KEYS; i++)
        if (keys[i].is_needed && !(p->seen >> i & 1u))
            complain(p, "a key is missing:", keys[i].name, "it, and a value");
    sheaf_plugin_kind kind = p->manifest->info.kind;
    if ((kind == SHEAF_READER || kind == SHEAF_WRITER) && !p->manifest->info.format[0])
        complain(p, "a key is missing:", SHEAF_STR("format"),
                 "the name of the format that the plugin reads or writes");
    if (p->manifest->own.set && !(p->manifest->info.caps & SHEAF_CAP_ISOLATE))
        complain(p, "a limit is stated, but missing is the cap", SHEAF_STR("isolate"),
                 "both, as nobody watches other plugins");
}

/* Plugins of one library may share a folder. */
static void locate_data(parsing *p) {
    sf_manifest *m = p->manifest;
    m->info.data = beside(p, sf_str_of(m->data ? m->data : m->info.id), "/");
}

int sf_manifest_refuse(sf_manifest *m, const char *reason, sf_arena *arena) {
    parsing p = {.manifest = m, .arena = arena};
    complain(&p, "the file is", sf_str_of(reason), "a readable manifest");
    return !p.no_memory;
}

int sf_manifest_settle(sf_manifest *m, sf_arena *arena) {
    parsing p = {.manifest = m, .arena = arena};
    sheaf_str rest = m->unsettled;
    if (!rest.ptr)
        return 1;
    m->unsettled = (sheaf_str){0};
    m->info.kind = 0;
    if (memchr(rest.ptr, '\0', rest.len) || sf_utf8_valid(rest) < rest.len)
        complain(&p, "the file is", SHEAF_STR("binary"), "lines of UTF-8 text");
    else
        while (rest.len > 0) {
            p.line++;
            take_line(&p, sf_str_take_line(&rest));
        }
    require_keys(&p);
    locate_data(&p);
    m->info.options = m->options.base;
    m->info.option_count = m->options.count;
    if (p.no_memory)
        m->info.problem = "there was no memory to read it";
    return !p.no_memory;
}

void sf_manifest_done(sf_manifest *m) {
    sf_vec_done(&m->magics);
    sf_vec_done(&m->anchors);
    sf_vec_done(&m->options);
}

const sheaf_option_info *sf_manifest_option(const sf_manifest *m, sheaf_str name) {
    for (uint32_t i = 0; i < m->options.count; i++) {
        const sheaf_option_info *option = SF_VEC_AT(&m->options, sheaf_option_info, i);
        if (sf_str_equal(sf_str_of(option->name), name))
            return option;
    }
    return NULL;
}
