/* The way back from decoded text to the source bytes. Encodings tell the length of each character, so
 * the way is walked: forward from where the last look-up began, or from the nearest mark before it. An
 * undecodable byte is one U+FFFD for one byte; a real U+FFFD is told apart by its bytes. Marks stand every
 * STEP bytes of text, so a look-up that goes back costs a bounded walk. */
#include "origin.h"

#include <string.h>

static const char replacement[] = "\xEF\xBF\xBD";

static size_t text_length(const unsigned char *at) {
    return *at < 0x80 ? 1 : *at < 0xE0 ? 2 : *at < 0xF0 ? 3 : 4;
}

static size_t lead_length(text_lead rule, unsigned lead) {
    switch (rule) {
    case TEXT_LEAD_SJIS:
        return (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC) ? 2 : 1;
    case TEXT_LEAD_EUC_JP:
        return lead == 0x8F ? 3 : lead == 0x8E || lead >= 0xA1 ? 2 : 1;
    case TEXT_LEAD_EUC_KR:
        return lead >= 0x81 ? 2 : 1;
    default:
        return 1;
    }
}

/* Whether the source really has U+FFFD there. */
static int is_true_replacement(text_encoding encoding, const char *at, size_t left) {
    static const struct {
        text_encoding encoding;
        const char *bytes;
        size_t length;
    } spelt[] = {{TEXT_UTF8, "\xEF\xBF\xBD", 3}, {TEXT_GB18030, "\x84\x31\xA4\x37", 4}};
    for (size_t i = 0; i < sizeof spelt / sizeof *spelt; i++)
        if (spelt[i].encoding == encoding)
            return left >= spelt[i].length && memcmp(at, spelt[i].bytes, spelt[i].length) == 0;
    return 0;
}

static size_t source_length(const text_decoded *decoded, size_t text, size_t source) {
    const unsigned char *to = (const unsigned char *)decoded->text.ptr + text;
    const char *from = decoded->source.ptr + source;
    size_t left = decoded->source.len - source;
    size_t wide = decoded->encoding == TEXT_UTF16LE || decoded->encoding == TEXT_UTF16BE ? 2 : 4;
    unsigned lead = (unsigned char)*from;
    if (decoded->encoding >= TEXT_UTF16LE && decoded->encoding <= TEXT_UTF32BE)
        return left < wide ? 1 : wide == 2 && text_length(to) == 4 ? 4 : wide;
    if (*to == 0xEF && memcmp(to, replacement, 3) == 0 &&
        !is_true_replacement(decoded->encoding, from, left))
        return 1;
    switch (decoded->encoding) {
    case TEXT_UTF8:
        return text_length(to);
    case TEXT_GB18030:
        return lead < 0x80 ? 1 : left > 1 && (unsigned char)from[1] < 0x40 ? 4 : 2;
    case TEXT_BIG5: /* iconv takes 0x80 for a control character */
        return lead <= 0x80 ? 1 : 2;
    default:
        return lead_length(decoded->lead, lead);
    }
}

/* Walks to `offset`, leaving marks; returns the source offset there. */
static size_t walk(text_decoded *decoded, size_t text, size_t source, size_t offset) {
    while (text < offset && source < decoded->source.len) {
        if (text >= decoded->marked * ORIGIN_STEP) {
            decoded->marks[decoded->marked] =
                (uint64_t)source << 2 | (text - decoded->marked * ORIGIN_STEP);
            decoded->marked++;
        }
        source += source_length(decoded, text, source);
        text += text_length((const unsigned char *)decoded->text.ptr + text);
    }
    return source;
}

/* The source offset of text[offset]. */
static size_t locate(text_decoded *decoded, size_t offset) {
    size_t mark = offset / ORIGIN_STEP;
    size_t text = decoded->seen_text;
    size_t source = decoded->seen_source;
    if (decoded->marked && mark >= decoded->marked)
        mark = decoded->marked - 1;
    if (decoded->marked) {
        size_t at = mark * ORIGIN_STEP + (decoded->marks[mark] & 3);
        if (at <= offset && (at > text || text > offset)) {
            text = at;
            source = (size_t)(decoded->marks[mark] >> 2);
        }
    }
    if (text > offset) {
        text = 0;
        source = decoded->bom;
    }
    return walk(decoded, text, source, offset);
}

size_t origin_marks(size_t text_length_in_bytes) {
    return text_length_in_bytes / ORIGIN_STEP + 2;
}

void text_source_range(text_decoded *decoded, size_t offset, size_t length, uint64_t *source_offset,
                       uint64_t *source_length_out) {
    if (decoded->same) {
        *source_offset = decoded->bom + offset;
        *source_length_out = length;
        return;
    }
    if (decoded->seen_source < decoded->bom)
        decoded->seen_source = decoded->bom;
    size_t start = locate(decoded, offset);
    decoded->seen_text = offset;
    decoded->seen_source = start;
    size_t end = length < ORIGIN_STEP ? walk(decoded, offset, start, offset + length)
                                      : locate(decoded, offset + length);
    *source_offset = start;
    *source_length_out = end - start;
}

sheaf_origin text_origin(text_run *run, uint32_t line, sheaf_str part) {
    sheaf_origin origin = {.kind = SHEAF_AT_BYTES, .unit = run->lines[line].number};
    text_source_range(&run->decoded, (size_t)(part.ptr - run->decoded.text.ptr), part.len,
                      &origin.at.bytes.offset, &origin.at.bytes.length);
    return origin;
}
