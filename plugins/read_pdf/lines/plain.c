/* SPDX-License-Identifier: GPL-2.0-or-later
 * Text that is set plainly, as most cells and many pages are: each line steps to the right in one size and at one height,
 * and each next one, which Poppler says begins there, lies below. Its rows are known as they stand: nothing stands twice,
 * nothing is turned, no run of letters belongs to another one, and a line is as high as its first glyph, which begins it. Whatever
 * is not as simple is looked at in full (lines/lines.c), with the same result. */
#include "lines/lines.h"

#include <math.h>

#define TALLEST 1.5f /* ems: above it boxes are squashed (lines/lines.c) */
#define LOWEST 0.5f
#define COMMON 0.2f /* of the height of the lower line, that it may share with the one above */

static bool is_plain(const pdf_glyph *glyph) {
    float high = glyph->v1 - glyph->v0;
    return glyph->script != PDF_MARK && glyph->script != PDF_LEFTWARDS &&
           !(glyph->flags & PDF_CHAR_TURNED) && high <= TALLEST * glyph->em &&
           high >= LOWEST * glyph->em;
}

/* What a run of letters bridges (lines/rows.c), in steps that nobody takes for others (lines/turn.c, lines/stretch.c). */
static bool goes_on(const pdf_glyph *last, const pdf_glyph *next) {
    float em = next->em, gap = next->u0 - last->u1;
    float middles = (next->u0 + next->u1 - last->u0 - last->u1) / 2;
    return next->v0 == last->v0 && next->v1 == last->v1 && em == last->em &&
           next->script != PDF_MARK && next->script != PDF_LEFTWARDS &&
           !(next->flags & PDF_CHAR_TURNED) && next->u0 - last->u0 > PDF_TWIN_REACH * em &&
           gap >= -0.4f * em && gap <= 0.6f * em && middles > 0.05f * em && middles <= 4 * em;
}

static bool lies_below(const pdf_glyph *last, const pdf_glyph *next) {
    float low = fminf(last->v1 - last->v0, next->v1 - next->v0);
    return is_plain(next) && last->v1 - next->v0 <= COMMON * low && next->v1 > last->v1 &&
           next->v0 - last->v0 > 2 * PDF_TWIN_REACH * (last->em + next->em);
}

bool pdf_is_set_plainly(const pdf_glyph *glyphs, uint32_t count) {
    if (!is_plain(glyphs))
        return false;
    for (uint32_t i = 1; i < count; i++)
        if (glyphs[i].flags & PDF_CHAR_LINE_BEFORE ? !lies_below(&glyphs[i - 1], &glyphs[i])
                                                   : !goes_on(&glyphs[i - 1], &glyphs[i]))
            return false;
    return true;
}
