/* Rules over numbers, evaluated for one report. A round counts where all its tables were read as this version of the form; what
 * an identity says is kept even where it holds, as localisation needs all of them. */
#include "check/check.h"

static const form_cell *cell_at(const check_view *view, uint32_t i) {
    return FORM_AT(view->definition->cells, const form_cell, i);
}

/* Another version than the report's own speaks only where one of its own tables is concerned. */
static int is_spoken_for(const check_sheet *sheet, const check_view *view, form_span terms) {
    for (uint32_t i = 0; i < terms.count; i++) {
        const rule_term *term = FORM_AT(sheet->terms, const rule_term, terms.first + i);
        if (!view->fits[cell_at(view, term->cell)->table])
            return 0;
    }
    return terms.count > 0 || view->is_main;
}

static form_outcome outcome_of(rule_truth truth) {
    return truth == RULE_YES ? FORM_PASS : truth == RULE_NO ? FORM_FAIL : FORM_NOT_ASSESSABLE;
}

static check_verdict *keep(check_sheet *sheet, const check_verdict *verdict) {
    check_verdict *kept = form_push(sheet->desk->context, &sheet->verdicts);
    if (kept != NULL)
        *kept = *verdict;
    return kept;
}

/* ---- what could not be assessed ---- */

/* The rounds of a rule that lacked something, gathered into one finding. */
typedef struct lacking {
    uint32_t rounds, is_off, is_too_much;
    form_list keys;  /* sheaf_str: of facts without a value */
    sheaf_str label; /* of the first one */
} lacking;

static int add_key(check_sheet *sheet, const form_rule *rule, lacking *lacks, sheaf_str key,
                   sheaf_str label) {
    form_desk_lacks(sheet->desk, rule->id, key);
    sheaf_str *room = form_push(sheet->desk->context, &lacks->keys);
    if (room == NULL)
        return 0;
    *room = key;
    if (lacks->keys.count == 1)
        lacks->label = label;
    return 1;
}

static int add_term(check_sheet *sheet, const check_view *view, const form_rule *rule,
                    const rule_term *term, lacking *lacks) {
    form_span facts = rule_facts_of(&view->now, term->cell, term->nth);
    const form_cell *cell = cell_at(view, term->cell);
    if (term->is_previous)
        return 1;
    if (facts.count == 0)
        return add_key(sheet, rule, lacks, cell->key, cell->label);
    for (uint32_t i = 0; i < facts.count; i++) {
        const sheaf_fact *fact = view->now.found[facts.first + i].fact;
        if (!fact->has_value && !add_key(sheet, rule, lacks, fact->key, fact->label))
            return 0;
    }
    return 1;
}

static int add_lacking(check_sheet *sheet, const check_view *view, const check_verdict *verdict,
                       lacking *lacks) {
    lacks->rounds++;
    lacks->is_off |= verdict->result.is_off;
    lacks->is_too_much |= verdict->result.is_too_much;
    for (uint32_t i = 0; i < verdict->terms.count; i++) {
        const rule_term *term = FORM_AT(sheet->terms, const rule_term, verdict->terms.first + i);
        if (!add_term(sheet, view, verdict->rule, term, lacks))
            return 0;
    }
    return 1;
}

static form_message reason_of(const lacking *lacks) {
    if (lacks->is_too_much)
        return (form_message){SHEAF_STR("表格过大，超出核对的上限"),
                              SHEAF_STR("the tables are too large to be checked by this rule")};
    if (lacks->keys.count > 0)
        return (form_message){
            SHEAF_STR("所需的单元格没有确定的数值（缺失、空白或有歧义，不按 0 计），如"),
            SHEAF_STR(
                "cells that it needs have no certain value (missing, blank or ambiguous; none "
                "is taken as 0), such as ")};
    if (lacks->is_off)
        return (form_message){SHEAF_STR("数值过大，或有一项未知"),
                              SHEAF_STR("a number is too large, or something is not stated")};
    return (form_message){SHEAF_STR("所需的信息没有写明"),
                          SHEAF_STR("something that it needs is not stated")};
}

/* Where they are printed, if they are. */
static int find_nodes(const check_sheet *sheet, const lacking *lacks, form_list *nodes) {
    for (uint32_t i = 0; i < lacks->keys.count; i++) {
        const sheaf_fact *fact = form_desk_fact(
            sheet->desk, *FORM_AT(lacks->keys, const sheaf_str, i), sheet->report->instance);
        if (fact == NULL || fact->node == SHEAF_NONE)
            continue;
        uint32_t *room = form_push(sheet->desk->context, nodes);
        if (room == NULL)
            return 0;
        *room = fact->node;
    }
    return 1;
}

