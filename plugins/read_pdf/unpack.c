/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler spends some sixty instructions on each byte that it inflates, and reads fonts and their tables anew for every
 * page. Here zlib does it once: the file stays as it is, and an incremental update (ISO 32000-1, 7.5.6) takes the place of
 * its deflated streams. A stream that is not what its dictionary says stays as it is, for Poppler to make the best of. */
#define _GNU_SOURCE /* memmem */
#include "unpack.h"
#include "content.h"
#include "syntax.h"
#include "unpack_fonts.h"
#include "unpack_images.h"
#include "unpack_pages.h"
#include "untag.h"
#include "update.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    USUAL_GAIN = 3,
    ROOM = 64 * 1024,
    NEAR = 64 /* bytes that are searched for what has to stand at a place: work stays linear */
};

/* A stream of the file that is deflated, or an image that takes long. */
typedef struct stream {
    uint64_t number;
    sheaf_str entries; /* of its dictionary */
    sheaf_str data;    /* none of an image */
    bool is_image;
} stream;

typedef struct unpacking {
    pdf_update update;
    uint64_t most; /* bytes that may still come out of streams */
    z_stream zlib;
    char *plain; /* what came out of a stream; room is used for all, so that memory stays warm */
    size_t plain_length, plain_room;
    pdf_wide wide;
} unpacking;

/* ---- which streams ---------------------------------------------------------------------------------------------- */

static sheaf_str first_of(sheaf_str text, uint64_t bytes) {
    return (sheaf_str){text.ptr, bytes < text.len ? (size_t)bytes : text.len};
}

static sheaf_str from(sheaf_str text, uint64_t bytes) {
    size_t at = bytes < text.len ? (size_t)bytes : text.len;
    return (sheaf_str){text.ptr + at, text.len - at};
}

