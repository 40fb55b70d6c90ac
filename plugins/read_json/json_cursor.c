/* One scan, a state and no stack: while a container is open, the span of its mark names the container around it,
 * so the marks are the stack. A closed one gets its real span, and its keys are compared. */
#include "json_cursor.h"

#include <string.h>

enum { BLOCK = 64 };

/* As sums of bytes over a number that compilers know, which they make a few steps for 16 bytes. */
static size_t marks_of_block(const char *at) {
    unsigned char values = 0, keys = 0;
    for (int i = 0; i < BLOCK; i++) {
        values = (unsigned char)(values + (at[i] == ',') + (at[i] == '[') + (at[i] == '{'));
        keys = (unsigned char)(keys + (at[i] == ':'));
    }
    return values + 2u * keys;
}

/* The keys of one object are copied to the end to be compared, so they count twice. */
size_t json_marks_needed(sheaf_str bytes) {
    char rest[BLOCK] = {0};
    size_t needed = 1, at = 0;
    for (; bytes.len - at >= BLOCK; at += BLOCK)
        needed += marks_of_block(bytes.ptr + at);
    if (at < bytes.len)
        memcpy(rest, bytes.ptr + at, bytes.len - at);
    return needed + marks_of_block(rest);
}

void json_begin(json_index *index, sheaf_str bytes, json_mark *marks, uint32_t depth_most) {
    *index =
        (json_index){.bytes = bytes, .marks = marks, .open = JSON_NONE, .depth_most = depth_most};
    if (bytes.len >= JSON_ESCAPED)
        index->fault.kind = JSON_LARGE;
    else if (bytes.len >= 3 && memcmp(bytes.ptr, "\xEF\xBB\xBF", 3) == 0)
        index->at = 3;
}

/* ------------------------------------------------------------------------------- what breaks -- */

static int broken(json_index *index, json_fault_kind kind, uint32_t at, const char *expected) {
    if (kind == JSON_SYNTAX && at >= index->bytes.len)
        kind = JSON_ENDED;
    index->fault.kind = kind;
    index->fault.at = at;
    index->fault.expected = expected;
    return 0;
}

static int unexpected(json_index *index) {
    static const char *const expected[] = {
        [JSON_AT_VALUE] = "a value",
        [JSON_AT_FIRST_VALUE] = "a value or ]",
        [JSON_AT_FIRST_KEY] = "a key in double quotes or }",
        [JSON_AT_KEY] = "a key in double quotes",
        [JSON_AT_COLON] = "a colon",
        [JSON_BEHIND_VALUE] = "a comma or the end of the object or array",
        [JSON_AT_END] = "the end of the file",
    };
    return broken(index, JSON_SYNTAX, index->at, expected[index->state]);
}

/* ------------------------------------------------------------------------- no key stands twice -- */

static int compare_keys(const json_index *index, json_mark a, json_mark b) {
    sheaf_str left = {index->bytes.ptr + a.at + 1, a.span & ~JSON_ESCAPED};
    sheaf_str right = {index->bytes.ptr + b.at + 1, b.span & ~JSON_ESCAPED};
    return json_compare(left, a.span >= JSON_ESCAPED, right, b.span >= JSON_ESCAPED);
}

/* Few keys, and no escapes: the usual object. Nearly all differ in length or in their first byte. */
static int few_twice(const json_index *index, const json_mark *keys, uint32_t count) {
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t k = 0; k < i; k++)
            if (keys[i].span == keys[k].span && compare_keys(index, keys[k], keys[i]) == 0)
                return (int)i;
    return -1;
}

/* Sinks element `from` of a heap of `count`: the largest is at the top. */
static void sink(const json_index *index, json_mark *heap, uint32_t from, uint32_t count) {
    json_mark sinking = heap[from];
    for (uint32_t child; (child = 2 * from + 1) < count; from = child) {
        if (child + 1 < count && compare_keys(index, heap[child], heap[child + 1]) < 0)
            child++;
        if (compare_keys(index, sinking, heap[child]) >= 0)
            break;
        heap[from] = heap[child];
    }
    heap[from] = sinking;
}

