/* Rules for documents of any form or none: what a table, a list and a row of numbers promise by themselves. Precision comes
 * first: a rule that cannot be sure says nothing. */
#ifndef FORM_CHECK_STRUCTURE_H
#define FORM_CHECK_STRUCTURE_H

#include "check/check.h"

typedef enum structure_rule {
    G_EMPTY,
    G_RAGGED,
    G_TOTAL,
    G_NUMBER,
    G_TABLE_NUMBER,
    G_PAGE_NUMBER,
    G_RULES
} structure_rule;

typedef struct structure_row {
    sheaf_str id;
    uint32_t severity;
    form_message about;
} structure_row;

extern const structure_row structure_rules[G_RULES];

/* A finding of these rules. */
typedef struct structure_fault {
    structure_rule rule;
    const uint32_t *nodes;
    uint32_t node_count;
    form_message message;
    sheaf_str expected, actual;
    sheaf_str text; /* what it is about, for the fingerprint */
} structure_fault;

/* Counts and states it. */
void structure_tell(form_desk *desk, const structure_fault *fault);
void structure_count(form_desk *desk, structure_rule rule, form_outcome outcome);

/* Texts joined. */
sheaf_str structure_say(const form_context *context, const sheaf_str *parts, uint32_t count);
sheaf_str structure_number(const form_context *context, int64_t number);

/* ---- check/totals.c: of one table. 0: latched ---- */

int structure_totals(const form_context *context, form_desk *desk, uint32_t table);

/* ---- check/numbers.c: headings, lists, tables and pages, of the whole document. 0: latched ---- */

int structure_numbers(const form_context *context, form_desk *desk);

#endif
