/* What the files share that look for loose digits of aligned text: bind/judge/loose_claims.c says what rows have taken, bind/judge/loose_lines.c
 * what a line beside them holds, bind/judge/loose.c which digits stand beside which number, and bind/judge/loose_sums.c whether a row proves its
 * numbers without them. */
#ifndef BIND_LOOSE_H
#define BIND_LOOSE_H

#include "bind/judge/judge.h"

/* Characters between a number and digits that may be its own; and, if they are nearer to no other number. */
enum { LOOSE_CLOSE = 1, LOOSE_FAR = 2 };

/* Where a fact's number stands in the source. */
typedef struct loose_claim {
    uint32_t cell; /* of the definition */
    uint64_t from, end, line;
} loose_claim;

/* A line of the source in which a row of the form stands, whether its numbers could be placed or not. */
typedef struct loose_line {
    uint32_t head;
    uint64_t line;
} loose_line;

typedef struct loose_claims {
    const bind_case *at;
    sheaf_str bytes;
    form_list list;    /* loose_claim, in the order of the cells */
    form_list taken;   /* loose_line */
    int is_wide;       /* 1: an ideograph takes two columns of the text, else one */
    int is_unmeasured; /* 1: nothing tells which */
} loose_claims;

/* Columns of a text. */
typedef struct loose_stretch {
    int64_t from, end;
} loose_stretch;

enum { LOOSE_SIDES = 2, LOOSE_PARTS = 2 /* on one side of a number */ };

/* A number of the row, and the digits above and below it that no row has taken, the nearest first. */
typedef struct loose_number {
    uint32_t cell; /* of the definition */
    uint32_t counts[LOOSE_SIDES];
    sheaf_str parts[LOOSE_SIDES][LOOSE_PARTS];
} loose_number;

typedef struct loose_row {
    const bind_case *at;
    form_span cells;
    uint32_t count;
    uint32_t is_broken; /* 1: digits of a line of its own were joined, and others there left */
    loose_number numbers[BIND_WIDEST];
} loose_row;

static inline const loose_claim *loose_claim_at(const loose_claims *c, uint32_t i) {
    return FORM_AT(c->list, const loose_claim, i);
}
static inline uint32_t loose_row_of(const loose_claims *c, uint32_t claim) {
    return bind_cell_of(c->at->book->model->definition, loose_claim_at(c, claim)->cell)->row;
}

/* Which of the row's numbers is the fact's; their count: no loose digits stand beside it. */
static inline uint32_t loose_find(const loose_row *row, uint32_t cell) {
    uint32_t i = 0;
    while (i < row->count && row->numbers[i].cell != cell)
        i++;
    return i;
}

/* ---- bind/judge/loose_claims.c ---- */

/* 0: latched. */
int loose_list(loose_claims *c);

uint64_t loose_begin_of_line(sheaf_str bytes, uint64_t at);
uint64_t loose_end_of_line(sheaf_str bytes, uint64_t at);
loose_stretch loose_measured(const loose_claims *c, uint64_t from, uint64_t end, int is_wide);
loose_stretch loose_stretch_of(const loose_claims *c, uint64_t from, uint64_t end);

/* ---- bind/judge/loose_lines.c ---- */

/* Claims of one row. */
typedef struct loose_beside {
    const loose_claims *all;
    const bind_index *index;
    uint32_t first, end; /* of the claims */
    uint64_t line;       /* in which most of them stand */
    loose_row *out;
} loose_beside;

/* `7（25）`, `8注1`: the number, or the piece of one, that the word begins with. */
sheaf_str loose_leading_digits(sheaf_str word);
int loose_has_digit(sheaf_str word);
int loose_is_blank(sheaf_str line);

/* 1: the label of a column or a block stands in it. */
int loose_is_header(const loose_beside *b, sheaf_str line);

/* 1: a row of its own that nobody could read. */
int loose_is_row(const loose_beside *b, sheaf_str line);

/* ---- bind/judge/loose_sums.c ---- */

/* Opens the numbers that have loose digits beside them, but for those of a sum that holds as printed and with no such digits joined. */
void loose_open(const loose_row *row);

/* 1: some sum is over numbers of the row alone. */
int loose_has_sum(const loose_row *row);

/* Opens the numbers of a row at the edge of a page that do not add up: their other digits may stand on the next one. */
void loose_open_cut(const loose_row *row);

#endif
