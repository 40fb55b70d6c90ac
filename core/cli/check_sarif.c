/* Results as SARIF 2.1.0 (OASIS, 2020): one run, a result for each finding, and behind them the rules that were seen with
 * what their definitions say, so that nothing but their names is kept while reports go by. */
#include "base/text.h"
#include "cli/check.h"
#include "cli/definition.h"
#include "cli/general_rules.h"
#include "cli/json.h"
#include "io/cstring.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA                                                                                     \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static void begin(sf_printer *p) {
    p->rules = (sf_vec)SF_VEC_OF(sf_rule);
    fputs("{\"$schema\": \"" SCHEMA "\",\n \"version\": \"2.1.0\",\n \"runs\": [{\"results\": [",
          p->out);
}

/* ---- the rules that were seen ---- */

static int by_id(const void *a, const void *b) {
    return strcmp(((const sf_rule *)a)->id, ((const sf_rule *)b)->id);
}

static sf_rule *find_rule(const sf_vec *rules, uint32_t sorted, const char *id) {
    sf_rule key = {.id = (char *)(uintptr_t)id};
    return sorted ? bsearch(&key, rules->base, sorted, sizeof key, by_id) : NULL;
}

/* Sorts in what is new behind the `sorted` ones; twins fall out. */
static void settle(sf_vec *rules, uint32_t sorted) {
    uint32_t kept = 0;
    if (rules->count == sorted)
        return;
    qsort(rules->base, rules->count, sizeof(sf_rule), by_id);
    for (uint32_t i = 0; i < rules->count; i++) {
        sf_rule *rule = SF_VEC_AT(rules, sf_rule, i);
        if (kept && by_id(SF_VEC_AT(rules, sf_rule, kept - 1), rule) == 0)
            free(rule->id);
        else
            *SF_VEC_AT(rules, sf_rule, kept++) = *rule;
    }
    rules->count = kept;
}

static void note_rule(sf_printer *p, uint32_t sorted, sheaf_str name) {
    char *id = sf_cstring_new(name);
    int is_new = id && !find_rule(&p->rules, sorted, id);
    sf_rule *room = is_new ? sf_vec_push(&p->rules, 1) : NULL;
    if (room)
        room->id = id;
    else
        free(id);
    p->no_memory |= !id || (is_new && !room);
}

static void note_rules(sf_printer *p, const sf_checked *c) {
    uint32_t sorted = p->rules.count;
    for (uint32_t i = 0; i < c->check_count; i++)
        note_rule(p, sorted, c->checks[i]->rule);
    for (uint32_t i = 0; i < c->finding_count; i++)
        note_rule(p, sorted, c->findings[i]->rule);
    settle(&p->rules, sorted);
}

/* ---- results ---- */

/* A relative reference or a file URI (RFC 3986): everything but unreserved characters and '/' is encoded. */
static void put_uri(FILE *out, const char *path) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    fputs(*path == '/' ? "\"file://" : "\"", out);
    for (const char *c = path; *c; c++)
        fprintf(out, strchr(plain, *c) ? "%c" : "%%%02X", (unsigned char)*c);
    putc('"', out);
}

/* A region of text has lines and bytes; a page is no region of SARIF, and goes into the properties. */
static void put_location(sf_printer *p, const sf_checked *c, const sheaf_finding *f) {
    const sheaf_origin *at = sf_finding_place(c->document, f);
    fputs(", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ", p->out);
    put_uri(p->out, c->file);
    putc('}', p->out);
    if (at && at->kind == SHEAF_AT_BYTES && at->unit)
        fprintf(p->out, ", \"region\": {\"startLine\": %" PRIu32 "}", at->unit);
    putc('}', p->out);
    for (uint32_t i = 0; i < f->fact_count; i++) {
        fputs(i ? ", " : ", \"logicalLocations\": [", p->out);
        sf_json_member(p->out, "{", "name", f->facts[i]);
        fputs(", \"kind\": \"member\"}", p->out);
    }
    fputs(f->fact_count ? "]}]" : "}]", p->out);
}

static void put_properties(sf_printer *p, const sf_checked *c, const sheaf_finding *f) {
    const sheaf_origin *at = sf_finding_place(c->document, f);
    fputs(", \"properties\": {", p->out);
    sf_json_member(p->out, "", "expected", f->expected);
    sf_json_member(p->out, ", ", "actual", f->actual);
    if (at && at->kind == SHEAF_AT_PAGE)
        fprintf(p->out, ", \"page\": %" PRIu32, at->unit);
    if (f->instance)
        fprintf(p->out, ", \"instance\": %" PRIu32, f->instance);
    if (at)
        sf_json_origin(p->out, ", ", at, c->document->parts);
    putc('}', p->out);
}

/* What cannot be assessed is of kind `open`, and such a result has no level. */
static const char *level_of(const sheaf_finding *f) {
    static const char *const levels[] = {"note", "warning", "error"};
    if (f->outcome != SHEAF_FAIL)
        return "none";
    return levels[f->severity < SHEAF_ERROR ? f->severity : SHEAF_ERROR];
}

static void put_suppressions(sf_printer *p, const sheaf_finding *f) {
    fputs(", \"suppressions\": [", p->out);
    if (f->suppressed.len) {
        sf_json_member(p->out, "{\"kind\": \"external\", ", "justification", f->suppressed);
        putc('}', p->out);
    }
    putc(']', p->out);
}

