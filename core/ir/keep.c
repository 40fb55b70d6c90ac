/* Mending writes each bad byte as U+FFFD: three bytes for one, so the room is known beforehand. */
#include "ir/keep.h"

#include "base/math.h"
#include "base/text.h"

#include <math.h>

static sf_kept mend(sf_arena *arena, sheaf_str text, sheaf_str *out) {
    size_t room;
    char *bytes = sf_mul(text.len, 3, &room) ? sf_arena_take(arena, room) : NULL;
    if (!bytes)
        return SF_NOT_KEPT;
    size_t length = 0;
    while (text.len)
        length += sf_utf8_put(bytes + length, sf_utf8_take(&text));
    *out = (sheaf_str){bytes, length};
    return SF_KEPT_MENDED;
}

sf_kept sf_keep_text(sf_arena *arena, sheaf_str text, sheaf_str *out) {
    if (!text.ptr)
        text = SHEAF_STR("");
    if (sf_utf8_valid(text) < text.len)
        return mend(arena, text, out);
    return sf_arena_copy(arena, text, out) ? SF_KEPT : SF_NOT_KEPT;
}

sf_kept sf_keep_origin(sf_arena *arena, sheaf_origin given, sheaf_origin *out) {
    *out = given;
    if (given.kind == SHEAF_AT_PART)
        return sf_keep_text(arena, given.at.path, &out->at.path);
    for (int i = 0; i < 4 && given.kind == SHEAF_AT_PAGE; i++)
        if (!isfinite(given.at.box[i]))
            out->at.box[i] = 0;
    if (given.kind > SHEAF_AT_PART || given.kind == SHEAF_AT_NOWHERE)
        *out = (sheaf_origin){0};
    return SF_KEPT;
}
