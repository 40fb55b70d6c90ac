/* Where something stands in the source, as JSON: one shape for each kind of origin. */
#include "json.h"

static void put_bytes(json_out *out, const sheaf_origin *origin) {
    if (origin->unit > 0) {
        json_put(out, SHEAF_STR("\"line\": "));
        json_number(out, origin->unit);
        json_put(out, SHEAF_STR(", "));
    }
    json_put(out, SHEAF_STR("\"offset\": "));
    json_number(out, origin->at.bytes.offset);
    json_put(out, SHEAF_STR(", \"length\": "));
    json_number(out, origin->at.bytes.length);
}

static void put_box(json_out *out, const sheaf_origin *origin) {
    json_put(out, SHEAF_STR("\"page\": "));
    json_number(out, origin->unit);
    json_put(out, SHEAF_STR(", \"box\": ["));
    for (int i = 0; i < 4; i++) {
        json_put(out, i == 0 ? SHEAF_STR("") : SHEAF_STR(", "));
        json_hundredths(out, origin->at.box[i]);
    }
    json_put(out, SHEAF_STR("]"));
}

static void put_part(json_out *out, const sheaf_origin *origin) {
    sheaf_str name = SHEAF_STR("");
    if (origin->unit < out->document->parts.count)
        name = *SHEAF_AT(out->document->parts, sheaf_str, origin->unit);
    json_put(out, SHEAF_STR("\"part\": "));
    json_string(out, name);
    json_put(out, SHEAF_STR(", \"path\": "));
    json_string(out, origin->at.path);
}

/* The members, without braces, so that the first piece can take the others in as `more`. */
static void put_members(json_out *out, const sheaf_origin *origin) {
    if (origin->kind == SHEAF_AT_BYTES)
        put_bytes(out, origin);
    else if (origin->kind == SHEAF_AT_PAGE)
        put_box(out, origin);
    else if (origin->kind == SHEAF_AT_PART)
        put_part(out, origin);
}

void json_place(json_out *out, const sheaf_origin *origin) {
    json_put(out, SHEAF_STR("{"));
    put_members(out, origin);
    json_put(out, SHEAF_STR("}"));
}

static void put_more(json_out *out, uint32_t from, uint32_t end) {
    uint32_t printed = 0;
    for (uint32_t i = from; i < end; i++) {
        const sheaf_origin *origin = SHEAF_AT(out->document->origins, sheaf_origin, i);
        if (origin->kind == SHEAF_AT_NOWHERE)
            continue;
        json_put(out, printed++ == 0 ? SHEAF_STR(", \"more\": [") : SHEAF_STR(", "));
        json_place(out, origin);
    }
    json_put(out, printed > 0 ? SHEAF_STR("]") : SHEAF_STR(""));
}

void json_origin(json_out *out, uint32_t first, uint32_t count) {
    const sheaf_array *origins = &out->document->origins;
    uint32_t end = first + count;
    while (first < end && SHEAF_AT(*origins, sheaf_origin, first)->kind == SHEAF_AT_NOWHERE)
        first++;
    if (first == end)
        return;
    json_put(out, SHEAF_STR(", \"origin\": {"));
    put_members(out, SHEAF_AT(*origins, sheaf_origin, first));
    if (end - first > 1)
        put_more(out, first + 1, end);
    json_put(out, SHEAF_STR("}"));
}
