/* A second look at a stream that holds a number a line. A row whose value is lost where a page number came in, as large, has
 * its sum and other columns: sums over the rows tell, if all rows have values. What the columns lack and have too much adds
 * up to nothing then. Where some row has no values and the text is damaged otherwise, nothing tells. Values of a report's own errors are as wrong in the column of totals, and stay. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

enum { MOST_PAGES = 999 };

typedef struct column_sums {
    const bind_book *book;
    const form_equations *equations;
    uint32_t rule, broken; /* columns of the rule at hand that do not add up */
    sheaf_decimal excess;  /* what they have too much, summed */
    uint32_t
        is_shifted;   /* 1: some rule's columns are wrong by as much as others are the other way */
    uint32_t is_open; /* 1: some sum lacks a value */
} column_sums;

static void close_rule(column_sums *s) {
    s->is_shifted |= s->broken > 1 && s->excess.digits == 0;
    s->broken = 0;
    s->excess = (sheaf_decimal){0, 0};
}

/* 1: its terms stand in one column, in several rows. */
static int is_of_column(const column_sums *s, const form_equation *equation) {
    const form_definition *definition = s->book->model->definition;
    uint32_t rows = 0;
    const form_cell *first = NULL;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_cell *cell =
            bind_cell_of(definition, form_term_at(s->equations, equation, i)->cell);
        if (form_term_at(s->equations, equation, i)->is_previous ||
            (first != NULL && cell->column != first->column))
            return 0;
        rows += first == NULL || cell->row != first->row;
        first = first == NULL ? cell : first;
    }
    return rows > 1;
}

static void add_equation(column_sums *s, const form_equation *equation) {
    sheaf_decimal sum = {0, 0};
    int is_exact = 1;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(s->equations, equation, i);
        const bind_fact *fact = &s->book->facts[term->cell];
        if (!bind_has_value(fact)) {
            s->is_open = 1;
            return;
        }
        is_exact &= rule_add(&sum, fact->value, term->factor);
    }
    s->broken += sum.digits != 0;
    s->is_shifted |= !is_exact || !rule_add(&s->excess, sum, 1);
}

/* 1: a value of the row could be a page number. */
static int has_page(const bind_plan *plan, const bind_row *row) {
    for (uint32_t i = row->labels; i < row->cells.count; i++) {
        const bind_cell *cell = bind_cell_at(plan->sheet, row->cells.first + i);
        if (cell->is_lone && cell->number.value.scale == 0 && cell->number.value.digits > 0 &&
            cell->number.value.digits <= MOST_PAGES)
            return 1;
    }
    return 0;
}

static void open_row(bind_book *book, uint32_t head) {
    form_span cells = bind_table_of(book->model)->cells;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++)
        if (bind_cell_of(book->model->definition, i)->row == head &&
            bind_has_value(&book->facts[i]))
            bind_open_fact(&book->facts[i], BIND_WHY_OVER);
}

/* What the sums over the rows say of one row. */
typedef struct row_sums {
    uint32_t all, failing; /* failing: does not add up, or cannot be told */
    uint32_t has_page;     /* 1: its number in a sum that fails could be a page number */
} row_sums;

/* The fact of the row in an equation; NULL: it has none there. */
static const bind_fact *fact_in(const column_sums *s, const form_equation *equation,
                                uint32_t head) {
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        uint32_t cell = form_term_at(s->equations, equation, i)->cell;
        if (bind_cell_of(s->book->model->definition, cell)->row == head)
            return &s->book->facts[cell];
    }
    return NULL;
}

static row_sums sums_of(const column_sums *s, uint32_t head) {
    row_sums sums = {0, 0, 0};
    for (uint32_t i = 0; i < s->equations->equations.count; i++) {
        const form_equation *equation = FORM_AT(s->equations->equations, const form_equation, i);
        const bind_fact *fact = fact_in(s, equation, head);
        column_sums own = *s;
        if (fact == NULL || !is_of_column(s, equation))
            continue;
        own.broken = own.is_open = own.is_shifted = 0;
        add_equation(&own, equation);
        uint32_t fails = own.broken + own.is_open + own.is_shifted > 0;
        sums.all++;
        sums.failing += fails;
        sums.has_page |= fails && fact->value.scale == 0 && fact->value.digits > 0 &&
                         fact->value.digits <= MOST_PAGES;
    }
    return sums;
}

/* Each number of the row has a line of its own. */
static int is_lone(const bind_plan *plan, const bind_row *row) {
    return row->cells.count > row->labels &&
           bind_cell_at(plan->sheet, row->cells.first + row->labels)->is_lone;
}

/* A row whose own sum fails is one that the report has wrong where it is alone, and one of its numbers (in each rule that sums over
 * rows) is wrong in its column, too: what was lost and added would have moved others, but for a page number in the place of what
 * is lost. */
static int is_wrong_in_report(const column_sums *s, const bind_plan *plan, const bind_row *row) {
    row_sums sums = sums_of(s, bind_target_at(plan, row->target)->head);
    return sums.all >= row->values && sums.failing > 0 && sums.failing * row->values <= sums.all &&
           !(sums.has_page && is_lone(plan, row));
}

