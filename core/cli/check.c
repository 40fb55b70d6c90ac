/* sheaf check: inputs are put in the order of agency and year, which takes a first look at each of several; then each is
 * read and printed while the one of the year before is still there, or is there again. */
#include "base/text.h"
#include "cli/check_run.h"
#include "cli/explain.h"
#include "cli/inputs.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "io/cstring.h"

#include <stdlib.h>
#include <string.h>

/* ---- all of them ---- */

/* Reads a file that went by already, or comes later, for its facts alone. */
static void hold_again(sf_run *r, const sf_dated *file) {
    r->held = NULL;
    r->turn = !r->turn;
    sheaf *side = r->sides[r->turn].sheaf;
    sheaf_add_related(side, NULL);
    sheaf_add_finding(side, NULL);
    if (sheaf_set(side, "check", "never") == SHEAF_OK &&
        sf_run_read(r, file->path, &r->held_document) == SHEAF_OK)
        r->held = file;
    sheaf_set(side, "check", "always");
    r->turn = !r->turn;
}

/* Lends the reports of the year before to the side that reads next. What cannot be read is told when its turn comes. */
static void lend_last(sf_run *r, const sf_dated *now) {
    sheaf *s = r->sides[r->turn].sheaf;
    if (sf_run_value(r, "previous"))
        return;
    const sf_dated *last = sf_dated_last(now);
    sheaf_add_related(s, NULL);
    if (last && last != r->held)
        hold_again(r, last);
    if (last && last == r->held && sheaf_add_related(s, r->held_document) != SHEAF_OK)
        sf_run_fail_memory(r);
}

/* What was read now is held for the next one, unless that wants what is held already. */
static void pass_turn(sf_run *r, const sf_dated *now, const sheaf_document *document,
                      const sf_dated *next) {
    if (!next || !document || (r->held && sf_dated_last(next) == r->held))
        return;
    r->held = now;
    r->held_document = document;
    r->turn = !r->turn;
}

static void check_all(sf_run *r) {
    for (uint32_t i = 0;
         i < r->dated.count && !r->is_over && r->outcome < SF_USAGE && !sf_interrupt_caught();
         i++) {
        sf_dated *now = SF_VEC_AT(&r->dated, sf_dated, i);
        if (now->is_skipped)
            continue;
        lend_last(r, now);
        pass_turn(r, now, sf_run_check(r, now), i + 1 < r->dated.count ? now + 1 : NULL);
    }
}

/* ---- before ---- */

static sf_exit set_sides(sf_run *r, const char *setting, const char *value) {
    for (int i = 0; i < 2; i++)
        if (sheaf_set(r->sides[i].sheaf, setting, value) != SHEAF_OK)
            return sf_report(&r->sides[i], "sheaf", sheaf_error(r->sides[i].sheaf)->status);
    return SF_CLEAN;
}

/* Without a pass that finds anything each report would look clean. */
static sf_exit refuse_no_checks(const sf_run *r) {
    static const char *const silent[] = {"none", "stitch", "form"};
    const char *passes = sf_run_value(r, "pass");
    sheaf_str rest = sf_str_of(passes ? passes : "check");
    while (rest.len) {
        sheaf_str word = sf_str_trim(sf_str_take_until(&rest, ','));
        int is_silent = word.len == 0;
        for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
            is_silent |= sf_str_equal(word, sf_str_of(silent[i]));
        if (!is_silent)
            return SF_CLEAN;
    }
    return sf_misuse(r->session->voice,
                     "--pass %.100s checks nothing: name the pass check, such as --pass form,check",
                     passes);
}

static sf_exit open_sides(sf_run *r) {
    const sf_setting *failed = NULL;
    r->sides[0] = r->sides[1] = *r->session;
    r->sides[1].sheaf = sheaf_new();
    if (!r->sides[1].sheaf ||
        sf_request_apply(r->session->request, r->sides[1].sheaf, &failed) != SHEAF_OK) {
        sf_run_fail_memory(r);
        return SF_FAILED;
    }
    if (!sf_run_value(r, "pass") && !sf_run_plugin(r, SHEAF_PASS, "check")) {
        sf_sayf(r->session->voice, SHEAF_ERROR, "check.no-pass",
                "the pass check is not installed; see `sheaf plugins`");
        return SF_FAILED;
    }
    return set_sides(r, "check", "always");
}

/* One report alone needs no agency and year, and who says that there is no form gets none. */
static int needs_dates(const sf_run *r) {
    const char *passes = sf_run_value(r, "pass"), *form = sf_run_value(r, "form");
    if (r->inputs.count < 2 || !sf_run_plugin(r, SHEAF_PASS, "form") ||
        (form && strcmp(form, "none") == 0))
        return 0;
    return !passes || strstr(passes, "form") != NULL;
}

