/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether a cell holds several numbers of which nothing says that they belong together. A line is a row of tokens between
 * blanks; two numbers right behind each other are two values, but for groups of digits (`1 234 567`), for brackets, and for
 * anything that joins them: a dash, a word, a mark. */
#include "report/report.h"

typedef enum token {
    TOKEN_TEXT,
    TOKEN_LEADER,  /* dots */
    TOKEN_BRACKET, /* a number in brackets: it goes with the one before it */
    TOKEN_NUMBER,
    TOKEN_AMOUNT /* a number with a currency, a decimal point or groups */
} token;

static bool is_one_of(uint32_t code, const uint32_t *set) {
    while (*set && *set != code)
        set++;
    return *set != 0;
}

static sheaf_str take_token(sheaf_str *rest) {
    *rest = pdf_trim(*rest);
    sheaf_str from = *rest, after = *rest;
    while (after.len) {
        *rest = after;
        if (pdf_is_space(pdf_code_take(&after)))
            return (sheaf_str){from.ptr, (size_t)(rest->ptr - from.ptr)};
    }
    *rest = after;
    return from;
}

/* The digits in front of a text. */
static uint32_t digits_of(sheaf_str *text) {
    uint32_t digits = 0;
    for (sheaf_str after = *text; after.len && pdf_is_digit(pdf_code_take(&after)); digits++)
        *text = after;
    return digits;
}

static void skip(sheaf_str *text, const uint32_t *set) {
    for (sheaf_str after = *text; after.len && is_one_of(pdf_code_take(&after), set);)
        *text = after;
}

/* Digits in groups, a sign or a currency in front, marks behind. */
static token token_of(sheaf_str text) {
    static const uint32_t fronts[] = {'+',  '-',  '$',    '#',    '<',    '>',    '~', 0xB1,
                                      0xA3, 0xA5, 0x2212, 0x2013, 0x20AC, 0xFFE5, 0};
    static const uint32_t moneys[] = {'$', 0xA3, 0xA5, 0x20AC, 0xFFE5, 0};
    static const uint32_t points[] = {',', '.', 0xFF0C, 0xFF0E, '\'', 0x2019, 0};
    static const uint32_t behind[] = {',', '.', ';', '%', '*', 0xFF05, 0x2020, 0x2021, 0x2030, 0};
    static const uint32_t dots[] = {'.', 0x2026, 0xB7, 0x2022, 0};
    sheaf_str rest = text;
    skip(&rest, dots);
    if (!rest.len)
        return TOKEN_LEADER;
    uint32_t first = pdf_code_first(text), last = pdf_code_last(text);
    if (first == '(' || first == '[' || first == 0xFF08 || last == ')' || last == ']')
        return TOKEN_BRACKET;
    rest = text;
    skip(&rest, fronts);
    uint32_t runs = 0;
    for (sheaf_str next = rest; digits_of(&next);) {
        rest = next;
        runs++;
        if (!next.len || !is_one_of(pdf_code_take(&next), points))
            break;
    }
    if (rest.len && runs)
        skip(&rest, behind);
    if (!runs && pdf_code_first(rest) == '.' && (pdf_code_take(&rest), digits_of(&rest)))
        runs = 2; /* `.5` */
    if (!runs || rest.len)
        return TOKEN_TEXT;
    return runs > 1 || is_one_of(first, moneys) ? TOKEN_AMOUNT : TOKEN_NUMBER;
}

/* Whether `next` goes on with `1` as in `1 234 567`. */
static bool is_group(sheaf_str before, sheaf_str next) {
    uint32_t digits = digits_of(&before), more = digits_of(&next);
    return digits >= 1 && digits <= 3 && !before.len && more == 3;
}

typedef struct contents {
    uint32_t lines;   /* of numbers only */
    uint32_t pairs;   /* numbers right behind each other in a line, or with a leader between */
    uint32_t amounts; /* such pairs of amounts, also over the end of a line */
    token last;
    bool text; /* words, or marks that join numbers */
} contents;

static void read_line(sheaf_str text, contents *cell) {
    sheaf_str before = SHEAF_STR("");
    uint32_t numbers = 0;
    bool words = false;
    while ((text = pdf_trim(text)).len) {
        sheaf_str word = take_token(&text);
        token what = token_of(word);
        if (what == TOKEN_LEADER)
            continue;
        bool number = what >= TOKEN_NUMBER, grouped = number && is_group(before, word);
        cell->pairs += number && !grouped && before.len;
        cell->amounts += what == TOKEN_AMOUNT && !grouped && cell->last == TOKEN_AMOUNT;
        numbers += number && !grouped;
        words = words || what == TOKEN_TEXT;
        uint32_t end = pdf_code_last(word); /* a comma behind an amount makes a list */
        cell->last = end == ',' || end == ';' ? TOKEN_TEXT : what;
        before = grouped ? before : number ? word : SHEAF_STR("");
    }
    cell->text = cell->text || words;
    cell->lines += !words && numbers;
}

static bool is_one_word(sheaf_str text) {
    text = pdf_trim(text);
    while (text.len)
        if (pdf_is_space(pdf_code_take(&text)))
            return false;
    return true;
}

static bool has_digits(const pdf_cell *cell) {
    for (uint32_t i = 0; i < cell->line_count; i++)
        if (pdf_has_digit(cell->lines[i].text))
            return true;
    return false;
}

/* Where digits are broken over lines of a ruled cell, that is said of each break. */
bool pdf_holds_several(const pdf_cell *cell) {
    contents found = {0};
    if (!has_digits(cell)) /* as most words */
        return false;
    if (cell->line_count == 1 && is_one_word(cell->lines[0].text))
        return false;
    for (uint32_t i = 0; i < cell->line_count; i++)
        read_line(cell->lines[i].text, &found);
    if (found.text)
        return found.amounts > 0;
    return found.pairs > 0 || (found.lines > 1 && !cell->wrapped);
}
