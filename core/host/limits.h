/* Every limit of Sheaf in one table: its name (that of `--limit NAME=VALUE`), unit, default, hard bound,
 * and why it is there. Values live in an sf_limits, indexed by sheaf_limit_id. */
#ifndef SF_HOST_LIMITS_H
#define SF_HOST_LIMITS_H

#include "base/error.h"

enum { SF_LIMIT_COUNT = SHEAF_LIMIT_MEMORY + 1 };

typedef struct sf_limit_rule {
    const char *name;
    const char *unit; /* "bytes", "ms", or "" for a plain count */
    uint64_t standard;
    uint64_t bound;
    const char *reason;
    int may_be_own; /* a plugin's manifest may state another default, which holds while it has the word */
} sf_limit_rule;

typedef struct sf_limits {
    uint64_t value[SF_LIMIT_COUNT];
    uint32_t set; /* bit i: somebody stated value i, so no other default takes its place */
} sf_limits;

extern const sf_limit_rule sf_limit_rules[SF_LIMIT_COUNT];

void sf_limits_init(sf_limits *limits);

/* Sets one from text: sizes take K, M, G (times 1024), times ms, s, m, h. Empty restores the default.
 * Unknown name, no number, zero or above the bound: latched as SHEAF_BAD_CALL. */
sheaf_status sf_limits_set(sf_limits *limits, sheaf_str name, sheaf_str value, sf_error *error);

/* Whether all that are set are of those for which a plugin may state its own default. */
int sf_limits_may_be_own(const sf_limits *stated);

/* What holds while a plugin has the word: what the user set, else the plugin's own default, else the general
 * one. `own` may be NULL. */
uint64_t sf_limits_for(const sf_limits *limits, const sf_limits *own, sheaf_limit_id id);

/* A time for messages: "20 ms", "3600 s". */
typedef struct sf_time_text {
    char text[32];
} sf_time_text;
sf_time_text sf_time_shown(uint64_t milliseconds);

#endif
