/* The order of reports by agency and year, and what is said of two that follow each other. */
#include "cm.h"

#include "base/text.h"
#include "cli/years.h"

#include <stdlib.h>
#include <string.h>

static sf_dated report(const char *agency, uint32_t year, const char *path, size_t at) {
    return (sf_dated){.path = path, .agency = (char *)(uintptr_t)agency, .year = year, .at = at};
}

static void years_stand_in_order_and_unknown_ones_behind(void **state) {
    (void)state;
    sf_dated all[] = {report(NULL, 0, "z", 0),   report("B", 2020, "b", 1),
                      report("A", 2021, "c", 2), report(NULL, 0, "a", 3),
                      report("A", 2020, "d", 4), report("B", 2020, "a", 5),
                      report("A", 2021, "c", 6)};
    static const size_t order[] = {4, 2, 6, 5, 1, 0, 3};
    sf_vec dated = {.base = all, .count = 7, .capacity = 7, .stride = sizeof *all};
    sf_dated_sort(&dated);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(all[i].at, order[i]);
}

static void date(sf_dated *dated, const char *agency, const char *year) {
    sheaf_meta meta[] = {{.key = SHEAF_STR("agency"), .value = sf_str_of(agency)},
                         {.key = SHEAF_STR("year"), .value = sf_str_of(year)}};
    sheaf_document document = {.meta = {.base = meta, .count = 2, .stride = sizeof *meta}};
    *dated = (sf_dated){.path = "x"};
    assert_true(sf_date(dated, &document));
}

static void agency_and_year_belong_together(void **state) {
    (void)state;
    static const char *const no_years[] = {"", "2020a", "20200", "-202", "2 20", "0"};
    sf_dated dated;
    date(&dated, " 某局 ", "2020");
    assert_string_equal(dated.agency, "某局");
    assert_int_equal(dated.year, 2020);
    free(dated.agency);
    for (size_t i = 0; i < sizeof no_years / sizeof *no_years; i++) {
        date(&dated, "A", no_years[i]);
        assert_null(dated.agency);
        assert_int_equal(dated.year, 0);
    }
    date(&dated, "", "2020");
    assert_null(dated.agency);
}

static void judge(uint32_t before, uint32_t now, const char *rule, const char *words) {
    sf_dated a = report("A", before, "a.txt", 0), b = report("A", now, "b.txt", 1);
    sf_year_finding said;
    assert_int_equal(sf_dated_judge(&a, &b, &said), rule != NULL);
    if (!rule)
        return;
    assert_true(sf_str_equal(said.finding.rule, sf_str_of(rule)));
    assert_non_null(strstr(said.en, words));
}

static void gaps_and_twins_are_told(void **state) {
    (void)state;
    sf_dated one = report("A", 2020, "a", 0), other = report("B", 2025, "b", 1);
    sf_dated unknown = report(NULL, 0, "c", 2);
    sf_year_finding said;
    judge(2020, 2021, NULL, NULL);
    judge(2020, 2022, "Y-GAP", "for 2021 among");
    judge(2020, 2025, "Y-GAP", "for 2021 to 2024 among");
    judge(2020, 2020, "Y-TWICE", "a.txt is a report of the same agency for 2020");
    assert_false(sf_dated_judge(&one, &other, &said));
    assert_false(sf_dated_judge(NULL, &one, &said));
    assert_false(sf_dated_judge(&unknown, &unknown, &said));
}

/* A name that is too long for the sentence is cut between two characters. */
static void long_names_are_cut_well(void **state) {
    (void)state;
    char agency[3001] = "";
    for (size_t i = 0; i < 1000; i++)
        memcpy(agency + i * 3, "局", 3);
    sf_dated a = report(agency, 2020, "a", 0), b = report(agency, 2025, agency, 1);
    sf_year_finding said;
    assert_true(sf_dated_judge(&a, &b, &said));
    const sheaf_str texts[] = {said.finding.message_en, said.finding.message_zh};
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(sf_utf8_valid(texts[i]), texts[i].len);
    assert_non_null(strstr(said.en, "局 for 2021 to 2024 among these"));
    assert_non_null(strstr(said.zh, "局2021至2024年的报告"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(years_stand_in_order_and_unknown_ones_behind),
        cmocka_unit_test(agency_and_year_belong_together),
        cmocka_unit_test(gaps_and_twins_are_told),
        cmocka_unit_test(long_names_are_cut_well),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
