/* SPDX-License-Identifier: GPL-2.0-or-later
 * Is white space a gutter between columns of text, or does it part labels from values? Columns are wide, closely set, and
 * most of their lines are nearly full; labels, figures and the cells of an unruled table are not. And rows of a table
 * begin side by side, while paragraphs of columns know nothing of each other. */
#include "order/order.h"

#include <math.h>

#define LEAST_ITEMS 3
#define MOST_APART 10        /* lines of a running head */
#define WIDEST_SPACE 2.5f    /* ems between paragraphs of a column */
#define FARTHEST_INDENT 6.0f /* ems: less than a column is wide */
#define NARROW 7.0f          /* ems: narrower than any column of text */
#define FULL 0.75f           /* of the width of a column */
#define HEAD 6.0f            /* ems: of a running head and the space below it */
#define LEAST_WIDTH 9.0f     /* ems */
#define LEAST_FULL 0.2f
#define SAME 0.6f /* of a gutter: it is that of the page before */

typedef struct side {
    const pdf_item **items; /* nearest to the gutter in their rows, from the top */
    uint32_t count;
    float inner, width; /* the column's edge at the gutter, and how wide it is */
    float full;         /* the part of the items that fill the width */
    bool is_left;
} side;

static int ascending(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return x < y ? -1 : x > y;
}

static float quantile(float *values, uint32_t count, float part) {
    pdf_sort(values, count, sizeof *values, ascending);
    return values[(uint32_t)(part * (float)(count - 1))];
}

/* ---- which items stand at the gutter ---- */

static void collect(const pdf_item *items, uint32_t count, const pdf_gutter *g, side *left,
                    side *right) {
    for (uint32_t from = 0, to; from < count; from = to) {
        const pdf_item *before = NULL, *after = NULL;
        for (to = from; to < count && items[to].row == items[from].row; to++) {
            const pdf_item *item = &items[to];
            float middle = item->line ? (item->v0 + item->v1) / 2 : item->v0;
            if (middle < g->v0 || middle > g->v1)
                continue;
            if (item->u1 <= g->u0 + 0.01f && (!before || item->u1 > before->u1))
                before = item;
            if (item->u0 >= g->u1 - 0.01f && !after)
                after = item;
        }
        if (before)
            left->items[left->count++] = before;
        if (after)
            right->items[right->count++] = after;
    }
}

/* Where rows of one column have nothing, the next column comes into sight: leave what does not belong to the nearest one.
 * On the right that begins too far away; on the left it begins before the lines that reach the gutter do. */
static void keep_nearest(side *s, const pdf_gutter *g, float em, float *room) {
    float least = -2 * PDF_FARTHEST, most = g->u1 + FARTHEST_INDENT * em;
    uint32_t n = 0;
    for (uint32_t i = 0; s->is_left && i < s->count; i++)
        if (s->items[i]->u1 >= g->u0 - 3 * em)
            room[n++] = s->items[i]->u0;
    if (s->is_left) {
        least = n ? quantile(room, n, 0.2f) - 1.5f * em : least;
        most = g->u0;
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < s->count; i++)
        if (s->items[i]->u0 >= least && s->items[i]->u0 <= most)
            s->items[kept++] = s->items[i];
    s->count = kept;
}

static float top_of(const side *s) {
    return s->items[0]->v0;
}

static float bottom_of(const side *s) {
    float bottom = s->items[0]->v1;
    for (uint32_t i = 1; i < s->count; i++)
        bottom = fmaxf(bottom, s->items[i]->v1);
    return bottom;
}

static void drop_first(side *s, uint32_t n) {
    s->items += n;
    s->count -= n;
}

