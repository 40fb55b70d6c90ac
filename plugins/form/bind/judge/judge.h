/* What speaks for and against the facts of one table once all of its parts were read: sums over rows, and other tables
 * of the report that claim to be the same one. Nothing here gives a value; it takes away those that are not sure. */
#ifndef BIND_JUDGE_H
#define BIND_JUDGE_H

#include "bind/column/column.h"

/* Who gave a value for a cell of the form. */
typedef struct bind_voice {
    uint32_t part, row; /* the last that did: a part of the table, plus 1, and a row of its sheet */
    uint32_t count;     /* how many rows did */
} bind_voice;

/* All that is asked for and against the facts of one table. */
typedef struct bind_case {
    bind_book *book;
    const form_equations *equations; /* over the cells of the definition */
    const unsigned char *doubts;     /* bind_doubt of each head that is a row */
    const unsigned char *exact;      /* of each block, 1: it is exact, see bind_find_exact */
    const bind_voice *voices;        /* of each cell */
    const form_list *plans;          /* bind_plan of each part */
    bind_rival rival;
} bind_case;

/* ---- bind/judge/stream_sums.c ---- */

/* Takes their values from rows of a stream that sums over the rows speak against. */
void bind_doubt_stream(bind_book *book, const form_equations *equations, const bind_plan *plan);

/* ---- bind/judge/stream_borne.c ---- */

/* What the sums over rows say of a stream in which numbers were lost or added. */
typedef enum bind_bearing {
    BIND_SUMS_REFUTE, /* some cannot be */
    BIND_SUMS_ALLOW,  /* all can be */
    BIND_SUMS_BEAR    /* nothing can have moved */
} bind_bearing;

bind_bearing bind_bear_stream(const bind_book *book, const form_equations *equations,
                              const bind_plan *plan);

/* ---- bind/judge/supposed.c ---- */

/* What a cell of the form has if a row that nobody can read is the one that is missing there. */
typedef struct bind_supposed {
    sheaf_decimal value;
    uint32_t is_there;
    uint32_t is_unplaced; /* 1: it ends in a blank that may belong elsewhere */
} bind_supposed;

/* One a cell of the definition. NULL: latched. */
bind_supposed *bind_suppose(const bind_case *at);

/* ---- bind/judge/unasked.c ---- */

/* 1: where no sum over rows can be taken, something else says that a row without label, or out of order, is the one that it was
 * taken for. */
int bind_is_told_without_sums(const bind_case *at, uint32_t head);

/* 1: a sum in which something has no value would hold with a number there that is not negative. */
int bind_may_lack(const bind_case *at, const form_equation *equation);

/* ---- bind/judge/halves.c ---- */

/* 1: the parts have the same rows and other columns, and with those of all parts the rows add up: one table, printed side by side. */
int bind_are_halves(const bind_case *at);

/* ---- bind/judge/scattered.c ---- */

/* 1: nearly all sums over rows fail, and no one row explains it; or the rows are sorted by a number, and their labels are not. In an
 * exact table several rows that do not add up either say that the report is wrong everywhere. */
int bind_is_scattered(const bind_case *at, int is_exact);

/* ---- bind/judge/loose.c ---- */

/* Opens numbers of aligned text that digits stand beside which no row has taken. 0: latched. */
int bind_open_loose(const bind_case *at, const bind_index *index);

/* ---- bind/judge/judge.c ---- */

/* 0: latched. */
int bind_judge_facts(const bind_case *at);

#endif
