/* SPDX-License-Identifier: GPL-2.0-or-later
 * Words over borders. Digits that only stand beside each other on both sides of a border are two numbers: nothing joins them but a
 * border through a glyph, or that there is no room for a border between them. And not even that, where the page says that a number
 * begins at the border: an operator of its own shows it, or it lies over the digit before it as the digits of one number never do. */
#include "lattice/words.h"

#include "ink/ink.h"
#include "page/legible.h"

#include <math.h>

#define TOUCH 0.05f    /* of the type's size */
#define EVEN 0.02f     /* of a step */
#define EXACT 0.004f   /* of it: what rounding may take */
#define STEPLESS 0.04f /* of the type's size: more or less than between the others */
#define APART_BEFORE (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE)
#define BLANK 0.15f   /* of it: between two words, at least */
#define KERNING 0.02f /* of the type's size, from here on, */
#define NEAR 0.25f    /* of a digit, to a border */
#define OVERLAP                                                                                    \
    0.1f /* to here: what kerning takes from the step between two digits, such as those of 11 */

bool lattice_is_cut(const pdf_char *one, float border) {
    float margin = 0.15f * (one->box[2] - one->box[0]);
    return one->box[0] + margin < border && border < one->box[2] - margin;
}

/* The vertical border between two cells side by side (a right of nothing is the edge of b); NAN where they are above each
 * other. */
static float border_between(const lattice_owning *all, lattice_home a, lattice_home b) {
    const pdf_cell *left = lattice_cell_at(all, a), *right = lattice_cell_at(all, b);
    if (!left || !right)
        return left ? left->box[2] : right->box[0];
    if (pdf_overlap(left->box[0], left->box[2], right->box[0], right->box[2]) > 0.5f)
        return NAN;
    return left->box[0] < right->box[0] ? left->box[2] : left->box[0];
}

/* ---- digits beside each other -------------------------------------------------------------------------------- */

/* Is the character the next digit of one word and look? */
static bool is_next_digit(const pdf_page *page, uint32_t i) {
    if (i == 0 || i >= page->char_count)
        return false;
    const pdf_char *one = &page->chars[i], *before = one - 1;
    return pdf_is_digit(one->code) && pdf_is_digit(before->code) && one->look == before->look &&
           one->box[1] == before->box[1] &&
           !(one->flags & (PDF_CHAR_SPACE_BEFORE | PDF_CHAR_LINE_BEFORE));
}

/* The step from the character before, if both are digits of one word and look; else 0. */
static float step_to(const pdf_page *page, uint32_t i) {
    return is_next_digit(page, i) ? page->chars[i].box[0] - page->chars[i - 1].box[0] : 0;
}

/* Does a digit follow the one before it as closely as digits beside these follow each other? Between two cells there is a border, at
 * least. */
static bool is_in_step(const lattice_owning *all, uint32_t i) {
    float step = step_to(all->page, i), before = i ? step_to(all->page, i - 1) : 0;
    float behind = step_to(all->page, i + 1);
    return step > 0 && (fabsf(before - step) < EVEN * step || fabsf(behind - step) < EVEN * step);
}

static float gap_before(const pdf_page *page, uint32_t i) {
    return page->chars[i].box[0] - page->chars[i - 1].box[2];
}

bool lattice_touches(const pdf_page *page, uint32_t i) {
    const float em = lattice_em(page, &page->chars[i]);
    return is_next_digit(page, i) && fabsf(gap_before(page, i)) < TOUCH * em;
}

/* How much nearer the digit is to the one before it than those beside them are to each other. */
static float overlap_at(const lattice_owning *all, uint32_t i) {
    float usual = 0;
    if (i > 1 && is_next_digit(all->page, i - 1))
        usual = gap_before(all->page, i - 1);
    else if (is_next_digit(all->page, i + 1))
        usual = gap_before(all->page, i + 1);
    return usual - gap_before(all->page, i);
}

/* ---- how they were shown ------------------------------------------------------------------------------------- */

/* The glyph of the character; NULL where none is known, or no look is left. */
static const pdf_shown *glyph_of(lattice_owning *all, uint32_t i) {
    const pdf_page *page = all->page;
    for (uint32_t k = 0; k < page->glyph_count && all->looks > 0; k++, all->looks--)
        if (pdf_is_shown_by(&page->chars[i], &page->glyphs[k]))
            return &page->glyphs[k];
    return NULL;
}

/* An operator began with this digit, and did not show it alone, or the one before it: many place each glyph for itself. */
static bool is_shown_anew(lattice_owning *all, uint32_t i) {
    const pdf_shown *own = glyph_of(all, i);
    if (!own || !own->begins)
        return false;
    if (own + 1 < all->page->glyphs + all->page->glyph_count && !own[1].begins)
        return true;
    const pdf_shown *before = glyph_of(all, i - 1);
    return before && !before->begins;
}

static bool is_beside(const pdf_char *before, const pdf_char *one, float border) {
    return before->box[0] < border && border < one->box[2];
}

/* Does a border run through one of the two characters, or between them? */
static bool is_at_border(const lattice_owning *all, uint32_t i) {
    const pdf_char *one = &all->page->chars[i], *before = one - 1;
    const pdf_cell *left = lattice_cell_at(all, lattice_home_of(all, i - 1));
    const pdf_cell *right = lattice_cell_at(all, lattice_home_of(all, i));
    return (left && is_beside(before, one, left->box[2])) ||
           (right && is_beside(before, one, right->box[0]));
}

