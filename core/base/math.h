/* Checked arithmetic on sizes that come from input: 0 and *out untouched where it would wrap. */
#ifndef SF_BASE_MATH_H
#define SF_BASE_MATH_H

#include <stddef.h>
#include <stdint.h>

static inline int sf_add(size_t a, size_t b, size_t *out) {
    if (a > SIZE_MAX - b)
        return 0;
    *out = a + b;
    return 1;
}

static inline int sf_mul(size_t a, size_t b, size_t *out) {
    if (b != 0 && a > SIZE_MAX / b)
        return 0;
    *out = a * b;
    return 1;
}

#endif
