/* SPDX-License-Identifier: GPL-2.0-or-later
 * Cross-reference tables (ISO 32000-1, 7.5.4) from the newest section to the oldest: the first entry of an object counts.
 * Entries have twenty bytes each, and numbers are no larger than a file can hold objects, so work and memory are bounded. */
#include "xref_table.h"
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

enum {
    TAIL = 1024,
    ENTRY = 20,
    MOST_SECTIONS = 64,
    LEAST_OBJECT = 8 /* bytes: so many objects a file can hold */
};
#define TAKEN 1u /* of another generation, or free: no object begins at the second byte of a file */

typedef struct reading {
    sheaf_str bytes;
    pdf_table *table;
    uint64_t next; /* section; 0: none */
} reading;

static bool make_room(pdf_table *table, uint64_t count) {
    uint32_t *wider = realloc(table->offsets, count * sizeof *wider);
    if (!wider)
        return false;
    memset(wider + table->count, 0, (count - table->count) * sizeof *wider);
    table->offsets = wider;
    table->count = (uint32_t)count;
    return true;
}

/* `0000000015 00000 n` and two bytes that end a line. */
static bool read_entry(const char *entry, uint32_t *offset) {
    uint64_t at = 0, generation = 0;
    sheaf_str first = {entry, 10}, second = {entry + 11, 5};
    bool fine = pdf_take_number(&first, &at) && pdf_take_number(&second, &generation) &&
                !first.len && !second.len && entry[10] == ' ' && entry[16] == ' ' &&
                (entry[17] == 'n' || entry[17] == 'f');
    bool plain = fine && entry[17] == 'n' && generation == 0 && at > TAKEN && at < UINT32_MAX;
    if (fine && *offset == 0)
        *offset = plain ? (uint32_t)at : TAKEN;
    return fine;
}

static bool read_subsection(reading *r, sheaf_str *rest, uint64_t first, uint64_t count) {
    pdf_table *table = r->table;
    pdf_skip_space(rest);
    if (count > rest->len / ENTRY || first > r->bytes.len / LEAST_OBJECT ||
        (first + count > table->count && !make_room(table, first + count)))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!read_entry(rest->ptr + i * ENTRY, &table->offsets[first + i]))
            return false;
    *rest = (sheaf_str){rest->ptr + count * ENTRY, rest->len - (size_t)count * ENTRY};
    return true;
}

/* Where the next section is. False: Poppler has to look for itself. */
static bool read_trailer(reading *r, sheaf_str dictionary) {
    sheaf_str rest = {dictionary.ptr + 2, dictionary.len - 4}, key, value;
    if (!r->table->trailer.ptr)
        r->table->trailer = rest;
    for (r->next = 0; pdf_take_entry(&rest, &key, &value);) {
        if (pdf_is_word(key, "/Encrypt") || pdf_is_word(key, "/XRefStm"))
            return false;
        if (pdf_is_word(key, "/Prev") && (!pdf_take_number(&value, &r->next) || value.len))
            return false;
    }
    pdf_skip_space(&rest);
    return rest.len == 0;
}

static bool read_section(reading *r, uint64_t at) {
    uint64_t first = 0, count = 0;
    if (at >= r->bytes.len)
        return false;
    sheaf_str rest = {r->bytes.ptr + at, r->bytes.len - (size_t)at}, dictionary;
    pdf_skip_space(&rest);
    if (!pdf_take_word(&rest, "xref"))
        return false;
    while (pdf_take_number(&rest, &first))
        if (!pdf_take_number(&rest, &count) || !read_subsection(r, &rest, first, count))
            return false;
    pdf_skip_space(&rest);
    return pdf_take_word(&rest, "trailer") && pdf_take_object(&rest, &dictionary) &&
           dictionary.len >= 4 && memcmp(dictionary.ptr, "<<", 2) == 0 &&
           read_trailer(r, dictionary);
}

/* What the last `startxref` says. */
static bool find_start(sheaf_str bytes, uint64_t *start) {
    size_t least = bytes.len > TAIL ? bytes.len - TAIL : 0;
    for (size_t at = bytes.len; at > least; at--) {
        sheaf_str here = {bytes.ptr + at - 1, bytes.len - at + 1};
        if (pdf_take_word(&here, "startxref"))
            return pdf_take_number(&here, start);
    }
    return false;
}

static bool read_sections(reading *r) {
    if (r->bytes.len > UINT32_MAX || !find_start(r->bytes, &r->table->start))
        return false;
    r->next = r->table->start;
    for (int i = 0; r->next; i++)
        if (i == MOST_SECTIONS || !read_section(r, r->next))
            return false;
    return r->table->count > 0;
}

bool pdf_table_read(sheaf_str bytes, pdf_table *table) {
    reading r = {.bytes = bytes, .table = table};
    *table = (pdf_table){.offsets = NULL};
    if (read_sections(&r))
        return true;
    pdf_table_free(table);
    return false;
}

void pdf_table_free(pdf_table *table) {
    free(table->offsets);
    *table = (pdf_table){.offsets = NULL};
}
