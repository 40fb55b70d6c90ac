/* Rules over cells: the text of an expression becomes code for a small stack machine once, when the definition is
 * loaded. The machine does not compute: it gathers the terms of the linear sums on both sides of each comparison, so
 * the same code gives an identity as an equation, the facts that a finding names, and the verdict. */
#ifndef FORM_RULE_H
#define FORM_RULE_H

#include "def/json.h"
#include "form.h"

/* ---- rule/load.c ---- */

struct form_rule {
    sheaf_str id;
    /* empty: an expression, see rule_code; else helper text rules, see check_text*.c */
    sheaf_str kind;
    uint32_t severity;
    form_message message, about;
    sheaf_str expected, actual; /* templates; empty: the two sides */
    uint32_t is_identity;
    const void *body; /* rule_code, or what form_load_text_rule made */
};

/* Rules of other kinds: the common members are read. A body names keys; rules are inherited. check/text.c */
void form_load_text_rule(form_file *file, form_value rule, form_definition *definition,
                         form_rule *out);

/* The common members of all kinds, for form_only. */
#define RULE_MEMBERS "id", "kind", "severity", "message", "about", "expected", "actual"

/* ---- rule/decimal.c: exact; 0 where 64 bits are too few ---- */

int rule_add(sheaf_decimal *sum, sheaf_decimal value, int64_t factor);
int rule_order(sheaf_decimal a, sheaf_decimal b, int *order); /* < 0, 0, > 0 */
int rule_is_whole(sheaf_decimal value);
sheaf_str rule_print(const form_context *context, sheaf_decimal value);

/* ---- rule/index.c: cells of a definition by key and by heads ---- */

/* The identities of a table, see rule/kept.c. */
typedef struct rule_identities {
    const void *rules; /* the list that they were made from; NULL: not yet */
    form_equations equations;
} rule_identities;

typedef struct rule_index {
    const form_definition *definition;
    uint32_t *by_key, *by_heads; /* cell + 1, or 0 */
    uint32_t mask;
    rule_identities *identities; /* one a table */
    uint64_t budget;             /* for trying rules when they are loaded, all together */
} rule_index;

/* What the definition keeps, or a new one. 0: latched. */
int rule_index_of(const form_context *context, const form_definition *definition, rule_index *out);
uint32_t rule_cell_of_key(const rule_index *index, sheaf_str key); /* or SHEAF_NONE */
uint32_t rule_cell_of_heads(const rule_index *index, uint32_t row, uint32_t column);

/* The cell of a fact's key: rows of an open head have numbers in their keys; *nth is it, from 1, else 0. */
uint32_t rule_cell_of_fact(const rule_index *index, sheaf_str key, uint32_t *nth);

/* 1: the report that `chosen` describes has this cell, and no group printed in its place. NULL: no group is. */
int rule_stands(const rule_index *index, const unsigned char *chosen, uint32_t cell);

/* ---- rule/pattern.c ---- */

/* A path of keys over a header tree: `total`, `outcome.**`, `g.upheld` with a loop variable in front. */
typedef struct rule_path {
    sheaf_str path;
    uint32_t
        from_variable;  /* 1: below (or, with an empty path, at) the head of the loop variable */
    uint32_t is_except; /* 1: takes out what it matches */
} rule_path;

typedef struct rule_pattern {
    form_span paths; /* of rule_code.paths */
    uint32_t is_wild;
} rule_pattern;

/* What a pattern takes in that does not name the loop's variable: the same in each round of each report, and found once. */
typedef struct rule_taking {
    uint32_t path, root; /* path: the first of the pattern */
    form_span heads;     /* of rule_code.taken */
} rule_taking;

/* Heads that a pattern takes in. */
typedef struct rule_heads {
    const uint32_t *at;
    uint32_t count;
} rule_heads;

/* What the loop variable stands for in one round. */
typedef enum rule_range {
    RULE_ONCE,
    RULE_ROWS,
    RULE_COLUMNS,
    RULE_OF_CELLS,
    RULE_TABLES
} rule_range;

typedef struct rule_round {
    uint32_t at;  /* head, cell or table */
    uint32_t nth; /* of a row of an open head, from 1; 0: none */
} rule_round;

/* ---- rule/parse.c ---- */

