/* Expressions: what compiles, what is refused and how it is said, and that nothing hostile takes long or goes deep. */
#include "cm.h"

#include "rule_fixture.h"

static void test_sound(void **state) {
    (void)state;
    static const char *const sound[][2] = {
        {"", "t.a.p = 1"},
        {"", "t[a; p] = 1"},
        {"", "1 = 1"},
        {"", "-t.a.p <= 3 * t.b.p - 2"},
        {"", "t.a.p * 2 > 0 or not t.b.p = 1 and t.a.q < 5"},
        {"", "(t.a.p = 1 or t.a.q = 2) and (year >= 2021)"},
        {"", "sum(t[**; p]) >= 0"},
        {"", "sum(t[a | b; p], t[g.**; p]) = t[total; p]"},
        {"", "sum(t[** except total; p]) = t[total; p]"},
        {"", "sum(t[a; *]) > 0"},
        {"", "agency ends ('局', '厅') or agency has '县' or title begins 'x'"},
        {"", "agency = 'x' or agency != 'y'"},
        {"", "version(t) = prev.version(t)"},
        {"", "year = prev.year + 1"},
        {"", "prev.t.a.p = t.a.p"},
        {"", "sum(o[item; n]) = o[sum; n]"},
        {"r in rows(t)", "sum(t[r; p | q]) = t[r; total]"},
        {"r in rows(t; a | b)", "t[r; p] >= 0"},
        {"c in columns(t; * except total)", "t[a; c] >= 0"},
        {"c in columns(t)", "c is total or t[a; c] >= 0"},
        {"k in cells(count, amount)", "whole(k) and printed(k) and k >= 0"},
        {"x in tables()", "version(x) = 'a'"},
    };
    for (size_t i = 0; i < sizeof sound / sizeof *sound; i++) {
        rule_fixture f;
        if (!fixture_assert(&f, sound[i][0], sound[i][1]))
            fail_msg("%s: %s", sound[i][1], shelf_message(&f.s));
        fixture_close(&f);
    }
}

/* Each with words that its message must have. */
static void test_refused(void **state) {
    (void)state;
    static const char *const refused[][3] = {
        {"", "", "expected an expression with"},
        {"", "t.a.p", "a comparison"},
        {"", "t.a.p =", "character 8"},
        {"", "t.a.p = 1 2", "an operator"},
        {"", "(t.a.p = 1", "`)`"},
        {"", "t.a.p = 1)", "an operator or the end"},
        {"", "t.a.z = 1", "nearest is `t.a.p`"},
        {"", "t[tota; p] = 1", "nearest is `total`"},
        {"", "t[a; totl] = 1", "nearest is `total`"},
        {"", "t[a p] = 1", "`;`"},
        {"", "t[a; p = 1", "`]`"},
        {"", "t[**; p] = 1", "sum( ) around"},
        {"", "t[a | b; p] = 1", "sum( ) around"},
        {"", "sum(t[g; p]) = t.a.p and t.a.p", "a comparison"},
        {"", "t.a.p = 1 = 1", "a number"},
        {"", "t.a.p * t.b.p = 1", "a whole number as one factor"},
        {"", "1.5 * t.b.p = 1", "a whole number as one factor"},
        {"", "not t.a.p", "a comparison"},
        {"", "t.a.p and t.b.p = 1", "a comparison"},
        {"", "agency = 1", "a text"},
        {"", "agency > 'x'", "a number"},
        {"", "t.a.p has 'x'", "a text in front"},
        {"", "agency has x", "single quotes"},
        {"", "sum(t.a.p = 1) = 1", "numbers in sum"},
        {"", "whole(t)", "the key of a cell"},
        {"", "version(u) = 'a'", "the key of a table"},
        {"", "12345678901234567890 = 1", "expected"},
        {"", "'open = agency", "expected"},
        {"r in rows(u)", "1 = 1", "the key of a table"},
        {"r in rows(t; c)", "1 = 1", "rows of that table"},
        {"r rows(t)", "1 = 1", "`in`"},
        {"r in rowes(t)", "1 = 1", "rows(TABLE)"},
        {"r in rows(t) x", "1 = 1", "the end"},
        {"k in cells(counts)", "1 = 1", "count, amount, change or text"},
        {"t in rows(t)", "1 = 1", "a name for what the loop goes over"},
        {"r in rows(t)", "r = 1", "`is PATTERN`"},
        {"r in rows(t)", "t[a; r] = 1", "a row and a column that meet"},
        {"r in rows(o)", "t[r; p] = 1", "a row and a column that meet"},
        {"", "sum(t[*; p]) = 1", "a row and a column that meet"}, /* g is a group: ** is meant */
        {"", "sum(t[** except g.x; p]) = 1", "a row and a column that meet"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        rule_fixture f;
        if (fixture_assert(&f, refused[i][0], refused[i][1]))
            fail_msg("accepted: %s", refused[i][1]);
        if (strstr(shelf_message(&f.s), refused[i][2]) == NULL ||
            strstr(shelf_message(&f.s), "/rules/0/") == NULL)
            fail_msg("%s: %s", refused[i][1], shelf_message(&f.s));
        fixture_close(&f);
    }
}

/* n times `piece` between front and back. */
static char *repeated(const char *front, const char *piece, size_t n, const char *back) {
    size_t length = strlen(piece);
    char *text = malloc(strlen(front) + n * length + strlen(back) + 1);
    assert_non_null(text);
    char *at = text + sprintf(text, "%s", front);
    for (size_t i = 0; i < n; i++, at += length)
        memcpy(at, piece, length);
    strcpy(at, back);
    return text;
}

static void is_refused(char *text, const char *words) {
    rule_fixture f;
    if (fixture_assert(&f, "", text))
        fail_msg("accepted: %.60s", text);
    if (strstr(shelf_message(&f.s), words) == NULL)
        fail_msg("%s", shelf_message(&f.s));
    fixture_close(&f);
    free(text);
}

static void test_hostile(void **state) {
    (void)state;
    is_refused(repeated("", "(", 100000, "1 = 1"), "fewer things in one another");
    is_refused(repeated("", "-", 100000, "1 = 1"), "fewer things in one another");
    is_refused(repeated("", "not ", 100000, "1 = 1"), "fewer things in one another");
    is_refused(repeated("", "sum(", 100000, "1"), "fewer things in one another");
    is_refused(repeated("1 = ", "1 + ", 100000, "1"), "fewer operands and operators");
    is_refused(repeated("sum(", "t.a.p, ", 100000, "1) = 1"), "fewer operands and operators");
    is_refused(repeated("sum(t[", "a | ", 100000, "a; p]) = 1"), "a pattern of fewer parts");
    is_refused(repeated("", "t.", 100000, "p = 1"), "the key of a cell");
    is_refused(repeated("t[", "*.", 100000, "*; p] = 1"), "rows of that table");
    is_refused(repeated("", "9", 100000, " = 1"), "expected");
    is_refused(repeated("1 = 1", " or 1 = 1", 100000, ""), "fewer operands and operators");
    is_refused(repeated("1 = 1 or (", "1 = 1 and (", 100000, "1 = 1"), "fewer things");
}

/* Long but honest. */
static void test_long(void **state) {
    (void)state;
    rule_fixture f;
    char out[64];
    char *text = repeated("sum(", "t.a.p, ", 1500, "t.a.p) = 3002");
    assert_true(fixture_assert(&f, "", text));
    fixture_facts(&f, "t.a.p=2");
    assert_string_equal(fixture_verdicts(&f, out), "p");
    fixture_close(&f);
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
