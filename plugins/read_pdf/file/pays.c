/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether a document should be expanded before Poppler reads it. Poppler inflates slowly, and the programs of Type 1 fonts
 * again for every page: from some twenty pages on it pays to let libqpdf do it once, unless a page has many objects
 * (tags, each a small one), as libqpdf's work grows with them. Told from the bytes alone, since it has to be cheap. */
#define _GNU_SOURCE /* memmem */
#include "file/pays.h"

#include <string.h>

enum {
    FEWEST_PAGES = 20,
    MOST_OBJECTS = 10, /* a page */
    TAIL = 1024,
    MOST_OF_PAGE = 60 * 1024 /* bytes a page in the file: above it is mostly images */
};

static uint64_t take_number(const char *from, const char *end) {
    uint64_t number = 0;
    while (from < end && *from == ' ')
        from++;
    for (; from < end && *from >= '0' && *from <= '9' && number < UINT32_MAX; from++)
        number = number * 10 + (uint64_t)(*from - '0');
    return number;
}

/* What the largest /Size says: that of a trailer (ISO 32000-1, 7.5.5), or of something larger than the table. */
static uint64_t count_objects(sheaf_str bytes) {
    static const char name[] = {'/', 'S', 'i', 'z', 'e'};
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
    uint64_t most = 0;
    while ((at = memmem(at, (size_t)(end - at), name, sizeof name))) {
        at += sizeof name;
        uint64_t number = take_number(at, end);
        most = number > most ? number : most;
    }
    return most;
}

bool pdf_bytes_hold(sheaf_str bytes, const char *const *names, size_t count) {
    const char *at = bytes.ptr, *end = bytes.ptr + bytes.len;
    for (; at < end && (at = memchr(at, '/', (size_t)(end - at))) && end - at > 1; at++)
        for (size_t i = 0; i < count; i++)
            if (at[1] == names[i][1] && (size_t)(end - at) >= strlen(names[i]) &&
                memcmp(at, names[i], strlen(names[i])) == 0)
                return true;
    return false;
}

bool pdf_bytes_doubtful(sheaf_str bytes) {
    static const char *const names[] = {"/XFA", "/Collection"};
    return pdf_bytes_hold(bytes, names, sizeof names / sizeof *names);
}

/* Whether the program of a simple Type 1 font is in the file, plain (only its stream has a third length) or compact: Poppler
 * looks through the whole of it for its encoding on each page, but reads those of other fonts once. Dictionaries of streams are
 * never hidden in other streams. */
static bool has_type1(sheaf_str bytes) {
    static const char *const names[] = {"/Length3", "/Type1C"};
    return pdf_bytes_hold(bytes, names, sizeof names / sizeof *names);
}

/* What stands at the end, where most trailers do. */
static sheaf_str tail_of(sheaf_str bytes) {
    size_t length = bytes.len < TAIL ? bytes.len : TAIL;
    return (sheaf_str){bytes.ptr + (bytes.len - length), length};
}

bool pdf_expand_pays(sheaf_str bytes, uint64_t pages) {
    return pages > FEWEST_PAGES && bytes.len < pages * MOST_OF_PAGE &&
           count_objects(tail_of(bytes)) < pages * MOST_OBJECTS && has_type1(bytes) &&
           count_objects(bytes) < pages * MOST_OBJECTS;
}
