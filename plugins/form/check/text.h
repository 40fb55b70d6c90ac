/* What the kinds of rules about words and structure share. A kind is a line in the table of check/text.c: how its part of the
 * rule is loaded, and how it judges one report. Which words, where and with which message stands in the definition. */
#ifndef FORM_CHECK_TEXT_H
#define FORM_CHECK_TEXT_H

#include "check/check.h"
#include "doc/doc.h"

/* A rule at work on a report. */
typedef struct text_bench {
    const form_context *context;
    const form_reading *reading;
    const form_definition *definition;
    const form_report *report;
    const form_prose *prose;
    form_matcher *matcher;
    const form_said *said; /* of the fields */
    form_desk *desk;
    const form_rule *rule;
} text_bench;

/* A kind: `load` gives the body (NULL: a fault was told or latched), `judge` counts and tells (0: latched). */
typedef struct text_kind {
    const char *name;
    const void *(*load)(form_file *file, form_value rule, const form_definition *definition);
    int (*judge)(text_bench *bench, const void *body);
} text_kind;

/* ---- check/text.c ---- */

/* A hole of a message, `{agency}`. */
typedef struct text_hole {
    const char *name;
    form_message value;
} text_hole;

/* A finding in the making. */
typedef struct text_finding {
    uint32_t severity;
    form_message message; /* with holes */
    const text_hole *holes;
    uint32_t hole_count;
    form_list nodes; /* uint32_t */
    form_list facts; /* sheaf_str */
    sheaf_str expected, actual;
    sheaf_str about; /* what the fingerprint is made of where there are no facts */
} text_finding;

/* One with the rule's severity and message. */
text_finding text_finding_of(const text_bench *bench);
int text_add_node(text_bench *bench, text_finding *finding,
                  uint32_t node); /* SHEAF_NONE: nothing */
int text_add_fact(text_bench *bench, text_finding *finding, sheaf_str key);

void text_count(text_bench *bench, form_outcome outcome);

/* An item of desk->repairs. */
static inline const sheaf_repair *text_repair(const text_bench *bench, uint32_t item) {
    return SHEAF_AT(bench->context->document->repairs, sheaf_repair,
                    bench->desk->repairs.items[item]);
}

/* A message with its holes filled; a text of it has no ptr where there is no room: latched. */
form_message text_fill(const text_bench *bench, form_message message, const text_hole *holes,
                       uint32_t count);

/* Counts a failure and states the finding. 0: latched. */
int text_fail(text_bench *bench, const text_finding *finding);

/* Texts joined by commas of the language, for lists in messages. */
typedef struct text_names {
    form_list zh, en; /* sheaf_str */
} text_names;

text_names text_names_begin(void);
int text_add_name(text_bench *bench, text_names *names, form_message name);
form_message text_list(const text_bench *bench, const text_names *names);

/* The same text in both languages. */
static inline form_message text_both(sheaf_str text) {
    return (form_message){text, text};
}

/* The number in decimal digits. */
sheaf_str text_number(const form_context *context, int64_t number);

/* Whether one of the places (form_where) holds the line. */
int text_is_looked_at(const text_bench *bench, const form_list *where, const form_line *line);

/* ---- the kinds ---- */

extern const text_kind text_kind_words, text_kind_fields, text_kind_sections, text_kind_items,
    text_kind_blocks, text_kind_years, text_kind_claims, text_kind_parts, text_kind_tables,
    text_kind_rows, text_kind_columns, text_kind_labels, text_kind_versions, text_kind_name;

#endif
