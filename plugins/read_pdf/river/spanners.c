/* SPDX-License-Identifier: GPL-2.0-or-later
 * Header cells over several columns: their words run over a river, or a short rule below shows how far they reach, or
 * they stand in the middle of columns that have nothing else on that row. */
#include "river/river.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_HEADS 500u /* above a row, to look for groups among */

/* What stands in a column at the widest: in the body, and in a last row of heads that make their columns as wide as they
 * are. */
static void column_extents(const river_scene *scene, const river_table *table, river_gap *extents) {
    uint32_t from = table->body - table->first;
    from -= scene->rows[table->body - 1].narrow;
    for (uint32_t k = 0; k < table->columns; k++)
        extents[k] = (river_gap){RIVER_FAR, -RIVER_FAR};
    for (uint32_t i = table->starts[from]; i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->span > 1)
            continue;
        extents[piece->column].from = fminf(extents[piece->column].from, piece->box[0]);
        extents[piece->column].to = fmaxf(extents[piece->column].to, piece->box[2]);
    }
}

static float middle_of(const river_piece *piece) {
    return (piece->box[0] + piece->box[2]) / 2;
}

static bool reach(river_piece *piece, uint32_t from, uint32_t to) {
    piece->column = from;
    piece->span = to - from + 1;
    return true;
}

/* A rule right below the words, wider than they are and narrower than the table. */
static bool reach_of_rule(const river_scene *scene, const river_table *table, river_piece *piece,
                          const river_gap *extents, uint32_t low, uint32_t high) {
    float size = scene->words[piece->first].size, width = table->box[2] - table->box[0];
    uint32_t i = river_rule_below(scene->strokes, scene->stroke_count, piece->box[3] - 0.4f * size);
    for (; i < scene->stroke_count && scene->strokes[i].at <= piece->box[3] + 0.9f * size; i++) {
        const river_rule *rule = &scene->strokes[i];
        if (rule->to - rule->from > 0.85f * width || rule->from > piece->box[0] + 1 ||
            rule->to < piece->box[2] - 1)
            continue;
        uint32_t from = PDF_NONE, to = 0;
        for (uint32_t k = low; k <= high; k++) {
            float middle = (extents[k].from + extents[k].to) / 2;
            if (middle >= rule->from && middle <= rule->to) {
                from = from == PDF_NONE ? k : from;
                to = k;
            }
        }
        if (from != PDF_NONE && to > from)
            return reach(piece, from, to);
    }
    return false;
}

/* Columns low..high are free for the piece: which of them does it stand in the middle of? Its own alone is the first try. */
static bool reach_of_middle(const river_scene *scene, river_piece *piece, const river_gap *extents,
                            uint32_t low, uint32_t high) {
    float middle = middle_of(piece), slack = 0.6f * scene->words[piece->first].size;
    const river_gap *own = &extents[piece->column];
    if (fabsf((own->from + own->to) / 2 - middle) <= slack ||
        fabsf(own->from - piece->box[0]) <= slack || fabsf(own->to - piece->box[2]) <= slack)
        return false;
    for (uint32_t from = piece->column + 1; from-- > low;)
        for (uint32_t to = piece->column; to <= high; to++)
            if (to > from && fabsf((extents[from].from + extents[to].to) / 2 - middle) <= slack)
                return reach(piece, from, to);
    return false;
}

enum { MIDDLE, LEFT, RIGHT, SETTINGS };

/* The way to share out columns low..high among the pieces with the least distances in sum: from the last piece back,
 * `sums[i][c]` is that for pieces from i on with columns from c on, `ends[i][c]` the last column of piece i then. */
typedef struct shares {
    const river_scene *scene;
    const river_table *table;
    const river_gap *extents;
    const float *middles; /* of the lowest heads, by column */
    const river_piece *pieces;
    uint32_t count, low, high;
    bool single; /* the body is one row: heads alone tell */
    float slack;
    int setting; /* MIDDLE, LEFT, RIGHT */
    float *sums;
    uint32_t *ends;
} shares;

/* How far the piece is from standing over columns from..to as a head does: over one, at an edge or in the middle of its
 * text; over several, in the middle of them, whose text may stand left, right or in the middle of wider cells. Heads that
 * are set LEFT or RIGHT stand at that edge. */
static float distance(const shares *s, const river_piece *piece, uint32_t from, uint32_t to) {
    const river_gap *extents = s->extents;
    float left = extents[from].from, right = extents[to].to, middle = middle_of(piece);
    if (s->setting == LEFT)
        return fabsf(left - piece->box[0]);
    if (s->setting == RIGHT)
        return fabsf(right - piece->box[2]);
    float best = fabsf((left + right) / 2 - middle);
    if (from == to)
        return fminf(best, fminf(fabsf(left - piece->box[0]), fabsf(right - piece->box[2])));
    if (s->single && s->middles)
        return fabsf((s->middles[from] + s->middles[to]) / 2 - middle);
    if (to + 1 < s->table->columns)
        best = fminf(best, fabsf((left + extents[to + 1].from) / 2 - middle));
    return from ? fminf(best, fabsf((extents[from - 1].to + right) / 2 - middle)) : best;
}

