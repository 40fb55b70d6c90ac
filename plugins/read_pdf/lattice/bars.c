/* SPDX-License-Identifier: GPL-2.0-or-later
 * Bars of charts make the same edges as shaded cells. But cells of a column share both of its borders; bars begin at one
 * line, and each ends where its own value is. Merged cells that a page cuts do so too; but they stand side by side, and
 * where they end a rule of the table runs on. */
#include "lattice/lattice.h"

#define FEWEST 3u
#define MOST 64u /* bars that are looked at */

typedef struct bars {
    float ends[MOST], places[MOST],
        widths[MOST]; /* where it ends; along the base line: middle, width */
    uint32_t count;
} bars;

static float distance(float a, float b) {
    return a > b ? a - b : b - a;
}

static bool stands_in(const lattice_frame *frame, const float box[4], float near) {
    for (int axis = 0; axis < 2; axis++)
        if (box[axis] < frame->box[axis] - near || box[axis + 2] > frame->box[axis + 2] + near)
            return false;
    return true;
}

/* Bars are painted several times: shadow, ground, gloss. */
static void add_bar(bars *all, float end, const float sides[2], float near) {
    const float place = (sides[0] + sides[1]) / 2;
    for (uint32_t i = 0; i < all->count; i++)
        if (distance(all->places[i], place) <= near && distance(all->ends[i], end) <= near)
            return;
    all->ends[all->count] = end;
    all->widths[all->count] = sides[1] - sides[0];
    all->places[all->count++] = place;
}

/* Of the fills that begin at the first border of this axis, or (`last`) at the last one. */
static bars find_bars(const pdf_page *page, const lattice_frame *frame, int axis, bool last) {
    const lattice_borders *borders = &frame->borders[axis];
    const float near = LATTICE_SNAP * frame->unit,
                base = borders->at[last ? borders->count - 1 : 0];
    const int low = 1 - axis, begin = last ? low + 2 : low, end = last ? low : low + 2;
    bars found = {.count = 0};
    for (uint32_t i = 0; i < page->ink_count && found.count < MOST; i++) {
        const pdf_ink *ink = &page->inks[i];
        if (ink->paint == PDF_FILL && lattice_is_panel(ink) &&
            distance(ink->box[begin], base) <= near && stands_in(frame, ink->box, near))
            add_bar(&found, ink->box[end], (float[]){ink->box[axis], ink->box[axis + 2]}, near);
    }
    return found;
}

static bool is_hard(const lattice_borders *borders, uint32_t border, uint32_t slot) {
    return borders->walls[(size_t)border * borders->slots + slot] & WALL_HARD;
}

/* Along the end of a bar, from its middle (at slot `of`) to a side of the frame, and over more than one slot. */
static bool runs_to_side(const lattice_borders *borders, uint32_t border, uint32_t of) {
    uint32_t first = of, last = of;
    if (!is_hard(borders, border, of))
        return false;
    while (first > 0 && is_hard(borders, border, first - 1))
        first--;
    while (last + 1 < borders->slots && is_hard(borders, border, last + 1))
        last++;
    return (first == 0 && of > 0) || (last + 1 == borders->slots && of < last);
}

static bool ends_at_rule(const lattice_frame *frame, int axis, float end, float place) {
    const lattice_borders *borders = &frame->borders[axis], *other = &frame->borders[1 - axis];
    const float near = LATTICE_SNAP * frame->unit;
    for (uint32_t border = 0; border < borders->count; border++)
        if (distance(borders->at[border], end) <= near &&
            runs_to_side(borders, border, lattice_slot(other->at, other->count, place)))
            return true;
    return false;
}

/* Bars stand apart. */
static bool touches(const bars *all, uint32_t one, float near) {
    for (uint32_t i = 0; i < all->count; i++)
        if (i != one && distance(distance(all->places[i], all->places[one]),
                                 (all->widths[i] + all->widths[one]) / 2) <= near)
            return true;
    return false;
}

static uint32_t count_lonely(const lattice_frame *frame, int axis, const bars *all) {
    const float near = LATTICE_SNAP * frame->unit;
    uint32_t lonely = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        bool shared =
            touches(all, i, near) && ends_at_rule(frame, axis, all->ends[i], all->places[i]);
        for (uint32_t k = 0; k < all->count; k++)
            shared = shared || (k != i && distance(all->ends[i], all->ends[k]) <= near);
        lonely += !shared;
    }
    return lonely;
}

bool lattice_has_bars(const pdf_page *page, const lattice_frame *frame, int axis) {
    for (int last = 0; last <= 1; last++) {
        const bars found = find_bars(page, frame, axis, last);
        const uint32_t lonely = count_lonely(frame, axis, &found);
        if (lonely >= FEWEST && lonely * 3 >= found.count * 2)
            return true;
    }
    return false;
}
