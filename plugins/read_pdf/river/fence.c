/* SPDX-License-Identifier: GPL-2.0-or-later
 * What stands beside a table whose rules tell its width, such as a caption in the margin or the other column of the page,
 * is no part of it. Two rules of one reach fence off what is left and right of them, unless there are only numbers between
 * them: then they are the rules of sums, and their labels stand outside. */
#include "river/river.h"

#include <math.h>

#define REACH 12u /* rules that are looked at for the next of one reach */

typedef struct fence {
    const river_rule *top, *bottom; /* bottom is NULL where there is none */
    uint32_t numbers, texts;        /* lines within */
} fence;

static int by_middle(const void *a, const void *b) {
    const pdf_line *x = *(const pdf_line *const *)a, *y = *(const pdf_line *const *)b;
    float p = x->box[1] + x->box[3], q = y->box[1] + y->box[3];
    return p < q ? -1 : p > q;
}

static float middle_of(const pdf_line *line) {
    return (line->box[1] + line->box[3]) / 2;
}

static bool is_within(const fence *f, const pdf_line *line) {
    return line->box[0] >= f->top->from - 4 && line->box[2] <= f->top->to + 4;
}

static bool is_beside(const fence *f, const pdf_line *line) {
    return line->box[2] < f->top->from - 2 || line->box[0] > f->top->to + 2;
}

static fence fence_from(const river_scene *scene, uint32_t top) {
    const river_rule *rules = scene->rules;
    fence f = {.top = &rules[top]};
    for (uint32_t i = top + 1; i < scene->rule_count && i <= top + REACH && !f.bottom; i++)
        if (fabsf(rules[i].from - rules[top].from) <= 3 && fabsf(rules[i].to - rules[top].to) <= 3)
            f.bottom = &rules[i];
    return f;
}

/* Lines at or below a height, in the order of their middles. */
static uint32_t first_below(pdf_line *const *lines, uint32_t count, float height) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (middle_of(lines[middle]) < height)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void survey(fence *f, pdf_line *const *lines, uint32_t count) {
    for (uint32_t i = first_below(lines, count, f->top->at);
         i < count && middle_of(lines[i]) < f->bottom->at; i++)
        if (is_within(f, lines[i])) {
            bool number = river_is_number(lines[i]);
            f->numbers += number;
            f->texts += !number;
        }
}

/* 1: within a fence, -1: beside one, 0: neither. */
static int place_of(const river_scene *scene, const fence *fences, const pdf_line *line) {
    uint32_t below = river_rule_below(scene->rules, scene->rule_count, middle_of(line));
    int place = 0;
    for (uint32_t k = below; k-- > 0 && k + REACH >= below;) {
        const fence *f = &fences[k];
        if (!f->bottom || f->bottom->at <= middle_of(line) || f->texts * 3 < f->numbers)
            continue;
        if (is_within(f, line))
            return 1;
        place = is_beside(f, line) ? -1 : place;
    }
    return place;
}

/* Sets lines aside that stand beside a fence. */
bool river_fence(river_scene *scene) {
    pdf_room *room = scene->reader->page;
    fence *fences = PDF_TAKE(room, fence, scene->rule_count + 1u);
    pdf_line **sorted = PDF_TAKE(room, pdf_line *, scene->line_count + 1u);
    if (!fences || !sorted)
        return false;
    for (uint32_t i = 0; i < scene->line_count; i++)
        sorted[i] = &scene->lines[i];
    pdf_sort(sorted, scene->line_count, sizeof(pdf_line *), by_middle);
    for (uint32_t i = 0; i < scene->rule_count; i++) {
        fences[i] = fence_from(scene, i);
        if (fences[i].bottom)
            survey(&fences[i], sorted, scene->line_count);
    }
    for (uint32_t i = 0; i < scene->line_count; i++)
        scene->prose[i] = scene->prose[i] || place_of(scene, fences, &scene->lines[i]) < 0;
    return true;
}
