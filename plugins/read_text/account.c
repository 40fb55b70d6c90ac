/* What the source holds, stated before any structure is seen, and what could not be read of it. One record
 * for the whole file: a record a line would be millions. The same pass bounds the number of lines. */
#include "text.h"

#include <stdio.h>
#include <string.h>

/* LF, VT, FF and CR stand in a row. */
static int is_break(unsigned char c) {
    return c >= '\n' && c <= '\r';
}

/* Characters that are no white space, and digits among them. ASCII and the common CJK block are counted by
 * their bytes; the rest is looked at one by one. A line begins where a break has anything else behind it. */
void text_account(text_run *run) {
    sheaf_account account = {.size = sizeof account};
    sheaf_str rest = run->decoded.text;
    const char *end = rest.ptr + rest.len;
    uint64_t lines = 1;
    int broken = 0;
    while (rest.ptr < end) {
        unsigned char lead = (unsigned char)*rest.ptr;
        int breaks = is_break(lead);
        lines += (uint64_t)(broken & !breaks);
        broken = breaks;
        if (lead < 0x80) {
            account.characters += lead != ' ' && (lead < '\t' || lead > '\r');
            account.digits += lead >= '0' && lead <= '9';
            run->decoded.nuls += lead == 0;
            rest.ptr++;
        } else if (lead >= 0xE4 && lead <= 0xE9) {
            account.characters++;
            rest.ptr += 3;
        } else {
            rest.len = (size_t)(end - rest.ptr);
            uint32_t c = text_take(&rest);
            account.characters += !text_is_space(c);
            account.digits += (uint64_t)text_is_digit(c);
            broken = c == 0x85 || c == 0x2028 || c == 0x2029;
        }
    }
    run->most_lines = lines;
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

static void warn(text_run *run, sheaf_str code, const char *message, const sheaf_origin *origin,
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

static void warn_bad(text_run *run, const text_bad *bad) {
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
    warn(run, SHEAF_STR("text.invalid-byte"), message, &origin, 1);
}

void text_report_bad(text_run *run) {
    const text_decoded *decoded = &run->decoded;
    char message[200];
    for (uint32_t i = 0; i < decoded->bad_count; i++)
        warn_bad(run, &decoded->bad[i]);
    if (decoded->bad_more) {
        snprintf(message, sizeof message, "%llu more undecodable bytes follow, each now U+FFFD",
                 (unsigned long long)decoded->bad_more);
        warn(run, SHEAF_STR("text.invalid-byte"), message, NULL, 1);
    }
    if (decoded->nuls) {
        snprintf(message, sizeof message, "The text holds %llu NUL characters; they are kept",
                 (unsigned long long)decoded->nuls);
        warn(run, SHEAF_STR("text.nul"), message, NULL, 0);
    }
    if (run->count == 0)
        warn(run, SHEAF_STR("text.empty"), "The file holds no text", NULL, 0);
}

void text_drop(text_run *run, uint32_t line, sheaf_str part, uint64_t characters,
               sheaf_str reason) {
    sheaf_dropped dropped = {.size = sizeof dropped,
                             .origin = text_origin(run, line, part),
                             .characters = characters,
                             .reason = reason};
    run->host->drop(run->job, &dropped);
}
