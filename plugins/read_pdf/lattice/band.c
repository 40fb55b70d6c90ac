/* SPDX-License-Identifier: GPL-2.0-or-later
 * A row that is one cell from side to side, in a table without outer borders, parts its rules into groups that do not meet. Two
 * of these are one table where their nearest rules reach equally far, are as thick as those within, stand about a row
 * apart, and one text stands in the middle between them. A text at the left between rows that share no column is the
 * heading of the next table. */
#include "lattice/lattice.h"

#include <math.h>

#define LOOK_AHEAD 40u   /* rules */
#define EFFORT 4000000u  /* rules and characters looked at, on a page */
#define TALLER 1.35f     /* than the row above or below */
#define OFF_MIDDLE 0.35f /* ems, of a row's text */
#define LINE 0.6f        /* ems between the middles of its characters */
#define THICKER 1.5f
#define CENTRED 1.5f /* ems from the middle of the table */

typedef struct seam {
    const pdf_page *page;
    const lattice_rules *rules;
    const uint32_t *by_y;
    uint32_t *parents; /* of groups */
    uint32_t effort;
} seam;

static bool is_alike(const seam *s, const lattice_rule *a, const lattice_rule *b) {
    float off = LATTICE_SNAP * s->rules->unit;
    return fabsf(a->from - b->from) <= off && fabsf(a->to - b->to) <= off && a->nest == b->nest &&
           !a->soft && !b->soft;
}

/* How far the rule of its own group is that lies next above (-1) or below (1); 0: there is none near. */
static float step_to(seam *s, uint32_t rule, int way, float *width) {
    const lattice_rule *rules = s->rules->of[ACROSS], *from = &rules[rule];
    uint32_t left = way < 0 ? rule : s->rules->count[ACROSS] - 1 - rule;
    for (uint32_t i = 1; i <= left && i <= LOOK_AHEAD; i++, s->effort++) {
        const lattice_rule *next = way < 0 ? from - i : from + i;
        float step = fabsf(next->at - from->at);
        if (next->group == from->group && step > 2 * LATTICE_SNAP * s->rules->unit) {
            *width = next->width;
            return step;
        }
    }
    return 0;
}

/* The rule next below that has something in common with it; PDF_NONE where that is none of its reach and another group's. */
static uint32_t partner_of(seam *s, uint32_t rule) {
    const lattice_rule *rules = s->rules->of[ACROSS], *from = &rules[rule];
    for (uint32_t i = rule + 1; i < s->rules->count[ACROSS] && i - rule <= LOOK_AHEAD;
         i++, s->effort++) {
        if (pdf_overlap(from->from, from->to, rules[i].from, rules[i].to) <= 0 ||
            rules[i].at - from->at <= LATTICE_SNAP * s->rules->unit)
            continue;
        return rules[i].group != from->group && is_alike(s, from, &rules[i]) ? i : PDF_NONE;
    }
    return PDF_NONE;
}

/* Do rules downwards stand between the two, or at the sides of their tables? */
static bool is_crossed(seam *s, const lattice_rule *above, const lattice_rule *below) {
    for (uint32_t i = 0; i < s->rules->count[DOWN]; i++, s->effort++) {
        const lattice_rule *down = &s->rules->of[DOWN][i];
        float edge = fminf(fabsf(down->at - above->from), fabsf(down->at - above->to));
        bool within = down->at >= above->from && down->at <= above->to;
        bool ours = down->group == above->group || down->group == below->group;
        bool between = pdf_overlap(down->from, down->to, above->at, below->at) >
                       LATTICE_REACH + above->width + below->width;
        if ((within && between) || (ours && edge <= LATTICE_SNAP * s->rules->unit))
            return true;
    }
    return false;
}

