/* Reads the lines of a dump back into tree and records, members by their shape. A line is eaten from the
 * front; the first thing that does not fit latches with the line's number. Meaning is not judged here:
 * sf_document_check does that at the end. */
#include "ir/dump.h"

#include "base/text.h"
#include "ir/shape.h"

#include <inttypes.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

typedef struct reading {
    sheaf_str rest; /* of the line */
    unsigned long line;
    sf_tree *tree;
    sf_records *records;
    sf_arena *arena; /* where texts of the element go */
    sf_error *error;
} reading;

static int wrong(reading *r, const char *expected) {
    sheaf_str found = sf_str_slice(r->rest, 0, 40);
    sf_failf(r->error, SHEAF_BAD_INPUT, "dump.line",
             "line %lu of the dump: expected %s, found '%.*s'", r->line, expected,
             (int)sf_utf8_valid(found), found.ptr);
    return 0;
}

static int no_memory(reading *r) {
    sf_failf(r->error, SHEAF_MEMORY, "memory", "there is not enough memory to read the dump");
    return 0;
}

/* ----------------------------------------------------------------------------------- pieces -- */

static int take_char(reading *r, char c) {
    if (r->rest.len == 0 || *r->rest.ptr != c)
        return 0;
    r->rest = sf_str_slice(r->rest, 1, r->rest.len);
    return 1;
}

static sheaf_str take_name(reading *r) {
    size_t i = 0;
    while (i < r->rest.len &&
           ((r->rest.ptr[i] >= 'a' && r->rest.ptr[i] <= 'z') ||
            (r->rest.ptr[i] >= '0' && r->rest.ptr[i] <= '9') || r->rest.ptr[i] == '_'))
        i++;
    sheaf_str name = sf_str_slice(r->rest, 0, i);
    r->rest = sf_str_slice(r->rest, i, r->rest.len);
    return name;
}

/* Digits, at most `most`. */
static int take_number(reading *r, uint64_t most, uint64_t *out) {
    uint64_t value = 0;
    size_t i = 0;
    for (; i < r->rest.len && r->rest.ptr[i] >= '0' && r->rest.ptr[i] <= '9'; i++) {
        unsigned digit = (unsigned)(r->rest.ptr[i] - '0');
        if (value > (most - digit) / 10 || digit > most)
            return wrong(r, "a smaller number");
        value = value * 10 + digit;
    }
    if (i == 0)
        return wrong(r, "a number");
    r->rest = sf_str_slice(r->rest, i, r->rest.len);
    *out = value;
    return 1;
}

static int take_u32(reading *r, uint32_t *out) {
    uint64_t value;
    if (!take_number(r, UINT32_MAX, &value))
        return 0;
    *out = (uint32_t)value;
    return 1;
}

static int take_signed(reading *r, int64_t *out) {
    uint64_t value;
    int negative = take_char(r, '-');
    if (!take_number(r, (uint64_t)INT64_MAX + (negative ? 1 : 0), &value))
        return 0;
    *out = negative ? (value ? -(int64_t)(value - 1) - 1 : 0) : (int64_t)value;
    return 1;
}

static int take_float(reading *r, float *out) {
    char room[64] = "";
    const char *local = localeconv()->decimal_point;
    size_t i = 0, length = 0;
    for (; i < r->rest.len && i < 32 && strchr("+-.0123456789e", r->rest.ptr[i]) && r->rest.ptr[i];
         i++) {
        const char *piece = r->rest.ptr[i] == '.' ? local : &r->rest.ptr[i];
        size_t size = r->rest.ptr[i] == '.' ? strlen(local) : 1;
        if (length + size >= sizeof room)
            return wrong(r, "a shorter number");
        memcpy(room + length, piece, size);
        length += size;
    }
    char *end;
    *out = strtof(room, &end);
    if (end == room || *end || *out - *out != 0)
        return wrong(r, "a coordinate");
    r->rest = sf_str_slice(r->rest, i, r->rest.len);
    return 1;
}

