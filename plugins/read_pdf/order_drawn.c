/* SPDX-License-Identifier: GPL-2.0-or-later
 * The order in which text was drawn, as evidence. Who sets columns draws one after the other; the rows of a table are drawn
 * one after the other, whatever white is between their cells. It is never the only evidence: some draw by height, and a form's
 * labels before its values. */
#include "order.h"

#include <math.h>
#include <string.h>

#define LEVEL 0.4f /* ems between a glyph's baseline and the line's */
#define REACH 1.0f /* points that a glyph may begin beside its line */
enum { MOST_EDGE = 2 /* items of a running head */ };

/* ---- when items were drawn ---- */

/* Glyphs by rows of a point, in each as they were drawn. */
typedef struct shelf {
    const pdf_page *page;
    uint32_t rows;
    uint32_t *ends, *order;
} shelf;

static uint32_t row_of(const shelf *s, float y) {
    return y <= 0 ? 0 : y < (float)(s->rows - 1) ? (uint32_t)y : s->rows - 1;
}

static bool fill(pdf_reader *reader, const pdf_page *page, shelf *s) {
    *s = (shelf){.page = page, .rows = (uint32_t)fmaxf(page->height, 0) + 1};
    s->ends = PDF_TAKE(reader->page, uint32_t, s->rows + 1u);
    s->order = PDF_TAKE_UNSET(reader->page, uint32_t, page->glyph_count + 1u);
    if (!page->glyph_count || !s->ends || !s->order)
        return false;
    for (uint32_t i = 0; i < page->glyph_count; i++)
        s->ends[row_of(s, page->glyphs[i].y) + 1]++;
    for (uint32_t i = 1; i <= s->rows; i++)
        s->ends[i] += s->ends[i - 1];
    for (uint32_t i = 0; i < page->glyph_count; i++)
        s->order[s->ends[row_of(s, page->glyphs[i].y)]++] = i;
    return true; /* ends[row] is where the next row begins */
}

static bool is_in(const pdf_shown *glyph, const float box[4]) {
    return glyph->x >= box[0] - REACH && glyph->x < box[2] && glyph->y > box[1] &&
           glyph->y < box[3];
}

static uint32_t first_in(const shelf *s, const float box[4]) {
    uint32_t least = PDF_NONE, low = row_of(s, box[1]), high = row_of(s, box[3]);
    for (uint32_t i = low ? s->ends[low - 1] : 0; i < s->ends[high]; i++)
        if (s->order[i] < least && is_in(&s->page->glyphs[s->order[i]], box))
            least = s->order[i];
    return least;
}

void pdf_find_drawn(pdf_reader *reader, const pdf_page *page, pdf_item *items, uint32_t count) {
    shelf s;
    bool known = fill(reader, page, &s);
    for (uint32_t i = 0; i < count; i++) {
        float box[4];
        memcpy(box, items[i].box, sizeof box);
        if (items[i].line) {
            box[1] = items[i].line->base - LEVEL * items[i].em;
            box[3] = items[i].line->base + LEVEL * items[i].em;
        }
        items[i].drawn = known ? first_in(&s, box) : PDF_NONE;
    }
}

/* ---- what that tells of columns ---- */

static void drop_first(pdf_file *file) {
    file->items++;
    file->count--;
}

/* What stands below `low` of the file, too. */
static void end_at(pdf_file *file, float low) {
    while (file->count) {
        const pdf_item *last = file->items[file->count - 1];
        if ((last->line ? (last->v0 + last->v1) / 2 : last->v0) < low)
            return;
        file->count--;
    }
}

static bool is_late(const pdf_item *item, uint32_t turn) {
    return item->drawn != PDF_NONE && item->drawn >= turn;
}

static bool is_early(const pdf_item *item, uint32_t turn) {
    return item->drawn < turn;
}

/* The height at which the order ends: where the left file goes on after the right one has begun, or the right one before. */
static float end_of_order(const pdf_file *left, const pdf_file *right, uint32_t turn) {
    float end = 2 * PDF_FARTHEST;
    for (uint32_t i = 0; i < left->count; i++)
        if (is_late(left->items[i], turn))
            end = fminf(end, left->items[i]->v0);
    for (uint32_t i = 0; i < right->count; i++)
        if (is_early(right->items[i], turn))
            end = fminf(end, right->items[i]->v0);
    return end;
}

bool pdf_is_drawn_down(pdf_file *left, pdf_file *right) {
    for (int i = 0; i < MOST_EDGE && left->count > 1 && right->count; i++) {
        /* a running head is drawn before the text or after it */
        if (is_early(right->items[0], left->items[1]->drawn) && right->count > 1)
            drop_first(right);
        if (is_late(left->items[0], right->items[0]->drawn))
            drop_first(left);
    }
    if (!left->count || !right->count || right->items[0]->drawn == PDF_NONE)
        return false;
    const uint32_t turn = right->items[0]->drawn;
    float end = end_of_order(left, right, turn);
    end_at(left, end);
    end_at(right, end);
    uint32_t known = 0;
    for (uint32_t i = 0; i < left->count; i++)
        known += left->items[i]->drawn != PDF_NONE;
    return known * 2 > left->count && right->count;
}
