/* A growing array of equal elements in one block. Growth doubles at least, so that n pushes cost O(n); large
 * blocks grow by remapping (glibc's realloc), so they cost no second copy in memory. */
#ifndef SF_BASE_VEC_H
#define SF_BASE_VEC_H

#include <sheaf/plugin.h>

typedef struct sf_vec {
    void *base;
    uint32_t count;
    uint32_t capacity;
    uint32_t stride; /* bytes of an element; set before the first push */
} sf_vec;

#define SF_VEC_OF(type)                                                                            \
    { .stride = (uint32_t)sizeof(type) }

/* Element i, which must exist. */
#define SF_VEC_AT(vec, type, i) (&((type *)(vec)->base)[i])

void sf_vec_done(sf_vec *vec);

/* Makes room for `count` more elements; 0 (nothing changed) where memory or 32-bit counts end. */
int sf_vec_reserve(sf_vec *vec, uint32_t count);

/* `count` new zeroed elements at the end; the address of the first, or NULL (nothing changed) where
 * memory or 32-bit counts end. */
void *sf_vec_push(sf_vec *vec, uint32_t count);

/* The same without zeros, of at least one element, for a caller who writes them whole at once. */
static inline void *sf_vec_room(sf_vec *vec, uint32_t count) {
    if (count > vec->capacity - vec->count && !sf_vec_reserve(vec, count))
        return NULL;
    char *first = (char *)vec->base + (size_t)vec->count * vec->stride;
    vec->count += count;
    return first;
}

/* The array as the ABI shows it. */
sheaf_array sf_vec_view(const sf_vec *vec);

#endif
