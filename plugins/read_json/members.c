/* Objects as slots. Keys come nearly always in the order of the table, so the search for one begins behind the one
 * before; what no name fits is kept as it stands, as one piece of the file where it stands together. */
#include "reader.h"

/* ---------------------------------------------------------------------------------- the rest -- */

/* Members that stand side by side are one stretch of the file; there are no more stretches than names. */
typedef struct stretch {
    sheaf_str text;
    uint32_t next; /* the key behind it */
} stretch;

static sheaf_str join(json_reader *reader, sheaf_str rest, sheaf_str next) {
    size_t length = rest.len + 2 + next.len;
    if (rest.len == 0 || next.len == 0)
        return rest.len == 0 ? next : rest;
    char *text = reader->host->scratch(reader->job, length);
    if (text == NULL)
        return SHEAF_STR("");
    memcpy(text, rest.ptr, rest.len);
    memcpy(text + rest.len, ", ", 2);
    memcpy(text + rest.len + 2, next.ptr, next.len);
    return (sheaf_str){text, length};
}

static void put_rest(json_reader *reader, uint32_t key, stretch *at, json_object *out) {
    const json_index *index = &reader->index;
    const char *from = index->bytes.ptr + index->marks[key].at;
    sheaf_str value = json_raw(index, key + 1);
    if (at->next != key) {
        out->rest = join(reader, out->rest, at->text);
        at->text = (sheaf_str){from, 0};
    }
    at->text.len = (size_t)(value.ptr + value.len - at->text.ptr);
    at->next = json_after(index, key + 1);
}

/* ---------------------------------------------------------------------------------- the slots -- */

static uint32_t find_name(const json_index *index, uint32_t key, const json_names *names,
                          uint32_t from) {
    for (uint32_t i = 0, k = from; i < names->count; i++, k++) {
        k = k < names->count ? k : 0;
        if (json_is_name(index, key, names->names[k]))
            return k;
    }
    return JSON_NAMES;
}

static uint32_t end_of(const json_index *index, uint32_t container) {
    return container + index->marks[container].span;
}

int json_take(json_reader *reader, uint32_t value, const json_names *names, uint32_t allowed,
              json_object *out) {
    const json_index *index = &reader->index;
    stretch rest = {SHEAF_STR(""), JSON_NONE};
    uint32_t hint = 0;
    *out = (json_object){.rest = SHEAF_STR("")};
    if (json_kind_of(index, value) != JSON_OBJECT) {
        json_refuse_type(reader, value, "an object");
        return 0;
    }
    for (uint32_t key = value + 1; key < end_of(index, value); key = json_after(index, key + 1)) {
        uint32_t name = find_name(index, key, names, hint);
        if (name < JSON_NAMES && (allowed >> name & 1)) {
            out->slots[name] = key + 1;
            hint = name + 1;
        } else {
            put_rest(reader, key, &rest, out);
        }
    }
    out->rest = join(reader, out->rest, rest.text);
    return 1;
}

void json_keep_in(json_reader *reader, const json_object *object, sheaf_object where) {
    where.size = sizeof where;
    if (object->rest.len > 0)
        reader->host->keep(reader->job, &where, object->rest);
}

void json_keep(json_reader *reader, const json_object *object, uint32_t owner, uint32_t index) {
    json_keep_in(reader, object, (sheaf_object){.owner = owner, .index = index});
}

uint32_t json_elements(json_reader *reader, uint32_t array, uint32_t *end) {
    *end = 0;
    if (array == 0)
        return 0;
    if (json_kind_of(&reader->index, array) != JSON_ARRAY) {
        json_refuse_type(reader, array, "an array");
        return 0;
    }
    *end = end_of(&reader->index, array);
    return array + 1;
}

/* --------------------------------------------------------------------------------- the values -- */

sheaf_str json_text(json_reader *reader, uint32_t value) {
    int escaped;
    if (value == 0)
        return SHEAF_STR("");
    if (json_kind_of(&reader->index, value) != JSON_TEXT) {
        json_refuse_type(reader, value, "a text");
        return SHEAF_STR("");
    }
    sheaf_str inside = json_inside(&reader->index, value, &escaped);
    char *room = escaped ? reader->host->scratch(reader->job, inside.len) : NULL;
    if (!escaped || room == NULL)
        return escaped ? SHEAF_STR("") : inside;
    return (sheaf_str){room, json_unescape(inside, room)};
}

/* A whole number may be written with a fraction of zeros, as other tools do. */
static int whole_number(json_reader *reader, uint32_t value, uint64_t *out) {
    int64_t digits;
    uint32_t scale;
    if (json_kind_of(&reader->index, value) != JSON_NUMBER ||
        !json_exact(json_raw(&reader->index, value), &digits, &scale) || digits < 0)
        return 0;
    for (; scale > 0 && digits % 10 == 0; scale--)
        digits /= 10;
    *out = (uint64_t)digits;
    return scale == 0;
}

uint64_t json_count(json_reader *reader, uint32_t value, uint64_t most) {
    uint64_t number = 0;
    if (value == 0)
        return 0;
    if (whole_number(reader, value, &number) && number <= most)
        return number;
    json_refuse_type(reader, value,
                     most == UINT32_MAX ? "a whole number from 0 to 4294967295"
                                        : "a whole number from 0 to 9223372036854775807");
    return 0;
}

uint32_t json_small(json_reader *reader, uint32_t value) {
    return (uint32_t)json_count(reader, value, UINT32_MAX);
}

/* What is above 0 never becomes 0, which would mean certain. */
uint32_t json_ratio(json_reader *reader, uint32_t value) {
    int64_t digits = 0;
    uint32_t scale = 0;
    if (value == 0)
        return 0;
    int known = json_kind_of(&reader->index, value) == JSON_NUMBER &&
                json_exact(json_raw(&reader->index, value), &digits, &scale);
    for (; scale > 4; scale--)
        digits /= 10;
    for (; scale < 4 && digits <= SHEAF_CERTAIN; scale++)
        digits *= 10;
    if (known && digits >= 0 && digits <= SHEAF_CERTAIN)
        return digits > 0 ? (uint32_t)digits : 1;
    json_refuse_type(reader, value, "a number from 0 to 1");
    return 0;
}

int json_is_true(json_reader *reader, uint32_t value) {
    json_kind kind = value ? json_kind_of(&reader->index, value) : JSON_FALSE;
    if (kind != JSON_TRUE && kind != JSON_FALSE)
        json_refuse_type(reader, value, "true or false");
    return kind == JSON_TRUE;
}

uint32_t json_word(json_reader *reader, uint32_t value, const sheaf_str *words, uint32_t count,
                   const char *sentence) {
    sheaf_str word = json_text(reader, value);
    uint32_t i = 0;
    if (value == 0)
        return 0;
    while (i < count && json_compare(word, 0, words[i], 0) != 0)
        i++;
    if (i == count)
        json_warn(reader, value, "json.word", sentence);
    return i;
}

const sheaf_str *json_texts(json_reader *reader, uint32_t array, uint32_t *count) {
    uint32_t end, at = json_elements(reader, array, &end);
    sheaf_str *texts =
        end > at ? reader->host->scratch(reader->job, (end - at) * sizeof *texts) : NULL;
    *count = 0;
    for (; texts != NULL && at < end; at = json_after(&reader->index, at))
        texts[(*count)++] = json_text(reader, at);
    return texts;
}
