/* SPDX-License-Identifier: GPL-2.0-or-later
 * Headers told as a whole, whose cells are all set in the middle of their height, or all at its top: heads of one tier have one
 * middle (one first line), however many lines they have, so it shows which lines are of which cell; each line above them heads
 * all columns beside each other whose cells below it are level, or shares them out. It holds only where nothing is left over, and
 * groups are of groups: of two tiers the borders of cells tell more. */
#include "river/river.h"

#include <math.h>
#include <string.h>

#define LEVEL 0.15f   /* ems between middles that are one */
#define NEAR 1.8f     /* ems between lines of one head */
#define CENTRED 0.8f  /* ems, of several that share out their columns */
#define ALONE 1.5f    /* ems, of one over all of them */
#define APART 1.5f    /* ems from a group to its heads, unless the lines of the table are nearer */
#define MOST_LINES 8u /* of one column, and heads that share out columns ... */
#define MOST_COLUMNS 24u /* ... which bounds the ways to do so */

enum { MIDDLE, LEFT, RIGHT, EDGES };

/* The cells that are told so far, one over each column. */
typedef struct cell {
    const river_piece *lines[MOST_LINES]; /* pieces of this column alone, from the top */
    uint32_t count, own;                  /* of them; those of the lowest head, 0: not known yet */
    float level;        /* of the topmost cell: the middle of its height, or its top */
    float top;          /* of its first line */
    uint32_t group;     /* the group that is the topmost cell, 1 and up; 0: a head */
    float edges[EDGES]; /* of the lowest head's width */
} cell;

typedef struct reach {
    uint32_t from, end; /* end 0: it heads no group */
} reach;

typedef struct nest {
    const river_scene *scene;
    river_table *table;
    cell *cells;
    uint32_t low, end; /* columns of values */
    bool at_top;       /* how cells are set, */
    int edge;          /* and groups above their heads */
    bool nested;       /* some group is of groups */
    bool *told;        /* by head */
    reach *reaches;    /* by head: its columns */
} nest;

static float base_of(const nest *n, const river_piece *piece) {
    return n->scene->words[piece->first].base;
}

static float edge_of(const float box[4], int edge) {
    return edge == LEFT ? box[0] : edge == RIGHT ? box[2] : (box[0] + box[2]) / 2;
}

static bool is_level(const nest *n, float a, float b) {
    return fabsf(a - b) <= LEVEL * n->table->size;
}

/* ---- the lowest heads ---------------------------------------------------------------------------------------- */

/* Lines by column; false where a column has none, or a head reaches from the labels to the values. */
static bool stack_lines(nest *n) {
    for (uint32_t i = 0; i < river_count_heads(n->table); i++) {
        const river_piece *piece = &n->table->pieces[i];
        cell *of = &n->cells[piece->column];
        if (piece->column < n->low && piece->column + piece->span > n->low)
            return false;
        if (piece->column < n->low || piece->span > 1)
            continue;
        if (of->count == MOST_LINES || piece->number)
            return false;
        of->lines[of->count++] = piece;
    }
    for (uint32_t k = n->low; k < n->end; k++)
        if (n->cells[k].count == 0)
            return false;
    return true;
}

static bool shares_edge(const river_piece *a, const river_piece *b, float slack) {
    bool shared = false;
    for (int edge = MIDDLE; edge < EDGES; edge++)
        shared = shared || fabsf(edge_of(a->box, edge) - edge_of(b->box, edge)) <= slack;
    return shared;
}

/* How high a head of the lowest lines stands; RIVER_FAR where they are not of one cell. */
static float level_of(const nest *n, const cell *of, uint32_t lines) {
    const river_piece *const *line = of->lines + of->count - lines;
    for (uint32_t i = 1; i < lines; i++)
        if (base_of(n, line[i]) - base_of(n, line[i - 1]) > NEAR * n->table->size ||
            !shares_edge(line[i], line[i - 1], 2 * LEVEL * n->table->size))
            return RIVER_FAR;
    return n->at_top ? base_of(n, line[0])
                     : (base_of(n, line[0]) + base_of(n, line[lines - 1])) / 2;
}

static void own_lines(const nest *n, cell *of, uint32_t lines) {
    const river_piece *const *line = of->lines + of->count - lines;
    float box[4];
    memcpy(box, line[0]->box, sizeof box);
    for (uint32_t i = 1; i < lines; i++)
        pdf_box_unite(box, line[i]->box);
    for (uint32_t i = 0; i < lines; i++)
        n->told[line[i] - n->table->pieces] = true;
    of->own = lines;
    of->level = level_of(n, of, lines);
    of->top = base_of(n, line[0]);
    for (int edge = MIDDLE; edge < EDGES; edge++)
        of->edges[edge] = edge_of(box, edge);
}

