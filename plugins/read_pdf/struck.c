/* SPDX-License-Identifier: GPL-2.0-or-later
 * Digits with a line through them: what a report shows of its changes, a number that is not valid any more. The line is ink of the
 * page and no look of the text. Only digits are asked, since nothing else becomes a value; a page without any is as it was. */
#include "layout.h"

#include <string.h>

enum { HEIGHTS = 16384 /* points: above PDF_FARTHEST */, WORD = 64 };
enum { LEVELS = 64 /* that are asked for a digit, at most */ };

#define UPPER                                                                                      \
    0.42f /* of its height, between which the line goes through it: rules and underlines stand outside */
#define LOWER 0.68f
#define COVERED 0.85f /* of its width: bars within a glyph that is drawn as paths are narrower */
#define PER_POINT 4   /* levels */
#define DOT 0.6f      /* of its height, that the shortest piece of a line is wide */
#define DASHES 6.0f   /* times their height: the gaps between them */

/* A line that begins in this level, its dashes joined: lines of one level do not touch each other. */
typedef struct rail {
    uint32_t level;
    float x0, y0, x1, y1;
} rail;

static uint32_t level_of(float y) {
    const float most = HEIGHTS - 1;
    return (uint32_t)(int32_t)((y > 0 ? y < most ? y : most : 0) * PER_POINT);
}

static int by_level(const void *a, const void *b) {
    const rail *first = a, *second = b;
    if (first->level != second->level)
        return first->level < second->level ? -1 : 1;
    return (first->x0 > second->x0) - (first->x0 < second->x0);
}

/* Waves are painted as images; in white is nothing struck, but letters have outlines. */
static bool is_line(const pdf_ink *ink) {
    enum { MOST = 6 /* points */, WHITE = 0xFFFFFF };
    float high = ink->box[3] - ink->box[1], wide = ink->box[2] - ink->box[0];
    return ink->paint != PDF_CLIP && ink->colour != WHITE && high < MOST && wide > DOT * high;
}

static uint32_t join_dashes(rail *rails, uint32_t count) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        rail *last = kept ? &rails[kept - 1] : NULL, *next = &rails[i];
        if (!last || last->level != next->level ||
            next->x0 - last->x1 > DASHES * (last->y1 - last->y0)) {
            rails[kept++] = *next;
            continue;
        }
        last->x1 = next->x1 > last->x1 ? next->x1 : last->x1;
        last->y1 = next->y1 > last->y1 ? next->y1 : last->y1;
    }
    return kept;
}

/* The page's lines from left to right, from the top down. NULL: no memory. */
static rail *rails_of(pdf_reader *reader, const pdf_page *page, uint32_t *count) {
    rail *rails = PDF_TAKE_UNSET(reader->page, rail, page->ink_count + 1u);
    *count = 0;
    for (uint32_t i = 0; rails && i < page->ink_count; i++) {
        const float *box = page->inks[i].box;
        if (is_line(&page->inks[i]))
            rails[(*count)++] = (rail){level_of(box[1]), box[0], box[1], box[2], box[3]};
    }
    if (rails) {
        pdf_sort(rails, *count, sizeof *rails, by_level);
        *count = join_dashes(rails, *count);
    }
    return rails;
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

/* The last line of the level that begins at x or left of it; NULL: none. */
static const rail *rail_at(const rail *rails, uint32_t count, uint32_t level, float x) {
    const rail wanted = {.level = level, .x0 = x};
    uint32_t low = 0;
    while (low < count) {
        uint32_t middle = low + (count - low) / 2;
        if (by_level(&rails[middle], &wanted) <= 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low && rails[low - 1].level == level ? &rails[low - 1] : NULL;
}

static bool is_struck(const pdf_char *at, const rail *rails, uint32_t count) {
    const float high = at->box[3] - at->box[1], wide = at->box[2] - at->box[0];
    const float from = at->box[1] + UPPER * high, to = at->box[1] + LOWER * high;
    const uint32_t first = level_of(from), last = level_of(to);
    for (uint32_t level = first; level <= last && level - first < LEVELS; level++) {
        const rail *line = rail_at(rails, count, level, at->box[0] + (1 - COVERED) * wide);
        if (line && line->y0 >= from && line->y1 < to &&
            pdf_overlap(line->x0, line->x1, at->box[0], at->box[2]) >= COVERED * wide)
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
    rail *rails = NULL;
    pdf_char *own = NULL;
    note_heights(&h, page);
    for (uint32_t i = 0; i < page->char_count; i++) {
        if (!pdf_is_digit(page->chars[i].code) || !may_be_struck(&h, &page->chars[i]))
            continue;
        if (!rails && !(rails = rails_of(reader, page, &count)))
            return;
        if (!is_struck(&page->chars[i], rails, count))
            continue;
        if (!own && !(own = pdf_own_chars(reader->page, page)))
            return;
        own[i].flags |= PDF_CHAR_STRUCK;
    }
}
