/* Kind `claims`: a number that a sentence states against a sum of facts; docs/forms.md shows the members. What counts as such
 * a sentence is said narrowly: a claim's pattern, what must (`sentence`, or `heading` in the heading above) and must not
 * (`unless`) stand beside it; a sentence that names another year is about that year. Words that limit it (`scope`: 本级) go
 * into the message. Of matches that overlap the first claim's counts. */
#include "check/sentence.h"
#include "check/text.h"

typedef struct text_claim {
    form_pattern pattern;
    int has_value;
    int64_t value;
    form_list facts; /* sheaf_str: keys with `*` */
} text_claim;

typedef struct claims_body {
    form_list where; /* form_where */
    form_list claims;
    form_pattern sentence, heading, unless, scope; /* source.ptr NULL: none */
    form_message scope_said;                       /* with the hole {words} */
} claims_body;

/* --------------------------------------------------------------------------------- loading -- */

static size_t part_length(sheaf_str key, size_t from) {
    size_t at = from;
    while (at < key.len && key.ptr[at] != '.')
        at++;
    return at - from;
}

/* Most keys differ within the first bytes, so both are walked at once. */
static int key_fits(sheaf_str key, sheaf_str wanted) {
    size_t k = 0, w = 0;
    while (k < key.len && w < wanted.len) {
        int is_first = w == 0 || wanted.ptr[w - 1] == '.';
        int is_any = is_first && wanted.ptr[w] == '*' && part_length(wanted, w) == 1;
        if (!is_any && key.ptr[k] != wanted.ptr[w])
            return 0;
        k += is_any ? part_length(key, k) : 1;
        w++;
    }
    return k == key.len && w == wanted.len;
}

static int names_cell(const form_definition *definition, sheaf_str wanted) {
    for (uint32_t i = 0; i < definition->cells.count; i++)
        if (key_fits(FORM_AT(definition->cells, const form_cell, i)->key, wanted))
            return 1;
    return 0;
}

static int load_facts(form_file *file, form_value list, const form_definition *definition,
                      form_list *out) {
    *out = FORM_LIST_OF(sheaf_str);
    if (!form_is(file, list, JSON_ARRAY))
        form_fault(file, list, "a list of keys of facts in \"facts\"");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, list); v != SHEAF_NONE;
         v = form_next(file, list, v)) {
        sheaf_str *key = form_push(file->context, out);
        if (key == NULL)
            return 0;
        *key = form_text(file, v);
        if (!file->failed && file->context->document == NULL && !names_cell(definition, *key))
            form_fault(file, v, "the key of a cell of this form, * for one part of it");
    }
    return !file->failed;
}

static int load_claim(form_file *file, form_value value, const form_definition *definition,
                      text_claim *out) {
    static const char *const members[] = {"words", "pattern", "value", "facts", NULL};
    form_only(file, value, members);
    form_value number = form_member(file, value, "value");
    out->has_value = number != SHEAF_NONE;
    out->value = out->has_value ? form_whole(file, number, 0, INT32_MAX) : 0;
    return !file->failed && form_load_pattern(file, value, &out->pattern) &&
           load_facts(file, form_need(file, value, "facts"), definition, &out->facts);
}

static int load_optional(form_file *file, form_value value, form_pattern *out) {
    static const char *const members[] = {"words", "pattern", "said", NULL};
    *out = (form_pattern){.source = {NULL, 0}};
    if (value == SHEAF_NONE)
        return 1;
    form_only(file, value, members);
    return !file->failed && form_load_pattern(file, value, out);
}

static int load_scope(form_file *file, form_value value, claims_body *body) {
    if (!load_optional(file, value, &body->scope))
        return 0;
    if (value != SHEAF_NONE)
        body->scope_said = form_message_of(file, form_need(file, value, "said"));
    return !file->failed;
}

static int load_parts(form_file *file, form_value rule, const form_definition *definition,
                      claims_body *body) {
    form_value claims = form_need(file, rule, "claims");
    body->claims = FORM_LIST_OF(text_claim);
    if (!form_is(file, claims, JSON_ARRAY))
        form_fault(file, claims, "a list of claims");
    for (form_value v = file->failed ? SHEAF_NONE : form_first(file, claims); v != SHEAF_NONE;
         v = form_next(file, claims, v)) {
        text_claim *claim = form_push(file->context, &body->claims);
        if (claim == NULL || !load_claim(file, v, definition, claim))
            return 0;
    }
    return !file->failed &&
           load_optional(file, form_member(file, rule, "sentence"), &body->sentence) &&
           load_optional(file, form_member(file, rule, "heading"), &body->heading) &&
           load_optional(file, form_member(file, rule, "unless"), &body->unless) &&
           load_scope(file, form_member(file, rule, "scope"), body);
}

