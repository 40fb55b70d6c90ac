/* SPDX-License-Identifier: GPL-2.0-or-later
 * Cross-reference tables and streams (ISO 32000-1, 7.5.4 and 7.5.8) from the newest section to the oldest, a table before
 * the stream that /XRefStm says is beside it: the first entry of an object counts. Numbers are no larger than a file can
 * hold objects, so work and memory are bounded. */
#include "file/xref_table.h"
#include "file/syntax.h"
#include "file/xref_stream.h"

#include <stdlib.h>
#include <string.h>

enum {
    TAIL = 1024,
    ENTRY = 20,
    MOST_SECTIONS = 64,
    LEAST_OBJECT = 8, /* bytes: so many objects a file can hold */
    PLAIN = 1,        /* types of the rows of a stream */
    COMPRESSED = 2
};
#define TAKEN PDF_TABLE_TAKEN

typedef struct reading {
    sheaf_str bytes;
    pdf_table *table;
    uint64_t next;   /* section; 0: none */
    uint64_t beside; /* the stream beside a table; 0: none */
    const char *end; /* of the section that was read */
    /* Sections may lead to one another in circles: entries and bytes that may still be read. */
    uint64_t entries_left, bytes_left;
} reading;

static bool widen(uint32_t **numbers, uint32_t before, uint64_t count) {
    uint32_t *wider = realloc(*numbers, count * sizeof *wider);
    if (!wider)
        return false;
    memset(wider + before, 0, (count - before) * sizeof *wider);
    *numbers = wider;
    return true;
}

static bool make_room(pdf_table *table, uint64_t count) {
    if (!widen(&table->offsets, table->count, count) || !widen(&table->packs, table->count, count))
        return false;
    table->count = (uint32_t)count;
    return true;
}

static void note(pdf_table *table, uint64_t number, bool used, uint64_t at, uint64_t generation) {
    uint32_t *offset = &table->offsets[number];
    bool plain = used && generation == 0 && at > TAKEN && at < UINT32_MAX;
    if (*offset == 0)
        *offset = plain ? (uint32_t)at : TAKEN;
    table->others |= used && !plain;
}

/* `at`: the number of the stream. */
static void note_packed(pdf_table *table, uint64_t number, uint64_t at) {
    table->compressed = true;
    if (table->offsets[number] == 0 && at < UINT32_MAX)
        table->packs[number] = (uint32_t)at;
    note(table, number, false, 0, 0);
}

static bool read_digits(const char *from, int count, uint64_t *number) {
    unsigned other = 0;
    *number = 0;
    for (int i = 0; i < count; i++) {
        unsigned digit = (unsigned)(unsigned char)from[i] - '0';
        other |= digit > 9;
        *number = *number * 10 + digit;
    }
    return !other;
}

/* `0000000015 00000 n` and two bytes that end a line. */
static bool read_entry(const char *entry, pdf_table *table, uint64_t number) {
    uint64_t at = 0, generation = 0;
    bool fine = read_digits(entry, 10, &at) && read_digits(entry + 11, 5, &generation) &&
                entry[10] == ' ' && entry[16] == ' ' && (entry[17] == 'n' || entry[17] == 'f');
    if (fine)
        note(table, number, entry[17] == 'n', at, generation);
    return fine;
}

/* A table that says that it begins with object 1 and begins with what object 0 is: all its numbers are one too large. */
static bool begins_late(sheaf_str rest, uint64_t first, uint64_t count) {
    static const char head[] = "0000000000 65535 f";
    return first == 1 && count > 0 && memcmp(rest.ptr, head, sizeof head - 1) == 0;
}

/* Objects with these numbers; false: there are more than the file can hold, or no memory. */
static bool make_room_for(reading *r, uint64_t first, uint64_t count) {
    if (first > r->bytes.len / LEAST_OBJECT || count > r->entries_left)
        return false;
    r->entries_left -= count;
    return first + count <= r->table->count || make_room(r->table, first + count);
}

static bool read_subsection(reading *r, sheaf_str *rest, uint64_t first, uint64_t count) {
    pdf_table *table = r->table;
    pdf_skip_space(rest);
    if (count > rest->len / ENTRY || begins_late(*rest, first, count) ||
        !make_room_for(r, first, count))
        return false;
    for (uint64_t i = 0; i < count; i++)
        if (!read_entry(rest->ptr + i * ENTRY, table, first + i))
            return false;
    *rest = (sheaf_str){rest->ptr + count * ENTRY, rest->len - (size_t)count * ENTRY};
    return true;
}

