/* Which columns of the joined grid are those of each part. Where the parts stand on pages with known borders, the joined
 * grid has every border of any part, so that a row of wide cells and a row of narrow ones line up; else the parts
 * are laid side by side as their joins say. */
#include "stitch.h"

#include <stdlib.h>

typedef struct border {
    float x;
    uint32_t part, index;
    float width; /* of its part */
} border;

static int by_place(const void *a, const void *b) {
    const border *first = a, *second = b;
    if (first->x != second->x)
        return first->x < second->x ? -1 : 1;
    if (first->part != second->part)
        return first->part < second->part ? -1 : 1;
    return (first->index > second->index) - (first->index < second->index);
}

static uint32_t part_at(const stitch_join *joins, uint32_t i) {
    return i == 0 ? joins[0].into : joins[i - 1].node;
}

static uint32_t *map_of(const stitch_columns *c, uint32_t part) {
    return c->of + (size_t)part * c->stride;
}

/* Borders of the parts of full width count from their own left edge, so that mirrored margins do not matter, and they end in one
 * border, as the edge of the paper may cut each a little elsewhere; a narrower part ends at the right where the others do. */
static int place_parts(const stitch_plan *plan, const stitch_join *joins, uint32_t parts,
                       border *all, uint32_t *count) {
    stitch_paper paper = {0};
    float widest = 0;
    for (uint32_t p = 0; p < parts; p++) {
        if (!stitch_paper_of(plan, &paper, part_at(joins, p)) || paper.columns == 0)
            return 0;
        float width = paper.borders[paper.columns];
        widest = width > widest ? width : widest;
        for (uint32_t i = 0; i <= paper.columns; i++)
            all[(*count)++] = (border){paper.borders[i], p, i, width};
    }
    for (uint32_t i = 0; i < *count; i++)
        if (widest - all[i].width > 2 * STITCH_NEAR || all[i].x == all[i].width)
            all[i].x += widest - all[i].width;
    return 1;
}

/* All borders of all parts; NULL where one of them has none that are known, or there is no memory. */
static border *collect(const stitch_plan *plan, const stitch_join *joins, uint32_t parts,
                       uint32_t stride, uint32_t *count) {
    border *all = plan->host->scratch(plan->job, (size_t)parts * stride * sizeof *all);
    *count = 0;
    return all != NULL && place_parts(plan, joins, parts, all, count) ? all : NULL;
}

/* Sorted borders that are near each other are one; two of one part never are. 0: they do not fit together. */
static int unite(stitch_columns *c, border *all, uint32_t count, uint32_t parts,
                 uint32_t *last_of_part) {
    qsort(all, count, sizeof *all, by_place);
    uint32_t now = 0, opened = 0; /* the border that is being made; where it began */
    for (uint32_t i = 0; i < count; i++) {
        int apart = i > 0 && (all[i].x > all[opened].x + STITCH_NEAR ||
                              last_of_part[all[i].part] == now + 1);
        if (apart) {
            now++;
            opened = i;
        }
        last_of_part[all[i].part] = now + 1;
        map_of(c, all[i].part)[all[i].index] = now;
    }
    c->columns = now;
    for (uint32_t p = 0; p < parts; p++)
        if (last_of_part[p] != now + 1)
            return 0;
    return now > 0;
}

static int by_paper(const stitch_plan *plan, const stitch_join *joins, uint32_t parts,
                    stitch_columns *c) {
    uint32_t count = 0;
    for (uint32_t i = 1; i < parts; i++)
        if (!joins[i - 1].paper)
            return 0;
    border *all = collect(plan, joins, parts, c->stride, &count);
    uint32_t *last = plan->host->scratch(plan->job, parts * sizeof *last);
    return all != NULL && last != NULL && unite(c, all, count, parts, last);
}

static void side_by_side(const stitch_plan *plan, const stitch_join *joins, uint32_t parts,
                         stitch_columns *c) {
    const uint32_t labels = joins[0].labels; /* columns that its first one is more than one */
    c->columns = stitch_table(plan, joins[0].into)->columns + labels;
    for (uint32_t p = 0; p < parts; p++) {
        uint32_t shift = p == 0 ? labels : joins[p - 1].shift;
        if (p > 1 && labels > 0 && joins[p - 1].to == joins[0].from)
            shift += labels; /* its labels are in one column again */
        for (uint32_t i = 0; i < c->stride; i++)
            map_of(c, p)[i] = i == 0 && p == 0 ? 0 : i + shift;
        if (p > 0 && joins[p - 1].width > c->columns)
            c->columns = joins[p - 1].width;
    }
}

int stitch_columns_of(const stitch_plan *plan, const stitch_join *joins, uint32_t count,
                      stitch_columns *c) {
    *c = (stitch_columns){.stride = 0};
    for (uint32_t p = 0; p <= count; p++) {
        uint32_t columns = stitch_table(plan, part_at(joins, p))->columns;
        c->stride = columns + 1 > c->stride ? columns + 1 : c->stride;
    }
    c->of = plan->host->scratch(plan->job, ((size_t)count + 1) * c->stride * sizeof *c->of);
    if (c->of == NULL)
        return 0;
    c->paper = by_paper(plan, joins, count + 1, c);
    if (!c->paper)
        side_by_side(plan, joins, count + 1, c);
    return 1;
}