static void share_from(shares *s, uint32_t piece, uint32_t column) {
    const river_piece *one = &s->pieces[piece];
    uint32_t wide = s->table->columns + 1;
    float *sum = &s->sums[piece * wide + column];
    *sum = RIVER_FAR;
    if (one->column < column)
        return;
    for (uint32_t to = one->column + one->span - 1; to <= s->high; to++) {
        if (to > column && !river_clears(s->scene, s->table, one, column, to))
            continue;
        float own = distance(s, one, column, to);
        float rest = s->sums[(piece + 1) * wide + to + 1];
        if (own <= s->slack && own + rest < *sum) {
            *sum = own + rest;
            s->ends[piece * wide + column] = to;
        }
    }
}

static bool find_shares(shares *s, pdf_room *room) {
    uint32_t wide = s->table->columns + 1;
    s->sums = PDF_TAKE(room, float, (size_t)(s->count + 1) * wide);
    s->ends = PDF_TAKE(room, uint32_t, (size_t)(s->count + 1) * wide);
    if (!s->sums || !s->ends)
        return false;
    for (uint32_t c = 0; c <= s->high; c++)
        s->sums[s->count * wide + c] = RIVER_FAR;
    for (uint32_t i = s->count; i-- > 0;) {
        s->sums[i * wide + s->high + 1] = RIVER_FAR;
        for (uint32_t c = s->low; c <= s->high; c++)
            share_from(s, i, c);
    }
    return s->sums[s->low] < RIVER_FAR;
}

/* As many columns for each piece, more than one: a line of taller heads is not set so. */
static bool is_even(const shares *s) {
    uint32_t column = s->low, each = (s->high + 1 - s->low) / s->count;
    bool even = each > 1;
    for (uint32_t i = 0; i < s->count && even; i++, column += each)
        even = s->ends[i * (s->table->columns + 1) + column] == column + each - 1;
    return even;
}

/* How the row is set: in the middle, but where all of its pieces stand much better at one edge. */
static bool find_setting(shares *s, pdf_room *room) {
    float best = RIVER_FAR;
    int found = SETTINGS;
    for (int setting = MIDDLE; setting < SETTINGS; setting++) {
        s->setting = setting;
        s->slack = (setting == MIDDLE ? 0.8f : 0.3f) * s->table->size;
        bool shared = find_shares(s, room);
        if (!shared || (setting != MIDDLE && (s->sums[s->low] >= 0.5f * best || !is_even(s))))
            continue;
        best = s->sums[s->low];
        found = setting;
    }
    s->setting = found;
    s->slack = 0.8f * s->table->size;
    return found < SETTINGS && find_shares(s, room);
}

/* Whether the pieces share out the columns low..high: then they head groups, and are made as wide as these. */
static bool share_out(river_scene *scene, shares *s, river_piece *pieces) {
    uint32_t column = s->low;
    s->pieces = pieces;
    if (s->count < 2 || s->count > s->high + 1 - s->low || !find_setting(s, scene->reader->page))
        return false;
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t to = s->ends[i * (s->table->columns + 1) + column];
        reach(&pieces[i], column, to);
        column = to + 1;
    }
    return true;
}

/* Among all columns of values. */
static bool share_row(river_scene *scene, river_table *table, uint32_t row, const shares *like) {
    river_piece *pieces = &table->pieces[table->starts[row]];
    uint32_t count = table->starts[row + 1] - table->starts[row];
    uint32_t labels = 0;
    shares s = *like;
    while (labels < count && pieces[labels].column < like->low)
        labels++;
    s.count = count - labels;
    return share_out(scene, &s, pieces + labels);
}

static void span_row(river_scene *scene, river_table *table, uint32_t row, const shares *like) {
    for (uint32_t i = table->starts[row]; i < table->starts[row + 1]; i++) {
        river_piece *piece = &table->pieces[i];
        bool first = i == table->starts[row], last = i + 1 == table->starts[row + 1];
        uint32_t low = first ? like->low : piece[-1].column + piece[-1].span;
        uint32_t high = last ? table->columns - 1 : piece[1].column - 1;
        if (piece->column < low || high < low)
            continue;
        bool lowest =
            like->middles && fabsf(like->middles[piece->column] - middle_of(piece)) <= 0.1f;
        if (!reach_of_rule(scene, table, piece, like->extents, low, high) && piece->span == 1 &&
            !lowest)
            reach_of_middle(scene, piece, like->extents, low, high);
    }
}

