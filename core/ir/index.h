/* Finds elements of a list of records by what they say: a hash table of their numbers beside the list, at
 * most half full, in the arena of the records. */
#ifndef SF_IR_INDEX_H
#define SF_IR_INDEX_H

#include "ir/records.h"

/* A hash of bytes, going on from `before` (0 at first). */
uint32_t sf_hash_bytes(uint32_t before, sheaf_str bytes);

/* Whether an element of the list says what `key` says. */
typedef int sf_same(const void *element, const void *key);

/* The slot of the element that says the same, or where `at` is 0 the one for a new element: who adds it
 * sets `at` to the list's count. NULL: no memory. */
sf_slot *sf_index_find(sf_index *index, sf_arena *arena, const sf_list *list, uint32_t hash,
                       sf_same *same, const void *key);

#endif
