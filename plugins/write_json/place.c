/* Where something stands in the source, as JSON: one shape for each kind of origin. */
#include "json.h"

static void put_bytes(json_out *out, const sheaf_origin *origin) {
    enum { ROOM = (size_t)3 * JSON_DIGITS + sizeof "\"line\": , \"offset\": , \"length\": " };
    json_room(out, ROOM);
    char *at = out->at;
    if (origin->unit > 0)
        at = json_copy(json_member(at, SHEAF_STR("\"line\": "), origin->unit), SHEAF_STR(", "));
    at = json_member(at, SHEAF_STR("\"offset\": "), origin->at.bytes.offset);
    out->at = json_member(at, SHEAF_STR(", \"length\": "), origin->at.bytes.length);
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

/* The end of a place, after its members. */
static void end_place(json_out *out, const sheaf_origin *origin, sheaf_object at, int has_more) {
    json_end_in(out, at, origin->kind == SHEAF_AT_NOWHERE && !has_more);
}

void json_place(json_out *out, const sheaf_origin *origin, sheaf_object at) {
    json_put(out, SHEAF_STR("{"));
    put_members(out, origin);
    end_place(out, origin, at, 0);
}

/* ------------------------------------------------------------------------------- origins of nodes -- */

static const sheaf_origin *piece_of(const json_out *out, const sheaf_node *node, uint32_t piece) {
    return SHEAF_AT(out->document->origins, sheaf_origin, node->origin + piece);
}

static int is_kept(const json_out *out, uint32_t n, uint32_t piece) {
    return json_kept_in(out, (sheaf_object){.owner = SHEAF_OF_NODE,
                                            .node = n,
                                            .inner = SHEAF_IN_ORIGIN,
                                            .piece = piece})
               .len > 0;
}

/* A piece that is nowhere is left out, unless something is kept for it. A fact prints what its node does. */
static uint32_t next_shown(const json_out *out, uint32_t n, uint32_t piece) {
    const sheaf_node *node = SHEAF_AT(out->document->nodes, sheaf_node, n);
    while (piece < node->origins && piece_of(out, node, piece)->kind == SHEAF_AT_NOWHERE &&
           !is_kept(out, n, piece))
        piece++;
    return piece;
}

/* `more`, after the piece `first`: 1 where there is any. */
static int put_more(json_out *out, uint32_t n, uint32_t first, sheaf_object of) {
    const sheaf_node *node = SHEAF_AT(out->document->nodes, sheaf_node, n);
    int printed = 0;
    for (uint32_t i = first; (i = next_shown(out, n, i + 1)) < node->origins; printed = 1) {
        if (!printed && piece_of(out, node, first)->kind != SHEAF_AT_NOWHERE)
            json_put(out, SHEAF_STR(", "));
        json_put(out, printed ? SHEAF_STR(", ") : SHEAF_STR("\"more\": ["));
        of.piece = i;
        json_place(out, piece_of(out, node, i), of);
    }
    json_put(out, printed ? SHEAF_STR("]") : SHEAF_STR(""));
    return printed;
}

void json_origin(json_out *out, uint32_t n, sheaf_object of) {
    const sheaf_node *node = SHEAF_AT(out->document->nodes, sheaf_node, n);
    uint32_t first = next_shown(out, n, 0);
    if (first >= node->origins)
        return;
    json_put(out, SHEAF_STR(", \"origin\": {"));
    put_members(out, piece_of(out, node, first));
    of.inner = SHEAF_IN_ORIGIN;
    of.piece = first;
    int has_more = node->origins > first + 1 && put_more(out, n, first, of);
    end_place(out, piece_of(out, node, first), of, has_more);
}

/* The usual case is one piece, and nothing that is kept: it needs no name of an object. */
void json_own_origin(json_out *out, uint32_t n, const sheaf_node *node) {
    if (node->origins != 1 || out->has_inner) {
        json_origin(out, n, (sheaf_object){.owner = SHEAF_OF_NODE, .node = n});
        return;
    }
    const sheaf_origin *origin = piece_of(out, node, 0);
    if (origin->kind == SHEAF_AT_NOWHERE)
        return;
    json_put(out, SHEAF_STR(", \"origin\": {"));
    put_members(out, origin);
    json_put(out, SHEAF_STR("}"));
}
