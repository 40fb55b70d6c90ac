/* Results for programs: an array with an object for each report, findings and checks as `write_json` writes them, a finding
 * with its place instead of its nodes. */
#include "base/text.h"
#include "cli/check.h"
#include "cli/json.h"
#include "cli/years.h"

#include <inttypes.h>

static void begin(sf_printer *p) {
    putc('[', p->out);
}

static void put_form(sf_printer *p, const sheaf_document *d) {
    if (!d->forms.count) {
        fputs(", \"form\": null", p->out);
        return;
    }
    const sheaf_form *form = SHEAF_AT(d->forms, sheaf_form, 0);
    fputs(", \"form\": {", p->out);
    sf_json_member(p->out, "", "id", form->id);
    sf_json_member(p->out, ", ", "version", form->version);
    putc('}', p->out);
}

static int is_year(const sheaf_document *d) {
    sheaf_str year = sf_meta_value(d, "year");
    for (size_t i = 0; i < year.len; i++)
        if (year.ptr[i] < '0' || year.ptr[i] > '9')
            return 0;
    return year.len > 0 && year.len <= 4 && year.ptr[0] != '0';
}

static void put_meta(sf_printer *p, const sheaf_document *d) {
    sheaf_str agency = sf_meta_value(d, "agency"), year = sf_meta_value(d, "year");
    if (agency.len)
        sf_json_member(p->out, ", ", "agency", agency);
    if (is_year(d))
        fprintf(p->out, ", \"year\": %.*s", (int)year.len, year.ptr);
}

/* Of a file that holds several: those that say whose they are, and of which year. */
static void put_reports(sf_printer *p, const sheaf_document *d) {
    sf_dated all = {.reports = SF_VEC_OF(sf_said)};
    if (sf_reports_in(d) < 2)
        return;
    p->no_memory |= !sf_date(&all, d);
    fputs(",\n  \"reports\": [", p->out);
    for (uint32_t i = 0; i < all.reports.count; i++) {
        const sf_said *said = SF_VEC_AT(&all.reports, sf_said, i);
        fprintf(p->out, "%s{\"instance\": %" PRIu32, i ? ", " : "", said->instance);
        sf_json_member(p->out, ", ", "agency", sf_str_of(said->agency));
        fprintf(p->out, ", \"year\": %" PRIu32 "}", said->year);
    }
    putc(']', p->out);
    sf_dated_done(&all);
}

static void put_check(sf_printer *p, const sheaf_check *c) {
    sf_json_member(p->out, "{", "rule", c->rule);
    fprintf(p->out,
            ", \"pass\": %" PRIu32 ", \"fail\": %" PRIu32 ", \"not_assessable\": %" PRIu32
            ", \"not_applicable\": %" PRIu32,
            c->pass, c->fail, c->not_assessable, c->not_applicable);
    sf_json_texts(p->out, ", ", "facts_not_assessable", c->facts, c->fact_count);
    putc('}', p->out);
}

static void put_finding(sf_printer *p, const sheaf_document *d, const sheaf_finding *f) {
    const sheaf_origin *at = sf_finding_place(d, f);
    sf_json_member(p->out, "{", "rule", f->rule);
    sf_json_member(p->out, ", ", "severity", sf_str_of(sf_severity_name(f->severity)));
    fprintf(p->out, ", \"outcome\": \"%s\"", f->outcome ? "not_assessable" : "fail");
    sf_json_member(p->out, ", \"message\": {", "en", f->message_en);
    sf_json_member(p->out, ", ", "zh", f->message_zh);
    putc('}', p->out);
    if (at)
        sf_json_origin(p->out, ", ", at, d->parts);
    sf_json_texts(p->out, ", ", "facts", f->facts, f->fact_count);
    sf_json_member(p->out, ", ", "expected", f->expected);
    sf_json_member(p->out, ", ", "actual", f->actual);
    sf_json_member(p->out, ", ", "fingerprint", f->fingerprint);
    if (f->suppressed.len)
        sf_json_member(p->out, ", ", "suppressed", f->suppressed);
    if (f->instance)
        fprintf(p->out, ", \"instance\": %" PRIu32, f->instance);
    putc('}', p->out);
}

static void put_records(sf_printer *p, const sf_checked *checked) {
    fputs(",\n  \"checks\": [", p->out);
    for (uint32_t i = 0; i < checked->check_count; i++) {
        fputs(i ? ",\n    " : "\n    ", p->out);
        put_check(p, checked->checks[i]);
    }
    fputs("],\n  \"findings\": [", p->out);
    for (uint32_t i = 0; i < checked->finding_count; i++) {
        fputs(i ? ",\n    " : "\n    ", p->out);
        put_finding(p, checked->document, checked->findings[i]);
    }
    fputs("]}", p->out);
}

static void put_error(sf_printer *p, const sheaf_error_info *error) {
    sf_json_member(p->out, ", \"error\": {", "code", sf_str_of(error->code));
    sf_json_member(p->out, ", ", "message", sf_str_of(error->message));
    if (error->place[0])
        sf_json_member(p->out, ", ", "place", sf_str_of(error->place));
    putc('}', p->out);
}

static void put_report(sf_printer *p, const sf_checked *checked) {
    fputs(p->pieces++ ? ",\n" : "\n", p->out);
    sf_json_member(p->out, " {", "file", sf_str_of(checked->file));
    if (checked->document) {
        put_form(p, checked->document);
        put_meta(p, checked->document);
        put_reports(p, checked->document);
        put_records(p, checked);
    } else {
        put_error(p, checked->error);
        fputs(", \"checks\": [], \"findings\": []}", p->out);
    }
}

static void end(sf_printer *p) {
    fputs("\n]\n", p->out);
}

const sf_format sf_check_json = {"json", begin, put_report, end};
