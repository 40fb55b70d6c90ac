/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files of the lattice stage share. Rules of both axes are alike: ACROSS is a horizontal line at a y, from x to x;
 * DOWN is a vertical one at an x, from y to y. A frame is the grid of one connected set of rules while it is judged. */
#ifndef PDF_LATTICE_H
#define PDF_LATTICE_H

#include "pdf.h"

enum { ACROSS = 0, DOWN = 1 };

#define LATTICE_THIN 3.0f /* a fill below this is a line */
/* For type of ten points; for other type times its unit (lattice_unit), as cells and gaps grow with their text. */
#define LATTICE_SNAP 2.5f     /* rules closer than this are one border */
#define LATTICE_REACH 2.0f    /* a rule that ends this near another meets it */
#define LATTICE_SHORT 6.0f    /* shorter lines divide nothing: ticks, dots, marks */
#define LATTICE_SLOTS 200000u /* slots on a page, in all of its grids */
#define LATTICE_FRAMES 400u   /* grids that a page is searched for, the largest first */
#define LATTICE_WHITE 0xFFFFFFu

/* lattice/paint.c: which fill is on top where, in pixels. */
typedef struct lattice_panel {
    uint32_t from[2], to[2]; /* pixels across and down: the first, and the one behind the last */
    uint32_t ink;            /* its index + 1 */
} lattice_panel;

typedef struct lattice_paint {
    const pdf_page *page;
    lattice_panel
        *panels; /* in the order of painting; they are looked through where there are few ... */
    uint32_t panel_count;
    uint32_t *top; /* ... else the index + 1 for each pixel; 0: bare paper */
    uint32_t wide, high;
    float scale; /* pixels a point */
    bool is_bare;
} lattice_paint;

bool lattice_is_panel(const pdf_ink *ink); /* a fill or an image that is no line */
bool lattice_paint_page(pdf_room *room, const pdf_page *page, lattice_paint *paint);
uint32_t lattice_colour(const lattice_paint *paint, float x, float y);
bool lattice_differs(uint32_t colour, uint32_t other);
/* May a reader see this line against what is left and right (above and below) of it? */
bool lattice_visible(const lattice_paint *paint, uint32_t ink, int axis);

/* lattice/rules.c: the lines of a page, pieces joined. */
typedef struct lattice_rule {
    float at, from, to;
    float width;
    uint32_t group; /* lattice/cross.c: rules that meet have one number */
    uint32_t nest;  /* lattice/nest.c: of the boxes that stand in cells, from 1; 0: of none */
    bool soft;      /* the edge of a fill, not a line */
} lattice_rule;

/* Rules of one axis as they are drawn. */
typedef struct lattice_pile {
    pdf_room *room;
    lattice_rule *rules;
    uint32_t count, capacity;
} lattice_pile;

/* lattice/nest.c: sets `nest` of all rules of tables that touch the rules of the cell in which they stand. */
void lattice_find_nests(lattice_pile piles[2]);

/* Left and right edges of clips and fills, ascending by `at`: no borders of their own, but where one ends and another
 * begins at a border that is there, the border goes on. Producers paint and clip cell by cell. */
typedef struct lattice_hint {
    float at, from, to;
    bool begins; /* a left edge */
} lattice_hint;

typedef struct lattice_hints {
    lattice_hint *of;
    uint32_t count;
} lattice_hints;

typedef struct lattice_rules {
    lattice_rule *of[2];
    uint32_t count[2];
    float em;   /* mean of the page's chars */
    float unit; /* of the page's text */
    lattice_hints hints;
} lattice_rules;

bool lattice_find_rules(pdf_room *room, const pdf_page *page, const lattice_paint *paint,
                        lattice_rules *rules);

/* lattice/cross.c: numbers the rules' groups from 0; PDF_NONE where there are more crossings than any table has. */
uint32_t lattice_group(pdf_room *room, lattice_rules *rules);

/* lattice/frame.c: borders and walls. Slots lie between borders; a wall is a stretch of a border along one slot. */
enum { WALL = 1, WALL_HARD = 2, WALL_ENDS = 4, WALL_BEGINS = 8 };

typedef struct lattice_borders {
    float *at; /* ascending */
    uint32_t count;
    uint32_t slots; /* along each border */
    uint8_t *walls; /* [border * slots + slot] */
    float *width;   /* of the thickest rule */
    bool *twofold;  /* a double line */
    bool *closed;   /* not drawn: where the crossing rules end */
} lattice_borders;

