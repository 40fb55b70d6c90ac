/* The tree as lines. The depth of the next node follows from the ends of the open ones, so one loop over
 * the array is enough. A cell with text only stands in its table's grid and gets no line of its own. */
#include "base/text.h"
#include "cli/inspect.h"
#include "cli/show.h"

#include <inttypes.h>

static const char *const kinds[] = {
    [SHEAF_DOCUMENT] = "document",   [SHEAF_TITLE] = "title", [SHEAF_HEADING] = "heading",
    [SHEAF_PARAGRAPH] = "paragraph", [SHEAF_LIST] = "list",   [SHEAF_ITEM] = "item",
    [SHEAF_TABLE] = "table",         [SHEAF_CELL] = "cell",   [SHEAF_FIGURE] = "figure",
    [SHEAF_FOOTNOTE] = "footnote",   [SHEAF_CODE] = "code",   [SHEAF_QUOTE] = "quote",
    [SHEAF_COMMENT] = "comment"};

static const struct {
    uint32_t flag;
    const char *word;
} marks[] = {
    {SHEAF_FURNITURE, "furniture"},
    {SHEAF_INFERRED, "inferred"},
    {SHEAF_RUN_IN, "run-in"},
    {SHEAF_BREAK_BEFORE, "after a page break"},
};

void sf_place_text(char *out, size_t room, const sheaf_document *document,
                   const sheaf_origin *origin) {
    sheaf_str part = SHEAF_STR("");
    if (origin->kind == SHEAF_AT_PART && origin->unit < document->parts.count)
        part = *SHEAF_AT(document->parts, sheaf_str, origin->unit);
    *out = '\0';
    if (origin->kind == SHEAF_AT_BYTES && origin->unit)
        snprintf(out, room, "line %" PRIu32, origin->unit);
    else if (origin->kind == SHEAF_AT_BYTES)
        snprintf(out, room, "byte %" PRIu64, origin->at.bytes.offset);
    else if (origin->kind == SHEAF_AT_PAGE)
        snprintf(out, room, "page %" PRIu32 " (%.0f,%.0f)", origin->unit, (double)origin->at.box[0],
                 (double)origin->at.box[1]);
    else if (origin->kind == SHEAF_AT_PART)
        snprintf(out, room, "%.*s", (int)part.len, part.ptr);
}

static const sheaf_node *node_at(const sheaf_document *document, uint32_t n) {
    return SHEAF_AT(document->nodes, sheaf_node, n);
}

/* What a kind has to say beside its name. */
static void append_payload(char *out, size_t room, const sheaf_document *d,
                           const sheaf_node *node) {
    *out = '\0';
    if (node->payload == SHEAF_NONE)
        return;
    if (node->kind == SHEAF_HEADING)
        snprintf(out, room, " %" PRIu32,
                 SHEAF_AT(d->headings, sheaf_heading, node->payload)->level);
    if (node->kind == SHEAF_LIST && SHEAF_AT(d->lists, sheaf_list, node->payload)->ordered)
        snprintf(out, room, " ordered");
    if (node->kind == SHEAF_TABLE) {
        const sheaf_table *table = SHEAF_AT(d->tables, sheaf_table, node->payload);
        snprintf(out, room, " %" PRIu32 " x %" PRIu32, table->rows, table->columns);
    }
    if (node->kind == SHEAF_CELL) {
        const sheaf_cell *cell = SHEAF_AT(d->cells, sheaf_cell, node->payload);
        snprintf(out, room, " row %" PRIu32 ", column %" PRIu32, cell->row, cell->column);
    }
}

static size_t show_marks(FILE *out, uint32_t flags) {
    size_t used = 0;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (flags & marks[i].flag)
            used += (size_t)fprintf(out, ", %s", marks[i].word);
    return used;
}

static void show_node(const sf_page *page, const sheaf_document *d, uint32_t n, size_t depth) {
    const sheaf_node *node = node_at(d, n);
    char payload[64], place[160] = "";
    append_payload(payload, sizeof(payload), d, node);
    if (node->origins)
        sf_place_text(place, sizeof(place), d, SHEAF_AT(d->origins, sheaf_origin, node->origin));
    size_t used = (size_t)fprintf(page->out, "%6" PRIu32 "  ", n);
    sf_show_spaces(page->out, 2 * depth);
    const char *kind = node->kind <= SHEAF_COMMENT ? kinds[node->kind] : "?";
    used += 2 * depth + (size_t)fprintf(page->out, "%s%s", kind, payload);
    used += show_marks(page->out, node->flags);
    if (*place) {
        fputs(" (", page->out);
        used += 3 + sf_show(page->out, sf_str_of(place), SF_SHOW_ALL);
        putc(')', page->out);
    }
    if (node->text.len) {
        fputs(": ", page->out);
        sf_show(page->out, node->text, used + 2 < page->columns ? page->columns - used - 2 : 1);
    }
    putc('\n', page->out);
}

static int is_plain_cell(const sheaf_node *node, uint32_t n) {
    return node->kind == SHEAF_CELL && node->end == n + 1;
}

/* Climbs from n to the node whose child comes next; the depth goes with it. */
static size_t depth_after(const sheaf_document *d, uint32_t n, size_t depth) {
    const sheaf_node *node = node_at(d, n);
    if (node->end > n + 1)
        return depth + 1;
    while (node->parent != SHEAF_NONE && node_at(d, node->parent)->end <= n + 1) {
        node = node_at(d, node->parent);
        depth--;
    }
    return depth;
}

/* Depth is bounded for the eye only: a document may nest deeper than a line is wide. */
static size_t indent_of(const sf_page *page, size_t depth) {
    size_t most = page->columns / 5;
    return depth < most ? depth : most;
}

void sf_tree_show(const sf_page *page, const sheaf_document *document) {
    size_t depth = 0;
    for (uint32_t n = 0; n < document->nodes.count && !ferror(page->out); n++) {
        const sheaf_node *node = node_at(document, n);
        size_t indent = indent_of(page, depth);
        if (!is_plain_cell(node, n))
            show_node(page, document, n, indent);
        if (node->kind == SHEAF_TABLE && !sf_grid_show(page, document, n, 2 * indent + 10))
            fputs("        (no memory to show its rows)\n", page->out);
        depth = depth_after(document, n, depth);
    }
}
