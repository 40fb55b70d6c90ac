/* A small form for tests of rules: table t has rows a, b, a group g that may be one row (x, y), and total; its columns are p, q
 * and total. Table o has an open row with one column n. Facts are stated as `KEY=NUMBER` in a text. */
#ifndef FORM_RULE_FIXTURE_H
#define FORM_RULE_FIXTURE_H

#include "check/check.h"
#include "shelf.h"

enum { FIXTURE_FACTS = 64 };

typedef struct rule_fixture {
    shelf s;
    form_definition definition;
    sheaf_fact facts[FIXTURE_FACTS];
    char keys[FIXTURE_FACTS][64];
    uint32_t count;
} rule_fixture;

/* The form with `rules` (elements of the JSON array). 0: a fault was latched. */
int fixture_open(rule_fixture *f, const char *rules);
void fixture_close(rule_fixture *f);

/* The form with one rule of that loop and assertion. */
int fixture_assert(rule_fixture *f, const char *each, const char *assertion);

/* "t.a.p=3 t.a.q=1.50 t.b.p=? t.b.q=/": `?` has no cell, `_` is blank, `/` a mark, `~` ambiguous, `x…` a text. */
void fixture_facts(rule_fixture *f, const char *facts);

/* The verdict on the rule's rounds, one letter each: p pass, f fail, n not assessable. */
const char *fixture_verdicts(rule_fixture *f, char out[64]);

#endif
