/* SPDX-License-Identifier: GPL-2.0-or-later
 * Numbers in fonts that are not embedded, of which the file says that each digit is as wide as it is high. The program that wrote
 * them counted on half of that, so they run over their borders into the numbers of the next cells. Where an operator shows each
 * number, it tells which digits are one; and it begins in its own cell, if all of the table do: no cell has two in a line, half the room
 * is enough for each, and where one runs into another cell, that has a number of its own. Else nothing is known. */
#include "lattice/words.h"

#include "ink/ink.h"

#include <math.h>

#define NEAR 0.3f  /* points between where a glyph is shown and where its box begins */
#define HALF 0.45f /* of the type's size: the least that a digit takes */
#define SLACK 0.1f /* of it: that a number may stand beyond its border */
#define WIDE 0.65f /* of it: no blank is wider */
#define LINE 0.5f  /* of it: between the baselines of two lines */

enum { LONGEST = 48, LINES = 4 };

/* A number, as one operator shows it, or a label that begins with one: it runs over by what its digits claim. */
typedef struct number {
    uint32_t chars[LONGEST], count;
    bool is_label;
    lattice_home home; /* where it begins */
    float from, to, base, em;
} number;

typedef struct numbers {
    lattice_owning *all;
    uint32_t frame; /* whose numbers they are */
    uint32_t near;  /* the character that was found last */
    bool *taken;    /* characters */
    float *bases;   /* of the numbers that begin in each cell, LINES a cell; 0: none */
    bool odd;       /* something is otherwise */
} numbers;

static bool is_at(const pdf_char *one, const pdf_shown *glyph) {
    return fabsf(one->box[0] - glyph->x) < NEAR && glyph->y >= one->box[1] &&
           glyph->y <= one->box[3];
}

/* Glyphs come in the order of characters, mostly. */
static uint32_t char_of(numbers *of, const pdf_shown *glyph) {
    const uint32_t count = of->all->page->char_count;
    for (uint32_t i = 0; i < count && of->all->looks > 0; i++, of->all->looks--) {
        const uint32_t at = of->near + i < count ? of->near + i : of->near + i - count;
        if (is_at(&of->all->page->chars[at], glyph))
            return of->near = at;
    }
    return PDF_NONE;
}

static bool is_figure(const pdf_char *one) {
    return pdf_is_digit(one->code) || one->code == '.' || one->code == ',';
}

/* The cell of the frame where that stands. */
static uint32_t cell_at(const lattice_frame *frame, float x, float y) {
    const uint32_t row = lattice_slot(frame->borders[ACROSS].at, frame->rows + 1, y);
    const uint32_t column = lattice_slot(frame->borders[DOWN].at, frame->columns + 1, x);
    return frame->cell_of[row * frame->columns + column];
}

static void measure(const numbers *of, number *one) {
    const pdf_page *page = of->all->page;
    const pdf_char *first = &page->chars[one->chars[0]];
    one->em = lattice_em(page, first);
    one->from = first->box[0];
    one->to = page->chars[one->chars[one->count - 1]].box[2];
    one->base = lattice_middle(first, 1);
    one->home = (lattice_home){
        of->frame, cell_at(&of->all->frames[of->frame], one->from + one->em * HALF / 2, one->base)};
}

/* The glyphs that the operator shows; false: no number of this frame in such a font. A number with a glyph that no character stands
 * for is odd. */
static bool read_number(numbers *of, const pdf_shown *glyphs, uint32_t count, number *one) {
    const pdf_page *page = of->all->page;
    const uint32_t first = count <= LONGEST ? char_of(of, glyphs) : PDF_NONE;
    if (first == PDF_NONE || !(page->chars[first].flags & PDF_CHAR_ROOMY) ||
        of->all->owner[first] != of->frame)
        return false;
    one->chars[0] = first;
    one->is_label = false;
    for (one->count = 1; one->count < count; one->count++) {
        const uint32_t at = char_of(of, &glyphs[one->count]);
        if (at == PDF_NONE) {
            of->odd = of->odd || !one->is_label;
            return false;
        }
        one->is_label = one->is_label || !is_figure(&page->chars[at]);
        one->chars[one->count] = at;
    }
    measure(of, one);
    return true;
}

