/* SPDX-License-Identifier: GPL-2.0-or-later
 * Pages whose text runs upwards, downwards or on its head: a wide table that was set on its side, a scan that was fed the wrong
 * way. What such a page shows is turned before it is laid out, so that no stage after this one knows of it; places are turned
 * back as they are told. A page of which only a part is turned stays, and one whose characters come in the wrong order. */
#include "ink/ink.h"
#include "layout.h"

#include <string.h>

enum { MOST = 4, OF = 5 }; /* of the characters: what turns a page */

/* Quarters of a circle against the clock, by direction, and back. */
static const uint8_t quarters[] = {
    [PDF_RIGHTWARD] = 0, [PDF_UPWARD] = 1, [PDF_DOWNWARD] = 3, [PDF_LEFTWARD] = 2};
static const uint8_t directions[] = {PDF_RIGHTWARD, PDF_UPWARD, PDF_LEFTWARD, PDF_DOWNWARD};

static pdf_direction direction_of(const pdf_page *page) {
    uint32_t votes[4] = {0};
    for (uint32_t i = 0; i < page->char_count; i++)
        votes[PDF_CHAR_TURN_OF(page->chars[i].flags)]++;
    for (int direction = PDF_UPWARD; direction <= PDF_LEFTWARD; direction++)
        if ((uint64_t)votes[direction] * OF > (uint64_t)page->char_count * MOST)
            return (pdf_direction)direction;
    return PDF_RIGHTWARD;
}

/* Poppler gives characters of some fonts without a name from the end of the line: what goes by their glyphs knows that
 * (lines/turn.c), what takes them as they come would read 3202 for 2023. */
static bool runs_backward(const pdf_page *page, pdf_direction direction) {
    const int axis = direction == PDF_LEFTWARD ? 0 : 1;
    const bool falls = direction != PDF_DOWNWARD; /* the coordinate, as the text goes on */
    uint32_t forward = 0, backward = 0;
    for (uint32_t i = 1; i < page->char_count; i++) {
        const pdf_char *one = &page->chars[i], *before = one - 1;
        if (one->flags & (PDF_CHAR_LINE_BEFORE | PDF_CHAR_SPACE_BEFORE))
            continue;
        const float step = one->box[axis] - before->box[axis];
        forward += falls ? step < 0 : step > 0;
        backward += falls ? step > 0 : step < 0;
    }
    return backward > forward;
}

static void turn_box(float box[4], pdf_direction direction, float width, float height) {
    const float x0 = box[0], y0 = box[1], x1 = box[2], y1 = box[3];
    if (direction == PDF_UPWARD)
        memcpy(box, (float[4]){height - y1, x0, height - y0, x1}, 4 * sizeof *box);
    else if (direction == PDF_DOWNWARD)
        memcpy(box, (float[4]){y0, width - x1, y1, width - x0}, 4 * sizeof *box);
    else
        memcpy(box, (float[4]){width - x1, height - y1, width - x0, height - y0}, 4 * sizeof *box);
}

void pdf_turn_back(const pdf_sheet *sheet, float box[4]) {
    static const uint8_t back[] = {PDF_RIGHTWARD, PDF_DOWNWARD, PDF_UPWARD, PDF_LEFTWARD};
    if (sheet->turn != PDF_RIGHTWARD)
        turn_box(box, (pdf_direction)back[sheet->turn], sheet->width, sheet->height);
}

static uint32_t turned(uint32_t one, pdf_direction direction) {
    return directions[(quarters[one & 3] + 4u - quarters[direction]) % 4];
}

static void turn_char(pdf_char *one, pdf_direction direction, const pdf_page *page) {
    const uint32_t way = turned(PDF_CHAR_TURN_OF(one->flags), direction);
    turn_box(one->box, direction, page->width, page->height);
    one->flags = (uint16_t)((one->flags & ~(unsigned)PDF_CHAR_TURNED) | PDF_CHAR_TURN(way));
}

static pdf_shown turn_glyph(pdf_shown one, pdf_direction direction, const pdf_page *page) {
    float at[4] = {one.x, one.y, one.x, one.y};
    turn_box(at, direction, page->width, page->height);
    one.x = at[0];
    one.y = at[1];
    one.turn = turned(one.turn, direction) & 3u;
    return one;
}

static void turn_all(pdf_page *page, pdf_direction direction, pdf_char *chars, pdf_shown *glyphs,
                     pdf_ink *inks, pdf_link *links) {
    for (uint32_t i = 0; i < page->char_count; i++)
        turn_char(&chars[i], direction, page);
    for (uint32_t i = 0; i < page->glyph_count; i++)
        glyphs[i] = turn_glyph(page->glyphs[i], direction, page);
    for (uint32_t i = 0; i < page->ink_count; i++) {
        inks[i] = page->inks[i];
        turn_box(inks[i].box, direction, page->width, page->height);
    }
    for (uint32_t i = 0; i < page->link_count; i++) {
        links[i] = page->links[i];
        turn_box(links[i].box, direction, page->width, page->height);
    }
    page->glyphs = glyphs;
    page->inks = inks;
    page->links = links;
}

pdf_direction pdf_turn_page(pdf_room *room, pdf_page *page) {
    const pdf_direction direction = direction_of(page);
    if (direction == PDF_RIGHTWARD || runs_backward(page, direction))
        return PDF_RIGHTWARD;
    pdf_char *chars = pdf_own_chars(room, page);
    pdf_shown *glyphs = PDF_TAKE_UNSET(room, pdf_shown, (size_t)page->glyph_count + 1);
    pdf_ink *inks = PDF_TAKE_UNSET(room, pdf_ink, (size_t)page->ink_count + 1);
    pdf_link *links = PDF_TAKE_UNSET(room, pdf_link, (size_t)page->link_count + 1);
    if (!chars || !glyphs || !inks || !links)
        return PDF_RIGHTWARD;
    turn_all(page, direction, chars, glyphs, inks, links);
    if (direction != PDF_LEFTWARD) {
        const float width = page->width;
        page->width = page->height;
        page->height = width;
    }
    return direction;
}
