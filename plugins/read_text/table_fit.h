/* What the files that fit columns share: the votes of the rows, and intervals of display columns. */
#ifndef TABLE_FIT_H
#define TABLE_FIT_H

#include "table_columns.h"

typedef struct fit {
    text_run *run;
    table_columns *c;
    int32_t *cover;   /* per display column: tokens that cover it */
    int32_t *votes;   /* per display column: rows that leave it free between two tokens */
    uint32_t *edges;  /* per display column: texts that begin there */
    uint32_t left;    /* start of the leftmost number column; UINT32_MAX: none */
    uint32_t numbers; /* columns [0, numbers) before the texts came */
    uint32_t levels;  /* columns [0, levels) are those of nested labels; 0: there are none */
    uint32_t body;    /* the first row of numbers */
} fit;

static inline uint32_t least(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static inline uint32_t most(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

static inline uint32_t overlap(const token *t, const column *k) {
    uint32_t from = most(t->start, k->start), to = least(t->end, k->end);
    return from < to ? to - from : 0;
}

/* The first column that ends behind `at`; column_count for none. */
uint32_t fit_column_behind(const table_columns *c, uint32_t at);

/* The column that a token overlaps most; where it overlaps none, the nearest. */
uint32_t fit_column_of(const table_columns *c, const token *t);

/* Splits tokens of row i that hold more than one cell. 0: no memory. */
int fit_split_row(fit *f, uint32_t i);

/* Splits labels of two columns that one space parts, `（四）无 2.没有`: before columns are known. 0: no memory. */
int fit_split_labels(fit *f);

/* Splits headers where one space parts words over two columns, `商业企 科研机`. 0: no memory. */
int fit_split_headers(fit *f);

/* Finds the columns of nested labels, once `left` is known. 0: no memory. */
int fit_level_labels(fit *f);

/* Places token k of row i at the level that it begins in; 0 where it is no such label. */
int fit_place_label(const fit *f, uint32_t i, uint32_t k);

/* Marks the rows whose label runs over several lines as joined. */
void fit_join_labels(fit *f);

#endif
