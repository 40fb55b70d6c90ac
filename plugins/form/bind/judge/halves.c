/* A wide table that is printed on two pages side by side: each part has labels of the rows, and some of the columns. Its rows add up only
 * with what both parts say, as no two tables of other years or bodies do in several rows; no cell is in both. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

/* What one sum inside a row says. */
typedef enum verdict {
    SUM_IS_OPEN, /* it is over several rows, or something in it has no value */
    SUM_IS_ZERO, /* it holds for nothing but zeros, or inside one part */
    SUM_JOINS,   /* it holds with numbers of several parts, none of them the whole sum */
    SUM_FAILS
} verdict;

/* The numbers of one part that are not 0 come to 0 without the others: they say nothing of those. */
static int bears_others(const bind_case *at, const form_equation *equation) {
    uint32_t parts = 0, first = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        uint32_t cell = form_term_at(at->equations, equation, i)->cell;
        if (at->book->facts[cell].value.digits == 0)
            continue;
        first = first == 0 ? at->voices[cell].part : first;
        parts |= 1u << (at->voices[cell].part != first);
    }
    return parts == 3;
}

static verdict ask(const bind_case *at, const form_equation *equation) {
    const form_definition *definition = at->book->model->definition;
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(at->equations, equation, i),
                        *first = form_term_at(at->equations, equation, 0);
        if (term->is_previous || !bind_has_value(&at->book->facts[term->cell]) ||
            bind_cell_of(definition, term->cell)->row !=
                bind_cell_of(definition, first->cell)->row ||
            !rule_add(&sum, at->book->facts[term->cell].value, term->factor))
            return SUM_IS_OPEN;
    }
    return sum.digits != 0 ? SUM_FAILS : bears_others(at, equation) ? SUM_JOINS : SUM_IS_ZERO;
}

int bind_are_halves(const bind_case *at) {
    enum { SEVERAL = 5 };
    form_span cells = bind_table_of(at->book->model)->cells;
    uint32_t counts[SUM_FAILS + 1] = {0};
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (at->voices[i].count > 1 || at->book->facts[i].why == BIND_WHY_TWICE)
            return 0;
    for (uint32_t e = 0; e < at->equations->equations.count; e++)
        counts[ask(at, FORM_AT(at->equations->equations, const form_equation, e))]++;
    return counts[SUM_FAILS] == 0 && counts[SUM_JOINS] >= SEVERAL;
}
