/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files that make lines share. All of them but the first see characters as glyphs in the frame of their
 * direction (u along the line, v across it, growing towards the next line), so that none knows of rotation. */
#ifndef PDF_LINES_H
#define PDF_LINES_H

#include "pdf.h"

typedef enum pdf_script {
    PDF_ALPHABETIC = 0, /* scripts that part words by blanks, and all else */
    PDF_DIGIT = 1,
    PDF_IDEOGRAPH = 2, /* Han, kana and their full-width punctuation: no blanks between them */
    PDF_LEADER = 3,    /* dots and rules that lead from a label to its value */
    PDF_LEFTWARDS = 4, /* Hebrew, Arabic: written from right to left */
    PDF_MARK = 5       /* combining: stands over the one before */
} pdf_script;

typedef struct pdf_glyph {
    float u0, v0, u1, v1;
    float em;      /* size */
    float gap;     /* to the one before it in its row, in ems */
    uint32_t pick; /* index into page->chars */
    uint16_t flags;
    uint8_t script;    /* pdf_script */
    uint8_t direction; /* pdf_direction */
    int8_t raised;
    uint8_t blank; /* 1: a blank stands before it */
    uint8_t part;  /* 1: a line begins here */
} pdf_glyph;

/* Glyphs that follow each other in the page's order and on the paper, alike in size and height. */
typedef struct pdf_run {
    uint32_t first, count;
    float u0, v0, u1, v1, em;
    float base;    /* estimated from the boxes */
    uint32_t next; /* run to its right in its row, or PDF_NONE */
} pdf_run;

/* Runs on one baseline. */
typedef struct pdf_row {
    uint32_t first, last; /* runs */
    uint32_t main;        /* the run that tells where the baseline is at the right end */
} pdf_row;

/* A line in the making: glyphs [first, first + count). */
typedef struct pdf_strip {
    uint32_t first, count;
    uint32_t below; /* the strip below in a vertical stack, or PDF_NONE */
    uint32_t group; /* strips side by side have one */
    float box[4];   /* on the page */
    float frame[4];
    float base; /* in the frame */
    uint8_t direction;
    uint8_t under; /* stands below another one in a stack */
    uint8_t raw;   /* its glyphs are known, and nothing else yet */
} pdf_strip;

pdf_script pdf_script_of(uint32_t code, float width, float em); /* lines/script.c */

/* Whether the glyphs (whose u, v are x, y) are lines from left to right, one below the other, each in one size and height; a
 * line begins where PDF_CHAR_LINE_BEFORE says so. There is one glyph at least. lines/plain.c */
bool pdf_is_set_plainly(const pdf_glyph *glyphs, uint32_t count);

/* Takes the second of two equal characters in one place out of `glyphs`: how many stay. Picks of those that went are
 * written to `dropped`. lines/twins.c */
uint32_t pdf_part_twins(pdf_reader *reader, const pdf_page *page, pdf_glyph *glyphs, uint32_t count,
                        uint32_t *dropped);

#define PDF_TWIN_REACH 0.12f /* ems that two characters in one place may stand apart */
/* Which glyphs stand where others may, too (those of one stretch of text do not): one a glyph, in the page's room; NULL:
 * none, or no memory. lines/stretch.c */
const bool *pdf_crossed_of(pdf_reader *reader, const pdf_glyph *glyphs, uint32_t count);

/* Puts a column of ideographs in a cell into its order; whether they stand in rows, so that none runs down. u, v are x, y
 * when it is called. `tell_turns`: glyphs that are turned say so. lines/upright.c */
bool pdf_order_upright(pdf_glyph *glyphs, uint32_t count, bool tell_turns);

/* Whether any was turned. Directions of the glyphs (whose u, v are x, y when it is called), and the turn into their frame. `in_rows`: ideographs do
 * not run up or down. lines/turn.c */
bool pdf_turn_glyphs(pdf_glyph *glyphs, uint32_t count, bool in_rows);
void pdf_frame_box(const float box[4], pdf_direction direction, float frame[4]);
void pdf_unframe_box(const float frame[4], pdf_direction direction, float box[4]);

/* Runs of glyphs of one direction, and rows of runs; in the page's room. `reach`: gaps up to so many ems are bridged.
 * lines/rows.c */
uint32_t pdf_rows_of(pdf_reader *reader, const pdf_glyph *glyphs, uint32_t count, float reach,
                     pdf_run **runs, pdf_row **rows);

/* Whether the row is mostly Hebrew or Arabic. lines/bidi.c */
bool pdf_is_leftwards(const pdf_glyph *glyphs, uint32_t count);
/* Puts a row of Hebrew or Arabic into logical order; `part` tells where its runs begin. lines/bidi.c */
void pdf_order_leftwards(pdf_glyph *glyphs, uint32_t count);

/* Sets `blank` and `part` of the glyphs of a row. `room`: `count` floats to work in. lines/gaps.c */
void pdf_mark_gaps(pdf_glyph *glyphs, uint32_t count, bool in_cell, float *room);

/* Sets `blank` where digits stand beside digits of another size, or white ones beside others, and none of them is raised.
 * lines/looks.c */
void pdf_part_looks(const pdf_page *page, pdf_glyph *glyphs, uint32_t count);

/* The baseline, as far as a box tells; a glyph of the main size; `raised` of the glyphs of a line. lines/raise.c */
float pdf_glyph_base(const pdf_glyph *glyph);
const pdf_glyph *pdf_main_glyph(const pdf_glyph *glyphs, uint32_t count);
void pdf_mark_raised(const pdf_page *page, pdf_glyph *glyphs, uint32_t count);

/* Cuts sorted strips at gaps that lie where strips nearby are parted; the array has room for as many as there are glyphs.
 * How many there are then. lines/gutter.c */
uint32_t pdf_cut_gutters(pdf_reader *reader, pdf_glyph *glyphs, pdf_strip *strips, uint32_t count);

/* Text and spans of a line. lines/spans.c */
void pdf_spell(pdf_reader *reader, const pdf_page *page, const pdf_glyph *glyphs, uint32_t count,
               pdf_line *line);

#endif
