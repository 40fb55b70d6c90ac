/* One file of a run: read, held against --rules, counted, printed. A piece of output is made in memory first, so that
 * half a report is never handed on. */
#include "base/text.h"
#include "cli/check_run.h"
#include "cli/interrupt.h"
#include "cli/password.h"
#include "cli/report.h"

#include <stdlib.h>
#include <string.h>

const char *sf_run_value(const sf_run *r, const char *option) {
    return sf_request_value(r->session->request, option);
}

void sf_run_worsen(sf_run *r, sf_exit outcome) {
    r->outcome = outcome > r->outcome ? outcome : r->outcome;
}

void sf_run_fail_memory(sf_run *r) {
    sf_sayf(r->session->voice, SHEAF_ERROR, "memory", "there is no memory left");
    sf_run_worsen(r, SF_FAILED);
}

/* ---- printing ---- */

static void print_on(sf_run *r, FILE *out, sf_piece what, const sf_checked *checked) {
    r->printer.out = out;
    if (what == SF_BEGINNING)
        r->format->begin(&r->printer);
    else if (what == SF_REPORT)
        r->format->report(&r->printer, checked);
    else
        r->format->end(&r->printer);
}

/* A piece is made in memory first: half a report is never handed on. */
void sf_run_print(sf_run *r, sf_piece what, const sf_checked *checked) {
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out)
        print_on(r, out, what, checked);
    int is_made = out && !ferror(out);
    is_made &= out && fclose(out) == 0;
    if (!is_made || r->printer.no_memory)
        sf_run_fail_memory(r);
    else if (!sf_interrupt_caught())
        sf_run_hand_on(r, what, text, length);
    free(text);
    if (!r->sink)
        fflush(stdout);
}

/* ---- one report ---- */

/* A usable plugin of that kind and id; NULL: none. */
const sheaf_plugin_info *sf_run_plugin(const sf_run *r, sheaf_plugin_kind kind, const char *id) {
    const sheaf_plugin_info *p;
    for (uint32_t i = 0; (p = sheaf_plugin_at(r->session->sheaf, i)); i++)
        if (p->kind == kind && !p->shadowed && !p->problem && strcmp(p->id, id) == 0)
            return p;
    return NULL;
}

sheaf_status sf_run_read(sf_run *r, const char *path, const sheaf_document **document) {
    sf_session *side = &r->sides[r->turn];
    sf_interrupt_watch(side->sheaf);
    sheaf_status status = sheaf_read_file(side->sheaf, path, document);
    for (int i = 0; i < SF_PASSWORD_TRIES && sf_password_ask(side, path, status); i++)
        status = sheaf_read_file(side->sheaf, path, document);
    sf_interrupt_release();
    return status;
}

/* What went through passes before is not checked again; where nothing was checked then, that must not look clean. */
static void tell_unchecked(sf_run *r, const char *path, const sheaf_document *document) {
    const sheaf_bid_info *bid = sheaf_bid_at(r->sides[r->turn].sheaf, 0);
    const sheaf_plugin_info *reader = bid ? sf_run_plugin(r, SHEAF_READER, bid->reader) : NULL;
    if (reader && reader->processed && !document->checks.count && !sf_run_value(r, "pass"))
        sf_say(r->session->voice,
               &(sf_message){.subject = sf_input_name(path),
                             .severity = SHEAF_WARNING,
                             .code = "check.unchecked",
                             .text = "this result of an earlier conversion holds no checks, and "
                                     "none are made now; --pass check makes them"});
}

static int pick(sf_run *r, const sheaf_document *d, sf_vec *findings, sf_vec *checks) {
    int is_ok = 1;
    for (uint32_t i = 0; is_ok && i < d->checks.count; i++) {
        const sheaf_check *check = SHEAF_AT(d->checks, sheaf_check, i), **room;
        if (sf_picks_let(&r->picks, check->rule) && (is_ok = (room = sf_vec_push(checks, 1)) != 0))
            *room = check;
    }
    for (uint32_t i = 0; is_ok && i < d->findings.count; i++) {
        const sheaf_finding **room, *finding = SHEAF_AT(d->findings, sheaf_finding, i);
        if (sf_picks_let(&r->picks, finding->rule) &&
            (is_ok = (room = sf_vec_push(findings, 1)) != 0))
            *room = finding;
    }
    return is_ok;
}

