/* Characters by class. The text behind the decoder is valid UTF-8, so a code point's length follows from
 * its first byte, and the last one is found by stepping back over continuation bytes. */
#include "text.h"

#include <string.h>

uint32_t text_take(sheaf_str *rest) {
    const unsigned char *at = (const unsigned char *)rest->ptr;
    uint32_t code = at[0];
    if (code >= 0xE0 && code < 0xF0 && rest->len >= 3) { /* nearly all CJK */
        *rest = (sheaf_str){rest->ptr + 3, rest->len - 3};
        return (code & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu);
    }
    size_t length = code < 0x80 ? 1 : code < 0xE0 ? 2 : code < 0xF0 ? 3 : 4;
    if (length > rest->len)
        length = rest->len;
    if (length > 1)
        code &= 0x7Fu >> length;
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (at[i] & 0x3Fu);
    rest->ptr += length;
    rest->len -= length;
    return code;
}

uint32_t text_last(sheaf_str text) {
    size_t start = text.len;
    while (start > 0 && ((unsigned char)text.ptr[--start] & 0xC0) == 0x80)
        ;
    sheaf_str last = text_from(text, start);
    return last.len ? text_take(&last) : 0;
}

int text_is_space(uint32_t c) {
    if (c < 0x80)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* First digits of the blocks of ten of Unicode's category Nd, in order. */
static const uint32_t zeros[] = {
    0x30,    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,
    0xC66,   0xCE6,   0xD66,   0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,
    0x1810,  0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,
    0xA8D0,  0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
    0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8,
    0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E950, 0x1FBF0};

int text_is_digit(uint32_t c) {
    if (c < 0x660)
        return c >= '0' && c <= '9';
    if (c >= 0x1C60 && c < 0xA620) /* punctuation and CJK have none */
        return 0;
    size_t low = 0;
    size_t high = sizeof zeros / sizeof *zeros;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (zeros[middle] <= c)
            low = middle;
        else
            high = middle;
    }
    return c - zeros[low] < 10;
}

sheaf_str text_from(sheaf_str text, size_t offset) {
    if (offset > text.len)
        offset = text.len;
    return (sheaf_str){text.ptr + offset, text.len - offset};
}

/* Bytes that begin no white space: printed ASCII, and the leads of common CJK. */
static int is_solid(unsigned char lead) {
    return (lead > ' ' && lead < 0x80) || (lead >= 0xE4 && lead <= 0xE9);
}

sheaf_str text_trim_front(sheaf_str text) {
    sheaf_str rest = text;
    if (text.len && is_solid((unsigned char)*text.ptr))
        return text;
    while (rest.len && text_is_space(text_take(&rest)))
        text = rest;
    return text;
}

static size_t last_length(sheaf_str text) {
    size_t length = 1;
    while (length < text.len && length < 4 &&
           ((unsigned char)text.ptr[text.len - length] & 0xC0) == 0x80)
        length++;
    return length;
}

static int ends_solid(sheaf_str text) {
    unsigned char last = text.len ? (unsigned char)text.ptr[text.len - 1] : 0;
    return last < 0x80 ? last > ' '
                       : text.len > 2 && is_solid((unsigned char)text.ptr[text.len - 3]) &&
                             (unsigned char)text.ptr[text.len - 3] >= 0xE4;
}

sheaf_str text_trim(sheaf_str text) {
    while (text.len && !ends_solid(text) && text_is_space(text_last(text)))
        text.len -= last_length(text);
    return text_trim_front(text);
}

int text_starts(sheaf_str text, sheaf_str with) {
    return text.len >= with.len && memcmp(text.ptr, with.ptr, with.len) == 0;
}

int text_ends(sheaf_str text, sheaf_str with) {
    return text.len >= with.len && memcmp(text.ptr + text.len - with.len, with.ptr, with.len) == 0;
}
