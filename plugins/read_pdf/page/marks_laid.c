/* SPDX-License-Identifier: GPL-2.0-or-later
 * What annotations of readers draw over a page: frames, highlights, notes. Nothing of it rules a table. Poppler draws it as it draws
 * the page, so its ink is told by its place: along an edge of such an annotation, all over it, or within a small one. */
#include "page/marks.h"

#include <math.h>

#define NEAR 3.0f  /* points from the edge */
#define MOST 0.8f  /* of a side, at least */
#define ICON 40.0f /* points: annotations as small as notes hold nothing else */

static bool is_along(const float ink[4], const float area[4], int side) {
    const int across = side % 2, along = 1 - across;
    const float length = area[along + 2] - area[along];
    return fabsf(ink[across] - area[side]) < NEAR && fabsf(ink[across + 2] - area[side]) < NEAR &&
           pdf_overlap(ink[along], ink[along + 2], area[along], area[along + 2]) > MOST * length;
}

static bool is_within(const float ink[4], const float area[4]) {
    return ink[0] > area[0] - NEAR && ink[1] > area[1] - NEAR && ink[2] < area[2] + NEAR &&
           ink[3] < area[3] + NEAR;
}

static bool is_of(const float ink[4], const float area[4]) {
    const float wide = area[2] - area[0], high = area[3] - area[1];
    if (!is_within(ink, area))
        return false;
    for (int side = 0; side < 4; side++)
        if (is_along(ink, area, side))
            return true;
    return (wide < ICON && high < ICON) ||
           (ink[2] - ink[0] > MOST * wide && ink[3] - ink[1] > MOST * high);
}

void pdf_marks_leave_out(pdf_room *room, const pdf_marks *marks, pdf_page *page) {
    pdf_ink *own =
        marks->laid_count ? PDF_TAKE_UNSET(room, pdf_ink, (size_t)page->ink_count + 1) : NULL;
    uint32_t kept = 0;
    if (!own)
        return;
    for (uint32_t i = 0; i < page->ink_count; i++) {
        bool out = false;
        for (uint32_t k = 0; k < marks->laid_count && !out; k++)
            out = is_of(page->inks[i].box, marks->laid[k].box);
        if (!out)
            own[kept++] = page->inks[i];
    }
    page->inks = own;
    page->ink_count = kept;
}
