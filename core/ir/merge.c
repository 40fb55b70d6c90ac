/* One block from several old ones: it is built like any other, from a block whose text and origins are those
 * of all; then the runs follow, each moved by what stands before its text, and the opaque members. The only
 * call of a rebuild that copies text. */
#include "ir/build.h"

#include "base/text.h"

typedef struct merging {
    const uint32_t *nodes;
    uint32_t count;
    sheaf_str joiner;
    sf_buffer text;
    sf_vec origins;
} merging;

static int wrong(sf_builder *b, uint32_t node, const char *why) {
    sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
             "the plugin called merge with node %u, which %s", node, why);
    return 0;
}

static int may_merge(sf_builder *b, const uint32_t *nodes, uint32_t count) {
    if (sf_build_ended(b))
        return 0;
    if (!b->old || !nodes || count == 0)
        return wrong(b, SHEAF_NONE, b->old ? "is no node at all" : "needs a rebuild first");
    for (uint32_t i = 0; i < count; i++) {
        if (nodes[i] == 0 || nodes[i] >= b->old->nodes.count)
            return wrong(b, nodes[i], "the old document does not have");
        const sheaf_node *node = sf_old_node(b, nodes[i]);
        if (node->end > nodes[i] + 1)
            return wrong(b, nodes[i], "has children");
        if (node->kind == SHEAF_TABLE || node->kind == SHEAF_LIST || node->kind == SHEAF_FIGURE)
            return wrong(b, nodes[i], "holds no plain text");
    }
    return 1;
}

/* Before memory is spent: a node may be named many times, and a joiner be long. */
static int within_limits(sf_builder *b, const merging *m) {
    uint64_t most = b->limits.text, total = b->tree->text_bytes;
    for (uint32_t i = 0; i < m->count; i++) {
        total += sf_old_node(b, m->nodes[i])->text.len + (i ? m->joiner.len : 0);
        if (most && total > most)
            return sf_build_reached(b, "more bytes of text", "text", most);
    }
    return 1;
}

static int add_origins(sf_builder *b, merging *m, const sheaf_block *block) {
    for (uint32_t i = 0; i < block->origin_count; i++) {
        sheaf_origin *room = sf_build_push(b, &m->origins, 1);
        if (!room)
            return 0;
        *room = block->origins[i];
    }
    return 1;
}

/* The block of the first one, grown by the others; members that Sheaf does not know follow. */
static int unite(sf_builder *b, merging *m, sheaf_block *all) {
    *all = sf_old_block(b, m->nodes[0]);
    for (uint32_t i = 0; i < m->count; i++) {
        sheaf_block one = sf_old_block(b, m->nodes[i]);
        if (one.confidence < all->confidence)
            all->confidence = one.confidence;
        if ((i > 0 && !sf_buffer_add(&m->text, m->joiner)) || !sf_buffer_add(&m->text, one.text))
            return sf_build_no_memory(b);
        if (!add_origins(b, m, &one))
            return 0;
    }
    all->text = sf_buffer_view(&m->text);
    all->opaque = SHEAF_STR("");
    all->origins = m->origins.base;
    all->origin_count = m->origins.count;
    return 1;
}

static int add_runs(sf_builder *b, const merging *m, uint32_t now) {
    sheaf_array runs = b->old->runs;
    size_t start = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t at = sf_old_first(runs, m->nodes[i]);
        for (; at < runs.count; at++) {
            sheaf_run run = *SHEAF_AT(runs, sheaf_run, at);
            if (run.node != m->nodes[i])
                break;
            sheaf_run *room = sf_build_push(b, &b->tree->runs, 1);
            if (!room)
                return 0;
            run.node = now;
            run.start += (uint32_t)start;
            sf_note_came(&run);
            *room = run;
        }
        start += sf_old_node(b, m->nodes[i])->text.len + m->joiner.len;
    }
    return 1;
}

static uint32_t count_runs(const sf_builder *b, uint32_t node) {
    return sf_old_first(b->old->runs, node + 1) - sf_old_first(b->old->runs, node);
}

/* Those of places and runs move with them: both are counted on from node to node. */
static int add_opaque(sf_builder *b, const merging *m, uint32_t now) {
    sheaf_array opaque = b->old->opaque;
    uint32_t runs = 0, origins = 0;
    for (uint32_t i = 0; i < m->count; i++) {
        uint32_t node = m->nodes[i], end = sf_old_first(opaque, node + 1);
        for (uint32_t at = sf_old_first(opaque, node); at < end; at++) {
            sheaf_opaque kept = *SHEAF_AT(opaque, sheaf_opaque, at);
            kept.node = now;
            kept.piece += kept.inner == SHEAF_IN_RUN      ? runs
                          : kept.inner == SHEAF_IN_ORIGIN ? origins
                                                          : 0;
            if (!sf_opaque_push(b, &kept))
                return 0;
        }
        runs += count_runs(b, node);
        origins += sf_old_node(b, node)->origins;
    }
    return 1;
}

static uint32_t build(sf_builder *b, merging *m) {
    sheaf_block all;
    if (!within_limits(b, m) || !unite(b, m, &all))
        return SHEAF_NONE;
    uint32_t refused = b->tree->nodes.count;
    uint32_t now = sf_build_add(b, &all);
    if (now == SHEAF_NONE)
        return SHEAF_NONE;
    for (uint32_t i = 0; i < m->count; i++)
        b->map[m->nodes[i]] = now;
    if (now < refused)
        return now;
    return add_runs(b, m, now) && add_opaque(b, m, now) ? now : SHEAF_NONE;
}

uint32_t sf_build_merge(sf_builder *b, const uint32_t *nodes, uint32_t count, sheaf_str joiner) {
    if (!may_merge(b, nodes, count) || (sf_utf8_valid(joiner) < joiner.len &&
                                        !wrong(b, nodes[0], "is joined by bytes that are no text")))
        return SHEAF_NONE;
    merging m = {.nodes = nodes,
                 .count = count,
                 .joiner = joiner.ptr ? joiner : SHEAF_STR(""),
                 .origins = SF_VEC_OF(sheaf_origin)};
    uint32_t now = build(b, &m);
    sf_buffer_done(&m.text);
    sf_vec_done(&m.origins);
    return now;
}
