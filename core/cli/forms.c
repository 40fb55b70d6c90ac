/* sheaf forms: the definitions that are installed as a list, one of them as text, and what is wrong in one of the user's.
 * All that is known of a definition is what its reader states as metadata and says in diagnostics. */
#include "base/text.h"
#include "cli/check.h"
#include "cli/definition.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/show.h"
#include "host/nearest.h"
#include "io/cstring.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static sf_language language_of(const sf_session *session) {
    return sf_language_of(sf_request_value(session->request, "lang"));
}

/* ---- the list ---- */

static void print_column(sheaf_str text, size_t room) {
    size_t used = sf_show(stdout, text, SF_SHOW_ALL);
    sf_show_spaces(stdout, used < room ? room - used + 2 : 2);
}

/* `2021-30`, reports from 2021 on. */
static void print_years(const sheaf_document *d) {
    char text[64];
    sheaf_str from = sf_meta_value(d, "form.from"), to = sf_meta_value(d, "form.to");
    snprintf(text, sizeof text, "%.*s%s%.*s", (int)from.len, from.ptr,
             from.len || to.len ? "-" : "", (int)to.len, to.ptr);
    print_column(sf_str_of(text), 9);
}

static sheaf_str title_of(const sheaf_document *d, sf_language language) {
    const char *const keys[] = {"form.title.en", "form.title.zh", "title"};
    sheaf_str title = sf_meta_value(d, keys[language == SF_CHINESE]);
    for (size_t i = 0; i < 3 && !title.len; i++)
        title = sf_meta_value(d, keys[i]);
    return title;
}

typedef struct listing {
    sf_language language;
    uint32_t count;
} listing;

static int list_one(void *context, const char *path, const sheaf_document *d) {
    listing *l = context;
    (void)path;
    if (!l->count++)
        fputs("form                version    years      tables  facts  rules  title\n", stdout);
    print_column(sf_meta_value(d, "form.id"), 18);
    print_column(sf_meta_value(d, "form.version"), 9);
    print_years(d);
    print_column(sf_meta_value(d, "form.tables"), 6);
    print_column(sf_meta_value(d, "form.facts"), 5);
    print_column(sf_meta_value(d, "form.rules"), 5);
    sf_show(stdout, title_of(d, l->language), SF_SHOW_ALL);
    putchar('\n');
    return 1;
}

static sf_exit list_all(const sf_session *session) {
    listing l = {.language = language_of(session)};
    sf_exit outcome = sf_definitions_each(session, list_one, &l);
    if (outcome == SF_CLEAN && !l.count)
        sf_sayf(session->voice, SHEAF_WARNING, "cli.no-forms", "no form is installed");
    return outcome;
}

/* ---- which one ---- */

typedef struct search {
    sheaf_str wanted;
    char *path;       /* of the newest version that fits; NULL: none yet */
    char version[64]; /* its version */
    char nearest[64];
    unsigned distance;
    int no_memory;
} search;

/* `cn-gib-annual-2021-30` of `.../forms/cn-gib-annual-2021-30.json`. */
static sheaf_str stem_of(const char *path) {
    const char *slash = strrchr(path, '/');
    sheaf_str name = sf_str_of(slash ? slash + 1 : path);
    return sf_str_ends(name, SHEAF_STR(".json")) ? sf_str_slice(name, 0, name.len - 5) : name;
}

static void consider(search *s, sheaf_str word) {
    unsigned distance = sf_str_distance(s->wanted, word);
    if (!word.len || distance >= s->distance || word.len >= sizeof s->nearest)
        return;
    s->distance = distance;
    memcpy(s->nearest, word.ptr, word.len);
    s->nearest[word.len] = '\0';
}

static void take(search *s, const char *path, sheaf_str version) {
    char *copy = sf_cstring_new(sf_str_of(path));
    free(s->path);
    s->path = copy;
    s->no_memory |= !copy;
    sheaf_str kept = sf_str_slice(version, 0, sizeof s->version - 1);
    memcpy(s->version, kept.ptr, kept.len);
    s->version[kept.len] = '\0';
}

/* The name of a file decides at once; of several versions of an id the last in order is the newest. */
static int look(void *context, const char *path, const sheaf_document *d) {
    search *s = context;
    sheaf_str id = sf_meta_value(d, "form.id"), version = sf_meta_value(d, "form.version");
    consider(s, id);
    consider(s, stem_of(path));
    if (sf_str_equal(stem_of(path), s->wanted)) {
        take(s, path, version);
        return 0;
    }
    if (sf_str_equal(id, s->wanted) &&
        (!s->path || sf_str_compare(version, sf_str_of(s->version)) > 0))
        take(s, path, version);
    return 1;
}

