/* What the files of the pass `check` share. The desk takes what they find out: it knows the facts of the document, counts
 * outcomes by rule, gives findings their fingerprints, and marks those that the user suppressed. */
#ifndef FORM_CHECK_H
#define FORM_CHECK_H

#include "rule.h"

typedef enum form_outcome {
    FORM_PASS,
    FORM_FAIL,
    FORM_NOT_ASSESSABLE,
    FORM_NOT_APPLICABLE,
    FORM_OUTCOMES
} form_outcome;

/* Fingerprints in sheaf_finding are of this many hexadecimal digits. */
enum { FORM_FINGERPRINT = 64 };

typedef struct form_desk form_desk;

/* ---- check_desk.c ---- */

/* Counts one outcome of a rule. `key`: of a fact that could not be assessed, or empty. */
void form_desk_count(form_desk *desk, sheaf_str rule, form_outcome outcome, sheaf_str key);

/* States a finding: all but `size`, `fingerprint` and `suppressed` is the caller's. `text` is what the finding is about
 * where it names no facts (a heading, the words of a title), so that its fingerprint stays the same over runs. It
 * counts nothing. */
void form_desk_tell(form_desk *desk, const sheaf_finding *finding, sheaf_str text);

/* A fact of the document, or NULL. */
const sheaf_fact *form_desk_fact(const form_desk *desk, sheaf_str key, uint32_t instance);

/* SHA-256 of rule, form and the sorted keys, or of `text` where there are none, in hexadecimal digits. check_finger.c */
sheaf_str form_fingerprint(const form_context *context, sheaf_str rule, sheaf_str form,
                           const sheaf_str *keys, uint32_t count, sheaf_str text);

/* ---- check_text.c ---- */

/* The rules that have a kind. 0: latched. */
int form_check_text(const form_context *context, const form_reading *reading, form_desk *desk);

#endif
