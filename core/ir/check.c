/* What ir.md promises, verified from the outside: nothing here trusts an index before it is checked, so a
 * document that was read from a dump may be anything. One walk over the nodes; the tables in another. */
#include "ir/document.h"

#include "base/text.h"
#include "ir/shape.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Slots that are worth checking; a grid beyond is no document of ours. */
enum { MOST_SLOTS = 1 << 28 };

typedef struct checking {
    const sheaf_document *document;
    char *message;
    uint64_t slots;           /* seen so far */
    uint32_t used[SF_SHAPES]; /* payloads seen so far: they are in document order */
} checking;

static int wrong(checking *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static int wrong(checking *c, const char *format, ...) {
    va_list list;
    va_start(list, format);
    vsnprintf(c->message, 256, format, list);
    va_end(list);
    return 0;
}

static sheaf_array array_of(const checking *c, unsigned which) {
    return *sf_shape_array(&sf_shapes[which], (sheaf_document *)(uintptr_t)c->document);
}

static const sheaf_node *node_at(const checking *c, uint32_t node) {
    return SHEAF_AT(c->document->nodes, sheaf_node, node);
}

/* -------------------------------------------------------------------- members, by their shape -- */

static int check_text(checking *c, const sf_shape *shape, uint32_t i, sheaf_str text) {
    if (!text.ptr)
        return wrong(c, "%s %u: a text is NULL", shape->name, i);
    if (sf_utf8_valid(text) < text.len)
        return wrong(c, "%s %u: text is not UTF-8", shape->name, i);
    return 1;
}

static int check_origin(checking *c, const sf_shape *shape, uint32_t i,
                        const sheaf_origin *origin) {
    if (origin->kind > SHEAF_AT_PART)
        return wrong(c, "%s %u: origin of unknown kind %u", shape->name, i, origin->kind);
    if (origin->kind != SHEAF_AT_PART)
        return 1;
    if (origin->unit >= c->document->parts.count)
        return wrong(c, "%s %u: origin in part %u of %u", shape->name, i, origin->unit,
                     c->document->parts.count);
    return check_text(c, shape, i, origin->at.path);
}

static int check_id(checking *c, const sf_shape *shape, uint32_t i, uint32_t id, uint32_t count) {
    return id < count || wrong(c, "%s %u: id %u of %u", shape->name, i, id, count);
}

static int check_list(checking *c, const sf_shape *shape, uint32_t i, const sf_field *field,
                      const char *element) {
    const void *list = *(const void *const *)(const void *)(element + field->offset);
    uint32_t count = *(const uint32_t *)(const void *)(element + field->count_offset);
    if (count && !list)
        return wrong(c, "%s %u: a list is NULL", shape->name, i);
    int sound = 1;
    for (uint32_t j = 0; j < count && sound; j++) {
        if (field->type == SF_TEXTS)
            sound = check_text(c, shape, i, ((const sheaf_str *)list)[j]);
        else if (field->type == SF_ORIGINS)
            sound = check_origin(c, shape, i, &((const sheaf_origin *)list)[j]);
        else if (field->type == SF_NODES)
            sound = check_id(c, shape, i, ((const uint32_t *)list)[j], c->document->nodes.count);
        else
            sound =
                check_id(c, shape, i, ((const uint32_t *)list)[j] - 1, c->document->repairs.count);
    }
    return sound;
}

static int check_field(checking *c, const sf_shape *shape, uint32_t i, const sf_field *field,
                       const char *element) {
    const void *member = element + field->offset;
    switch (field->type) {
    case SF_TEXT:
        return check_text(c, shape, i, *(const sheaf_str *)member);
    case SF_BYTES:
        return ((const sheaf_str *)member)->ptr || wrong(c, "%s %u: NULL", shape->name, i);
    case SF_ORIGIN:
        return check_origin(c, shape, i, member);
    case SF_NODE:
        return *(const uint32_t *)member == SHEAF_NONE ||
               check_id(c, shape, i, *(const uint32_t *)member, c->document->nodes.count);
    case SF_NODES:
    case SF_IDS:
    case SF_TEXTS:
    case SF_ORIGINS:
        return check_list(c, shape, i, field, element);
    default:
        return 1;
    }
}

static int check_members(checking *c, const sf_shape *shape, sheaf_array array) {
    for (uint32_t i = 0; i < array.count; i++)
        for (uint32_t f = 0; f < shape->field_count; f++)
            if (!check_field(c, shape, i, &shape->fields[f], SHEAF_AT(array, char, i)))
                return 0;
    return 1;
}

/* --------------------------------------------------------------------------------- the tree -- */

/* The payload of the k-th node of a kind is element k of its array. */
static int check_payload(checking *c, uint32_t n) {
    const sheaf_node *node = node_at(c, n);
    unsigned which = sf_payload_shape(node->kind);
    uint32_t expected = which == SF_SHAPES ? SHEAF_NONE : c->used[which]++;
    if (node->payload != expected || (which != SF_SHAPES && expected >= array_of(c, which).count))
        return wrong(c, "node %u: payload %u, expected %u", n, node->payload, expected);
    return 1;
}

static int check_origins(checking *c, uint32_t n) {
    const sheaf_node *node = node_at(c, n);
    uint32_t count = c->document->origins.count;
    if (node->origins > count || node->origin > count - node->origins)
        return wrong(c, "node %u: origins %u + %u of %u", n, node->origin, node->origins, count);
    return 1;
}

/* `open` is the innermost node that has not ended before n. */
static int check_place(checking *c, uint32_t n, uint32_t open) {
    const sheaf_node *node = node_at(c, n);
    if (node->parent != open)
        return wrong(c, "node %u: parent %u, expected %u", n, node->parent, open);
    if (node->end <= n || node->end > node_at(c, open)->end)
        return wrong(c, "node %u: end %u is not above it and within %u", n, node->end,
                     node_at(c, open)->end);
    if (!sf_kind_may_hold(node_at(c, open)->kind, node->kind))
        return wrong(c, "node %u: kind %u inside kind %u", n, node->kind, node_at(c, open)->kind);
    if (node->confidence > SHEAF_CERTAIN)
        return wrong(c, "node %u: confidence %u", n, node->confidence);
    return check_payload(c, n) && check_origins(c, n);
}

static int check_tree(checking *c) {
    uint32_t count = c->document->nodes.count, open = 0;
    if (count == 0)
        return wrong(c, "there is no document node");
    const sheaf_node *root = node_at(c, 0);
    if (root->kind != SHEAF_DOCUMENT || root->parent != SHEAF_NONE || root->end != count ||
        root->payload != SHEAF_NONE || root->confidence > SHEAF_CERTAIN || !check_origins(c, 0))
        return wrong(c, "node 0 is no document that ends at %u", count);
    for (uint32_t n = 1; n < count; n++) {
        while (node_at(c, open)->end <= n)
            open = node_at(c, open)->parent;
        if (!check_place(c, n, open))
            return 0;
        open = n;
    }
    for (unsigned which = SF_HEADINGS_SHAPE; which <= SF_FIGURES_SHAPE; which++)
        if (c->used[which] != array_of(c, which).count)
            return wrong(c, "%u of %u elements of %ss are used", c->used[which],
                         array_of(c, which).count, sf_shapes[which].name);
    return 1;
}

/* ------------------------------------------------------------------------------- the tables -- */

typedef struct cover {
    sheaf_table grid;
    uint32_t row, column; /* the first slot that is not covered yet */
    uint32_t *busy;
} cover;

static void skip_covered(cover *at) {
    while (at->row < at->grid.rows) {
        while (at->column < at->grid.columns && at->busy[at->column] > at->row)
            at->column++;
        if (at->column < at->grid.columns)
            return;
        at->row++;
        at->column = 0;
    }
}

static int check_cell(checking *c, cover *at, uint32_t n) {
    const sheaf_cell *cell = SHEAF_AT(c->document->cells, sheaf_cell, node_at(c, n)->payload);
    skip_covered(at);
    if (cell->row != at->row || cell->column != at->column || at->row >= at->grid.rows)
        return wrong(c, "node %u: cell at %u,%u, but the next free slot is %u,%u", n, cell->row,
                     cell->column, at->row, at->column);
    if (!cell->row_span || !cell->column_span || cell->row_span > at->grid.rows - cell->row ||
        cell->column_span > at->grid.columns - cell->column || cell->header > SHEAF_HEADER_BOTH)
        return wrong(c, "node %u: span %u by %u leaves the table, or header %u", n, cell->row_span,
                     cell->column_span, cell->header);
    for (uint32_t i = 0; i < cell->column_span; i++) {
        if (at->busy[cell->column + i] > cell->row)
            return wrong(c, "node %u: slot %u,%u belongs to two cells", n, cell->row,
                         cell->column + i);
        at->busy[cell->column + i] = cell->row + cell->row_span;
    }
    return 1;
}

static int check_cells(checking *c, cover *at, uint32_t table) {
    for (uint32_t n = table + 1; n < node_at(c, table)->end; n = node_at(c, n)->end)
        if (!check_cell(c, at, n))
            return 0;
    skip_covered(at);
    return at->row >= at->grid.rows ||
           wrong(c, "node %u: slot %u,%u has no cell", table, at->row, at->column);
}

static int check_table(checking *c, uint32_t n) {
    cover at = {.grid = *SHEAF_AT(c->document->tables, sheaf_table, node_at(c, n)->payload)};
    c->slots += (uint64_t)at.grid.rows * at.grid.columns + at.grid.columns;
    if (at.grid.columns == 0 || at.grid.columns > MOST_SLOTS || at.grid.rows > MOST_SLOTS ||
        c->slots > MOST_SLOTS)
        return wrong(c, "node %u: a table of %u by %u slots", n, at.grid.rows, at.grid.columns);
    at.busy = calloc(at.grid.columns, sizeof *at.busy);
    int sound = at.busy ? check_cells(c, &at, n) : wrong(c, "no memory to check node %u", n);
    free(at.busy);
    return sound;
}

static int check_tables(checking *c) {
    for (uint32_t n = 1; n < c->document->nodes.count; n++)
        if (node_at(c, n)->kind == SHEAF_TABLE && !check_table(c, n))
            return 0;
    return 1;
}

/* ---------------------------------------------------------------------- runs and the rest -- */

static int is_inside(sheaf_str text, uint64_t at) {
    return at == text.len || (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) != 0x80);
}

