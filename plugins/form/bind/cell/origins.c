/* Where a node stands in the source: the first of its places. */
#include "bind/cell/cell.h"

static const sheaf_origin *first_of(const form_context *context, uint32_t node) {
    const sheaf_node *at = form_node_at(context->document, node);
    return at->origins > 0 ? SHEAF_AT(context->document->origins, sheaf_origin, at->origin) : NULL;
}

sheaf_origin bind_origin_of(const form_context *context, uint32_t node) {
    const sheaf_origin *origin = first_of(context, node);
    return origin != NULL ? *origin : (sheaf_origin){.kind = SHEAF_AT_NOWHERE};
}

const sheaf_origin *bind_bytes_of(const form_context *context, uint32_t node) {
    const sheaf_origin *origin = first_of(context, node);
    return origin != NULL && origin->kind == SHEAF_AT_BYTES ? origin : NULL;
}
