/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler spends some sixty instructions on each byte that it inflates, and reads fonts and their tables anew for every
 * page. Here zlib does it once: the file stays as it is, and an incremental update (ISO 32000-1, 7.5.6) takes the place of
 * its deflated streams. A stream that is not what its dictionary says stays as it is, for Poppler to make the best of. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack.h"
#include "content/content.h"
#include "file/pays.h"
#include "file/syntax.h"
#include "file/unpack_drawn.h"
#include "file/unpack_fonts.h"
#include "file/unpack_images.h"
#include "file/unpack_pages.h"
#include "file/unpack_standin.h"
#include "file/unpack_stream.h"
#include "file/untag.h"
#include "file/update.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    USUAL_GAIN = 3,
    ROOM = 64 * 1024,
    MOST_COPIED = 16 << 20 /* bytes of the file */
};

typedef struct unpacking {
    pdf_update update;
    uint64_t most;  /* bytes that may still come out of streams */
    sheaf_str left; /* of the file, what is not in the copy yet */
    uint64_t copied;
    bool keep_images, emptied, is_doubtful;
    uint64_t altered;
    z_stream zlib;
    char *plain; /* what came out of a stream; room is used for all, so that memory stays warm */
    size_t plain_length, plain_room;
    pdf_wide wide;
    pdf_unasked fonts;
} unpacking;

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

/* What is wrong with other data Poppler complains of. */
static bool is_altered(const z_stream *z, int result) {
    return result == Z_DATA_ERROR && z->msg && strcmp(z->msg, "incorrect data check") == 0;
}

/* The whole of it, with its checksum; false: it is no such data, or too much. What came out counts all the same, so that
 * bombs are not tried one by one. */
static bool inflate_all(unpacking *u, sheaf_str data, bool *altered) {
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
    *altered = is_altered(z, result);
    return result == Z_STREAM_END;
}

