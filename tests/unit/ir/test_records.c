/* Records: deep copies of structs of any size, names that come once, limits, and node ids that move. */
#include "cm.h"

#include "fixture.h"

#include "base/text.h"

static sf_records r;

static int start(void **state) {
    (void)state;
    sf_records_init(&r, 3);
    return 0;
}

static int stop(void **state) {
    (void)state;
    sf_records_done(&r);
    return 0;
}

static void assert_text(sheaf_str found, const char *expected) {
    assert_true(sf_str_equal(found, sf_str_of(expected)));
}

#define LAST(list, type) SHEAF_AT(r.list.array, type, r.list.array.count - 1)

static void everything_is_copied_deeply(void **state) {
    (void)state;
    char key[] = "t1.a", path[] = "p[1]";
    uint32_t ids[] = {1, 2}, nodes[] = {5, 6};
    sheaf_str facts[] = {{key, 4}, {key, 2}};
    sheaf_origin from[] = {{SHEAF_AT_PART, 0, .at.path = {path, 4}}};
    sf_records_fact(&r, &(sheaf_fact){.size = sizeof(sheaf_fact),
                                      .key = {key, 4},
                                      .value = {91250, 2},
                                      .has_value = 1,
                                      .node = SHEAF_NONE,
                                      .repairs = ids,
                                      .repair_count = 2});
    sf_records_finding(&r, &(sheaf_finding){.size = sizeof(sheaf_finding),
                                            .severity = 99,
                                            .outcome = 99,
                                            .nodes = nodes,
                                            .node_count = 2,
                                            .facts = facts,
                                            .fact_count = 2});
    sf_records_repair(&r,
                      &(sheaf_repair){.size = sizeof(sheaf_repair), .from = from, .from_count = 1},
                      SHEAF_STR("stitch"));
    sf_records_check(&r,
                     &(sheaf_check){.size = sizeof(sheaf_check), .facts = NULL, .fact_count = 9});
    memset(key, 'x', 4), memset(path, 'x', 4), memset(ids, 9, 8), memset(facts, 0, sizeof facts);
    const sheaf_fact *fact = LAST(facts, sheaf_fact);
    assert_text(fact->key, "t1.a");
    assert_int_equal(fact->repairs[1], 2);
    assert_int_equal(fact->value.digits, 91250);
    const sheaf_finding *finding = LAST(findings, sheaf_finding);
    assert_text(finding->facts[1], "t1");
    assert_int_equal(finding->nodes[1], 6);
    assert_int_equal(finding->severity, SHEAF_ERROR);
    assert_int_equal(finding->outcome, SHEAF_NOT_ASSESSABLE);
    assert_non_null(finding->expected.ptr);
    assert_int_equal(finding->suppressed.len, 0);
    assert_false(sf_finding_counts(finding));
    assert_text(LAST(repairs, sheaf_repair)->by, "stitch");
    assert_text(LAST(repairs, sheaf_repair)->from[0].at.path, "p[1]");
    assert_int_equal(LAST(checks, sheaf_check)->fact_count, 0);
}

/* A finding of minor 1 ends before `suppressed`: whatever stands behind it in the plugin's memory says nothing. */
static void findings_count_unless_suppressed(void **state) {
    (void)state;
    sheaf_finding finding = {
        .size = sizeof finding, .suppressed = SHEAF_STR("accepted in 2022"), .instance = 3};
    sf_records_finding(&r, &finding);
    assert_text(LAST(findings, sheaf_finding)->suppressed, "accepted in 2022");
    assert_int_equal(LAST(findings, sheaf_finding)->instance, 3);
    assert_false(sf_finding_counts(LAST(findings, sheaf_finding)));
    finding.size = offsetof(sheaf_finding, suppressed);
    sf_records_finding(&r, &finding);
    assert_int_equal(LAST(findings, sheaf_finding)->suppressed.len, 0);
    assert_int_equal(LAST(findings, sheaf_finding)->instance, 0);
    assert_true(sf_finding_counts(LAST(findings, sheaf_finding)));
}

static void structs_of_other_sizes(void **state) {
    (void)state;
    struct {
        sheaf_account account;
        char later[32];
    } newer = {{.size = sizeof newer, .unit = 3, .characters = 4, .digits = 5}, "later"};
    sf_records_account(&r, &newer.account);
    assert_int_equal(LAST(accounts, sheaf_account)->digits, 5);
    assert_int_equal(LAST(accounts, sheaf_account)->size, sizeof(sheaf_account));
    sheaf_account *older = calloc(1, 16);
    uint32_t head[4] = {16, 7, 8, 0};
    memcpy(older, head, 16);
    sf_records_account(&r, older);
    free(older);
    assert_int_equal(LAST(accounts, sheaf_account)->characters, 8);
    assert_int_equal(LAST(accounts, sheaf_account)->digits, 0);
}

