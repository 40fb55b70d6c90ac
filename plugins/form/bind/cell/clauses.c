/* How a sentence above a table is read: part by part, and years that are written in words. */
#include "bind/cell/cell.h"

#include <string.h>

static size_t take_figure(sheaf_str text, uint32_t *value) {
    static const char figures[] = "〇一二三四五六七八九零○";
    enum { BYTES = 3, COUNT = (sizeof figures - 1) / BYTES, ZEROES = 10 };
    for (size_t i = 0; text.len >= BYTES && i < COUNT; i++)
        if (memcmp(figures + BYTES * i, text.ptr, BYTES) == 0) {
            *value = *value * 10 + (i < ZEROES ? (uint32_t)i : 0);
            return BYTES;
        }
    return 0;
}

size_t bind_count_ideographs(sheaf_str text, uint32_t *value) {
    enum { FIGURES = 4 };
    uint32_t year = 0;
    size_t at = 0;
    for (int i = 0; i < FIGURES; i++) {
        size_t length = take_figure((sheaf_str){text.ptr + at, text.len - at}, &year);
        if (length == 0)
            return 0;
        at += length;
    }
    if (!form_begins(bind_trim((sheaf_str){text.ptr + at, text.len - at}), SHEAF_STR("年")))
        return 0;
    *value = year;
    return at;
}

static int is_ascii_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* A full stop as plain text has it ends a sentence, but not between digits or letters, and not behind the number of an item: `3.5`, `2.以上`. */
static size_t take_stop(sheaf_str text, size_t at) {
    size_t first = 0;
    if (text.ptr[at] != '.')
        return 0;
    while (first < at &&
           (text.ptr[first] == ' ' || (text.ptr[first] >= '0' && text.ptr[first] <= '9')))
        first++;
    int is_inside = at + 1 < text.len && at > 0 && is_ascii_word(text.ptr[at - 1]) &&
                    is_ascii_word(text.ptr[at + 1]);
    return first < at && !is_inside;
}

int bind_take_clause(sheaf_str *rest, sheaf_str *clause) {
    static const char *const signs[] = {"。", "，", "；", ";", ","};
    size_t sign = 0;
    clause->ptr = rest->ptr;
    clause->len = 0;
    while (clause->len < rest->len && sign == 0) {
        sign = form_begins_any((sheaf_str){rest->ptr + clause->len, rest->len - clause->len}, signs,
                               sizeof signs / sizeof *signs);
        sign = sign > 0 ? sign : take_stop(*rest, clause->len);
        clause->len += sign == 0;
    }
    *rest = (sheaf_str){rest->ptr + clause->len + sign, rest->len - clause->len - sign};
    return clause->len > 0 || sign > 0;
}
