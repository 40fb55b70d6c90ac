/* Makes allocation number k fail, for every k: with the line
 *     // link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=free
 * at the top of the test, all code linked into it allocates through here. `failing_live` counts the
 * blocks that are held, so a leak shows without a sanitizer. Include it in one file of a program. */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#include <stddef.h>

void *__real_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__real_realloc(void *block, size_t bytes);
void __real_free(void *block);
void *__wrap_malloc(size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
void *__wrap_realloc(void *block, size_t bytes);
void __wrap_free(void *block);

static unsigned long failing_at;   /* fails this one and all later ones, counted from 1; 0: none */
static unsigned long failing_only; /* fails just this one; 0: none */
static unsigned long failing_count;
static long failing_live;

static int failing_now(void) {
    failing_count++;
    return (failing_at && failing_count >= failing_at) || failing_count == failing_only;
}

static void *failing_held(void *block) {
    failing_live += block != NULL;
    return block;
}

void *__wrap_malloc(size_t bytes) {
    return failing_now() ? NULL : failing_held(__real_malloc(bytes));
}

void *__wrap_calloc(size_t count, size_t bytes) {
    return failing_now() ? NULL : failing_held(__real_calloc(count, bytes));
}

void *__wrap_realloc(void *block, size_t bytes) {
    if (failing_now())
        return NULL;
    void *moved = __real_realloc(block, bytes);
    failing_live += block == NULL && moved != NULL;
    return moved;
}

void __wrap_free(void *block) {
    failing_live -= block != NULL;
    __real_free(block);
}

/* What a scenario says of its run. */
typedef enum failing_result { FAILING_REFUSED, FAILING_THROUGH, FAILING_DEFECT } failing_result;

/* Runs `scenario` with allocation 1, 2, 3 ... failing (with all later ones, then alone), until it needs no
 * more. Every run must leave nothing behind. With all later ones failing it must be refused; a failure
 * alone may be survived (a hint that was not met), if the scenario finds its result whole. Returns how
 * many allocations there were, or 0 where the sweep found a defect. */
static unsigned long failing_sweep(int (*scenario)(void)) {
    for (unsigned long k = 1;; k++) {
        for (int alone = 0; alone < 2; alone++) {
            long before = failing_live;
            failing_count = 0;
            failing_at = alone ? 0 : k;
            failing_only = alone ? k : 0;
            int result = scenario();
            int reached = failing_count >= k;
            failing_at = failing_only = 0;
            if (failing_live != before || result == FAILING_DEFECT ||
                (reached && !alone && result == FAILING_THROUGH) ||
                (!reached && result == FAILING_REFUSED))
                return 0;
            if (!reached)
                return k;
        }
    }
}

#endif
