/* Verdicts: exact arithmetic, what is missing is never zero, groups that are printed as one row, open rows, identities. */
#include "cm.h"

#include "rule_fixture.h"

static void verdicts(const char *each, const char *assertion, const char *facts,
                     const char *expected) {
    rule_fixture f;
    char out[64];
    if (!fixture_assert(&f, each, assertion))
        fail_msg("%s: %s", assertion, shelf_message(&f.s));
    fixture_facts(&f, facts);
    if (strcmp(fixture_verdicts(&f, out), expected) != 0)
        fail_msg("%s with %s: %s, expected %s", assertion, facts, out, expected);
    fixture_close(&f);
}

static void test_comparisons(void **state) {
    (void)state;
    verdicts("", "t.a.p = 3", "t.a.p=3", "p");
    verdicts("", "t.a.p != 3", "t.a.p=3", "f");
    verdicts("", "t.a.p < 3", "t.a.p=3", "f");
    verdicts("", "t.a.p <= 3", "t.a.p=3", "p");
    verdicts("", "t.a.p > 3", "t.a.p=4", "p");
    verdicts("", "t.a.p >= 3", "t.a.p=2", "f");
    verdicts("", "-t.a.p + 2 * t.b.p = 1", "t.a.p=3 t.b.p=2", "p");
    verdicts("", "t.b.p - t.a.p - 1 = -2", "t.a.p=3 t.b.p=2", "p");
    verdicts("", "t.b.p - (t.a.p - 1) = 0", "t.a.p=3 t.b.p=2", "p");
    verdicts("", "2 * (t.a.p - t.b.p) * 3 = 6", "t.a.p=3 t.b.p=2", "p");
    verdicts("", "t.a.p + t.b.p * 2 = 7", "t.a.p=3 t.b.p=2", "p");
    verdicts("", "t.a.p = 1 or t.a.p = 2 and t.b.p = 9", "t.a.p=1 t.b.p=0", "p");
    verdicts("", "(t.a.p = 1 or t.a.p = 2) and t.b.p = 9", "t.a.p=1 t.b.p=0", "f");
    verdicts("", "not t.a.p = 1 and t.b.p = 0", "t.a.p=1 t.b.p=0", "f");
}

static void test_exact(void **state) {
    (void)state;
    verdicts("", "o.sum.n = 912.5", "o.sum.n=912.50", "p");
    verdicts("", "t.a.p + t.b.p = 0.3", "t.a.p=0.1 t.b.p=0.2", "p");
    verdicts("", "t.a.p = 9007199254740993", "t.a.p=9007199254740992", "f");
    /* 64 bits are too few: no verdict, and no wrong one */
    verdicts("", "t.a.p + t.b.p > 0", "t.a.p=9223372036854775807 t.b.p=1", "n");
    verdicts("", "9 * t.a.p > 0", "t.a.p=9223372036854775807", "n");
    verdicts("", "t.a.p > t.b.p", "t.a.p=9223372036854775807 t.b.p=0.000000000000000001", "n");
    verdicts("", "t.a.p = t.b.p", "t.a.p=9223372036854775807 t.b.p=9223372036854775807", "p");
    verdicts("", "t.a.p = 5", "t.a.p=5.000000000000000", "p");
    verdicts("", "t.a.p > 400000000000000000", "t.a.p=5.000000000000000", "f");
}

/* What a loop stands at is, in another block or table, what has the same key there. */
static void test_same_keys_elsewhere(void **state) {
    (void)state;
    const char *facts = "v.in.p=1 v.in.q=2 v.out.p=1 v.out.q=3 v.out.r=9 t.a.p=1 t.a.q=5";
    verdicts("c in columns(v; p | q)", "v[in; c] = v[out; c]", facts, "pf");
    verdicts("c in columns(t; p | q)", "t[a; c] = v[in; c]", facts, "pf");
    verdicts("c in columns(v; p | q)", "v[in; c] = t[a; c]", facts, "pf");
    verdicts("c in columns(v)", "v[out; c] < 9", facts, "ppf");
    rule_fixture f;
    assert_false(fixture_assert(&f, "c in columns(v)", "v[in; c] > 0")); /* r is in one block */
    fixture_close(&f);
    assert_false(fixture_assert(&f, "c in columns(t)", "v[in; c] > 0")); /* there is no total */
    fixture_close(&f);
    assert_false(fixture_assert(&f, "r in rows(o; item)", "v[r; p] > 0")); /* counted for o alone */
    fixture_close(&f);
}

