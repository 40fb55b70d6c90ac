/* See numbering.h. Each style has a reader that eats a view from the front and succeeds or leaves it; the
 * table of them is tried in order. */
#include "numbering.h"

#include <string.h>

enum { MOST_DIGITS = 3 };

/* Takes `word`, if it stands in front. */
static int take_word(sheaf_str *rest, sheaf_str word) {
    if (!text_starts(*rest, word))
        return 0;
    *rest = text_from(*rest, word.len);
    return 1;
}

/* Takes one of the code points in `set` (ended by 0). */
static int take_one(sheaf_str *rest, const uint32_t *set) {
    if (!rest->len)
        return 0;
    sheaf_str after = *rest;
    uint32_t c = text_take(&after);
    for (; *set; set++)
        if (c == *set) {
            *rest = after;
            return 1;
        }
    return 0;
}

static int peek(sheaf_str rest) {
    return rest.len ? (int)text_take(&rest) : 0;
}

static const uint32_t open_bracket[] = {'(', 0xFF08, 0};
static const uint32_t close_bracket[] = {')', 0xFF09, 0};
static const uint32_t dot[] = {'.', 0xFF0E, 0};
static const uint32_t comma_or_dot[] = {0x3001, '.', 0xFF0E, 0};
static const uint32_t comma[] = {0x3001, 0};

/* ---- numerals ---- */

static int take_arabic(sheaf_str *rest, uint32_t *value) {
    sheaf_str at = *rest;
    uint32_t digits = 0;
    *value = 0;
    while (at.len) {
        sheaf_str after = at;
        uint32_t c = text_take(&after);
        if (c >= 0xFF10 && c <= 0xFF19)
            c -= 0xFF10 - '0';
        if (c < '0' || c > '9')
            break;
        if (++digits > MOST_DIGITS)
            return 0;
        *value = *value * 10 + (c - '0');
        at = after;
    }
    if (digits)
        *rest = at;
    return digits > 0;
}

static uint32_t cn_digit(uint32_t c) {
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (uint32_t i = 0; i < 9; i++)
        if (digits[i] == c)
            return i + 1;
    return 0;
}

/* 一 to 九百九十九; 十 stands for ten and 百 for hundred, 零 and 〇 are passed over. */
static int take_cn(sheaf_str *rest, uint32_t *value) {
    uint32_t sum = 0;
    uint32_t digit = 0;
    uint32_t taken = 0;
    for (sheaf_str at = *rest; at.len && taken < 8; taken++) {
        uint32_t c = text_take(&at);
        uint32_t unit = c == 0x5341 ? 10 : c == 0x767E ? 100 : 0;
        uint32_t d = cn_digit(c);
        if (!unit && !d && c != 0x96F6 && c != 0x3007)
            break;
        if (unit) {
            sum += (digit ? digit : 1) * unit;
            digit = 0;
        } else {
            digit = d ? d : 0;
        }
        *rest = at;
    }
    *value = sum + digit;
    return taken > 0 && *value > 0;
}

static int take_roman(sheaf_str *rest, uint32_t *value) {
    static const char letters[] = "IVXLC";
    static const uint32_t worth[] = {1, 5, 10, 50, 100};
    size_t count = 0;
    uint32_t before = 0;
    *value = 0;
    for (; count < rest->len && count < 8; count++) {
        const char *found = strchr(letters, rest->ptr[count]);
        if (!found || !*found)
            break;
        uint32_t one = worth[found - letters];
        *value += one;
        if (one > before && before)
            *value -= 2 * before;
        before = one;
    }
    *rest = text_from(*rest, count);
    return count > 0 && *value < 400;
}

/* ---- styles ---- */

/* 一、二季度 and 一、二、三 are words of a sentence; 二、三农工作 is a heading. */
static int counts_words(sheaf_str rest, uint32_t value) {
    static const uint32_t counted[] = {0x3001, 0x5B63, 0x7C7B, 0x7EA7, 0x90E8, 0x6761,
                                       0x6B3E, 0x7AE0, 0x8282, 0x7EBF, 0x671F, 0x6708,
                                       0x5E74, 0x7B49, 0x8005, 0x9879, 0x53F7, 0};
    uint32_t next;
    return take_cn(&rest, &next) && next == value + 1 && take_one(&rest, counted);
}

static int read_cn(sheaf_str *rest, numbering *out) {
    return take_cn(rest, &out->part[0]) && take_one(rest, comma_or_dot) &&
           !counts_words(*rest, out->part[0]);
}

static int read_cn_paren(sheaf_str *rest, numbering *out) {
    int right = take_one(rest, open_bracket) && take_cn(rest, &out->part[0]) &&
                take_one(rest, close_bracket);
    if (right)
        take_one(rest, comma);
    return right;
}

static int read_paren(sheaf_str *rest, numbering *out) {
    take_one(rest, open_bracket);
    int right = take_arabic(rest, &out->part[0]) && take_one(rest, close_bracket);
    if (right)
        take_one(rest, comma);
    return right;
}

