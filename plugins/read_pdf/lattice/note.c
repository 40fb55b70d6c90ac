/* SPDX-License-Identifier: GPL-2.0-or-later
 * A closed box around a line or two of text. Where it is set in the text, as wide as that and as far from the left as from the
 * right edge of the page, it is a table of one cell; boxes that are put on the page stand anywhere. Charts stand in such
 * boxes, too, and titles: they are none. */
#include "lattice/lattice.h"

#define MARGINS 2.0f /* points between the margins to both sides */
#define MEASURE 0.6f /* of the page's width: the least that text has */
#define LINES 2.7f /* ems that two lines take: paragraphs and lists in a frame stay what they are */
#define ROOM 2.5f  /* ems above and below its lines: more is a box that something stands in */
#define LARGER 1.2f /* times the type of the page: a title */
#define SOME 20000u /* characters tell what a page is set in */
#define BARS 3.0f   /* points: higher is no underline */

bool lattice_is_set_in_text(const pdf_page *page, const float box[4]) {
    float aside = box[0] - (page->width - box[2]);
    return aside <= MARGINS && aside >= -MARGINS && box[2] - box[0] >= MEASURE * page->width;
}

static bool fits_its_text(const pdf_page *page, const lattice_frame *frame) {
    float top = frame->box[3], bottom = frame->box[1];
    for (uint32_t i = 0; i < frame->char_count; i++) {
        const float *box = page->chars[frame->chars[i]].box;
        top = box[1] < top ? box[1] : top;
        bottom = box[3] > bottom ? box[3] : bottom;
    }
    return bottom - top <= LINES * frame->em &&
           frame->box[3] - frame->box[1] - (bottom - top) <= ROOM * frame->em;
}

static bool is_within(const float inner[4], const float box[4]) {
    return inner[0] > box[0] + LATTICE_SNAP && inner[1] > box[1] + LATTICE_SNAP &&
           inner[2] < box[2] - LATTICE_SNAP && inner[3] < box[3] - LATTICE_SNAP;
}

/* Bars, axes, boxes in the box; lines under words and pictures may be there. */
static bool holds_drawing(const pdf_page *page, const float box[4]) {
    for (uint32_t i = 0; i < page->ink_count; i++) {
        const pdf_ink *ink = &page->inks[i];
        if ((ink->paint == PDF_STROKE || ink->paint == PDF_FILL) &&
            ink->box[3] - ink->box[1] > BARS && is_within(ink->box, box))
            return true;
    }
    return false;
}

static bool is_bold(const pdf_page *page, const pdf_char *one) {
    return one->look < page->look_count && page->looks[one->look].bold;
}

static bool all_bold(const pdf_page *page, const lattice_frame *frame) {
    for (uint32_t i = 0; i < frame->char_count; i++)
        if (!is_bold(page, &page->chars[frame->chars[i]]))
            return false;
    return true;
}

/* Larger than what the page is set in, or all bold where other text is not. */
static bool is_display(const pdf_page *page, const lattice_frame *frame) {
    uint32_t some = page->char_count < SOME ? page->char_count : SOME, plain = 0;
    for (uint32_t i = 0; i < some; i++)
        plain += !is_bold(page, &page->chars[i]);
    return frame->em > LARGER * lattice_mean_em(page, NULL, some) ||
           (plain && all_bold(page, frame));
}

bool lattice_is_note(const pdf_page *page, const lattice_frame *frame) {
    return lattice_is_set_in_text(page, frame->box) && fits_its_text(page, frame) &&
           !is_display(page, frame) && !holds_drawing(page, frame->box);
}