typedef enum rule_op {
    RULE_NUMBER, /* at: of numbers */
    RULE_CELLS,  /* at: of references */
    RULE_YEAR,   /* at: 1 of last year's report */
    RULE_FIELD,  /* at: of literals: the name of a metadatum */
    RULE_LITERAL,
    RULE_VERSION, /* at: of references: its table and whose report */
    RULE_PLUS,
    RULE_MINUS,
    RULE_NEGATE,
    RULE_TIMES,
    RULE_EQUAL,
    RULE_DIFFERENT,
    RULE_LESS,
    RULE_AT_MOST,
    RULE_MORE,
    RULE_AT_LEAST,
    RULE_AND,
    RULE_OR,
    RULE_NOT,
    RULE_IS,      /* at: of references, whose `row` the variable's head must match */
    RULE_WHOLE,   /* at: of references */
    RULE_PRINTED, /* at: of references */
    RULE_BEGINS,  /* at, more: span of literals, one of which does */
    RULE_ENDS,
    RULE_HAS
} rule_op;

typedef struct rule_step {
    uint32_t op; /* rule_op */
    uint32_t at, more;
} rule_step;

/* Cells: of a table by patterns, one by its key, or the loop variable itself. */
typedef enum rule_naming { RULE_BY_HEADS, RULE_BY_KEY, RULE_BY_VARIABLE } rule_naming;

typedef struct rule_reference {
    uint32_t naming; /* rule_naming */
    uint32_t is_previous;
    uint32_t table, cell;
    rule_pattern row, column;
    uint32_t position; /* in the text, for messages */
} rule_reference;

/* A loop: `r in rows(t3)`. */
typedef struct rule_loop {
    uint32_t range; /* rule_range */
    sheaf_str variable;
    uint32_t table;
    rule_pattern pattern;
    uint32_t types; /* RULE_OF_CELLS: bits 1 << form_type */
} rule_loop;

/* What is the same in each report in which no group is printed as one row: see rule/kept.c. */
typedef struct rule_kept {
    form_list rounds; /* rule_round */
    uint32_t first,
        width; /* where the first round stands, and how far the last is from it; width 0: nothing is kept */
    uint32_t has_open; /* a round is of an open row, which a report may have more of */
    form_list cells;   /* uint32_t */
    form_span *spans;  /* of cells: `width` a reference; empty: not kept */
} rule_kept;

/* A compiled rule. */
typedef struct rule_code {
    sheaf_str each, when, assert_text,
        severe; /* as in the file, to be compiled for a later version again */
    uint32_t severe_severity;
    uint32_t uses_previous, is_linear; /* of the assertion: one comparison of sums by `=` */
    rule_loop loop;
    form_span when_steps, assert_steps, severe_steps; /* count 0: none */
    form_list steps;                                  /* rule_step */
    form_list numbers;                                /* sheaf_decimal */
    form_list references;                             /* rule_reference */
    form_list paths;                                  /* rule_path */
    form_list literals;                               /* sheaf_str */
    form_list takings;                                /* rule_taking */
    form_list taken;                                  /* uint32_t: their heads */
    rule_kept kept;
} rule_code;

enum {
    RULE_DEPTH = 64,      /* operators that wait */
    RULE_STEPS = 4096,    /* length of an expression */
    RULE_BUDGET = 5000000 /* heads that may be looked at */
};

/* An expression that is being compiled. `file` NULL: faults are only counted. */
typedef struct rule_parser {
    const form_context *context;
    form_file *file;
    form_value rule;  /* the object that the texts are members of */
    form_value value; /* the text that is read */
    const rule_index *index;
    rule_code *code;
    sheaf_str whole, rest;
    int failed;
} rule_parser;

/* Compiles the loop, then the three expressions. 0: faults (stated where there is a file) or latched. */
int rule_parse_loop(rule_parser *parser, sheaf_str text);
form_span rule_parse_truth(rule_parser *parser, sheaf_str text);

/* ---- rule/text.c: the front of an expression ---- */

