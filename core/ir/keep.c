/* Mending writes each bad byte as U+FFFD: three bytes for one, so the room is known beforehand. */
#include "ir/keep.h"

#include "base/math.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

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

/* By the length and the last bytes, which differ most. */
static uint32_t slot_of(sheaf_str text) {
    enum { SHIFT = 56 }; /* leaves 256 slots */
    uint64_t end = text.len;
    size_t most = text.len < sizeof end ? text.len : sizeof end;
    memcpy(&end, text.ptr + text.len - most, most);
    return (uint32_t)((end + text.len) * UINT64_C(0x9E3779B97F4A7C15) >> SHIFT);
}

sf_kept sf_keep_again(sf_arena *arena, sf_lately *lately, sheaf_str text, sheaf_str *out) {
    if (!text.ptr || text.len == 0)
        return sf_keep_text(arena, text, out);
    sheaf_str *slot = &lately->texts[slot_of(text)];
    if (slot->ptr && sf_str_equal(*slot, text)) {
        *out = *slot;
        return SF_KEPT;
    }
    sf_kept kept = sf_keep_text(arena, text, out);
    if (kept == SF_KEPT)
        *slot = *out;
    return kept;
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