/* What cannot be read now is told when its turn comes. */
static void date_one(sf_run *r, sf_dated *dated) {
    const sheaf_document *document = NULL;
    sheaf *s = r->sides[0].sheaf;
    sf_interrupt_watch(s);
    sheaf_status status = sheaf_read_file(s, dated->path, &document);
    sf_interrupt_release();
    if (sf_run_is_nobodys(r, dated, status)) {
        dated->is_skipped = 1;
        sf_run_skip(r, dated);
    } else if (status == SHEAF_OK && !sf_date(dated, document)) {
        sf_run_fail_memory(r);
    }
}

static sf_exit order_inputs(sf_run *r) {
    int needed = needs_dates(r);
    if (needed && set_sides(r, "check", "never") != SF_CLEAN)
        return SF_FAILED;
    r->dated = (sf_vec)SF_VEC_OF(sf_dated);
    for (uint32_t i = 0; i < r->inputs.count && !sf_interrupt_caught(); i++) {
        const sf_input *input = SF_VEC_AT(&r->inputs, sf_input, i);
        sf_dated *dated = sf_vec_push(&r->dated, 1);
        if (!dated) {
            sf_run_fail_memory(r);
            return SF_FAILED;
        }
        *dated = (sf_dated){.path = input->path,
                            .is_named = input->is_named,
                            .at = i,
                            .reports = SF_VEC_OF(sf_said)};
        if (needed && strcmp(input->path, "-") != 0)
            date_one(r, dated);
    }
    sf_dated_sort(&r->dated);
    if (!sf_dated_link(&r->dated)) {
        sf_run_fail_memory(r);
        return SF_FAILED;
    }
    return needed ? set_sides(r, "check", "always") : SF_CLEAN;
}

static sf_exit read_previous(sf_run *r) {
    const char *path = sf_run_value(r, "previous");
    const sheaf_document *document = NULL;
    if (!path)
        return SF_CLEAN;
    if (r->inputs.count != 1)
        return sf_misuse(
            r->session->voice,
            "--previous goes with one report; of several, Sheaf finds the years itself");
    r->turn = 1;
    sheaf_status status = sf_run_read(r, path, &document);
    r->turn = 0;
    sf_exit outcome = sf_report(&r->sides[1], path, status);
    if (outcome == SF_CLEAN && sheaf_add_related(r->sides[0].sheaf, document) != SHEAF_OK)
        return SF_FAILED;
    return outcome;
}

/* The format that a file of that name holds; NULL: none. */
static const char *format_of(const char *path) {
    static const struct {
        const char *end, *format;
    } ends[] = {
        {".sarif", "sarif"}, {".sarif.json", "sarif"}, {".json", "json"}, {".xml", "junit"}};
    for (size_t i = 0; path && i < sizeof(ends) / sizeof(ends[0]); i++)
        if (sf_str_ends(sf_str_of(path), sf_str_of(ends[i].end)))
            return ends[i].format;
    return NULL;
}

static const sf_format *find_format(const char *name) {
    static const sf_format *const formats[] = {&sf_check_text, &sf_check_json, &sf_check_sarif,
                                               &sf_check_junit};
    for (size_t i = 1; name && i < sizeof(formats) / sizeof(formats[0]); i++)
        if (strcmp(formats[i]->name, name) == 0)
            return formats[i];
    return formats[0];
}

/* Findings above this severity fail the run. */
static int worst_allowed(const char *when) {
    if (!when || strcmp(when, "error") == 0)
        return SHEAF_WARNING;
    return strcmp(when, "never") == 0 ? SHEAF_ERROR : SHEAF_INFO;
}

static void set_printer(sf_run *r, int is_file) {
    sf_voice voice = sf_voice_of(stdout);
    const char *format = sf_run_value(r, "format");
    r->format = find_format(format ? format : format_of(sf_run_value(r, "output")));
    r->printer = (sf_printer){.session = r->session,
                              .language = sf_language_of(sf_run_value(r, "lang")),
                              .colour = voice.colour && !is_file,
                              .worst_allowed = worst_allowed(sf_run_value(r, "fail-on")),
                              .rules = SF_VEC_OF(sf_rule),
                              .unread = SF_VEC_OF(sf_rule)};
}

