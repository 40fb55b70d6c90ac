/* Sums over rows that cannot be taken, since another row of the table cannot be read. They say nothing of rows that a count placed, or
 * that stand out of order. What else speaks for those: the row adds up, and what the sums lack is no less than nothing; rows without
 * label stand between two that have label and numbers; a row out of order has changed places with the row beside it. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

typedef struct source_row {
    const bind_plan *plan;
    const bind_row *row; /* NULL: no part of the table has it */
} source_row;

static source_row find_row(const bind_case *at, uint32_t head) {
    source_row found = {NULL, NULL};
    for (uint32_t i = 0; i < at->plans->count && found.row == NULL; i++) {
        const bind_plan *plan = FORM_AT(*at->plans, const bind_plan, i);
        uint32_t target = plan->target_of[head];
        uint32_t row = target != SHEAF_NONE ? bind_target_at(plan, target)->row : SHEAF_NONE;
        if (row != SHEAF_NONE)
            found = (source_row){plan, bind_row_at(plan->sheet, row)};
    }
    return found;
}

/* The row of the form that stands next to it in the source, below or above; SHEAF_NONE. */
static uint32_t target_beside(const source_row *of, uint32_t step) {
    const bind_sheet *sheet = of->plan->sheet;
    uint32_t r = (uint32_t)(of->row - bind_row_at(sheet, 0)) + step;
    while (r < sheet->rows.count && bind_row_at(sheet, r)->target == SHEAF_NONE &&
           bind_row_at(sheet, r)->values == 0)
        r += step;
    return r < sheet->rows.count ? bind_row_at(sheet, r)->target : SHEAF_NONE;
}

/* It and the row right above or below it have changed places. */
static int is_swapped(const source_row *of) {
    uint32_t own = of->row->target, above = target_beside(of, UINT32_MAX),
             below = target_beside(of, 1);
    return (above != SHEAF_NONE && above == own + 1) || (below != SHEAF_NONE && below + 1 == own);
}

/* The rows that the count began and ended with have their own numbers: a label alone may be that of the numbers beside it. */
static int is_between_rows(const source_row *of) {
    const bind_sheet *sheet = of->plan->sheet;
    for (uint32_t side = 0; side < 2; side++) {
        uint32_t step = side == 0 ? UINT32_MAX : 1;
        uint32_t r = (uint32_t)(of->row - bind_row_at(sheet, 0)) + step;
        while (r < sheet->rows.count && (bind_row_at(sheet, r)->how & BIND_BY_COUNT) != 0)
            r += step;
        if (r >= sheet->rows.count || bind_row_at(sheet, r)->target == SHEAF_NONE ||
            bind_row_at(sheet, r)->values == 0)
            return 0;
    }
    return 1;
}

int bind_is_told_without_sums(const bind_case *at, uint32_t head) {
    const source_row of = find_row(at, head);
    if (of.row == NULL || of.plan->sheet->is_aligned || of.plan->sheet->is_stream)
        return 0;
    return (of.row->how == BIND_BY_COUNT && is_between_rows(&of)) ||
           (of.row->how == BIND_BY_MOVE && is_swapped(&of));
}

/* The sum as far as it is known. What is not has one sign, or both. 0: it cannot be told. */
static int add_known(const bind_case *at, const form_equation *equation, sheaf_decimal *known,
                     uint32_t signs[2]) {
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term =
            FORM_AT(at->equations->terms, const form_term, equation->terms.first + i);
        const bind_fact *fact = &at->book->facts[term->cell];
        if (term->is_previous)
            return 0;
        if (!bind_has_value(fact))
            signs[term->factor < 0]++;
        else if (!rule_add(known, fact->value, term->factor))
            return 0;
    }
    return 1;
}

int bind_may_lack(const bind_case *at, const form_equation *equation) {
    sheaf_decimal known = {0, 0};
    uint32_t signs[2] = {0, 0};
    return add_known(at, equation, &known, signs) &&
           (known.digits == 0 || signs[known.digits > 0] > 0);
}
