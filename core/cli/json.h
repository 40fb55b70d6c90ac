/* JSON as the commands print it: texts, places and paths, made safe for whoever reads them. */
#ifndef SF_CLI_JSON_H
#define SF_CLI_JSON_H

#include <sheaf/plugin.h>
#include <stdio.h>

/* In quotes; what is no UTF-8, and what a reader could stumble over, escaped. */
void sf_json_text(FILE *out, sheaf_str text);

/* `lead`, a name of a member and its text. */
void sf_json_member(FILE *out, const char *lead, const char *name, sheaf_str text);

/* `lead`, a name and an array of texts. */
void sf_json_texts(FILE *out, const char *lead, const char *name, const sheaf_str *texts,
                   uint32_t count);

/* `lead` and `"origin": {...}`; nothing where it is nowhere. `parts` may be empty. */
void sf_json_origin(FILE *out, const char *lead, const sheaf_origin *origin, sheaf_array parts);

#endif
