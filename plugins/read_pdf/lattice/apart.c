/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers that fill their cells stand against those of the cells before them, as the digits of one number do. Where the page
 * shows the second one by an operator of its own, they are two: a number is shown by one, unless each glyph has its own. That is
 * evidence only where the table shows no number by several operators, and where both stand in their cells alike: the parts of one
 * number that overflows its cell do not. */
#include "lattice/lattice.h"

#include "ink/ink.h"
#include "page/legible.h"

#include <math.h>
#include <string.h>

#define TOUCH 0.05f /* of the type's size: two that are nearer may be one */
#define NEAR 1.0f   /* points between where a glyph is shown and where its box begins */
#define LINE 0.3f   /* of the type's size, from its baseline */
#define STEP 1.1f   /* of it: between two digits, at most */
#define BLANK 0.15f /* of it: between two words, at least */
#define ALIKE 0.1f  /* of it: what edges or middles of numbers in their cells may differ */

/* ---- the two numbers ------------------------------------------------------------------------------------------ */

/* One line, and nothing but the digits and marks of one number in it. */
static bool is_one_number(const pdf_cell *cell) {
    if (cell->line_count != 1)
        return false;
    const sheaf_str text = cell->lines->text;
    for (size_t i = 0; i < text.len; i++)
        if (!memchr("0123456789.,%()", text.ptr[i], 15) && !(i == 0 && text.ptr[i] == '-'))
            return false;
    return true;
}

/* Numbers of two columns stand at the left, at the right or in the middle of their cells, as far from the border. */
static bool stand_alike(const pdf_cell *a, const pdf_cell *b) {
    const float near = ALIKE * b->lines->size;
    const float left = (b->lines->box[0] - b->box[0]) - (a->lines->box[0] - a->box[0]);
    const float right = (b->box[2] - b->lines->box[2]) - (a->box[2] - a->lines->box[2]);
    return fabsf(left) < near || fabsf(right) < near || fabsf(left - right) < 2 * near;
}

/* Does a line of the cell before it reach up to this one, or over it? */
static bool is_reached(const pdf_cell *before, const pdf_line *line) {
    for (uint32_t i = 0; i < before->line_count; i++) {
        const pdf_line *one = &before->lines[i];
        if (fabsf(one->base - line->base) < LINE * line->size &&
            one->box[2] > line->box[0] - TOUCH * line->size)
            return true;
    }
    return false;
}

/* The glyph that begins a line, and the nearest one to the left of it; NULL where there is none. */
typedef struct begin {
    const pdf_shown *first, *before;
} begin;

static begin begin_of(const pdf_page *page, const pdf_line *line, uint64_t *looks) {
    begin found = {NULL, NULL};
    const float from = line->box[0];
    for (uint32_t i = 0; i<page->glyph_count && * looks> 0; i++, (*looks)--) {
        const pdf_shown *one = &page->glyphs[i];
        if (one->turn != PDF_RIGHTWARD || fabsf(one->y - line->base) > LINE * line->size)
            continue;
        if (fabsf(one->x - from) < NEAR)
            found.first = one;
        else if (one->x < from && one->x > from - STEP * line->size &&
                 (!found.before || one->x > found.before->x))
            found.before = one;
    }
    return found;
}

static bool is_shown_apart(const pdf_page *page, const pdf_line *line, uint64_t *looks) {
    const begin found = begin_of(page, line, looks);
    if (!found.first || !found.first->begins)
        return false;
    const pdf_shown *next = found.first + 1;
    const bool alone = next == page->glyphs + page->glyph_count || next->begins;
    return !alone || (found.before && !found.before->begins);
}

/* ---- all numbers of the table --------------------------------------------------------------------------------- */

/* Does the character go on with the number before it? */
static bool goes_on(const pdf_page *page, uint32_t i) {
    const pdf_char *one = &page->chars[i], *before = one - 1;
    const bool first = pdf_is_digit(before->code), second = pdf_is_digit(one->code);
    return (first || second) && (first || pdf_is_point(before->code)) &&
           (second || pdf_is_point(one->code)) && one->look == before->look &&
           one->box[1] == before->box[1] &&
           !(one->flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE)) &&
           one->box[0] - before->box[2] < BLANK * lattice_em(page, one);
}

/* Do both characters lie within one cell of the frame? */
static bool is_within(const pdf_page *page, const lattice_frame *frame, uint32_t i) {
    const pdf_char *one = &page->chars[i], *before = one - 1;
    const float x = lattice_middle(one, 0), y = lattice_middle(one, 1);
    if (x < frame->box[0] || x > frame->box[2] || y < frame->box[1] || y > frame->box[3])
        return false;
    const lattice_borders *across = &frame->borders[ACROSS], *down = &frame->borders[DOWN];
    const uint32_t row = lattice_slot(across->at, across->count, y);
    const uint32_t column = lattice_slot(down->at, down->count, x);
    const pdf_cell *cell = &frame->cells[frame->cell_of[row * frame->columns + column]];
    return before->box[0] > cell->box[0] && one->box[2] < cell->box[2];
}

/* The glyph of the character, sought from *at on, where glyphs and characters mostly follow each other; NULL: not found. */
static const pdf_shown *glyph_from(const pdf_page *page, uint32_t i, uint32_t *at,
                                   uint64_t *looks) {
    for (uint32_t k = 0; k<page->glyph_count && * looks> 0; k++, (*looks)--) {
        const uint32_t glyph = (*at + k) % page->glyph_count;
        if (!pdf_is_shown_by(&page->chars[i], &page->glyphs[glyph]))
            continue;
        *at = glyph;
        return &page->glyphs[glyph];
    }
    return NULL;
}

/* Does an operator begin within a number of the table, away from its borders? True, too, where that takes too many looks. */
static bool breaks_numbers(const pdf_page *page, const lattice_frame *frame) {
    uint64_t looks = LATTICE_LOOKS;
    uint32_t at = 0;
    for (uint32_t i = 1; i < page->char_count; i++) {
        if (!goes_on(page, i) || !is_within(page, frame, i))
            continue;
        const pdf_shown *own = glyph_from(page, i, &at, &looks);
        if (looks == 0 || (own && own->begins))
            return true;
    }
    return false;
}

/* ---- marks ---------------------------------------------------------------------------------------------------- */

static bool is_apart(const pdf_page *page, const pdf_cell *cell, uint64_t *looks) {
    const pdf_cell *before = cell - 1;
    return cell->row == before->row && is_one_number(cell) && is_one_number(before) &&
           is_reached(before, cell->lines) && stand_alike(before, cell) &&
           is_shown_apart(page, cell->lines, looks);
}

void lattice_mark_apart(const pdf_page *page, lattice_frame *frame) {
    uint64_t looks = LATTICE_LOOKS;
    uint32_t apart = 0;
    for (uint32_t i = 1; i < frame->cell_count && page->glyph_count; i++) {
        frame->cells[i].apart = is_apart(page, &frame->cells[i], &looks);
        apart += frame->cells[i].apart;
    }
    const bool broken = apart > 0 && breaks_numbers(page, frame);
    for (uint32_t i = 1; broken && i < frame->cell_count; i++)
        frame->cells[i].apart = 0;
}
