/* What a rule is about, from the definitions that are installed. */
#ifndef SF_CLI_EXPLAIN_H
#define SF_CLI_EXPLAIN_H

#include "cli/commands.h"
#include "cli/words.h"

/* Prints it from each definition that has the rule. An unknown rule is said with the nearest one: SF_USAGE. */
sf_exit sf_explain(const sf_session *session, const char *rule, sf_language language);

/* 1: some definition has the rule. */
int sf_rule_is(const sf_session *session, const char *rule);

/* SF_CLEAN where some definition has the rule, or one that fits it if it has a `*`; else it is said as above. */
sf_exit sf_rule_must_be(const sf_session *session, const char *rule);

#endif