typedef struct lattice_place {
    uint32_t row, column;
} lattice_place;

typedef struct lattice_frame {
    float box[4];
    float unit;                   /* of its text; where it has none, of the page's */
    const lattice_rule *rules[2]; /* of the group, ascending by `at` */
    uint32_t rule_count[2];
    lattice_borders borders[2]; /* [ACROSS] divides rows, [DOWN] columns */
    uint32_t rows, columns;
    uint32_t *chars; /* indices of chars whose centres are in the box */
    uint32_t char_count;
    lattice_place *places; /* slots of the centres of chars */
    float em;              /* mean size of chars */
    uint32_t *cell_of;     /* [row * columns + column] */
    pdf_cell *cells;
    uint32_t cell_count;
    uint32_t *letters; /* chars a cell */
    uint32_t ragged;   /* cells cut from regions that are no rectangles */
    uint32_t confidence;
    bool inner; /* stands in a cell of another */
} lattice_frame;

/* Sets that grow together (lattice/sets.c): each number is its own parent at first; a set's root is its least number. */
uint32_t lattice_root_of(uint32_t *parents, uint32_t one);
void lattice_unite(uint32_t *parents, uint32_t one, uint32_t other);

/* What frames are built from, beside their rules. Chars in the order of their centres' y, so that a frame finds its own by
 * bisection. */
typedef struct lattice_ground {
    const pdf_page *page;
    uint32_t *by_y;
    const lattice_hints *hints;
    float em; /* mean of all chars */
    float unit;
} lattice_ground;

/* lattice/band.c: joins groups that rows of one cell from side to side part. */
bool lattice_join_bands(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups);

/* lattice/side.c: joins borders of cells that go on over both ends of the page. */
bool lattice_join_sides(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups);

/* lattice/close.c: joins the lines that close rows of numbers below ruled heads. */
bool lattice_close_feet(pdf_room *room, const lattice_ground *ground, lattice_rules *rules,
                        uint32_t groups);

static inline float lattice_middle(const pdf_char *one, int axis) { /* 0: x, 1: y */
    return (one->box[axis] + one->box[axis + 2]) / 2;
}

/* The size of its font; boxes of some fonts are much taller. */
static inline float lattice_em(const pdf_page *page, const pdf_char *one) {
    float high = one->box[3] - one->box[1], wide = one->box[2] - one->box[0];
    float largest = high > wide ? high : wide;
    float size = one->look < page->look_count ? page->looks[one->look].size : 0;
    return size >= 0.3f * largest && size <= 2 * largest ? size : 0.85f * largest;
}

/* The mean of these chars; NULL: of the first `count` of the page. 0 where there are none. */
float lattice_mean_em(const pdf_page *page, const uint32_t *chars, uint32_t count);
/* Type of this size in tens of points, within bounds. */
float lattice_unit(float em);
uint32_t lattice_slot(const float *at, uint32_t count, float value); /* count borders, >= 2 */
/* The same, tried first where it was last time: characters beside each other share their slots. *slot begins at 0. */
static inline uint32_t lattice_slot_near(const float *at, uint32_t count, float value,
                                         uint32_t *slot) {
    const uint32_t last = *slot;
    bool above = last == 0 || at[last] <= value, below = last + 2 >= count || at[last + 1] > value;
    if (!above || !below)
        *slot = lattice_slot(at, count, value);
    return *slot;
}

/* False: fewer than two slots, or too many. Else borders, walls and chars are there. */
bool lattice_frame_build(pdf_room *room, const lattice_ground *chars, lattice_frame *frame);

/* lattice/cells.c: slots without walls between them become cells. */
bool lattice_cells_build(pdf_room *room, const pdf_page *page, lattice_frame *frame);

/* lattice/judge.c: is it a table, and how sure is that? Sets frame->confidence. */
bool lattice_is_table(const pdf_page *page, lattice_frame *frame);

/* lattice/apart.c: tells cells whose numbers the page shows apart from those before them; once they have their lines. */
#define LATTICE_LOOKS (1u << 22) /* at the glyphs of a page */
void lattice_mark_apart(const pdf_page *page, lattice_frame *frame);

/* lattice/shade.c: does a tall cell hold the lines of several rows beside it? */
bool lattice_runs_together(const pdf_page *page, const lattice_frame *frame);
/* Has it lines downwards, not edges of fills alone? */
bool lattice_is_upright(const lattice_frame *frame);
/* Do its cells, without a line downwards, hold the numbers of several rows? */
bool lattice_stacks_rows(const pdf_page *page, const lattice_frame *frame);

