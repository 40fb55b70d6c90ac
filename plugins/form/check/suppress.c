/* Suppressions: findings that somebody looked at and accepted, with the reason. Each entry holds for one agency and year and
 * one finding, by fingerprint or by rule and facts. A file that cannot be understood stops the check: an entry that
 * silently does nothing would hide that it does nothing. */
#include "check/check.h"

#include <stdio.h>
#include <string.h>

/* ---- reading ---- */

static sheaf_str text_of(form_file *file, form_value object, const char *name) {
    form_value value = form_member(file, object, name);
    return value == SHEAF_NONE ? SHEAF_STR("") : form_text(file, value);
}

static int64_t year_of(form_file *file, form_value object, const char *name) {
    form_value value = form_member(file, object, name);
    return value == SHEAF_NONE ? 0 : form_whole(file, value, 1900, 9999);
}

static void read_facts(form_file *file, form_value array, form_list *facts) {
    if (array != SHEAF_NONE && !form_is(file, array, JSON_ARRAY))
        form_fault(file, array, "an array of fact keys");
    for (form_value v = form_first(file, array); v != SHEAF_NONE && !file->failed;
         v = form_next(file, array, v)) {
        sheaf_str *room = form_push(file->context, facts);
        if (room == NULL)
            return;
        *room = form_text(file, v);
    }
}

static int is_blank(sheaf_str text) {
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != ' ' && text.ptr[i] != '\t')
            return 0;
    return 1;
}

static void read_entry(form_file *file, form_value entry, uint32_t number, form_desk *desk) {
    static const char *const names[] = {"agency", "year",   "fingerprint", "rule",
                                        "facts",  "reason", "until",       NULL};
    form_only(file, entry, names);
    if (file->failed)
        return;
    form_suppression read = {.agency = text_of(file, entry, "agency"),
                             .fingerprint = text_of(file, entry, "fingerprint"),
                             .rule = text_of(file, entry, "rule"),
                             .reason = text_of(file, entry, "reason"),
                             .facts = FORM_LIST_OF(sheaf_str),
                             .instances = FORM_LIST_OF(uint32_t),
                             .year = year_of(file, entry, "year"),
                             .until = year_of(file, entry, "until"),
                             .number = number};
    read_facts(file, form_member(file, entry, "facts"), &read.facts);
    if (read.agency.len == 0 || read.year == 0)
        form_fault(file, entry, "\"agency\" (a text) and \"year\" of the report");
    if (is_blank(read.reason))
        form_fault(file, entry, "\"reason\": why this finding is accepted");
    if ((read.fingerprint.len > 0) == (read.rule.len > 0))
        form_fault(file, entry, "either \"fingerprint\", or \"rule\" and \"facts\"");
    if (read.fingerprint.len > 0 && read.fingerprint.len != FORM_FINGERPRINT)
        form_fault(file, form_member(file, entry, "fingerprint"), "64 hexadecimal digits");
    read.agency = form_plain_text(desk->context, read.agency);
    form_suppression *room = file->failed ? NULL : form_push(desk->context, &desk->suppressions);
    if (room != NULL)
        *room = read;
}

static int scan(form_file *file, sheaf_str bytes) {
    enum { DEEPEST = 8, SOME = 16384 };
    const form_context *context = file->context;
    json_mark *marks = form_room(context, json_marks_needed(bytes), sizeof *marks);
    if (marks == NULL)
        return 0;
    json_begin(&file->index, bytes, marks, DEEPEST);
    json_step step = JSON_MORE;
    while (step == JSON_MORE && context->host->tick(context->job, 0, 0) == SHEAF_OK)
        step = json_scan(&file->index, SOME);
    if (step == JSON_BROKEN)
        form_fault_json(file);
    return step == JSON_READY;
}

int form_read_suppressions(form_desk *desk) {
    const sheaf_host *host = desk->context->host;
    sheaf_str bytes;
    uint32_t number = 0;
    form_file file = {.context = desk->context,
                      .name = SHEAF_STR("the suppressions"),
                      .code = "check.suppressions"};
    if (!host->resource(desk->context->job, SHEAF_STR("suppressions"), &bytes))
        return 1;
    if (!scan(&file, bytes))
        return 0;
    if (!form_is(&file, 0, JSON_ARRAY))
        form_fault(&file, 0, "an array of objects with agency, year, fingerprint and reason");
    for (form_value v = form_first(&file, 0); v != SHEAF_NONE && !file.failed;
         v = form_next(&file, 0, v)) {
        if (host->tick(desk->context->job, number, 0) != SHEAF_OK)
            return 0;
        read_entry(&file, v, ++number, desk);
    }
    return !file.failed;
}