/* A program that is nothing but large. */
static bool is_unasked_font(unpacking *u, const pdf_stream *one) {
    char head[PDF_FONT_HEAD] = {0};
    z_stream *z = &u->zlib;
    if (one->data.len < PDF_LEAST_HOLE ||
        !pdf_font_is_unasked(&u->fonts, &u->update, one->number) || inflateReset(z) != Z_OK)
        return false;
    z->next_in = (Bytef *)(uintptr_t)one->data.ptr;
    z->avail_in = (uInt)one->data.len;
    z->next_out = (Bytef *)head;
    z->avail_out = sizeof head;
    return inflate(z, Z_SYNC_FLUSH) == Z_OK && !z->avail_out && pdf_is_truetype(head);
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
static bool put_stream(unpacking *u, const pdf_stream *one) {
    pdf_update *to = &u->update;
    if (!pdf_put_number(to, "%llu 0 obj\n<<", one->number) || !put_entries(to, one->entries) ||
        !pdf_put_number(to, "/Length " PDF_DIGITS_LATER ">>stream\n", 0))
        return false;
    size_t data = to->length;
    bool altered = false;
    const bool whole = inflate_all(u, one->data, &altered);
    u->altered += altered && pdf_stream_is_of_text(one->entries);
    if (!whole || !put_plain(u, one->number))
        return false;
    pdf_set_digits(to->out + data - strlen(">>stream\n") - PDF_DIGITS, to->length - data);
    return pdf_put(to, SHEAF_STR("\nendstream\nendobj\n"));
}

static bool put_version(unpacking *u, const pdf_stream *one) {
    pdf_update *to = &u->update;
    if (one->is_image)
        return pdf_put_empty_image(to, one->number, one->entries);
    return is_unasked_font(u, one) ? pdf_put_standin(to, one->number) : put_stream(u, one);
}

/* False: it stays as it is. */
static bool unpack_stream(unpacking *u, const pdf_stream *one) {
    pdf_update *to = &u->update;
    size_t before = to->length, versions = to->count;
    if (pdf_note_version(to, (pdf_version){.number = one->number, .at = before}) &&
        put_version(u, one)) {
        u->emptied |= one->is_image && pdf_image_kind_of(one->entries) == PDF_IMAGE_LARGE;
        return true;
    }
    to->length = before;
    to->count = versions;
    return false;
}

/* ---- the file --------------------------------------------------------------------------------------------------- */

/* The copy stands in zeroed memory, at the places that it has in the file: what is never copied is never touched. */
static bool copy_up_to(unpacking *u, const char *to) {
    const size_t length = (size_t)(to - u->left.ptr);
    u->copied += length;
    if (u->copied > MOST_COPIED)
        return false;
    memcpy(u->update.out + (u->left.ptr - u->update.bytes.ptr), u->left.ptr, length);
    u->is_doubtful |= pdf_bytes_doubtful((sheaf_str){u->left.ptr, length});
    u->left = pdf_behind(u->left, length);
    return true;
}

static bool leave_out(unpacking *u, sheaf_str data) {
    if (data.len < PDF_LEAST_HOLE)
        return true;
    if (!copy_up_to(u, data.ptr))
        return false;
    u->left = pdf_behind(u->left, data.len);
    return true;
}

/* False: too much of the file would have to be copied. */
static bool unpack_streams(unpacking *u) {
    static const char word[] = {'s', 't', 'r', 'e', 'a', 'm'};
    sheaf_str rest = u->update.bytes;
    for (const char *at; (at = memmem(rest.ptr, rest.len, word, sizeof word));) {
        pdf_stream one;
        const sheaf_str before = {rest.ptr, (size_t)(at - rest.ptr)};
        sheaf_str behind = pdf_behind(rest, before.len), head;
        bool found = pdf_find_head(before, &head) &&
                     pdf_stream_read(&u->update, head, behind, u->keep_images, &one);
        if (found && unpack_stream(u, &one) && !leave_out(u, one.data))
            return false;
        uint64_t data = found ? (uint64_t)(one.data.ptr + one.data.len - at) : 0;
        rest = pdf_behind(behind, data > sizeof word ? data : sizeof word);
    }
    return copy_up_to(u, u->update.bytes.ptr + u->update.bytes.len);
}

static bool make_update(unpacking *u) {
    pdf_update *to = &u->update;
    const uint64_t gain = (uint64_t)to->bytes.len * USUAL_GAIN;
    to->capacity = to->bytes.len + (size_t)(gain < u->most ? gain : u->most) + ROOM;
    to->out = calloc(to->capacity, 1);
    if (!to->out)
        return false;
    to->length = to->bytes.len;
    u->left = to->bytes;
    pdf_wide_read(to, &u->wide);
    if (!pdf_put(to, SHEAF_STR("\n")) || !unpack_streams(u) ||
        (!to->count && !pdf_has_drawn_fonts(to->bytes)))
        return false;
    pdf_unpack_fonts(to);
    return to->count && pdf_update_end(to);
}

static char *unpack(unpacking *u) {
    bool done = inflateInit(&u->zlib) == Z_OK && make_update(u);
    inflateEnd(&u->zlib);
    free(u->plain);
    pdf_wide_free(&u->wide);
    pdf_unasked_free(&u->fonts);
    free(u->update.versions);
    if (done)
        return u->update.out;
    free(u->update.out);
    return NULL;
}

pdf_unpacked pdf_unpack(sheaf_str bytes, uint64_t most, bool keep_images) {
    unpacking u = {.update = {.bytes = bytes}, .most = most, .keep_images = keep_images};
    if (bytes.len > UINT32_MAX / 2 || !pdf_table_read(bytes, &u.update.table))
        return (pdf_unpacked){.bytes = NULL};
    size_t rest = 0;
    char *untagged = pdf_untag(bytes, &u.update.table, &rest);
    if (untagged)
        u.update.bytes = (sheaf_str){untagged, rest};
    char *out = unpack(&u);
    free(untagged);
    pdf_table_free(&u.update.table);
    return (pdf_unpacked){.bytes = out,
                          .length = u.update.length,
                          .altered = u.altered,
                          .emptied = u.emptied,
                          .is_doubtful = u.is_doubtful};
}
