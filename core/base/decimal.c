/* One code point becomes one symbol of the grammar (digit, sign, separator, point); the number is then
 * eaten from the front: sign, digits in groups, fraction. Whatever is left over makes it no number. */
#include "base/decimal.h"

#include "base/text.h"

#include <inttypes.h>
#include <stdio.h>

enum { MOST_DIGITS = 18 };

/* The ASCII symbol that a code point stands for; 0 for what no number contains. */
static char symbol(uint32_t c) {
    if (c >= 0xFF10 && c <= 0xFF19)
        return (char)('0' + (c - 0xFF10));
    switch (c) {
    case 0xFF0C:
        return ',';
    case 0xFF0E:
        return '.';
    case 0xFF0B:
        return '+';
    case 0x2212:
    case 0xFF0D:
        return '-';
    default:
        return c < 0x80 && c > ' ' ? (char)c : 0;
    }
}

/* The text as ASCII symbols without outer white space. 0 where it is too long or holds another. */
static int symbols(sheaf_str text, char out[2 * MOST_DIGITS + 4]) {
    size_t count = 0;
    int ended = 0;
    while (text.len) {
        uint32_t c = sf_utf8_take(&text);
        if (sf_is_space(c)) {
            ended = count > 0;
            continue;
        }
        out[count] = symbol(c);
        if (ended || !out[count] || ++count > 2 * MOST_DIGITS + 2)
            return 0;
    }
    out[count] = '\0';
    return count > 0;
}

static int take_digit(const char **at, sheaf_decimal *value, unsigned *digits) {
    if (**at < '0' || **at > '9' || *digits == MOST_DIGITS)
        return 0;
    value->digits = value->digits * 10 + (**at - '0');
    ++*digits;
    ++*at;
    return 1;
}

/* Digits, or groups: one to three, then exactly three behind each separator. */
static int take_whole(const char **at, sheaf_decimal *value, unsigned *digits) {
    int zero = **at == '0';
    while (take_digit(at, value, digits))
        ;
    if (**at != ',')
        return *digits > 0;
    if (*digits == 0 || *digits > 3 || zero)
        return 0;
    while (**at == ',') {
        ++*at;
        for (int i = 0; i < 3; i++)
            if (!take_digit(at, value, digits))
                return 0;
    }
    return 1;
}

int sf_decimal_parse(sheaf_str text, sheaf_decimal *out) {
    char room[2 * MOST_DIGITS + 4];
    sheaf_decimal value = {0, 0};
    unsigned digits = 0;
    if (!symbols(text, room))
        return 0;
    const char *at = room + (*room == '-' || *room == '+');
    if (!take_whole(&at, &value, &digits))
        return 0;
    if (*at == '.') {
        at++;
        while (take_digit(&at, &value, &digits))
            value.scale++;
        if (value.scale == 0)
            return 0;
    }
    if (*at != '\0')
        return 0;
    value.digits = *room == '-' ? -value.digits : value.digits;
    *out = value;
    return 1;
}

sheaf_str sf_decimal_print(sheaf_decimal value, char out[SF_DECIMAL_ROOM]) {
    enum { MOST_PLACES = 24 };
    uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    const char *sign = value.digits < 0 ? "-" : "";
    char digits[SF_DECIMAL_ROOM];
    int places = value.scale <= MOST_PLACES ? (int)value.scale : 0;
    int count = snprintf(digits, sizeof digits, "%0*" PRIu64, places + 1, size);
    int whole = count - places;
    if (value.scale > MOST_PLACES)
        count = snprintf(out, SF_DECIMAL_ROOM, "%s%se-%" PRIu32, sign, digits, value.scale);
    else if (places == 0)
        count = snprintf(out, SF_DECIMAL_ROOM, "%s%s", sign, digits);
    else
        count = snprintf(out, SF_DECIMAL_ROOM, "%s%.*s.%s", sign, whole, digits, digits + whole);
    return (sheaf_str){out, (size_t)count};
}
