/* SPDX-License-Identifier: GPL-2.0-or-later
 * A page of LibreOffice has thousands of strings of one byte, each with a number behind it: these are taken in one go. */
#include "content/hex.h"

#include <stdint.h>

enum { HEX = 16 };

/* The value of a digit, and HEX: 0 for whatever is none. */
static const uint8_t values[256] = {
    ['0'] = HEX,      ['1'] = HEX + 1,  ['2'] = HEX + 2,  ['3'] = HEX + 3,  ['4'] = HEX + 4,
    ['5'] = HEX + 5,  ['6'] = HEX + 6,  ['7'] = HEX + 7,  ['8'] = HEX + 8,  ['9'] = HEX + 9,
    ['A'] = HEX + 10, ['B'] = HEX + 11, ['C'] = HEX + 12, ['D'] = HEX + 13, ['E'] = HEX + 14,
    ['F'] = HEX + 15, ['a'] = HEX + 10, ['b'] = HEX + 11, ['c'] = HEX + 12, ['d'] = HEX + 13,
    ['e'] = HEX + 14, ['f'] = HEX + 15};

/* What stands behind a backslash; 0: the byte stands for itself. */
static const char escapes[256] = {['('] = '(', [')'] = ')', ['\\'] = '\\', ['\r'] = 'r'};

bool pdf_hex_take(const char **at, const char *end, char **to) {
    const char *from = *at + 1;
    char *out = *to;
    *out++ = '(';
    for (; end - from > 1 && *from != '>'; from += 2) {
        unsigned high = values[(unsigned char)from[0]], low = values[(unsigned char)from[1]];
        unsigned byte = (high << 4 & 0xFF) | (low & 15);
        if (!(high & low & HEX))
            return false;
        if (escapes[byte])
            *out++ = '\\';
        *out++ = escapes[byte] ? escapes[byte] : (char)byte;
    }
    if (from == end || *from != '>')
        return false;
    *out++ = ')';
    *at = from + 1;
    *to = out;
    return true;
}

static bool is_number(char c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static bool ends_number(char c) {
    return c == '<' || c == ']' || c == '(' || c == ' ' || c == '\n' || c == '\r';
}

bool pdf_hex_take_steps(const char **at, const char *end, char **to) {
    while (*at < end) {
        const char *from = *at;
        char *out = *to;
        if (*from == '<' && (end - from < 2 || from[1] == '<'))
            return true;
        if (*from == '<' && !pdf_hex_take(at, end, to))
            return false;
        if (*from == '<')
            continue;
        while (from < end && is_number(*from))
            *out++ = *from++;
        if (from == *at || from == end)
            return true;
        *at = from;
        *to = out;
        if (!ends_number(*from))
            return false;
    }
    return true;
}
