/* Bytes to UTF-8. Valid UTF-8 is lent, not copied. Everything else is decoded into one piece of scratch
 * whose size a first look bounds. A byte that is no character becomes one U+FFFD and is remembered: the
 * run is then marked as incomplete, with the place (account.c). */
#include "encoding.h"
#include "origin.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

enum { BAD_KEPT = 1000 };

/* Where decoding writes, and what it reads. */
typedef struct decoder {
    text_run *run;
    const char *in; /* what is left of the source */
    size_t left;
    char *out;
    size_t room;
} decoder;

static size_t put(char *out, uint32_t c) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((length == 2 ? 0xC0u : length == 3 ? 0xE0u : 0xF0u) | c);
    return length;
}

/* Notes `length` undecodable bytes at the front, as one U+FFFD, and skips them. */
static void skip_bad(decoder *work, size_t length) {
    text_decoded *decoded = &work->run->decoded;
    uint64_t source = (uint64_t)(work->in - decoded->source.ptr);
    size_t text = (size_t)(work->out - decoded->text.ptr);
    text_bad *end = decoded->bad + decoded->bad_count;
    if (decoded->bad_count && end[-1].source + end[-1].length == source && !decoded->bad_more)
        end[-1].length += length;
    else if (decoded->bad_count < BAD_KEPT)
        decoded->bad[decoded->bad_count++] = (text_bad){source, length, text};
    else
        decoded->bad_more++;
    size_t used = put(work->out, 0xFFFD);
    work->out += used;
    work->room -= used;
    work->in += length;
    work->left -= length;
}

static void take_over(decoder *work, size_t length) {
    memcpy(work->out, work->in, length);
    work->out += length;
    work->room -= length;
    work->in += length;
    work->left -= length;
}

static void decode_utf8(decoder *work) {
    while (work->left) {
        size_t good = 0;
        size_t step;
        while (good < work->left && good < 65536 &&
               (step = encoding_utf8_length((const unsigned char *)work->in + good,
                                            work->left - good)))
            good += step;
        take_over(work, good);
        if (good == 0)
            skip_bad(work, 1);
    }
}

static uint32_t unit(const char *at, size_t size, int big) {
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++)
        value = value << 8 | (unsigned char)at[big ? i : size - 1 - i];
    return value;
}

static int is_surrogate(uint32_t c) {
    return c >= 0xD800 && c < 0xE000;
}

static void put_code(decoder *work, uint32_t c, size_t length) {
    size_t used = put(work->out, c);
    work->out += used;
    work->room -= used;
    work->in += length;
    work->left -= length;
}

static void decode_utf16(decoder *work) {
    int big = work->run->decoded.encoding == TEXT_UTF16BE;
    while (work->left >= 2) {
        uint32_t c = unit(work->in, 2, big);
        uint32_t low = work->left >= 4 ? unit(work->in + 2, 2, big) : 0;
        if (!is_surrogate(c))
            put_code(work, c, 2);
        else if (c < 0xDC00 && low >= 0xDC00 && low < 0xE000)
            put_code(work, 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00), 4);
        else
            skip_bad(work, 2);
    }
    while (work->left)
        skip_bad(work, 1);
}

static void decode_utf32(decoder *work) {
    int big = work->run->decoded.encoding == TEXT_UTF32BE;
    while (work->left >= 4) {
        uint32_t c = unit(work->in, 4, big);
        if (c > 0x10FFFF || is_surrogate(c))
            skip_bad(work, 4);
        else
            put_code(work, c, 4);
    }
    while (work->left)
        skip_bad(work, 1);
}

/* iconv does what it can and stops at what it cannot: that byte is skipped, and it goes on. */
static void decode_iconv(decoder *work, iconv_t converter) {
    while (work->left && work->room >= 8) {
        char *in = (char *)(uintptr_t)work->in;
        size_t done = iconv(converter, &in, &work->left, &work->out, &work->room);
        work->in = in;
        if (done == (size_t)-1 && work->left && work->room >= 8)
            skip_bad(work, 1);
        if (done == (size_t)-1)
            iconv(converter, NULL, NULL, NULL, NULL);
    }
}

