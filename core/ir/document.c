/* The view of a tree and its records, filled by their shapes; walking among siblings; the title. */
#include "ir/document.h"

#include "base/text.h"
#include "ir/shape.h"

#include <string.h>

void sf_document_view(const sf_tree *tree, const sf_records *records, sheaf_document *view) {
    *view = (sheaf_document){.size = sizeof *view,
                             .complete = !records->incomplete,
                             .source_name = records->name,
                             .source_format = records->format,
                             .source_media_type = records->media_type,
                             .source_encoding = records->encoding,
                             .source_sha256 = records->sha256,
                             .source_bytes = records->bytes};
    for (unsigned i = 0; i < SF_SHAPES; i++) {
        const sf_shape *shape = &sf_shapes[i];
        *sf_shape_array(shape, view) =
            i < SF_FIRST_RECORD ? sf_vec_view(sf_shape_vec(shape, (sf_tree *)(uintptr_t)tree))
                                : sf_shape_list(shape, (sf_records *)(uintptr_t)records)->array;
    }
}

static const sheaf_node *node_at(const sheaf_document *document, uint32_t node) {
    return SHEAF_AT(document->nodes, sheaf_node, node);
}

uint32_t sf_first_child(const sheaf_document *document, uint32_t node) {
    return node + 1 < node_at(document, node)->end ? node + 1 : SHEAF_NONE;
}

uint32_t sf_next_sibling(const sheaf_document *document, uint32_t node) {
    const sheaf_node *self = node_at(document, node);
    if (self->parent == SHEAF_NONE || self->end >= node_at(document, self->parent)->end)
        return SHEAF_NONE;
    return self->end;
}

/* ------------------------------------------------------------------------------------ title -- */

static int is_latin(char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == ',' || c == ')';
}

/* Writes one line behind the title so far. */
static void join(char *out, size_t *length, sheaf_str line) {
    line = sf_utf8_trim(line);
    if (line.len == 0)
        return;
    if (*length && is_latin(out[*length - 1]) && is_latin(line.ptr[0]))
        out[(*length)++] = ' ';
    memcpy(out + *length, line.ptr, line.len);
    *length += line.len;
}

static int is_title(const sheaf_node *node) {
    return node->kind == SHEAF_TITLE && !(node->flags & SHEAF_FURNITURE);
}

/* The title that stands first: its block, and further title blocks right behind it. */
static uint32_t first_titles(const sheaf_document *document, uint32_t *end) {
    uint32_t first = 1;
    while (first < document->nodes.count && !is_title(node_at(document, first)))
        first++;
    *end = first;
    while (*end < document->nodes.count && is_title(node_at(document, *end)))
        ++*end;
    return first;
}

static int join_titles(const sheaf_document *document, sf_arena *arena, sheaf_str *title) {
    uint32_t end, first = first_titles(document, &end);
    size_t room = 0, length = 0;
    for (uint32_t i = first; i < end; i++)
        room += node_at(document, i)->text.len + 1;
    char *out = sf_arena_take(arena, room);
    if (!out)
        return 0;
    for (uint32_t i = first; i < end; i++)
        for (sheaf_str rest = node_at(document, i)->text; rest.len;)
            join(out, &length, sf_str_take_line(&rest));
    *title = length ? (sheaf_str){out, length} : SHEAF_STR("");
    return 1;
}

int sf_document_title(const sheaf_document *document, sf_arena *arena, sheaf_str *title) {
    for (uint32_t i = 0; i < document->meta.count; i++) {
        const sheaf_meta *meta = SHEAF_AT(document->meta, sheaf_meta, i);
        if (sf_str_equal(meta->key, SHEAF_STR("title")))
            return sf_arena_copy(arena, meta->value, title);
    }
    return join_titles(document, arena, title);
}
