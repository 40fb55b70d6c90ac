/* Sentences and numbers of running text, for rules that hold what is said against what is counted. */
#include "check/sentence.h"

#include <string.h>
#include <utf8proc.h>

/* Ends of sentences: 。 ; ! ? in running text. */
static size_t end_length(sheaf_str text, size_t at) {
    const char *c = text.ptr + at;
    if (*c == ';' || *c == '!' || *c == '?')
        return 1;
    return *c == "。"[0] && text.len - at >= 3 && memcmp(c, "。", 3) == 0 ? 3 : 0;
}

/* Bytes that end no sentence: an ideograph's, or one. */
static size_t word_length(sheaf_str text, size_t at) {
    unsigned char c = (unsigned char)text.ptr[at];
    return c >= 0xE4 && c < 0xF0 && text.len - at >= 3 ? 3 : 1;
}

int text_next_sentence(sheaf_str text, text_range *range) {
    size_t at = range->end;
    while (at < text.len && end_length(text, at) > 0)
        at += end_length(text, at);
    range->first = at;
    while (at < text.len && end_length(text, at) == 0)
        at += word_length(text, at);
    range->end = at;
    return range->first < text.len;
}

static int is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* `1,234`: groups of three behind the first of up to three. */
static int take_number(sheaf_str text, int64_t *value) {
    size_t group = 0, groups = 0, at = 0;
    int64_t sum = 0;
    for (; at < text.len; at++) {
        if (text.ptr[at] == ',') {
            if (group == 0 || group > 3 || (groups > 0 && group != 3))
                return 0;
            groups++;
            group = 0;
        } else if (!is_digit(text.ptr[at]) || __builtin_mul_overflow(sum, 10, &sum) ||
                   __builtin_add_overflow(sum, text.ptr[at] - '0', &sum)) {
            return 0;
        } else {
            group++;
        }
    }
    *value = sum;
    return at > 0 && (groups == 0 || group == 3);
}

/* One to nine, and two as it is said before a measure word. */
static int take_numeral(sheaf_str text, int64_t *value) {
    static const char numerals[] = "零一二三四五六七八九两";
    for (size_t i = 0; text.len == 3 && i + 3 < sizeof numerals; i += 3) {
        if (memcmp(numerals + i, text.ptr, 3) == 0) {
            *value = i == 30 ? 2 : (int64_t)i / 3;
            return 1;
        }
    }
    return 0;
}

int text_value(sheaf_str text, int64_t *value) {
    return take_number(text, value) || take_numeral(text, value);
}

/* 1: another year than `year` is named in the text: four digits and 年. */
int text_has_other_year(sheaf_str text, uint32_t year) {
    for (size_t at = 0; at + 7 <= text.len; at++) {
        const char *c = text.ptr + at;
        int is_year = is_digit(c[0]) && is_digit(c[1]) && is_digit(c[2]) && is_digit(c[3]) &&
                      memcmp(c + 4, "年", 3) == 0 && (at == 0 || !is_digit(c[-1]));
        uint32_t value = 0;
        for (int i = 0; is_year && i < 4; i++)
            value = value * 10 + (uint32_t)(c[i] - '0');
        if (is_year && value != year)
            return 1;
    }
    return 0;
}

int32_t text_take_point(sheaf_str *text) {
    utf8proc_int32_t point = 0;
    utf8proc_ssize_t taken =
        utf8proc_iterate((const utf8proc_uint8_t *)text->ptr, (utf8proc_ssize_t)text->len, &point);
    size_t step = taken > 0 ? (size_t)taken : 1;
    text->ptr += step;
    text->len -= step;
    return taken > 0 ? point : 0;
}
