/* A frame an array. Cells are sorted by row and column where they do not stand so: the builder wants them in that
 * order, and a file that another tool wrote may have any. */
#include "walk.h"

#include <stdlib.h>

/* ------------------------------------------------------------------------------- order of cells -- */

static json_slot slot_of(json_reader *reader, uint32_t cell) {
    const json_index *index = &reader->index;
    json_slot slot = {0, 0, cell};
    if (json_kind_of(index, cell) != JSON_OBJECT)
        return slot;
    uint32_t end = cell + index->marks[cell].span, left = 2;
    for (uint32_t key = cell + 1; key < end && left > 0; key = json_after(index, key + 1)) {
        int is_row = json_is_name(index, key, SHEAF_STR("row"));
        if (!is_row && !json_is_name(index, key, SHEAF_STR("column")))
            continue;
        *(is_row ? &slot.row : &slot.column) = json_small(reader, key + 1);
        left--;
    }
    return slot;
}

static int compare(const void *a, const void *b) {
    const json_slot *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return x->value < y->value ? -1 : x->value > y->value;
}

/* How many cells there are, and whether they stand in order. */
static uint32_t count_cells(json_reader *reader, const json_frame *frame, int *ordered) {
    json_slot before = {0, 0, 0};
    uint32_t count = 0;
    *ordered = 1;
    for (uint32_t at = frame->next; at < frame->end; at = json_after(&reader->index, at)) {
        json_slot slot = slot_of(reader, at);
        *ordered = *ordered && compare(&before, &slot) < 0;
        before = slot;
        count++;
    }
    return count;
}

static int order_cells(json_reader *reader, json_frame *frame) {
    int ordered;
    uint32_t count = count_cells(reader, frame, &ordered), i = 0;
    if (ordered)
        return 1;
    json_slot *order = reader->host->scratch(reader->job, count * sizeof *order);
    if (order == NULL)
        return 0;
    for (uint32_t at = frame->next; at < frame->end; at = json_after(&reader->index, at))
        order[i++] = slot_of(reader, at);
    qsort(order, count, sizeof *order, compare);
    frame->order = order;
    frame->next = 0;
    frame->end = count;
    return 1;
}

/* ----------------------------------------------------------------------------------- the walk -- */

int json_enter(json_walk *walk, uint32_t array, json_role role) {
    json_frame frame = {.role = role};
    void *base = walk->frames;
    frame.next = json_elements(walk->reader, array, &frame.end);
    if (frame.next == 0 || (role == JSON_CELL && !order_cells(walk->reader, &frame)) ||
        !json_grow(walk->reader, &base, &walk->room, walk->count, walk->count + 1, sizeof frame))
        return 0;
    walk->frames = base;
    walk->frames[walk->count++] = frame;
    return 1;
}

uint32_t json_next(json_walk *walk, json_role *role) {
    json_frame *frame = &walk->frames[walk->count - 1];
    *role = frame->role;
    if (frame->next >= frame->end)
        return JSON_NONE;
    if (frame->order != NULL)
        return frame->order[frame->next++].value;
    uint32_t value = frame->next;
    frame->next = json_after(&walk->reader->index, value);
    return value;
}
