/* What a damaged row of a stream may have said, for the sums over rows to ask: numbers that the ends of lines broke are put together in the one
 * way in which the row adds up. Nothing of it becomes a value. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

enum { WIDEST = 32, MOST_PIECES = 3, MOST_SUMS = 4 };

/* A row of the form, its own sums, and what is printed for it. */
typedef struct puzzle {
    const bind_plan *plan;
    const form_equations *equations;
    form_span cells, printed;
    const form_equation *sums[MOST_SUMS];
    uint32_t count;
    sheaf_decimal found[WIDEST];
    uint32_t ways;
} puzzle;

static int is_inside(const puzzle *p, const form_equation *equation) {
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(p->equations, equation, i);
        if (term->is_previous || term->cell < p->cells.first ||
            term->cell >= p->cells.first + p->cells.count)
            return 0;
    }
    return equation->terms.count > 1;
}

static void list_sums(puzzle *p) {
    for (uint32_t e = 0; e < p->equations->equations.count && p->count < MOST_SUMS; e++) {
        const form_equation *equation = FORM_AT(p->equations->equations, const form_equation, e);
        if (is_inside(p, equation))
            p->sums[p->count++] = equation;
    }
}

static int holds(const puzzle *p, const sheaf_decimal *values) {
    for (uint32_t s = 0; s < p->count; s++) {
        sheaf_decimal sum = {0, 0};
        for (uint32_t i = 0; i < p->sums[s]->terms.count; i++) {
            const form_term *term = form_term_at(p->equations, p->sums[s], i);
            if (!rule_add(&sum, values[term->cell - p->cells.first], term->factor))
                return 0;
        }
        if (sum.digits != 0)
            return 0;
    }
    return p->count > 0;
}

/* Digits alone, few enough to be put behind others. */
static int is_digits(const bind_cell *cell) {
    enum { MOST = 6, TEN = 10 };
    for (size_t i = 0; i < cell->text.len; i++)
        if ((unsigned char)(cell->text.ptr[i] - '0') >= TEN)
            return 0;
    return cell->text.len > 0 && cell->text.len <= MOST;
}

/* 0: the cell is none that goes on the number. */
static int put_behind(sheaf_decimal *number, const bind_cell *cell) {
    enum { MOST = 100000000, TEN = 10 };
    if (number->scale != 0 || number->digits <= 0 || number->digits >= MOST || !is_digits(cell))
        return 0;
    for (size_t i = 0; i < cell->text.len; i++)
        number->digits = number->digits * TEN + (cell->text.ptr[i] - '0');
    return 1;
}

/* The printed cells, those of which a bit is set put behind the ones before them. 0: they are no such numbers. */
static int join_pieces(const puzzle *p, uint32_t pieces, sheaf_decimal *values) {
    uint32_t slot = 0;
    for (uint32_t i = 0; i < p->printed.count; i++) {
        const bind_cell *cell = bind_cell_at(p->plan->sheet, p->printed.first + i);
        if ((pieces >> i & 1u) != 0) {
            if (slot == 0 || !put_behind(&values[slot - 1], cell))
                return 0;
        } else if (cell->kind == BIND_NUMBER && slot < p->cells.count) {
            values[slot++] = cell->number.value;
        } else {
            return 0;
        }
    }
    return slot == p->cells.count;
}

static void try_pieces(puzzle *p, uint32_t pieces) {
    sheaf_decimal values[WIDEST];
    if (!join_pieces(p, pieces, values) || !holds(p, values))
        return;
    if (p->ways++ == 0)
        for (uint32_t i = 0; i < p->cells.count; i++)
            p->found[i] = values[i];
}

static uint32_t count_bits(uint32_t bits) {
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1)
        count++;
    return count;
}

int stream_put_together(const bind_plan *plan, const form_equations *equations, form_span cells,
                        form_span printed, sheaf_decimal *values) {
    enum { MOST_PRINTED = 12 };
    puzzle p = {.plan = plan, .equations = equations, .cells = cells, .printed = printed};
    uint32_t extra = printed.count - cells.count;
    if (cells.count > WIDEST || printed.count < cells.count || extra > MOST_PIECES ||
        (extra > 0 && printed.count > MOST_PRINTED))
        return 0;
    list_sums(&p);
    for (uint32_t pieces = 0; pieces < (extra > 0 ? 1u << printed.count : 1u); pieces++)
        if (count_bits(pieces) == extra)
            try_pieces(&p, pieces);
    for (uint32_t i = 0; i < cells.count && p.ways == 1; i++)
        values[i] = p.found[i];
    return p.ways == 1;
}
