/* Settings are a table: name, and the values that it may have where these are few. */
#include "host/settings.h"
#include "base/text.h"
#include "host/nearest.h"
#include "host/password.h"
#include "io/cstring.h"

#include <stdlib.h>
#include <string.h>

typedef struct rule {
    const char *name;
    const char *choices[4]; /* none: any text */
} rule;

static const rule rules[SF_SETTING_COUNT] = {
    [SF_FROM] = {.name = "from"},
    [SF_TO] = {.name = "to"},
    [SF_ENCODING] = {.name = "encoding"},
    [SF_PASS] = {.name = "pass"},
    [SF_FORM] = {.name = "form"},
    [SF_NO_REPAIR] = {"no-repair", {"yes", "no"}},
    [SF_ISOLATE] = {"isolate", {"auto", "always", "never"}},
    [SF_HASH] = {"hash", {"yes", "no"}},
    [SF_CHECK] = {"check", {"auto", "always", "never"}},
};

void sf_settings_init(sf_settings *s) {
    *s = (sf_settings){.options = SF_VEC_OF(sf_pair),
                       .resources = SF_VEC_OF(sf_pair),
                       .related = SF_VEC_OF(const sheaf_document *),
                       .findings = SF_VEC_OF(const sheaf_finding *)};
    sf_limits_init(&s->limits);
}

static void pairs_done(sf_vec *pairs) {
    for (uint32_t i = 0; i < pairs->count; i++) {
        free(SF_VEC_AT(pairs, sf_pair, i)->name);
        free(SF_VEC_AT(pairs, sf_pair, i)->value);
    }
    sf_vec_done(pairs);
}

void sf_settings_done(sf_settings *s) {
    for (int i = 0; i < SF_SETTING_COUNT; i++)
        free(s->value[i]);
    sf_password_set(s, NULL);
    pairs_done(&s->options);
    pairs_done(&s->resources);
    sf_vec_done(&s->related);
    sf_vec_done(&s->findings);
}

static int find_rule(sheaf_str name) {
    for (int i = 0; i < SF_SETTING_COUNT; i++)
        if (sf_str_equal(sf_str_of(rules[i].name), name))
            return i;
    return -1;
}

static sheaf_status unknown_setting(sheaf_str name, sf_error *error) {
    sf_nearest nearest = sf_nearest_to(name);
    for (int i = 0; i < SF_SETTING_COUNT; i++)
        sf_nearest_offer(&nearest, sf_str_of(rules[i].name));
    return sf_nearest_fail(&nearest, "setting", error);
}

static sheaf_status check_choice(const rule *r, const char *value, sf_error *error) {
    sf_nearest nearest = sf_nearest_to(sf_str_of(value));
    for (int i = 0; i < 4 && r->choices[i]; i++) {
        if (strcmp(r->choices[i], value) == 0)
            return SHEAF_OK;
        sf_nearest_offer(&nearest, sf_str_of(r->choices[i]));
    }
    return r->choices[0] ? sf_nearest_fail(&nearest, r->name, error) : SHEAF_OK;
}

static sheaf_status no_memory(sf_error *error) {
    return sf_failf(error, SHEAF_MEMORY, "memory", "there is no memory for a setting");
}

sheaf_status sf_settings_set(sf_settings *s, sheaf_str name, const char *value, sf_error *error) {
    int id = find_rule(name);
    if (id < 0)
        return unknown_setting(name, error);
    char *copy = NULL;
    if (value && value[0]) {
        if (check_choice(&rules[id], value, error) != SHEAF_OK)
            return error->status;
        copy = sf_cstring_new(sf_str_of(value));
        if (!copy)
            return no_memory(error);
    }
    free(s->value[id]);
    s->value[id] = copy;
    return SHEAF_OK;
}

sheaf_str sf_settings_value(const sf_settings *s, sf_setting setting) {
    return sf_str_of(s->value[setting]);
}

int sf_settings_is(const sf_settings *s, sf_setting setting, const char *value) {
    return sf_str_equal(sf_settings_value(s, setting), sf_str_of(value));
}

int sf_settings_by_name(const sf_settings *s, sheaf_str name, sheaf_str *value) {
    int id = find_rule(name);
    if (id < 0 || !s->value[id])
        return 0;
    *value = sf_settings_value(s, (sf_setting)id);
    return 1;
}

static sf_pair *find_pair(const sf_vec *pairs, sheaf_str name) {
    for (uint32_t i = 0; i < pairs->count; i++)
        if (sf_str_equal(sf_str_of(SF_VEC_AT(pairs, sf_pair, i)->name), name))
            return SF_VEC_AT(pairs, sf_pair, i);
    return NULL;
}

const char *sf_pair_find(const sf_vec *pairs, sheaf_str name) {
    const sf_pair *pair = find_pair(pairs, name);
    return pair ? pair->value : NULL;
}

static void remove_pair(sf_vec *pairs, sf_pair *pair) {
    free(pair->name);
    free(pair->value);
    *pair = *SF_VEC_AT(pairs, sf_pair, pairs->count - 1);
    pairs->count--;
}

int sf_pair_set(sf_vec *pairs, const char *name, const char *value) {
    sf_pair *old = find_pair(pairs, sf_str_of(name));
    if (!value) {
        if (old)
            remove_pair(pairs, old);
        return 1;
    }
    sf_pair made = {sf_cstring_new(sf_str_of(name)), sf_cstring_new(sf_str_of(value))};
    sf_pair *room = made.name && made.value ? sf_vec_push(pairs, 1) : NULL;
    if (!room) {
        free(made.name);
        free(made.value);
        return 0;
    }
    *room = made;
    old = find_pair(pairs, sf_str_of(name));
    if (old != room)
        remove_pair(pairs, old);
    return 1;
}