/* Whether the items beside the gutter, where both sides are there, are rows of cells: many short ones that stand beside another one on their side. */
static bool is_cells(const pdf_item *items, uint32_t count, const pdf_gutter *g, bool is_left,
                     float em) {
    uint32_t lines = 0, cells = 0;
    for (uint32_t from = 0, to; from < count; from = to) {
        uint32_t n = 0, narrow = 0;
        for (to = from; to < count && items[to].row == items[from].row; to++) {
            const pdf_item *item = &items[to];
            float middle = (item->v0 + item->v1) / 2;
            if (!item->line || middle < g->v0 || middle > g->v1 ||
                (is_left ? item->u1 > g->u1 : item->u0 < g->u0))
                continue;
            n++;
            narrow += item->u1 - item->u0 < NARROW * em;
        }
        lines += n;
        cells += n > 1 ? narrow : 0;
    }
    return cells * 3 > lines;
}

/* Both sides must be there; where one goes on alone, it belongs to the columns until a wider space. */
static void end_together(side *s, float bottom, float em) {
    uint32_t n = 0;
    float reached = bottom;
    while (n < s->count &&
           (s->items[n]->v0 < bottom || s->items[n]->v0 - reached <= WIDEST_SPACE * em)) {
        reached = fmaxf(n ? reached : s->items[n]->v1, s->items[n]->v1);
        n++;
    }
    s->count = n;
}

/* Whether something below runs across the gutter. */
static bool is_crossed_below(const pdf_item *items, uint32_t count, const pdf_gutter *g, float v) {
    for (uint32_t i = 0; i < count; i++)
        if (items[i].v0 >= v && items[i].u0 < g->u0 && items[i].u1 > g->u1)
            return true;
    return false;
}

/* A short line that ends the left column alone, after a space, above text of the whole width: the heading of that. */
static void leave_heading(side *left, const pdf_item *items, uint32_t count, const pdf_gutter *g,
                          float bottom, float em) {
    if (left->count < 3)
        return;
    const pdf_item *const *end = left->items + left->count;
    float space = end[-1]->v0 - end[-2]->v1, usual = fmaxf(end[-2]->v0 - end[-3]->v1, 0);
    if (end[-1]->line && end[-1]->v0 > bottom && end[-1]->u1 < g->u0 - 3 * em &&
        space > usual + 0.25f * em && is_crossed_below(items, count, g, end[-1]->v1))
        left->count--;
}

static void begin_together(side *s, float top, float em) {
    uint32_t n = s->count;
    while (n > 0 && (s->items[n - 1]->v1 > top ||
                     (n < s->count && s->items[n]->v0 - s->items[n - 1]->v1 <= em)))
        n--;
    drop_first(s, n);
}

/* How many items of each side stand above (or below) a white band that runs across both: running heads and feet. Only a
 * few at the edge can be that. `sign`: 1 from the top, -1 from the bottom. */
static void count_apart(const side *left, const side *right, int sign, float em, uint32_t *of_left,
                        uint32_t *of_right) {
    uint32_t l = 0, r = 0;
    float reached = 0;
    *of_left = *of_right = 0;
    while (l + LEAST_ITEMS < left->count && r + LEAST_ITEMS < right->count && l + r < MOST_APART) {
        const pdf_item *a = left->items[sign > 0 ? l : left->count - 1 - l];
        const pdf_item *b = right->items[sign > 0 ? r : right->count - 1 - r];
        float near_a = sign > 0 ? a->v0 : -a->v1, near_b = sign > 0 ? b->v0 : -b->v1;
        const pdf_item *next = near_a <= near_b ? a : b;
        float near = fminf(near_a, near_b), far = sign > 0 ? next->v1 : -next->v0;
        if (l > 0 && r > 0 && near - reached > 1.5f * em) {
            *of_left = l;
            *of_right = r;
        }
        if (!next->line)
            return;
        reached = l + r > 0 ? fmaxf(reached, far) : far;
        l += next == a;
        r += next == b;
    }
}

static void trim_edges(side *left, side *right, float em) {
    uint32_t l = 0, r = 0;
    count_apart(left, right, 1, em, &l, &r);
    drop_first(left, l);
    drop_first(right, r);
    count_apart(left, right, -1, em, &l, &r);
    left->count -= l;
    right->count -= r;
}

/* ---- what columns look like ---- */

