/* Text, its origins and its runs. Text that lies in lent memory is referred to; appended pieces stay a
 * view as long as each lies right behind the one before, and are joined in a buffer after that. Lent memory
 * is proved to be UTF-8 once: a piece of it is, too, if it is cut between characters. */
#include "ir/build.h"

#include "base/text.h"

int sf_build_diagnose(sf_builder *b, const char *code, const char *message,
                      const sheaf_origin *where) {
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = SHEAF_WARNING,
                                   .code = sf_str_of(code),
                                   .message = sf_str_of(message),
                                   .origin = where ? *where : (sheaf_origin){0}};
    return sf_records_diagnose(b->records, &diagnostic) || sf_build_no_memory(b);
}

static int is_lent(const sf_tree *tree, sheaf_str text) {
    uintptr_t from = (uintptr_t)text.ptr - (uintptr_t)tree->lent.ptr;
    return tree->lent.len && from <= tree->lent.len && text.len <= tree->lent.len - from;
}

static int continues(const char *at) {
    return ((unsigned char)*at & 0xC0) == 0x80;
}

/* Whether the text, which is not empty, is lent and UTF-8. */
static int is_lent_utf8(sf_tree *tree, sheaf_str text) {
    if (!is_lent(tree, text))
        return 0;
    if (tree->lent_valid == 0)
        tree->lent_valid = sf_utf8_valid(tree->lent);
    const char *end = text.ptr + text.len, *valid = tree->lent.ptr + tree->lent_valid;
    if (end > valid)
        return sf_utf8_valid(text) == text.len;
    return !continues(text.ptr) && (end == valid || !continues(end));
}

static int count_text(sf_builder *b, size_t bytes) {
    b->tree->text_bytes += bytes;
    if (b->limits.text && b->tree->text_bytes > b->limits.text)
        return sf_build_reached(b, "more bytes of text", "text", b->limits.text);
    return 1;
}

int sf_build_keep(sf_builder *b, sheaf_str given, const sheaf_origin *where, sheaf_str *out) {
    if (given.len == 0 || !given.ptr) {
        *out = SHEAF_STR("");
        return 1;
    }
    if (!count_text(b, given.len))
        return 0;
    if (b->trusted || is_lent_utf8(b->tree, given)) {
        *out = given;
        return 1;
    }
    switch (sf_keep_text(&b->tree->text, given, out)) {
    case SF_KEPT:
        return 1;
    case SF_KEPT_MENDED:
        return count_text(b, out->len - given.len) &&
               sf_build_diagnose(b, "ir.text.invalid-utf8",
                                 "text is not UTF-8; its bad bytes were replaced by U+FFFD", where);
    default:
        return sf_build_no_memory(b);
    }
}

/* ------------------------------------------------------------------------------- origins -- */

/* Paths repeat from cell to cell, so the one before is used again where it is the same. */
static int keep_path(sf_builder *b, sheaf_origin *origin, const sheaf_origin *before) {
    if (origin->unit >= b->records->parts.array.count) {
        sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
                 "the plugin gave an origin in part %u, but only %u parts were named", origin->unit,
                 b->records->parts.array.count);
        return 0;
    }
    if (before && before->kind == SHEAF_AT_PART &&
        sf_str_equal(before->at.path, origin->at.path.ptr ? origin->at.path : SHEAF_STR(""))) {
        origin->at.path = before->at.path;
        return 1;
    }
    return sf_build_keep(b, origin->at.path, NULL, &origin->at.path);
}

/* Appends pieces behind the node's own, which are the last ones of the array. */
int sf_build_origins(sf_builder *b, sheaf_node *node, const sheaf_origin *origins, uint32_t count) {
    sf_vec *all = &b->tree->origins;
    if (!origins || count == 0)
        return 1;
    uint32_t first = all->count;
    sheaf_origin *room = sf_build_push(b, all, count);
    if (!room)
        return 0;
    if (node->origins == 0)
        node->origin = first;
    for (uint32_t i = 0; i < count; i++) {
        room[i] = origins[i];
        if (b->trusted || origins[i].kind == SHEAF_AT_BYTES)
            continue;
        if (origins[i].kind == SHEAF_AT_PART) {
            if (!keep_path(b, &room[i], first + i ? &room[i] - 1 : NULL))
                return 0;
        } else {
            sf_keep_origin(NULL, origins[i], &room[i]);
        }
    }
    node->origins += count;
    return 1;
}