/* Another number begins at the border though no gap says so. */
static bool begins_number(lattice_owning *all, uint32_t i) {
    if (!is_next_digit(all->page, i) || !is_at_border(all, i))
        return false;
    const float em = lattice_em(all->page, &all->page->chars[i]), over = overlap_at(all, i);
    if (over > KERNING * em)
        return over > OVERLAP * em;
    return is_shown_anew(all, i);
}

/* How far from how the characters beside it follow each other; 0: nothing stands beside it. */
static float off_step(const pdf_page *page, uint32_t i) {
    const float own = gap_before(page, i);
    float off = 0;
    if (i > 1 && !(page->chars[i - 1].flags & APART_BEFORE))
        off = fabsf(own - gap_before(page, i - 1));
    if (i + 1 < page->char_count && !(page->chars[i + 1].flags & APART_BEFORE)) {
        const float after = fabsf(own - gap_before(page, i + 1));
        off = off > 0 ? fminf(off, after) : after;
    }
    return off;
}

/* A digit, or what stands beside one in a number. */
static bool is_of_number(uint32_t code) {
    static const uint16_t marks[] = {'.', ',', '-', '%', 0xFF0E, 0xFF0C, 0xFF0D, 0xFF05, 0x2212};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i] == code)
            return true;
    return pdf_is_digit(code);
}

bool lattice_begins_text(lattice_owning *all, uint32_t i) {
    const pdf_page *page = all->page;
    if (!i || page->chars[i].flags & PDF_CHAR_LINE_BEFORE || !is_at_border(all, i) ||
        (is_of_number(page->chars[i - 1].code) && is_of_number(page->chars[i].code)))
        return false;
    const float em = lattice_em(page, &page->chars[i]);
    if (gap_before(page, i) > BLANK * em || off_step(page, i) <= STEPLESS * em)
        return false;
    const pdf_shown *own = glyph_of(all, i);
    return own && own->begins;
}

/* ---- words --------------------------------------------------------------------------------------------------- */

bool lattice_begins_word(lattice_owning *all, uint32_t i) {
    const pdf_char *before = &all->page->chars[i - 1], *one = &all->page->chars[i];
    if ((one->flags & PDF_CHAR_SPACE_BEFORE) ||
        one->box[0] - before->box[2] > BLANK * lattice_em(all->page, one))
        return true;
    if (begins_number(all, i) || lattice_is_settled(all, i - 1) || lattice_begins_text(all, i))
        return true;
    lattice_home a = lattice_home_of(all, i - 1), b = lattice_home_of(all, i);
    if (!pdf_is_digit(one->code) || lattice_is_same(a, b))
        return false;
    float border = border_between(all, a, b);
    return !lattice_is_cut(one, border) &&
           !(pdf_is_digit(before->code) && lattice_is_cut(before, border)) && !is_in_step(all, i);
}

/* How far the border is from the nearest end of the character, in characters. */
static float distance(const pdf_char *one, float border) {
    const float wide = one->box[2] - one->box[0];
    return fminf(fabsf(border - one->box[0]), fabsf(border - one->box[2])) / fmaxf(wide, 0.1f);
}

/* Figures stand at even steps in most fonts; where they do not, one number may have been printed over the end of another. */
static bool is_uneven(const pdf_page *page, uint32_t from, uint32_t to) {
    float least = PDF_FARTHEST, most = 0;
    for (uint32_t i = from + 1; i < to; i++) {
        const float step = step_to(page, i);
        if (step <= 0)
            continue;
        least = fminf(least, step);
        most = fmaxf(most, step);
    }
    return most - least > EXACT * most;
}

bool lattice_may_be_several(const lattice_owning *all, uint32_t from, uint32_t to) {
    uint32_t borders = 0;
    if (is_uneven(all->page, from, to) || all->page->chars[from].flags & PDF_CHAR_ROOMY)
        return true;
    for (uint32_t i = from + 1; i < to; i++) {
        const lattice_home a = lattice_home_of(all, i - 1), b = lattice_home_of(all, i);
        if (lattice_is_same(a, b))
            continue;
        const float border = border_between(all, a, b);
        const pdf_char *one = &all->page->chars[i];
        if (isnan(border) || !is_next_digit(all->page, i) ||
            fminf(distance(one - 1, border), distance(one, border)) > NEAR)
            return false;
        borders++;
    }
    return borders > 0;
}

lattice_joint lattice_joint_of(const lattice_owning *all, uint32_t from, uint32_t to) {
    lattice_joint found = LATTICE_APART;
    for (uint32_t i = from + 1; i < to; i++) {
        lattice_home a = lattice_home_of(all, i - 1), b = lattice_home_of(all, i);
        if (lattice_is_same(a, b))
            continue;
        float border = border_between(all, a, b);
        if (isnan(border))
            found = found == LATTICE_CUT ? LATTICE_CUT : LATTICE_STACKED;
        else if (lattice_is_cut(&all->page->chars[i - 1], border) ||
                 lattice_is_cut(&all->page->chars[i], border) || is_in_step(all, i))
            found = LATTICE_CUT;
    }
    return found;
}
