/* Results for build machines: a testsuite for each report and a testcase for each rule, which fails where a finding is as
 * bad as --fail-on says. Checks and findings are sorted by rule, so that one walk brings them together. */
#include "base/text.h"
#include "cli/check.h"

#include <inttypes.h>
#include <stdlib.h>

/* What is said of a rule: a check or a finding. */
typedef struct entry {
    sheaf_str rule;
    const sheaf_check *check;
    const sheaf_finding *finding;
    uint32_t at; /* so that the order stays */
} entry;

/* What XML 1.0 has no place for becomes U+FFFD; a line break must survive in an attribute. */
static void put_xml(FILE *out, sheaf_str text) {
    while (text.len) {
        sheaf_str before = text;
        uint32_t c = sf_utf8_take(&text);
        size_t eaten = before.len - text.len;
        if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\n' || c == '\t' || c == '\r')
            fprintf(out, "&#%u;", (unsigned)c);
        else if (c < 0x20 || c == 0xFFFE || c == 0xFFFF || (c == 0xFFFD && eaten < 3))
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(before.ptr, 1, eaten, out);
    }
}

static void put_attribute(FILE *out, const char *name, sheaf_str text) {
    fprintf(out, " %s=\"", name);
    put_xml(out, text);
    putc('"', out);
}

static int by_rule(const void *a, const void *b) {
    const entry *x = a, *y = b;
    int order = sf_str_compare(x->rule, y->rule);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

/* NULL: there is no memory, or nothing to list. */
static entry *list_entries(const sf_checked *c, uint32_t *count) {
    *count = c->check_count + c->finding_count;
    entry *all = *count ? calloc(*count, sizeof *all) : NULL;
    if (!all)
        return NULL;
    for (uint32_t i = 0; i < c->check_count; i++)
        all[i] = (entry){.rule = c->checks[i]->rule, .check = c->checks[i], .at = i};
    for (uint32_t i = 0, at = c->check_count; i < c->finding_count; i++, at++)
        all[at] = (entry){.rule = c->findings[i]->rule, .finding = c->findings[i], .at = at};
    qsort(all, *count, sizeof *all, by_rule);
    return all;
}

static uint32_t count_same(const entry *all, uint32_t count) {
    uint32_t same = 1;
    while (same < count && sf_str_equal(all[same].rule, all[0].rule))
        same++;
    return same;
}

static int fails(const sf_printer *p, const entry *e) {
    return e->finding && sf_counts(e->finding) && (int)e->finding->severity > p->worst_allowed;
}

static void put_line(sf_printer *p, const sheaf_document *d, const sheaf_finding *f) {
    const sheaf_origin *at = sf_finding_place(d, f);
    if (f->instance)
        fprintf(p->out, "report %" PRIu32 ": ", f->instance + 1);
    if (at && at->kind == SHEAF_AT_PAGE)
        fprintf(p->out, "page %" PRIu32 ": ", at->unit);
    else if (at && at->kind == SHEAF_AT_BYTES)
        fprintf(p->out, "line %" PRIu32 ": ", at->unit);
    put_xml(p->out, sf_finding_message(f, p->language));
    fputs("\n", p->out);
}

static void put_failure(sf_printer *p, const sheaf_document *d, const sheaf_finding *f) {
    fputs("      <failure", p->out);
    put_attribute(p->out, "type", sf_str_of(sf_severity_name(f->severity)));
    put_attribute(p->out, "message", sf_finding_message(f, p->language));
    putc('>', p->out);
    put_line(p, d, f);
    fputs("      </failure>\n", p->out);
}

/* What does not fail the rule is told all the same. */
static void put_rest(sf_printer *p, const sheaf_document *d, const entry *of, uint32_t count) {
    int is_begun = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!of[i].finding || fails(p, &of[i]))
            continue;
        fputs(is_begun ? "" : "      <system-out>", p->out);
        is_begun = 1;
        put_line(p, d, of[i].finding);
    }
    fputs(is_begun ? "      </system-out>\n" : "", p->out);
}

/* A rule that never held and never failed was not tested. */
static int is_skipped(const entry *of, uint32_t count) {
    int is_tested = 0;
    for (uint32_t i = 0; i < count; i++)
        is_tested |= of[i].check ? of[i].check->pass + of[i].check->fail > 0
                                 : of[i].finding->outcome == SHEAF_FAIL;
    return !is_tested;
}

static uint32_t count_failures(const sf_printer *p, const entry *of, uint32_t count) {
    uint32_t failures = 0;
    for (uint32_t i = 0; i < count; i++)
        failures += fails(p, &of[i]) ? 1 : 0;
    return failures;
}

static void put_case(sf_printer *p, const sf_checked *c, const entry *of, uint32_t count) {
    fputs("    <testcase", p->out);
    put_attribute(p->out, "classname", sf_str_of(c->file));
    put_attribute(p->out, "name", of->rule);
    fputs(">\n", p->out);
    for (uint32_t i = 0; i < count; i++)
        if (fails(p, &of[i]))
            put_failure(p, c->document, of[i].finding);
    if (is_skipped(of, count))
        fputs("      <skipped/>\n", p->out);
    put_rest(p, c->document, of, count);
    fputs("    </testcase>\n", p->out);
}

/* How many cases there are, how many of them fail, how many are skipped. */
static void put_counts(sf_printer *p, const entry *all, uint32_t count) {
    uint32_t cases = 0, failing = 0, skipped = 0;
    for (uint32_t i = 0, same; i < count; i += same) {
        same = count_same(all + i, count - i);
        cases++;
        failing += count_failures(p, all + i, same) > 0 ? 1 : 0;
        skipped += is_skipped(all + i, same) ? 1 : 0;
    }
    fprintf(p->out,
            " tests=\"%" PRIu32 "\" failures=\"%" PRIu32 "\" errors=\"0\" skipped=\"%" PRIu32
            "\">\n",
            cases, failing, skipped);
}

static void put_unread(sf_printer *p, const sf_checked *c) {
    fputs(" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    <testcase", p->out);
    put_attribute(p->out, "classname", sf_str_of(c->file));
    fputs(" name=\"read\">\n      <error", p->out);
    put_attribute(p->out, "type", sf_str_of(c->error->code));
    put_attribute(p->out, "message", sf_str_of(c->error->message));
    fputs("/>\n    </testcase>\n", p->out);
}

static void put_report(sf_printer *p, const sf_checked *c) {
    uint32_t count;
    entry *all = list_entries(c, &count);
    p->no_memory |= count > 0 && !all;
    fputs("  <testsuite", p->out);
    put_attribute(p->out, "name", sf_str_of(c->file));
    if (c->document)
        put_counts(p, all, all ? count : 0);
    else
        put_unread(p, c);
    for (uint32_t i = 0, same; all && i < count; i += same) {
        same = count_same(all + i, count - i);
        put_case(p, c, all + i, same);
    }
    fputs("  </testsuite>\n", p->out);
    free(all);
}

static void begin(sf_printer *p) {
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sheaf check\">\n",
          p->out);
}

static void end(sf_printer *p) {
    fputs("</testsuites>\n", p->out);
}

const sf_format sf_check_junit = {"junit", begin, put_report, end};
