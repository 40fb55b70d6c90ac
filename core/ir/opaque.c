/* Members of JSON objects that Sheaf does not know. Pieces are taken in whatever order they come; when the
 * tree is finished they are sorted by what they stood in, and pieces of one object become one text. Until
 * then a piece's place in the array is its age, which is what makes the sort stable. */
#include "ir/build.h"

#include "base/math.h"
#include "ir/members.h"
#include "ir/shape.h"

#include <stdlib.h>
#include <string.h>

static int wrong(sf_builder *b, const sheaf_opaque *given, const char *why) {
    sf_failf(
        b->error, SHEAF_BAD_CALL, "plugin.call",
        "the plugin called keep with owner %u, node %u, index %u, inner %u, piece %u, which %s",
        given->owner, given->node, given->index, given->inner, given->piece, why);
    return 0;
}

static int may_keep(sf_builder *b, const sheaf_opaque *given) {
    if (given->owner > SHEAF_OF_DIAGNOSTIC)
        return wrong(b, given, "is no owner of members");
    if (given->owner != SHEAF_OF_NODE && given->node != 0)
        return wrong(b, given, "says a node where there is none");
    if (given->index != 0 && sf_owner_shape(given->owner) == SF_SHAPES)
        return wrong(b, given, "counts what there is only one of");
    if (!sf_owner_may_hold(given->owner, given->inner))
        return wrong(b, given, "has no such object inside");
    if (given->piece != 0 && !sf_inner_has_pieces(given->inner))
        return wrong(b, given, "counts pieces of what has none");
    if (given->node != 0 && given->node != b->last && given->node != sf_build_top(b)->node)
        return wrong(b, given, "is neither the open block nor the last one");
    return 1;
}

int sf_opaque_push(sf_builder *b, const sheaf_opaque *kept) {
    sheaf_opaque *room = sf_build_push(b, &b->tree->opaque, 1);
    if (room)
        *room = *kept;
    return room != NULL;
}

/* A cell that found no slot is not there, and neither is what stood in it. */
void sf_build_opaque(sf_builder *b, const sheaf_opaque *given) {
    sheaf_opaque kept = *given;
    if (sf_build_ended(b) || given->members.len == 0 || (b->refused_depth && given->node != 0))
        return;
    if (may_keep(b, given) && sf_build_keep(b, given->members, NULL, &kept.members))
        sf_opaque_push(b, &kept);
}

/* ---------------------------------------------------------------------------------- settling -- */

typedef struct piece {
    sheaf_opaque opaque;
    uint32_t age;
} piece;

static int compare_pieces(const void *a, const void *b) {
    const piece *x = a, *y = b;
    int order = sf_opaque_compare(&x->opaque, &y->opaque);
    return order ? order : x->age < y->age ? -1 : x->age > y->age;
}

static int is_settled(const sf_vec *all) {
    for (uint32_t i = 1; i < all->count; i++)
        if (sf_opaque_compare(SF_VEC_AT(all, sheaf_opaque, i - 1),
                              SF_VEC_AT(all, sheaf_opaque, i)) >= 0)
            return 0;
    return 1;
}

/* The texts of `count` pieces with commas between them. */
static int join(sf_builder *b, const piece *pieces, uint32_t count, sheaf_str *out) {
    size_t length = count - 1, used = 0;
    for (uint32_t i = 0; i < count; i++)
        if (!sf_add(length, pieces[i].opaque.members.len, &length))
            return sf_build_no_memory(b);
    char *text = sf_arena_take(&b->tree->text, length);
    if (!text)
        return sf_build_no_memory(b);
    for (uint32_t i = 0; i < count; i++) {
        sheaf_str members = pieces[i].opaque.members;
        if (i > 0)
            text[used++] = ',';
        memcpy(text + used, members.ptr, members.len);
        used += members.len;
    }
    uint32_t left_out;
    if (!sf_members_once(text, &length, &left_out))
        return sf_build_no_memory(b);
    *out = (sheaf_str){text, length};
    return left_out == 0 ||
           sf_build_diagnose(b, "ir.member.twice",
                             "what became one block held members of one name, which Sheaf does not "
                             "know; the first of them is kept",
                             NULL);
}

static uint32_t count_alike(const piece *pieces, uint32_t count) {
    uint32_t alike = 1;
    while (alike < count && sf_opaque_compare(&pieces->opaque, &pieces[alike].opaque) == 0)
        alike++;
    return alike;
}

/* Sorted pieces come back as one element an object: never more than there were. */
static int put_back(sf_builder *b, const piece *pieces, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0, alike; i < count; i += alike) {
        alike = count_alike(pieces + i, count - i);
        sheaf_opaque *room = SF_VEC_AT(&b->tree->opaque, sheaf_opaque, kept++);
        *room = pieces[i].opaque;
        if (alike > 1 && !join(b, pieces + i, alike, &room->members))
            return 0;
    }
    b->tree->opaque.count = kept;
    return 1;
}

static int settle(sf_builder *b) {
    sf_vec *all = &b->tree->opaque;
    piece *pieces = calloc(all->count, sizeof *pieces);
    if (!pieces)
        return sf_build_no_memory(b);
    for (uint32_t i = 0; i < all->count; i++)
        pieces[i] = (piece){*SF_VEC_AT(all, sheaf_opaque, i), i};
    qsort(pieces, all->count, sizeof *pieces, compare_pieces);
    int done = put_back(b, pieces, all->count);
    free(pieces);
    return done;
}

/* Records may be added behind what is kept for them, so only now it is known whether they are there. */
static int name_records(sf_builder *b) {
    for (uint32_t i = 0; i < b->tree->opaque.count; i++) {
        const sheaf_opaque *kept = SF_VEC_AT(&b->tree->opaque, sheaf_opaque, i);
        unsigned shape = sf_owner_shape(kept->owner);
        if (shape != SF_SHAPES &&
            kept->index >= sf_shape_list(&sf_shapes[shape], b->records)->array.count)
            return wrong(b, kept, "names a record that was never added");
    }
    return 1;
}

int sf_opaque_sort(sf_builder *b) {
    return is_settled(&b->tree->opaque) || settle(b);
}

int sf_opaque_settle(sf_builder *b) {
    return sf_opaque_sort(b) && name_records(b);
}
