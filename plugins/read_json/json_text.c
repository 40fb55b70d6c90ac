/* Texts, numbers and places of JSON. Plain bytes are passed eight at a time and ideographs three; UTF-8 is checked as
 * Unicode's table 3-7 has it. A number is digits and a scale, never a double. */
#include "json_cursor.h"

#include <string.h>

/* ---------------------------------------------------------------------------------- passing -- */

#define ONES UINT64_C(0x0101010101010101)
#define HIGH UINT64_C(0x8080808080808080)

/* How many of eight bytes are ASCII without quote, backslash and control characters, before the first that is not. A borrow can
 * only cross from a byte that is a hit itself, so the first hit is always true. */
static unsigned count_plain(const char *at) {
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    uint64_t quote = eight ^ (ONES * '"'), slash = eight ^ (ONES * '\\');
    uint64_t hits = ((eight - ONES * 0x20) | (quote - ONES) | (slash - ONES) | eight) & HIGH;
    return hits == 0 ? 8 : (unsigned)__builtin_ctzll(hits) / 8;
}

static unsigned byte_at(sheaf_str bytes, size_t at) {
    return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}

static int continues(sheaf_str bytes, size_t at) {
    return (byte_at(bytes, at) & 0xC0) == 0x80;
}

/* How many bytes the sequence beyond ASCII at `at` has, 0 where it is not well-formed. The second byte has a narrower
 * range behind E0 (overlong), ED (surrogates), F0 (overlong) and F4 (too high). */