static void a_value_needs_its_status(void **state) {
    (void)state;
    static const struct {
        sheaf_fact given;
        uint32_t status, has_value;
    } rows[] = {
        {{.status = SHEAF_READ, .has_value = 1, .value = {5, 18}}, SHEAF_READ, 1},
        {{.status = SHEAF_READ_REPAIRED, .has_value = 7}, SHEAF_READ_REPAIRED, 1},
        {{.status = SHEAF_READ, .has_value = 0}, SHEAF_AMBIGUOUS, 0},
        {{.status = SHEAF_READ, .has_value = 1, .value = {5, 19}}, SHEAF_AMBIGUOUS, 0},
        {{.status = SHEAF_MISSING, .has_value = 1, .value = {5, 0}}, SHEAF_MISSING, 0},
        {{.status = 77, .has_value = 1}, SHEAF_AMBIGUOUS, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sheaf_fact fact = rows[i].given;
        fact.size = sizeof fact;
        assert_true(sf_records_fact(&r, &fact));
        assert_int_equal(LAST(facts, sheaf_fact)->status, rows[i].status);
        assert_int_equal(LAST(facts, sheaf_fact)->has_value, rows[i].has_value);
        assert_int_equal(LAST(facts, sheaf_fact)->value.digits,
                         rows[i].has_value ? rows[i].given.value.digits : 0);
    }
}

static void names_come_once(void **state) {
    (void)state;
    char name[16];
    uint32_t index;
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < 3000; i++) {
            snprintf(name, sizeof name, "part%u", (unsigned)i);
            assert_true(sf_records_part(&r, sf_str_of(name), &index));
            assert_int_equal(index, i);
        }
    }
    sf_records_meta(&r, SHEAF_STR("year"), SHEAF_STR("2021"), 9);
    sf_records_meta(&r, SHEAF_STR("agency"), SHEAF_STR("A"), 0);
    sf_records_meta(&r, SHEAF_STR("year"), SHEAF_STR("2022"), 0);
    assert_int_equal(r.meta.array.count, 2);
    assert_text(SHEAF_AT(r.meta.array, sheaf_meta, 0)->value, "2022");
    assert_int_equal(SHEAF_AT(r.meta.array, sheaf_meta, 0)->is_number, 0);
}

static void lent_arrays_stay_readable(void **state) {
    (void)state;
    sf_records_meta(&r, SHEAF_STR("a"), SHEAF_STR("1"), 0);
    sheaf_array lent = r.meta.array;
    for (char name[2] = "b"; *name <= 'z'; ++*name)
        sf_records_meta(&r, sf_str_of(name), SHEAF_STR("2"), 0);
    assert_text(SHEAF_AT(lent, sheaf_meta, 0)->key, "a");
    assert_int_equal(r.meta.array.count, 26);
}

static void bad_text_is_mended_and_said(void **state) {
    (void)state;
    sf_records_form(&r, &(sheaf_form){.size = sizeof(sheaf_form), .id = SHEAF_STR("a\xFF")});
    assert_text(LAST(forms, sheaf_form)->id, "a\xEF\xBF\xBD");
    assert_text(LAST(diagnostics, sheaf_diagnostic)->code, "ir.text.invalid-utf8");
    uint32_t first, second;
    sf_records_part(&r, SHEAF_STR("\xFF"), &first);
    sf_records_part(&r, SHEAF_STR("\xFE"), &second);
    assert_int_equal(first, second);
    sf_records_describe(&r, SHEAF_STR("text"), SHEAF_STR("\xFF"), SHEAF_STR(""));
    sf_records_describe(&r, SHEAF_STR(""), SHEAF_STR("text/plain"), SHEAF_STR("UTF-8"));
    assert_text(r.format, "text");
    assert_text(r.media_type, "text/plain");
}