/* How many lines of a head make it level with a neighbour that is known; 0: none do. */
static uint32_t lines_by(const nest *n, uint32_t column, uint32_t beside) {
    const cell *of = &n->cells[column];
    if (beside < n->low || beside >= n->end || !n->cells[beside].own)
        return 0;
    for (uint32_t lines = 1; lines <= of->count; lines++)
        if (is_level(n, level_of(n, of, lines), n->cells[beside].level))
            return lines;
    return 0;
}

/* False where its neighbours say different things. */
static bool tell_column(const nest *n, uint32_t column, bool *more) {
    const uint32_t left = lines_by(n, column, column - 1), right = lines_by(n, column, column + 1);
    if (n->cells[column].own || left + right == 0)
        return true;
    own_lines(n, &n->cells[column], left ? left : right);
    *more = true;
    return !left || !right || left == right;
}

static bool tell_lowest(const nest *n) {
    bool plain = true;
    for (uint32_t k = n->low; k < n->end; k++)
        if (n->cells[k].count == 1 || level_of(n, &n->cells[k], 2) >= RIVER_FAR)
            own_lines(n, &n->cells[k], 1);
    for (bool more = true; more && plain;) {
        more = false;
        for (uint32_t k = n->low; k < n->end; k++)
            plain = tell_column(n, k, &more) && plain;
    }
    for (uint32_t k = n->low; k < n->end; k++)
        plain = plain && n->cells[k].own;
    return plain;
}

/* ---- groups, from the lowest up ------------------------------------------------------------------------------ */

/* How far a head is from standing over the columns as all groups do: in the middle of them, or at one edge. */
static float off(const nest *n, const river_piece *piece, uint32_t from, uint32_t end) {
    const cell *first = &n->cells[from], *last = &n->cells[end - 1];
    const float at = edge_of(piece->box, n->edge);
    if (n->edge == MIDDLE)
        return fabsf((first->edges[MIDDLE] + last->edges[MIDDLE]) / 2 - at);
    return fabsf(n->edge == LEFT ? first->edges[LEFT] - at : last->edges[RIGHT] - at);
}

/* And no nearer than a line of theirs. */
static bool stands_over(const nest *n, uint32_t head, uint32_t from, uint32_t end, float slack) {
    const float least = fminf(APART * n->table->size, n->table->leading);
    for (uint32_t k = from; k < end; k++)
        if (n->cells[k].top - base_of(n, &n->table->pieces[head]) < least)
            return false;
    slack = n->edge == MIDDLE ? slack : 2 * LEVEL;
    return off(n, &n->table->pieces[head], from, end) <= slack * n->table->size;
}

static void head_columns(nest *n, uint32_t head, uint32_t from, uint32_t end) {
    n->reaches[head] = (reach){from, end};
    n->told[head] = true;
    for (uint32_t k = from; k < end; k++) {
        n->cells[k].level = n->cells[k].top = base_of(n, &n->table->pieces[head]);
        n->cells[k].group = head + 1;
    }
}

/* In how many ways `count` heads share out the columns, two or more each; `to` says where each ends in the last one found. */
static uint32_t ways_to_share(const nest *n, const uint32_t *heads, uint32_t count, uint32_t from,
                              uint32_t end, uint32_t *to) {
    uint32_t ways = 0, rest[RIVER_COLUMNS];
    if (count == 1) {
        *to = end;
        return from + 2 <= end && stands_over(n, *heads, from, end, CENTRED);
    }
    for (uint32_t at = from + 2; at + 2 * (count - 1) <= end; at++) {
        if (!stands_over(n, *heads, from, at, CENTRED))
            continue;
        const uint32_t more = ways_to_share(n, heads + 1, count - 1, at, end, rest);
        ways += more;
        if (more == 0)
            continue;
        to[0] = at;
        memcpy(to + 1, rest, (count - 1) * sizeof *to);
    }
    return ways;
}

/* Whether any of the columns has a group. */
static bool is_grouped(const nest *n, uint32_t from, uint32_t end) {
    bool grouped = false;
    for (uint32_t k = from; k < end; k++)
        grouped = grouped || n->cells[k].group;
    return grouped;
}

/* One head over them all, or several that share them out in one way alone. A group over nothing but another would say nothing; and
 * where all heads are level, cells may be set at the bottom, so that those of no group stand beside those of one. */
