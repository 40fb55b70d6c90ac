/* Reads the enumeration of a label, in the styles that Chinese and Western reports use, and tells a
 * number cell from a label. White space inside labels never counts: exports put it anywhere. */
#include "stitch.h"

uint32_t stitch_take_long(sheaf_str *rest) {
    const unsigned char *p = (const unsigned char *)rest->ptr;
    if (*p >= 0xE0 && *p < 0xF0 && rest->len >= 3) { /* nearly all CJK */
        *rest = (sheaf_str){rest->ptr + 3, rest->len - 3};
        return (*p & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    size_t n = *p < 0xE0 ? 2u : *p < 0xF0 ? 3u : 4u;
    if (n > rest->len)
        n = rest->len;
    uint32_t c = n == 1 ? *p : (uint32_t)*p & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    rest->ptr += n;
    rest->len -= n;
    return c;
}

int stitch_is_space(uint32_t c) {
    return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200B);
}

uint32_t stitch_first(sheaf_str text) {
    while (text.len > 0) {
        uint32_t c = stitch_take(&text);
        if (!stitch_is_space(c))
            return c;
    }
    return 0;
}

uint32_t stitch_last(sheaf_str text) {
    while (text.len > 0) {
        size_t end = text.len;
        while (--text.len > 0 && (text.ptr[text.len] & 0xC0) == 0x80)
            ;
        sheaf_str last = {text.ptr + text.len, end - text.len};
        uint32_t c = stitch_take(&last);
        if (!stitch_is_space(c))
            return c;
    }
    return 0;
}

int stitch_is_blank(sheaf_str text) {
    return stitch_first(text) == 0;
}

uint64_t stitch_hash(sheaf_str text, uint64_t seed) {
    uint64_t hash = seed ^ 0xCBF29CE484222325u;
    while (text.len > 0) {
        uint32_t c = stitch_take(&text);
        if (!stitch_is_space(c))
            hash = (hash ^ c) * 0x100000001B3u;
    }
    return hash;
}

/* The next code point that is no white space, without eating it; 0 at the end. */
static uint32_t peek(sheaf_str *rest) {
    unsigned char first = rest->len > 0 ? (unsigned char)*rest->ptr : 0;
    if (first > ' ' && first < 0x80)
        return first;
    while (rest->len > 0) {
        sheaf_str after = *rest;
        uint32_t c = stitch_take(&after);
        if (!stitch_is_space(c))
            return c;
        *rest = after;
    }
    return 0;
}

static uint32_t next(sheaf_str *rest) {
    while (rest->len > 0) {
        uint32_t c = stitch_take(rest);
        if (!stitch_is_space(c))
            return c;
    }
    return 0;
}

static uint32_t digit_of(uint32_t c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 : 10;
}

/* 0 to 9, or 10 for 十; SHEAF_NONE for what is no Han numeral. */
static uint32_t han_of(uint32_t c) {
    static const uint32_t numerals[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
                                        0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    const uint32_t least = 0x3007, most = 0x56DB;
    if (c < least || c > most)
        return SHEAF_NONE;
    for (uint32_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (numerals[i] == c)
            return i;
    return SHEAF_NONE;
}

/* Takes 十三, 二十一, 五: values to 99. 0 where none stands in front. */
static uint32_t take_han(sheaf_str *rest) {
    uint32_t value = 0, digits = 0;
    for (uint32_t h; digits < 4 && (h = han_of(peek(rest))) != SHEAF_NONE; digits++) {
        value = h != 10 ? value + h : value == 0 ? 10 : value * 10;
        (void)next(rest);
    }
    return value;
}

static uint32_t take_digits(sheaf_str *rest) {
    uint32_t value = 0;
    for (uint32_t count = 0; count < 3 && digit_of(peek(rest)) < 10; count++)
        value = value * 10 + digit_of(next(rest));
    return digit_of(peek(rest)) < 10 ? 0 : value;
}

static int is_open(uint32_t c) {
    return c == '(' || c == 0xFF08;
}

static int is_close(uint32_t c) {
    return c == ')' || c == 0xFF09;
}

static stitch_label label(stitch_style style, uint32_t value) {
    return (stitch_label){.style = value != 0 ? style : STITCH_PLAIN, .value = value};
}

static stitch_label read_bracketed(sheaf_str rest) {
    (void)next(&rest);
    uint32_t han = take_han(&rest);
    uint32_t value = han != 0 ? han : take_digits(&rest);
    stitch_style style = han != 0 ? STITCH_HAN_PAREN : STITCH_DIGIT_PAREN;
    return label(is_close(peek(&rest)) ? style : STITCH_PLAIN, is_close(peek(&rest)) ? value : 0);
}

static stitch_label read_digits(sheaf_str rest) {
    uint32_t value = take_digits(&rest);
    uint32_t stop = next(&rest);
    if (is_close(stop))
        return label(STITCH_DIGIT_PAREN, value);
    int dotted = stop == '.' || stop == 0xFF0E || stop == 0x3001;
    return label(STITCH_DIGIT, dotted && digit_of(peek(&rest)) == 10 ? value : 0);
}

/* The last number of a text that has no enumeration in front: 第二十条第（五）项. What stands behind it is
 * hashed only when it is known to be the last. */
static stitch_label read_inner(sheaf_str text) {
    stitch_label found = {.style = STITCH_PLAIN};
    sheaf_str behind = text;
    uint64_t before = 0;
    for (sheaf_str rest = text; peek(&rest) != 0;) {
        uint32_t value = take_han(&rest);
        if (value != 0) {
            found = (stitch_label){STITCH_INNER, value, before};
            behind = rest;
        }
        before = (before ^ (value != 0 ? value : next(&rest))) * 0x100000001B3u;
    }
    if (found.style == STITCH_INNER)
        found.around ^= stitch_hash(behind, 1);
    return found;
}

stitch_label stitch_read_label(sheaf_str text) {
    sheaf_str rest = text;
    uint32_t c = peek(&rest);
    if (is_open(c))
        return read_bracketed(rest);
    if (digit_of(c) < 10)
        return read_digits(rest);
    if (c >= 0x2460 && c <= 0x2473)
        return label(STITCH_CIRCLED, c - 0x2460 + 1);
    uint32_t han = take_han(&rest);
    if (han != 0 && peek(&rest) == 0x3001)
        return label(STITCH_HAN, han);
    /* 第: only texts that count something are series; other numerals are words (三科, 万一). */
    rest = text;
    return peek(&rest) == 0x7B2C ? read_inner(rest) : label(STITCH_PLAIN, 0);
}

int stitch_is_number(sheaf_str text) {
    uint32_t digits = 0, marks = 0;
    for (uint32_t c; (c = next(&text)) != 0;) {
        if (digit_of(c) < 10)
            digits++;
        else if (c == ',' || c == 0xFF0C || c == '.' || c == 0xFF0E || c == '%' || c == 0xFF05)
            continue;
        else if (c == '-' || c == '+' || c == '/' || c == 0x2212 || c == 0x2014 || c == 0xFF0D)
            marks++;
        else
            return 0;
    }
    return digits + marks > 0 && marks <= 2;
}

int stitch_is_year(sheaf_str text) {
    uint32_t year = 0, digits = 0;
    for (uint32_t d; digits < 5 && (d = digit_of(peek(&text))) < 10; digits++) {
        year = year * 10 + d;
        (void)next(&text);
    }
    return digits == 4 && year >= 1800 && year < 2100 && peek(&text) == 0;
}

int stitch_is_printed_again(sheaf_str above, sheaf_str below) {
    enum { ONE_CHARACTER = 4 }; /* twice it may be a word */
    return above.len > ONE_CHARACTER && !stitch_is_blank(above) && !stitch_is_number(above) &&
           stitch_hash(above, 0) == stitch_hash(below, 0);
}
