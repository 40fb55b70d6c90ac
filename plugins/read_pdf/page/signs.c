/* SPDX-License-Identifier: GPL-2.0-or-later
 * Small marks of a page. Most pages have none but the rules of their tables, cell by cell: the upright ones go on where another one
 * ends, and cost one look each. */
#include "page/signs.h"

#include <math.h>
#include <string.h>

enum { LANES = 256, MOST_SIGNS = 1 << 17 };

#define TALLEST 0.95f /* of the largest type's size; a picture has room around its digit */
#define TALLEST_IMAGE 1.4f
#define WIDEST 1.1f
#define WIDEST_IMAGE 3.0f
#define LEAST 0.5f /* points */
#define SAME 0.1f  /* points */
#define MEETS 0.6f

/* The last upright line there. */
typedef struct lane {
    float x, top, bottom;
    uint32_t sign; /* + 1; 0: none */
} lane;

static float largest_type(const pdf_page *page) {
    float largest = 0;
    uint32_t last = PDF_NONE;
    for (uint32_t i = 0; i < page->char_count; i += 2) {
        if (page->chars[i].look == last)
            continue;
        last = page->chars[i].look;
        largest = last < page->look_count ? fmaxf(largest, page->looks[last].size) : largest;
    }
    return largest;
}

static bool is_small(const float box[4], float largest, bool is_image) {
    const float wide = box[2] - box[0], high = box[3] - box[1];
    return high <= (is_image ? TALLEST_IMAGE : TALLEST) * largest &&
           wide <= (is_image ? WIDEST_IMAGE : WIDEST) * largest && fmaxf(wide, high) >= LEAST;
}

static void add_sign(pdf_room *room, pdf_signs *signs, const float box[4], uint32_t colour,
                     bool is_image) {
    pdf_sign *all = signs->count < MOST_SIGNS
                        ? pdf_more(room, signs->all, signs->count, &signs->capacity, sizeof *all)
                        : NULL;
    if (!all)
        return;
    signs->all = all;
    memcpy(all[signs->count].box, box, sizeof all->box);
    all[signs->count].colour = colour;
    all[signs->count++].is_image = is_image;
}

static bool goes_on(const lane *last, const float box[4], float x) {
    return last->sign && fabsf(last->x - x) < SAME &&
           (fabsf(last->bottom - box[1]) < MEETS || fabsf(last->top - box[3]) < MEETS);
}

/* Whether the upright line goes on in the one before it in its lane: both are none. */
static bool is_of_rule(pdf_signs *signs, lane *lanes, const float box[4]) {
    const float x = (box[0] + box[2]) / 2;
    lane *last = &lanes[(uint32_t)(int32_t)(x * 4) % LANES];
    const bool is_rule = goes_on(last, box, x);
    if (is_rule && last->sign <= signs->count)
        signs->all[last->sign - 1].box[2] = -1; /* nowhere */
    *last = (lane){x, box[1], box[3], is_rule ? UINT32_MAX : signs->count + 1};
    return is_rule;
}

static void add_inks(pdf_room *room, const pdf_pen *pen, pdf_signs *signs) {
    lane lanes[LANES] = {{.sign = 0}};
    for (uint32_t i = 0; i < pen->count; i++) {
        const pdf_ink *ink = &pen->inks[i];
        const bool is_image = ink->paint == PDF_IMAGE;
        const bool is_upright = ink->box[2] - ink->box[0] < ink->box[3] - ink->box[1];
        if (ink->paint == PDF_CLIP || !is_small(ink->box, signs->largest, is_image) ||
            (!is_image && pdf_shade_of(ink->colour) == PDF_SHADE_WHITE) ||
            (!is_image && is_upright && is_of_rule(signs, lanes, ink->box)))
            continue;
        add_sign(room, signs, ink->box, ink->colour, is_image);
    }
}

static void add_shapes(pdf_room *room, const pdf_pen *pen, pdf_signs *signs) {
    for (uint32_t i = 0; i < pen->shape_count; i++)
        if (is_small(pen->shapes[i].box, signs->largest, false) &&
            pdf_shade_of(pen->shapes[i].colour) != PDF_SHADE_WHITE)
            add_sign(room, signs, pen->shapes[i].box, pen->shapes[i].colour, false);
}

static void add_streaks(pdf_room *room, const pdf_pen *pen, pdf_signs *signs) {
    for (uint32_t i = 0; i < pen->streak_count; i++) {
        const pdf_streak *one = &pen->streaks[i];
        const float *at = one->at, half = one->half;
        const float box[4] = {fminf(at[0], at[2]) - half, fminf(at[1], at[3]) - half,
                              fmaxf(at[0], at[2]) + half, fmaxf(at[1], at[3]) + half};
        if (!one->is_edge && is_small(box, signs->largest, false) &&
            pdf_shade_of(one->colour) != PDF_SHADE_WHITE)
            add_sign(room, signs, box, one->colour, false);
    }
}

bool pdf_signs_find(pdf_room *room, const pdf_pen *pen, const pdf_page *page, pdf_signs *signs) {
    *signs = (pdf_signs){.largest = largest_type(page)};
    add_inks(room, pen, signs);
    add_shapes(room, pen, signs);
    add_streaks(room, pen, signs);
    bool is_any = false;
    for (uint32_t i = 0; i < signs->count; i++) {
        const float *box = signs->all[i].box;
        if (box[2] < box[0])
            continue;
        if (!is_any && !pdf_mesh_new(room, page, &signs->mesh))
            return false;
        is_any = true;
        if (!pdf_mesh_add_box(room, &signs->mesh, box, i))
            break;
    }
    return is_any;
}
