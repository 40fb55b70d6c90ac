/* Whether the sums over the rows bear out a stream in which numbers were lost or added. A row that nobody takes for sure counts with its
 * numbers as they are printed, if there is one for each column; what the sums lack of one more row must be nearly what is printed of it.
 * Then nothing is left that could have moved in any other row: it would show in two columns. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

enum { WIDEST = 32 };

typedef enum known {
    UNKNOWN,
    KNOWN, /* a fact, or as printed */
    LACKED /* what a sum lacks */
} known;

typedef struct supposition {
    sheaf_decimal value;
    uint32_t is; /* known */
} supposition;

typedef struct bearing {
    const bind_book *book;
    const form_equations *equations;
    const bind_plan *plan;
    supposition *of; /* each cell of the definition */
} bearing;

static const form_cell *cell_at(const bearing *b, uint32_t i) {
    return bind_cell_of(b->book->model->definition, i);
}

/* The cells of the row of the form that begins at `first`. */
static form_span row_from(const bearing *b, uint32_t first) {
    form_span table = bind_table_of(b->book->model)->cells, cells = {first, 1};
    while (first + cells.count < table.first + table.count &&
           cell_at(b, first + cells.count)->row == cell_at(b, first)->row)
        cells.count++;
    return cells;
}

/* The source row of a row of the form; NULL: it has none. */
static const bind_row *printed_row(const bearing *b, uint32_t head) {
    uint32_t target = b->plan->target_of[head];
    uint32_t row = target != SHEAF_NONE ? bind_target_at(b->plan, target)->row : SHEAF_NONE;
    return row != SHEAF_NONE ? bind_row_at(b->plan->sheet, row) : NULL;
}

/* ------------------------------------------------------------------------------- as printed -- */

static void suppose_row(const bearing *b, form_span cells) {
    const bind_row *row = printed_row(b, cell_at(b, cells.first)->row);
    if (row == NULL || row->cells.count - row->labels != cells.count)
        return;
    for (uint32_t i = 0; i < cells.count; i++)
        if (bind_cell_at(b->plan->sheet, row->cells.first + row->labels + i)->kind != BIND_NUMBER)
            return;
    for (uint32_t i = 0; i < cells.count; i++)
        b->of[cells.first + i] = (supposition){
            bind_cell_at(b->plan->sheet, row->cells.first + row->labels + i)->number.value, KNOWN};
}

static void suppose_all(const bearing *b) {
    form_span table = bind_table_of(b->book->model)->cells;
    for (uint32_t i = table.first; i < table.first + table.count; i += row_from(b, i).count) {
        form_span cells = row_from(b, i);
        suppose_row(b, cells);
        for (uint32_t k = i; k < i + cells.count; k++)
            if (bind_has_value(&b->book->facts[k]))
                b->of[k] = (supposition){b->book->facts[k].value, KNOWN};
    }
}

/* ------------------------------------------------------------------------------- sums -- */

/* What the sum says, with the one number that it lacks kept; BIND_SUMS_ALLOW: it lacks several, of which none need be negative. */
static bind_bearing ask(const bearing *b, const form_equation *equation) {
    sheaf_decimal sum = {0, 0};
    const form_term *lacked = NULL;
    uint32_t signs[2] = {0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(b->equations, equation, i);
        if (b->of[term->cell].is == KNOWN) {
            if (!rule_add(&sum, b->of[term->cell].value, term->factor))
                return BIND_SUMS_REFUTE;
            continue;
        }
        signs[term->factor < 0]++;
        lacked = term;
    }
    if (sum.digits == 0 && lacked == NULL)
        return BIND_SUMS_BEAR;
    if (sum.digits != 0 && signs[sum.digits > 0] == 0)
        return BIND_SUMS_REFUTE;
    if (signs[0] + signs[1] > 1 || (lacked->factor != 1 && lacked->factor != -1))
        return BIND_SUMS_ALLOW;
    sum.digits = lacked->factor > 0 ? -sum.digits : sum.digits;
    supposition *of = &b->of[lacked->cell];
    if (of->is == LACKED && !bind_same_number(of->value, sum))
        return BIND_SUMS_REFUTE;
    *of = (supposition){sum, LACKED};
    return BIND_SUMS_BEAR;
}