/* Do its cells, without a line downwards, hold the numbers of several columns beside each other? */
bool lattice_crams_columns(pdf_room *room, const pdf_page *page, const lattice_frame *frame);

/* Has it no line downwards, no tall cell but in the head, and a number a cell? Where its columns are those of the text, white tells
 * as much. */
bool lattice_is_flat(pdf_room *room, const pdf_page *page, const lattice_frame *frame);

/* lattice/part.c: do rows without a line downwards go on below it? */
bool lattice_is_part(const pdf_page *page, const lattice_rules *rules, const lattice_frame *frame);

/* lattice/note.c: is a box as wide as text, and as far from the left as from the right edge of the page? */
bool lattice_is_set_in_text(const pdf_page *page, const float box[4]);
/* Is a closed box a table of one cell? */
bool lattice_is_note(const pdf_page *page, const lattice_frame *frame);

/* lattice/bars.c: do fills begin at one border of this axis and end each elsewhere? */
bool lattice_has_bars(const pdf_page *page, const lattice_frame *frame, int axis);

/* lattice/pieces.c: the text of a frame's cells as stretches between wide gaps, by cell, downwards, then rightwards. */
typedef struct lattice_piece {
    float box[4];
    uint32_t cell, band; /* bands are the lines of a cell, from 0 */
    bool number;         /* digits and what stands with them, or a dash for none */
    bool digits;         /* a number, and no dash */
    bool year;           /* four digits that may be one */
} lattice_piece;

typedef struct lattice_pieces {
    lattice_piece *of;
    uint32_t count;
    uint32_t *first; /* [cell] .. [cell + 1] */
    float gap;       /* ems between pieces */
} lattice_pieces;

#define LATTICE_WIDE 0.9f /* ems that no blank spans */
#define LATTICE_NEAR 0.5f /* that none does between two numbers */

/* Both lists at once, as they differ in their gaps alone; `near` may be NULL. */
bool lattice_find_pieces(pdf_room *room, const pdf_page *page, const lattice_frame *frame,
                         lattice_pieces *wide, lattice_pieces *near);

/* lattice/columns.c, lattice/rows.c: rules that are not drawn but shown by the text; all of axis DOWN, or ACROSS. */
typedef struct lattice_implied {
    pdf_room *room;
    lattice_rule *rules;
    uint32_t count, capacity;
} lattice_implied;

void lattice_imply(lattice_implied *implied, float at, float from, float to);
bool lattice_imply_columns(const lattice_frame *frame, const lattice_pieces *pieces,
                           const lattice_pieces *near, lattice_implied *implied);
/* lattice/under.c: those below ruled heads; lattice_imply_columns asks it. False: no memory. */
bool lattice_imply_under_heads(const lattice_frame *frame, const lattice_pieces *near,
                               lattice_implied *implied);
bool lattice_imply_rows(const lattice_frame *frame, const lattice_pieces *pieces,
                        lattice_implied *implied);

/* lattice/text.c: gives the chars of the page to the frames (owner, as pdf_lattice gives it out) and their cells. */
bool lattice_own_chars(pdf_room *room, const pdf_page *page, lattice_frame *frames, uint32_t count,
                       uint32_t *owner, uint32_t *cell_of);
/* Lines for all cells of all frames. */
bool lattice_set_lines(pdf_reader *reader, const pdf_page *page, const uint32_t *owner,
                       const uint32_t *cell_of, lattice_frame *frames, uint32_t count);

/* lattice/turn.c: a frame whose text is turned becomes one as it is read: rows and columns change places. Borders are then in
 * points from the corner that is the top left for the reader; boxes stay those of the page. */
bool lattice_turn(pdf_room *room, const pdf_page *page, lattice_frame *frame);

/* lattice/padding.c: between what bounds a table proves the padding of its cells to be. */
typedef struct lattice_padding {
    float least, most;
} lattice_padding;

lattice_padding lattice_padding_of(const lattice_frame *frame);

/* lattice/wrap.c: do its lines break a run of digits? */
bool lattice_breaks_digits(const pdf_cell *cell);
/* pdf_cell.wrapped of all cells. */
void lattice_mark_wrapped(pdf_room *room, lattice_frame *frame);

/* lattice/head.c: shades, headed cells, and how many rows are headers. */
uint32_t lattice_header_rows(const pdf_page *page, const lattice_paint *paint,
                             lattice_frame *frame);

#endif
