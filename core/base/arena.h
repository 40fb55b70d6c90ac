/* Memory that is freed all at once: a bump allocator over chunks that never move. What is taken lives
 * until the arena is done; nothing is freed alone. Running out of memory returns NULL and changes
 * nothing. */
#ifndef SF_BASE_ARENA_H
#define SF_BASE_ARENA_H

#include <sheaf/plugin.h>

typedef struct sf_chunk sf_chunk;

typedef struct sf_arena {
    sf_chunk *last; /* the chunk that is bumped, linked to the ones before it */
    size_t total;   /* bytes held from the system */
} sf_arena;

/* An arena of all zeros is initialised. */
void sf_arena_done(sf_arena *arena);

/* `bytes` of zeroed memory aligned for any type, or NULL. 0 bytes give some address. */
void *sf_arena_take(sf_arena *arena, size_t bytes);

/* A copy of `text` in the arena (*out). 0 where there is no memory. Empty text needs none. */
int sf_arena_copy(sf_arena *arena, sheaf_str text, sheaf_str *out);

/* Whether the byte at `address` was taken from this arena. Looks at every chunk. */
int sf_arena_holds(const sf_arena *arena, const void *address);

#endif
