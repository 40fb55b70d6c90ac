/* What the table recognisers share. Each of them reads its lines twice: once to know the extent, the
 * columns and whether the evidence suffices, once to hand the cells over. No text is copied on the way,
 * so a table costs no memory but what a recogniser keeps in the workspace, which only grows. */
#ifndef TABLE_H
#define TABLE_H

#include "text.h"

/* The shapes that may look far ahead and then refuse. What one has refused it does not look at again, which
 * keeps a million lines that almost are a table linear. */
typedef enum table_shape {
    TABLE_PIPE,
    TABLE_BARS,
    TABLE_RULED, /* never refused: it looks no further than the next rule */
    TABLE_GRID,
    TABLE_CELLS,
    TABLE_TABS,
    TABLE_SPACED,
    TABLE_EXPANDED,
    TABLE_CSV,
    TABLE_ALIGNED, /* never refused: the look-ahead remembers */
    TABLE_SHAPES
} table_shape;

/* Memory that is used again for each table. */
typedef struct table_room {
    void *base;
    size_t bytes;
} table_room;

enum { TABLE_ROOMS = 16 };

typedef struct table_columns table_columns; /* table_columns.h */

typedef struct table_work {
    uint32_t refused[TABLE_SHAPES]; /* lines below it were looked at and are no such table */
    uint32_t ended[TABLE_SHAPES];   /* one past the last line of the last such table; 0: none yet */
    table_room rooms[TABLE_ROOMS];
    table_columns *columns;
    uint32_t first;        /* the first line of the open table */
    uint64_t unplaced;     /* characters of its lines that no cell has taken yet */
    int accounts;          /* that these are counted */
    struct table_csv *csv; /* the shapes of the document (table_csv.c); NULL: not counted yet */
} table_work;

/* The workspace of the run, made when first asked for; NULL: no memory, and the job has failed. */
table_work *table_workspace(text_run *run);

/* At least `count` items of `size` bytes in that room, what it held kept in front; NULL as above. */
void *table_grow(text_run *run, uint32_t room, size_t count, size_t size);

/* Whether `shape` has looked at this line before in vain, and how to say that it has. refuse returns first. */
int table_was_refused(text_run *run, table_shape shape, uint32_t first);
uint32_t table_refuse(text_run *run, table_shape shape, uint32_t first, uint32_t end);

/* Whether a page ends before this line, or it is what is printed at a page's edge: no table goes on with it. What a
 * page cut is joined later, with evidence. */
static inline int table_is_cut(const text_run *run, uint32_t line) {
    return (run->lines[line].flags & (TEXT_PAGE | TEXT_FURNITURE)) != 0;
}

/* Says that a table of this shape ends before `end`; returns it. */
uint32_t table_ended(text_run *run, table_shape shape, uint32_t end);

/* Whether a page edge is all that stands between `first` and such a table: then one row is evidence enough. */
int table_was_cut(const text_run *run, table_shape shape, uint32_t first);

/* Whether the text ends as sentences and statements end. */
int table_ends_sentence(sheaf_str text);

/* ---- handing over ---- */

/* Tells the host that we are alive at this line; whether to go on. */
int table_goes_on(text_run *run, uint32_t line);

void table_open(text_run *run, uint32_t first, uint32_t columns, uint32_t confidence,
                uint32_t headers);
void table_close(text_run *run);

/* Of the open table: that its cells come from lines [first, end). What of them no cell takes, the marks between cells
 * and the lines that rule them, is stated as left out when the table closes, in one record. */
void table_account(text_run *run, uint32_t first, uint32_t end);

/* The cell `slot` (row, column, spans, header) with `part` of that line, trimmed, as its text. */
void table_cell(text_run *run, sheaf_block *slot, uint32_t line, sheaf_str part);

/* A cell of several pieces, each with its own place: opened, filled from front to back, closed. A piece on
 * another line than the one before it begins a new line of text. Pieces come trimmed and not empty. */
typedef struct table_filling {
    uint32_t pieces;
    uint32_t line; /* of the last piece */
} table_filling;

void table_cell_open(text_run *run, const sheaf_block *slot, table_filling *filling);
void table_piece(text_run *run, table_filling *filling, uint32_t line, sheaf_str part);
void table_cell_close(text_run *run);

/* Pieces of Markdown: without the backslash of each `\|`, and with a line end for each `<br>` (table_pipe.c). */
void table_marked_pieces(text_run *run, table_filling *filling, uint32_t line, sheaf_str cell);

static inline sheaf_block table_slot(void) {
    return (sheaf_block){.size = sizeof(sheaf_block),
                         .kind = SHEAF_CELL,
                         .text = {"", 0},
                         .number = {"", 0},
                         .opaque = {"", 0}};
}

#endif
