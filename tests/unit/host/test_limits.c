/* Limits, settings and nearest words: values that are right, and the sentences for those that are not. */
#include "cm.h"

#include "base/text.h"
#include "host/settings.h"

static void table_is_sound(void **state) {
    (void)state;
    for (int i = 0; i < SF_LIMIT_COUNT; i++) {
        assert_non_null(sf_limit_rules[i].name);
        assert_true(strlen(sf_limit_rules[i].reason) > 10);
        assert_true(sf_limit_rules[i].standard > 0);
        assert_true(sf_limit_rules[i].standard <= sf_limit_rules[i].bound);
    }
}

static const struct {
    const char *name, *value;
    sheaf_limit_id id;
    uint64_t wanted; /* 0: refused */
} cases[] = {
    {"input", "64M", SHEAF_LIMIT_INPUT, 64 << 20},
    {"input", "1", SHEAF_LIMIT_INPUT, 1},
    {"input", "", SHEAF_LIMIT_INPUT, 256 << 20},
    {"time", "2h", SHEAF_LIMIT_TIME, 7200000},
    {"time", "1500", SHEAF_LIMIT_TIME, 1500},
    {"stall", "90s", SHEAF_LIMIT_STALL, 90000},
    {"nodes", "1000000", SHEAF_LIMIT_NODES, 1000000},
    {"input", "64X", 0, 0},
    {"input", "-1", 0, 0},
    {"input", "0", 0, 0},
    {"input", "M", 0, 0},
    {"input", "99999999999999999999", 0, 0},
    {"input", "18446744073709551615G", 0, 0},
    {"input", "9999G", 0, 0},
    {"time", "2M", 0, 0},
    {"inputt", "1", 0, 0},
};

static void values_are_parsed_or_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sf_limits limits;
        sf_error error = {0};
        sf_limits_init(&limits);
        sheaf_status status =
            sf_limits_set(&limits, sf_str_of(cases[i].name), sf_str_of(cases[i].value), &error);
        assert_int_equal(status, cases[i].wanted ? SHEAF_OK : SHEAF_BAD_CALL);
        if (cases[i].wanted)
            assert_true(limits.value[cases[i].id] == cases[i].wanted);
        else
            assert_non_null(strstr(error.message, "input") ? error.message
                                                           : strstr(error.message, "time"));
    }
}

/* What somebody set counts, then what the plugin states, then the general default. */
static void plugins_have_their_own_defaults(void **state) {
    (void)state;
    sf_limits user, own = {0};
    sf_error error = {0};
    sf_limits_init(&user);
    sf_limits_set(&own, SHEAF_STR("stall"), SHEAF_STR("7s"), &error);
    assert_true(sf_limits_may_be_own(&own));
    assert_true(sf_limits_for(&user, NULL, SHEAF_LIMIT_STALL) == 60000);
    assert_true(sf_limits_for(&user, &own, SHEAF_LIMIT_STALL) == 7000);
    assert_true(sf_limits_for(&user, &own, SHEAF_LIMIT_TIME) == 3600000);
    sf_limits_set(&user, SHEAF_STR("stall"), SHEAF_STR("60s"), &error);
    assert_true(sf_limits_for(&user, &own, SHEAF_LIMIT_STALL) == 60000);
    sf_limits_set(&user, SHEAF_STR("stall"), SHEAF_STR(""), &error);
    assert_true(sf_limits_for(&user, &own, SHEAF_LIMIT_STALL) == 7000);
    sf_limits_set(&own, SHEAF_STR("memory"), SHEAF_STR("1M"), &error);
    assert_false(sf_limits_may_be_own(&own));
    assert_int_equal(error.status, SHEAF_OK);
}

static void settings_know_their_values(void **state) {
    (void)state;
    sf_settings settings;
    sf_settings_init(&settings);
    sf_error error = {0};
    assert_int_equal(sf_settings_set(&settings, SHEAF_STR("isolate"), "always", &error), SHEAF_OK);
    assert_true(sf_settings_is(&settings, SF_ISOLATE, "always"));
    assert_int_equal(sf_settings_set(&settings, SHEAF_STR("isolate"), "", &error), SHEAF_OK);
    assert_int_equal(sf_settings_value(&settings, SF_ISOLATE).len, 0);
    assert_int_equal(sf_settings_set(&settings, SHEAF_STR("isolate"), "allways", &error),
                     SHEAF_BAD_CALL);
    assert_non_null(strstr(error.message, "did you mean \"always\""));
    error = (sf_error){0};
    assert_int_equal(sf_settings_set(&settings, SHEAF_STR("isolat"), "auto", &error),
                     SHEAF_BAD_CALL);
    assert_non_null(strstr(error.message, "did you mean \"isolate\""));
    sf_settings_done(&settings);
}

static void pairs_are_replaced_and_removed(void **state) {
    (void)state;
    sf_settings settings;
    sf_settings_init(&settings);
    assert_true(sf_pair_set(&settings.options, "a.b", "1"));
    assert_true(sf_pair_set(&settings.options, "a.c", "2"));
    assert_true(sf_pair_set(&settings.options, "a.b", "3"));
    assert_int_equal(settings.options.count, 2);
    assert_string_equal(sf_pair_find(&settings.options, SHEAF_STR("a.b")), "3");
    assert_true(sf_pair_set(&settings.options, "a.b", NULL));
    assert_null(sf_pair_find(&settings.options, SHEAF_STR("a.b")));
    assert_string_equal(sf_pair_find(&settings.options, SHEAF_STR("a.c")), "2");
    sf_settings_done(&settings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_is_sound),
        cmocka_unit_test(values_are_parsed_or_refused),
        cmocka_unit_test(plugins_have_their_own_defaults),
        cmocka_unit_test(settings_know_their_values),
        cmocka_unit_test(pairs_are_replaced_and_removed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
