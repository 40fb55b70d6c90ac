/* What a printed cell is. The grammar of a number is that of docs/forms.md: a sign, ASCII or full-width digits, commas only
 * between exact groups of three, one decimal point, a unit behind. All else that looks like a number stays text: nobody
 * can tell what `约5`, `1O` or `5①` stands for. A view is eaten from its front. */
#include "bind/cell/cell.h"

#include <string.h>

#include "rule/rule.h"

static uint32_t take(sheaf_str *rest) {
    const unsigned char *p = (const unsigned char *)rest->ptr;
    size_t n = *p < 0x80 ? 1u : *p < 0xE0 ? 2u : *p < 0xF0 ? 3u : 4u;
    n = n <= rest->len ? n : rest->len;
    uint32_t c = n == 1 ? *p : (uint32_t)*p & (0xFFu >> (n + 1));
    for (size_t i = 1; i < n; i++)
        c = c << 6 | (p[i] & 0x3Fu);
    rest->ptr += n;
    rest->len -= n;
    return c;
}

static uint32_t peek(sheaf_str rest) {
    return rest.len > 0 ? take(&rest) : 0;
}

/* U+202E is none: what stands behind it is shown from right to left, 21 as 12. */
static int is_space(uint32_t c) {
    return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x3000 ||
           (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202D) || c == 0x202F ||
           c == 0x205F || c == 0x2060 || c == 0xFEFF;
}

/* No reader sees these: what stands on both sides of one is one word. */
static int is_unseen(uint32_t c) {
    return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202D) || c == 0x2060 ||
           c == 0xFEFF;
}

static int is_gap(uint32_t c) {
    return is_space(c) && !is_unseen(c);
}

/* Most texts begin and end in ASCII, as numbers, or in an ideograph, and have no white space there. */
static int is_bare(sheaf_str text) {
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t end = text.len;
    return end > 0 && (p[0] < 0x7F ? p[0] > ' ' : p[0] >= 0xE4 && p[0] <= 0xE9) &&
           (p[end - 1] < 0x7F ? p[end - 1] > ' '
                              : end >= 3 && p[end - 3] >= 0xE4 && p[end - 3] <= 0xE9);
}

sheaf_str bind_trim(sheaf_str text) {
    if (is_bare(text))
        return text;
    while (text.len > 0 && is_space(peek(text)))
        take(&text);
    for (;;) {
        size_t last = text.len;
        while (last > 0 && (text.ptr[--last] & 0xC0) == 0x80)
            ;
        if (text.len == 0 || !is_space(peek((sheaf_str){text.ptr + last, text.len - last})))
            return text;
        text.len = last;
    }
}

sheaf_str bind_take_word(sheaf_str *rest) {
    sheaf_str word = *rest = bind_trim(*rest);
    while (rest->len > 0 && !is_gap(peek(*rest)))
        take(rest);
    word.len = (size_t)(rest->ptr - word.ptr);
    return word;
}

/* ------------------------------------------------------------------------------- numbers -- */

static int digit_of(uint32_t c) {
    return c >= '0' && c <= '9'         ? (int)(c - '0')
           : c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10)
                                        : -1;
}

static int take_sign(sheaf_str *rest) {
    uint32_t c = peek(*rest);
    int minus = c == '-' || c == 0xFF0D || c == 0x2212;
    if (minus || c == '+' || c == 0xFF0B)
        take(rest);
    return minus ? -1 : 1;
}

enum { MOST_DIGITS = 18 };

/* A run of digits into *value. How many there were; more than 18 in all are too many to be exact. */
static uint32_t take_digits(sheaf_str *rest, int64_t *value, uint32_t *all) {
    uint32_t count = 0;
    for (int digit; rest->len > 0 && (digit = digit_of(peek(*rest))) >= 0; take(rest), count++)
        if (++*all <= MOST_DIGITS)
            *value = *value * 10 + digit;
    return count;
}

static int is_comma(uint32_t c) {
    return c == ',' || c == 0xFF0C;
}

/* Digits with or without groups of thousands. */
static int take_whole(sheaf_str *rest, int64_t *value, uint32_t *all) {
    int is_zero = digit_of(peek(*rest)) == 0;
    uint32_t first = take_digits(rest, value, all);
    if (is_zero && first > 1)
        return 0; /* `02`: two numbers that ran together, perhaps */
    if (first == 0 || (is_comma(peek(*rest)) && first > 3))
        return 0;
    while (is_comma(peek(*rest))) {
        take(rest);
        if (take_digits(rest, value, all) != 3)
            return 0;
    }
    return 1;
}