static const void *load(form_file *file, form_value rule, const form_definition *definition) {
    static const char *const members[] = {RULE_MEMBERS, "where",  "claims", "sentence",
                                          "heading",    "unless", "scope",  NULL};
    claims_body *body = form_room(file->context, 1, sizeof *body);
    form_only(file, rule, members);
    if (body == NULL || file->failed ||
        !form_load_places(file, form_member(file, rule, "where"), definition, &body->where) ||
        !load_parts(file, rule, definition, body))
        return NULL;
    return body;
}

/* --------------------------------------------------------------------------------- judging -- */

/* A sum of facts. */
typedef struct fact_sum {
    sheaf_decimal sum;
    uint32_t found, open; /* facts, and those of them without a value */
} fact_sum;

/* 0: latched. A sum that does not fit counts as open. */
static int add_facts(text_bench *bench, const text_claim *claim, text_finding *finding,
                     fact_sum *out) {
    const rule_book *book = &bench->desk->book;
    form_span own = rule_group_of(&book->facts, bench->report->instance);
    for (uint32_t i = 0; i < own.count; i++) {
        const sheaf_fact *fact = rule_book_fact(book, own.first + i);
        int is_wanted = 0;
        for (uint32_t k = 0; k < claim->facts.count && !is_wanted; k++)
            is_wanted = key_fits(fact->key, *FORM_AT(claim->facts, const sheaf_str, k));
        if (!is_wanted)
            continue;
        out->found++;
        if (!fact->has_value || !rule_add(&out->sum, fact->value, 1))
            out->open++;
        if (!text_add_fact(bench, finding, fact->key))
            return 0;
    }
    return 1;
}

/* Words of the sentence that limit what it counts, in a phrase; empty for none. 0: latched. */
static int limit_of(text_bench *bench, const claims_body *body, sheaf_str sentence,
                    form_message *out) {
    form_match match;
    *out = text_both(SHEAF_STR(""));
    int found = body->scope.source.ptr == NULL
                    ? 0
                    : form_match_from(bench->matcher, &body->scope, sentence, 0, &match);
    if (found != 1)
        return found == 0;
    sheaf_str words = {sentence.ptr + match.first, match.end - match.first};
    const text_hole holes[] = {{"words", text_both(words)}};
    *out = text_fill(bench, body->scope_said, holes, 1);
    return out->zh.ptr != NULL && out->en.ptr != NULL;
}

/* A sentence, and what it was taken for so far. */
enum { MOST_CLAIMS = 32 };

typedef struct claim_sentence {
    const form_line *line, *heading; /* heading: the last one before the line; NULL: none */
    sheaf_str text;                  /* running */
    int is_about; /* 1: it is about what the rule is about; 0: not; -1: not looked at yet */
    text_range taken[MOST_CLAIMS];
    uint32_t taken_count;
} claim_sentence;

/* A number that is stated. */
typedef struct stated {
    const text_claim *claim;
    form_match match;
    int64_t value;
} stated;

/* The facts that have no value are named with the rule. */
static void count_open(text_bench *bench, const text_finding *finding) {
    text_count(bench, FORM_NOT_ASSESSABLE);
    for (uint32_t i = 0; i < finding->facts.count; i++) {
        sheaf_str key = *FORM_AT(finding->facts, const sheaf_str, i);
        const sheaf_fact *fact = form_desk_fact(bench->desk, key, bench->report->instance);
        if (fact == NULL || !fact->has_value)
            form_desk_lacks(bench->desk, bench->rule->id, key);
    }
}

/* As printed. The sentence is a part of the running text of its line. */
static sheaf_str printed_of(const text_bench *bench, const claim_sentence *sentence,
                            const form_match *match) {
    size_t at = (size_t)(sentence->text.ptr - sentence->line->text.ptr);
    return form_close_up(bench->context, form_printed_range(sentence->line->printed,
                                                            at + match->first, at + match->end));
}

static int tell(text_bench *bench, const claims_body *body, const claim_sentence *sentence,
                const stated *s, sheaf_decimal sum, text_finding *finding) {
    form_message scope;
    if (!limit_of(bench, body, sentence->text, &scope))
        return 0;
    finding->expected = rule_print(bench->context, sum);
    finding->actual = text_number(bench->context, s->value);
    const text_hole holes[] = {{"text", text_both(printed_of(bench, sentence, &s->match))},
                               {"expected", text_both(finding->expected)},
                               {"actual", text_both(finding->actual)},
                               {"scope", scope}};
    finding->holes = holes;
    finding->hole_count = 4;
    return text_add_node(bench, finding, sentence->line->node) && text_fail(bench, finding);
}

