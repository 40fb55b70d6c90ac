/* SPDX-License-Identifier: GPL-2.0-or-later
 * Whether the text of a page can be what it shows. */
#ifndef PDF_LEGIBLE_H
#define PDF_LEGIBLE_H

#include "ink/ink.h"

/* Glyphs that no character of the page stands at, blank ones among them, and how many kinds of them there are. */
typedef struct pdf_unseen {
    uint32_t glyphs, kinds;
} pdf_unseen;

/* Linear in characters and glyphs. {0, 0} where there is no memory. */
pdf_unseen pdf_legible_unseen(pdf_room *room, const pdf_page *page, const pdf_shown *glyphs,
                              uint32_t count);

/* So much that text must be missing, not blanks alone. */
bool pdf_legible_is_lost(pdf_unseen unseen);

/* Diagnoses text that is absent or garbled; garbled text is taken from the page. */
void pdf_legible_judge(pdf_source *source, const pdf_pen *pen, pdf_unseen unseen, pdf_page *page);

/* The share of the page that its pictures would cover if they did not overlap. */
float pdf_pictures_of(const pdf_pen *pen, const pdf_page *page);

/* page/scanned.c: diagnoses digits that nobody sees as a picture of the page lies over them, or as they are not painted on it. */
void pdf_scan_tell(pdf_source *source, const pdf_pen *pen, const pdf_page *page);

/* page/figures.c: fonts without a name are Type 3. */
bool pdf_is_nameless(const pdf_look *look);

/* Points between the origin of a glyph and that side of its character. */
#define PDF_BESIDE 1.0f
/* page/shown.c: on which side of its box a character begins; whether the glyph stands at the character: it shows this one, or one in another line where fonts are too high. */
uint8_t pdf_side_of(uint32_t turn);
bool pdf_is_shown_by(const pdf_char *one, const pdf_shown *glyph);
/* How far the character stands off a glyph that is written askew; 1 or more: it shows another one. */
float pdf_off_tilted(const pdf_char *one, const pdf_shown *glyph);

/* page/hidden.c: U+FFFD for digits that are painted over, or in the colour of what they stand on. */
void pdf_hide_unseen_figures(pdf_source *source, const pdf_pen *pen, pdf_page *page);

/* page/hatched.c: U+FFFD for digits that many white lines lie over. */
void pdf_hide_hatched(pdf_source *source, const pdf_pen *pen, pdf_page *page);

/* page/overlaid.c, of painted digits: U+FFFD for those of one number that are drawn over each other. */
void pdf_hide_overlaid(pdf_source *source, pdf_page *page);

/* page/contradicted.c, of painted digits: U+FFFD for those whose glyph, of which `of` is the number from 1 on, is another digit
 * elsewhere. */
void pdf_hide_contradicted(pdf_source *source, const pdf_pen *pen, const uint32_t *of,
                           pdf_page *page);
/* ASCII or full-width. */
static inline uint32_t pdf_digit_of(uint32_t code) {
    return code & 15;
}

/* page/clipped.c: where the word that begins at `from` ends, in the page's characters. */
uint32_t pdf_end_of_word(const pdf_page *page, uint32_t from);
/* Leaves out text that lies outside of its clip; U+FFFD for digits that it cuts. */
void pdf_leave_out_clipped(pdf_source *source, const pdf_pen *pen, pdf_page *page);

/* page/unpainted.c: U+FFFD for digits that are not painted on a page whose text is. */
void pdf_hide_unpainted(pdf_source *source, const pdf_pen *pen, pdf_page *page);

/* page/slashed.c: flags digits that a line goes through which is not level. */
void pdf_strike_slashed(pdf_source *source, const pdf_pen *pen, pdf_page *page);

/* page/shown.c: flags characters that are shown in the colour of paper, and those that are turned. */
void pdf_mark_glyphs(pdf_room *room, pdf_page *page, const pdf_shown *glyphs, uint32_t count);

/* page/stacked.c: parts words that Poppler made of two lines, one below the other. */
void pdf_part_stacked(pdf_room *room, pdf_page *page, const pdf_shown *glyphs, uint32_t count);

/* page/jumbled.c: are its characters letters of many scripts by turns, or hardly anything but signs? */
bool pdf_is_jumbled(const pdf_page *page);

#endif
