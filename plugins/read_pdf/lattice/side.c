/* SPDX-License-Identifier: GPL-2.0-or-later
 * A cell at the side of a table that goes on over all of a page, and over both of its ends. Where no line closes the table at a page
 * break, nothing meets the outer border of that cell there, and it is a group of its own: it is the table's where it begins and ends
 * with the table's lines downwards, is as thick, and nothing but text of that cell stands between. */
#include "lattice/lattice.h"

#include <math.h>

#define EFFORT 4000000u /* rules and characters looked at, on a page */
#define ENDS 1.0f       /* points: where it and the table begin and end */
#define THICKER 1.5f    /* than the table's lines, or thinner */
#define WIDEST 0.35f    /* of the table's width: a label */
#define INTO 1.0f       /* points that text may reach over a border */

/* What the rules of a group span. */
typedef struct span {
    float left, right, top, bottom; /* of the lines downwards */
    float width;                    /* of the thickest of these */
    uint32_t across, down, nest;
} span;

typedef struct sides {
    const lattice_ground *ground;
    lattice_rules *rules;
    span *spans; /* by root */
    uint32_t *parents;
    uint32_t effort;
} sides;

static void measure(sides *s, uint32_t groups) {
    for (uint32_t i = 0; i < groups; i++)
        s->spans[i] = (span){PDF_FARTHEST, -PDF_FARTHEST, PDF_FARTHEST, -PDF_FARTHEST, 0, 0, 0, 0};
    for (uint32_t i = 0; i < s->rules->count[ACROSS]; i++)
        s->spans[s->rules->of[ACROSS][i].group].across++;
    for (uint32_t i = 0; i < s->rules->count[DOWN]; i++) {
        const lattice_rule *rule = &s->rules->of[DOWN][i];
        span *of = &s->spans[rule->group];
        of->left = fminf(of->left, rule->at);
        of->right = fmaxf(of->right, rule->at);
        of->top = fminf(of->top, rule->from);
        of->bottom = fmaxf(of->bottom, rule->to);
        of->width = fmaxf(of->width, rule->width);
        of->nest = rule->nest;
        of->down++;
    }
}

static bool is_alike(const lattice_rule *rule, const span *table) {
    return fabsf(rule->from - table->top) <= ENDS && fabsf(rule->to - table->bottom) <= ENDS &&
           rule->width <= THICKER * table->width && table->width <= THICKER * rule->width &&
           rule->nest == table->nest;
}

/* Does text run over one of the two borders? */
static bool is_crossed(sides *s, float left, float right, const span *table) {
    const pdf_page *page = s->ground->page;
    for (uint32_t i = 0; i < page->char_count; i++, s->effort++) {
        const pdf_char *one = &page->chars[i];
        const float x = lattice_middle(one, 0), y = lattice_middle(one, 1);
        if (y > table->top && y < table->bottom && x > left && x < right &&
            (one->box[0] < left - INTO || one->box[2] > right + INTO))
            return true;
    }
    return false;
}

static bool is_side_of(sides *s, const lattice_rule *rule, const span *table) {
    const float short_of = LATTICE_SHORT * s->rules->unit;
    const float gap = fmaxf(table->left - rule->at, rule->at - table->right);
    if (!table->across || table->down < 2 || !is_alike(rule, table) || gap < short_of ||
        gap > WIDEST * (table->right - table->left))
        return false;
    const bool before = rule->at < table->left;
    return !is_crossed(s, before ? rule->at : table->right, before ? table->left : rule->at, table);
}

/* The nearest first, as each may bring the next one within reach. */
static void join(sides *s, uint32_t at, uint32_t groups) {
    const lattice_rule *rule = &s->rules->of[DOWN][at];
    const uint32_t own = lattice_root_of(s->parents, rule->group);
    if (rule->soft || own != rule->group || s->spans[own].down != 1 || s->spans[own].across)
        return;
    for (uint32_t i = 0; i < groups && s->effort < EFFORT; i++, s->effort++) {
        if (i == own || lattice_root_of(s->parents, i) != i || !is_side_of(s, rule, &s->spans[i]))
            continue;
        const span joined = {.left = fminf(s->spans[i].left, rule->at),
                             .right = fmaxf(s->spans[i].right, rule->at),
                             .top = s->spans[i].top,
                             .bottom = s->spans[i].bottom,
                             .width = s->spans[i].width,
                             .across = s->spans[i].across,
                             .down = s->spans[i].down + 1,
                             .nest = s->spans[i].nest};
        lattice_unite(s->parents, i, own);
        s->spans[lattice_root_of(s->parents, own)] = joined;
        return;
    }
}

bool lattice_join_sides(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups) {
    sides s = {.ground = ground, .rules = rules};
    s.spans = PDF_TAKE(room, span, groups);
    s.parents = PDF_TAKE(room, uint32_t, groups);
    if (!s.spans || !s.parents)
        return false;
    for (uint32_t i = 0; i < groups; i++)
        s.parents[i] = i;
    measure(&s, groups);
    for (uint32_t i = rules->count[DOWN]; i-- > 0;)
        join(&s, i, groups);
    for (uint32_t i = 0; i < rules->count[DOWN]; i++)
        join(&s, i, groups);
    for (int axis = ACROSS; axis <= DOWN; axis++)
        for (uint32_t i = 0; i < rules->count[axis]; i++)
            rules->of[axis][i].group = lattice_root_of(s.parents, rules->of[axis][i].group);
    return true;
}