static void diagnostics_above_the_limit_are_counted(void **state) {
    (void)state;
    sheaf_diagnostic d = {.size = sizeof d, .severity = SHEAF_ERROR, .code = SHEAF_STR("x")};
    assert_true(sf_records_close(&r));
    assert_int_equal(r.diagnostics.array.count, 0);
    for (uint32_t i = 0; i < 10; i++) {
        d.origin = place(i, 0, 0);
        sf_records_diagnose(&r, &d);
    }
    assert_false(r.incomplete);
    d.incomplete = 1;
    d.origin = place(10, 0, 0);
    sf_records_diagnose(&r, &d);
    assert_true(r.incomplete);
    assert_true(sf_records_close(&r));
    assert_true(sf_records_close(&r));
    assert_int_equal(r.diagnostics.array.count, 4);
    assert_true(sf_str_starts(LAST(diagnostics, sheaf_diagnostic)->message,
                              SHEAF_STR("8 more diagnostics were left out")));
}

/* What differs from the first in one thing, and is said; the first is said once. */
static void the_same_is_not_said_twice(void **state) {
    (void)state;
    const sheaf_diagnostic first = {.size = sizeof first,
                                    .severity = SHEAF_WARNING,
                                    .code = SHEAF_STR("a"),
                                    .message = SHEAF_STR("b"),
                                    .origin = {SHEAF_AT_PART, 1, .at.path = SHEAF_STR("p")}};
    sheaf_diagnostic others[6] = {first, first, first, first, first, first};
    others[0].severity = SHEAF_INFO;
    others[1].code = SHEAF_STR("c");
    others[2].message = SHEAF_STR("c");
    others[3].origin.unit = 2;
    others[4].origin.at.path = SHEAF_STR("q");
    others[5].origin = (sheaf_origin){SHEAF_AT_PAGE, 1, .at.box = {1, 2, 3, 4}};
    r.diagnostic_limit = 0;
    for (int round = 0; round < 3; round++) {
        assert_true(sf_records_diagnose(&r, &first));
        for (size_t i = 0; i < 6; i++)
            assert_true(sf_records_diagnose(&r, &others[i]));
    }
    assert_int_equal(r.diagnostics.array.count, 7);
    sheaf_diagnostic worse = first;
    worse.incomplete = 1;
    assert_true(sf_records_diagnose(&r, &worse));
    assert_int_equal(r.diagnostics.array.count, 7);
    assert_true(r.incomplete);
}

/* As it was read, even where it repeats itself or is more than the limit; what it said is not kept again,
 * but whoever says it now is heard. */
static void an_earlier_conversion_keeps_its_word(void **state) {
    (void)state;
    sheaf_diagnostic d = {.size = sizeof d, .code = SHEAF_STR("x"), .earlier = 7};
    for (int i = 0; i < 5; i++)
        assert_true(sf_records_diagnose(&r, &d));
    assert_int_equal(LAST(diagnostics, sheaf_diagnostic)->earlier, 1);
    d.earlier = 0;
    for (int i = 0; i < 2; i++)
        assert_true(sf_records_diagnose(&r, &d));
    assert_int_equal(r.diagnostics.array.count, 5);
    assert_int_equal(SHEAF_AT(r.diagnostics.array, sheaf_diagnostic, 0)->earlier, 0);
    assert_int_equal(LAST(diagnostics, sheaf_diagnostic)->earlier, 1);
    for (uint32_t i = 1; i < 4; i++) {
        d.origin = place(i, 0, 0);
        assert_true(sf_records_diagnose(&r, &d));
    }
    assert_int_equal(r.diagnostics.array.count, 7);
    assert_int_equal(r.diagnostics_left_out, 1);
}

static void many_diagnostics_cost_no_search(void **state) {
    (void)state;
    char message[16];
    r.diagnostic_limit = 0;
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < 100000; i++) {
            snprintf(message, sizeof message, "%d", i);
            assert_true(
                sf_records_diagnose(&r, &(sheaf_diagnostic){.size = sizeof(sheaf_diagnostic),
                                                            .message = sf_str_of(message)}));
        }
    assert_int_equal(r.diagnostics.array.count, 100000);
}

static void an_older_plugin_says_no_node(void **state) {
    (void)state;
    uint32_t *form = calloc(1, offsetof(sheaf_form, node));
    form[0] = (uint32_t)offsetof(sheaf_form, node);
    memcpy((char *)form + offsetof(sheaf_form, id), &SHEAF_STR("f"), sizeof(sheaf_str));
    sf_records_form(&r, (const sheaf_form *)(const void *)form);
    free(form);
    assert_text(LAST(forms, sheaf_form)->id, "f");
    assert_int_equal(LAST(forms, sheaf_form)->node, SHEAF_NONE);
    uint32_t *repair = calloc(1, offsetof(sheaf_repair, to_column));
    repair[0] = (uint32_t)offsetof(sheaf_repair, to_column);
    sf_records_repair(&r, (const sheaf_repair *)(const void *)repair, SHEAF_STR("by"));
    free(repair);
    assert_int_equal(LAST(repairs, sheaf_repair)->to_row, 0);
    assert_int_equal(LAST(repairs, sheaf_repair)->to_column, SHEAF_NONE);
}