void rule_skip(rule_parser *parser);
int rule_at_end(rule_parser *parser);
int rule_take(rule_parser *parser, const char *symbol);       /* `<=`, `(` */
int rule_take_word(rule_parser *parser, const char *word);    /* `and`: no letter behind it */
sheaf_str rule_take_path(rule_parser *parser, int wildcards); /* empty: none */
int rule_take_number(rule_parser *parser, sheaf_decimal *out);
int rule_take_literal(rule_parser *parser, sheaf_str *out); /* 'text' */

/* "…, at character 7 (`totl`): a column of t3; nearest is `total`". The first one counts. */
void rule_expected(rule_parser *parser, const char *what, sheaf_str nearest);

/* Texts to choose the nearest from. */
typedef struct rule_nearest {
    sheaf_str wanted, best;
    uint32_t distance;
} rule_nearest;
void rule_nearer(rule_nearest *nearest, sheaf_str candidate);

/* ---- rule/refer.c ---- */

/* `outcome.** except outcome.total | carried_out`. */
rule_pattern rule_parse_pattern(rule_parser *parser);
/* A reference whose first path is taken already. Its number in references, or SHEAF_NONE: failed. */
uint32_t rule_parse_reference(rule_parser *parser, sheaf_str path, int is_previous);
/* The table that is taken next, or SHEAF_NONE: failed. */
uint32_t rule_parse_table(rule_parser *parser);
uint32_t rule_add_reference(rule_parser *parser, const rule_reference *reference);

/* ---- rule/pattern.c ---- */

/* The head itself where it is in the tree at `root`, else the one there with the same key; SHEAF_NONE: there is none. */
uint32_t rule_head_under(const form_definition *definition, uint32_t root, uint32_t head);

/* The heads of the tree at `root` that a pattern takes in, appended to `heads` (uint32_t), leaves and collapsible groups for `**`.
 * `variable`: the head of the loop, of this or another tree, or SHEAF_NONE. 0: latched. */
int rule_match(const form_context *context, const form_definition *definition,
               const rule_code *code, rule_pattern pattern, uint32_t root, uint32_t variable,
               form_list *heads);

/* Keeps what the references take in that do not name the variable. 0: latched. */
int rule_keep_takings(const form_context *context, const form_definition *definition,
                      rule_code *code);

/* The heads as `rule_match` finds them: those that are kept, or in `room`, which is made empty. 0: latched. */
int rule_take_heads(const form_context *context, const form_definition *definition,
                    const rule_code *code, rule_pattern pattern, uint32_t root, uint32_t variable,
                    form_list *room, rule_heads *out);

/* ---- rule/terms.c ---- */

typedef struct rule_term {
    int64_t factor;
    uint32_t cell;
    uint32_t nth; /* of an open row: 0: all of them */
    uint32_t is_previous;
} rule_term;

/* ---- rule/book.c ---- */

/* Things of a document by the report that they are of, each report's in the order of the document. */
typedef struct rule_groups {
    uint32_t count;  /* of reports */
    uint32_t *first; /* one a report, and the end: of items */
    uint32_t *items; /* numbers of things */
    uint32_t *ranks; /* one a thing: which one of its report it is */
} rule_groups;

/* `owners`: one a thing, the number of its report; those of no report are left out. 0: latched. */
int rule_group(const form_context *context, const uint32_t *owners, uint32_t count,
               uint32_t reports, rule_groups *out);
form_span rule_group_of(const rule_groups *groups, uint32_t report); /* of items */

typedef struct rule_book {
    const sheaf_document *document;
    rule_groups facts, forms;
} rule_book;

/* 0: latched. */
int rule_book_of(const form_context *context, const sheaf_document *document, uint32_t reports,
                 rule_book *out);
const sheaf_fact *rule_book_fact(const rule_book *book, uint32_t item);
const sheaf_form *rule_book_form(const rule_book *book, uint32_t item);

/* ---- rule/report.c ---- */

typedef struct rule_found {
    const sheaf_fact *fact;
    uint32_t cell, nth; /* nth: of an open row, from 1, else 0 */
} rule_found;

/* The facts of one report by the cells of a definition. Arrays may be NULL where nobody needs them. */
typedef struct rule_report {
    const unsigned char
        *chosen; /* one a cell: the report states a fact of it. NULL: no group is collapsed */
    const form_span *of_cell;  /* one a cell: of found */
    const rule_found *found;   /* by cell, then nth */
    const uint32_t *open_rows; /* one a head: how many rows an open one has. NULL: one */
    const sheaf_str *versions; /* one a table: of the form that it was read as; empty: not stated */
    sheaf_str agency, title;   /* empty: not known */
    int64_t year;              /* 0: not known */
    int has_groups;            /* of what is chosen, see rule_has_groups */
} rule_report;

