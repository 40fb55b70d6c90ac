/* The lines of a report: what it says outside tables, in order, each with its running text. */
#include "doc/doc.h"

int form_has_words(const form_context *context, uint32_t node) {
    const sheaf_node *n = form_node_at(context->document, node);
    static const uint32_t spoken = 1u << SHEAF_TITLE | 1u << SHEAF_HEADING | 1u << SHEAF_PARAGRAPH |
                                   1u << SHEAF_ITEM | 1u << SHEAF_QUOTE;
    return n->kind < 32 && (spoken >> n->kind & 1) && n->text.len > 0;
}

int form_is_line(const form_context *context, uint32_t node) {
    return form_has_words(context, node) &&
           !(form_node_at(context->document, node)->flags & SHEAF_FURNITURE);
}

static int add_line(const form_context *context, form_list *lines, uint32_t node) {
    form_line *line = form_push(context, lines);
    if (line == NULL)
        return 0;
    line->node = node;
    line->printed = form_node_at(context->document, node)->text;
    line->text = form_running_text(context, line->printed);
    return line->text.ptr != NULL;
}

/* The nodes [first, title] of a report joined. */
static int join_title(const form_context *context, form_prose *prose) {
    const form_report *report = prose->report;
    form_list parts = FORM_LIST_OF(sheaf_str);
    prose->title =
        (form_line){.node = report->title, .printed = SHEAF_STR(""), .text = SHEAF_STR("")};
    if (report->title == SHEAF_NONE)
        return 1;
    for (uint32_t n = report->title_first; n <= report->title; n++) {
        int is_part =
            report->title_furniture ? form_has_words(context, n) : form_is_line(context, n);
        sheaf_str *part = is_part ? form_push(context, &parts) : NULL;
        if (part != NULL)
            *part = form_node_at(context->document, n)->text;
    }
    prose->title.printed = form_join(context, parts.at, parts.count, SHEAF_STR("\n"));
    prose->title.text = form_running_text(context, prose->title.printed);
    return prose->title.text.ptr != NULL;
}

int form_prose_of(const form_context *context, const form_report *report, form_prose *out) {
    const sheaf_array *nodes = &context->document->nodes;
    *out = (form_prose){.report = report, .lines = FORM_LIST_OF(form_line)};
    if (!join_title(context, out))
        return 0;
    for (uint32_t n = report->first; n < report->end;) {
        const sheaf_node *node = SHEAF_AT(*nodes, sheaf_node, n);
        if (context->host->tick(context->job, n, nodes->count) != SHEAF_OK)
            return 0;
        if (form_is_line(context, n) && !add_line(context, &out->lines, n))
            return 0;
        n = node->kind == SHEAF_TABLE ? node->end : n + 1;
    }
    return 1;
}
