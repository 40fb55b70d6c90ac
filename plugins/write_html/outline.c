/* The outline: which headings the page has, how deep each is, and the contents made of them. Source levels may skip and
 * jump; a stack of those that are open gives each heading the depth of its section, so the page's levels never skip.
 * A heading inside another block (a cell, an item) is one deeper than the section around it and opens none. */
#include "html.h"

#define STACK_MOST 64u /* levels open at once; deeper ones are siblings */
#define LEVEL_FIRST 2u /* h1 is the title's */

/* HTML forbids headings in th; blank ones say nothing; furniture is no part of what is said. */
static int is_heading(const html_out *out, uint32_t n, const sheaf_node *node) {
    if (node->kind != SHEAF_HEADING || node->payload == SHEAF_NONE || html_is_blank(node->text) ||
        html_is_hidden(out, n))
        return 0;
    for (; n > 0; n = html_node(out, n)->parent) {
        const sheaf_node *at = html_node(out, n);
        if (at->flags & SHEAF_FURNITURE)
            return 0;
        if (at->kind == SHEAF_CELL &&
            SHEAF_AT(out->document->cells, sheaf_cell, at->payload)->header != SHEAF_HEADER_NONE)
            return 0;
    }
    return 1;
}

typedef struct level_stack {
    uint32_t levels[STACK_MOST];
    uint32_t count;
} level_stack;

/* Ends what is not above a heading of this level, and opens it. */
static void push_level(level_stack *stack, uint32_t level) {
    while (stack->count > 0 &&
           (stack->levels[stack->count - 1] >= level || stack->count == STACK_MOST))
        stack->count--;
    stack->levels[stack->count++] = level;
}

sheaf_status html_make_outline(html_out *out) {
    uint8_t *levels = out->host->scratch(out->job, (size_t)out->document->headings.count + 1);
    level_stack stack = {.count = 0};
    out->title = SHEAF_NONE;
    for (uint32_t n = 1; levels != NULL && n < out->document->nodes.count; n++) {
        const sheaf_node *node = html_node(out, n);
        if (node->kind == SHEAF_TITLE && node->parent == 0 && out->title == SHEAF_NONE &&
            !html_is_blank(node->text) && !html_is_hidden(out, n))
            out->title = n;
        out->hidden += html_is_hidden(out, n) && !html_is_hidden(out, node->parent);
        if (!is_heading(out, n, node))
            continue;
        if (node->parent == 0)
            push_level(&stack,
                       SHEAF_AT(out->document->headings, sheaf_heading, node->payload)->level);
        levels[node->payload] = (uint8_t)(stack.count - 1 + LEVEL_FIRST + (node->parent != 0));
        out->entries += node->parent == 0;
    }
    out->levels = levels;
    return out->host->tick(out->job, 0, 0);
}

/* ----------------------------------------------------------------------------------- contents -- */

static void close_entries(html_out *out, uint32_t *open, uint32_t depth) {
    for (; *open > depth; --*open)
        HTML_PUT(out, "</li></ol>");
}

static void put_entry(html_out *out, uint32_t n, const sheaf_node *node, uint32_t *open) {
    uint32_t depth = (uint32_t)out->levels[node->payload] - LEVEL_FIRST + 1;
    close_entries(out, open, depth);
    if (*open == depth)
        HTML_PUT(out, "</li>\n<li>");
    else
        HTML_PUT(out, "\n<ol><li>");
    *open = depth;
    html_anchor(out, SHEAF_STR("<a href=\"#"), 'n', n);
    HTML_PUT(out, ">");
    html_text(out, node->text, HTML_BLANK);
    HTML_PUT(out, "</a>");
}

/* Links to the lists behind the report, those that are there. */
static void put_lists(html_out *out) {
    const struct {
        sheaf_str anchor;
        html_word_id word;
        uint32_t count;
    } lists[] = {
        {SHEAF_STR("findings"), HTML_W_FINDINGS, out->document->findings.count},
        {SHEAF_STR("values"), HTML_W_VALUES, out->document->facts.count},
        {SHEAF_STR("repairs"), HTML_W_REPAIRS, out->document->repairs.count},
        {SHEAF_STR("messages"), HTML_W_DIAGNOSTICS, out->document->diagnostics.count},
        {SHEAF_STR("checks"), HTML_W_CHECKS, out->document->checks.count},
    };
    uint32_t printed = 0;
    for (size_t i = 0; i < HTML_COUNT(lists); i++) {
        if (lists[i].count == 0)
            continue;
        html_put(out, printed++ == 0 ? SHEAF_STR("\n<ul>") : SHEAF_STR(""));
        HTML_PUT(out, "<li><a href=\"#");
        html_put(out, lists[i].anchor);
        HTML_PUT(out, "\">");
        html_word(out, lists[i].word);
        HTML_PUT(out, " (");
        html_number(out, lists[i].count);
        HTML_PUT(out, ")</a></li>");
    }
    html_put(out, printed > 0 ? SHEAF_STR("</ul>") : SHEAF_STR(""));
}

void html_contents(html_out *out) {
    uint32_t open = 0;
    if (out->entries == 0)
        return;
    HTML_PUT(out, "\n<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">");
    html_word(out, HTML_W_CONTENTS);
    HTML_PUT(out, "</h2>");
    for (uint32_t n = 1; n < out->document->nodes.count; n++) {
        const sheaf_node *node = html_node(out, n);
        if (node->kind == SHEAF_HEADING && node->parent == 0 && node->payload != SHEAF_NONE &&
            out->levels[node->payload] > 0)
            put_entry(out, n, node, &open);
    }
    close_entries(out, &open, 0);
    put_lists(out);
    HTML_PUT(out, "\n</nav>");
}
