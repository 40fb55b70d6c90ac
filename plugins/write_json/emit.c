/* Bytes, strings and numbers of JSON (RFC 8259), written straight into room that the host lends. Numbers
 * are exact and know no locale. Text is copied eight bytes at a time until one needs an escape. */
#include "json.h"

void json_flush(json_out *out) {
    if (!out->failed && out->at != out->base)
        out->host->commit(out->job, (size_t)(out->at - out->base));
    out->base = out->at = out->end = out->swallow;
}

void json_refill(json_out *out, size_t bytes) {
    size_t room = 0;
    json_flush(out);
    if (!out->failed)
        out->base = out->host->reserve(out->job, bytes, &room);
    if (out->failed || out->base == NULL || room < bytes) {
        out->failed = 1;
        out->base = out->swallow;
        room = sizeof out->swallow;
    }
    out->at = out->base;
    out->end = out->base + room;
}

static sheaf_str take_front(sheaf_str *rest, size_t most) {
    sheaf_str piece = {rest->ptr, rest->len < most ? rest->len : most};
    rest->ptr += piece.len;
    rest->len -= piece.len;
    return piece;
}

void json_pass(json_out *out, sheaf_str bytes) {
    while (bytes.len > 0)
        json_put(out, take_front(&bytes, JSON_PIECE));
}

/* -------------------------------------------------------------------------------------- strings -- */

/* What stands behind the backslash; 'u' for the long form, 0 for a byte that stays as it is. */
static const char escapes[256] = {'u', 'u', 'u', 'u', 'u', 'u',         'u',          'u', 'b',
                                  't', 'n', 'u', 'f', 'r', 'u',         'u',          'u', 'u',
                                  'u', 'u', 'u', 'u', 'u', 'u',         'u',          'u', 'u',
                                  'u', 'u', 'u', 'u', 'u', ['"'] = '"', ['\\'] = '\\'};

#define LONGEST_ESCAPE 6u /* \u001f */
#define ONES 0x0101010101010101u
#define HIGH 0x8080808080808080u

/* The usual exact-enough test of eight bytes at once: a borrow can only cross from a byte that is itself a
 * hit, so "no hit" is always true, and a hit is looked at byte by byte. */
static int all_plain(uint64_t eight) {
    uint64_t quote = eight ^ (ONES * '"');
    uint64_t slash = eight ^ (ONES * '\\');
    uint64_t hits =
        ((eight - ONES * 0x20) & ~eight) | ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash);
    return (hits & HIGH) == 0;
}

static char *escape_byte(char *at, unsigned char byte) {
    static const char digits[] = "0123456789abcdef";
    char escape = escapes[byte];
    *at = (char)byte;
    if (escape == 0)
        return at + 1;
    at[0] = '\\';
    at[1] = escape;
    if (escape != 'u')
        return at + 2;
    memcpy(at + 2, "00", 2);
    at[4] = digits[byte >> 4];
    at[5] = digits[byte & 15];
    return at + 6;
}

/* Escapes a piece into room that is large enough even if every byte needs the longest escape. */
static char *escape_piece(char *at, sheaf_str piece) {
    while (piece.len >= 8) {
        uint64_t eight;
        memcpy(&eight, piece.ptr, 8);
        sheaf_str bytes = take_front(&piece, 8);
        if (all_plain(eight)) {
            memcpy(at, &eight, 8);
            at += 8;
        } else {
            for (size_t i = 0; i < 8; i++)
                at = escape_byte(at, (unsigned char)bytes.ptr[i]);
        }
    }
    for (size_t i = 0; i < piece.len; i++)
        at = escape_byte(at, (unsigned char)piece.ptr[i]);
    return at;
}

void json_string(json_out *out, sheaf_str text) {
    json_put(out, SHEAF_STR("\""));
    while (text.len > 0) {
        sheaf_str piece = take_front(&text, JSON_PIECE / LONGEST_ESCAPE);
        json_room(out, piece.len * LONGEST_ESCAPE);
        out->at = escape_piece(out->at, piece);
    }
    json_put(out, SHEAF_STR("\""));
}

/* -------------------------------------------------------------------------------------- numbers -- */

#define DIGITS_MOST 20u /* of a uint64_t */

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

