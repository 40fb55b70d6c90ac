/* SPDX-License-Identifier: GPL-2.0-or-later
 * Groups between columns that have a head of their own. Where the lowest row of heads leaves columns out, these have theirs
 * higher up, and the columns between them are one group or several: as many as heads stand above them. One alone heads them
 * all, whatever it stands over; several share them out as they stand in the middle, or at one edge, of their lowest heads. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define LEVEL 0.3f       /* ems between heads of one row */
#define SURER 0.6f       /* of the distances of the next best share */
#define MOST_HEADS 8u    /* above the columns between two with their own ... */
#define MOST_COLUMNS 24u /* ... which bounds the ways to share them out */

typedef struct lone {
    const river_scene *scene;
    const river_table *table;
    const river_piece *lowest[RIVER_COLUMNS]; /* by column; NULL where its head stands higher */
    float base;                               /* of the lowest row */
    uint32_t low;                             /* the first column behind the labels */
} lone;

typedef struct stretch {
    uint32_t from, to; /* columns */
    river_piece *heads[MOST_HEADS];
    uint32_t count;
    uint32_t begins[MOST_HEADS + 1], best[MOST_HEADS + 1]; /* columns */
    float least, next;                                     /* sums of distances */
    int edge;
} stretch;

enum { LEFT, RIGHT, MIDDLE, EDGES };

static float base_of(const lone *l, const river_piece *piece) {
    return l->scene->words[piece->first].base;
}

/* False where a head of the lowest row is over several columns, or all columns have one there: nothing then bounds a group. */
static bool find_lowest(lone *l) {
    const uint32_t count = river_count_heads(l->table);
    bool left_out = false;
    if (count == 0)
        return false;
    l->base = base_of(l, &l->table->pieces[count - 1]);
    for (uint32_t i = 0; i < count; i++) {
        const river_piece *piece = &l->table->pieces[i];
        if (fabsf(base_of(l, piece) - l->base) <= LEVEL * l->table->size) {
            if (piece->span > 1)
                return false;
            l->lowest[piece->column] = piece;
        }
    }
    for (uint32_t k = l->low; k < l->table->columns; k++)
        left_out = left_out || !l->lowest[k];
    return left_out;
}

/* The only head of its column, which is none of the columns from..to. */
static bool is_own(const lone *l, const river_piece *piece, uint32_t from, uint32_t to) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < river_count_heads(l->table); i++)
        count += l->table->pieces[i].column == piece->column;
    return count == 1 && piece->span == 1 && (piece->column < from || piece->column > to);
}

/* The heads above the columns; false where there are too many. */
static bool gather(const lone *l, stretch *s) {
    for (uint32_t i = 0; i < river_count_heads(l->table); i++) {
        river_piece *piece = &l->table->pieces[i];
        if (base_of(l, piece) >= l->base - LEVEL * l->table->size ||
            !river_fits(l->table, piece->box[0], piece->box[2], s->from, s->to) ||
            is_own(l, piece, s->from, s->to))
            continue;
        if (s->count == MOST_HEADS || (s->count && piece->row != s->heads[0]->row))
            return false;
        s->heads[s->count++] = piece;
    }
    return s->count > 0;
}

static float middle_of(const river_piece *piece) {
    return (piece->box[0] + piece->box[2]) / 2;
}

static float distance(const lone *l, const stretch *s, uint32_t head, uint32_t from, uint32_t to) {
    const river_piece *piece = s->heads[head], *first = l->lowest[from], *last = l->lowest[to];
    if (!river_fits(l->table, piece->box[0], piece->box[2], from, to))
        return RIVER_FAR;
    if (s->edge == LEFT)
        return fabsf(piece->box[0] - first->box[0]);
    if (s->edge == RIGHT)
        return fabsf(piece->box[2] - last->box[2]);
    return fabsf(middle_of(piece) - (middle_of(first) + middle_of(last)) / 2);
}

/* Tries all shares of the columns from `from` on among the heads from `head` on. */
static void share(const lone *l, stretch *s, uint32_t head, uint32_t from, float sum) {
    s->begins[head] = from;
    if (head == s->count) {
        if (from != s->to + 1 || sum >= s->next)
            return;
        s->next = sum < s->least ? s->least : sum;
        if (sum < s->least) {
            memcpy(s->best, s->begins, sizeof s->best);
            s->least = sum;
        }
        return;
    }
    for (uint32_t to = from; to <= s->to; to++) {
        float own = distance(l, s, head, from, to);
        if (own < RIVER_FAR)
            share(l, s, head + 1, to + 1, sum + own);
        s->begins[head] = from;
    }
}

/* In the way that fits best by far; false: none does. */
static bool share_out(const lone *l, stretch *s) {
    float least = RIVER_FAR, next = RIVER_FAR;
    uint32_t best[MOST_HEADS + 1] = {0};
    for (s->edge = LEFT; s->edge < EDGES; s->edge++) {
        s->least = s->next = RIVER_FAR;
        share(l, s, 0, s->from, 0);
        if (s->least >= least)
            continue;
        memcpy(best, s->best, sizeof best);
        least = s->least;
        next = s->next;
    }
    if (least >= RIVER_FAR || least > SURER * next || least > l->table->size * (float)s->count)
        return false;
    for (uint32_t i = 0; i < s->count; i++) {
        s->heads[i]->column = best[i];
        s->heads[i]->span = best[i + 1] - best[i];
    }
    return true;
}

static bool head_stretch(const lone *l, uint32_t from, uint32_t to) {
    stretch s = {.from = from, .to = to};
    if (to == from || to - from >= MOST_COLUMNS || !gather(l, &s) || s.count > to - from)
        return false;
    if (s.count > 1)
        return share_out(l, &s);
    s.heads[0]->column = from;
    s.heads[0]->span = to - from + 1;
    return true;
}

/* Makes heads as wide as their groups; true where it told some. */
bool river_lone(const river_scene *scene, river_table *table, uint32_t low) {
    lone l = {.scene = scene, .table = table, .low = low};
    bool told = false;
    if (!table->extents || !find_lowest(&l))
        return false;
    for (uint32_t from = low, to; from < table->columns; from = to + 1) {
        for (to = from;
             to < table->columns && l.lowest[to] && to + 1 < table->columns && l.lowest[to + 1];)
            to++;
        if (l.lowest[from])
            told = head_stretch(&l, from, to) || told;
    }
    return told;
}
