/* The sentence of a finding: a template of the rule with its holes filled by the values that were compared, the cells that
 * were named, and the row, column, cell or table that the loop stood at. */
#include "check/check.h"

#include <string.h>

typedef struct filling {
    check_sheet *sheet;
    const check_view *view;
    const check_verdict *verdict;
    int is_zh;
} filling;

static const rule_term *term_at(const filling *f, uint32_t i) {
    return FORM_AT(f->sheet->terms, const rule_term, f->verdict->terms.first + i);
}

static const sheaf_fact *fact_of(const filling *f, const rule_term *term) {
    const rule_report *report = term->is_previous ? &f->view->before : &f->view->now;
    form_span facts = rule_facts_of(report, term->cell, term->nth);
    return facts.count > 0 ? report->found[facts.first].fact : NULL;
}

/* The n-th cell that was named, the same one only once. */
static const rule_term *nth_term(const filling *f, uint32_t n) {
    for (uint32_t i = 0; i < f->verdict->terms.count; i++) {
        const rule_term *term = term_at(f, i);
        uint32_t known = 0;
        for (uint32_t k = 0; k < i && !known; k++)
            known = term_at(f, k)->cell == term->cell && term_at(f, k)->nth == term->nth &&
                    term_at(f, k)->is_previous == term->is_previous;
        if (!known && --n == 0)
            return term;
    }
    return NULL;
}

static sheaf_str value_of(const filling *f, const rule_term *term) {
    const sheaf_fact *fact = term != NULL ? fact_of(f, term) : NULL;
    if (fact == NULL)
        return SHEAF_STR("");
    return fact->has_value ? rule_print(f->sheet->desk->context, fact->value) : fact->raw;
}

static sheaf_str raw_of(const filling *f) {
    const rule_term *term = nth_term(f, 1);
    const sheaf_fact *fact = term != NULL ? fact_of(f, term) : NULL;
    return fact != NULL ? fact->raw : SHEAF_STR("");
}

static sheaf_str label_of_round(const filling *f) {
    const form_definition *definition = f->view->definition;
    const rule_code *code = f->verdict->rule->body;
    rule_round round = f->verdict->round;
    if (code->loop.range == RULE_OF_CELLS) {
        form_span facts = rule_facts_of(&f->view->now, round.at, round.nth);
        const sheaf_str label =
            facts.count > 0 ? f->view->now.found[facts.first].fact->label : SHEAF_STR("");
        return label.len > 0 ? label : FORM_AT(definition->cells, const form_cell, round.at)->label;
    }
    if (code->loop.range == RULE_TABLES) {
        const form_table *table = FORM_AT(definition->tables, const form_table, round.at);
        return f->is_zh ? table->name.zh : table->name.en;
    }
    return FORM_AT(definition->heads, const form_head, round.at)->path;
}

static sheaf_str version_of(const filling *f, const rule_report *report) {
    const rule_code *code = f->verdict->rule->body;
    return code->loop.range == RULE_TABLES && report->versions != NULL
               ? report->versions[f->verdict->round.at]
               : SHEAF_STR("");
}

static int is_name(sheaf_str name, const char *other) {
    return form_same(name, (sheaf_str){other, strlen(other)});
}

/* 0: it is no hole; the brace stays. */
static int hole(const filling *f, sheaf_str name, sheaf_str *out) {
    const form_context *context = f->sheet->desk->context;
    const rule_code *code = f->verdict->rule->body;
    const rule_result *result = &f->verdict->result;
    if (is_name(name, "left") && result->has_values)
        *out = rule_print(context, result->left_value);
    else if (is_name(name, "right") && result->has_values)
        *out = rule_print(context, result->right_value);
    else if (is_name(name, "raw"))
        *out = raw_of(f);
    else if (is_name(name, "agency"))
        *out = f->view->now.agency;
    else if (is_name(name, "now"))
        *out = version_of(f, &f->view->now);
    else if (is_name(name, "before"))
        *out = version_of(f, &f->view->before);
    else if (is_name(name, "year"))
        *out = rule_print(context, (sheaf_decimal){f->view->now.year, 0});
    else if (name.len == 1 && *name.ptr >= '1' && *name.ptr <= '9')
        *out = value_of(f, nth_term(f, (uint32_t)(*name.ptr - '0')));
    else if (name.len > 0 && form_same(name, code->loop.variable))
        *out = label_of_round(f);
    else
        return 0;
    return 1;
}

static int push(const filling *f, form_list *parts, sheaf_str text) {
    sheaf_str *room = form_push(f->sheet->desk->context, parts);
    if (room != NULL)
        *room = text;
    return room != NULL;
}