bool pdf_is_figures(const pdf_line *line) {
    size_t figures = 0, letters = 0;
    for (size_t i = 0; i < line->text.len; i++) {
        unsigned char c = (unsigned char)line->text.ptr[i];
        figures += c >= '0' && c <= '9';
        letters += c > '9';
    }
    return figures > letters;
}

/* The part of the items that are nearly as wide as the column; 0 where too many are figures. */
static float fullness(const side *s) {
    uint32_t full = 0, figures = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        const pdf_item *item = s->items[i];
        full += !item->line || item->u1 - item->u0 >= FULL * s->width;
        figures += item->line && pdf_is_figures(item->line);
    }
    return figures * 3 > s->count ? 0 : (float)full / (float)s->count;
}

static void measure(side *s, float *room) {
    s->inner = s->is_left ? s->items[0]->u1 : s->items[0]->u0;
    for (uint32_t i = 0; i < s->count; i++) {
        const pdf_item *item = s->items[i];
        s->inner = s->is_left ? fmaxf(s->inner, item->u1) : fminf(s->inner, item->u0);
        room[i] = s->is_left ? item->u0 : item->u1;
    }
    s->width = fabsf(s->inner - quantile(room, s->count, s->is_left ? 0.2f : 0.8f));
    s->full = fullness(s);
}

static float pitch(const side *s, float *room) {
    for (uint32_t i = 1; i < s->count; i++)
        room[i - 1] = s->items[i]->v1 - s->items[i - 1]->v1;
    return quantile(room, s->count - 1, 0.5f);
}

/* Where a block begins below a wider space than lines have: its height, for each side; how many. */
static uint32_t block_starts(const side *s, float usual, float *starts) {
    uint32_t n = 0;
    for (uint32_t i = 1; i < s->count; i++)
        if (s->items[i]->v1 - s->items[i - 1]->v1 > 1.25f * usual)
            starts[n++] = s->items[i]->v1;
    return n;
}

/* Whether the blocks of both sides begin at the same heights, as the rows of a table do. */
static bool in_step(const side *left, const side *right, float em, const pdf_order_room *of) {
    float *room = of->values, *other = of->others;
    float usual = pitch(left, room), usual_right = pitch(right, room);
    uint32_t n = block_starts(left, usual, room), m = block_starts(right, usual_right, other);
    uint32_t same = 0, k = 0;
    for (uint32_t i = 0; i < n; i++) {
        while (k < m && other[k] < room[i] - 0.3f * em)
            k++;
        same += k < m && other[k] <= room[i] + 0.3f * em;
    }
    return same >= 3 && same * 4 >= 3 * (n > m ? n : m);
}

/* The part of the lines of the left that have one at the same height on the right: most in a table, and in columns
 * only where both are set without headings and spaces between paragraphs. */
static float evenness(const side *left, const side *right, float em) {
    uint32_t same = 0, k = 0;
    for (uint32_t i = 0; i < left->count; i++) {
        while (k < right->count && right->items[k]->v1 < left->items[i]->v1 - 0.12f * em)
            k++;
        same += k < right->count && right->items[k]->v1 <= left->items[i]->v1 + 0.12f * em;
    }
    uint32_t fewer = left->count < right->count ? left->count : right->count;
    return (float)same / (float)fewer;
}

/* The page before ended in columns that this one parted, and here they go on at the top, below a running head at most. */
static bool goes_on(const pdf_order_room *room, float em, const pdf_gutter *g) {
    if (!room->before || g->v0 - room->top > HEAD * em)
        return false;
    for (uint32_t i = 0; i < room->before->count; i++) {
        const pdf_gutter *known = &room->before->of[i];
        if (pdf_overlap(g->u0, g->u1, known->u0, known->u1) >= SAME * (known->u1 - known->u0))
            return true;
    }
    return false;
}

/* Lists of names and the like are set wider than text and fill less of their width; and the fewer lines there are, the
 * more of them must be full. */
