/* Kind `fields`: what a report must state of itself, and what that must be.
 *     {"kind": "fields", "needs": [{"any": ["contact.phone", "contact.email"], "name": {"zh": "电话或邮箱", "en": "…"}}],
 *      "equal": [{"field": "period.from", "to": "{year}-01-01"}], "unequal": {"zh": "…", "en": "…"}}
 * The rule's message has the hole {missing}; that of `unequal`, told where all is there, has {expected} and {actual}. */
#include "check/text.h"

#include <string.h>

typedef struct field_need {
    form_list any; /* uint32_t: fields */
    form_message name;
} field_need;

typedef struct field_equal {
    uint32_t field;
    sheaf_str to; /* {year} in it is that of the report */
} field_equal;

typedef struct fields_body {
    form_list needs; /* field_need */
    form_list equal; /* field_equal */
    form_message unequal;
} fields_body;

/* --------------------------------------------------------------------------------- loading -- */

static uint32_t load_field(form_file *file, form_value value, const form_definition *definition) {
    uint32_t field = form_field_named(definition, form_text(file, value));
    if (field == SHEAF_NONE && !file->failed)
        form_fault(file, value, "the key of a field of this form");
    return field;
}

static int load_need(form_file *file, form_value value, const form_definition *definition,
                     field_need *out) {
    static const char *const members[] = {"any", "name", NULL};
    form_only(file, value, members);
    form_value any = form_need(file, value, "any");
    out->any = FORM_LIST_OF(uint32_t);
    out->name = form_message_of(file, form_need(file, value, "name"));
    if (!file->failed && !form_is(file, any, JSON_ARRAY))
        form_fault(file, value, "a list of fields in \"any\"");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, any); v != SHEAF_NONE;
         v = form_next(file, any, v)) {
        uint32_t *field = form_push(file->context, &out->any);
        if (field == NULL || (*field = load_field(file, v, definition)) == SHEAF_NONE)
            return 0;
    }
    return !file->failed;
}

static int load_equal(form_file *file, form_value value, const form_definition *definition,
                      field_equal *out) {
    static const char *const members[] = {"field", "to", NULL};
    form_only(file, value, members);
    if (!file->failed)
        out->field = load_field(file, form_need(file, value, "field"), definition);
    if (!file->failed)
        out->to = form_text(file, form_need(file, value, "to"));
    return !file->failed;
}

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "needs", "equal", "unequal", NULL};
    fields_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    *body = (fields_body){.needs = FORM_LIST_OF(field_need), .equal = FORM_LIST_OF(field_equal)};
    form_value needs = form_member(file, rule, "needs"), equal = form_member(file, rule, "equal");
    for (form_value v = needs == SHEAF_NONE ? needs : form_first(file, needs); v != SHEAF_NONE;
         v = form_next(file, needs, v)) {
        field_need *need = form_push(file->context, &body->needs);
        if (need == NULL || !load_need(file, v, definition, need))
            return NULL;
    }
    for (form_value v = equal == SHEAF_NONE ? equal : form_first(file, equal); v != SHEAF_NONE;
         v = form_next(file, equal, v)) {
        field_equal *one = form_push(file->context, &body->equal);
        if (one == NULL || !load_equal(file, v, definition, one))
            return NULL;
    }
    if (body->equal.count > 0)
        body->unequal = form_message_of(file, form_need(file, rule, "unequal"));
    return file->failed ? NULL : body;
}

/* --------------------------------------------------------------------------------- judging -- */

static int is_stated(const text_bench *bench, const field_need *need) {
    for (uint32_t i = 0; i < need->any.count; i++)
        if (bench->said[*FORM_AT(need->any, const uint32_t, i)].value.ptr != NULL)
            return 1;
    return 0;
}

/* The preamble is where it belongs, else the title. */
static uint32_t place_of_all(const text_bench *bench) {
    const form_report *report = bench->report;
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        uint32_t node = FORM_AT(bench->prose->lines, const form_line, i)->node;
        if (node >= report->preamble && node < report->preamble_end)
            return node;
    }
    return report->title;
}

/* 1: all is stated; 0: it is told what is not; -1: latched. */
static int judge_needs(text_bench *bench, const fields_body *body) {
    text_names missing = text_names_begin();
    for (uint32_t i = 0; i < body->needs.count; i++) {
        const field_need *need = FORM_AT(body->needs, const field_need, i);
        if (!is_stated(bench, need) && !text_add_name(bench, &missing, need->name))
            return -1;
    }
    if (missing.zh.count == 0)
        return 1;
    const text_hole holes[] = {{"missing", text_list(bench, &missing)}};
    text_finding finding = text_finding_of(bench);
    finding.holes = holes;
    finding.hole_count = 1;
    finding.about = holes[0].value.zh;
    if (finding.about.ptr == NULL || !text_add_node(bench, &finding, place_of_all(bench)))
        return -1;
    return text_fail(bench, &finding) ? 0 : -1;
}

static sheaf_str expected_of(const text_bench *bench, sheaf_str template) {
    static const char hole[] = "{year}";
    const size_t length = sizeof hole - 1;
    for (size_t at = 0; at + length <= template.len; at++) {
        if (memcmp(template.ptr + at, hole, length) != 0)
            continue;
        const sheaf_str parts[] = {{template.ptr, at},
                                   text_number(bench->context, bench->report->year),
                                   {template.ptr + at + length, template.len - at - length}};
        return form_join(bench->context, parts, 3, SHEAF_STR(""));
    }
    return template;
}

/* The values that are expected and those that are there, side by side. */
static int judge_equal(text_bench *bench, const fields_body *body) {
    form_list expected = FORM_LIST_OF(sheaf_str), actual = FORM_LIST_OF(sheaf_str);
    uint32_t wrong = 0, node = SHEAF_NONE;
    for (uint32_t i = 0; i < body->equal.count; i++) {
        const field_equal *equal = FORM_AT(body->equal, const field_equal, i);
        const form_said *said = &bench->said[equal->field];
        sheaf_str *want = form_push(bench->context, &expected);
        sheaf_str *have = form_push(bench->context, &actual);
        if (want == NULL || have == NULL)
            return 0;
        *want = expected_of(bench, equal->to);
        *have = said->value.ptr != NULL ? said->value : SHEAF_STR("?");
        wrong += said->value.ptr != NULL && !form_same(*want, *have);
        node = said->value.ptr != NULL ? said->node : node;
    }
    if (wrong == 0) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    text_finding finding = text_finding_of(bench);
    finding.message = body->unequal;
    finding.expected = form_join(bench->context, expected.at, expected.count, SHEAF_STR(" "));
    finding.actual = form_join(bench->context, actual.at, actual.count, SHEAF_STR(" "));
    const text_hole holes[] = {{"expected", text_both(finding.expected)},
                               {"actual", text_both(finding.actual)}};
    finding.holes = holes;
    finding.hole_count = 2;
    finding.about = finding.actual;
    return text_add_node(bench, &finding, node) && text_fail(bench, &finding);
}

static int judge(text_bench *bench, const void *at) {
    const fields_body *body = at;
    int stated = judge_needs(bench, body);
    if (stated != 1)
        return stated == 0;
    if (body->equal.count > 0 && bench->report->year == 0) {
        text_count(bench, FORM_NOT_ASSESSABLE);
        return 1;
    }
    return judge_equal(bench, body);
}

const text_kind text_kind_fields = {"fields", load, judge};
