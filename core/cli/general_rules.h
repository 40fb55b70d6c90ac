/* What rules are about that hold for any document, or for a run: no definition of a form has them. */
#ifndef SF_CLI_GENERAL_RULES_H
#define SF_CLI_GENERAL_RULES_H

#include <stddef.h>

typedef struct sf_general_rule {
    const char *id, *severity;
    const char *text[2]; /* by sf_language */
} sf_general_rule;

/* NULL past the last. */
const sf_general_rule *sf_general_rule_at(size_t i);

#endif
