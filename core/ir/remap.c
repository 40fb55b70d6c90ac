/* Node ids in records, found through the shapes: mapped after a rebuild, bounded after a plugin's run.
 * Single ids become none where they lead nowhere, lists get shorter. */
#include "ir/records.h"

#include "ir/shape.h"

typedef struct mapping {
    const uint32_t *map; /* NULL: ids stay as they are */
    uint32_t count;
    uint32_t lost; /* ids that were out of range */
} mapping;

static uint32_t mapped(mapping *m, uint32_t id) {
    if (id == SHEAF_NONE)
        return SHEAF_NONE;
    if (id >= m->count) {
        m->lost++;
        return SHEAF_NONE;
    }
    return m->map ? m->map[id] : id;
}

static void map_list(mapping *m, uint32_t *ids, uint32_t *count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < *count; i++) {
        uint32_t id = mapped(m, ids[i]);
        if (id != SHEAF_NONE)
            ids[kept++] = id;
    }
    *count = kept;
}

static void map_record(mapping *m, const sf_shape *shape, char *record) {
    for (uint32_t i = 0; i < shape->field_count; i++) {
        const sf_field *field = &shape->fields[i];
        void *member = record + field->offset;
        if (field->type == SF_NODE)
            *(uint32_t *)member = mapped(m, *(uint32_t *)member);
        else if (field->type == SF_NODES)
            map_list(m, *(uint32_t **)member, (uint32_t *)(void *)(record + field->count_offset));
    }
}

static void map_list_of(mapping *m, const sf_shape *shape, const sf_list *list, uint32_t first) {
    for (uint32_t i = first; i < list->array.count; i++)
        map_record(m, shape, (char *)(uintptr_t)SHEAF_AT(list->array, char, i));
}

void sf_records_remap(sf_records *records, const uint32_t *map, uint32_t count) {
    mapping m = {.map = map, .count = count};
    for (unsigned which = SF_FIRST_RECORD; which < SF_SHAPES; which++)
        map_list_of(&m, &sf_shapes[which], sf_shape_list(&sf_shapes[which], records), 0);
}

static uint32_t bound_repairs(const sf_records *records) {
    uint32_t lost = 0;
    for (uint32_t i = records->facts.bounded; i < records->facts.array.count; i++) {
        sheaf_fact *fact = (sheaf_fact *)(uintptr_t)SHEAF_AT(records->facts.array, sheaf_fact, i);
        uint32_t *ids = (uint32_t *)(uintptr_t)fact->repairs, kept = 0;
        for (uint32_t j = 0; j < fact->repair_count; j++)
            if (ids[j] >= 1 && ids[j] <= records->repairs.array.count)
                ids[kept++] = ids[j];
        lost += fact->repair_count - kept;
        fact->repair_count = kept;
    }
    return lost;
}

uint32_t sf_records_bound(sf_records *records, uint32_t node_count) {
    mapping m = {.count = node_count};
    uint32_t lost = bound_repairs(records);
    for (unsigned which = SF_FIRST_RECORD; which < SF_SHAPES; which++) {
        sf_list *list = sf_shape_list(&sf_shapes[which], records);
        map_list_of(&m, &sf_shapes[which], list, list->bounded);
        list->bounded = list->array.count;
    }
    return m.lost + lost;
}
