/* One block that doubles. Everything goes through sf_buffer_room, so the ceiling, the overflow check and
 * the latch stand in one place. */
#include "base/buffer.h"

#include "base/math.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 256 };

void sf_buffer_done(sf_buffer *buffer) {
    free(buffer->bytes);
    *buffer = (sf_buffer){.ceiling = buffer->ceiling};
}

static size_t grown(const sf_buffer *buffer, size_t needed) {
    size_t twice = buffer->capacity ? buffer->capacity : FIRST_CAPACITY / 2;
    if (!sf_mul(twice, 2, &twice) || twice < needed)
        twice = needed;
    return buffer->ceiling && twice > buffer->ceiling ? buffer->ceiling : twice;
}

static int grow(sf_buffer *buffer, size_t least) {
    size_t needed;
    if (!sf_add(buffer->length, least, &needed) || (buffer->ceiling && needed > buffer->ceiling))
        return 0;
    if (needed <= buffer->capacity)
        return 1;
    size_t capacity = grown(buffer, needed);
    char *bytes = realloc(buffer->bytes, capacity);
    if (!bytes)
        return 0;
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return 1;
}

char *sf_buffer_room(sf_buffer *buffer, size_t least) {
    if (!buffer->failed && !grow(buffer, least ? least : 1))
        buffer->failed = 1;
    return buffer->failed ? NULL : buffer->bytes + buffer->length;
}

int sf_buffer_add(sf_buffer *buffer, sheaf_str bytes) {
    if (bytes.len == 0)
        return !buffer->failed;
    char *room = sf_buffer_room(buffer, bytes.len);
    if (!room)
        return 0;
    memcpy(room, bytes.ptr, bytes.len);
    buffer->length += bytes.len;
    return 1;
}

/* Formats aside when the text is short, so that the ceiling counts the text and not its NUL. */
int sf_buffer_addf(sf_buffer *buffer, const char *format, ...) {
    char small[512];
    va_list list;
    va_start(list, format);
    int length = vsnprintf(small, sizeof small, format, list);
    va_end(list);
    if (length >= 0 && (size_t)length < sizeof small)
        return sf_buffer_add(buffer, (sheaf_str){small, (size_t)length});
    char *large = length < 0 ? NULL : malloc((size_t)length + 1);
    if (!large) {
        buffer->failed = 1;
        return 0;
    }
    va_start(list, format);
    vsnprintf(large, (size_t)length + 1, format, list);
    va_end(list);
    int added = sf_buffer_add(buffer, (sheaf_str){large, (size_t)length});
    free(large);
    return added;
}

sheaf_str sf_buffer_view(const sf_buffer *buffer) {
    return buffer->length ? (sheaf_str){buffer->bytes, buffer->length} : SHEAF_STR("");
}
