/* SPDX-License-Identifier: GPL-2.0-or-later
 * The table says in which stream the newest version of an object stands, and the stream at which place. What is found lives as long as
 * `pdf_packed`, while the update grows and moves. */
#define _GNU_SOURCE /* memmem */
#include "file/unpack_packed.h"
#include "file/syntax.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_TEXT = 8 * 1024 * 1024 };

typedef struct stream {
    uint64_t number, first, count;
    sheaf_str data;
} stream;

static bool take_entries(sheaf_str entries, stream *found, uint64_t *length) {
    sheaf_str key, value;
    bool is_one = false, has_first = false, has_count = false, has_length = false;
    while (pdf_take_entry(&entries, &key, &value)) {
        if (pdf_is_word(key, "/Type"))
            is_one = pdf_is_word(value, "/ObjStm");
        else if (pdf_is_word(key, "/First"))
            has_first = pdf_take_number(&value, &found->first) && !value.len;
        else if (pdf_is_word(key, "/N"))
            has_count = pdf_take_number(&value, &found->count) && !value.len;
        else if (pdf_is_word(key, "/Length"))
            has_length = pdf_take_number(&value, length) && !value.len;
    }
    return is_one && has_first && has_count && has_length;
}

/* A version as file/unpack.c writes it. */
static bool find_stream(const pdf_update *update, const pdf_version *version, stream *found) {
    sheaf_str rest = {update->out + version->at, update->length - version->at}, whole;
    uint64_t generation = 0, length = 0;
    if (version->compressed || !pdf_take_head(&rest, &found->number, &generation) ||
        !pdf_take_object(&rest, &whole) || whole.len < 4 ||
        !take_entries((sheaf_str){whole.ptr + 2, whole.len - 4}, found, &length) ||
        !pdf_take_word(&rest, "stream\n") || length > rest.len || found->first > length)
        return false;
    found->data = (sheaf_str){rest.ptr, (size_t)length};
    return true;
}

static bool has_drawn(sheaf_str text) {
    return memmem(text.ptr, text.len, "/Type3", strlen("/Type3")) != NULL;
}

static bool measure(const pdf_update *update, size_t *length) {
    bool any = false;
    stream one;
    *length = 0;
    for (size_t i = 0; i < update->count; i++)
        if (find_stream(update, &update->versions[i], &one)) {
            *length += one.data.len;
            any |= has_drawn(one.data);
        }
    return any && *length <= MOST_TEXT;
}

typedef struct place {
    uint64_t number, at;
} place;

static bool take_place(sheaf_str *pairs, place *taken) {
    return pdf_take_number(pairs, &taken->number) && pdf_take_number(pairs, &taken->at);
}

/* An object ends where the next one begins: their places rise. Where they do not, nobody knows what is whose, and many objects could
 * share the same bytes, which would be looked at for each of them. */
static void list(const pdf_update *update, pdf_packed *packed, const stream *from) {
    const pdf_table *table = &update->table;
    sheaf_str pairs = {from->data.ptr, (size_t)from->first};
    const sheaf_str all = pdf_behind(from->data, from->first);
    place here = {0}, next = {0};
    bool has_next = take_place(&pairs, &here);
    for (uint64_t left = from->count; has_next && left > 0; left--, here = next) {
        has_next = left > 1 && take_place(&pairs, &next);
        if (has_next && next.at <= here.at)
            return;
        if (here.number >= table->count || table->packs[here.number] != from->number)
            continue;
        sheaf_str one = pdf_behind(all, here.at);
        if (has_next && next.at - here.at < one.len)
            one.len = (size_t)(next.at - here.at);
        packed->objects[here.number] = one;
        packed->is_drawn[here.number] = has_drawn(one);
    }
}

static void copy_streams(const pdf_update *update, pdf_packed *packed) {
    char *to = packed->text;
    stream one;
    for (size_t i = 0; i < update->count; i++)
        if (find_stream(update, &update->versions[i], &one)) {
            memcpy(to, one.data.ptr, one.data.len);
            one.data.ptr = to;
            to += one.data.len;
            list(update, packed, &one);
        }
}

bool pdf_packed_read(const pdf_update *update, pdf_packed *packed) {
    size_t length = 0;
    *packed = (pdf_packed){.text = NULL};
    if (!update->table.compressed || !measure(update, &length))
        return false;
    packed->text = malloc(length);
    packed->objects = calloc(update->table.count, sizeof *packed->objects);
    packed->is_drawn = calloc(update->table.count, 1);
    if (packed->text && packed->objects && packed->is_drawn) {
        copy_streams(update, packed);
        return true;
    }
    pdf_packed_free(packed);
    return false;
}

void pdf_packed_free(pdf_packed *packed) {
    free(packed->text);
    free(packed->objects);
    free(packed->is_drawn);
}
