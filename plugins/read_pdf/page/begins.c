/* SPDX-License-Identifier: GPL-2.0-or-later
 * The digits of a page by where they begin, a point apart: those that a glyph may show are found without a look at all of them. */
#include "page/begins.h"
#include "page/legible.h"

#include <math.h>

enum { MOST_ROWS = 1 << 14 };

static uint32_t row_of(const pdf_begins *begins, float at) {
    const float last = (float)(begins->rows - 1);
    return (uint32_t)(at > 0 ? at < last ? at : last : 0);
}

static bool sort_digits(pdf_room *room, const pdf_page *page, uint8_t side, pdf_begins *begins) {
    const float size = fminf(fmaxf(fmaxf(page->width, page->height), 0), MOST_ROWS);
    begins->rows = (uint32_t)size + 1;
    uint32_t *ends = PDF_TAKE(room, uint32_t, (size_t)begins->rows + 1);
    uint32_t *order = PDF_TAKE_UNSET(room, uint32_t, (size_t)page->char_count + 1);
    if (!ends || !order)
        return false;
    for (uint32_t i = 0; i < page->char_count; i++)
        if (pdf_is_digit(page->chars[i].code))
            ends[row_of(begins, page->chars[i].box[side]) + 1]++;
    for (uint32_t row = 0; row < begins->rows; row++)
        ends[row + 1] += ends[row];
    for (uint32_t i = 0; i < page->char_count; i++) /* the beginnings become the ends */
        if (pdf_is_digit(page->chars[i].code))
            order[ends[row_of(begins, page->chars[i].box[side])]++] = i;
    begins->ends = ends;
    begins->order = order;
    return true;
}

pdf_some pdf_begins_near(pdf_room *room, const pdf_page *page, const pdf_shown *glyph,
                         pdf_begins all[PDF_TURNS]) {
    pdf_begins *begins = &all[glyph->turn];
    const uint8_t side = pdf_side_of(glyph->turn);
    if (!begins->order && !sort_digits(room, page, side, begins))
        return (pdf_some){.count = 0};
    const float at = side & 1 ? glyph->y : glyph->x;
    const uint32_t row = row_of(begins, at - PDF_BESIDE);
    const uint32_t from = row ? begins->ends[row - 1] : 0;
    return (pdf_some){.first = &begins->order[from],
                      .count = begins->ends[row_of(begins, at + PDF_BESIDE)] - from};
}
