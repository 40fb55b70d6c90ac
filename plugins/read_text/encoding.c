/* The encodings by name. A name that stands in no table may still be one of iconv's single-byte sets:
 * that is proved by decoding each byte value alone, because the way back from text to bytes needs it. */
#include "encoding.h"

#include <errno.h>
#include <string.h>

static const encoding known[] = {
    {"utf8", "UTF-8", NULL, TEXT_UTF8, TEXT_LEAD_SINGLE},
    {"utf8sig", "UTF-8", NULL, TEXT_UTF8, TEXT_LEAD_SINGLE},
    {"ascii", "UTF-8", NULL, TEXT_UTF8, TEXT_LEAD_SINGLE},
    {"usascii", "UTF-8", NULL, TEXT_UTF8, TEXT_LEAD_SINGLE},
    {"utf16le", "UTF-16LE", NULL, TEXT_UTF16LE, TEXT_LEAD_SINGLE},
    {"utf16be", "UTF-16BE", NULL, TEXT_UTF16BE, TEXT_LEAD_SINGLE},
    {"utf32le", "UTF-32LE", NULL, TEXT_UTF32LE, TEXT_LEAD_SINGLE},
    {"utf32be", "UTF-32BE", NULL, TEXT_UTF32BE, TEXT_LEAD_SINGLE},
    {"gb18030", "GB18030", "GB18030", TEXT_GB18030, TEXT_LEAD_SINGLE},
    {"gbk", "GBK", "GB18030", TEXT_GB18030, TEXT_LEAD_SINGLE},
    {"cp936", "GBK", "GB18030", TEXT_GB18030, TEXT_LEAD_SINGLE},
    {"gb2312", "GB2312", "GB18030", TEXT_GB18030, TEXT_LEAD_SINGLE},
    {"euccn", "GB2312", "GB18030", TEXT_GB18030, TEXT_LEAD_SINGLE},
    {"big5", "Big5", "BIG5", TEXT_BIG5, TEXT_LEAD_SINGLE},
    {"cp950", "Big5", "CP950", TEXT_BIG5, TEXT_LEAD_SINGLE},
    {"shiftjis", "Shift_JIS", "CP932", TEXT_OTHER, TEXT_LEAD_SJIS},
    {"sjis", "Shift_JIS", "CP932", TEXT_OTHER, TEXT_LEAD_SJIS},
    {"cp932", "Shift_JIS", "CP932", TEXT_OTHER, TEXT_LEAD_SJIS},
    {"eucjp", "EUC-JP", "EUC-JP", TEXT_OTHER, TEXT_LEAD_EUC_JP},
    {"euckr", "EUC-KR", "UHC", TEXT_OTHER, TEXT_LEAD_EUC_KR},
    {"uhc", "EUC-KR", "UHC", TEXT_OTHER, TEXT_LEAD_EUC_KR},
    {"cp949", "EUC-KR", "UHC", TEXT_OTHER, TEXT_LEAD_EUC_KR},
};

static void plain_name(sheaf_str name, char plain[64]) {
    size_t length = 0;
    for (size_t i = 0; i < name.len && length < 63; i++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != '-' && c != '_' && c != ' ')
            plain[length++] = c;
    }
    plain[length] = 0;
}

/* -1 where the byte is no character alone but the lead of a longer one. */
static int convert_one(iconv_t converter, unsigned byte, char out[16], size_t *length) {
    char in = (char)byte;
    char *from = &in;
    char *to = out;
    size_t left = 1;
    size_t room = 16;
    iconv(converter, NULL, NULL, NULL, NULL);
    *length = 0;
    if (iconv(converter, &from, &left, &to, &room) == (size_t)-1)
        return errno == EINVAL || from != &in ? -1 : 0;
    if (iconv(converter, NULL, NULL, &to, &room) == (size_t)-1)
        return -1;
    *length = 16 - room;
    return 1;
}

size_t encoding_single(iconv_t converter, unsigned byte, char out[16]) {
    size_t length;
    convert_one(converter, byte, out, &length);
    return length;
}

