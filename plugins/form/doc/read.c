/* Reads the fields of a report from its lines: the first look that gives a value counts, and a match that gives none (31
 * February) is passed over. */
#include "doc/doc.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------------------------- values -- */

/* The digit that `text` begins with, Arabic or Chinese: its bytes, 0 for none. */
static size_t digit_at(sheaf_str text, uint32_t *digit) {
    static const char chinese[] = "〇一二三四五六七八九";
    static const char zeros[] = "零○";
    if (text.len > 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9') {
        *digit = (uint32_t)(text.ptr[0] - '0');
        return 1;
    }
    for (uint32_t i = 0; text.len >= 3 && i < 10; i++) {
        if (memcmp(chinese + 3 * (size_t)i, text.ptr, 3) == 0) {
            *digit = i;
            return 3;
        }
    }
    *digit = 0;
    return text.len >= 3 && (memcmp(zeros, text.ptr, 3) == 0 || memcmp(zeros + 3, text.ptr, 3) == 0)
               ? 3
               : 0;
}

/* A whole number of up to nine digits; 0 where there is none. */
static uint32_t number_of(sheaf_str text) {
    uint32_t value = 0, digit = 0, count = 0;
    for (size_t step; text.len > 0; text.ptr += step, text.len -= step) {
        step = digit_at(text, &digit);
        if (step == 0 || ++count > 9)
            return 0;
        value = value * 10 + digit;
    }
    return value;
}

static uint32_t days_of(uint32_t year, uint32_t month) {
    static const uint32_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int leaps = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leaps);
}

static sheaf_str print_into(const form_context *context, const char *printed, int length) {
    sheaf_str part = {printed, (size_t)length};
    return form_join(context, &part, 1, SHEAF_STR(""));
}

static sheaf_str date_of(const form_context *context, const form_match *match) {
    sheaf_str year = form_group_text(match, "year");
    uint32_t y = number_of(year.len > 0 ? year : form_group_text(match, "other_year"));
    uint32_t m = number_of(form_group_text(match, "month"));
    uint32_t d = number_of(form_group_text(match, "day"));
    if (y < 1000 || y > 9999 || m < 1 || m > 12 || d < 1 || d > days_of(y, m))
        return (sheaf_str){NULL, 0};
    char printed[40];
    return print_into(context, printed,
                      snprintf(printed, sizeof printed, "%04u-%02u-%02u", y, m, d));
}

static sheaf_str whole_of(const form_context *context, sheaf_str text) {
    uint32_t number = number_of(text);
    char printed[16];
    if (number == 0)
        return (sheaf_str){NULL, 0};
    return print_into(context, printed, snprintf(printed, sizeof printed, "%u", number));
}

/* The group `value`, or all of the match; of a date all of it, too. */
static void value_range(const form_match *match, size_t *first, size_t *end) {
    if (!form_group(match, "value", first, end)) {
        *first = match->first;
        *end = match->end;
    }
}

static void read_value(const form_context *context, uint32_t type, const form_match *match,
                       const form_line *line, form_said *out) {
    size_t first = 0, end = 0;
    value_range(match, &first, &end);
    sheaf_str text = {match->text.ptr + first, end - first};
    out->node = line->node;
    out->printed = form_printed_range(line->printed, first, end);
    switch ((form_field_type)type) {
    case FORM_FIELD_TEXT:
        out->value = form_close_up(context, out->printed);
        break;
    case FORM_FIELD_CODE:
        out->value = text;
        break;
    case FORM_FIELD_NUMBER:
        out->value = whole_of(context, text);
        break;
    case FORM_FIELD_DATE:
        out->value = date_of(context, match);
        break;
    }
    if (out->value.len == 0)
        out->value.ptr = NULL;
}

/* --------------------------------------------------------------------------------- looking -- */

/* Tries a line from match to match. 0: latched. */
static int look_in_line(form_matcher *matcher, const form_field *field, const form_look *look,
                        const form_line *line, form_said *out) {
    form_match match;
    int found = 1;
    for (size_t from = 0; out->value.ptr == NULL && found == 1; from = match.end + 1) {
        found = form_match_from(matcher, &look->pattern, line->text, from, &match);
        if (found == 1)
            read_value(matcher->context, field->type, &match, line, out);
    }
    return found >= 0;
}

static int look_at(form_matcher *matcher, const form_field *field, const form_look *look,
                   form_where where, const form_prose *prose, form_said *out) {
    const form_context *context = matcher->context;
    if (where.kind == FORM_IN_TITLE)
        return look_in_line(matcher, field, look, &prose->title, out);
    for (uint32_t i = 0; i < prose->lines.count && out->value.ptr == NULL; i++) {
        const form_line *line = FORM_AT(prose->lines, const form_line, i);
        if (context->host->tick(context->job, i, prose->lines.count) != SHEAF_OK)
            return 0;
        if (form_where_holds(context, prose, where, line) &&
            !look_in_line(matcher, field, look, line, out))
            return 0;
    }
    return 1;
}

int form_read_field(form_matcher *matcher, const form_definition *definition, uint32_t field,
                    const form_prose *prose, form_said *out) {
    const form_field *f = FORM_AT(definition->fields, const form_field, field);
    *out = (form_said){.node = SHEAF_NONE};
    for (uint32_t i = 0; i < f->looks.count; i++) {
        const form_look *look = FORM_AT(f->looks, const form_look, i);
        for (uint32_t w = 0; w < look->where.count && out->value.ptr == NULL; w++)
            if (!look_at(matcher, f, look, *FORM_AT(look->where, const form_where, w), prose, out))
                return 0;
    }
    return 1;
}

form_said *form_read_fields(form_matcher *matcher, const form_definition *definition,
                            const form_prose *prose) {
    form_said *said = form_room(matcher->context, definition->fields.count + 1, sizeof *said);
    for (uint32_t i = 0; said != NULL && i < definition->fields.count; i++)
        if (!form_read_field(matcher, definition, i, prose, &said[i]))
            return NULL;
    return said;
}