static int check_runs(checking *c) {
    for (uint32_t i = 0; i < c->document->runs.count; i++) {
        const sheaf_run *run = SHEAF_AT(c->document->runs, sheaf_run, i);
        const sheaf_run *before = i ? SHEAF_AT(c->document->runs, sheaf_run, i - 1) : run;
        if (run->node >= c->document->nodes.count || run->kind < SHEAF_RUN_LINK ||
            run->kind > SHEAF_RUN_STRUCK)
            return wrong(c, "run %u: node %u, kind %u", i, run->node, run->kind);
        sheaf_str text = node_at(c, run->node)->text;
        if (!is_inside(text, run->start) || !is_inside(text, (uint64_t)run->start + run->length))
            return wrong(c, "run %u: %u + %u leaves the text of node %u", i, run->start,
                         run->length, run->node);
        if (before->node > run->node || (before->node == run->node && before->start > run->start))
            return wrong(c, "run %u is out of order", i);
    }
    return 1;
}

/* Every object that can be named has at most one element. */
static int check_opaque(checking *c) {
    for (uint32_t i = 0; i < c->document->opaque.count; i++) {
        const sheaf_opaque *opaque = SHEAF_AT(c->document->opaque, sheaf_opaque, i);
        unsigned records = sf_owner_shape(opaque->owner);
        uint32_t count = records == SF_SHAPES ? 1 : array_of(c, records).count;
        if (opaque->owner > SHEAF_OF_DIAGNOSTIC || opaque->index >= count ||
            opaque->node >= c->document->nodes.count || (opaque->owner && opaque->node))
            return wrong(c, "opaque %u: owner %u, index %u of %u, node %u", i, opaque->owner,
                         opaque->index, count, opaque->node);
        if (!sf_owner_may_hold(opaque->owner, opaque->inner) ||
            (opaque->piece && !sf_inner_has_pieces(opaque->inner)))
            return wrong(c, "opaque %u: owner %u, inner %u, piece %u", i, opaque->owner,
                         opaque->inner, opaque->piece);
        if (i && sf_opaque_compare(SHEAF_AT(c->document->opaque, sheaf_opaque, i - 1), opaque) >= 0)
            return wrong(c, "opaque %u is out of order", i);
    }
    return 1;
}

