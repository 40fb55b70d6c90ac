/* Exact arithmetic on decimals: scales are made equal with checked multiplication, so a sum is right or it is none.
 * Zeros behind the fraction are taken off only where that saves a sum from 64 bits being too few. */
#include "rule/rule.h"

#include <inttypes.h>
#include <stdio.h>

static sheaf_decimal trimmed(sheaf_decimal value) {
    while (value.scale > 0 && value.digits % 10 == 0) {
        value.digits /= 10;
        value.scale--;
        if (value.digits == 0)
            value.scale = 0;
    }
    return value;
}

static int scaled(sheaf_decimal *value, uint32_t scale) {
    while (value->scale < scale) {
        if (__builtin_mul_overflow(value->digits, 10, &value->digits))
            return 0;
        value->scale++;
    }
    return 1;
}

static int aligned(sheaf_decimal *a, sheaf_decimal *b) {
    if (a->scale == b->scale)
        return 1;
    *a = trimmed(*a);
    *b = trimmed(*b);
    return scaled(a, b->scale) && scaled(b, a->scale);
}

int rule_add(sheaf_decimal *sum, sheaf_decimal value, int64_t factor) {
    int64_t digits;
    if (sum->scale == value.scale) { /* nearly always */
        if (__builtin_mul_overflow(value.digits, factor, &digits) ||
            __builtin_add_overflow(sum->digits, digits, &digits))
            return 0;
        sum->digits = digits;
        return 1;
    }
    sheaf_decimal total = *sum, term = value;
    if (__builtin_mul_overflow(term.digits, factor, &term.digits) || !aligned(&total, &term) ||
        __builtin_add_overflow(total.digits, term.digits, &total.digits))
        return 0;
    *sum = total;
    return 1;
}

int rule_order(sheaf_decimal a, sheaf_decimal b, int *order) {
    if (!aligned(&a, &b))
        return 0;
    *order = (a.digits > b.digits) - (a.digits < b.digits);
    return 1;
}

int rule_is_whole(sheaf_decimal value) {
    return trimmed(value).scale == 0;
}

sheaf_str rule_print(const form_context *context, sheaf_decimal value) {
    enum { ROOM = 72, DEEP = 40 };
    char *out = form_room(context, ROOM, 1);
    if (out == NULL)
        return SHEAF_STR("");
    char digits[48];
    uint64_t size = value.digits < 0 ? 0 - (uint64_t)value.digits : (uint64_t)value.digits;
    uint32_t scale = value.scale <= DEEP ? value.scale : DEEP;
    int count = snprintf(digits, sizeof digits, "%0*" PRIu64, (int)scale + 1, size);
    int whole = count - (int)scale;
    int length = snprintf(out, ROOM, "%s%.*s%s%s", value.digits < 0 ? "-" : "", whole, digits,
                          scale > 0 ? "." : "", digits + whole);
    return (sheaf_str){out, (size_t)length};
}
