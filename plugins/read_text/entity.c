/* The table of names, and numbers of characters. */
#include "entity.h"

#include <string.h>

enum { LONGEST = 10, LAST_POINT = 0x10FFFF };

typedef struct named {
    const char *name;
    uint32_t point;
} named;

static const named names[] = {
    {"nbsp", 0xA0},    {"ensp", 0x2002},  {"emsp", 0x2003},  {"thinsp", 0x2009}, {"amp", '&'},
    {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},     {"ldquo", 0x201C},
    {"rdquo", 0x201D}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"laquo", 0xAB},    {"raquo", 0xBB},
    {"middot", 0xB7},  {"bull", 0x2022},  {"ndash", 0x2013}, {"mdash", 0x2014},  {"hellip", 0x2026},
    {"times", 0xD7},   {"minus", 0x2212}, {"zwnj", 0x200C},  {"zwj", 0x200D},
};

static uint32_t point_named(sheaf_str name) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == name.len && memcmp(names[i].name, name.ptr, name.len) == 0)
            return names[i].point;
    return 0;
}

static uint32_t digit_of(char c, uint32_t base) {
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10)
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A' + 10)
                                            : base;
    return digit < base ? digit : base;
}

/* `#12289`, `#x3001`. */
static uint32_t point_numbered(sheaf_str text) {
    uint32_t is_hex = text.len > 1 && (text.ptr[1] == 'x' || text.ptr[1] == 'X');
    uint32_t base = is_hex ? 16 : 10, point = 0;
    size_t at = 1 + is_hex;
    if (at >= text.len)
        return 0;
    for (; at < text.len; at++) {
        uint32_t digit = digit_of(text.ptr[at], base);
        if (digit == base || (point = point * base + digit) > LAST_POINT)
            return 0;
    }
    return point < ' ' || (point >= 0xD800 && point < 0xE000) ? 0 : point;
}

size_t entity_take(sheaf_str text, uint32_t *point) {
    size_t most = text.len < LONGEST ? text.len : LONGEST;
    const char *end = most > 2 && *text.ptr == '&' ? memchr(text.ptr, ';', most) : NULL;
    if (end == NULL)
        return 0;
    const sheaf_str name = {text.ptr + 1, (size_t)(end - text.ptr) - 1};
    *point = name.len > 0 && *name.ptr == '#' ? point_numbered(name) : point_named(name);
    return *point != 0 ? name.len + 2 : 0;
}

int entity_ends(sheaf_str text) {
    uint32_t point;
    for (size_t length = 3; length <= text.len && length <= LONGEST; length++) {
        const sheaf_str last = {text.ptr + text.len - length, length};
        if (*last.ptr == '&')
            return entity_take(last, &point) == length;
    }
    return 0;
}
