/* Copies from an older document. Its text is referred to, its arrays are copied range by range: a node
 * moves by one number, and so does everything that counts nodes. What a copy may be put into follows the
 * same rules as what a reader builds. */
#include "ir/build.h"

#include "ir/shape.h"

#include <stdlib.h>
#include <string.h>

static uint32_t wrong(sf_builder *b, const char *call, uint32_t node, const char *rule) {
    sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call", "the plugin called %s with node %u, which %s",
             call, node, rule);
    return SHEAF_NONE;
}

static int ready(sf_builder *b, const char *call, uint32_t node) {
    if (sf_build_ended(b))
        return 0;
    if (b->old && node > 0 && node < b->old->nodes.count)
        return 1;
    wrong(b, call, node, b->old ? "the old document does not have" : "needs a rebuild first");
    return 0;
}

/* Runs or opaque members of the old nodes [first, end), which begin with their node's id. */
static int copy_notes(sf_builder *b, sheaf_array from, sf_vec *to, uint32_t first, uint32_t end,
                      uint32_t now) {
    if (from.count == 0)
        return 1;
    for (uint32_t i = sf_old_first(from, first);
         i < from.count && *SHEAF_AT(from, uint32_t, i) < end; i++) {
        uint32_t *note = sf_build_push(b, to, 1);
        if (!note)
            return 0;
        memcpy(note, SHEAF_AT(from, char, i), to->stride);
        *note = *note - first + now;
    }
    return 1;
}

static int copy_runs(sf_builder *b, uint32_t first, uint32_t end, uint32_t now) {
    uint32_t before = b->tree->runs.count;
    if (!copy_notes(b, b->old->runs, &b->tree->runs, first, end, now))
        return 0;
    for (uint32_t i = before; i < b->tree->runs.count; i++)
        sf_note_came(SF_VEC_AT(&b->tree->runs, sheaf_run, i));
    return 1;
}

/* Room for as much as the old document has, and for the few cells that joining adds, in one step instead of many. */
static int expect_as_many(sf_builder *b, const sheaf_document *old) {
    return sf_tree_expect(b->tree, old->nodes.count, old->origins.count, old->cells.count);
}

void sf_build_from(sf_builder *b, const sheaf_document *old) {
    if (sf_build_ended(b))
        return;
    free(b->map);
    b->old = old;
    b->map_count = old->nodes.count;
    b->map = malloc((size_t)b->map_count * sizeof *b->map);
    if (!b->map || !expect_as_many(b, old)) {
        sf_build_no_memory(b);
        return;
    }
    memset(b->map, 0xFF, (size_t)b->map_count * sizeof *b->map);
    b->map[0] = 0;
    copy_notes(b, old->opaque, &b->tree->opaque, 0, 1, 0);
}

const uint32_t *sf_build_map(const sf_builder *b, uint32_t *count) {
    *count = b->map ? b->map_count : 0;
    return b->map;
}

/* ----------------------------------------------------------------------------- whole ranges -- */

/* How deep the nodes [first, end) nest, their first level counted as 1. The parent links are the stack. */
static uint32_t height(const sf_builder *b, uint32_t first, uint32_t end) {
    uint32_t deepest = 1, depth = 1, open = sf_old_node(b, first)->parent;
    for (uint32_t n = first; n < end; n++) {
        for (; open != sf_old_node(b, n)->parent; depth--)
            open = sf_old_node(b, open)->parent;
        if (depth > deepest)
            deepest = depth;
        if (sf_old_node(b, n)->end > n + 1) {
            open = n;
            depth++;
        }
    }
    return deepest;
}

static uint32_t old_depth(const sf_builder *b, uint32_t node) {
    uint32_t depth = 0;
    for (uint32_t n = node; n != 0; n = sf_old_node(b, n)->parent)
        depth++;
    return depth;
}