static bool head_run(nest *n, const uint32_t *heads, uint32_t count, uint32_t from, uint32_t end) {
    uint32_t to[RIVER_COLUMNS];
    const bool grouped = is_grouped(n, from, end), all = from == n->low && end == n->end;
    if (from + 2 > end || (all && !grouped) ||
        (n->cells[from].group && n->cells[from].group == n->cells[end - 1].group))
        return false;
    n->nested = n->nested || grouped;
    if (count == 1) {
        if (!stands_over(n, *heads, from, end, ALONE))
            return false;
        head_columns(n, *heads, from, end);
        return true;
    }
    if (count > MOST_LINES || end - from > MOST_COLUMNS ||
        ways_to_share(n, heads, count, from, end, to) != 1)
        return false;
    for (uint32_t i = 0; i < count; from = to[i], i++)
        head_columns(n, heads[i], from, to[i]);
    return true;
}

/* The heads of one row within the columns `from` to `end`, which have one level. */
static uint32_t heads_within(const nest *n, const uint32_t *heads, uint32_t count, uint32_t from,
                             uint32_t end) {
    uint32_t within = 0;
    for (; within < count; within++) {
        const float middle = edge_of(n->table->pieces[heads[within]].box, MIDDLE);
        if (middle < n->cells[from].edges[LEFT] || middle > n->cells[end - 1].edges[RIGHT])
            break;
    }
    return within;
}

/* Above cells of several levels, a head stands over all columns where it would be less in the middle of all but the first or the last,
 * or where these are level. */
static bool head_all(nest *n, uint32_t head) {
    const river_piece *piece = &n->table->pieces[head];
    const float all = off(n, piece, n->low, n->end);
    const bool ends = is_level(n, n->cells[n->low].level, n->cells[n->end - 1].level);
    const bool centred =
        all < off(n, piece, n->low + 1, n->end) && all < off(n, piece, n->low, n->end - 1);
    return n->end > n->low + 2 && (n->edge == MIDDLE ? centred : ends) &&
           head_run(n, &head, 1, n->low, n->end);
}

static bool head_row(nest *n, const uint32_t *heads, uint32_t count, bool top) {
    uint32_t done = 0;
    for (uint32_t from = n->low, end; from < n->end && done < count; from = end) {
        for (end = from + 1;
             end < n->end && is_level(n, n->cells[end].level, n->cells[end - 1].level);)
            end++;
        const uint32_t within = heads_within(n, heads + done, count - done, from, end);
        if (within && !head_run(n, heads + done, within, from, end))
            break;
        done += within;
    }
    return done == count || (top && count == 1 && head_all(n, heads[0]));
}

/* Row by row, those in the order of their columns; false where one heads nothing for certain. */
static bool tell_groups(nest *n) {
    uint32_t heads[RIVER_COLUMNS], left = 0;
    for (uint32_t i = 0; i < river_count_heads(n->table); i++)
        left += !n->told[i] && n->table->pieces[i].column >= n->low;
    if (left == 0)
        return false;
    for (uint32_t i = river_count_heads(n->table); i-- > 0;) {
        const uint32_t row = n->table->pieces[i].row;
        uint32_t count = 0, first = i;
        while (first > 0 && n->table->pieces[first - 1].row == row)
            first--;
        for (uint32_t k = first; k <= i && count < RIVER_COLUMNS; k++)
            if (!n->told[k] && n->table->pieces[k].column >= n->low)
                heads[count++] = k;
        left -= count;
        if (count && !head_row(n, heads, count, left == 0))
            return false;
        i = first;
    }
    return true;
}

static bool tell(nest *n, bool at_top, int edge) {
    pdf_room *room = n->scene->reader->page;
    const uint32_t count = river_count_heads(n->table);
    n->at_top = at_top;
    n->edge = edge;
    n->nested = false;
    n->cells = PDF_TAKE(room, cell, n->table->columns);
    n->told = PDF_TAKE(room, bool, count + 1u);
    n->reaches = PDF_TAKE(room, reach, count + 1u);
    return n->cells && n->told && n->reaches && stack_lines(n) && tell_lowest(n) &&
           tell_groups(n) && n->nested;
}

/* Makes heads as wide as their groups; false where the header is not told as a whole, or has no group of groups. */
bool river_nest(const river_scene *scene, river_table *table, uint32_t low) {
    nest n = {.scene = scene, .table = table, .low = low, .end = table->columns};
    bool told = false;
    for (int how = 0; how < 2 * EDGES && !told; how++)
        told = tell(&n, how % 2 != 0, how / 2);
    for (uint32_t i = 0; told && i < river_count_heads(table); i++)
        if (n.reaches[i].end > 0) {
            table->pieces[i].column = n.reaches[i].from;
            table->pieces[i].span = n.reaches[i].end - n.reaches[i].from;
        }
    return told;
}