/* Sets of one byte a character are decoded by a table: iconv would hold a letter back, to compose it with
 * a mark that follows, lose it at an error or the end, and break the way back to the bytes. */
static void decode_single(decoder *work, iconv_t converter) {
    char table[256][16];
    size_t length[256];
    for (unsigned byte = 0; byte < 256; byte++)
        length[byte] = encoding_single(converter, byte, table[byte]);
    while (work->left) {
        unsigned byte = (unsigned char)*work->in;
        if (length[byte] == 0) {
            skip_bad(work, 1);
            continue;
        }
        memcpy(work->out, table[byte], length[byte]);
        work->out += length[byte];
        work->room -= length[byte];
        work->in++;
        work->left--;
    }
}

/* The editions of GB 18030 give U+1E3F (m with acute) and the private U+E7C7 that once stood for it each
 * other's codes. Both mean the letter; both take three bytes. */
static void settle_editions(char *text, size_t length) {
    static const char private[] = "\xEE\x9F\x87", letter[] = "\xE1\xB8\xBF";
    const char *end = text + length;
    for (char *at = text; (at = memchr(at, private[0], (size_t)(end - at))) && end - at >= 3;
         at += 3)
        if (memcmp(at, private, 3) == 0)
            memcpy(at, letter, 3);
}

/* The most bytes of UTF-8 that the source can give. */
static size_t bound(const text_decoded *decoded) {
    size_t bytes = decoded->source.len - decoded->bom;
    uint64_t high = 0;
    switch (decoded->encoding) {
    case TEXT_UTF16LE:
    case TEXT_UTF16BE:
        return bytes / 2 * 3 + 3;
    case TEXT_UTF32LE:
    case TEXT_UTF32BE:
        return bytes + 9;
    case TEXT_OTHER:
        return bytes * 4;
    default:
        for (size_t i = decoded->bom; i < decoded->source.len; i++)
            high += (unsigned char)decoded->source.ptr[i] >> 7;
        return bytes + 2 * (size_t)high;
    }
}

static sheaf_status refuse_encoding(text_run *run, const char *name) {
    char message[200];
    int length = snprintf(
        message, sizeof message,
        "The encoding %s cannot be decoded on this system; convert the file to UTF-8 first", name);
    return run->host->fail(run->job, SHEAF_UNSUPPORTED, SHEAF_STR("text.encoding-unsupported"),
                           (sheaf_str){message, (size_t)length}, NULL);
}

static sheaf_status convert(decoder *work, const encoding *found) {
    if (!found->iconv) {
        switch (found->kind) {
        case TEXT_UTF16LE:
        case TEXT_UTF16BE:
            decode_utf16(work);
            break;
        case TEXT_UTF32LE:
        case TEXT_UTF32BE:
            decode_utf32(work);
            break;
        default:
            decode_utf8(work);
        }
        return SHEAF_OK;
    }
    iconv_t converter = iconv_open("UTF-8", found->iconv);
    if (converter == (iconv_t)-1)
        return refuse_encoding(work->run, found->iconv);
    if (found->kind == TEXT_OTHER && found->lead == TEXT_LEAD_SINGLE)
        decode_single(work, converter);
    else
        decode_iconv(work, converter);
    iconv_close(converter);
    return SHEAF_OK;
}

/* Decodes into scratch; run->decoded says which encoding. */
static sheaf_status decode_copy(text_run *run, const encoding *found) {
    text_decoded *decoded = &run->decoded;
    size_t most = bound(decoded);
    char *out = run->host->scratch(run->job, most + 16);
    decoded->bad = run->host->scratch(run->job, BAD_KEPT * sizeof *decoded->bad);
    decoded->marks = run->host->scratch(run->job, origin_marks(most) * sizeof *decoded->marks);
    if (!out || !decoded->bad || !decoded->marks)
        return run->host->tick(run->job, 0, 0);
    decoded->text = (sheaf_str){out, 0};
    decoder work = {.run = run,
                    .in = decoded->source.ptr + decoded->bom,
                    .left = decoded->source.len - decoded->bom,
                    .out = out,
                    .room = most + 16};
    sheaf_status status = convert(&work, found);
    decoded->text.len = (size_t)(work.out - out);
    if (decoded->encoding == TEXT_GB18030)
        settle_editions(out, decoded->text.len);
    decoded->seen_source = decoded->bom;
    return status;
}

