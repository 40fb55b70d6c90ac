/* Kind `words`: what must or must not be said at a place. A rule is a list of cases, each with a condition, and the first
 * that fails is the finding; severity and message of a case go before the rule's.
 *     {"kind": "words", "where": ["s6"], "must": [{"words": ["处理费"], "pattern": "…"}]}
 *     {"kind": "words", "cases": [{"when": {"field": "agency", "pattern": "镇"}, "where": ["all"], "must_not": [...]}]} */
#include "check/text.h"

typedef struct words_case {
    uint32_t severity;
    form_message message;
    int has_message;
    uint32_t field; /* SHEAF_NONE: no condition on a field */
    form_pattern field_pattern;
    uint32_t from_year, to_year; /* 0: open */
    form_list where;             /* form_where */
    form_list must, must_not;    /* form_pattern */
} words_case;

/* --------------------------------------------------------------------------------- loading -- */

static int load_patterns(form_file *file, form_value list, form_list *out) {
    *out = FORM_LIST_OF(form_pattern);
    for (form_value v = list == SHEAF_NONE ? list : form_first(file, list); v != SHEAF_NONE;
         v = form_next(file, list, v)) {
        static const char *const members[] = {"words", "pattern", NULL};
        form_pattern *pattern = form_push(file->context, out);
        form_only(file, v, members);
        if (pattern == NULL || file->failed || !form_load_pattern(file, v, pattern))
            return 0;
    }
    return !file->failed;
}

static int load_when(form_file *file, form_value when, const form_definition *definition,
                     words_case *out) {
    static const char *const members[] = {"field", "words", "pattern", "from", "to", NULL};
    out->field = SHEAF_NONE;
    if (when == SHEAF_NONE)
        return 1;
    form_only(file, when, members);
    form_value field = form_member(file, when, "field"), from = form_member(file, when, "from"),
               to = form_member(file, when, "to");
    if (field != SHEAF_NONE) {
        out->field = form_field_named(definition, form_text(file, field));
        if (out->field == SHEAF_NONE)
            form_fault(file, field, "the key of a field");
        if (file->failed || !form_load_pattern(file, when, &out->field_pattern))
            return 0;
    }
    out->from_year = from == SHEAF_NONE ? 0 : (uint32_t)form_whole(file, from, 1, 9999);
    out->to_year = to == SHEAF_NONE ? 0 : (uint32_t)form_whole(file, to, 1, 9999);
    return !file->failed;
}

static int load_severity(form_file *file, form_value value, uint32_t *out) {
    static const char *const names[] = {"info", "warning", "error"};
    *out = SHEAF_NONE;
    if (value == SHEAF_NONE)
        return 1;
    sheaf_str name = form_text(file, value);
    for (uint32_t i = 0; i < 3; i++)
        if (form_same(name, (sheaf_str){names[i], i == 0 ? 4 : i == 1 ? 7 : 5}))
            *out = i;
    if (*out == SHEAF_NONE && !file->failed)
        form_fault(file, value, "info, warning or error");
    return !file->failed;
}

/* The rule itself may be its only case: its severity and message are the rule's then. */
static int load_case(form_file *file, form_value value, const form_definition *definition,
                     words_case *out) {
    form_value message = form_member(file, value, "message");
    out->has_message = message != SHEAF_NONE;
    if (out->has_message)
        out->message = form_message_of(file, message);
    int loaded =
        load_severity(file, form_member(file, value, "severity"), &out->severity) &&
        load_when(file, form_member(file, value, "when"), definition, out) &&
        form_load_places(file, form_member(file, value, "where"), definition, &out->where) &&
        load_patterns(file, form_member(file, value, "must"), &out->must) &&
        load_patterns(file, form_member(file, value, "must_not"), &out->must_not);
    if (loaded && out->must.count + out->must_not.count == 0)
        form_fault(file, value, "an object with patterns in \"must\" or \"must_not\"");
    return loaded && !file->failed;
}

