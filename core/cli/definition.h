/* Definitions of forms as the reader `form-definition` shows them: a document with a heading for each rule, whose text
 * begins with the rule's id, and what explains it below that heading. */
#ifndef SF_CLI_DEFINITION_H
#define SF_CLI_DEFINITION_H

#include "cli/commands.h"
#include "cli/words.h"

/* Called with each installed definition, which is lent until the next one. 0 ends the walk. */
typedef int sf_definition_visit(void *context, const char *path, const sheaf_document *definition);

/* Walks over the definitions that are installed, in the order of their names. One that cannot be read is said and
 * passed over. Returns SF_FAILED where one was, or there is no reader for them, or no memory, and says so. */
sf_exit sf_definitions_each(const sf_session *session, sf_definition_visit *visit, void *context);

/* A sheaf that reads definitions, plugins found as the session's are; NULL: said. The caller frees it. */
sheaf *sf_definition_reader(const sf_session *session);

/* The first heading at or behind node `from` whose text begins with a rule's id, and that id; SHEAF_NONE: there is no
 * further one. */
uint32_t sf_next_rule(const sheaf_document *definition, uint32_t from, sheaf_str *id);

/* One past the last node of what explains the heading `node`. */
uint32_t sf_section_end(const sheaf_document *definition, uint32_t node);

/* Its text without the mark of a language (`zh: `) in front; empty where it is of the other language. */
sheaf_str sf_text_in(sheaf_str text, sf_language language);

/* Prints the nodes [first, end) for people, in one language. */
void sf_definition_show(FILE *out, const sheaf_document *definition, uint32_t first, uint32_t end,
                        sf_language language);

#endif