static sf_exit refuse(const sf_session *session, const search *s) {
    if (s->nearest[0] && s->distance <= 1 + s->wanted.len / 2)
        return sf_misuse(session->voice, "there is no form \"%.100s\"; did you mean \"%s\"?",
                         s->wanted.ptr, s->nearest);
    return sf_misuse(session->voice, "there is no form \"%.100s\"; `sheaf forms` lists them",
                     s->wanted.ptr);
}

/* A path is one where it looks like one, as for --form, or where a file is there; *path is to be freed. */
static sf_exit find_file(const sf_session *session, const char *name, char **path) {
    search s = {.wanted = sf_str_of(name), .distance = UINT32_MAX};
    sf_exit outcome = SF_CLEAN;
    if (strchr(name, '/') || sf_str_ends(s.wanted, SHEAF_STR(".json")) || access(name, F_OK) == 0)
        s.path = sf_cstring_new(s.wanted);
    else
        outcome = sf_definitions_each(session, look, &s);
    *path = s.path;
    return outcome == SF_CLEAN && !s.path ? refuse(session, &s) : outcome;
}

/* ---- show and check ---- */

/* Reads it and says what there is to say; SF_CLEAN: *document is there, as long as the sheaf is. */
static sf_exit read_definition(const sf_session *own, const char *path,
                               const sheaf_document **document) {
    sf_interrupt_watch(own->sheaf);
    sheaf_status status = sheaf_read_file(own->sheaf, path, document);
    sf_interrupt_release();
    return sf_report(own, path, status);
}

static sf_exit show(const sf_session *own, const char *name) {
    char *path = NULL;
    const sheaf_document *document = NULL;
    sf_exit outcome = find_file(own, name, &path);
    if (outcome == SF_CLEAN)
        outcome = read_definition(own, path, &document);
    if (outcome == SF_CLEAN)
        sf_definition_show(stdout, document, 1, document->nodes.count, language_of(own));
    free(path);
    return outcome;
}

/* What lint has to say are the reader's diagnostics; information alone is no fault. */
static sf_exit judge(const sf_session *own, const char *path) {
    uint32_t faults = 0;
    for (uint32_t i = 0; i < sheaf_diagnostic_count(own->sheaf); i++) {
        const sheaf_diagnostic_info *d = sheaf_diagnostic_at(own->sheaf, i);
        faults += d && d->severity > SHEAF_INFO;
    }
    sf_show(stdout, sf_str_of(path), SF_SHOW_ALL);
    if (faults)
        printf(": %" PRIu32 " %s\n", faults, faults == 1 ? "fault" : "faults");
    else
        puts(": no faults");
    return faults ? SF_FINDINGS : SF_CLEAN;
}

static sf_exit check(const sf_session *own, const char *name) {
    char *path = NULL;
    const sheaf_document *document = NULL;
    sf_exit outcome = find_file(own, name, &path);
    if (outcome == SF_CLEAN)
        outcome = read_definition(own, path, &document);
    if (outcome == SF_CLEAN)
        outcome = judge(own, path);
    free(path);
    return outcome;
}

static const struct {
    const char *name;
    sf_exit (*run)(const sf_session *own, const char *operand);
} actions[] = {{"show", show}, {"check", check}};

/* The session with a sheaf that reads definitions. */
static sf_exit act(const sf_session *session, size_t action) {
    sf_session own = *session;
    own.sheaf = sf_definition_reader(session);
    sf_exit outcome = own.sheaf ? actions[action].run(&own, session->operands[1]) : SF_FAILED;
    sheaf_free(own.sheaf);
    return outcome;
}

static sf_exit act_by_name(const sf_session *session) {
    sf_error unknown = {0};
    sf_nearest nearest = sf_nearest_to(sf_str_of(session->operands[0]));
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
        if (strcmp(actions[i].name, session->operands[0]) == 0)
            return session->operand_count > 1
                       ? act(session, i)
                       : sf_misuse(session->voice, "`sheaf forms %s` needs %s", actions[i].name,
                                   i ? "a file" : "the id of a form, or a file");
        sf_nearest_offer(&nearest, sf_str_of(actions[i].name));
    }
    sf_nearest_fail(&nearest, "action", &unknown);
    return sf_misuse(session->voice, "%s", unknown.message);
}

sf_exit sf_forms(const sf_session *session) {
    sf_exit outcome = session->operand_count ? act_by_name(session) : list_all(session);
    return sf_finish_output(session->voice, outcome);
}