static bool are_columns(const side *left, const side *right, float em, bool known,
                        const pdf_order_room *room) {
    float less = fminf(left->full, right->full), more = fmaxf(left->full, right->full);
    bool even = evenness(left, right, em) >= 0.7f;
    bool many = left->count >= 6 && right->count >= 6;
    bool sure = less >= (even ? 0.66f : 0.6f);
    known = known && less >= 0.5f;
    float widest_pitch = em * (known || (!even && many) ? 2.7f : sure ? 2.25f : 1.7f);
    if (pitch(left, room->values) > widest_pitch || pitch(right, room->values) > widest_pitch)
        return false;
    if (left->width < (left->full >= 0.7f ? 7 : 10) * em ||
        right->width < (right->full >= 0.7f ? 7 : 10) * em)
        return false;
    return known ||
           ((sure || (many && less >= 0.3f && more >= 0.5f)) && !in_step(left, right, em, room));
}

/* The gap before an item, if the one before stands in its row and on its side of the gutter; else negative. */
static float gap_before(const pdf_item *items, uint32_t count, uint32_t i, const pdf_gutter *g) {
    if (i == 0 || i >= count || items[i].row != items[i - 1].row || !items[i].line ||
        !items[i - 1].line || (items[i - 1].u1 <= g->u0 + 0.01f && items[i].u0 >= g->u1 - 0.01f))
        return -1;
    return fmaxf(items[i].u0 - items[i - 1].u1, 0);
}

/* Words of a justified line: closer than the gutter is wide, or with even gaps. */
static bool is_word(const pdf_item *items, uint32_t count, uint32_t i, const pdf_gutter *g,
                    float em) {
    float gap = gap_before(items, count, i, g), even = 0.1f * em;
    if (gap < 0 || gap > 3.2f * em)
        return false;
    return gap < fminf(0.95f * (g->u1 - g->u0), 1.8f * em) ||
           fabsf(gap - gap_before(items, count, i - 1, g)) < even ||
           fabsf(gap - gap_before(items, count, i + 1, g)) < even;
}

/* The items with the words of justified lines joined; how many. */
static uint32_t join_words(pdf_item *joined, const pdf_item *items, uint32_t count,
                           const pdf_gutter *g, float em) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_word(items, count, i, g, em)) {
            joined[n++] = items[i];
            continue;
        }
        pdf_item *last = &joined[n - 1];
        last->u1 = fmaxf(last->u1, items[i].u1);
        last->v0 = fminf(last->v0, items[i].v0);
        last->v1 = fmaxf(last->v1, items[i].v1);
    }
    return n;
}

static void keep_between(side *s, float top, float bottom) {
    while (s->count && s->items[0]->v1 <= top)
        drop_first(s, 1);
    while (s->count && s->items[s->count - 1]->v0 >= bottom)
        s->count--;
}

/* What stands above or below the other column tells nothing of columns: labels with values, items. Gives the heights between
 * which both are there. */
static pdf_gutter keep_beside(side *left, side *right, const pdf_gutter *g) {
    const pdf_gutter both = {g->u0, g->u1, fmaxf(top_of(left), top_of(right)),
                             fminf(bottom_of(left), bottom_of(right))};
    side a = *left, b = *right;
    keep_between(&a, both.v0, both.v1);
    keep_between(&b, both.v0, both.v1);
    if (a.count >= LEAST_ITEMS && b.count >= LEAST_ITEMS) {
        *left = a;
        *right = b;
    }
    return both;
}

/* Cuts both sides, and the gutter, to where columns are; false where too little is left. */
static bool find_ends(side *left, side *right, const pdf_item *items, uint32_t count,
                      uint32_t least, float em, pdf_gutter *g) {
    if (left->count < least || right->count < least)
        return false;
    float top = fmaxf(top_of(left), top_of(right));
    float bottom = fminf(bottom_of(left), bottom_of(right));
    begin_together(left, top, em);
    begin_together(right, top, em);
    end_together(left, bottom, em);
    end_together(right, bottom, em);
    leave_heading(left, items, count, g, bottom, em);
    trim_edges(left, right, em);
    if (left->count < least || right->count < least)
        return false;
    g->v0 = fminf(top_of(left), top_of(right));
    g->v1 = fmaxf(bottom_of(left), bottom_of(right));
    return true;
}

