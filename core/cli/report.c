/* Everything that the library answers passes through here on its way to the user. */
#include "cli/report.h"
#include "base/text.h"
#include "cli/interrupt.h"

#include <inttypes.h>
#include <string.h>

static void report_diagnostics(const sf_session *session, const char *input) {
    uint32_t count = sheaf_diagnostic_count(session->sheaf);
    for (uint32_t i = 0; i < count; i++) {
        const sheaf_diagnostic_info *d = sheaf_diagnostic_at(session->sheaf, i);
        if (d && !d->earlier)
            sf_say(session->voice, &(sf_message){.subject = input,
                                                 .place = d->place,
                                                 .severity = d->severity,
                                                 .code = d->code,
                                                 .text = d->message,
                                                 .origin = d->origin});
    }
}

/* The library knows formats and passes only when it plans a job, so a wrong word may come up late. */
static int is_misuse(const sheaf_error_info *e) {
    return e->status == SHEAF_BAD_CALL && strcmp(e->code, "unknown") == 0;
}

int sf_is_about_agreed(const sheaf_error_info *failure) {
    return strcmp(failure->code, "check.suppressions") == 0;
}

/* What a message is about: the command line, the file of agreed findings, or the input. */
static const char *subject_of(const sf_session *session, const sheaf_error_info *e,
                              const char *name) {
    const char *agreed = sf_request_value(session->request, "suppressions");
    if (is_misuse(e))
        return "sheaf";
    return agreed && sf_is_about_agreed(e) ? agreed : name;
}

sf_exit sf_report(const sf_session *session, const char *input, sheaf_status status) {
    const char *name = sf_input_name(input);
    report_diagnostics(session, name);
    if (status == SHEAF_OK)
        return SF_CLEAN;
    if (sf_interrupt_caught() && status == SHEAF_CANCELLED)
        return SF_FAILED; /* who pressed the key knows */
    const sheaf_error_info *e = sheaf_error(session->sheaf);
    sf_say(session->voice, &(sf_message){.subject = subject_of(session, e, name),
                                         .place = e->place,
                                         .severity = SHEAF_ERROR,
                                         .code = e->code,
                                         .text = e->message});
    return is_misuse(e) ? SF_USAGE : SF_FAILED;
}

/* ---- formats ---- */

/* Adds a word to a list in a buffer; what does not fit is left out. */
static void list_word(char *list, size_t room, const char *word) {
    size_t used = strlen(list);
    snprintf(list + used, room - used, "%s%s", used ? ", " : "", word);
}

sf_exit sf_report_formats(const sf_session *session, sheaf_plugin_kind kind, const char *sentence) {
    char list[500] = "";
    const sheaf_plugin_info *p;
    for (uint32_t i = 0; (p = sheaf_plugin_at(session->sheaf, i)); i++)
        if (p->kind == kind && !p->shadowed && !p->problem)
            list_word(list, sizeof(list), p->format);
    if (!*list)
        return sf_misuse(session->voice,
                         "%s; no plugin for one was found (see `sheaf plugins --help`)", sentence);
    return sf_misuse(session->voice, "%s; the formats are: %s", sentence, list);
}

/* ---- limits ---- */

/* A size in the largest unit that leaves no rest: 268435456 bytes are 256M. */
static void print_amount(char *out, size_t room, uint64_t amount, const char *unit) {
    static const struct {
        const char *of, *suffix;
        uint64_t size;
    } units[] = {{"bytes", "G", 1u << 30}, {"bytes", "M", 1u << 20}, {"bytes", "K", 1u << 10},
                 {"ms", "h", 3600000},     {"ms", "m", 60000},       {"ms", "s", 1000},
                 {"ms", "ms", 1}};
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
        if (amount && strcmp(units[i].of, unit) == 0 && amount % units[i].size == 0) {
            snprintf(out, room, "%" PRIu64 "%s", amount / units[i].size, units[i].suffix);
            return;
        }
    snprintf(out, room, "%" PRIu64, amount);
}

static int is_limit(sheaf *s, const char *name) {
    const sheaf_limit_info *limit;
    for (uint32_t i = 0; (limit = sheaf_limit_at(s, i)); i++)
        if (strcmp(limit->name, name) == 0)
            return 1;
    return 0;
}

static void list_limits(const sf_session *session) {
    const sheaf_limit_info *limit;
    for (uint32_t i = 0; (limit = sheaf_limit_at(session->sheaf, i)); i++) {
        char standard[32], bound[32];
        print_amount(standard, sizeof(standard), limit->standard, limit->unit);
        print_amount(bound, sizeof(bound), limit->bound, limit->unit);
        sf_sayf(session->voice, SHEAF_INFO, NULL,
                "the limit %s is %s by default and at most %s: %s", limit->name, standard, bound,
                limit->reason);
    }
}

sf_exit sf_report_setting(const sf_session *session, const sf_setting *setting) {
    const sheaf_error_info *e = sheaf_error(session->sheaf);
    sf_say(session->voice,
           &(sf_message){
               .subject = "sheaf", .severity = SHEAF_ERROR, .code = e->code, .text = e->message});
    if (strcmp(setting->option->name, "limit") == 0 && !is_limit(session->sheaf, setting->key))
        list_limits(session);
    return SF_USAGE;
}
