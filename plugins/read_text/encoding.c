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

/* E0 and ED, whose second byte has a narrower range. */
static int is_narrow(unsigned char lead) {
    return (1u << (lead & 15u) & (1u << 0x0 | 1u << 0xD)) != 0;
}

/* Sequences of three bytes of the common case, a lead without a narrow range and two that continue it: two of them by
 * one look at eight bytes, the last one by a look at four. */
static const unsigned char *skip_threes(const unsigned char *at, const unsigned char *end) {
    static const unsigned char fixed[8] = {0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0, 0},
                               form[8] = {0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0, 0},
                               half_fixed[4] = {0xF0, 0xC0, 0xC0, 0},
                               half_form[4] = {0xE0, 0x80, 0x80, 0};
    uint64_t mask, wanted, eight;
    uint32_t half_mask, half_wanted, four;
    memcpy(&mask, fixed, sizeof mask);
    memcpy(&wanted, form, sizeof wanted);
    for (; end - at >= 8; at += 6) {
        memcpy(&eight, at, sizeof eight);
        if ((eight & mask) != wanted || is_narrow(at[0]) || is_narrow(at[3]))
            break;
    }
    memcpy(&half_mask, half_fixed, sizeof half_mask);
    memcpy(&half_wanted, half_form, sizeof half_wanted);
    for (; end - at >= 4; at += 3) {
        memcpy(&four, at, sizeof four);
        if ((four & half_mask) != half_wanted || is_narrow(at[0]))
            break;
    }
    return at;
}

static const unsigned char *skip_ascii(const unsigned char *at, const unsigned char *end) {
    uint64_t eight;
    while (end - at >= 8 && (memcpy(&eight, at, 8), (eight & UINT64_C(0x8080808080808080)) == 0))
        at += 8;
    while (at < end && *at < 0x80)
        at++;
    return at;
}

/* ASCII and CJK in three bytes are what there is most of: both have their own way. */
utf8_count encoding_count_utf8(sheaf_str bytes) {
    const unsigned char *at = (const unsigned char *)bytes.ptr;
    const unsigned char *end = at + bytes.len;
    utf8_count count = {0, 0};
    while ((at = skip_ascii(at, end)) < end) {
        const unsigned char *from = at;
        at = skip_threes(at, end);
        count.good += (uint64_t)(at - from);
        if (at > from)
            continue;
        size_t length = encoding_utf8_length(at, (size_t)(end - at));
        count.bad += length == 0;
        count.good += length;
        at += length ? length : 1;
    }
    return count;
}
