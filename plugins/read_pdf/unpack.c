/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler spends some sixty instructions on each byte that it inflates, and reads fonts and their tables anew for every
 * page. Here zlib does it once: the file stays as it is, and an incremental update (ISO 32000-1, 7.5.6) takes the place of
 * its deflated streams. A stream that is not what its dictionary says stays as it is, for Poppler to make the best of. */
#define _GNU_SOURCE /* memmem, memrchr */
#include "unpack.h"
#include "syntax.h"
#include "xref_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    LENGTH_DIGITS = 10,
    USUAL_GAIN = 3,
    ROOM = 64 * 1024,
    NEAR = 64 /* bytes that are searched for what has to stand at a place: work stays linear */
};

/* A deflated stream of the file. */
typedef struct stream {
    uint64_t number;
    sheaf_str entries; /* of its dictionary */
    sheaf_str data;
} stream;

/* A new version of an object. */
typedef struct version {
    uint64_t number;
    size_t offset;
} version;

typedef struct unpacking {
    sheaf_str bytes;
    pdf_table table;
    uint64_t most; /* bytes that may still come out of streams */
    z_stream zlib;
    char *out;
    size_t length, capacity;
    version *versions;
    size_t count, room;
} unpacking;

/* ---- what is written -------------------------------------------------------------------------------------------- */

static bool reserve(unpacking *u, size_t more) {
    if (u->capacity - u->length >= more)
        return true;
    size_t wider = u->capacity + u->capacity / 2 + more;
    char *out = realloc(u->out, wider);
    if (!out)
        return false;
    u->out = out;
    u->capacity = wider;
    return true;
}

static bool write_text(unpacking *u, sheaf_str text) {
    if (!reserve(u, text.len))
        return false;
    memcpy(u->out + u->length, text.ptr, text.len);
    u->length += text.len;
    return true;
}

static bool write_number(unpacking *u, const char *format, uint64_t number) {
    char text[64];
    int length = snprintf(text, sizeof text, format, (unsigned long long)number);
    return write_text(u, (sheaf_str){text, (size_t)length});
}

static bool note_version(unpacking *u, uint64_t number) {
    if (u->count == u->room) {
        size_t wider = u->room ? u->room * 2 : 64;
        version *versions = realloc(u->versions, wider * sizeof *versions);
        if (!versions)
            return false;
        u->versions = versions;
        u->room = wider;
    }
    u->versions[u->count++] = (version){number, u->length};
    return true;
}

/* ---- which streams ---------------------------------------------------------------------------------------------- */

static sheaf_str first_of(sheaf_str text, uint64_t bytes) {
    return (sheaf_str){text.ptr, bytes < text.len ? (size_t)bytes : text.len};
}

static sheaf_str from(sheaf_str text, uint64_t bytes) {
    size_t at = bytes < text.len ? (size_t)bytes : text.len;
    return (sheaf_str){text.ptr + at, text.len - at};
}

/* The object of that number; false: it is not where the table says. */
static bool find_object(const unpacking *u, uint64_t number, sheaf_str *object) {
    uint64_t found = 0, generation = 0;
    if (number >= u->table.count || u->table.offsets[number] == 0)
        return false;
    *object = first_of(from(u->bytes, u->table.offsets[number]), NEAR);
    return pdf_take_head(object, &found, &generation) && found == number && generation == 0;
}

/* A number, or a reference to one. */
static bool read_length(const unpacking *u, sheaf_str value, uint64_t *length) {
    sheaf_str object;
    uint64_t number = 0;
    if (!pdf_take_number(&value, &number))
        return false;
    *length = number;
    return !value.len || (find_object(u, number, &object) && pdf_take_number(&object, length));
}

static bool is_flate(sheaf_str filter) {
    if (filter.len > 2 && filter.ptr[0] == '[') {
        filter = (sheaf_str){filter.ptr + 1, filter.len - 2};
        sheaf_str only;
        bool one = pdf_take_object(&filter, &only);
        pdf_skip_space(&filter);
        return one && !filter.len && pdf_is_word(only, "/FlateDecode");
    }
    return pdf_is_word(filter, "/FlateDecode");
}

