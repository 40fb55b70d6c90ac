/* Chunks are linked newest first and only the newest is bumped. A piece too large for what is left of
 * it gets a chunk of its own *behind* the newest, so large arrays do not waste the room in front. Only what is
 * taken is zeroed: the rest of a chunk costs addresses and no memory. */
#include "base/arena.h"

#include "base/math.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

struct sf_chunk {
    sf_chunk *before;
    size_t used, capacity;
    max_align_t bytes[];
};

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 1 << 20 };

typedef enum filling { AS_FOUND, ZEROED } filling;

static sf_chunk *chunk_new(sf_arena *arena, size_t capacity, filling content) {
    size_t whole;
    if (!sf_add(capacity, sizeof(sf_chunk), &whole))
        return NULL;
    sf_chunk *chunk = content == ZEROED ? calloc(1, whole) : malloc(whole);
    if (!chunk)
        return NULL;
    *chunk = (sf_chunk){.capacity = capacity};
    arena->total += whole;
    return chunk;
}

/* Every chunk is as large as all before it, up to a bound: few chunks, little waste. */
static size_t next_capacity(const sf_arena *arena) {
    if (arena->total < FIRST_CHUNK)
        return FIRST_CHUNK;
    return arena->total < LARGEST_CHUNK ? arena->total : LARGEST_CHUNK;
}

/* Zeroed by calloc, which need not touch what is fresh from the system. */
static void *take_alone(sf_arena *arena, size_t bytes, filling content) {
    sf_chunk *chunk = chunk_new(arena, bytes, content);
    if (!chunk)
        return NULL;
    chunk->used = bytes;
    if (arena->last) {
        chunk->before = arena->last->before;
        arena->last->before = chunk;
    } else {
        arena->last = chunk;
    }
    return chunk->bytes;
}

static void *take(sf_arena *arena, size_t bytes, size_t align, filling content) {
    sf_chunk *chunk = arena->last;
    size_t start = chunk ? (chunk->used + align - 1) / align * align : 0;
    if (!chunk || start > chunk->capacity || bytes > chunk->capacity - start) {
        if (bytes > next_capacity(arena) / 4)
            return take_alone(arena, bytes, content);
        chunk = chunk_new(arena, next_capacity(arena), AS_FOUND);
        if (!chunk)
            return NULL;
        chunk->before = arena->last;
        arena->last = chunk;
        start = 0;
    }
    chunk->used = start + bytes;
    char *piece = (char *)chunk->bytes + start;
    return content == ZEROED ? memset(piece, 0, bytes) : piece;
}

void *sf_arena_take(sf_arena *arena, size_t bytes) {
    return take(arena, bytes ? bytes : 1, alignof(max_align_t), ZEROED);
}

int sf_arena_copy(sf_arena *arena, sheaf_str text, sheaf_str *out) {
    if (text.len == 0) {
        *out = SHEAF_STR("");
        return 1;
    }
    char *bytes = take(arena, text.len, 1, AS_FOUND);
    if (!bytes)
        return 0;
    memcpy(bytes, text.ptr, text.len);
    *out = (sheaf_str){bytes, text.len};
    return 1;
}

int sf_arena_holds(const sf_arena *arena, const void *address) {
    for (const sf_chunk *chunk = arena->last; chunk; chunk = chunk->before) {
        uintptr_t start = (uintptr_t)chunk->bytes;
        if ((uintptr_t)address - start < chunk->used)
            return 1;
    }
    return 0;
}

void sf_arena_done(sf_arena *arena) {
    for (sf_chunk *chunk = arena->last; chunk;) {
        sf_chunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
    *arena = (sf_arena){0};
}
