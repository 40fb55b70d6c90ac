/* sheaf check --explain RULE: what the definitions say of it, or the nearest rule that they know. */
#include "cli/explain.h"
#include "base/text.h"
#include "cli/definition.h"
#include "cli/general_rules.h"
#include "cli/picks.h"
#include "cli/show.h"
#include "host/nearest.h"

#include <stdlib.h>
#include <string.h>

/* A rule that is looked for in all definitions. They are lent, so the text of one is kept until it is known whether the
 * next one says the same, and what is nearest to the rule is copied. */
typedef struct search {
    const char *rule; /* where it only looks, `*` in it stands for any text */
    sf_language language;
    int shows; /* 0: only looks */
    uint32_t found;
    char *text, *names; /* what was found, and not printed yet */
    int no_memory;
    char capitals[64]; /* the rule in capitals, as rules are named; empty: it is longer than any */
    char nearest[64];
    unsigned distance;
} search;

static int is_meant(const search *s, sheaf_str id) {
    return s->shows ? sf_str_equal(id, sf_str_of(s->rule)) : sf_pick_fits(sf_str_of(s->rule), id);
}

static search search_for(const char *rule) {
    search s = {.rule = rule, .distance = UINT32_MAX};
    size_t length = strlen(rule);
    for (size_t i = 0; i < length && length < sizeof s.capitals; i++)
        s.capitals[i] = (char)(rule[i] >= 'a' && rule[i] <= 'z' ? rule[i] - 'a' + 'A' : rule[i]);
    return s;
}

/* Capitals count, but who mistypes them is near. */
static void consider(search *s, sheaf_str id) {
    unsigned distance = sf_str_distance(sf_str_of(s->rule), id);
    unsigned raised = sf_str_distance(sf_str_of(s->capitals), id);
    distance = raised + 1 < distance ? raised + 1 : distance;
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
        if (!is_meant(s, id))
            continue;
        if (s->shows)
            show(s, path, d, n);
        s->found++;
    }
    return !s->no_memory;
}

/* ---- rules that no definition has ---- */

static const sf_general_rule *find_general(search *s) {
    const sf_general_rule *rule;
    for (size_t i = 0; (rule = sf_general_rule_at(i)); i++) {
        consider(s, sf_str_of(rule->id));
        if (is_meant(s, sf_str_of(rule->id)))
            return rule;
    }
    return NULL;
}

static void explain_general(const search *s, const sf_general_rule *rule) {
    static const char *const words[][2] = {
        {"error", "错误"}, {"warning", "警告"}, {"info", "提示"}};
    const char *word = rule->severity;
    for (size_t i = 0; s->language == SF_CHINESE && i < 3; i++)
        word = strcmp(word, words[i][0]) == 0 ? words[i][1] : word;
    printf("%s\n  %s%s\n", rule->id, s->language == SF_CHINESE ? "级别：" : "Severity: ", word);
    sf_show_wrapped(stdout, sf_str_of(rule->text[s->language]), 2, "", sf_show_columns(stdout));
}

/* ---- answers ---- */

static sf_exit refuse(const sf_session *session, const search *s) {
    if (strchr(s->rule, '*'))
        return sf_misuse(
            session->voice,
            "no rule fits \"%.100s\" (capitals count); `sheaf forms show ID` lists the "
            "rules of a form",
            s->rule);
    if (s->nearest[0] && s->distance <= 1 + strlen(s->rule) / 2)
        return sf_misuse(session->voice, "there is no rule \"%.100s\"; did you mean \"%s\"?",
                         s->rule, s->nearest);
    return sf_misuse(session->voice,
                     "there is no rule \"%.100s\"; `sheaf forms show ID` lists the rules of a form",
                     s->rule);
}

static sf_exit explain(const sf_session *session, search *s) {
    const sf_general_rule *general = find_general(s);
    if (general) {
        explain_general(s, general);
        return SF_CLEAN;
    }
    sf_exit outcome = sf_definitions_each(session, look, s);
    flush(s, stdout);
    if (s->no_memory) {
        sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory for the explanation");
        return SF_FAILED;
    }
    return outcome == SF_CLEAN && !s->found ? refuse(session, s) : outcome;
}

sf_exit sf_explain(const sf_session *session, const char *rule, sf_language language) {
    search s = search_for(rule);
    s.shows = 1;
    s.language = language;
    return sf_finish_output(session->voice, explain(session, &s));
}

static int is_known(const sf_session *session, search *s) {
    if (find_general(s))
        return 1;
    sf_definitions_each(session, look, s);
    return s->found > 0;
}

int sf_rule_is(const sf_session *session, const char *rule) {
    search s = search_for(rule);
    return is_known(session, &s);
}

sf_exit sf_rule_must_be(const sf_session *session, const char *rule) {
    search s = search_for(rule);
    return is_known(session, &s) ? SF_CLEAN : refuse(session, &s);
}
