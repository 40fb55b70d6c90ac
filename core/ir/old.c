/* An old node seen as the block that built it, so that copying one is building it again. Everything in the
 * block is lent by the old document. */
#include "ir/build.h"

#include "ir/shape.h"

/* The first element of a by-node array that belongs to `node` or a later one. */
uint32_t sf_old_first(sheaf_array array, uint32_t node) {
    uint32_t from = 0, to = array.count;
    while (from < to) {
        uint32_t middle = from + (to - from) / 2;
        if (*SHEAF_AT(array, uint32_t, middle) < node)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static void add_payload(const sf_builder *b, uint32_t n, sheaf_block *block) {
    uint32_t at = sf_old_node(b, n)->payload;
    if (sf_payload_shape(block->kind) == SF_HEADINGS_SHAPE) {
        const sheaf_heading *heading = SHEAF_AT(b->old->headings, sheaf_heading, at);
        block->level = heading->level;
        block->number = heading->number;
    } else if (block->kind == SHEAF_LIST) {
        block->ordered = SHEAF_AT(b->old->lists, sheaf_list, at)->ordered;
    } else if (block->kind == SHEAF_FIGURE) {
        block->figure = SHEAF_AT(b->old->figures, sheaf_figure, at);
    } else if (block->kind == SHEAF_TABLE) {
        const sf_table *table = SHEAF_AT(b->old->tables, sf_table, at);
        block->rows = table->grid.rows;
        block->columns = table->grid.columns;
        block->headers = b->old->tables.stride >= sizeof *table ? sf_derived_swap(table->derived)
                                                                : SHEAF_HEADERS_KNOWN;
    } else if (block->kind == SHEAF_CELL) {
        const sheaf_cell *cell = SHEAF_AT(b->old->cells, sheaf_cell, at);
        block->row = cell->row;
        block->column = cell->column;
        block->row_span = cell->row_span;
        block->column_span = cell->column_span;
        block->header = cell->header;
    }
}

/* The block that built the old node, all of it lent by the old document. */
sheaf_block sf_old_block(const sf_builder *b, uint32_t n) {
    const sheaf_node *node = sf_old_node(b, n);
    sheaf_block block = {.size = sizeof block,
                         .kind = node->kind,
                         .flags = node->flags,
                         .confidence = node->confidence,
                         .text = node->text,
                         .origin_count = node->origins};
    if (node->origins)
        block.origins = SHEAF_AT(b->old->origins, sheaf_origin, node->origin);
    uint32_t i = sf_old_first(b->old->opaque, n);
    const sheaf_opaque *kept =
        i < b->old->opaque.count ? SHEAF_AT(b->old->opaque, sheaf_opaque, i) : NULL;
    if (kept && kept->node == n && kept->inner == SHEAF_IN_ITSELF)
        block.opaque = kept->members;
    add_payload(b, n, &block);
    return block;
}
