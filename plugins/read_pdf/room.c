/* SPDX-License-Identifier: GPL-2.0-or-later
 * Memory that is freed at once: chunks from the heap, filled from the front. A page's room is emptied after each page and
 * then holds one chunk of the size that all had, so that in a long document the heap, and the system behind it, are asked
 * for a page's memory only while pages grow. Chunks come zeroed, so only what was used before is cleared: arrays that are
 * made for the worst case cost what is used of them. */
#include "pdf.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK ((size_t)256 * 1024)
#define MOST_KEPT ((size_t)32 * 1024 * 1024)
#define ALIGN 16u

typedef struct chunk {
    struct chunk *next;
    size_t room, used; /* bytes behind this head */
    size_t soiled;     /* of them, from the front: were used since they were zero */
} chunk;

struct pdf_room {
    chunk *first; /* the one that is being filled */
    bool failed;
};

#define HEAD ((sizeof(chunk) + ALIGN - 1) / ALIGN * ALIGN)

pdf_room *pdf_room_new(void) {
    return calloc(1, sizeof(pdf_room));
}

static void free_chunks(chunk *one) {
    while (one) {
        chunk *next = one->next;
        free(one);
        one = next;
    }
}

void pdf_room_free(pdf_room *room) {
    if (room)
        free_chunks(room->first);
    free(room);
}

bool pdf_room_failed(const pdf_room *room) {
    return room->failed;
}

static chunk *chunk_new(pdf_room *room, size_t bytes) {
    size_t size = bytes > CHUNK ? bytes : CHUNK;
    chunk *one = size > SIZE_MAX - HEAD ? NULL : calloc(1, HEAD + size);
    if (!one)
        return NULL;
    *one = (chunk){.next = room->first, .room = size};
    return room->first = one;
}

void pdf_room_empty(pdf_room *room) {
    size_t all = 0;
    for (const chunk *one = room->first; one; one = one->next)
        all += one->room;
    if (!room->first || (!room->first->next && all <= MOST_KEPT)) {
        if (room->first)
            room->first->used = 0;
        return;
    }
    free_chunks(room->first);
    room->first = NULL;
    chunk_new(room, all <= MOST_KEPT ? all : CHUNK);
}

static void *fail(pdf_room *room) {
    room->failed = true;
    return NULL;
}

/* A new chunk is zero. */
static void *take_anew(pdf_room *room, size_t bytes) {
    chunk *one = chunk_new(room, bytes);
    if (!one)
        return fail(room);
    one->used = one->soiled = bytes;
    return (char *)one + HEAD;
}

static inline void *take_from(chunk *one, size_t bytes, bool cleared) {
    char *taken = (char *)one + HEAD + one->used;
    const size_t soiled = one->soiled > one->used ? one->soiled - one->used : 0;
    one->used += bytes;
    if (one->soiled < one->used)
        one->soiled = one->used;
    return cleared && soiled ? memset(taken, 0, soiled < bytes ? soiled : bytes) : taken;
}

/* Cells are small and many, and so are takes: whatever calls further stands last, so that nothing is saved for its return. */
static inline void *take(pdf_room *room, size_t count, size_t size, bool cleared) {
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - ALIGN)
        return fail(room);
    bytes = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    chunk *one = room->first;
    if (!one || one->room - one->used < bytes)
        return take_anew(room, bytes);
    return take_from(one, bytes, cleared);
}

void *pdf_take(pdf_room *room, size_t count, size_t size) {
    return take(room, count, size, true);
}

void *pdf_take_unset(pdf_room *room, size_t count, size_t size) {
    return take(room, count, size, false);
}

void *pdf_more(pdf_room *room, void *array, uint32_t count, uint32_t *capacity, size_t size) {
    if (count < *capacity)
        return array;
    uint32_t wider = *capacity ? *capacity * 2 : 16;
    void *grown = wider > *capacity ? pdf_take(room, wider, size) : NULL;
    if (!grown)
        return NULL;
    if (count)
        memcpy(grown, array, (size_t)count * size);
    *capacity = wider;
    return grown;
}