/* Heapsort: in place, without recursion, never quadratic. Of two equal keys the one further behind is told. */
static int many_twice(const json_index *index, json_mark *keys, uint32_t count) {
    for (uint32_t i = count / 2; i-- > 0;)
        sink(index, keys, i, count);
    for (uint32_t last = count; last-- > 1;) {
        json_mark largest = keys[0];
        keys[0] = keys[last];
        keys[last] = largest;
        sink(index, keys, 0, last);
    }
    for (uint32_t i = 1; i < count; i++)
        if (compare_keys(index, keys[i - 1], keys[i]) == 0)
            return (int)(keys[i - 1].at > keys[i].at ? i - 1 : i);
    return -1;
}

#define FEW_KEYS 16u

/* The marks behind the last one are room for the keys: see json_marks_needed. */
static int keys_differ(json_index *index, uint32_t object) {
    json_mark *keys = index->marks + index->count;
    uint32_t count = 0, escaped = 0;
    for (uint32_t key = object + 1; key < index->count; key = json_after(index, key + 1)) {
        keys[count++] = index->marks[key];
        escaped |= index->marks[key].span & JSON_ESCAPED;
    }
    int twice = count <= FEW_KEYS && !escaped ? few_twice(index, keys, count)
                                              : many_twice(index, keys, count);
    return twice < 0 || broken(index, JSON_TWICE, keys[twice].at, "a key that is new");
}

/* ---------------------------------------------------------------------------------- one step -- */

static int put_mark(json_index *index, uint32_t span) {
    index->marks[index->count++] = (json_mark){index->at, span};
    return 1;
}

static int is_object(const json_index *index, uint32_t container) {
    return index->bytes.ptr[index->marks[container].at] == '{';
}

static int behind_value(json_index *index) {
    index->state = index->open == JSON_NONE ? JSON_AT_END : JSON_BEHIND_VALUE;
    return 1;
}

static int open_container(json_index *index, json_state inside) {
    if (index->depth == index->depth_most)
        return broken(index, JSON_DEEP, index->at, "");
    uint32_t around = index->open;
    index->open = index->count;
    index->depth++;
    put_mark(index, around);
    index->at++;
    index->state = inside;
    return 1;
}

static int close_container(json_index *index) {
    uint32_t closed = index->open;
    index->open = index->marks[closed].span;
    index->marks[closed].span = index->count - closed;
    index->depth--;
    index->at++;
    return (!is_object(index, closed) || keys_differ(index, closed)) && behind_value(index);
}

static int take_text(json_index *index) {
    uint32_t end = index->at;
    int escaped = 0;
    const char *expected;
    if (!json_pass_text(index->bytes, index->at + 1, &end, &escaped, &expected))
        return broken(index, JSON_SYNTAX, end, expected);
    put_mark(index, (end - index->at - 1) | (escaped ? JSON_ESCAPED : 0));
    index->at = end + 1;
    return 1;
}

static int take_number(json_index *index) {
    uint32_t end = index->at;
    const char *expected;
    if (!json_pass_number(index->bytes, index->at, &end, &expected))
        return broken(index, JSON_SYNTAX, end, expected);
    put_mark(index, end - index->at);
    index->at = end;
    return behind_value(index);
}

static int take_word(json_index *index, sheaf_str word, const char *expected) {
    for (uint32_t i = 0; i < word.len; i++)
        if (index->at + i >= index->bytes.len || index->bytes.ptr[index->at + i] != word.ptr[i])
            return broken(index, JSON_SYNTAX, index->at + i, expected);
    put_mark(index, (uint32_t)word.len);
    index->at += (uint32_t)word.len;
    return behind_value(index);
}

static int take_value(json_index *index, char c) {
    switch (c) {
    case '{':
        return open_container(index, JSON_AT_FIRST_KEY);
    case '[':
        return open_container(index, JSON_AT_FIRST_VALUE);
    case '"':
        return take_text(index) && behind_value(index);
    case 't':
        return take_word(index, SHEAF_STR("true"), "the word true");
    case 'f':
        return take_word(index, SHEAF_STR("false"), "the word false");
    case 'n':
        return take_word(index, SHEAF_STR("null"), "the word null");
    default:
        return c == '-' || (c >= '0' && c <= '9') ? take_number(index) : unexpected(index);
    }
}

