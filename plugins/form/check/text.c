/* Rules about words and structure: the table of their kinds, and what all of them need to tell what they found. */
#include "check/text.h"

#include <stdio.h>
#include <string.h>

static const text_kind *const kinds[] = {
    &text_kind_words,    &text_kind_fields, &text_kind_sections, &text_kind_items,
    &text_kind_blocks,   &text_kind_years,  &text_kind_claims,   &text_kind_parts,
    &text_kind_tables,   &text_kind_rows,   &text_kind_columns,  &text_kind_labels,
    &text_kind_versions, &text_kind_name};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

/* --------------------------------------------------------------------------------- loading -- */

/* A rule is loaded where it is judged, which the pass `form` never does; a definition that is read for its own sake is loaded
 * at once, so that its faults come out. */
typedef struct text_body {
    const text_kind *kind;
    const void *body; /* NULL: not yet */
    form_file *file;
    form_value rule;
} text_body;

static const text_kind *kind_named(sheaf_str name) {
    for (size_t i = 0; i < KINDS; i++)
        if (form_same(name, (sheaf_str){kinds[i]->name, strlen(kinds[i]->name)}))
            return kinds[i];
    return NULL;
}

static void fault_kind(form_file *file, form_value rule) {
    char expected[400];
    int length = snprintf(expected, sizeof expected, "no \"kind\", or one of");
    for (size_t i = 0; i < KINDS && length < (int)sizeof expected; i++) {
        const text_kind *kind = kinds[i];
        if (kind != NULL)
            length += snprintf(expected + length, sizeof expected - (size_t)length, "%s %s",
                               i == 0 ? "" : ",", kind->name);
    }
    form_fault(file, form_member(file, rule, "kind"), expected);
}

void form_load_text_rule(form_file *file, form_value rule, form_definition *definition,
                         form_rule *out) {
    text_body *body = form_room(file->context, 1, sizeof *body);
    const text_kind *kind = kind_named(out->kind);
    if (body == NULL)
        return;
    if (kind == NULL) {
        fault_kind(file, rule);
        return;
    }
    *body = (text_body){.kind = kind, .file = file, .rule = rule};
    if (file->context->document == NULL)
        body->body = kind->load(file, rule, definition);
    out->body = body;
}

/* What a rule is made of. NULL: a fault in it was told, or latched. */
static const void *body_of(const text_bench *bench, text_body *body) {
    if (body->body == NULL)
        body->body = body->kind->load(body->file, body->rule, bench->definition);
    return body->body;
}

/* -------------------------------------------------------------------------------- messages -- */

static const text_hole *hole_at(const text_hole *holes, uint32_t count, sheaf_str text,
                                size_t *length) {
    for (uint32_t i = 0; i < count; i++) {
        size_t name = strlen(holes[i].name);
        if (text.len >= name + 2 && memcmp(text.ptr + 1, holes[i].name, name) == 0 &&
            text.ptr[name + 1] == '}') {
            *length = name + 2;
            return &holes[i];
        }
    }
    return NULL;
}

static int add_part(const text_bench *bench, form_list *parts, sheaf_str text) {
    sheaf_str *part = form_push(bench->context, parts);
    if (part != NULL)
        *part = text;
    return part != NULL;
}

/* The template with its holes filled; a brace that names none stays. */
static sheaf_str fill(const text_bench *bench, sheaf_str template, const text_hole *holes,
                      uint32_t count, int is_zh) {
    form_list parts = FORM_LIST_OF(sheaf_str);
    size_t from = 0, length = 0;
    for (size_t at = 0; at < template.len;) {
        sheaf_str rest = {template.ptr + at, template.len - at};
        const text_hole *hole = rest.ptr[0] == '{' ? hole_at(holes, count, rest, &length) : NULL;
        at += hole == NULL;
        if (hole == NULL)
            continue;
        if (!add_part(bench, &parts, (sheaf_str){template.ptr + from, at - from}) ||
            !add_part(bench, &parts, is_zh ? hole->value.zh : hole->value.en))
            return (sheaf_str){NULL, 0};
        at += length;
        from = at;
    }
    if (!add_part(bench, &parts, (sheaf_str){template.ptr + from, template.len - from}))
        return (sheaf_str){NULL, 0};
    return form_join(bench->context, parts.at, parts.count, SHEAF_STR(""));
}

form_message text_fill(const text_bench *bench, form_message message, const text_hole *holes,
                       uint32_t count) {
    return (form_message){fill(bench, message.zh, holes, count, 1),
                          fill(bench, message.en, holes, count, 0)};
}

text_names text_names_begin(void) {
    return (text_names){FORM_LIST_OF(sheaf_str), FORM_LIST_OF(sheaf_str)};
}

