/* One table: a word as a heading, of one, of several; Chinese has no number and a measure word. */
#include "cli/words.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    const char *heading, *one, *many;
} words[][SF_WORD_COUNT] = {
    [SF_ENGLISH] = {[SF_W_ERRORS] = {"Errors", "error", "errors"},
                    [SF_W_WARNINGS] = {"Warnings", "warning", "warnings"},
                    [SF_W_NOTES] = {"Notes", "note", "notes"},
                    [SF_W_UNSURE] = {"Not assessable", "not assessable", "not assessable"},
                    [SF_W_SUPPRESSED] = {"Suppressed", "suppressed", "suppressed"},
                    [SF_W_REPORTS] = {"Reports", "report", "reports"},
                    [SF_W_UNREAD] = {"Not read", "not read", "not read"},
                    [SF_W_SKIPPED] = {"Skipped", "skipped", "skipped"},
                    [SF_W_UNCOMPARED] = {"Not compared", "not compared", "not compared"}},
    [SF_CHINESE] = {[SF_W_ERRORS] = {"错误", "个错误", "个错误"},
                    [SF_W_WARNINGS] = {"警告", "个警告", "个警告"},
                    [SF_W_NOTES] = {"提示", "个提示", "个提示"},
                    [SF_W_UNSURE] = {"无法判定", "项无法判定", "项无法判定"},
                    [SF_W_SUPPRESSED] = {"已豁免", "项已豁免", "项已豁免"},
                    [SF_W_REPORTS] = {"报告", "份报告", "份报告"},
                    [SF_W_UNREAD] = {"未能读取", "份未能读取", "份未能读取"},
                    [SF_W_SKIPPED] = {"已跳过", "个已跳过", "个已跳过"},
                    [SF_W_UNCOMPARED] = {"未能比对", "份未能比对", "份未能比对"}},
};

sf_language sf_language_of(const char *asked) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof(variables) / sizeof(variables[0]) && !(asked && *asked); i++)
        asked = getenv(variables[i]);
    return asked && strncmp(asked, "zh", 2) == 0 ? SF_CHINESE : SF_ENGLISH;
}

void sf_count_word(FILE *out, sf_language language, sf_word word, uint32_t count) {
    fprintf(out, "%" PRIu32 " %s", count,
            count == 1 ? words[language][word].one : words[language][word].many);
}

const char *sf_heading_word(sf_language language, sf_word word) {
    return words[language][word].heading;
}

const char *sf_no_findings(sf_language language) {
    return language == SF_CHINESE ? "没有发现问题" : "no findings";
}