/* The first of the characters, by their middles, at or below a height. */
static uint32_t first_below(const seam *s, float at) {
    uint32_t low = 0, high = s->page->char_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (lattice_middle(&s->page->chars[s->by_y[middle]], 1) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Do the rows above and below have rules downwards, and none in common? */
static bool shares_no_column(seam *s, const lattice_rule *above, const lattice_rule *below) {
    const float off = LATTICE_SNAP * s->rules->unit;
    const lattice_rule *downs = s->rules->of[DOWN];
    uint32_t over = 0, under = 0;
    for (uint32_t i = 0; i < s->rules->count[DOWN]; i++, s->effort++) {
        under += downs[i].group == below->group && fabsf(downs[i].from - below->at) <= off;
        if (downs[i].group != above->group || fabsf(downs[i].to - above->at) > off)
            continue;
        over++;
        for (uint32_t k = 0; k < s->rules->count[DOWN]; k++, s->effort++)
            if (downs[k].group == below->group && fabsf(downs[k].from - below->at) <= off &&
                fabsf(downs[k].at - downs[i].at) <= off)
                return false;
    }
    return over > 0 && under > 0;
}

/* One line in the middle between the rules, none of it beside them. Middles tell: boxes of some fonts are much taller. */
static bool has_text(seam *s, const lattice_rule *above, const lattice_rule *below) {
    float top = PDF_FARTHEST, bottom = -PDF_FARTHEST, em = 0;
    float left = PDF_FARTHEST, right = -PDF_FARTHEST;
    for (uint32_t i = first_below(s, above->at); i < s->page->char_count; i++, s->effort++) {
        const pdf_char *one = &s->page->chars[s->by_y[i]];
        float middle = lattice_middle(one, 1);
        if (middle >= below->at)
            break;
        if (one->box[2] < above->from - 1 || one->box[0] > above->to + 1)
            continue;
        if (one->box[0] < above->from - 1 || one->box[2] > above->to + 1)
            return false;
        top = fminf(top, middle);
        bottom = fmaxf(bottom, middle);
        left = fminf(left, one->box[0]);
        right = fmaxf(right, one->box[2]);
        em = fmaxf(em, lattice_em(s->page, one));
    }
    return em > 0 && bottom - top <= LINE * em &&
           fabsf(top + bottom - above->at - below->at) <= 2 * OFF_MIDDLE * em &&
           (left + right + 2 * CENTRED * em >= above->from + above->to ||
            !shares_no_column(s, above, below));
}

/* Whether the two rules enclose a row of the table that their groups are parts of. */
static bool is_row(seam *s, uint32_t upper, uint32_t lower) {
    const lattice_rule *above = &s->rules->of[ACROSS][upper], *below = &s->rules->of[ACROSS][lower];
    float width[2] = {0}, tall = below->at - above->at, most = fmaxf(above->width, below->width);
    float before = step_to(s, upper, -1, &width[0]), after = step_to(s, lower, 1, &width[1]);
    float thickest = fmaxf(width[0], width[1]);
    return (before > 0 || after > 0) && tall <= TALLER * fmaxf(before, after) &&
           most <= THICKER * thickest && !is_crossed(s, above, below) && has_text(s, above, below);
}

/* Groups that such rows hold together get one number. */
bool lattice_join_bands(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups) {
    seam s = {.page = ground->page, .rules = rules, .by_y = ground->by_y};
    s.parents = PDF_TAKE(room, uint32_t, groups);
    if (!s.parents)
        return false;
    for (uint32_t i = 0; i < groups; i++)
        s.parents[i] = i;
    for (uint32_t i = 0; i < rules->count[ACROSS] && s.effort < EFFORT; i++) {
        uint32_t below = partner_of(&s, i);
        if (below == PDF_NONE || !is_row(&s, i, below))
            continue;
        lattice_unite(s.parents, rules->of[ACROSS][i].group, rules->of[ACROSS][below].group);
    }
    for (int axis = ACROSS; axis <= DOWN; axis++)
        for (uint32_t i = 0; i < rules->count[axis]; i++)
            rules->of[axis][i].group = lattice_root_of(s.parents, rules->of[axis][i].group);
    return true;
}
