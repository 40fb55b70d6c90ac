/* An expression becomes steps in the order in which they are carried out. Operators wait on a stack of their own until one
 * that binds less comes (so nothing recurses, and depth is the height of that stack); types are checked here, once. */
#include "rule/rule.h"

typedef enum operand_sort { A_NUMBER, A_TRUTH, A_TEXT } operand_sort;

typedef struct operand {
    operand_sort sort;
    int is_constant; /* and whole */
} operand;

enum { OPEN_GROUP = 1000, OPEN_SUM };

typedef struct operator_row {
    const char *sign;
    uint32_t is_word, op, binds;
    operand_sort takes, gives;
} operator_row;

/* Longer signs before their beginnings. */
static const operator_row binary[] = {
    {"or", 1, RULE_OR, 1, A_TRUTH, A_TRUTH},         {"and", 1, RULE_AND, 2, A_TRUTH, A_TRUTH},
    {"<=", 0, RULE_AT_MOST, 4, A_NUMBER, A_TRUTH},   {">=", 0, RULE_AT_LEAST, 4, A_NUMBER, A_TRUTH},
    {"!=", 0, RULE_DIFFERENT, 4, A_NUMBER, A_TRUTH}, {"=", 0, RULE_EQUAL, 4, A_NUMBER, A_TRUTH},
    {"<", 0, RULE_LESS, 4, A_NUMBER, A_TRUTH},       {">", 0, RULE_MORE, 4, A_NUMBER, A_TRUTH},
    {"+", 0, RULE_PLUS, 5, A_NUMBER, A_NUMBER},      {"-", 0, RULE_MINUS, 5, A_NUMBER, A_NUMBER},
    {"*", 0, RULE_TIMES, 6, A_NUMBER, A_NUMBER},
};
static const operator_row unary_not = {"not", 1, RULE_NOT, 3, A_TRUTH, A_TRUTH};
static const operator_row unary_minus = {"-", 0, RULE_NEGATE, 7, A_NUMBER, A_NUMBER};
/* A comma in sum( ) is a plus that binds least. */
static const operator_row comma = {",", 0, RULE_PLUS, 0, A_NUMBER, A_NUMBER};
static const operator_row open_group = {"(", 0, OPEN_GROUP, 0, A_TRUTH, A_TRUTH};
static const operator_row open_sum = {"sum", 0, OPEN_SUM, 0, A_NUMBER, A_NUMBER};

typedef struct expression {
    rule_parser *parser;
    const operator_row *waiting[RULE_DEPTH];
    operand operands[RULE_DEPTH];
    uint32_t waits, count, sums;
} expression;

static void fault(expression *e, const char *what) {
    rule_expected(e->parser, what, SHEAF_STR(""));
}

static void emit(expression *e, uint32_t op, uint32_t at, uint32_t more) {
    form_list *steps = &e->parser->code->steps;
    if (steps->count >= RULE_STEPS) {
        fault(e, "fewer operands and operators");
        return;
    }
    rule_step *step = form_push(e->parser->context, steps);
    if (step == NULL)
        e->parser->failed++;
    else
        *step = (rule_step){op, at, more};
}

static void wait(expression *e, const operator_row *row) {
    if (e->waits == RULE_DEPTH) {
        fault(e, "fewer things in one another");
        return;
    }
    e->waiting[e->waits++] = row;
    e->sums += row->op == OPEN_SUM;
}

static void give(expression *e, operand_sort sort, int is_constant, uint32_t op, uint32_t at) {
    if (e->count == RULE_DEPTH) {
        fault(e, "fewer operands that wait for one another");
        return;
    }
    e->operands[e->count++] = (operand){sort, is_constant};
    emit(e, op, at, 0);
}

/* ---- operators ---- */

static const char *const wanted_sort[] = {"a number", "a comparison", "a text"};

/* `=` and `!=` compare texts, too. */
static int fits(const operator_row *row, operand_sort sort) {
    return sort == row->takes ||
           (sort == A_TEXT && (row->op == RULE_EQUAL || row->op == RULE_DIFFERENT));
}

static void carry_out(expression *e, const operator_row *row) {
    uint32_t taken = row->op == RULE_NOT || row->op == RULE_NEGATE ? 1 : 2;
    if (e->count < taken) {
        fault(e, "an operand");
        return;
    }
    operand *left = &e->operands[e->count - taken], *right = &e->operands[e->count - 1];
    if (!fits(row, left->sort) || !fits(row, right->sort) || left->sort != right->sort) {
        fault(e, fits(row, left->sort) ? wanted_sort[left->sort] : wanted_sort[row->takes]);
        return;
    }
    if (row->op == RULE_TIMES && !left->is_constant && !right->is_constant) {
        fault(e, "a whole number as one factor of each product");
        return;
    }
    *left =
        (operand){row->gives, row->gives == A_NUMBER && left->is_constant && right->is_constant};
    e->count -= taken - 1;
    emit(e, row->op, 0, 0);
}

