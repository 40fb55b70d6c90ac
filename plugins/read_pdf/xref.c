/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether the cross-reference table that the end of a PDF names is there and well-formed (ISO 32000-1, 7.5.4 and 7.5.5).
 * Poppler repairs a broken one in silence by searching for objects; who reads the result should know. */
#include "xref.h"

#include <string.h>

/* Annex H, note 18: the end may be followed by other bytes. */
enum { TAIL = 1024, DIGITS = 19 };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\0';
}

static void skip_space(sheaf_str *text) {
    while (text->len && is_space(*text->ptr))
        *text = (sheaf_str){text->ptr + 1, text->len - 1};
}

static bool take_word(sheaf_str *text, const char *word) {
    size_t length = strlen(word);
    if (text->len < length || memcmp(text->ptr, word, length) != 0)
        return false;
    *text = (sheaf_str){text->ptr + length, text->len - length};
    return true;
}

static bool take_number(sheaf_str *text, uint64_t *out) {
    size_t digits = 0;
    skip_space(text);
    for (*out = 0; digits < text->len && digits < DIGITS; digits++) {
        char c = text->ptr[digits];
        if (c < '0' || c > '9')
            break;
        *out = *out * 10 + (uint64_t)(c - '0');
    }
    *text = (sheaf_str){text->ptr + digits, text->len - digits};
    return digits > 0;
}

/* Subsections of entries, `0000000015 00000 n`, until the trailer. */
static bool is_table(sheaf_str text) {
    uint64_t first = 0, count = 0, offset = 0, generation = 0;
    for (;;) {
        skip_space(&text);
        if (take_word(&text, "trailer"))
            return true;
        if (!take_number(&text, &first) || !take_number(&text, &count))
            return false;
        for (; count > 0; count--) {
            if (!take_number(&text, &offset) || !take_number(&text, &generation))
                return false;
            skip_space(&text);
            if (!take_word(&text, "n") && !take_word(&text, "f"))
                return false;
        }
    }
}

/* A cross-reference stream is an object: `12 0 obj`. */
static bool is_object(sheaf_str text) {
    uint64_t number = 0, generation = 0;
    if (!take_number(&text, &number) || !take_number(&text, &generation))
        return false;
    skip_space(&text);
    return take_word(&text, "obj");
}

static bool is_sound_at(sheaf_str bytes, uint64_t offset) {
    if (offset >= bytes.len)
        return false;
    sheaf_str there = {bytes.ptr + offset, bytes.len - offset};
    skip_space(&there);
    return take_word(&there, "xref") ? is_table(there) : is_object(there);
}

/* Where `%PDF-` stands: offsets may count from there. */
static size_t find_start(sheaf_str bytes) {
    size_t most = bytes.len < TAIL ? bytes.len : TAIL;
    for (size_t i = 0; i + 5 <= most; i++)
        if (memcmp(bytes.ptr + i, "%PDF-", 5) == 0)
            return i;
    return 0;
}

bool pdf_xref_is_sound(sheaf_str bytes) {
    size_t least = bytes.len > TAIL ? bytes.len - TAIL : 0;
    for (size_t at = bytes.len; at > least; at--) {
        sheaf_str here = {bytes.ptr + at - 1, bytes.len - at + 1};
        uint64_t offset = 0;
        if (take_word(&here, "startxref"))
            return take_number(&here, &offset) &&
                   (is_sound_at(bytes, offset) ||
                    (offset < bytes.len && is_sound_at(bytes, offset + find_start(bytes))));
    }
    return false;
}