static void settle_failed(const column_sums *s, bind_book *book, const bind_plan *plan) {
    uint32_t failed = 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        failed += (bind_row_at(plan->sheet, r)->told & BIND_TOLD_FAILED) != 0;
    for (uint32_t r = 0; r < plan->sheet->rows.count && failed > 0; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if ((row->told & BIND_TOLD_FAILED) != 0 && row->target != SHEAF_NONE &&
            (failed > 1 || !is_wrong_in_report(s, plan, row)))
            open_row(book, bind_target_at(plan, row->target)->head);
    }
}

static uint32_t count_lone(const bind_plan *plan, const bind_row *row) {
    uint32_t lone = 0;
    for (uint32_t i = row->labels; i < row->cells.count; i++)
        lone += bind_cell_at(plan->sheet, row->cells.first + i)->is_lone;
    return lone;
}

/* The row has words that are no label, and another has the same: what stands at the edge of pages. */
static int has_running_words(const bind_plan *plan, uint32_t r) {
    const bind_row *row = bind_row_at(plan->sheet, r);
    for (uint32_t i = row->cells.first; i < row->cells.first + row->labels; i++) {
        sheaf_str text = bind_cell_at(plan->sheet, i)->text;
        if (text.len == 0 ||
            bind_find(plan->index, bind_cell_at(plan->sheet, i)->plain.text) != SHEAF_NONE)
            continue;
        for (uint32_t k = 0; k < i; k++)
            if (form_same(bind_cell_at(plan->sheet, k)->text, text))
                return 1;
    }
    return 0;
}

/* Something shows that pages end in the stream: furniture, words that come again, rows with more numbers in lines of their own than
 * columns. Else no number in it can be a page's. */
static int may_have_pages(const bind_plan *plan) {
    if ((plan->sheet->signs & BIND_SIGN_BLANK) != 0)
        return 1; /* where a page number took the place of a blank nothing shows it */
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if ((row->told & BIND_TOLD_PAGED) != 0 || has_running_words(plan, r) ||
            (row->target != SHEAF_NONE &&
             count_lone(plan, row) > bind_width_of_target(plan, row->target)))
            return 1;
    }
    return 0;
}

/* A sum over what is printed: blanks and marks are nothing. 0: it does not hold, or a number in it has no column. */
static int holds_with_blanks(const column_sums *s, const form_equation *equation) {
    sheaf_decimal sum = {0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(s->equations, equation, i);
        const bind_fact *fact = &s->book->facts[term->cell];
        if (term->is_previous || fact->status == SHEAF_AMBIGUOUS ||
            (bind_has_value(fact) && !rule_add(&sum, fact->value, term->factor)))
            return 0;
    }
    return sum.digits == 0;
}

static int has_seats(const bind_plan *plan) {
    for (uint32_t r = 0; r < plan->sheet->rows.count; r++)
        if ((bind_row_at(plan->sheet, r)->told & BIND_TOLD_SEATED) != 0)
            return 1;
    return 0;
}

/* Rows whose blanks are told by where their lines have numbers: a number in another column would break the sums of two. */
static void settle_seats(const column_sums *s, bind_book *book, const bind_plan *plan) {
    int holds = 1;
    if (!has_seats(plan))
        return;
    for (uint32_t i = 0; i < s->equations->equations.count && holds; i++)
        holds = holds_with_blanks(s, FORM_AT(s->equations->equations, const form_equation, i));
    for (uint32_t r = 0; r < plan->sheet->rows.count && !holds; r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if (row->target != SHEAF_NONE && (row->told & BIND_TOLD_SEATED) != 0)
            open_row(book, bind_target_at(plan, row->target)->head);
    }
}

void bind_doubt_stream(bind_book *book, const form_equations *equations, const bind_plan *plan) {
    column_sums s = {.book = book, .equations = equations, .rule = SHEAF_NONE};
    uint32_t sums = 0;
    if (book->model->definition->written != NULL)
        return; /* open rows are never those of a stream */
    settle_seats(&s, book, plan);
    for (uint32_t i = 0; i < equations->equations.count; i++) {
        const form_equation *equation = FORM_AT(equations->equations, const form_equation, i);
        if (!is_of_column(&s, equation))
            continue;
        if (equation->rule != s.rule)
            close_rule(&s);
        s.rule = equation->rule;
        add_equation(&s, equation);
        sums++;
    }
    close_rule(&s);
    settle_failed(&s, book, plan);
    uint32_t damage = plan->sheet->signs & (BIND_SIGN_MORE | BIND_SIGN_LOST);
    int is_unsure = s.is_open && damage != 0 &&
                    bind_bear_stream(book, equations, plan) <
                        (may_have_pages(plan) ? BIND_SUMS_BEAR : BIND_SUMS_ALLOW);
    for (uint32_t r = 0; r < plan->sheet->rows.count && sums > 0 && (s.is_shifted || is_unsure);
         r++) {
        const bind_row *row = bind_row_at(plan->sheet, r);
        if (row->target != SHEAF_NONE && has_page(plan, row))
            open_row(book, bind_target_at(plan, row->target)->head);
    }
}
