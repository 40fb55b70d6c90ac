/* Only what is pushed is zeroed, so the unused part of a vec costs address space and no memory. A small one
 * therefore grows fast: each step less is a block less that was written and left behind. */
#include "base/vec.h"

#include "base/math.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 8, SMALL = 1 << 16 /* bytes */ };

void sf_vec_done(sf_vec *vec) {
    free(vec->base);
    *vec = (sf_vec){.stride = vec->stride};
}

static uint32_t next_capacity(const sf_vec *vec) {
    if (vec->capacity < FIRST_CAPACITY)
        return FIRST_CAPACITY;
    uint32_t times = vec->capacity <= SMALL / 4 / vec->stride ? 4 : 2;
    return vec->capacity > (SHEAF_NONE - 1) / times ? SHEAF_NONE - 1 : vec->capacity * times;
}

/* The greatest count is one below SHEAF_NONE, which is no index. */
int sf_vec_reserve(sf_vec *vec, uint32_t count) {
    if (count > SHEAF_NONE - 1 - vec->count)
        return 0;
    uint32_t needed = vec->count + count, capacity = vec->capacity;
    if (needed <= capacity)
        return 1;
    capacity = next_capacity(vec);
    if (capacity < needed)
        capacity = needed;
    size_t bytes;
    if (!sf_mul(capacity, vec->stride, &bytes) || bytes == 0)
        return 0;
    void *base = realloc(vec->base, bytes);
    if (!base)
        return 0;
    vec->base = base;
    vec->capacity = capacity;
    return 1;
}

void *sf_vec_push(sf_vec *vec, uint32_t count) {
    if (!sf_vec_reserve(vec, count ? count : 1))
        return NULL;
    return memset(sf_vec_room(vec, count), 0, (size_t)count * vec->stride);
}

sheaf_array sf_vec_view(const sf_vec *vec) {
    return (sheaf_array){vec->base, vec->count, vec->stride};
}