/* ----------------------------------------------------------------------------- appending -- */

int sf_build_flush(sf_builder *b) {
    if (b->text_node == SHEAF_NONE)
        return 1;
    sheaf_node *node = sf_build_node(b, b->text_node);
    b->text_node = SHEAF_NONE;
    if (!sf_arena_copy(&b->tree->text, sf_buffer_view(&b->text), &node->text))
        return sf_build_no_memory(b);
    b->text.length = 0;
    return 1;
}

static int append(sf_builder *b, sf_frame *top, sheaf_str text) {
    sheaf_node *node = sf_build_node(b, top->node);
    if (b->text_node == top->node)
        return sf_buffer_add(&b->text, text) || sf_build_no_memory(b);
    if (node->text.len == 0) {
        node->text = text;
        return 1;
    }
    if (node->text.ptr + node->text.len == text.ptr && is_lent(b->tree, text) &&
        is_lent(b->tree, node->text)) {
        node->text.len += text.len;
        return 1;
    }
    b->text_node = top->node;
    b->text.length = 0;
    return (sf_buffer_add(&b->text, node->text) && sf_buffer_add(&b->text, text)) ||
           sf_build_no_memory(b);
}

/* A piece that goes into the buffer at once needs no copy of its own before. */
static int keep_piece(sf_builder *b, const sf_frame *top, sheaf_str text,
                      const sheaf_origin *origin, sheaf_str *out) {
    int buffered = b->text_node == top->node && text.ptr && sf_utf8_valid(text) == text.len;
    *out = text;
    return buffered ? count_text(b, text.len) : sf_build_keep(b, text, origin, out);
}

void sf_build_append(sf_builder *b, sheaf_str text, const sheaf_origin *origin) {
    sheaf_str kept;
    if (sf_build_ended(b))
        return;
    if (b->refused_depth) {
        sf_leftover_append(b, text, origin);
        return;
    }
    sf_frame *top = sf_build_top(b);
    if (b->frames.count == 1 || top->filled) {
        sf_failf(b->error, SHEAF_BAD_CALL, "plugin.call",
                 "the plugin appended text to a block that %s",
                 top->filled ? "has children" : "is the document itself");
        return;
    }
    if (!keep_piece(b, top, text, origin, &kept) || (kept.len && !append(b, top, kept)))
        return;
    sf_build_origins(b, sf_build_node(b, top->node), origin, origin != NULL);
}

/* ---------------------------------------------------------------------------------- runs -- */

static sheaf_str text_of(sf_builder *b, uint32_t node) {
    return node == b->text_node ? sf_buffer_view(&b->text) : sf_build_node(b, node)->text;
}

/* Back to the beginning of the character. */
static uint32_t at_character(sheaf_str text, uint64_t at) {
    at = at < text.len ? at : text.len;
    while (at > 0 && at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
        at--;
    return (uint32_t)at;
}

void sf_build_mark(sf_builder *b, const sheaf_run *run) {
    if (sf_build_ended(b) || b->refused_depth)
        return;
    if (run->node == 0 || (run->node != b->last && run->node != sf_build_top(b)->node) ||
        run->kind < SHEAF_RUN_LINK || run->kind > SHEAF_RUN_STRUCK) {
        sf_failf(
            b->error, SHEAF_BAD_CALL, "plugin.call",
            "the plugin marked a run of kind %u in node %u, which is neither open nor the last",
            run->kind, run->node);
        return;
    }
    sheaf_str text = text_of(b, run->node);
    sheaf_run kept = *run;
    kept.start = at_character(text, run->start);
    kept.length = at_character(text, (uint64_t)run->start + run->length) - kept.start;
    if ((uint64_t)run->start + run->length > text.len &&
        !sf_build_diagnose(b, "ir.run.clamped", "an inline run was longer than its text", NULL))
        return;
    if (!sf_build_keep(b, run->target, NULL, &kept.target))
        return;
    sheaf_run *room = sf_build_push(b, &b->tree->runs, 1);
    if (room)
        *room = kept;
}