static void put_result(sf_printer *p, const sf_checked *c, const sheaf_finding *f) {
    sf_json_member(p->out, "{", "ruleId", f->rule);
    fprintf(p->out, ", \"kind\": \"%s\", \"level\": \"%s\"", f->outcome ? "open" : "fail",
            level_of(f));
    sf_json_member(p->out, ", \"message\": {", "text", sf_finding_message(f, p->language));
    putc('}', p->out);
    put_location(p, c, f);
    if (f->fingerprint.len) {
        sf_json_member(p->out, ", \"partialFingerprints\": {", "sheafFinding/v1", f->fingerprint);
        putc('}', p->out);
    }
    put_suppressions(p, f);
    put_properties(p, c, f);
    putc('}', p->out);
}

/* ---- what could not be read ---- */

/* Kept as text until the end, as notifications belong to the invocation. */
static void note_unread(sf_printer *p, const sf_checked *c) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    sf_rule *room = out ? sf_vec_push(&p->unread, 1) : NULL;
    if (out && room) {
        fputs("{\"level\": \"error\", ", out);
        sf_json_member(out, "\"message\": {", "text", sf_str_of(c->error->message));
        sf_json_member(out, "}, \"descriptor\": {", "id", sf_str_of(c->error->code));
        fputs("}, \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ", out);
        put_uri(out, c->file);
        fputs("}}}]}", out);
    }
    if (out)
        fclose(out);
    p->no_memory |= !room || !text;
    if (room)
        room->id = text;
    else
        free(text);
}

static void put_report(sf_printer *p, const sf_checked *c) {
    if (!c->document) {
        note_unread(p, c);
        return;
    }
    note_rules(p, c);
    for (uint32_t i = 0; i < c->finding_count; i++) {
        fputs(p->pieces++ ? ",\n  " : "\n  ", p->out);
        put_result(p, c, c->findings[i]);
    }
}

/* ---- the end: who checked, by which rules ---- */

/* What the rule is about stands behind its severity. */
static char *text_of(const sheaf_document *d, uint32_t first, uint32_t end, sf_language language) {
    enum { BEFORE = 1 };
    for (uint32_t i = first, seen = 0; i < end; i++) {
        const sheaf_node *node = SHEAF_AT(d->nodes, sheaf_node, i);
        sheaf_str text =
            node->kind == SHEAF_PARAGRAPH ? sf_text_in(node->text, language) : SHEAF_STR("");
        if (text.len && seen++ == BEFORE)
            return sf_cstring_new(text);
    }
    return NULL;
}

static int take_texts(void *context, const char *path, const sheaf_document *d) {
    sf_printer *p = context;
    sheaf_str id;
    (void)path;
    for (uint32_t n = sf_next_rule(d, 0, &id); n != SHEAF_NONE; n = sf_next_rule(d, n + 1, &id)) {
        char *name = sf_cstring_new(id);
        sf_rule *rule = name ? find_rule(&p->rules, p->rules.count, name) : NULL;
        if (rule && !rule->about)
            rule->about = text_of(d, n + 1, sf_section_end(d, n), p->language);
        free(name);
    }
    return 1;
}

/* Rules that no definition has. */
static void take_general(sf_printer *p) {
    const sf_general_rule *known;
    for (size_t i = 0; (known = sf_general_rule_at(i)); i++) {
        sf_rule *rule = find_rule(&p->rules, p->rules.count, known->id);
        if (rule && !rule->about)
            rule->about = sf_cstring_new(sf_str_of(known->text[p->language]));
    }
}

static void put_rules(sf_printer *p) {
    for (uint32_t i = 0; i < p->rules.count; i++) {
        const sf_rule *rule = SF_VEC_AT(&p->rules, sf_rule, i);
        fputs(i ? ",\n   " : "\n   ", p->out);
        sf_json_member(p->out, "{", "id", sf_str_of(rule->id));
        if (rule->about) {
            sf_json_member(p->out, ", \"shortDescription\": {", "text", sf_str_of(rule->about));
            putc('}', p->out);
        }
        putc('}', p->out);
    }
}

static void put_invocation(sf_printer *p) {
    fprintf(p->out, ", \"invocations\": [{\"executionSuccessful\": %s",
            p->unread.count ? "false" : "true");
    for (uint32_t i = 0; i < p->unread.count; i++) {
        const char *text = SF_VEC_AT(&p->unread, sf_rule, i)->id;
        fprintf(p->out, "%s%s", i ? ", " : ", \"toolExecutionNotifications\": [", text ? text : "");
    }
    fputs(p->unread.count ? "]}]" : "}]", p->out);
}

static void forget(sf_vec *rules) {
    for (uint32_t i = 0; i < rules->count; i++) {
        free(SF_VEC_AT(rules, sf_rule, i)->id);
        free(SF_VEC_AT(rules, sf_rule, i)->about);
    }
    sf_vec_done(rules);
}

static void end(sf_printer *p) {
    if (p->rules.count)
        sf_definitions_each(p->session, take_texts, p);
    take_general(p);
    fputs("],\n  \"tool\": {\"driver\": {\"name\": \"Sheaf\"", p->out);
    sf_json_member(p->out, ", ", "version", sf_str_of(sheaf_version()));
    sf_json_member(p->out, ", ", "semanticVersion", sf_str_of(sheaf_version()));
    fputs(", \"rules\": [", p->out);
    put_rules(p);
    fputs("]}}", p->out);
    put_invocation(p);
    fputs("}]}\n", p->out);
    forget(&p->rules);
    forget(&p->unread);
}

const sf_format sf_check_sarif = {"sarif", begin, put_report, end};
