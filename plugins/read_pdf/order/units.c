/* SPDX-License-Identifier: GPL-2.0-or-later
 * What a box holds is read as one, where it has text beside it: boxes of a flow chart, a note beside the text. The items of
 * a part that no gutter cuts become runs, those of a box and those between boxes. A box stands where its first line does, but
 * never inside of a paragraph. */
#include "order/order.h"

#include <math.h>
#include <string.h>

#define OVER 0.5f  /* ems that a line may reach over the wall of its box */
#define LEVEL 0.1f /* ems between baselines */
#define STEP 1.5f  /* ems between the lines of a paragraph */

/* A box that is read as one, and the loose item before which it is read. */
typedef struct unit {
    const float *box;
    const pdf_item *lead;  /* its first line */
    uint32_t first, count; /* its items */
    uint32_t before;
} unit;

typedef struct units {
    unit of[PDF_MOST_FRAMES];
    uint32_t count;
} units;

static bool is_inside(const pdf_item *item, const float box[4]) {
    float u = (item->u0 + item->u1) / 2, v = (item->v0 + item->v1) / 2;
    return u > box[0] && u < box[2] && v > box[1] && v < box[3];
}

/* Does a line run through a wall? Then the box was not drawn for it. */
static bool is_cut(const pdf_item *item, const float box[4]) {
    float v = (item->v0 + item->v1) / 2, over = OVER * item->em;
    bool left = item->u0 < box[0] - over && item->u1 > box[0] + over;
    bool right = item->u0 < box[2] - over && item->u1 > box[2] + over;
    return item->line && v > box[1] && v < box[3] && (left || right);
}

/* What is in a box, and beside it. */
typedef struct content {
    const pdf_item *lead, *last; /* the first line and the last one so far */
    uint32_t lines, rows, figures;
    uint32_t level; /* rows with a line beside the box on their baseline */
    uint32_t beside;
} content;

static bool is_level(const pdf_item *a, const pdf_item *b) {
    return b && a->row == b->row && fabsf(a->line->base - b->line->base) < LEVEL * a->em;
}

static void add_line(content *of, const pdf_item *item, const pdf_item *outside) {
    bool begins = !of->last || of->last->row != item->row;
    of->lead = of->lead ? of->lead : item;
    of->last = item;
    of->lines++;
    of->rows += begins;
    of->figures += pdf_is_figures(item->line);
    of->level += begins && is_level(item, outside);
}

/* The line of the row at `from` that stands outside of the box, at its height. */
static const pdf_item *outside_of(const pdf_item *items, uint32_t from, uint32_t to,
                                  const float box[4]) {
    for (uint32_t i = from; i < to; i++) {
        float v = (items[i].v0 + items[i].v1) / 2;
        if (items[i].line && !items[i].unit && v > box[1] && v < box[3] &&
            !is_inside(&items[i], box))
            return &items[i];
    }
    return NULL;
}

/* False where a line runs through a wall. */
static bool survey(const pdf_item *items, uint32_t count, const float box[4], content *of) {
    for (uint32_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && items[to].row == items[from].row; to++)
            if (is_cut(&items[to], box))
                return false;
        const pdf_item *outside = outside_of(items, from, to, box);
        of->beside += outside != NULL;
        for (uint32_t i = from; i < to; i++)
            if (items[i].line && !items[i].unit && is_inside(&items[i], box))
                add_line(of, &items[i], outside);
    }
    return true;
}

/* Two rows or more with text beside them. Those of a chart are figures, or have their labels beside them. */
static bool is_unit(const content *of) {
    return of->rows >= 2 && of->beside && of->figures * 2 <= of->lines && of->level < of->rows;
}

static void find_units(const pdf_frames *frames, pdf_item *items, uint32_t count, units *found) {
    for (uint32_t i = 0; i < frames->count; i++) {
        const float *box = frames->of[i];
        content inside = {.lead = NULL};
        if (!survey(items, count, box, &inside) || !is_unit(&inside))
            continue;
        found->of[found->count++] = (unit){.box = box, .lead = inside.lead};
        for (uint32_t k = 0; k < count; k++)
            if (!items[k].unit && is_inside(&items[k], box))
                items[k].unit = found->count;
    }
}

/* The loose items before `at` and this one are lines of one paragraph. */
static bool goes_on(const pdf_item *loose, uint32_t at) {
    const pdf_item *item = &loose[at], *above = item - 1;
    if (!item->line || !above->line || item->row == above->row ||
        pdf_overlap(item->u0, item->u1, above->u0, above->u1) <= 0)
        return false;
    float step = item->v1 - above->v1;
    float before = at > 1 && above[-1].line ? above->v1 - above[-1].v1 : 0;
    return step <= STEP * item->em || fabsf(step - before) < 0.1f * item->em;
}

static bool stands_before(const pdf_item *lead, const pdf_item *item) {
    return lead->row == item->row ? lead->u0 < item->u0 : lead->row < item->row;
}

static void place(unit *one, const pdf_item *loose, uint32_t count) {
    while (one->before < count && !stands_before(one->lead, &loose[one->before]))
        one->before++;
    while (one->before > 0 && one->before < count && goes_on(loose, one->before))
        one->before++;
}

/* By place; those of one place by their first lines. */
static void sort(units *found) {
    for (uint32_t i = 1; i < found->count; i++)
        for (uint32_t k = i; k > 0; k--) {
            unit *a = &found->of[k - 1], *b = &found->of[k];
            if (a->before < b->before || (a->before == b->before && a->lead < b->lead))
                break;
            unit swap = *a;
            *a = *b;
            *b = swap;
        }
}

/* The items of one unit, 0 being the loose ones, behind each other. */
static uint32_t copy(pdf_item *to, const pdf_item *items, uint32_t count, uint32_t number) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++)
        if (items[i].unit == number) {
            to[n] = items[i];
            to[n++].unit = 0;
        }
    return n;
}

/* Appends a run of items. */
static void add_run(pdf_stretches *runs, pdf_item *to, const pdf_item *from, uint32_t count,
                    bool boxed) {
    uint32_t end = runs->count ? runs->of[runs->count - 1].end : 0;
    if (!count)
        return;
    memcpy(to + end, from, count * sizeof *from);
    runs->of[runs->count++] = (pdf_stretch){end + count, boxed};
}

/* Rearranges the sorted items of a part. No runs where no box is read as one. */
void pdf_split_boxes(const pdf_frames *frames, pdf_item *items, pdf_item *spare, uint32_t count,
                     pdf_stretches *runs) {
    units found = {.count = 0};
    runs->count = 0;
    find_units(frames, items, count, &found);
    if (!found.count)
        return;
    uint32_t loose = copy(spare, items, count, 0), at = loose, done = 0;
    for (uint32_t i = 0; i < found.count; i++) {
        unit *one = &found.of[i];
        one->first = at;
        one->count = copy(spare + at, items, count, i + 1);
        at += one->count;
        place(one, spare, loose);
    }
    sort(&found);
    for (uint32_t i = 0; i < found.count; done = found.of[i++].before) {
        const unit *one = &found.of[i];
        add_run(runs, items, spare + done, one->before - done, false);
        add_run(runs, items, spare + one->first, one->count, true);
    }
    add_run(runs, items, spare + done, loose - done, false);
}