static int within_limits(sf_builder *b, uint32_t first, uint32_t end) {
    uint64_t nodes = (uint64_t)b->tree->nodes.count + (end - first);
    if (b->limits.nodes && nodes > b->limits.nodes)
        return sf_build_reached(b, "more blocks and cells", "nodes", b->limits.nodes);
    if (b->limits.depth && b->frames.count > old_depth(b, first) &&
        (uint64_t)b->frames.count + height(b, first, end) - 1 > b->limits.depth)
        return sf_build_reached(b, "blocks nested deeper", "depth", b->limits.depth);
    return 1;
}

static int copy_payload(sf_builder *b, sheaf_node *node) {
    unsigned which = sf_payload_shape(node->kind);
    if (which == SF_SHAPES)
        return 1;
    sheaf_array from = *sf_shape_array(&sf_shapes[which], (sheaf_document *)(uintptr_t)b->old);
    sf_vec *to = sf_shape_vec(&sf_shapes[which], b->tree);
    void *payload = sf_build_push(b, to, 1);
    if (!payload)
        return 0;
    memcpy(payload, SHEAF_AT(from, char, node->payload), to->stride);
    node->payload = to->count - 1;
    return 1;
}

static int copy_origins(sf_builder *b, sheaf_node *node) {
    if (node->origins == 0)
        return 1;
    sheaf_origin *origins = sf_build_push(b, &b->tree->origins, node->origins);
    if (!origins)
        return 0;
    memcpy(origins, SHEAF_AT(b->old->origins, sheaf_origin, node->origin),
           node->origins * sizeof *origins);
    node->origin = b->tree->origins.count - node->origins;
    return 1;
}

/* Nodes come over one after the other; ids in them move by now - first. */
static int copy_nodes(sf_builder *b, uint32_t first, uint32_t end, uint32_t now) {
    uint32_t outside = sf_old_node(b, first)->parent, parent = sf_build_top(b)->node;
    sheaf_node *room = sf_build_push(b, &b->tree->nodes, end - first);
    if (!room)
        return 0;
    for (uint32_t n = first; n < end; n++) {
        sheaf_node *node = room + (n - first);
        *node = *sf_old_node(b, n);
        node->parent = node->parent == outside ? parent : node->parent - first + now;
        node->end = node->end - first + now;
        b->tree->text_bytes += node->text.len;
        b->map[n] = n - first + now;
        if (!copy_payload(b, node) || !copy_origins(b, node))
            return 0;
    }
    return 1;
}

static uint32_t copy_range(sf_builder *b, uint32_t first, uint32_t end) {
    uint32_t now = b->tree->nodes.count;
    if (!within_limits(b, first, end) || !copy_nodes(b, first, end, now) ||
        !copy_runs(b, first, end, now) ||
        !copy_notes(b, b->old->opaque, &b->tree->opaque, first, end, now))
        return SHEAF_NONE;
    if (b->limits.text && b->tree->text_bytes > b->limits.text) {
        sf_build_reached(b, "more bytes of text", "text", b->limits.text);
        return SHEAF_NONE;
    }
    sf_build_top(b)->filled = 1;
    b->last = now;
    return now;
}

/* Whether all cells of a table come into a grid of their own width in which nothing stands yet. */
static int fits_whole(sf_builder *b, uint32_t first, uint32_t end) {
    const sheaf_node *table = sf_old_node(b, sf_old_node(b, first)->parent);
    return !b->refused_depth && sf_build_top(b)->kind == SHEAF_TABLE &&
           sf_old_node(b, first)->parent + 1 == first && table->end == end &&
           sf_grid_take_table(b, SHEAF_AT(b->old->tables, sheaf_table, table->payload));
}

/* Cells go through the grid of the table that they come into, one by one unless they fit as they are. */
static uint32_t copy_cells(sf_builder *b, uint32_t first, uint32_t end) {
    if (fits_whole(b, first, end))
        return copy_range(b, first, end);
    uint32_t now = SHEAF_NONE;
    for (uint32_t n = first; n < end && !sf_build_ended(b); n = sf_old_node(b, n)->end) {
        uint32_t copied = sf_build_copy_as(b, n, NULL);
        now = n == first ? copied : now;
    }
    return sf_build_ended(b) ? SHEAF_NONE : now;
}

