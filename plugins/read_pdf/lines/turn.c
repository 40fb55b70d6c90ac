/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which way text runs. Characters that follow each other step the way they are read, so the steps within a stretch tell
 * its direction; a stretch of one character is taken for horizontal. Each box is then turned into the frame of its
 * direction. Where what was shown of the page knows better, that holds (page/shown.c). */
#include "lines/lines.h"

#include <math.h>

enum { STEP_NONE = -1 };

/* Whether a glyph may stand in vertical text: an upright letter is taller than wide, one that is turned is not. */
static bool lies(const pdf_glyph *glyph) {
    return glyph->script == PDF_IDEOGRAPH ||
           glyph->v1 - glyph->v0 <= 1.1f * (glyph->u1 - glyph->u0);
}

/* The direction in which `b` follows `a`, or STEP_NONE. Boxes of one height beside each other need no more. */
static int step_of(const pdf_glyph *a, const pdf_glyph *b, bool in_rows) {
    if (b->flags & PDF_CHAR_LINE_BEFORE)
        return STEP_NONE;
    float em = a->em > b->em ? a->em : b->em;
    float dx = (b->u0 + b->u1 - a->u0 - a->u1) / 2;
    if (a->v0 == b->v0 && a->v1 == b->v1 && dx > 0.05f * em && dx <= 4 * em)
        return PDF_RIGHTWARD;
    float dy = (b->v0 + b->v1 - a->v0 - a->v1) / 2;
    float across = fabsf(dx) > fabsf(dy) ? fabsf(dy) : fabsf(dx);
    float along = fabsf(dx) > fabsf(dy) ? fabsf(dx) : fabsf(dy);
    if (across > 0.3f * em || along > 4 * em || along <= 0.05f * em)
        return STEP_NONE;
    if (fabsf(dx) >= fabsf(dy))
        return dx > 0 || b->script == PDF_LEFTWARDS || a->script == PDF_LEFTWARDS ? PDF_RIGHTWARD
                                                                                  : PDF_LEFTWARD;
    if (!lies(a) || !lies(b) ||
        (in_rows && a->script == PDF_IDEOGRAPH && b->script == PDF_IDEOGRAPH))
        return STEP_NONE;
    return dy > 0 ? PDF_DOWNWARD : PDF_UPWARD;
}

/* Which of x0, y0, x1, y1 becomes u0, v0, u1, v1, and the signs of u and v. */
static const struct {
    uint8_t from[4];
    int8_t signs[2];
} turns[] = {[PDF_RIGHTWARD] = {{0, 1, 2, 3}, {1, 1}},
             [PDF_UPWARD] = {{3, 0, 1, 2}, {-1, 1}},
             [PDF_DOWNWARD] = {{1, 2, 3, 0}, {1, -1}},
             [PDF_LEFTWARD] = {{2, 3, 0, 1}, {-1, -1}}};

void pdf_frame_box(const float box[4], pdf_direction direction, float frame[4]) {
    for (int i = 0; i < 4; i++)
        frame[i] = box[turns[direction].from[i]] * (float)turns[direction].signs[i % 2];
}

void pdf_unframe_box(const float frame[4], pdf_direction direction, float box[4]) {
    for (int i = 0; i < 4; i++)
        box[turns[direction].from[i]] = frame[i] * (float)turns[direction].signs[i % 2];
}

static void turn(pdf_glyph *glyph, int direction) {
    const float box[4] = {glyph->u0, glyph->v0, glyph->u1, glyph->v1};
    float frame[4];
    glyph->direction = (uint8_t)direction;
    if (direction == PDF_RIGHTWARD) /* its frame is the page's */
        return;
    pdf_frame_box(box, (pdf_direction)direction, frame);
    glyph->u0 = frame[0];
    glyph->v0 = frame[1];
    glyph->u1 = frame[2];
    glyph->v1 = frame[3];
}

/* Glyphs that step backwards by chance (a bad order, kerning) must not be taken for text that stands on its head: only a
 * stretch of some length is. */
static int settled(int direction, uint32_t length) {
    return direction == PDF_LEFTWARD && length < 4 ? PDF_RIGHTWARD : direction;
}

/* The direction that most glyphs tell of themselves; 0: they do not, or rightwards. A ligature is one glyph, and two characters. */
static int told_by(const pdf_glyph *glyphs, uint32_t count) {
    uint32_t votes[4] = {0};
    for (uint32_t i = 0; i < count; i++)
        votes[PDF_CHAR_TURN_OF(glyphs[i].flags)]++;
    for (int direction = PDF_UPWARD; direction <= PDF_LEFTWARD; direction++)
        if (votes[direction] * 2 >= count)
            return direction;
    return 0;
}

/* The end of the stretch that begins with the first glyph. */
static uint32_t end_of_stretch(const pdf_glyph *glyphs, uint32_t first, uint32_t count,
                               bool in_rows, int *direction) {
    uint32_t end = first + 1;
    *direction = end < count ? step_of(&glyphs[first], &glyphs[end], in_rows) : STEP_NONE;
    while (*direction != STEP_NONE && end < count &&
           step_of(&glyphs[end - 1], &glyphs[end], in_rows) == *direction)
        end++;
    *direction = *direction == STEP_NONE ? PDF_RIGHTWARD : settled(*direction, end - first);
    return end;
}

bool pdf_turn_glyphs(pdf_glyph *glyphs, uint32_t count, bool in_rows) {
    uint32_t first = 0;
    bool any = false;
    while (first < count) {
        int direction;
        uint32_t end = end_of_stretch(glyphs, first, count, in_rows, &direction);
        int told = told_by(&glyphs[first], end - first);
        direction = told ? told : direction;
        any |= direction != PDF_RIGHTWARD;
        for (; first < end; first++)
            turn(&glyphs[first], direction);
    }
    return any;
}
