/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits with a line through them: what a report shows of its changes, a number that is not valid any more. The line is ink of the
 * page and no look of the text. Only digits are asked, since nothing else becomes a value; a page without any is as it was. */
#include "layout.h"

#include <string.h>

enum { HEIGHTS = 16384 /* points: above PDF_FARTHEST */, WORD = 64 };

#define THIN 0.12f /* of the character's height: thicker is a bar */
#define UPPER                                                                                      \
    0.42f /* of its height, between which the line goes through it: rules and underlines stand outside */
#define LOWER 0.68f
#define COVERED 0.9f /* of its width: bars within a glyph that is drawn as paths are narrower */

static int by_height(const void *a, const void *b) {
    const pdf_ink *first = a, *second = b;
    return (first->box[1] > second->box[1]) - (first->box[1] < second->box[1]);
}

static bool is_line(const pdf_ink *ink) {
    enum { MOST = 3 }; /* points */
    float high = ink->box[3] - ink->box[1];
    return ink->paint <= PDF_FILL && high < MOST && ink->box[2] - ink->box[0] > high;
}

/* The page's lines from left to right, from the top down. NULL: no memory. */
static pdf_ink *lines_of(pdf_reader *reader, const pdf_page *page, uint32_t *count) {
    pdf_ink *lines = PDF_TAKE_UNSET(reader->page, pdf_ink, page->ink_count + 1u);
    *count = 0;
    for (uint32_t i = 0; lines && i < page->ink_count; i++)
        if (is_line(&page->inks[i]))
            lines[(*count)++] = page->inks[i];
    if (lines)
        pdf_sort(lines, *count, sizeof *lines, by_height);
    return lines;
}

/* A bit for each point at which a line begins: most lie between those of text, so that few digits are asked and nothing is
 * sorted. */
typedef struct heights {
    uint64_t bits[HEIGHTS / WORD];
} heights;

static uint32_t point_at(float y) {
    const float most = HEIGHTS - 1;
    return (uint32_t)(int32_t)(y > 0 ? y < most ? y : most : 0);
}

static void note_heights(heights *h, const pdf_page *page) {
    for (uint32_t i = 0; i < page->ink_count; i++)
        if (is_line(&page->inks[i])) {
            uint32_t at = point_at(page->inks[i].box[1]);
            h->bits[at / WORD] |= UINT64_C(1) << at % WORD;
        }
}

static bool may_be_struck(const heights *h, const pdf_char *one) {
    const float high = one->box[3] - one->box[1];
    for (uint32_t at = point_at(one->box[1] + UPPER * high);
         at <= point_at(one->box[1] + LOWER * high); at++)
        if (h->bits[at / WORD] >> at % WORD & 1)
            return true;
    return false;
}

static uint32_t first_below(const pdf_ink *lines, uint32_t count, float y) {
    uint32_t low = 0;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (lines[middle].box[1] < y)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static bool is_struck(const pdf_char *at, const pdf_ink *lines, uint32_t count) {
    const float high = at->box[3] - at->box[1], wide = at->box[2] - at->box[0];
    const float from = at->box[1] + UPPER * high, to = at->box[1] + LOWER * high;
    for (uint32_t i = first_below(lines, count, from); i < count && lines[i].box[1] < to; i++) {
        const float *line = lines[i].box;
        if (line[3] - line[1] <= THIN * high && line[3] < to &&
            pdf_overlap(line[0], line[2], at->box[0], at->box[2]) >= COVERED * wide)
            return true;
    }
    return false;
}

pdf_char *pdf_own_chars(pdf_room *room, pdf_page *page) {
    pdf_char *chars = PDF_TAKE_UNSET(room, pdf_char, page->char_count + 1u);
    if (chars) {
        memcpy(chars, page->chars, page->char_count * sizeof *chars);
        page->chars = chars;
    }
    return chars;
}

void pdf_mark_struck(pdf_reader *reader, pdf_page *page) {
    heights h = {{0}};
    uint32_t count = 0;
    pdf_ink *lines = NULL;
    pdf_char *own = NULL;
    note_heights(&h, page);
    for (uint32_t i = 0; i < page->char_count; i++) {
        if (!pdf_is_digit(page->chars[i].code) || !may_be_struck(&h, &page->chars[i]))
            continue;
        if (!lines && !(lines = lines_of(reader, page, &count)))
            return;
        if (!is_struck(&page->chars[i], lines, count))
            continue;
        if (!own && !(own = pdf_own_chars(reader->page, page)))
            return;
        own[i].flags |= PDF_CHAR_STRUCK;
    }
}
