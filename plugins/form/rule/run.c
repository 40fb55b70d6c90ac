/* The machine. A number on its stack is a range of the list of gathered terms, and the ranges lie in the order of the stack:
 * adding is joining two neighbours, taking away is turning signs, nothing is copied. Only a comparison computes, exactly,
 * and an operand without a value leaves it unknown: blank is not zero. */
#include "rule/rule.h"

#include <string.h>

typedef struct value {
    rule_sum sum;
    rule_truth truth;
    sheaf_str text;
    uint32_t is_text;
} value;

typedef struct machine {
    rule_scene *scene;
    const rule_code *code;
    rule_round round;
    form_list *terms;
    rule_result *result;
    value stack[RULE_DEPTH];
    uint32_t count;
} machine;

static rule_term *term_at(machine *m, uint32_t i) {
    return FORM_AT(*m->terms, rule_term, i);
}

static const rule_report *whose(const machine *m, uint32_t is_previous) {
    return is_previous ? m->scene->before : m->scene->now;
}

/* ---- sums ---- */

static void scale(machine *m, rule_sum *sum, int64_t factor) {
    sheaf_decimal constant = {0};
    for (uint32_t i = 0; i < sum->terms.count; i++) {
        rule_term *term = term_at(m, sum->terms.first + i);
        sum->is_off |= (uint32_t)__builtin_mul_overflow(term->factor, factor, &term->factor);
    }
    sum->is_off |= (uint32_t)!rule_add(&constant, sum->constant, factor);
    sum->constant = constant;
}

/* Neighbours in the list of terms: what lies between them, if anything, belongs to the right one. */
static void join(rule_sum *left, const rule_sum *right) {
    if (left->terms.count == 0)
        left->terms = right->terms;
    else if (right->terms.count > 0)
        left->terms.count = right->terms.first + right->terms.count - left->terms.first;
    left->is_off |= right->is_off | (uint32_t)!rule_add(&left->constant, right->constant, 1);
}

static void multiply(machine *m, rule_sum *left, const rule_sum *right) {
    rule_sum product = left->terms.count > 0 ? *left : *right;
    const rule_sum *factor = left->terms.count > 0 ? right : left;
    product.is_off |= factor->is_off;
    scale(m, &product, factor->constant.digits);
    *left = product;
}

static int add_facts(const rule_report *report, const rule_term *term, sheaf_decimal *sum,
                     uint32_t *is_off) {
    form_span facts = rule_facts_of(report, term->cell, term->nth);
    for (uint32_t i = 0; i < facts.count; i++) {
        const sheaf_fact *fact = report->found[facts.first + i].fact;
        if (!fact->has_value)
            return 0;
        *is_off |= (uint32_t)!rule_add(sum, fact->value, term->factor);
    }
    return facts.count > 0;
}

/* 0: an operand is missing, or 64 bits are too few. */
static int compute(machine *m, const rule_sum *sum, sheaf_decimal *out) {
    uint32_t is_off = sum->is_off;
    int is_known = 1;
    *out = sum->constant;
    for (uint32_t i = 0; i < sum->terms.count; i++) {
        const rule_term *term = term_at(m, sum->terms.first + i);
        is_known &= add_facts(whose(m, term->is_previous), term, out, &is_off);
    }
    m->result->is_off |= is_off;
    return is_known && !is_off;
}

/* ---- comparisons ---- */