static int is_joinable(sheaf_str rest) {
    uint32_t c = (uint32_t)peek(rest);
    return c == 0 || text_is_space(c) || text_is_wide(c) || c == 0x201C || c == 0x2018 ||
           c == 0x2026;
}

static int read_decimal(sheaf_str *rest, numbering *out) {
    out->depth = 0;
    int closed = 0;
    while (out->depth < 6 && take_arabic(rest, &out->part[out->depth])) {
        out->depth++;
        closed = take_one(rest, out->depth == 1 ? comma_or_dot : dot);
        if (!closed)
            break;
    }
    return out->depth > 0 && (out->depth > 1 || closed) && is_joinable(*rest);
}

static int read_circled(sheaf_str *rest, numbering *out) {
    uint32_t c = text_take(rest);
    out->part[0] = c - 0x2460 + 1;
    return c >= 0x2460 && c <= 0x2473;
}

static int read_roman(sheaf_str *rest, numbering *out) {
    return take_roman(rest, &out->part[0]) && take_one(rest, dot) &&
           text_is_space((uint32_t)peek(*rest));
}

static int read_letter(sheaf_str *rest, numbering *out) {
    uint32_t c = text_take(rest);
    out->part[0] = c - 'A' + 1;
    return c >= 'A' && c <= 'Z' && take_one(rest, dot) && text_is_space((uint32_t)peek(*rest));
}

static int take_any_case(sheaf_str *rest, const char *word) {
    size_t length = strlen(word);
    if (rest->len < length)
        return 0;
    for (size_t i = 0; i < length; i++) {
        char c = rest->ptr[i];
        if (c != word[i] && (c < 'A' || c > 'Z' || i == 0 || c - 'A' + 'a' != word[i]))
            return 0;
    }
    *rest = text_from(*rest, length);
    return 1;
}

/* 第三章, 第 3 节, 第一部分. */
static int read_di(sheaf_str *rest, numbering *out) {
    static const struct {
        sheaf_str word;
        number_style style;
    } words[] = {{TEXT_WORD("章"), NUMBER_CHAPTER}, {TEXT_WORD("编"), NUMBER_CHAPTER},
                 {TEXT_WORD("篇"), NUMBER_CHAPTER}, {TEXT_WORD("部分"), NUMBER_CHAPTER},
                 {TEXT_WORD("节"), NUMBER_SECTION}, {TEXT_WORD("条"), NUMBER_ARTICLE}};
    if (!take_word(rest, SHEAF_STR("第")))
        return 0;
    *rest = text_trim_front(*rest);
    if (!take_cn(rest, &out->part[0]) && !take_arabic(rest, &out->part[0]))
        return 0;
    *rest = text_trim_front(*rest);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (take_word(rest, words[i].word)) {
            uint32_t next = (uint32_t)peek(*rest);
            out->style = words[i].style;
            return out->style != NUMBER_ARTICLE || next == 0 || text_is_space(next);
        }
    return 0;
}

/* Chapter 3, PART II, Article 5: what follows must look like a name, not like the rest of a sentence. */
static int read_word(sheaf_str *rest, numbering *out) {
    static const struct {
        const char *word;
        number_style style;
    } words[] = {{"Chapter", NUMBER_CHAPTER},  {"Part", NUMBER_CHAPTER},
                 {"Appendix", NUMBER_CHAPTER}, {"Annex", NUMBER_CHAPTER},
                 {"Section", NUMBER_SECTION},  {"Article", NUMBER_ARTICLE}};
    static const uint32_t stops[] = {'.', ':', 0xFF1A, 0};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        sheaf_str at = *rest;
        if (!take_any_case(&at, words[i].word) || !take_one(&at, (const uint32_t[]){' ', 0xA0, 0}))
            continue;
        int number = take_arabic(&at, &out->part[0]);
        while (number && at.len > 1 && at.ptr[0] == '.' && at.ptr[1] >= '0' && at.ptr[1] <= '9') {
            uint32_t more;
            at = text_from(at, 1);
            if (!take_arabic(&at, &more))
                return 0;
        }
        if (!number && !take_roman(&at, &out->part[0])) {
            uint32_t c = (uint32_t)peek(at);
            if (c < 'A' || c > 'Z')
                return 0;
            text_take(&at);
        }
        uint32_t next = (uint32_t)peek(at);
        sheaf_str name = at;
        int stopped = take_one(&name, stops);
        uint32_t first = (uint32_t)peek(text_trim_front(name));
        if (next && !stopped && !text_is_space(next))
            return 0;
        out->style = words[i].style;
        *rest = at;
        return first == 0 || !(first >= 'a' && first <= 'z');
    }
    return 0;
}

typedef int reader(sheaf_str *rest, numbering *out);

static const struct {
    number_style style;
    reader *read;
} styles[] = {
    {NUMBER_CN, read_cn},        {NUMBER_CN_PAREN, read_cn_paren}, {NUMBER_DECIMAL, read_decimal},
    {NUMBER_PAREN, read_paren},  {NUMBER_CHAPTER, read_di},        {NUMBER_CIRCLED, read_circled},
    {NUMBER_CHAPTER, read_word}, {NUMBER_ROMAN, read_roman},       {NUMBER_LETTER, read_letter}};

