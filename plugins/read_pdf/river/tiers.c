/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headers of two tiers: a row of groups above the heads of the columns. A group is set as the heads below it are, in a cell that is
 * as wide as all of theirs. Where the cells' borders can be reckoned from heads and numbers, one share of the columns among
 * the groups fits alone, or several do; then no geometry tells which heads are whose. */
#include "river/tiers.h"

#include <math.h>
#include <string.h>

#define LEVEL 0.3f  /* ems between bases of one row */
#define LINE 0.15f  /* ems between edges that are one */
#define APART 1.65f /* ems between heads of two tiers; lines of one are nearer */
#define EVEN 0.1f   /* ems between distances that are one */
#define WHOLE 0.95f /* of the table's width */

static float base_of(const river_tiers *t, const river_piece *piece) {
    return t->scene->words[piece->first].base;
}

static bool is_level(const river_tiers *t, float a, float b) {
    return fabsf(a - b) <= LEVEL * t->table->size;
}

/* The base of the topmost heads above values. */
static float top_of(const river_tiers *t) {
    float top = RIVER_FAR;
    for (uint32_t i = 0; i < river_count_heads(t->table); i++)
        if (t->table->pieces[i].column >= t->low)
            top = fminf(top, base_of(t, &t->table->pieces[i]));
    return top;
}

static void add_line(river_tiers *t, river_tier_cell *cell, const river_piece *piece) {
    const float base = base_of(t, piece);
    if (cell->lines > 0 && base > cell->last)
        t->step = fminf(t->step, base - cell->last);
    if (cell->lines == 0)
        memcpy(cell->box, piece->box, sizeof cell->box);
    pdf_box_unite(cell->box, piece->box);
    cell->first = cell->lines ? fminf(cell->first, base) : base;
    cell->last = cell->lines ? fmaxf(cell->last, base) : base;
    cell->lines++;
}

/* The heads of each column below the first row; false where one of them is over several, or two stand too far from each other
 * for one: there are more tiers. */
static bool find_cells(river_tiers *t) {
    for (uint32_t i = 0; i < river_count_heads(t->table); i++) {
        const river_piece *piece = &t->table->pieces[i];
        if (piece->column >= t->low && is_level(t, base_of(t, piece), t->top))
            continue;
        const river_tier_cell *cell = &t->cells[piece->column];
        if (piece->column >= t->low &&
            (piece->span > 1 ||
             (cell->lines > 0 && base_of(t, piece) - cell->last > APART * t->table->size)))
            return false;
        add_line(t, &t->cells[piece->column], piece);
    }
    return true;
}

/* What the first row has above no other head is one of a column; the rest are those of groups. */
static bool find_groups(river_tiers *t) {
    for (uint32_t i = 0; i < river_count_heads(t->table); i++) {
        river_piece *piece = &t->table->pieces[i];
        if (piece->column < t->low || !is_level(t, base_of(t, piece), t->top))
            continue;
        if (piece->span == 1 && t->cells[piece->column].lines == 0) {
            add_line(t, &t->cells[piece->column], piece);
            t->own[piece->column] = true;
        } else if (t->count == RIVER_TIER_GROUPS) {
            return false;
        } else {
            t->groups[t->count++] = piece;
        }
    }
    uint32_t below = 0;
    for (uint32_t k = t->low; k <= t->high; k++) {
        below += !t->own[k];
        if (t->cells[k].lines == 0)
            return false;
    }
    return t->count > 0 && t->count < below;
}

/* In one row of cells, all stand with their first lines, their last ones or their middles at one height. */
static bool is_beside(const river_tiers *t, const river_tier_cell *a, const river_tier_cell *b) {
    return is_level(t, a->first, b->first) || is_level(t, a->last, b->last) ||
           is_level(t, a->first + a->last, b->first + b->last);
}

/* Heads above the row of those below groups are as tall as both tiers: of no group. Where one is, or that of the labels,
 * heads are not set at the bottom of their cells, and those of the lower row are all of groups. */
static void find_own(river_tiers *t) {
    const river_tier_cell *below = &t->cells[t->groups[0]->column], *label = &t->cells[0];
    bool high = label->lines > 0 && !is_beside(t, label, below) && label->last < below->last;
    for (uint32_t k = t->low; k <= t->high; k++) {
        bool lower = false;
        for (uint32_t i = 0; i < t->count && !t->own[k]; i++)
            lower = lower || is_beside(t, &t->cells[k], &t->cells[t->groups[i]->column]);
        t->own[k] = t->own[k] || !lower;
        high = high || (t->own[k] && t->cells[k].last < below->last - LEVEL * t->table->size);
    }
    t->open = !high;
}

