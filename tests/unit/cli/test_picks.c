/* Which rules a list lets through, and which of its names nothing fitted. */
#include "cm.h"

#include "base/text.h"
#include "cli/picks.h"

#include <stdlib.h>

static int lets(const char *list, const char *rule) {
    sf_vec picks;
    assert_true(sf_picks_parse(&picks, list));
    int let = sf_picks_let(&picks, sf_str_of(rule));
    sf_vec_done(&picks);
    return let;
}

static void the_last_pattern_that_fits_decides(void **state) {
    (void)state;
    static const struct {
        const char *list, *rule;
        int let;
    } cases[] = {
        {NULL, "T3-ROWSUM", 1},
        {"", "T3-ROWSUM", 1},
        {"T3-ROWSUM", "T3-ROWSUM", 1},
        {"T3-ROWSUM", "T3-ROWSU", 0},
        {"T3-ROWSUM", "T3-ROWSUMS", 0},
        {"T3-*", "T3-ROWSUM", 1},
        {"T3-*", "T4-ROWSUM", 0},
        {"*SUM", "T4-ROWSUM", 1},
        {"*-*", "T4-ROWSUM", 1},
        {"*R*S*", "T4-ROWSUM", 1},
        {"*S*R*", "T4-ROWSUM", 0},
        {"**", "X", 1},
        {"*", "", 1},
        {"T3-*,-T3-ROWSUM", "T3-ROWSUM", 0},
        {"-T3-ROWSUM,T3-*", "T3-ROWSUM", 1},
        {"-T3-*", "T4-X", 1},
        {"-T3-*", "T3-X", 0},
        {" T3-X , T4-X ", "T4-X", 1},
        {",,", "T4-X", 1},
        {"-", "T4-X", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (lets(cases[i].list, cases[i].rule) != cases[i].let)
            fail_msg("\"%s\" and %s", cases[i].list, cases[i].rule);
}

static void names_that_nothing_fitted_are_found(void **state) {
    (void)state;
    sf_vec picks;
    uint32_t from = 0;
    assert_true(sf_picks_parse(&picks, "A-1,B-*,-C-1,D-*"));
    sf_picks_let(&picks, SHEAF_STR("D-1"));
    assert_true(sf_str_equal(sf_picks_unmet(&picks, &from)->pattern, SHEAF_STR("A-1")));
    assert_true(sf_str_equal(sf_picks_unmet(&picks, &from)->pattern, SHEAF_STR("B-*")));
    assert_true(sf_str_equal(sf_picks_unmet(&picks, &from)->pattern, SHEAF_STR("C-1")));
    assert_null(sf_picks_unmet(&picks, &from));
    sf_vec_done(&picks);
}

/* Stars that never fit cost the text times the pattern at most. */
static void many_stars_end(void **state) {
    (void)state;
    char text[20001], list[4001];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i + 1 < sizeof list; i += 2)
        memcpy(list + i, "*a", 2);
    list[sizeof list - 2] = 'b';
    list[sizeof list - 1] = '\0';
    assert_false(lets(list, text));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_pattern_that_fits_decides),
        cmocka_unit_test(names_that_nothing_fitted_are_found),
        cmocka_unit_test(many_stars_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
