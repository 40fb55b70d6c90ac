/* The report itself: one loop over the nodes in document order. Before a node, what ended is closed, and the parent links
 * are the stack. What a kind opens and closes stands in one table; both look at the node alone, so they agree. */
#include "html.h"

/* ------------------------------------------------------------------------------------ one tag -- */

static void put_classes(html_out *out, uint32_t n, const sheaf_node *node, sheaf_str own) {
    static const struct {
        uint32_t flag;
        sheaf_str name;
    } flags[] = {{SHEAF_FURNITURE, {"furniture", 9}},
                 {SHEAF_RUN_IN, {"run-in", 6}},
                 {SHEAF_INDENTED, {"indented", 8}},
                 {SHEAF_BREAK_BEFORE, {"page-break", 10}}};
    uint32_t count = 0;
    if (own.len > 0)
        html_class(out, &count, own);
    for (size_t i = 0; i < HTML_COUNT(flags) && node->flags != 0; i++)
        if (node->flags & flags[i].flag)
            html_class(out, &count, flags[i].name);
    html_mark_classes(out, n, &count);
    html_put(out, count > 0 ? SHEAF_STR("\"") : SHEAF_STR(""));
}

void html_open_tag(html_out *out, uint32_t n, const sheaf_node *node, sheaf_str name,
                   sheaf_str class) {
    HTML_PUT(out, "<");
    html_put(out, name);
    if (html_has_id(out, n, node))
        html_anchor(out, SHEAF_STR(" id=\""), 'n', n);
    put_classes(out, n, node, class);
    html_origin(out, node);
    if (node->confidence != 0 && node->confidence < SHEAF_CERTAIN) {
        HTML_PUT(out, " data-confidence=\"");
        html_decimal(out, (sheaf_decimal){node->confidence, 4});
        HTML_PUT(out, "\"");
    }
}

/* A block on a line of its own, its text and its marks. */
static void put_block(html_out *out, uint32_t n, const sheaf_node *node, const char *name,
                      const char *class) {
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, (sheaf_str){name, strlen(name)}, (sheaf_str){class, strlen(class)});
    HTML_PUT(out, ">");
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
}

static void put_end(html_out *out, const char *name) {
    HTML_PUT(out, "</");
    html_put(out, (sheaf_str){name, strlen(name)});
    HTML_PUT(out, ">");
}

/* --------------------------------------------------------------------------------- plain kinds -- */

/* Only a block without children may be a p. */
static const char *paragraph_name(uint32_t n, const sheaf_node *node) {
    return node->end > n + 1 ? "div" : "p";
}

static void open_paragraph(html_out *out, uint32_t n, const sheaf_node *node) {
    put_block(out, n, node, paragraph_name(n, node), "");
}

static void close_paragraph(html_out *out, uint32_t n, const sheaf_node *node) {
    put_end(out, paragraph_name(n, node));
}

static void open_title(html_out *out, uint32_t n, const sheaf_node *node) {
    put_block(out, n, node, paragraph_name(n, node), "title");
}

static const char *list_name(const html_out *out, const sheaf_node *node) {
    return SHEAF_AT(out->document->lists, sheaf_list, node->payload)->ordered ? "ol" : "ul";
}

/* Marks of a list itself have no place inside it. */
static void open_list(html_out *out, uint32_t n, const sheaf_node *node) {
    const char *name = list_name(out, node);
    if (html_has_marks(out, n)) {
        HTML_PUT(out, "\n<p class=\"of-list\">");
        html_marks(out, n);
        HTML_PUT(out, "</p>");
    }
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, (sheaf_str){name, 2}, SHEAF_STR(""));
    HTML_PUT(out, ">");
}

static void close_list(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    put_end(out, list_name(out, node));
}

static void open_item(html_out *out, uint32_t n, const sheaf_node *node) {
    put_block(out, n, node, "li", "");
}

static void close_item(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    (void)node;
    put_end(out, "li");
}

static void open_figure(html_out *out, uint32_t n, const sheaf_node *node) {
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, SHEAF_STR("figure"), SHEAF_STR(""));
    HTML_PUT(out, ">");
    html_figure(out, n, node);
    html_marks(out, n);
}

static void close_figure(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    (void)node;
    put_end(out, "figure");
}

/* The mark of the footnote belongs to its text; where a reader left it out, it is put before it. */
static void open_footnote(html_out *out, uint32_t n, const sheaf_node *node) {
    sheaf_str number = SHEAF_STR("");
    if (node->payload != SHEAF_NONE)
        number = SHEAF_AT(out->document->headings, sheaf_heading, node->payload)->number;
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, SHEAF_STR("div"), SHEAF_STR("footnote"));
    HTML_PUT(out, " role=\"note\">");
    if (number.len > 0 &&
        (node->text.len < number.len || memcmp(node->text.ptr, number.ptr, number.len) != 0)) {
        HTML_PUT(out, "<span class=\"number\">");
        html_text(out, number, HTML_BLANK);
        HTML_PUT(out, "</span> ");
    }
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
}

static void close_division(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    (void)node;
    put_end(out, "div");
}

static void open_comment(html_out *out, uint32_t n, const sheaf_node *node) {
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, SHEAF_STR("div"), SHEAF_STR("comment"));
    HTML_PUT(out, " role=\"note\"><span class=\"number\">");
    html_word(out, HTML_W_COMMENT);
    html_word(out, HTML_W_COLON);
    HTML_PUT(out, "</span>");
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
}

