/* Ids of the file and what they became. In files that Sheaf wrote they rise, so sorting finds nothing to do and
 * looking up is halving. */
#include "reader.h"

#include <stdlib.h>

/* Order among equal ids is the order in which they came: `now` rises. */
static int compare(const void *a, const void *b) {
    const json_pair *x = a, *y = b;
    if (x->id != y->id)
        return x->id < y->id ? -1 : 1;
    return x->now < y->now ? -1 : x->now > y->now;
}

void json_ids_add(json_reader *reader, json_ids *ids, uint32_t value, uint32_t now) {
    void *base = ids->pairs;
    if (value == 0 || now == SHEAF_NONE ||
        !json_grow(reader, &base, &ids->room, ids->count, ids->count + 1, sizeof *ids->pairs))
        return;
    ids->pairs = base;
    ids->pairs[ids->count++] = (json_pair){json_small(reader, value), now};
}

static int is_sorted(const json_ids *ids) {
    for (uint32_t i = 1; i < ids->count; i++)
        if (ids->pairs[i - 1].id >= ids->pairs[i].id)
            return 0;
    return 1;
}

void json_ids_settle(json_reader *reader, json_ids *ids) {
    uint32_t kept = 0, twice = 0, first = 0;
    if (is_sorted(ids))
        return;
    qsort(ids->pairs, ids->count, sizeof *ids->pairs, compare);
    for (uint32_t i = 0; i < ids->count; i++) {
        if (kept > 0 && ids->pairs[kept - 1].id == ids->pairs[i].id)
            first = twice++ == 0 ? ids->pairs[i].id : first;
        else
            ids->pairs[kept++] = ids->pairs[i];
    }
    ids->count = kept;
    if (twice > 0)
        json_warn_id(reader, "json.id-twice",
                     "ids stand at more than one block or repair, and what names one leads to the "
                     "first; the lowest is",
                     first);
}

int json_ids_find(const json_ids *ids, uint32_t id, uint32_t *now) {
    uint32_t low = 0, high = ids->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ids->pairs[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == ids->count || ids->pairs[low].id != id)
        return 0;
    *now = ids->pairs[low].now;
    return 1;
}

uint32_t json_node(json_reader *reader, uint32_t value) {
    uint32_t now;
    if (value == 0)
        return SHEAF_NONE;
    if (json_ids_find(&reader->nodes, json_small(reader, value), &now))
        return now;
    json_warn(reader, value, "json.dangling",
              "a record names a block that the report does not have; the name is left out");
    return SHEAF_NONE;
}

const uint32_t *json_id_list(json_reader *reader, const json_ids *ids, uint32_t array,
                             uint32_t *count) {
    uint32_t end, first = json_elements(reader, array, &end);
    *count = 0;
    uint32_t *list =
        end > first ? reader->host->scratch(reader->job, (end - first) * sizeof *list) : NULL;
    for (uint32_t at = first; list != NULL && at < end; at = json_after(&reader->index, at)) {
        if (json_ids_find(ids, json_small(reader, at), &list[*count]))
            ++*count;
        else
            json_warn(reader, at, "json.dangling",
                      "a record names a block or repair that the report does not have; the name is "
                      "left out");
    }
    return list;
}
