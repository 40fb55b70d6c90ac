/* SPDX-License-Identifier: GPL-2.0-or-later
 * Content in fewer tokens costs some ten instructions a byte: samples tell whether there is enough to leave out. */
#define _GNU_SOURCE /* memmem */
#include "content/content.h"

#include <string.h>

enum {
    WINDOWS = 16, /* of a content, which tell of all of it */
    WINDOW = 512, /* bytes of each */
    RARE = 512 /* bytes for each mark or group: with fewer of them there is little to leave out */
};

static sheaf_str window(sheaf_str content, size_t from) {
    size_t left = content.len - from;
    return (sheaf_str){content.ptr + from, left < WINDOW ? left : WINDOW};
}

static size_t count_marks(sheaf_str text) {
    static const char mark[] = {'/', 'M', 'C', 'I', 'D'};
    size_t marks = 0;
    const char *at = text.ptr, *end = text.ptr + text.len;
    for (; (at = memmem(at, (size_t)(end - at), mark, sizeof mark)); at += sizeof mark)
        marks++;
    return marks;
}

static bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\r';
}

/* `Q q` */
static size_t count_groups(sheaf_str text) {
    size_t groups = 0;
    const char *at = text.ptr, *end = text.ptr + text.len;
    for (; (at = memchr(at, 'Q', (size_t)(end - at))); groups += at + 1 < end && *at == 'q')
        for (at++; at < end && is_space(*at);)
            at++;
    return groups;
}

static bool has_much(sheaf_str content) {
    size_t marks = 0, bytes = 0;
    for (size_t i = 0; i < WINDOWS; i++) {
        sheaf_str here = window(content, content.len / WINDOWS * i);
        marks += count_marks(here) + count_groups(here);
        bytes += here.len;
    }
    return marks > bytes / RARE;
}

/* Whether the first array begins with a glyph of two bytes alone. */
static bool has_glyphs(sheaf_str begin) {
    const char *array = memmem(begin.ptr, begin.len, "[<", 2);
    return array && begin.ptr + begin.len - array > 6 && array[6] == '>';
}

bool pdf_content_pays(sheaf_str content, sheaf_str wide) {
    return has_much(content) || (wide.len && has_glyphs(window(content, 0)));
}