static int take_number(sheaf_str *rest, sheaf_decimal *value) {
    uint32_t all = 0;
    int sign = take_sign(rest);
    *value = (sheaf_decimal){0, 0};
    if (!take_whole(rest, &value->digits, &all))
        return 0;
    uint32_t point = peek(*rest);
    if (point == '.' || point == 0xFF0E) {
        take(rest);
        value->scale = take_digits(rest, &value->digits, &all);
        if (value->scale == 0)
            return 0;
    }
    value->digits *= sign;
    return all <= MOST_DIGITS;
}

/* A unit has no digits, signs or white space, and is short. */
static int is_unit(sheaf_str text) {
    uint32_t count = 0;
    while (text.len > 0) {
        uint32_t c = take(&text);
        if (c < 'A' || is_space(c) || digit_of(c) >= 0 || is_comma(c) || ++count > 4)
            return 0;
    }
    return 1;
}

int bind_is_unit(const form_definition *definition, sheaf_str text) {
    for (uint32_t i = 0; i < definition->heads.count && text.len > 0; i++)
        if (form_same(FORM_AT(definition->heads, const form_head, i)->unit, text))
            return 1;
    return 0;
}

/* Most numbers are a few digits of ASCII and nothing else. */
static int read_digits(sheaf_str text, bind_number *out) {
    int64_t value = 0;
    if (text.len == 0 || text.len > MOST_DIGITS || (text.len > 1 && *text.ptr == '0'))
        return 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        value = value * 10 + (text.ptr[i] - '0');
    }
    out->value = (sheaf_decimal){value, 0};
    out->unit = (sheaf_str){text.ptr + text.len, 0};
    return 1;
}

int bind_read_number(sheaf_str text, bind_number *out) {
    sheaf_str rest = text;
    if (read_digits(text, out))
        return 1;
    if (!take_number(&rest, &out->value))
        return 0;
    out->unit = rest;
    return is_unit(rest);
}

static sheaf_str take_piece(sheaf_str *rest) {
    sheaf_str piece = {rest->ptr, 0};
    while (rest->len > 0 && !is_gap(peek(*rest)))
        take(rest);
    piece.len = (size_t)(rest->ptr - piece.ptr);
    *rest = bind_trim(*rest);
    return piece;
}

enum { LONGEST_JOINED = 64 };

/* The text that one sees, in `room`; its length. More than fits is 0. */
static size_t put_seen(sheaf_str text, char *room, size_t most) {
    size_t length = 0;
    while (text.len > 0) {
        sheaf_str at = text;
        if (is_unseen(take(&text)))
            continue;
        for (; at.ptr < text.ptr; at.ptr++) {
            if (length == most)
                return 0;
            room[length++] = *at.ptr;
        }
    }
    return length;
}

/* Digits behind a 0: a number goes on with them, but none begins so. */
static int read_rest(sheaf_str piece, bind_number *out) {
    sheaf_str digits = piece;
    for (sheaf_str all = piece; all.len > 0;)
        if (digit_of(take(&all)) < 0)
            return 0;
    while (digits.len > 0 && digit_of(peek(digits)) == 0) {
        sheaf_str behind = digits;
        take(&behind);
        if (behind.len == 0)
            break;
        digits = behind;
    }
    out->is_rest = 1;
    return digits.ptr != piece.ptr && bind_read_number(digits, out);
}

uint32_t bind_read_pieces(sheaf_str text, bind_number pieces[BIND_PIECES]) {
    uint32_t count = 0;
    for (sheaf_str rest = bind_trim(text); rest.len > 0; count++) {
        char seen[LONGEST_JOINED];
        sheaf_str piece = take_piece(&rest);
        if (count == BIND_PIECES)
            return 0;
        piece = (sheaf_str){seen, put_seen(piece, seen, sizeof seen)};
        pieces[count].is_rest = 0;
        if (!bind_read_number(piece, &pieces[count]) &&
            (count == 0 || !read_rest(piece, &pieces[count])))
            return 0;
        if (pieces[count].unit.len > 0)
            return 0;
        pieces[count].unit = SHEAF_STR("");
    }
    return count;
}

int bind_join_pieces(sheaf_str text, bind_number *out) {
    char joined[LONGEST_JOINED];
    size_t length = 0;
    for (sheaf_str rest = bind_trim(text); rest.len > 0;) {
        sheaf_str piece = take_piece(&rest);
        size_t added = put_seen(piece, joined + length, sizeof joined - length);
        if (added == 0)
            return 0;
        length += added;
    }
    int is_number = bind_read_number((sheaf_str){joined, length}, out) && out->unit.len == 0;
    out->unit = SHEAF_STR("");
    return is_number;
}