/* First bytes that an enumerator may have: most lines end here. */
static int may_begin(unsigned char c) {
    return (c >= '0' && c <= '9') || c == '(' || (c >= 'A' && c <= 'Z') || c == 0xE4 || c == 0xE5 ||
           c == 0xE2 || c == 0xE7 || c == 0xE9 || c == 0xE3 || c == 0xEF;
}

int number_read(sheaf_str text, numbering *out) {
    if (!text.len || !may_begin((unsigned char)*text.ptr))
        return 0;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        sheaf_str rest = text;
        *out = (numbering){.style = styles[i].style, .depth = 1};
        if (!styles[i].read(&rest, out))
            continue;
        out->number = (sheaf_str){text.ptr, text.len - rest.len};
        out->spaced = text_is_space((uint32_t)peek(rest)) != 0;
        out->rest = text_trim_front(rest);
        return 1;
    }
    return 0;
}

/* ---- levels ---- */

static uint32_t in_use(const text_outline *outline, number_style style) {
    return outline->styles >> style & 1;
}

uint32_t number_level(const text_outline *outline, const numbering *number) {
    uint32_t chapter = in_use(outline, NUMBER_CHAPTER);
    uint32_t above = chapter + in_use(outline, NUMBER_SECTION);
    uint32_t chinese = in_use(outline, NUMBER_CN) | in_use(outline, NUMBER_CN_PAREN);
    uint32_t roman = in_use(outline, NUMBER_ROMAN) + in_use(outline, NUMBER_LETTER);
    uint32_t top = chinese                       ? above + 2
                   : roman                       ? above + roman
                   : in_use(outline, NUMBER_TOP) ? above
                                                 : 0;
    switch (number->style) {
    case NUMBER_CHAPTER:
        return 1;
    case NUMBER_SECTION:
        return 1 + chapter;
    case NUMBER_CN_PAREN:
    case NUMBER_LETTER:
        return above + 2;
    case NUMBER_DECIMAL:
        return number->depth == 1 && !chinese && !roman ? above + 1 : top + number->depth;
    case NUMBER_PAREN:
    case NUMBER_CIRCLED:
        return (chinese ? above + 2 : above) + 2;
    default:
        return above + 1;
    }
}

int number_follows(const text_outline *outline, const numbering *number) {
    uint32_t value = number->part[0];
    const uint32_t near = 3; /* a damaged document may have lost a heading or two */
    switch (number->style) {
    case NUMBER_ROMAN:
        return value == outline->roman + 1;
    case NUMBER_LETTER:
        return in_use(outline, NUMBER_ROMAN) && (value == 1 || value == outline->letter + 1);
    case NUMBER_PAREN:
        return value == 1 || value == outline->paren + 1;
    case NUMBER_DECIMAL:
        break;
    default:
        return 1;
    }
    if (number->depth == 1)
        return value == 1 || (outline->depth && value > outline->decimal[0] &&
                              value <= outline->decimal[0] + near);
    if (outline->depth == 0)
        return number->part[number->depth - 1] <= 1 && value >= 1 && value < 50;
    uint32_t same = 0;
    while (same < number->depth && same < outline->depth &&
           number->part[same] == outline->decimal[same])
        same++;
    if (same == number->depth)
        return 0;
    if (same == outline->depth)
        return number->depth == same + 1 && number->part[same] <= 1;
    uint32_t step = number->part[same] - outline->decimal[same];
    for (uint32_t i = same + 1; i < number->depth; i++)
        if (number->part[i] > 1)
            return 0;
    return number->part[same] > outline->decimal[same] && step <= near;
}

void number_used(text_outline *outline, const numbering *number) {
    outline->styles |= 1u << number->style;
    switch (number->style) {
    case NUMBER_DECIMAL:
        memcpy(outline->decimal, number->part, sizeof outline->decimal);
        outline->depth = number->depth;
        outline->styles |= number->depth == 1 ? 1u << NUMBER_TOP : 0;
        break;
    case NUMBER_PAREN:
        outline->paren = number->part[0];
        return;
    case NUMBER_ROMAN:
        outline->roman = number->part[0];
        outline->letter = 0;
        outline->depth = 0;
        break;
    case NUMBER_LETTER:
        outline->letter = number->part[0];
        outline->depth = 0;
        break;
    case NUMBER_CHAPTER:
    case NUMBER_SECTION:
        break; /* 1.2 may go on across chapters */
    default:
        outline->depth = 0;
    }
    outline->paren = 0;
}

int number_ends_sentence(sheaf_str text) {
    uint32_t c = text_last(text);
    return c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == '.' || c == '!' || c == '?' ||
           c == 0xFF1B || c == ';' || c == ':' || c == 0xFF1A;
}

int number_ends_open(sheaf_str text) {
    uint32_t c = text_last(text);
    return number_ends_sentence(text) || c == ',' || c == 0xFF0C || c == 0x3001 || c == 0x2026 ||
           c == '-' || c == 0x2014;
}