static void a_restored_source_takes_the_place_of_ours(void **state) {
    (void)state;
    sheaf_source source = {.size = sizeof source,
                           .name = SHEAF_STR("old.txt"),
                           .format = SHEAF_STR("text"),
                           .encoding = SHEAF_STR("GB\xFF"),
                           .bytes = 7};
    sf_records_describe(&r, SHEAF_STR("json"), SHEAF_STR("application/json"), SHEAF_STR("UTF-8"));
    r.bytes = 99;
    assert_true(sf_records_restore(&r, &source));
    assert_text(r.name, "old.txt");
    assert_text(r.format, "text");
    assert_text(r.media_type, "");
    assert_text(r.encoding, "GB\xEF\xBF\xBD");
    assert_int_equal(r.bytes, 7);
    assert_false(r.incomplete);
    source.incomplete = 1;
    source.size = offsetof(sheaf_source, sha256);
    assert_true(sf_records_restore(&r, &source));
    assert_int_equal(r.bytes, 0);
    assert_true(r.incomplete);
}

static void node_ids_move_with_a_rebuild(void **state) {
    (void)state;
    uint32_t nodes[] = {1, 2, SHEAF_NONE, 3, 77};
    const uint32_t map[] = {0, 5, SHEAF_NONE, 6};
    sf_records_form(&r, &(sheaf_form){.size = sizeof(sheaf_form), .node = 2});
    sf_records_fact(&r, &(sheaf_fact){.size = sizeof(sheaf_fact), .node = 3});
    sf_records_repair(&r, &(sheaf_repair){.size = sizeof(sheaf_repair), .to_node = 1, .to_row = 3},
                      SHEAF_STR(""));
    sf_records_finding(
        &r, &(sheaf_finding){.size = sizeof(sheaf_finding), .nodes = nodes, .node_count = 5});
    sf_records_remap(&r, map, 4);
    assert_int_equal(LAST(forms, sheaf_form)->node, SHEAF_NONE);
    assert_int_equal(LAST(facts, sheaf_fact)->node, 6);
    assert_int_equal(LAST(repairs, sheaf_repair)->to_node, 5);
    assert_int_equal(LAST(repairs, sheaf_repair)->to_row, 3);
    assert_int_equal(LAST(findings, sheaf_finding)->node_count, 2);
    assert_int_equal(LAST(findings, sheaf_finding)->nodes[1], 6);
}

static void ids_out_of_range_become_none(void **state) {
    (void)state;
    uint32_t ids[] = {0, 1, 2};
    sf_records_repair(&r, &(sheaf_repair){.size = sizeof(sheaf_repair), .to_node = 9},
                      SHEAF_STR(""));
    sf_records_fact(
        &r,
        &(sheaf_fact){.size = sizeof(sheaf_fact), .node = 3, .repairs = ids, .repair_count = 3});
    assert_int_equal(sf_records_bound(&r, 4), 3);
    assert_int_equal(LAST(repairs, sheaf_repair)->to_node, SHEAF_NONE);
    assert_int_equal(LAST(facts, sheaf_fact)->node, 3);
    assert_int_equal(LAST(facts, sheaf_fact)->repair_count, 1);
    assert_int_equal(sf_records_bound(&r, 4), 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        CASE(everything_is_copied_deeply),
        CASE(findings_count_unless_suppressed),
        CASE(structs_of_other_sizes),
        CASE(a_value_needs_its_status),
        CASE(names_come_once),
        CASE(lent_arrays_stay_readable),
        CASE(bad_text_is_mended_and_said),
        CASE(diagnostics_above_the_limit_are_counted),
        CASE(the_same_is_not_said_twice),
        CASE(an_earlier_conversion_keeps_its_word),
        CASE(many_diagnostics_cost_no_search),
        CASE(an_older_plugin_says_no_node),
        CASE(a_restored_source_takes_the_place_of_ours),
        CASE(node_ids_move_with_a_rebuild),
        CASE(ids_out_of_range_become_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