/* Where the next section is. False: Poppler has to look for itself. */
static bool read_trailer(reading *r, sheaf_str rest) {
    sheaf_str key, value;
    if (!r->table->trailer.ptr)
        r->table->trailer = rest;
    for (r->next = r->beside = 0; pdf_take_entry(&rest, &key, &value);) {
        bool prev = pdf_is_word(key, "/Prev"), beside = pdf_is_word(key, "/XRefStm");
        if (pdf_is_word(key, "/Encrypt") ||
            ((prev || beside) &&
             (!pdf_take_number(&value, prev ? &r->next : &r->beside) || value.len)))
            return false;
    }
    pdf_skip_space(&rest);
    r->end = rest.ptr;
    return rest.len == 0;
}

/* Rows of the type, the offset and the generation of each object; an object that stands in a stream of objects has another
 * type. `*row` is left behind them. */
static bool read_rows(reading *r, const pdf_xref_stream *stream, size_t *row, uint64_t first,
                      uint64_t count) {
    if (count > stream->count - *row || !make_room_for(r, first, count))
        return false;
    for (uint64_t i = 0; i < count; i++, ++*row) {
        uint64_t type = pdf_xref_field(stream, *row, 0, PLAIN);
        const uint64_t at = pdf_xref_field(stream, *row, 1, 0);
        if (type == COMPRESSED)
            note_packed(r->table, first + i, at);
        else
            note(r->table, first + i, type == PLAIN, at, pdf_xref_field(stream, *row, 2, 0));
    }
    return true;
}

static bool read_index(reading *r, const pdf_xref_stream *stream) {
    uint64_t first = 0, count = 0;
    size_t row = 0;
    if (!stream->index.len)
        return read_rows(r, stream, &row, 0, stream->count);
    if (stream->index.len < 2 || *stream->index.ptr != '[')
        return false;
    sheaf_str rest = {stream->index.ptr + 1, stream->index.len - 2};
    while (pdf_take_number(&rest, &first))
        if (!pdf_take_number(&rest, &count) || !read_rows(r, stream, &row, first, count))
            return false;
    pdf_skip_space(&rest);
    return !rest.len;
}

static bool read_beside(reading *r) {
    pdf_xref_stream stream;
    if (!r->beside)
        return true;
    if (r->beside >= r->bytes.len)
        return false;
    sheaf_str section = {r->bytes.ptr + r->beside, r->bytes.len - (size_t)r->beside};
    r->table->sections++;
    if (!pdf_xref_stream_read(section, (size_t)r->entries_left, &stream))
        return false;
    bool fine = read_index(r, &stream);
    free(stream.rows);
    return fine;
}

static bool read_table(reading *r, sheaf_str rest) {
    uint64_t first = 0, count = 0;
    sheaf_str dictionary;
    while (pdf_take_number(&rest, &first))
        if (!pdf_take_number(&rest, &count) || !read_subsection(r, &rest, first, count))
            return false;
    pdf_skip_space(&rest);
    return pdf_take_word(&rest, "trailer") && pdf_take_object(&rest, &dictionary) &&
           dictionary.len >= 4 && memcmp(dictionary.ptr, "<<", 2) == 0 &&
           read_trailer(r, (sheaf_str){dictionary.ptr + 2, dictionary.len - 4}) && read_beside(r);
}

static bool read_stream(reading *r, sheaf_str section) {
    pdf_xref_stream stream;
    if (!pdf_xref_stream_read(section, (size_t)r->entries_left, &stream))
        return false;
    bool fine = read_index(r, &stream) && read_trailer(r, stream.entries);
    free(stream.rows);
    return fine;
}

static bool read_section(reading *r, uint64_t at) {
    if (at >= r->bytes.len)
        return false;
    sheaf_str rest = {r->bytes.ptr + at, r->bytes.len - (size_t)at};
    pdf_skip_space(&rest);
    return pdf_take_word(&rest, "xref") ? read_table(r, rest) : read_stream(r, rest);
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

static bool read_next(reading *r) {
    uint64_t at = r->next;
    r->table->sections++;
    if (!read_section(r, at))
        return false;
    uint64_t length = (uint64_t)(r->end - r->bytes.ptr) - at;
    bool fine = length <= r->bytes_left;
    r->bytes_left -= fine ? length : 0;
    return fine;
}

static bool read_sections(reading *r) {
    if (r->bytes.len > UINT32_MAX || !find_start(r->bytes, &r->table->start))
        return false;
    r->next = r->table->start;
    for (int i = 0; r->next; i++)
        if (i == MOST_SECTIONS || !read_next(r))
            return false;
    return r->table->count > 0;
}

bool pdf_table_read(sheaf_str bytes, pdf_table *table) {
    reading r = {.bytes = bytes,
                 .table = table,
                 .entries_left = bytes.len / LEAST_OBJECT,
                 .bytes_left = 2 * (uint64_t)bytes.len};
    *table = (pdf_table){.offsets = NULL};
    if (read_sections(&r))
        return true;
    pdf_table_free(table);
    return false;
}

void pdf_table_free(pdf_table *table) {
    free(table->offsets);
    free(table->packs);
    *table = (pdf_table){.offsets = NULL};
}