int bind_same_number(sheaf_decimal a, sheaf_decimal b) {
    int order = 0;
    return rule_order(a, b, &order) && order == 0;
}

size_t bind_signs_length(sheaf_str text) {
    static const char signs[] = "+-*_~^'`\"";
    size_t length = 0;
    while (length < text.len && memchr(signs, text.ptr[length], sizeof signs - 1) != NULL)
        length++;
    return length;
}

size_t bind_piece_length(sheaf_str text) {
    sheaf_str rest = text;
    size_t length = 0;
    while (rest.len > 0) {
        uint32_t c = take(&rest);
        if (digit_of(c) < 0 && !is_comma(c) && c != '.' && c != 0xFF0E)
            break;
        length = text.len - rest.len;
    }
    return length;
}

int bind_is_piece(sheaf_str text) {
    return text.len > 0 && bind_piece_length(text) == text.len;
}

/* ------------------------------------------------------------------------------- kinds -- */

static int is_mark(const form_definition *definition, sheaf_str text) {
    for (uint32_t i = 0; i < definition->marks.count; i++)
        if (form_same(*FORM_AT(definition->marks, const sheaf_str, i), text))
            return 1;
    return 0;
}

/* Letters and signs that are printed for digits, or in place of one. */
static int is_slip(uint32_t c) {
    static const uint32_t slips[] = {'O',    'o',    'l',    'I',    '|',    '*',
                                     '#',    '?',    '.',    0x3007, 0x25CB, 0x25CF,
                                     0x96F6, 0x203B, 0x00D7, 0xFF1F, 0x2026, 0xFF2F};
    if (c >= 0x4E00 && c < 0xFF00)
        return c == 0x96F6;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++)
        if (slips[i] == c)
            return 1;
    return 0;
}

enum { MOST_ODD = 4 };

/* Digits with a few other characters, or nothing but slips. */
static int is_odd(sheaf_str text) {
    uint32_t digits = 0, slips = 0, others = 0;
    while (text.len > 0 && others <= MOST_ODD) {
        uint32_t c = take(&text);
        if (digit_of(c) >= 0)
            digits++;
        else if (is_slip(c))
            slips++;
        else if (!is_comma(c) && !is_space(c))
            others++;
    }
    return digits > 0 ? others + slips <= MOST_ODD : others == 0;
}

int bind_begins_mark(const form_definition *definition, sheaf_str text) {
    const form_list *marks = &definition->marks;
    for (uint32_t i = 0; i < marks->count; i++) {
        sheaf_str mark = *FORM_AT(*marks, const sheaf_str, i);
        if (text.len > 0 && text.len < mark.len && memcmp(text.ptr, mark.ptr, text.len) == 0)
            return 1;
    }
    return 0;
}

/* Words, as most cells that are no number, are none by their first character. */
static int begins_number(sheaf_str text) {
    take_sign(&text);
    return digit_of(peek(text)) >= 0;
}

/* A unit of the form may stand apart from its number, as justified lines and PDF have it: `3 件`. */
static int read_apart(const form_definition *definition, sheaf_str text, bind_number *number) {
    sheaf_str rest = text;
    sheaf_str piece = take_piece(&rest);
    if (!bind_read_number(piece, number) || number->unit.len > 0 || !bind_is_unit(definition, rest))
        return 0;
    number->unit = rest;
    return 1;
}

bind_kind bind_kind_of(const form_definition *definition, sheaf_str text, bind_number *number) {
    bind_number pieces[BIND_PIECES];
    if (text.len == 0)
        return BIND_BLANK;
    int may_be = begins_number(text);
    if (may_be && (bind_read_number(text, number) || read_apart(definition, text, number)))
        return number->unit.len == 0 || bind_is_unit(definition, number->unit) ? BIND_NUMBER
                                                                               : BIND_ODD;
    if (is_mark(definition, text))
        return BIND_MARK;
    if (may_be && bind_read_pieces(text, pieces) > 0)
        return BIND_BROKEN;
    return is_odd(text) ? BIND_ODD : BIND_WORDS;
}

int bind_is_share(sheaf_str text) {
    static const char *const signs[] = {"%", "％"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t length = strlen(signs[i]);
        if (text.len > length && memcmp(text.ptr + text.len - length, signs[i], length) == 0)
            return bind_is_piece(bind_trim((sheaf_str){text.ptr, text.len - length}));
    }
    return 0;
}