uint32_t sf_build_copy(sf_builder *b, uint32_t first, uint32_t end) {
    if (!ready(b, "copy", first))
        return SHEAF_NONE;
    uint32_t parent = sf_old_node(b, first)->parent;
    uint32_t last = sf_old_node(b, parent)->end;
    if (end <= first || end > last || (end < last && sf_old_node(b, end)->parent != parent))
        return wrong(b, "copy", end, "does not end a run of siblings");
    if (!sf_build_flush(b))
        return SHEAF_NONE;
    if (sf_old_node(b, first)->kind == SHEAF_CELL)
        return copy_cells(b, first, end);
    if (b->refused_depth) {
        for (uint32_t n = first; n < end && !sf_build_ended(b); n = sf_old_node(b, n)->end)
            sf_build_copy_as(b, n, NULL);
        return sf_build_ended(b) ? SHEAF_NONE : b->last;
    }
    if (!sf_kind_may_hold(sf_build_top(b)->kind, sf_old_node(b, first)->kind))
        return wrong(b, "copy", first, "the open block cannot hold");
    return copy_range(b, first, end);
}

/* -------------------------------------------------------------------------------- one node -- */

/* What the caller wants otherwise. `as` may be older and shorter than ours. */
static void replace(sheaf_block *block, const sheaf_block *as) {
    sheaf_block room;
    const sheaf_block *wanted = as ? sf_build_whole(as, &room) : NULL;
    if (!wanted)
        return;
    if (block->kind == SHEAF_TABLE) {
        block->rows = wanted->rows ? wanted->rows : block->rows;
        block->columns = wanted->columns ? wanted->columns : block->columns;
    } else if (block->kind == SHEAF_CELL) {
        block->row = wanted->row;
        block->column = wanted->column;
        block->row_span = wanted->row_span;
        block->column_span = wanted->column_span;
    }
}

static uint32_t open_copy(sf_builder *b, uint32_t n, const sheaf_block *block) {
    b->trusted = 1;
    uint32_t now = sf_build_open(b, block);
    b->trusted = 0;
    if (now == SHEAF_NONE)
        return SHEAF_NONE;
    b->map[n] = now;
    if (!b->refused_depth && (!copy_runs(b, n, n + 1, now) ||
                              !copy_notes(b, b->old->opaque, &b->tree->opaque, n, n + 1, now)))
        return SHEAF_NONE;
    return now;
}

uint32_t sf_build_copy_open(sf_builder *b, uint32_t node, const sheaf_block *as) {
    if (!ready(b, "copy_open", node))
        return SHEAF_NONE;
    sheaf_block block = sf_old_block(b, node);
    block.opaque = SHEAF_STR(""); /* comes with those of the objects inside */
    replace(&block, as);
    return open_copy(b, node, &block);
}

/* Below a cell that found no slot nothing is built; its texts are taken one after the other. */
static void copy_refused(sf_builder *b, uint32_t node) {
    for (uint32_t n = node + 1; n < sf_old_node(b, node)->end && !sf_build_ended(b); n++) {
        sheaf_block block = sf_old_block(b, n);
        b->map[n] = sf_build_add(b, &block);
    }
}

uint32_t sf_build_copy_as(sf_builder *b, uint32_t node, const sheaf_block *as) {
    uint32_t now = sf_build_copy_open(b, node, as);
    if (now == SHEAF_NONE)
        return SHEAF_NONE;
    uint32_t end = sf_old_node(b, node)->end;
    if (b->refused_depth)
        copy_refused(b, node);
    else if (end > node + 1)
        sf_build_copy(b, node + 1, end);
    sf_build_close(b);
    return sf_build_ended(b) ? SHEAF_NONE : now;
}
