/* SPDX-License-Identifier: GPL-2.0-or-later
 * What the files of the PDF reader share: what a page shows (characters and painted paths, taken from Poppler once), what
 * the layout stages make of it (lines, grids, pieces in reading order), and memory. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include "sheaf/plugin.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*   source: page/document.c, page/page.c ...   Poppler -> pdf_page          the only files that see Poppler, GLib or cairo
 *   layout: lines, lattice, river, order   pdf_page -> pdf_sheet  pure: numbers in, numbers out, one page at a time
 *   report: furniture, blocks, emit  all pdf_sheets -> the host   knows the whole document
 *
 * Boxes are x0, y0, x1, y1 in points from the top left corner of the page as it is displayed (turned as /Rotate says, cut
 * to the crop box), y down. Every number in a pdf_page is finite and within PDF_FARTHEST; box[0] <= box[2], box[1] <= box[3].
 */

/* ISO 32000-1, annex C.2: no page is larger than 14,400 units. */
#define PDF_FARTHEST 14400.0f
/* Of an image: larger ones are not decoded, as their content is not read. */
enum { PDF_MOST_PIXELS = 1 << 16 };
#define PDF_NONE UINT32_MAX

typedef struct pdf_room pdf_room; /* room.c: memory that is freed at once */

/* ---- what a page shows --------------------------------------------------------------------------------------- */

/* How characters look: font, size and colour. Equal looks have equal indices in the whole document. */
typedef struct pdf_look {
    sheaf_str font;  /* name without the subset tag: `SimSun`, `Calibri-Bold` */
    float size;      /* points on the page */
    uint32_t colour; /* 0xRRGGBB */
    bool bold, italic, fixed;
} pdf_look;

enum {
    PDF_CHAR_SPACE_BEFORE = 1u << 0, /* Poppler saw a blank between this one and the one before */
    PDF_CHAR_LINE_BEFORE = 1u << 1,  /* Poppler began a new line here */
    PDF_CHAR_UNDERLINED = 1u << 2,
    PDF_CHAR_UNKNOWN = 1u << 3, /* drawn, but no Unicode value is known for it: code is U+FFFD */
    PDF_CHAR_STRUCK = 1u << 4,  /* a digit with a line through it. page/struck.c */
    PDF_CHAR_LIGHT =
        1u << 5, /* shown in the colour of paper, beside others that are not. page/shown.c */
    PDF_CHAR_TILTED = 1u << 8, /* written askew, as a stamp or a watermark is. page/shown.c */
    PDF_CHAR_ROOMY = 1u << 9,  /* a digit whose box has room for two. page/figures_narrow.c */
    PDF_CHAR_TURNED =
        3u << 6 /* the direction in which its glyph is written: PDF_CHAR_TURN_OF. page/shown.c */
};

#define PDF_CHAR_TURN(direction) ((uint32_t)(direction) << 6)
#define PDF_CHAR_TURN_OF(flags) ((flags) >> 6 & 3u)

/* A character; white space is no character. In Poppler's order, which is often but not always that of reading. */
typedef struct pdf_char {
    float box[4];
    uint32_t code; /* Unicode scalar value */
    uint16_t look; /* index into the looks of the document */
    uint16_t flags;
} pdf_char;

typedef enum pdf_paint {
    PDF_STROKE = 0, /* a line: box is that of its ink, so it has the line's width */
    PDF_FILL = 1,   /* a filled rectangle */
    PDF_CLIP = 2,   /* a rectangle that was clipped to: WPS emits one a cell. No ink */
    PDF_IMAGE = 3   /* the box of a raster image */
} pdf_paint;

enum {
    PDF_GROUND_PLAIN = 1u << 0,  /* of one colour */
    PDF_GROUND_COVERS = 1u << 1, /* what lies below all of its box is not seen any more ... */
    PDF_GROUND_ROUND = 1u << 2,  /* ... or below the ellipse in it */
    PDF_GROUND_GLASS = 1u << 3,  /* of an image, or of paint over text: one sees through it */
    PDF_GROUND_CUT = 1u << 4     /* it went on to the right: the page or a clip ends there */
};

/* A piece of painted path that is a horizontal or vertical line or a rectangle; curves and diagonals are left out. A
 * stroked rectangle is four strokes. A dashed line is one stroke. */
typedef struct pdf_ink {
    float box[4];
    uint32_t colour; /* 0xRRGGBB; see-through ink is mixed with white */
    uint8_t paint;   /* pdf_paint */
    uint8_t dashed;
    uint16_t ground; /* bits PDF_GROUND_; of an area, or of a stroke that is as wide */
    uint32_t glyphs; /* that were shown before it; 0 where nobody counts them */
} pdf_ink;

