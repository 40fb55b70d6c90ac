/* From verdicts to a system: each fact of an identity that could be assessed is an unknown, each identity an equation.
 * Equations are put into parts by following shared unknowns, so that two slips in two tables are found apart. */
#include "check/system.h"

enum { MOST_TERMS = 20000 };

static int64_t power_of_ten(uint32_t exponent) {
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* The value at the common scale. 0: it does not fit. */
static int scaled(sheaf_decimal value, uint32_t scale, int64_t *out) {
    if (value.digits == 0)
        value.scale = 0;
    return value.scale <= scale && scale - value.scale <= 18 &&
           !__builtin_mul_overflow(value.digits, power_of_ten(scale - value.scale), out);
}

static uint32_t common_scale(const check_sheet *sheet) {
    uint32_t scale = 0;
    for (uint32_t i = 0; i < sheet->verdicts.count; i++) {
        const check_verdict *verdict = FORM_AT(sheet->verdicts, const check_verdict, i);
        for (uint32_t k = 0; k < verdict->terms.count && verdict->rule->is_identity; k++) {
            const rule_term *term =
                FORM_AT(sheet->terms, const rule_term, verdict->terms.first + k);
            form_span facts = rule_facts_of(&verdict->view->now, term->cell, term->nth);
            for (uint32_t f = 0; f < facts.count; f++) {
                const sheaf_fact *fact = verdict->view->now.found[facts.first + f].fact;
                if (fact->value.digits != 0 && fact->value.scale > scale)
                    scale = fact->value.scale;
            }
        }
    }
    return scale;
}

typedef struct maker {
    check_sheet *sheet;
    check_system *system;
    uint32_t *of_fact; /* one a fact of the report: unknown + 1 */
    int is_off;
} maker;

static uint32_t number_of(const maker *m, const sheaf_fact *fact) {
    const rule_book *book = &m->sheet->desk->book;
    const sheaf_array *facts = &book->document->facts;
    return book->facts.ranks[((const char *)fact - (const char *)facts->base) / facts->stride];
}

static uint32_t unknown_of(maker *m, const form_cell *cell, const sheaf_fact *fact) {
    check_system *system = m->system;
    uint32_t *number = &m->of_fact[number_of(m, fact)];
    if (*number != 0)
        return *number - 1;
    system_unknown *unknown = form_push(system->context, &system->unknowns);
    if (unknown == NULL)
        return SHEAF_NONE;
    *unknown = (system_unknown){.fact = fact,
                                .step = cell->type == FORM_COUNT ? power_of_ten(system->scale) : 1,
                                .may_be_negative = cell->type == FORM_CHANGE};
    m->is_off |= !scaled(fact->value, system->scale, &unknown->value);
    *number = system->unknowns.count;
    return *number - 1;
}

/* Terms of one unknown in one equation are put together. */
static int add_term(maker *m, uint32_t from, uint32_t unknown, int64_t factor) {
    form_list *terms = &m->system->by_equation;
    for (uint32_t i = from; i < terms->count; i++) {
        system_term *term = FORM_AT(*terms, system_term, i);
        if (term->unknown == unknown) {
            term->factor += factor;
            return 1;
        }
    }
    system_term *term = form_push(m->system->context, terms);
    if (term != NULL)
        *term = (system_term){m->system->equations.count - 1, unknown, factor};
    return term != NULL;
}

static int add_facts(maker *m, const check_verdict *verdict, uint32_t from, uint32_t at) {
    const rule_term *term = FORM_AT(m->sheet->terms, const rule_term, at);
    const rule_result *result = &verdict->result;
    int is_right = result->right.terms.count > 0 && at >= result->right.terms.first;
    form_span facts = rule_facts_of(&verdict->view->now, term->cell, term->nth);
    const form_cell *cell = FORM_AT(verdict->view->definition->cells, const form_cell, term->cell);
    m->is_off |= term->factor > 1000000 || term->factor < -1000000;
    for (uint32_t i = 0; i < facts.count && !m->is_off; i++) {
        uint32_t unknown = unknown_of(m, cell, verdict->view->now.found[facts.first + i].fact);
        if (unknown == SHEAF_NONE ||
            !add_term(m, from, unknown, is_right ? -term->factor : term->factor))
            return 0;
    }
    return 1;
}

static int add_equation(maker *m, uint32_t number) {
    check_system *system = m->system;
    const check_verdict *verdict = FORM_AT(m->sheet->verdicts, const check_verdict, number);
    sheaf_decimal residue = verdict->result.left_value;
    system_equation *equation = form_push(system->context, &system->equations);
    if (equation == NULL)
        return 0;
    uint32_t from = system->by_equation.count;
    *equation = (system_equation){.verdict = number, .part = SHEAF_NONE};
    m->is_off |= !rule_add(&residue, verdict->result.right_value, -1) ||
                 !scaled(residue, system->scale, &equation->residue);
    for (uint32_t i = 0; i < verdict->terms.count && !m->is_off; i++)
        if (!add_facts(m, verdict, from, verdict->terms.first + i))
            return 0;
    equation->terms = (form_span){from, system->by_equation.count - from};
    m->is_off |= system->by_equation.count > MOST_TERMS;
    return 1;
}

/* Terms again, those of an unknown together. */
static int sort_by_unknown(check_system *system) {
    uint32_t at = 0;
    system->by_unknown =
        form_room(system->context, system->by_equation.count + 1, sizeof *system->by_unknown);
    if (system->by_unknown == NULL)
        return 0;
    for (uint32_t i = 0; i < system->by_equation.count; i++)
        FORM_AT(system->unknowns, system_unknown, system_term_at(system, i)->unknown)
            ->terms.count++;
    for (uint32_t i = 0; i < system->unknowns.count; i++) {
        form_span *terms = &FORM_AT(system->unknowns, system_unknown, i)->terms;
        terms->first = at;
        at += terms->count;
        terms->count = 0;
    }
    for (uint32_t i = 0; i < system->by_equation.count; i++) {
        const system_term *term = system_term_at(system, i);
        form_span *terms = &FORM_AT(system->unknowns, system_unknown, term->unknown)->terms;
        system->by_unknown[terms->first + terms->count++] = *term;
    }
    return 1;
}

/* Gives all equations that can be reached from this one its part. */
static void spread(check_system *system, uint32_t first, uint32_t *waiting) {
    uint32_t count = 1;
    waiting[0] = first;
    FORM_AT(system->equations, system_equation, first)->part = first;
    while (count > 0) {
        const system_equation *equation = system_equation_at(system, waiting[--count]);
        FORM_AT(system->equations, system_equation, first)->broken += equation->residue != 0;
        for (uint32_t i = 0; i < equation->terms.count; i++) {
            uint32_t unknown = system_term_at(system, equation->terms.first + i)->unknown;
            form_span terms = system_unknown_at(system, unknown)->terms;
            for (uint32_t k = 0; k < terms.count; k++) {
                uint32_t other = system->by_unknown[terms.first + k].equation;
                system_equation *reached = FORM_AT(system->equations, system_equation, other);
                if (reached->part != SHEAF_NONE)
                    continue;
                reached->part = first;
                waiting[count++] = other;
            }
        }
    }
}

static int make_parts(check_system *system) {
    uint32_t *waiting = form_room(system->context, system->equations.count + 1, sizeof *waiting);
    for (uint32_t i = 0; waiting != NULL && i < system->equations.count; i++)
        if (system_equation_at(system, i)->part == SHEAF_NONE)
            spread(system, i, waiting);
    return waiting != NULL;
}

static int add_all(maker *m) {
    for (uint32_t i = 0; i < m->sheet->verdicts.count && !m->is_off; i++) {
        const check_verdict *verdict = FORM_AT(m->sheet->verdicts, const check_verdict, i);
        if (verdict->rule->is_identity && verdict->result.has_values && !add_equation(m, i))
            return 0;
    }
    return 1;
}

int check_system_make(check_sheet *sheet, check_system *out) {
    const form_context *context = sheet->desk->context;
    *out = (check_system){.context = context,
                          .scale = common_scale(sheet),
                          .equations = FORM_LIST_OF(system_equation),
                          .unknowns = FORM_LIST_OF(system_unknown),
                          .by_equation = FORM_LIST_OF(system_term)};
    maker m = {.sheet = sheet, .system = out, .is_off = out->scale > 6};
    form_span own = rule_group_of(&sheet->desk->book.facts, sheet->report->instance);
    m.of_fact = form_room(context, (size_t)own.count + 1, sizeof *m.of_fact);
    if (m.of_fact == NULL || !add_all(&m))
        return 0;
    if (m.is_off)
        out->equations.count = 0;
    return m.is_off || (sort_by_unknown(out) && make_parts(out));
}
