/* Places in the first source: the members that stand there say of which kind one is. */
#include "reader.h"

enum { LINE, OFFSET, LENGTH, PAGE, BOX, PART, PATH, MORE };

static const sheaf_str words[] = {JSON_WORD("line"), JSON_WORD("offset"), JSON_WORD("length"),
                                  JSON_WORD("page"), JSON_WORD("box"),    JSON_WORD("part"),
                                  JSON_WORD("path"), JSON_WORD("more")};
static const json_names names = {words, JSON_COUNT(words)};

/* Points of a page are no values of the report: single precision, as the IR has them. */
static float coordinate(json_reader *reader, uint32_t value) {
    int64_t digits = 0;
    uint32_t scale = 0;
    if (json_kind_of(&reader->index, value) != JSON_NUMBER ||
        !json_exact(json_raw(&reader->index, value), &digits, &scale)) {
        json_refuse_type(reader, value, "a number of at most 18 digits");
        return 0;
    }
    double divisor = 1;
    for (; scale > 0; scale--)
        divisor *= 10;
    return (float)((double)digits / divisor);
}

static sheaf_origin on_page(json_reader *reader, const json_object *object) {
    sheaf_origin origin = {.kind = SHEAF_AT_PAGE, .unit = json_small(reader, object->slots[PAGE])};
    uint32_t end, at = json_elements(reader, object->slots[BOX], &end), i = 0;
    for (; at < end && i < 4; at = json_after(&reader->index, at))
        origin.at.box[i++] = coordinate(reader, at);
    if (object->slots[BOX] != 0 && (i < 4 || at < end))
        json_refuse_type(reader, object->slots[BOX], "four numbers");
    return origin;
}

/* ---------------------------------------------------------------------------------- the kinds -- */

#define BIT(name) (UINT32_C(1) << (name))

/* Which members a place of each kind has; the first kind that a member of `any` stands for is it. */
static const struct {
    uint32_t any, members, kind;
} kinds[] = {
    {BIT(PAGE), BIT(PAGE) | BIT(BOX), SHEAF_AT_PAGE},
    {BIT(PART), BIT(PART) | BIT(PATH), SHEAF_AT_PART},
    {BIT(OFFSET) | BIT(LENGTH), BIT(LINE) | BIT(OFFSET) | BIT(LENGTH), SHEAF_AT_BYTES},
    {JSON_ALL, 0, SHEAF_AT_NOWHERE},
};

static uint32_t slots_of(const json_object *object) {
    uint32_t bits = JSON_ALL << MORE; /* so that the last kind fits all */
    for (uint32_t i = 0; i < MORE; i++)
        bits |= object->slots[i] != 0 ? BIT(i) : 0;
    return bits;
}

/* Takes a place apart: members that its kind does not have belong to the rest, and so does `more` where there can be none.
 * Returns its kind. */
static uint32_t take_place(json_reader *reader, uint32_t value, uint32_t more,
                           json_object *object) {
    uint32_t i = 0;
    *object = (json_object){.rest = SHEAF_STR("")};
    if (value == 0 || !json_take(reader, value, &names, JSON_ALL, object))
        return SHEAF_AT_NOWHERE;
    uint32_t slots = slots_of(object);
    while (!(slots & kinds[i].any))
        i++;
    uint32_t members = kinds[i].members | more;
    uint32_t has_more = object->slots[MORE] != 0 ? BIT(MORE) : 0;
    if (((slots & (BIT(MORE) - 1)) | has_more) & ~members)
        json_take(reader, value, &names, members, object);
    reader->places_hold_more = reader->places_hold_more || object->rest.len > 0;
    return kinds[i].kind;
}

static sheaf_origin place_of(json_reader *reader, uint32_t kind, const json_object *object) {
    const uint32_t *slots = object->slots;
    if (kind == SHEAF_AT_PAGE)
        return on_page(reader, object);
    if (kind == SHEAF_AT_PART)
        return (sheaf_origin){.kind = SHEAF_AT_PART,
                              .unit =
                                  reader->host->part(reader->job, json_text(reader, slots[PART])),
                              .at.path = json_text(reader, slots[PATH])};
    if (kind == SHEAF_AT_BYTES)
        return (sheaf_origin){.kind = SHEAF_AT_BYTES,
                              .unit = json_small(reader, slots[LINE]),
                              .at.bytes = {.offset = json_count(reader, slots[OFFSET], INT64_MAX),
                                           .length = json_count(reader, slots[LENGTH], INT64_MAX)}};
    return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
}

