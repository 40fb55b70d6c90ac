/* sheaf check --explain RULE: what the definitions say of it, or the nearest rule that they know. */
#include "cli/explain.h"
#include "base/text.h"
#include "cli/definition.h"
#include "host/nearest.h"

#include <stdlib.h>
#include <string.h>

/* A rule that is looked for in all definitions; what is nearest to it is copied, as definitions are lent. */
typedef struct search {
    const char *rule;
    sf_language language;
    FILE *out; /* NULL: only look */
    uint32_t found;
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

static void show(const search *s, const char *path, const sheaf_document *d, uint32_t node) {
    const char *slash = strrchr(path, '/');
    fprintf(s->out, "%s%s:", s->found ? "\n" : "", slash ? slash + 1 : path);
    sf_definition_show(s->out, d, node, sf_section_end(d, node), s->language);
}

static int look(void *context, const char *path, const sheaf_document *d) {
    search *s = context;
    sheaf_str id;
    for (uint32_t n = sf_next_rule(d, 0, &id); n != SHEAF_NONE; n = sf_next_rule(d, n + 1, &id)) {
        consider(s, id);
        if (!sf_str_equal(id, sf_str_of(s->rule)))
            continue;
        if (s->out)
            show(s, path, d, n);
        s->found++;
    }
    return 1;
}

/* `most`: how far the nearest may be to be worth a word. */
static sf_exit refuse(const sf_session *session, const search *s) {
    if (s->nearest[0] && s->distance <= 1 + strlen(s->rule) / 2)
        return sf_misuse(session->voice, "there is no rule \"%.100s\"; did you mean \"%s\"?",
                         s->rule, s->nearest);
    return sf_misuse(session->voice,
                     "there is no rule \"%.100s\"; `sheaf forms show ID` lists the rules of a form",
                     s->rule);
}

sf_exit sf_explain(const sf_session *session, const char *rule, sf_language language) {
    search s = {.rule = rule, .language = language, .out = stdout, .distance = UINT32_MAX};
    sf_exit outcome = sf_definitions_each(session, look, &s);
    if (outcome == SF_CLEAN && !s.found)
        outcome = refuse(session, &s);
    return sf_finish_output(session->voice, outcome);
}

sf_exit sf_rule_must_be(const sf_session *session, const char *pattern) {
    search s = {.rule = pattern, .distance = UINT32_MAX};
    sf_definitions_each(session, look, &s);
    return s.found ? SF_CLEAN : refuse(session, &s);
}
