/* sheaf check --explain RULE: what the definitions say of it, or the nearest rule that they know. */
#include "cli/explain.h"
#include "base/text.h"
#include "cli/definition.h"
#include "host/nearest.h"

#include <stdlib.h>
#include <string.h>

/* A rule that is looked for in all definitions. They are lent, so the text of one is kept until it is known whether the
 * next one says the same, and what is nearest to the rule is copied. */
typedef struct search {
    const char *rule;
    sf_language language;
    int shows; /* 0: only looks */
    uint32_t found;
    char *text, *names; /* what was found, and not printed yet */
    int no_memory;
    char nearest[64];
    unsigned distance;
} search;

static void consider(search *s, sheaf_str id) {
    unsigned distance = sf_str_distance(sf_str_of(s->rule), id);
    if (distance >= s->distance || id.len >= sizeof s->nearest)
        return;
    s->distance = distance;
    memcpy(s->nearest, id.ptr, id.len);
    s->nearest[id.len] = '\0';
}

static void flush(search *s, FILE *out) {
    if (s->text)
        fprintf(out, "%s:%s", s->names, s->text);
    free(s->text);
    free(s->names);
    s->text = s->names = NULL;
}

/* `a.json` or `a.json, b.json`; the old text is freed. */
static char *add_name(char *names, const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    size_t room = (names ? strlen(names) + 2 : 0) + strlen(name) + 1;
    char *longer = malloc(room);
    if (longer)
        snprintf(longer, room, "%s%s%s", names ? names : "", names ? ", " : "", name);
    free(names);
    return longer;
}

/* Takes the text over. */
static void keep(search *s, char *text, const char *path) {
    int is_same = s->text && text && strcmp(s->text, text) == 0;
    if (!is_same) {
        int is_first = !s->found;
        flush(s, stdout);
        fputs(is_first ? "" : "\n", stdout);
        s->text = text;
    } else {
        free(text);
    }
    s->names = add_name(s->names, path);
    s->no_memory |= !s->text || !s->names;
}

static void show(search *s, const char *path, const sheaf_document *d, uint32_t node) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out)
        sf_definition_show(out, d, node, sf_section_end(d, node), s->language);
    if (out && fclose(out) == 0)
        keep(s, text, path);
    else
        s->no_memory = 1;
}

static int look(void *context, const char *path, const sheaf_document *d) {
    search *s = context;
    sheaf_str id;
    for (uint32_t n = sf_next_rule(d, 0, &id); n != SHEAF_NONE; n = sf_next_rule(d, n + 1, &id)) {
        consider(s, id);
        if (!sf_str_equal(id, sf_str_of(s->rule)))
            continue;
        if (s->shows)
            show(s, path, d, n);
        s->found++;
    }
    return !s->no_memory;
}

/* ---- rules of the run itself and of any document, which no definition has ---- */

static const struct {
    const char *id, *severity;
    const char *text[2]; /* by sf_language */
} own[] = {
    {"Y-GAP",
     "info",
     {"Between two reports of one agency that are checked together, the report of a year is "
      "missing. Agency and "
      "year are those that the reports state. An archive that lacks a year is told so; where the "
      "report was "
      "never due, nothing is wrong.",
      "一并检查的同一机关的两份报告之间缺少某一年度的报告。机关和年度以报告所载为准。"}},
    {"Y-TWICE",
     "warning",
     {"Two of the reports that are checked together state the same agency and year. Perhaps one is "
      "a draft, or "
      "states a wrong year.",
      "一并检查的报告中有两份载明同一机关、同一年度，其中一份可能是草稿或者年度有误。"}},
    {"G-EMPTY",
     "warning",
     {"A table of no form holds nothing: no cell has a text or a figure.",
      "不属于报告格式的表格没有任何内容。"}},
    {"G-RAGGED",
     "warning",
     {"A row of a table of no form has fewer cells than the others, where most of the others are "
      "whole.",
      "不属于报告格式的表格中，某一行的单元格少于其他各行。"}},
    {"G-TOTAL",
     "warning",
     {"A row or column that is labelled as a total (合计, 总计, 小计, Total, Sum, Subtotal) is not "
      "the sum "
      "of its items. Tables do not say what a total sums up, so several readings are tried, "
      "rounding is "
      "allowed for, and the message states how sure the finding is.",
      "标为合计、总计、小计（Total、Sum、Subtotal）的行或列不等于各项之和。表格没有写明合计的范围，"
      "因此尝试多种读法，容许四舍五入的误差，并写明把握程度。"}},
    {"G-NUMBER",
     "warning",
     {"The numbers of headings of one level, or of the items of a list, leave one out or repeat "
      "one.",
      "同级标题或者同一列表的编号缺号或者重号。"}},
    {"G-TABLE-NUMBER",
     "warning",
     {"The numbers in the captions of tables leave one out or repeat one.",
      "表格标题的编号缺号或者重号。"}},
    {"G-PAGE-NUMBER",
     "warning",
     {"The printed page numbers count on by one but for one step: pages are missing there.",
      "页码在一处不连续，可能缺页。"}},
};

static size_t own_rule(const char *id) {
    size_t i = 0;
    while (i < sizeof(own) / sizeof(own[0]) && strcmp(own[i].id, id) != 0)
        i++;
    return i;
}

static int explain_own(const search *s) {
    size_t i = own_rule(s->rule);
    if (i == sizeof(own) / sizeof(own[0]))
        return 0;
    printf("%s\n  %s\n    %s\n", own[i].id, own[i].severity, own[i].text[s->language]);
    return 1;
}

/* ---- answers ---- */

static sf_exit refuse(const sf_session *session, search *s) {
    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
        consider(s, sf_str_of(own[i].id));
    if (s->nearest[0] && s->distance <= 1 + strlen(s->rule) / 2)
        return sf_misuse(session->voice, "there is no rule \"%.100s\"; did you mean \"%s\"?",
                         s->rule, s->nearest);
    return sf_misuse(session->voice,
                     "there is no rule \"%.100s\"; `sheaf forms show ID` lists the rules of a form",
                     s->rule);
}

sf_exit sf_explain(const sf_session *session, const char *rule, sf_language language) {
    search s = {.rule = rule, .language = language, .shows = 1, .distance = UINT32_MAX};
    sf_exit outcome = SF_CLEAN;
    if (!explain_own(&s)) {
        outcome = sf_definitions_each(session, look, &s);
        flush(&s, stdout);
        if (outcome == SF_CLEAN && !s.found)
            outcome = refuse(session, &s);
    }
    if (s.no_memory)
        sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory for the explanation");
    return sf_finish_output(session->voice, s.no_memory ? SF_FAILED : outcome);
}

sf_exit sf_rule_must_be(const sf_session *session, const char *rule) {
    search s = {.rule = rule, .distance = UINT32_MAX};
    if (own_rule(rule) < sizeof(own) / sizeof(own[0]))
        return SF_CLEAN;
    sf_definitions_each(session, look, &s);
    return s.found ? SF_CLEAN : refuse(session, &s);
}
