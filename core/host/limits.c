/* The table of limits, and the parser of their values: a number and one suffix out of another table. */
#include "host/limits.h"
#include "base/text.h"
#include "host/nearest.h"

#include <stdio.h>
#include <string.h>

#define K 1024ull
#define MINUTE 60000ull
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

const sf_limit_rule sf_limit_rules[SF_LIMIT_COUNT] = {
    [SHEAF_LIMIT_INPUT] = {"input", "bytes", 256 * K *K, 64 * K *K *K,
                           "the input is held in memory; only a separate process maps a large one"},
    [SHEAF_LIMIT_INFLATED] = {"inflated", "bytes", K *K *K, 64 * K *K *K,
                              "a small compressed file can unpack to fill the memory"},
    [SHEAF_LIMIT_RATIO] = {"ratio", "", 200, 2000,
                           "real documents unpack to 50 times their size at most; bombs to 1,000"},
    [SHEAF_LIMIT_NODES] = {"nodes", "", 16 * K *K, 2000 * K *K,
                           "each block and cell takes memory, and node numbers have 32 bits"},
    [SHEAF_LIMIT_DEPTH] = {"depth", "", 200, 10000,
                           "blocks nested deeper come from damaged or hostile files"},
    [SHEAF_LIMIT_CELLS] = {"cells", "", K *K, 256 * K *K,
                           "one cell with huge spans can ask for a table of any size"},
    [SHEAF_LIMIT_DIAGNOSTICS] = {"diagnostics", "", 1000, 1000000,
                                 "a damaged file can be complained about at every byte"},
    [SHEAF_LIMIT_TEXT] = {"text", "bytes", K *K *K, 64 * K *K *K,
                          "a file can refer to the same text over and over"},
    [SHEAF_LIMIT_OUTPUT] = {"output", "bytes", 4 * K *K *K, 1024 * K *K *K,
                            "output should not fill the disk"},
    [SHEAF_LIMIT_STALL] = {"stall", "ms", MINUTE, DAY,
                           "an isolated plugin that shows no progress for so long is stuck", 1},
    [SHEAF_LIMIT_TIME] = {"time", "ms", HOUR, 30 * DAY,
                          "one document should not hold up an archive"},
    [SHEAF_LIMIT_MEMORY] = {"memory", "bytes", K *K *K, 1024 * K *K *K,
                            "an isolated plugin can ask for all memory of the machine"},
};

typedef struct suffix {
    const char *unit;
    const char *text;
    uint64_t factor;
} suffix;

static const suffix suffixes[] = {
    {"", "", 1},
    {"bytes", "", 1},
    {"bytes", "K", K},
    {"bytes", "M", K *K},
    {"bytes", "G", K *K *K},
    {"ms", "", 1},
    {"ms", "ms", 1},
    {"ms", "s", 1000},
    {"ms", "m", MINUTE},
    {"ms", "h", 60 * MINUTE},
    {"", "K", 1000},
    {"", "M", 1000000},
};

void sf_limits_init(sf_limits *limits) {
    for (int i = 0; i < SF_LIMIT_COUNT; i++)
        limits->value[i] = sf_limit_rules[i].standard;
    limits->set = 0;
}

static int find_rule(sheaf_str name) {
    for (int i = 0; i < SF_LIMIT_COUNT; i++)
        if (sf_str_equal(sf_str_of(sf_limit_rules[i].name), name))
            return i;
    return -1;
}

static sheaf_status unknown_limit(sheaf_str name, sf_error *error) {
    sf_nearest nearest = sf_nearest_to(name);
    for (int i = 0; i < SF_LIMIT_COUNT; i++)
        sf_nearest_offer(&nearest, sf_str_of(sf_limit_rules[i].name));
    return sf_nearest_fail(&nearest, "limit", error);
}

/* Eats digits from the front; 0 where there are none or the number has more than 64 bits. */
static int take_number(sheaf_str *rest, uint64_t *out) {
    uint64_t value = 0;
    size_t i = 0;
    for (; i < rest->len && rest->ptr[i] >= '0' && rest->ptr[i] <= '9'; i++) {
        uint64_t digit = (uint64_t)(rest->ptr[i] - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return 0;
        value = value * 10 + digit;
    }
    *rest = sf_str_slice(*rest, i, rest->len);
    *out = value;
    return i > 0;
}

static int parse_value(sheaf_str text, const char *unit, uint64_t *out) {
    uint64_t value = 0;
    if (!take_number(&text, &value))
        return 0;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        const suffix *s = &suffixes[i];
        if (strcmp(s->unit, unit) == 0 && sf_str_equal(sf_str_of(s->text), text)) {
            if (value > UINT64_MAX / s->factor)
                return 0;
            *out = value * s->factor;
            return 1;
        }
    }
    return 0;
}

sheaf_status sf_limits_set(sf_limits *limits, sheaf_str name, sheaf_str value, sf_error *error) {
    int id = find_rule(name);
    if (id < 0)
        return unknown_limit(name, error);
    const sf_limit_rule *rule = &sf_limit_rules[id];
    uint64_t number = rule->standard;
    if (value.len > 0 && (!parse_value(value, rule->unit, &number) || number == 0))
        return sf_failf(error, SHEAF_BAD_CALL, "limit.value",
                        "the limit %s cannot be \"%.*s\": expected a number above 0%s", rule->name,
                        (int)sf_str_slice(value, 0, 100).len, value.ptr,
                        rule->unit[0] == 'b'   ? ", with K, M or G where wanted"
                        : rule->unit[0] == 'm' ? ", with ms, s, m or h where wanted"
                                               : "");
    if (number > rule->bound)
        return sf_failf(error, SHEAF_BAD_CALL, "limit.bound",
                        "the limit %s cannot be \"%.*s\": at most %llu%s%s", rule->name,
                        (int)sf_str_slice(value, 0, 100).len, value.ptr,
                        (unsigned long long)rule->bound, rule->unit[0] ? " " : "", rule->unit);
    limits->value[id] = number;
    limits->set = value.len > 0 ? limits->set | 1u << id : limits->set & ~(1u << id);
    return SHEAF_OK;
}

int sf_limits_may_be_own(const sf_limits *stated) {
    for (int i = 0; i < SF_LIMIT_COUNT; i++)
        if ((stated->set >> i & 1u) && !sf_limit_rules[i].may_be_own)
            return 0;
    return 1;
}

uint64_t sf_limits_for(const sf_limits *limits, const sf_limits *own, sheaf_limit_id id) {
    int is_own = own && (own->set >> id & 1u) && !(limits->set >> id & 1u);
    return (is_own ? own : limits)->value[id];
}

sf_time_text sf_time_shown(uint64_t milliseconds) {
    sf_time_text shown;
    int whole = milliseconds % 1000 == 0;
    snprintf(shown.text, sizeof shown.text, "%llu %s",
             (unsigned long long)(whole ? milliseconds / 1000 : milliseconds), whole ? "s" : "ms");
    return shown;
}