/* Whether every byte value alone gives one character or is an error. */
static int is_single_byte(iconv_t converter) {
    for (unsigned byte = 0; byte < 256; byte++) {
        char out[16];
        size_t length;
        int found = convert_one(converter, byte, out, &length);
        sheaf_str one = {out, length};
        if (found < 0 || (found && length == 0) || (found && (text_take(&one), one.len != 0)))
            return 0;
        if (byte < 0x80 && byte >= ' ' && !found)
            return 0;
    }
    return 1;
}

int encoding_named(sheaf_str name, detection *result) {
    char plain[64];
    plain_name(name, plain);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(plain, known[i].name) == 0) {
            result->found = known[i];
            return 1;
        }
    if (name.len == 0 || name.len >= sizeof result->label)
        return 0;
    memcpy(result->label, name.ptr, name.len);
    result->label[name.len] = 0;
    iconv_t converter = iconv_open("UTF-8", result->label);
    if (converter == (iconv_t)-1)
        return 0;
    int single = is_single_byte(converter);
    iconv_close(converter);
    result->found = (encoding){.iana = result->label, .iconv = result->label, .kind = TEXT_OTHER};
    return single;
}

size_t encoding_utf8_length(const unsigned char *at, size_t left) {
    unsigned lead = at[0];
    if (lead < 0x80)
        return 1;
    size_t length = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || length > left)
        return 0;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* Three bytes of the common case, a lead without a narrow range and two that continue it, by one look at four. */
static int is_plain_three(const unsigned char *at) {
    static const unsigned char fixed[4] = {0xF0, 0xC0, 0xC0, 0}, form[4] = {0xE0, 0x80, 0x80, 0};
    uint32_t mask, wanted, four;
    memcpy(&mask, fixed, sizeof mask);
    memcpy(&wanted, form, sizeof wanted);
    memcpy(&four, at, sizeof four);
    return (four & mask) == wanted && *at != 0xE0 && *at != 0xED;
}

static const unsigned char *skip_ascii(const unsigned char *at, const unsigned char *end) {
    uint64_t eight;
    while (end - at >= 8 && (memcpy(&eight, at, 8), (eight & UINT64_C(0x8080808080808080)) == 0))
        at += 8;
    while (at < end && *at < 0x80)
        at++;
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
static const unsigned char *skip_common(const unsigned char *at, const unsigned char *end) {
    const unsigned char *from = at;
    while (end - at >= BLOCK && is_common(at))
        at += BLOCK;
    if (at > from)
        do
            at--;
        while ((*at & 0xC0) == 0x80);
    return at;
}

/* The run of ASCII, or else of CJK in three bytes, in front: what there is most of. */
static const unsigned char *skip_run(const unsigned char *at, const unsigned char *end) {
    at = skip_ascii(at, end);
    while (end - at >= 4 && is_plain_three(at))
        at += 3;
    return at;
}

/* How many bytes are above 0x7F, eight at a time. */
static uint64_t count_high(const unsigned char *at, const unsigned char *end) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t high = 0, eight;
    for (; end - at >= 8; at += 8) {
        memcpy(&eight, at, 8);
        high += ((eight >> 7 & ones) * ones) >> 56;
    }
    for (; at < end; at++)
        high += *at >> 7;
    return high;
}

utf8_count encoding_count_utf8(sheaf_str bytes) {
    const unsigned char *start = (const unsigned char *)bytes.ptr, *end = start + bytes.len;
    const unsigned char *at = start;
    size_t next = 2; /* where a block is tried again: two good bytes stand before it */
    uint64_t bad = 0;
    while (at < end) {
        if ((size_t)(at - start) >= next) {
            at = skip_common(at, end);
            next = (size_t)(at - start) + BLOCK;
        }
        const unsigned char *run = skip_run(at, end);
        size_t length = run == at ? encoding_utf8_length(at, (size_t)(end - at)) : 0;
        at = run > at ? run : at + (length ? length : 1);
        if (run < at && length == 0) {
            bad++;
            next = (size_t)(at - start) + 2;
        }
    }
    return (utf8_count){.bad = bad, .good = count_high(start, end) - bad};
}