static int hex(char c) {
    return c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One character behind a backslash. */
static int take_escape(reading *r, char *out) {
    if (take_char(r, '"')) {
        *out = '"';
    } else if (take_char(r, '\\')) {
        *out = '\\';
    } else if (r->rest.len >= 3 && *r->rest.ptr == 'x' && hex(r->rest.ptr[1]) >= 0 &&
               hex(r->rest.ptr[2]) >= 0) {
        *out = (char)(hex(r->rest.ptr[1]) << 4 | hex(r->rest.ptr[2]));
        r->rest = sf_str_slice(r->rest, 3, r->rest.len);
    } else {
        return wrong(r, "\\\", \\\\ or \\x and two digits");
    }
    return 1;
}

/* Escapes only get shorter, so a quoted text has room in as many bytes. The closing quote is found first,
 * so that many texts in one line cost no more than the line. */
static int take_quoted(reading *r, sheaf_str *out) {
    if (!take_char(r, '"'))
        return wrong(r, "a text in quotes");
    size_t end = 0, length = 0;
    while (end < r->rest.len && r->rest.ptr[end] != '"')
        end += r->rest.ptr[end] == '\\' ? 2 : 1;
    if (end >= r->rest.len)
        return wrong(r, "a closing quote");
    sheaf_str room;
    if (!sf_arena_copy(r->arena, sf_str_slice(r->rest, 0, end), &room))
        return no_memory(r);
    char *bytes = (char *)(uintptr_t)room.ptr;
    while (!take_char(r, '"')) {
        char c = *r->rest.ptr;
        r->rest = sf_str_slice(r->rest, 1, r->rest.len);
        if (c == '\\' && !take_escape(r, &c))
            return 0;
        bytes[length++] = c;
    }
    *out = (sheaf_str){room.ptr, length};
    return 1;
}

static int take_place(reading *r, sheaf_origin *out) {
    switch (out->kind) {
    case SHEAF_AT_BYTES:
        return take_number(r, UINT64_MAX, &out->at.bytes.offset) &&
               (take_char(r, ':') || wrong(r, "':'")) &&
               take_number(r, UINT64_MAX, &out->at.bytes.length);
    case SHEAF_AT_PAGE:
        for (int i = 0; i < 4; i++)
            if ((i && !take_char(r, ':') && !wrong(r, "':'")) || !take_float(r, &out->at.box[i]))
                return 0;
        return 1;
    default:
        return take_quoted(r, &out->at.path);
    }
}

static int take_origin(reading *r, sheaf_origin *out) {
    static const char *const words[] = {"nowhere", "bytes", "page", "part"};
    sheaf_str word = take_name(r);
    *out = (sheaf_origin){0};
    for (uint32_t kind = 0; kind < sizeof words / sizeof *words; kind++) {
        if (!sf_str_equal(word, sf_str_of(words[kind])))
            continue;
        out->kind = kind;
        return kind == SHEAF_AT_NOWHERE ||
               ((take_char(r, ':') || wrong(r, "':'")) && take_u32(r, &out->unit) &&
                (take_char(r, ':') || wrong(r, "':'")) && take_place(r, out));
    }
    return wrong(r, "bytes, page, part or nowhere");
}

/* ---------------------------------------------------------------------------------- members -- */

static int take_item(reading *r, sf_field_type type, void *item) {
    if (type == SF_TEXTS)
        return take_quoted(r, item);
    return type == SF_ORIGINS ? take_origin(r, item) : take_u32(r, item);
}

static int take_items(reading *r, sf_field_type type, sf_vec *items) {
    if (!take_char(r, '['))
        return wrong(r, "'['");
    do {
        void *item = sf_vec_push(items, 1);
        if (!item)
            return no_memory(r);
        if (!take_item(r, type, item))
            return 0;
    } while (take_char(r, ','));
    return take_char(r, ']') || wrong(r, "',' or ']'");
}

static int take_list(reading *r, const sf_field *field, char *element) {
    sf_vec items = {.stride = field->type == SF_TEXTS     ? (uint32_t)sizeof(sheaf_str)
                              : field->type == SF_ORIGINS ? (uint32_t)sizeof(sheaf_origin)
                                                          : (uint32_t)sizeof(uint32_t)};
    sheaf_str kept = SHEAF_STR("");
    int taken = take_items(r, field->type, &items);
    size_t bytes = (size_t)items.count * items.stride;
    void *room = taken ? sf_arena_take(r->arena, bytes) : NULL;
    if (room) {
        memcpy(room, items.base, bytes);
        kept.ptr = room;
        memcpy(element + field->offset, &kept.ptr, sizeof kept.ptr);
        memcpy(element + field->count_offset, &items.count, sizeof items.count);
    }
    sf_vec_done(&items);
    return taken && (room || no_memory(r));
}

static int take_kind(reading *r, uint16_t *out) {
    sheaf_str word = take_name(r);
    for (uint16_t kind = 0; sf_node_kind_name(kind); kind++) {
        if (sf_str_equal(word, sf_str_of(sf_node_kind_name(kind)))) {
            *out = kind;
            return 1;
        }
    }
    return wrong(r, "the name of a kind of node");
}

static int take_value(reading *r, const sf_field *field, char *element) {
    void *member = element + field->offset;
    uint64_t value;
    switch (field->type) {
    case SF_U16:
        if (!take_number(r, UINT16_MAX, &value))
            return 0;
        *(uint16_t *)member = (uint16_t)value;
        return 1;
    case SF_KIND:
        return take_kind(r, member);
    case SF_U64:
        return take_number(r, UINT64_MAX, member);
    case SF_I64:
        return take_signed(r, member);
    case SF_TEXT:
    case SF_BYTES:
        return take_quoted(r, member);
    case SF_ORIGIN:
        return take_origin(r, member);
    case SF_NODES:
    case SF_IDS:
    case SF_TEXTS:
    case SF_ORIGINS:
        return take_list(r, field, element);
    default:
        return take_u32(r, member);
    }
}

/* What a member is that the line does not name. */
static void set_empty(const sf_shape *shape, char *element) {
    static const uint32_t none = SHEAF_NONE;
    for (uint32_t f = 0; f < shape->field_count; f++) {
        sf_field_type type = shape->fields[f].type;
        if (type == SF_NODE || type == SF_INDEX)
            memcpy(element + shape->fields[f].offset, &none, sizeof none);
        else if (type == SF_TEXT || type == SF_BYTES)
            *(sheaf_str *)(void *)(element + shape->fields[f].offset) = SHEAF_STR("");
    }
}

static int take_member(reading *r, const sf_shape *shape, char *element) {
    sheaf_str name = take_name(r);
    for (uint32_t f = 0; f < shape->field_count; f++)
        if (sf_str_equal(name, sf_str_of(shape->fields[f].name)))
            return (take_char(r, '=') || wrong(r, "'='")) &&
                   take_value(r, &shape->fields[f], element);
    return wrong(r, "a member of this kind of line");
}

static int take_members(reading *r, const sf_shape *shape, char *element) {
    set_empty(shape, element);
    while (r->rest.len) {
        if (!take_char(r, ' '))
            return wrong(r, "one space");
        if (!take_member(r, shape, element))
            return 0;
    }
    return 1;
}

/* ------------------------------------------------------------------------------------ lines -- */

static int take_element(reading *r, unsigned which) {
    const sf_shape *shape = &sf_shapes[which];
    int in_tree = which < SF_FIRST_RECORD;
    uint32_t count = in_tree ? sf_shape_vec(shape, r->tree)->count
                             : sf_shape_list(shape, r->records)->array.count;
    uint32_t index;
    if (!take_char(r, ' ') || !take_u32(r, &index) || index != count)
        return wrong(r, "the next index of this kind of line");
    void *element =
        in_tree ? sf_vec_push(sf_shape_vec(shape, r->tree), 1) : sf_list_push(r->records, shape);
    r->arena = in_tree ? &r->tree->text : &r->records->arena;
    return element ? take_members(r, shape, element) : no_memory(r);
}

static int take_source(reading *r) {
    sheaf_document source = {0};
    r->arena = &r->records->arena;
    if (!take_char(r, ' ') || !take_char(r, '0'))
        return wrong(r, "source 0");
    if (!take_members(r, &sf_source_shape, (char *)&source))
        return 0;
    r->records->name = source.source_name;
    r->records->format = source.source_format;
    r->records->media_type = source.source_media_type;
    r->records->encoding = source.source_encoding;
    r->records->sha256 = source.source_sha256;
    r->records->bytes = source.source_bytes;
    r->records->incomplete = !source.complete;
    return 1;
}

static int take_line(reading *r) {
    sheaf_str whole = r->rest, word = take_name(r);
    for (unsigned which = 0; which < SF_SHAPES; which++)
        if (sf_str_equal(word, sf_str_of(sf_shapes[which].name)))
            return take_element(r, which);
    if (sf_str_equal(word, SHEAF_STR("source")))
        return take_source(r);
    r->rest = whole;
    return wrong(r, "a line that a dump has");
}

static int take_lines(reading *r, sheaf_str dump) {
    r->rest = sf_str_take_line(&dump);
    if (!sf_str_equal(r->rest, SHEAF_STR("sheaf-dump 1")))
        return wrong(r, "'sheaf-dump 1'");
    while (dump.len) {
        r->line++;
        r->rest = sf_str_take_line(&dump);
        if (sf_str_equal(r->rest, SHEAF_STR("end")))
            return dump.len == 0 || wrong(r, "nothing behind this last line");
        if (!take_line(r))
            return 0;
    }
    r->rest = dump;
    return wrong(r, "a last line 'end'");
}

sheaf_status sf_undump(sheaf_str dump, sf_tree *tree, sf_records *records, sf_error *error) {
    reading r = {.line = 1, .tree = tree, .records = records, .error = error};
    char message[256];
    sheaf_document view;
    tree->nodes.count = 0;
    if (!take_lines(&r, dump))
        return error->status;
    for (uint32_t i = 0; i < tree->nodes.count; i++)
        tree->text_bytes += SF_VEC_AT(&tree->nodes, sheaf_node, i)->text.len;
    sf_document_view(tree, records, &view);
    if (!sf_document_check(&view, message))
        return sf_failf(error, SHEAF_BAD_INPUT, "dump.document",
                        "the dump holds no document that can be: %s", message);
    return SHEAF_OK;
}
