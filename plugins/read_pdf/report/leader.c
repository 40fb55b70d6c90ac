/* SPDX-License-Identifier: GPL-2.0-or-later
 * Lines with a part taken out. Dots that lead the eye from an entry to its page number are drawing, not text; where the program
 * that wrote the page had a tab, a blank stands instead. */
#include "report/report.h"

#include <string.h>

enum { FEWEST = 6 };

static bool is_dot(uint32_t c) {
    return c == '.' || c == 0x2026 || c == 0xB7 || c == 0x2024 || c == 0x2027 || c == 0x22EF;
}

bool pdf_leader_find(sheaf_str text, uint32_t *from, uint32_t *to, uint32_t *characters) {
    sheaf_str rest = text;
    *characters = 0;
    while (rest.len) {
        size_t at = text.len - rest.len;
        uint32_t c = pdf_code_take(&rest);
        if (is_dot(c)) {
            *from = *characters ? *from : (uint32_t)at;
            *to = (uint32_t)(text.len - rest.len);
            *characters += 1;
        } else if (!pdf_is_space(c) && *characters >= FEWEST && *from) {
            return true;
        } else if (!pdf_is_space(c)) {
            *characters = 0;
        }
    }
    return false;
}

/* What is left of a span, moved to where it stands then. */
static pdf_span cut_span(pdf_span span, uint32_t from, uint32_t to, uint32_t between) {
    uint32_t end = span.start + span.length;
    uint32_t first = span.start <= from ? span.start
                     : span.start >= to ? span.start - (to - from) + between
                                        : from + between;
    uint32_t last = end <= from ? end : end >= to ? end - (to - from) + between : from + between;
    span.start = first;
    span.length = last > first ? last - first : 0;
    return span;
}

const pdf_line *pdf_line_without(pdf_room *room, const pdf_line *line, uint32_t from, uint32_t to,
                                 sheaf_str between) {
    pdf_line *copy = PDF_TAKE(room, pdf_line, 1);
    char *text = PDF_TAKE(room, char, line->text.len + between.len + 1);
    pdf_span *spans = PDF_TAKE(room, pdf_span, (size_t)line->span_count + 1);
    if (!copy || !text || !spans)
        return NULL;
    *copy = *line;
    copy->text = (sheaf_str){text, line->text.len - (to - from) + between.len};
    copy->spans = spans;
    copy->span_count = 0;
    memcpy(text, line->text.ptr, from);
    memcpy(text + from, between.ptr, between.len);
    memcpy(text + from + between.len, line->text.ptr + to, line->text.len - to);
    for (uint32_t i = 0; i < line->span_count; i++) {
        pdf_span span = cut_span(line->spans[i], from, to, (uint32_t)between.len);
        if (span.length)
            spans[copy->span_count++] = span;
    }
    return copy;
}
