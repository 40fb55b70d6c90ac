/* Inline runs, placed in code points: what users of JSON count in. The IR counts bytes; `points` holds how
 * many code points begin before each stretch of bytes, so any place is found in one short look, however
 * many runs overlap. */
#include "json.h"

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

/* Scratch memory is not given back before the job ends, so it grows by doubling. */
static int grow_points(json_out *out, size_t need) {
    if (need <= out->point_room)
        return 1;
    size_t room = out->point_room > 0 ? out->point_room : 64;
    while (room < need)
        room *= 2;
    out->points = out->host->scratch(out->job, room * sizeof *out->points);
    out->point_room = out->points != NULL ? room : 0;
    return out->points != NULL;
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

/* A place in the untrimmed text as one in the trimmed text. */
static size_t clamp_place(uint64_t bytes, sheaf_str text, size_t cut) {
    uint64_t inside = bytes > cut ? bytes - cut : 0;
    return inside < text.len ? (size_t)inside : text.len;
}

static void put_run(json_out *out, const sheaf_run *run, sheaf_str text, size_t cut) {
    size_t start = clamp_place(run->start, text, cut);
    size_t end = clamp_place((uint64_t)run->start + run->length, text, cut);
    uint32_t before = points_before(out, text, start);
    const char *kind = kinds[run->kind < sizeof kinds / sizeof *kinds ? run->kind : 0];

    json_put(out, SHEAF_STR("{\"kind\": \""));
    json_put(out, (sheaf_str){kind, strlen(kind)});
    json_put(out, SHEAF_STR("\", \"start\": "));
    json_number(out, before);
    json_put(out, SHEAF_STR(", \"length\": "));
    json_number(out, points_before(out, text, end) - before);
    if (run->target.len > 0) {
        json_put(out, SHEAF_STR(", \"target\": "));
        json_string(out, run->target);
    }
    json_put(out, SHEAF_STR("}"));
}

/* Runs are sorted by node and nodes are printed in order: one cursor serves the whole document. */
static const sheaf_run *find_run(json_out *out, uint32_t node) {
    const sheaf_array *runs = &out->document->runs;
    while (out->run < runs->count && SHEAF_AT(*runs, sheaf_run, out->run)->node < node)
        out->run++;
    if (out->run == runs->count || SHEAF_AT(*runs, sheaf_run, out->run)->node != node)
        return NULL;
    return SHEAF_AT(*runs, sheaf_run, out->run);
}

void json_runs(json_out *out, uint32_t node, sheaf_str text, size_t cut) {
    const sheaf_run *run = find_run(out, node);
    if (run == NULL || !index_points(out, text))
        return;
    json_put(out, SHEAF_STR(", \"runs\": ["));
    for (int first = 1; run != NULL; first = 0) {
        json_put(out, first ? SHEAF_STR("") : SHEAF_STR(", "));
        put_run(out, run, text, cut);
        out->run++;
        run = find_run(out, node);
    }
    json_put(out, SHEAF_STR("]"));
}
