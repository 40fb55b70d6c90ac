/* Agency and year are what the pass form read in the reports; file names say nothing. All reports of all files in one order,
 * sorted once, give each the one before it. */
#include "cli/years.h"
#include "base/text.h"
#include "cli/check.h"
#include "io/cstring.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- what documents say ---- */

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

/* `agency` is of the first report, `report2.agency` of the second; takes the object's name off the key. */
static uint32_t instance_of(sheaf_str *key) {
    enum { MOST = 10000 };
    sheaf_str rest = *key;
    uint32_t number = 0;
    if (!sf_str_starts(rest, SHEAF_STR("report")))
        return 0;
    rest = sf_str_slice(rest, 6, rest.len);
    while (rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9' && number < MOST) {
        number = number * 10 + (uint32_t)(rest.ptr[0] - '0');
        rest = sf_str_slice(rest, 1, rest.len);
    }
    if (number < 2 || number > MOST || !sf_str_starts(rest, SHEAF_STR(".")))
        return 0;
    *key = sf_str_slice(rest, 1, rest.len);
    return number - 1;
}

static sf_said *report_at(sf_dated *dated, uint32_t instance) {
    if (instance >= dated->reports.count &&
        !sf_vec_push(&dated->reports, instance + 1 - dated->reports.count))
        return NULL;
    return SF_VEC_AT(&dated->reports, sf_said, instance);
}

static int note(sf_dated *dated, const sheaf_meta *meta) {
    sheaf_str key = meta->key;
    uint32_t instance = instance_of(&key);
    int is_agency = sf_str_equal(key, SHEAF_STR("agency"));
    if (!is_agency && !sf_str_equal(key, SHEAF_STR("year")))
        return 1;
    sf_said *said = report_at(dated, instance);
    sheaf_str name = sf_utf8_trim(meta->value);
    if (said)
        said->instance = instance;
    if (said && !is_agency)
        said->year = year_of(meta->value);
    else if (said && name.len && !said->agency)
        said->agency = sf_cstring_new(name);
    return said && (!is_agency || !name.len || said->agency);
}

/* Those that do not say both are in no order. */
static void keep_known(sf_dated *dated) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < dated->reports.count; i++) {
        sf_said *said = SF_VEC_AT(&dated->reports, sf_said, i);
        if (said->agency && said->year)
            *SF_VEC_AT(&dated->reports, sf_said, kept++) = *said;
        else
            free(said->agency);
    }
    dated->reports.count = kept;
}

void sf_dated_done(sf_dated *dated) {
    for (uint32_t i = 0; i < dated->reports.count; i++)
        free(SF_VEC_AT(&dated->reports, sf_said, i)->agency);
    sf_vec_done(&dated->reports);
}

int sf_date(sf_dated *dated, const sheaf_document *document) {
    int is_ok = 1;
    sf_dated_done(dated);
    dated->reports = (sf_vec)SF_VEC_OF(sf_said);
    for (uint32_t i = 0; is_ok && i < document->meta.count; i++)
        is_ok = note(dated, SHEAF_AT(document->meta, sheaf_meta, i));
    dated->is_several = dated->reports.count > 1;
    keep_known(dated);
    return is_ok;
}

/* ---- the order ---- */

static const sf_said *first_of(const sf_dated *dated) {
    return dated->reports.count ? SF_VEC_AT(&dated->reports, sf_said, 0) : NULL;
}

static int by_report(const sf_said *x, const sf_said *y) {
    int order = strcmp(x->agency, y->agency);
    return order ? order : (x->year > y->year) - (x->year < y->year);
}

