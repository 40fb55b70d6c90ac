/* The options of write_csv: each a table of words, but for the number of a table. */
#include "csv.h"
#include <stddef.h>
#include <stdio.h>

/* The place of a word is its value; the words stand as a sentence says them. */
static const struct {
    const char *name;
    const char *words;
    size_t member;
} choices[] = {{"mode", "auto, tables, facts or wide", offsetof(csv_options, mode)},
               {"span", "blank or repeat", offsetof(csv_options, repeat)},
               {"delimiter", "comma, semicolon or tab", offsetof(csv_options, delimiter)},
               {"bom", "no or yes", offsetof(csv_options, bom)},
               {"formulas", "escape or keep", offsetof(csv_options, keep)}};

static sheaf_status refuse(const csv_out *out, const char *name, sheaf_str found,
                           const char *expected) {
    char text[512];
    size_t shown = found.len < 60 ? found.len : 60;
    while (shown < found.len && shown > 0 && (found.ptr[shown] & 0xC0) == 0x80)
        shown--;
    int length = snprintf(text, sizeof text, "The option csv.%s is \"%.*s\"; expected %s", name,
                          (int)shown, found.ptr, expected);
    return out->host->fail(out->job, SHEAF_BAD_CALL, SHEAF_STR("csv.option"),
                           (sheaf_str){text, (size_t)length}, NULL);
}

/* Which of the words it is, or SHEAF_NONE. */
static uint32_t place_of(sheaf_str value, const char *words) {
    uint32_t place = 0;
    for (const char *at = words; *at != '\0'; place++) {
        size_t length = strcspn(at, ", ");
        if (csv_same(value, (sheaf_str){at, length}))
            return place;
        at += length + strspn(at + length, ", ");
        at += strncmp(at, "or ", 3) == 0 ? 3 : 0;
    }
    return SHEAF_NONE;
}

static sheaf_status parse_table(csv_out *out) {
    sheaf_str value = out->host->option(out->job, SHEAF_STR("table"));
    uint64_t number = 0;
    for (size_t i = 0; i < value.len; i++) {
        int is_digit = value.ptr[i] >= '0' && value.ptr[i] <= '9';
        number = number * 10 + (uint64_t)(value.ptr[i] - '0');
        if (!is_digit || number > UINT32_MAX - 1)
            return refuse(out, "table", value, "the number of a table, from 1");
    }
    if (value.len > 0 && number == 0)
        return refuse(out, "table", value, "the number of a table, from 1");
    out->options.table = (uint32_t)number;
    return SHEAF_OK;
}

sheaf_status csv_parse_options(csv_out *out) {
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        sheaf_str name = {choices[i].name, strlen(choices[i].name)};
        sheaf_str value = out->host->option(out->job, name);
        uint32_t place = place_of(value, choices[i].words);
        if (place == SHEAF_NONE)
            return refuse(out, choices[i].name, value, choices[i].words);
        memcpy((char *)&out->options + choices[i].member, &place, sizeof place);
    }
    return parse_table(out);
}
