/* SPDX-License-Identifier: GPL-2.0-or-later
 * Code points of UTF-8 text, and the few classes of them that layout depends on. The source gives out valid UTF-8; a cut
 * one is read as U+FFFD, never past its end. */
#include "report/report.h"

#include <string.h>

uint32_t pdf_code_take_long(sheaf_str *rest) {
    unsigned char first = (unsigned char)*rest->ptr;
    size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
    uint32_t code = more == 3 ? first & 7u : more == 2 ? first & 15u : more ? first & 31u : first;
    if (more >= rest->len) {
        *rest = pdf_from(*rest, rest->len);
        return more ? 0xFFFD : code;
    }
    for (size_t i = 1; i <= more; i++)
        code = code << 6 | ((unsigned char)rest->ptr[i] & 63u);
    *rest = pdf_from(*rest, more + 1);
    return code;
}

sheaf_str pdf_from(sheaf_str text, size_t bytes) {
    bytes = bytes < text.len ? bytes : text.len;
    return (sheaf_str){text.ptr + bytes, text.len - bytes};
}

bool pdf_begins(sheaf_str text, sheaf_str with) {
    return text.len >= with.len && memcmp(text.ptr, with.ptr, with.len) == 0;
}

bool pdf_is_space(uint32_t c) {
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F;
}

uint32_t pdf_code_first(sheaf_str text) {
    while (text.len) {
        uint32_t c = pdf_code_take(&text);
        if (!pdf_is_space(c))
            return c;
    }
    return 0;
}

/* Eats the last code point. */
static uint32_t take_last(sheaf_str *text) {
    size_t end = text->len;
    while (--text->len > 0 && ((unsigned char)text->ptr[text->len] & 0xC0) == 0x80)
        ;
    sheaf_str last = {text->ptr + text->len, end - text->len};
    return pdf_code_take(&last);
}

uint32_t pdf_code_last(sheaf_str text) {
    while (text.len) {
        uint32_t c = take_last(&text);
        if (!pdf_is_space(c))
            return c;
    }
    return 0;
}

sheaf_str pdf_trim(sheaf_str text) {
    for (sheaf_str after = text; text.len && pdf_is_space(pdf_code_take(&after)); text = after)
        ;
    for (sheaf_str before = text; text.len && pdf_is_space(take_last(&before)); text = before)
        ;
    return text;
}

bool pdf_is_wide(uint32_t c) {
    if (c < 0x2E80)
        return false;
    return c <= 0x30FF || (c >= 0x3100 && c <= 0x312F) || (c >= 0x31A0 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF01 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool takes_two(uint32_t c) {
    return pdf_is_wide(c) || (c >= 0xAC00 && c <= 0xD7AF) || (c >= 0x1100 && c <= 0x115F);
}

uint32_t pdf_columns(sheaf_str text) {
    uint32_t columns = 0;
    while (text.len)
        columns += takes_two(pdf_code_take(&text)) ? 2 : 1;
    return columns;
}

bool pdf_is_point(uint32_t c) {
    return c == '.' || c == ',' || c == 0xFF0E || c == 0xFF0C;
}

bool pdf_is_digit(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

bool pdf_is_lower(uint32_t c) {
    return (c >= 'a' && c <= 'z') || (c >= 0xDF && c <= 0xFF && c != 0xF7) ||
           (c >= 0x3B1 && c <= 0x3C9) || (c >= 0x430 && c <= 0x45F) ||
           (c >= 0x100 && c <= 0x17F && (c & 1));
}

bool pdf_is_letter(uint32_t c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && c < 0x2000) || (c >= 0x3040 && c <= 0xD7AF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_one_of(uint32_t c, const uint32_t *set) {
    for (; *set; set++)
        if (*set == c)
            return true;
    return false;
}

bool pdf_ends_sentence(sheaf_str text) {
    static const uint32_t closers[] = {0x201D, 0x2019, 0xFF09, ')', 0x300B,
                                       0x300D, 0x300F, ']',    '"', 0};
    static const uint32_t ends[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1B, 0xFF1A, 0x2026,
                                    '.',    '!',    '?',    ';',    ':',    0};
    while (text.len) {
        uint32_t c = take_last(&text);
        if (is_one_of(c, ends))
            return true;
        if (!pdf_is_space(c) && !is_one_of(c, closers))
            return false;
    }
    return false;
}