static void test_missing_is_not_zero(void **state) {
    (void)state;
    const char *const lacking[] = {"t.a.p=?", "t.a.p=_",  "t.a.p=/",
                                   "t.a.p=~", "t.a.p=x5", "t.b.p=1"};
    for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
        verdicts("", "t.a.p = 0", lacking[i], "n");
        verdicts("", "t.a.p != 0", lacking[i], "n");
        verdicts("", "t.a.p >= 0", lacking[i], "n");
        verdicts("", "0 * t.a.p = 0", lacking[i], "n");
    }
    verdicts("", "t.a.p = 0 and t.b.p = 0", "t.a.p=? t.b.p=1", "f");
    verdicts("", "t.a.p = 0 or t.b.p = 1", "t.a.p=? t.b.p=1", "p");
    verdicts("", "t.a.p = 0 or t.b.p = 0", "t.a.p=? t.b.p=1", "n");
    verdicts("", "not t.a.p = 0", "t.a.p=?", "n");
}

static void test_cells(void **state) {
    (void)state;
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=_", "f");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=/", "f");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=?", "n");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=~", "n");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=x5", "p");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=0", "p");
    verdicts("k in cells(amount)", "whole(k)", "o.sum.n=5.0", "p");
    verdicts("k in cells(amount)", "whole(k)", "o.sum.n=5.5", "f");
    verdicts("k in cells(amount)", "whole(k)", "o.sum.n=x5", "f");
    verdicts("k in cells(amount)", "whole(k)", "o.sum.n=!5", "n");
    verdicts("k in cells(amount)", "printed(k)", "o.sum.n=!5", "p");
    verdicts("k in cells(amount)", "whole(k)", "o.sum.n=_", "n");
    verdicts("k in cells(amount)", "k >= 0", "o.sum.n=-1", "f");
}

static void test_groups(void **state) {
    (void)state;
    const char *const sum = "sum(t[** except total; p]) = t[total; p]";
    verdicts("", sum, "t.a.p=1 t.b.p=2 t.g.x.p=3 t.g.y.p=4 t.total.p=10", "p");
    verdicts("", sum, "t.a.p=1 t.b.p=2 t.g.p=7 t.total.p=10", "p");
    verdicts("", sum, "t.a.p=1 t.b.p=2 t.g.p=8 t.total.p=10", "f");
    verdicts("", sum, "t.a.p=1 t.b.p=2 t.g.p=? t.total.p=10", "n");
    verdicts("", sum, "t.a.p=1 t.b.p=2 t.g.x.p=3 t.total.p=10", "n");
    verdicts("", "sum(t[g.**; p]) = 7", "t.g.p=7", "p");
    verdicts("", "sum(t[g.**; p]) = 7", "t.g.x.p=3 t.g.y.p=4", "p");
    /* rounds: a, b, the group or its leaves, total */
    verdicts("r in rows(t)", "t[r; p] = 1", "t.a.p=1 t.b.p=2 t.g.p=1 t.total.p=1", "pfpp");
    verdicts("r in rows(t)", "t[r; p] = 1", "t.a.p=1 t.b.p=2 t.g.x.p=1 t.g.y.p=? t.total.p=1",
             "pfpnp");
}

/* One rule over report after report: what was found for one serves only those that it holds for. */
static void verdicts_in_turn(const char *each, const char *assertion, const char *const *facts,
                             const char *const *expected) {
    rule_fixture f;
    char out[64];
    assert_true(fixture_assert(&f, each, assertion));
    for (int i = 0; i < 6; i++) {
        fixture_facts(&f, facts[i % 3]);
        assert_string_equal(fixture_verdicts(&f, out), expected[i % 3]);
    }
    fixture_close(&f);
}

static void test_reports_in_turn(void **state) {
    (void)state;
    const char *const groups[] = {"t.a.p=1 t.b.p=2 t.g.x.p=3 t.g.y.p=4 t.total.p=10",
                                  "t.a.p=1 t.b.p=2 t.g.p=7 t.total.p=10", "t.a.p=1 t.total.p=1"};
    verdicts_in_turn("", "sum(t[** except total; p]) = t[total; p]", groups,
                     (const char *const[]){"p", "p", "n"});
    verdicts_in_turn("r in rows(t)", "t[r; p] < 7", groups,
                     (const char *const[]){"ppppf", "ppff", "pnnnp"});
    const char *const open[] = {"o.item.1.n=1 o.item.2.n=2 o.sum.n=3", "o.item.1.n=2 o.sum.n=1",
                                "o.sum.n=1"};
    verdicts_in_turn("r in rows(o)", "o[r; n] < 2", open, (const char *const[]){"pff", "fp", "p"});
}

