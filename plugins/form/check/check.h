/* What the files of the pass `check` share. The desk takes what they find out: it knows the facts of the document, counts
 * outcomes by rule, gives findings their fingerprints, and marks those that the user suppressed. */
#ifndef FORM_CHECK_H
#define FORM_CHECK_H

#include "rule/rule.h"

typedef enum form_outcome {
    FORM_PASS,
    FORM_FAIL,
    FORM_NOT_ASSESSABLE,
    FORM_NOT_APPLICABLE,
    FORM_OUTCOMES
} form_outcome;

/* Fingerprints in sheaf_finding are of this many hexadecimal digits. */
enum { FORM_FINGERPRINT = 64 };

/* How often a rule held, and the keys that it lacked. */
typedef struct form_tally {
    sheaf_str rule;
    uint32_t outcomes[FORM_OUTCOMES];
    form_list keys; /* sheaf_str */
} form_tally;

/* A finding that the user does not want to hear of again. */
typedef struct form_suppression {
    sheaf_str agency /* made comparable */, fingerprint, rule, reason;
    form_list facts; /* sheaf_str */
    int64_t year, until;
    form_list instances; /* uint32_t: reports of the document that it is about */
    uint32_t number;     /* of the entry, from 1 */
    uint32_t is_used;    /* it fits a finding of them */
} form_suppression;

/* A report of the document, as the user knows it. */
typedef struct form_who {
    sheaf_str agency; /* empty: not known */
    int64_t year;     /* 0: not known */
    form_list here;   /* uint32_t: suppressions that hold for it */
} form_who;

typedef struct form_desk {
    const form_context *context;
    sheaf_str form; /* id; empty: none */
    rule_book book; /* of the document */
    rule_groups repairs;
    form_list reports; /* form_who, by instance */
    form_list tallies;
    uint32_t last_tally; /* rules come in runs */
    form_list suppressions;
    uint32_t *facts; /* by key: index + 1 */
    uint32_t facts_mask;
} form_desk;

/* ---- check/desk.c ---- */

/* Counts one outcome of a rule. `key`: of a fact that could not be assessed, or empty. */
void form_desk_count(form_desk *desk, sheaf_str rule, form_outcome outcome, sheaf_str key);

/* Names one more fact that a rule lacked. */
void form_desk_lacks(form_desk *desk, sheaf_str rule, sheaf_str key);

/* Leaves each key (sheaf_str) once, in the order of the first. */
void form_keys_once(const form_context *context, form_list *keys);

/* States a finding: all but `size`, `fingerprint` and `suppressed` is the caller's. `text` is what the finding is about
 * where it names no facts (a heading, the words of a title), so that its fingerprint stays the same over runs. It
 * counts nothing. */
void form_desk_tell(form_desk *desk, const sheaf_finding *finding, sheaf_str text);

/* A fact of the document, or NULL. */
const sheaf_fact *form_desk_fact(const form_desk *desk, sheaf_str key, uint32_t instance);

/* SHA-256 of rule, form and the sorted keys, or of `text` where there are none, in hexadecimal digits. check/finger.c */
sheaf_str form_fingerprint(const form_context *context, sheaf_str rule, sheaf_str form,
                           const sheaf_str *keys, uint32_t count, sheaf_str text);

/* Opens the desk; `reading` is NULL for a document of no form. What it knows of the reports form_desk_add says. 0: latched. */
int form_desk_open(const form_context *context, const form_reading *reading, form_desk *desk);

/* The next report of the document. 0: latched. */
int form_desk_add(form_desk *desk, sheaf_str agency, int64_t year);

static inline const form_who *form_who_at(const form_desk *desk, uint32_t instance) {
    return FORM_AT(desk->reports, const form_who, instance);
}

/* States a check for each rule, and what suppressions matched nothing. */
void form_desk_close(form_desk *desk);

/* ---- check/suppress.c ---- */

/* Reads the user's file of suppressions, if there is one. 0: latched. */
int form_read_suppressions(form_desk *desk);

/* Which of them hold for a report. 0: latched. */
int form_select_suppressions(form_desk *desk, form_who *who);

/* The reason why a finding is suppressed; empty: it is not. */
sheaf_str form_suppressed(form_desk *desk, const sheaf_finding *finding);

/* Says which entries matched nothing. */
void form_settle_suppressions(form_desk *desk);

/* ---- check/report.c: metadata of documents ---- */

sheaf_str form_meta(const sheaf_document *document, sheaf_str key);
int64_t form_year(sheaf_str text); /* 0: it is none */
int64_t form_meta_year(const sheaf_document *document);

/* ---- check/last.c: last year's reports ---- */

typedef struct form_last {
    form_desk *desk;
    const sheaf_document *lent; /* NULL: no other file is there */
    rule_book book;             /* of it */
    form_list candidates;
    uint32_t is_used; /* some report is compared with one of the other file */
} form_last;

/* The report of the same agency for the year before. */
typedef struct form_before {
    const rule_book *book; /* NULL: there is none */
    uint32_t instance;     /* of the book's document */
    sheaf_str agency, title;
    int64_t year;
} form_before;

/* Looks at the reports that the desk knows and those that the run lends. 0: latched. */
int form_last_open(form_desk *desk, form_last *last);
/* 0: there is none. */
int form_last_of(form_last *last, uint32_t instance, form_before *out);
/* Says where what was lent is the year before of nothing. */
void form_last_close(const form_last *last);

/* ---- check/why.c ---- */

/* What was said of the table of the first of the facts (keys) that has no certain value, to be put behind a message; empty: nothing. */
form_message form_why_lacking(const form_desk *desk, const form_list *keys, uint32_t instance);

/* ---- check/rules.c ---- */

/* One report as the rules of one version see it. */
typedef struct check_view {
    const form_definition *definition;
    rule_index index;
    rule_report now, before;
    uint32_t has_before, is_main;
    unsigned char *fits; /* one a table: this version speaks for it */
} check_view;

/* One round of a rule over one report. */
typedef struct check_verdict {
    const check_view *view;
    const form_rule *rule;
    rule_round round;
    form_outcome outcome;
    uint32_t severity;
    form_span terms; /* of check_sheet.terms */
    rule_result result;
    form_message hint; /* localisation; empty: none */
} check_verdict;

/* All rules of number over one report. */
typedef struct check_sheet {
    form_desk *desk;
    const form_report *report;
    form_before before; /* last year's report */
    form_list verdicts; /* check_verdict: failures, and all of identities */
    form_list terms;    /* rule_term */
} check_sheet;

/* Evaluates the expressions of a version. 0: latched. */
int check_rules(check_sheet *sheet, check_view *view);

/* ---- check/localise.c ---- */

/* Gives failed identities a hint where one small set of cells explains them. 0: latched. */
int check_localise(check_sheet *sheet);

/* ---- check/message.c ---- */

/* Fills the holes of a template: {left} {right} {raw} {agency} {year} {now} {before} {1} {2} … and the loop's variable. */
sheaf_str check_fill(check_sheet *sheet, const check_verdict *verdict, sheaf_str text, int is_zh);

/* States a failure. */
int check_tell(check_sheet *sheet, const check_verdict *verdict);

/* ---- check/structure.c ---- */

/* Rules for any document, G-*: of tables, but those that a form bound. 0: latched. */
int form_check_structure(const form_context *context, form_desk *desk);

/* ---- check/text.c ---- */

/* The rules that have a kind. 0: latched. */
int form_check_text(const form_context *context, const form_reading *reading, form_desk *desk);

#endif
