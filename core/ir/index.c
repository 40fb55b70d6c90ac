/* Slots remember the hash of their element, so that growing looks at no element and a look-up at hardly
 * any but the right one. */
#include "ir/index.h"

uint32_t sf_hash_bytes(uint32_t before, sheaf_str bytes) {
    uint32_t h = before ? before : 2166136261u;
    for (size_t i = 0; i < bytes.len; i++)
        h = (h ^ (unsigned char)bytes.ptr[i]) * 16777619u;
    return h;
}

static sf_slot *empty_slot(const sf_index *index, uint32_t hash) {
    uint32_t i = hash & (index->capacity - 1);
    while (index->slots[i].at)
        i = (i + 1) & (index->capacity - 1);
    return &index->slots[i];
}

/* The list holds no fewer elements than the table names. */
static int make_room(sf_index *index, sf_arena *arena, const sf_list *list) {
    if (list->array.count < index->capacity / 2)
        return 1;
    sf_index larger = {.capacity = 16};
    while (list->array.count >= larger.capacity / 2)
        larger.capacity *= 2;
    larger.slots = sf_arena_take(arena, larger.capacity * sizeof *larger.slots);
    if (!larger.slots)
        return 0;
    for (uint32_t i = 0; i < index->capacity; i++)
        if (index->slots[i].at)
            *empty_slot(&larger, index->slots[i].hash) = index->slots[i];
    *index = larger;
    return 1;
}

sf_slot *sf_index_find(sf_index *index, sf_arena *arena, const sf_list *list, uint32_t hash,
                       sf_same *same, const void *key) {
    if (!make_room(index, arena, list))
        return NULL;
    uint32_t i = hash & (index->capacity - 1);
    for (; index->slots[i].at; i = (i + 1) & (index->capacity - 1)) {
        const sf_slot *slot = &index->slots[i];
        if (slot->hash == hash && same(SHEAF_AT(list->array, char, slot->at - 1), key))
            break;
    }
    return &index->slots[i];
}
