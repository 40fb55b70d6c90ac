/* SPDX-License-Identifier: GPL-2.0-or-later
 * The number or bullet in front of a text. Each style has a reader that eats a view from the front and succeeds or leaves it;
 * the table of them is tried in order. A reader is strict: `2022 was` has no number in front, `1.5 million` neither. */
#include "report/report.h"

#include <string.h>

#define WORD(literal)                                                                              \
    { literal, sizeof(literal) - 1 }

static bool take(sheaf_str *rest, sheaf_str word) {
    if (!pdf_begins(*rest, word))
        return false;
    *rest = pdf_from(*rest, word.len);
    return true;
}

static bool take_any(sheaf_str *rest, const sheaf_str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (take(rest, words[i]))
            return true;
    return false;
}

static const sheaf_str opens[] = {WORD("("), WORD("（")};
static const sheaf_str closes[] = {WORD(")"), WORD("）")};
static const sheaf_str dots[] = {WORD("."), WORD("．")};
static const sheaf_str stops[] = {WORD("."), WORD("．"), WORD("、"), WORD(")"), WORD("）")};
#define TAKE_ANY(rest, words) take_any(rest, words, sizeof(words) / sizeof *(words))

static bool take_digits(sheaf_str *rest, uint32_t *value) {
    uint32_t digits = 0;
    sheaf_str at = *rest;
    for (*value = 0; at.len; digits++) {
        sheaf_str after = at;
        uint32_t c = pdf_code_take(&after);
        if (!pdf_is_digit(c))
            break;
        if (digits == 3)
            return false;
        *value = *value * 10 + (c >= 0xFF10 ? c - 0xFF10 : c - '0');
        at = after;
    }
    if (digits)
        *rest = at;
    return digits > 0;
}

static uint32_t han_digit(uint32_t c) {
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (uint32_t i = 0; i < 9; i++)
        if (digits[i] == c)
            return i + 1;
    return 0;
}

/* 一 to 九百九十九. */
static bool take_han(sheaf_str *rest, uint32_t *value) {
    uint32_t sum = 0, digit = 0, taken = 0;
    for (; rest->len && taken < 7; taken++) {
        sheaf_str after = *rest;
        uint32_t c = pdf_code_take(&after);
        uint32_t unit = c == 0x5341 ? 10 : c == 0x767E ? 100 : 0;
        if (!unit && !han_digit(c) && c != 0x96F6 && c != 0x3007)
            break;
        sum += unit ? (digit ? digit : 1) * unit : 0;
        digit = unit ? 0 : han_digit(c);
        *rest = after;
    }
    *value = sum + digit;
    return *value > 0;
}

/* i to xxxix: what reports count with. */
static bool take_roman(sheaf_str *rest, uint32_t *value, uint8_t *upper) {
    uint32_t sum = 0, last = 0, taken = 0;
    for (; rest->len && taken < 8; taken++) {
        char c = *rest->ptr;
        uint8_t big = c >= 'A' && c <= 'Z';
        c = big ? (char)(c + 32) : c;
        uint32_t one = c == 'i' ? 1 : c == 'v' ? 5 : c == 'x' ? 10 : 0;
        if (!one || (taken && big != *upper))
            break;
        *upper = big;
        sum = last && one > last ? sum + one - 2 * last : sum + one;
        last = one;
        *rest = pdf_from(*rest, 1);
    }
    *value = sum;
    return taken > 0;
}

static bool read_han(sheaf_str *rest, pdf_number *out) {
    static const sheaf_str commas[] = {WORD("、"), WORD("．"), WORD("."), WORD("，")};
    return take_han(rest, &out->value) && TAKE_ANY(rest, commas);
}

static bool read_han_paren(sheaf_str *rest, pdf_number *out) {
    return TAKE_ANY(rest, opens) && take_han(rest, &out->value) && TAKE_ANY(rest, closes);
}

static bool read_paren(sheaf_str *rest, pdf_number *out) {
    out->bracketed = TAKE_ANY(rest, opens);
    return take_digits(rest, &out->value) && TAKE_ANY(rest, closes);
}

/* Behind a decimal number: `1.5 million` has a digit there, `2.The` is fine. */
static bool is_apart(sheaf_str rest) {
    uint32_t c = rest.len ? pdf_code_take(&rest) : 0;
    return !pdf_is_digit(c) && c != '%' && c != '/' && c != ',';
}

/* `1.1Staff`: the blank was drawn by moving on, and less than a blank is wide. */
static bool begins_name(sheaf_str rest) {
    return rest.len > 2 && rest.ptr[0] >= 'A' && rest.ptr[0] <= 'Z' && rest.ptr[1] >= 'a' &&
           rest.ptr[1] <= 'z' && rest.ptr[2] >= 'a' && rest.ptr[2] <= 'z';
}

