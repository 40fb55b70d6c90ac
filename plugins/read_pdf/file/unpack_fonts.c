/* SPDX-License-Identifier: GPL-2.0-or-later
 * Poppler takes the fonts of a page anew from the file for every page, with all their widths and the names of their
 * characters. Only what stands in a stream of objects (ISO 32000-1, 7.5.7) does it keep, five such streams at a time: so one
 * takes all fonts, unless the file has others, which would push it out. They are written as they are, but for fonts that are drawn
 * (file/unpack_drawn.c). */
#define _GNU_SOURCE /* memmem */
#include "file/unpack_fonts.h"
#include "file/syntax.h"
#include "file/unpack_drawn.h"
#include "file/unpack_packed.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEAR = 64,                /* bytes in which a font has to say that it is one, or to end */
    MOST_OBJECTS = 16 * 1024, /* Poppler holds them all, in some twenty times their length */
    MOST_BYTES = 1024 * 1024,
    MOST_DRAWN = 2048,           /* fonts that are asked whether they can be told otherwise */
    MOST_CODES = 4 * 1024 * 1024 /* bytes of CMaps that are read for them */
};

typedef struct part {
    uint64_t number;
    sheaf_str text;
    char *own; /* text that is not the file's */
} part;

typedef struct gathering {
    pdf_update *update;
    part *parts;
    uint32_t count;
    uint8_t *met; /* by number: it was looked at */
    size_t left;  /* bytes that may still be looked at */
    pdf_shared shared;
    uint32_t sharing; /* fonts that are told otherwise */
} gathering;

static sheaf_str first_of(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr, bytes < text.len ? bytes : text.len};
}

/* Dictionaries that say first of all what they are, as nearly all programs write them: a font or its descriptor. Where keys are sorted
 * the drawings of a font stand near its begin. */
static bool is_font(sheaf_str object) {
    sheaf_str begin = first_of(object, NEAR);
    pdf_skip_space(&begin);
    if (!pdf_take_word(&begin, "<<"))
        return false;
    pdf_skip_space(&begin);
    if (begin.len > 2 && memcmp(begin.ptr, "/C", 2) == 0)
        return memmem(begin.ptr, begin.len, "/CharProcs", strlen("/CharProcs")) != NULL;
    if (!pdf_take_word(&begin, "/Type"))
        return false;
    pdf_skip_space(&begin);
    return pdf_take_word(&begin, "/Font");
}

static bool ends_here(sheaf_str behind) {
    behind = first_of(behind, NEAR);
    pdf_skip_space(&behind);
    return pdf_take_word(&behind, "endobj");
}

/* A dictionary or an array that is no stream's. What is looked at counts, so that work does not grow beyond it. */
static bool take_part(gathering *g, uint64_t number, sheaf_str object, part *taken) {
    sheaf_str rest = first_of(object, g->left);
    bool whole = pdf_take_object(&rest, &taken->text);
    g->left -= whole ? (size_t)(rest.ptr - object.ptr) : g->left;
    taken->number = number;
    taken->own = NULL;
    return whole && taken->text.len >= 2 &&
           (*taken->text.ptr == '[' || (*taken->text.ptr == '<' && taken->text.ptr[1] == '<')) &&
           ends_here((sheaf_str){rest.ptr, object.len - (size_t)(rest.ptr - object.ptr)});
}

static bool add(gathering *g, uint64_t number, sheaf_str object) {
    g->met[number] = 1;
    if (g->count == MOST_OBJECTS || !take_part(g, number, object, &g->parts[g->count]))
        return false;
    g->count++;
    return true;
}

/* What `12 0 R` leads to. */
static void add_referred(gathering *g, sheaf_str value) {
    uint64_t number = 0, generation = 0;
    sheaf_str object;
    if (pdf_take_number(&value, &number) && pdf_take_number(&value, &generation) &&
        generation == 0 && number < g->update->table.count && !g->met[number] &&
        pdf_update_find(g->update, number, &object))
        add(g, number, object);
}

static bool tell_otherwise(gathering *g, part *font, sheaf_str entries) {
    size_t length = 0;
    font->own = pdf_drawn_font(g->update, entries, &g->shared, &length);
    if (!font->own)
        return false;
    font->text = (sheaf_str){font->own, length};
    g->sharing++;
    return true;
}

static void add_font(gathering *g, uint64_t number, sheaf_str object) {
    uint32_t at = g->count;
    if (g->met[number] || !add(g, number, object))
        return;
    sheaf_str text = g->parts[at].text, key, value;
    sheaf_str entries = {text.ptr + 2, text.len - 4};
    if (tell_otherwise(g, &g->parts[at], entries))
        return;
    while (pdf_take_entry(&entries, &key, &value))
        if (value.ptr[value.len - 1] == 'R')
            add_referred(g, value);
}