static sf_exit open_output(sf_run *r) {
    const char *path = sf_run_value(r, "output");
    int is_file = path && strcmp(path, "-") != 0;
    set_printer(r, is_file);
    if (!sf_picks_parse(&r->picks, sf_run_value(r, "rules"))) {
        sf_run_fail_memory(r);
        return SF_FAILED;
    }
    r->waiting = (sf_vec)SF_VEC_OF(char);
    r->wait = r->picks.count ? SF_WAIT_FOR_FIRST : SF_NO_WAIT;
    if (is_file)
        r->sink = sf_sink_file(path, UINT64_MAX, &r->error);
    if (is_file && !r->sink)
        sf_sayf(r->session->voice, SHEAF_ERROR, r->error.code, "%s", r->error.message);
    return is_file && !r->sink ? SF_FAILED : SF_CLEAN;
}

/* ---- behind ---- */

/* A name that no rule has must not let a report pass. Those of the run itself come up only where they are found. */
static int refuse_unknown_rules(sf_run *r) {
    uint32_t from = 0;
    int is_refused = 0;
    sf_picks_let(&r->picks, SHEAF_STR("Y-GAP"));
    sf_picks_let(&r->picks, SHEAF_STR("Y-NAME"));
    sf_picks_let(&r->picks, SHEAF_STR("Y-TWICE"));
    if (!r->printer.tally.files)
        return 0;
    for (const sf_pick *unmet;
         r->outcome < SF_USAGE && (unmet = sf_picks_unmet(&r->picks, &from));) {
        char *name = sf_cstring_new(unmet->pattern);
        sf_exit outcome = name ? sf_rule_must_be(r->session, name) : SF_FAILED;
        is_refused |= outcome != SF_CLEAN;
        sf_run_worsen(r, outcome);
        free(name);
    }
    return is_refused;
}

/* 0: what was found must not be shown. */
static int judge(sf_run *r) {
    const sf_tally *tally = &r->printer.tally;
    for (int severity = r->printer.worst_allowed + 1; severity <= SHEAF_ERROR; severity++)
        if (tally->found[severity])
            sf_run_worsen(r, SF_FINDINGS);
    if (tally->files + tally->unread == 0 && r->outcome == SF_CLEAN) {
        sf_sayf(r->session->voice, SHEAF_ERROR, "check.nothing", "nothing was checked");
        sf_run_worsen(r, SF_FAILED);
    }
    return !refuse_unknown_rules(r);
}

static void close_output(sf_run *r) {
    int is_whole = r->outcome < SF_USAGE && !r->is_over && !sf_interrupt_caught();
    if (r->sink && is_whole && sf_sink_commit(r->sink) != SHEAF_OK) {
        sf_sayf(r->session->voice, SHEAF_ERROR, r->error.code, "%s", r->error.message);
        sf_run_worsen(r, SF_FAILED);
    }
}

static void forget(sf_run *r) {
    sf_sink_free(r->sink);
    for (uint32_t i = 0; i < r->dated.count; i++)
        sf_dated_done(SF_VEC_AT(&r->dated, sf_dated, i));
    sf_vec_done(&r->dated);
    sf_vec_done(&r->own);
    sf_vec_done(&r->picks);
    sf_vec_done(&r->waiting);
    sf_inputs_done(&r->inputs);
    sheaf_free(r->sides[1].sheaf);
}

static void work(sf_run *r) {
    sf_run_print(r, SF_BEGINNING, NULL);
    check_all(r);
    if (judge(r)) {
        sf_run_print(r, SF_ENDING, NULL);
        sf_run_release(r);
    }
    close_output(r);
}

static sf_exit prepare(sf_run *r) {
    sf_exit outcome = refuse_no_checks(r);
    if (outcome == SF_CLEAN)
        outcome = open_sides(r);
    if (outcome == SF_CLEAN)
        outcome = open_output(r);
    if (outcome == SF_CLEAN)
        sf_run_worsen(r, sf_inputs_find(r->session, &r->inputs));
    if (outcome == SF_CLEAN)
        outcome = read_previous(r);
    return outcome == SF_CLEAN ? order_inputs(r) : outcome;
}

sf_exit sf_check(const sf_session *session) {
    const char *rule = sf_request_value(session->request, "explain");
    if (rule)
        return sf_explain(session, rule,
                          sf_language_of(sf_request_value(session->request, "lang")));
    if (!session->operand_count)
        return sf_misuse(session->voice, "`sheaf check` needs an input: sheaf check IN...");
    sf_run r = {.session = session};
    sf_exit outcome = prepare(&r);
    if (outcome == SF_CLEAN)
        work(&r);
    sf_run_worsen(&r, outcome);
    forget(&r);
    return sf_finish_output(session->voice, r.outcome);
}