/* What is no text for Poppler: images, which it is not let decode, and files that stand in the document. */
static bool is_left_out(sheaf_str key, sheaf_str value) {
    return pdf_is_word(key, "/DecodeParms") || pdf_is_word(key, "/F") ||
           (pdf_is_word(key, "/Subtype") && pdf_is_word(value, "/Image")) ||
           (pdf_is_word(key, "/Type") &&
            (pdf_is_word(value, "/EmbeddedFile") || pdf_is_word(value, "/XRef")));
}

/* Reads the entries up to the end of the dictionary. */
static bool read_entries(const unpacking *u, sheaf_str rest, uint64_t *length) {
    sheaf_str key, value;
    bool flate = false, has_length = false;
    while (pdf_take_entry(&rest, &key, &value)) {
        if (is_left_out(key, value))
            return false;
        if (pdf_is_word(key, "/Filter"))
            flate = is_flate(value);
        if (pdf_is_word(key, "/Length"))
            has_length = read_length(u, value, length);
    }
    pdf_skip_space(&rest);
    return flate && has_length && !rest.len;
}

/* From `stream` on: the line's end, as many bytes as the dictionary says, and `endstream`. */
static bool read_data(sheaf_str rest, uint64_t length, sheaf_str *data) {
    if (!pdf_take_word(&rest, "stream") ||
        (!pdf_take_word(&rest, "\r\n") && !pdf_take_word(&rest, "\n")) || length > rest.len)
        return false;
    *data = first_of(rest, length);
    rest = first_of(from(rest, length), NEAR);
    pdf_skip_space(&rest);
    return pdf_take_word(&rest, "endstream");
}

/* The object that begins with `head` and ends before `rest`, which begins with `stream`: false where the table says that it
 * is another one, or an old version, and where it is not deflated. */
static bool read_stream(const unpacking *u, sheaf_str head, sheaf_str rest, stream *found) {
    sheaf_str dictionary;
    uint64_t length = 0, generation = 0, offset = (uint64_t)(head.ptr - u->bytes.ptr);
    if (!pdf_take_head(&head, &found->number, &generation) || generation != 0 ||
        found->number >= u->table.count || u->table.offsets[found->number] != offset ||
        !pdf_take_object(&head, &dictionary) || dictionary.len < 4 || dictionary.ptr[1] != '<')
        return false;
    pdf_skip_space(&head);
    found->entries = (sheaf_str){dictionary.ptr + 2, dictionary.len - 4};
    return !head.len && read_entries(u, found->entries, &length) &&
           read_data(rest, length, &found->data);
}

/* ---- inflating -------------------------------------------------------------------------------------------------- */

/* The whole of it, with its checksum; false: it is no such data, or too much. What came out counts all the same, so that
 * bombs are not tried one by one. */
static bool inflate_all(unpacking *u, sheaf_str data) {
    z_stream *z = &u->zlib;
    int result = inflateReset(z);
    z->next_in = (Bytef *)(uintptr_t)data.ptr;
    z->avail_in = (uInt)data.len;
    while (result == Z_OK && u->most && reserve(u, data.len * USUAL_GAIN + ROOM)) {
        uint64_t room = u->capacity - u->length;
        room = room < u->most ? room : u->most;
        z->next_out = (Bytef *)(u->out + u->length);
        z->avail_out = (uInt)room;
        result = inflate(z, Z_NO_FLUSH);
        u->length += (size_t)room - z->avail_out;
        u->most -= room - z->avail_out;
    }
    return result == Z_STREAM_END;
}

/* Entries of the dictionary but those that say how the stream was packed. */
static bool write_entries(unpacking *u, sheaf_str entries) {
    sheaf_str key, value;
    bool fine = true;
    while (fine && pdf_take_entry(&entries, &key, &value))
        if (!pdf_is_word(key, "/Filter") && !pdf_is_word(key, "/Length"))
            fine = write_text(u, key) && write_text(u, SHEAF_STR(" ")) && write_text(u, value) &&
                   write_text(u, SHEAF_STR("\n"));
    return fine;
}