/* Whether no other head of a group stands between this one and the row. */
static bool is_nearest(const river_table *table, const river_piece *group, uint32_t row) {
    for (uint32_t i = table->starts[group->row - table->first + 1]; i < table->starts[row]; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->span > 1 && piece->column < group->column + group->span &&
            group->column < piece->column + piece->span)
            return false;
    }
    return group->span > 1;
}

/* The pieces of a row that stand within the columns of a group share these out. */
static bool share_group(river_scene *scene, river_table *table, const river_piece *group,
                        uint32_t row, const shares *like) {
    uint32_t first = table->starts[row], end;
    shares s = *like;
    s.low = group->column;
    s.high = group->column + group->span - 1;
    while (first < table->starts[row + 1] && table->pieces[first].column < s.low)
        first++;
    for (end = first; end < table->starts[row + 1] &&
                      table->pieces[end].column + table->pieces[end].span <= s.high + 1;)
        end++;
    s.count = end - first;
    return share_out(scene, &s, &table->pieces[first]);
}

static bool share_groups(river_scene *scene, river_table *table, uint32_t row, const shares *like) {
    bool shared = false;
    for (uint32_t i = 0; i < table->starts[row] && table->starts[row] <= MOST_HEADS; i++)
        if (is_nearest(table, &table->pieces[i], row))
            shared = share_group(scene, table, &table->pieces[i], row, like) || shared;
    return shared;
}

/* Lines of a head over the columns of labels, which are narrower than the first of them, stand in the middle below it. */
static void join_corner(const river_scene *scene, river_table *table) {
    const uint32_t heads = river_count_heads(table);
    const river_piece *corner = NULL;
    for (uint32_t i = 0; i < heads; i++) {
        river_piece *piece = &table->pieces[i];
        bool below =
            corner && piece->row > corner->row && piece->span < corner->span &&
            piece->column + piece->span <= corner->span &&
            fabsf(middle_of(piece) - middle_of(corner)) < 1 &&
            scene->words[piece->first].base - scene->words[corner->first].base <= table->leading;
        if (below)
            reach(piece, 0, corner->span - 1);
        if (below || (!corner && piece->column == 0 && piece->span > 1))
            corner = piece;
    }
}

/* Whether a column has a head of its own, or a number below it. */
static bool is_headed(const river_table *table, uint32_t column) {
    const uint32_t body = river_count_heads(table);
    for (uint32_t i = 0; i < table->piece_count; i++) {
        const river_piece *piece = &table->pieces[i];
        if (piece->column == column && piece->span == 1 && (i < body || piece->number))
            return true;
    }
    return false;
}

/* Rows have labels in the first column, and in those after it that share its head: names of groups stand before them. */
static uint32_t label_columns(const river_table *table) {
    uint32_t low = 1;
    while (low + 2 < table->columns && !is_headed(table, low))
        low++;
    return low;
}

/* Whether the row stands at half the height between lines above and below: heads of one line beside those of two, which head one
 * column each. */
static bool is_between_lines(const river_scene *scene, const river_table *table, uint32_t row) {
    const river_row *here = &scene->rows[table->first + row];
    return row > 0 && here->base - here[-1].base < RIVER_HALF_LINE * here->size &&
           here[1].base - here->base < RIVER_HALF_LINE * here->size;
}

/* Header rows but the last: what stands alone may head several columns. A first column of labels is not reached. */
void river_spanners(river_scene *scene, river_table *table) {
    river_gap *extents = PDF_TAKE(scene->reader->page, river_gap, table->columns);
    if (!extents || table->body <= table->first + 1)
        return;
    column_extents(scene, table, extents);
    join_corner(scene, table);
    bool single = table->body + 1 == table->end, grouped = false;
    uint32_t low = single ? 0 : label_columns(table); /* one row has no labels */
    const shares like = {.scene = scene,
                         .table = table,
                         .extents = extents,
                         .middles = river_middles(scene, table, low),
                         .single = single,
                         .low = low,
                         .high = table->columns - 1};
    if (river_nest(scene, table, low) || (!single && river_tier(scene, table, low)))
        return;
    if (!single && river_lone(scene, table, low))
        return;
    grouped = like.middles && !single && river_levels(scene, table, low, like.middles);
    for (uint32_t row = 0; row + 1 < table->body - table->first; row++) {
        if (is_between_lines(scene, table, row))
            continue;
        bool shared =
            grouped ? share_groups(scene, table, row, &like) : share_row(scene, table, row, &like);
        grouped = grouped || (single && shared);
        if (!shared)
            span_row(scene, table, row, &like);
    }
}