/* Where a glyph was shown. Blank ones are among them. */
/* What one sees through, or what has several colours, in neither white nor black: only what it is over white is known. */
enum { PDF_COLOUR_MIXED = 1 << 24 };

typedef struct pdf_shown {
    float x, y;
    uint32_t index : 23;    /* in its font */
    uint32_t is_cut : 1;    /* its clip may cut it: ink/ink.h, pdf_cut */
    uint32_t begins : 1;    /* the first of what one operator shows */
    uint32_t turn : 2;      /* pdf_direction in which it is written */
    uint32_t is_tilted : 1; /* and not quite */
    uint32_t is_light : 1;  /* in the colour of paper, or nearly */
    uint32_t is_veiled : 1; /* a picture hides it, or it is not painted */
    uint32_t is_path : 1;   /* nothing was painted of it yet. ink/outlines.c */
    uint32_t colour;        /* over white; white where nothing would be seen; PDF_COLOUR_MIXED */
} pdf_shown;

/* A link or a bookmark's target. */
typedef struct pdf_link {
    float box[4];
    sheaf_str target; /* IRI, or `#page=3` */
} pdf_link;

/* An entry of the outline. */
typedef struct pdf_bookmark {
    sheaf_str title;
    uint32_t level, page;
} pdf_bookmark;

/* The text of an annotation that the page itself does not show: a note, a marked passage's comment. */
typedef struct pdf_remark {
    uint32_t page;
    float box[4]; /* of the mark that it is attached to */
    sheaf_str text, author;
} pdf_remark;

typedef struct pdf_page {
    uint32_t number; /* from 1 */
    float width, height;
    /* of the document; chars[].look points into it. May move when the next page is read */
    const pdf_look *looks;
    uint32_t look_count;
    const pdf_char *chars;
    uint32_t char_count;
    const struct pdf_shown
        *glyphs; /* as they were shown, one after another; NULL: not known. ink/ink.h */
    uint32_t glyph_count;
    const pdf_ink *inks;
    uint32_t ink_count;
    const pdf_link *links;
    uint32_t link_count;
} pdf_page;

/* ---- what layout makes of it --------------------------------------------------------------------------------- */

typedef enum pdf_direction {
    PDF_RIGHTWARD = 0, /* horizontal text */
    PDF_UPWARD = 1,    /* turned by 90 degrees to the left */
    PDF_DOWNWARD =
        2, /* turned by 90 degrees to the right, or upright characters one below the other (CJK) */
    PDF_LEFTWARD = 3 /* upside down */
} pdf_direction;

/* A stretch of a line's text that looks unlike its neighbours. `raised`: 1 superscript, -1 subscript. */
typedef struct pdf_span {
    uint32_t start, length; /* bytes into the text of its line */
    uint16_t look;
    int8_t raised;
    uint8_t underlined, struck;
    sheaf_str target; /* of a link; empty: none */
} pdf_span;

/* Characters beside each other on one baseline, as one who reads would join them: a line of a paragraph, of a column, of a
 * cell. A gap wide enough to part columns parts lines. */
typedef struct pdf_line {
    float box[4];      /* of all its characters */
    float size;        /* of most of its characters */
    float base;        /* the baseline's y (rightward), or x */
    uint16_t look;     /* of most of its characters */
    uint8_t direction; /* pdf_direction */
    uint8_t columnar;  /* order/order.c: 1 where it stands in a text column beside others */
    uint32_t
        first; /* its characters: page->chars[picks[first .. first + count)], where picks is the array that
                          pdf_lines_of gave out; PDF_NONE once the page is gone */
    uint32_t count;
    sheaf_str text;        /* in the room of the document; blanks where one who reads sees them */
    const pdf_span *spans; /* ascending, all of the text */
    uint32_t span_count;
} pdf_line;

/* Of pdf_cell.doubts: its number stands beside its head, and may be that of the next one. Others: report/doubt.c. */
enum { PDF_DOUBT_BESIDE = 1u << 7 };

/* A cell of a grid. Its lines are in reading order. */
typedef struct pdf_cell {
    uint32_t row, column, row_span, column_span;
    float box[4]; /* between its rules; where there are none, the union of its lines */
    pdf_line *lines;
    uint32_t line_count;
    uint32_t shade; /* 0xRRGGBB of the fill behind it; white where there is none */
    /* 1: told to be a header cell by its look (shade, bold above plain, a double rule below) */
    uint8_t headed;
    /* Do its lines break a run of digits (`12` above `34`)? 0: no. 1: yes, and each broken line fills the width between
     * the rules, with no room for one more digit: one number, to be joined as `digits_joined`. 2: yes, but nothing proves
     * that it is one number: not to be joined. Ruled tables only (lattice/wrap.c). */
    uint8_t wrapped;
    /* 1: digits that run over its borders are taken for one number, and could be several that touch (lattice/text.c). */
    uint8_t runs_over;
    /* 1: where its numbers stand against its left border, operators of their own show them (lattice/apart.c). */
    uint8_t apart;
    uint8_t doubts;         /* what speaks against its numbers, 0: nothing (report/doubt.c) */
    struct pdf_grid *inner; /* tables in the cell, downwards; their cells hold no more tables */
} pdf_cell;

