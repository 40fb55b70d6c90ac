/* SPDX-License-Identifier: GPL-2.0-or-later
 * What a document says of itself: the entries of its information dictionary (ISO 32000-1, 14.3.3) as properties, under the
 * names that Word documents give the same things, and its outline. */
#include "source.h"

#include <stdio.h>
#include <string.h>

enum { MOST_BOOKMARKS = 100000, MOST_DEPTH = 32 };

/* ---- properties ------------------------------------------------------------------------------------------------- */

static void state_text(pdf_source *source, const char *key, const char *value) {
    while (value && *value && (unsigned char)*value <= ' ')
        value++;
    size_t length = value ? strlen(value) : 0;
    while (length && (unsigned char)value[length - 1] <= ' ')
        length--;
    if (length)
        source->reader->host->set_meta(source->reader->job, (sheaf_str){key, strlen(key)},
                                       (sheaf_str){value, length}, 0);
}

static void state_texts(pdf_source *source) {
    static const struct {
        const char *key;
        char *(*read)(PopplerDocument *document);
    } rows[] = {{"properties.Title", poppler_document_get_title},
                {"properties.Subject", poppler_document_get_subject},
                {"properties.Author", poppler_document_get_author},
                {"properties.Keywords", poppler_document_get_keywords},
                {"properties.Application", poppler_document_get_creator},
                {"properties.Producer", poppler_document_get_producer}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *value = rows[i].read(source->document);
        state_text(source, rows[i].key, value);
        g_free(value);
    }
}

/* As written, with its own offset from UTC: the same on every machine. */
static void state_date(pdf_source *source, const char *key, GDateTime *date) {
    if (!date)
        return;
    char *text = g_date_time_format_iso8601(date);
    state_text(source, key, text);
    g_free(text);
    g_date_time_unref(date);
}

void pdf_info_state(pdf_source *source) {
    state_texts(source);
    state_date(source, "properties.Created",
               poppler_document_get_creation_date_time(source->document));
    state_date(source, "properties.Modified",
               poppler_document_get_modification_date_time(source->document));
}

/* ---- outline ---------------------------------------------------------------------------------------------------- */

typedef struct outline {
    pdf_source *source;
    pdf_bookmark *entries;
    uint32_t count, capacity;
} outline;

/* Destinations may be named. Page numbers of Poppler count from 1; 0 and less is no page. */
static void find_place(pdf_source *source, const PopplerDest *dest, pdf_bookmark *entry) {
    PopplerDest *found = NULL;
    if (dest && dest->type == POPPLER_DEST_NAMED && dest->named_dest)
        dest = found = poppler_document_find_dest(source->document, dest->named_dest);
    if (dest && dest->page_num > 0 && (uint32_t)dest->page_num <= source->pages)
        entry->page = (uint32_t)dest->page_num;
    if (found)
        poppler_dest_free(found);
}

static void take_entry(outline *o, PopplerIndexIter *iter, uint32_t level) {
    PopplerAction *action = poppler_index_iter_get_action(iter);
    if (!action)
        return;
    pdf_bookmark *entries =
        o->count < MOST_BOOKMARKS
            ? pdf_more(o->source->reader->kept, o->entries, o->count, &o->capacity, sizeof *entries)
            : NULL;
    if (entries) {
        o->entries = entries;
        pdf_bookmark *entry = &entries[o->count++];
        *entry = (pdf_bookmark){.level = level,
                                .title = pdf_keep_text(o->source->reader, action->any.title)};
        if (action->type == POPPLER_ACTION_GOTO_DEST)
            find_place(o->source, action->goto_dest.dest, entry);
    }
    poppler_action_free(action);
}

/* Depth first with a stack of its own: outlines of hostile files are deep, and cyclic ones endless. */
static void walk_outline(outline *o, PopplerIndexIter *first) {
    PopplerIndexIter *stack[MOST_DEPTH] = {first};
    uint32_t depth = first ? 1 : 0;
    while (depth > 0) {
        PopplerIndexIter *iter = stack[depth - 1];
        take_entry(o, iter, depth);
        PopplerIndexIter *child = depth < MOST_DEPTH ? poppler_index_iter_get_child(iter) : NULL;
        if (child) {
            stack[depth++] = child;
            continue;
        }
        while (depth > 0 &&
               (o->count >= MOST_BOOKMARKS || !poppler_index_iter_next(stack[depth - 1])))
            poppler_index_iter_free(stack[--depth]);
    }
}

uint32_t pdf_source_outline(pdf_source *source, const pdf_bookmark **entries) {
    outline o = {.source = source};
    walk_outline(&o, poppler_index_iter_new(source->document));
    *entries = o.entries;
    return o.count;
}
