/* Bytes, escaped text and numbers of HTML, written straight into room that the host lends. What an HTML parser would
 * take for markup is escaped; what it may not meet at all (controls, noncharacters) and what would reorder the text
 * around it (bidi overrides) becomes a visible U+FFFD. Everything between two such places is copied at once. */
#include "html.h"

void html_flush(html_out *out) {
    if (!out->failed && out->at != out->base)
        out->host->commit(out->job, (size_t)(out->at - out->base));
    out->base = out->at = out->end = out->swallow;
}

void html_refill(html_out *out, size_t bytes) {
    size_t room = 0;
    html_flush(out);
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

void html_pass(html_out *out, sheaf_str bytes) {
    while (bytes.len > 0)
        html_put(out, take_front(&bytes, HTML_PIECE));
}

/* --------------------------------------------------------------------------------------- text -- */

/* 0: never special. 1: may be. Of bytes beyond ASCII only these begin a character that is replaced: C2 (C1
 * controls), E2 (bidi controls), EF and F0 to F4 (noncharacters). */
static const char special[256] = {
    1,          1,          1,          1,          1,          1,          1,          1,
    1,          0,          1,          1,          0,          1,          1,          1,
    1,          1,          1,          1,          1,          1,          1,          1,
    1,          1,          1,          1,          1,          1,          1,          1,
    ['"'] = 1,  ['&'] = 1,  ['<'] = 1,  ['>'] = 1,  [0x7F] = 1, [0xC2] = 1, [0xE2] = 1, [0xEF] = 1,
    [0xF0] = 1, [0xF1] = 1, [0xF2] = 1, [0xF3] = 1, [0xF4] = 1};

static int is_between(uint32_t point, uint32_t first, uint32_t last) {
    return point >= first && point <= last;
}

static int is_refused(uint32_t point) {
    return is_between(point, 0x80, 0x9F) || is_between(point, 0x202A, 0x202E) ||
           is_between(point, 0x2066, 0x2069) || is_between(point, 0xFDD0, 0xFDEF) ||
           (point & 0xFFFE) == 0xFFFE;
}

/* The character beyond ASCII at the front of valid UTF-8, and its length. */
static uint32_t point_at(sheaf_str text, size_t *length) {
    const unsigned char *at = (const unsigned char *)text.ptr;
    size_t count = *at >= 0xF0 ? 4 : *at >= 0xE0 ? 3 : 2;
    uint32_t point = *at & (0xFFu >> (count + 1));
    *length = count < text.len ? count : text.len;
    for (size_t i = 1; i < *length; i++)
        point = point << 6 | (at[i] & 0x3Fu);
    return point;
}

static void put_break(html_out *out, html_breaks breaks) {
    static const sheaf_str forms[] = {{"<br>", 4}, {"\n", 1}, {" ", 1}};
    html_put(out, forms[breaks]);
}

static void put_ascii(html_out *out, char c) {
    switch (c) {
    case '&':
        HTML_PUT(out, "&amp;");
        return;
    case '<':
        HTML_PUT(out, "&lt;");
        return;
    case '>':
        HTML_PUT(out, "&gt;");
        return;
    case '"':
        HTML_PUT(out, "&quot;");
        return;
    default:
        HTML_PUT(out, "\xEF\xBF\xBD");
    }
}

/* The special character in front; returns its length. A carriage return with its line feed is one break. */
static size_t put_special(html_out *out, sheaf_str text, html_breaks breaks) {
    size_t length = 1;
    if (*text.ptr == '\n' || *text.ptr == '\r') {
        put_break(out, breaks);
        return *text.ptr == '\r' && text.len > 1 && text.ptr[1] == '\n' ? 2 : 1;
    }
    if (!(*text.ptr & 0x80)) {
        put_ascii(out, *text.ptr);
        return 1;
    }
    if (is_refused(point_at(text, &length)))
        HTML_PUT(out, "\xEF\xBF\xBD");
    else
        html_put(out, (sheaf_str){text.ptr, length});
    return length;
}

void html_text(html_out *out, sheaf_str text, html_breaks breaks) {
    while (text.len > 0) {
        size_t plain = 0;
        while (plain < text.len && !special[(unsigned char)text.ptr[plain]])
            plain++;
        html_pass(out, take_front(&text, plain));
        if (text.len > 0)
            take_front(&text, put_special(out, text, breaks));
    }
}

void html_attribute(html_out *out, sheaf_str name, sheaf_str value) {
    HTML_PUT(out, " ");
    html_put(out, name);
    HTML_PUT(out, "=\"");
    html_text(out, value, HTML_BLANK);
    HTML_PUT(out, "\"");
}

void html_anchor(html_out *out, sheaf_str attribute, char letter, uint64_t number) {
    html_put(out, attribute);
    html_put(out, (sheaf_str){&letter, 1});
    html_number(out, number);
    HTML_PUT(out, "\"");
}

/* -------------------------------------------------------------------------------------- numbers -- */

#define DIGITS_MOST 20u /* of a uint64_t */

/* The digits of value, at least `least` of them, at the end of `digits`; returns how many. */
static size_t make_digits(char *digits, uint64_t value, size_t least) {
    size_t count = 0;
    while (value > 0 || count < least) {
        digits[DIGITS_MOST - ++count] = (char)('0' + value % 10);
        value /= 10;
    }
    return count;
}

void html_number(html_out *out, uint64_t value) {
    char digits[DIGITS_MOST];
    size_t count = make_digits(digits, value, 1);
    html_put(out, (sheaf_str){digits + DIGITS_MOST - count, count});
}

/* A scale that no printed number has is said with an exponent: still exact, and its size stays bounded. */
#define SCALE_PRINTED 18u

void html_decimal(html_out *out, sheaf_decimal value) {
    char digits[DIGITS_MOST];
    uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    size_t places = value.scale <= SCALE_PRINTED ? value.scale : 0;
    size_t count = make_digits(digits, size, places + 1);
    const char *first = digits + DIGITS_MOST - count;
    if (value.digits < 0)
        HTML_PUT(out, "-");
    html_put(out, (sheaf_str){first, count - places});
    if (places > 0) {
        HTML_PUT(out, ".");
        html_put(out, (sheaf_str){first + (count - places), places});
    } else if (value.scale > 0) {
        HTML_PUT(out, "e-");
        html_number(out, value.scale);
    }
}

/* Rounded down, so that 100 % is certain. */
void html_percent(html_out *out, uint32_t ten_thousandths) {
    if (ten_thousandths == 0 || ten_thousandths > SHEAF_CERTAIN)
        ten_thousandths = SHEAF_CERTAIN;
    html_number(out, ten_thousandths / 100);
    HTML_PUT(out, " %");
}

/* ------------------------------------------------------------------------------------ base 64 -- */

static void encode(char *to, const unsigned char *from, size_t count) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = (uint32_t)from[0] << 16;
    bits |= count > 1 ? (uint32_t)from[1] << 8 : 0;
    bits |= count > 2 ? (uint32_t)from[2] : 0;
    for (size_t i = 0; i < 4; i++)
        to[i] = i <= count ? digits[bits >> (18 - 6 * i) & 63] : '=';
}

void html_base64(html_out *out, sheaf_str bytes) {
    while (bytes.len > 0) {
        sheaf_str three = take_front(&bytes, 3);
        html_room(out, 4);
        encode(out->at, (const unsigned char *)three.ptr, three.len);
        out->at += 4;
    }
}