static int by_first(const void *a, const void *b) {
    const sf_dated *x = a, *y = b;
    const sf_said *first = first_of(x), *other = first_of(y);
    int order = !first - !other;
    if (!order && first)
        order = by_report(first, other);
    if (!order && first)
        order = strcmp(x->path, y->path);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

void sf_dated_sort(sf_vec *dated) {
    if (dated->count > 1)
        qsort(dated->base, dated->count, sizeof(sf_dated), by_first);
}

/* Files keep their places, so that their addresses are their order. */
static int by_order(const void *a, const void *b) {
    const sf_said *x = *(sf_said *const *)a, *y = *(sf_said *const *)b;
    int order = by_report(x, y);
    if (!order)
        order = (x->file > y->file) - (x->file < y->file);
    return order ? order : (x->instance > y->instance) - (x->instance < y->instance);
}

static int list_reports(sf_vec *dated, sf_vec *all) {
    for (uint32_t i = 0; i < dated->count; i++) {
        sf_dated *file = SF_VEC_AT(dated, sf_dated, i);
        for (uint32_t k = 0; k < file->reports.count; k++) {
            sf_said *said = SF_VEC_AT(&file->reports, sf_said, k), **room = sf_vec_push(all, 1);
            if (!room)
                return 0;
            said->file = file;
            *room = said;
        }
    }
    return 1;
}

/* Of several of a year the last one is what the next year follows. */
static void link_reports(sf_vec *all) {
    sf_said *last = NULL;
    for (uint32_t i = 0; i < all->count; i++) {
        sf_said *now = *SF_VEC_AT(all, sf_said *, i);
        sf_said *before = i ? *SF_VEC_AT(all, sf_said *, i - 1) : NULL;
        if (!before || strcmp(before->agency, now->agency) != 0)
            before = NULL;
        if (!before || before->year != now->year)
            last = before;
        now->before = before;
        now->last = last && last->year + 1 == now->year ? last : NULL;
        now->alike = NULL;
        now->is_followed = 0;
        if (now->last)
            last->is_followed = 1;
    }
}

int sf_dated_link(sf_vec *dated) {
    sf_vec all = SF_VEC_OF(sf_said *);
    int is_ok = list_reports(dated, &all);
    if (is_ok && all.count > 1)
        qsort(all.base, all.count, sizeof(sf_said *), by_order);
    if (is_ok) {
        link_reports(&all);
        sf_link_alike(&all);
    }
    sf_vec_done(&all);
    return is_ok;
}

/* A vote of one pass: a majority wins, else one of those that are named. */
const sf_dated *sf_dated_last(const sf_dated *now) {
    const sf_dated *most = NULL;
    uint32_t lead = 0;
    for (uint32_t i = 0; i < now->reports.count; i++) {
        const sf_said *last = SF_VEC_AT(&now->reports, sf_said, i)->last;
        if (!last || last->file == now)
            continue;
        if (lead == 0)
            most = last->file;
        lead = last->file == most ? lead + 1 : lead - 1;
    }
    return most;
}

/* ---- what there is to say ---- */

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

static void judge_gap(const sf_said *now, sf_year_finding *out) {
    char zh[40];
    sheaf_str agency = shortened(now->agency);
    uint32_t first = now->before->year + 1, last = now->year - 1;
    name_years(out->years, sizeof out->years, first, last, " to ");
    name_years(zh, sizeof zh, first, last, "至");
    snprintf(out->en, sizeof out->en, "there is no report of %.*s for %s among these",
             (int)agency.len, agency.ptr, out->years);
    snprintf(out->zh, sizeof out->zh, "其中没有%.*s%s年的报告", (int)agency.len, agency.ptr, zh);
    out->finding.rule = SHEAF_STR("Y-GAP");
    out->finding.severity = SHEAF_INFO;
}

/* `a.txt`, `report 2 of a.txt`, `report 1 of this file`. */
static void name_place(const sf_said *now, char *en, char *zh, size_t room) {
    const sf_dated *file = now->before->file;
    sheaf_str path = shortened(file->path);
    uint32_t number = now->before->instance + 1;
    if (file == now->file) {
        snprintf(en, room, "report %" PRIu32 " of this file", number);
        snprintf(zh, room, "本文件的第%" PRIu32 "份报告", number);
    } else if (file->is_several) {
        snprintf(en, room, "report %" PRIu32 " of %.*s", number, (int)path.len, path.ptr);
        snprintf(zh, room, "%.*s的第%" PRIu32 "份报告", (int)path.len, path.ptr, number);
    } else {
        snprintf(en, room, "%.*s", (int)path.len, path.ptr);
        snprintf(zh, room, "%.*s", (int)path.len, path.ptr);
    }
}

static void judge_twins(const sf_said *now, sf_year_finding *out) {
    char en[400], zh[400];
    sheaf_str agency = shortened(now->agency);
    name_place(now, en, zh, sizeof en);
    snprintf(out->en, sizeof out->en, "%s is a report of %.*s for %" PRIu32 ", too", en,
             (int)agency.len, agency.ptr, now->year);
    snprintf(out->zh, sizeof out->zh, "%s也是%.*s%" PRIu32 "年的报告", zh, (int)agency.len,
             agency.ptr, now->year);
    out->finding.rule = SHEAF_STR("Y-TWICE");
    out->finding.severity = SHEAF_WARNING;
}

/* Neither compared nor missing: whether the two are one body is for people to say. */
static void judge_name(const sf_said *now, sf_year_finding *out) {
    sheaf_str agency = shortened(now->alike->agency);
    snprintf(out->years, sizeof out->years, "%" PRIu32, now->alike->year);
    snprintf(
        out->en, sizeof out->en,
        "the report of %.*s for %s may be this body's: the names end the same, but are not the "
        "same, so the two years are not compared",
        (int)agency.len, agency.ptr, out->years);
    snprintf(out->zh, sizeof out->zh,
             "%.*s%s年的报告可能属于同一机关：两者名称结尾相同而不完全一致，因此未作跨年比对",
             (int)agency.len, agency.ptr, out->years);
    out->finding.rule = SHEAF_STR("Y-NAME");
    out->finding.severity = SHEAF_INFO;
}

int sf_said_judge(const sf_said *now, int names, sf_year_finding *out) {
    const sf_said *before = now->before;
    const int is_other = !before || now->year != before->year;
    if (names ? !is_other || !now->alike : !before || now->year == before->year + 1)
        return 0;
    *out = (sf_year_finding){.finding = {.size = sizeof out->finding,
                                         .actual = SHEAF_STR(""),
                                         .fingerprint = SHEAF_STR(""),
                                         .suppressed = SHEAF_STR(""),
                                         .instance = now->instance}};
    if (names)
        judge_name(now, out);
    else if (now->year == before->year)
        judge_twins(now, out);
    else
        judge_gap(now, out);
    out->finding.expected = sf_str_of(out->years);
    out->finding.message_en = sf_str_of(out->en);
    out->finding.message_zh = sf_str_of(out->zh);
    return 1;
}
