/* Last year's report of each report: the same agency by name, one year before, be it in the file that the run lends or in the same
 * file. All reports that may be it are sorted by agency and year, so a file of thousands is looked through once. One that does not
 * fit is said and left alone, as comparing with it would find faults that nobody made. */
#include "check/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* A report that may be the one before another. */
typedef struct candidate {
    sheaf_str agency; /* made comparable */
    int64_t year;
    uint32_t is_own; /* it is in the file that is checked; the other file goes first */
    uint32_t instance;
} candidate;

static int by_report(const void *a, const void *b) {
    const candidate *x = a, *y = b;
    int order = form_order(x->agency, y->agency);
    if (order == 0)
        order = (x->year > y->year) - (x->year < y->year);
    if (order == 0)
        order = (x->is_own > y->is_own) - (x->is_own < y->is_own);
    return order != 0 ? order : (x->instance > y->instance) - (x->instance < y->instance);
}

/* ---- what documents say ---- */

/* `agency` of the first report, `report2.agency` of the second. */
static sheaf_str meta_of(const form_context *context, const sheaf_document *document,
                         uint32_t instance, sheaf_str key) {
    char object[24];
    if (instance == 0)
        return form_meta(document, key);
    int length = snprintf(object, sizeof object, "report%" PRIu64 ".", (uint64_t)instance + 1);
    const sheaf_str parts[] = {{object, (size_t)length}, key};
    sheaf_str whole = form_join(context, parts, 2, SHEAF_STR(""));
    return whole.ptr != NULL ? form_meta(document, whole) : SHEAF_STR("");
}

/* How many reports of a form a document holds; as many as it may hold in vain are looked for. */
static uint32_t reports_in(const sheaf_document *document) {
    enum { MOST = 10000 };
    uint32_t count = 1;
    for (uint32_t i = 0; i < document->forms.count; i++) {
        uint32_t instance = SHEAF_AT(document->forms, sheaf_form, i)->instance;
        count = instance >= count && instance < MOST ? instance + 1 : count;
    }
    return count;
}

/* ---- the candidates ---- */

static int add(form_last *last, sheaf_str agency, int64_t year, uint32_t is_own,
               uint32_t instance) {
    if (agency.len == 0 || year == 0)
        return 1;
    candidate *room = form_push(last->desk->context, &last->candidates);
    if (room == NULL)
        return 0;
    *room = (candidate){form_plain_text(last->desk->context, agency), year, is_own, instance};
    return 1;
}

static int add_lent(form_last *last) {
    const form_context *context = last->desk->context;
    uint32_t count = last->lent != NULL ? reports_in(last->lent) : 0;
    for (uint32_t i = 0; i < count; i++)
        if (!add(last, meta_of(context, last->lent, i, SHEAF_STR("agency")),
                 form_year(meta_of(context, last->lent, i, SHEAF_STR("year"))), 0, i))
            return 0;
    return count == 0 || rule_book_of(context, last->lent, count, &last->book);
}

int form_last_open(form_desk *desk, form_last *last) {
    *last = (form_last){.desk = desk,
                        .lent = desk->context->host->related(desk->context->job, 0),
                        .candidates = FORM_LIST_OF(candidate)};
    if (!add_lent(last))
        return 0;
    for (uint32_t i = 0; i < desk->reports.count; i++) {
        const form_who *who = form_who_at(desk, i);
        if (!add(last, who->agency, who->year, 1, i))
            return 0;
    }
    if (last->candidates.count > 1)
        qsort(last->candidates.at, last->candidates.count, sizeof(candidate), by_report);
    return 1;
}

static const candidate *find(const form_last *last, const candidate *wanted) {
    uint32_t low = 0, high = last->candidates.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_report(FORM_AT(last->candidates, const candidate, middle), wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == last->candidates.count)
        return NULL;
    const candidate *at = FORM_AT(last->candidates, const candidate, low);
    return at->year == wanted->year && form_same(at->agency, wanted->agency) ? at : NULL;
}

int form_last_of(form_last *last, uint32_t instance, form_before *out) {
    const form_context *context = last->desk->context;
    const form_who *who = form_who_at(last->desk, instance);
    *out = (form_before){.book = NULL};
    if (who->agency.len == 0 || who->year == 0)
        return 0;
    const candidate wanted = {form_plain_text(context, who->agency), who->year - 1, 0, 0};
    const candidate *found = find(last, &wanted);
    if (found == NULL)
        return 0;
    last->is_used |= !found->is_own;
    *out = (form_before){
        .book = found->is_own ? &last->desk->book : &last->book,
        .instance = found->instance,
        .year = found->year,
        .agency = found->is_own
                      ? form_who_at(last->desk, found->instance)->agency
                      : meta_of(context, last->lent, found->instance, SHEAF_STR("agency")),
        .title = found->is_own ? SHEAF_STR("")
                               : meta_of(context, last->lent, found->instance, SHEAF_STR("title"))};
    return 1;
}

/* ---- one that is of no use ---- */

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

static void refuse(const form_last *last, const char *code, const char *expected) {
    enum { ROOM = 600 };
    char said[ROOM], name[200];
    const sheaf_document *lent = last->lent;
    const sheaf_str file =
        lent->source_name.len > 0 ? lent->source_name : SHEAF_STR("what stands on standard input");
    name_report(lent, name, sizeof name);
    int length =
        snprintf(said, sizeof said,
                 "%.*s%s is no report to compare with, so rules Y-* are left out; expected %s",
                 file.len < 200 ? (int)file.len : 200, file.ptr, name, expected);
    if (length <= 0)
        return;
    last->desk->context->host->diagnose(
        last->desk->context->job,
        &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                            .severity = SHEAF_WARNING,
                            .code = {code, __builtin_strlen(code)},
                            .message = {said, length < ROOM ? (size_t)length : ROOM - 1}});
}

void form_last_close(const form_last *last) {
    if (last->lent == NULL || last->is_used || last->desk->reports.count == 0)
        return;
    const form_who *who = form_who_at(last->desk, 0);
    if (who->year == 0 || form_meta_year(last->lent) != who->year - 1)
        refuse(last, "check.previous.year", "the report of the year before this one");
    else
        refuse(last, "check.previous.agency", "a report of the same agency");
}
