/* Only what is pushed is zeroed, so the unused half of a large vec costs address space and no memory. */
#include "base/vec.h"

#include "base/math.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 8 };

void sf_vec_done(sf_vec *vec) {
    free(vec->base);
    *vec = (sf_vec){.stride = vec->stride};
}

/* The greatest count is one below SHEAF_NONE, which is no index. */
int sf_vec_reserve(sf_vec *vec, uint32_t count) {
    if (count > SHEAF_NONE - 1 - vec->count)
        return 0;
    uint32_t needed = vec->count + count, capacity = vec->capacity;
    if (needed <= capacity)
        return 1;
    capacity = capacity < FIRST_CAPACITY         ? FIRST_CAPACITY
               : capacity > (SHEAF_NONE - 1) / 2 ? SHEAF_NONE - 1
                                                 : capacity * 2;
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
