/* One line an element: the word of its shape, its index, then `member=value` for each member that is not
 * empty, in the order of the shape. So every line can be read alone, and a new member adds nothing here. */
#include "ir/dump.h"

#include "ir/shape.h"

#include <inttypes.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static void put(sf_buffer *out, const char *text) {
    sf_buffer_add(out, (sheaf_str){text, strlen(text)});
}

/* The length of what needs no escape at the front. */
static size_t plain(sheaf_str text, int bytes) {
    size_t i = 0;
    for (; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == '"' || c == '\\' || c == 0x7F || (bytes && c >= 0x80))
            break;
    }
    return i;
}

static void put_quoted(sf_buffer *out, sheaf_str text, int bytes) {
    put(out, "\"");
    while (text.len) {
        size_t length = plain(text, bytes);
        sf_buffer_add(out, (sheaf_str){text.ptr, length});
        if (length < text.len) {
            unsigned char c = (unsigned char)text.ptr[length++];
            if (c == '"' || c == '\\')
                sf_buffer_addf(out, "\\%c", c);
            else
                sf_buffer_addf(out, "\\x%02X", c);
        }
        text = (sheaf_str){text.ptr + length, text.len - length};
    }
    put(out, "\"");
}

/* Nine digits bring a float back exactly. The decimal point is a point in every locale. */
static void put_float(sf_buffer *out, float value) {
    char room[64], *point;
    const char *local = localeconv()->decimal_point;
    snprintf(room, sizeof room, "%.9g", (double)value);
    point = strcmp(local, ".") ? strstr(room, local) : NULL;
    if (point) {
        *point = '.';
        memmove(point + 1, point + strlen(local), strlen(point + strlen(local)) + 1);
    }
    put(out, room);
}

static void put_origin(sf_buffer *out, const sheaf_origin *origin) {
    switch (origin->kind) {
    case SHEAF_AT_BYTES:
        sf_buffer_addf(out, "bytes:%" PRIu32 ":%" PRIu64 ":%" PRIu64, origin->unit,
                       origin->at.bytes.offset, origin->at.bytes.length);
        break;
    case SHEAF_AT_PAGE:
        sf_buffer_addf(out, "page:%" PRIu32, origin->unit);
        for (int i = 0; i < 4; i++) {
            put(out, ":");
            put_float(out, origin->at.box[i]);
        }
        break;
    case SHEAF_AT_PART:
        sf_buffer_addf(out, "part:%" PRIu32 ":", origin->unit);
        put_quoted(out, origin->at.path, 0);
        break;
    default:
        put(out, "nowhere");
    }
}

static void put_list(sf_buffer *out, const sf_field *field, const void *list, uint32_t count) {
    for (uint32_t i = 0; i < count; i++) {
        put(out, i ? "," : "[");
        if (field->type == SF_TEXTS)
            put_quoted(out, ((const sheaf_str *)list)[i], 0);
        else if (field->type == SF_ORIGINS)
            put_origin(out, &((const sheaf_origin *)list)[i]);
        else
            sf_buffer_addf(out, "%" PRIu32, ((const uint32_t *)list)[i]);
    }
    put(out, "]");
}

/* The member as a number, where it is one. */
static uint64_t number_of(const sf_field *field, const void *member) {
    switch (field->type) {
    case SF_U16:
    case SF_KIND:
        return *(const uint16_t *)member;
    case SF_U64:
    case SF_I64:
        return *(const uint64_t *)member;
    default:
        return *(const uint32_t *)member;
    }
}

static int is_empty(const sf_field *field, const char *element) {
    const void *member = element + field->offset;
    switch (field->type) {
    case SF_TEXT:
    case SF_BYTES:
        return ((const sheaf_str *)member)->len == 0;
    case SF_ORIGIN:
        return ((const sheaf_origin *)member)->kind == SHEAF_AT_NOWHERE;
    case SF_NODES:
    case SF_IDS:
    case SF_TEXTS:
    case SF_ORIGINS:
        return *(const uint32_t *)(const void *)(element + field->count_offset) == 0;
    case SF_NODE:
    case SF_INDEX:
        return *(const uint32_t *)member == SHEAF_NONE;
    case SF_KIND:
        return 0;
    default:
        return number_of(field, member) == 0;
    }
}

static void put_value(sf_buffer *out, const sf_field *field, const char *element) {
    const void *member = element + field->offset;
    switch (field->type) {
    case SF_TEXT:
    case SF_BYTES:
        put_quoted(out, *(const sheaf_str *)member, field->type == SF_BYTES);
        break;
    case SF_ORIGIN:
        put_origin(out, member);
        break;
    case SF_NODES:
    case SF_IDS:
    case SF_TEXTS:
    case SF_ORIGINS:
        put_list(out, field, *(const void *const *)member,
                 *(const uint32_t *)(const void *)(element + field->count_offset));
        break;
    case SF_KIND:
        put(out, sf_node_kind_name((uint32_t)number_of(field, member)));
        break;
    case SF_I64:
        sf_buffer_addf(out, "%" PRId64, *(const int64_t *)member);
        break;
    default:
        sf_buffer_addf(out, "%" PRIu64, number_of(field, member));
    }
}

static void put_element(sf_buffer *out, const sf_shape *shape, uint32_t i, const void *element) {
    sf_buffer_addf(out, "%s %" PRIu32, shape->name, i);
    for (uint32_t f = 0; f < shape->field_count; f++) {
        if (is_empty(&shape->fields[f], element))
            continue;
        sf_buffer_addf(out, " %s=", shape->fields[f].name);
        put_value(out, &shape->fields[f], element);
    }
    put(out, "\n");
}

int sf_dump(const sheaf_document *document, sf_buffer *out) {
    put(out, "sheaf-dump 1\n");
    put_element(out, &sf_source_shape, 0, document);
    for (unsigned which = 0; which < SF_SHAPES; which++) {
        sheaf_array array =
            *sf_shape_array(&sf_shapes[which], (sheaf_document *)(uintptr_t)document);
        for (uint32_t i = 0; i < array.count; i++)
            put_element(out, &sf_shapes[which], i, SHEAF_AT(array, char, i));
    }
    put(out, "end\n");
    return !out->failed;
}
