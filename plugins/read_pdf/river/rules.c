/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rules that no full grid was made of: thin strokes and fills. Pieces of one rule that touch, or nearly so, are joined. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define THICK 4.0f
#define SHORT 12.0f
#define TALL 120.0f /* a stripe behind a row */
#define SAME_LEVEL 1.2f
#define TOUCH 1.5f
#define BREAK 12.0f /* white between the pieces of one rule, one piece a column */
#define WHITE 0xF8F8F8u

static int by_place(const void *a, const void *b) {
    const river_rule *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->from < y->from ? -1 : x->from > y->from;
}

static int by_begin(const void *a, const void *b) {
    const river_rule *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return 0;
}

static bool is_white(uint32_t colour) {
    return (colour & 0xF00000u) == 0xF00000u && (colour & 0xF000u) == 0xF000u &&
           (colour & 0xF0u) == 0xF0u && colour >= WHITE;
}

static void add_ink(river_scene *scene, const pdf_ink *ink) {
    float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
    if (ink->paint > PDF_FILL || is_white(ink->colour))
        return;
    if (high <= THICK && wide >= SHORT)
        scene->rules[scene->rule_count++] =
            (river_rule){ink->box[0], ink->box[2], (ink->box[1] + ink->box[3]) / 2};
}

static void add_stripe(river_scene *scene, const pdf_ink *ink) {
    float wide = ink->box[2] - ink->box[0], high = ink->box[3] - ink->box[1];
    if (ink->paint != PDF_FILL || is_white(ink->colour) || high <= THICK || high > TALL ||
        wide < SHORT)
        return;
    for (int side = 1; side <= 3; side += 2)
        scene->stripes[scene->stripe_count++] =
            (river_rule){ink->box[0], ink->box[2], ink->box[side]};
}

/* Joins the pieces of one level, which are sorted from left to right; returns how many rules they are. */
static uint32_t join_level(river_rule *rules, uint32_t count, float gap) {
    uint32_t kept = 0;
    for (uint32_t i = 1; i < count; i++)
        if (rules[i].from <= rules[kept].to + gap)
            rules[kept].to = fmaxf(rules[kept].to, rules[i].to);
        else
            rules[++kept] = rules[i];
    return kept + 1;
}

static uint32_t join_rules(river_rule *rules, uint32_t count, float gap) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i + 1;
        while (end < count && rules[end].at - rules[i].at <= SAME_LEVEL)
            end++;
        pdf_sort(&rules[i], end - i, sizeof *rules, by_begin);
        uint32_t joined = join_level(&rules[i], end - i, gap);
        for (uint32_t k = 0; k < joined; k++)
            rules[kept++] = rules[i + k];
        i = end;
    }
    return kept;
}

bool river_rules(river_scene *scene) {
    scene->rules = PDF_TAKE(scene->reader->page, river_rule, scene->page->ink_count + 1u);
    scene->strokes = PDF_TAKE(scene->reader->page, river_rule, scene->page->ink_count + 1u);
    scene->stripes =
        PDF_TAKE(scene->reader->page, river_rule, 2 * (size_t)scene->page->ink_count + 1);
    if (!scene->rules || !scene->strokes || !scene->stripes)
        return false;
    for (uint32_t i = 0; i < scene->page->ink_count; i++) {
        add_ink(scene, &scene->page->inks[i]);
        add_stripe(scene, &scene->page->inks[i]);
    }
    pdf_sort(scene->stripes, scene->stripe_count, sizeof *scene->rules, by_place);
    scene->stripe_count = join_rules(scene->stripes, scene->stripe_count, BREAK);
    pdf_sort(scene->stripes, scene->stripe_count, sizeof *scene->rules, by_place);
    pdf_sort(scene->rules, scene->rule_count, sizeof *scene->rules, by_place);
    scene->stroke_count = join_rules(scene->rules, scene->rule_count, TOUCH);
    memcpy(scene->strokes, scene->rules, scene->stroke_count * sizeof *scene->rules);
    scene->rule_count = join_rules(scene->rules, scene->stroke_count, BREAK);
    pdf_sort(scene->strokes, scene->stroke_count, sizeof *scene->rules, by_place);
    pdf_sort(scene->rules, scene->rule_count, sizeof *scene->rules, by_place);
    return true;
}

/* The first of sorted rules at or below a height. */
uint32_t river_rule_below(const river_rule *rules, uint32_t count, float top) {
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (rules[middle].at < top)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t between(const river_rule *rules, uint32_t count, const float box[4], float top,
                        float bottom) {
    float width = box[2] - box[0];
    uint32_t found = 0;
    for (uint32_t i = river_rule_below(rules, count, top); i < count && rules[i].at <= bottom; i++)
        found += rules[i].from <= box[0] + 0.13f * width && rules[i].to >= box[2] - 0.13f * width &&
                 rules[i].to - rules[i].from <= 1.6f * width + 40;
    return found;
}

/* How many rules over the box's width, and not far beyond, lie between two heights. */
uint32_t river_rules_between(const river_scene *scene, const float box[4], float top,
                             float bottom) {
    return between(scene->rules, scene->rule_count, box, top, bottom);
}

/* Whether an edge of fills, which may reach beyond, goes over the box's width between two heights. */
bool river_edge_between(const river_scene *scene, const float box[4], float top, float bottom) {
    const river_rule *stripes = scene->stripes;
    const float slack = 0.13f * (box[2] - box[0]);
    for (uint32_t i = river_rule_below(stripes, scene->stripe_count, top);
         i < scene->stripe_count && stripes[i].at <= bottom; i++)
        if (stripes[i].from <= box[0] + slack && stripes[i].to >= box[2] - slack)
            return true;
    return false;
}

/* Where a rule that parts the row from the one above it may lie: below that one's feet, above the row's own middle. */
static void span_above(const river_scene *scene, uint32_t row, float *top, float *bottom) {
    const river_row *here = &scene->rows[row];
    *top = here->base - 3 * here->size;
    *bottom = here->base - 0.45f * here->size;
    if (row > 0)
        *top = fmaxf(*top, scene->rows[row - 1].base - 0.1f * scene->rows[row - 1].size);
}

bool river_ruled_above(const river_scene *scene, const river_table *table, uint32_t row) {
    float top, bottom;
    span_above(scene, row, &top, &bottom);
    return river_rules_between(scene, table->box, top, bottom) > 0;
}

bool river_striped_above(const river_scene *scene, const river_table *table, uint32_t row) {
    float top, bottom;
    span_above(scene, row, &top, &bottom);
    return between(scene->stripes, scene->stripe_count, table->box, top, bottom) > 0;
}