static void carry_out_waiting(expression *e, uint32_t least) {
    while (!e->parser->failed && e->waits > 0 && e->waiting[e->waits - 1]->op < OPEN_GROUP &&
           e->waiting[e->waits - 1]->binds >= least)
        carry_out(e, e->waiting[--e->waits]);
}

/* ---- operands ---- */

static uint32_t add_literal(expression *e, sheaf_str text) {
    sheaf_str *room = form_push(e->parser->context, &e->parser->code->literals);
    if (room == NULL) {
        e->parser->failed++;
        return 0;
    }
    *room = text;
    return e->parser->code->literals.count - 1;
}

static void number(expression *e, sheaf_decimal value) {
    sheaf_decimal *room = form_push(e->parser->context, &e->parser->code->numbers);
    if (room == NULL) {
        e->parser->failed++;
        return;
    }
    *room = value;
    give(e, A_NUMBER, value.scale == 0, RULE_NUMBER, e->parser->code->numbers.count - 1);
}

static sheaf_str take_previous(rule_parser *parser, sheaf_str path, int *is_previous) {
    static const char word[] = "prev.";
    enum { LENGTH = sizeof word - 1 };
    *is_previous =
        path.len > LENGTH && form_same((sheaf_str){path.ptr, LENGTH}, SHEAF_STR("prev."));
    parser->code->uses_previous |= (uint32_t)*is_previous;
    return *is_previous ? (sheaf_str){path.ptr + LENGTH, path.len - LENGTH} : path;
}

/* whole(CELL), printed(CELL). */
static void ask_of_cell(expression *e, uint32_t op) {
    int is_previous;
    sheaf_str path = take_previous(e->parser, rule_take_path(e->parser, 0), &is_previous);
    uint32_t reference = rule_parse_reference(e->parser, path, is_previous);
    if (!e->parser->failed && !rule_take(e->parser, ")"))
        fault(e, "`)`");
    if (!e->parser->failed)
        give(e, A_TRUTH, 0, op, reference);
}

/* version(TABLE), of the variable of a loop over tables or by key. */
static void version(expression *e, int is_previous) {
    rule_parser *parser = e->parser;
    const rule_loop *loop = &parser->code->loop;
    rule_reference reference = {.naming = RULE_BY_VARIABLE, .is_previous = (uint32_t)is_previous};
    rule_parser before = *parser;
    parser->code->uses_previous |= (uint32_t)is_previous;
    sheaf_str path = rule_take_path(parser, 0);
    if (loop->range != RULE_TABLES || !form_same(path, loop->variable)) {
        parser->rest = before.rest;
        reference.naming = RULE_BY_KEY;
        reference.table = rule_parse_table(parser);
    }
    if (!parser->failed && !rule_take(parser, ")"))
        fault(e, "`)`");
    uint32_t at = parser->failed ? SHEAF_NONE : rule_add_reference(parser, &reference);
    if (!parser->failed)
        give(e, A_TEXT, 0, RULE_VERSION, at);
}

/* VARIABLE is PATTERN. */
static void is_of(expression *e) {
    rule_reference reference = {.naming = RULE_BY_VARIABLE};
    if (!rule_take_word(e->parser, "is")) {
        fault(e, "`is PATTERN` after a loop's row or column, or the variable in brackets");
        return;
    }
    reference.row = rule_parse_pattern(e->parser);
    uint32_t at = e->parser->failed ? SHEAF_NONE : rule_add_reference(e->parser, &reference);
    if (!e->parser->failed)
        give(e, A_TRUTH, 0, RULE_IS, at);
}

/* Metadata that are texts. */
static const char *const fields[] = {"agency", "title"};

static int field(expression *e, sheaf_str path) {
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        sheaf_str name = {fields[i], __builtin_strlen(fields[i])};
        if (form_same(path, name)) {
            give(e, A_TEXT, 0, RULE_FIELD, add_literal(e, name));
            return 1;
        }
    }
    return 0;
}

static void cells(expression *e, sheaf_str path, int is_previous) {
    uint32_t at = rule_parse_reference(e->parser, path, is_previous);
    if (e->parser->failed)
        return;
    const rule_reference *made = FORM_AT(e->parser->code->references, const rule_reference, at);
    if ((made->row.is_wild || made->column.is_wild) && e->sums == 0)
        fault(e, "sum( ) around what may be several cells");
    else
        give(e, A_NUMBER, 0, RULE_CELLS, at);
}

static void named(expression *e, sheaf_str path) {
    const rule_loop *loop = &e->parser->code->loop;
    int is_previous;
    path = take_previous(e->parser, path, &is_previous);
    if (form_same(path, SHEAF_STR("year")))
        give(e, A_NUMBER, 0, RULE_YEAR, (uint32_t)is_previous);
    else if (path.len > 0 && form_same(path, loop->variable) &&
             (loop->range == RULE_ROWS || loop->range == RULE_COLUMNS))
        is_of(e);
    else if (is_previous || !field(e, path))
        cells(e, path, is_previous);
}