static sheaf_str fill(const filling *f, sheaf_str text) {
    form_list parts = FORM_LIST_OF(sheaf_str);
    while (text.len > 0) {
        const char *open = memchr(text.ptr, '{', text.len);
        size_t before = open != NULL ? (size_t)(open - text.ptr) : text.len;
        const char *close = open != NULL ? memchr(open, '}', text.len - before) : NULL;
        sheaf_str value = SHEAF_STR("{");
        size_t taken = before + (open != NULL);
        if (close != NULL && hole(f, (sheaf_str){open + 1, (size_t)(close - open) - 1}, &value))
            taken = (size_t)(close - text.ptr) + 1;
        if (!push(f, &parts, (sheaf_str){text.ptr, before}) ||
            (open != NULL && !push(f, &parts, value)))
            return (sheaf_str){NULL, 0};
        text = (sheaf_str){text.ptr + taken, text.len - taken};
    }
    return form_join(f->sheet->desk->context, parts.at, parts.count, SHEAF_STR(""));
}

sheaf_str check_fill(check_sheet *sheet, const check_verdict *verdict, sheaf_str text, int is_zh) {
    const filling f = {sheet, verdict->view, verdict, is_zh};
    return fill(&f, text);
}

/* ---- the whole finding ---- */

static int add_fact(check_sheet *sheet, const sheaf_fact *fact, form_list *keys, form_list *nodes) {
    sheaf_str *key = form_push(sheet->desk->context, keys);
    uint32_t node = fact->node;
    uint32_t *place = node != SHEAF_NONE ? form_push(sheet->desk->context, nodes) : &node;
    if (key == NULL || place == NULL)
        return 0;
    *key = fact->key;
    *place = node;
    return 1;
}

static int is_new(const check_sheet *sheet, form_span terms, uint32_t i) {
    const rule_term *term = FORM_AT(sheet->terms, const rule_term, terms.first + i);
    for (uint32_t k = 0; k < i && terms.count <= 1000; k++) {
        const rule_term *other = FORM_AT(sheet->terms, const rule_term, terms.first + k);
        if (other->cell == term->cell && other->nth == term->nth &&
            other->is_previous == term->is_previous)
            return 0;
    }
    return 1;
}

/* Facts of this report; those of last year's are named in the message. */
static int name_facts(check_sheet *sheet, const check_view *view, form_span terms, form_list *keys,
                      form_list *nodes) {
    for (uint32_t i = 0; i < terms.count; i++) {
        const rule_term *term = FORM_AT(sheet->terms, const rule_term, terms.first + i);
        form_span facts = rule_facts_of(&view->now, term->cell, term->nth);
        if (term->is_previous || !is_new(sheet, terms, i))
            continue;
        for (uint32_t k = 0; k < facts.count; k++)
            if (!add_fact(sheet, view->now.found[facts.first + k].fact, keys, nodes))
                return 0;
    }
    return 1;
}

static sheaf_str with_hint(const filling *f, sheaf_str text, sheaf_str hint) {
    const sheaf_str parts[] = {fill(f, text), f->is_zh ? SHEAF_STR("。") : SHEAF_STR(". "), hint};
    if (parts[0].ptr == NULL || hint.len == 0)
        return parts[0];
    return form_join(f->sheet->desk->context, parts, 3, SHEAF_STR(""));
}

int check_tell(check_sheet *sheet, const check_verdict *verdict) {
    const form_rule *rule = verdict->rule;
    const filling zh = {sheet, verdict->view, verdict, 1}, en = {sheet, verdict->view, verdict, 0};
    form_list keys = FORM_LIST_OF(sheaf_str), nodes = FORM_LIST_OF(uint32_t);
    if (!name_facts(sheet, verdict->view, verdict->terms, &keys, &nodes))
        return 0;
    const sheaf_str left = SHEAF_STR("{left}"), right = SHEAF_STR("{right}");
    int compares = verdict->result.has_values != 0;
    const sheaf_finding finding = {.severity = verdict->severity,
                                   .instance = sheet->report->instance,
                                   .outcome = SHEAF_FAIL,
                                   .rule = rule->id,
                                   .message_zh = with_hint(&zh, rule->message.zh, verdict->hint.zh),
                                   .message_en = with_hint(&en, rule->message.en, verdict->hint.en),
                                   .nodes = nodes.at,
                                   .node_count = nodes.count,
                                   .facts = keys.at,
                                   .fact_count = keys.count,
                                   .expected = rule->expected.len > 0 ? fill(&en, rule->expected)
                                               : compares             ? fill(&en, left)
                                                                      : SHEAF_STR(""),
                                   .actual = rule->actual.len > 0 ? fill(&en, rule->actual)
                                             : compares           ? fill(&en, right)
                                                                  : SHEAF_STR("")};
    if (finding.message_zh.ptr == NULL || finding.message_en.ptr == NULL ||
        finding.expected.ptr == NULL || finding.actual.ptr == NULL)
        return 0;
    form_desk_tell(sheet->desk, &finding,
                   verdict->round.at != SHEAF_NONE ? label_of_round(&en) : SHEAF_STR(""));
    return 1;
}
