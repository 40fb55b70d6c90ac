/* What the source holds, stated before any structure is seen, and what could not be read of it. One record
 * for the whole file: a record a line would be millions. The same pass bounds the number of lines. */
#include "text.h"

#include <stdio.h>
#include <string.h>

/* LF, VT, FF and CR stand in a row. */
static int is_break(unsigned char c) {
    return c >= '\n' && c <= '\r';
}

typedef struct tally {
    uint64_t characters; /* that are no white space */
    uint64_t digits;     /* among them */
    uint64_t nuls;
    uint64_t lines; /* or more: runs of breaks, and each break beyond ASCII */
} tally;

static void count_ascii(tally *sum, unsigned char c) {
    sum->characters += c != ' ' && (c < '\t' || c > '\r');
    sum->digits += c >= '0' && c <= '9';
    sum->nuls += c == 0;
}

static void count_other(tally *sum, uint32_t c) {
    sum->characters += !text_is_space(c);
    sum->digits += (uint64_t)text_is_digit(c);
    sum->lines += c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* The common CJK block comes in runs and is counted by its lead bytes alone. */
static tally count(sheaf_str text) {
    const unsigned char *at = (const unsigned char *)text.ptr;
    const unsigned char *end = at + text.len;
    tally sum = {.lines = 1};
    while (at < end) {
        for (; at < end && *at >= 0xE4 && *at <= 0xE9; at += 3)
            sum.characters++;
        for (; at < end && *at < 0x80; at++) {
            count_ascii(&sum, *at);
            sum.lines += is_break(*at) && (at + 1 == end || !is_break(at[1]));
        }
        if (at < end && !(*at >= 0xE4 && *at <= 0xE9)) {
            sheaf_str rest = {(const char *)at, (size_t)(end - at)};
            count_other(&sum, text_take(&rest));
            at = (const unsigned char *)rest.ptr;
        }
    }
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

void text_drop(text_run *run, uint32_t line, sheaf_str part, uint64_t characters,
               sheaf_str reason) {
    sheaf_dropped dropped = {.size = sizeof dropped,
                             .origin = text_origin(run, line, part),
                             .characters = characters,
                             .reason = reason};
    run->host->drop(run->job, &dropped);
}