int text_add_name(text_bench *bench, text_names *names, form_message name) {
    sheaf_str *zh = form_push(bench->context, &names->zh);
    sheaf_str *en = form_push(bench->context, &names->en);
    if (zh == NULL || en == NULL)
        return 0;
    *zh = name.zh;
    *en = name.en;
    return 1;
}

form_message text_list(const text_bench *bench, const text_names *names) {
    return (form_message){
        form_join(bench->context, names->zh.at, names->zh.count, SHEAF_STR("、")),
        form_join(bench->context, names->en.at, names->en.count, SHEAF_STR(", "))};
}

sheaf_str text_number(const form_context *context, int64_t number) {
    char digits[24];
    sheaf_str part = {digits, (size_t)snprintf(digits, sizeof digits, "%lld", (long long)number)};
    return form_join(context, &part, 1, SHEAF_STR(""));
}

int text_is_looked_at(const text_bench *bench, const form_list *where, const form_line *line) {
    for (uint32_t i = 0; i < where->count; i++)
        if (form_where_holds(bench->context, bench->prose, *FORM_AT(*where, const form_where, i),
                             line))
            return 1;
    return 0;
}

/* -------------------------------------------------------------------------------- findings -- */

text_finding text_finding_of(const text_bench *bench) {
    const form_rule *rule = bench->rule;
    return (text_finding){.severity = rule->severity,
                          .message = rule->message,
                          .nodes = FORM_LIST_OF(uint32_t),
                          .facts = FORM_LIST_OF(sheaf_str),
                          .expected = rule->expected.ptr ? rule->expected : SHEAF_STR(""),
                          .actual = SHEAF_STR(""),
                          .about = SHEAF_STR("")};
}

int text_add_node(text_bench *bench, text_finding *finding, uint32_t node) {
    uint32_t *kept = node == SHEAF_NONE ? &node : form_push(bench->context, &finding->nodes);
    if (kept != NULL)
        *kept = node;
    return kept != NULL;
}

int text_add_fact(text_bench *bench, text_finding *finding, sheaf_str key) {
    sheaf_str *kept = form_push(bench->context, &finding->facts);
    if (kept != NULL)
        *kept = key;
    return kept != NULL;
}

void text_count(text_bench *bench, form_outcome outcome) {
    form_desk_count(bench->desk, bench->rule->id, outcome, SHEAF_STR(""));
}

int text_fail(text_bench *bench, const text_finding *finding) {
    const form_message message =
        text_fill(bench, finding->message, finding->holes, finding->hole_count);
    const sheaf_finding told = {.size = sizeof told,
                                .instance = bench->report->instance,
                                .severity = finding->severity,
                                .outcome = SHEAF_FAIL,
                                .rule = bench->rule->id,
                                .message_en = message.en,
                                .message_zh = message.zh,
                                .nodes = finding->nodes.at,
                                .node_count = finding->nodes.count,
                                .facts = finding->facts.at,
                                .fact_count = finding->facts.count,
                                .expected = finding->expected,
                                .actual = finding->actual};
    text_count(bench, FORM_FAIL);
    if (message.en.ptr == NULL || message.zh.ptr == NULL)
        return 0;
    form_desk_tell(bench->desk, &told, finding->about);
    return 1;
}

/* --------------------------------------------------------------------------------- judging -- */

static int judge_report(text_bench *bench) {
    const form_context *context = bench->context;
    bench->prose = bench->report->prose;
    bench->said = bench->report->said;
    for (uint32_t i = 0; i < bench->definition->rules.count; i++) {
        bench->rule = FORM_AT(bench->definition->rules, const form_rule, i);
        text_body *body =
            bench->rule->kind.len > 0 ? (text_body *)(uintptr_t)bench->rule->body : NULL;
        if (context->host->tick(context->job, i, bench->definition->rules.count) != SHEAF_OK)
            return 0;
        const void *loaded = body != NULL ? body_of(bench, body) : NULL;
        if (body != NULL && (loaded == NULL || !body->kind->judge(bench, loaded)))
            return 0;
    }
    return 1;
}

int form_check_text(const form_context *context, const form_reading *reading, form_desk *desk) {
    form_matcher matcher;
    text_bench bench = {.context = context,
                        .reading = reading,
                        .definition = reading->definition,
                        .matcher = &matcher,
                        .desk = desk};
    if (!form_matcher_begin(context, &matcher))
        return 0;
    for (uint32_t i = 0; i < reading->reports.count; i++) {
        bench.report = FORM_AT(reading->reports, const form_report, i);
        if (!judge_report(&bench))
            return 0;
    }
    return 1;
}
