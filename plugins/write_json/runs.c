/* Inline runs, placed in code points: what users of JSON count in. The IR counts bytes; `points` holds how
 * many code points begin before each stretch of bytes, so any place is found in one short look, however
 * many runs overlap. */
#include "json.h"
#include <stdlib.h>

#define STRETCH 64u

static const char *const kinds[] = {"other",     "link",     "emphasis", "strong", "superscript",
                                    "subscript", "inserted", "deleted",  "code",   "note",
                                    "bookmark",  "ruby",     "struck"};

static uint32_t count_points(const char *from, const char *end) {
    uint32_t count = 0;
    for (; from < end; from++)
        count += (*from & 0xC0) != 0x80;
    return count;
}

/* Scratch memory is not given back before the job ends, so it grows by doubling: *room elements where
 * `need` are wanted. NULL: no memory, and the host has latched it. */
static void *grow(json_out *out, void *base, size_t *room, size_t need, size_t element) {
    if (need <= *room)
        return base;
    size_t larger = *room > 0 ? *room : 64;
    while (larger < need)
        larger *= 2;
    base = out->host->scratch(out->job, larger * element);
    *room = base != NULL ? larger : 0;
    return base;
}

static int grow_points(json_out *out, size_t need) {
    out->points = grow(out, out->points, &out->point_room, need, sizeof *out->points);
    return out->points != NULL;
}

static int grow_placed(json_out *out, size_t need) {
    out->placed = grow(out, out->placed, &out->placed_room, need, sizeof *out->placed);
    return out->placed != NULL;
}

static int index_points(json_out *out, sheaf_str text) {
    size_t stretches = text.len / STRETCH + 1;
    if (!grow_points(out, stretches))
        return 0;
    out->points[0] = 0;
    for (size_t i = 1; i < stretches; i++) {
        const char *from = text.ptr + (i - 1) * STRETCH;
        out->points[i] = out->points[i - 1] + count_points(from, from + STRETCH);
    }
    return 1;
}

static uint32_t points_before(const json_out *out, sheaf_str text, size_t bytes) {
    size_t stretch = bytes / STRETCH;
    return out->points[stretch] + count_points(text.ptr + stretch * STRETCH, text.ptr + bytes);
}

/* ------------------------------------------------------------------------------------- placing -- */

/* A place in the untrimmed text as one in the trimmed text. */
static size_t clamp_place(uint64_t bytes, sheaf_str text, size_t cut) {
    uint64_t inside = bytes > cut ? bytes - cut : 0;
    return inside < text.len ? (size_t)inside : text.len;
}

static int compare_targets(sheaf_str a, sheaf_str b) {
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* The order of the IR, which trimming a text may disturb: by place, the outer one first. */
static int compare_runs(const void *left, const void *right) {
    const json_run *a = left;
    const json_run *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    if (a->end != b->end)
        return a->end > b->end ? -1 : 1;
    if (a->run->kind != b->run->kind)
        return a->run->kind < b->run->kind ? -1 : 1;
    return compare_targets(a->run->target, b->run->target);
}

/* How many runs the node has. Runs are sorted by node and nodes are printed in order: one cursor serves the
 * whole document. */
static uint32_t count_runs(json_out *out, uint32_t node) {
    const sheaf_array *runs = &out->document->runs;
    uint32_t count = 0;
    while (out->run < runs->count && SHEAF_AT(*runs, sheaf_run, out->run)->node < node)
        out->run++;
    while (out->run + count < runs->count &&
           SHEAF_AT(*runs, sheaf_run, out->run + count)->node == node)
        count++;
    return count;
}

static void place_runs(json_out *out, uint32_t count, sheaf_str text, size_t cut) {
    int sorted = 1;
    for (uint32_t i = 0; i < count; i++, out->run++) {
        const sheaf_run *run = SHEAF_AT(out->document->runs, sheaf_run, out->run);
        json_run *placed = &out->placed[i];
        placed->run = run;
        placed->number = i;
        placed->start = clamp_place(run->start, text, cut);
        placed->end = clamp_place((uint64_t)run->start + run->length, text, cut);
        sorted = sorted && (i == 0 || compare_runs(placed - 1, placed) <= 0);
    }
    if (!sorted)
        qsort(out->placed, count, sizeof *out->placed, compare_runs);
}

/* ------------------------------------------------------------------------------------ printing -- */

static void put_run(json_out *out, const json_run *placed, sheaf_str text, sheaf_object at) {
    const sheaf_run *run = placed->run;
    uint32_t before = points_before(out, text, placed->start);
    const char *kind = kinds[run->kind < sizeof kinds / sizeof *kinds ? run->kind : 0];

    json_put(out, SHEAF_STR("{\"kind\": \""));
    json_put(out, (sheaf_str){kind, strlen(kind)});
    json_put(out, SHEAF_STR("\", \"start\": "));
    json_number(out, before);
    json_put(out, SHEAF_STR(", \"length\": "));
    json_number(out, points_before(out, text, placed->end) - before);
    if (run->target.len > 0) {
        json_put(out, SHEAF_STR(", \"target\": "));
        json_string(out, run->target);
    }
    at.piece = placed->number;
    json_end_in(out, at, 0);
}

void json_runs(json_out *out, uint32_t node, sheaf_str text, size_t cut) {
    uint32_t count = count_runs(out, node);
    if (count == 0 || !index_points(out, text) || !grow_placed(out, count))
        return;
    place_runs(out, count, text, cut);
    const sheaf_object at = {.owner = SHEAF_OF_NODE, .node = node, .inner = SHEAF_IN_RUN};
    json_put(out, SHEAF_STR(", \"runs\": ["));
    for (uint32_t i = 0; i < count; i++) {
        json_put(out, i == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        put_run(out, &out->placed[i], text, at);
    }
    json_put(out, SHEAF_STR("]"));
}