/* ---- matching ---- */

static int has_fact(const sheaf_finding *finding, sheaf_str key) {
    for (uint32_t i = 0; i < finding->fact_count; i++)
        if (form_same(finding->facts[i], key))
            return 1;
    return 0;
}

/* All facts that the entry names, and no others where it names some. */
static int has_facts(const form_suppression *entry, const sheaf_finding *finding) {
    if (entry->facts.count > 0 && entry->facts.count != finding->fact_count)
        return 0;
    for (uint32_t i = 0; i < entry->facts.count; i++)
        if (!has_fact(finding, *FORM_AT(entry->facts, const sheaf_str, i)))
            return 0;
    return 1;
}

static int fits(const form_suppression *entry, const sheaf_finding *finding) {
    if (entry->fingerprint.len > 0)
        return form_same(entry->fingerprint, finding->fingerprint);
    return form_same(entry->rule, finding->rule) && has_facts(entry, finding);
}

int form_select_suppressions(form_desk *desk, form_who *who) {
    if (desk->suppressions.count == 0 || who->agency.len == 0)
        return 1;
    const sheaf_str agency = form_plain_text(desk->context, who->agency);
    for (uint32_t i = 0; i < desk->suppressions.count; i++) {
        form_suppression *entry = FORM_AT(desk->suppressions, form_suppression, i);
        int64_t until = entry->until != 0 ? entry->until : entry->year;
        if (who->year < entry->year || who->year > until || !form_same(entry->agency, agency))
            continue;
        uint32_t *room = form_push(desk->context, &who->here);
        uint32_t *back = room == NULL ? NULL : form_push(desk->context, &entry->instances);
        if (back == NULL)
            return 0;
        *room = i;
        *back = desk->reports.count - 1; /* `who` is the last one */
    }
    return 1;
}

sheaf_str form_suppressed(form_desk *desk, const sheaf_finding *finding) {
    if (finding->instance >= desk->reports.count)
        return SHEAF_STR("");
    const form_list *here = &form_who_at(desk, finding->instance)->here;
    for (uint32_t i = 0; i < here->count; i++) {
        form_suppression *entry =
            FORM_AT(desk->suppressions, form_suppression, *FORM_AT(*here, const uint32_t, i));
        if (fits(entry, finding)) {
            entry->is_used = 1;
            return entry->reason;
        }
    }
    return SHEAF_STR("");
}

/* Findings of other passes come later: the host holds them against the entry, and tells at last that nothing fits. */
static int hand_on(const form_desk *desk, const form_suppression *entry, sheaf_str unused) {
    const form_context *context = desk->context;
    const sheaf_accept *host = context->host->extension(context->job, SHEAF_STR("sheaf.accept/1"));
    if (host == NULL || entry->facts.count > 0)
        return 0;
    host->accept(context->job, &(sheaf_acceptance){.size = sizeof(sheaf_acceptance),
                                                   .rule = entry->rule,
                                                   .fingerprint = entry->fingerprint,
                                                   .reason = entry->reason,
                                                   .instances = entry->instances.at,
                                                   .instance_count = entry->instances.count,
                                                   .unused = unused});
    return 1;
}

static void settle(const form_desk *desk, const form_suppression *entry) {
    char said[300];
    sheaf_str what = entry->fingerprint.len > 0 ? entry->fingerprint : entry->rule;
    int length = snprintf(said, sizeof said,
                          "entry %u of the suppressions (%.*s) matches no finding of this "
                          "report: it can be taken out",
                          entry->number, what.len < 100 ? (int)what.len : 100, what.ptr);
    sheaf_str unused = {said, entry->is_used ? 0 : (size_t)length};
    if (!hand_on(desk, entry, unused) && unused.len > 0)
        desk->context->host->diagnose(
            desk->context->job, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                    .severity = SHEAF_INFO,
                                                    .code = SHEAF_STR("check.suppression.unused"),
                                                    .message = unused});
}

/* Entries of other reports match when theirs are checked. */
void form_settle_suppressions(form_desk *desk) {
    for (uint32_t i = 0; i < desk->suppressions.count; i++) {
        const form_suppression *entry = FORM_AT(desk->suppressions, form_suppression, i);
        if (entry->instances.count > 0)
            settle(desk, entry);
    }
}
