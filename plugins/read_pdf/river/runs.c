/* SPDX-License-Identifier: GPL-2.0-or-later
 * Candidates: runs of rows that leave the same rivers white. The white of a run is the common part of its rows' white,
 * so a row is tried at the cost of its own words. Rows in one piece (a wrapped label, a section's name) may stand between. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define WHITE_GAP 0.8f /* ems of white that hold two columns apart */
#define NEAR_GAP 0.4f  /* ems, in a row that has white where the others have it */
#define PENDING 8u     /* rows in one piece, one after the other, within a column */
#define CROSSING 2u    /* rows that bridge rivers, one after the other */
#define SETTLED 3u     /* rows after which a run's rivers are known */
#define LEAST_PITCH 2.0f
#define HEADS 6u     /* lines of a header */
#define LARGER 1.12f /* times the type of the run's last row */

/* White of a run: from the far left to the far right, the first and the last reach out of the page. */
typedef struct white {
    river_gap gaps[RIVER_COLUMNS];
    uint32_t count;
} white;

typedef struct run {
    white common;
    uint32_t first, last; /* the last row that is part of it for sure */
    uint32_t cores, pending, crossing;
    uint32_t rivers; /* most of them, once three rows agree */
    bool numbers;    /* some row has one */
    float pitches;   /* sum over its rows */
    uint32_t steps;
} run;

static void add_gap(white *w, float from, float to) {
    if (w->count < RIVER_COLUMNS)
        w->gaps[w->count++] = (river_gap){from, to};
}

static void white_of(const river_scene *scene, const river_row *row, float least, white *w) {
    w->count = 0;
    float right = -RIVER_FAR;
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        const river_word *word = &scene->words[i];
        if (word->box[0] - right >= least * word->size)
            add_gap(w, right, word->box[0]);
        right = fmaxf(right, word->box[2]);
    }
    add_gap(w, right, RIVER_FAR);
}

/* What is white in both. */
static void meet(const white *a, const white *b, float least, white *both) {
    both->count = 0;
    for (uint32_t i = 0, k = 0; i < a->count && k < b->count;) {
        float from = fmaxf(a->gaps[i].from, b->gaps[k].from);
        float to = fminf(a->gaps[i].to, b->gaps[k].to);
        if (to - from >= least)
            add_gap(both, from, to);
        if (a->gaps[i].to < b->gaps[k].to)
            i++;
        else
            k++;
    }
}

/* Half of the rivers may go with a row, a third of those that the run had once it was settled. */
static bool holds_together(const run *r, const white *after) {
    if (after->count <= 2 || (after->count - 2) * 2 < r->common.count - 2)
        return false;
    return r->cores < SETTLED || (after->count - 2) * 3 >= r->rivers * 2;
}

/* Too far below to be the next row? */
static bool far_below(const river_scene *scene, const run *r, uint32_t row) {
    const river_row *above = &scene->rows[row - 1], *here = &scene->rows[row];
    float pitch = here->base - above->base, size = fmaxf(above->size, here->size);
    if (pitch <= LEAST_PITCH * size)
        return false;
    float usual = r->steps >= SETTLED ? r->pitches / (float)r->steps : 2.2f * size;
    return pitch > 1.9f * usual || pitch > 6 * size;
}

static bool crosses(const river_scene *scene, const white *common, const river_row *row) {
    white own, both;
    white_of(scene, row, WHITE_GAP, &own);
    meet(common, &own, WHITE_GAP * row->size * 0.5f, &both);
    return both.count < common->count;
}

/* A row whose columns stand near: it ends in a number, has text on both sides of a river of
 * the run and leaves all of them white. */
static bool fits(const river_scene *scene, const run *r, const river_row *row) {
    white own, both;
    white_of(scene, row, NEAR_GAP, &own);
    meet(&r->common, &own, NEAR_GAP * row->size, &both);
    if (r->cores < 2 || both.count < r->common.count ||
        !river_numeric(scene, row->first + row->count - 1, 1))
        return false;
    for (uint32_t i = 1; i + 1 < r->common.count; i++)
        if (row->box[0] < r->common.gaps[i].from && row->box[2] > r->common.gaps[i].to)
            return true;
    return false;
}

