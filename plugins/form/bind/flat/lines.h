/* What the files share that explain a section of aligned text as lines: bind/flat/lines.c reads its words and makes rows of them,
 * bind/flat/lines_values.c finds its lines of values and bind/flat/lines_seats.c the columns of those with blanks, bind/flat/lines_explain.c finds out which
 * labels the words are pieces of, bind/flat/lines_heads.c and bind/flat/lines_rows.c say what that proves. */
#ifndef BIND_LINES_H
#define BIND_LINES_H

#include "bind/flat/flat.h"

enum { LINES_MOST_LABELS = 96, LINES_MOST_WORDS = 900 };

/* What stands between white space. */
typedef struct line_word {
    sheaf_str raw, plain;
    uint64_t offset; /* in the source */
    uint32_t node, line, page;
    uint32_t place, end;    /* characters before it in its line, and before what is behind it */
    uint32_t wide, breadth; /* the same of its own, in columns of a screen: an ideograph is two */
    uint32_t is_number;     /* 1: a value: a number, or a mark for nothing */
    uint32_t kind;          /* of a value: BIND_NUMBER or BIND_MARK */
    bind_number number;
} line_word;

/* A label that words have to make up; groups stand before what is in them. */
typedef struct line_label {
    sheaf_str text, rest;      /* all of it, and what no word was taken for yet */
    uint32_t head, end;        /* of the definition; one past the last label of a group */
    uint32_t is_leaf, is_free; /* is_free: it may stand anywhere, or nowhere */
    uint32_t first, last;      /* lines of its pieces; first > last: it has none */
    uint32_t left, right;      /* where they stand in their lines */
    uint32_t word;             /* its first */
} line_label;

/* The lines that a row of values stands in, and which of the numbers are its own. */
typedef struct line_values {
    uint32_t first, last;
    form_span numbers;
    uint32_t is_seated; /* 1: it has blanks, and where its numbers stand tells their columns */
    uint32_t label;     /* of the rows' labels: the leaf that it stands beside */
} line_values;

typedef enum line_way {
    LINES_OF_HEADS, /* labels stand beside each other: those of each line are in order */
    LINES_OF_ROWS   /* labels stand below each other: each is whole before the next one begins */
} line_way;

typedef struct line_labels {
    const form_context *context;
    const line_word *words; /* those to explain */
    uint32_t count;         /* of words */
    uint32_t labels;
    line_way way;
    uint32_t is_summed; /* 1: rows end in the sum of their others: no other head can be the last */
    void *room;         /* of the search, once it was made */
    uint32_t is_given_up; /* 1: the search was too long */
    line_label at[LINES_MOST_LABELS];
} line_labels;

/* A section that is read as lines. */
typedef struct line_reader {
    const form_context *context;
    const form_place *place;
    const bind_index *index;
    uint32_t model;
    form_list words;   /* line_word */
    form_list values;  /* line_values */
    form_list numbers; /* line_number, row by row */
    uint32_t width;    /* how many numbers a line of values has */
    uint32_t first;    /* the first word of the rows */
    uint32_t has_tabs; /* 1: nothing tells which characters stand one below the other */
    line_labels heads, rows;
} line_reader;

/* A value of a row. */
typedef struct line_number {
    uint32_t word;
    uint32_t seat; /* its column */
} line_number;

static inline line_word *lines_word_at(const line_reader *r, uint32_t i) {
    return FORM_AT(r->words, line_word, i);
}
static inline line_values *lines_values_at(const line_reader *r, uint32_t i) {
    return FORM_AT(r->values, line_values, i);
}
static inline line_number *lines_number_at(const line_reader *r, uint32_t i) {
    return FORM_AT(r->numbers, line_number, i);
}

/* One past the words of the line of word i. */
uint32_t lines_end_of_line(const line_reader *r, uint32_t i);

/* Finds the lines of values. *is_ours 0: there are numbers that are none of the table's. 0: latched. */
int lines_find_values(line_reader *r, int *is_ours);

/* Gives the numbers of rows with blanks their columns, where that is told. 0: latched. */
int lines_seat_values(line_reader *r);

/* 1: the words, all of them, make up the labels, all of them and in their order; says where each label stands. */
int lines_explain(line_labels *l);

/* The next leaf behind a label; `labels` where there is none. */
static inline uint32_t lines_next_leaf(const line_labels *l, uint32_t from) {
    while (from < l->labels && (!l->at[from].is_leaf || l->at[from].is_free))
        from++;
    return from;
}

/* Puts the labels of a tree behind those that are listed. 0: too many, or latched. */
int lines_list(line_labels *l, const form_definition *definition, uint32_t root);
int lines_list_free(line_labels *l, const form_definition *definition, uint32_t label);

/* 1: the words are the heads of the block in the form's order, and could not be its heads in another one. */
int lines_are_heads(line_labels *l, const form_definition *definition, uint32_t table,
                    uint32_t block);

/* 1: the words are the labels of the block's rows, and each of the values' lines stands beside one of them, which it says. A row that
 * is blank has no such line. */
int lines_are_rows(line_labels *l, const form_definition *definition, uint32_t block,
                   const form_list *values);

#endif
