/* Blocks open and close here; what a block may hold is a table of bits. A failed call latches and leaves
 * the tree as it stood, so nothing has to be undone. */
#include "ir/build.h"

#include "ir/shape.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------------------- failing -- */

int sf_build_no_memory(sf_builder *b) {
    sf_failf(b->error, SHEAF_MEMORY, "memory", "there is not enough memory for the document");
    return 0;
}

int sf_build_reached(sf_builder *b, const char *what, const char *limit, uint64_t value) {
    char code[32] = "limit.";
    strncat(code, limit, sizeof code - sizeof "limit.");
    sf_failf(b->error, SHEAF_LIMIT, code,
             "the document has %s than the limit of %llu; if it is sound, raise the limit with "
             "--limit %s=N",
             what, (unsigned long long)value, limit);
    return 0;
}

static uint32_t wrong(sf_builder *b, const char *rule) {
    sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
             "the plugin made a document that cannot be: %s", rule);
    return SHEAF_NONE;
}

void *sf_build_no_room(sf_builder *b, const sf_vec *vec, uint32_t count) {
    if (count >= SHEAF_NONE - vec->count)
        sf_build_reached(b, "more parts", "nodes", SHEAF_NONE - 1);
    else
        sf_build_no_memory(b);
    return NULL;
}

/* -------------------------------------------------------------------------------- nesting -- */

static int may_open(sf_builder *b, uint32_t kind) {
    uint32_t parent = sf_build_top(b)->kind;
    if (sf_kind_may_hold(parent, kind))
        return 1;
    const char *child = sf_node_kind_name(kind);
    sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
             "the plugin made a document that cannot be: a %s cannot hold a %s",
             sf_node_kind_name(parent), child && kind ? child : "block of unknown kind");
    return 0;
}

static int within_limits(sf_builder *b) {
    if (b->limits.nodes && b->tree->nodes.count >= b->limits.nodes)
        return sf_build_reached(b, "more blocks and cells", "nodes", b->limits.nodes);
    if (b->limits.depth && b->frames.count > b->limits.depth)
        return sf_build_reached(b, "blocks nested deeper", "depth", b->limits.depth);
    return 1;
}

/* ------------------------------------------------------------------------------ one block -- */

static int put_figure(sf_builder *b, const sheaf_block *block, sheaf_figure *out) {
    const sheaf_figure *given = block->figure;
    *out = (sheaf_figure){SHEAF_STR(""), SHEAF_STR(""), SHEAF_STR(""), given ? given->size : 0};
    if (!given)
        return 1;
    out->bytes = given->bytes;
    if (!given->bytes.len || !given->bytes.ptr)
        out->bytes = SHEAF_STR("");
    else if (!b->trusted && !sf_arena_copy(&b->tree->text, given->bytes, &out->bytes))
        return sf_build_no_memory(b);
    return sf_build_keep(b, given->part, block->origins, &out->part) &&
           sf_build_keep(b, given->media_type, block->origins, &out->media_type);
}

/* The payload of the node's kind; a cell's was placed before. */
static int put_payload(sf_builder *b, const sheaf_block *block, const sheaf_cell *cell,
                       void *payload) {
    sheaf_heading *heading = payload;
    switch (block->kind) {
    case SHEAF_HEADING:
    case SHEAF_FOOTNOTE:
    case SHEAF_ITEM:
        heading->level = block->kind != SHEAF_HEADING ? 0 : block->level ? block->level : 1;
        return sf_build_keep(b, block->number, block->origins, &heading->number);
    case SHEAF_LIST:
        ((sheaf_list *)payload)->ordered = block->ordered != 0;
        return 1;
    case SHEAF_TABLE:
        *(sf_table *)payload =
            (sf_table){{block->rows, block->columns}, sf_derived_swap(block->headers)};
        return 1;
    case SHEAF_CELL:
        *(sheaf_cell *)payload = *cell;
        return 1;
    default:
        return put_figure(b, block, payload);
    }
}

