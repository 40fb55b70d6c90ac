/* The words of the page's own voice, in each of its languages. Words that name a value of the ABI stand in the order of
 * that value, so the value is added to the first of them. */
#ifndef HTML_WORDS_H
#define HTML_WORDS_H

#include <sheaf/plugin.h>

typedef enum html_language { HTML_EN = 0, HTML_ZH = 1 } html_language;

typedef enum html_word_id {
    HTML_W_TAG, /* of the language, BCP 47 */
    HTML_W_REPORT,
    HTML_W_SKIP,
    HTML_W_SUMMARY,
    HTML_W_CONTENTS,
    HTML_W_SOURCE,
    HTML_W_FORMAT,
    HTML_W_SIZE,
    HTML_W_BYTES,
    HTML_W_ENCODING,
    HTML_W_AGENCY,
    HTML_W_YEAR,
    HTML_W_PERIOD,
    HTML_W_FORM,
    HTML_W_COMPLETE,
    HTML_W_INCOMPLETE,
    HTML_W_FURNITURE_HIDDEN,
    HTML_W_PROPERTIES,
    HTML_W_VALUES,
    HTML_W_VALUE,
    HTML_W_KEY,
    HTML_W_LABEL,
    HTML_W_PRINTED,
    HTML_W_UNIT,
    HTML_W_STATUS,
    HTML_W_PLACE,
    HTML_W_RULE,
    HTML_W_CHECKS,
    HTML_W_PASS,
    HTML_W_FAILED,
    HTML_W_NOT_ASSESSED,
    HTML_W_NOT_APPLICABLE,
    HTML_W_FINDINGS,
    HTML_W_FINDING_TAG,
    HTML_W_EXPECTED,
    HTML_W_ACTUAL,
    HTML_W_REPAIRS,
    HTML_W_REPAIR,
    HTML_W_REPAIR_TAG,
    HTML_W_BEFORE,
    HTML_W_AFTER,
    HTML_W_EVIDENCE,
    HTML_W_CONFIDENCE,
    HTML_W_BY,
    HTML_W_FROM,
    HTML_W_ROW,
    HTML_W_COLUMN,
    HTML_W_DIAGNOSTICS,
    HTML_W_DIAGNOSTIC,
    HTML_W_DIAGNOSTIC_TAG,
    HTML_W_IN_TEXT,
    HTML_W_TABLE,
    HTML_W_INFERRED,
    HTML_W_FIGURE,
    HTML_W_NO_DESCRIPTION,
    HTML_W_NOT_EMBEDDED,
    HTML_W_ABSENT,
    HTML_W_OVER_LIMIT,
    HTML_W_UNSAFE_FORMAT,
    HTML_W_COMMENT,
    HTML_W_BACK,
    HTML_W_INFO, /* sheaf_severity from here on */
    HTML_W_WARNING,
    HTML_W_ERROR,
    HTML_W_READ, /* sheaf_fact_status from here on */
    HTML_W_READ_REPAIRED,
    HTML_W_AMBIGUOUS,
    HTML_W_MISSING,
    HTML_W_TEXT,
    HTML_W_NOTES, /* headings of findings, sheaf_severity from here on */
    HTML_W_WARNINGS,
    HTML_W_ERRORS,
    HTML_W_UNASSESSED,
    HTML_W_UNASSESSED_ABOUT,
    HTML_W_SUPPRESSED,
    HTML_W_SUPPRESSED_ABOUT,
    HTML_W_REASON,
    HTML_W_INVOLVED,
    HTML_W_ALL_VALUES,
    HTML_W_OF_REPORT,
    HTML_W_REPORTS,
    HTML_W_LEGEND,
    HTML_W_KEY_FAILED,
    HTML_W_KEY_WARNED,
    HTML_W_KEY_HINTED,
    HTML_W_KEY_OPERAND,
    HTML_W_KEY_REPAIRED,
    HTML_W_KEY_AMBIGUOUS,
    HTML_W_KEY_MISSING,
    HTML_W_KEY_NOTED,
    HTML_W_COLON,
    HTML_W_MADE_BY,
    HTML_W_COUNT
} html_word_id;

sheaf_str html_word_of(html_language language, html_word_id id);

/* A kind of repair in words; the kind itself where it has none. */
sheaf_str html_repair_words(html_language language, sheaf_str kind);

#endif
