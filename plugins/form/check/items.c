/* Kind `items`: what a section must be about. Each item is looked for in the headings below that of the section and in the
 * beginnings of its paragraphs; in a section without any heading, anywhere. The message has the hole {missing}.
 *     {"kind": "items", "section": "s1", "items": [{"name": {"zh": "主动公开", "en": "…"}, "words": [...], "pattern": "…"}]} */
#include "check/text.h"

#include <string.h>

typedef struct text_item {
    form_message name;
    form_pattern pattern;
} text_item;

typedef struct items_body {
    uint32_t section;
    form_list items; /* text_item */
} items_body;

/* --------------------------------------------------------------------------------- loading -- */

static int load_item(form_file *file, form_value value, text_item *out) {
    static const char *const members[] = {"name", "words", "pattern", NULL};
    form_only(file, value, members);
    out->name = form_message_of(file, form_need(file, value, "name"));
    return !file->failed && form_load_pattern(file, value, &out->pattern);
}

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "section", "items", NULL};
    items_body *body = form_room(file->context, 1, sizeof *body);
    form_where where;
    form_only(file, rule, members);
    form_value section = form_need(file, rule, "section"), items = form_need(file, rule, "items");
    if (body == NULL || file->failed || !form_load_where(file, section, definition, &where))
        return NULL;
    if (where.kind != FORM_IN_SECTION)
        form_fault(file, section, "the key of a section");
    body->section = where.index;
    body->items = FORM_LIST_OF(text_item);
    if (!file->failed && !form_is(file, items, JSON_ARRAY))
        form_fault(file, items, "a list of items");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, items); v != SHEAF_NONE;
         v = form_next(file, items, v)) {
        text_item *item = form_push(file->context, &body->items);
        if (item == NULL || !load_item(file, v, item))
            return NULL;
    }
    return file->failed ? NULL : body;
}

/* --------------------------------------------------------------------------------- judging -- */

/* A heading, or the beginning of a paragraph: its first clause, if that is short. */
static sheaf_str beginning(const text_bench *bench, const form_line *line, int has_heads) {
    static const char *const stops[] = {"。", "，", ",", "：", ":", ";"};
    const size_t most = 90;
    const sheaf_node *node = form_node_at(bench->context->document, line->node);
    if (!has_heads || node->kind == SHEAF_HEADING)
        return line->text;
    for (size_t at = 0; at < line->text.len && at < most; at++)
        for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++)
            if (line->text.len - at >= strlen(stops[i]) &&
                memcmp(line->text.ptr + at, stops[i], strlen(stops[i])) == 0)
                return (sheaf_str){line->text.ptr, at};
    return line->text.len <= most ? line->text : SHEAF_STR("");
}

static int has_heads(const text_bench *bench, const form_place *place) {
    for (uint32_t n = place->first; n < place->end; n++)
        if (form_node_at(bench->context->document, n)->kind == SHEAF_HEADING)
            return 1;
    return 0;
}

/* Of each line of the section. 0: latched. */
static int list_beginnings(text_bench *bench, const form_place *place, form_list *out) {
    int heads = has_heads(bench, place);
    *out = FORM_LIST_OF(sheaf_str);
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        if (line->node < place->first || line->node >= place->end)
            continue;
        sheaf_str *room = form_push(bench->context, out);
        if (room == NULL)
            return 0;
        *room = beginning(bench, line, heads);
    }
    return 1;
}

/* 1: it is there; 0; -1: latched. */
static int is_there(text_bench *bench, const form_list *beginnings, const text_item *item) {
    int found = 0;
    for (uint32_t i = 0; i < beginnings->count && found == 0; i++) {
        form_match match;
        found = form_match_from(bench->matcher, &item->pattern,
                                *FORM_AT(*beginnings, const sheaf_str, i), 0, &match);
    }
    return found;
}

static int judge(text_bench *bench, const void *at) {
    const items_body *body = at;
    const form_place *place = &bench->report->places[body->section];
    text_names missing = text_names_begin();
    if (place->heading == SHEAF_NONE) {
        text_count(bench, FORM_NOT_APPLICABLE);
        return 1;
    }
    form_list beginnings;
    if (!list_beginnings(bench, place, &beginnings))
        return 0;
    for (uint32_t i = 0; i < body->items.count; i++) {
        const text_item *item = FORM_AT(body->items, const text_item, i);
        int found = is_there(bench, &beginnings, item);
        if (found < 0 || (found == 0 && !text_add_name(bench, &missing, item->name)))
            return 0;
    }
    if (missing.zh.count == 0) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    const text_hole holes[] = {{"missing", text_list(bench, &missing)}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 1;
    finding.about = holes[0].value.zh;
    return finding.about.ptr != NULL && text_add_node(bench, &finding, place->heading) &&
           text_fail(bench, &finding);
}

const text_kind text_kind_items = {"items", load, judge};
