/* One sentence part for each kind of origin. */
#include "host/place.h"
#include "base/text.h"

#include <stdio.h>

static void place_in_part(const sheaf_origin *origin, sheaf_array parts, char *out) {
    sheaf_str name =
        origin->unit < parts.count ? *SHEAF_AT(parts, sheaf_str, origin->unit) : SHEAF_STR("");
    sheaf_str path = sf_str_slice(origin->at.path, 0, 200);
    name = sf_str_slice(name, 0, 100);
    snprintf(out, SF_PLACE_ROOM, "%.*s%s%.*s", (int)name.len, name.ptr,
             name.len && path.len ? ": " : "", (int)path.len, path.ptr);
}

/* Boxes of a hostile document may be anything; a place shows numbers that a page can have. */
static double shown(float value) {
    return value > -1e6f && value < 1e6f ? (double)value : 0;
}

const char *sf_place(const sheaf_origin *origin, sheaf_array parts, char out[SF_PLACE_ROOM]) {
    out[0] = '\0';
    if (origin->kind == SHEAF_AT_PART)
        place_in_part(origin, parts, out);
    else if (origin->kind == SHEAF_AT_PAGE)
        snprintf(out, SF_PLACE_ROOM, "page %u (%.0f,%.0f)", origin->unit, shown(origin->at.box[0]),
                 shown(origin->at.box[1]));
    else if (origin->kind == SHEAF_AT_BYTES && origin->unit)
        snprintf(out, SF_PLACE_ROOM, "line %u", origin->unit);
    else if (origin->kind == SHEAF_AT_BYTES)
        snprintf(out, SF_PLACE_ROOM, "byte %llu", (unsigned long long)origin->at.bytes.offset);
    return out;
}
