/* Inline runs: JSON counts code points, the IR bytes. `points` holds how many code points begin before each stretch of
 * bytes, so any place is found by halving and one short look, however many runs overlap. */
#include "reader.h"

#define STRETCH 64u

enum { KIND, START, LENGTH, TARGET };

static const sheaf_str words[] = {JSON_WORD("kind"), JSON_WORD("start"), JSON_WORD("length"),
                                  JSON_WORD("target")};
static const json_names names = {words, JSON_COUNT(words)};

/* From SHEAF_RUN_LINK on. */
static const sheaf_str kinds[] = {
    JSON_WORD("link"),      JSON_WORD("emphasis"), JSON_WORD("strong"),  JSON_WORD("superscript"),
    JSON_WORD("subscript"), JSON_WORD("inserted"), JSON_WORD("deleted"), JSON_WORD("code"),
    JSON_WORD("note"),      JSON_WORD("bookmark"), JSON_WORD("ruby"),    JSON_WORD("struck")};

static uint32_t count_points(const char *from, const char *end) {
    uint32_t count = 0;
    for (; from < end; from++)
        count += (*from & 0xC0) != 0x80;
    return count;
}

static int index_points(json_reader *reader, sheaf_str text) {
    uint32_t stretches = (uint32_t)(text.len / STRETCH) + 1;
    void *base = reader->points;
    if (!json_grow(reader, &base, &reader->point_room, 0, stretches, sizeof *reader->points))
        return 0;
    reader->points = base;
    reader->points[0] = 0;
    for (uint32_t i = 1; i < stretches; i++) {
        const char *from = text.ptr + (size_t)(i - 1) * STRETCH;
        reader->points[i] = reader->points[i - 1] + count_points(from, from + STRETCH);
    }
    return 1;
}

/* Where the code point number `point` begins; beyond the text, as many bytes beyond. */
static uint32_t byte_of(const json_reader *reader, sheaf_str text, uint64_t point) {
    uint32_t low = 0, high = (uint32_t)(text.len / STRETCH) + 1;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (reader->points[middle] <= point)
            low = middle;
        else
            high = middle;
    }
    uint64_t at = (uint64_t)low * STRETCH, seen = reader->points[low];
    while (at < text.len && (text.ptr[at] & 0xC0) == 0x80)
        at++;
    for (; at < text.len && seen < point; seen++)
        for (at++; at < text.len && (text.ptr[at] & 0xC0) == 0x80;)
            at++;
    at += point - seen;
    return at < UINT32_MAX ? (uint32_t)at : UINT32_MAX;
}

/* 1 where it was marked: as the `number`-th of its node. */
static int take_run(json_reader *reader, uint32_t value, uint32_t node, sheaf_str text,
                    uint32_t number) {
    json_object object;
    if (!json_take(reader, value, &names, JSON_ALL, &object))
        return 0;
    uint32_t kind = json_word(reader, object.slots[KIND], kinds, JSON_COUNT(kinds),
                              "a run of a kind that this Sheaf does not know is left out");
    uint64_t first = json_small(reader, object.slots[START]);
    uint32_t start = byte_of(reader, text, first);
    uint32_t end = byte_of(reader, text, first + json_small(reader, object.slots[LENGTH]));
    if (kind == JSON_COUNT(kinds))
        return 0;
    sheaf_run run = {
        .node = node, .kind = SHEAF_RUN_LINK + kind, .start = start, .length = end - start};
    run.target = run.kind == SHEAF_RUN_NOTE ? json_note_target(reader, object.slots[TARGET])
                                            : json_text(reader, object.slots[TARGET]);
    reader->host->mark(reader->job, &run);
    json_keep_in(reader, &object,
                 (sheaf_object){
                     .owner = SHEAF_OF_NODE, .node = node, .inner = SHEAF_IN_RUN, .piece = number});
    return 1;
}

void json_runs(json_reader *reader, uint32_t array, uint32_t node, sheaf_str text) {
    uint32_t end, at = json_elements(reader, array, &end), number = 0;
    if (at == end || node == SHEAF_NONE || !index_points(reader, text))
        return;
    for (; at < end; at = json_after(&reader->index, at))
        number += (uint32_t)take_run(reader, at, node, text, number);
}
