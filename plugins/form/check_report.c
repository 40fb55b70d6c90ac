/* What the metadata say of a report, and which report is last year's: the same agency by name, one year before. A report
 * that does not fit is said and left alone, as comparing with it would find faults that nobody made. */
#include "check.h"

#include <inttypes.h>
#include <stdio.h>

sheaf_str form_meta(const sheaf_document *document, sheaf_str key) {
    for (uint32_t i = 0; i < document->meta.count; i++) {
        const sheaf_meta *meta = SHEAF_AT(document->meta, sheaf_meta, i);
        if (form_same(meta->key, key))
            return meta->value;
    }
    return SHEAF_STR("");
}

int64_t form_meta_year(const sheaf_document *document) {
    sheaf_str text = form_meta(document, SHEAF_STR("year"));
    int64_t year = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || year > 9999)
            return 0;
        year = year * 10 + (text.ptr[i] - '0');
    }
    return year;
}

/* ` (AGENCY, YEAR)`, as far as they are stated. */
static void name_report(const sheaf_document *report, char *out, size_t room) {
    sheaf_str agency = form_meta(report, SHEAF_STR("agency"));
    int length = agency.len < 150 ? (int)agency.len : 0;
    int64_t year = form_meta_year(report);
    *out = '\0';
    if (length > 0 && year > 0)
        snprintf(out, room, " (%.*s, %" PRId64 ")", length, agency.ptr, year);
    else if (length > 0)
        snprintf(out, room, " (%.*s)", length, agency.ptr);
    else if (year > 0)
        snprintf(out, room, " (%" PRId64 ")", year);
}

static void refuse(form_desk *desk, const sheaf_document *before, const char *code,
                   const char *expected) {
    enum { ROOM = 600 };
    char said[ROOM], name[200];
    name_report(before, name, sizeof name);
    int length =
        snprintf(said, sizeof said,
                 "%.*s%s is no report to compare with, so rules Y-* are left out; expected %s",
                 before->source_name.len < 200 ? (int)before->source_name.len : 200,
                 before->source_name.ptr, name, expected);
    if (length <= 0)
        return;
    desk->context->host->diagnose(
        desk->context->job,
        &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                            .severity = SHEAF_WARNING,
                            .code = {code, __builtin_strlen(code)},
                            .message = {said, length < ROOM ? (size_t)length : ROOM - 1}});
}

static int is_same_agency(const form_context *context, sheaf_str a, sheaf_str b) {
    return a.len > 0 && b.len > 0 &&
           form_same(form_plain_text(context, a), form_plain_text(context, b));
}

const sheaf_document *form_before(form_desk *desk) {
    const form_context *context = desk->context;
    const sheaf_document *before = context->host->related(context->job, 0);
    if (before == NULL || desk->reports.count == 0)
        return NULL;
    const form_who *who = form_who_at(desk, 0);
    if (who->year == 0 || form_meta_year(before) != who->year - 1)
        refuse(desk, before, "check.previous.year", "the report of the year before this one");
    else if (!is_same_agency(context, who->agency, form_meta(before, SHEAF_STR("agency"))))
        refuse(desk, before, "check.previous.agency", "a report of the same agency");
    else
        return before;
    return NULL;
}