/* --------------------------------------------------------------------------------- the pieces -- */

sheaf_origin json_place(json_reader *reader, uint32_t value) {
    json_object object;
    uint32_t kind = take_place(reader, value, 0, &object);
    return place_of(reader, kind, &object);
}

static int push_piece(json_reader *reader, uint32_t count, sheaf_origin piece) {
    void *base = reader->pieces;
    if (!json_grow(reader, &base, &reader->piece_room, count, count + 1, sizeof piece))
        return 0;
    reader->pieces = base;
    reader->pieces[count] = piece;
    return 1;
}

/* A first piece that is nowhere is one only where something stands in it besides. */
static int is_piece(uint32_t kind, const json_object *object) {
    return kind != SHEAF_AT_NOWHERE || object->rest.len > 0;
}

/* One that stands in `more`. If it came to stand first, its own `more` would be taken for that of the origin. */
static uint32_t take_further(json_reader *reader, uint32_t value, json_object *object) {
    return take_place(reader, value, BIT(MORE), object);
}

uint32_t json_pieces(json_reader *reader, uint32_t value) {
    json_object object;
    uint32_t count = 0, end;
    reader->places_hold_more = 0;
    uint32_t kind = take_place(reader, value, BIT(MORE), &object);
    if (is_piece(kind, &object))
        count += (uint32_t)push_piece(reader, count, place_of(reader, kind, &object));
    uint32_t at = json_elements(reader, object.slots[MORE], &end);
    for (; at < end; at = json_after(&reader->index, at)) {
        kind = take_further(reader, at, &object);
        if (object.slots[MORE] != 0)
            json_warn(reader, object.slots[MORE], "json.member-left-out",
                      "a further piece of an origin has pieces itself, which no document can hold; "
                      "they are left out");
        count += (uint32_t)push_piece(reader, count, place_of(reader, kind, &object));
    }
    return count;
}

void json_keep_place(json_reader *reader, uint32_t value, sheaf_object where) {
    json_object object;
    take_place(reader, value, 0, &object);
    json_keep_in(reader, &object, where);
}

void json_keep_pieces(json_reader *reader, uint32_t value, sheaf_object where) {
    json_object object;
    if (!reader->places_hold_more)
        return;
    uint32_t end, kind = take_place(reader, value, BIT(MORE), &object);
    where.inner = SHEAF_IN_ORIGIN;
    json_keep_in(reader, &object, where);
    where.piece += (uint32_t)is_piece(kind, &object);
    uint32_t at = json_elements(reader, object.slots[MORE], &end);
    for (; at < end; at = json_after(&reader->index, at), where.piece++) {
        take_further(reader, at, &object);
        json_keep_in(reader, &object, where);
    }
}

/* --------------------------------------------------------------------------------- the same place -- */

/* FNV-1a in words of 64 bits. */
static uint64_t mix(uint64_t hash, uint64_t word) {
    return (hash ^ word) * UINT64_C(0x100000001b3);
}

static uint64_t mix_text(uint64_t hash, sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        hash = mix(hash, (unsigned char)text.ptr[i]);
    return hash;
}

static uint64_t mix_box(uint64_t hash, const float *box) {
    uint64_t pairs[2];
    memcpy(pairs, box, sizeof pairs);
    return mix(mix(hash, pairs[0]), pairs[1]);
}

static uint64_t mix_piece(uint64_t hash, const sheaf_origin *piece) {
    hash = mix(hash, (uint64_t)piece->kind << 32 | piece->unit);
    if (piece->kind == SHEAF_AT_PAGE)
        return mix_box(hash, piece->at.box);
    if (piece->kind == SHEAF_AT_PART)
        return mix_text(hash, piece->at.path);
    return mix(mix(hash, piece->at.bytes.offset), piece->at.bytes.length);
}

/* A product carries upwards only, so the upper half is the one that everything reaches. */
json_trace json_trace_pieces(const json_reader *reader, uint32_t count) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (uint32_t i = 0; i < count; i++)
        if (reader->pieces[i].kind != SHEAF_AT_NOWHERE)
            hash = mix_piece(hash, &reader->pieces[i]);
    return (json_trace){.hash = (uint32_t)(hash >> 32) ^ (uint32_t)hash, .count = count};
}