/* Writes `value` so that it ends before `end`; returns where it begins. */
static char *digits_before(char *end, uint64_t value) {
    for (; value >= 10000; value /= 10000) {
        size_t four = (size_t)(value % 10000);
        memcpy(end -= 2, pairs + 2 * (four % 100), 2);
        memcpy(end -= 2, pairs + 2 * (four / 100), 2);
    }
    size_t rest = (size_t)value;
    for (; rest >= 100; rest /= 100)
        memcpy(end -= 2, pairs + 2 * (rest % 100), 2);
    if (rest >= 10)
        memcpy(end -= 2, pairs + 2 * rest, 2);
    else
        *--end = (char)('0' + rest);
    return end;
}

static size_t count_digits(uint64_t value) {
    size_t count = 1;
    for (; value >= 10000; value /= 10000)
        count += 4;
    return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

/* Straight into its place: there are several numbers to a cell, most of them short. */
void json_number(json_out *out, uint64_t value) {
    json_room(out, DIGITS_MOST);
    char *at = out->at;
    if (value < 100) {
        memcpy(at, pairs + 2 * value + (value < 10),
               2); /* of one digit, the second is written over */
        out->at = at + 1 + (value >= 10);
    } else if (value < 10000) {
        memcpy(at, pairs + 2 * (value / 100) + (value < 1000), 2);
        at += 1 + (value >= 1000);
        memcpy(at, pairs + 2 * (value % 100), 2);
        out->at = at + 2;
    } else {
        out->at = at + count_digits(value);
        digits_before(out->at, value);
    }
}

/* The last `places` digits of value behind a decimal point, zeros filled in between. */
static void put_fraction(json_out *out, uint64_t value, uint32_t places) {
    char digits[DIGITS_MOST];
    char *end = digits + sizeof digits;
    size_t have = (size_t)(end - digits_before(end, value));
    size_t whole = have > places ? have - places : 0;
    json_put(out, whole ? (sheaf_str){end - have, whole} : SHEAF_STR("0"));
    json_put(out, SHEAF_STR("."));
    for (size_t zeros = places; zeros > have; zeros--)
        json_put(out, SHEAF_STR("0"));
    json_put(out, (sheaf_str){end - (have - whole), have - whole});
}

/* A scale that no printed number has (a plugin's defect, perhaps) is said with an exponent: still exact,
 * and its size stays bounded. */
#define SCALE_PRINTED 40u

void json_decimal(json_out *out, sheaf_decimal value) {
    uint64_t digits = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    if (value.digits < 0)
        json_put(out, SHEAF_STR("-"));
    if (value.scale > 0 && value.scale <= SCALE_PRINTED) {
        put_fraction(out, digits, value.scale);
        return;
    }
    json_number(out, digits);
    if (value.scale > 0) {
        json_put(out, SHEAF_STR("e-"));
        json_number(out, value.scale);
    }
}

static sheaf_decimal without_zeros(sheaf_decimal value, uint32_t least_scale) {
    while (value.scale > least_scale && value.digits % 10 == 0) {
        value.digits /= 10;
        value.scale--;
    }
    return value;
}

/* The product is exact, as a float has 24 bits and 100 has 7, so only the one rounding below happens. */
void json_hundredths(json_out *out, float value) {
    const double bound = 1e12;
    double scaled = (double)value * 100.0;
    if (!(scaled > -bound && scaled < bound))
        scaled = 0;
    sheaf_decimal rounded = {(int64_t)(scaled < 0 ? scaled - 0.5 : scaled + 0.5), 2};
    json_decimal(out, without_zeros(rounded, 0));
}

void json_ratio(json_out *out, uint32_t ten_thousandths) {
    if (ten_thousandths == 0 || ten_thousandths > SHEAF_CERTAIN)
        ten_thousandths = SHEAF_CERTAIN;
    json_decimal(out, without_zeros((sheaf_decimal){ten_thousandths, 4}, 1));
}

/* ----------------------------------------------------------------------------------- separators -- */

/* Deep nesting is not indented further: output stays linear in the document. */
#define INDENT_MOST 32u

void json_next(json_out *out, int first) {
    static const char blanks[INDENT_MOST + 1] = "                                ";
    if (!out->lines) {
        json_put(out, first ? SHEAF_STR("") : SHEAF_STR(", "));
        return;
    }
    size_t indent = 2 * (size_t)out->depth;
    json_put(out, first ? SHEAF_STR("\n") : SHEAF_STR(",\n"));
    json_put(out, (sheaf_str){blanks, indent < INDENT_MOST ? indent : INDENT_MOST});
}
