/* Memory of the tape: chunks that stay where they are and are filled again after each rewind, and arrays
 * that double. Nothing is freed before the run ends. */
#include "tape_inside.h"

#include <stdlib.h>
#include <string.h>

struct docx_chunk {
    docx_chunk *next;
    size_t room;
    _Alignas(8) char bytes[];
};

enum { CHUNK_LEAST = 64 << 10, CHUNK_MOST = 4 << 20, ALIGNMENT = 8 };

static void *no_memory(docx_tape *tape) {
    tape->failed = 1;
    tape->host->fail(tape->job, SHEAF_MEMORY, SHEAF_STR("memory"),
                     SHEAF_STR("there is not enough memory for a table of the document"), NULL);
    return NULL;
}

void *docx_list_push(docx_tape *tape, docx_list *list, size_t size) {
    if (list->count == list->room) {
        uint32_t room = list->room ? list->room * 2 : 64;
        void *base = room < TAPE_NODE ? realloc(list->base, room * size) : NULL;
        if (!base)
            return no_memory(tape);
        list->base = base;
        list->room = room;
    }
    return (char *)list->base + (size_t)list->count++ * size;
}

/* A chunk with that much room behind the current one: the next, or a new one before it. */
static int advance(docx_store *store, size_t bytes) {
    docx_chunk *before = store->current;
    docx_chunk *next = before ? before->next : store->first;
    if (!next || next->room < bytes) {
        size_t room = before && before->room < CHUNK_MOST ? before->room * 2 : CHUNK_LEAST;
        if (before && before->room >= CHUNK_MOST)
            room = CHUNK_MOST;
        if (room < bytes)
            room = bytes;
        docx_chunk *made = room <= SIZE_MAX - sizeof *made ? malloc(sizeof *made + room) : NULL;
        if (!made)
            return 0;
        *made = (docx_chunk){.next = next, .room = room};
        *(before ? &before->next : &store->first) = made;
        next = made;
    }
    store->current = next;
    store->used = 0;
    return 1;
}

static char *take(docx_tape *tape, size_t bytes, size_t alignment) {
    docx_store *store = &tape->store;
    size_t from = (store->used + alignment - 1) & ~(alignment - 1);
    if (!store->current || from > store->current->room || store->current->room - from < bytes) {
        if (!advance(store, bytes))
            return no_memory(tape);
        from = 0;
    }
    store->used = from + bytes;
    return store->current->bytes + from;
}

void *docx_store_take(docx_tape *tape, size_t bytes) {
    return take(tape, bytes, ALIGNMENT);
}

sheaf_str docx_store_text(docx_tape *tape, sheaf_str text) {
    if (text.len == 0)
        return SHEAF_STR("");
    char *to = take(tape, text.len, 1);
    if (!to)
        return SHEAF_STR("");
    memcpy(to, text.ptr, text.len);
    return (sheaf_str){to, text.len};
}

void docx_store_rewind(docx_store *store) {
    store->current = store->first;
    store->used = 0;
}

void docx_store_free(docx_store *store) {
    for (docx_chunk *at = store->first, *next; at; at = next) {
        next = at->next;
        free(at);
    }
    *store = (docx_store){0};
}