static int load_cases(form_file *file, form_value list, const form_definition *definition,
                      form_list *cases) {
    static const char *const members[] = {"severity", "message",  "when", "where",
                                          "must",     "must_not", NULL};
    for (form_value v = form_first(file, list); v != SHEAF_NONE; v = form_next(file, list, v)) {
        words_case *one = form_push(file->context, cases);
        form_only(file, v, members);
        if (one == NULL || file->failed || !load_case(file, v, definition, one))
            return 0;
    }
    return !file->failed;
}

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "cases",    "when", "where",
                                          "must",       "must_not", NULL};
    form_list *cases = form_room(file->context, 1, sizeof *cases);
    form_value list = form_member(file, rule, "cases");
    form_only(file, rule, members);
    if (cases == NULL || file->failed)
        return NULL;
    *cases = FORM_LIST_OF(words_case);
    if (list != SHEAF_NONE)
        return load_cases(file, list, definition, cases) ? cases : NULL;
    words_case *one = form_push(file->context, cases);
    return one != NULL && load_case(file, rule, definition, one) ? cases : NULL;
}

/* --------------------------------------------------------------------------------- judging -- */

/* What a place says: its lines, the title, or the value of a field. */
typedef struct places {
    form_list lines; /* form_line */
    uint32_t absent; /* sections that the report does not have */
} places;

static int add_line(text_bench *bench, places *p, form_line line) {
    form_line *kept = form_push(bench->context, &p->lines);
    if (kept != NULL)
        *kept = line;
    return kept != NULL;
}

static int add_field(text_bench *bench, places *p, uint32_t field) {
    const form_said *said = &bench->said[field];
    if (said->value.ptr == NULL)
        return 1;
    sheaf_str text = form_running_text(bench->context, said->value);
    return text.ptr != NULL && add_line(bench, p, (form_line){said->node, said->printed, text});
}

static int add_place(text_bench *bench, places *p, form_where where) {
    if (where.kind == FORM_IN_TITLE)
        return bench->prose->title.text.len == 0 || add_line(bench, p, bench->prose->title);
    if (where.kind == FORM_IN_FIELD)
        return add_field(bench, p, where.index);
    if (where.index != SHEAF_NONE && bench->report->places[where.index].heading == SHEAF_NONE)
        p->absent++;
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        if (form_where_holds(bench->context, bench->prose, where, line) &&
            !add_line(bench, p, *line))
            return 0;
    }
    return 1;
}

/* 1 where the case is about this report; -1: latched. */
static int applies(text_bench *bench, const words_case *c) {
    uint32_t year = bench->report->year;
    form_match match;
    if ((c->from_year != 0 && (year == 0 || year < c->from_year)) ||
        (c->to_year != 0 && (year == 0 || year > c->to_year)))
        return 0;
    if (c->field == SHEAF_NONE)
        return 1;
    if (bench->said[c->field].value.ptr == NULL)
        return 0;
    sheaf_str text = form_running_text(bench->context, bench->said[c->field].value);
    return text.ptr == NULL ? -1
                            : form_match_from(bench->matcher, &c->field_pattern, text, 0, &match);
}

/* 1: one of the patterns takes the line; *said is what it took, as printed, where that is asked for. -1: latched. */
static int line_has(text_bench *bench, const form_list *patterns, const form_line *line,
                    sheaf_str *said) {
    int found = 0;
    for (uint32_t i = 0; i < patterns->count && found == 0; i++) {
        form_match match;
        found = form_match_from(bench->matcher, FORM_AT(*patterns, const form_pattern, i),
                                line->text, 0, &match);
        if (found == 1 && said != NULL)
            *said = form_close_up(bench->context,
                                  form_printed_range(line->printed, match.first, match.end));
    }
    return found;
}

/* Where a place says nothing the finding stands at its heading, else at the title. */
static uint32_t place_node(const text_bench *bench, const words_case *c) {
    const form_where *where = FORM_AT(c->where, const form_where, 0);
    if ((where->kind == FORM_IN_SECTION || where->kind == FORM_IN_HEADS))
        return bench->report->places[where->index].heading;
    return bench->report->title;
}

