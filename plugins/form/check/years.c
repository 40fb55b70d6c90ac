/* Kind `years`: years that the narrative names are those of the report or close to it (`within`), unless they stand in
 * something that is cited (`except`: a pattern for what to look away from).
 *     {"kind": "years", "where": ["s1"], "pattern": "(?<value>\\d{4})年", "within": 1, "except": "《[^》]*》"}
 * Holes: {years} {year}. */
#include "check/sentence.h"
#include "check/text.h"

typedef struct years_body {
    form_list where; /* form_where */
    form_pattern year, except;
    int64_t within;
} years_body;

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "where",  "words", "pattern",
                                          "within",     "except", NULL};
    years_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed)
        return NULL;
    body->within = form_whole(file, form_need(file, rule, "within"), 0, 1000);
    if (file->failed ||
        !form_load_places(file, form_member(file, rule, "where"), definition, &body->where) ||
        !form_load_pattern(file, rule, &body->year) ||
        !form_load_pattern_text(file, form_need(file, rule, "except"), &body->except))
        return NULL;
    return body;
}

/* What is cited in a line, from the front. */
typedef struct citations {
    form_match match;
    int found; /* 0: there is none any more */
} citations;

/* Is the byte inside a citation? Bytes are asked for in order. -1: latched. */
static int is_cited(text_bench *bench, const form_pattern *pattern, sheaf_str text, size_t at,
                    citations *cited) {
    while (cited->found == 1 && cited->match.end <= at) {
        cited->found =
            form_match_from(bench->matcher, pattern, text, cited->match.end, &cited->match);
        if (cited->found == 1 && cited->match.end == cited->match.first)
            cited->match.end++;
    }
    return cited->found < 0 ? -1 : cited->found == 1 && cited->match.first <= at;
}

/* The years that are told already. */
static int is_told(const text_names *years, sheaf_str year) {
    for (uint32_t i = 0; i < years->zh.count; i++)
        if (form_same(*FORM_AT(years->zh, const sheaf_str, i), year))
            return 1;
    return 0;
}

enum { MOST_YEARS = 20 };

/* Each year once, each line once. 0: latched. */
static int add_year(text_bench *bench, const form_line *line, sheaf_str year, text_finding *finding,
                    text_names *years) {
    const uint32_t *nodes = finding->nodes.at;
    int is_new = finding->nodes.count == 0 || nodes[finding->nodes.count - 1] != line->node;
    if (is_new && !text_add_node(bench, finding, line->node))
        return 0;
    return years->zh.count >= MOST_YEARS || is_told(years, year) ||
           text_add_name(bench, years, text_both(year));
}

/* 0: latched. */
static int look_in(text_bench *bench, const years_body *body, const form_line *line,
                   text_finding *finding, text_names *years) {
    form_match match;
    citations citing = {.found = 1};
    int found = 1;
    for (size_t from = 0; found == 1; from = match.end > from ? match.end : from + 1) {
        int64_t year = 0, off = 0;
        found = form_match_from(bench->matcher, &body->year, line->text, from, &match);
        sheaf_str said = found == 1 ? form_group_text(&match, "value") : SHEAF_STR("");
        if (found != 1 || !text_value(said, &year))
            continue;
        off = year - (int64_t)bench->report->year;
        if (off >= -body->within && off <= body->within)
            continue;
        int cited = is_cited(bench, &body->except, line->text, match.first, &citing);
        if (cited < 0)
            return 0;
        if (cited == 0 && !add_year(bench, line, said, finding, years))
            return 0;
    }
    return found == 0;
}

static int judge(text_bench *bench, const void *at) {
    const years_body *body = at;
    text_finding finding = text_finding_of(bench);
    text_names years = text_names_begin();
    if (bench->report->year == 0) {
        text_count(bench, FORM_NOT_ASSESSABLE);
        return 1;
    }
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        if (text_is_looked_at(bench, &body->where, line) &&
            !look_in(bench, body, line, &finding, &years))
            return 0;
    }
    if (years.zh.count == 0) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    const text_hole holes[] = {
        {"years", text_list(bench, &years)},
        {"year", text_both(text_number(bench->context, bench->report->year))}};
    finding.holes = holes;
    finding.hole_count = 2;
    finding.expected = holes[1].value.zh;
    finding.actual = holes[0].value.zh;
    finding.about = finding.actual;
    return text_fail(bench, &finding);
}

const text_kind text_kind_years = {"years", load, judge};
