/* Where a pattern looks: a place of the report by a word of the definition. */
#include "doc/doc.h"

#include <string.h>

static sheaf_str behind(sheaf_str text, size_t bytes) {
    return (sheaf_str){text.ptr + bytes, text.len - bytes};
}

static uint32_t section_named(const form_definition *definition, sheaf_str key) {
    for (uint32_t i = 0; i < definition->sections.count; i++)
        if (form_same(FORM_AT(definition->sections, const form_section, i)->key, key))
            return i;
    return SHEAF_NONE;
}

uint32_t form_field_named(const form_definition *definition, sheaf_str key) {
    for (uint32_t i = 0; i < definition->fields.count; i++)
        if (form_same(FORM_AT(definition->fields, const form_field, i)->key, key))
            return i;
    return SHEAF_NONE;
}

/* Words that name a section or field behind a colon; the last, with no word, is the section itself. */
static int find_indexed(sheaf_str word, const form_definition *definition, form_where *out) {
    sheaf_str heads = SHEAF_STR("heads:"), field = SHEAF_STR("field:");
    if (form_begins(word, field)) {
        *out = (form_where){FORM_IN_FIELD, form_field_named(definition, behind(word, field.len))};
    } else if (form_begins(word, heads)) {
        *out = (form_where){FORM_IN_HEADS, section_named(definition, behind(word, heads.len))};
    } else {
        *out = (form_where){FORM_IN_SECTION, section_named(definition, word)};
    }
    return out->index != SHEAF_NONE;
}

int form_load_where(form_file *file, form_value value, const form_definition *definition,
                    form_where *out) {
    static const struct {
        const char *word;
        form_where_kind kind;
    } plain[] = {{"title", FORM_IN_TITLE}, {"preamble", FORM_IN_PREAMBLE}, {"all", FORM_IN_ALL}};
    sheaf_str word = form_text(file, value);
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (form_same(word, (sheaf_str){plain[i].word, strlen(plain[i].word)})) {
            *out = (form_where){plain[i].kind, SHEAF_NONE};
            return 1;
        }
    }
    if (!file->failed && !find_indexed(word, definition, out))
        form_fault(file, value,
                   "title, preamble, all, the key of a section, heads:SECTION or field:FIELD");
    return !file->failed;
}

static int is_within(uint32_t node, uint32_t first, uint32_t end) {
    return node >= first && node < end;
}

static int is_subhead(const form_context *context, const form_place *place, uint32_t node) {
    return is_within(node, place->first, place->end) &&
           form_node_at(context->document, node)->kind == SHEAF_HEADING;
}

int form_where_holds(const form_context *context, const form_prose *prose, form_where where,
                     const form_line *line) {
    const form_report *report = prose->report;
    switch ((form_where_kind)where.kind) {
    case FORM_IN_TITLE: /* the title is matched as one line */
    case FORM_IN_FIELD:
        return 0;
    case FORM_IN_PREAMBLE:
        return is_within(line->node, report->preamble, report->preamble_end);
    case FORM_IN_ALL:
        return 1;
    case FORM_IN_SECTION:
        return is_within(line->node, report->places[where.index].first,
                         report->places[where.index].end);
    case FORM_IN_HEADS:
        return is_subhead(context, &report->places[where.index], line->node);
    }
    return 0;
}