/* A number, or a reference to one. */
static bool read_length(const unpacking *u, sheaf_str value, uint64_t *length) {
    sheaf_str object;
    uint64_t number = 0;
    if (!pdf_take_number(&value, &number))
        return false;
    *length = number;
    if (!value.len)
        return true;
    if (!pdf_update_find(&u->update, number, &object))
        return false;
    object = first_of(object, NEAR);
    return pdf_take_number(&object, length);
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
 * is another one, or an old version, and where it is neither. */
static bool read_stream(const unpacking *u, sheaf_str head, sheaf_str rest, stream *found) {
    sheaf_str dictionary;
    uint64_t length = 0, generation = 0, offset = (uint64_t)(head.ptr - u->update.bytes.ptr);
    if (!pdf_take_head(&head, &found->number, &generation) || generation != 0 ||
        found->number >= u->update.table.count ||
        u->update.table.offsets[found->number] != offset || !pdf_take_object(&head, &dictionary) ||
        dictionary.len < 4 || dictionary.ptr[1] != '<')
        return false;
    pdf_skip_space(&head);
    found->entries = (sheaf_str){dictionary.ptr + 2, dictionary.len - 4};
    found->data = first_of(rest, 0);
    found->is_image = pdf_image_is_slow(found->entries);
    return !head.len && (found->is_image || (read_entries(u, found->entries, &length) &&
                                             read_data(rest, length, &found->data)));
}

/* ---- inflating -------------------------------------------------------------------------------------------------- */

static bool make_room(unpacking *u, size_t wanted) {
    if (u->plain_room - u->plain_length >= wanted)
        return true;
    size_t wider = u->plain_room + u->plain_room / 2 + wanted;
    char *plain = realloc(u->plain, wider);
    if (!plain)
        return false;
    u->plain = plain;
    u->plain_room = wider;
    return true;
}

/* The whole of it, with its checksum; false: it is no such data, or too much. What came out counts all the same, so that
 * bombs are not tried one by one. */
static bool inflate_all(unpacking *u, sheaf_str data) {
    z_stream *z = &u->zlib;
    int result = inflateReset(z);
    u->plain_length = 0;
    z->next_in = (Bytef *)(uintptr_t)data.ptr;
    z->avail_in = (uInt)data.len;
    while (result == Z_OK && u->most && make_room(u, data.len * USUAL_GAIN + ROOM)) {
        uint64_t room = u->plain_room - u->plain_length;
        room = room < u->most ? room : u->most;
        z->next_out = (Bytef *)(u->plain + u->plain_length);
        z->avail_out = (uInt)room;
        result = inflate(z, Z_NO_FLUSH);
        u->plain_length += (size_t)room - z->avail_out;
        u->most -= room - z->avail_out;
    }
    return result == Z_STREAM_END;
}

/* Entries of the dictionary but those that say how the stream was packed. */
static bool put_entries(pdf_update *to, sheaf_str entries) {
    sheaf_str key, value;
    bool fine = true;
    while (fine && pdf_take_entry(&entries, &key, &value))
        if (!pdf_is_word(key, "/Filter") && !pdf_is_word(key, "/Length"))
            fine = pdf_put_entry(to, key, value);
    return fine;
}

/* What came out, in fewer bytes where it is content of a page. */
static bool put_plain(unpacking *u, uint64_t number) {
    pdf_update *to = &u->update;
    const sheaf_str plain = {u->plain, u->plain_length};
    if (!pdf_update_reserve(to, plain.len))
        return false;
    const sheaf_str wide = pdf_wide_names(&u->wide, number);
    size_t length = pdf_content_shorten(plain, wide, to->out + to->length);
    to->length += length;
    return length || pdf_put(to, plain);
}

/* The length is known, and set, once the data is there. */
static bool put_stream(unpacking *u, const stream *one) {
    pdf_update *to = &u->update;
    if (!pdf_put_number(to, "%llu 0 obj\n<<", one->number) || !put_entries(to, one->entries) ||
        !pdf_put_number(to, "/Length " PDF_DIGITS_LATER ">>stream\n", 0))
        return false;
    size_t data = to->length;
    if (!inflate_all(u, one->data) || !put_plain(u, one->number))
        return false;
    pdf_set_digits(to->out + data - strlen(">>stream\n") - PDF_DIGITS, to->length - data);
    return pdf_put(to, SHEAF_STR("\nendstream\nendobj\n"));
}

static void unpack_stream(unpacking *u, const stream *one) {
    pdf_update *to = &u->update;
    size_t before = to->length, versions = to->count;
    if (pdf_note_version(to, (pdf_version){.number = one->number, .at = before}) &&
        (one->is_image ? pdf_put_empty_image(to, one->number, one->entries) : put_stream(u, one)))
        return;
    to->length = before;
    to->count = versions;
}

/* ---- the file --------------------------------------------------------------------------------------------------- */

static void unpack_streams(unpacking *u) {
    static const char word[] = {'s', 't', 'r', 'e', 'a', 'm'};
    sheaf_str rest = u->update.bytes;
    for (const char *at; (at = memmem(rest.ptr, rest.len, word, sizeof word));) {
        stream one;
        sheaf_str behind = from(rest, (uint64_t)(at - rest.ptr)), head;
        bool found = pdf_find_head(first_of(rest, (uint64_t)(at - rest.ptr)), &head) &&
                     read_stream(u, head, behind, &one);
        if (found)
            unpack_stream(u, &one);
        uint64_t data = found ? (uint64_t)(one.data.ptr + one.data.len - at) : 0;
        rest = from(behind, data > sizeof word ? data : sizeof word);
    }
}

static bool make_update(unpacking *u) {
    pdf_update *to = &u->update;
    to->capacity = to->bytes.len + to->bytes.len * USUAL_GAIN + ROOM;
    to->out = malloc(to->capacity);
    if (!to->out || !pdf_put(to, to->bytes) || !pdf_put(to, SHEAF_STR("\n")))
        return false;
    pdf_wide_read(to, &u->wide);
    unpack_streams(u);
    if (!to->count)
        return false;
    pdf_unpack_fonts(to);
    return pdf_update_end(to);
}

static char *unpack(unpacking *u) {
    bool done = inflateInit(&u->zlib) == Z_OK && make_update(u);
    inflateEnd(&u->zlib);
    free(u->plain);
    pdf_wide_free(&u->wide);
    free(u->update.versions);
    if (done)
        return u->update.out;
    free(u->update.out);
    return NULL;
}

char *pdf_unpack(sheaf_str bytes, uint64_t most, size_t *length) {
    unpacking u = {.update = {.bytes = bytes}, .most = most};
    if (bytes.len > UINT32_MAX / 2 || !pdf_table_read(bytes, &u.update.table))
        return NULL;
    size_t rest = 0;
    char *untagged = pdf_untag(bytes, &u.update.table, &rest);
    if (untagged)
        u.update.bytes = (sheaf_str){untagged, rest};
    char *out = unpack(&u);
    free(untagged);
    pdf_table_free(&u.update.table);
    *length = u.update.length;
    return out;
}