static bool read_decimal(sheaf_str *rest, pdf_number *out) {
    bool closed = false;
    out->depth = 0;
    while (out->depth < 6) {
        uint32_t value = 0;
        if (!take_digits(rest, &value))
            break;
        out->parent = out->depth ? out->parent * 1000 + out->value + 1 : 0;
        out->value = value;
        out->depth++;
        closed = TAKE_ANY(rest, dots);
        if (!closed)
            break;
    }
    if (out->depth == 1 && !closed)
        closed = take(rest, SHEAF_STR("、"));
    bool spaced = !rest->len || pdf_is_space((uint32_t)(unsigned char)*rest->ptr) ||
                  (unsigned char)*rest->ptr >= 0x80;
    return out->depth > 0 && (closed || (out->depth > 1 && (spaced || begins_name(*rest)))) &&
           is_apart(*rest);
}

static bool read_circled(sheaf_str *rest, pdf_number *out) {
    uint32_t c = pdf_code_take(rest);
    out->value = c - 0x2460 + 1;
    return c >= 0x2460 && c <= 0x2473;
}

static bool read_roman(sheaf_str *rest, pdf_number *out) {
    out->bracketed = TAKE_ANY(rest, opens);
    return take_roman(rest, &out->value, &out->upper) && TAKE_ANY(rest, stops) &&
           (!rest->len || *rest->ptr == ' ');
}

static bool read_letter(sheaf_str *rest, pdf_number *out) {
    out->bracketed = TAKE_ANY(rest, opens);
    if (!rest->len)
        return false;
    char c = *rest->ptr;
    out->upper = c >= 'A' && c <= 'Z';
    out->value = (uint32_t)((out->upper ? c - 'A' : c - 'a') + 1);
    if (!out->upper && (c < 'a' || c > 'z'))
        return false;
    *rest = pdf_from(*rest, 1);
    return TAKE_ANY(rest, stops) && (!rest->len || *rest->ptr == ' ');
}

/* 第三章, 第 3 节, 第一部分. */
static bool read_di(sheaf_str *rest, pdf_number *out) {
    static const struct {
        sheaf_str word;
        pdf_style style;
    } words[] = {{WORD("章"), PDF_STYLE_CHAPTER}, {WORD("编"), PDF_STYLE_CHAPTER},
                 {WORD("篇"), PDF_STYLE_CHAPTER}, {WORD("部分"), PDF_STYLE_CHAPTER},
                 {WORD("节"), PDF_STYLE_SECTION}, {WORD("条"), PDF_STYLE_ARTICLE}};
    if (!take(rest, SHEAF_STR("第")))
        return false;
    take(rest, SHEAF_STR(" "));
    if (!take_han(rest, &out->value) && !take_digits(rest, &out->value))
        return false;
    take(rest, SHEAF_STR(" "));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take(rest, words[i].word)) {
            out->style = words[i].style;
            return !rest->len || pdf_is_space((unsigned char)*rest->ptr) ||
                   pdf_begins(*rest, SHEAF_STR("　")) || out->style != PDF_STYLE_ARTICLE;
        }
    return false;
}

static bool take_word(sheaf_str *rest, const char *word) {
    size_t length = strlen(word);
    if (rest->len <= length || (*rest->ptr | 32) != word[0])
        return false;
    for (size_t i = 0; i < length; i++)
        if ((rest->ptr[i] | 32) != word[i])
            return false;
    *rest = pdf_from(*rest, length);
    return true;
}

/* Chapter 3, PART II: what follows must look like a name, not like the rest of a sentence. */
static bool read_word(sheaf_str *rest, pdf_number *out) {
    static const struct {
        const char *word;
        pdf_style style;
    } words[] = {{"chapter", PDF_STYLE_CHAPTER},  {"part", PDF_STYLE_CHAPTER},
                 {"appendix", PDF_STYLE_CHAPTER}, {"annex", PDF_STYLE_CHAPTER},
                 {"section", PDF_STYLE_SECTION},  {"article", PDF_STYLE_ARTICLE}};
    sheaf_str start = *rest;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        *rest = start;
        if (!(*rest->ptr >= 'A' && *rest->ptr <= 'Z') || !take_word(rest, words[i].word) ||
            !take(rest, SHEAF_STR(" ")))
            continue;
        if (!take_digits(rest, &out->value) && !take_roman(rest, &out->value, &out->upper)) {
            out->value = rest->len ? (uint32_t)(*rest->ptr - 'A' + 1) : 0;
            if (out->value - 1 > 25)
                return false;
            *rest = pdf_from(*rest, 1);
        }
        out->style = words[i].style;
        take(rest, SHEAF_STR("."));
        take(rest, SHEAF_STR(":"));
        return (!rest->len || *rest->ptr == ' ') && !pdf_is_lower(pdf_code_first(*rest));
    }
    return false;
}

/* Digits and nothing else: in front of them stands their sign, the mark of a note or what is left of a digit, and no bullet. */
static bool is_amount(sheaf_str text) {
    text = pdf_trim(text);
    for (size_t i = 0; i < text.len; i++)
        if (!pdf_is_digit((unsigned char)text.ptr[i]) && text.ptr[i] != ',' && text.ptr[i] != '.')
            return false;
    return text.len > 0;
}

