/* The order of reports by agency and year, and what is said of two that follow each other. */
#define _DEFAULT_SOURCE
#include "cm.h"

#include "base/text.h"
#include "cli/years.h"

#include <stdlib.h>
#include <string.h>

/* A file whose reports are `AGENCY YEAR`, parted by commas; an empty one says nothing. */
static void file_of(sf_dated *dated, const char *path, size_t at, const char *reports) {
    sheaf_meta meta[20];
    char keys[20][24], values[20][3001];
    uint32_t count = 0, number = 1;
    char room[6100], *rest = room;
    snprintf(room, sizeof room, "%s", reports);
    for (char *one; (one = strsep(&rest, ",")) && count < 20; number++) {
        const char *const said[] = {strsep(&one, " "), one};
        for (int i = 0; i < 2 && said[i] && *said[i]; i++, count++) {
            const char *key = i ? "year" : "agency";
            if (number == 1)
                snprintf(keys[count], sizeof keys[count], "%s", key);
            else
                snprintf(keys[count], sizeof keys[count], "report%u.%s", number, key);
            snprintf(values[count], sizeof values[count], "%s", said[i]);
            meta[count] =
                (sheaf_meta){.key = sf_str_of(keys[count]), .value = sf_str_of(values[count])};
        }
    }
    sheaf_document document = {.meta = {.base = meta, .count = count, .stride = sizeof *meta}};
    *dated = (sf_dated){.path = path, .at = at, .reports = SF_VEC_OF(sf_said)};
    assert_true(sf_date(dated, &document));
}

enum { MOST = 8 };

typedef struct shelf {
    sf_dated all[MOST];
    sf_vec dated;
} shelf;

static void put(shelf *s, const char *path, const char *reports) {
    file_of(&s->all[s->dated.count], path, s->dated.count, reports);
    s->dated.count++;
}

static shelf *begin(shelf *s) {
    *s = (shelf){.dated = {.capacity = MOST, .stride = sizeof(sf_dated)}};
    s->dated.base = s->all;
    return s;
}

static void arrange(shelf *s) {
    sf_dated_sort(&s->dated);
    assert_true(sf_dated_link(&s->dated));
}

static void end(shelf *s) {
    for (uint32_t i = 0; i < s->dated.count; i++)
        sf_dated_done(&s->all[i]);
}

static const sf_said *said_at(const shelf *s, uint32_t file, uint32_t report) {
    assert_true(report < s->all[file].reports.count);
    return SF_VEC_AT(&s->all[file].reports, sf_said, report);
}

static void years_stand_in_order_and_unknown_ones_behind(void **state) {
    (void)state;
    static const size_t order[] = {4, 2, 6, 5, 1, 0, 3};
    shelf s;
    begin(&s);
    put(&s, "z", "");
    put(&s, "b", "B 2020");
    put(&s, "c", "A 2021");
    put(&s, "a", "");
    put(&s, "d", "A 2020");
    put(&s, "a", "B 2020");
    put(&s, "c", "A 2021");
    arrange(&s);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(s.all[i].at, order[i]);
    end(&s);
}

static void agency_and_year_belong_together(void **state) {
    (void)state;
    static const char *const none[] = {"某局 2020a", "某局 20200", "某局 -202", "某局 0", "某局"};
    sf_dated dated;
    file_of(&dated, "x", 0, "某局 2020");
    assert_int_equal(dated.reports.count, 1);
    const sf_said *said = SF_VEC_AT(&dated.reports, sf_said, 0);
    assert_string_equal(said->agency, "某局");
    assert_int_equal(said->year, 2020);
    sf_dated_done(&dated);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        file_of(&dated, "x", 0, none[i]);
        assert_int_equal(dated.reports.count, 0);
        sf_dated_done(&dated);
    }
}

static void only_reports_with_sound_numbers_are_taken(void **state) {
    (void)state;
    static const char *const keys[] = {"report1.agency",     "report0.agency", "report.agency",
                                       "report99999.agency", "report2agency",  "report2.x",
                                       "report-2.agency",    "reporter.agency"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        sheaf_meta meta = {.key = sf_str_of(keys[i]), .value = SHEAF_STR("A")};
        sheaf_document document = {.meta = {.base = &meta, .count = 1, .stride = sizeof meta}};
        sf_dated dated = {.reports = SF_VEC_OF(sf_said)};
        assert_true(sf_date(&dated, &document));
        assert_int_equal(dated.reports.count, 0);
        assert_false(dated.is_several);
        sf_dated_done(&dated);
    }
}

