/* Our own set of JSON texts: what RFC 8259 allows, what it forbids, and what it leaves open with our answer. */
#ifndef READ_JSON_SUITE_H
#define READ_JSON_SUITE_H

#include <stddef.h>

typedef struct suite_case {
    const char *text;
    size_t length;
} suite_case;

extern const suite_case suite_sound[], suite_broken[];
extern const size_t suite_sound_count, suite_broken_count;

#endif