static void count(sf_tally *tally, const sf_checked *checked) {
    tally->files++;
    tally->reports += sf_reports_in(checked->document);
    for (uint32_t i = 0; i < checked->finding_count; i++) {
        const sheaf_finding *f = checked->findings[i];
        if (sf_counts(f))
            tally->found[f->severity < SHEAF_ERROR ? f->severity : SHEAF_ERROR]++;
        else if (f->suppressed.len)
            tally->suppressed++;
        else
            tally->unsure++;
    }
}

static void print_checked(sf_run *r, const char *path, const sheaf_document *d) {
    sf_vec findings = SF_VEC_OF(const sheaf_finding *), checks = SF_VEC_OF(const sheaf_check *);
    if (pick(r, d, &findings, &checks)) {
        sf_checked checked = {.file = path,
                              .document = d,
                              .findings = findings.base,
                              .finding_count = findings.count,
                              .checks = checks.base,
                              .check_count = checks.count};
        count(&r->printer.tally, &checked);
        sf_run_print(r, SF_REPORT, &checked);
    } else {
        sf_run_fail_memory(r);
    }
    sf_vec_done(&findings);
    sf_vec_done(&checks);
}

void sf_run_skip(sf_run *r, const sf_dated *dated) {
    r->printer.tally.skipped++;
    sf_say(r->session->voice, &(sf_message){.subject = dated->path,
                                            .severity = SHEAF_INFO,
                                            .code = "check.skipped",
                                            .text = "skipped: no reader takes it"});
}

/* A reader that could not be loaded may be the one. */
static int is_warned(sheaf *s) {
    for (uint32_t i = 0; i < sheaf_diagnostic_count(s); i++) {
        const sheaf_diagnostic_info *d = sheaf_diagnostic_at(s, i);
        if (!d || d->severity > SHEAF_INFO)
            return 1;
    }
    return 0;
}

/* Nobody takes it; or a reader that takes all files of its kind says that this is no report (JSON of something else). */
int sf_run_is_nobodys(const sf_run *r, const sf_dated *dated, sheaf_status status) {
    sheaf *s = r->sides[r->turn].sheaf;
    sheaf_str code = sf_str_of(sheaf_error(s)->code);
    if (status == SHEAF_OK || dated->is_named || is_warned(s))
        return 0;
    return sf_str_equal(code, SHEAF_STR("choose.nobody")) ||
           sf_str_ends(code, SHEAF_STR(".no-report"));
}

static void tell_unread(sf_run *r, const sf_dated *dated, sheaf_status status) {
    const sf_session *side = &r->sides[r->turn];
    sf_run_worsen(r, sf_report(side, dated->path, status));
    r->is_over = sf_is_about_agreed(sheaf_error(side->sheaf));
    if (r->is_over) /* it is no report's fault, and none is checked without them */
        return;
    r->printer.tally.unread++;
    if (!sf_interrupt_caught())
        sf_run_print(r, SF_REPORT,
                     &(sf_checked){.file = sf_input_name(dated->path),
                                   .error = sheaf_error(side->sheaf),
                                   .trouble = SF_W_UNREAD});
}

/* --rules lets some rule through that compares years. */
static int asks_of_years(const sf_run *r) {
    static const char years[] = "Y-";
    enum { LENGTH = sizeof years - 1 };
    uint32_t others = 0, own = 0;
    for (uint32_t i = 0; i < r->picks.count; i++) {
        const sf_pick *pick = SF_VEC_AT(&r->picks, const sf_pick, i);
        const sheaf_str pattern = pick->pattern;
        int is_own = (pattern.len > 0 && *pattern.ptr == '*') ||
                     (pattern.len >= LENGTH && memcmp(pattern.ptr, years, LENGTH) == 0);
        if (pick->takes_out && sf_pick_fits(pattern, SHEAF_STR("Y-")))
            return 0;
        own += !pick->takes_out && is_own;
        others += !pick->takes_out && !is_own;
    }
    return own > 0 || others == 0;
}

