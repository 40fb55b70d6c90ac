/* Members that Sheaf does not know stand last in their object, as they were read. They are sorted by node,
 * owner and index, so each object finds its own by halving. */
#include "json.h"

static int is_before(const sheaf_opaque *kept, uint32_t node, uint32_t owner, uint32_t index) {
    if (kept->node != node)
        return kept->node < node;
    if (kept->owner != owner)
        return kept->owner < owner;
    return kept->index < index;
}

static sheaf_str find_kept(const json_out *out, uint32_t node, uint32_t owner, uint32_t index) {
    const sheaf_array *all = &out->document->opaque;
    uint32_t low = 0;
    uint32_t high = all->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (is_before(SHEAF_AT(*all, sheaf_opaque, middle), node, owner, index))
            low = middle + 1;
        else
            high = middle;
    }
    const sheaf_opaque *kept = low < all->count ? SHEAF_AT(*all, sheaf_opaque, low) : NULL;
    int is_it = kept != NULL && kept->node == node && kept->owner == owner && kept->index == index;
    return is_it ? kept->members : SHEAF_STR("");
}

static void end_object(json_out *out, sheaf_str kept) {
    if (kept.len > 0) {
        json_put(out, SHEAF_STR(", "));
        json_pass(out, kept);
    }
    json_put(out, SHEAF_STR("}"));
}

sheaf_str json_kept(const json_out *out, uint32_t owner, uint32_t index) {
    return find_kept(out, 0, owner, index);
}

void json_end(json_out *out, uint32_t owner, uint32_t index) {
    end_object(out, json_kept(out, owner, index));
}

void json_end_node(json_out *out, uint32_t node) {
    end_object(out, find_kept(out, node, SHEAF_OF_NODE, 0));
}