static void open_code(html_out *out, uint32_t n, const sheaf_node *node) {
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, SHEAF_STR("pre"), SHEAF_STR(""));
    HTML_PUT(out, "><code>");
    html_inline(out, n, HTML_RAW);
    HTML_PUT(out, "</code>");
    html_marks(out, n);
}

static void close_code(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    (void)node;
    put_end(out, "pre");
}

static void open_quote(html_out *out, uint32_t n, const sheaf_node *node) {
    put_block(out, n, node, "blockquote", "");
}

static void close_quote(html_out *out, uint32_t n, const sheaf_node *node) {
    (void)n;
    (void)node;
    put_end(out, "blockquote");
}

/* -------------------------------------------------------------------- headings and sections -- */

#define LEVEL_FIRST 2u
#define LEVEL_LAST 6u /* HTML has no h7: it is an h6 that states its level */

static uint32_t level_of(const html_out *out, const sheaf_node *node) {
    return node->payload == SHEAF_NONE ? 0 : out->levels[node->payload];
}

static void close_sections(html_out *out, uint32_t depth) {
    for (; out->depth > depth; out->depth--)
        HTML_PUT(out, "\n</section>");
}

static sheaf_str heading_name(char *name, uint32_t level) {
    name[0] = 'h';
    name[1] = (char)('0' + (level < LEVEL_LAST ? level : LEVEL_LAST));
    return (sheaf_str){name, 2};
}

static void open_heading(html_out *out, uint32_t n, const sheaf_node *node) {
    uint32_t level = level_of(out, node);
    char name[2];
    if (level == 0) {
        put_block(out, n, node, paragraph_name(n, node), "head");
        return;
    }
    if (node->parent == 0) {
        close_sections(out, level - LEVEL_FIRST);
        HTML_PUT(out, "\n<section>");
        out->depth++;
    }
    HTML_PUT(out, "\n");
    html_open_tag(out, n, node, heading_name(name, level), SHEAF_STR(""));
    if (level > LEVEL_LAST) {
        HTML_PUT(out, " aria-level=\"");
        html_number(out, level);
        HTML_PUT(out, "\"");
    }
    HTML_PUT(out, ">");
    html_inline(out, n, HTML_BR);
    html_marks(out, n);
}

static void close_heading(html_out *out, uint32_t n, const sheaf_node *node) {
    uint32_t level = level_of(out, node);
    char name[2];
    if (level == 0) {
        put_end(out, paragraph_name(n, node));
        return;
    }
    HTML_PUT(out, "</");
    html_put(out, heading_name(name, level));
    HTML_PUT(out, ">");
}

/* ------------------------------------------------------------------------------------ the walk -- */

/* A kind of a later minor is a block of text or blocks. Tables are apart: they need memory and may fail. */
static const struct {
    void (*open)(html_out *, uint32_t, const sheaf_node *);
    void (*close)(html_out *, uint32_t, const sheaf_node *);
} forms[] = {
    [SHEAF_DOCUMENT] = {open_paragraph, close_paragraph},
    [SHEAF_TITLE] = {open_title, close_paragraph},
    [SHEAF_HEADING] = {open_heading, close_heading},
    [SHEAF_PARAGRAPH] = {open_paragraph, close_paragraph},
    [SHEAF_LIST] = {open_list, close_list},
    [SHEAF_ITEM] = {open_item, close_item},
    [SHEAF_TABLE] = {open_paragraph, html_close_table},
    [SHEAF_CELL] = {html_open_cell, html_close_cell},
    [SHEAF_FIGURE] = {open_figure, close_figure},
    [SHEAF_FOOTNOTE] = {open_footnote, close_division},
    [SHEAF_CODE] = {open_code, close_code},
    [SHEAF_QUOTE] = {open_quote, close_quote},
    [SHEAF_COMMENT] = {open_comment, close_division},
};

static uint32_t form_of(const sheaf_node *node) {
    return node->kind < HTML_COUNT(forms) ? node->kind : SHEAF_DOCUMENT;
}

static sheaf_status open_node(html_out *out, uint32_t n, const sheaf_node *node) {
    if (node->kind == SHEAF_TABLE)
        return html_open_table(out, n, node);
    forms[form_of(node)].open(out, n, node);
    return SHEAF_OK;
}

/* Closes what ends before node n; returns what is open then. */
static uint32_t close_ended(html_out *out, uint32_t open, uint32_t n) {
    while (open != 0 && html_node(out, open)->end <= n) {
        const sheaf_node *node = html_node(out, open);
        forms[form_of(node)].close(out, open, node);
        open = node->parent;
    }
    return open;
}

#define TICK_EVERY 32u

sheaf_status html_blocks(html_out *out) {
    uint32_t count = out->document->nodes.count;
    uint32_t open = 0;
    for (uint32_t n = 1, step; n < count; n = step) {
        sheaf_status status = n % TICK_EVERY == 1 ? out->host->tick(out->job, n, count) : SHEAF_OK;
        const sheaf_node *node = html_node(out, n);
        open = close_ended(out, open, n);
        step = node->end;
        if (status == SHEAF_OK && (n == out->title || html_is_hidden(out, n)))
            continue;
        if (status == SHEAF_OK)
            status = open_node(out, n, node);
        if (status != SHEAF_OK)
            return status;
        open = n;
        step = n + 1;
    }
    close_ended(out, open, count);
    close_sections(out, 0);
    return SHEAF_OK;
}
