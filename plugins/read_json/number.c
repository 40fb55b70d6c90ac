/* A note's run names its footnote, which nearly always comes later. So where the first note is met, all nodes are
 * numbered as the builder will do it. It adds and drops cells where a table is not whole; then nobody knows the numbers
 * and notes lead nowhere, rather than to another block. Whether it went as foreseen is looked at in the end. */
#include "walk.h"

#include <stdio.h>

static int is_own_number(const json_ids *ids) {
    for (uint32_t i = 0; i < ids->count; i++)
        if (ids->pairs[i].id != ids->pairs[i].now)
            return 0;
    return 1;
}

static uint64_t span_of(json_reader *reader, uint32_t value) {
    uint32_t span = json_small(reader, value);
    return span > 0 ? span : 1;
}

/* Slots that tables have and cells do not fill, over the whole document: 0 where every table is whole. */
static uint64_t count_slots(json_reader *reader, const json_object *object, uint32_t kind) {
    const uint32_t *slots = object->slots;
    if (kind == SHEAF_TABLE)
        return (uint64_t)json_small(reader, slots[NODE_ROWS]) *
               json_small(reader, slots[NODE_COLUMNS]);
    if (kind == SHEAF_CELL)
        return 0 - span_of(reader, slots[NODE_ROW_SPAN]) * span_of(reader, slots[NODE_COLUMN_SPAN]);
    return 0;
}

/* Numbers rise from 1 in the order of the document: node 0 is the document. */
static void number_all(json_reader *reader) {
    json_walk walk = {.reader = reader};
    uint32_t node = 0;
    uint64_t slots = 0;
    if (!json_enter(&walk, reader->blocks, JSON_BLOCK))
        return;
    while (walk.count > 0 && json_tick(reader, node) == SHEAF_OK) {
        json_object object;
        json_node_form form;
        json_role role;
        uint32_t value = json_next(&walk, &role);
        if (value == JSON_NONE) {
            walk.count--;
        } else if (json_take_node(reader, value, role, &object, &form)) {
            json_ids_add(reader, &reader->ahead, object.slots[NODE_ID], ++node);
            slots += count_slots(reader, &object, form.kind);
            if (form.children != 0)
                json_enter(&walk, form.children, form.role);
        }
    }
    json_ids_settle(reader, &reader->ahead);
    reader->knows_numbers = slots == 0;
    reader->keeps_numbers = slots == 0 && is_own_number(&reader->ahead);
}

static int parse_id(sheaf_str text, uint32_t *id) {
    int64_t digits;
    uint32_t scale;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
    if (text.len == 0 || !json_exact(text, &digits, &scale) || digits > UINT32_MAX)
        return 0;
    *id = (uint32_t)digits;
    return 1;
}

static sheaf_str number_text(json_reader *reader, uint32_t number) {
    const size_t room = 11;
    char *text = reader->host->scratch(reader->job, room);
    if (text == NULL)
        return SHEAF_STR("");
    return (sheaf_str){text, (size_t)snprintf(text, room, "%u", number)};
}

/* Where every block has its own number for an id, as in files that Sheaf wrote, a target is right as it stands. */
sheaf_str json_note_target(json_reader *reader, uint32_t value) {
    sheaf_str target = json_text(reader, value);
    uint32_t id, node;
    if (!reader->is_numbered) {
        number_all(reader);
        reader->is_numbered = 1;
    }
    if (reader->keeps_numbers || value == 0)
        return target;
    if (reader->knows_numbers && parse_id(target, &id) && json_ids_find(&reader->ahead, id, &node))
        return number_text(reader, node);
    if (reader->knows_numbers)
        json_warn(
            reader, value, "json.dangling",
            "a note leads to a footnote that the report does not have; where it leads is left "
            "out");
    else
        json_warn(
            reader, value, "json.note-left-out",
            "a table whose cells do not fill it was mended, so the numbers of blocks are other "
            "ones; where a note leads is left out");
    return SHEAF_STR("");
}

void json_check_numbers(json_reader *reader) {
    uint32_t now;
    for (uint32_t i = 0; reader->knows_numbers && i < reader->ahead.count; i++) {
        const json_pair *pair = &reader->ahead.pairs[i];
        if (json_ids_find(&reader->nodes, pair->id, &now) && now == pair->now)
            continue;
        json_warn_id(reader, "json.note-moved",
                     "tables of the report were mended, so notes may lead to another block than "
                     "before; the first block with another number is",
                     pair->id);
        return;
    }
}
