/* SPDX-License-Identifier: GPL-2.0-or-later
 * Boxes that are drawn around text: two upright lines and two level ones that meet at four corners, none of them part of a
 * ruled table. A page with more lines than boxes of text need is a drawing, and has none. */
#include "lines/lines.h"
#include "order/order.h"

#include <math.h>

#define MOST_WALLS 400u
#define MOST_STEPS 2000000u /* pairs of walls */
#define CORNER 2.5f         /* points; half of a thick line more or less */
#define LEVEL_WITH 0.3f     /* points between the pieces of one wall, across it */
#define TOUCH 1.0f          /* along it */
#define THICK 5.0f
#define LEAST_WIDE 24.0f
#define LEAST_HIGH 12.0f

enum { LEVEL = 0, UPRIGHT = 1 };

typedef struct wall {
    float at, from, to;
} wall;

typedef struct walls {
    wall of[2][MOST_WALLS];
    uint32_t count[2], steps;
} walls;

static bool is_near(float a, float b) {
    return fabsf(a - b) <= CORNER;
}

static bool in_grid(const float box[4], const pdf_grid *grids, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (box[0] >= grids[i].box[0] - CORNER && box[1] >= grids[i].box[1] - CORNER &&
            box[2] <= grids[i].box[2] + CORNER && box[3] <= grids[i].box[3] + CORNER)
            return true;
    return false;
}

/* LEVEL, UPRIGHT, or -1: no wall of a box. */
static int axis_of(const pdf_ink *ink) {
    float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
    if (ink->paint != PDF_STROKE && ink->paint != PDF_FILL)
        return -1;
    if (high <= THICK && wide >= LEAST_WIDE)
        return LEVEL;
    return wide <= THICK && high >= LEAST_HIGH ? UPRIGHT : -1;
}

static int by_place(const void *left, const void *right) {
    const wall *a = left, *b = right;
    if (a->at != b->at)
        return (a->at > b->at) - (a->at < b->at);
    return (a->from > b->from) - (a->from < b->from);
}

/* Outlines begin in the middle of a side, too: pieces that touch are also a wall as a whole. */
static void join_pieces(walls *all, int axis) {
    wall *of = all->of[axis];
    uint32_t count = all->count[axis];
    pdf_sort(of, count, sizeof *of, by_place);
    for (uint32_t i = 0, end; i < count; i = end) {
        wall whole = of[i];
        for (end = i + 1; end < count && of[end].at - of[end - 1].at <= LEVEL_WITH &&
                          of[end].from - whole.to <= TOUCH && whole.to - of[end].from <= CORNER;
             end++)
            whole.to = fmaxf(whole.to, of[end].to);
        if (end > i + 1 && all->count[axis] < MOST_WALLS)
            of[all->count[axis]++] = whole;
    }
}

/* False where there are too many. */
static bool collect(walls *all, const pdf_page *page, const pdf_grid *grids, uint32_t grid_count) {
    for (uint32_t i = 0; i < page->ink_count; i++) {
        const float *box = page->inks[i].box;
        int axis = axis_of(&page->inks[i]);
        if (axis < 0)
            continue;
        all->steps += grid_count + 1;
        if (all->steps > MOST_STEPS)
            return false;
        if (in_grid(box, grids, grid_count))
            continue;
        if (all->count[axis] == MOST_WALLS)
            return false;
        float at = axis == LEVEL ? (box[1] + box[3]) / 2 : (box[0] + box[2]) / 2;
        all->of[axis][all->count[axis]++] = (wall){at, box[axis], box[axis + 2]};
    }
    return true;
}

static const wall *find(walls *all, int axis, float at, float from, float to) {
    for (uint32_t i = 0; i < all->count[axis] && all->steps++ < MOST_STEPS; i++) {
        const wall *one = &all->of[axis][i];
        if (is_near(one->at, at) && is_near(one->from, from) && is_near(one->to, to))
            return one;
    }
    return NULL;
}

static bool is_known(const pdf_frames *frames, const float box[4]) {
    for (uint32_t i = 0; i < frames->count; i++)
        if (is_near(frames->of[i][0], box[0]) && is_near(frames->of[i][1], box[1]) &&
            is_near(frames->of[i][2], box[2]) && is_near(frames->of[i][3], box[3]))
            return true;
    return false;
}

/* The box of a left wall and the upper one that begins at its top, if it is closed. */
static void close_box(walls *all, const wall *left, const wall *top, pdf_frames *frames) {
    const float box[4] = {left->at, top->at, top->to, left->to};
    if (frames->count < PDF_MOST_FRAMES && find(all, UPRIGHT, box[2], box[1], box[3]) &&
        find(all, LEVEL, box[3], box[0], box[2]) && !is_known(frames, box)) {
        for (int i = 0; i < 4; i++)
            frames->of[frames->count][i] = box[i];
        frames->count++;
    }
}

static int larger_first(const void *left, const void *right) {
    const float *a = left, *b = right;
    float x = (a[2] - a[0]) * (a[3] - a[1]), y = (b[2] - b[0]) * (b[3] - b[1]);
    return (x < y) - (x > y);
}

void pdf_find_frames(const pdf_page *page, const pdf_grid *grids, uint32_t grid_count,
                     pdf_direction main, pdf_frames *frames) {
    walls all = {.count = {0, 0}};
    frames->count = 0;
    if (!collect(&all, page, grids, grid_count))
        return;
    join_pieces(&all, LEVEL);
    join_pieces(&all, UPRIGHT);
    for (uint32_t i = 0; i < all.count[UPRIGHT]; i++)
        for (uint32_t k = 0; k < all.count[LEVEL] && all.steps++ < MOST_STEPS; k++) {
            const wall *left = &all.of[UPRIGHT][i], *top = &all.of[LEVEL][k];
            if (is_near(top->from, left->at) && is_near(top->at, left->from))
                close_box(&all, left, top, frames);
        }
    pdf_sort(frames->of, frames->count, sizeof *frames->of, larger_first);
    for (uint32_t i = 0; i < frames->count; i++) {
        const float box[4] = {frames->of[i][0], frames->of[i][1], frames->of[i][2],
                              frames->of[i][3]};
        pdf_frame_box(box, main, frames->of[i]);
    }
}
