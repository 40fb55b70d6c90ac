/* The program knows no form: it asks the reader of definitions, whose data folder holds those that are installed, and looks
 * for headings. */
#include "cli/definition.h"
#include "base/text.h"
#include "cli/report.h"
#include "host/folder.h"

#include <stdlib.h>
#include <string.h>

static const char format[] = "form-definition";

/* The usable reader of definitions; NULL: none. */
static const sheaf_plugin_info *find_reader(sheaf *s) {
    const sheaf_plugin_info *p;
    for (uint32_t i = 0; (p = sheaf_plugin_at(s, i)); i++)
        if (p->kind == SHEAF_READER && !p->shadowed && !p->problem &&
            strcmp(p->format, format) == 0)
            return p;
    return NULL;
}

static int set_up(sheaf *s, const sf_request *request) {
    for (size_t i = 0; i < request->setting_count; i++) {
        const sf_setting *setting = &request->settings[i];
        if (strcmp(setting->option->name, "plugin-dir") == 0 &&
            setting->option->apply(s, setting) != SHEAF_OK)
            return 0;
    }
    return sheaf_set(s, "from", format) == SHEAF_OK && sheaf_set(s, "pass", "none") == SHEAF_OK;
}

sheaf *sf_definition_reader(const sf_session *session) {
    sheaf *s = sheaf_new();
    int is_ready = s && set_up(s, session->request);
    if (is_ready && find_reader(s))
        return s;
    if (!is_ready)
        sf_sayf(session->voice, SHEAF_ERROR, "memory", "there is no memory to read definitions");
    else
        sf_sayf(session->voice, SHEAF_ERROR, "cli.no-definitions",
                "no plugin that reads form definitions is installed; see `sheaf plugins`");
    sheaf_free(s);
    return NULL;
}

/* ---- those that are installed ---- */

static char *join(const char *folder, sheaf_str name) {
    size_t room = strlen(folder) + name.len + 1;
    char *path = malloc(room);
    if (path)
        snprintf(path, room, "%s%.*s", folder, (int)name.len, name.ptr);
    return path;
}

/* What lint says of it is for `sheaf forms check`. */
static int visit_one(const sf_session *session, sheaf *s, const char *path,
                     sf_definition_visit *visit, void *context, sf_exit *outcome) {
    const sheaf_document *document = NULL;
    sf_session own = *session;
    own.sheaf = s;
    sheaf_status status = sheaf_read_file(s, path, &document);
    if (status == SHEAF_OK)
        return visit(context, path, document);
    *outcome = sf_report(&own, path, status);
    return 1;
}

static sf_exit visit_all(const sf_session *session, sheaf *s, const char *folder,
                         sf_definition_visit *visit, void *context) {
    sf_error error = {0};
    sf_source names;
    if (sf_folder_list(&names, folder, &error) != SHEAF_OK) {
        sf_sayf(session->voice, SHEAF_ERROR, error.code, "%s", error.message);
        return SF_FAILED;
    }
    int goes_on = 1;
    sf_exit outcome = SF_CLEAN;
    for (sheaf_str rest = names.bytes; rest.len && goes_on;) {
        sheaf_str name = sf_str_take_line(&rest);
        char *path = sf_str_ends(name, SHEAF_STR(".json")) ? join(folder, name) : NULL;
        if (path)
            goes_on = visit_one(session, s, path, visit, context, &outcome);
        else if (sf_str_ends(name, SHEAF_STR(".json")))
            outcome = SF_FAILED;
        free(path);
    }
    sf_source_close(&names);
    return outcome;
}

sf_exit sf_definitions_each(const sf_session *session, sf_definition_visit *visit, void *context) {
    sheaf *s = sf_definition_reader(session);
    if (!s)
        return SF_FAILED;
    char *folder = join(find_reader(s)->data, SHEAF_STR("forms/"));
    sf_exit outcome = folder ? visit_all(session, s, folder, visit, context) : SF_FAILED;
    free(folder);
    sheaf_free(s);
    return outcome;
}

/* ---- what stands in one ---- */

static const sheaf_node *node_at(const sheaf_document *d, uint32_t n) {
    return SHEAF_AT(d->nodes, sheaf_node, n);
}

/* `T3-ROWSUM`, `S-20-n`: a capital, capitals and digits, and behind a dash small letters, too. */
static int is_rule(sheaf_str word) {
    int has_dash = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        int is_capital = c >= 'A' && c <= 'Z', is_digit = c >= '0' && c <= '9';
        int is_small = c >= 'a' && c <= 'z' && has_dash;
        if (!is_capital && (i == 0 || !(is_digit || is_small || c == '-')))
            return 0;
        has_dash |= c == '-';
    }
    return has_dash && word.ptr[word.len - 1] != '-';
}

uint32_t sf_next_rule(const sheaf_document *d, uint32_t from, sheaf_str *id) {
    for (uint32_t n = from; n < d->nodes.count; n++) {
        sheaf_str text = node_at(d, n)->text;
        *id = sf_str_take_word(&text);
        if (node_at(d, n)->kind == SHEAF_HEADING && is_rule(*id))
            return n;
    }
    return SHEAF_NONE;
}

static uint32_t level_of(const sheaf_document *d, uint32_t n) {
    return SHEAF_AT(d->headings, sheaf_heading, node_at(d, n)->payload)->level;
}

uint32_t sf_section_end(const sheaf_document *d, uint32_t node) {
    uint32_t end = node + 1;
    while (end < d->nodes.count &&
           (node_at(d, end)->kind != SHEAF_HEADING || level_of(d, end) > level_of(d, node)))
        end++;
    return end;
}

sheaf_str sf_text_in(sheaf_str text, sf_language language) {
    static const sheaf_str marks[] = {{"en: ", 4}, {"zh: ", 4}};
    if (sf_str_starts(text, marks[language != SF_CHINESE]))
        return SHEAF_STR("");
    return sf_str_starts(text, marks[language == SF_CHINESE]) ? sf_str_slice(text, 4, text.len)
                                                              : text;
}
