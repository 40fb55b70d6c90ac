/* What the files share that explain a section of aligned text as lines: bind_lines.c reads its words and makes rows of them,
 * bind_lines_explain.c finds out which labels the words are pieces of, bind_lines_heads.c and bind_lines_rows.c say what that proves. */
#ifndef BIND_LINES_H
#define BIND_LINES_H

#include "bind.h"

enum { LINES_MOST_LABELS = 96, LINES_MOST_WORDS = 900 };

/* What stands between white space. */
typedef struct line_word {
    sheaf_str raw, plain;
    uint32_t node, line, place; /* place: characters before it in its line */
    uint32_t is_number;
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

/* The lines that a row of values stands in. */
typedef struct line_values {
    uint32_t first, last;
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
    void *room;           /* of the search, once it was made */
    uint32_t is_given_up; /* 1: the search was too long */
    line_label at[LINES_MOST_LABELS];
} line_labels;

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

/* 1: the words are the labels of the block's rows, and each of the values' lines stands beside one of them. */
int lines_are_rows(line_labels *l, const form_definition *definition, uint32_t block,
                   const line_values *values, uint32_t count);

#endif
