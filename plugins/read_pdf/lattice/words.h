/* SPDX-License-Identifier: GPL-2.0-or-later
 * Where a line of characters that runs over borders falls into words, and how a word lies between its cells. */
#ifndef SHEAF_READ_PDF_LATTICE_WORDS_H
#define SHEAF_READ_PDF_LATTICE_WORDS_H

#include "lattice/lattice.h"

typedef struct lattice_owning {
    const pdf_page *page;
    lattice_frame *frames;
    uint32_t *owner, *cell_of;
    uint64_t looks;                 /* at glyphs that are left to spend */
    bool has_turned, has_laid_over; /* any character that may be */
} lattice_owning;

/* Where a character belongs; frame PDF_NONE: to no table. */
typedef struct lattice_home {
    uint32_t frame, cell;
} lattice_home;

static inline lattice_home lattice_home_of(const lattice_owning *all, uint32_t i) {
    return (lattice_home){all->owner[i], all->owner[i] == PDF_NONE ? 0 : all->cell_of[i]};
}

static inline bool lattice_is_same(lattice_home a, lattice_home b) {
    return a.frame == b.frame && a.cell == b.cell;
}

static inline const pdf_cell *lattice_cell_at(const lattice_owning *all, lattice_home place) {
    return place.frame == PDF_NONE ? NULL : &all->frames[place.frame].cells[place.cell];
}

/* How the characters of a word lie in several cells, if they do: CUT where one number or word runs over a border beside it, STACKED
 * where the cells are above each other. */
typedef enum lattice_joint { LATTICE_APART, LATTICE_CUT, LATTICE_STACKED } lattice_joint;

/* Does the border run through the character, clear of its sides? */
bool lattice_is_cut(const pdf_char *one, float border);

/* Of the characters after the first one of their line, which runs over a border: does a word begin here? */
bool lattice_begins_word(lattice_owning *all, uint32_t i);

/* Does an operator begin at a border with this character, and does it not follow the one before it as those beside them do, nor after a
 * blank? What runs over the border ends before it. Not within a number, which some pages show in parts. */
bool lattice_begins_text(lattice_owning *all, uint32_t i);

/* Digits of one number, as far as anybody can see; but wherever it meets a border, that is where a digit ends, so that there may be a
 * number in each cell; or they do not stand at even steps, as if one number lay over the end of another, or leave room for a border
 * between any two. */
bool lattice_may_be_several(const lattice_owning *all, uint32_t from, uint32_t to);

/* Are this character and the one before it digits of one word, with no gap between them? */
bool lattice_touches(const pdf_page *page, uint32_t i);

/* lattice/glued.c: gives words that lines do not break to the cell that is too narrow for them, and tells such a character. */
void lattice_settle_glued(lattice_owning *all);
bool lattice_is_settled(const lattice_owning *all, uint32_t i);

/* lattice/roomy.c: gives numbers whose font claims twice their room to the cells where operators begin them. */
void lattice_settle_roomy(pdf_room *room, lattice_owning *all, uint32_t count);

lattice_joint lattice_joint_of(const lattice_owning *all, uint32_t from, uint32_t to);

#endif
