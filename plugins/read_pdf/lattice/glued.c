/* SPDX-License-Identifier: GPL-2.0-or-later
 * Marks that lines do not break at. No line begins with a closing mark or ends with an opening one, so `三、` and `（四）` do not break
 * in a column of labels that is one character wide: they run over its border, between two characters and not through one. The cell that
 * is too narrow for them is theirs, not the one beside it that has room. Digits are left to what else tells of numbers. */
#include "lattice/words.h"

#include <math.h>

#define CLOSE 0.08f /* of the type's size: from one to the next */
#define ROOM 0.1f   /* of it: what a cell may be narrower, or a character stand beyond its side */

static bool holds(const uint16_t *codes, size_t count, uint32_t code) {
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

static bool is_opening(uint32_t code) {
    static const uint16_t marks[] = {0x3008, 0x300A, 0x300C, 0x300E, 0x3010,
                                     0x3014, 0xFF08, 0xFF3B, '('};
    return holds(marks, sizeof marks / sizeof *marks, code);
}

static bool is_closing(uint32_t code) {
    static const uint16_t marks[] = {0x3001, 0x3002, 0x3009, 0x300B, 0x300D, 0x300F,
                                     0x3011, 0x3015, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A,
                                     0xFF1B, 0xFF1F, 0xFF01, 0xFF3D, ')'};
    return holds(marks, sizeof marks / sizeof *marks, code);
}

/* Ideographs, and Latin text but for its brackets: most of any page. */
static bool is_plain(uint32_t code) {
    return (code > ')' && code < 0x3001) || (code > 0x3015 && code < 0xFF01);
}

static bool is_glued(const pdf_page *page, uint32_t i) {
    const pdf_char *before = &page->chars[i - 1], *one = &page->chars[i];
    if (is_plain(one->code) && is_plain(before->code))
        return false;
    const float em = lattice_em(page, one);
    return (is_closing(one->code) || is_opening(before->code)) && !pdf_is_digit(one->code) &&
           !pdf_is_digit(before->code) && !(one->flags & PDF_CHAR_TURNED) &&
           fabsf(one->box[0] - before->box[2]) < CLOSE * em &&
           fabsf(one->box[3] - before->box[3]) < CLOSE * em;
}

static float wide(const pdf_cell *cell) {
    return cell->box[2] - cell->box[0];
}

/* The cell of the two side by side that is too narrow, if the other is not. */
static const pdf_cell *too_narrow(const pdf_cell *left, const pdf_cell *right, const float unit[2],
                                  float slack) {
    const float needs = unit[1] - unit[0] - slack;
    if (left->box[2] > right->box[0] + slack || (wide(left) < needs) == (wide(right) < needs))
        return NULL;
    if (wide(left) < needs)
        return unit[0] > left->box[0] - slack ? left : NULL;
    return unit[1] < right->box[2] + slack ? right : NULL;
}

static void settle(lattice_owning *all, uint32_t from, uint32_t to) {
    const lattice_home first = lattice_home_of(all, from), last = lattice_home_of(all, to - 1);
    const pdf_cell *left = lattice_cell_at(all, first), *right = lattice_cell_at(all, last);
    const pdf_char *chars = all->page->chars;
    if (!left || !right || lattice_is_same(first, last))
        return;
    const float unit[] = {chars[from].box[0], chars[to - 1].box[2]};
    const pdf_cell *own = too_narrow(left, right, unit, ROOM * lattice_em(all->page, &chars[from]));
    const lattice_home home = own == left ? first : last;
    for (uint32_t i = from; own && i < to; i++) {
        all->owner[i] = home.frame;
        all->cell_of[i] = home.cell;
    }
}

void lattice_settle_glued(lattice_owning *all) {
    for (uint32_t from = 0, to; from < all->page->char_count; from = to) {
        to = from + 1;
        while (to < all->page->char_count && is_glued(all->page, to))
            to++;
        if (to - from > 1)
            settle(all, from, to);
    }
}

bool lattice_is_settled(const lattice_owning *all, uint32_t i) {
    const pdf_cell *cell = lattice_cell_at(all, lattice_home_of(all, i));
    const float *box = all->page->chars[i].box, middle = (box[0] + box[2]) / 2;
    return cell && (middle < cell->box[0] || middle > cell->box[2]);
}
