/* A second look at the facts of one table when all are there. Each of them stands in sums over rows: one that fails speaks
 * against a row that was in doubt already, never against one that was plainly read, since reports have errors of their own. */
#include "bind_judge.h"

#include "rule.h"

enum { FAILS = 1, HOLDS = 2 };

static const form_definition *definition_of(const bind_case *at) {
    return at->book->model->definition;
}

static form_span cells_of(const bind_case *at) {
    return bind_table_of(at->book->model)->cells;
}

static const form_term *term_at(const bind_case *at, const form_equation *equation, uint32_t i) {
    return FORM_AT(at->equations->terms, const form_term, equation->terms.first + i);
}

/* ------------------------------------------------------------------------------- sums -- */

/* What the sum says; 0 where something in it has no value. */
static unsigned char ask(const bind_case *at, const form_equation *equation) {
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = term_at(at, equation, i);
        const bind_fact *fact = &at->book->facts[term->cell];
        if (term->is_previous || !bind_has_value(fact) ||
            !rule_add(&sum, fact->value, term->factor))
            return 0;
    }
    return sum.digits == 0 ? HOLDS : FAILS;
}

/* What the sums say of the cells that they have a part in. */
static unsigned char *ask_all(const bind_case *at) {
    unsigned char *said =
        form_room(at->book->context, definition_of(at)->cells.count + (size_t)1, 1);
    for (uint32_t e = 0; said != NULL && e < at->equations->equations.count; e++) {
        const form_equation *equation = FORM_AT(at->equations->equations, const form_equation, e);
        unsigned char verdict = ask(at, equation);
        for (uint32_t i = 0; i < equation->terms.count; i++)
            said[term_at(at, equation, i)->cell] |= verdict;
    }
    return said;
}

/* Which rows have a cell whose sum fails, as one byte a head. */
static unsigned char *list_refuted(const bind_case *at, const unsigned char *said) {
    unsigned char *refuted = form_room(at->book->context, definition_of(at)->heads.count, 1);
    form_span cells = cells_of(at);
    for (uint32_t i = cells.first; refuted != NULL && i < cells.first + cells.count; i++)
        refuted[bind_cell_of(definition_of(at), i)->row] |= said[i] & FAILS;
    return refuted;
}

/* A row with blanks may have lost or moved values. Where a sum over other rows fails with it, it has none; where only the failing
 * of all other ways spoke for it, each value needs a sum that holds. */
static int judge_rows(const bind_case *at) {
    const unsigned char *said = ask_all(at);
    const unsigned char *refuted = said != NULL ? list_refuted(at, said) : NULL;
    form_span cells = cells_of(at);
    for (uint32_t i = cells.first; refuted != NULL && i < cells.first + cells.count; i++) {
        uint32_t row = bind_cell_of(definition_of(at), i)->row;
        bind_fact *fact = &at->book->facts[i];
        if (at->doubts[row] == BIND_SURE || !bind_has_value(fact))
            continue;
        int is_proved = at->doubts[row] == BIND_TESTABLE || (said[i] & HOLDS) != 0;
        if (refuted[row] || !is_proved)
            fact->status = SHEAF_AMBIGUOUS;
    }
    return refuted != NULL;
}

/* ------------------------------------------------------------------------------- all of it -- */

static void open_unconfirmed(const bind_case *at) {
    form_span cells = cells_of(at);
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (bind_has_value(&at->book->facts[i]) &&
            (at->rivalry == BIND_UNREADABLE || at->voices[i].count < 2))
            at->book->facts[i].status = SHEAF_AMBIGUOUS;
}

int bind_judge_facts(const bind_case *at) {
    if (at->rivalry != BIND_ALONE)
        open_unconfirmed(at);
    /* rows of the report's own have no cells in the equations */
    return definition_of(at)->written != NULL || judge_rows(at);
}
