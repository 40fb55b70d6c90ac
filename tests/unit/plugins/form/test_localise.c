/* Where a slip is: the smallest change that makes all identities hold, told only where it is the only one. */
#include "cm.h"

#include "rule_fixture.h"

/* Rows and columns of table t sum to their totals: each cell stands in two identities. */
static const char both_ways[] =
    "{\"id\":\"ROWS\",\"severity\":\"error\",\"identity\":true,\"each\":\"r in rows(t)\","
    "\"assert\":\"t[r; p] + t[r; q] = t[r; total]\",\"message\":{\"zh\":\"坏\",\"en\":\"bad\"}},"
    "{\"id\":\"COLUMNS\",\"severity\":\"error\",\"identity\":true,\"each\":\"c in columns(t)\","
    "\"assert\":\"sum(t[** except total; c]) = t[total; c]\",\"message\":{\"zh\":\"坏\",\"en\":"
    "\"bad\"}}";

typedef struct bench {
    rule_fixture f;
    form_desk desk;
    form_report report;
    check_sheet sheet;
    check_view view;
} bench;

static void open_bench(bench *b, const char *facts) {
    if (!fixture_open(&b->f, both_ways))
        fail_msg("%s", shelf_message(&b->f.s));
    fixture_facts(&b->f, facts);
    memset(&b->report, 0, sizeof b->report);
    const form_reading reading = {.definition = &b->f.definition,
                                  .reports = {&b->report, 1, 1, sizeof b->report}};
    assert_true(form_desk_open(&b->f.s.context, &reading, &b->desk));
    b->sheet = (check_sheet){.desk = &b->desk,
                             .report = &b->report,
                             .verdicts = FORM_LIST_OF(check_verdict),
                             .terms = FORM_LIST_OF(rule_term)};
    b->view = (check_view){.definition = &b->f.definition, .is_main = 1};
    static unsigned char fits[] = {1, 1};
    b->view.fits = fits;
    assert_true(rule_index_of(&b->f.s.context, &b->f.definition, &b->view.index));
    assert_true(rule_report_make(&b->f.s.context, &b->view.index, &b->desk.book, 0, &b->view.now));
    assert_true(check_rules(&b->sheet, &b->view));
    assert_true(check_localise(&b->sheet));
}

/* The hint of the failures (the same for all), or NULL. *failures: how many. */
static const char *hint_of(bench *b, uint32_t *failures, char out[400]) {
    const char *found = NULL;
    *failures = 0;
    for (uint32_t i = 0; i < b->sheet.verdicts.count; i++) {
        const check_verdict *verdict = FORM_AT(b->sheet.verdicts, const check_verdict, i);
        if (verdict->outcome != FORM_FAIL)
            assert_int_equal(verdict->hint.en.len, 0);
        else {
            ++*failures;
            snprintf(out, 400, "%.*s", (int)verdict->hint.en.len,
                     verdict->hint.en.len > 0 ? verdict->hint.en.ptr : "");
            found = verdict->hint.en.len > 0 ? out : found;
        }
    }
    return found;
}

static void hints(const char *facts, uint32_t failures, const char *words) {
    bench b;
    char out[400];
    uint32_t count;
    open_bench(&b, facts);
    const char *hint = hint_of(&b, &count, out);
    assert_int_equal(count, failures);
    if (words == NULL ? hint != NULL : hint == NULL || strstr(hint, words) == NULL)
        fail_msg("%s: hint %s, expected %s", facts, hint ? hint : "(none)",
                 words ? words : "(none)");
    fixture_close(&b.f);
}

#define REST                                                                                       \
    " t.b.p=3 t.b.q=4 t.b.total=7 t.g.x.p=5 t.g.x.q=6 t.g.x.total=11 t.g.y.p=7 t.g.y.q=8 "         \
    "t.g.y.total=15"

static void test_nothing_broken(void **state) {
    (void)state;
    hints("t.a.p=1 t.a.q=2 t.a.total=3" REST " t.total.p=16 t.total.q=20 t.total.total=36", 0,
          NULL);
}

static void test_one_cell(void **state) {
    (void)state;
    hints("t.a.p=9 t.a.q=2 t.a.total=3" REST " t.total.p=16 t.total.q=20 t.total.total=36", 2,
          "t.a.p from 9 to 1 makes");
    hints("t.a.p=1 t.a.q=2 t.a.total=0" REST " t.total.p=16 t.total.q=20 t.total.total=36", 2,
          "t.a.total from 0 to 3 makes");
    hints("t.a.p=1 t.a.q=2 t.a.total=3" REST " t.total.p=16 t.total.q=20 t.total.total=63", 2,
          "t.total.total from 63 to 36 makes");
}

static void test_two_cells(void **state) {
    (void)state;
    /* a row counts nothing of one column: its sum holds, both columns miss */
    hints("t.a.p=0 t.a.q=2 t.a.total=2" REST " t.total.p=16 t.total.q=20 t.total.total=36", 2,
          NULL);
    /* two slips far apart */
    hints(
        "t.a.p=9 t.a.q=2 t.a.total=3 t.b.p=3 t.b.q=5 t.b.total=7 t.g.x.p=5 t.g.x.q=6 t.g.x.total=11"
        " t.g.y.p=7 t.g.y.q=8 t.g.y.total=15 t.total.p=16 t.total.q=20 t.total.total=36",
        4, "t.a.p from 9 to 1 and t.b.q from 5 to 4 makes");
}

/* Where identities cannot be assessed, what remains may leave more than one change. */
static void test_not_the_only_change(void **state) {
    (void)state;
    hints("t.a.p=9 t.a.q=2 t.a.total=3" REST " t.total.p=? t.total.q=20 t.total.total=36", 1,
          "t.a.p from 9 to 1 makes");
    hints("t.a.p=9 t.a.q=9 t.a.total=10" REST " t.total.p=? t.total.q=? t.total.total=43", 1, NULL);
}

/* A count below nothing, and half a case, are no change. */
static void test_possible_changes_only(void **state) {
    (void)state;
    hints("t.a.p=0 t.a.q=5 t.a.total=3" REST " t.total.p=15 t.total.q=23 t.total.total=36", 2,
          NULL);
}

static void test_one_of_three_cells(void **state) {
    (void)state;
    hints("t.a.p=9 t.a.q=7 t.a.total=8" REST " t.total.p=16 t.total.q=20 t.total.total=36", 4,
          NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_broken),
        cmocka_unit_test(test_one_cell),
        cmocka_unit_test(test_two_cells),
        cmocka_unit_test(test_not_the_only_change),
        cmocka_unit_test(test_possible_changes_only),
        cmocka_unit_test(test_one_of_three_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