static void print_uncompared(sf_run *r, const char *code, const char *message) {
    const sheaf_error_info error = {
        .status = SHEAF_BAD_INPUT, .code = code, .message = message, .place = ""};
    sf_run_print(r, SF_REPORT,
                 &(sf_checked){.file = sf_input_name(sf_run_value(r, "previous")),
                               .error = &error,
                               .trouble = SF_W_UNCOMPARED});
    sf_run_worsen(r, SF_FAILED);
}

/* Who names the report of the year before and gets it compared with nothing must learn of it. */
static void tell_uncompared(sf_run *r, const sheaf_document *document) {
    sheaf *s = r->sides[r->turn].sheaf;
    if (!sf_run_value(r, "previous") || !asks_of_years(r))
        return;
    for (uint32_t i = 0; i < sheaf_diagnostic_count(s); i++) {
        const sheaf_diagnostic_info *d = sheaf_diagnostic_at(s, i);
        if (d && !d->earlier && strncmp(d->code, "check.previous.", 15) == 0) {
            print_uncompared(r, d->code, d->message);
            return;
        }
    }
    if (document->forms.count > 0)
        return;
    static const char said[] = "what is checked is no report, so it was compared with nothing";
    sf_sayf(r->session->voice, SHEAF_ERROR, "check.previous.none", "%s", said);
    print_uncompared(r, "check.previous.none", said);
}

/* What the order of the reports says stands in the document, where suppressions hold for it. 0: no memory. */
static int state_own(sf_run *r, const sf_dated *dated) {
    enum { KINDS = 2 };
    sheaf *side = r->sides[r->turn].sheaf;
    sf_vec_done(&r->own);
    r->own = (sf_vec)SF_VEC_OF(sf_year_finding);
    if (sheaf_add_finding(side, NULL) != SHEAF_OK ||
        !sf_vec_reserve(&r->own, KINDS * dated->reports.count))
        return 0;
    for (uint32_t i = 0; i < KINDS * dated->reports.count; i++) {
        sf_year_finding *room = sf_vec_push(&r->own, 1);
        if (!sf_said_judge(SF_VEC_AT(&dated->reports, sf_said, i / KINDS), i % KINDS, room))
            r->own.count--;
        else if (sheaf_add_finding(side, &room->finding) != SHEAF_OK)
            return 0;
    }
    return 1;
}

/* A file that is checked alone is looked at only once, so that what it says of years is known behind it. */
static int is_alone(const sf_run *r, const sf_dated *dated, const sheaf_document *d) {
    return r->dated.count == 1 && strcmp(dated->path, "-") != 0 && sf_reports_in(d) > 1;
}

/* Reads a file of several reports again if there is something to say of their order. */
static sheaf_status read_anew(sf_run *r, sf_dated *dated, const sheaf_document **document) {
    if (!sf_date(dated, *document) || !sf_dated_link(&r->dated) || !state_own(r, dated)) {
        sf_run_fail_memory(r);
        return SHEAF_OK;
    }
    return r->own.count ? sf_run_read(r, dated->path, document) : SHEAF_OK;
}

static sheaf_status read_dated(sf_run *r, sf_dated *dated, const sheaf_document **document) {
    if (!state_own(r, dated))
        sf_run_fail_memory(r);
    sheaf_status status = sf_run_read(r, dated->path, document);
    return status == SHEAF_OK && is_alone(r, dated, *document) ? read_anew(r, dated, document)
                                                               : status;
}

/* NULL: it could not be read. */
const sheaf_document *sf_run_check(sf_run *r, sf_dated *dated) {
    const sheaf_document *document = NULL;
    sheaf_status status = read_dated(r, dated, &document);
    if (sf_run_is_nobodys(r, dated, status)) {
        sf_run_skip(r, dated);
    } else if (status != SHEAF_OK) {
        tell_unread(r, dated, status);
    } else {
        sf_report(&r->sides[r->turn], dated->path, status);
        tell_unchecked(r, dated->path, document);
        print_checked(r, sf_input_name(dated->path), document);
        tell_uncompared(r, document);
    }
    return status == SHEAF_OK ? document : NULL;
}
