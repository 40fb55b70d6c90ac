/* The parts of `sheaf check`: what was found in one report, and who prints it. A run prints `begin`, one piece for each
 * report, and `end`, so that no more than two reports are in memory at a time. */
#ifndef SF_CLI_CHECK_H
#define SF_CLI_CHECK_H

#include "base/vec.h"
#include "cli/commands.h"
#include "cli/words.h"

/* A report as it was checked. Findings and checks are those that --rules lets through; what the run itself found
 * (Y-GAP, Y-NAME, Y-TWICE) stands among them, behind what the passes did. */
typedef struct sf_checked {
    const char *file;
    const sheaf_document *document; /* NULL: it could not be read, or not be compared with */
    const sheaf_error_info *error;  /* why */
    sf_word trouble;                /* what of it: SF_W_UNREAD or SF_W_UNCOMPARED */
    const sheaf_finding **findings;
    uint32_t finding_count;
    const sheaf_check **checks;
    uint32_t check_count;
} sf_checked;

/* How many of what there were in all files. */
typedef struct sf_tally {
    uint32_t files, reports, unread, skipped; /* read, of which reports, not read, left out */
    uint32_t found[3];                        /* findings that count, by severity */
    uint32_t unsure, suppressed;
} sf_tally;

/* Who prints. */
typedef struct sf_printer {
    FILE *out; /* of what is being printed now */
    sf_language language;
    int colour;
    int worst_allowed; /* findings above this severity fail the run */
    sf_tally tally;
    const sf_session *session;
    sf_vec rules;  /* sf_rule: those that were seen, sorted, where the format lists them */
    sf_vec unread; /* sf_rule: for the end, too */
    uint32_t pieces;
    int no_memory; /* something could not be printed: the run fails */
} sf_printer;

/* A rule, and what its definition says of it. */
typedef struct sf_rule {
    char *id, *about; /* about: NULL where no definition has it */
} sf_rule;

typedef struct sf_format {
    const char *name;
    void (*begin)(sf_printer *printer);
    void (*report)(sf_printer *printer, const sf_checked *checked);
    void (*end)(sf_printer *printer);
} sf_format;

extern const sf_format sf_check_text, sf_check_json, sf_check_sarif, sf_check_junit;

/* 1: failed and not suppressed. */
int sf_counts(const sheaf_finding *finding);

/* The message in the language, or in the other where there is none. */
sheaf_str sf_finding_message(const sheaf_finding *finding, sf_language language);

/* How many reports of a form the document holds; a document of no form is one, too. */
uint32_t sf_reports_in(const sheaf_document *document);

/* Where it stands: the first place of its first node that has one; NULL: nowhere. */
const sheaf_origin *sf_finding_place(const sheaf_document *document, const sheaf_finding *finding);

sheaf_str sf_meta_value(const sheaf_document *document, const char *key); /* empty: not stated */

/* "error", "warning", "info". */
const char *sf_severity_name(uint32_t severity);

#endif
