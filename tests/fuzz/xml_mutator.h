/* A mutator that keeps XML well-formed most of the time, as a parser that refuses nearly all inputs hides what
 * stands behind it: whole elements are repeated, dropped or copied elsewhere, attribute values are set to odd ones.
 * A third of the time libFuzzer's own mutator changes bytes. Included by one harness each. */
#ifndef XML_MUTATOR_H
#define XML_MUTATOR_H

#include <stdint.h>
#include <string.h>

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);

typedef struct xml_range {
    size_t begin, end;
} xml_range;

static unsigned next_random(unsigned *seed) {
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

/* The next place of the byte, from a random one on; `size` for none. */
static size_t some_byte(const uint8_t *data, size_t size, uint8_t byte, unsigned *seed) {
    size_t from = size ? next_random(seed) % size : 0;
    const uint8_t *found = size ? memchr(data + from, byte, size - from) : NULL;
    if (!found && size)
        found = memchr(data, byte, size);
    return found ? (size_t)(found - data) : size;
}

/* From a '<' to the end of what it opens; the rest of the text where nothing closes it. */
static xml_range element_at(const uint8_t *data, size_t size, size_t begin) {
    long depth = 0;
    for (size_t at = begin; at < size; at++) {
        if (data[at] != '<')
            continue;
        const uint8_t *close = memchr(data + at, '>', size - at);
        if (!close)
            break;
        int ends = at + 1 < size && data[at + 1] == '/';
        int empty = close[-1] == '/';
        depth += ends ? -1 : !empty;
        at = (size_t)(close - data);
        if (depth <= 0)
            return (xml_range){begin, at + 1};
    }
    return (xml_range){begin, size};
}

/* Puts `length` bytes in the place of a range; the old size where there is no room. */
static size_t replace(uint8_t *data, size_t size, size_t room, xml_range range,
                      const uint8_t *bytes, size_t length) {
    size_t gone = range.end - range.begin;
    if (size - gone + length > room)
        return size;
    memmove(data + range.begin + length, data + range.end, size - range.end);
    if (length)
        memcpy(data + range.begin, bytes, length);
    return size - gone + length;
}

static size_t move_element(uint8_t *data, size_t size, size_t room, unsigned *seed) {
    static uint8_t copy[1 << 12];
    size_t begin = some_byte(data, size, '<', seed);
    xml_range from = element_at(data, size, begin);
    size_t length = from.end - from.begin;
    if (begin == size || length > sizeof copy)
        return size;
    memcpy(copy, data + from.begin, length);
    unsigned kind = next_random(seed) % 4;
    if (kind == 0)
        return replace(data, size, room, from, NULL, 0);
    size_t to = kind == 1 ? from.end : some_byte(data, size, '<', seed);
    return replace(data, size, room, (xml_range){to, to}, copy, length);
}

static size_t set_value(uint8_t *data, size_t size, size_t room, unsigned *seed) {
    static const char *const odd[] = {"0", "1", "2",          "3",       "9",        "", "-1",
                                      "x", "a", "2147483647", "restart", "continue", "H"};
    size_t begin = some_byte(data, size, '=', seed) + 1;
    const uint8_t *end = begin + 1 < size && data[begin] == '"'
                             ? memchr(data + begin + 1, '"', size - begin - 1)
                             : NULL;
    if (!end)
        return size;
    const char *value = odd[next_random(seed) % (sizeof odd / sizeof *odd)];
    xml_range inside = {begin + 1, (size_t)(end - data)};
    return replace(data, size, room, inside, (const uint8_t *)value, strlen(value));
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed) {
    if (size == 0 || data[0] == 'z' || next_random(&seed) % 3 == 0)
        return LLVMFuzzerMutate(data, size, room);
    for (unsigned left = next_random(&seed) % 4 + 1; left > 0; left--)
        size = next_random(&seed) % 2 ? move_element(data, size, room, &seed)
                                      : set_value(data, size, room, &seed);
    return size;
}

#endif
