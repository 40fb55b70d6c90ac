/* SPDX-License-Identifier: GPL-2.0-or-later
 * Which columns are whose: groups are set at the left edge of their first head, at the right edge of their last one, or in the
 * middle of their cells. The borders of cells follow from heads that are set in their middle and numbers at one edge, as
 * all cells have one padding: a border is behind the numbers of one column by as much as behind those of the next. With
 * numbers in the middle, too, one border tells all others. */
#include "river/tiers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EDGE 0.15f         /* ems */
#define MIDDLE 0.25f       /* ems */
#define UNEVEN 0.35f       /* ems between paddings that are one */
#define MOST_TRIES 64u     /* borders to begin with */
#define MOST_STEPS 200000u /* columns tried for groups: ways to share are exponential */

enum { AT_LEFT, AT_RIGHT, IN_MIDDLE };

typedef struct fit {
    const river_tiers *t;
    int setting;
    float borders[RIVER_COLUMNS + 1]; /* left of each column, and behind the last */
    river_tier_share now;
    river_tier_share *best;
    uint32_t steps;
    bool chosen;     /* borders are chosen so that a group fits */
    bool ends_known; /* the first group stands in the middle of cells whose borders are known */
} fit;

static float middle_of(const float *box) {
    return (box[0] + box[2]) / 2;
}

/* How far the group is from where it would stand over the columns; RIVER_FAR where that is too far. */
static float distance(const fit *f, const river_piece *group, uint32_t from, uint32_t to) {
    const river_tier_cell *cells = f->t->cells;
    float off = f->setting == AT_LEFT ? group->box[0] - cells[from].box[0]
                : f->setting == AT_RIGHT
                    ? group->box[2] - cells[to].box[2]
                    : middle_of(group->box) - (f->borders[from] + f->borders[to + 1]) / 2;
    float most = (f->setting == IN_MIDDLE ? MIDDLE : EDGE) * f->t->table->size;
    return fabsf(off) <= most ? fabsf(off) : RIVER_FAR;
}

static bool is_same(const fit *f) {
    const size_t bytes = f->t->count * sizeof f->now.from[0];
    return memcmp(f->now.from, f->best->from, bytes) == 0 &&
           memcmp(f->now.to, f->best->to, bytes) == 0;
}

/* Those that leave out fewest columns come first, then those that fit best. */
static void note(fit *f) {
    river_tier_share *best = f->best;
    /* The middle of an odd count of cells is the same for all borders that their heads' middles allow. */
    if (f->setting == IN_MIDDLE && (!f->chosen || (f->now.to[0] - f->now.from[0]) % 2 == 0))
        f->ends_known = true;
    const uint32_t count = best->count;
    if (count > 0 && is_same(f)) {
        best->off = fminf(best->off, f->now.off);
        return;
    }
    if (count == 0 || f->now.left_out < best->left_out ||
        (f->now.left_out == best->left_out && f->now.off < best->off))
        *best = f->now;
    best->count = count + 1;
}

/* Whether to go on: not where steps are spent, nor where several ways are known and this one will be no better. */
static bool may_help(fit *f) {
    const river_tier_share *now = &f->now, *best = f->best;
    if (f->steps >= MOST_STEPS)
        return false;
    return best->count < 2 || now->left_out < best->left_out ||
           (now->left_out == best->left_out && now->off < best->off);
}

static void place(fit *f, uint32_t group, uint32_t column);

/* The group from a column on, as far as it may go. One column is no group but between heads that are of none. */
static void place_from(fit *f, uint32_t group, uint32_t from) {
    const river_tiers *t = f->t;
    const river_piece *piece = t->groups[group];
    for (uint32_t to = from; to <= t->high && !t->own[to] && (to == from || !t->parted[to]); to++) {
        f->steps++;
        float off = distance(f, piece, from, to);
        if (off >= RIVER_FAR || (to == from && t->open))
            continue;
        const float before = f->now.off;
        f->now.from[group] = from;
        f->now.to[group] = to;
        f->now.off += off;
        place(f, group + 1, to + 1);
        f->now.off = before;
    }
}

/* Tries all ways to share out the columns from `column` on among the groups from `group` on. */
static void place(fit *f, uint32_t group, uint32_t column) {
    const river_tiers *t = f->t;
    const uint32_t before = f->now.left_out;
    for (; column <= t->high && may_help(f); column++) {
        if (group < t->count)
            place_from(f, group, column);
        if (!t->own[column] && !t->open)
            break;
        f->now.left_out += !t->own[column];
    }
    if (group == t->count && column > t->high)
        note(f);
    f->now.left_out = before;
}

/* Between heads as tall as both tiers, one group heads all, if heads that are as low as others are all of groups. */
static bool is_forced(fit *f) {
    const river_tiers *t = f->t;
    uint32_t group = 0;
    for (uint32_t from = t->low, to; from <= t->high && !t->open; from = to + 1) {
        for (to = from; !t->own[from] && to < t->high && !t->own[to + 1] && !t->parted[to + 1];)
            to++;
        if (t->own[from])
            continue;
        if (group == t->count || t->groups[group]->column < from || t->groups[group]->column > to)
            return false;
        f->now.from[group] = from;
        f->now.to[group++] = to;
    }
    return !t->open && group == t->count;
}

/* ---- borders of cells ---- */

