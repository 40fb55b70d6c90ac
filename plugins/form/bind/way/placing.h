/* What the files share that place the values of one row: bind/place/places.c (by order) and bind/place/below.c (below their heads). */
#ifndef BIND_PLACING_H
#define BIND_PLACING_H

#include "bind/way/way.h"

typedef struct placing {
    bind_row_case of;
    uint32_t first, behind; /* cells from the first that is not blank to the last */
    uint32_t values, end;   /* all cells behind the labels */
    bind_places *out;
} placing;

static inline const bind_cell *cell_at(const placing *p, uint32_t i) {
    return bind_cell_at(p->of.plan->sheet, i);
}

static inline void open_all(const placing *p, bind_why why) {
    for (uint32_t i = 0; i < p->out->count; i++)
        bind_open_slot(&p->out->slots[i], why);
}

/* The cells from the first that is not blank to the last, into the slots. */
static inline bind_ways ways_of(const placing *p) {
    return (bind_ways){.sheet = p->of.plan->sheet,
                       .identities = p->of.identities,
                       .first = p->first,
                       .count = p->behind - p->first,
                       .width = p->out->count,
                       .left = &((bind_plan *)(uintptr_t)p->of.plan)->ways_left};
}

/* ---- bind/way/many.c ---- */

/* The way that the sums choose, or what all ways agree on. */
void bind_place_some_way(const placing *p, bind_reading reading);

/* A row of a text with blanks has as many cells as others that are full, and more than the form has columns: some of them are those of
 * the report's own, and no run of as many as columns need be the form's. */
int bind_has_more_seats(const placing *p);

/* More cells than columns. */
void bind_place_many(const placing *p);

/* ---- bind/way/idle.c ---- */

/* 1: nothing is said in the column but by rows that have a cell too many. */
int bind_is_idle_column(const placing *p, uint32_t column);

/* 1: it was put between those of the form: the row adds up without it, or no row says anything there. */
int bind_may_leave_out(const placing *p, uint32_t column);

/* 1: most rows near it that add up have a blank among their numbers that is none of the form's columns. */
int bind_is_beside_stretched(const placing *p);

/* ---- bind/way/constant.c ---- */

/* A row with one cell too many, at its front or end, that says the same in nearly every row. 1: the row adds up without it. */
int bind_place_beside_constant(const placing *p);

#endif
