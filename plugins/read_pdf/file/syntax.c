/* SPDX-License-Identifier: GPL-2.0-or-later
 * Objects are skipped by counting brackets, so that nothing is called on itself; strings are jumped over, as they may hold
 * any bracket. */
#define _GNU_SOURCE /* memrchr */
#include "file/syntax.h"

#include <string.h>

enum { DIGITS = 19 };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\0';
}

static bool is_regular(char c) {
    return !is_space(c) && !strchr("()<>[]{}/%", c);
}

static sheaf_str after(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr + bytes, text.len - bytes};
}

static void skip_comment(sheaf_str *text) {
    while (text->len && *text->ptr != '\n' && *text->ptr != '\r')
        *text = after(*text, 1);
}

void pdf_skip_space(sheaf_str *text) {
    for (; text->len && (is_space(*text->ptr) || *text->ptr == '%'); *text = after(*text, 1)) {
        if (*text->ptr == '%')
            skip_comment(text);
        if (!text->len)
            return;
    }
}

bool pdf_is_word(sheaf_str text, const char *word) {
    return text.len == strlen(word) && memcmp(text.ptr, word, text.len) == 0;
}

bool pdf_take_word(sheaf_str *text, const char *word) {
    size_t length = strlen(word);
    if (text->len < length || memcmp(text->ptr, word, length) != 0)
        return false;
    *text = after(*text, length);
    return true;
}

bool pdf_take_number(sheaf_str *text, uint64_t *out) {
    sheaf_str rest = *text;
    size_t digits = 0;
    pdf_skip_space(&rest);
    for (*out = 0; digits < rest.len && digits < DIGITS; digits++) {
        char c = rest.ptr[digits];
        if (c < '0' || c > '9')
            break;
        *out = *out * 10 + (uint64_t)(c - '0');
    }
    if (digits)
        *text = after(rest, digits);
    return digits > 0;
}

bool pdf_take_head(sheaf_str *text, uint64_t *number, uint64_t *generation) {
    sheaf_str rest = *text;
    if (!pdf_take_number(&rest, number) || !pdf_take_number(&rest, generation))
        return false;
    pdf_skip_space(&rest);
    if (!pdf_take_word(&rest, "obj"))
        return false;
    *text = rest;
    return true;
}

static bool is_of_head(char c) {
    return c == ' ' || (c >= '0' && c <= '9');
}

bool pdf_find_head(sheaf_str text, sheaf_str *head) {
    const char *end = text.ptr + text.len, *at = end;
    while ((at = memrchr(text.ptr, 'j', (size_t)(at - text.ptr)))) {
        if (at - text.ptr < 2 || memcmp(at - 2, "ob", 2) != 0)
            continue;
        const char *begin = at - 2;
        while (begin > text.ptr && is_of_head(begin[-1]))
            begin--;
        while (*begin == ' ')
            begin++;
        *head = (sheaf_str){begin, (size_t)(end - begin)};
        if (*begin != 'o') /* of `endobj`, say */
            return true;
    }
    return false;
}

/* `(text (with brackets) \) and signs)` */
static size_t length_of_string(sheaf_str text) {
    size_t depth = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\\')
            i++;
        else if (text.ptr[i] == '(')
            depth++;
        else if (text.ptr[i] == ')' && --depth == 0)
            return i + 1;
    return 0;
}

static size_t length_of_hex(sheaf_str text) {
    const char *end = memchr(text.ptr, '>', text.len);
    return end ? (size_t)(end - text.ptr) + 1 : 0;
}

/* A name with its solidus, a number or a keyword. */
static size_t length_of_regular(sheaf_str text) {
    size_t length = *text.ptr == '/';
    while (length < text.len && is_regular(text.ptr[length]))
        length++;
    return length;
}

/* The next bracket, string, name, number or keyword; `*depth` counts brackets. 0: there is none. */
static size_t length_of_token(sheaf_str text, size_t *depth) {
    bool twice = text.len > 1 && text.ptr[0] == text.ptr[1];
    switch (text.len ? *text.ptr : ')') {
    case '(':
        return length_of_string(text);
    case '<':
        *depth += twice;
        return twice ? 2 : length_of_hex(text);
    case '[':
        ++*depth;
        return 1;
    case ']':
        return (*depth)-- ? 1 : 0;
    case '>':
        return twice && (*depth)-- ? 2 : 0;
    case ')':
    case '{':
    case '}':
        return 0;
    default:
        return length_of_regular(text);
    }
}

bool pdf_take_object(sheaf_str *text, sheaf_str *object) {
    sheaf_str rest = *text;
    pdf_skip_space(&rest);
    const char *begin = rest.ptr;
    for (size_t depth = 0;;) {
        size_t length = length_of_token(rest, &depth);
        if (!length)
            return false;
        rest = after(rest, length);
        if (depth == 0)
            break;
        pdf_skip_space(&rest);
    }
    *object = (sheaf_str){begin, (size_t)(rest.ptr - begin)};
    *text = rest;
    return true;
}

/* `12 0 R` is one value; what was taken is its first number. */
static void take_rest_of_reference(sheaf_str *text, sheaf_str *value) {
    sheaf_str rest = *text, number = *value;
    uint64_t index = 0, generation = 0;
    if (!pdf_take_number(&number, &index) || number.len || !pdf_take_number(&rest, &generation))
        return;
    pdf_skip_space(&rest);
    if (!pdf_take_word(&rest, "R") || (rest.len && is_regular(*rest.ptr)))
        return;
    value->len = (size_t)(rest.ptr - value->ptr);
    *text = rest;
}

bool pdf_take_entry(sheaf_str *text, sheaf_str *key, sheaf_str *value) {
    sheaf_str rest = *text;
    if (!pdf_take_object(&rest, key) || *key->ptr != '/' || !pdf_take_object(&rest, value))
        return false;
    take_rest_of_reference(&rest, value);
    *text = rest;
    return true;
}
