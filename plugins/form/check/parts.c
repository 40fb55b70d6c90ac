/* Kind `parts`: 共 N 条，其中 a … b …: what is told as the parts of a number sums to it. Only where all numbers of the enumeration
 * are parts in the same unit, two or more, and nothing (`unless`) says that they are not all: else the sentence is left alone.
 *     {"kind": "parts", "where": ["s1"], "words": ["其中"], "pattern": "(?<total>…)(?<unit>条|件)…其中(?<parts>[^。;]*)",
 *      "part": "(?<value>…)(?<unit>条|件)", "unless": "…"}      Holes: {text} {expected} {actual}. */
#include "check/sentence.h"
#include "check/text.h"

typedef struct parts_body {
    form_list where; /* form_where */
    form_pattern whole, part, unless, number;
} parts_body;

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "where",  "words",  "pattern",
                                          "part",       "number", "unless", NULL};
    parts_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed ||
        !form_load_places(file, form_member(file, rule, "where"), definition, &body->where) ||
        !form_load_pattern(file, rule, &body->whole) ||
        !form_load_pattern_text(file, form_need(file, rule, "part"), &body->part) ||
        !form_load_pattern_text(file, form_need(file, rule, "number"), &body->number) ||
        !form_load_pattern_text(file, form_need(file, rule, "unless"), &body->unless))
        return NULL;
    return body;
}

typedef struct part_sum {
    sheaf_str unit;
    int64_t sum;
    uint32_t parts, numbers;
    int is_mixed; /* a part in another unit, or a number that cannot be read */
} part_sum;

/* All matches of a pattern, counted; with the part's pattern they are added, too. 0: latched. */
static int add_up(text_bench *bench, const form_pattern *pattern, sheaf_str text, uint32_t *count,
                  part_sum *sum) {
    form_match match;
    int found = 1;
    for (size_t from = 0; found == 1; from = match.end > from ? match.end : from + 1) {
        int64_t value = 0;
        found = form_match_from(bench->matcher, pattern, text, from, &match);
        *count += found == 1;
        if (found != 1 || sum == NULL)
            continue;
        if (!form_same(form_group_text(&match, "unit"), sum->unit) ||
            !text_value(form_group_text(&match, "value"), &value) ||
            __builtin_add_overflow(sum->sum, value, &sum->sum))
            sum->is_mixed = 1;
    }
    return found == 0;
}

static int tell(text_bench *bench, const form_line *line, const form_match *match, int64_t total,
                int64_t sum) {
    text_finding finding = text_finding_of(bench);
    finding.expected = text_number(bench->context, total);
    finding.actual = text_number(bench->context, sum);
    sheaf_str text = form_printed_range(line->printed, match->first, match->end);
    const text_hole holes[] = {{"text", text_both(form_close_up(bench->context, text))},
                               {"expected", text_both(finding.expected)},
                               {"actual", text_both(finding.actual)}};
    finding.holes = holes;
    finding.hole_count = 3;
    finding.about = holes[0].value.zh;
    return finding.about.ptr != NULL && text_add_node(bench, &finding, line->node) &&
           text_fail(bench, &finding);
}

/* 1: it was judged; 0: it is none of such sentences; -1: latched. */
static int judge_match(text_bench *bench, const parts_body *body, const form_line *line,
                       const form_match *match) {
    sheaf_str parts = form_group_text(match, "parts");
    part_sum sum = {.unit = form_group_text(match, "unit")};
    int64_t total = 0;
    form_match barred;
    int bars = form_match_from(bench->matcher, &body->unless, parts, 0, &barred);
    if (bars != 0)
        return bars < 0 ? -1 : 0;
    if (!add_up(bench, &body->part, parts, &sum.parts, &sum) ||
        !add_up(bench, &body->number, parts, &sum.numbers, NULL))
        return -1;
    if (!text_value(form_group_text(match, "total"), &total) || sum.parts < 2 ||
        sum.parts != sum.numbers || sum.is_mixed)
        return 0;
    if (sum.sum == total) {
        text_count(bench, FORM_PASS);
        return 1;
    }
    return tell(bench, line, match, total, sum.sum) ? 1 : -1;
}

static int judge_line(text_bench *bench, const parts_body *body, const form_line *line) {
    form_match match;
    int any = 0, found = 1;
    for (size_t from = 0; found == 1; from = match.end > from ? match.end : from + 1) {
        found = form_match_from(bench->matcher, &body->whole, line->text, from, &match);
        int judged = found == 1 ? judge_match(bench, body, line, &match) : 0;
        if (judged < 0)
            return -1;
        any |= judged;
    }
    return found < 0 ? -1 : any;
}

static int judge(text_bench *bench, const void *at) {
    const parts_body *body = at;
    int any = 0;
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        int outcome =
            text_is_looked_at(bench, &body->where, line) ? judge_line(bench, body, line) : 0;
        if (outcome < 0)
            return 0;
        any |= outcome;
    }
    if (!any)
        text_count(bench, FORM_NOT_APPLICABLE);
    return 1;
}

const text_kind text_kind_parts = {"parts", load, judge};