/* The longest run of the printed numbers, with gaps, that is one of what the sums lack. */
static uint32_t common(const bearing *b, const bind_row *row, form_span cells) {
    uint32_t best[WIDEST + 1] = {0};
    for (uint32_t i = row->cells.first + row->labels; i < row->cells.first + row->cells.count;
         i++) {
        const bind_cell *cell = bind_cell_at(b->plan->sheet, i);
        for (uint32_t k = cells.count; k > 0; k--)
            if (cell->kind == BIND_NUMBER &&
                bind_same_number(cell->number.value, b->of[cells.first + k - 1].value) &&
                best[k] < best[k - 1] + 1)
                best[k] = best[k - 1] + 1;
        for (uint32_t k = 1; k <= cells.count; k++)
            best[k] = best[k] < best[k - 1] ? best[k - 1] : best[k];
    }
    return best[cells.count];
}

static uint32_t count_numbers(const bearing *b, const bind_row *row) {
    uint32_t numbers = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        numbers += bind_cell_at(b->plan->sheet, row->cells.first + i)->kind == BIND_NUMBER;
    return numbers;
}

/* Of a row that the sums lack all numbers stand there, or all but two and no other one: those that a row lost to another column would
 * be missed in this one. */
static bind_bearing judge_row(const bearing *b, form_span cells) {
    enum { GONE = 2, FEWEST = 3 };
    uint32_t lacked = 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        lacked += b->of[i].is == LACKED;
    const bind_row *row = printed_row(b, cell_at(b, cells.first)->row);
    if (lacked == 0)
        return BIND_SUMS_BEAR;
    if (row == NULL || lacked != cells.count || cells.count > WIDEST)
        return BIND_SUMS_ALLOW;
    uint32_t same = common(b, row, cells);
    int has_all = same == cells.count, is_part = same == count_numbers(b, row);
    if (has_all || (is_part && same >= FEWEST && same + GONE >= cells.count))
        return BIND_SUMS_BEAR;
    return is_part ? BIND_SUMS_ALLOW : BIND_SUMS_REFUTE;
}

/* ------------------------------------------------------------------------------- all of it -- */

static int is_over_rows(const bearing *b, const form_equation *equation) {
    const form_cell *first = cell_at(b, form_term_at(b->equations, equation, 0)->cell);
    uint32_t rows = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        if (form_term_at(b->equations, equation, i)->is_previous)
            return 0;
        rows += cell_at(b, form_term_at(b->equations, equation, i)->cell)->row != first->row;
    }
    return rows > 0;
}

static bind_bearing ask_all(const bearing *b) {
    bind_bearing all = BIND_SUMS_BEAR;
    uint32_t sums = 0;
    for (uint32_t e = 0; e < b->equations->equations.count; e++) {
        const form_equation *equation = FORM_AT(b->equations->equations, const form_equation, e);
        if (equation->terms.count == 0 || !is_over_rows(b, equation))
            continue;
        bind_bearing own = ask(b, equation);
        all = own < all ? own : all;
        sums++;
    }
    return sums > 0 ? all : BIND_SUMS_REFUTE;
}

bind_bearing bind_bear_stream(const bind_book *book, const form_equations *equations,
                              const bind_plan *plan) {
    bearing b = {.book = book, .equations = equations, .plan = plan};
    b.of = form_room(book->context, book->model->definition->cells.count + (size_t)1, sizeof *b.of);
    if (b.of == NULL)
        return BIND_SUMS_REFUTE;
    suppose_all(&b);
    bind_bearing all = ask_all(&b);
    form_span table = bind_table_of(book->model)->cells;
    for (uint32_t i = table.first; i < table.first + table.count; i += row_from(&b, i).count) {
        bind_bearing own = judge_row(&b, row_from(&b, i));
        all = own < all ? own : all;
    }
    return all;
}