static sheaf_str shown(const text_bench *bench, sheaf_str text) {
    const size_t most = 240;
    text = form_close_up(bench->context, text);
    while (text.len > most || (text.len == most && (text.ptr[most] & 0xC0) == 0x80))
        text.len = text.len > most ? most : text.len - 1;
    return text;
}

static int tell(text_bench *bench, const words_case *c, text_finding *finding) {
    uint32_t agency = form_field_named(bench->definition, SHEAF_STR("agency"));
    sheaf_str body = agency != SHEAF_NONE && bench->said[agency].value.ptr != NULL
                         ? bench->said[agency].value
                         : SHEAF_STR("");
    const text_hole holes[] = {
        {"actual", text_both(finding->actual)},
        {"agency", text_both(body)},
        {"year", text_both(text_number(bench->context, bench->report->year))}};
    finding->holes = holes;
    finding->hole_count = 3;
    finding->about = finding->actual;
    if (c->has_message)
        finding->message = c->message;
    if (c->severity != SHEAF_NONE)
        finding->severity = c->severity;
    int outcome = text_fail(bench, finding);
    finding->holes = NULL; /* they die here */
    finding->hole_count = 0;
    return outcome;
}

/* Each line that says what it must not; the finding names them all. 1 fails, 0 passes, -1 latched. */
static int judge_must_not(text_bench *bench, const words_case *c, const places *p) {
    text_finding finding = text_finding_of(bench);
    for (uint32_t i = 0; i < p->lines.count; i++) {
        const form_line *line = FORM_AT(p->lines, const form_line, i);
        sheaf_str said = SHEAF_STR("");
        int found = line_has(bench, &c->must_not, line, &said);
        if (found < 0 || said.ptr == NULL ||
            (found == 1 && !text_add_node(bench, &finding, line->node)))
            return -1;
        if (found == 1 && finding.actual.len == 0)
            finding.actual = said;
    }
    if (finding.actual.len == 0 && finding.nodes.count == 0)
        return 0;
    return tell(bench, c, &finding) ? 1 : -1;
}

/* One line has to say what must be said. */
static int judge_must(text_bench *bench, const words_case *c, const places *p) {
    int found = 0;
    for (uint32_t i = 0; i < p->lines.count && found == 0; i++)
        found = line_has(bench, &c->must, FORM_AT(p->lines, const form_line, i), NULL);
    if (found != 0)
        return found < 0 ? -1 : 0;
    text_finding finding = text_finding_of(bench);
    if (p->lines.count > 0)
        finding.actual = shown(bench, FORM_AT(p->lines, const form_line, 0)->printed);
    if (finding.actual.ptr == NULL || !text_add_node(bench, &finding, place_node(bench, c)))
        return -1;
    return tell(bench, c, &finding) ? 1 : -1;
}

/* 1: it fails; 0: it passes; 2: it does not apply; -1: latched. */
static int judge_case(text_bench *bench, const words_case *c) {
    places p = {.lines = FORM_LIST_OF(form_line)};
    int outcome = applies(bench, c);
    if (outcome != 1)
        return outcome == 0 ? 2 : -1;
    for (uint32_t i = 0; i < c->where.count; i++)
        if (!add_place(bench, &p, *FORM_AT(c->where, const form_where, i)))
            return -1;
    if (p.absent > 0 && p.lines.count == 0)
        return 2;
    outcome = c->must.count > 0 ? judge_must(bench, c, &p) : 0;
    return outcome == 0 && c->must_not.count > 0 ? judge_must_not(bench, c, &p) : outcome;
}

static int judge(text_bench *bench, const void *body) {
    const form_list *cases = body;
    int passes = 0;
    for (uint32_t i = 0; i < cases->count; i++) {
        int outcome = judge_case(bench, FORM_AT(*cases, const words_case, i));
        if (outcome == 1 || outcome < 0)
            return outcome == 1;
        passes |= outcome == 0;
    }
    text_count(bench, passes ? FORM_PASS : FORM_NOT_APPLICABLE);
    return 1;
}

const text_kind text_kind_words = {"words", load, judge};