static int put_opaque(sf_builder *b, uint32_t node, const sheaf_block *block) {
    sheaf_str members;
    if (block->opaque.len == 0)
        return 1;
    if (!sf_build_keep(b, block->opaque, block->origins, &members))
        return 0;
    return sf_opaque_push(b, &(sheaf_opaque){.node = node, .members = members});
}

static uint32_t clamp_confidence(uint32_t given) {
    return given == 0 || given > SHEAF_CERTAIN ? SHEAF_CERTAIN : given;
}

/* The place of the next node. It counts as there only when it is whole: until then its place is unused. */
static sheaf_node *next_node(sf_builder *b) {
    sf_vec *nodes = &b->tree->nodes;
    if (!within_limits(b))
        return NULL;
    if (nodes->count == nodes->capacity && !sf_vec_reserve(nodes, 1))
        return sf_build_no_room(b, nodes, 1);
    return SF_VEC_AT(nodes, sheaf_node, nodes->count);
}

static int put_payload_of(sf_builder *b, const sheaf_block *block, const sheaf_cell *cell,
                          sheaf_node *node) {
    unsigned shape = sf_payload_shape(block->kind);
    if (shape == SF_SHAPES)
        return 1;
    sf_vec *array = sf_shape_vec(&sf_shapes[shape], b->tree);
    void *element = sf_build_push(b, array, 1);
    node->payload = array->count - 1;
    return element && put_payload(b, block, cell, element);
}

/* Written where it stays, field by field: whoever copies what was written in parts waits for it. */
uint32_t sf_build_put(sf_builder *b, const sheaf_block *block, const sheaf_cell *cell) {
    uint32_t id = b->tree->nodes.count;
    sheaf_node *node = next_node(b);
    if (!node)
        return SHEAF_NONE;
    node->kind = (uint16_t)block->kind;
    node->confidence = (uint16_t)clamp_confidence(block->confidence);
    node->flags = block->flags;
    node->parent = sf_build_top(b)->node;
    node->end = id + 1;
    node->payload = SHEAF_NONE;
    node->origin = node->origins = 0;
    if (!sf_build_keep(b, block->text, block->origins, &node->text) ||
        !sf_build_origins(b, node, block->origins, block->origin_count) ||
        !put_payload_of(b, block, cell, node) || !put_opaque(b, id, block))
        return SHEAF_NONE;
    b->tree->nodes.count++;
    sf_build_top(b)->filled = 1;
    b->last = id;
    return id;
}

const sheaf_block *sf_build_whole(const sheaf_block *given, sheaf_block *room) {
    if (given->size >= sizeof *room)
        return given;
    if (given->size < offsetof(sheaf_block, kind) + sizeof given->kind)
        return NULL;
    memset(room, 0, sizeof *room);
    memcpy(room, given, given->size);
    return room;
}

static uint32_t put_cell(sf_builder *b, const sheaf_block *block) {
    sheaf_cell cell;
    int placed = sf_grid_place(b, block, &cell);
    if (placed == 0)
        return SHEAF_NONE;
    if (placed < 0) {
        sf_grid *grid = SF_VEC_AT(&b->grids, sf_grid, b->grids.count - 1);
        return sf_leftover_open(b, block) ? grid->table : SHEAF_NONE;
    }
    return sf_build_put(b, block, &cell);
}

/* Puts a block; refused_depth has grown where it was a cell without a slot, or stands in one. */
static uint32_t put(sf_builder *b, const sheaf_block *given) {
    sheaf_block room;
    const sheaf_block *block = sf_build_whole(given, &room);
    if (!block)
        return wrong(b, "a block's size is too small to hold its kind");
    if (b->refused_depth)
        return sf_leftover_open(b, block) ? b->last : SHEAF_NONE;
    if (!may_open(b, block->kind) || (b->text_node != SHEAF_NONE && !sf_build_flush(b)))
        return SHEAF_NONE;
    if (block->kind == SHEAF_CELL)
        return put_cell(b, block);
    if (block->kind == SHEAF_TABLE && block->columns == 0)
        return wrong(b, "a table does not say how many columns it has");
    return sf_build_put(b, block, NULL);
}