static uint32_t sequence(sheaf_str bytes, size_t at) {
    unsigned lead = byte_at(bytes, at), second = byte_at(bytes, at + 1);
    if (lead < 0xC2 || lead > 0xF4 || !continues(bytes, at + 1))
        return 0;
    if (lead < 0xE0)
        return 2;
    if ((lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
        (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F) ||
        !continues(bytes, at + 2))
        return 0;
    if (lead < 0xF0)
        return 3;
    return continues(bytes, at + 3) ? 4 : 0;
}

/* Nothing but the end of the file is wrong with the sequence at `at`. */
static int is_cut(sheaf_str bytes, size_t at) {
    unsigned lead = byte_at(bytes, at);
    size_t needed = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4, end = at + 1;
    while (continues(bytes, end))
        end++;
    return lead >= 0xC2 && lead <= 0xF4 && end >= bytes.len && bytes.len - at < needed;
}

static int hex_value(unsigned c) {
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? (int)(c - 'a' + 10) : -1;
}

/* The four digits behind \u; -1 where there are none, and *at is where they break. */
static int32_t take_unit(sheaf_str bytes, uint32_t *at) {
    int32_t unit = 0;
    for (int i = 0; i < 4; i++, ++*at) {
        int digit = hex_value(byte_at(bytes, *at));
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static int is_high(int32_t unit) {
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static int is_low(int32_t unit) {
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* The code point of an escape whose backslash is at *at; -1 where it is none. A surrogate needs its other half. */
static int32_t take_escape(sheaf_str bytes, uint32_t *at, const char **expected) {
    static const char letters[] = "\"\\/bfnrt", meanings[] = "\"\\/\b\f\n\r\t";
    unsigned letter = byte_at(bytes, ++*at);
    const char *found = letter ? strchr(letters, (int)letter) : NULL;
    *expected = "one of \" \\ / b f n r t u behind the backslash";
    if (found)
        ++*at;
    if (found || letter != 'u')
        return found ? meanings[found - letters] : -1;
    ++*at;
    *expected = "four hexadecimal digits behind \\u";
    uint32_t first = *at;
    int32_t unit = take_unit(bytes, at);
    if (unit < 0 || (!is_high(unit) && !is_low(unit)))
        return unit;
    *expected = "the other half of the surrogate pair";
    if (is_low(unit) || byte_at(bytes, *at) != '\\' || byte_at(bytes, *at + 1) != 'u') {
        *at = is_low(unit) ? first : *at + (byte_at(bytes, *at) == '\\');
        return -1;
    }
    *at += 2;
    first = *at;
    int32_t low = take_unit(bytes, at);
    if (is_low(low))
        return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    *at = low < 0 ? *at : first;
    return -1;
}

/* Ideographs: sequences of three whose lead has no narrow range (E1 to EC, EE, EF). */
static uint32_t pass_ideographs(sheaf_str bytes, uint32_t from) {
    static const unsigned char fixed[4] = {0xF0, 0xC0, 0xC0, 0}, form[4] = {0xE0, 0x80, 0x80, 0};
    uint32_t mask, wanted, four;
    memcpy(&mask, fixed, sizeof mask);
    memcpy(&wanted, form, sizeof wanted);
    for (; bytes.len - from >= sizeof four; from += 3) {
        unsigned char lead = (unsigned char)bytes.ptr[from];
        memcpy(&four, bytes.ptr + from, sizeof four);
        if ((four & mask) != wanted || lead == 0xE0 || lead == 0xED)
            break;
    }
    return from;
}

/* What nearly all texts consist of; what is left is looked at byte by byte. */
static uint32_t pass_usual(sheaf_str bytes, uint32_t at) {
    while (bytes.len - at >= 8) {
        unsigned plain = count_plain(bytes.ptr + at);
        uint32_t from = at + plain;
        at = plain == 8 || bytes.ptr[from] == '"' ? from : pass_ideographs(bytes, from);
        if (plain < 8 && at == from)
            break;
    }
    return at;
}

int json_pass_text(sheaf_str bytes, uint32_t from, uint32_t *end, int *escaped,
                   const char **expected) {
    uint32_t at = from;
    *expected = "a closing quote";
    while ((at = pass_usual(bytes, at)) < bytes.len) {
        unsigned c = (unsigned char)bytes.ptr[at];
        if (c == '"') {
            *end = at;
            return 1;
        } else if (c == '\\') {
            *escaped = 1;
            if (take_escape(bytes, &at, expected) < 0)
                break;
            *expected = "a closing quote";
        } else if (c < 0x20) {
            *expected = "no control character in a text but as an escape";
            break;
        } else if (c < 0x80) {
            at++;
        } else {
            uint32_t length = sequence(bytes, at);
            at += length;
            if (length == 0) {
                *expected = "UTF-8";
                at = is_cut(bytes, at) ? (uint32_t)bytes.len : at;
                break;
            }
        }
    }
    *end = at;
    return 0;
}

static uint32_t pass_digits(sheaf_str bytes, uint32_t at) {
    while (byte_at(bytes, at) >= '0' && byte_at(bytes, at) <= '9')
        at++;
    return at;
}

int json_pass_number(sheaf_str bytes, uint32_t from, uint32_t *end, const char **expected) {
    uint32_t at = from + (byte_at(bytes, from) == '-');
    *expected = "a digit";
    *end = byte_at(bytes, at) == '0' ? at + 1 : pass_digits(bytes, at);
    if (*end == at)
        return 0;
    at = *end;
    if (byte_at(bytes, at) == '.') {
        *end = pass_digits(bytes, ++at);
        if (*end == at)
            return 0;
        at = *end;
    }
    if ((byte_at(bytes, at) | 0x20) == 'e') {
        at++;
        at += byte_at(bytes, at) == '+' || byte_at(bytes, at) == '-';
        *end = pass_digits(bytes, at);
        if (*end == at)
            return 0;
    }
    return 1;
}

/* ---------------------------------------------------------------------------------- reading -- */

sheaf_str json_inside(const json_index *index, uint32_t text, int *escaped) {
    json_mark mark = index->marks[text];
    *escaped = mark.span >= JSON_ESCAPED;
    return (sheaf_str){index->bytes.ptr + mark.at + 1, mark.span & ~JSON_ESCAPED};
}

/* Passing has shown the text to be sound. */
static uint32_t take_point(sheaf_str text, uint32_t *at) {
    static const unsigned lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    const char *expected;
    unsigned c = byte_at(text, *at);
    if (c == '\\')
        return (uint32_t)take_escape(text, at, &expected);
    unsigned length = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    uint32_t point = c & lead_mask[length];
    for (unsigned i = 1; i < length; i++)
        point = point << 6 | (byte_at(text, *at + i) & 0x3F);
    *at += length;
    return point;
}

static size_t put_point(char *out, uint32_t point) {
    static const unsigned lead_bits[] = {0, 0, 0xC0, 0xE0, 0xF0};
    size_t length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)(lead_bits[length] | point);
    return length;
}

/* An escape is never shorter than what it stands for. */
size_t json_unescape(sheaf_str inside, char *out) {
    size_t length = 0;
    for (uint32_t at = 0; at < inside.len;) {
        const char *slash = memchr(inside.ptr + at, '\\', inside.len - at);
        size_t plain = (slash ? (size_t)(slash - inside.ptr) : inside.len) - at;
        memcpy(out + length, inside.ptr + at, plain);
        length += plain;
        at += (uint32_t)plain;
        if (slash)
            length += put_point(out + length, take_point(inside, &at));
    }
    return length;
}

int json_compare(sheaf_str a, int a_escaped, sheaf_str b, int b_escaped) {
    if (!a_escaped && !b_escaped) {
        int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
        return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
    }
    uint32_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        uint32_t left = take_point(a, &i), right = take_point(b, &k);
        if (left != right)
            return left < right ? -1 : 1;
    }
    return (i < a.len) - (k < b.len);
}

/* ---------------------------------------------------------------------------------- numbers -- */

static int push_digit(uint64_t *value, unsigned digit, uint64_t most) {
    if (*value > (most - digit) / 10)
        return 0;
    *value = *value * 10 + digit;
    return 1;
}

/* Moves the point by the exponent: zeros are added behind, or the scale grows. */
static int apply_exponent(uint64_t *digits, uint32_t *scale, uint64_t exponent, int negative) {
    const uint32_t scale_most = 40;
    if (*digits == 0 && !negative) {
        *scale = exponent < *scale ? *scale - (uint32_t)exponent : 0;
        return 1;
    }
    for (; exponent > 0 && !negative; exponent--) {
        if (*scale > 0)
            --*scale;
        else if (!push_digit(digits, 0, INT64_MAX))
            return 0;
    }
    if (exponent > scale_most || *scale + exponent > scale_most)
        return 0;
    *scale += (uint32_t)exponent;
    return 1;
}

int json_exact(sheaf_str number, int64_t *digits, uint32_t *scale) {
    int negative = byte_at(number, 0) == '-', in_fraction = 0;
    uint64_t value = 0, exponent = 0, places = 0, most = INT64_MAX + (uint64_t)negative;
    uint32_t at = (uint32_t)negative;
    for (; at < number.len && (byte_at(number, at) | 0x20) != 'e'; at++) {
        if (number.ptr[at] == '.')
            in_fraction = 1;
        else if (!push_digit(&value, byte_at(number, at) - '0', most))
            return 0;
        else
            places += (uint64_t)in_fraction;
    }
    int down = byte_at(number, at + 1) == '-';
    at += down || byte_at(number, at + 1) == '+';
    for (at++; at < number.len; at++)
        if (!push_digit(&exponent, byte_at(number, at) - '0', UINT32_MAX))
            return 0;
    if (places > 40)
        return 0;
    *scale = (uint32_t)places;
    if (!apply_exponent(&value, scale, exponent, down))
        return 0;
    *digits = (int64_t)(negative ? 0 - value : value);
    return 1;
}

/* ----------------------------------------------------------------------------------- places -- */

void json_locate(sheaf_str bytes, size_t at, uint32_t *line, uint32_t *column) {
    size_t start = 0;
    *line = 1;
    at = at < bytes.len ? at : bytes.len;
    for (size_t i = 0; i < at; i++)
        if (bytes.ptr[i] == '\n') {
            ++*line;
            start = i + 1;
        }
    *column = 1;
    for (size_t i = start; i < at; i++)
        *column += (bytes.ptr[i] & 0xC0) != 0x80;
}
