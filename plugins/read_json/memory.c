/* Scratch memory is not given back before the job ends, so arrays grow by doubling: all of them together take twice
 * what the last one has. */
#include "reader.h"

int json_grow(json_reader *reader, void **base, uint32_t *room, uint32_t count, uint32_t need,
              size_t element) {
    if (need <= *room)
        return 1;
    uint64_t larger = *room > 0 ? (uint64_t)*room * 2 : 64;
    while (larger < need)
        larger *= 2;
    void *fresh =
        larger < UINT32_MAX ? reader->host->scratch(reader->job, (size_t)larger * element) : NULL;
    if (fresh == NULL)
        return 0;
    if (count > 0)
        memcpy(fresh, *base, count * element);
    *base = fresh;
    *room = (uint32_t)larger;
    return 1;
}
