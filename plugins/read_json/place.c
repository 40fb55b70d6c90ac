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

static sheaf_origin place_of(json_reader *reader, const json_object *object) {
    const uint32_t *slots = object->slots;
    if (slots[PAGE] != 0)
        return on_page(reader, object);
    if (slots[PART] != 0)
        return (sheaf_origin){.kind = SHEAF_AT_PART,
                              .unit =
                                  reader->host->part(reader->job, json_text(reader, slots[PART])),
                              .at.path = json_text(reader, slots[PATH])};
    if (slots[OFFSET] != 0 || slots[LENGTH] != 0)
        return (sheaf_origin){.kind = SHEAF_AT_BYTES,
                              .unit = json_small(reader, slots[LINE]),
                              .at.bytes = {.offset = json_count(reader, slots[OFFSET], INT64_MAX),
                                           .length = json_count(reader, slots[LENGTH], INT64_MAX)}};
    return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
}

sheaf_origin json_place(json_reader *reader, uint32_t value) {
    json_object object;
    if (value == 0 || !json_take_closed(reader, value, &names, &object))
        return (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
    return place_of(reader, &object);
}

static int push_piece(json_reader *reader, uint32_t count, sheaf_origin piece) {
    void *base = reader->pieces;
    if (!json_grow(reader, &base, &reader->piece_room, count, count + 1, sizeof piece))
        return 0;
    reader->pieces = base;
    reader->pieces[count] = piece;
    return 1;
}

uint32_t json_pieces(json_reader *reader, uint32_t value) {
    json_object object;
    uint32_t count = 0, end;
    if (value == 0 || !json_take_closed(reader, value, &names, &object))
        return 0;
    sheaf_origin piece = place_of(reader, &object);
    if (piece.kind != SHEAF_AT_NOWHERE)
        count += (uint32_t)push_piece(reader, count, piece);
    uint32_t at = json_elements(reader, object.slots[MORE], &end);
    for (; at < end; at = json_after(&reader->index, at)) {
        piece = json_place(reader, at);
        count += (uint32_t)push_piece(reader, count, piece);
    }
    return count;
}

/* --------------------------------------------------------------------------------- the same place -- */

static int is_same_text(sheaf_str a, sheaf_str b) {
    return json_compare(a, 0, b, 0) == 0;
}

static int is_same_piece(const sheaf_origin *a, const sheaf_origin *b) {
    if (a->kind != b->kind || a->unit != b->unit)
        return 0;
    if (a->kind == SHEAF_AT_PAGE)
        return memcmp(a->at.box, b->at.box, sizeof a->at.box) == 0;
    if (a->kind == SHEAF_AT_PART)
        return is_same_text(a->at.path, b->at.path);
    return a->at.bytes.offset == b->at.bytes.offset && a->at.bytes.length == b->at.bytes.length;
}

/* As they are spelt, nearly always. Of two that are not equally long nothing is read: many facts may name one block
 * whose origin is long. */
int json_is_same_origin(json_reader *reader, uint32_t a, uint32_t b) {
    const json_index *index = &reader->index;
    if (a == 0 || b == 0 || json_after(index, a) - a != json_after(index, b) - b)
        return a == b;
    if (is_same_text(json_raw(index, a), json_raw(index, b)))
        return 1;
    uint32_t count = json_pieces(reader, a), same = 0;
    sheaf_origin *pieces = reader->host->scratch(reader->job, (count + 1) * sizeof *pieces);
    if (pieces == NULL)
        return 1;
    if (count > 0)
        memcpy(pieces, reader->pieces, count * sizeof *pieces);
    if (json_pieces(reader, b) != count)
        return 0;
    while (same < count && is_same_piece(&pieces[same], &reader->pieces[same]))
        same++;
    return same == count;
}
