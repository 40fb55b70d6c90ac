/* SPDX-License-Identifier: GPL-2.0-or-later
 * A table in a cell of another may touch the rule of that cell, which is longer, but has walls of its own: a closed box that
 * nothing meets from outside, and one of whose sides lies along a rule that runs on beyond both of its corners. The rules of
 * such a box are put aside before lines are joined, so that they neither meet nor become those of the outer table. */
#include "lattice/lattice.h"

#define CORNER 0.9f    /* lines that end this near to each other make a corner */
#define ALONGSIDE 1.6f /* a side this near to a longer rule touches it */
#define BEYOND 2.5f    /* how far that rule runs on: nearer than this, two walls are one border */
#define NESTS 64u
#define STEPS                                                                                      \
    4000000u /* comparisons on a page; drawings are made of more lines than this allows for */

/* A rule of axis ACROSS that is drawn. */
typedef struct line {
    float at;
    uint32_t index;
} line;

typedef struct search {
    lattice_pile *piles; /* [2] */
    line *lines;         /* ascending */
    uint32_t line_count;
    uint32_t steps;
} search;

static bool is_near(float a, float b, float reach) {
    return a - b <= reach && b - a <= reach;
}

static bool is_spent(search *all) {
    return ++all->steps > STEPS;
}

/* Runs along `side` and beyond both of its ends. */
static bool runs_beyond(const lattice_rule *rule, const lattice_rule *side) {
    return !rule->soft && is_near(rule->at, side->at, ALONGSIDE) &&
           rule->from < side->from - BEYOND && rule->to > side->to + BEYOND;
}

static int by_at(const void *left, const void *right) {
    const line *a = left, *b = right;
    return (a->at > b->at) - (a->at < b->at);
}

static bool sort_lines(search *all) {
    const lattice_pile *pile = &all->piles[ACROSS];
    all->lines = PDF_TAKE_UNSET(pile->room, line, (size_t)pile->count + 1);
    for (uint32_t i = 0; all->lines && i < pile->count; i++)
        if (!pile->rules[i].soft)
            all->lines[all->line_count++] = (line){pile->rules[i].at, i};
    if (all->lines)
        pdf_sort(all->lines, all->line_count, sizeof *all->lines, by_at);
    return all->lines != NULL;
}

static bool touches_longer(search *all, const lattice_rule *side) {
    uint32_t low = 0, high = all->line_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->at - all->lines[middle].at > ALONGSIDE)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < all->line_count && all->lines[low].at - side->at <= ALONGSIDE && !is_spent(all);
         low++)
        if (runs_beyond(&all->piles[ACROSS].rules[all->lines[low].index], side))
            return true;
    return false;
}

/* The vertical rule that begins in the corner (down), or ends there. */
static const lattice_rule *find_wall(search *all, float at, float corner, int down) {
    const lattice_pile *pile = &all->piles[DOWN];
    for (uint32_t i = 0; i < pile->count && !is_spent(all); i++) {
        const lattice_rule *wall = &pile->rules[i];
        if (!wall->soft && is_near(wall->at, at, CORNER) &&
            is_near(down ? wall->from : wall->to, corner, CORNER))
            return wall;
    }
    return NULL;
}

static bool has_side(search *all, const lattice_rule *like, float at) {
    const lattice_pile *pile = &all->piles[ACROSS];
    for (uint32_t i = 0; i < pile->count && !is_spent(all); i++) {
        const lattice_rule *side = &pile->rules[i];
        if (!side->soft && is_near(side->at, at, CORNER) &&
            is_near(side->from, like->from, CORNER) && is_near(side->to, like->to, CORNER))
            return true;
    }
    return false;
}

/* The closed box whose upper or lower side this is. */
static bool close_box(search *all, const lattice_rule *side, int down, float box[4]) {
    const lattice_rule *left = find_wall(all, side->from, side->at, down);
    const lattice_rule *right = left ? find_wall(all, side->to, side->at, down) : NULL;
    if (!right || !is_near(left->from, right->from, CORNER) ||
        !is_near(left->to, right->to, CORNER) || !has_side(all, side, down ? left->to : left->from))
        return false;
    box[0] = side->from;
    box[1] = left->from;
    box[2] = side->to;
    box[3] = left->to;
    return true;
}

static bool is_inside(const lattice_rule *rule, int axis, const float box[4]) {
    int along = axis == ACROSS ? 0 : 1, aside = 1 - along;
    return rule->from >= box[along] - CORNER && rule->to <= box[along + 2] + CORNER &&
           rule->at >= box[aside] - CORNER && rule->at <= box[aside + 2] + CORNER;
}

/* Does a rule from outside end at the box, or run through it? Those that only pass along a side do not. */
static bool meets_box(const lattice_rule *rule, int axis, const float box[4]) {
    int along = axis == ACROSS ? 0 : 1, aside = 1 - along;
    if (rule->to < box[along] - LATTICE_REACH || rule->from > box[along + 2] + LATTICE_REACH ||
        rule->at < box[aside] - LATTICE_REACH || rule->at > box[aside + 2] + LATTICE_REACH)
        return false;
    bool passes = rule->from < box[along] - BEYOND && rule->to > box[along + 2] + BEYOND;
    bool edge = is_near(rule->at, box[aside], ALONGSIDE + CORNER) ||
                is_near(rule->at, box[aside + 2], ALONGSIDE + CORNER);
    return !(passes && edge && axis == ACROSS);
}

static bool stands_alone(search *all, const float box[4]) {
    for (int axis = ACROSS; axis <= DOWN; axis++)
        for (uint32_t i = 0; i < all->piles[axis].count; i++) {
            const lattice_rule *rule = &all->piles[axis].rules[i];
            if (is_spent(all) ||
                (!rule->soft && !is_inside(rule, axis, box) && meets_box(rule, axis, box)))
                return false;
        }
    return true;
}

static void put_aside(search *all, const float box[4], uint32_t nest) {
    for (int axis = ACROSS; axis <= DOWN; axis++)
        for (uint32_t i = 0; i < all->piles[axis].count; i++)
            if (is_inside(&all->piles[axis].rules[i], axis, box))
                all->piles[axis].rules[i].nest = nest;
}

void lattice_find_nests(lattice_pile piles[2]) {
    search all = {.piles = piles};
    if (!sort_lines(&all))
        return;
    uint32_t nests = 0;
    for (uint32_t i = 0; i < piles[ACROSS].count && nests < NESTS; i++) {
        const lattice_rule *side = &piles[ACROSS].rules[i];
        float box[4];
        if (side->soft || side->nest || side->to - side->from < 2 * LATTICE_SHORT ||
            !touches_longer(&all, side))
            continue;
        for (int down = 0; down <= 1 && !side->nest; down++)
            if (close_box(&all, side, down, box) && stands_alone(&all, box))
                put_aside(&all, box, ++nests);
        if (all.steps > STEPS)
            return;
    }
}
