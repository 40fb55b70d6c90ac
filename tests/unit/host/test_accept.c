/* Findings that somebody agreed upon: entries hold for what is stated after them, by any pass or by the caller; and every finding
 * of a pass has a fingerprint. */
#include "cm.h"

#include "base/text.h"
#include "host/job.h"

#include <string.h>

static sf_settings settings;
static sf_source source;
static sheaf_job job;
static sf_manifest pass = {.info = {.kind = SHEAF_PASS, .id = "p", .library = "p.so"}},
                   reader = {.info = {.kind = SHEAF_READER, .id = "r", .library = "r.so"}};

static int begin(void **state) {
    (void)state;
    sf_settings_init(&settings);
    sf_source_lend(&source, SHEAF_STR("x"), SHEAF_STR("x"));
    sf_job_init(&job, &settings, &source, NULL);
    job.running = &pass;
    return 0;
}

static int end(void **state) {
    (void)state;
    sf_job_done(&job);
    sf_settings_done(&settings);
    return 0;
}

static const sheaf_finding *state(sheaf_str rule, sheaf_str expected) {
    sf_host.add_finding(&job, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                               .rule = rule,
                                               .expected = expected,
                                               .actual = SHEAF_STR("0")});
    const sheaf_array findings = job.records.findings.array;
    return SHEAF_AT(findings, sheaf_finding, findings.count - 1);
}

static void accept(sheaf_str rule, sheaf_str fingerprint, sheaf_str unused) {
    const sheaf_accept *calls = sf_host.extension(&job, SHEAF_STR("sheaf.accept/1"));
    calls->accept(&job, &(sheaf_acceptance){.size = sizeof(sheaf_acceptance),
                                            .rule = rule,
                                            .fingerprint = fingerprint,
                                            .reason = SHEAF_STR("known"),
                                            .unused = unused});
}

static void every_finding_has_a_fingerprint(void **unused) {
    (void)unused;
    /* printf 'R\n\n1\n0\n' | sha256sum */
    const sheaf_str print =
        SHEAF_STR("5c4e4119638577d8c817234f1352481c25fcb898cd55c1ce21b248758a75c078");
    const sheaf_finding *a = state(SHEAF_STR("R"), SHEAF_STR("1"));
    assert_true(sf_str_equal(a->fingerprint, print));
    sheaf_str first = a->fingerprint;
    assert_true(sf_str_equal(first, state(SHEAF_STR("R"), SHEAF_STR("1"))->fingerprint));
    assert_false(sf_str_equal(first, state(SHEAF_STR("R"), SHEAF_STR("2"))->fingerprint));
    assert_false(sf_str_equal(first, state(SHEAF_STR("S"), SHEAF_STR("1"))->fingerprint));
}

static sheaf_str of_facts(const sheaf_str *keys, sheaf_str expected) {
    sf_host.add_finding(&job, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                               .rule = SHEAF_STR("R"),
                                               .facts = keys,
                                               .fact_count = 2,
                                               .expected = expected});
    const sheaf_array findings = job.records.findings.array;
    return SHEAF_AT(findings, sheaf_finding, findings.count - 1)->fingerprint;
}

static void facts_count_in_any_order_and_alone(void **unused) {
    (void)unused;
    const sheaf_str there[] = {SHEAF_STR("a"), SHEAF_STR("b")};
    const sheaf_str back[] = {SHEAF_STR("b"), SHEAF_STR("a")};
    const sheaf_str other[] = {SHEAF_STR("b"), SHEAF_STR("c")};
    sheaf_str print = of_facts(there, SHEAF_STR("1"));
    assert_true(sf_str_equal(print, of_facts(back, SHEAF_STR("2"))));
    assert_false(sf_str_equal(print, of_facts(other, SHEAF_STR("1"))));
}

static void what_was_read_stays(void **unused) {
    (void)unused;
    accept(SHEAF_STR("R"), SHEAF_STR(""), SHEAF_STR(""));
    job.running = &reader;
    const sheaf_finding *read = state(SHEAF_STR("R"), SHEAF_STR("1"));
    assert_int_equal(read->fingerprint.len, 0);
    assert_int_equal(read->suppressed.len, 0);
}