/* What stands where an operand is expected. 1: an operand is still expected. */
static int take_operand(expression *e) {
    rule_parser *parser = e->parser;
    sheaf_decimal value;
    sheaf_str text;
    if (rule_take(parser, "(")) {
        wait(e, &open_group);
        return 1;
    }
    if (rule_take(parser, "-")) {
        wait(e, &unary_minus);
        return 1;
    }
    if (rule_take_word(parser, "not")) {
        wait(e, &unary_not);
        return 1;
    }
    if (rule_take_number(parser, &value)) {
        number(e, value);
        return 0;
    }
    if (rule_take_literal(parser, &text)) {
        give(e, A_TEXT, 0, RULE_LITERAL, add_literal(e, text));
        return 0;
    }
    text = rule_take_path(parser, 0);
    int is_call = rule_take(parser, "(");
    if (is_call && form_same(text, SHEAF_STR("sum"))) {
        wait(e, &open_sum);
        return 1;
    }
    if (is_call && form_same(text, SHEAF_STR("whole")))
        ask_of_cell(e, RULE_WHOLE);
    else if (is_call && form_same(text, SHEAF_STR("printed")))
        ask_of_cell(e, RULE_PRINTED);
    else if (is_call && form_same(text, SHEAF_STR("version")))
        version(e, 0);
    else if (is_call && form_same(text, SHEAF_STR("prev.version")))
        version(e, 1);
    else if (is_call || text.len == 0)
        fault(e, "a number, a cell, sum( ), whole( ), printed( ) or version( )");
    else
        named(e, text);
    return 0;
}

/* ---- between operands ---- */

static void one_of(expression *e, uint32_t op) {
    uint32_t first = e->parser->code->literals.count, count = 0;
    int listed = rule_take(e->parser, "(");
    sheaf_str text;
    if (e->count == 0 || e->operands[e->count - 1].sort != A_TEXT) {
        fault(e, "a text in front of begins, ends or has");
        return;
    }
    do {
        if (!rule_take_literal(e->parser, &text)) {
            fault(e, "a text in single quotes");
            return;
        }
        add_literal(e, text);
        count++;
    } while (listed && !e->parser->failed && rule_take(e->parser, ","));
    if (listed && !rule_take(e->parser, ")"))
        fault(e, "`)`");
    e->operands[e->count - 1].sort = A_TRUTH;
    emit(e, op, first, count);
}

static int asks_text(expression *e) {
    static const struct {
        const char *word;
        uint32_t op;
    } questions[] = {{"begins", RULE_BEGINS}, {"ends", RULE_ENDS}, {"has", RULE_HAS}};
    for (size_t i = 0; i < 3; i++)
        if (rule_take_word(e->parser, questions[i].word)) {
            one_of(e, questions[i].op);
            return 1;
        }
    return 0;
}

static void close_group(expression *e) {
    carry_out_waiting(e, 0);
    if (e->parser->failed)
        return;
    if (e->waits == 0) {
        fault(e, "an operator or the end");
        return;
    }
    int is_sum = e->waiting[--e->waits]->op == OPEN_SUM;
    e->sums -= (uint32_t)is_sum;
    if (is_sum && e->operands[e->count - 1].sort != A_NUMBER)
        fault(e, "numbers in sum( )");
}

static int take_binary(expression *e) {
    for (size_t i = 0; i < sizeof binary / sizeof *binary; i++) {
        const operator_row *row = &binary[i];
        if (!(row->is_word ? rule_take_word(e->parser, row->sign)
                           : rule_take(e->parser, row->sign)))
            continue;
        carry_out_waiting(e, row->binds);
        wait(e, row);
        return 1;
    }
    return 0;
}

/* What stands behind an operand. 1: an operand is expected next. */
static int take_operator(expression *e) {
    if (rule_take(e->parser, ")")) {
        close_group(e);
        return 0;
    }
    if (asks_text(e))
        return 0;
    if (e->sums > 0 && rule_take(e->parser, ",")) {
        carry_out_waiting(e, 0);
        if (!e->parser->failed && e->waiting[e->waits - 1]->op != OPEN_SUM)
            fault(e, "`)`");
        wait(e, &comma);
        return 1;
    }
    if (take_binary(e))
        return 1;
    fault(e, "an operator, `)` or the end");
    return 0;
}

form_span rule_parse_truth(rule_parser *parser, sheaf_str text) {
    expression e = {.parser = parser};
    form_span steps = {.first = parser->code->steps.count};
    int wants = 1;
    parser->whole = parser->rest = text;
    while (!parser->failed && (wants || !rule_at_end(parser)))
        wants = wants ? take_operand(&e) : take_operator(&e);
    carry_out_waiting(&e, 0);
    if (!parser->failed && e.waits > 0)
        fault(&e, "`)`");
    if (!parser->failed && e.operands[0].sort != A_TRUTH)
        fault(&e, "a comparison");
    steps.count = parser->code->steps.count - steps.first;
    return steps;
}
