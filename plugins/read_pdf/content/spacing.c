/* SPDX-License-Identifier: GPL-2.0-or-later
 * Programs that round the places of glyphs write one string and one number for each, though nearly all numbers are equal:
 * Poppler makes two objects and a line of glyphs of each. With the usual number as character spacing (ISO 32000-1, 9.3.2)
 * they are one string, parted only where another number stands. Spacing is in units of the text and numbers are thousandths
 * of the font's size, so one is said by the other exactly, in decimal digits. */
#include "content/spacing.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    GLYPH = 6,      /* bytes of `<0001>` */
    MOST_DIGITS = 6 /* of a number, so that sums stay small */
};

/* What an array tells in a first pass. */
typedef struct array {
    int64_t usual; /* the number behind most glyphs */
    size_t glyphs, breaks, escapes;
    size_t digits; /* of all numbers that are left, with their signs */
} array;

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

static int value_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static void skip_space(sheaf_str *text) {
    while (text->len && is_space(*text->ptr))
        *text = (sheaf_str){text->ptr + 1, text->len - 1};
}

static bool take_sign(sheaf_str *text, char sign) {
    if (!text->len || *text->ptr != sign)
        return false;
    *text = (sheaf_str){text->ptr + 1, text->len - 1};
    return true;
}

static bool take_glyph(sheaf_str *text, unsigned char bytes[2]) {
    const char *at = text->ptr;
    if (text->len < GLYPH || at[0] != '<' || at[GLYPH - 1] != '>')
        return false;
    for (int i = 0; i < 2; i++) {
        int high = value_of(at[1 + 2 * i]), low = value_of(at[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        bytes[i] = (unsigned char)(high << 4 | low);
    }
    *text = (sheaf_str){at + GLYPH, text->len - GLYPH};
    return true;
}

/* A whole number; 0 where there is none. False: one that is too long or has a point. */
static bool take_gap(sheaf_str *text, int64_t *gap) {
    size_t digits = 0;
    *gap = 0;
    bool minus = take_sign(text, '-');
    for (; text->len && value_of(*text->ptr) >= 0 && value_of(*text->ptr) < 10; digits++) {
        *gap = *gap * 10 + value_of(*text->ptr);
        if (digits == MOST_DIGITS)
            return false;
        *text = (sheaf_str){text->ptr + 1, text->len - 1};
    }
    *gap = minus ? -*gap : *gap;
    skip_space(text);
    return (digits > 0 || !minus) && (!text->len || *text->ptr != '.');
}

/* A glyph and the gap behind it. */
static bool take_step(sheaf_str *text, unsigned char bytes[2], int64_t *gap) {
    skip_space(text);
    return take_glyph(text, bytes) && (skip_space(text), take_gap(text, gap));
}

static bool is_escaped(unsigned char byte) {
    return byte == '(' || byte == ')' || byte == '\\' || byte == '\r';
}

static size_t length_of(int64_t number) {
    char text[32];
    return (size_t)snprintf(text, sizeof text, "%lld", (long long)number);
}

/* `]TJ` */
static bool take_end(sheaf_str *text) {
    skip_space(text);
    if (!take_sign(text, ']'))
        return false;
    skip_space(text);
    return take_sign(text, 'T') && take_sign(text, 'J') && (!text->len || is_space(*text->ptr));
}

/* All steps, and of the gaps the one that more than half of them have, if there is one: what is left when unequal ones are
 * crossed out in pairs. */
static bool vote(sheaf_str *text, array *a) {
    unsigned char bytes[2];
    int64_t gap = 0;
    size_t votes = 0;
    if (!take_sign(text, '['))
        return false;
    for (skip_space(text); text->len && *text->ptr == '<'; a->glyphs++) {
        if (!take_step(text, bytes, &gap))
            return false;
        if (!votes)
            a->usual = gap;
        votes += gap == a->usual ? 1 : (size_t)-1;
    }
    return a->usual != 0;
}

static void count(sheaf_str text, array *a) {
    unsigned char bytes[2];
    int64_t gap = 0;
    take_sign(&text, '[');
    for (size_t i = 0; i < a->glyphs && take_step(&text, bytes, &gap); i++) {
        a->escapes += (size_t)is_escaped(bytes[0]) + (size_t)is_escaped(bytes[1]);
        a->breaks += gap != a->usual;
        a->digits += gap != a->usual ? length_of(gap - a->usual) : 0;
    }
}

static bool study(sheaf_str *content, array *a) {
    sheaf_str text = *content;
    *a = (array){.usual = 0};
    if (!vote(content, a) || !take_end(content))
        return false;
    count(text, a);
    return 2 * a->breaks < a->glyphs;
}

/* Minus the gap in thousandths of the size: an exact decimal. 0: the size is no plain number. */
static size_t write_spacing(char *to, size_t room, int64_t gap, sheaf_str size) {
    int64_t digits = 0, whole = 1000;
    int decimals = 3;
    bool has_point = false;
    if (!size.len || size.len > MOST_DIGITS + 1)
        return 0;
    for (size_t i = 0; i < size.len; i++) {
        int value = value_of(size.ptr[i]);
        if (size.ptr[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (value < 0 || value > 9)
            return 0;
        digits = digits * 10 + value;
        decimals += has_point;
        whole *= has_point ? 10 : 1;
    }
    int64_t spacing = (gap < 0 ? -gap : gap) * digits;
    return (size_t)snprintf(to, room, " %s%lld.%0*lld Tc [(", gap > 0 ? "-" : "",
                            (long long)(spacing / whole), decimals, (long long)(spacing % whole));
}

static char *put_byte(char *to, unsigned char byte) {
    if (is_escaped(byte))
        *to++ = '\\';
    *to++ = byte == '\r' ? 'r' : (char)byte;
    return to;
}

static char *write_glyphs(char *to, sheaf_str text, const array *a) {
    unsigned char bytes[2];
    int64_t gap = 0;
    take_sign(&text, '[');
    for (size_t i = 0; i < a->glyphs && take_step(&text, bytes, &gap); i++) {
        to = put_byte(put_byte(to, bytes[0]), bytes[1]);
        if (gap != a->usual)
            to += sprintf(to, i + 1 < a->glyphs ? ")%lld(" : ")%lld", (long long)(gap - a->usual));
    }
    if (gap == a->usual)
        *to++ = ')';
    return to;
}

size_t pdf_spacing_join(sheaf_str *content, sheaf_str size, char *to) {
    static const char end[] = "]TJ 0 Tc";
    char head[64];
    array a;
    sheaf_str behind = *content;
    size_t begin = study(&behind, &a) ? write_spacing(head, sizeof head, a.usual, size) : 0;
    size_t length = begin + 2 * a.glyphs + a.escapes + 2 * a.breaks + a.digits + sizeof end;
    if (!begin || length > content->len - behind.len)
        return 0;
    memcpy(to, head, begin);
    char *at = write_glyphs(to + begin, *content, &a);
    memcpy(at, end, sizeof end - 1);
    *content = behind;
    return (size_t)(at - to) + sizeof end - 1;
}