static sheaf_status refuse(text_run *run, const detection *found) {
    char message[300];
    int length = snprintf(message, sizeof message, "The file %s", found->refusal);
    return run->host->fail(run->job, SHEAF_BAD_INPUT, SHEAF_STR("text.binary"),
                           (sheaf_str){message, (size_t)length}, NULL);
}

static void warn_guess(text_run *run, const char *name) {
    char message[300];
    int length = snprintf(
        message, sizeof message,
        "The encoding is not clear; %s was taken as the likeliest: name it with --encoding "
        "where that is wrong",
        name);
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = SHEAF_WARNING,
                                   .code = SHEAF_STR("text.encoding-guess"),
                                   .message = {message, (size_t)length}};
    run->host->diagnose(run->job, &diagnostic);
}

/* The user's word, else the evidence. */
static sheaf_status choose(text_run *run, sheaf_str bytes, detection *found) {
    sheaf_str wish = run->host->option(run->job, SHEAF_STR("encoding"));
    if (wish.len == 0 || (wish.len == 4 && memcmp(wish.ptr, "auto", 4) == 0)) {
        detect(bytes, found);
        if (found->refusal)
            return refuse(run, found);
        if (found->guessed)
            warn_guess(run, found->found.iana);
        return SHEAF_OK;
    }
    detection evidence;
    detect(bytes, &evidence);
    *found = (detection){0};
    int plain16 = wish.len == 6 || wish.len == 5; /* UTF-16, UTF-32: the mark says the order */
    if (plain16 && (evidence.found.kind >= TEXT_UTF16LE && evidence.found.kind <= TEXT_UTF32BE) &&
        text_starts((sheaf_str){evidence.found.iana, strlen(evidence.found.iana)},
                    SHEAF_STR("UTF-"))) {
        char digits[2] = {wish.ptr[wish.len - 2], wish.ptr[wish.len - 1]};
        if (memcmp(evidence.found.iana + 4, digits, 2) == 0) {
            *found = evidence;
            return SHEAF_OK;
        }
    }
    if (!encoding_named(wish, found)) {
        char message[300];
        int length =
            snprintf(message, sizeof message,
                     "The encoding '%.*s' is not known here or has no fixed way back to the bytes; "
                     "name another, or convert the file to UTF-8 first",
                     (int)(wish.len < 60 ? wish.len : 60), wish.ptr);
        return run->host->fail(run->job, SHEAF_UNSUPPORTED, SHEAF_STR("text.encoding-unknown"),
                               (sheaf_str){message, (size_t)length}, NULL);
    }
    if (evidence.found.kind == found->found.kind)
        found->bom = evidence.bom;
    return SHEAF_OK;
}

sheaf_status text_decode(text_run *run) {
    text_decoded *decoded = &run->decoded;
    decoded->source = run->host->input(run->job)->bytes;
    detection found;
    sheaf_status status = choose(run, decoded->source, &found);
    if (status != SHEAF_OK)
        return status;
    decoded->encoding = found.found.kind;
    decoded->lead = found.found.lead;
    decoded->bom = found.bom;
    sheaf_str name = {found.found.iana, strlen(found.found.iana)};
    run->host->describe(run->job, SHEAF_STR(""), SHEAF_STR(""), name);
    decoded->text = text_from(decoded->source, decoded->bom);
    decoded->same = found.found.kind == TEXT_UTF8 &&
                    (found.clean || encoding_count_utf8(decoded->text).bad == 0);
    return decoded->same ? SHEAF_OK : decode_copy(run, &found.found);
}
