/* UTF-8 as Unicode 15 section 3.9 (table 3-7) defines it. The one trick: blocks of what is usual are judged without a
 * branch, each byte by the two before it; the rest is passed by runs of ASCII and of three-byte sequences. */
#include "base/text.h"

#include <string.h>

static unsigned byte(sheaf_str text, size_t i) {
    return (unsigned char)text.ptr[i];
}

static int continues(sheaf_str text, size_t i) {
    return i < text.len && (byte(text, i) & 0xC0) == 0x80;
}

/* How many bytes the well-formed sequence at the front has; 0 where there is none. The second byte has
 * a narrower range after E0 (overlong), ED (surrogates), F0 (overlong) and F4 (above U+10FFFF). */
static size_t sequence(sheaf_str text) {
    unsigned lead = byte(text, 0);
    if (lead < 0x80)
        return 1;
    if (!continues(text, 1) || lead < 0xC2 || lead > 0xF4)
        return 0;
    unsigned second = byte(text, 1);
    if (lead < 0xE0)
        return 2;
    if (lead < 0xF0) {
        int narrow = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F);
        return !narrow && continues(text, 2) ? 3 : 0;
    }
    int narrow = (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
    return !narrow && continues(text, 2) && continues(text, 3) ? 4 : 0;
}

uint32_t sf_utf8_take_long(sheaf_str *rest) {
    static const unsigned lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    size_t length = sequence(*rest);
    uint32_t code_point = length ? byte(*rest, 0) & lead_mask[length] : 0xFFFD;
    for (size_t i = 1; i < length; i++)
        code_point = code_point << 6 | (byte(*rest, i) & 0x3F);
    size_t eaten = length ? length : 1;
    *rest = (sheaf_str){rest->ptr + eaten, rest->len - eaten};
    return code_point;
}

static size_t skip_ascii(const char *bytes, size_t at, size_t end) {
    uint64_t word;
    for (; end - at >= sizeof word; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < end && (unsigned char)bytes[at] < 0x80)
        at++;
    return at;
}

/* Three-byte sequences whose lead has no narrow range (E1 to EC, EE, EF), each by one look at four bytes. */
static size_t skip_three(const char *bytes, size_t at, size_t end) {
    static const unsigned char fixed[4] = {0xF0, 0xC0, 0xC0, 0}, form[4] = {0xE0, 0x80, 0x80, 0};
    uint32_t mask, wanted, four;
    memcpy(&mask, fixed, sizeof mask);
    memcpy(&wanted, form, sizeof wanted);
    for (; end - at >= sizeof four; at += 3) {
        unsigned char lead = (unsigned char)bytes[at];
        memcpy(&four, bytes + at, sizeof four);
        if ((four & mask) != wanted || lead == 0xE0 || lead == 0xED)
            break;
    }
    return at;
}

enum { BLOCK = 32 };

/* Whether each byte continues what the two before it began, and only that, and none asks for a closer look: no lead
 * with a narrow range (E0, ED), of four bytes, or of none. */
static int is_common(const unsigned char *at) {
    enum { CONTINUES = 0x80, ODD = 1 };
    unsigned char wrong = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char c = at[i], one = at[i - 1], two = at[i - 2];
        unsigned char must =
            (unsigned char)((one >= 0xC0 ? CONTINUES : 0) | (two >= 0xE0 ? CONTINUES : 0));
        unsigned char does = (c & 0xC0) == 0x80 ? CONTINUES : 0;
        unsigned char odd = (unsigned char)((c >= 0xF0 ? ODD : 0) | ((c & 0xFE) == 0xC0 ? ODD : 0) |
                                            (c == 0xE0 ? ODD : 0) | (c == 0xED ? ODD : 0));
        wrong |= (unsigned char)((must ^ does) | odd);
    }
    return wrong == 0;
}

/* Skips common blocks from the start of a character on; the last one, which may go on behind them, not. */
static size_t skip_common(const char *bytes, size_t at, size_t end) {
    size_t from = at;
    while (end - at >= BLOCK && is_common((const unsigned char *)bytes + at))
        at += BLOCK;
    if (at > from)
        do
            at--;
        while (((unsigned char)bytes[at] & 0xC0) == 0x80);
    return at;
}

size_t sf_utf8_valid(sheaf_str text) {
    size_t at = 0, next = 2; /* where a block is tried again: two bytes stand before it */
    while (at < text.len) {
        if (at >= next) {
            at = skip_common(text.ptr, at, text.len);
            next = at + BLOCK;
        }
        size_t start = at;
        at = skip_three(text.ptr, skip_ascii(text.ptr, at, text.len), text.len);
        if (at > start)
            continue;
        size_t length = sequence((sheaf_str){text.ptr + at, text.len - at});
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

int sf_is_space(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x3000 || c == 0x202F ||
           (c >= 0x2000 && c <= 0x200B) || c == 0xFEFF;
}

sheaf_str sf_utf8_trim(sheaf_str text) {
    sheaf_str rest = text;
    size_t from = text.len, to = 0;
    while (rest.len) {
        size_t at = text.len - rest.len;
        if (sf_is_space(sf_utf8_take(&rest)))
            continue;
        from = at < from ? at : from;
        to = text.len - rest.len;
    }
    return from < to ? (sheaf_str){text.ptr + from, to - from} : (sheaf_str){text.ptr, 0};
}

size_t sf_utf8_count(sheaf_str text) {
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (byte(text, i) & 0xC0) != 0x80;
    return count;
}

size_t sf_utf8_put(char out[4], uint32_t code_point) {
    static const unsigned lead_bits[] = {0, 0, 0xC0, 0xE0, 0xF0};
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF))
        code_point = 0xFFFD;
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    size_t length = code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, code_point >>= 6)
        out[i] = (char)(0x80 | (code_point & 0x3F));
    out[0] = (char)(lead_bits[length] | code_point);
    return length;
}