/* 0: latched. The caller fills in agency, title and year. */
int rule_report_make(const form_context *context, const rule_index *index, const rule_book *book,
                     uint32_t instance, rule_report *out);

/* 1: nothing but white space. */
int form_is_blank(sheaf_str text);

/* 1: `raw` is nothing, or one of the marks that the form has for nothing. */
int form_is_mark(const form_context *context, const form_definition *definition, sheaf_str raw);

/* The facts of a term: all rows of an open one where it names none. */
form_span rule_facts_of(const rule_report *report, uint32_t cell, uint32_t nth);

/* ---- rule/terms.c ---- */

/* Where rules are evaluated. */
typedef struct rule_scene {
    const form_context *context;
    const rule_index *index;
    const rule_report *now, *before; /* before: last year's; NULL: there is none */
    /* heads that may still be looked at: bounds what rules over huge tables cost */
    uint64_t budget;
    form_list rows, columns; /* room that is used again */
} rule_scene;

typedef enum rule_gathered {
    RULE_LATCHED,
    RULE_GATHERED,
    RULE_NO_CELL, /* row and column do not meet in a cell */
    RULE_TOO_MUCH /* the budget is spent */
} rule_gathered;

/* Adds the cells of a reference to `terms` (rule_term). */
rule_gathered rule_gather(rule_scene *scene, const rule_code *code, const rule_reference *reference,
                          rule_round round, form_list *terms);

/* The rounds of the loop (rule_round), one without a loop, into a list that is empty and not to be changed. 0: latched. */
int rule_rounds(rule_scene *scene, const rule_code *code, form_list *rounds);

void rule_scene_begin(const form_context *context, const rule_index *index, const rule_report *now,
                      rule_scene *scene);

/* ---- rule/kept.c: what need not be found again in each report ---- */

/* 1: a group is printed as one row: its own cells are among the chosen ones. */
int rule_has_groups(const form_definition *definition, const unsigned char *chosen);

/* Keeps the rounds of a report without such groups; then, for each of them, what a reference gave. 0: latched. */
int rule_keep_rounds(const form_context *context, const form_definition *definition,
                     rule_code *code, const form_list *rounds);
int rule_keep_cells(const form_context *context, rule_code *code, const rule_reference *reference,
                    rule_round round, const form_list *terms);

/* What was kept and holds for the report of the scene; NULL, or no cells: it must be found. */
const form_list *rule_kept_rounds(const rule_scene *scene, const rule_code *code);
rule_heads rule_kept_cells(const rule_scene *scene, const rule_code *code,
                           const rule_reference *reference, rule_round round);

/* The same for the identities of a table. */
const form_equations *rule_kept_identities(const form_definition *definition, uint32_t table);
int rule_keep_identities(const form_definition *definition, uint32_t table,
                         const form_equations *made);

/* ---- rule/run.c ---- */

typedef enum rule_truth { RULE_NO, RULE_YES, RULE_UNKNOWN } rule_truth;

/* factor × cell, summed, plus a constant. */
typedef struct rule_sum {
    form_span terms;
    sheaf_decimal constant;
    uint32_t is_off; /* 64 bits were too few */
} rule_sum;

typedef struct rule_result {
    rule_truth truth;
    uint32_t is_off;      /* it is not known because 64 bits were too few */
    uint32_t is_too_much; /* … because the budget is spent */
    uint32_t has_sides;   /* of the comparison that decided */
    rule_sum left, right; /* in the list of terms */
    uint32_t has_values;  /* of both sides: */
    sheaf_decimal left_value, right_value;
} rule_result;

/* Carries out steps. Terms that were looked at are appended to `terms`. 0: latched. */
int rule_run(rule_scene *scene, const rule_code *code, form_span steps, rule_round round,
             form_list *terms, rule_result *result);

/* ---- rule/try.c ---- */

/* Compiles all of a rule. 0: faults, stated where the parser has a file, or latched. */
int rule_compile(rule_parser *parser);

#endif
