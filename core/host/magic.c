/* A signature is bytes and a mask, compared at each offset of its range. */
#include "host/magic.h"
#include "base/text.h"

#include <string.h>

static int take_offset(sheaf_str text, uint32_t *out) {
    uint32_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        value = value * 10 + (uint32_t)(text.ptr[i] - '0');
        if (value > SF_MAGIC_FARTHEST)
            return 0;
    }
    *out = value;
    return text.len > 0;
}

static int take_range(sheaf_str text, sf_magic *magic) {
    if (!memchr(text.ptr, '-', text.len))
        return take_offset(text, &magic->from) && take_offset(text, &magic->to);
    sheaf_str to = text;
    sheaf_str from = sf_str_take_until(&to, '-');
    return take_offset(from, &magic->from) && take_offset(to, &magic->to) &&
           magic->from <= magic->to;
}

static int hex_value(char c) {
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) & 15 : -1;
}

static int take_byte(const char *pair, unsigned char *byte, unsigned char *mask) {
    if (pair[0] == '?' && pair[1] == '?')
        return 1;
    int high = hex_value(pair[0]), low = hex_value(pair[1]);
    if (high < 0 || low < 0)
        return 0;
    *byte = (unsigned char)(high << 4 | low);
    *mask = 0xff;
    return 1;
}

int sf_magic_parse(sheaf_str text, sf_magic *magic) {
    *magic = (sf_magic){0};
    sheaf_str hex = text;
    sheaf_str range = sf_str_take_until(&hex, ':');
    if (range.len == text.len || !take_range(range, magic))
        return 0;
    if (hex.len == 0 || hex.len % 2 != 0 || hex.len / 2 > SF_MAGIC_BYTES)
        return 0;
    for (; magic->length < hex.len / 2; magic->length++)
        if (!take_byte(hex.ptr + (size_t)2 * magic->length, &magic->bytes[magic->length],
                       &magic->mask[magic->length]))
            return 0;
    return 1;
}

static int matches_at(const sf_magic *magic, const char *at) {
    for (uint32_t i = 0; i < magic->length; i++)
        if (((unsigned char)at[i] & magic->mask[i]) != magic->bytes[i])
            return 0;
    return 1;
}

/* The places where the first byte, if it is a certain one, stands are found at once. */
int sf_magic_matches(const sf_magic *magic, sheaf_str bytes) {
    if (bytes.len < magic->length)
        return 0;
    size_t end = bytes.len - magic->length + 1;
    if (magic->to < end)
        end = (size_t)magic->to + 1;
    for (size_t at = magic->from; at < end; at++) {
        const char *from = bytes.ptr + at;
        if (magic->mask[0] == 0xff && !(from = memchr(from, magic->bytes[0], end - at)))
            return 0;
        at = (size_t)(from - bytes.ptr);
        if (matches_at(magic, from))
            return 1;
    }
    return 0;
}