/* Bullets; private-use ones are those of the fonts Symbol and Wingdings. */
static bool read_bullet(sheaf_str *rest, pdf_number *out) {
    static const uint32_t bullets[] = {
        0x2022, 0x25E6, 0x25AA, 0x25AB, 0x2023, 0x2043, 0x25CF, 0x25CB, 0x25A0, 0x25A1,
        0x25C6, 0x25C7, 0x25B6, 0x25BA, 0x27A2, 0x2713, 0x2714, 0x2756, 0xB7,   0x2219,
        '-',    '*',    'o',    0x2013, 0x2014, 0x2605, 0x2606, 0x2794, 0x2192, 0x2610,
        0x2611, 0x2612, 0x203A, 0x25BB, 0x2024, 0x274F, 0x2751, 0x2B25, 0x2B27, 0xFF0A};
    uint32_t c = pdf_code_take(rest);
    out->value = c;
    if (is_amount(*rest))
        return false;
    if (c >= 0xF000 && c <= 0xF0FF)
        return true;
    for (size_t i = 0; i < sizeof bullets / sizeof *bullets; i++)
        if (bullets[i] == c)
            return !rest->len || pdf_is_space((unsigned char)*rest->ptr) ||
                   (c >= 0x2022 && c < 0x2C00 && c != 0x2013 && c != 0x2014);
    return false;
}

typedef bool reader(sheaf_str *rest, pdf_number *out);

static const struct {
    pdf_style style;
    reader *read;
} styles[] = {{PDF_STYLE_CN, read_han},          {PDF_STYLE_CN_PAREN, read_han_paren},
              {PDF_STYLE_DECIMAL, read_decimal}, {PDF_STYLE_PAREN, read_paren},
              {PDF_STYLE_CHAPTER, read_di},      {PDF_STYLE_CIRCLED, read_circled},
              {PDF_STYLE_CHAPTER, read_word},    {PDF_STYLE_ROMAN, read_roman},
              {PDF_STYLE_LETTER, read_letter},   {PDF_STYLE_BULLET, read_bullet}};

/* `The`, `and`: two letters of which no reader makes a number, nor the beginning of a word that stands before one. */
static bool begins_word(sheaf_str text) {
    if (text.len < 2)
        return false;
    char a = text.ptr[0], b = text.ptr[1];
    bool other = a == 'A' || a == 'C' || a == 'P' || a == 'S';
    bool letter = (a >= 'a' && a <= 'z') || (a >= 'A' && a <= 'Z' && !other);
    return letter && b >= 'a' && b <= 'z' && b != 'i' && b != 'v' && b != 'x';
}

bool pdf_number_read(sheaf_str text, pdf_number *number) {
    *number = (pdf_number){.mark = {"", 0}, .rest = text};
    if (begins_word(text))
        return false;
    for (size_t i = 0; text.len && i < sizeof styles / sizeof *styles; i++) {
        sheaf_str rest = text;
        pdf_number found = {.style = styles[i].style, .depth = 1};
        if (!styles[i].read(&rest, &found))
            continue;
        *number = found;
        number->mark = (sheaf_str){text.ptr, text.len - rest.len};
        number->rest = pdf_trim(rest);
        number->spaced = !rest.len || number->rest.ptr != rest.ptr;
        return true;
    }
    return false;
}

/* i, v and x read as Roman numbers stand at 9, 22 and 24 of the alphabet. */
static uint32_t as_letter(const pdf_number *number) {
    static const uint32_t letters[][2] = {{1, 9}, {5, 22}, {10, 24}};
    if (number->style == PDF_STYLE_LETTER)
        return number->value;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (number->value == letters[i][0])
            return letters[i][1];
    return 0;
}

static bool is_latin_style(const pdf_number *number) {
    return number->style == PDF_STYLE_ROMAN || number->style == PDF_STYLE_LETTER;
}

bool pdf_number_follows(const pdf_number *before, const pdf_number *next) {
    if (before->style == PDF_STYLE_BULLET || next->style == PDF_STYLE_BULLET)
        return before->style == next->style && before->value == next->value;
    if (before->bracketed != next->bracketed || before->upper != next->upper)
        return false;
    if (is_latin_style(before) && is_latin_style(next)) {
        bool roman = before->style == next->style && next->value == before->value + 1;
        return roman || (as_letter(before) && as_letter(next) == as_letter(before) + 1);
    }
    return before->style == next->style && before->depth == next->depth &&
           before->parent == next->parent && next->value == before->value + 1;
}

bool pdf_number_bare(sheaf_str text, pdf_number *number) {
    pdf_number found = {.style = PDF_STYLE_DECIMAL, .depth = 1, .spaced = true};
    sheaf_str rest = pdf_trim(text);
    found.mark = rest;
    if (!take_digits(&rest, &found.value) || rest.len || found.mark.len > 2)
        return false;
    found.rest = rest;
    *number = found;
    return true;
}
