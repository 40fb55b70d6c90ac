/* SPDX-License-Identifier: GPL-2.0-or-later
 * The rivers of a table: where, over all rows of its body, next to no row has text. Counted by a sweep over the ends of
 * what the rows show, so that one row that overflows does not drown a column. */
#include "river/river.h"

#include <math.h>

#define JOIN 0.5f          /* ems: words nearer than this stand in one column */
#define BLANKS 1.3f        /* of the row's own: wider than that there is a gap */
#define USUAL_BLANK 0.35f  /* ems */
#define FEW 4u             /* rows that may leave white by chance */
#define LEAST_RIVER 0.5f   /* ems, where rows are few */
#define NARROW_RIVER 0.17f /* ems, where they are more */
#define SLACK 0.1f         /* points */
#define OVERFLOW 8u        /* of so many rows one may cross a river */

typedef struct edge {
    float x;
    int step; /* 1: text begins, -1: it ends */
} edge;

typedef struct sweep {
    edge *edges;
    uint32_t count;
} sweep;

static int by_x(const void *a, const void *b) {
    const edge *x = a, *y = b;
    if (x->x != y->x)
        return x->x < y->x ? -1 : 1;
    return y->step - x->step;
}

static bool is_currency(const river_word *word) {
    return word->head == '$' || (word->head >= 0xA2 && word->head <= 0xA5) ||
           (word->head >= 0x20A0 && word->head < 0x20D0);
}

static bool is_value(const river_word *word) {
    return word->letters == 0 && (word->digits > 0 || is_currency(word));
}

/* The widest blank between words of the row that stand in one column; what fonts have where it has none. */
static float blank_of(const river_scene *scene, const river_row *row) {
    float widest = 0;
    for (uint32_t i = row->first + 1; i < row->first + row->count; i++) {
        const river_word *word = &scene->words[i];
        float gap = word->box[0] - word[-1].box[2];
        if (word->digits + word[-1].digits == 0 && gap < JOIN * word->size)
            widest = fmaxf(widest, gap);
    }
    return widest > 0 ? widest : USUAL_BLANK * row->size;
}

/* Wider than a blank before a number, or behind one that something follows: a column of its own, if the other rows have white
 * there. What ends a row behind a number may be its unit. */
static bool parts_value(const river_word *left, const river_word *right, float blank, bool last) {
    if (right->fixed || right->box[0] - left->box[2] <= BLANKS * blank)
        return false;
    return is_value(right) ? !is_value(left) || is_currency(right) : is_value(left) && !last;
}

static void add_row(const river_scene *scene, const river_row *row, sweep *s) {
    float right = -RIVER_FAR, blank = blank_of(scene, row);
    for (uint32_t i = row->first; i < row->first + row->count; i++) {
        const river_word *word = &scene->words[i];
        bool first = i == row->first, last = i + 1 == row->first + row->count;
        if (first || (word->box[0] > right &&
                      (river_parts(word - 1, word, JOIN) || river_ends_cell(word - 1, word) ||
                       parts_value(word - 1, word, blank, last)))) {
            if (!first)
                s->edges[s->count++] = (edge){right, -1};
            s->edges[s->count++] = (edge){word->box[0], 1};
        }
        right = fmaxf(right, word->box[2]);
    }
    if (row->count)
        s->edges[s->count++] = (edge){right, -1};
}

/* Rows of values alone: their labels stand half a line off, if they have any. */
static bool is_bare(const river_scene *scene, const river_table *table) {
    for (uint32_t i = table->body; i < table->end; i++)
        if (scene->rows[i].pieces > 1 && scene->rows[i].numbers < scene->rows[i].pieces)
            return false;
    return true;
}

/* A line of a label that stands less than a line from values: both are one row of the table. */
static bool is_half_off(const river_scene *scene, uint32_t label, uint32_t values) {
    const river_row *row = &scene->rows[label], *of = &scene->rows[values];
    return of->pieces > 1 && row->box[2] < of->box[0] &&
           fabsf(of->base - row->base) < RIVER_HALF_LINE * row->size;
}

/* Rows that tell where columns are: those of the body in several pieces, and the lines of labels beside bare ones. */
static uint32_t add_rows(const river_scene *scene, const river_table *table, sweep *s) {
    uint32_t rows = 0;
    bool bare = is_bare(scene, table);
    for (uint32_t i = table->body; i < table->end; i++) {
        rows += scene->rows[i].pieces > 1;
        if (scene->rows[i].pieces > 1 ||
            (bare && ((i > table->body && is_half_off(scene, i, i - 1)) ||
                      (i + 1 < table->end && is_half_off(scene, i, i + 1)))))
            add_row(scene, &scene->rows[i], s);
    }
    return rows;
}

static void find_rivers(river_table *table, sweep *s, int allowed) {
    int depth = 0;
    bool in_text = false;
    float dry = 0; /* where white began */
    uint32_t count = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        int before = depth;
        depth += s->edges[i].step;
        if (before > allowed && depth <= allowed)
            dry = s->edges[i].x;
        if (before <= allowed && depth > allowed) {
            if (in_text && s->edges[i].x - dry >= NARROW_RIVER * table->size &&
                count + 1 < RIVER_COLUMNS)
                table->rivers[count++] = (river_gap){dry, s->edges[i].x};
            in_text = true;
        }
    }
    table->columns = count + 1;
}

/* Numbers alone at both sides, in each row that has some: a number is never cut. */
static bool parts_numbers(const river_scene *scene, const river_table *table,
                          const river_gap *river) {
    for (uint32_t i = table->body; i < table->end; i++) {
        const river_row *row = &scene->rows[i];
        uint32_t at = row->first, end = row->first + row->count;
        while (at < end && scene->words[at].box[2] <= river->from + SLACK)
            at++;
        if (row->pieces < 2)
            continue;
        if (at == row->first || at == end || !is_value(&scene->words[at - 1]) ||
            !is_value(&scene->words[at]) ||
            !river_parts(&scene->words[at - 1], &scene->words[at], JOIN))
            return false;
    }
    return true;
}

/* Where rows are few, white may be narrow by chance, but not between numbers. */
static void drop_chances(const river_scene *scene, river_table *table) {
    uint32_t kept = 0;
    for (uint32_t k = 0; k + 1 < table->columns; k++) {
        const river_gap *river = &table->rivers[k];
        if (river->to - river->from >= LEAST_RIVER * table->size ||
            parts_numbers(scene, table, river))
            table->rivers[kept++] = *river;
    }
    table->columns = kept + 1;
}

/* False where there is one column only, or no memory. */
bool river_columns(river_scene *scene, river_table *table) {
    uint32_t words = 0;
    for (uint32_t i = table->body; i < table->end; i++)
        words += scene->rows[i].count;
    sweep s = {.edges = PDF_TAKE(scene->reader->page, edge, 2 * (size_t)words + 2)};
    if (!table->rivers)
        table->rivers = PDF_TAKE(scene->reader->page, river_gap, RIVER_COLUMNS);
    if (!s.edges || !table->rivers)
        return false;
    uint32_t rows = add_rows(scene, table, &s);
    pdf_sort(s.edges, s.count, sizeof *s.edges, by_x);
    find_rivers(table, &s, (int)(rows / OVERFLOW));
    if (rows < FEW)
        drop_chances(scene, table);
    river_groups(scene, table);
    return table->columns > 1;
}
