/* SPDX-License-Identifier: GPL-2.0-or-later
 * Sizes of type as the page shows them. What Poppler tells of a Type 3 font (Chromium prints ideographs as such) is a guess
 * from the width of an `m`, and may be twice the truth. An ideograph fills a square of one em, so where a look has some,
 * the narrower side of their boxes is its size. */
#include "layout.h"

#include <string.h>

enum { FEWEST = 3 };

typedef struct squares {
    float sum;
    uint32_t count;
} squares;

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

/* The size that the squares tell, where it is far from the one that was told; else that one. */
static float true_size(float told, const squares *of) {
    float seen = of->count >= FEWEST ? of->sum / (float)of->count : told;
    return seen > 0.5f && (seen < 0.7f * told || seen > 1.5f * told) ? seen : told;
}

void pdf_correct_sizes(pdf_reader *reader, pdf_page *page) {
    squares *of = PDF_TAKE(reader->page, squares, page->look_count);
    pdf_look *looks = NULL;
    if (!of)
        return;
    measure(page, of);
    for (uint32_t i = 0; i < page->look_count; i++) {
        float size = true_size(page->looks[i].size, &of[i]);
        if (size == page->looks[i].size)
            continue;
        if (!looks) {
            looks = PDF_TAKE(reader->page, pdf_look, page->look_count);
            if (!looks)
                return;
            memcpy(looks, page->looks, page->look_count * sizeof *looks);
            page->looks = looks;
        }
        looks[i].size = size;
    }
}
