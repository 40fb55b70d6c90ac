/* The few words that the results of a check are framed with, in the two languages that its findings have. */
#ifndef SF_CLI_WORDS_H
#define SF_CLI_WORDS_H

#include <stdint.h>
#include <stdio.h>

typedef enum sf_language { SF_ENGLISH, SF_CHINESE } sf_language;

typedef enum sf_word {
    SF_W_ERRORS,
    SF_W_WARNINGS,
    SF_W_NOTES,
    SF_W_UNSURE,
    SF_W_SUPPRESSED,
    SF_W_REPORTS,
    SF_W_UNREAD,
    SF_W_SKIPPED,
    SF_W_UNCOMPARED,
    SF_WORD_COUNT
} sf_word;

/* What was asked for (`zh`, `en`; NULL: nothing), else what the environment's LC_ALL, LC_MESSAGES or LANG says. */
sf_language sf_language_of(const char *asked);

/* `3 errors`, `1 error`, `3 个错误`. */
void sf_count_word(FILE *out, sf_language language, sf_word word, uint32_t count);

/* The word as a heading: `Errors`, `错误`. */
const char *sf_heading_word(sf_language language, sf_word word);

const char *sf_no_findings(sf_language language);

#endif