static void entries_hold_for_later_findings(void **unused) {
    (void)unused;
    sheaf_str print = state(SHEAF_STR("R"), SHEAF_STR("1"))->fingerprint;
    accept(SHEAF_STR(""), print, SHEAF_STR(""));
    accept(SHEAF_STR("T"), SHEAF_STR(""), SHEAF_STR(""));
    const sheaf_array *findings = &job.records.findings.array;
    assert_int_equal(SHEAF_AT(*findings, sheaf_finding, 0)->suppressed.len, 0);
    assert_true(
        sf_str_equal(state(SHEAF_STR("R"), SHEAF_STR("1"))->suppressed, SHEAF_STR("known")));
    assert_int_equal(state(SHEAF_STR("R"), SHEAF_STR("2"))->suppressed.len, 0);
    assert_int_equal(state(SHEAF_STR("T"), SHEAF_STR("9"))->suppressed.len, 5);
}

static sheaf_str state_of(uint32_t instance) {
    sf_host.add_finding(&job, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                               .rule = SHEAF_STR("R"),
                                               .instance = instance});
    const sheaf_array findings = job.records.findings.array;
    return SHEAF_AT(findings, sheaf_finding, findings.count - 1)->suppressed;
}

/* What a pass says of the first report may be about the file. */
static void entries_hold_for_their_reports(void **unused) {
    (void)unused;
    const uint32_t second[] = {1, 4};
    const sheaf_accept *calls = sf_host.extension(&job, SHEAF_STR("sheaf.accept/1"));
    calls->accept(&job, &(sheaf_acceptance){.size = sizeof(sheaf_acceptance),
                                            .rule = SHEAF_STR("R"),
                                            .reason = SHEAF_STR("known"),
                                            .instances = second,
                                            .instance_count = 2});
    assert_int_equal(state_of(0).len, 5);
    assert_int_equal(state_of(1).len, 5);
    assert_int_equal(state_of(2).len, 0);
    assert_int_equal(state_of(4).len, 5);
    job.running = NULL;
    assert_int_equal(state_of(0).len, 0);
    assert_int_equal(state_of(1).len, 5);
}

/* An older plugin's entry ends before them. */
static void entries_without_reports_hold_for_all(void **unused) {
    (void)unused;
    static const uint32_t wild[] = {7};
    const sheaf_accept *calls = sf_host.extension(&job, SHEAF_STR("sheaf.accept/1"));
    calls->accept(&job, &(sheaf_acceptance){.size = offsetof(sheaf_acceptance, instances),
                                            .rule = SHEAF_STR("R"),
                                            .reason = SHEAF_STR("known"),
                                            .instances = wild,
                                            .instance_count = 1});
    job.running = NULL;
    assert_int_equal(state_of(0).len, 5);
    assert_int_equal(state_of(3).len, 5);
}

static void the_caller_states_findings_at_last(void **unused) {
    (void)unused;
    const sheaf_finding own = {.size = sizeof own, .rule = SHEAF_STR("Y")};
    const sheaf_finding **room = sf_vec_push(&settings.findings, 1);
    *room = &own;
    accept(SHEAF_STR("Y"), SHEAF_STR(""), SHEAF_STR("no Y"));
    accept(SHEAF_STR("Z"), SHEAF_STR(""), SHEAF_STR("no Z"));
    accept(SHEAF_STR("X"), SHEAF_STR(""), SHEAF_STR(""));
    job.running = NULL;
    sf_accept_settle(&job);
    const sheaf_array findings = job.records.findings.array;
    assert_int_equal(findings.count, 1);
    assert_int_equal(SHEAF_AT(findings, sheaf_finding, 0)->suppressed.len, 5);
    const sheaf_array told = job.records.diagnostics.array;
    assert_int_equal(told.count, 1);
    assert_true(sf_str_equal(SHEAF_AT(told, sheaf_diagnostic, 0)->message, SHEAF_STR("no Z")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_finding_has_a_fingerprint, begin, end),
        cmocka_unit_test_setup_teardown(facts_count_in_any_order_and_alone, begin, end),
        cmocka_unit_test_setup_teardown(what_was_read_stays, begin, end),
        cmocka_unit_test_setup_teardown(entries_hold_for_later_findings, begin, end),
        cmocka_unit_test_setup_teardown(entries_hold_for_their_reports, begin, end),
        cmocka_unit_test_setup_teardown(entries_without_reports_hold_for_all, begin, end),
        cmocka_unit_test_setup_teardown(the_caller_states_findings_at_last, begin, end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
