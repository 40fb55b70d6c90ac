/* Counts text as every reader does: code points that are no white space, and the decimal digits among them. The digits are
 * those of Unicode's category Nd (UAX 44): runs of ten, of which the first is in the table. */
#include "audit.h"

/* Zeros below U+10000; those above are few runs more. */
static const uint32_t zeros[] = {
    0x30,    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,
    0xC66,   0xCE6,   0xD66,   0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,
    0x1810,  0x1946,  0x19D0,  0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,
    0xA8D0,  0xA900,  0xA9D0,  0xA9F0,  0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x11066,
    0x110F0, 0x11136, 0x111D0, 0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x11730, 0x118E0,
    0x11950, 0x11C50, 0x11D50, 0x11DA0, 0x16A60, 0x16AC0, 0x16B50, 0x1D7CE, 0x1D7D8, 0x1D7E2,
    0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E950, 0x1FBF0};

static uint64_t is_digit(uint32_t c) {
    uint32_t low = 0;
    uint32_t high = sizeof zeros / sizeof *zeros;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (zeros[middle] <= c)
            low = middle;
        else
            high = middle;
    }
    return c >= zeros[low] && c < zeros[low] + 10;
}

static uint64_t is_space(uint32_t c) {
    return c <= ' ' ? c == ' ' || (c >= '\t' && c <= '\r')
                    : c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
                          c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* The host checked the text: it is UTF-8. */
static uint32_t take(sheaf_str *text) {
    const unsigned char *at = (const unsigned char *)text->ptr;
    uint32_t more = at[0] < 0xC0 ? 0 : at[0] < 0xE0 ? 1 : at[0] < 0xF0 ? 2 : 3;
    if (more >= text->len)
        more = (uint32_t)text->len - 1;
    uint32_t c = more == 0 ? at[0] : at[0] & (0x3Fu >> more);
    for (uint32_t i = 1; i <= more; i++)
        c = c << 6 | (at[i] & 0x3Fu);
    *text = (sheaf_str){text->ptr + more + 1, text->len - more - 1};
    return c;
}

/* Nearly all text: ASCII and ideographs are counted by their first byte. */
static size_t count_common(const unsigned char *at, size_t left, audit_count *sum) {
    size_t length = *at < 0x80 ? 1 : *at >= 0xE4 && *at <= 0xE9 && left >= 3 ? 3 : 0;
    sum->characters += length > 0 && (*at > ' ' || !is_space(*at));
    sum->digits += *at >= '0' && *at <= '9';
    return length;
}

audit_count audit_count_text(sheaf_str text) {
    audit_count sum = {0};
    while (text.len > 0) {
        size_t common = count_common((const unsigned char *)text.ptr, text.len, &sum);
        text = (sheaf_str){text.ptr + common, text.len - common};
        if (common > 0)
            continue;
        uint32_t c = take(&text);
        sum.characters += !is_space(c);
        sum.digits += is_digit(c);
    }
    return sum;
}

void audit_add(audit_count *to, audit_count more) {
    to->characters += more.characters;
    to->digits += more.digits;
}