static int tell_lacking(check_sheet *sheet, const form_rule *rule, lacking *lacks,
                        uint32_t rounds) {
    const form_context *context = sheet->desk->context;
    const form_message reason = reason_of(lacks);
    form_list nodes = FORM_LIST_OF(uint32_t);
    form_keys_once(context, &lacks->keys);
    if (!find_nodes(sheet, lacks, &nodes))
        return 0;
    int has_label = lacks->label.len > 0 && !lacks->is_too_much;
    lacks->label = has_label ? lacks->label : SHEAF_STR("");
    const sheaf_str some = rule_print(context, (sheaf_decimal){lacks->rounds, 0}),
                    all = rule_print(context, (sheaf_decimal){rounds, 0});
    const form_message why = form_why_lacking(sheet->desk, &lacks->keys, sheet->report->instance);
    const sheaf_str zh[] = {SHEAF_STR("共 "),
                            all,
                            SHEAF_STR(" 项，其中 "),
                            some,
                            SHEAF_STR(" 项无法核对："),
                            reason.zh,
                            has_label ? SHEAF_STR("“") : SHEAF_STR(""),
                            lacks->label,
                            has_label ? SHEAF_STR("”") : SHEAF_STR(""),
                            why.zh};
    const sheaf_str en[] = {
        some,      SHEAF_STR(" of "), all,   SHEAF_STR(" could not be assessed: "),
        reason.en, lacks->label,      why.en};
    const sheaf_finding finding = {.severity = rule->severity,
                                   .instance = sheet->report->instance,
                                   .outcome = SHEAF_NOT_ASSESSABLE,
                                   .rule = rule->id,
                                   .message_zh = form_join(context, zh, 10, SHEAF_STR("")),
                                   .message_en = form_join(context, en, 7, SHEAF_STR("")),
                                   .nodes = nodes.at,
                                   .node_count = nodes.count,
                                   .facts = lacks->keys.at,
                                   .fact_count = lacks->keys.count,
                                   .expected = SHEAF_STR(""),
                                   .actual = SHEAF_STR("")};
    if (finding.message_zh.ptr == NULL || finding.message_en.ptr == NULL)
        return 0;
    form_desk_tell(sheet->desk, &finding, reason.en);
    return 1;
}

/* ---- rounds ---- */

enum { TICK = 16 };

/* Whether the rule concerns this round. RULE_UNKNOWN leaves it not assessable. 0: latched. */
static int is_concerned(rule_scene *scene, const rule_code *code, check_verdict *verdict,
                        form_list *terms) {
    verdict->result.truth = RULE_YES;
    return code->when_steps.count == 0 ||
           rule_run(scene, code, code->when_steps, verdict->round, terms, &verdict->result);
}

static int judge(check_sheet *sheet, rule_scene *scene, const rule_code *code,
                 check_verdict *verdict) {
    uint32_t before = sheet->terms.count;
    if (!is_concerned(scene, code, verdict, &sheet->terms))
        return 0;
    verdict->outcome = verdict->result.truth == RULE_NO ? FORM_NOT_APPLICABLE : FORM_NOT_ASSESSABLE;
    if (code->uses_previous && scene->before == NULL)
        verdict->outcome = FORM_NOT_APPLICABLE;
    else if (verdict->result.truth == RULE_YES) {
        if (!rule_run(scene, code, code->assert_steps, verdict->round, &sheet->terms,
                      &verdict->result))
            return 0;
        verdict->outcome = outcome_of(verdict->result.truth);
    }
    verdict->terms = (form_span){before, sheet->terms.count - before};
    return 1;
}

/* A failure may weigh more or less than the rule usually does. */
static int weigh(rule_scene *scene, const rule_code *code, check_verdict *verdict) {
    form_list terms = FORM_LIST_OF(rule_term);
    rule_result result;
    if (verdict->outcome != FORM_FAIL || code->severe_steps.count == 0)
        return 1;
    if (!rule_run(scene, code, code->severe_steps, verdict->round, &terms, &result))
        return 0;
    if (result.truth == RULE_YES)
        verdict->severity = code->severe_severity;
    return 1;
}

static int check_round(check_sheet *sheet, check_view *view, rule_scene *scene,
                       check_verdict *verdict, lacking *lacks, uint32_t *rounds) {
    const rule_code *code = verdict->rule->body;
    uint32_t before = sheet->terms.count;
    if (!judge(sheet, scene, code, verdict) || !weigh(scene, code, verdict))
        return 0;
    if (!is_spoken_for(sheet, view, verdict->terms)) {
        sheet->terms.count = before;
        return 1;
    }
    (*rounds)++;
    form_desk_count(sheet->desk, verdict->rule->id, verdict->outcome, SHEAF_STR(""));
    if (verdict->outcome == FORM_NOT_ASSESSABLE && !add_lacking(sheet, view, verdict, lacks))
        return 0;
    int is_kept = verdict->outcome == FORM_FAIL ||
                  (verdict->outcome == FORM_PASS && verdict->rule->is_identity);
    if (!is_kept)
        sheet->terms.count = before;
    return !is_kept || keep(sheet, verdict) != NULL;
}

static int check_rule(check_sheet *sheet, check_view *view, rule_scene *scene,
                      const form_rule *rule) {
    const form_context *context = sheet->desk->context;
    const rule_code *code = rule->body;
    form_list rounds = FORM_LIST_OF(rule_round);
    lacking lacks = {.keys = FORM_LIST_OF(sheaf_str), .label = SHEAF_STR("")};
    uint32_t counted = 0;
    if (!rule_rounds(scene, code, &rounds))
        return 0;
    for (uint32_t i = 0; i < rounds.count; i++) {
        check_verdict fresh = {.view = view,
                               .rule = rule,
                               .round = *FORM_AT(rounds, const rule_round, i),
                               .severity = rule->severity};
        if ((i % TICK == 0 && context->host->tick(context->job, i, rounds.count) != SHEAF_OK) ||
            !check_round(sheet, view, scene, &fresh, &lacks, &counted))
            return 0;
    }
    /* What a single cell lacks is said of the cell. */
    return lacks.rounds == 0 || code->loop.range == RULE_OF_CELLS ||
           tell_lacking(sheet, rule, &lacks, counted);
}

int check_rules(check_sheet *sheet, check_view *view) {
    rule_scene scene;
    rule_scene_begin(sheet->desk->context, &view->index, &view->now, &scene);
    scene.before = view->has_before ? &view->before : NULL;
    for (uint32_t i = 0; i < view->definition->rules.count; i++) {
        const form_rule *rule = FORM_AT(view->definition->rules, const form_rule, i);
        if (rule->kind.len == 0 && !check_rule(sheet, view, &scene, rule))
            return 0;
    }
    return 1;
}
