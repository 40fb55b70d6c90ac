/* SPDX-License-Identifier: GPL-2.0-or-later
 * Sizes of type as the page shows them. What Poppler tells of a Type 3 font (Chromium prints ideographs as such) is a guess
 * from the width of an `m`, and may be twice the truth. An ideograph fills a square of one em, so where a look has some,
 * the narrower side of their boxes is its size, on later pages too; other sizes of its font are wrong by the same factor. As
 * wrong are the heights of the boxes, which Poppler makes of the size: of these only the baseline is right. */
#include "layout.h"

#include <math.h>
#include <string.h>

enum { FEWEST = 3, MOST_LOOKS = 512 };

/* Ems that Poppler gives a font that says nothing of it. */
#define ASCENT 0.95f
#define DESCENT 0.35f
#define ABOVE 0.96f /* ems that its box reaches above the baseline */
#define BELOW                                                                                      \
    0.24f /* and below it: as lines/lines.c takes the baseline to be at a fifth of the height */
#define TALLEST 1.5f /* ems: up to this a height is left as it is */

struct pdf_squares {
    float sum;
    uint32_t count;
};
typedef struct pdf_squares squares;

static bool is_square(uint32_t code) {
    return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xAC00 && code <= 0xD7A3);
}

static void measure(const pdf_page *page, squares *of) {
    for (uint32_t i = 0; i < page->char_count; i++) {
        const pdf_char *at = &page->chars[i];
        if (!is_square(at->code) || at->look >= page->look_count)
            continue;
        float wide = at->box[2] - at->box[0], high = at->box[3] - at->box[1];
        of[at->look].sum += wide < high ? wide : high;
        of[at->look].count++;
    }
}

/* How many times larger the type is than it was told; 1 where that is near enough, or nothing is known. */
static float factor_of(const pdf_look *look, const squares *of) {
    float factor =
        of->count >= FEWEST && look->size > 0 ? of->sum / (float)of->count / look->size : 1;
    return (factor > 0.05f && factor < 0.7f) || factor > 1.5f ? factor : 1;
}

static bool is_same(sheaf_str a, sheaf_str b) {
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

/* That of another size of the font, where this one has no ideographs. */
static float factor_of_font(const pdf_page *page, const squares *of, uint32_t look) {
    if (of[look].count >= FEWEST || page->look_count > MOST_LOOKS)
        return factor_of(&page->looks[look], &of[look]);
    for (uint32_t i = 0; i < page->look_count; i++)
        if (of[i].count >= FEWEST && is_same(page->looks[i].font, page->looks[look].font))
            return factor_of(&page->looks[i], &of[i]);
    return 1;
}

/* One place a look, what was seen before kept. */
static squares *of_looks(pdf_reader *reader, const pdf_page *page) {
    if (page->look_count > reader->square_count) {
        uint32_t room = page->look_count * 2;
        squares *more = PDF_TAKE(reader->kept, squares, room);
        if (!more)
            return NULL;
        if (reader->square_count)
            memcpy(more, reader->squares, reader->square_count * sizeof *more);
        reader->squares = more;
        reader->square_count = room;
    }
    return reader->squares;
}

/* The side of a box on which the ascent of its text ends, by its direction. */
static const uint8_t tops[] = {
    [PDF_RIGHTWARD] = 1, [PDF_UPWARD] = 0, [PDF_DOWNWARD] = 2, [PDF_LEFTWARD] = 3};

/* As high as type of that size is, on the same baseline. Poppler takes such fonts for mirrored where they are turned. */
static void fit_height(pdf_char *one, float em) {
    const uint32_t turn = PDF_CHAR_TURN_OF(one->flags), top = tops[turn], foot = (top + 2) % 4;
    const uint32_t told = turn == PDF_RIGHTWARD ? top : foot;
    const float up = top < 2 ? -1 : 1, high = fabsf(one->box[top] - one->box[foot]);
    if (high <= TALLEST * em)
        return;
    const float above = high * ASCENT / (ASCENT + DESCENT);
    const float base = told < 2 ? one->box[told] + above : one->box[told] - above;
    one->box[top] = base + up * ABOVE * em;
    one->box[foot] = base - up * BELOW * em;
}

static void fit_heights(pdf_reader *reader, pdf_page *page, const pdf_look *told) {
    pdf_char *own = pdf_own_chars(reader->page, page);
    for (uint32_t i = 0; own && i < page->char_count; i++) {
        const uint16_t look = own[i].look;
        if (look < page->look_count && page->looks[look].size < told[look].size)
            fit_height(&own[i], page->looks[look].size);
    }
}

void pdf_correct_sizes(pdf_reader *reader, pdf_page *page) {
    squares *of = of_looks(reader, page);
    pdf_look *looks = NULL;
    if (!of)
        return;
    measure(page, of);
    for (uint32_t i = 0; i < page->look_count; i++) {
        float factor = factor_of_font(page, of, i);
        if (factor == 1)
            continue;
        if (!looks) {
            looks = PDF_TAKE(reader->page, pdf_look, page->look_count);
            if (!looks)
                return;
            memcpy(looks, page->looks, page->look_count * sizeof *looks);
        }
        looks[i].size *= factor;
    }
    if (!looks)
        return;
    const pdf_look *told = page->looks;
    page->looks = looks;
    fit_heights(reader, page, told);
}
