/* A definition as text for people: headings, wrapped paragraphs, and tables, as a grid where it fits and else a line a row,
 * as half a key is of no use to anybody. */
#include "base/text.h"
#include "cli/definition.h"
#include "cli/inspect.h"
#include "cli/show.h"

#include <stdlib.h>

enum { INDENT = 4, GAP = 3 };

static const sheaf_node *node_at(const sheaf_document *d, uint32_t n) {
    return SHEAF_AT(d->nodes, sheaf_node, n);
}

static void show_heading(const sf_page *page, const sheaf_document *d, uint32_t n) {
    uint32_t level = SHEAF_AT(d->headings, sheaf_heading, node_at(d, n)->payload)->level;
    putc('\n', page->out);
    sf_show_spaces(page->out, level < 10 ? 2 * (size_t)(level - 1) : 0);
    sf_show(page->out, node_at(d, n)->text, SF_SHOW_ALL);
    putc('\n', page->out);
}

/* How many lists a node stands in. */
static size_t depth_of(const sheaf_document *d, uint32_t n) {
    size_t depth = 0;
    for (; n != SHEAF_NONE && depth < 20; n = node_at(d, n)->parent)
        depth += node_at(d, n)->kind == SHEAF_LIST;
    return depth;
}

static void show_text(const sf_page *page, const sheaf_document *d, uint32_t n,
                      sf_language language) {
    const sheaf_node *node = node_at(d, n);
    int is_in_item = node->parent != SHEAF_NONE && node_at(d, node->parent)->kind == SHEAF_ITEM &&
                     n == node->parent + 1;
    sheaf_str text = sf_text_in(node->text, language);
    size_t indent = INDENT + 2 * depth_of(d, n);
    int is_item = node->kind == SHEAF_ITEM || is_in_item;
    while (text.len)
        sf_show_wrapped(page->out, sf_str_take_line(&text), is_item ? indent - 2 : indent,
                        is_item ? "- " : "", page->columns);
}

/* ---- tables ---- */

static const sheaf_cell *cell_at(const sheaf_document *d, uint32_t n) {
    return SHEAF_AT(d->cells, sheaf_cell, node_at(d, n)->payload);
}

static uint32_t next_cell(const sheaf_document *d, uint32_t n) {
    return node_at(d, n)->end;
}

/* Whether a grid shows all of its cells that lie in one column; heads over several may be cut. */
static int fits(const sf_page *page, const sheaf_document *d, uint32_t table) {
    uint32_t columns = SHEAF_AT(d->tables, sheaf_table, node_at(d, table)->payload)->columns;
    size_t *widths = calloc(columns, sizeof *widths), all = INDENT;
    for (uint32_t n = table + 1; widths && n < node_at(d, table)->end; n = next_cell(d, n)) {
        const sheaf_cell *cell = cell_at(d, n);
        size_t width =
            cell->column_span == 1 ? sf_show_width(node_at(d, n)->text, page->columns) : 0;
        if (width > widths[cell->column])
            widths[cell->column] = width;
    }
    for (uint32_t c = 0; widths && c < columns && all <= page->columns; c++)
        all += widths[c] + GAP;
    free(widths);
    return all <= page->columns + GAP;
}

/* The cells that begin in each row, with bars between them. */
static void show_rows(const sf_page *page, const sheaf_document *d, uint32_t table) {
    uint32_t end = node_at(d, table)->end;
    for (uint32_t n = table + 1; n < end;) {
        uint32_t row = cell_at(d, n)->row;
        int is_begun = 0;
        size_t at = INDENT;
        sf_show_spaces(page->out, INDENT);
        for (; n < end && cell_at(d, n)->row == row; n = next_cell(d, n)) {
            sheaf_str text = node_at(d, n)->text;
            size_t width = sf_show_width(text, page->columns);
            if (is_begun && at + GAP + width > page->columns) {
                fputs(" |\n", page->out);
                sf_show_spaces(page->out, INDENT + 2);
                at = INDENT + 2;
            } else if (is_begun) {
                at += (size_t)fprintf(page->out, " | ");
            }
            is_begun = 1;
            at += sf_show(page->out, text, SF_SHOW_ALL);
        }
        putc('\n', page->out);
    }
}

static void show_table(const sf_page *page, const sheaf_document *d, uint32_t n) {
    if (!fits(page, d, n))
        show_rows(page, d, n);
    else
        sf_grid_show(page, d, n, INDENT);
}

void sf_definition_show(FILE *out, const sheaf_document *d, uint32_t first, uint32_t end,
                        sf_language language) {
    sf_page page = {.out = out, .columns = sf_show_columns(out)};
    for (uint32_t n = first; n < end && n < d->nodes.count; n++) {
        if (node_at(d, n)->kind == SHEAF_HEADING) {
            show_heading(&page, d, n);
        } else if (node_at(d, n)->kind == SHEAF_TABLE) {
            show_table(&page, d, n);
            n = node_at(d, n)->end - 1;
        } else if (node_at(d, n)->text.len) {
            show_text(&page, d, n, language);
        }
    }
}