/* The looks of columns that were drawn one after the other: wide ones, however far their lines are apart. */
static bool look_like_text(const side *s, float em) {
    uint32_t lines = 0, figures = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        lines += s->items[i]->line != NULL;
        figures += s->items[i]->line && pdf_is_figures(s->items[i]->line);
    }
    return figures * 3 <= lines && s->width >= LEAST_WIDTH * em && s->full >= LEAST_FULL;
}

/* Of few lines none is left out. */
static void measure_drawn(side *s, float *room) {
    measure(s, room);
    if (s->count > 5)
        return;
    for (uint32_t i = 0; i < s->count; i++)
        s->width =
            fmaxf(s->width, s->is_left ? s->inner - s->items[i]->u0 : s->items[i]->u1 - s->inner);
    s->full = fullness(s);
}

/* Columns whose text was drawn in their order, from their first lines to their last ones. */
static bool are_drawn(const pdf_order_room *room, side left, side right, float em, bool known,
                      pdf_gutter *g) {
    pdf_file a = {left.items, left.count}, b = {right.items, right.count};
    if (!pdf_is_drawn_down(&a, &b) || a.count < LEAST_ITEMS ||
        (b.count < 2 && !known && b.items[0]->line))
        return false;
    left.items = a.items;
    left.count = a.count;
    right.items = b.items;
    right.count = b.count;
    measure_drawn(&left, room->values);
    measure_drawn(&right, room->values);
    if (!look_like_text(&left, em) || !look_like_text(&right, em))
        return false;
    g->v0 = fminf(top_of(&left), top_of(&right));
    g->v1 = fmaxf(bottom_of(&left), bottom_of(&right));
    return true;
}

/* A table or picture at the top of a column may begin higher than the first line beside it, or end lower than the last one. */
static pdf_gutter with_tall(const pdf_item *items, uint32_t count, float em, const pdf_gutter *g) {
    const float near = WIDEST_SPACE * em;
    pdf_gutter tall = *g;
    for (uint32_t i = 0; i < count; i++) {
        if (items[i].line || items[i].v1 < g->v0 - near || items[i].v0 > g->v1 + near ||
            (items[i].u1 > g->u0 && items[i].u0 < g->u1))
            continue;
        tall.v0 = fminf(tall.v0, items[i].v0);
        tall.v1 = fmaxf(tall.v1, items[i].v0);
    }
    for (uint32_t i = 0; i < count; i++)
        if (items[i].u0 < g->u1 && items[i].u1 > g->u0 &&
            ((items[i].v0 < g->v0 && items[i].v1 > tall.v0) ||
             (items[i].v1 > g->v1 && items[i].v0 < tall.v1)))
            return *g;
    return tall;
}

static void find_sides(const pdf_order_room *room, const pdf_item *items, uint32_t count, float em,
                       const pdf_gutter *g, side *left, side *right) {
    *left = (side){.items = room->left, .is_left = true};
    *right = (side){.items = room->right};
    collect(items, count, g, left, right);
    keep_nearest(left, g, em, room->values);
    keep_nearest(right, g, em, room->values);
}

bool pdf_judge_gutter(const pdf_order_room *room, const pdf_item *items, uint32_t count, float em,
                      pdf_gutter *g) {
    side left, right;
    count = join_words(room->joined, items, count, g, em);
    items = room->joined;
    const bool known = goes_on(room, em, g);
    const pdf_gutter tall = with_tall(items, count, em, g);
    find_sides(room, items, count, em, &tall, &left, &right);
    if (left.count && right.count && are_drawn(room, left, right, em, known, g))
        return true;
    find_sides(room, items, count, em, g, &left, &right);
    if (!find_ends(&left, &right, items, count, known ? 2 : LEAST_ITEMS, em, g))
        return false;
    const pdf_gutter both = keep_beside(&left, &right, g);
    measure(&left, room->values);
    measure(&right, room->values);
    return are_columns(&left, &right, em, known, room) &&
           !is_cells(items, count, &both, true, em) && !is_cells(items, count, &both, false, em);
}
