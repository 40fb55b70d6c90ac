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
    at[0] = '\\';
    at[1] = escapes[byte];
    if (at[1] != 'u')
        return at + 2;
    memcpy(at + 2, "00", 2);
    at[4] = digits[byte >> 4];
    at[5] = digits[byte & 15];
    return at + 6;
}

static char *escape_bytes(char *at, const char *from, size_t count) {
    for (const char *end = from + count; from < end; from++) {
        unsigned char byte = (unsigned char)*from;
        *at++ = (char)byte;
        if (escapes[byte] != 0)
            at = escape_byte(at - 1, byte);
    }
    return at;
}

enum { BLOCK = 32 };

/* As a sum of bytes over a number that compilers know, which they make a few steps for 16 bytes. */
static int is_plain_block(const char *from) {
    unsigned char odd = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char byte = (unsigned char)from[i];
        odd |= (unsigned char)((byte < 0x20) | (byte == '"') | (byte == '\\'));
    }
    return odd == 0;
}

/* Escapes a piece into room that is large enough even if every byte needs the longest escape. */
static char *escape_piece(char *at, sheaf_str piece) {
    const char *from = piece.ptr, *end = from + piece.len;
    uint64_t eight;
    for (; end - from >= BLOCK && is_plain_block(from); from += BLOCK, at += BLOCK)
        memcpy(at, from, BLOCK);
    for (; end - from >= 8; from += 8) {
        memcpy(&eight, from, 8);
        if (all_plain(eight)) {
            memcpy(at, &eight, 8);
            at += 8;
        } else {
            at = escape_bytes(at, from, 8);
        }
    }
    size_t left = (size_t)(end - from);
    if (left == 0 || piece.len < sizeof eight)
        return escape_bytes(at, from, left);
    memcpy(&eight, end - sizeof eight, sizeof eight); /* the last of it that was written is again */
    if (!all_plain(eight))
        return escape_bytes(at, from, left);
    memcpy(at + left - sizeof eight, &eight, sizeof eight);
    return at + left;
}

/* A string as long as a piece, its quotes included. */
static void put_piece(json_out *out, sheaf_str text) {
    json_room(out, text.len * LONGEST_ESCAPE + 2);
    *out->at++ = '"';
    out->at = escape_piece(out->at, text);
    *out->at++ = '"';
}

void json_string(json_out *out, sheaf_str text) {
    enum { MOST = (JSON_PIECE - 2) / LONGEST_ESCAPE };
    if (text.len <= MOST) {
        put_piece(out, text);
        return;
    }
    json_put(out, SHEAF_STR("\""));
    while (text.len > 0) {
        sheaf_str piece = take_front(&text, MOST);
        json_room(out, piece.len * LONGEST_ESCAPE);
        out->at = escape_piece(out->at, piece);
    }
    json_put(out, SHEAF_STR("\""));
}

/* -------------------------------------------------------------------------------------- numbers -- */

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
char *json_long_number(char *at, uint64_t value) {
    if (value < 100) {
        memcpy(at, pairs + 2 * value, 2);
        return at + 2;
    }
    if (value < 10000) { /* of one digit, the second is written over */
        memcpy(at, pairs + 2 * (value / 100) + (value < 1000), 2);
        at += 1 + (value >= 1000);
        memcpy(at, pairs + 2 * (value % 100), 2);
        return at + 2;
    }
    char *end = at + count_digits(value);
    digits_before(end, value);
    return end;
}

void json_number(json_out *out, uint64_t value) {
    json_room(out, JSON_DIGITS);
    out->at = json_digits(out->at, value);
}

/* A scale that no printed number has (a plugin's defect, perhaps) is said with an exponent: still exact,
 * and its size stays bounded. */
#define SCALE_PRINTED 40u

/* The last `places` digits of value behind a decimal point, zeros filled in between. */
static void put_fraction(json_out *out, uint64_t value, uint32_t places) {
    char digits[1 + SCALE_PRINTED + JSON_DIGITS];
    char *end = digits + sizeof digits, *from = digits_before(end, value);
    while (end - from <= (ptrdiff_t)places)
        *--from = '0';
    size_t length = (size_t)(end - from), whole = length - places;
    memmove(from - 1, from, whole);
    from[whole - 1] = '.';
    json_put(out, (sheaf_str){from - 1, length + 1});
}

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

/* Deep nesting is not indented further: output stays linear in the document. The whole indent is copied, as that is
 * one step, and what is too much of it written over. */
#define INDENT_MOST 32u

void json_next(json_out *out, int first) {
    static const char line[2 + INDENT_MOST + 1] = ",\n                                ";
    if (!out->lines) {
        json_put(out, first ? SHEAF_STR("") : SHEAF_STR(", "));
        return;
    }
    size_t skip = first ? 1 : 0, indent = 2 * (size_t)out->depth;
    json_room(out, sizeof line);
    memcpy(out->at, line + skip, sizeof line - 1);
    out->at += 2 - skip + (indent < INDENT_MOST ? indent : INDENT_MOST);
}