/* The length is known, and set, once the data is there. */
static bool write_stream(unpacking *u, const stream *one) {
    char text[LENGTH_DIGITS + 1];
    if (!write_number(u, "%llu 0 obj\n<<", one->number) || !write_entries(u, one->entries) ||
        !write_number(u, "/Length %010llu>>stream\n", 0))
        return false;
    size_t data = u->length, length_at = data - strlen(">>stream\n") - LENGTH_DIGITS;
    if (!inflate_all(u, one->data))
        return false;
    snprintf(text, sizeof text, "%010llu", (unsigned long long)(u->length - data));
    memcpy(u->out + length_at, text, LENGTH_DIGITS);
    return write_text(u, SHEAF_STR("\nendstream\nendobj\n"));
}

static void unpack_stream(unpacking *u, const stream *one) {
    size_t before = u->length, versions = u->count;
    if (note_version(u, one->number) && write_stream(u, one))
        return;
    u->length = before;
    u->count = versions;
}

/* ---- the file --------------------------------------------------------------------------------------------------- */

static bool is_of_head(char c) {
    return c == ' ' || (c >= '0' && c <= '9');
}

/* From `12 0 obj` on, the last one in the text. */
static bool find_head(sheaf_str text, sheaf_str *head) {
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

static void unpack_streams(unpacking *u) {
    static const char word[] = {'s', 't', 'r', 'e', 'a', 'm'};
    sheaf_str rest = u->bytes;
    for (const char *at; (at = memmem(rest.ptr, rest.len, word, sizeof word));) {
        stream one;
        sheaf_str behind = from(rest, (uint64_t)(at - rest.ptr)), head;
        bool found = find_head(first_of(rest, (uint64_t)(at - rest.ptr)), &head) &&
                     read_stream(u, head, behind, &one);
        if (found)
            unpack_stream(u, &one);
        rest = from(behind, found ? (uint64_t)(one.data.ptr + one.data.len - at) : sizeof word);
    }
}

/* Where the section before is, which is another one now, and what says how the section is packed if it is a stream. */
static bool is_of_section(sheaf_str key) {
    static const char *const keys[] = {"/Prev",   "/Type",        "/W",      "/Index",
                                       "/Filter", "/DecodeParms", "/Length", "/XRefStm"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pdf_is_word(key, keys[i]))
            return true;
    return false;
}

static bool write_trailer(unpacking *u) {
    sheaf_str rest = u->table.trailer, key, value;
    bool fine = write_text(u, SHEAF_STR("trailer\n<<"));
    while (fine && pdf_take_entry(&rest, &key, &value))
        if (!is_of_section(key))
            fine = write_text(u, key) && write_text(u, SHEAF_STR(" ")) && write_text(u, value) &&
                   write_text(u, SHEAF_STR("\n"));
    return fine && write_number(u, "/Prev %llu>>\n", u->table.start);
}

static bool write_section(unpacking *u) {
    size_t start = u->length;
    if (!write_text(u, SHEAF_STR("xref\n")))
        return false;
    for (size_t i = 0; i < u->count; i++)
        if (!write_number(u, "%llu 1\n", u->versions[i].number) ||
            !write_number(u, "%010llu 00000 n \n", u->versions[i].offset))
            return false;
    return write_trailer(u) && write_number(u, "startxref\n%llu\n", start) &&
           write_text(u, SHEAF_STR("%%EOF\n"));
}

static bool write_update(unpacking *u) {
    u->capacity = u->bytes.len + u->bytes.len * USUAL_GAIN + ROOM;
    u->out = malloc(u->capacity);
    if (!u->out || !write_text(u, u->bytes) || !write_text(u, SHEAF_STR("\n")))
        return false;
    unpack_streams(u);
    return u->count > 0 && write_section(u);
}

char *pdf_unpack(sheaf_str bytes, uint64_t most, size_t *length) {
    unpacking u = {.bytes = bytes, .most = most};
    if (bytes.len > UINT32_MAX / 2 || !pdf_table_read(bytes, &u.table))
        return NULL;
    bool done = inflateInit(&u.zlib) == Z_OK && write_update(&u);
    inflateEnd(&u.zlib);
    free(u.versions);
    pdf_table_free(&u.table);
    *length = u.length;
    if (done)
        return u.out;
    free(u.out);
    return NULL;
}
