/* What the source holds, stated before any structure is seen, and what could not be read of it. One record
 * for the whole file: a record a line would be millions. The same pass bounds the number of lines. */
#include "text.h"

#include <stdio.h>
#include <string.h>

/* LF, VT, FF and CR stand in a row. */
static unsigned is_break(unsigned char c) {
    return (unsigned char)(c - '\n') <= '\r' - '\n';
}

typedef struct tally {
    uint64_t characters; /* that are no white space */
    uint64_t digits;     /* among them */
    uint64_t nuls;
    uint64_t lines; /* or more: runs of breaks, and each break beyond ASCII */
} tally;

static void count_other(tally *sum, uint32_t c) {
    sum->characters += !text_is_space(c);
    sum->digits += (uint64_t)text_is_digit(c);
    sum->lines += c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The character that begins at `at`, if one does. */
static void count_one(tally *sum, const unsigned char *at, const unsigned char *end) {
    sheaf_str rest = {(const char *)at, (size_t)(end - at)};
    if (*at >= 0xC0)
        count_other(sum, text_take(&rest));
    if (*at >= 0x80)
        return;
    sum->characters += *at != ' ' && *at != '\t' && !is_break(*at);
    sum->digits += (unsigned char)(*at - '0') < 10;
    sum->nuls += *at == 0;
    sum->lines += is_break(*at) && (at + 1 == end || !is_break(at[1]));
}

static void count_each(tally *sum, const unsigned char *at, const unsigned char *to,
                       const unsigned char *end) {
    for (; at < to; at++)
        count_one(sum, at, end);
}

enum { BLOCK = 32, BEHIND = 2 /* bytes behind it that are looked at, too */ };

/* Counts the characters that begin in a block, without a branch for any of them; 0 where one needs a closer look:
 * beyond ASCII, white space and digits of common text are U+3000 and the full-width ones alone. */
static int count_block(tally *sum, const unsigned char *at) {
    unsigned char leads = 0, spaces = 0, digits = 0, nuls = 0, breaks = 0, odd = 0;
    for (int i = 0; i < BLOCK; i++) {
        unsigned char c = at[i], second = at[i + 1], third = at[i + 2];
        unsigned char dash = (second == 0x80) & ((unsigned char)(third - 0x90) < 0x18);
        unsigned char wide = (c == 0xE3) & (second == 0x80) & (third == 0x80);
        unsigned char digit = (c == 0xEF) & (second == 0xBC) & ((unsigned char)(third - 0x90) < 10);
        leads = (unsigned char)(leads + ((c & 0xC0) != 0x80));
        spaces += (unsigned char)((c == ' ') | ((unsigned char)(c - '\t') < 5) | wide);
        digits += (unsigned char)(((unsigned char)(c - '0') < 10) | digit);
        nuls = (unsigned char)(nuls + (c == 0));
        breaks += (unsigned char)(is_break(c) & !is_break(second));
        odd |= (unsigned char)(((c >= 0xC0) & (c < 0xE2)) | ((c == 0xE2) & !dash) | (c == 0xEA) |
                               (c >= 0xF0));
    }
    if (odd)
        return 0;
    sum->characters += (uint64_t)leads - spaces;
    sum->digits += digits;
    sum->nuls += nuls;
    sum->lines += breaks;
    return 1;
}

static tally count(sheaf_str text) {
    const unsigned char *at = (const unsigned char *)text.ptr;
    const unsigned char *end = at + text.len;
    tally sum = {.lines = 1};
    for (; end - at >= BLOCK + BEHIND; at += BLOCK)
        if (!count_block(&sum, at))
            count_each(&sum, at, at + BLOCK, end);
    count_each(&sum, at, end, end);
    return sum;
}

void text_account(text_run *run) {
    tally sum = count(run->decoded.text);
    sheaf_account account = {
        .size = sizeof account, .characters = sum.characters, .digits = sum.digits};
    run->decoded.nuls += sum.nuls;
    run->most_lines = sum.lines;
    run->host->account(run->job, &account);
}

/* The line (its index) that holds text[offset]. */
static uint32_t line_at(const text_run *run, size_t offset) {
    uint32_t low = 0;
    uint32_t high = run->count;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (run->lines[middle].offset <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void report(text_run *run, sheaf_str code, const char *message, const sheaf_origin *origin,
                   uint32_t incomplete) {
    sheaf_diagnostic diagnostic = {.size = sizeof diagnostic,
                                   .severity = SHEAF_WARNING,
                                   .code = code,
                                   .message = {message, strlen(message)},
                                   .incomplete = incomplete};
    if (origin)
        diagnostic.origin = *origin;
    run->host->diagnose(run->job, &diagnostic);
}

static void report_bad(text_run *run, const text_bad *bad) {
    char message[200];
    const unsigned char *first = (const unsigned char *)run->decoded.source.ptr + bad->source;
    if (bad->length == 1)
        snprintf(message, sizeof message,
                 "The byte 0x%02X is no character of the encoding; U+FFFD stands for it", *first);
    else
        snprintf(
            message, sizeof message,
            "%llu bytes from 0x%02X on are no characters of the encoding; U+FFFD stands for each",
            (unsigned long long)bad->length, *first);
    sheaf_origin origin = {.kind = SHEAF_AT_BYTES,
                           .unit = run->count ? run->lines[line_at(run, bad->text)].number : 0,
                           .at.bytes = {bad->source, bad->length}};
    report(run, SHEAF_STR("text.invalid-byte"), message, &origin, 1);
}

void text_report_bad(text_run *run) {
    const text_decoded *decoded = &run->decoded;
    char message[200];
    for (uint32_t i = 0; i < decoded->bad_count; i++)
        report_bad(run, &decoded->bad[i]);
    if (decoded->bad_more) {
        snprintf(message, sizeof message, "%llu more undecodable bytes follow, each now U+FFFD",
                 (unsigned long long)decoded->bad_more);
        report(run, SHEAF_STR("text.invalid-byte"), message, NULL, 1);
    }
    if (decoded->nuls) {
        snprintf(message, sizeof message, "The text holds %llu NUL characters; they are kept",
                 (unsigned long long)decoded->nuls);
        report(run, SHEAF_STR("text.nul"), message, NULL, 0);
    }
    if (run->count == 0)
        report(run, SHEAF_STR("text.empty"), "The file holds no text", NULL, 0);
}

static void drop(text_run *run, uint32_t line, sheaf_str part, uint64_t characters, uint64_t digits,
                 sheaf_str reason) {
    sheaf_dropped dropped = {.size = sizeof dropped,
                             .origin = text_origin(run, line, part),
                             .characters = characters,
                             .digits = digits,
                             .reason = reason};
    run->host->drop(run->job, &dropped);
}

void text_drop(text_run *run, uint32_t line, sheaf_str part, uint64_t characters,
               sheaf_str reason) {
    drop(run, line, part, characters, 0, reason);
}

void text_drop_number(text_run *run, uint32_t line, sheaf_str part, sheaf_str reason) {
    tally sum = {0};
    const unsigned char *at = (const unsigned char *)part.ptr;
    count_each(&sum, at, at + part.len, at + part.len);
    drop(run, line, part, sum.characters, sum.digits, reason);
}