enum {
    PDF_GRID_RULED = 1u << 0,
    PDF_GRID_OPEN_TOP = 1u << 1, /* no rule closes it above: perhaps cut by the page */
    PDF_GRID_OPEN_BOTTOM = 1u << 2,
    PDF_GRID_DOUBTED = 1u << 3 /* which head is whose is not known */
};

/* A table as one page shows it. Every slot belongs to exactly one cell; cells in row-major order of their first slots. */
typedef struct pdf_grid {
    float box[4];
    uint32_t rows, columns;
    const float *xs; /* columns + 1 borders */
    const float *ys; /* rows + 1 */
    pdf_cell *cells;
    uint32_t cell_count;
    uint32_t flags;
    uint32_t confidence;   /* ten-thousandths */
    uint32_t header_rows;  /* known to be headers; 0: not known */
    struct pdf_grid *next; /* of a table in a cell: the next one in it */
} pdf_grid;

/* Something on a page at its place in reading order. */
typedef struct pdf_piece {
    enum { PDF_PIECE_LINE, PDF_PIECE_GRID, PDF_PIECE_IMAGE } kind;
    /* pieces of one column or block of the page have one number; it grows in reading order */
    uint32_t region;
    bool askew; /* a line over the page that is none of its text: furniture. lines/askew.c */
    float box[4];
    pdf_line *line; /* of kind LINE */
    pdf_grid *grid; /* of kind GRID */
} pdf_piece;

/* Characters that are no white space, and the digits among them. tally.c */
typedef struct pdf_tally {
    uint64_t characters, digits;
} pdf_tally;

/* A page after layout: all that later stages keep of it. */
typedef struct pdf_sheet {
    uint32_t number;
    float width, height;
    /* the way the page's text ran before it was turned, and all boxes with it. page/turn.c */
    pdf_direction turn;
    pdf_piece *pieces; /* in reading order */
    uint32_t piece_count;
    pdf_tally shown;    /* all that the page shows, counted before layout */
    pdf_tally twins;    /* of it what was left out, as it is drawn twice in one place ... */
    float twins_box[4]; /* ... in here */
    bool dense; /* it draws more crossing lines than tables have: no ruled table was looked for */
} pdf_sheet;

/* ---- the reader's state -------------------------------------------------------------------------------------- */

typedef struct pdf_source pdf_source; /* page/document.c */

typedef struct pdf_reader {
    const sheaf_host *host;
    sheaf_job *job;
    pdf_room *kept; /* lives until the run ends: lines, grids, text */
    pdf_room *page; /* emptied after each page */
    pdf_sheet *sheets;
    uint32_t sheet_count;
    const pdf_look *looks; /* of the document, complete once all pages are read */
    uint32_t look_count;
    struct pdf_squares
        *squares; /* layout_sizes.c: what the ideographs seen so far tell of each look's size */
    uint32_t square_count;
    pdf_tally twins;    /* lines/lines.c: left out of the lines of the page so far ... */
    float twins_box[4]; /* ... in here */
    struct pdf_gutters
        *gutters; /* order/order.c: between the columns that the page before ended in */
    struct pdf_drawn_once *drawn; /* page/drawn.c: of the page; NULL: nobody asked yet */
    bool is_plain;                /* --no-repair: broken digits stay apart, though proved */
} pdf_reader;

/* ---- memory (room.c) ----------------------------------------------------------------------------------------- */

pdf_room *pdf_room_new(void);
void pdf_room_free(pdf_room *room); /* NULL is fine */
void pdf_room_empty(pdf_room *room);
/* Zeroed, aligned for any type. NULL where there is no memory left; then `failed` stays true, so that a stage may go on
 * with what it has and its caller looks once. count * size is checked. */
void *pdf_take(pdf_room *room, size_t count, size_t size);
bool pdf_room_failed(const pdf_room *room);
#define PDF_TAKE(room, type, count) ((type *)pdf_take((room), (count), sizeof(type)))
/* The same, but what it holds is not known: for large arrays all of whose elements are set before they are read. */
void *pdf_take_unset(pdf_room *room, size_t count, size_t size);
#define PDF_TAKE_UNSET(room, type, count) ((type *)pdf_take_unset((room), (count), sizeof(type)))
/* Doubles an array of `count` elements when it is full: returns the (moved) array with room for one more, NULL as above.
 * *capacity begins at 0. */