typedef void use_number(numbers *of, const number *one);

static void each_number(numbers *of, use_number *use) {
    const pdf_page *page = of->all->page;
    number one;
    for (uint32_t from = 0, to; from < page->glyph_count && !of->odd; from = to) {
        to = from + 1;
        while (to < page->glyph_count && !page->glyphs[to].begins)
            to++;
        if (read_number(of, &page->glyphs[from], to - from, &one))
            use(of, &one);
    }
}

static bool stands_in_line(const numbers *of, uint32_t cell, const number *one) {
    const float *bases = &of->bases[(size_t)cell * LINES];
    for (uint32_t i = 0; i < LINES && bases[i] > 0; i++)
        if (fabsf(bases[i] - one->base) < LINE * one->em)
            return true;
    return false;
}

static void add_line(numbers *of, const number *one) {
    float *bases = &of->bases[(size_t)one->home.cell * LINES];
    for (uint32_t i = 0; i < LINES; i++)
        if (bases[i] <= 0) {
            bases[i] = one->base;
            return;
        }
    of->odd = true;
}

/* Does it begin in a cell that has none in this line yet, with room for half of it? */
static void note(numbers *of, const number *one) {
    const pdf_cell *cell = lattice_cell_at(of->all, one->home);
    const float slack = SLACK * one->em;
    if (one->is_label)
        return;
    of->odd = of->odd || stands_in_line(of, one->home.cell, one) ||
              one->from < cell->box[0] - slack ||
              one->from + HALF * one->em * (float)one->count > cell->box[2] + slack;
    for (uint32_t i = 0; i < one->count; i++) {
        of->odd = of->odd || of->taken[one->chars[i]];
        of->taken[one->chars[i]] = true;
    }
    add_line(of, one);
}

/* Does it run into cells that have a number beside it alone, or out of the table? */
static void follow(numbers *of, const number *one) {
    const lattice_frame *frame = &of->all->frames[of->frame];
    for (uint32_t i = 1; i < one->count && !one->is_label; i++) {
        const float at = of->all->page->chars[one->chars[i]].box[0] + one->em / 2;
        const uint32_t cell = at < frame->box[2] ? cell_at(frame, at, one->base) : one->home.cell;
        of->odd = of->odd || (cell != one->home.cell && !stands_in_line(of, cell, one));
    }
}

/* A label may have blanks, but no room for another one. */
static bool is_one_text(const numbers *of, const number *one) {
    for (uint32_t i = 1; i < one->count; i++) {
        const float *last = of->all->page->chars[one->chars[i - 1]].box;
        if (of->all->page->chars[one->chars[i]].box[0] - last[2] > WIDE * one->em)
            return false;
    }
    return true;
}

static void settle(numbers *of, const number *one) {
    if (one->is_label && !is_one_text(of, one))
        return;
    of->all->frames[of->frame].cells[one->home.cell].runs_over = 0;
    for (uint32_t i = 0; i < one->count; i++) {
        of->all->owner[one->chars[i]] = of->frame;
        of->all->cell_of[one->chars[i]] = one->home.cell;
    }
}

static bool has_roomy(const lattice_owning *all, const lattice_frame *frame) {
    for (uint32_t i = 0; i < frame->char_count; i++)
        if (all->page->chars[frame->chars[i]].flags & PDF_CHAR_ROOMY)
            return true;
    return false;
}

void lattice_settle_roomy(pdf_room *room, lattice_owning *all, uint32_t count) {
    for (uint32_t i = 0; i < count && all->page->glyph_count; i++) {
        if (!has_roomy(all, &all->frames[i]))
            continue;
        numbers of = {.all = all,
                      .frame = i,
                      .taken = PDF_TAKE(room, bool, (size_t)all->page->char_count + 1),
                      .bases = PDF_TAKE(room, float, (size_t)all->frames[i].cell_count *LINES)};
        of.odd = !of.taken || !of.bases;
        each_number(&of, note);
        each_number(&of, follow);
        if (!of.odd && all->looks > 0)
            each_number(&of, settle);
    }
}
