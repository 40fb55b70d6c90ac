/* What a document states is looked at report by report: each report's things, and nothing of the others'. */
#include "cm.h"

#include "rule_fixture.h"

static void group(rule_fixture *f, const uint32_t *owners, uint32_t count, uint32_t reports,
                  rule_groups *out) {
    if (!fixture_open(f, ""))
        fail_msg("%s", shelf_message(&f->s));
    assert_true(rule_group(&f->s.context, owners, count, reports, out));
}

static void test_order_is_the_documents(void **state) {
    (void)state;
    static const uint32_t owners[] = {1, 0, 1, 0, 1};
    rule_fixture f;
    rule_groups groups;
    group(&f, owners, 5, 2, &groups);
    form_span first = rule_group_of(&groups, 0), second = rule_group_of(&groups, 1);
    assert_int_equal(first.count, 2);
    assert_int_equal(groups.items[first.first], 1);
    assert_int_equal(groups.items[first.first + 1], 3);
    assert_int_equal(second.count, 3);
    assert_int_equal(groups.items[second.first], 0);
    assert_int_equal(groups.items[second.first + 2], 4);
    assert_int_equal(groups.ranks[2], 1);
    assert_int_equal(groups.ranks[3], 1);
    fixture_close(&f);
}

/* A document from elsewhere may name any report. */
static void test_things_of_no_report_are_left_out(void **state) {
    (void)state;
    static const uint32_t owners[] = {7, 0, SHEAF_NONE, 1};
    rule_fixture f;
    rule_groups groups;
    group(&f, owners, 4, 2, &groups);
    assert_int_equal(rule_group_of(&groups, 0).count, 1);
    assert_int_equal(rule_group_of(&groups, 1).count, 1);
    assert_int_equal(rule_group_of(&groups, 2).count, 0);
    assert_int_equal(rule_group_of(&groups, SHEAF_NONE).count, 0);
    fixture_close(&f);
}

/* Of many reports all together no more is looked at than there is. */
static void test_all_reports_together_are_the_document(void **state) {
    (void)state;
    enum { REPORTS = 500, FACTS = 10000 };
    static uint32_t owners[FACTS];
    rule_fixture f;
    rule_groups groups;
    uint32_t looked = 0;
    for (uint32_t i = 0; i < FACTS; i++)
        owners[i] = i * 7919 % REPORTS;
    group(&f, owners, FACTS, REPORTS, &groups);
    for (uint32_t r = 0; r < REPORTS; r++) {
        form_span own = rule_group_of(&groups, r);
        looked += own.count;
        for (uint32_t i = 0; i < own.count; i++)
            assert_int_equal(owners[groups.items[own.first + i]], r);
    }
    assert_int_equal(looked, FACTS);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_is_the_documents),
        cmocka_unit_test(test_things_of_no_report_are_left_out),
        cmocka_unit_test(test_all_reports_together_are_the_document)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
