/* Agency and year are what the pass form read in the reports; file names say nothing. */
#include "cli/years.h"
#include "base/text.h"
#include "cli/check.h"
#include "io/cstring.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Four digits at most: a year. */
static uint32_t year_of(sheaf_str text) {
    uint32_t year = 0;
    if (text.len == 0 || text.len > 4)
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        year = year * 10 + (uint32_t)(text.ptr[i] - '0');
    }
    return year;
}

int sf_date(sf_dated *dated, const sheaf_document *document) {
    sheaf_str agency = sf_utf8_trim(sf_meta_value(document, "agency"));
    uint32_t year = year_of(sf_meta_value(document, "year"));
    if (!agency.len || !year)
        return 1;
    dated->year = year;
    dated->agency = sf_cstring_new(agency);
    return dated->agency != NULL;
}

static int by_year(const void *a, const void *b) {
    const sf_dated *x = a, *y = b;
    int order = (x->agency == NULL) - (y->agency == NULL);
    if (!order && x->agency)
        order = strcmp(x->agency, y->agency);
    if (!order)
        order = (x->year > y->year) - (x->year < y->year);
    if (!order && x->agency)
        order = strcmp(x->path, y->path);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

void sf_dated_sort(sf_vec *dated) {
    if (dated->count > 1)
        qsort(dated->base, dated->count, sizeof(sf_dated), by_year);
}

int sf_dated_same_agency(const sf_dated *a, const sf_dated *b) {
    return a->agency && b->agency && strcmp(a->agency, b->agency) == 0;
}

/* `2020`, `2020 to 2022`. */
static void name_years(char *out, size_t room, uint32_t first, uint32_t last, const char *to) {
    if (first == last)
        snprintf(out, room, "%" PRIu32, first);
    else
        snprintf(out, room, "%" PRIu32 "%s%" PRIu32, first, to, last);
}

/* At most 300 bytes, cut between two characters. */
static sheaf_str shortened(const char *text) {
    sheaf_str all = sf_str_slice(sf_str_of(text), 0, 300);
    return sf_str_slice(all, 0, sf_utf8_valid(all));
}

static void judge_gap(const sf_dated *before, const sf_dated *now, sf_year_finding *out) {
    char en[40], zh[40];
    sheaf_str agency = shortened(now->agency);
    name_years(en, sizeof en, before->year + 1, now->year - 1, " to ");
    name_years(zh, sizeof zh, before->year + 1, now->year - 1, "至");
    snprintf(out->en, sizeof out->en, "there is no report of %.*s for %s among these",
             (int)agency.len, agency.ptr, en);
    snprintf(out->zh, sizeof out->zh, "其中没有%.*s%s年的报告", (int)agency.len, agency.ptr, zh);
    out->finding.rule = SHEAF_STR("Y-GAP");
    out->finding.severity = SHEAF_INFO;
}

static void judge_twins(const sf_dated *before, const sf_dated *now, sf_year_finding *out) {
    sheaf_str path = shortened(before->path);
    snprintf(out->en, sizeof out->en, "%.*s is a report of the same agency for %" PRIu32 ", too",
             (int)path.len, path.ptr, now->year);
    snprintf(out->zh, sizeof out->zh, "%.*s也是同一机关%" PRIu32 "年的报告", (int)path.len,
             path.ptr, now->year);
    out->finding.rule = SHEAF_STR("Y-TWICE");
    out->finding.severity = SHEAF_WARNING;
}

int sf_dated_judge(const sf_dated *before, const sf_dated *now, sf_year_finding *out) {
    if (!before || !sf_dated_same_agency(before, now) || now->year == before->year + 1)
        return 0;
    out->finding = (sheaf_finding){.size = sizeof out->finding,
                                   .expected = SHEAF_STR(""),
                                   .actual = SHEAF_STR(""),
                                   .fingerprint = SHEAF_STR(""),
                                   .suppressed = SHEAF_STR("")};
    if (now->year == before->year)
        judge_twins(before, now, out);
    else
        judge_gap(before, now, out);
    out->finding.message_en = sf_str_of(out->en);
    out->finding.message_zh = sf_str_of(out->zh);
    return 1;
}