/* The edges of the numbers in each column: the least left, the greatest right one. */
static void find_edges(const river_tiers *t, river_gap *edges) {
    for (uint32_t k = 0; k < t->table->columns; k++)
        edges[k] = (river_gap){RIVER_FAR, -RIVER_FAR};
    for (uint32_t i = river_count_heads(t->table); i < t->table->piece_count; i++) {
        const river_piece *piece = &t->table->pieces[i];
        if (piece->span > 1 || !piece->number)
            continue;
        edges[piece->column].from = fminf(edges[piece->column].from, piece->box[0]);
        edges[piece->column].to = fmaxf(edges[piece->column].to, piece->box[2]);
    }
}

static int is_less(const void *a, const void *b) {
    const float one = *(const float *)a, other = *(const float *)b;
    return (one > other) - (one < other);
}

/* How far heads in the middle of their cells are from the middle between edges of the numbers: one padding. */
static bool find_padding(const fit *f, const float *edges, uint32_t from, uint32_t to,
                         float *padding) {
    float found[RIVER_COLUMNS];
    uint32_t count = 0;
    for (uint32_t k = from; k <= to; k++)
        found[count++] = middle_of(f->t->cells[k].box) - (edges[k] + edges[k + 1]) / 2;
    if (count == 0)
        return false;
    qsort(found, count, sizeof *found, is_less);
    *padding = found[count / 2];
    return found[count - 1] - found[0] <= UNEVEN * f->t->table->size;
}

/* From numbers that end at one edge (`right`), or begin at one. */
static bool reckon_borders(fit *f, const river_gap *edges, bool right) {
    const river_tiers *t = f->t;
    float at[RIVER_COLUMNS + 1] = {0}, padding;
    for (uint32_t k = t->low; k <= t->high; k++)
        at[k + right] = right ? edges[k].to : edges[k].from;
    if (!find_padding(f, at, t->low + right, t->high - !right, &padding))
        return false;
    for (uint32_t k = t->low + right; k <= t->high + right; k++)
        f->borders[k] = at[k] + padding;
    if (right)
        f->borders[t->low] = 2 * middle_of(t->cells[t->low].box) - f->borders[t->low + 1];
    else
        f->borders[t->high + 1] = 2 * middle_of(t->cells[t->high].box) - f->borders[t->high];
    return true;
}

/* From the first one and the middles of heads; false where a border then stands in a head or a number. */
static bool follow_borders(fit *f, const river_gap *edges, float first) {
    const river_tiers *t = f->t;
    const float slack = EDGE * t->table->size;
    f->borders[t->low] = first;
    for (uint32_t k = t->low; k <= t->high; k++) {
        const float *box = t->cells[k].box;
        f->borders[k + 1] = 2 * middle_of(box) - f->borders[k];
        if (fminf(edges[k].from, box[0]) < f->borders[k] - slack ||
            fmaxf(edges[k].to, box[2]) > f->borders[k + 1] + slack)
            return false;
    }
    return true;
}

/* The first border if this group stands over an even count of columns from..to. */
static float first_border(const river_tiers *t, const river_piece *group, uint32_t from,
                          uint32_t to) {
    float sum = 0, border = 0; /* both relative to the first border or its mirror */
    for (uint32_t k = from; k <= to; k++)
        sum = 2 * middle_of(t->cells[k].box) - sum;
    border = middle_of(group->box) - sum / 2; /* of column `from` */
    for (uint32_t k = from; k-- > t->low;)
        border = 2 * middle_of(t->cells[k].box) - border;
    return border;
}

/* Borders that some group over two, four … columns asks for, and one that none does. */
static void try_borders(fit *f, const river_gap *edges) {
    const river_tiers *t = f->t;
    f->chosen = true;
    for (uint32_t i = 0; i < t->count; i++)
        for (uint32_t from = t->low; from <= t->high; from++)
            for (uint32_t to = from + 1; to <= t->high; to += 2)
                if (follow_borders(f, edges, first_border(t, t->groups[i], from, to)))
                    place(f, 0, t->low);
    const float left = fminf(edges[t->low].from, t->cells[t->low].box[0]);
    for (uint32_t i = 0; i < MOST_TRIES; i++)
        if (follow_borders(f, edges, left - (float)i * 0.1f * t->table->size))
            place(f, 0, t->low);
}

/* By the edges of heads, or by borders. */
static void share_out(fit *f) {
    river_gap edges[RIVER_COLUMNS];
    find_edges(f->t, edges);
    for (f->setting = AT_LEFT; f->setting < IN_MIDDLE; f->setting++)
        place(f, 0, f->t->low);
    const bool right = reckon_borders(f, edges, true);
    if (right)
        place(f, 0, f->t->low);
    const bool left = !right && reckon_borders(f, edges, false);
    if (left)
        place(f, 0, f->t->low);
    /* One border may be chosen so that a single group fits by chance: edges are better evidence for several. */
    if (!right && !left && (f->best->count == 0 || f->t->count == 1))
        try_borders(f, edges);
}

void river_tier_fit(const river_tiers *t, river_tier_share *best) {
    fit f = {.t = t, .best = best};
    const bool forced = is_forced(&f);
    if (forced && t->ruled) {
        note(&f);
        return;
    }
    f.now = (river_tier_share){.count = 0};
    share_out(&f);
    /* An edge tells where one group begins, or where it ends, not both. */
    best->doubted = f.steps >= MOST_STEPS || (forced && best->count == 0) ||
                    (forced && t->count == 1 && !f.ends_known);
}
