/* A growing run of bytes with a ceiling. A failed append changes nothing and stays failed: all later
 * ones are refused, so a writer may look once at the end. All zeros is an empty buffer. */
#ifndef SF_BASE_BUFFER_H
#define SF_BASE_BUFFER_H

#include <sheaf/plugin.h>

typedef struct sf_buffer {
    char *bytes;
    size_t length;
    size_t capacity;
    size_t ceiling; /* most bytes it may hold; 0: no ceiling */
    int failed;     /* an append was refused: no memory, or over the ceiling */
} sf_buffer;

void sf_buffer_done(sf_buffer *buffer);
int sf_buffer_add(sf_buffer *buffer, sheaf_str bytes);
int sf_buffer_addf(sf_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Room for `least` bytes at the end, NULL where refused; the caller writes there and adds what it
 * wrote to `length`. */
char *sf_buffer_room(sf_buffer *buffer, size_t least);

sheaf_str sf_buffer_view(const sf_buffer *buffer);

#endif
