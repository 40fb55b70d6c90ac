/* Numbers that are not those of the labels beside them: rows that were sorted by a number while their labels stayed. Each row adds up as
 * before, but no sum over rows does, in nearly all columns, and no one row that is wrong explains it: with one rule to ask, since a row
 * that adds up is not wrong in all its columns. Or the numbers of a column are still in their order. */
#include "bind/judge/judge.h"

#include "rule/rule.h"

enum { MOST = 64, FEW = 4 };

/* What one rule's sums over rows say: a column each. */
typedef struct columns_of_rule {
    uint32_t rule, count, failed;
    uint32_t columns[MOST]; /* heads */
    sheaf_decimal excess[MOST];
} columns_of_rule;

typedef struct scatter {
    const bind_case *at;
    columns_of_rule first, own; /* rules with columns enough */
    uint32_t rules, good;
    uint32_t apart;  /* columns that two rules find wrong, by another number each */
    uint32_t astray; /* other sums that fail: those inside rows */
} scatter;

/* The column in which all terms stand, in several rows; SHEAF_NONE. */
static uint32_t column_of(const bind_case *at, const form_equation *equation) {
    const form_definition *definition = at->book->model->definition;
    uint32_t column = SHEAF_NONE, row = SHEAF_NONE, rows = 0;
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(at->equations, equation, i);
        const form_cell *cell = bind_cell_of(definition, term->cell);
        if (term->is_previous || (column != SHEAF_NONE && cell->column != column))
            return SHEAF_NONE;
        rows += cell->row != row;
        column = cell->column;
        row = cell->row;
    }
    return rows > 1 ? column : SHEAF_NONE;
}

/* 0: something in it has no value. */
static int sum_of(const bind_case *at, const form_equation *equation, sheaf_decimal *sum) {
    *sum = (sheaf_decimal){0, 0};
    for (uint32_t i = 0; i < equation->terms.count; i++) {
        const form_term *term = form_term_at(at->equations, equation, i);
        const bind_fact *fact = &at->book->facts[term->cell];
        if (!bind_has_value(fact) || !rule_add(sum, fact->value, term->factor))
            return 0;
    }
    return 1;
}

/* Columns that both rules find wrong, and not by the same: no row that both have explains them. */
static uint32_t count_apart(const columns_of_rule *a, const columns_of_rule *b) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++)
            if (a->columns[i] == b->columns[k] && a->excess[i].digits != 0 &&
                b->excess[k].digits != 0) {
                int64_t own = a->excess[i].digits, other = b->excess[k].digits;
                count += own != other && own != -other;
            }
    return count;
}

static void close_rule(scatter *s) {
    if (s->own.count >= FEW) {
        s->rules++;
        s->good += s->own.failed * 2 <= s->own.count || s->own.failed < FEW;
        if (s->rules == 1)
            s->first = s->own;
        else
            s->apart += count_apart(&s->first, &s->own);
    }
    s->own = (columns_of_rule){.rule = SHEAF_NONE};
}

static void add_equation(scatter *s, const form_equation *equation) {
    uint32_t column = column_of(s->at, equation);
    sheaf_decimal sum;
    if (equation->rule != s->own.rule)
        close_rule(s);
    s->own.rule = equation->rule;
    if (s->own.count == MOST || !sum_of(s->at, equation, &sum))
        return;
    s->astray += column == SHEAF_NONE && sum.digits != 0;
    if (column == SHEAF_NONE)
        return;
    s->own.columns[s->own.count] = column;
    s->own.excess[s->own.count++] = sum;
    s->own.failed += sum.digits != 0;
}

/* The numbers of a column grow, or shrink, from the first row to the last, as no report's do. */
typedef struct order {
    uint32_t column, grows, shrinks, count;
    sheaf_decimal last;
} order;

static void add_number(order *o, sheaf_decimal value) {
    sheaf_decimal more = value;
    int is_told = o->count > 0 && rule_add(&more, o->last, -1);
    o->grows += is_told && more.digits > 0;
    o->shrinks += is_told && more.digits < 0;
    o->last = value;
    o->count++;
}

static int is_sorted(const bind_case *at) {
    enum { MANY = 6, LEAST = 12 };
    form_span cells = bind_table_of(at->book->model)->cells;
    order orders[MOST];
    uint32_t count = 0, found = 0;
    for (uint32_t i = cells.first; i < cells.first + cells.count; i++) {
        uint32_t column = bind_cell_of(at->book->model->definition, i)->column, k = 0;
        if (!bind_has_value(&at->book->facts[i]))
            continue;
        while (k < count && orders[k].column != column)
            k++;
        if (k == MOST)
            continue;
        if (k == count)
            orders[count++] = (order){.column = column};
        add_number(&orders[k], at->book->facts[i].value);
    }
    for (uint32_t k = 0; k < count; k++)
        found |= orders[k].count >= LEAST && ((orders[k].grows >= MANY && orders[k].shrinks == 0) ||
                                              (orders[k].shrinks >= MANY && orders[k].grows == 0));
    return (int)found;
}

int bind_is_scattered(const bind_case *at, int is_exact) {
    enum { SEVERAL = 2 };
    scatter s = {.at = at, .own = {.rule = SHEAF_NONE}};
    for (uint32_t e = 0; e < at->equations->equations.count; e++)
        add_equation(&s, FORM_AT(at->equations->equations, const form_equation, e));
    close_rule(&s);
    int is_moved = s.rules == 1 && s.good == 0 && s.astray == 0;
    int is_wrong = is_exact && s.astray >= FEW;
    return is_moved || (s.rules > 1 && s.good == 0 && s.apart >= SEVERAL && !is_wrong) ||
           is_sorted(at);
}