static int check_facts(checking *c) {
    for (uint32_t i = 0; i < c->document->facts.count; i++) {
        const sheaf_fact *fact = SHEAF_AT(c->document->facts, sheaf_fact, i);
        int read = fact->status == SHEAF_READ || fact->status == SHEAF_READ_REPAIRED;
        if (fact->status > SHEAF_TEXT || fact->has_value != (uint32_t)read ||
            fact->value.scale > 18)
            return wrong(c, "fact %u: status %u, has_value %u, scale %u", i, fact->status,
                         fact->has_value, fact->value.scale);
    }
    return 1;
}

/* Words are looked up by these numbers. */
static int check_notes(checking *c) {
    for (uint32_t i = 0; i < c->document->findings.count; i++) {
        const sheaf_finding *finding = SHEAF_AT(c->document->findings, sheaf_finding, i);
        if (finding->severity > SHEAF_ERROR || finding->outcome > SHEAF_NOT_ASSESSABLE)
            return wrong(c, "finding %u: severity %u, outcome %u", i, finding->severity,
                         finding->outcome);
    }
    for (uint32_t i = 0; i < c->document->diagnostics.count; i++) {
        const sheaf_diagnostic *d = SHEAF_AT(c->document->diagnostics, sheaf_diagnostic, i);
        if (d->severity > SHEAF_ERROR || d->incomplete > 1 || d->earlier > 1)
            return wrong(c, "diagnostic %u: severity %u, incomplete %u, earlier %u", i, d->severity,
                         d->incomplete, d->earlier);
    }
    return 1;
}

static int check_all(checking *c) {
    for (unsigned which = 0; which < SF_SHAPES; which++) {
        sheaf_array array = array_of(c, which);
        uint32_t least =
            which == SF_TABLES_SHAPE ? (uint32_t)sizeof(sheaf_table) : sf_shapes[which].stride;
        if (array.count && (!array.base || array.stride < least))
            return wrong(c, "the array of %ss has elements of %u bytes", sf_shapes[which].name,
                         array.stride);
    }
    if (!check_tree(c))
        return 0;
    for (unsigned which = 0; which < SF_SHAPES; which++) {
        sheaf_array array = array_of(c, which);
        if (which != SF_TABLES_SHAPE && !check_members(c, &sf_shapes[which], array))
            return 0;
    }
    return check_members(c, &sf_source_shape, (sheaf_array){c->document, 1, sizeof *c->document}) &&
           check_tables(c) && check_runs(c) && check_opaque(c) && check_facts(c) && check_notes(c);
}

int sf_document_check(const sheaf_document *document, char message[256]) {
    checking c = {.document = document, .message = message};
    message[0] = '\0';
    return check_all(&c);
}
