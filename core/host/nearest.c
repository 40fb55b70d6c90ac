/* The nearest word by edit distance; near means that at most a third of it is wrong. */
#include "host/nearest.h"
#include "base/text.h"

#include <limits.h>
#include <string.h>

enum { LONGEST_WORD = 100 };

sf_nearest sf_nearest_to(sheaf_str wanted) {
    return (sf_nearest){.wanted = sf_str_slice(wanted, 0, LONGEST_WORD),
                        .best = SHEAF_STR(""),
                        .distance = UINT_MAX};
}

static void list(sf_nearest *nearest, sheaf_str word) {
    if (word.len + 3 > sizeof nearest->known - nearest->length)
        return;
    if (nearest->length > 0) {
        memcpy(nearest->known + nearest->length, ", ", 2);
        nearest->length += 2;
    }
    memcpy(nearest->known + nearest->length, word.ptr, word.len);
    nearest->length += word.len;
    nearest->known[nearest->length] = '\0';
}

void sf_nearest_offer(sf_nearest *nearest, sheaf_str word) {
    if (word.len > LONGEST_WORD)
        return;
    list(nearest, word);
    unsigned distance = sf_str_distance(nearest->wanted, word);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->best = word;
    }
}

sheaf_status sf_nearest_fail(const sf_nearest *nearest, const char *what, sf_error *error) {
    sheaf_str wanted = nearest->wanted;
    if (nearest->best.len > 0 && nearest->distance <= 1 + nearest->best.len / 3)
        return sf_failf(error, SHEAF_BAD_CALL, "unknown",
                        "there is no %s \"%.*s\"; did you mean \"%.*s\"?", what, (int)wanted.len,
                        wanted.ptr, (int)nearest->best.len, nearest->best.ptr);
    if (nearest->length > 0)
        return sf_failf(error, SHEAF_BAD_CALL, "unknown", "there is no %s \"%.*s\"; known are: %s",
                        what, (int)wanted.len, wanted.ptr, nearest->known);
    return sf_failf(error, SHEAF_BAD_CALL, "unknown", "there is no %s \"%.*s\"", what,
                    (int)wanted.len, wanted.ptr);
}