static int push_frame(sf_builder *b, uint32_t node, const sheaf_block *block) {
    uint32_t kind = sf_build_node(b, node)->kind;
    sf_frame *frame = sf_build_push(b, &b->frames, 1);
    if (!frame)
        return 0;
    *frame = (sf_frame){node, kind, 0};
    return kind != SHEAF_TABLE || sf_grid_open(b, node, block);
}

uint32_t sf_build_open(sf_builder *b, const sheaf_block *block) {
    if (sf_build_ended(b))
        return SHEAF_NONE;
    uint32_t node = put(b, block);
    if (node == SHEAF_NONE || b->refused_depth)
        return node;
    sheaf_block room;
    return push_frame(b, node, sf_build_whole(block, &room)) ? node : SHEAF_NONE;
}

static void close_top(sf_builder *b) {
    sf_frame top = *sf_build_top(b);
    if (b->text_node != SHEAF_NONE && !sf_build_flush(b))
        return;
    if (top.kind == SHEAF_TABLE && !sf_grid_close(b))
        return;
    sf_build_node(b, top.node)->end = b->tree->nodes.count;
    b->last = top.node;
    b->frames.count--;
    if (top.kind == SHEAF_TABLE)
        sf_leftover_flush(b, b->grids.count + 1);
}

void sf_build_close(sf_builder *b) {
    if (sf_build_ended(b))
        return;
    if (b->refused_depth)
        b->refused_depth--;
    else if (b->frames.count == 1)
        wrong(b, "close without an open block");
    else
        close_top(b);
}

/* A table without children has a grid all the same, so it is opened and closed. */
uint32_t sf_build_add(sf_builder *b, const sheaf_block *block) {
    if (sf_build_ended(b))
        return SHEAF_NONE;
    uint32_t node = put(b, block);
    if (node == SHEAF_NONE)
        return SHEAF_NONE;
    if (b->refused_depth) {
        b->refused_depth--;
        return node;
    }
    if (sf_build_node(b, node)->kind == SHEAF_TABLE) {
        sheaf_block room;
        if (!push_frame(b, node, sf_build_whole(block, &room)))
            return SHEAF_NONE;
        close_top(b);
    }
    return sf_build_ended(b) ? SHEAF_NONE : node;
}

/* ------------------------------------------------------------------------ begin and end -- */

sf_builder *sf_builder_new(sf_tree *tree, sf_records *records, const sf_build_limits *limits,
                           sf_error *error) {
    sf_builder *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    *b = (sf_builder){.tree = tree,
                      .records = records,
                      .error = error,
                      .limits = *limits,
                      .frames = SF_VEC_OF(sf_frame),
                      .grids = SF_VEC_OF(sf_grid),
                      .leftovers = SF_VEC_OF(sf_leftover),
                      .leftover_origins = SF_VEC_OF(sheaf_origin),
                      .text_node = SHEAF_NONE};
    if (sf_vec_push(&b->frames, 1))
        return b;
    free(b);
    return NULL;
}

void sf_builder_free(sf_builder *b) {
    if (!b)
        return;
    for (uint32_t i = 0; i < b->grids.count; i++)
        free(SF_VEC_AT(&b->grids, sf_grid, i)->busy);
    sf_vec_done(&b->frames);
    sf_vec_done(&b->grids);
    sf_vec_done(&b->leftovers);
    sf_vec_done(&b->leftover_origins);
    sf_buffer_done(&b->text);
    free(b->map);
    free(b);
}

sheaf_status sf_build_finish(sf_builder *b) {
    if (sf_build_ended(b))
        return b->error->status;
    if (b->frames.count > 1 || b->refused_depth) {
        wrong(b, "a block was opened and not closed");
        return b->error->status;
    }
    if (!sf_build_flush(b) || !sf_notes_aim(b) || !sf_opaque_settle(b) || !sf_build_sort_runs(b))
        return b->error->status;
    sf_build_node(b, 0)->end = b->tree->nodes.count;
    b->finished = 1;
    return SHEAF_OK;
}
