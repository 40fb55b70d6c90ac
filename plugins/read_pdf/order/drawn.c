/* SPDX-License-Identifier: GPL-2.0-or-later
 * The order in which text was drawn, as evidence. Who sets columns draws one after the other; the rows of a table are drawn
 * one after the other, whatever white is between their cells. It is never the only evidence: some draw by height, and a form's
 * labels before its values. */
#include "page/drawn.h"
#include "order/order.h"

#include <math.h>

enum { MOST_EDGE = 2 /* items of a running head */ };

static uint32_t find_drawn(const pdf_drawn *drawn, const pdf_item *item) {
    return !drawn       ? PDF_NONE
           : item->line ? pdf_drawn_text(drawn, item->box, item->line->base, item->em)
                        : pdf_drawn_first(drawn, item->box);
}

void pdf_find_drawn(pdf_reader *reader, const pdf_page *page, pdf_item *items, uint32_t count) {
    const pdf_drawn *drawn = pdf_drawn_of(reader, page);
    for (uint32_t i = 0; i < count; i++)
        if (!items[i].drawn_known) {
            items[i].drawn = find_drawn(drawn, &items[i]);
            items[i].drawn_known = true;
        }
}

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
