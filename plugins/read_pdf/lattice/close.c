/* SPDX-License-Identifier: GPL-2.0-or-later
 * Rows of numbers at the end of a table, below heads with lines all around: style sheets draw lines above and below numbers alone, so
 * the last lines of the table meet nothing. A line across of the table's reach closes it where the one row between holds a number, and
 * nothing else, below each of the heads. */
#include "lattice/lattice.h"

#include <math.h>

#define EFFORT 4000000u /* rules and characters looked at, on a page */
#define REACH 2.0f      /* points between the ends of two lines */
#define DOUBLE 3.0f     /* points to the other one of a double line */
#define TALLEST 4.5f    /* ems: rows of one line are no taller */
#define LINE 0.6f       /* ems between the middles of the characters of one line */

enum { LEAST = 3, MOST = 64 }; /* columns */

/* The lines that end at the last line across of a group, and the columns between them. */
typedef struct foot {
    float left, right, at;
    float borders[MOST + 1];
    uint32_t count, nest;
} foot;

typedef struct closing {
    const lattice_ground *ground;
    lattice_rules *rules;
    uint32_t effort;
} closing;

static bool is_alike(const foot *of, const lattice_rule *rule) {
    return !rule->soft && rule->nest == of->nest && fabsf(rule->from - of->left) <= REACH &&
           fabsf(rule->to - of->right) <= REACH;
}

/* The last line across of the group; false: it has none, or no columns that reach down to it. */
static bool find_foot(closing *c, uint32_t group, foot *of) {
    const lattice_rules *rules = c->rules;
    *of = (foot){.at = -1};
    for (uint32_t i = 0; i < rules->count[ACROSS]; i++, c->effort++) {
        const lattice_rule *rule = &rules->of[ACROSS][i];
        if (rule->group == group && !rule->soft)
            *of = (foot){.left = rule->from, .right = rule->to, .at = rule->at, .nest = rule->nest};
    }
    for (uint32_t i = 0; of->at >= 0 && i < rules->count[DOWN]; i++, c->effort++) {
        const lattice_rule *rule = &rules->of[DOWN][i];
        if (rule->group != group)
            continue;
        if (of->count > MOST || rule->to > of->at + DOUBLE + rule->width)
            return false;
        const bool is_twin =
            of->count && rule->at - of->borders[of->count - 1] < LATTICE_SHORT * rules->unit;
        if (rule->to > of->at - DOUBLE && !is_twin)
            of->borders[of->count++] = rule->at;
    }
    return of->count > LEAST;
}

static bool is_of_number(const pdf_char *one) {
    return pdf_is_digit(one->code) || one->code == '.' || one->code == ',' || one->code == '-';
}

/* Whether each column has a number and nothing else, all in one line. */
static bool is_row(closing *c, const foot *of, float bottom) {
    const pdf_page *page = c->ground->page;
    bool has[MOST] = {false};
    float high = PDF_FARTHEST, low = -PDF_FARTHEST, em = 0;
    for (uint32_t i = 0; i < page->char_count; i++, c->effort++) {
        const pdf_char *one = &page->chars[i];
        const float y = lattice_middle(one, 1);
        if (y < of->at || y > bottom || one->box[2] < of->left || one->box[0] > of->right)
            continue;
        const float x = fminf(fmaxf(lattice_middle(one, 0), of->left), of->right);
        const uint32_t column = lattice_slot(of->borders, of->count, x);
        if (!is_of_number(one) || one->box[0] < of->borders[column] - 1 ||
            one->box[2] > of->borders[column + 1] + 1)
            return false;
        has[column] = has[column] || pdf_is_digit(one->code);
        high = fminf(high, y);
        low = fmaxf(low, y);
        em = fmaxf(em, lattice_em(page, one));
    }
    for (uint32_t i = 0; i + 1 < of->count; i++)
        if (!has[i])
            return false;
    return low - high <= LINE * em && bottom - of->at <= TALLEST * em;
}

/* The lines across below are the table's, down to the first that closes no row. A double line is one. */
static void close_foot(closing *c, uint32_t group, foot *of) {
    const float near = LATTICE_SNAP * c->rules->unit;
    bool closed = false;
    for (uint32_t i = 0; i < c->rules->count[ACROSS] && c->effort < EFFORT; i++, c->effort++) {
        lattice_rule *rule = &c->rules->of[ACROSS][i];
        if (rule->at <= of->at || rule->group == group || rule->to < of->left ||
            rule->from > of->right)
            continue;
        const bool is_twin = closed && rule->at - of->at <= near;
        if (!is_alike(of, rule) || (!is_twin && !is_row(c, of, rule->at)))
            return;
        rule->group = group;
        of->at = rule->at;
        closed = true;
    }
}

bool lattice_close_feet(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups) {
    closing c = {.ground = ground, .rules = rules};
    bool *seen = PDF_TAKE(room, bool, groups);
    for (uint32_t i = 0; seen && i < rules->count[DOWN] && c.effort < EFFORT; i++) {
        const uint32_t group = rules->of[DOWN][i].group;
        foot of;
        if (seen[group])
            continue;
        seen[group] = true;
        if (find_foot(&c, group, &of))
            close_foot(&c, group, &of);
    }
    return seen != NULL;
}
