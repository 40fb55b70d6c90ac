/* Which rules --rules lets through: names and patterns separated by commas, `*` for any text; those with a '-' in front
 * take out again. Where only such are given, all others are let through. */
#ifndef SF_CLI_PICKS_H
#define SF_CLI_PICKS_H

#include "base/vec.h"
#include <sheaf/plugin.h>

typedef struct sf_pick {
    sheaf_str pattern;
    int takes_out;
    int is_met; /* some rule fitted */
} sf_pick;

/* `list` is lent and NULL lets everything through. 0: no memory. */
int sf_picks_parse(sf_vec *picks, const char *list);

int sf_picks_let(sf_vec *picks, sheaf_str rule);

/* `*` in the pattern stands for any text. */
int sf_pick_fits(sheaf_str pattern, sheaf_str text);

/* The next one at or behind *from that no rule fitted, and *from behind it; NULL: there is none. */
const sf_pick *sf_picks_unmet(const sf_vec *picks, uint32_t *from);

#endif