/* What is said of report `report` of file `file`, in the order that the files have then. */
static void judged(const shelf *s, uint32_t file, uint32_t report, const char *rule,
                   const char *words) {
    sf_year_finding found;
    assert_int_equal(sf_said_judge(said_at(s, file, report), 0, &found), rule != NULL);
    if (!rule)
        return;
    assert_true(sf_str_equal(found.finding.rule, sf_str_of(rule)));
    assert_int_equal(found.finding.instance, said_at(s, file, report)->instance);
    assert_non_null(strstr(found.en, words));
}

static void pair(const char *before, const char *now, const char *rule, const char *words) {
    shelf s;
    put(begin(&s), "a.txt", before);
    put(&s, "b.txt", now);
    arrange(&s);
    judged(&s, 0, 0, NULL, NULL);
    judged(&s, 1, 0, rule, words);
    end(&s);
}

static void gaps_and_twins_are_told(void **state) {
    (void)state;
    pair("A 2020", "A 2021", NULL, NULL);
    pair("A 2020", "A 2022", "Y-GAP", "no report of A for 2021 among");
    pair("A 2020", "A 2025", "Y-GAP", "no report of A for 2021 to 2024 among");
    pair("A 2020", "A 2020", "Y-TWICE", "a.txt is a report of A for 2020");
    pair("A 2020", "B 2025", NULL, NULL);
}

static void all_reports_of_a_file_count(void **state) {
    (void)state;
    shelf s;
    put(begin(&s), "all.txt", "A 2020,B 2020,,B 2020,C 2019");
    put(&s, "later.txt", "B 2021,A 2022,C 2023");
    put(&s, "gap.txt", "A 2021");
    arrange(&s); /* all.txt, gap.txt, later.txt */
    judged(&s, 0, 0, NULL, NULL);
    judged(&s, 0, 1, NULL, NULL);
    judged(&s, 0, 2, "Y-TWICE", "report 2 of this file is a report of B for 2020");
    judged(&s, 1, 0, NULL, NULL);
    judged(&s, 2, 0, NULL, NULL);
    judged(&s, 2, 1, NULL, NULL);
    judged(&s, 2, 2, "Y-GAP", "no report of C for 2020 to 2022");
    assert_int_equal(said_at(&s, 0, 2)->instance, 3);
    assert_true(said_at(&s, 2, 0)->last == said_at(&s, 0, 2));
    assert_true(said_at(&s, 2, 1)->last == said_at(&s, 1, 0));
    assert_null(said_at(&s, 2, 2)->last);
    end(&s);
}

/* The file with most of the reports of the year before is what is compared with; the file itself never is. */
static void the_last_file_holds_most_reports(void **state) {
    (void)state;
    shelf s;
    put(begin(&s), "one.txt", "A 2020");
    put(&s, "two.txt", "B 2020,C 2020");
    put(&s, "now.txt", "C 2021,A 2021,B 2021,D 2021,D 2022");
    arrange(&s); /* one.txt, two.txt, now.txt */
    assert_null(sf_dated_last(&s.all[0]));
    assert_null(sf_dated_last(&s.all[1]));
    assert_string_equal(sf_dated_last(&s.all[2])->path, "two.txt");
    end(&s);
}

/* A name that is too long for the sentence is cut between two characters. */
static void long_names_are_cut_well(void **state) {
    (void)state;
    char before[3100] = "", now[3100] = "";
    for (size_t i = 0; i < 1000; i++)
        memcpy(before + i * 3, "局", 3);
    memcpy(now, before, 3000);
    memcpy(now + 3000, " 2025", 6);
    memcpy(before + 3000, " 2020", 6);
    shelf s;
    put(begin(&s), "a", before);
    put(&s, "b", now);
    arrange(&s);
    sf_year_finding found;
    assert_true(sf_said_judge(said_at(&s, 1, 0), 0, &found));
    const sheaf_str texts[] = {found.finding.message_en, found.finding.message_zh};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(sf_utf8_valid(texts[i]), texts[i].len);
    assert_non_null(strstr(found.en, "局 for 2021 to 2024 among these"));
    assert_non_null(strstr(found.zh, "局2021至2024年的报告"));
    end(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_stand_in_order_and_unknown_ones_behind),
        cmocka_unit_test(agency_and_year_belong_together),
        cmocka_unit_test(only_reports_with_sound_numbers_are_taken),
        cmocka_unit_test(gaps_and_twins_are_told),
        cmocka_unit_test(all_reports_of_a_file_count),
        cmocka_unit_test(the_last_file_holds_most_reports),
        cmocka_unit_test(long_names_are_cut_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