static void test_open_rows(void **state) {
    (void)state;
    const char *const sum = "sum(o[item; n]) = o[sum; n]";
    verdicts("", sum, "o.item.1.n=1.5 o.item.2.n=2 o.item.3.n=0.25 o.sum.n=3.75", "p");
    verdicts("", sum, "o.item.1.n=1.5 o.item.2.n=_ o.sum.n=1.5", "n");
    verdicts("", sum, "o.sum.n=0", "n"); /* no row is no zero */
    verdicts("r in rows(o)", "o[r; n] < 2", "o.item.1.n=1.5 o.item.2.n=2 o.sum.n=1", "pfp");
    verdicts("k in cells(amount)", "k < 2", "o.item.1.n=1.5 o.item.2.n=2 o.sum.n=1", "pfp");
}

static void test_words(void **state) {
    (void)state;
    verdicts("", "agency ends ('厅', '局')", "", "p");
    verdicts("", "agency begins '县'", "", "f");
    verdicts("", "agency has '县教' and not agency has '省'", "", "p");
    verdicts("", "agency = '临浦县教育局'", "", "p");
    verdicts("", "title has 'x'", "", "n");
    verdicts("", "year = 2022", "", "p");
    verdicts("", "year = prev.year + 1", "", "n");
    verdicts("c in columns(t)", "c is p | total", "t.a.p=1 t.a.q=1 t.a.total=1", "pfp");
}

static void test_identities(void **state) {
    (void)state;
    rule_fixture f;
    form_equations equations;
    assert_true(fixture_open(
        &f, "{\"id\":\"R\",\"severity\":\"error\",\"identity\":true,\"each\":\"c in columns(t)\","
            "\"assert\":\"sum(t[** except total; c]) + t[a; c] = t[total; c] + t[a; c]\","
            "\"message\":{\"zh\":\"坏\",\"en\":\"bad\"}}"));
    unsigned char chosen[64] = {0};
    assert_true(form_identities(&f.s.context, &f.definition, 0, NULL, &equations));
    assert_int_equal(equations.equations.count, 3);
    assert_int_equal(equations.terms.count, 15); /* a once: it stands on both sides, too */
    rule_index index;
    uint32_t nth;
    assert_true(rule_index_of(&f.s.context, &f.definition, &index));
    chosen[rule_cell_of_fact(&index, SHEAF_STR("t.g.p"), &nth)] = 1;
    assert_true(form_identities(&f.s.context, &f.definition, 0, chosen, &equations));
    assert_int_equal(equations.terms.count, 14); /* the group in place of its two rows */
    assert_true(form_identities(&f.s.context, &f.definition, 0, NULL, &equations));
    assert_int_equal(equations.terms.count, 15); /* kept from the first time */
    assert_int_equal(FORM_AT(equations.equations, const form_equation, 2)->terms.count, 5);
    assert_true(form_identities(&f.s.context, &f.definition, 1, NULL, &equations));
    assert_int_equal(equations.equations.count, 0);
    fixture_close(&f);
}

static void test_not_an_identity(void **state) {
    (void)state;
    rule_fixture f;
    assert_false(fixture_open(
        &f, "{\"id\":\"R\",\"severity\":\"error\",\"identity\":true,\"assert\":\"t.a.p >= 0\","
            "\"message\":{\"zh\":\"坏\",\"en\":\"bad\"}}"));
    assert_non_null(strstr(shelf_message(&f.s), "SUM = SUM"));
    fixture_close(&f);
}

static void test_printing(void **state) {
    (void)state;
    shelf s;
    shelf_open(&s);
    const struct {
        sheaf_decimal value;
        const char *text;
    } cases[] = {{{0, 0}, "0"},     {{-5, 0}, "-5"},   {{91250, 2}, "912.50"},
                 {{5, 3}, "0.005"}, {{-5, 1}, "-0.5"}, {{INT64_MIN, 0}, "-9223372036854775808"},
                 {{0, 2}, "0.00"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sheaf_str made = rule_print(&s.context, cases[i].value);
        assert_int_equal(made.len, strlen(cases[i].text));
        assert_memory_equal(made.ptr, cases[i].text, made.len);
    }
    shelf_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comparisons),
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_same_keys_elsewhere),
        cmocka_unit_test(test_missing_is_not_zero),
        cmocka_unit_test(test_cells),
        cmocka_unit_test(test_groups),
        cmocka_unit_test(test_reports_in_turn),
        cmocka_unit_test(test_open_rows),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_identities),
        cmocka_unit_test(test_not_an_identity),
        cmocka_unit_test(test_printing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