static bool is_flush(const river_tiers *t, const float *a, const float *b, int edge) {
    float apart = edge == 0   ? a[0] - b[0]
                  : edge == 1 ? a[2] - b[2]
                              : (a[0] + a[2] - b[0] - b[2]) / 2;
    return fabsf(apart) <= LINE * t->table->size;
}

/* The first piece of the head that is below a group in its column. */
static const river_piece *below_of(const river_tiers *t, const river_piece *group) {
    for (uint32_t i = 0; i < river_count_heads(t->table); i++) {
        const river_piece *piece = &t->table->pieces[i];
        if (piece->row > group->row && piece->column == group->column)
            return piece;
    }
    return NULL;
}

/* What goes on in the line below heads no group; true where one does. */
static bool drop_lines(river_tiers *t) {
    uint32_t kept = 0, count = t->count;
    for (uint32_t i = 0; i < count; i++) {
        river_piece *piece = t->groups[i];
        const river_piece *below = piece->span == 1 ? below_of(t, piece) : NULL;
        if (below && river_goes_on(t->scene, piece, below)) {
            add_line(t, &t->cells[piece->column], piece);
            t->own[piece->column] = true;
        } else {
            t->groups[kept++] = piece;
        }
    }
    t->count = kept;
    return kept < count;
}

/* Whether the first row may be nothing but the first lines of heads that go on below. */
static bool may_be_lines(const river_tiers *t) {
    bool flush[3] = {true, true, true};
    for (uint32_t i = 0; i < t->count; i++) {
        const river_tier_cell *below = &t->cells[t->groups[i]->column];
        if (t->groups[i]->span > 1 || below->first - t->top > t->table->leading ||
            below->first - t->top > t->step + EVEN * t->table->size)
            return false;
        for (int edge = 0; edge < 3; edge++)
            flush[edge] = flush[edge] && is_flush(t, t->groups[i]->box, below->box, edge);
    }
    return flush[0] || flush[1] || flush[2];
}

/* The rule between the tiers that runs below the groups over a column; PDF_NONE. Rules of the whole table tell nothing. */
static uint32_t stroke_over(const river_tiers *t, uint32_t column, float bottom) {
    const float width = t->table->box[2] - t->table->box[0];
    const float *box = t->cells[column].box, middle = (box[0] + box[2]) / 2;
    const river_rule *strokes = t->scene->strokes;
    for (uint32_t i = river_rule_below(strokes, t->scene->stroke_count, t->top);
         i < t->scene->stroke_count && strokes[i].at < bottom; i++)
        if (strokes[i].to - strokes[i].from < WHOLE * width && strokes[i].from <= middle &&
            middle <= strokes[i].to)
            return i;
    return PDF_NONE;
}

/* Columns without a rule between the tiers are of no group, and no group goes on from one rule to the next. */
static void heed_rules(river_tiers *t) {
    const float bottom = t->cells[t->groups[0]->column].first;
    uint32_t over[RIVER_COLUMNS];
    bool any = false;
    for (uint32_t k = t->low; k <= t->high; k++) {
        over[k] = stroke_over(t, k, bottom);
        any = any || over[k] != PDF_NONE;
    }
    for (uint32_t k = t->low; k <= t->high && any; k++) {
        t->own[k] = over[k] == PDF_NONE;
        t->parted[k] = k > t->low && over[k] != over[k - 1];
    }
    t->open = t->open && !any;
    t->ruled = any;
}

static void apply(const river_tiers *t, const river_tier_share *share) {
    for (uint32_t i = 0; i < t->count; i++) {
        t->groups[i]->column = share->from[i];
        t->groups[i]->span = share->to[i] - share->from[i] + 1;
    }
}

/* Makes the heads of groups as wide as they are; true where it told them, for certain or by the likeliest share. */
bool river_tier(const river_scene *scene, river_table *table, uint32_t low) {
    river_tiers t = {.scene = scene, .table = table, .low = low, .high = table->columns - 1};
    river_tier_share share = {.count = 0};
    if (low + 1 >= table->columns || river_count_heads(table) == 0)
        return false;
    t.top = top_of(&t);
    t.step = RIVER_FAR;
    if (!find_cells(&t) || !find_groups(&t))
        return false;
    const bool goes_on = drop_lines(&t);
    if (t.count == 0)
        return true;
    find_own(&t);
    heed_rules(&t);
    const bool lines = !t.ruled && may_be_lines(&t);
    if (lines && goes_on)
        return true;
    river_tier_fit(&t, &share);
    if (lines && (share.count == 0 || t.open)) {
        table->doubted = (share.doubted || (share.count > 0 && t.count > 1)) && t.step >= RIVER_FAR;
        return false;
    }
    table->doubted = share.doubted || share.count != 1;
    if (share.count > 0)
        apply(&t, &share);
    return share.count > 0;
}
