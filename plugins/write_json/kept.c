/* Members that Sheaf does not know stand last in their object, as they were read. They are sorted by what names
 * the object, so each finds its own by halving; where no object inside another has any, none is asked. */
#include "json.h"

static int compare(const sheaf_opaque *kept, const sheaf_object *object) {
    const uint32_t pairs[][2] = {{kept->node, object->node},
                                 {kept->owner, object->owner},
                                 {kept->index, object->index},
                                 {kept->inner, object->inner},
                                 {kept->piece, object->piece}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    return 0;
}

static sheaf_str find_kept(const json_out *out, const sheaf_object *object) {
    const sheaf_array *all = &out->document->opaque;
    uint32_t low = 0;
    uint32_t high = all->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const sheaf_opaque *kept = SHEAF_AT(*all, sheaf_opaque, middle);
        int order = compare(kept, object);
        if (order == 0)
            return kept->members;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return SHEAF_STR("");
}

static void end_object(json_out *out, sheaf_str kept, int is_empty) {
    if (kept.len > 0) {
        json_put(out, is_empty ? SHEAF_STR("") : SHEAF_STR(", "));
        json_pass(out, kept);
    }
    json_put(out, SHEAF_STR("}"));
}

sheaf_str json_kept(const json_out *out, uint32_t owner, uint32_t index) {
    const sheaf_object object = {.owner = owner, .index = index};
    return find_kept(out, &object);
}

void json_end(json_out *out, uint32_t owner, uint32_t index) {
    end_object(out, json_kept(out, owner, index), 0);
}

sheaf_str json_kept_in(const json_out *out, sheaf_object object) {
    int may_have = object.inner == SHEAF_IN_ITSELF || out->has_inner;
    return may_have ? find_kept(out, &object) : SHEAF_STR("");
}

void json_end_in(json_out *out, sheaf_object object, int is_empty) {
    end_object(out, json_kept_in(out, object), is_empty);
}
