/* `meta`: a member of an inner object becomes a key with a dot. What is neither text nor number has no key: it is kept as
 * it stands, in its object where that has keys, else with it. */
#include "reader.h"

static int is_plain(const json_index *index, uint32_t value) {
    json_kind kind = json_kind_of(index, value);
    return kind == JSON_TEXT || kind == JSON_NUMBER;
}

static uint32_t end_of(const json_index *index, uint32_t container) {
    return container + index->marks[container].span;
}

/* Numbers stay as they are printed, whatever size they have. */
static void state(json_reader *reader, sheaf_str key, uint32_t value) {
    int is_number = json_kind_of(&reader->index, value) == JSON_NUMBER;
    int is_text = json_kind_of(&reader->index, value) == JSON_TEXT;
    sheaf_str text = is_text ? json_text(reader, value) : json_raw(&reader->index, value);
    reader->host->set_meta(reader->job, key, text, (uint32_t)is_number);
    reader->metas++;
}

static sheaf_str dotted(json_reader *reader, sheaf_str outer, sheaf_str inner) {
    char *key = reader->host->scratch(reader->job, outer.len + 1 + inner.len);
    if (key == NULL)
        return SHEAF_STR("");
    memcpy(key, outer.ptr, outer.len);
    key[outer.len] = '.';
    memcpy(key + outer.len + 1, inner.ptr, inner.len);
    return (sheaf_str){key, outer.len + 1 + inner.len};
}

/* Members as they stand, with commas between them. */
typedef struct kept_members {
    char *text;
    uint32_t length, room;
} kept_members;

static void keep_member(json_reader *reader, uint32_t key, kept_members *kept) {
    sheaf_str value = json_raw(&reader->index, key + 1);
    const char *from = reader->index.bytes.ptr + reader->index.marks[key].at;
    uint32_t length = (uint32_t)(value.ptr - from) + (uint32_t)value.len;
    void *base = kept->text;
    if (!json_grow(reader, &base, &kept->room, kept->length, kept->length + 2 + length, 1))
        return;
    kept->text = base;
    if (kept->length > 0) {
        memcpy(kept->text + kept->length, ", ", 2);
        kept->length += 2;
    }
    memcpy(kept->text + kept->length, from, length);
    kept->length += length;
}

/* Only `properties`, which the writer makes itself, may be without keys, or have one without a name. */
static int has_key(const json_index *index, uint32_t member, int is_properties) {
    return is_plain(index, member + 1) && (is_properties || index->marks[member].span > 0);
}

static uint32_t count_keys(const json_index *index, uint32_t object, int is_properties) {
    uint32_t end = end_of(index, object), count = 0;
    for (uint32_t key = object + 1; key < end; key = json_after(index, key + 1))
        count += (uint32_t)has_key(index, key, is_properties);
    return count;
}

/* Beside others, `value` is the bare key's: docs/json.md. What is kept names the object by its first key. */
static void state_members(json_reader *reader, sheaf_str outer, uint32_t object,
                          int is_properties) {
    const json_index *index = &reader->index;
    sheaf_object where = {.owner = SHEAF_OF_META, .inner = SHEAF_IN_META};
    kept_members kept = {NULL, 0, 0};
    int is_alone = count_keys(index, object, is_properties) == 1;
    uint32_t end = end_of(index, object);
    where.piece = is_properties ? SHEAF_NONE : reader->metas;
    for (uint32_t key = object + 1; key < end; key = json_after(index, key + 1)) {
        int is_bare = !is_alone && json_is_name(index, key, SHEAF_STR("value"));
        if (has_key(index, key, is_properties))
            state(reader, is_bare ? outer : dotted(reader, outer, json_text(reader, key)), key + 1);
        else
            keep_member(reader, key, &kept);
    }
    json_keep_in(reader, &(json_object){.rest = {kept.text, kept.length}}, where);
}

/* 0 where it can be said by no key. */
static int take_member(json_reader *reader, uint32_t key) {
    const json_index *index = &reader->index;
    sheaf_str name = json_text(reader, key);
    int is_object = json_kind_of(index, key + 1) == JSON_OBJECT;
    if (json_is_name(index, key, SHEAF_STR("properties"))) {
        if (is_object)
            state_members(reader, name, key + 1, 1);
        else
            json_refuse_type(reader, key + 1, "an object");
        return 1;
    }
    if (memchr(name.ptr, '.', name.len) != NULL)
        return 0;
    if (is_object && count_keys(index, key + 1, 0) > 0)
        state_members(reader, name, key + 1, 0);
    else if (is_plain(index, key + 1))
        state(reader, name, key + 1);
    else
        return 0;
    return 1;
}

sheaf_status json_meta(json_reader *reader, uint32_t value) {
    const json_index *index = &reader->index;
    kept_members kept = {NULL, 0, 0};
    sheaf_status status = json_tick(reader, value);
    if (value == 0 || status != SHEAF_OK)
        return status;
    if (json_kind_of(index, value) != JSON_OBJECT) {
        json_refuse_type(reader, value, "an object");
        return json_tick(reader, value);
    }
    uint32_t end = end_of(index, value);
    for (uint32_t key = value + 1; key < end && status == SHEAF_OK;
         key = json_after(index, key + 1)) {
        if (!take_member(reader, key))
            keep_member(reader, key, &kept);
        status = json_tick(reader, key);
    }
    json_keep(reader, &(json_object){.rest = {kept.text, kept.length}}, SHEAF_OF_META, 0);
    return status;
}
