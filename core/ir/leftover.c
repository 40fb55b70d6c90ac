/* A cell that finds no slot is no reason to lose what it says, nor to give its number to another slot: its
 * texts wait here and become paragraphs behind the table, each with its origin. Blocks inside such a cell
 * are flattened to their texts. */
#include "ir/build.h"

/* The grid that refused the cell is the innermost one that is open. */
static sf_leftover *new_leftover(sf_builder *b) {
    sf_leftover *left = sf_build_push(b, &b->leftovers, 1);
    if (left)
        *left = (sf_leftover){
            .text = SHEAF_STR(""), .origin = b->leftover_origins.count, .depth = b->grids.count};
    return left;
}

static int keep_pieces(sf_builder *b, sf_leftover *left, const sheaf_origin *origins,
                       uint32_t count) {
    for (uint32_t i = 0; origins && i < count; i++) {
        sheaf_origin *room = sf_build_push(b, &b->leftover_origins, 1);
        if (!room)
            return 0;
        if (sf_keep_origin(&b->tree->text, origins[i], room) == SF_NOT_KEPT)
            return sf_build_no_memory(b);
        left->origins++;
    }
    return 1;
}

int sf_leftover_open(sf_builder *b, const sheaf_block *block) {
    b->refused_depth++;
    if (b->limits.depth && b->refused_depth > b->limits.depth)
        return sf_build_reached(b, "blocks nested deeper", "depth", b->limits.depth);
    if (b->limits.nodes && b->leftovers.count >= b->limits.nodes)
        return sf_build_reached(b, "more blocks and cells", "nodes", b->limits.nodes);
    sf_leftover *left = new_leftover(b);
    return left && sf_build_keep(b, block->text, block->origins, &left->text) &&
           keep_pieces(b, left, block->origins, block->origin_count);
}

/* Each piece becomes a text of its own, so nothing has to be joined. */
int sf_leftover_append(sf_builder *b, sheaf_str text, const sheaf_origin *origin) {
    sf_leftover *left = new_leftover(b);
    return left && sf_build_keep(b, text, origin, &left->text) &&
           keep_pieces(b, left, origin, origin != NULL);
}

/* Writes the leftovers of the table that was just closed; nested in another table's cell they stay
 * inside that cell. */
int sf_leftover_flush(sf_builder *b, uint32_t depth) {
    uint32_t first = b->leftovers.count;
    int trusted = b->trusted;
    while (first > 0 && SF_VEC_AT(&b->leftovers, sf_leftover, first - 1)->depth >= depth)
        first--;
    b->trusted = 1;
    for (uint32_t i = first; i < b->leftovers.count && !sf_build_ended(b); i++) {
        sf_leftover *left = SF_VEC_AT(&b->leftovers, sf_leftover, i);
        sheaf_block paragraph = {.size = sizeof paragraph,
                                 .kind = SHEAF_PARAGRAPH,
                                 .flags = SHEAF_INFERRED,
                                 .text = left->text,
                                 .origin_count = left->origins};
        if (left->origins)
            paragraph.origins = SF_VEC_AT(&b->leftover_origins, sheaf_origin, left->origin);
        if (left->text.len)
            sf_build_put(b, &paragraph, NULL);
    }
    b->trusted = trusted;
    if (first == 0)
        b->leftover_origins.count = 0;
    b->leftovers.count = first;
    return !sf_build_ended(b);
}