void *pdf_more(pdf_room *room, void *array, uint32_t count, uint32_t *capacity, size_t size);

/* The page's characters again, for some of them to be changed; NULL: no memory. page/struck.c */
pdf_char *pdf_own_chars(pdf_room *room, pdf_page *page);
bool pdf_is_digit(uint32_t code);       /* ASCII or full-width. codes.c */
uint32_t pdf_code_last(sheaf_str text); /* that is no white space; 0 where there is none. codes.c */
/* Marks whose ink is in the first half of their square. page/halves.c */
bool pdf_ends_in_middle(uint32_t code);
bool pdf_is_point(uint32_t code); /* A point or comma, ASCII or full-width. codes.c */

/* ---- boxes (box.c) ------------------------------------------------------------------------------------------- */

void pdf_box_unite(float box[4], const float other[4]);
float pdf_overlap(float a0, float a1, float b0,
                  float b1); /* length of the common part; negative: the gap */

/* ---- order (sort.c) ------------------------------------------------------------------------------------------ */

/* As qsort does; a list that is in order stays as it is. No elements: NULL is fine. */
typedef int pdf_compare(const void *left, const void *right);
void pdf_sort(void *array, size_t count, size_t size, pdf_compare *compare);

/* ---- the books (tally.c) ------------------------------------------------------------------------------------- */

/* The letters that a ligature is spelled with, which ends at 0; NULL where the code is none. */
const char *pdf_ligature(uint32_t code);
/* Adds a character of a page. */
void pdf_tally_code(pdf_tally *tally, uint32_t code);
void pdf_tally_chars(pdf_tally *tally, const pdf_char *chars, uint32_t count);
void pdf_tally_add(pdf_tally *tally, pdf_tally more);
pdf_tally pdf_tally_text(sheaf_str text); /* UTF-8 */

/* ---- the stages ---------------------------------------------------------------------------------------------- */

/* source: reads the document page by page. page/document.c */
sheaf_status pdf_source_open(pdf_reader *reader,
                             pdf_source **source); /* fails the job with its sentence */
void pdf_source_close(pdf_source *source);
uint32_t pdf_source_pages(const pdf_source *source);
/* Page `index` from 0, in reader->page. Diagnoses what is wrong with it; a page without usable text has no chars. */
sheaf_status pdf_source_page(pdf_source *source, uint32_t index, pdf_page *page);

/* The document's outline (bookmarks) in order; the entries live as long as reader->kept. Levels count from 1; page 0: it
 * leads nowhere that is known. 0 where there is none, or no memory. */
uint32_t pdf_source_outline(pdf_source *source, const pdf_bookmark **entries);
/* What readers remarked on the pages read so far, in order of pages. */
uint32_t pdf_source_remarks(const pdf_source *source, const pdf_remark **remarks);

/* lattice: ruled tables of a page. Gives out grids (in reader->kept) whose cells hold their lines; sets owner[i] of each
 * char that stands in a grid to its index, others stay PDF_NONE. Returns PDF_NONE, and no grid, where the page draws more
 * crossing lines than any table has. */
uint32_t pdf_lattice(pdf_reader *reader, const pdf_page *page, uint32_t *owner, pdf_grid **grids);

/* lines: the lines of `count` chars of the page, `picks` being their indices (reordered in place, so that each line's are
 * a range), in the room given. `within` bounds them: a cell's box, or the page's. */
uint32_t pdf_lines_of(pdf_reader *reader, const pdf_page *page, uint32_t *picks, uint32_t count,
                      const float within[4], pdf_line **lines);

/* river: unruled tables among the lines of a page, `picks` being the array that the lines point into: lines that become
 * part of a grid leave `lines` (*count shrinks). */
uint32_t pdf_rivers(pdf_reader *reader, const pdf_page *page, const uint32_t *picks,
                    pdf_line *lines, uint32_t *count, pdf_grid **grids);

/* order: lines and grids of a page into pieces in reading order, columns one after the other; lines that were parted by a
 * gap but belong together (justified text, `label ..... value`) are joined. */
void pdf_order(pdf_reader *reader, const pdf_page *page, pdf_line *lines, uint32_t line_count,
               pdf_grid *grids, uint32_t grid_count, pdf_sheet *sheet);

/* report: the whole document to the host. */
sheaf_status pdf_report(pdf_reader *reader, pdf_source *source);

#endif
