/* Identities of a form as equations over the cells of one table: rules that are one `SUM = SUM`, right side brought to the
 * left, terms of the same cell put together. */
#include "rule/rule.h"

static int is_within(const form_definition *definition, uint32_t table, const form_list *terms) {
    for (uint32_t i = 0; i < terms->count; i++) {
        const rule_term *term = FORM_AT(*terms, const rule_term, i);
        if (term->is_previous ||
            FORM_AT(definition->cells, const form_cell, term->cell)->table != table)
            return 0;
    }
    return terms->count > 0;
}

static form_term *term_of(form_equations *out, uint32_t from, uint32_t cell) {
    for (uint32_t i = from; i < out->terms.count; i++)
        if (FORM_AT(out->terms, form_term, i)->cell == cell)
            return FORM_AT(out->terms, form_term, i);
    return NULL;
}

/* Terms with a factor of 0 go. */
static void drop_zeros(form_equations *out, uint32_t from) {
    uint32_t kept = from;
    for (uint32_t i = from; i < out->terms.count; i++)
        if (FORM_AT(out->terms, form_term, i)->factor != 0)
            *FORM_AT(out->terms, form_term, kept++) = *FORM_AT(out->terms, form_term, i);
    out->terms.count = kept;
}

/* An equation with a constant, or factors that are no int32_t, is no identity that cells could be placed by. */
static int may_add(const rule_result *result, const form_list *terms) {
    if (result->left.constant.digits != 0 || result->right.constant.digits != 0 ||
        result->left.is_off || result->right.is_off)
        return 0;
    for (uint32_t i = 0; i < terms->count; i++) {
        int64_t factor = FORM_AT(*terms, const rule_term, i)->factor;
        if (factor > 1000000 || factor < -1000000)
            return 0;
    }
    return terms->count <= 1000;
}

static int add_equation(const form_context *context, const rule_result *result,
                        const form_list *terms, uint32_t rule, form_equations *out) {
    uint32_t from = out->terms.count;
    if (!may_add(result, terms))
        return 1;
    for (uint32_t i = 0; i < terms->count; i++) {
        const rule_term *term = FORM_AT(*terms, const rule_term, i);
        uint32_t is_right = i >= result->right.terms.first && result->right.terms.count > 0;
        form_term *same = term_of(out, from, term->cell);
        if (same == NULL && (same = form_push(context, &out->terms)) == NULL)
            return 0;
        *same = (form_term){same->factor + (int32_t)(is_right ? -term->factor : term->factor),
                            term->cell, 0};
    }
    drop_zeros(out, from);
    if (out->terms.count == from)
        return 1;
    form_equation *equation = form_push(context, &out->equations);
    if (equation == NULL)
        return 0;
    *equation = (form_equation){rule, {from, out->terms.count - from}};
    return 1;
}

/* A rule that names cells of another table has no equation of this one. */
static int names_table(const form_definition *definition, const rule_code *code, uint32_t table) {
    for (uint32_t i = 0; i < code->references.count; i++) {
        const rule_reference *reference = FORM_AT(code->references, const rule_reference, i);
        uint32_t named = reference->naming == RULE_BY_HEADS ? reference->table
                         : reference->naming == RULE_BY_KEY
                             ? FORM_AT(definition->cells, const form_cell, reference->cell)->table
                             : table;
        if (named != table)
            return 0;
    }
    return 1;
}

static int add_rule(rule_scene *scene, uint32_t table, uint32_t number, form_equations *out) {
    const form_definition *definition = scene->index->definition;
    const form_rule *rule = FORM_AT(definition->rules, const form_rule, number);
    form_list rounds = FORM_LIST_OF(rule_round), terms = FORM_LIST_OF(rule_term);
    if (!rule->is_identity || rule->kind.len > 0)
        return 1;
    const rule_code *code = rule->body;
    if (scene->context->host->tick(scene->context->job, number, 0) != SHEAF_OK)
        return 0;
    if (!names_table(definition, code, table))
        return 1;
    if (!rule_rounds(scene, code, &rounds))
        return 0;
    for (uint32_t i = 0; i < rounds.count; i++) {
        rule_result result;
        terms.count = 0;
        if (!rule_run(scene, code, code->assert_steps, *FORM_AT(rounds, const rule_round, i),
                      &terms, &result))
            return 0;
        if (!is_within(definition, table, &terms))
            return 1; /* the rounds of one loop name cells of the same tables */
        if (!add_equation(scene->context, &result, &terms, number, out))
            return 0;
    }
    return 1;
}

int form_identities(const form_context *context, const form_definition *definition, uint32_t table,
                    const unsigned char *chosen, form_equations *out) {
    rule_index index;
    rule_scene scene;
    const rule_report report = {.chosen = chosen,
                                .agency = SHEAF_STR(""),
                                .title = SHEAF_STR(""),
                                .has_groups = rule_has_groups(definition, chosen)};
    const form_equations *kept = report.has_groups ? NULL : rule_kept_identities(definition, table);
    if (kept != NULL) {
        *out = *kept;
        return 1;
    }
    *out = (form_equations){FORM_LIST_OF(form_equation), FORM_LIST_OF(form_term)};
    if (!rule_index_of(context, definition, &index))
        return 0;
    rule_scene_begin(context, &index, &report, &scene);
    for (uint32_t i = 0; i < definition->rules.count; i++)
        if (!add_rule(&scene, table, i, out))
            return 0;
    return report.has_groups || rule_keep_identities(definition, table, out);
}