/* Lines nearer to each other than they are tall are of one row, whose cells stand in the middle of it. */
static void take_row(const river_scene *scene, run *r, uint32_t at) {
    float pitch = scene->rows[at].base - scene->rows[at - 1].base;
    if (pitch >= scene->rows[at].size) {
        r->pitches += pitch;
        r->steps++;
    }
    r->last = at;
    r->cores++;
    r->numbers |= scene->rows[at].numbers > 0;
    if (r->cores >= SETTLED && r->common.count - 2 > r->rivers)
        r->rivers = r->common.count - 2;
    r->pending = r->crossing = 0;
}

/* One piece in larger type, from the left edge of the run: a heading of the page between two tables, not the name of a section. */
static bool is_heading(const river_scene *scene, const run *r, const river_row *row) {
    const river_row *last = &scene->rows[r->last];
    return row->pieces == 1 && row->numbers == 0 && row->size > LARGER * last->size &&
           row->box[0] <= scene->rows[r->first].box[0] + row->size;
}

/* The only values of a table stand below heads that may be wider than they are. */
static bool is_only_row(const river_scene *scene, const run *r, const river_row *row) {
    return r->cores > 1 && !r->numbers && !scene->rows[r->first].numbers &&
           row->pieces >= RIVER_ONE_ROW && row->numbers == row->pieces;
}

/* Heads that are set otherwise than their numbers may leave hardly any white in common with them. Nothing but heads so far, then
 * several numbers below them: those tell the columns. */
static bool is_below_heads(const river_scene *scene, const run *r, uint32_t at) {
    const river_row *row = &scene->rows[at], *first = &scene->rows[r->first];
    const float slack = 2 * row->size;
    if (r->numbers || at - r->first > HEADS || row->numbers - row->years < 2 || row->pieces < 3)
        return false;
    for (uint32_t i = r->first; i < at; i++)
        if (scene->rows[i].numbers > scene->rows[i].years ||
            scene->rows[i].box[0] < row->box[0] - slack ||
            scene->rows[i].box[2] > row->box[2] + slack)
            return false;
    return row->base - first->base <= HEADS * LEAST_PITCH * row->size;
}

static bool begins_anew(const river_scene *scene, const run *r, uint32_t at) {
    return r->steps > 0 && river_begins_anew(scene, r->pitches / (float)r->steps, r->last, at);
}

/* Takes a row in, or tells that the run ends above it. */
static bool step(river_scene *scene, run *r, uint32_t at) {
    const river_row *row = &scene->rows[at];
    if (is_heading(scene, r, row) || begins_anew(scene, r, at))
        return false;
    if (row->pieces < 2 && !fits(scene, r, row)) {
        r->pending++;
        r->crossing = crosses(scene, &r->common, row) ? r->crossing + 1 : 0;
        return r->pending <= PENDING && r->crossing <= CROSSING;
    }
    white own, both;
    white_of(scene, row, WHITE_GAP, &own);
    meet(&r->common, &own, WHITE_GAP * row->size, &both);
    bool holds = holds_together(r, &both);
    if (!holds && is_below_heads(scene, r, at)) {
        both = own;
        holds = true;
        r->cores = 1;
        r->rivers = 0;
    }
    if (!holds && !fits(scene, r, row) && !is_only_row(scene, r, row) &&
        !river_aligns(scene, r->last, at))
        return ++r->crossing <= CROSSING;
    if (holds)
        r->common = both;
    take_row(scene, r, at);
    return true;
}

static void limit_box(const river_scene *scene, river_table *table) {
    const river_row *rows = scene->rows;
    memcpy(table->box, rows[table->first].box, sizeof table->box);
    table->size = 0;
    for (uint32_t i = table->first; i < table->end; i++) {
        pdf_box_unite(table->box, rows[i].box);
        table->size += rows[i].size / (float)(table->end - table->first);
    }
}

/* The next run at or below *at with two rows or more that show columns; *at moves behind it. */
bool river_run(river_scene *scene, uint32_t *at, river_table *table) {
    for (uint32_t i = *at; i < scene->row_count; i++) {
        if (scene->rows[i].pieces < 2 || scene->rows[i].taken)
            continue;
        run r = {.first = i, .last = i, .cores = 1};
        white_of(scene, &scene->rows[i], WHITE_GAP, &r.common);
        for (uint32_t k = i + 1; k < scene->row_count && k - i < RIVER_ROWS; k++)
            if (scene->rows[k].taken || far_below(scene, &r, k) || !step(scene, &r, k))
                break;
        if (r.cores < 2)
            continue;
        *table = (river_table){.first = i, .end = r.last + 1, .body = i};
        limit_box(scene, table);
        *at = r.last + 1;
        return true;
    }
    *at = scene->row_count;
    return false;
}