static int holds(uint32_t op, int order) {
    switch (op) {
    case RULE_EQUAL:
        return order == 0;
    case RULE_DIFFERENT:
        return order != 0;
    case RULE_LESS:
        return order < 0;
    case RULE_AT_MOST:
        return order <= 0;
    case RULE_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

/* The sides that the finding shows are those of the first comparison that does not hold. */
static void remember(rule_result *result, rule_result compared) {
    if (result->has_sides && result->truth == RULE_NO)
        return;
    if (result->has_sides && compared.truth == RULE_YES)
        return;
    compared.is_off |= result->is_off;
    compared.is_too_much = result->is_too_much;
    *result = compared;
}

static rule_truth compare_sums(machine *m, uint32_t op, const rule_sum *left,
                               const rule_sum *right) {
    rule_result compared = {.truth = RULE_UNKNOWN, .has_sides = 1, .left = *left, .right = *right};
    int order = 0, has_left = compute(m, left, &compared.left_value),
        has_right = compute(m, right, &compared.right_value);
    compared.has_values = (uint32_t)(has_left && has_right);
    if (compared.has_values && rule_order(compared.left_value, compared.right_value, &order))
        compared.truth = holds(op, order) ? RULE_YES : RULE_NO;
    else if (compared.has_values)
        compared.is_off = 1;
    remember(m->result, compared);
    return compared.truth;
}

static rule_truth compare(machine *m, uint32_t op, const value *left, const value *right) {
    if (!left->is_text)
        return compare_sums(m, op, &left->sum, &right->sum);
    if (left->text.len == 0 || right->text.len == 0)
        return RULE_UNKNOWN;
    return form_same(left->text, right->text) == (op == RULE_EQUAL) ? RULE_YES : RULE_NO;
}

/* ---- questions ---- */

static int is_at(sheaf_str text, size_t at, sheaf_str part) {
    return at + part.len <= text.len && memcmp(text.ptr + at, part.ptr, part.len) == 0;
}

static int has(sheaf_str text, sheaf_str part) {
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (is_at(text, i, part))
            return 1;
    return 0;
}

static rule_truth ask_text(const machine *m, const rule_step *step, sheaf_str text) {
    if (text.len == 0)
        return RULE_UNKNOWN;
    for (uint32_t i = 0; i < step->more; i++) {
        sheaf_str part = *FORM_AT(m->code->literals, const sheaf_str, step->at + i);
        if (step->op == RULE_HAS ? has(text, part)
            : step->op == RULE_BEGINS
                ? is_at(text, 0, part)
                : text.len >= part.len && is_at(text, text.len - part.len, part))
            return RULE_YES;
    }
    return RULE_NO;
}

static rule_truth ask_round(machine *m, const rule_reference *reference) {
    const form_definition *definition = m->scene->index->definition;
    uint32_t root = m->round.at;
    m->scene->rows.count = 0;
    while (FORM_AT(definition->heads, const form_head, root)->parent != SHEAF_NONE)
        root = FORM_AT(definition->heads, const form_head, root)->parent;
    if (!rule_match(m->scene->context, definition, m->code, reference->row, root, m->round.at,
                    &m->scene->rows))
        return RULE_UNKNOWN;
    for (uint32_t i = 0; i < m->scene->rows.count; i++)
        if (*FORM_AT(m->scene->rows, const uint32_t, i) == m->round.at)
            return RULE_YES;
    return RULE_NO;
}

static int is_digits(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
    return text.len > 0;
}

/* Of a cell that the source has: is a number (or a text that is no mark) printed? Is it a whole number? Digits that are none, as they are
 * struck out or a note's, are no number that is not whole. */
static rule_truth ask_fact(const machine *m, uint32_t op, const sheaf_fact *fact) {
    if (fact->has_value)
        return op == RULE_PRINTED || rule_is_whole(fact->value) ? RULE_YES : RULE_NO;
    if (fact->node == SHEAF_NONE || fact->status == SHEAF_AMBIGUOUS)
        return RULE_UNKNOWN;
    if (form_is_mark(m->scene->context, m->scene->index->definition, fact->raw))
        return op == RULE_PRINTED ? RULE_NO : RULE_UNKNOWN;
    if (op == RULE_PRINTED)
        return RULE_YES;
    return fact->status == SHEAF_TEXT && !is_digits(fact->raw) ? RULE_NO : RULE_UNKNOWN;
}

static rule_truth ask_cells(machine *m, uint32_t op, uint32_t from) {
    rule_truth truth = RULE_YES;
    for (uint32_t i = from; i < m->terms->count; i++) {
        const rule_term *term = term_at(m, i);
        const rule_report *report = whose(m, term->is_previous);
        form_span facts = rule_facts_of(report, term->cell, term->nth);
        if (facts.count == 0 && truth == RULE_YES)
            truth = RULE_UNKNOWN;
        for (uint32_t k = 0; k < facts.count && truth != RULE_NO; k++) {
            rule_truth one = ask_fact(m, op, report->found[facts.first + k].fact);
            truth = one == RULE_YES ? truth : one;
        }
    }
    return truth;
}

/* ---- steps ---- */

static rule_truth both(rule_truth a, rule_truth b) {
    return a == RULE_NO || b == RULE_NO     ? RULE_NO
           : a == RULE_YES && b == RULE_YES ? RULE_YES
                                            : RULE_UNKNOWN;
}

static rule_truth contrary(rule_truth a) {
    return a == RULE_UNKNOWN ? RULE_UNKNOWN : a == RULE_YES ? RULE_NO : RULE_YES;
}

static sheaf_str version_of(const machine *m, const rule_reference *reference) {
    const rule_report *report = whose(m, reference->is_previous);
    uint32_t table = reference->naming == RULE_BY_VARIABLE ? m->round.at : reference->table;
    return report != NULL && report->versions != NULL ? report->versions[table] : SHEAF_STR("");
}

static void year_of(machine *m, uint32_t is_previous, rule_sum *sum) {
    const rule_report *report = whose(m, is_previous);
    sum->constant.digits = report != NULL ? report->year : 0;
    sum->is_off = sum->constant.digits == 0;
}

/* Gathers cells onto the list of terms; what cannot be gathered leaves the sum unknown. 0: latched. */
static int gather(machine *m, const rule_reference *reference, rule_sum *sum) {
    uint32_t before = m->terms->count;
    rule_gathered gathered = rule_gather(m->scene, m->code, reference, m->round, m->terms);
    m->result->is_too_much |= gathered == RULE_TOO_MUCH;
    sum->terms = (form_span){before, m->terms->count - before};
    sum->is_off = gathered != RULE_GATHERED;
    return gathered != RULE_LATCHED;
}

static int push_operand(machine *m, const rule_step *step) {
    value *pushed = &m->stack[m->count++];
    *pushed = (value){.text = SHEAF_STR("")};
    const rule_reference *reference =
        step->op == RULE_CELLS || step->op == RULE_VERSION ||
                (step->op >= RULE_IS && step->op <= RULE_PRINTED)
            ? FORM_AT(m->code->references, const rule_reference, step->at)
            : NULL;
    pushed->is_text =
        step->op == RULE_FIELD || step->op == RULE_LITERAL || step->op == RULE_VERSION;
    uint32_t before = m->terms->count;
    switch (step->op) {
    case RULE_NUMBER:
        pushed->sum.constant = *FORM_AT(m->code->numbers, const sheaf_decimal, step->at);
        return 1;
    case RULE_YEAR:
        year_of(m, step->at, &pushed->sum);
        return 1;
    case RULE_FIELD:
        pushed->text = *FORM_AT(m->code->literals, const sheaf_str, step->at);
        pushed->text = form_same(pushed->text, SHEAF_STR("agency")) ? m->scene->now->agency
                                                                    : m->scene->now->title;
        return 1;
    case RULE_LITERAL:
        pushed->text = *FORM_AT(m->code->literals, const sheaf_str, step->at);
        return 1;
    case RULE_VERSION:
        pushed->text = version_of(m, reference);
        return 1;
    case RULE_IS:
        pushed->truth = ask_round(m, reference);
        return 1;
    case RULE_CELLS:
        return gather(m, reference, &pushed->sum);
    default:
        if (!gather(m, reference, &pushed->sum))
            return 0;
        pushed->truth = ask_cells(m, step->op, before);
        return 1;
    }
}

static void apply_to_two(machine *m, const rule_step *step) {
    value *left = &m->stack[m->count - 2], *right = &m->stack[m->count - 1];
    m->count--;
    switch (step->op) {
    case RULE_MINUS:
        scale(m, &right->sum, -1);
        join(&left->sum, &right->sum);
        return;
    case RULE_PLUS:
        join(&left->sum, &right->sum);
        return;
    case RULE_TIMES:
        multiply(m, &left->sum, &right->sum);
        return;
    case RULE_AND:
        left->truth = both(left->truth, right->truth);
        return;
    case RULE_OR:
        left->truth = contrary(both(contrary(left->truth), contrary(right->truth)));
        return;
    default:
        left->truth = compare(m, step->op, left, right);
        left->is_text = 0;
    }
}

static void apply(machine *m, const rule_step *step) {
    value *top = &m->stack[m->count - 1];
    if (step->op == RULE_NEGATE)
        scale(m, &top->sum, -1);
    else if (step->op == RULE_NOT)
        top->truth = contrary(top->truth);
    else if (step->op >= RULE_BEGINS) {
        top->truth = ask_text(m, step, top->text);
        top->is_text = 0;
    } else
        apply_to_two(m, step);
}

static int is_operand(uint32_t op) {
    return op <= RULE_VERSION || (op >= RULE_IS && op <= RULE_PRINTED);
}

int rule_run(rule_scene *scene, const rule_code *code, form_span steps, rule_round round,
             form_list *terms, rule_result *result) {
    machine m; /* of its long stack only what an operator may ask is cleared: two operands */
    m.scene = scene;
    m.code = code;
    m.round = round;
    m.terms = terms;
    m.result = result;
    m.count = 0;
    m.stack[0] = m.stack[1] = (value){.text = SHEAF_STR("")};
    *result = (rule_result){.truth = RULE_UNKNOWN};
    for (uint32_t i = 0; i < steps.count; i++) {
        const rule_step *step = FORM_AT(code->steps, const rule_step, steps.first + i);
        if (!is_operand(step->op))
            apply(&m, step);
        else if (!push_operand(&m, step))
            return 0;
    }
    result->truth = m.count > 0 ? m.stack[0].truth : RULE_UNKNOWN;
    return 1;
}
