/* Base64 as RFC 4648, section 4, has it, to the letter: no white space, `=` where it belongs, no bit set that says
 * nothing. So one text stands for one picture, and writing it again gives the same text. */
#include "reader.h"

enum { NO_DIGIT = 64 };

static uint32_t digit_of(char c) {
    if (c >= 'A' && c <= 'Z')
        return (uint32_t)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (uint32_t)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (uint32_t)(c - '0') + 52;
    return c == '+' ? 62 : c == '/' ? 63 : NO_DIGIT;
}

/* `count` digits, from 2 to 4, are one byte less. */
static int put_group(const char *from, size_t count, unsigned char *out) {
    uint32_t bits = 0;
    for (size_t i = 0; i < 4; i++) {
        uint32_t digit = i < count ? digit_of(from[i]) : 0;
        if (digit == NO_DIGIT)
            return 0;
        bits = bits << 6 | digit;
    }
    for (size_t i = 0; i < count - 1; i++)
        out[i] = (unsigned char)(bits >> (16 - 8 * i) & 0xFF);
    return (bits & ((UINT32_C(1) << (8 * (4 - count))) - 1)) == 0;
}

static size_t count_padding(sheaf_str text) {
    size_t padding = 0;
    while (padding < 2 && padding < text.len && text.ptr[text.len - 1 - padding] == '=')
        padding++;
    return padding;
}

static int decode(sheaf_str text, sheaf_str *out) {
    size_t padding = count_padding(text), digits = text.len - padding;
    unsigned char *at = (unsigned char *)(uintptr_t)out->ptr;
    if (text.len % 4 != 0)
        return 0;
    for (size_t i = 0; i < digits; i += 4, at += 3)
        if (!put_group(text.ptr + i, digits - i < 4 ? digits - i : 4, at))
            return 0;
    out->len = text.len / 4 * 3 - padding;
    return 1;
}

sheaf_str json_bytes(json_reader *reader, uint32_t value) {
    sheaf_str text = json_text(reader, value), out;
    if (text.len == 0)
        return SHEAF_STR("");
    out.ptr = reader->host->scratch(reader->job, text.len / 4 * 3 + 3);
    if (out.ptr == NULL)
        return SHEAF_STR("");
    if (decode(text, &out))
        return out;
    json_refuse_type(reader, value, "bytes in base64 (RFC 4648, section 4), padded, on one line");
    return SHEAF_STR("");
}