static int compare(text_bench *bench, const claims_body *body, const claim_sentence *sentence,
                   const stated *s) {
    text_finding finding = text_finding_of(bench);
    fact_sum sum = {.sum = {0, 0}};
    int order = 0;
    if (!add_facts(bench, s->claim, &finding, &sum))
        return 0;
    if (sum.found == 0 || sum.open > 0 ||
        !rule_order(sum.sum, (sheaf_decimal){s->value, 0}, &order)) {
        count_open(bench, &finding);
        return 1;
    }
    if (order != 0)
        return tell(bench, body, sentence, s, sum.sum, &finding);
    text_count(bench, FORM_PASS);
    return 1;
}

/* 1: the optional pattern stands in the text; -1: latched. */
static int stands_in(text_bench *bench, const form_pattern *pattern, sheaf_str text) {
    form_match match;
    return pattern->source.ptr == NULL ? 0
                                       : form_match_from(bench->matcher, pattern, text, 0, &match);
}

/* 1 where the sentence, or else the heading above it, says what the rule is about; -1: latched. */
static int find_about(text_bench *bench, const claims_body *body, const claim_sentence *sentence) {
    if (text_has_other_year(sentence->text, bench->report->year))
        return 0;
    int about =
        body->sentence.source.ptr == NULL ? 1 : stands_in(bench, &body->sentence, sentence->text);
    if (about == 0 && sentence->heading != NULL)
        about = stands_in(bench, &body->heading, sentence->heading->text);
    int barred = about == 1 ? stands_in(bench, &body->unless, sentence->text) : 0;
    return about < 0 || barred < 0 ? -1 : about && !barred;
}

static int state_value(const text_claim *claim, const form_match *match, int64_t *value) {
    *value = claim->value;
    return claim->has_value || text_value(form_group_text(match, "value"), value);
}

static int is_free(const claim_sentence *sentence, const form_match *match) {
    for (uint32_t i = 0; i < sentence->taken_count; i++)
        if (match->first < sentence->taken[i].end && sentence->taken[i].first < match->end)
            return 0;
    return 1;
}

/* 0: latched. */
static int judge_claim(text_bench *bench, const claims_body *body, const text_claim *claim,
                       claim_sentence *sentence) {
    stated s = {.claim = claim};
    int found = 1;
    for (size_t from = 0; found == 1 && sentence->taken_count<MOST_CLAIMS; from = s.match.end> from
                              ? s.match.end
                              : from + 1) {
        found = form_match_from(bench->matcher, &claim->pattern, sentence->text, from, &s.match);
        if (found != 1 || !is_free(sentence, &s.match) || !state_value(claim, &s.match, &s.value))
            continue;
        if (sentence->is_about < 0)
            sentence->is_about = find_about(bench, body, sentence);
        if (sentence->is_about != 1)
            return sentence->is_about == 0;
        if (!compare(bench, body, sentence, &s))
            return 0;
        sentence->taken[sentence->taken_count++] = (text_range){s.match.first, s.match.end};
    }
    return found >= 0;
}

/* A line is parted into sentences only where one of them may be a claim. */
static int may_claim(const claims_body *body, sheaf_str line) {
    for (uint32_t c = 0; c < body->claims.count; c++)
        if (form_may_match(&FORM_AT(body->claims, const text_claim, c)->pattern, line))
            return 1;
    return 0;
}

/* 1: something was stated; 0: nothing; -1: latched. */
static int judge_line(text_bench *bench, const claims_body *body, const form_line *line,
                      const form_line *heading) {
    text_range range = {0, 0};
    int any = 0, may = may_claim(body, line->text);
    while (may && text_next_sentence(line->text, &range)) {
        claim_sentence sentence = {.line = line, .heading = heading, .is_about = -1};
        sentence.text = (sheaf_str){line->text.ptr + range.first, range.end - range.first};
        for (uint32_t c = 0; c < body->claims.count; c++)
            if (!judge_claim(bench, body, FORM_AT(body->claims, const text_claim, c), &sentence))
                return -1;
        any |= sentence.taken_count > 0;
    }
    return any;
}

enum { TICK = 16 };

static int judge(text_bench *bench, const void *at) {
    const claims_body *body = at;
    const form_line *heading = NULL;
    int any = 0;
    for (uint32_t i = 0; i < bench->prose->lines.count; i++) {
        const form_line *line = FORM_AT(bench->prose->lines, const form_line, i);
        const sheaf_node *node = form_node_at(bench->context->document, line->node);
        int is_there = text_is_looked_at(bench, &body->where, line);
        int outcome = is_there ? judge_line(bench, body, line, heading) : 0;
        heading = node->kind == SHEAF_HEADING ? line : heading;
        if (outcome < 0 ||
            (i % TICK == 0 && bench->context->host->tick(bench->context->job, i, 0) != SHEAF_OK))
            return 0;
        any |= outcome;
    }
    if (!any)
        text_count(bench, FORM_NOT_APPLICABLE);
    return 1;
}

const text_kind text_kind_claims = {"claims", load, judge};