static int take_key(json_index *index, char c) {
    if (c != '"')
        return unexpected(index);
    index->state = JSON_AT_COLON;
    return take_text(index);
}

static int take_comma(json_index *index, char c) {
    int in_object = is_object(index, index->open);
    if (c == (in_object ? '}' : ']'))
        return close_container(index);
    if (c != ',')
        return unexpected(index);
    index->state = in_object ? JSON_AT_KEY : JSON_AT_VALUE;
    index->at++;
    return 1;
}

static int take_colon(json_index *index, char c) {
    if (c != ':')
        return unexpected(index);
    index->state = JSON_AT_VALUE;
    index->at++;
    return 1;
}

static int take_one(json_index *index, char c) {
    switch (index->state) {
    case JSON_AT_FIRST_VALUE:
        return c == ']' ? close_container(index) : take_value(index, c);
    case JSON_AT_VALUE:
        return take_value(index, c);
    case JSON_AT_FIRST_KEY:
        return c == '}' ? close_container(index) : take_key(index, c);
    case JSON_AT_KEY:
        return take_key(index, c);
    case JSON_AT_COLON:
        return take_colon(index, c);
    case JSON_BEHIND_VALUE:
        return take_comma(index, c);
    default:
        return unexpected(index);
    }
}

static int skip_space(json_index *index) {
    const char *at = index->bytes.ptr + index->at, *end = index->bytes.ptr + index->bytes.len;
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    index->at = (uint32_t)(at - index->bytes.ptr);
    return at < end;
}

json_step json_scan(json_index *index, uint32_t marks) {
    uint32_t until = marks < JSON_NONE - index->count ? index->count + marks : JSON_NONE;
    if (index->fault.kind != JSON_SOUND)
        return JSON_BROKEN;
    while (index->count < until) {
        if (!skip_space(index)) {
            if (index->state == JSON_AT_END)
                return JSON_READY;
            unexpected(index);
            return JSON_BROKEN;
        }
        if (!take_one(index, index->bytes.ptr[index->at]))
            return JSON_BROKEN;
    }
    return JSON_MORE;
}

/* -------------------------------------------------------------------------------- walking them -- */

json_kind json_kind_of(const json_index *index, uint32_t mark) {
    switch (index->bytes.ptr[index->marks[mark].at]) {
    case '{':
        return JSON_OBJECT;
    case '[':
        return JSON_ARRAY;
    case '"':
        return JSON_TEXT;
    case 't':
        return JSON_TRUE;
    case 'f':
        return JSON_FALSE;
    case 'n':
        return JSON_NULL;
    default:
        return JSON_NUMBER;
    }
}

int json_is_name(const json_index *index, uint32_t key, sheaf_str name) {
    json_mark mark = index->marks[key];
    sheaf_str inside = {index->bytes.ptr + mark.at + 1, mark.span & ~JSON_ESCAPED};
    if (mark.span >= JSON_ESCAPED)
        return json_compare(inside, 1, name, 0) == 0;
    return mark.span == name.len && memcmp(inside.ptr, name.ptr, name.len) == 0;
}

static uint32_t end_of_scalar(const json_index *index, uint32_t mark) {
    json_mark m = index->marks[mark];
    return m.at + (m.span & ~JSON_ESCAPED) + (index->bytes.ptr[m.at] == '"' ? 2 : 0);
}

/* A container ends behind as many brackets as were opened; those in texts do not count. */
static uint32_t end_of_container(const json_index *index, uint32_t container) {
    uint32_t mark = container, at = index->marks[container].at, depth = 0;
    uint32_t last = container + index->marks[container].span;
    for (;; at++) {
        char c = index->bytes.ptr[at];
        while (mark < last && index->marks[mark].at < at)
            mark++;
        if (c == '"') {
            at = end_of_scalar(index, mark) - 1;
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (depth == 0)
            return at + 1;
    }
}

sheaf_str json_raw(const json_index *index, uint32_t value) {
    uint32_t from = index->marks[value].at;
    json_kind kind = json_kind_of(index, value);
    uint32_t end = kind == JSON_OBJECT || kind == JSON_ARRAY ? end_of_container(index, value)
                                                             : end_of_scalar(index, value);
    return (sheaf_str){index->bytes.ptr + from, end - from};
}
