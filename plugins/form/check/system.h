/* Identities of a report as a sparse system: equations over facts, whole numbers at one common scale. A residue of 0 is an
 * identity that holds. */
#ifndef FORM_CHECK_SYSTEM_H
#define FORM_CHECK_SYSTEM_H

#include "check/check.h"

typedef struct system_term {
    uint32_t equation, unknown;
    int64_t factor;
} system_term;

typedef struct system_equation {
    form_span terms; /* of by_equation */
    int64_t residue; /* left less right side */
    uint32_t part;   /* the first of those that share unknowns with it, directly or not */
    uint32_t broken; /* of the first of a part: how many of it do not hold */
    uint32_t verdict;
} system_equation;

typedef struct system_unknown {
    const sheaf_fact *fact;
    form_span terms;     /* of by_unknown */
    int64_t value, step; /* it changes by multiples of step */
    uint32_t may_be_negative;
} system_unknown;

typedef struct check_system {
    const form_context *context;
    uint32_t scale;
    form_list equations; /* system_equation */
    form_list unknowns;  /* system_unknown */
    form_list by_equation;
    system_term *by_unknown;
} check_system;

/* ---- check/system.c ---- */

/* 0: latched. A system that is too large, or whose numbers do not fit, has no equations. */
int check_system_make(check_sheet *sheet, check_system *out);

/* ---- check/solve.c ---- */

enum { SYSTEM_MOST = 3 }; /* unknowns of a change */

typedef enum system_answer { SYSTEM_NONE, SYSTEM_ONE, SYSTEM_MANY } system_answer;

/* How the unknowns must change so that all equations that they stand in hold. */
system_answer check_solve(const check_system *system, const uint32_t *unknowns, uint32_t count,
                          int64_t changes[SYSTEM_MOST]);

static inline const system_equation *system_equation_at(const check_system *s, uint32_t i) {
    return FORM_AT(s->equations, const system_equation, i);
}

static inline const system_unknown *system_unknown_at(const check_system *s, uint32_t i) {
    return FORM_AT(s->unknowns, const system_unknown, i);
}

static inline const system_term *system_term_at(const check_system *s, uint32_t i) {
    return FORM_AT(s->by_equation, const system_term, i);
}

#endif