static void gather(gathering *g) {
    sheaf_str object;
    for (uint64_t number = 1; number < g->update->table.count && g->left; number++)
        if (pdf_update_find(g->update, number, &object) && is_font(object))
            add_font(g, number, object);
}

/* Files that have streams of objects keep their fonts there; those that are drawn are told otherwise all the same. */
static void gather_drawn(gathering *g, const pdf_packed *packed) {
    for (uint32_t number = 1; number < g->update->table.count && g->left; number++) {
        part *one = &g->parts[g->count];
        sheaf_str rest = first_of(packed->objects[number], g->left);
        if (!packed->is_drawn[number] || g->count == MOST_OBJECTS)
            continue;
        const bool whole = pdf_take_object(&rest, &one->text);
        g->left -= whole ? one->text.len : g->left;
        *one = (part){.number = number, .text = one->text};
        if (whole && one->text.len > 4 && one->text.ptr[1] == '<' &&
            tell_otherwise(g, one, (sheaf_str){one->text.ptr + 2, one->text.len - 4}))
            g->count++;
    }
}

/* Numbers and places of the objects, and these. */
static bool put_parts(const gathering *g, size_t *first) {
    pdf_update *to = g->update;
    size_t begin = to->length, at = 0;
    bool fine = true;
    for (uint32_t i = 0; fine && i < g->count; at += g->parts[i++].text.len + 1)
        fine = pdf_put_number(to, "%llu ", g->parts[i].number) && pdf_put_number(to, "%llu ", at);
    *first = to->length - begin;
    for (uint32_t i = 0; fine && i < g->count; i++)
        fine = pdf_put(to, g->parts[i].text) && pdf_put(to, SHEAF_STR("\n"));
    return fine;
}

static bool note_parts(const gathering *g, uint64_t stream) {
    for (uint32_t i = 0; i < g->count; i++)
        if (!pdf_note_version(g->update, (pdf_version){.number = g->parts[i].number,
                                                       .at = stream,
                                                       .index = i,
                                                       .compressed = true}))
            return false;
    return true;
}

static bool put_stream(const gathering *g) {
    const sheaf_str middle = SHEAF_STR("/Length "), end = SHEAF_STR(">>stream\n");
    pdf_update *to = g->update;
    uint64_t number = pdf_update_next(to);
    size_t first = 0, offset = to->length;
    if (!pdf_put_number(to, "%llu 0 obj\n<</Type/ObjStm", number) ||
        !pdf_put_number(to, "/N %llu", g->count) ||
        !pdf_put_number(to, "/First " PDF_DIGITS_LATER, 0) || !pdf_put(to, middle) ||
        !pdf_put_number(to, PDF_DIGITS_LATER, 0) || !pdf_put(to, end))
        return false;
    size_t data = to->length, length_at = data - end.len - PDF_DIGITS;
    if (!put_parts(g, &first))
        return false;
    pdf_set_digits(to->out + length_at, to->length - data);
    pdf_set_digits(to->out + length_at - middle.len - PDF_DIGITS, first);
    return pdf_put(to, SHEAF_STR("\nendstream\nendobj\n")) &&
           pdf_note_version(to, (pdf_version){.number = number, .at = offset}) &&
           note_parts(g, number);
}

static bool put_all(const gathering *g) {
    return put_stream(g) && (!g->sharing || pdf_put_shared(g->update, g->shared));
}

static void unpack(gathering *g, const pdf_packed *packed) {
    const size_t before = g->update->length, versions = g->update->count;
    g->met = calloc(g->update->table.count, 1);
    g->parts = malloc(MOST_OBJECTS * sizeof *g->parts);
    if (g->met && g->parts && packed)
        gather_drawn(g, packed);
    else if (g->met && g->parts)
        gather(g);
    if (g->count && !put_all(g)) {
        g->update->length = before;
        g->update->count = versions;
    }
    for (uint32_t i = 0; i < g->count; i++)
        free(g->parts[i].own);
    free(g->met);
    free(g->parts);
}

void pdf_unpack_fonts(pdf_update *update) {
    const uint64_t next = pdf_update_next(update);
    gathering g = {.update = update,
                   .left = MOST_BYTES,
                   .shared = {.program = next + 1,
                              .codes = next + 2,
                              .next = next + 3,
                              .left = MOST_DRAWN,
                              .meanings = {.left = MOST_CODES}}};
    pdf_packed packed;
    if (!update->table.compressed) {
        unpack(&g, NULL);
        return;
    }
    if (!pdf_packed_read(update, &packed))
        return;
    update->packed = packed.objects;
    unpack(&g, &packed);
    update->packed = NULL;
    pdf_packed_free(&packed);
}
